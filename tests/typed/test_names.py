"""The words by which a text names a figure."""

from __future__ import annotations

from tests.typed.figures import SAMPLE, figure, figures
from zongjie.typed import Names, aliases


def test_a_figure_of_a_category_has_the_offices_words_for_it() -> None:
    assert "走访慰问" in aliases(figure("活动.送温暖.次数", 3, "次"))
    assert aliases(figure("慰问.人次", 337, "人次")) == ()
    assert aliases(figure("指标.岗位创优能手", 47, "名")) == ()


def test_the_word_for_a_whole_ledger_is_no_word_for_a_part_of_another() -> None:
    names = Names(figures(figure("活动.民主管理.次数", 14, "次"), SAMPLE["提案.征集"]))
    assert "职代会" in names.others
    assert "提案" not in names.others


def test_last_years_indicators_are_held_against_nothing() -> None:
    names = Names(SAMPLE)
    assert [name.figure.key for name in names.by_label["岗位创优能手"]] == ["指标.岗位创优能手"]


def test_a_rough_number_has_no_value_to_be_equal_to() -> None:
    assert Names(figures(SAMPLE["慰问.送温暖.金额"])).by_value == {}
