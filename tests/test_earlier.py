"""What was written before, beside what is being written."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.ledgers import make
from zongjie import earlier, figures, review, typed
from zongjie.draft import Draft, Section
from zongjie.earlier import Answer, Earlier, Known
from zongjie.period import Period

LAST = Draft(
    "large_factory",
    "某某厂工会",
    2025,
    sections=(
        Section("overview", "前言", "现将一年来的工作总结如下。"),
        Section(
            "welfare",
            "帮扶送温暖与普惠服务",
            "春节期间走访慰问困难职工{{慰问.送温暖.人次}}人次，把组织的关心送到职工家里。\n"
            "## 小标题也可以写得比十五个字还要长一些\n\n"
            "暑期为高温岗位的职工送去降温食品、饮水机和电风扇。\n\n"
            "![各类慰问](chart:慰问.按类别)",
        ),
        Section(
            "plan",
            "下一年工作打算",
            "1．规范慰问登记。自1月起，送温暖逐笔登记，由厂工会负责。\n\n"
            "2．举办焊工技术比武。9月底前由生产委员负责。",
        ),
        Section("signature", "落款", "某某厂工会"),
    ),
)
THEN = make(
    welfare=[
        {
            "date": "2025-02",
            "category": "送温暖",
            "beneficiary_kind": "困难职工",
            "person_times": 120,
            "amount_yuan": Decimal(600),
        }
    ]
)
NOW = make(
    welfare=[
        {
            "date": "2026-02",
            "category": "送温暖",
            "beneficiary_kind": "困难职工",
            "person_times": 278,
            "amount_yuan": Decimal(600),
        }
    ],
    activity=[
        {
            "date_start": "2026-05-14",
            "category": "劳动竞赛",
            "name": "焊工技术比武",
            "organiser": "本会",
        }
    ],
)
WELL = figures.compute(NOW, Period(2026))


@pytest.fixture
def last() -> Earlier:
    return earlier.as_it_read(LAST, THEN)


def copied(last: Earlier, text: str) -> list[tuple[str, bool]]:
    section = Section("welfare", "帮扶", text)
    return [(text[slice(*one.span)], one.exact) for one in Known(last.draft).look(section, WELL)]


def test_an_earlier_summary_is_kept_as_it_read_then(last: Earlier) -> None:
    assert [section.id for section in last.draft.sections] == ["overview", "welfare", "plan"]
    text = last.draft.sections[1].text
    assert "困难职工120人次" in text
    assert "chart:" not in text


def test_a_sentence_that_is_the_same_is_pointed_out_where_it_stands(last: Earlier) -> None:
    same = "暑期为高温岗位的职工送去降温食品、饮水机和电风扇。"
    assert copied(last, f"今年也一样。\n\n　　{same}") == [(same, True)]
    assert copied(last, same.replace("职工送", " 职工 送")) == [
        (same.replace("职工送", " 职工 送"), True)
    ]
    assert copied(last, same.replace("电风扇", "遮阳伞")) == []


def test_a_sentence_whose_numbers_alone_are_new_is_told_apart(last: Earlier) -> None:
    bound = "春节期间走访慰问困难职工{{慰问.送温暖.人次}}人次，把组织的关心送到职工家里。"
    assert copied(last, bound) == [(bound, False)]
    typed_ = bound.replace("{{慰问.送温暖.人次}}", "120")
    assert copied(last, typed_) == [(typed_, True)]


def test_short_sentences_headings_and_set_phrases_say_nothing(last: Earlier) -> None:
    assert copied(last, "## 小标题也可以写得比十五个字还要长一些") == []
    assert copied(last, "现将一年来的工作总结如下。") == []
    assert (
        Known(None).look(Section("welfare", "帮扶", "写得很长很长很长很长很长的一句话。"), WELL)
        == ()
    )


def test_a_copied_sentence_is_a_finding_until_it_is_left_as_it_is(last: Earlier) -> None:
    section = Section(
        "welfare",
        "帮扶",
        "暑期为高温岗位的职工送去降温食品、饮水机和电风扇。"
        "春节期间走访慰问困难职工{{慰问.送温暖.人次}}人次，把组织的关心送到职工家里。",
    )
    held = review.Review(WELL, last_year=Known(last.draft))
    found = {finding.rule: finding for finding in held.findings(section)}
    assert found[review.COPIED].message.startswith("这句和去年一字不差：“暑期")
    assert found[review.REUSED].severity == "note"
    (one,) = (one for one in held.copied(section) if one.exact)
    kept = replace(section, kept=frozenset({one.id}))
    assert review.COPIED not in {finding.rule for finding in held.findings(kept)}


def test_a_long_copied_sentence_is_named_by_its_beginning_and_no_number_is_cut() -> None:
    sentence = f"{'走访慰问' * 5}共12345.6元，{'都送到职工家里' * 2}。"
    section = Section("welfare", "帮扶", sentence)
    draft = Draft("school", "某某学校工会", 2025, sections=(section,))
    (one,) = Known(draft).look(section, WELL)
    assert one.message == f"这句和去年一字不差：“{'走访慰问' * 5}共……”"


def test_what_was_promised_stands_beside_what_the_ledgers_have(last: Earlier) -> None:
    welfare, contest = earlier.promised(last)
    assert (welfare.what, contest.what) == ("规范慰问登记", "举办焊工技术比武")
    records = earlier.Records(typed.Names(WELL), NOW)
    assert "慰问.送温暖.人次" in {one.key for one in records.about(welfare).figures}
    assert records.about(contest).rows == {"activity": {1: "焊工技术比武"}}


def test_a_sentence_about_a_promise_keeps_its_number_bound(last: Earlier) -> None:
    welfare, contest = earlier.promised(last)
    records = earlier.Records(typed.Names(WELL), NOW)
    found = records.about(welfare)
    found = replace(found, figures=tuple(one for one in found.figures if one.unit == "人次"))
    said = earlier.sentence(welfare, "year", Answer("已完成", "从1月起逐笔登记。"), found)
    assert said == (
        "去年打算的“规范慰问登记”，已经完成，从1月起逐笔登记，全年送温暖{{慰问.送温暖.人次}}人次。"
    )
    none = replace(found, figures=())
    assert earlier.sentence(contest, "half", Answer("不再需要"), none) == (
        "半年时打算的“举办焊工技术比武”，情况有变化，不再需要。"
    )


def test_a_promise_nobody_speaks_of_is_a_finding(last: Earlier) -> None:
    now = replace(LAST, year=2026, sections=())
    assert [finding.message for finding in earlier.findings({"year": last}, now)] == [
        "去年打算的“规范慰问登记”，今年的总结里还没有交代。",
        "去年打算的“举办焊工技术比武”，今年的总结里还没有交代。",
    ]
    told = replace(now, sections=(Section("competition", "竞赛", "5月14日，举办焊工技术比武。"),))
    answered = replace(last, answers={"规范慰问登记": Answer("未完成")})
    assert earlier.findings({"year": answered}, told) == ()


def test_many_open_promises_are_told_at_once() -> None:
    text = "\n\n".join(f"{n}．做好第{n}件大事情。由厂工会负责。" for n in range(1, 7))
    last = Earlier(replace(LAST, sections=(Section("plan", "打算", text),)))
    (finding,) = earlier.findings({"year": last}, replace(LAST, sections=()))
    assert finding.message.startswith(
        "去年打算的 6 件事，有 6 件今年的总结里还没有交代：“做好第1件"
    )
