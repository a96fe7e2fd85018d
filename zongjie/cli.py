"""The command line: ``zongjie`` and its commands, from ``figures`` to ``lab``.

A `ZongjieError` becomes one clear line on standard error and exit code 1.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from zongjie import __version__, terminal
from zongjie.errors import SchemaError, ZongjieError
from zongjie.federation import rollup
from zongjie.office import units
from zongjie.terminal import figure_json, table

FORMATS = ("html", "pdf", "docx", "md", "ipynb")
_OTHERS = ("doc", "wps", "xlsx", "zip")  # endings by which other programs are called
THEMES = ("gongwen", "plain")
HOST, PORT = "127.0.0.1", 8866


class _Plain(click.Group):
    """A group whose commands say a `ZongjieError` in one line instead of a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except ZongjieError as error:
            click.echo(str(error), err=True)
            ctx.exit(1)


@click.group(cls=_Plain, help="总结：把工会工作总结写在台账上。")
@click.version_option(__version__, message="%(version)s")
def main() -> None:
    """Entry point of the ``zongjie`` command."""


main.add_command(units)
main.add_command(rollup)

_path = click.argument("path", type=click.Path(path_type=Path))


@main.command(help="列出台账算出的全部数字。PATH：草稿文件夹、草稿 .zip，或台账 .xlsx/.csv。")
@_path
@click.option("--year", type=int, help="年度；PATH 是台账文件时要写明。")
@click.option("--json", "as_json", is_flag=True, help="按 JSON 输出，金额写成字符串。")
def figures(path: Path, year: int | None, *, as_json: bool) -> None:
    """Print every figure of a portable draft or ledger file, as a table or as JSON."""
    from zongjie.figures import compute, shown

    ledgers, period, formulas = _ledgers(path, year)
    computed = compute(ledgers, period, formulas=formulas)
    _tell(computed)
    for reason in computed.absent:
        click.echo(reason, err=True)
    if as_json:
        click.echo(json.dumps(_as_json(computed), ensure_ascii=False, indent=2))
        return
    rows = [
        (figure.key, shown(figure), figure.unit, "" if figure.exact else "概数")
        for figure in computed.values()
    ]
    table(("名称", "数值", "单位", ""), rows)


@main.command(help="检查总结，列出导出前要看的地方。PATH：草稿文件夹或草稿 .zip。")
@_path
def check(path: Path) -> None:
    """Print every finding in a portable draft; exit code 1 when something stops an export."""
    from zongjie import catalogue, ledger, privacy, review, schema

    found = _draft(path)
    draft, taken = found.draft, found.intake
    wrong = list(ledger.together(taken.problems))
    for problem, rows in wrong:
        click.echo(problem.of_rows(rows))
    genre = catalogue.genres().get(draft.genre)
    titles = {spec.id: spec.title for spec in genre.specs.values()} if genre else {}
    titles |= {section.id: section.title for section in draft.sections}
    remarks = review.of_draft(draft, found.figures(), found.earlier, taken.ledgers)
    for remark in remarks:
        click.echo(f"{titles.get(remark.part, '全文')}：{remark.message}")
    named, mentions = privacy.of_draft(draft, taken.everything)
    for remark in named:
        click.echo(f"{titles.get(remark.part, '全文')}：{remark.message}")
    for mention in mentions:
        click.echo(f"{schema.ledger(mention.ledger).title}：{mention.message}")
    blocking = sum(remark.severity == "block" for remark in remarks)
    worth = sum(remark.severity != "note" for remark in remarks)
    count = len(wrong) + worth + len(named) + len(mentions)
    if not count:
        click.echo("没有要看的了，可以导出。")
        return
    stops = f"其中 {blocking} 处不改好不能导出" if blocking else "都不妨碍导出"
    click.echo(f"共 {count} 处要看，{stops}。")
    if blocking:
        sys.exit(1)


@main.command(help="导出总结。PATH：草稿文件夹、草稿 .zip 或笔记本 .ipynb。")
@_path
@click.option("--to", "to", type=click.Choice(FORMATS), help="文件格式；不写就看文件名的结尾。")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="写到哪里。")
@click.option(
    "--theme", type=click.Choice(THEMES), default="gongwen", show_default=True, help="版式。"
)
@click.option("--allow-missing", is_flag=True, help="有找不到的数字也导出，标作【缺：…】。")
def export(path: Path, to: str | None, output: Path, theme: str, *, allow_missing: bool) -> None:
    """Export a portable draft or a notebook through nbconvert."""
    from tqdm import tqdm

    terminal.check_place(output)
    if output.is_dir():
        cure = f"请在后面写上文件名，如 {output / f'总结.{to or FORMATS[0]}'}"
        raise ZongjieError("这是一个文件夹", where=str(output), cure=cure)
    to = _format(to, output)

    # Silent when it is quick or when nobody watches: a bar after a second, on a terminal only.
    with tqdm(
        total=3,
        desc="读取台账",
        delay=1,
        disable=not sys.stderr.isatty(),
        bar_format="{desc} {bar}",
    ) as bar:
        notebook = _notebook(path, allow_missing=allow_missing)
        bar.update()
        bar.set_description("排版")
        from zongjie import export as exporting

        data = exporting.export(notebook, to, theme=theme, allow_missing=allow_missing)
        bar.update()
        bar.set_description("写文件")
        try:
            output.write_bytes(data)
        except OSError as error:
            raise ZongjieError(
                "写不进去",
                where=str(output),
                cure="请换一个文件夹，或关掉正打开它的程序",
            ) from error
        bar.update()
    for warning in exporting.check_glyphs(notebook) if to == "pdf" else ():
        click.echo(warning, err=True)
    click.echo(f"已导出：{output}")


def _format(to: str | None, output: Path) -> str:
    """The format that is asked for: said, or told by the file's name; never two."""
    told = output.suffix.lower().removeprefix(".")
    if to is None:
        if told not in FORMATS:
            cure = f"请让文件名以 .docx 这样结尾，或者写 --to，可用：{'、'.join(FORMATS)}"
            raise ZongjieError("看不出要哪种文件", where=str(output), cure=cure)
        return told
    if told in {*FORMATS, *_OTHERS} - {to}:
        cure = f"请把文件名改成 {output.with_suffix(f'.{to}').name}"
        cure += "，或去掉 --to" if told in FORMATS else ""
        raise ZongjieError(f"--to 写的是 {to}，文件名却是 .{told}", where=str(output), cure=cure)
    return to


@main.command("bring-back", help="带回在 JupyterLab、Word 或 WPS 里改过的文件，先列出不同之处。")
@_path
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="把改动写进这份草稿。")
@click.option(
    "--section",
    "sections",
    multiple=True,
    help="只要这一节的改动：写编号、原来的或现在的标题；可以写几次。",
)
def bring_back(path: Path, file: Path, output: Path | None, sections: tuple[str, ...]) -> None:
    """Show what an edited .ipynb or .docx changes in a portable draft, and take it over."""
    from zongjie import bring_back as bringing
    from zongjie import portable

    if output is not None:
        terminal.check_place(output)
    found = _draft(path)
    try:
        data = file.read_bytes()
    except OSError as error:
        raise ZongjieError("读不了这个文件", where=str(file), cure="请核对路径") from error
    returned = bringing.compare(found.draft, found.figures(), bringing.read(data, file.name))
    for change in returned.changes:
        _show_change(change)
    for note in returned.notes:
        click.echo(f"！{note}")
    if returned.order:
        click.echo("各节的顺序变了。")
    if not (returned.changes or returned.order):
        click.echo("和草稿没有不同。")
    if output is None:
        return
    ids = [_changed(returned.changes, name, file.name) for name in sections] or None
    portable.rewrite(path, bringing.accepted(found.draft, returned, ids), output)
    click.echo(f"已写入：{output}")


def _changed(changes: Sequence[Any], name: str, file: str) -> str:
    """The id of the changed section with this id or title, before all the one it now has."""
    known: dict[str, str] = {
        change.before.title: change.section.id for change in changes if change.before
    }
    known |= {change.section.id: change.section.id for change in changes}
    known |= (titles := {change.section.title: change.section.id for change in changes})
    if name not in known:
        cure = f"可用：{'、'.join(titles) or '没有'}"
        raise ZongjieError(f"“{name}”没有改动", where=file, cure=cure)
    return known[name]


def _show_change(change: Any) -> None:
    """A section with what went and what came, word by word."""
    from zongjie import prose, wording

    before = change.before.text if change.before else ""
    kind = "" if change.before else "（新的一节）"
    click.echo(f"【{change.section.title}】{kind}")
    if change.before and change.before.title != change.section.title:
        click.echo(f"  标题原来是：{change.before.title}")
    for piece in wording.diff(before, change.section.text):
        if piece.kind != "same" and (words := prose.in_words(piece.text).strip()):
            click.echo(f"  {'－' if piece.kind == 'removed' else '＋'} {words}")
    for note in change.notes:
        click.echo(f"  ！{note}")


@main.command(help="列出文件用到的字体：想用哪种，实际用哪种，缺什么。")
def fonts() -> None:
    """Show which face stands in for which."""
    from zongjie.export import fonts as resolver

    rows = [
        (row.role, row.wanted, row.face, "是" if row.stand_in else "", str(row.path))
        for row in resolver.report()
    ]
    table(("用于", "想用的字体", "实际用的字体", "代用", "文件"), rows)


@main.command(help="备份全部总结和它们的历史。FILE：备份写到哪里，可以不写。")
@click.argument("file", type=click.Path(path_type=Path), required=False)
def backup(file: Path | None) -> None:
    """Write the whole store into one file."""
    from zongjie.store import backup as backups

    if file is not None:
        terminal.check_place(file)
    with terminal.store() as store:
        path, count = backups.write(store, file)
    click.echo(f"已备份 {count} 份总结：{path}")


@main.command(help="从备份恢复全部总结。FILE：zongjie backup 写的文件。")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="换掉现有的总结；换下的先另存一份备份。")
def restore(file: Path, *, replace: bool) -> None:
    """Fill the store from a backup."""
    from zongjie.store import backup as backups

    with terminal.store() as store:
        kept = backups.restore(store, file, replace=replace)
        count = sum(store.counts().values())
    click.echo(f"已恢复 {count} 份总结。打开着的网页请刷新。")
    if kept:
        click.echo(f"原来的总结另存在：{kept}")


@main.command(help="列出导出记录：什么时候、谁、从哪份总结导出了什么。")
def audit() -> None:
    """Print a line for every file that was made of a draft in the store."""
    from zongjie.store import history

    with terminal.store() as store:
        lines = history.exports(store)
    if not lines:
        click.echo("还没有导出过。")
        return
    rows = [
        (f"{one.at:%Y-%m-%d %H:%M:%S}", one.by, one.title, f"{one.step}", one.what) for one in lines
    ]
    table(("时间", "谁", "总结", "版本", "文件"), rows)


@main.command(help="打开写总结的网页。")
@click.option("--host", default=HOST, show_default=True, help="监听地址。")
@click.option("--port", default=PORT, show_default=True, help="端口。")
def app(host: str, port: int) -> None:
    """Serve the notebooks with voila."""
    _serve(host, port, lab=False)


@main.command(help="用 JupyterLab 打开同样的笔记本。")
@click.option("--host", default=HOST, show_default=True, help="监听地址。")
@click.option("--port", default=8888, show_default=True, help="端口。")
def lab(host: str, port: int) -> None:
    """Open the notebooks in JupyterLab."""
    _serve(host, port, lab=True)


def _serve(host: str, port: int, *, lab: bool) -> None:
    # By name: the core never imports the page, and the page's imports are heavy.
    importlib.import_module("widgets.server").serve(host, port, lab=lab)


def _ledgers(path: Path, year: int | None) -> tuple[Any, Any, str]:
    """Ledgers and period of a portable draft, or of a ledger file with the year said.

    Last the text of the ``figures.toml`` that lies with it.
    """
    from zongjie import intake, portable
    from zongjie.period import Period

    if not path.exists():
        raise ZongjieError("没有这个文件或文件夹", where=str(path), cure="请核对路径")
    path = portable.named(path)
    if path.is_dir() or path.suffix.lower() == ".zip":
        found = portable.read(path)
        taken, period, own = found.intake, found.draft.period, found.draft.formulas
    else:
        if year is None:
            raise ZongjieError(
                "没有写年度", where=path.name, cure="请加上 --year，例如 --year 2026"
            )
        period = Period(year)
        taken, own = intake.read(path, year=year), portable.formulas_beside(path)
    _report(taken)
    return taken.ledgers, period, own


def _draft(path: Path) -> Any:
    """A portable draft, read knowing a genre of one's own that lies beside it.

    One whose genre is not known is read as well, and said: it goes by the usual words.
    """
    from zongjie import catalogue, portable

    path = portable.named(path)
    click.get_current_context().with_resource(catalogue.beside(path))
    found = portable.read(path)
    try:
        catalogue.genre(found.draft.genre)
    except SchemaError as error:
        click.echo(f"{error}这份草稿先按通用的叫法，标题写“工作总结”。", err=True)
    return found


def _notebook(path: Path, *, allow_missing: bool) -> Any:
    """The finished notebook of a portable draft, or the notebook file itself.

    Signs in a draft that would be printed as they are stop it, as they do on the page.
    """
    if path.suffix.lower() == ".ipynb":
        return _read_notebook(path)
    from zongjie import document, prose

    found = _draft(path)
    _report(found.intake)
    computed = found.figures()
    _tell(computed)
    for section in () if allow_missing else found.draft.sections:
        for finding in prose.findings(section.text, computed):
            if finding.rule == "token.broken":
                cure = "确要照样导出，请加 --allow-missing"
                raise ZongjieError(finding.message.rstrip("。"), where=section.title, cure=cure)
    return document.build(found.draft, computed)


def _read_notebook(path: Path) -> Any:
    import nbformat

    try:
        return nbformat.read(path, as_version=4)
    except FileNotFoundError as error:
        raise ZongjieError("没有这个文件", where=str(path), cure="请核对路径") from error
    except (nbformat.reader.NotJSONError, nbformat.ValidationError, OSError) as error:
        raise ZongjieError(
            "不是能读的笔记本", where=path.name, cure="请选由本工具或 Jupyter 保存的 .ipynb 文件"
        ) from error


def _report(taken: Any) -> None:
    """Say on standard error what could not be read, so that no number goes missing unseen."""
    for problem in taken.problems:
        click.echo(str(problem), err=True)


def _tell(computed: Any) -> None:
    """Say on standard error which figures of one's own could not be computed."""
    for trouble in computed.troubles:
        click.echo(trouble, err=True)


def _as_json(computed: Any) -> dict[str, dict[str, Any]]:
    """``{key: {value, unit, exact, rows}}``; money and rates as strings, a series as an object."""
    result = {key: figure_json(figure) for key, figure in computed.items()}
    for key, series in computed.series.items():
        points = {label: figure for label, figure in series.points if figure is not None}
        result[key] = {
            "value": {label: figure_json(figure)["value"] for label, figure in points.items()},
            "unit": series.unit,
            "exact": all(figure.exact for figure in points.values()),
            "rows": sorted({row for figure in points.values() for row in figure.rows}),
        }
    return result
