"""Last year stands beside this one only for the branches that told of both, and that is said."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from tests.ledgers import make
from tests.rollup.folders import Frames, activity, indicator, put, put_ledger
from zongjie import charts, portable
from zongjie.cli import main
from zongjie.figures import compute
from zongjie.period import Period
from zongjie.rollup import RollUp, beside, draft, merging, roll_up, workbook

ONE, TWO, THREE = "某某一厂工会", "某某二厂工会", "某某三厂工会"
THEN = "2025-05-18"


def said(made: RollUp, rule: str = "last") -> list[str]:
    return [one.message for one in made.findings if one.rule == f"rollup.{rule}"]


def acts(*names: str, date: str = "2026-05-18", members: int | None = None) -> Frames:
    counts = [] if members is None else [indicator("会员人数", Decimal(members))]
    return make(activity=[activity(name, date) for name in names], indicator=counts)


def row(made: RollUp, key: str) -> list[object]:
    table = made.compared([key])
    return list(next(table.itertuples(index=False, name=None), ()))


# ------------------------------------------------------------------ where last year comes from


def test_a_drafts_own_ledger_of_last_year_is_compared_with(tmp_path: Path) -> None:
    put(tmp_path, ONE, acts("甲", "乙", "丙"), last=acts("甲", "乙", date=THEN))
    made = roll_up(tmp_path)
    assert row(made, "活动.次数") == [3, 2, "同比增长50%", "次", 1, 1]
    assert made.branches[0].figures.last is not None
    assert made.figures.last is not None
    assert made.figures.last["活动.次数"].value == 2
    assert not said(made)


@pytest.mark.parametrize("half", [None, 1])
def test_last_years_draft_may_lie_beside_this_years(tmp_path: Path, half: int | None) -> None:
    put(tmp_path, ONE, acts("甲", "乙"), half=half)
    put(tmp_path, ONE, acts("甲", date=THEN), half=half, year=2025, name="去年.zip")
    made = roll_up(tmp_path)
    assert made.period == Period(2026, half)
    assert made.failed == ()
    assert row(made, "活动.次数")[:2] == [2, 1]


def test_last_years_ledger_may_lie_beside_this_years(tmp_path: Path) -> None:
    """Its dates or its name say which year it is of."""
    put_ledger(tmp_path / f"{ONE}2026年台账.xlsx", acts("甲", "乙"))
    put_ledger(tmp_path / f"{ONE}2025年台账.xlsx", acts("甲", date=THEN))
    counts = make(indicator=[indicator("会员人数", Decimal(100))])
    put_ledger(tmp_path / f"{TWO}2026年台账.xlsx", counts)
    counts = make(indicator=[indicator("会员人数", Decimal(80))])
    put_ledger(tmp_path / f"{TWO}2025年台账.xlsx", counts)
    made = roll_up(tmp_path, year=2026)
    assert made.failed == ()
    assert row(made, "活动.次数")[:2] == [2, 1]
    assert row(made, "指标.会员人数")[:2] == [100, 80]
    assert made.figures["指标.会员人数"].value == 100


def test_last_years_of_a_branch_that_has_none_of_this_is_left_out_and_told(tmp_path: Path) -> None:
    put(tmp_path, ONE)
    put_ledger(tmp_path / f"{TWO}2025年台账.xlsx", acts("甲", date=THEN))
    made = roll_up(tmp_path)
    (failed,) = made.failed
    assert "没有一行在2026年里，写的是2025年的" in failed.reason
    assert made.beside is None
    assert made.compared().empty


def test_last_years_twice_is_used_once_and_told(tmp_path: Path) -> None:
    put(tmp_path, ONE, last=acts("甲", date=THEN), name="a")
    put(tmp_path, ONE, acts("甲", "乙", date=THEN), year=2025, name="b")
    put(tmp_path, TWO, name="c")
    put(tmp_path, TWO, acts("甲", date=THEN), year=2025, name="d")
    put(tmp_path, TWO, acts("乙", date=THEN), year=2025, name="e")
    made = roll_up(tmp_path)
    assert row(made, "活动.次数")[1] == 2
    assert [(one.path, one.reason) for one in made.failed] == [
        ("b", f"{ONE}的上年台账已经用了草稿里的，这一份没有用。请只留一份。"),
        ("e", f"{TWO}的上年台账已经用了“d”，这一份没有用。请只留一份。"),
    ]


def test_last_years_of_one_of_two_with_the_same_name_is_nobodys(tmp_path: Path) -> None:
    put(tmp_path, ONE, acts("甲"), name="a")
    put(tmp_path, ONE, acts("乙"), name="b")
    put(tmp_path, ONE, acts("丙", date=THEN), year=2025, name="c")
    made = roll_up(tmp_path)
    (failed,) = made.failed
    assert f"今年叫“{ONE}”的有 2 份，不知道是哪一份的上年台账" in failed.reason
    assert made.beside is None


def test_a_bad_ledger_of_last_year_does_not_keep_back_this_years(tmp_path: Path) -> None:
    path = put(tmp_path, ONE, last=acts("甲", date=THEN))
    (path / portable.LAST_NAME).write_bytes(b"PK not a workbook")
    put(
        tmp_path,
        TWO,
        last=make(activity=[activity("甲", THEN), {"name": "乙", "date_start": "2025-03"}]),
    )
    made = roll_up(tmp_path)
    assert made.figures["活动.次数"].value == 2
    (say,) = said(made, "last_unread")
    assert say.startswith(f"{ONE}的上年台账没有读成，没有拿来比：{portable.LAST_NAME}")
    (say,) = said(made, "last_unfinished")
    assert f"{TWO} 1 行" in say


# ------------------------------------------------------------------ like with like


@pytest.fixture
def some(tmp_path: Path) -> RollUp:
    """Two branches told of activities in both years, one of this year only."""
    folder = tmp_path / "区"
    folder.mkdir()
    put(folder, ONE, acts("甲", "乙"), last=acts("甲", date=THEN))
    put(folder, TWO, acts("丙"), last=acts("丙", "丁", date=THEN))
    put(folder, THREE, acts("戊", "己", "庚"))
    return roll_up(folder)


def test_whoever_gave_one_year_only_is_in_neither_and_named(some: RollUp) -> None:
    assert some.figures["活动.次数"].value == 6
    assert row(some, "活动.次数") == [3, 3, "持平", "次", 2, 3]
    (say,) = said(some)
    assert say.startswith(f"1 个单位没有报2025年的台账（{THREE}），和上年比的数不含它们。")


def test_no_sum_of_all_stands_beside_a_sum_of_some(some: RollUp, tmp_path: Path) -> None:
    assert some.figures.last is None or "活动.次数" not in some.figures.last
    draft.write(some, tmp_path / "区.zip")
    assert portable.read(tmp_path / "区.zip").before is None


def test_the_federations_draft_has_last_year_where_it_is_of_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "区"
    folder.mkdir()
    put(folder, ONE, acts("甲", members=10), last=acts("甲", "乙", date=THEN))
    put(folder, TWO, acts("乙"), last=acts("丙", date=THEN, members=10))
    put(folder, THREE, acts(members=10), last=acts("丁", date=THEN))
    made = roll_up(folder)
    draft.write(made, tmp_path / "区.zip")
    again = portable.read(tmp_path / "区.zip").figures()
    assert again.last is not None
    assert made.figures.last is not None
    assert (again["活动.次数"].value, again.last["活动.次数"].value) == (2, 3)
    assert {key: one.value for key, one in again.last.items()} == {
        key: one.value for key, one in made.figures.last.items()
    }
    assert "指标.会员人数" not in again.last
    assert f"{THREE}有2025年的活动，没有2026年的，比活动的数不含它们。" in "".join(said(made))
    assert "没有和上年比：指标。没有一个单位两年都报了。" in said(made)


def test_one_that_lacks_one_ledger_of_last_year_is_named_with_it(tmp_path: Path) -> None:
    put(tmp_path, ONE, acts("甲", members=9), last=acts("甲", date=THEN, members=8))
    put(tmp_path, TWO, acts("乙", members=9), last=acts(members=8))
    (say,) = said(roll_up(tmp_path))
    assert say.startswith(f"{TWO}没有2025年的活动，比活动的数不含它们。")


def test_rows_of_another_year_do_not_tell_of_last_year(tmp_path: Path) -> None:
    put(tmp_path, ONE, last=acts("甲", date="2024-05-01"))
    made = roll_up(tmp_path)
    assert row(made, "活动.次数") == []
    assert made.figures.last is None


def test_charts_by_union_stand_beside_last_year(some: RollUp) -> None:
    assert some.beside is not None
    header, rows = charts.table(some.beside.figures, "活动.次数.按单位", against="上年")
    assert header == ("单位", "活动次数（次）", "2025年（次）", "比上年")
    assert rows == (
        (ONE, "2", "1", "同比增长100%"),
        (TWO, "1", "2", "同比下降50%"),
        ("合计", "3", "3", "持平"),
    )


COUNTS = st.lists(
    st.tuples(st.integers(0, 3), st.one_of(st.none(), st.integers(0, 3))), min_size=1, max_size=5
)


@given(COUNTS)
def test_both_sums_are_of_the_same_branches(counts: list[tuple[int, int | None]]) -> None:
    def merged(at: int, date: str) -> tuple[dict[str, pd.DataFrame], merging.Bounds]:
        names = [(f"某某{no}厂工会", one[at] or 0) for no, one in enumerate(counts)]
        rows = {unit: acts(*map(str, range(many)), date=date) for unit, many in names}
        return merging.merged(
            {unit: {id_: one for id_, one in by.items() if len(one)} for unit, by in rows.items()}
        )

    now, past = merged(0, "2026-05-18"), merged(1, THEN)
    period = Period(2026)
    each = {unit: compute(merging.part(now[0], at), period) for unit, at in now[1].items()}
    made = beside.made(*now, past, period=period, each=each, formulas="")
    both = [(one, other) for one, other in counts if one and other]
    if made is None:
        assert not any(other for _, other in counts)
        return
    assert len(made.both("activity")) == len(both)
    assert made.figures.last is not None
    for figures, at in ((made.figures, 0), (made.figures.last, 1)):
        assert ("活动.次数" in figures) == bool(both)
        assert not both or figures["活动.次数"].value == sum(one[at] for one in both)
    whole = [one for one, _ in counts if one]
    rows = sum(other for _, other in both) if len(both) == len(whole) else 0
    assert len(made.whole()["activity"]) == rows


# ------------------------------------------------------------------ where it is shown


def test_the_workbook_has_a_sheet_of_it(some: RollUp, tmp_path: Path) -> None:
    workbook.write(some, tmp_path / "汇总.xlsx", ["活动.次数"])
    book = openpyxl.load_workbook(tmp_path / "汇总.xlsx")
    assert book.sheetnames == ["汇总表", "比上年", "没有读成", "要核对的"]
    assert [[cell.value for cell in line] for line in book["比上年"].iter_rows()] == [
        ["数字", "2026年", "2025年", "变化", "可比单位", "全部单位"],
        ["活动·次数（次）", 3, 3, "持平", 2, 3],
    ]


def test_the_command_prints_it(some: RollUp, tmp_path: Path) -> None:
    folder = str(tmp_path / "区")
    done = CliRunner().invoke(main, ["rollup", folder, "--figures", "活动.次数"])
    lines = done.stdout.splitlines()
    at = lines.index("和上年比（只算两年都报了的单位）：")
    assert lines[at + 2].split() == ["活动·次数（次）", "3", "3", "持平", "2", "3"]
    assert f"核对：{said(some)[0]}" in done.stderr
    done = CliRunner().invoke(main, ["rollup", folder, "--json"])
    last = json.loads(done.stdout)["last_year"]
    assert last["branches"] == {"activity": [ONE, TWO]}
    assert (last["figures"]["活动.次数"]["value"], last["before"]["活动.次数"]["value"]) == (3, 3)
