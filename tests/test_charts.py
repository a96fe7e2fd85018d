"""Charts say what the figures say, and say what they leave out."""

from __future__ import annotations

import json
import re
import struct
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from tests.ledgers import make
from zongjie import charts
from zongjie.errors import DocumentError, FigureError
from zongjie.figures import UNDATED, Figure, Figures, Series, compute
from zongjie.period import Period

YEAR = Period(2026)
HOSTILE = 'datum.value + "</text><script>alert(1)</script>'


def figure(value: int | str, unit: str = "元", *, key: str = "某项") -> Figure:
    exact = not isinstance(value, str)
    held = Decimal(value) if exact and unit == "元" else value
    return Figure(key, held, unit, YEAR, exact, "welfare", (1,))


def money(**points: int | str) -> tuple[tuple[str, Figure | None], ...]:
    return tuple((label, figure(value)) for label, value in points.items())


@pytest.fixture
def figures() -> Figures:
    months: list[tuple[str, Figure | None]] = [
        (f"{month}月", figure(month, "次")) for month in range(1, 13)
    ]
    months[1] = ("2月", None)
    months[4] = ("5月", figure("10余次", "次"))
    series = {
        "活动.次数.按月": Series("活动.次数.按月", "次", tuple(months)),
        "活动.人次.按类别": Series(
            "活动.人次.按类别", "人次", (("公益", figure(3, "人次")), ("培训", None))
        ),
        "活动.公益.次数.按月": Series("活动.公益.次数.按月", "次", tuple(months)),
        "慰问.金额.按类别": Series(
            "慰问.金额.按类别", "元", money(节日慰问=38500, 困难帮扶=62000, 送清凉="10万余元")
        ),
        "慰问.金额.按科目": Series(
            "慰问.金额.按科目", "元", money(送温暖费=5200, 困难职工帮扶费=62000, 未列科目=800)
        ),
        "慰问.困难帮扶.金额.按月": Series("慰问.困难帮扶.金额.按月", "元", money(**{"1月": 9})),
        "经费.支出.按科目": Series("经费.支出.按科目", "元", money(会议费=1000)),
        "经费.收入.按月": Series("经费.收入.按月", "元", money(**{"1月": 12345678})),
    }
    single = {
        "活动.次数": figure(70, "次"),
        "慰问.金额": figure("100500元，另有10万余元"),
        "经费.送温暖费.预算": figure(6000),
        "经费.培训费.预算": figure(3000),
        "经费.拨缴经费收入.预算": figure(90000),
    }
    return Figures(YEAR, single, series)


def rows(spec: dict[str, object]) -> dict[str, dict[str, object]]:
    values = spec["data"]["values"]  # type: ignore[index]
    return {row["label"]: row for row in values}


def test_months_without_data_stay_gaps_in_calendar_order(figures: Figures) -> None:
    spec = charts.spec(figures, "活动.按月")
    domain = spec["encoding"]["x"]["scale"]["domain"]
    assert domain == [f"{month}月" for month in range(1, 13)]
    assert rows(spec)["2月"]["value"] is None
    assert rows(spec)["2月"]["text"] == ""
    assert rows(spec)["3月"]["value"] == 3


def test_rough_numbers_are_named_and_not_drawn(figures: Figures) -> None:
    spec = charts.spec(figures, "活动.按月")
    assert rows(spec)["5月"]["value"] is None
    assert spec["title"]["text"] == ["另有概数未画入：5月10余次"]


def test_a_rough_number_stands_as_written_where_its_bar_would_be(figures: Figures) -> None:
    row = rows(charts.spec(figures, "慰问.按类别"))["送清凉"]
    assert (row["value"], row["text"], row["end"]) == (None, "10万余元", 0)


PARTLY = replace(figure("528人次，另有60余人次", "人次"), known=528)
"""A sum of exact rows that a 概数 comes on top of."""


@pytest.mark.parametrize("by", ["按月", "按类别"])
def test_of_a_sum_with_rough_rows_the_exact_part_is_drawn_and_the_rest_told(by: str) -> None:
    key = f"慰问.人次.{by}"
    points = (("3月", PARTLY), ("4月", figure(30, "人次")))
    spec = charts.spec(Figures(YEAR, {}, {key: Series(key, "人次", points)}), key)
    row = rows(spec)["3月"]
    assert (row["value"], row["text"], row["shown"]) == (528, "528+", "528人次，另有60余人次")
    assert spec["title"]["text"][-1] == "另有概数未画入：3月60余人次"
    assert "3月528人次，另有60余人次，" in spec["description"]


def test_a_budget_that_is_partly_rough_is_told_and_not_drawn() -> None:
    key = "慰问.金额.按科目"
    rough = replace(figure("5000元，另有1万余元"), known=Decimal(5000))
    series = {key: Series(key, "元", money(送温暖费=5200))}
    row = rows(
        charts.spec(Figures(YEAR, {"经费.送温暖费.预算": rough}, series), key, against="预算")
    )
    assert row["送温暖费"]["budget"] is None
    assert row["送温暖费"]["beside"] == "5000元，另有1万余元"


def test_a_chart_that_shows_everything_has_no_note(figures: Figures) -> None:
    assert charts.spec(figures, "经费.收入.按月")["title"]["text"] == ["单位：元"]


def test_categories_lie_longest_first_and_unrecorded_ones_are_left_out(figures: Figures) -> None:
    domain = charts.spec(figures, "慰问.按类别")["encoding"]["y"]["scale"]["domain"]
    assert domain == ["困难帮扶", "节日慰问", "送清凉"]
    assert list(rows(charts.spec(figures, "活动.人次.按类别"))) == ["公益"]


def test_labels_too_wide_for_a_month_give_way_to_an_axis(figures: Figures) -> None:
    narrow, wide = (charts.spec(figures, name) for name in ("活动.按月", "经费.收入.按月"))
    assert narrow["encoding"]["y"]["axis"] is None
    assert wide["encoding"]["y"]["axis"]["grid"]
    assert [len(spec["layer"]) for spec in (narrow, wide)] == [2, 1]


def test_welfare_against_the_budget_goes_by_account(figures: Figures) -> None:
    spec = charts.spec(figures, "慰问.按类别", against="预算")
    assert rows(spec)["送温暖费"]["budget"] == 6000
    assert rows(spec)["送温暖费"]["text"] == "5200（预算6000）"
    assert rows(spec)["送温暖费"]["end"] == 6000
    assert rows(spec)["困难职工帮扶费"]["budget"] is None
    assert charts.title(figures, "慰问.按类别", against="预算") == "2026年各科目慰问金额与预算对比"


def test_funds_against_the_budget_also_show_expense_accounts_not_yet_used(figures: Figures) -> None:
    spec = charts.spec(figures, "经费.按科目", against="预算")
    assert list(rows(spec)) == ["会议费", "送温暖费", "培训费"]
    assert rows(spec)["送温暖费"]["value"] is None
    assert "送温暖费没有支出（预算6000元）" in spec["description"]


def test_where_nobody_recorded_a_budget_nothing_is_compared(figures: Figures) -> None:
    bare = Figures(YEAR, {}, figures.series)
    assert charts.title(bare, "慰问.按类别", against="预算") == "2026年各科目慰问金额"
    assert "本年预算" not in str(charts.spec(bare, "慰问.按类别", against="预算"))
    assert charts.table(bare, "慰问.按类别", against="预算")[0] == ("科目", "慰问金额（元）")
    compared = charts.choices(bare, "慰问.按类别", "预算")[2]
    assert [(one.label, one.why) for one in compared if one.chosen] == [("不比较", "")]


def test_a_bar_says_the_number_that_the_text_says(figures: Figures) -> None:
    large = rows(charts.spec(figures, "慰问.按类别"))
    assert [row["text"] for row in large.values()] == ["62000", "38500", "10万余元"]
    budget = rows(charts.spec(figures, "慰问.按类别", against="预算"))
    assert budget["困难职工帮扶费"]["text"] == "62000"


def test_only_an_axis_counts_in_wan(figures: Figures) -> None:
    axis = charts.spec(figures, "经费.收入.按月")["encoding"]["y"]["axis"]
    assert "/ 10000, '~f') + '万'" in axis["labelExpr"]


@pytest.mark.parametrize("largest", [899, 89999, 899999])
def test_twelve_labels_over_months_do_not_touch(largest: int) -> None:
    points = money(**{f"{month}月": largest - month for month in range(1, 13)})
    series = Series("慰问.金额.按月", "元", points)
    spec = charts.spec(Figures(YEAR, {}, {series.key: series}), "慰问.按月")
    # a digit of the chart's face is 0.555 of its size
    size = spec["layer"][1]["mark"].get("fontSize", 13)
    assert 0.555 * size * len(str(largest)) < spec["width"] / 12 - 2


def test_the_budget_is_a_stroke_in_the_legend_as_it_is_beside_its_bar(figures: Figures) -> None:
    drawn = charts.svg(charts.spec(figures, "慰问.按类别", against="预算"))
    spent, budget = re.findall(r'<path transform="[^"]*" d="([^"]*)"[^>]*stroke-width="1.5"', drawn)
    assert spent == "M-5,-5h10v10h-10Z"
    assert budget.startswith("M-1.5,-7L1.5,-7")


@pytest.mark.parametrize(
    ("name", "against", "what"),
    [
        ("没有.按月", None, "没有可画成"),
        ("活动.按月", "前年", "不能和“前年”比较"),
        ("活动.按月", "上年", "还没有上年台账"),
        ("活动.按月", "预算", "没有按科目的金额"),
    ],
)
def test_what_cannot_be_charted_is_said(
    figures: Figures, name: str, against: str | None, what: str
) -> None:
    with pytest.raises(FigureError, match=what):
        charts.spec(figures, name, against=against)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("活动.按月", "2026年各月活动次数"),
        ("活动.公益.次数.按月", "2026年各月公益活动次数"),
        ("慰问.困难帮扶.金额.按月", "2026年各月困难帮扶金额"),
        ("慰问.按类别", "2026年各类慰问金额"),
        ("经费.按科目", "2026年各科目经费支出"),
    ],
)
def test_titles_read_as_captions(figures: Figures, name: str, title: str) -> None:
    assert charts.title(figures, name) == title


@pytest.mark.parametrize(
    ("direction", "account", "title"),
    [("收入", "会费收入", "2026年各月会费收入"), ("支出", "培训费", "2026年各月培训费支出")],
)
def test_a_title_does_not_say_twice_what_the_account_says(
    direction: str, account: str, title: str
) -> None:
    row = {"date": "2026-03", "direction": direction, "account": account, "amount_yuan": Decimal(9)}
    figures = compute(make(fund=[row]), YEAR)
    assert charts.title(figures, f"经费.{account}.{direction}.按月") == title


def test_the_table_says_what_the_chart_says(figures: Figures) -> None:
    header, body = charts.table(figures, "活动.按月")
    assert header == ("月份", "活动次数（次）")
    assert body[0] == ("1月", "1")
    assert body[1] == ("2月", "—")
    assert body[4] == ("5月", "10余次")
    assert body[-1] == ("合计", "70")


def test_the_table_against_the_budget_has_its_column(figures: Figures) -> None:
    header, body = charts.table(figures, "慰问.按类别", against="预算")
    assert header == ("科目", "慰问金额（元）", "本年预算（元）")
    assert body == (
        ("困难职工帮扶费", "62000", "—"),
        ("送温暖费", "5200", "6000"),
        ("未列科目", "800", "—"),
        ("合计", "100500元，另有10万余元", "—"),
    )


def funds(*rows: tuple[str, int | None, int | None]) -> Figures:
    """Spending as (account, amount, budget of the year)."""
    written = [
        {
            "date": "2026-05-06",
            "direction": "支出",
            "account": account,
            "amount_yuan": None if amount is None else Decimal(amount),
            "budget_now": None if budget is None else Decimal(budget),
        }
        for account, amount, budget in rows
    ]
    return compute(make(fund=written), YEAR)


def test_all_spending_beside_its_budget_ends_with_the_whole_budget() -> None:
    figures = funds(("会议费", 1000, 2000), ("办公费", 300, None), ("培训费", None, 3000))
    _, body = charts.table(figures, "经费.按科目", against="预算")
    assert body == (
        ("会议费", "1000", "2000"),
        ("办公费", "300", "—"),
        ("培训费", "—", "3000"),
        ("合计", "1300", "5000"),
    )


def test_a_budget_stated_in_two_ways_leaves_the_whole_budget_open() -> None:
    figures = funds(("会议费", 1000, 2000), ("办公费", 300, 700), ("办公费", 100, 900))
    _, body = charts.table(figures, "经费.按科目", against="预算")
    assert body[-1] == ("合计", "1400", "—")


def spending(**points: int | str) -> tuple[dict[str, Figure], dict[str, Series]]:
    series = Series("慰问.金额.按类别", "元", money(**points))
    return {"慰问.金额": figure(sum(v for v in points.values() if isinstance(v, int)))}, {
        series.key: series
    }


@pytest.fixture
def two_years() -> Figures:
    last = Figures(YEAR.before, *spending(困难帮扶=50000, 送清凉=800, 金秋助学="3万余元"))
    return Figures(YEAR, *spending(困难帮扶=62000, 节日慰问=38500), last)


def test_beside_last_year_every_label_of_either_year_has_both(two_years: Figures) -> None:
    spec = charts.spec(two_years, "慰问.按类别", against="上年")
    values = [(row["label"], row["year"], row["value"]) for row in spec["data"]["values"]]
    assert values == [
        ("困难帮扶", "2026年", 62000),
        ("困难帮扶", "2025年", 50000),
        ("节日慰问", "2026年", 38500),
        ("节日慰问", "2025年", None),
        ("送清凉", "2026年", None),
        ("送清凉", "2025年", 800),
        ("金秋助学", "2026年", None),
        ("金秋助学", "2025年", None),
    ]
    assert spec["title"]["text"] == ["单位：元"]  # 3万余元 stands where its bar would be
    assert "困难帮扶62000元（上年50000元）" in spec["description"]
    assert "送清凉没有记录（上年800元）" in spec["description"]


def test_the_table_beside_last_year_says_the_change(two_years: Figures) -> None:
    header, body = charts.table(two_years, "慰问.按类别", against="上年")
    assert header == ("类别", "慰问金额（元）", "2025年（元）", "比上年")
    assert body[0] == ("困难帮扶", "62000", "50000", "同比增长24%")
    assert body[1] == ("节日慰问", "38500", "—", "—")
    assert body[-1] == ("合计", "100500", "50800", "同比增长97.8%")


def test_a_series_last_year_did_not_have_cannot_be_compared(figures: Figures) -> None:
    last = Figures(YEAR.before, {}, {})
    both = Figures(YEAR, {}, figures.series, last)
    with pytest.raises(FigureError, match="没有可以和"):
        charts.spec(both, "活动.按月", against="上年")


@pytest.mark.parametrize(("name", "offset"), [("活动.按月", "xOffset"), ("慰问.按类别", "yOffset")])
def test_the_legend_names_the_years_in_the_order_of_their_bars(
    figures: Figures, name: str, offset: str
) -> None:
    both = Figures(YEAR, {}, figures.series, Figures(YEAR.before, {}, figures.series))
    spec = charts.spec(both, name, against="上年")
    looks = spec["layer"][0]["encoding"]
    years = spec["encoding"][offset]["scale"]["domain"]
    assert looks["color"]["scale"]["domain"] == looks["stroke"]["scale"]["domain"] == years
    blue = looks["color"]["scale"]["range"][years.index("2026年")]
    assert blue == looks["stroke"]["scale"]["range"][years.index("2026年")] == "#0072B2"
    assert charts.title(both, name, against="上年").endswith("与上年对比")


def test_the_figure_behind_a_bar_is_found_in_either_year(two_years: Figures) -> None:
    found = charts.figure(two_years, "慰问.按类别", "困难帮扶")
    before = charts.figure(two_years, "慰问.按类别", "困难帮扶", against="上年", before=True)
    total = charts.figure(two_years, "慰问.按类别", "合计")
    assert (found.value, before.value, total.value) == (62000, 50000, 100500)
    with pytest.raises(FigureError, match="没有记“送清凉”"):
        charts.figure(two_years, "慰问.按类别", "送清凉", against="上年")


def undated(**points: int) -> Figures:
    series = Series(
        "活动.次数.按月", "次", tuple((label, figure(n, "次")) for label, n in points.items())
    )
    return Figures(YEAR, {"活动.次数": figure(sum(points.values()), "次")}, {series.key: series})


def test_what_has_no_month_is_said_and_not_drawn_as_one() -> None:
    figures = undated(**{"1月": 3, "2月": 1, UNDATED: 22})
    spec = charts.spec(figures, "活动.按月")
    assert spec["encoding"]["x"]["scale"]["domain"] == ["1月", "2月"]
    assert spec["title"]["text"] == ["另有22次没有写明月份，没有画进去"]
    assert "另有22次没有写明月份" in spec["description"]
    assert charts.table(figures, "活动.按月")[1][-2:] == ((UNDATED, "22"), ("合计", "26"))
    assert charts.figure(figures, "活动.按月", UNDATED).value == 22


def test_where_no_row_says_its_month_there_is_no_chart_by_month() -> None:
    with pytest.raises(FigureError, match="没有一个写明了月份"):
        charts.spec(undated(**{UNDATED: 22}), "活动.按月")


@pytest.mark.parametrize(
    ("value", "label"),
    [(9999, "9999"), (62345, "62345"), (123456789, "123456789"), (-20000, "-20000")],
)
def test_a_number_is_exact_at_its_bar_as_in_the_table(value: int, label: str) -> None:
    series = Series("慰问.金额.按类别", "元", money(困难帮扶=value))
    figures = Figures(YEAR, {}, {series.key: series})
    (row,) = charts.spec(figures, "慰问.按类别")["data"]["values"]
    assert (row["text"], row["shown"]) == (label, str(value))
    assert charts.table(figures, "慰问.按类别")[1] == (("困难帮扶", str(value)),)


@pytest.mark.parametrize("ref", ["活动.按月", "慰问.按类别?against=预算"])
def test_a_reference_names_a_chart_and_its_comparison(ref: str) -> None:
    assert charts.reference(*charts.split(ref)) == ref


def shown_choices(figures: Figures, name: str, against: str | None = None) -> list[dict[str, str]]:
    """Each choice that can be had as label and reference, the chosen one's with a star."""
    return [
        {
            one.label + "*" * one.chosen: one.why or charts.reference(one.name, one.against)
            for one in group
        }
        for group in charts.choices(figures, name, against)
    ]


def test_a_chart_offers_what_the_ledgers_hold_and_says_what_they_lack() -> None:
    figures = compute(
        make(
            welfare=[
                {
                    "date": "2026-03-01",
                    "category": "困难帮扶",
                    "beneficiary_kind": "困难职工",
                    "persons": 3,
                    "amount_yuan": Decimal(900),
                }
            ]
        ),
        YEAR,
    )
    assert shown_choices(figures, "慰问.按类别") == [
        {
            "金额*": "慰问.金额.按类别",
            "人次": "慰问.人次.按类别",
            "人数": "慰问.人数.按类别",
            "户数": "台账里没有填户数",
        },
        {"按月": "慰问.金额.按月", "按类别*": "慰问.金额.按类别", "按科目": "慰问.金额.按科目"},
        {
            "不比较*": "慰问.金额.按类别",
            "和上年比": "还没有上年台账",
            "和预算比": "经费台账里没有本年预算",
        },
    ]
    assert shown_choices(figures, "慰问.人数.按类别")[2]["和预算比"] == "只有金额能和预算比"
    assert shown_choices(figures, "慰问.困难帮扶.金额.按月")[1] == {
        "按月*": "慰问.困难帮扶.金额.按月"
    }


def test_another_measure_keeps_grouping_and_comparison_where_it_can(two_years: Figures) -> None:
    budget = funds(("会议费", 1000, 2000))
    chosen = shown_choices(budget, "经费.按科目", "预算")
    assert chosen[1] == {"按月": "经费.支出.按月", "按科目*": "经费.支出.按科目?against=预算"}
    assert chosen[2]["和预算比*"] == "经费.支出.按科目?against=预算"
    assert shown_choices(two_years, "慰问.按类别", "上年")[0]["金额*"] == (
        "慰问.金额.按类别?against=上年"
    )


def test_the_picture_holds_its_labels_as_text_and_is_the_same_each_time(figures: Figures) -> None:
    spec = charts.spec(figures, "慰问.按类别")
    drawn = charts.svg(spec)
    for words in ("困难帮扶", "62000", "10万余元"):
        assert f">{words}</t" in drawn  # text, or a line of it
    assert charts.svg(json.loads(json.dumps(spec))) == drawn


def test_the_png_is_three_times_the_svg(figures: Figures) -> None:
    spec = charts.spec(figures, "活动.按月")
    width = float(re.findall(r'width="(\d+)"', charts.svg(spec))[0])
    drawn = charts.png(spec)
    assert drawn.startswith(b"\x89PNG")
    assert struct.unpack(">I", drawn[16:20])[0] == pytest.approx(3 * width, abs=3)


def test_a_label_is_never_an_expression_or_markup() -> None:
    points = ((HOSTILE, figure(1)), ("好", figure(2)))
    series = {"慰问.金额.按类别": Series("慰问.金额.按类别", "元", points)}
    drawn = charts.svg(charts.spec(Figures(YEAR, {}, series), "慰问.按类别"))
    assert "<script" not in drawn
    assert '>datum.value + "&lt;/text&gt;' in drawn


@pytest.mark.parametrize(
    "spec", [{"mark": "bar", "data": {"url": "http://127.0.0.1:9/x.json"}}, {"nonsense": True}]
)
def test_a_spec_that_asks_for_an_address_or_is_none_is_refused(spec: dict[str, object]) -> None:
    with pytest.raises(DocumentError, match="画不出来"):
        charts.svg(spec)
    with pytest.raises(DocumentError, match="画不出来"):
        charts.png(spec)


def test_no_file_named_in_a_spec_reaches_a_picture(tmp_path: Path, figures: Figures) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(charts.png(charts.spec(figures, "活动.按月")))
    table = tmp_path / "secret.csv"
    table.write_text("a\nSECRET\n", encoding="utf-8")
    as_image = {
        "data": {"values": [{"u": secret.as_uri()}]},
        "mark": {"type": "image", "width": 200, "height": 90},
        "encoding": {"url": {"field": "u"}},
    }
    as_data = {
        "data": {"url": table.as_uri()},
        "mark": "text",
        "encoding": {"text": {"field": "a"}},
    }
    absent = {**as_image, "data": {"values": [{"u": (tmp_path / "none.png").as_uri()}]}}
    assert "secret.png" not in charts.svg(as_image)
    assert charts.png(as_image) == charts.png(absent)
    assert "SECRET" not in charts.svg(as_data)


def test_cleaning_keeps_the_drawing_and_nothing_else() -> None:
    hostile = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        'width="10" height="5" onload="alert(1)"><script>alert(1)</script>'
        '<style>@import "http://x"</style><foreignObject><b/></foreignObject>'
        '<a xlink:href="javascript:alert(1)"><text>x</text></a>'
        '<image xlink:href="file:///etc/passwd"/><use href="#a"/>'
        '<rect width="1" fill="url(http://x)" style="fill:red"/>'
        '<g transform="scale(2)"><text fill="#333" onclick="alert(1)">一月 &lt;b&gt;</text></g>'
        "</svg>"
    )
    cleaned = charts.clean(hostile, label='图1 "一"')
    assert cleaned == (
        '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="5" role="img" '
        'aria-label="图1 &quot;一&quot;"><rect width="1" />'
        '<g transform="scale(2)"><text fill="#333">一月 &lt;b&gt;</text></g></svg>'
    )


@pytest.mark.parametrize(
    "text",
    ["", "<svg", "<html/>", "<svg/>", '<!DOCTYPE s [<!ENTITY a "a">]><svg>&a;</svg>', "图"],
)
def test_what_is_no_svg_is_refused(text: str) -> None:
    with pytest.raises(DocumentError, match="读不出来"):
        charts.clean(text)


# ------------------------------------------------------------------ many unions


def by_union(*values: int | str | None, before: tuple[int | str | None, ...] = ()) -> Figures:
    """A chart of so many unions; those without a value are not in it."""
    name = "慰问.金额.按单位"

    def made(given: tuple[int | str | None, ...]) -> Figures:
        points = {f"某某{no:03}厂工会": one for no, one in enumerate(given) if one is not None}
        exact = sum(one for one in points.values() if isinstance(one, int))
        return Figures(
            YEAR, {"慰问.金额": figure(exact)}, {name: Series(name, "元", money(**points))}
        )

    now, last = made(values), made(before) if before else None
    return Figures(YEAR, now, now.series, last)


def drawn(spec: dict[str, object]) -> dict[str, object]:
    """The text of each bar of a chart that compares with nothing."""
    data = spec["data"]
    assert isinstance(data, dict)
    return {row["label"]: row["text"] for row in data["values"]}


def test_of_many_unions_the_largest_are_drawn_and_the_others_said() -> None:
    spec = charts.spec(by_union(*range(1, 301)), "慰问.金额.按单位")
    bars = drawn(spec)
    assert list(bars.items())[:2] == [("某某299厂工会", "300"), ("某某298厂工会", "299")]
    assert len(bars) == 20
    told = f"只画了最大的 20 个单位，其余 280 个单位合计{sum(range(1, 281))}元"
    assert "".join(spec["title"]["text"]).endswith(told)
    assert told in str(spec["description"])
    few = charts.spec(by_union(*range(1, 21)), "慰问.金额.按单位")
    assert len(drawn(few)) == 20
    assert "只画了" not in str(few)


def test_the_table_keeps_every_union() -> None:
    _, rows = charts.table(by_union(*range(1, 301)), "慰问.金额.按单位")
    assert len(rows) == 301
    assert rows[-1] == ("合计", str(sum(range(1, 301))))


def test_rough_numbers_are_in_no_sum_of_the_others_but_told() -> None:
    made = by_union(*range(1, 31), "10万余元", "约2000元")
    told = str(charts.spec(made, "慰问.金额.按单位")["description"])
    assert "其余 10 个单位合计55元，另有 2 个单位是概数，没有加进去" in told
    assert "10万余元" not in told
    only_rough = by_union(*range(1, 21), "10万余元", "约2000元")
    spec = charts.spec(only_rough, "慰问.金额.按单位")
    assert len(drawn(spec)) == 20
    assert "只画了最大的 20 个单位，另有 2 个单位是概数，没有加进去" in str(spec["description"])


def test_both_years_of_the_others_are_of_the_same_unions() -> None:
    values = tuple(range(100, 70, -1))
    before = (*range(50, 20, -1),)
    rough: tuple[int | str | None, ...] = (*before[:-2], "约20元", None)
    made = by_union(*values, before=rough)
    told = str(charts.spec(made, "慰问.金额.按单位", against="上年")["description"])
    now = sum(values[20:28]) + values[29]
    then = sum(one for one in rough[20:28] if isinstance(one, int))
    assert f"其余 9 个单位合计{now}元（上年{then}元），另有 1 个单位是概数" in told


def test_charts_by_anything_else_are_not_cut() -> None:
    name = "慰问.金额.按科目"
    points = money(**{f"科目{no}": no for no in range(1, 41)})
    made = Figures(YEAR, {}, {name: Series(name, "元", points)})
    assert len(drawn(charts.spec(made, name))) == 40


def test_no_line_of_a_note_ends_inside_a_number_or_begins_with_a_comma() -> None:
    rough = {f"科目{no}": figure(f"1元，另有{no}{no:03}00元左右") for no in range(11, 30)}
    points = tuple((label, replace(one, known=Decimal(1))) for label, one in rough.items())
    made = Figures(YEAR, {}, {"慰问.金额.按科目": Series("慰问.金额.按科目", "元", points)})
    spec = charts.spec(made, "慰问.金额.按科目")
    assert isinstance(spec["title"], dict)
    lines = spec["title"]["text"]
    assert len(lines) > 5
    assert all(len(line) <= 26 for line in lines)
    assert not any(line[0] in "，、。元" for line in lines)
    assert not any(end[-1].isdigit() and begin[0].isdigit() for end, begin in pairwise(lines))
    assert "".join(lines).count("元左右") == 19
