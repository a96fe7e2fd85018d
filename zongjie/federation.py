"""The command ``zongjie rollup``: what a federation does with the drafts of its branches.

Like cp and tar it does all that can be done and ends with exit code 1 where a branch was not read.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zongjie import terminal
from zongjie.errors import ZongjieError, unwritable

if TYPE_CHECKING:
    from zongjie.rollup import RollUp

_WORKBOOK = ".xlsx"
_HELP = (
    "汇总许多单位：合成一份台账、一套数字、一张表。FOLDER：放着各单位草稿文件夹、草稿 .zip 或"
    "台账的文件夹，里面的文件夹也找；可以放一份 figures.toml，各单位都照它算。"
    "有的单位没有读成时，别的照常汇总，退出码是 1。"
)


@click.command(help=_HELP)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--year", type=int, help="年度；不写就用草稿里的，草稿不是同一年的要写明。")
@click.option("--half", type=click.IntRange(1, 2), help="半年：上半年写 1，下半年写 2。")
@click.option("--name", default="", help="上级工会的名称；不写就用文件夹的名称。")
@click.option("--figures", "keys", help="表里要哪些数字，用逗号隔开，如 活动.次数,慰问.金额。")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="写到哪里：.xlsx 是给人看的汇总表；.zip 或文件夹是上级工会自己的草稿。",
)
@click.option("--genre", default="", help="草稿是哪种总结；不写就用乡镇（街道）或半年总结。")
@click.option("--json", "as_json", is_flag=True, help="按 JSON 输出，金额写成字符串。")
@click.option("--workers", type=click.IntRange(1), help="同时用几个进程读；不写就自己定。")
def rollup(  # noqa: PLR0913 - one for each option
    *,
    folder: Path,
    year: int | None,
    half: int | None,
    name: str,
    keys: str | None,
    output: Path | None,
    genre: str,
    as_json: bool,
    workers: int | None,
) -> None:
    """Roll up a folder of branches and print, or write, what they come to."""
    from zongjie import rollup as rolling

    if half and year is None:
        raise ZongjieError("没有写年度", cure="请加上 --year，例如 --year 2026 --half 1")
    if output is not None:
        _check(output, folder)
    made = rolling.roll_up(
        folder, year=year, half=half, name=name, workers=workers, bar=sys.stderr.isatty()
    )
    wanted = [key.strip() for key in keys.replace("，", ",").split(",")] if keys else None
    if as_json:
        click.echo(json.dumps(_as_json(made), ensure_ascii=False, indent=2))
    else:
        _print(made, wanted)
    if output is not None:
        _write(made, output, wanted, genre)
        click.echo(f"已写入：{output}", err=as_json)
    _tell(made)
    if made.failed:
        sys.exit(1)


def _write(made: RollUp, output: Path, keys: list[str] | None, genre: str) -> None:
    from zongjie.rollup import draft, workbook

    try:
        if output.suffix.lower() == _WORKBOOK:
            workbook.write(made, output, keys)
        else:
            draft.write(made, output, genre=genre)
    except OSError as error:
        what, cure = unwritable(error)
        raise ZongjieError(what, where=str(output), cure=cure) from error


def _tell(made: RollUp) -> None:
    """Say on standard error what is not in the figures, or may be in them twice."""
    for failed in made.failed:
        click.echo(f"没有读成：{failed}", err=True)
    for finding in made.findings:
        click.echo(f"核对：{finding.message}", err=True)
    for branch in made.branches:
        if count := len(branch.problems) + len(branch.figures.troubles):
            click.echo(f"核对：{branch.unit}的台账有 {count} 处要看（{branch.path}）。", err=True)


def _check(output: Path, folder: Path) -> None:
    """Nothing is written among the branches, where it would be one of them the next time."""
    terminal.check_place(output)
    if output.resolve().is_relative_to(folder.resolve()):
        cure = "请写到这个文件夹外面，免得下次把它也当成一个单位"
        raise ZongjieError("不能写在汇总的文件夹里", where=str(output), cure=cure)
    if output.suffix.lower() not in ("", ".zip", _WORKBOOK):
        cure = f"请写成 汇总{_WORKBOOK}、汇总.zip 或一个文件夹"
        raise ZongjieError(f"不会写成 {output.suffix}", where=str(output), cure=cure)


def _print(made: RollUp, keys: list[str] | None) -> None:
    from zongjie.rollup.workbook import compared, heading, shown

    table = made.table(keys)
    header = ("单位", *(heading(key, made.unit_of(key)) for key in map(str, table)))
    rows = [tuple(map(shown, row)) for row in table.itertuples(name=None)]
    terminal.table(header, rows)
    if made.beside is not None:
        click.echo("和上年比（只算两年都报了的单位）：")
        header, rows_ = compared(made, keys)
        terminal.table(header, [tuple(map(shown, row)) for row in rows_])
    counts = f"{len(made.branches)} 个单位，{len(made.failed)} 份没有读成"
    click.echo(f"{made.name}{made.period.label}：{counts}，{len(made.findings)} 处要核对。")


def _as_json(made: RollUp) -> dict[str, object]:
    return {
        "name": made.name,
        "year": made.period.year,
        "half": made.period.half,
        "figures": {key: terminal.figure_json(one) for key, one in made.figures.items()},
        "branches": [
            {
                "unit": branch.unit,
                "path": branch.path,
                "figures": {key: terminal.figure_json(one) for key, one in branch.figures.items()},
                "problems": [*branch.figures.troubles, *map(str, branch.problems)],
            }
            for branch in made.branches
        ],
        "last_year": _last_year(made),
        "failed": [{"path": one.path, "reason": one.reason} for one in made.failed],
        "findings": [finding.message for finding in made.findings],
    }


def _last_year(made: RollUp) -> dict[str, object] | None:
    """Both years' figures of the branches that gave both; None where none gave last year's."""
    beside = made.beside
    if beside is None or beside.figures.last is None:
        return None
    return {
        "branches": {id_: list(beside.both(id_)) for id_ in beside.now if beside.both(id_)},
        "figures": {key: terminal.figure_json(one) for key, one in beside.figures.items()},
        "before": {key: terminal.figure_json(one) for key, one in beside.figures.last.items()},
    }
