"""A typed number is offered as a figure, shown to differ from one, or left in peace."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.typed.figures import SAMPLE, figure, figures
from zongjie import prose
from zongjie.typed import Names, hints

NAMES = Names(SAMPLE)


def said(text: str, names: Names = NAMES) -> list[str]:
    return [
        f"{hint.typed} = {hint.fixes[0].key}"
        if hint.kind == "same"
        else f"{hint.typed} ≠ {hint.ledger}"
        for hint in hints(text, names)
    ]


def mended(text: str) -> str:
    start, end = hints(text, NAMES)[0].span
    return text[:start] + hints(text, NAMES)[0].fixes[0].token + text[end:]


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("开展送温暖活动，走访慰问职工278人次。", "278人次 = 慰问.送温暖.人次"),
        ("全年慰问职工337人次", "337人次 = 慰问.人次"),
        ("征集提案108份", "108份 = 提案.征集"),
        ("举办文体活动10场", "10场 = 活动.文体活动.次数"),
    ],
)
def test_a_typed_number_that_is_a_figure_is_offered_as_one(text: str, same: str) -> None:
    assert said(text) == [same]


@pytest.mark.parametrize(
    ("typed", "bound"),
    [
        ("婚丧慰问支出2.25万元。", "婚丧慰问支出{{慰问.婚丧慰问.金额|万元}}。"),
        ("婚丧慰问支出22500元。", "婚丧慰问支出{{慰问.婚丧慰问.金额|元}}。"),
        ("送温暖慰问二百七十八人次", "送温暖慰问{{慰问.送温暖.人次|汉字}}人次"),
        ("送温暖慰问278人次", "送温暖慰问{{慰问.送温暖.人次}}人次"),
        ("送温暖慰问280人次", "送温暖慰问{{慰问.送温暖.人次}}人次"),
        ("经费执行率为96%。", "经费执行率为{{经费.执行率|百分比}}。"),
    ],
)
def test_it_is_bound_in_the_way_it_was_written(typed: str, bound: str) -> None:
    assert mended(typed) == bound


@pytest.mark.parametrize(
    ("text", "differs"),
    [
        ("送温暖走访慰问280人次。", "280人次 ≠ 278人次"),
        ("全年共慰问280人次。", "280人次 ≠ 337人次"),
        ("婚丧慰问支出2.3万元", "2.3万元 ≠ 22500元"),
        ("全年共征集提案110件", "110件 ≠ 108件"),
        ("评出岗位创优能手50名", "50名 ≠ 47名"),
        ("工会经费收入40万元", "40万元 ≠ 420000元"),
        ("送温暖费支出12万元", "12万元 ≠ 128600元"),
    ],
)
def test_a_number_in_a_figures_place_that_differs_is_shown_with_the_ledgers(
    text: str, differs: str
) -> None:
    assert said(text) == [differs]


def test_each_of_several_numbers_is_held_against_its_own_figure() -> None:
    assert said("婚丧慰问60人次，送温暖278人次，举办文体活动12次。") == [
        "60人次 ≠ 59人次",
        "278人次 = 慰问.送温暖.人次",
        "12次 ≠ 10次",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "春节送温暖走访100人次。", "其中送温暖100人次。", "上半年送温暖100人次", "3月送温暖100人次",
        "送温暖比上年增加30人次", "计划送温暖300人次", "送温暖惠及100人", "走访慰问困难职工280人次",
        "一分会送温暖20人次", "组织职工书画活动3次", "2026年送温暖", "第三届文体活动", "一、送温暖",
        "文体活动约20次", "送温暖支出12万元", "建功立业2026", "送温暖和困难帮扶共280人次",
        "送温暖等活动惠及280人次", "岗位创优能手人均50名",
    ],
)  # fmt: skip
def test_silence_where_a_clause_speaks_of_something_else(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("新发展会员1763名。", ["1763名 ≠ 1736人"]),
        ("全年发展会员数1763人", ["1763人 ≠ 1736人"]),
        ("新发展会员1736人。", ["1736人 = 指标.发展会员数"]),
        ("在发展会员单位培训30人", []),
        ("参训职工800人", []),  # 职工人数 and 职工数 are not cut to 职工
    ],
)
def test_an_indicator_is_meant_by_its_name_without_the_word_for_number_right_before_one(
    text: str, found: list[str]
) -> None:
    counts = figures(
        figure("指标.发展会员数", 1736, "人"),
        figure("指标.参训职工人数", 900, "人"),
        figure("指标.职工数", 3000, "人"),
    )
    assert said(text, Names(counts)) == found


def test_a_number_beside_the_same_figure_bound_or_typed_is_left_alone() -> None:
    assert said("送温暖{{慰问.送温暖.人次}}人次（含外地20人次）") == []
    assert said("送温暖278人次（含外地20人次）") == ["278人次 = 慰问.送温暖.人次"]


def test_small_numbers_and_bare_ones_are_chance_unless_named_beside() -> None:
    assert said("召开一次会议，明确3项任务。") == []
    assert said("共24人参加") == []
    assert said("开展送温暖活动3次") == ["3次 = 活动.送温暖.次数"]


def test_tokens_and_captions_are_no_typed_numbers() -> None:
    assert said("![送温暖280人次](chart:慰问.按月)") == []
    assert said("送温暖{{慰问.送温暖.人次}}人次") == []


def test_the_offices_own_words_say_which_figure_a_number_is_but_never_that_it_is_wrong() -> None:
    known = Names(
        figures(figure("活动.民主管理.次数", 120, "次"), figure("慰问.节日慰问.人次", 500, "人次"))
    )
    assert said("全年职代会及民主评议120次", known) == ["120次 = 活动.民主管理.次数"]
    assert said("全年召开职代会2次", known) == []
    assert said("过节费发放480人次", known) == []


def test_a_clause_with_the_offices_words_for_a_category_speaks_of_no_total() -> None:
    assert said("全年慰问住院20人次") == []


def test_what_a_ledger_spent_is_its_total_though_an_account_is_called_so_too() -> None:
    assert said("全年慰问支出8万元") == ["8万元 ≠ 37140元"]
    assert said("全年慰问支出128600元") == ["128600元 = 经费.送温暖费.支出"]


def test_two_figures_that_could_be_meant_are_both_left_in_peace() -> None:
    known = Names(figures(figure("活动.送温暖.人次", 300, "人次"), SAMPLE["慰问.送温暖.人次"]))
    assert said("送温暖280人次", known) == []


def test_one_difference_has_one_name_wherever_it_stands() -> None:
    (first,) = hints("送温暖慰问280人次", NAMES)
    (second,) = hints("今年开展送温暖 280 人次", NAMES)
    assert first.id == second.id == "慰问.送温暖.人次=280人次"


def test_what_is_said_names_both_numbers_or_the_figure() -> None:
    (wrong,) = hints("送温暖慰问280人次", NAMES)
    assert wrong.message == "台账中“慰问·送温暖·人次”为 278人次，这里写了 280人次。"
    (same,) = hints("送温暖慰问278人次", NAMES)
    assert same.message == "278人次 就是台账里的“慰问·送温暖·人次”。"


def test_a_number_of_people_is_no_number_of_times() -> None:
    known = Names(figures(figure("活动.人数", 2507, "人"), figure("活动.次数", 12, "次")))
    text = "全年开展活动12次，职工参加2507人次。"
    (_, hint) = hints(text, known)
    assert hint.message == "台账中“活动·人数”为 2507人，这里写了 2507人次。"
    start, end = hint.span
    bound = text[:start] + hint.fixes[0].token + text[end:]
    assert bound.endswith("职工参加{{活动.人数}}人。")
    assert said("职工参加2507人次。", known) == []


def test_positions_are_those_of_the_whole_text() -> None:
    text = "𠮷祥如意。\n{{慰问.人次}}人次，送温暖慰问280人次。"
    (hint,) = hints(text, NAMES)
    assert text[slice(*hint.span)] == "280"


_WORDS = [
    *"0123456789，。；、\n全年共元件次人万千百二三",
    "送温暖",
    "文体活动",
    "慰问",
    "人次",
    "支出",
]


@given(st.lists(st.sampled_from(_WORDS), max_size=30).map("".join))
def test_a_number_that_was_mended_is_the_ledgers_and_says_no_more(text: str) -> None:
    for hint in hints(text, NAMES):
        start, end = hint.span
        assert hint.fixes
        bound = text[:start] + hint.fixes[0].token + text[end:]
        assert prose.resolve(bound, SAMPLE).missing == ()
        assert not [one for one in hints(bound, NAMES) if one.span[0] == start]


def test_a_number_below_the_exact_part_of_a_sum_contradicts_it() -> None:
    rough = replace(figure("慰问.送清凉.人次", "300人次，另有60余人次", "人次"), known=300)
    names = Names(figures(rough))

    def said(text: str) -> list[str]:
        return [hint.message for hint in hints(text, names)]

    (told,) = said("夏季送清凉慰问280人次。")
    assert "为 300人次，另有60余人次，这里写了 280人次" in told
    assert said("夏季送清凉慰问365人次。") == []
