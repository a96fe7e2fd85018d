"""No suggested sentence, and no figure's own label, may stand with another number unnoticed."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import product

import pytest

from tests.samples import GENRES, read
from tests.typed.figures import figure, figures
from zongjie import catalogue, prose
from zongjie.figures import Figure, Figures
from zongjie.plan import ANSWERS
from zongjie.review import Review
from zongjie.typed import Names, Sentences, hints

UNITS = {
    **dict.fromkeys(("金额", "支出", "收入", "上年结余", "结余", "预算", "人均"), "元"),
    **dict.fromkeys(("征集", "立案", "采纳", "优秀"), "件"),
    "次数": "次",
    "人数": "人",
    "户数": "户",
    "执行率": "%",
    "数量": "项",
}
SENTENCES = {id_: texts for id_, texts in catalogue.suggested().items() if id_ not in ANSWERS}
TYPED = 999_983


@cache
def everything() -> Figures:
    """Every figure a guide speaks of, no two alike."""
    found: dict[str, Figure] = {}
    for text in (text for texts in SENTENCES.values() for text in texts):
        for token in prose.tokens(text):
            tail = token.key.rpartition(".")[2]
            said = re.match("人次|[^，。、户]", text[token.end :])
            unit = (said[0] if said else "") if token.key.startswith("指标.") else ""
            value = 1001 + 37 * len(found)
            unit = unit or UNITS.get(tail, tail)
            found.setdefault(token.key, figure(token.key, value, unit))
    return figures(*found.values())


def differing(text: str, names: Names, guide: Sentences = Sentences()) -> list[str]:  # noqa: B008
    return [one.fixes[0].key for one in hints(text, names, guide) if one.kind == "differs"]


@pytest.mark.parametrize("section", SENTENCES)
def test_every_suggested_sentence_with_another_number_is_held_against_its_figure(
    section: str,
) -> None:
    names, guide = Names(everything()), Sentences(SENTENCES[section])
    for text in SENTENCES[section]:
        for token in prose.tokens(text):
            unit = everything()[token.key].unit if token.format else ""
            wrong = f"{text[: token.start]}{TYPED}{unit}{text[token.end :]}"
            assert differing(wrong, names, guide) == [token.key], wrong


@pytest.mark.parametrize("key", [key for key in everything() if not key.endswith(".上年")])
def test_every_figures_own_label_with_another_number_is_held_against_it(key: str) -> None:
    found = everything()[key]
    head, *called = key.split(".")
    *category, measure = called if head != "指标" else (*called, "")
    what = "".join(category) or head
    money = ("经费", "费用", "资金", "支出", "金额", "投入") if measure in ("金额", "支出") else ()
    words = (measure, *(money if what != "经费" else ()))
    if what == "分会级":
        return  # a clause about a branch is about a part
    names = Names(figures(found))
    small = ("", "共", "累计", "合计", "共计", "达", "达到", "为")
    for word, before in product(words, small):
        text = f"全年{what}{word}{before}{TYPED}{found.unit}。"
        assert differing(text, names) == [key], text


WELFARE = figures(
    figure("慰问.金额", 13000, "元"),
    figure("慰问.人次", 26, "人次"),
    figure("活动.劳动竞赛.支出", 12000, "元"),
    figure("经费.劳动和技能竞赛活动支出.支出", 15200, "元"),
    figure("经费.培训费.支出", 8000, "元"),
    figure("活动.培训.支出", 5000, "元"),
    figure("经费.结余", 6000, "元"),
    figure("经费.上年结余", 9000, "元"),
    figure("活动.支出", 30000, "元"),
)
GUIDE = Sentences(SENTENCES["overview"], SENTENCES["welfare"])


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("慰问金额2万元。", "慰问.金额"),
        ("送温暖深入人心，全年慰问帮扶支出2万元。", "慰问.金额"),
        ("全年慰问帮扶支出共计2万元，做到了应帮尽帮。", "慰问.金额"),
        ("竞赛经费支出1.8万元。", "经费.劳动和技能竞赛活动支出.支出"),
        ("劳动竞赛支出18000元。", "活动.劳动竞赛.支出"),
        ("全年慰问支出2万元。", "慰问.金额"),
        ("年末结余7000元。", "经费.结余"),
        ("年初结余7000元。", "经费.上年结余"),
        ("全年活动经费2万元。", "活动.支出"),
    ],
)
def test_natural_wordings_that_contradict_the_ledger_are_shown(text: str, key: str) -> None:
    assert differing(text, Names(WELFARE), GUIDE) == [key]


@pytest.mark.parametrize(
    "text",
    [
        "慰问帮扶支出2万元。",  # another section's, and not said of the whole year
        "知识竞赛经费支出1.8万元。",
        "竞赛经费支出约1.8万元。",
        "竞赛经费预算1.8万元。",
        "竞赛经费支出15200元。",
        "培训经费8000元。",
        "活动经费2万元。",
        "举办知识竞赛，慰问支出2000元。",
        "春节前走访12人，慰问金2000元。",
    ],
)
def test_nothing_is_said_where_a_part_or_a_plan_or_a_rough_number_may_be_meant(text: str) -> None:
    assert differing(text, Names(WELFARE), GUIDE) == []


def test_last_years_number_is_held_against_where_the_guide_says_it() -> None:
    names = Names(
        figures(figure("指标.会员人数.上年", 300, "人"), figure("指标.会员人数", 310, "人"))
    )
    text = "会员人数上年末为320人，本年末为310人。"
    assert differing(text, names, Sentences(SENTENCES["overview"])) == ["指标.会员人数.上年"]
    assert differing(text, names) == []


def test_a_section_is_looked_at_again_when_the_figure_of_its_suggested_sentence_changes() -> None:
    section = catalogue.section("welfare")
    text = "全年慰问帮扶支出2万元。"
    written = read("hospital").portable.draft.section(section.id)
    assert written is not None
    before = Review(WELFARE)
    told = before.hints(replace(written, text=text))
    assert [hint.kind for hint in told] == ["differs"]
    mended = figures(figure("慰问.金额", 20000, "元"))
    after = Review(mended, before)
    assert [hint.kind for hint in after.hints(replace(written, text=text))] == ["same"]


KNOWN = {
    ("company", "competition"),
    *(("women_committee", id_) for id_ in ("welfare", "culture", "self_building")),
}
"""Where a sample says 女职工 or 劳动竞赛活动 of a part."""


@pytest.mark.parametrize("genre", GENRES)
def test_no_sample_is_doubted_with_its_numbers_typed(genre: str) -> None:
    found = read(genre)
    review = Review(found.figures, ledgers=found.portable.intake.ledgers)
    for section in found.portable.draft.sections:
        if (genre, section.id) not in KNOWN:
            typed = replace(section, text=found.text[section.id])
            assert [one.message for one in review.hints(typed) if one.kind == "differs"] == []
