"""Figures of an office's own: said in figures.toml, or computed by a plug-in."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from tests.figures.refused import check_refused
from tests.ledgers import make
from tests.stores import opened
from widgets.numbers import described
from widgets.state import State
from zongjie import charts, document, portable, prose, review, typed
from zongjie.draft import Draft, Section
from zongjie.errors import SchemaError
from zongjie.figures import Figure, compute, own
from zongjie.figures.formulas import parse
from zongjie.period import Period
from zongjie.store import backup, bundle, lifecycle

LEDGERS = make(
    activity=[
        {
            "date_start": date,
            "category": category,
            "name": name,
            "place": place,
            "participants": people,
            "participants_text": text,
            "cost_yuan": cost,
        }
        for date, category, name, place, people, text, cost in (
            ("2026-03-05", "公益", "学雷锋志愿服务", "社区", 30, None, Decimal("120.50")),
            ("2026-03", "公益", "志愿植树", "社区", 25, None, None),
            ("2026-05-04", "文体活动", "志愿者联欢", None, None, "约40人", Decimal(80)),
            ("2026-06", "文体活动", "篮球赛", "体育馆", 60, None, Decimal(900)),
            ("2025-03-05", "公益", "去年的志愿服务", "社区", 99, None, Decimal(1)),
        )
    ]
)
YEAR = Period(2026)
COUNT = """
[[figure]]
key = "志愿.次数"
label = "志愿服务次数"
ledger = "活动"
aggregate = "count"
unit = "次"
chart = ["按月", "地点"]
filter.name = { contains = "志愿" }
"""
DRAFT = Draft(
    "school",
    "某某学校工会",
    2026,
    sections=(Section("plan", "下一年打算", "今年{{志愿.次数}}次。"),),
    formulas=COUNT,
)


def one(**given: str) -> str:
    """A figure with these lines in the place of the usual ones."""
    usual = {"key": '"志愿.数"', "ledger": '"activity"', "aggregate": '"count"', "unit": '"次"'}
    lines = (f"{name} = {value}" for name, value in (usual | given).items())
    return "\n".join(["[[figure]]", *lines])


def value_of(**given: str) -> Any:
    figure = compute(LEDGERS, YEAR, formulas=one(**given)).get("志愿.数")
    return None if figure is None else figure.value


def test_a_filter_and_an_aggregate_make_a_figure_with_its_rows() -> None:
    figures = compute(LEDGERS, YEAR, formulas=COUNT)
    figure = figures["志愿.次数"]
    assert (figure.value, figure.unit, figure.exact, figure.rows) == (3, "次", True, (1, 2, 3))
    assert figure.label == "志愿服务次数"
    assert figures.troubles == ()


@pytest.mark.parametrize(
    ("given", "value"),
    [
        ({"filter.category": '"公益"'}, 2),
        ({"filter.活动类别".replace("活动类别", '"活动类别"'): '["公益", "文体活动"]'}, 4),
        ({"filter.category": '"公益"', "filter.name": '{ contains = "植树" }'}, 1),
        ({"filter.any": '[{ place = "体育馆" }, { name = { contains = ["植", "联欢"] } }]'}, 3),
        ({'filter."类别"': '"公益"'}, 2),  # another name of the same column
        ({"filter.date_start": '{ from = "03", to = "05" }'}, 3),
        ({"filter.date_start": '{ from = "03-05" }'}, 3),
        ({"filter.date_start": '{ to = "2026-03-31" }'}, 2),
        ({"filter.date_start": '{ from = "03-05", to = "03" }'}, 1),
        ({"filter.date_start": '{ from = "05", to = "2026-03" }'}, None),
        ({"filter.participants": "{ from = 30 }"}, 2),
        ({"filter.participants": "25"}, 1),
        ({"filter.cost_yuan": "120.5"}, 1),
        ({"filter.name": '"没有这一项"'}, None),
    ],
)
def test_conditions(given: dict[str, str], value: int | None) -> None:
    assert value_of(**given) == value


@pytest.mark.parametrize(
    ("aggregate", "column", "value"),
    [
        ("sum", "cost_yuan", Decimal("1100.50")),
        ("mean", "cost_yuan", Decimal("366.83")),
        ("max", "支出金额", Decimal(900)),
        ("min", "cost_yuan", Decimal(80)),
        ("distinct", "place", 2),
        ("sum", "人数", "115人，另有约40人"),  # another name of the same column
        ("sum", "participants", "115人，另有约40人"),
        ("max", "participants", None),  # the largest may be the one only roughly known
        ("sum", "participant_times", None),  # nobody wrote any: absent, never 0
    ],
)
def test_aggregates(aggregate: str, column: str, value: Any) -> None:
    unit = '"元"' if "cost" in column or "支出" in column else '"人"'
    assert value_of(aggregate=f'"{aggregate}"', column=f'"{column}"', unit=unit) == value


@pytest.mark.parametrize("name", ["category", "活动类别", "类别", "按类别", "按活动类别"])
def test_a_chart_is_asked_for_by_its_column_or_by_its_own_name(name: str) -> None:
    figures = compute(LEDGERS, YEAR, formulas=one(chart=f'["{name}"]'))
    assert charts.title(figures, "志愿.数.按类别")


def test_its_charts_are_offered_and_say_its_label() -> None:
    figures = compute(LEDGERS, YEAR, formulas=COUNT)
    assert charts.title(figures, "志愿.次数.按地点") == "2026年各地点志愿服务次数"
    header, rows = charts.table(figures, "志愿.次数.按地点")
    assert header == ("地点", "志愿服务次数（次）")
    assert rows == (("社区", "2"), ("未写地点", "1"), ("合计", "3"))
    _, groupings, _ = charts.choices(figures, "志愿.次数.按月")
    assert [choice.label for choice in groupings] == ["按月", "按地点"]
    assert not any(choice.why for choice in groupings)


def test_it_is_completed_explained_and_held_against_typed_numbers() -> None:
    figures = compute(LEDGERS, YEAR, formulas=COUNT)
    shown = described(figures)["志愿.次数"]
    assert shown["how"] == "活动台账 3 行，活动名称含“志愿”，一行算一次"
    assert shown["words"] == ("志愿服务次数",)
    (hint,) = typed.hints("全年志愿服务5次。", typed.Names(figures))
    assert hint.message == "台账中“志愿·次数”为 3次，这里写了 5次。"
    assert prose.resolve("{{志愿.次数}}次", figures).text == "3次"


@pytest.mark.parametrize(
    ("given", "line", "said"),
    [
        ({"key": '"活动.志愿"'}, 2, "“活动”开头的名称留给台账自带的数字。请换一个开头"),
        ({"key": '"志愿"'}, 2, "“志愿”不是数字的名称"),
        ({"ledger": '"志愿"'}, 3, "没有名为“志愿”的台账。可用：活动"),
        ({"aggregate": '"avg"'}, 4, "“aggregate”写的是“avg”。可用：count"),
        ({"aggregate": '"sum"', "column": '"参加人"'}, 6, "没有“参加人”这一列。可用：参加人"),
        ({"aggregate": '"sum"', "column": '"name"'}, 6, "“活动名称”不是数字"),
        ({"filter.category": '"公益类"'}, 6, "活动类别里没有“公益类”。可用："),
        ({"filter.name": "3"}, 6, "“name”的条件读不懂。这一列要和文字比"),
        ({"filter.name": '{ like = "志愿" }'}, 6, "可写 { contains"),
        ({"filter.date_start": '"2026-03"'}, 6, "日期请写 date_start"),
        ({"filter.date_start": "{ from = 3 }"}, 6, '日期请写成 "03"'),
        ({"filter.date_start": '{ from = "05", to = "03" }'}, 6, "请把 from 和 to 对调"),
        ({"filter.date_start": '{ from = "2026-03-02", to = "2026-03-01" }'}, 6, "from 在 to 的后"),
        ({"filter.participants": "{ from = 9, to = 0 }"}, 6, "请把 from 和 to 对调"),
        ({"aggregate": '"max"', "column": '"cost_yuan"', "chart": '["按月"]'}, 7, "不能画图"),
        ({"chart": '["cost_yuan"]'}, 6, "不能按“支出金额”画图"),
        ({"colour": '"红"'}, 6, "不认识的“colour”"),
    ],
)
def test_what_does_not_hold_together_is_told_with_its_line(
    given: dict[str, str], line: int, said: str
) -> None:
    check_refused(one(**given), line, said)


@pytest.mark.parametrize(
    ("lines", "line", "said"),
    [
        # the word at fault stands in a line before its own as well
        (
            ['key = "志愿.人次表"', 'ledger = "活动"', 'aggregate = "sum"', 'column = "人次表"'],
            5,
            "没有“人次表”这一列",
        ),
        (
            ['key = "志愿.数"', 'label = "不是avg"', 'ledger = "活动"', 'aggregate = "avg"'],
            5,
            "“aggregate”写的是“avg”",
        ),
        (
            [
                'key = "志愿.数"',
                'ledger = "指标"',
                'aggregate = "count"',
                'unit = "次"',
                "[figure.filter]",
                "unit = 3",
            ],
            7,
            "“unit”的条件读不懂",
        ),
        (
            [
                'key = "志愿.数"',
                'label = "chart"',
                'ledger = "活动"',
                'aggregate = "count"',
                'unit = "日子"',
                "chart = [",
                '  "按月",',
                '  "日子",',
                "]",
            ],
            9,
            "没有“日子”这一列",
        ),
        (['ledger = "活动"'], 1, "缺少“key”。请写上 key，例如 key = "),
        (
            [
                'key = "志愿.数"',
                'ledger = "活动"',
                'aggregate = "count"',
                "[[figure]]",
                'key = "别的.数"',
                'unit = "次"',
            ],
            1,
            "“志愿.数”缺少“unit”。请写上 unit，例如 unit = ",
        ),
        (
            ['key = "志愿.数"', 'aggregate = "ratio"', 'to = "慰问.人数"'],
            1,
            "“志愿.数”缺少“of”。请写上 of，例如 of = ",
        ),
    ],
    ids=["column", "aggregate", "filter", "chart", "no key", "no unit", "no part"],
)
def test_the_line_told_is_that_of_the_key_at_fault(lines: list[str], line: int, said: str) -> None:
    with pytest.raises(SchemaError) as caught:
        parse("\n".join(["[[figure]]", *lines]))
    assert caught.value.where == f"figures.toml 第{line}行"
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("line", "cure"),
    [
        ('filter.活动类别 = "公益"', '中文的名称要加引号，例如 filter."活动类别"。'),
        ('名称 = "公益"', '中文的名称要加引号，例如 "名称"。'),
        ("label = “公益”", "请检查这一行的引号、方括号和逗号"),
        ('filter."活动类别" = “公益”', "请检查这一行的引号、方括号和逗号"),
    ],
)
def test_a_chinese_key_without_quotes_is_told(line: str, cure: str) -> None:
    with pytest.raises(SchemaError, match="不是有效的 TOML") as caught:
        parse(f"{one()}\n{line}")
    assert caught.value.where == "figures.toml 第6行"
    assert cure in str(caught.value)


def test_the_second_of_two_figures_is_told_by_its_own_lines() -> None:
    with pytest.raises(SchemaError, match="写了两遍") as caught:
        parse(f"{one()}\n{one()}")
    assert caught.value.where == "figures.toml 第7行"


def test_figures_without_headings_are_told_by_the_file() -> None:
    with pytest.raises(SchemaError, match="缺少“ledger”") as caught:
        parse('figure = [{ key = "志愿.数", aggregate = "count" }]')
    assert caught.value.where == "figures.toml"


def test_code_in_it_is_only_text() -> None:
    text = one(**{"filter.name": "'__import__(\"os\").abort()'"})
    assert compute(LEDGERS, YEAR, formulas=text).get("志愿.数") is None


# ------------------------------------------------------------------ where it is kept


def test_it_travels_with_the_draft_and_is_kept_in_the_store(tmp_path: Path) -> None:
    portable.write(DRAFT, LEDGERS, tmp_path / "draft", last=LEDGERS)
    found = portable.read(tmp_path / "draft")
    assert found.draft == DRAFT
    assert found.figures()["志愿.次数"].value == 3
    assert portable.formulas_beside(tmp_path / "draft" / "ledger.xlsx") == COUNT
    with opened(tmp_path / "data") as store:
        id_ = bundle.take(store, tmp_path / "draft")
        assert store.load(id_).draft.formulas == COUNT
        again = bundle.take(store, bundle.export(store, id_))
        for other in (again, lifecycle.copy(store, id_), lifecycle.next_year(store, id_)):
            assert store.load(other).draft.formulas == COUNT
        state = State("school", store)
        state.open(id_)
        assert state.figures["志愿.次数"].value == 3
        state.write("plan", "{{志愿.次数}}次")
        assert store.load(id_).draft.formulas == COUNT
        backup.write(store, tmp_path / "all.zip")
    with opened(tmp_path / "other") as store:
        backup.restore(store, tmp_path / "all.zip")
        assert store.load(id_).draft.formulas == COUNT


def test_a_file_that_does_not_hold_together_is_not_opened(tmp_path: Path) -> None:
    portable.write(replace(DRAFT, formulas="[[figure]]\nkey = 3\n"), LEDGERS, tmp_path)
    with pytest.raises(SchemaError, match="“key”的写法不对") as caught:
        portable.read(tmp_path)
    assert caught.value.where == "figures.toml 第2行"


def test_one_that_holds_no_more_is_a_remark_and_no_broken_page() -> None:
    broken = replace(DRAFT, formulas=COUNT.replace('"活动"', '"老台账"'))
    figures = compute(LEDGERS, YEAR, formulas=broken.formulas)
    assert figures["活动.次数"].value == 4
    (trouble,) = [one for one in review.of_draft(broken, figures) if one.rule == review.TROUBLE]
    assert trouble.message.startswith("figures.toml 第5行：没有名为“老台账”的台账")


# ------------------------------------------------------------------ plug-ins


@pytest.fixture
def plug_in(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[..., Any]], None]:
    def install(code: Callable[..., Any]) -> None:
        class Point(EntryPoint):
            def load(self) -> Any:
                return code

        monkeypatch.setattr(own, "plugins", lambda: (Point("夜班", "night:figures", own.GROUP),))

    return install


def test_a_plug_in_adds_figures(plug_in: Callable[[Callable[..., Any]], None]) -> None:
    def night(ledgers: dict[str, pd.DataFrame], period: Period) -> list[Figure]:
        frame = ledgers["activity"]
        frame["name"] = "别人的"  # it has copies, and may do with them what it likes
        return [replace(figure("夜班.场次", len(frame)), period=period)]

    plug_in(night)
    figures = compute(LEDGERS, YEAR)
    assert figures["夜班.场次"].value == 5
    assert described(figures)["夜班.场次"]["how"] == "活动台账第 1 行，由扩展“夜班”算出"
    assert LEDGERS["activity"]["name"].iloc[0] == "学雷锋志愿服务"


def test_a_plug_in_may_count_with_numpy(plug_in: Callable[[Callable[..., Any]], None]) -> None:
    plug_in(lambda *_: [figure("夜班.次", np.int64(3))])
    value = compute(LEDGERS, YEAR)["夜班.次"].value
    assert (value, type(value)) == (3, int)


def figure(key: str, value: Any) -> Figure:
    return Figure(key, value, "场", YEAR, exact=True, ledger="activity", rows=(1,))


def _raises(*_: Any) -> list[Figure]:
    raise KeyError("no such column")


@pytest.mark.parametrize(
    "code",
    [
        _raises,
        lambda *_: [3],
        lambda *_: [figure("夜班.率", 0.5)],
        lambda *_: [figure("夜班.率", Decimal("NaN"))],
        lambda *_: [figure("活动.次数", 9)],
        lambda *_: [replace(figure("夜班.次", 9), rows=(99,))],
        lambda *_: [replace(figure("夜班.次", 9), ledger="night")],
    ],
    ids=[
        "raises",
        "no figure",
        "a float",
        "not a number",
        "a name that is taken",
        "no such row",
        "no such ledger",
    ],
)
def test_a_plug_in_that_fails_is_named_and_harms_nothing(
    plug_in: Callable[[Callable[..., Any]], None], code: Callable[..., Any]
) -> None:
    plug_in(code)
    figures = compute(LEDGERS, YEAR, formulas=COUNT)
    assert figures["活动.次数"].value == 4
    assert figures["志愿.次数"].value == 3
    (said,) = figures.troubles
    assert re.match("扩展“夜班”的数字没有算出来", said)
    assert "KeyError" not in said


def test_a_document_is_made_with_them() -> None:
    target = io.BytesIO()
    portable.write(DRAFT, LEDGERS, target)
    found = portable.read(target.getvalue())
    made = document.build(found.draft, found.figures())
    assert any("今年3次。" in cell.source for cell in made.cells)
