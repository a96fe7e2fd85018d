"""Ratios of figures, said in figures.toml: 人均, 占比."""

from __future__ import annotations

import itertools
import re
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.figures.refused import check_refused
from tests.ledgers import make
from tests.samples import read
from widgets.numbers import described
from zongjie import document, prose, typed
from zongjie.draft import Draft, Section
from zongjie.errors import SchemaError
from zongjie.figures import Figure, Figures, change, compute, keys, own
from zongjie.figures.formulas import parse
from zongjie.period import Period

YEAR = Period(2026)
MEMBERS = {"key": "会员人数", "value": Decimal(3), "unit": "人"}
WOMEN = {"key": "女会员人数", "value": Decimal(2), "unit": "人"}
GIFT = {"date": "2026-02", "category": "送温暖", "beneficiary_kind": "困难职工"}
LEDGERS = make(
    indicator=[MEMBERS, WOMEN, {"key": "分会", "value": Decimal(0), "unit": "个"}],
    welfare=[
        {**GIFT, "amount_yuan": Decimal(500), "persons": 4},
        {**GIFT, "amount_yuan": Decimal(0), "persons": None, "households": 2},
    ],
    activity=[
        {"date_start": "2026-03", "category": "公益", "name": "植树", "participants_text": "约40人"}
    ],
)
PER_HEAD = """
[[figure]]
key = "会员.人均慰问"
label = "会员人均慰问金额"
aggregate = "ratio"
of = "慰问.金额"
to = "指标.会员人数"
"""


def one(key: str = "自定.率", **given: str) -> str:
    """A ratio with these lines in the place of the usual ones."""
    usual = {"aggregate": '"ratio"', "of": '"慰问.金额"', "to": '"指标.会员人数"'}
    lines = [f"{name} = {value}" for name, value in (usual | given).items()]
    return "\n".join(["[[figure]]", f'key = "{key}"', *lines, ""])


def figure_of(text: str) -> Figure | None:
    return compute(LEDGERS, YEAR, formulas=text).get("自定.率")


@pytest.mark.parametrize(
    ("given", "value", "unit"),
    [
        ({}, "166.67", "元/人"),
        ({"unit": '"元"', "digits": "0"}, "167", "元"),
        ({"of": '"指标.女会员人数"'}, "66.7", "%"),  # of the same unit: a share
        ({"of": '"指标.女会员人数"', "digits": "2"}, "66.67", "%"),
        ({"of": '"指标.女会员人数"', "unit": '"倍"'}, "0.67", "倍"),
        ({"of": '"慰问.人数"', "to": '"慰问.人数"', "unit": '"%"'}, "100.0", "%"),
        ({"of": '"指标.分会"'}, "0.00", "个/人"),
    ],
)
def test_one_figure_is_divided_by_another(given: dict[str, str], value: str, unit: str) -> None:
    figure = figure_of(one(**given))
    assert figure is not None
    assert (str(figure.value), figure.unit, figure.exact) == (value, unit, True)


@pytest.mark.parametrize(
    "given",
    [
        {"to": '"指标.分会"'},
        {"of": '"慰问.互助保障.人次"'},
        {"to": '"慰问.互助保障.人次"'},
        {"of": '"活动.人数"'},
        {"to": '"活动.人数"'},
    ],
    ids=["divided by zero", "nothing to divide", "nothing to divide by", "of 概数", "by 概数"],
)
def test_where_it_cannot_be_known_there_is_none(given: dict[str, str]) -> None:
    figures = compute(LEDGERS, YEAR, formulas=one(**given))
    assert "自定.率" not in figures
    assert figures.troubles == ()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {"of": '"指标.会员人数"', "to": '"慰问.金额"', "digits": "2"},
            "“自定.率”四舍五入成了 0。请把 digits 写大，最多 6。",
        ),
        (
            {"of": '"指标.会员人数"', "to": '"指标.全国"', "unit": '"人"', "digits": "6"},
            "“自定.率”四舍五入成了 0。请换一个小些的除数。",
        ),
        (
            {"unit": '"%"'},
            (
                "“自定.率”的单位写的是 %，可是“慰问.金额”的单位是元，“指标.会员人数”的是人。"
                '请写 unit = "元/人"，或换成单位相同的两个数字。'
            ),
        ),
    ],
    ids=["rounded to nothing", "too small at any digits", "% of different units"],
)
def test_one_that_would_mislead_is_told_and_not_given(given: dict[str, str], said: str) -> None:
    more = make(
        indicator=[MEMBERS, {"key": "全国", "value": Decimal(10**9), "unit": "人"}],
        welfare=[{**GIFT, "amount_yuan": Decimal(9000), "persons": 4}],
    )
    figures = compute(more, YEAR, formulas=one(**given))
    assert "自定.率" not in figures
    assert figures.troubles == (f"figures.toml 第2行：{said}",)


def test_the_rows_behind_it_are_those_of_the_part_that_is_divided() -> None:
    figure = figure_of(one())
    assert figure is not None
    assert (figure.ledger, figure.rows) == ("welfare", (1, 2))


def test_the_rows_of_both_parts_are_behind_it_where_they_are_of_one_ledger() -> None:
    figure = figure_of(one(of='"慰问.人数"', to='"慰问.户数"'))
    assert figure is not None
    assert (figure.ledger, figure.rows) == ("welfare", (1, 2))


def test_it_is_completed_explained_and_held_against_typed_numbers() -> None:
    figures = compute(LEDGERS, YEAR, formulas=PER_HEAD)
    shown = described(figures)["会员.人均慰问"]
    assert (shown["shown"], shown["unit"]) == ("166.67", "元/人")
    assert shown["how"] == "慰问台账 2 行，“慰问·金额”除以“指标·会员人数”"
    assert shown["formats"]["元"] == "166.67元"
    assert shown["words"] == ("会员人均慰问金额",)
    (hint,) = typed.hints("会员人均慰问金额150元。", typed.Names(figures))
    assert hint.message == "台账中“会员·人均慰问”为 166.67元/人，这里写了 150元。"
    assert [fix.token for fix in hint.fixes] == ["{{会员.人均慰问|元}}"]
    text = "人均{{会员.人均慰问|元}}，即{{会员.人均慰问}}元/人"
    assert prose.resolve(text, figures).text == "人均166.67元，即166.67元/人"


def test_a_share_of_indicators_is_held_against_typed_numbers_by_its_label() -> None:
    text = one(of='"指标.女会员人数"', label='"女会员占比"')
    (hint,) = typed.hints("女会员占比60%。", typed.Names(compute(LEDGERS, YEAR, formulas=text)))
    assert hint.message == "台账中“自定·率”为 66.7%，这里写了 60%。"


def test_it_stands_in_the_document_and_beside_the_year_before() -> None:
    draft = Draft("school", "某某学校工会", 2026, formulas=PER_HEAD)
    before = compute(LEDGERS, Period(2026), formulas=PER_HEAD)
    more = make(indicator=[{**MEMBERS, "value": Decimal(4)}])
    figures = compute({**LEDGERS, "indicator": more["indicator"]}, YEAR, formulas=draft.formulas)
    section = Section("plan", "打算", "人均{{会员.人均慰问|元}}。")
    made = document.build(Draft("school", "某某学校工会", 2026, sections=(section,)), figures)
    assert any("人均125元。" in cell.source for cell in made.cells)
    key = "会员.人均慰问"
    assert change(figures[key], before[key]) == "同比下降25%"


CHAIN = {
    "count": '[[figure]]\nkey = "公益.次数"\nledger = "活动"\naggregate = "count"\nunit = "次"\n',
    "first": one("甲.率", of='"公益.次数"', to='"慰问.户数"', digits="6"),
    "second": one("乙.率", of='"甲.率"', to='"指标.会员人数"', unit='"次"', digits="6"),
    "third": one("丙.率", of='"乙.率"', to='"甲.率"'),
}


@pytest.mark.parametrize("order", list(itertools.permutations(CHAIN)), ids="-".join)
def test_ratios_of_ones_own_figures_may_stand_in_any_order(order: tuple[str, ...]) -> None:
    figures = compute(LEDGERS, YEAR, formulas="\n".join(CHAIN[name] for name in order))
    assert {key: str(figures[key].value) for key in ("甲.率", "乙.率", "丙.率")} == {
        "甲.率": "0.500000",
        "乙.率": "0.166667",
        "丙.率": "0.33",
    }


@pytest.mark.parametrize(
    ("text", "line", "around"),
    [
        (one("甲.率", of='"甲.率"'), 2, "甲.率 → 甲.率"),
        (one("甲.率", to='"乙.率"') + one("乙.率", of='"甲.率"'), 2, "甲.率 → 乙.率 → 甲.率"),
        (
            one("丁.率", of='"甲.率"')
            + one("甲.率", of='"乙.率"')
            + one("丙.率", to='"甲.率"')
            + one("乙.率", of='"丙.率"'),
            7,
            "甲.率 → 乙.率 → 丙.率 → 甲.率",
        ),
    ],
    ids=["itself", "two", "three"],
)
def test_one_that_needs_itself_is_refused(text: str, line: int, around: str) -> None:
    with pytest.raises(SchemaError, match="绕一圈又用到了自己") as caught:
        parse(text)
    assert caught.value.where == f"figures.toml 第{line}行"
    assert around in caught.value.what
    assert "of 或 to" in caught.value.cure


@pytest.mark.parametrize(
    ("given", "line", "said"),
    [
        ({"of": '"慰问.金鹅"'}, 4, "台账里不会有“慰问.金鹅”这个数字。相近的有：慰问.金额"),
        ({"to": '"会员人数"'}, 5, "“会员人数”不是数字的名称。请写一个数字的名称"),
        ({"ledger": '"慰问"'}, 6, "ratio 不用写“ledger”。请删去这一项"),
        ({"filter.category": '"送温暖"'}, 6, "ratio 不用写“filter”"),
        ({"chart": '["按月"]'}, 6, "ratio 不用写“chart”"),
        ({"column": '"金额"'}, 6, "ratio 不用写“column”"),
        ({"digits": "7"}, 6, "“digits”写的是 7。请写 0 到 6 之间的数"),
        ({"digits": '"二"'}, 6, "“digits”的写法不对。这里要写小数的位数"),
        ({"percent": "true"}, 6, "不认识的“percent”"),
    ],
)
def test_what_does_not_hold_together_is_told_with_its_line(
    given: dict[str, str], line: int, said: str
) -> None:
    check_refused(one(**given), line, said)


def test_a_part_of_ones_own_that_nobody_computes_is_told() -> None:
    (said,) = compute(LEDGERS, YEAR, formulas=one(to='"志愿.人数"')).troubles
    assert said.startswith("figures.toml 第2行：没有名为“志愿.人数”的数字。请核对名称")


def test_a_plug_in_may_give_a_part(monkeypatch: pytest.MonkeyPatch) -> None:
    class Point:
        name = "志愿"

        def load(self) -> Any:
            made = Figure("志愿.人数", 8, "人", YEAR, exact=True, ledger="welfare", rows=(1,))
            return lambda *_: [made]

    monkeypatch.setattr(own, "plugins", lambda: (Point(),))
    text = one(to='"志愿.人数"') + one("自定.差", to='"志愿.没有记"')
    figures = compute(LEDGERS, YEAR, formulas=text)
    assert figures["自定.率"].value == Decimal("62.50")
    assert "自定.差" not in figures
    assert figures.troubles == ()


@pytest.mark.parametrize("genre", ["large_factory", "school", "hospital", "finance_audit"])
def test_every_figure_of_the_ledgers_has_a_key_that_can_be(genre: str) -> None:
    figures: Figures = read(genre).portable.figures()
    assert [key for key in figures if not keys.is_own(key) and not keys.can_be(key)] == []


_NUMBERS = st.decimals(-(10**9), 10**9, places=2) | st.decimals(0, 99, places=1)


@given(_NUMBERS, _NUMBERS, st.integers(0, 6), st.sampled_from(["%", "元/人"]))
def test_it_is_exact_to_half_of_its_last_digit(
    of: Decimal, to: Decimal, digits: int, unit: str
) -> None:
    by = "元" if unit == "%" else "人"
    rows = [{"key": "甲", "value": of, "unit": "元"}, {"key": "乙", "value": to, "unit": by}]
    text = one(of='"指标.甲"', to='"指标.乙"', digits=str(digits), unit=f'"{unit}"')
    figures = compute(make(indicator=rows), YEAR, formulas=text)
    figure = figures.get("自定.率")
    if not to:
        assert figure is None
        return
    if figure is None:
        assert "四舍五入成了 0" in figures.troubles[0]
        assert of
        assert abs(of / to) * (100 if unit == "%" else 1) < Decimal(5).scaleb(-digits - 1)
        return
    assert figure.value or not of
    assert figure is not None
    assert isinstance(figure.value, Decimal)
    assert re.fullmatch(rf"-?\d+(\.\d{{{digits}}})?", str(figure.value))
    true = Fraction(of) / Fraction(to) * (100 if unit == "%" else 1)
    off = Fraction(figure.value) - true
    assert abs(off) <= Fraction(1, 2 * 10**digits)
    with localcontext(prec=60):
        near = Decimal(true.numerator) / Decimal(true.denominator)
        assert figure.value == near.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
