import pytest

from zongjie.draft import Draft, Section, placeholders, put_section
from zongjie.period import Period


@pytest.mark.parametrize(
    ("unit", "half", "title"),
    [
        ("某某厂工会", None, "某某厂工会2026年度工作总结"),
        ("某某厂", None, "某某厂2026年度工会工作总结"),
        ("某某厂工会", 1, "某某厂工会2026年上半年工作总结"),
    ],
)
def test_the_title_is_unit_time_and_kind(unit: str, half: int | None, title: str) -> None:
    draft = Draft("large_factory", unit, 2026, half=half)
    assert draft.title == title
    assert draft.period == Period(2026, half)


def test_a_written_title_goes_before_the_usual_one() -> None:
    draft = Draft("large_factory", "某某厂工会", 2026)
    titled = put_section(draft, Section("title", "标题", "职工扑克大赛\n活动总结"))
    assert titled.title == "职工扑克大赛 活动总结"
    assert put_section(titled, Section("title", "标题", " ")).title == draft.title


def test_putting_a_section_replaces_it_in_place_and_leaves_the_old_draft_alone() -> None:
    draft = Draft("g", "u", 2026, sections=(Section("a", "甲", "一"), Section("b", "乙", "二")))
    changed = put_section(draft, Section("a", "甲", "三"))
    assert [section.text for section in changed.sections] == ["三", "二"]
    assert [section.text for section in draft.sections] == ["一", "二"]


def test_a_new_section_comes_last() -> None:
    draft = put_section(Draft("g", "u", 2026, sections=(Section("a", "甲"),)), Section("c", "丙"))
    assert [section.id for section in draft.sections] == ["a", "c"]
    assert draft.section("b") is None


@pytest.mark.parametrize(
    "text",
    [
        "共出板报xx期",
        "20××年",
        "看望XX人次",
        "于【日期】召开",
        "开展【健步走，共",
        "参加____人",
        "数字待补",
    ],
)
def test_what_was_left_to_fill_in_is_found(text: str) -> None:
    ((start, end, wording),) = placeholders(text)
    assert text[start:end] == wording


@pytest.mark.parametrize("text", ["某某厂工会", "走访278人次", "【缺：慰问.人次】", "XX公司"])
def test_ordinary_words_are_no_placeholders(text: str) -> None:
    assert placeholders(text) == ()
