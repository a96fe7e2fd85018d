"""``zongjie rollup``: the table, the files it writes, and what it does about bad branches."""

from __future__ import annotations

import json
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from tests.conftest import ROOT
from tests.ledgers import make
from tests.rollup.folders import activity, put
from zongjie import portable, rollup
from zongjie.cli import main
from zongjie.rollup import draft, workbook

SAMPLE = ROOT / "sample_data" / "federation"


def run(*args: object) -> Result:
    return CliRunner().invoke(main, ["rollup", *map(str, args)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two branches that can be read."""
    made = tmp_path / "区"
    made.mkdir()
    put(made, "某某一厂工会", make(activity=[activity("甲", cost_yuan=Decimal("10.50"))]))
    put(made, "=某某二厂工会", make(activity=[activity("乙")]), name="二厂.zip")
    return made


def test_it_prints_the_table_and_ends_well(folder: Path) -> None:
    done = run(folder, "--figures", "活动.次数，活动.支出")
    assert done.exit_code == 0, done.output
    head, *rows, last = done.stdout.splitlines()
    assert head.split() == ["单位", "活动·次数（次）", "活动·支出（元）"]
    assert [row.split() for row in rows] == [
        ["=某某二厂工会", "1"],
        ["某某一厂工会", "1", "10.5"],
        ["合计", "2", "10.5"],
    ]
    assert last == "区2026年：2 个单位，0 份没有读成，0 处要核对。"


def test_a_branch_that_is_not_read_is_told_and_the_exit_code_says_so() -> None:
    done = run(SAMPLE)
    assert done.exit_code == 1
    assert "没有读成：某某商场工会2025年台账.xlsx：文件已损坏" in done.stderr
    assert "核对：某某小学工会、某某医院工会都记了2025-05-18的“职工健步走”" in done.stderr
    assert "合计" in done.stdout


def test_it_counts_what_is_to_look_at_in_each_branch(folder: Path) -> None:
    put(folder, "某某三厂工会", make(activity=[{"name": "没有日期"}, activity("丙")]))
    done = run(folder)
    assert done.exit_code == 0
    assert "核对：某某三厂工会的台账有 2 处要看（某某三厂工会）。" in done.stderr


def test_json_has_everything(folder: Path) -> None:
    (folder / "坏.csv").write_text("没有表头", encoding="utf-8")
    done = run(folder, "--json", "--name", "某某区总工会")
    assert done.exit_code == 1
    said = json.loads(done.stdout)
    assert (said["name"], said["year"], said["half"]) == ("某某区总工会", 2026, None)
    assert said["figures"]["活动.支出"]["value"] == "10.50"
    assert [one["unit"] for one in said["branches"]] == ["=某某二厂工会", "某某一厂工会"]
    assert said["failed"][0]["path"] == "坏.csv"


def test_the_workbook_is_for_people(folder: Path, tmp_path: Path) -> None:
    (folder / "坏.csv").write_text("没有表头", encoding="utf-8")
    target = tmp_path / "汇总.xlsx"
    assert run(folder, "-o", target).exit_code == 1
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == ["汇总表", "没有读成", "要核对的"]
    table = [[cell.value for cell in row] for row in book["汇总表"].iter_rows()]
    assert table[0][0] == "单位"
    assert table[-1][0] == "合计"
    first = book["汇总表"]["A2"]
    assert (first.value, first.data_type, first.quotePrefix) == ("=某某二厂工会", "s", True)
    spent = table[0].index("活动·支出（元）")
    assert [row[spent] for row in table[1:]] == [None, 10.5, 10.5]
    assert book["没有读成"]["A2"].value == "坏.csv"


def test_findings_and_troubles_stand_in_the_workbook() -> None:
    made = rollup.roll_up(SAMPLE)
    target = BytesIO()
    workbook.write(made, target)
    sheet = openpyxl.load_workbook(target)["要核对的"]
    assert sheet.max_row == 1 + len(made.findings)
    again = BytesIO()
    workbook.write(made, again)
    assert again.getvalue() == target.getvalue()


@pytest.mark.parametrize("name", ["汇总.zip", "汇总"])
def test_the_federations_draft_reads_as_it_was_rolled_up(tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    assert run(SAMPLE, "-o", target, "--name", "某某区总工会").exit_code == 1
    made, again = rollup.roll_up(SAMPLE), portable.read(target)
    assert (again.draft.genre, again.draft.unit) == ("township", "某某区总工会")
    assert again.intake.problems == ()
    assert dict(again.figures()) == dict(made.figures)
    for id_, frame in made.ledgers.items():
        assert again.intake.ledgers[id_].equals(frame), id_
    pdf = tmp_path / "总结.pdf"
    done = CliRunner().invoke(main, ["export", str(target), "--to", "pdf", "-o", str(pdf)])
    assert done.exit_code == 0, done.output
    assert pdf.read_bytes().startswith(b"%PDF")


def test_half_a_year_has_its_own_kind_of_summary(tmp_path: Path) -> None:
    folder = tmp_path / "区"
    folder.mkdir()
    put(folder, "某某一厂工会", half=1)
    made = rollup.roll_up(folder)
    assert draft.write(made, tmp_path / "a.zip").genre == "half_year"
    assert draft.write(made, tmp_path / "b.zip", genre="company").genre == "company"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["-o", "{folder}/汇总.xlsx"], "不能写在汇总的文件夹里"),
        (["-o", "{folder}/../没有/汇总.xlsx"], "没有这个文件夹"),
        (["-o", "{folder}/../汇总.docx"], "不会写成 .docx"),
        (["-o", "{folder}/../有了.zip"], "已经有一份草稿"),
        (["-o", "{folder}/../汇总.zip", "--genre", "没有"], "没有"),
        (["--half", "1"], "没有写年度"),
        (["--figures", "活动.场次"], "相近的有"),
        (["--year", "26"], "年度“26”不对"),
    ],
)
def test_what_cannot_be_done_is_one_line(folder: Path, args: list[str], words: str) -> None:
    (folder.parent / "有了.zip").write_bytes(b"somebody's text")
    done = run(folder, *(one.format(folder=folder) for one in args))
    assert done.exit_code == 1
    assert words in done.stderr.splitlines()[-1] or words in done.stderr
    assert "Traceback" not in done.stderr
    assert (folder.parent / "有了.zip").read_bytes() == b"somebody's text"


def test_a_ledger_too_long_to_be_read_again_is_not_written(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZONGJIE_MAX_ROWS", "1")
    done = run(folder, "-o", tmp_path / "汇总.zip")
    assert "一张台账有 2 行，打开草稿时最多读 1 行" in done.stderr
    assert not (tmp_path / "汇总.zip").exists()


def test_a_place_that_takes_no_file_is_told(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "汇总.xlsx").mkdir()
    done = run(folder, "-o", tmp_path / "汇总.xlsx")
    assert done.exit_code == 1
    assert "这个位置不能放文件" in done.stderr
