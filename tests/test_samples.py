"""Every genre's sample: it states its facts, lacks nothing, and names nobody."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.samples import GENRES, Sample, facts, read
from zongjie import catalogue, document, enough, export, prose, schema

PROVINCES = (
    "北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|"
    "广西|海南|重庆|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆|香港|澳门|台湾"
)
CAPITALS = (
    "石家庄|太原|呼和浩特|沈阳|长春|哈尔滨|南京|杭州|合肥|福州|南昌|济南|郑州|武汉|长沙|广州|南宁|海口|"
    "成都|贵阳|昆明|拉萨|西安|兰州|西宁|银川|乌鲁木齐|台北"
)
NUMBERED_PLANT = r"(?<!\d)[\d一二三四五六七八九十〇○零]{2,}厂"
RESTRICTED = "军品|军工|国防|涉密|航空|航天|兵器|印钞|印制"
MADE = ("title", "signature")
"""Sections that are made from the profile; a sample may write its title itself."""

UNWRITTEN = {"school_plan": {"self_building", "culture", "problems", "plan"}}
"""A plan that is to become a summary has nothing to say there yet."""


@pytest.fixture(params=GENRES)
def genre(request: pytest.FixtureRequest) -> catalogue.Genre:
    return catalogue.genre(request.param)


@pytest.fixture
def sample(genre: catalogue.Genre) -> Sample:
    return read(genre.id)


def test_each_genre_has_a_sample_and_its_facts() -> None:
    assert tuple(catalogue.genres()) == GENRES
    assert all(facts(id_) for id_ in GENRES)


@pytest.mark.parametrize(
    ("id_", "fact"),
    [pytest.param(id_, fact, id=f"{id_}: {fact['name']}") for id_ in GENRES for fact in facts(id_)],
)
def test_every_fact_is_stated_and_stands_in_the_ledger(id_: str, fact: dict[str, Any]) -> None:
    sample = read(id_)
    text = sample.text[fact["section"]]
    assert not [words for words in fact["says"] if words not in text]
    for key, value in fact.get("figures", {}).items():
        assert prose.show(sample.figures[key]) == value
    for words in fact.get("ledger", ()):
        assert any(words in cell for cell in sample.cells), words


def test_the_ledger_is_read_without_anything_being_refused(sample: Sample) -> None:
    refused = [str(problem) for problem in sample.portable.intake.problems]
    assert all(re.search("“金额”.*没有填", problem) for problem in refused), refused
    assert set(sample.portable.intake.ledgers) == set(schema.LEDGER_IDS)


def test_every_ledger_its_sections_draw_on_has_rows(genre: catalogue.Genre, sample: Sample) -> None:
    ledgers = sample.portable.intake.ledgers
    drawn = {sample.figures[key].ledger for key in used(sample)}
    assert drawn <= {id_ for id_, frame in ledgers.items() if len(frame)}
    assert bool(drawn) == any(len(frame) for frame in ledgers.values()), genre.id


def used(sample: Sample) -> set[str]:
    texts = (section.text for section in sample.portable.draft.sections)
    return {token.key for text in texts for token in prose.tokens(text)}


def test_the_draft_has_the_sections_of_its_genre_in_order(
    genre: catalogue.Genre, sample: Sample
) -> None:
    written = [id_ for id_ in sample.text if id_ not in MADE]
    assert written == [id_ for id_ in genre.sections if id_ not in MADE]
    empty = {id_ for id_, text in sample.text.items() if not text.strip()}
    assert empty == UNWRITTEN.get(genre.id, set())


def test_sections_keep_to_the_length_their_genre_suggests(
    genre: catalogue.Genre, sample: Sample
) -> None:
    for id_, text in sample.text.items():
        length = len(re.sub(r"\s|!\[.*\)", "", text))
        least, most = genre.specs[id_].words or (0, 0)
        assert least <= length <= most or not text, (id_, length)


def test_sections_say_enough_or_are_said_to(genre: catalogue.Genre, sample: Sample) -> None:
    for section in sample.portable.draft.sections:
        assert enough.finding(section, genre.specs[section.id]) is None, section.id


def test_what_was_done_holds_no_number_that_is_not_bound(sample: Sample) -> None:
    """Numbers in a text are the ledger's; dates, years and anniversaries are names."""
    date = r"(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?"
    name = rf"(?m)^\d．|{date}|\d{{2}}(?=周年)"
    for section in sample.portable.draft.sections:
        if section.id not in ("plan", "improve"):
            bare = re.sub(name, "", re.sub(r"\{\{.*?\}\}", "", section.text))
            assert re.findall(r"\d+", bare) == [], section.id


def test_the_finished_document_goes_into_every_format_with_nothing_missing(
    sample: Sample,
) -> None:
    draft = sample.portable.draft
    nb = document.build(draft, sample.figures)
    assert document.missing(nb) == ()
    roles = [document.role_of(cell) for cell in nb.cells]
    assert (roles[0], roles[-1]) == ("title", "signature")
    for format_ in export.FORMATS:
        assert len(export.export(nb, format_)) > 1000
    text = export.export(nb, "md").decode()
    assert text.startswith(f"# {draft.title}\n")
    assert not re.search(r"【缺|\{\{|xx", text)


@pytest.mark.parametrize("names", [PROVINCES, CAPITALS, NUMBERED_PLANT, RESTRICTED])
def test_nothing_tells_which_real_union_it_was(sample: Sample, names: str) -> None:
    draft = sample.portable.draft
    for text in (draft.unit, draft.author, draft.title, sample.whole, *sample.cells):
        assert not re.search(names, text)


def test_no_person_is_named_in_the_ledger(sample: Sample) -> None:
    for id_, frame in sample.portable.intake.ledgers.items():
        private = [column.id for column in schema.ledger(id_).columns if column.private]
        assert frame[private].isna().all(axis=None)


def test_what_is_no_union_money_is_in_no_total(sample: Sample) -> None:
    welfare = sample.portable.intake.ledgers["welfare"]
    theirs = welfare[welfare["category"].isin(["职工捐款", "体检"])].index
    for key, figure in sample.figures.items():
        if figure.ledger == "welfare" and key.count(".") == 1:
            assert not set(theirs) & set(figure.rows)
