"""Personal data in texts and ledgers of a draft: told, redacted, and left when it may stay."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from tests.samples import GENRES, read
from zongjie import ledger, personal, portable, privacy, prose
from zongjie.draft import Draft, Section
from zongjie.earlier import Answer, Earlier
from zongjie.privacy import Privacy, redacted

TEXT = "看望李四，电话13800138000。{{慰问.人次}}人次。"
ROW = {"date": "2026-01-20", "category": "困难帮扶", "amount_yuan": 500}


def ledgers() -> dict[str, pd.DataFrame]:
    rows = [
        {**ROW, "beneficiary_code": "张三", "approved_by": "王主席", "note": "电话138 0013 8000"},
        {**ROW, "beneficiary_code": "职工02", "beneficiary_kind": "李小四"},
        {
            **ROW,
            "beneficiary_code": "张三",
            "beneficiary_kind": "困难职工",
            "note": "由李小四同志办理",
        },
    ]
    return ledger.empty_all() | {"welfare": ledger.frame("welfare", rows)}


@pytest.mark.parametrize("genre", GENRES)
def test_a_sample_holds_nothing_personal(genre: str) -> None:
    found = read(genre).portable
    assert privacy.of_draft(found.draft, found.intake.everything) == ((), ())


def test_a_text_tells_what_it_holds_and_what_could_stand_there() -> None:
    found = Privacy().of_section(Section("welfare", "帮扶", TEXT))
    assert [(TEXT[slice(*one.span)], one.suggestions, one.severity) for one in found] == [
        ("李四", ("某某", "李某"), "look"),
        ("13800138000", ("138××××8000",), "look"),
    ]
    assert found[0].message == "“李四”可能是人名。"


def test_what_may_stay_is_not_told() -> None:
    draft = Draft("school", "某某校工会", 2026, sections=(Section("welfare", "帮扶", TEXT),))
    assert len(privacy.of_draft(draft, {})[0]) == 2
    draft = replace(draft, public=frozenset({"李四"}))
    assert [one.rule for one in privacy.of_draft(draft, {})[0]] == ["personal.mobile"]
    assert portable.loads(portable.dumps(draft)) == draft


def test_a_ledger_tells_each_person_once_with_all_rows() -> None:
    found = Privacy().of_ledgers(ledgers())
    assert [(one.words, one.rows, one.instead) for one in found] == [
        ("李小四", (2, 3), "职工01"),
        ("张三", (1, 3), "职工03"),
        ("138 0013 8000", (1,), "138 ×××× 8000"),
    ]
    assert found[1].message == "“对象代码”里的“张三”可能是人名（第 1、3 行）。"


def test_codes_and_masked_numbers_take_their_place_and_are_no_finding() -> None:
    before = ledgers()
    seen = Privacy()
    after = before | redacted(before, seen.of_ledgers(before))
    rows = after["welfare"]
    assert rows["beneficiary_code"].tolist() == ["职工03", "职工02", "职工03"]
    assert rows["note"].tolist()[::2] == ["电话138 ×××× 8000", "由职工01同志办理"]
    assert seen.of_ledgers(after) == ()
    assert before["welfare"]["beneficiary_code"].tolist()[0] == "张三"


def test_masked_numbers_are_no_bold_type() -> None:
    assert "*" not in personal.masked("id", "11010519491231002X")
    assert personal.masked("id", "11010519491231002X") == "×" * 14 + "002X"
    assert personal.masked("mobile", "+86 13912345678") == "+86 139××××5678"
    assert prose.typed(TEXT).count("\ue000") == len("{{慰问.人次}}")


def test_an_earlier_summary_tells_what_it_holds_and_forgets_it() -> None:
    sections = (Section("welfare", "帮扶", TEXT), Section("plan", "打算", "再看望李四。看望李四。"))
    then = Earlier(
        Draft("school", "某某校工会", 2025, sections=sections),
        {"再看望李四": Answer("已完成", "李四已康复。")},
    )
    found = Privacy().of_earlier({"year": then}, {"13800138000"})
    assert [(one.words, one.count, one.instead) for one in found] == [("李四", 3, ("某某", "李某"))]
    assert found[0].message == "去年的总结里的“李四”可能是人名（3 处）。"
    now = privacy.forgotten(then, {"李四": "某某"})
    assert "李四" not in repr(now)
    assert now.answers == {"再看望某某": Answer("已完成", "某某已康复。")}
    assert now.draft.sections[0].text == TEXT.replace("李四", "某某")
