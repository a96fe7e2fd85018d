"""What is found in a draft before it goes out, and what is not looked for again."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.ledgers import make
from tests.samples import GENRES, read
from tests.typed.figures import SAMPLE, figure, figures
from zongjie import ledger, review, typed
from zongjie.draft import Draft, Section
from zongjie.figures import Figure, compute
from zongjie.period import Period
from zongjie.review import Review

TEXT = """送温暖走访280人次，{{慰问.没有.人次}}人次。
![各月](chart:没有.按月)
召开xx次会议。"""


SIGNED = Draft("unheard_of", "某某厂工会", 2026, date="2027-01-05")


def welfare(text: str, *kept: str) -> Section:
    return Section("welfare", "帮扶", text, frozenset(kept))


def test_findings_come_in_the_order_of_the_text_with_what_could_stand_there() -> None:
    found = Review(SAMPLE).findings(welfare(TEXT))
    assert [(one.rule, TEXT[slice(*one.span)], one.severity) for one in found] == [
        ("typed.differs", "280", "look"),
        ("figure.missing", "{{慰问.没有.人次}}", "block"),
        ("chart.missing", "![各月](chart:没有.按月)", "block"),
        ("placeholder", "xx", "look"),
    ]
    assert found[0].suggestions == ("{{慰问.送温暖.人次}}",)
    assert {one.part for one in found} == {"welfare"}


def test_a_chart_the_ledger_has_is_no_finding() -> None:
    assert Review(SAMPLE).findings(welfare("写好了。")) == ()


def test_what_a_chart_cannot_be_compared_with_is_told_with_what_it_can() -> None:
    (found,) = Review(SAMPLE).findings(welfare("![](chart:活动.按月?against=去年)"))
    assert (found.rule, found.severity) == ("chart.missing", "block")
    assert "against 只能写 上年、预算" in found.message


def test_a_number_that_is_kept_is_no_finding_but_still_a_hint() -> None:
    section = welfare("送温暖走访280人次。", "慰问.送温暖.人次=280人次")
    found = Review(SAMPLE)
    assert found.findings(section) == ()
    assert [hint.kind for hint in found.hints(section)] == ["differs"]
    assert len(found.findings(replace(section, kept=frozenset()))) == 1


def test_items_numbered_like_the_sections_are_told_and_may_stay_so() -> None:
    text = "一、走访慰问。二、发放补助。"
    (told,) = Review(SAMPLE).findings(welfare(text))
    assert (told.rule, told.severity, told.suggestions) == (
        "numbers.level",
        "look",
        ("（一）走访慰问。（二）",),
    )
    assert text[slice(*told.span)] == "一、走访慰问。二、"
    kept = welfare(text, told.id)
    assert Review(SAMPLE).findings(kept) == ()
    assert Review(SAMPLE).all_findings(kept) == (told,)
    # the preface has no numbered title
    assert Review(SAMPLE).findings(Section("overview", "前言", text)) == ()


def test_a_number_in_a_plan_is_an_aim_and_contradicts_nothing() -> None:
    found = Review(SAMPLE)
    assert found.hints(Section("plan", "打算", "送温暖走访300人次。")) == ()
    told = found.hints(Section("plan", "打算", "送温暖走访278人次。"))
    assert [hint.kind for hint in told] == [
        hint.kind for hint in found.hints(welfare("送温暖走访278人次。"))
    ]
    assert told


def test_a_draft_is_looked_over_whole_and_says_what_its_genre_asks_for() -> None:
    sections = (welfare(TEXT), Section("volunteer", "志愿服务", "做了xx次。"))
    found = review.of_draft(Draft("large_factory", "某某厂工会", 2026, sections=sections), SAMPLE)
    assert [one.part for one in found if one.rule == "placeholder"] == ["welfare", "volunteer"]
    unwritten = {one.part for one in found if one.rule == "section.unwritten"}
    assert "plan" in unwritten
    assert not unwritten & {"welfare", "title", "signature"}
    assert [one.part for one in found if one.rule == "section.short"] == ["welfare"]


def test_a_draft_called_a_plan_is_not_asked_for_problems_nor_for_what_comes_next() -> None:
    sections = (Section("title", "标题", "2026年工作计划"), welfare(TEXT))
    found = review.of_draft(Draft("school_plan", "某某学校工会", 2026, sections=sections), SAMPLE)
    unwritten = {one.part for one in found if one.rule == "section.unwritten"}
    assert unwritten == {"overview", "ideology", "self_building", "democracy", "culture"}


def test_a_draft_of_an_unknown_genre_is_looked_over_as_it_is() -> None:
    draft = replace(SIGNED, sections=(welfare("送温暖走访280人次。"),))
    assert [one.rule for one in review.of_draft(draft, SAMPLE)] == ["typed.differs"]


@pytest.mark.parametrize(
    ("change", "looked"),
    [
        (figure("慰问.送温暖.人次", 300, "人次"), ["welfare"]),
        (figure("活动.文体活动.次数", 12, "次"), ["culture"]),
        (figure("会议.次数", 12, "次"), []),
        (figure("慰问.助学.户数", 12, "户"), ["culture"]),
    ],
)
def test_a_section_is_looked_at_again_when_a_figure_it_speaks_of_changes(
    change: Figure, looked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sections = {
        "送温暖走访280人次。": "welfare",
        "举办文体活动10场，助学5户。": "culture",
        "一年来稳步推进。": "plan",
    }
    before = Review(SAMPLE)
    for text, id_ in sections.items():
        before.hints(Section(id_, id_, text))
    seen: list[str] = []
    real = typed.hints

    def watched(text: str, names: typed.Names, guide: typed.Sentences) -> tuple[typed.Hint, ...]:
        seen.append(sections[text])
        return real(text, names, guide)

    monkeypatch.setattr(typed, "hints", watched)
    after = Review(figures(*{**SAMPLE, change.key: change}.values()), before)
    for text, id_ in sections.items():
        after.hints(Section(id_, id_, text))
    assert seen == looked


def test_a_figure_that_is_gone_is_noticed() -> None:
    section = welfare("送温暖走访280人次。")
    before = Review(SAMPLE)
    assert before.hints(section)
    rest = figures(*(one for key, one in SAMPLE.items() if key != "慰问.送温暖.人次"))
    assert Review(rest, before).hints(section) == ()


def test_a_number_unlike_that_of_a_row_named_in_the_text_is_found() -> None:
    row = {
        "date_start": "2026-05-01",
        "category": "文体活动",
        "name": "春季运动会",
        "participants": 86,
    }
    ledgers = {"activity": ledger.frame("activity", [row])}
    section = Section("culture", "文体", "春季运动会有96人参加。")
    draft = replace(SIGNED, sections=(section,))
    (found,) = review.of_draft(draft, SAMPLE, ledgers=ledgers)
    assert found.message == "台账中“春季运动会”为 86人，这里写了 96人。"
    assert found.suggestions == ("86",)
    planned = replace(section, id="plan")
    assert Review(SAMPLE, ledgers=ledgers).hints(planned) == ()


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        ({"date": ""}, "还没有填成文日期，落款就没有日期。请在“单位和年度”里填上。"),
        ({"date": "2026-12-20"}, ""),
        ({"date": "2027-09-30"}, ""),
        (
            {"date": "2027-12-20"},
            "成文日期是2027年12月20日，这份总结写的是2026年的工作。请核对是哪一年。",
        ),
        (
            {"date": "2026-03-20"},
            "成文日期是2026年3月20日，这份总结写的是2026年的工作。请核对是哪一年。",
        ),
        ({"date": "2026-07-05", "half": 1}, ""),
        ({"date": "2026-03-20", "genre": "event_review"}, ""),
        ({"date": "", "sections": ()}, ""),
    ],
)
def test_a_date_that_is_missing_or_of_another_year_is_told(
    draft: dict[str, object], said: str
) -> None:
    written = replace(SIGNED, genre="large_factory", sections=(welfare("慰问了职工。"),))
    found = review.of_signature(replace(written, **draft))  # type: ignore[arg-type]
    assert [one.message for one in found] == [said] * bool(said)
    assert all((one.part, one.severity) == ("title", "look") for one in found)


def years(text: str, **changes: object) -> list[tuple[str, str]]:
    """The words that are told in a text, and what is said of each."""
    draft = replace(SIGNED, genre="large_factory", sections=(welfare(text),))
    (section,) = draft.sections
    found = review.of_years(section, replace(draft, **changes))  # type: ignore[arg-type]
    assert all((one.part, one.severity) == ("welfare", "note") for one in found)
    return [(text[slice(*one.span)], one.message) for one in found]


@pytest.mark.parametrize(
    ("text", "word", "year"),
    [
        ("![今年各月](chart:活动.按月)", "今年", 2027),
        ("母婴室已列入明年维修安排。", "明年", 2028),
        ("今年慰问280人次。", "今年", 2027),
        ("比去年多30人次。", "去年", 2026),
        ("“送清凉”结束后，来年再办。", "来年", 2028),
    ],
)
def test_a_word_for_a_year_is_told_where_the_summary_is_dated_in_the_next_one(
    text: str, word: str, year: int
) -> None:
    said = f"落款是2027年，“{word}”会被读成{year}年。请写年份。"
    assert years(text, date="2027-01-05") == [(word, said)]
    draft = replace(SIGNED, genre="large_factory", sections=(welfare(text),), date="2027-01-05")
    assert [one.rule for one in review.of_draft(draft, SAMPLE)].count("year.word") == 1


@pytest.mark.parametrize(
    "text",
    [
        "2027年列入维修安排，上年结余不计。",
        "不能失去年轻人，说明年限，近三年来年均80人次，当今年轻人多。",
        "![各月](chart:活动.按月?against=去年)，支出{{活动.今年.支出}}元。",
        "传达了《今年工会工作安排》，喊出“明年更好”。",
    ],
)
def test_what_is_no_word_for_a_year_or_is_quoted_is_not_told(text: str) -> None:
    assert years(text, date="2027-01-05") == []


@pytest.mark.parametrize(
    "changes",
    [
        {"date": "2026-12-20"},
        {"date": "2028-01-05"},
        {"date": ""},
        {"date": "2027-01-05", "half": 2},
        {"date": "2027-01-05", "genre": "event_review"},
    ],
)
def test_only_a_years_summary_dated_in_the_next_year_mistakes_its_years(
    changes: dict[str, object],
) -> None:
    assert years("列入明年维修安排。", **changes) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [("某某厂工会", True), ("某某厂工会\n2027年1月", False), ("某某厂工会\n二〇二七年一月", False)],
)
def test_a_signature_by_hand_has_a_date_too(text: str, told: bool) -> None:
    sections = (welfare("慰问了职工。"), Section("signature", "落款", text))
    found = review.of_signature(replace(SIGNED, date="", sections=sections))
    assert [one.part for one in found] == ["signature"] * told


WARMTH: dict[str, object] = {"date": "2026-02", "category": "送温暖", "amount_yuan": Decimal(13000)}
PAID: dict[str, object] = {"direction": "支出", "date": "2026-02", "account": "送温暖费"}
CONTEST: dict[str, object] = {"date_start": "2026-05", "category": "劳动竞赛", "name": "比武"}
CONTEST |= {"cost_yuan": Decimal(3000)}


def spent(yuan: int, account: str = "送温暖费", **ledgers: list[dict[str, object]]) -> list[str]:
    fund = [{**PAID, "account": account, "amount_yuan": Decimal(yuan)}]
    found = review.of_ledgers(compute(make(fund=fund, **ledgers), Period(2026)))
    assert all(one.severity == "note" for one in found)
    return [one.message for one in found]


def test_two_ledgers_that_tell_of_the_same_money_and_differ_markedly_are_told() -> None:
    assert spent(89000, welfare=[WARMTH]) == [
        (
            "经费台账中“送温暖费”支出 89000元，"
            "慰问台账里归在这个科目的（送温暖）合计 13000元。请核对有没有漏记。"
        )
    ]
    elsewhere = {**WARMTH, "category": "节日慰问", "account": "送温暖费"}
    (told,) = spent(89000, welfare=[WARMTH, elsewhere])
    assert "归在这个科目的合计 26000元" in told, "not of one category's rows alone"
    assert spent(9000, "劳动和技能竞赛活动支出", activity=[CONTEST]) == [
        (
            "经费台账中“劳动和技能竞赛活动支出”支出 9000元，"
            "活动台账里“劳动竞赛”类的合计 3000元。请核对有没有漏记。"
        )
    ]


def test_work_that_cost_more_than_its_account_paid_is_told_though_some_costs_are_missing() -> None:
    account, run = "劳动和技能竞赛活动支出", {**CONTEST, "cost_yuan": Decimal(10500)}
    unpriced = {key: value for key, value in CONTEST.items() if key != "cost_yuan"}
    assert spent(9000, account, activity=[run])[0].endswith("合计 10500元。请核对有没有漏记。")
    (told,) = spent(9000, account, activity=[run, unpriced])
    assert told.endswith("合计至少 10500元。请核对有没有漏记。")
    assert spent(9800, account, activity=[run, unpriced]) == []


def test_ledgers_that_are_near_or_lack_a_number_are_left_in_peace() -> None:
    assert spent(15000, welfare=[WARMTH]) == []
    assert spent(89000) == []
    rough = {key: value for key, value in WARMTH.items() if key != "amount_yuan"}
    assert spent(89000, welfare=[WARMTH, {**rough, "amount_yuan_text": "7万余元"}]) == []
    unpriced = {key: value for key, value in CONTEST.items() if key != "cost_yuan"}
    account = "劳动和技能竞赛活动支出"
    assert spent(9000, account, activity=[CONTEST, unpriced]) == []
    theirs = {**WARMTH, "funding": "行政经费"}
    assert spent(89000, welfare=[theirs]) == []


@pytest.mark.parametrize("genre", GENRES)
def test_the_samples_ledgers_agree(genre: str) -> None:
    assert review.of_ledgers(read(genre).figures) == ()


def unchecked(text: str, kept: tuple[str, ...] = (), part: str = "welfare") -> list[str]:
    found = read("large_factory")
    section = replace(Section(part, "帮扶", text), kept=frozenset(kept))
    made = review.Review(found.figures, ledgers=found.portable.intake.ledgers).findings(section)
    return [one.message for one in made if one.rule == review.UNCHECKED]


def test_numbers_that_were_held_against_nothing_are_listed_and_can_be_left() -> None:
    text = "送温暖走访慰问278人次，另外探望12人，支出3.5万元。"
    assert unchecked(text) == ["手写的数字台账里没有对得上的，请自己核对：12人、3.5万元。"]
    assert unchecked(text, kept=("手写数字：12人、3.5万元",)) == []
    assert unchecked("送温暖走访慰问280人次。") == [], "that is said to differ"
    assert unchecked("送温暖走访慰问278人次。") == []
    assert unchecked(text, part="plan") == [], "an aim is in no ledger"
    many = "、".join(f"{number}人" for number in range(1001, 1011))
    assert unchecked(many)[0].endswith("1008人等 10 个。")
