"""A folder of branches becomes one ledger, one set of figures and a table; nothing is hidden."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.ledgers import make
from tests.rollup.folders import activity, indicator, put, put_ledger
from zongjie import charts, portable, schema
from zongjie.errors import DraftError, NoSuchFigure, SchemaError, ZongjieError
from zongjie.figures import Figure, own
from zongjie.period import Period
from zongjie.rollup import TOTAL, Failed, RollUp, roll_up, sources
from zongjie.rollup.parallel import each


def said(made: RollUp, rule: str) -> list[str]:
    return [one.message for one in made.findings if one.rule == f"rollup.{rule}"]


def reasons(made: RollUp) -> dict[str, str]:
    return {one.path: one.reason for one in made.failed}


# ------------------------------------------------------------------ which branches


def test_drafts_zips_and_ledgers_are_branches_wherever_they_lie(tmp_path: Path) -> None:
    put(tmp_path, "某某一厂工会")
    (tmp_path / "东片").mkdir()
    put(tmp_path / "东片", "某某二厂工会", name="二厂.zip")
    put_ledger(tmp_path / "某某三厂工会2026年台账.xlsx", make(activity=[activity("球赛")]))
    (tmp_path / "~$某某三厂工会2026年台账.xlsx").write_bytes(b"open in Excel")
    (tmp_path / "说明.md").write_text("不是单位", encoding="utf-8")
    made = roll_up(tmp_path)
    assert [(one.unit, one.path) for one in made.branches] == [
        ("某某二厂工会", "东片/二厂.zip"),
        ("某某一厂工会", "某某一厂工会"),
        ("某某三厂工会", "某某三厂工会2026年台账.xlsx"),
    ]
    assert made.failed == ()
    assert made.figures["活动.次数"].value == 3
    assert made.name == tmp_path.name


@pytest.mark.parametrize(
    ("path", "unit"),
    [
        ("某某医院工会2025年台账.xlsx", "某某医院工会"),
        ("2025年度某某学校工会_经费台账 (2).xlsx", "某某学校工会"),
        ("某某公司工会/ledger.xlsx", "某某公司工会"),
        ("某某公司工会/2026年工作台账.csv", "某某公司工会"),
        ("2026/2026.csv", "2026"),
    ],
)
def test_a_ledger_goes_by_the_name_of_its_file(path: str, unit: str) -> None:
    assert sources.unit_of(Path(path)) == unit


def test_a_bad_file_stops_nobody_and_is_told_with_its_cure(tmp_path: Path) -> None:
    put(tmp_path, "某某一厂工会")
    broken = put(tmp_path, "某某二厂工会", name="二厂.zip")
    broken.write_bytes(broken.read_bytes()[:300])
    (tmp_path / "某某三厂工会.xlsx").write_bytes(b"PK not a workbook")
    put(tmp_path, "某某四厂工会")
    (tmp_path / "某某四厂工会" / "figures.toml").write_text("[[figure]]\nkey = 1", "utf-8")
    made = roll_up(tmp_path)
    assert [one.unit for one in made.branches] == ["某某一厂工会"]
    assert set(reasons(made)) == {"二厂.zip", "某某三厂工会.xlsx", "某某四厂工会"}
    assert all(reason.endswith("。") and "\n" not in reason for reason in reasons(made).values())
    assert not reasons(made)["某某三厂工会.xlsx"].startswith("某某三厂工会.xlsx")


@pytest.mark.parametrize("error", [PermissionError(13, "no"), OSError(5, "gone"), ValueError("x")])
def test_whatever_happens_to_one_branch_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    put(tmp_path, "某某一厂工会")
    put(tmp_path, "某某二厂工会")
    read = portable.read

    def fails(source: Path, *, earlier: bool) -> portable.Portable:
        if source.name == "某某二厂工会":
            raise error
        return read(source, earlier=earlier)

    monkeypatch.setattr(portable, "read", fails)
    made = roll_up(tmp_path)
    assert [one.unit for one in made.branches] == ["某某一厂工会"]
    assert "Errno" not in reasons(made)["某某二厂工会"]


def test_where_there_is_nothing_to_roll_up_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(DraftError, match="没有这个文件夹"):
        roll_up(tmp_path / "没有")
    with pytest.raises(DraftError, match="没有可汇总的草稿或台账"):
        roll_up(tmp_path)
    (tmp_path / "某某厂工会.xlsx").write_bytes(b"")
    with pytest.raises(DraftError, match="没有写年度"):
        roll_up(tmp_path)
    with pytest.raises(DraftError, match="一份也没有读成"):
        roll_up(tmp_path, year=2026)


def test_a_mistake_in_the_federations_own_figures_is_told_at_once(tmp_path: Path) -> None:
    put(tmp_path, "某某一厂工会")
    (tmp_path / "figures.toml").write_text('[[figure]]\nkey = "活动.次数"', "utf-8")
    with pytest.raises(SchemaError, match="留给台账自带的数字"):
        roll_up(tmp_path)


# ------------------------------------------------------------------ one time


def test_years_are_not_mixed(tmp_path: Path) -> None:
    put(tmp_path, "某某一厂工会")
    put(tmp_path, "某某二厂工会", year=2025)
    with pytest.raises(DraftError, match=r"2025年 1 份|2026年 1 份"):
        roll_up(tmp_path)
    made = roll_up(tmp_path, year=2026)
    assert [one.unit for one in made.branches] == ["某某一厂工会"]
    assert reasons(made)["某某二厂工会"].startswith("写的是2025年，这次汇总的是2026年")


def test_half_a_year_is_another_time_than_the_year(tmp_path: Path) -> None:
    put(tmp_path, "某某一厂工会", half=1)
    put(tmp_path, "某某二厂工会")
    made = roll_up(tmp_path, year=2026, half=1)
    assert made.period == Period(2026, 1)
    assert list(reasons(made)) == ["某某二厂工会"]


def test_a_ledger_of_another_year_is_left_out_and_told(tmp_path: Path) -> None:
    put(tmp_path, "某某一厂工会")
    old = make(
        activity=[activity(date="2024-05-01")], indicator=[indicator("会员人数", Decimal(9))]
    )
    put_ledger(tmp_path / "某某二厂工会.xlsx", old)
    made = roll_up(tmp_path)
    assert "2024年" in reasons(made)["某某二厂工会.xlsx"]
    assert "指标.会员人数" not in made.figures


# ------------------------------------------------------------------ counted twice


def test_the_same_branch_twice_is_counted_once(tmp_path: Path) -> None:
    put(tmp_path, "某某一厂工会", name="a.zip")
    shutil.copy(tmp_path / "a.zip", tmp_path / "b.zip")
    made = roll_up(tmp_path)
    assert made.figures["活动.次数"].value == 1
    assert reasons(made) == {"b.zip": "和“a.zip”是同一份，没有重复计算。请删去一份。"}


def test_two_branches_of_one_name_are_told_apart_and_told(tmp_path: Path) -> None:
    put(tmp_path, "某某厂工会", make(activity=[activity("甲")]), name="a")
    put(tmp_path, "某某厂工会", make(activity=[activity("乙")]), name="b")
    put(tmp_path, "某某厂工会（2）", make(activity=[activity("丙")]), name="c")
    made = roll_up(tmp_path)
    units = [one.unit for one in made.branches]
    assert len(set(units)) == 3
    assert made.figures["活动.次数"].value == 3
    (say,) = said(made, "name")
    assert say.startswith("“某某厂工会”有 2 份，内容不同：a、b。")


def test_the_same_rows_under_another_name_are_told(tmp_path: Path) -> None:
    rows = make(activity=[activity("甲")])
    put(tmp_path, "某某一厂工会", rows)
    put(tmp_path, "某某二厂工会", rows)
    (say,) = said(roll_up(tmp_path), "rows")
    assert say == "某某一厂工会、某某二厂工会的台账一模一样，合计里算了 2 次。请核对，只留一份。"


@pytest.mark.parametrize(
    ("one", "other", "joint"),
    [
        ({"organiser": "某某区总工会"}, {"organiser": "某某区总工会"}, True),
        ({"place": "体育场"}, {"place": "体育场", "participants": 30}, True),
        ({"participants": 30}, {"participants": 30}, True),
        ({"organiser": "本工会"}, {"organiser": "本工会"}, False),
        ({"place": "礼堂"}, {"place": "操场"}, False),
        ({}, {}, False),
        ({"place": "体育场", "date": "2026-05"}, {"place": "体育场", "date": "2026-05"}, False),
        ({"place": "体育场", "name": "球赛"}, {"place": "体育场"}, False),
    ],
)
def test_an_activity_that_two_have_down_is_told(
    tmp_path: Path, one: dict[str, str], other: dict[str, str], *, joint: bool
) -> None:
    put(tmp_path, "某某一厂工会", make(activity=[activity(**one), activity("甲")]))
    put(tmp_path, "某某二厂工会", make(activity=[activity(**other), activity("乙")]))
    found = said(roll_up(tmp_path), "joint")
    assert bool(found) is joint
    assert all("2026-05-18的“健步走”" in say and "算了 2 次" in say for say in found)


# ------------------------------------------------------------------ what adds up, and what not


@pytest.fixture
def indicators(tmp_path: Path) -> Callable[..., RollUp]:
    def rolled(*branches: list[dict[str, object]]) -> RollUp:
        for number, rows in enumerate(branches, 1):
            put(tmp_path, f"某某{number}厂工会", make(indicator=rows))
        return roll_up(tmp_path)

    return rolled


def test_indicators_that_count_are_summed_by_name(indicators: Callable[..., RollUp]) -> None:
    made = indicators(
        [indicator("会员人数", Decimal(100)), indicator("书屋图书", Decimal(30), "册")],
        [indicator("会员人数", Decimal(100), None)],
        [indicator("职工人数", Decimal(5))],
    )
    assert made.figures["指标.会员人数"].value == 200
    assert made.figures["指标.会员人数"].unit == "人"
    found = said(made, "some")
    assert any("指标·会员人数：1 个单位没有填（某某3厂工会），合计不含它们" in one for one in found)
    assert any("指标·书屋图书：2 个单位没有填" in one for one in found)


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("职工入会率", "%"),
        ("职工入会率", None),
        ("人均收入", "元"),
        ("满意度", ""),
        ("经费", "元/人"),
        ("考核名次", "名"),
        ("平均年龄", "岁"),
    ],
)
def test_shares_rates_and_means_are_not_summed(
    indicators: Callable[..., RollUp], name: str, unit: str | None
) -> None:
    made = indicators([indicator(name, Decimal(90), unit)], [indicator(name, Decimal(95), unit)])
    assert f"指标.{name}" not in made.figures
    told = said(made, "not_summed")
    assert any(f"指标·{name}。它们是比率、平均或名次，不能相加" in one for one in told)
    assert made.table([f"指标.{name}"]).loc[TOTAL].isna().all()


def test_different_units_are_not_summed(indicators: Callable[..., RollUp]) -> None:
    made = indicators(
        [indicator("书屋面积", Decimal(90), "平方米")], [indicator("书屋面积", Decimal(2), "间")]
    )
    assert "指标.书屋面积" not in made.figures
    assert any("计量单位不同（平方米、间）" in one for one in said(made, "not_summed"))


def test_last_years_is_told_only_of_all(indicators: Callable[..., RollUp]) -> None:
    made = indicators(
        [indicator("会员人数", Decimal(9), value_last=Decimal(8))],
        [indicator("会员人数", Decimal(5))],
    )
    assert made.figures["指标.会员人数"].value == 14
    assert "指标.会员人数.上年" not in made.figures
    assert any("没有报上年同期" in one for one in said(made, "not_summed"))


def test_what_is_only_roughly_known_stays_beside_the_sum(indicators: Callable[..., RollUp]) -> None:
    made = indicators(
        [indicator("会员人数", Decimal(100))],
        [indicator("会员人数", None, value_text="200余人")],
    )
    figure = made.figures["指标.会员人数"]
    assert (figure.value, figure.exact) == ("100人，另有200余人", False)
    assert any("1 个数里有概数" in one and "指标·会员人数" in one for one in said(made, "rough"))


def money(
    direction: str, account: str, amount: int, budget: int | None = None
) -> dict[str, object]:
    return {
        "date": "2026-03-01",
        "direction": direction,
        "account": account,
        "summary": f"{account}{amount}",
        "amount_yuan": Decimal(amount),
        "budget_now": None if budget is None else Decimal(budget),
    }


EARNED = money("收入", "会费收入", 1000)


def test_budgets_add_up_union_by_union_and_the_rate_is_theirs(tmp_path: Path) -> None:
    """Equal ones are not taken for one, different ones are no dispute."""
    one = [EARNED, money("支出", "培训费", 300, 600), money("支出", "培训费", 100, 600)]
    put(tmp_path, "某某一厂工会", make(fund=one))
    put(tmp_path, "某某二厂工会", make(fund=[EARNED, money("支出", "培训费", 200, 600)]))
    put(tmp_path, "某某三厂工会", make(fund=[EARNED, money("支出", "培训费", 0, 300)]))
    figures = roll_up(tmp_path).figures
    assert figures["经费.培训费.预算"].value == 1500
    assert figures["经费.预算"].value == 1500
    assert figures["经费.执行率"].value == Decimal("40.0")
    assert figures["经费.结余"].value == 3000 - 600


def test_no_rate_where_one_has_spent_without_a_budget_and_no_balance_without_income(
    tmp_path: Path,
) -> None:
    put(tmp_path, "某某一厂工会", make(fund=[EARNED, money("支出", "培训费", 300, 600)]))
    put(tmp_path, "某某二厂工会", make(fund=[money("支出", "培训费", 200)]))
    made = roll_up(tmp_path)
    assert not {"经费.执行率", "经费.培训费.执行率", "经费.结余"} & set(made.figures)
    told = " ".join(said(made, "not_summed"))
    assert "经费·结余。某某二厂工会记了支出，没有记收入。请补记收入。" in told
    assert "某某二厂工会有支出，没有预算。请补上本年预算。" in told


def test_a_disputed_budget_is_told(tmp_path: Path) -> None:
    rows = [money("支出", "培训费", 1, 100), money("支出", "培训费", 2, 200)]
    put(tmp_path, "某某一厂工会", make(fund=rows))
    put(tmp_path, "某某二厂工会", make(fund=[money("支出", "培训费", 3, 300)]))
    made = roll_up(tmp_path)
    assert "经费.培训费.预算" not in made.figures
    assert any("同一科目写了两个预算" in one for one in said(made, "not_summed"))


def test_one_persons_code_is_not_anothers(tmp_path: Path) -> None:
    rows = [
        {"date": "2026-01-05", "category": "住院慰问", "beneficiary_code": code, "persons": 1}
        for code in ("职工01", "职工01", "职工02")
    ]
    formulas = (
        '[[figure]]\nkey = "受助.职工"\nledger = "慰问"\naggregate = "distinct"\n'
        'column = "对象代码"\nunit = "人"\n'
    )
    put(tmp_path, "某某一厂工会", make(welfare=rows))
    put(tmp_path, "某某二厂工会", make(welfare=rows[1:]))
    (tmp_path / "figures.toml").write_text(formulas, "utf-8")
    made = roll_up(tmp_path)
    assert [one.figures["受助.职工"].value for one in made.branches] == [2, 2]
    assert made.figures["受助.职工"].value == 4


# ------------------------------------------------------------------ figures of one's own


def formula(key: str = "志愿.次数", words: str = "志愿", more: str = "") -> str:
    return (
        f'\n[[figure]]\nkey = "{key}"\nledger = "活动"\naggregate = "count"\nunit = "次"\n'
        f'filter."活动名称" = {{ contains = "{words}" }}\n{more}'
    )


RATIO = '\n[[figure]]\nkey = "志愿.占比"\naggregate = "ratio"\nof = "志愿.次数"\nto = "活动.次数"\n'
VOLUNTEERS = make(activity=[activity("志愿服务"), activity("公益义诊"), activity("球赛")])


def test_what_all_who_say_it_say_alike_holds_for_all(tmp_path: Path) -> None:
    put(tmp_path, "某某一厂工会", VOLUNTEERS, formulas=formula(more='label = "志愿"\n') + RATIO)
    put(tmp_path, "某某二厂工会", VOLUNTEERS, formulas=RATIO + formula())
    put(tmp_path, "某某三厂工会", VOLUNTEERS)
    made = roll_up(tmp_path)
    assert made.figures["志愿.次数"].value == 3
    assert made.figures["志愿.占比"].value == Decimal("33.3")
    assert [one.figures["志愿.次数"].value for one in made.branches] == [1, 1, 1]
    assert said(made, "spread") == [
        "“志愿.次数”有 1 个单位没有写，也照别的单位的写法算了。",
        "“志愿.占比”有 1 个单位没有写，也照别的单位的写法算了。",
    ]
    assert {"志愿.次数", "志愿.占比"} <= set(made.table())


def test_what_is_said_in_different_ways_is_not_summed_and_named(tmp_path: Path) -> None:
    put(tmp_path, "某某一厂工会", VOLUNTEERS, formulas=formula() + RATIO)
    put(tmp_path, "某某二厂工会", VOLUNTEERS, formulas=formula(words="公益"))
    made = roll_up(tmp_path)
    assert not {"志愿.次数", "志愿.占比"} & set(made.figures)
    assert made.figures.troubles == ()
    assert [one.figures.get("志愿.占比") is None for one in made.branches] == [False, True]
    several, lacking = said(made, "own")
    ways = "某某一厂工会是一种；某某二厂工会是一种"
    assert several.startswith(f"“志愿.次数”没有汇总，各单位的写法不同：{ways}。")
    assert "“志愿.占比”没有汇总，要用的“志愿.次数”各单位的写法不同" in lacking


def test_the_federations_way_goes_before_all(tmp_path: Path) -> None:
    put(tmp_path, "某某一厂工会", VOLUNTEERS, formulas=formula())
    put(tmp_path, "某某二厂工会", VOLUNTEERS, formulas=formula(words="公益"))
    (tmp_path / "figures.toml").write_text(formula(), "utf-8")
    made = roll_up(tmp_path)
    assert made.figures["志愿.次数"].value == 2
    (say,) = said(made, "own")
    assert "某某二厂工会自己的写法不同，没有用" in say


def test_a_ratio_needs_both_parts_of_every_union(tmp_path: Path) -> None:
    ratio = (
        '[[figure]]\nkey = "会员.人均活动"\naggregate = "ratio"\nof = "活动.次数"\n'
        'to = "指标.会员人数"\n'
    )
    (tmp_path / "figures.toml").write_text(ratio, "utf-8")
    members = [indicator("会员人数", Decimal(4))]
    put(tmp_path, "某某一厂工会", make(activity=[activity("甲")], indicator=members))
    put(tmp_path, "某某二厂工会", make(activity=[activity("乙")]))
    made = roll_up(tmp_path)
    assert "会员.人均活动" not in made.figures
    assert any("会员·人均活动。有的单位缺它要用的数" in one for one in said(made, "not_summed"))
    assert made.table().loc["某某一厂工会", "会员.人均活动"] == Decimal("0.25")


def test_a_plug_in_computes_the_whole_as_it_does_a_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Point:
        name = "夜班"

        @staticmethod
        def load() -> object:
            def compute(ledgers: dict[str, object], period: Period) -> list[Figure]:
                rows = ledgers["activity"]
                assert list(rows[schema.BRANCH].unique())  # type: ignore[index]
                index = tuple(rows.index)  # type: ignore[attr-defined]
                return [
                    Figure(
                        "夜班.次数",
                        len(index),
                        "次",
                        period,
                        exact=True,
                        ledger="activity",
                        rows=index,
                    )
                ]

            return compute

    monkeypatch.setattr(own, "plugins", lambda: (Point(),))
    put(tmp_path, "某某一厂工会")
    put(tmp_path, "某某二厂工会")
    assert roll_up(tmp_path).figures["夜班.次数"].value == 2


# ------------------------------------------------------------------ table, charts, draft


def test_the_table_has_a_row_for_each_and_one_for_all(tmp_path: Path) -> None:
    put(tmp_path, "某某一厂工会", make(activity=[activity("甲", cost_yuan=Decimal("10.50"))]))
    put(tmp_path, "某某二厂工会", make(activity=[activity("乙"), activity("丙")]))
    made = roll_up(tmp_path)
    table = made.table(["活动.支出", "活动.次数"])
    assert list(table) == ["活动.支出", "活动.次数"]
    assert table["活动.次数"].to_dict() == {"某某一厂工会": 1, "某某二厂工会": 2, TOTAL: 3}
    assert table.loc[TOTAL, "活动.支出"] == Decimal("10.50")
    assert table.loc["某某二厂工会", "活动.支出"] is None
    assert made.unit_of("活动.支出") == "元"
    with pytest.raises(NoSuchFigure, match=r"活动[.]场次"):
        made.table(["活动.场次"])
    with pytest.raises(NoSuchFigure, match=r"活动[.]场次"):
        made.unit_of("活动.场次")


def test_a_chart_by_union_comes_from_the_charts_there_are(tmp_path: Path) -> None:
    put(tmp_path, "某某一厂工会")
    put(tmp_path, "某某二厂工会")
    made = roll_up(tmp_path)
    header, rows = charts.table(made.figures, "活动.次数.按单位")
    assert header == ("单位", "活动次数（次）")
    assert rows[-1] == ("合计", "2")
    assert charts.title(made.figures, "活动.次数.按单位") == "2026年各单位活动次数"


def test_a_roll_up_of_roll_ups_keeps_whose_each_row_is(tmp_path: Path) -> None:
    """And tells of a branch that has handed in to both."""
    from zongjie.rollup import draft

    inner = tmp_path / "街道"
    inner.mkdir()
    put(inner, "某某一厂工会", make(indicator=[indicator("会员人数", Decimal(10))]))
    put(inner, "某某二厂工会", make(indicator=[indicator("会员人数", Decimal(10))]))
    district = tmp_path / "区"
    district.mkdir()
    draft.write(roll_up(inner, name="某某街道总工会"), district / "街道.zip")
    put(district, "某某二厂工会", make(activity=[activity()]))
    made = roll_up(district)
    assert made.figures["指标.会员人数"].value == 20
    names = made.ledgers["indicator"][schema.BRANCH]
    assert set(names) == {"某某街道总工会／某某一厂工会", "某某街道总工会／某某二厂工会"}
    (say,) = said(made, "within")
    assert say == "某某二厂工会单独报了，又在“某某街道总工会”的汇总里，算了两次。请移走单独的那份。"


def test_rows_that_are_not_counted_and_empty_ledgers_are_told(tmp_path: Path) -> None:
    half = {"name": "乙", "date_start": "2026-03"}
    put(tmp_path, "某某一厂工会", make(activity=[activity("甲"), half]))
    put(tmp_path, "某某二厂工会", make())
    (tmp_path / "某某二厂工会" / "ledger.xlsx").unlink()
    made = roll_up(tmp_path)
    assert "某某一厂工会 1 行" in said(made, "unfinished")[0]
    assert said(made, "empty") == ["某某二厂工会的台账是空的，合计不含它们。请补报。"]
    assert made.branches[0].problems


# ------------------------------------------------------------------ several processes


def test_several_processes_give_the_same(tmp_path: Path) -> None:
    for number in range(20):
        put(tmp_path, f"某某{number:02}厂工会")
    (tmp_path / "某某坏厂工会.xlsx").write_bytes(b"bad")
    one, two = (roll_up(tmp_path, workers=workers) for workers in (1, 2))
    assert dict(one.figures) == dict(two.figures)
    assert one.table().equals(two.table())
    assert (one.failed, one.findings) == (two.failed, two.findings)
    assert [dict(each.figures) for each in one.branches] == [
        dict(each.figures) for each in two.branches
    ]


def test_garbage_is_collected_again_whatever_happens() -> None:
    import gc

    def fails(_: int) -> bool:
        assert not gc.isenabled()
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - it is our own
        each(fails, [1], workers=1, doing="", bar=False)
    assert gc.isenabled()


def test_processes_that_end_are_told_with_the_cure() -> None:
    import os

    with pytest.raises(ZongjieError, match="workers"):
        each(os._exit, [1, 1], workers=2, doing="", bar=False)


def test_dask_is_named_in_one_file_and_loaded_only_for_many() -> None:
    named = {
        path.name
        for folder in ("zongjie", "widgets")
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if (isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "dask")
        or (isinstance(node, ast.Import) and any(n.name.startswith("dask") for n in node.names))
    }
    assert named == {"parallel.py"}
    code = (
        "import sys, widgets\nfrom zongjie.rollup import roll_up\n"
        "roll_up('sample_data/federation')\nprint('dask' in sys.modules)"
    )
    run = [sys.executable, "-c", code]
    done = subprocess.run(run, check=True, capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.strip() == "False"


# ------------------------------------------------------------------ the sample


def test_the_sample_shows_what_it_is_to_show() -> None:
    made = roll_up(ROOT / "sample_data" / "federation")
    assert len(made.branches) == 5
    assert [type(one) for one in made.failed] == [Failed]
    (joint,) = said(made, "joint")
    assert "某某小学工会、某某医院工会" in joint
    assert made.figures["货车司机.活动次数"].value == 3
    assert made.figures["会员.人均慰问"].unit == "元/人"
    assert not any(one.problems for one in made.branches)
