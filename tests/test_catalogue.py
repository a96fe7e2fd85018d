"""Genres and sections: what the data files hold, and how a slip in one is told."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from zongjie import catalogue, figures, ledger, prose, schema
from zongjie.catalogue.check import OWN_FEEDS
from zongjie.errors import SchemaError
from zongjie.figures import Figures
from zongjie.ledger import Ledgers
from zongjie.period import Period

SPECS = {
    **catalogue.sections(),
    **{
        f"{genre.id}: {id_}": spec
        for genre in catalogue.genres().values()
        for id_, spec in genre.specs.items()
        if spec != catalogue.section(id_)
    },
}
"""Every section as it is, and as each genre words it."""

DATA_FED = [id_ for id_, spec in SPECS.items() if set(spec.feed) - set(OWN_FEEDS)]

GOOD = """
id = "volunteer"
title = "志愿服务"
heading = true
feed = ["activity:charity"]
prompts = ["做了几次？"]
must_have = []
checks = []
words = [50, 200]
figures = ["活动.公益.次数"]
example = "全年开展志愿服务{{活动.公益.次数}}次。"
suggestions = ["开展志愿服务{{活动.公益.次数}}次，支出{{活动.公益.支出|元}}。"]
"""

GENRE = """
id = "small"
label = "小单位工会总结"
noun = "工作总结"
half = false
order = 1
minutes = 30
intro = "适合小单位。"
sections = ["overview", "volunteer"]
optional = ["women"]

[words]
"职工" = "教职工"
"职工之家" = "教工之家"

[changes.volunteer]
title = "志愿活动"
words = [20, 90]
"""


VOLUNTEER = GOOD.replace(
    "开展志愿服务{{活动.公益.次数}}次，支出{{活动.公益.支出|元}}。",
    "职工之家开展职工志愿服务{{活动.公益.次数}}次。",
)
KNOWN = {
    id_: catalogue.parse_section(VOLUNTEER.replace("volunteer", id_), f"{id_}.toml")
    for id_ in ("overview", "volunteer", "women")
}


def changed(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new)


def test_a_section_reads_back_as_it_was_written() -> None:
    spec = catalogue.parse_section(GOOD, "volunteer.toml")
    assert spec.id == "volunteer"
    assert spec.feed == ("activity:charity",)
    assert spec.words == (50, 200)
    assert spec.heading is True
    assert spec.suggestions == ("开展志愿服务{{活动.公益.次数}}次，支出{{活动.公益.支出|元}}。",)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('title = "志愿服务"\n', "", "缺少“title”"),
        ('title = "志愿服务"', 'title = " "', "第3行：“title”是空的"),
        ('title = "志愿服务"', "title = 3", "第3行：“title”的写法不对"),
        ("heading = true", "heading = 1", "第4行：“heading”的写法不对"),
        ("must_have = []", "must_have = []\nhints = []", "第8行：不认识的“hints”"),
        ("must_have = []", "must_have = []\nmust_have = []", "第8行：不是有效的 TOML"),
        ('["做了几次？"]', "[]", "第6行：“prompts”是空的"),
        ('["做了几次？"]', '["做了几次？", "做了几次？"]', "第6行：“prompts”里有重复的一条"),
        ('["做了几次？"]', '["做了几次？", 2]', "第6行：“prompts”里有一条不是文字"),
        ("[50, 200]", "[200, 50]", "第9行：“words”的两个字数颠倒了"),
        ("[50, 200]", "[50]", "第9行：“words”的写法不对"),
        ("[50, 200]", '"五十"', "第9行：“words”的写法不对"),
        ("[50, 200]", '["五十", 200]', "第9行：“words”的写法不对"),
        ("activity:charity", "activities", "第5行：没有名为“activities”的来源"),
        ("activity:charity", "activity:picnic", "第5行：“activity:picnic”里的类别不存在"),
        ("activity:charity", "fund:charity", "第5行：“fund:charity”里的类别不存在"),
        ('["活动.公益.次数"]', '["志愿服务次数"]', "第10行：“志愿服务次数”不是数字的名称"),
        ("{{活动.公益.支出|元}}", "{{活动.公益.支出|角}}", "第12行：这句里的数字写法不对"),
        ("{{活动.公益.支出|元}}", "{{活动 公益}}", "第12行：这句里的数字写法不对"),
        ("{{活动.公益.支出|元}}", "{{活动.公益.支出}", "第12行：这句里的数字写法不对"),
        ("服务{{活动.公益.次数}}次。", "服务{{}}次。", "第11行：这句里的数字写法不对"),
    ],
)
def test_a_slip_in_a_section_is_told_with_file_line_and_cure(
    old: str, new: str, message: str
) -> None:
    with pytest.raises(SchemaError) as caught:
        catalogue.parse_section(changed(GOOD, old, new), "volunteer.toml")
    assert message in str(caught.value)
    assert caught.value.where.startswith("volunteer.toml")
    assert caught.value.cure


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"volunteer"]', '"volunter"]', "第9行：没有名为“volunter”的章节"),
        ('["women"]', '["volunteer"]', "章节“volunteer”写了两遍"),
        ("minutes = 30", "minutes = 0", "第7行：“minutes”要大于零"),
        ("minutes = 30", "minutes = true", "第7行：“minutes”的写法不对"),
        ("minutes = 30", "minutes = 30\nnote = '无'", "第8行：不认识的“note”"),
        ('["women"]', '["women", "women"]', "“optional”里有重复的一条"),
        ("half = false", 'half = "no"', "第5行：“half”的写法不对"),
        ('"职工" = "教职工"', '"职工" = ""', "第13行：“职工”是空的"),
        ("[words]", "[words.usual]", "第12行：“usual”的写法不对"),
        ("[changes.volunteer]", "[changes.welfare]", "第16行：不认识的“welfare”"),
        ("[changes.volunteer]", "[changes]", "第17行：不认识的“title”"),
        ('title = "志愿活动"', 'name = "志愿活动"', "第17行：不认识的“name”"),
        ('title = "志愿活动"', "title = 3", "第17行：“title”的写法不对"),
        ("[20, 90]", "[90, 20]", "第18行：“words”的两个字数颠倒了"),
        ("[20, 90]", "[20, 90]\nprompts = []", "第19行：“prompts”是空的"),
        ("[20, 90]", '[20, 90]\nexample = "{{活动}}次"', "第19行：这句里的数字写法不对"),
    ],
)
def test_a_slip_in_a_genre_is_told_with_file_and_cure(old: str, new: str, message: str) -> None:
    with pytest.raises(SchemaError) as caught:
        catalogue.parse_genre(changed(GENRE, old, new), "small.toml", KNOWN)
    assert message in str(caught.value)
    assert caught.value.where.startswith("small.toml")
    assert caught.value.cure


def test_changes_that_are_no_table_are_told() -> None:
    text = GENRE[: GENRE.index("[words]")] + 'changes = "无"\n'
    with pytest.raises(SchemaError, match="第12行：“changes”的写法不对"):
        catalogue.parse_genre(text, "small.toml", KNOWN)


def test_a_genre_words_its_sections_in_its_own_way() -> None:
    genre = catalogue.parse_genre(GENRE, "small.toml", KNOWN)
    spec = genre.specs["volunteer"]
    assert (spec.title, spec.words) == ("志愿活动", (20, 90))
    assert spec.suggestions == ("教工之家开展教职工志愿服务{{活动.公益.次数}}次。",)
    assert spec.prompts == KNOWN["volunteer"].prompts
    assert genre.specs["women"].title == "志愿服务"


def test_a_cell_of_a_notebook_says_anything_of_a_section_anew() -> None:
    spec = catalogue.adapted(KNOWN["volunteer"], title="志愿", prompts=["几次？"], words=(9, 90))
    assert (spec.title, spec.prompts, spec.words) == ("志愿", ("几次？",), (9, 90))
    assert spec.suggestions == KNOWN["volunteer"].suggestions


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"prompts": "做了几次？"}, "“prompts”的写法不对"),
        ({"title": ["志愿"]}, "“title”的写法不对"),
        ({"words": (90, 9)}, "“words”的两个字数颠倒了"),
        ({"words": [9]}, "“words”的写法不对"),
        ({"words": 20}, "“words”的写法不对"),
        ({"prompts": 3}, "“prompts”的写法不对"),
        ({"figures": ["次数"]}, "“次数”不是数字的名称"),
        ({"suggestions": ["做了{{次数}}次。"]}, "这句里的数字写法不对"),
    ],
)
def test_what_a_cell_cannot_say_is_told_with_the_cell(
    given: dict[str, object], message: str
) -> None:
    with pytest.raises(SchemaError, match=message) as caught:
        catalogue.adapted(KNOWN["volunteer"], **given)
    assert caught.value.where == 'book.section("volunteer")'
    assert caught.value.cure


@pytest.mark.parametrize(
    ("id_", "given", "what", "cure"),
    [
        ("", {}, "没有写编号", '"volunteer"'),
        (" \t", {"title": "志愿"}, "没有写编号", "title="),
        (3, {}, "编号写的是 3", '"volunteer"'),
        ("我" * 61, {}, "编号有 61 个字", "最多 60 个字"),
        ("a b", {"title": "志愿"}, "“a b”不能作编号", "title=…"),
        ("a/b", {}, "“a/b”不能作编号", "只用文字、数字、- 和 _"),
        ("a\\b", {}, "不能作编号", "title=…"),
        ("..", {}, "“..”不能作编号", "title=…"),
        ("../x", {"title": "志愿"}, "不能作编号", "title=…"),
        (" x", {}, "“ x”不能作编号", "title=…"),
        ("甲\n乙", {}, "不能作编号", "title=…"),
        ("x{y}", {}, "不能作编号", "title=…"),
        ("x", {"title": " "}, "标题是空的，或者太长", "志愿服务"),
        ("x", {"title": "甲\n乙"}, "标题是空的，或者太长", "写成一行"),
        ("x", {"title": "长" * 61}, "标题是空的，或者太长", "最多 60 个字"),
    ],
)
def test_an_identifier_or_a_title_that_cannot_be_one_is_told_with_its_cure(
    id_: Any, given: dict[str, str], what: str, cure: str
) -> None:
    with pytest.raises(SchemaError) as caught:
        catalogue.adapted(catalogue.guide("school", id_), **given)
    assert what in caught.value.what
    assert cure in caught.value.cure
    assert caught.value.where.startswith("book.section(")


@pytest.mark.parametrize(
    ("id_", "given"),
    [
        ("读书会", {}),
        ("民主管理、公开（2026）", {}),
        ("2026 读书会", {}),
        ("my-own_2", {"title": "读书会"}),
        ("读书会", {"title": "读书 活动"}),
    ],
)
def test_what_can_be_a_heading_is_an_identifier_too(id_: str, given: dict[str, str]) -> None:
    assert catalogue.adapted(catalogue.guide("school", id_), **given).id == id_


def test_a_misspelt_section_of_a_cell_is_told_and_one_of_its_own_is_not() -> None:
    with pytest.raises(SchemaError, match="没有“democrasy”这一节，是不是 democracy？") as caught:
        catalogue.adapted(catalogue.guide("school", "democrasy"))
    assert caught.value.where == 'book.section("democrasy")'
    assert "title" in caught.value.cure
    own = catalogue.guide("school", "democrasy")
    assert catalogue.adapted(own, title="我们的民主").title == "我们的民主"
    for id_ in ("读书会", "mentors"):
        assert catalogue.adapted(catalogue.guide("school", id_)).title == id_


def test_unknown_genres_and_sections_are_named_with_those_there_are() -> None:
    with pytest.raises(SchemaError, match="没有名为“factory”的总结类型") as genre:
        catalogue.genre("factory")
    assert "large_factory" in genre.value.cure
    with pytest.raises(SchemaError, match="没有名为“sports”的章节") as section:
        catalogue.section("sports")
    assert "culture" in section.value.cure


def test_a_file_is_named_after_what_it_describes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "data" / "sections"
    folder.mkdir(parents=True)
    (folder / "volunteers.toml").write_text(GOOD, encoding="utf-8")
    (folder / "readme.txt").write_text("不是章节", encoding="utf-8")
    monkeypatch.setattr(catalogue, "files", lambda _: tmp_path)
    with pytest.raises(SchemaError, match=r"请把文件改名为 volunteer\.toml"):
        catalogue.sections.__wrapped__()
    (folder / "volunteers.toml").rename(folder / "volunteer.toml")
    assert list(catalogue.sections.__wrapped__()) == ["volunteer"]


def test_the_large_factory_has_its_sections_in_order() -> None:
    genre = catalogue.genre("large_factory")
    assert genre.sections[:3] == ("title", "overview", "ideology")
    assert genre.sections[-3:] == ("problems", "plan", "signature")
    assert not set(genre.sections) & set(genre.optional)
    assert genre.minutes > 0


def test_only_title_preface_and_signature_go_without_a_heading() -> None:
    plain = {id_ for id_, spec in catalogue.sections().items() if not spec.heading}
    assert plain == {"title", "overview", "signature"}


def test_no_two_sections_share_a_title() -> None:
    titles = [spec.title for spec in catalogue.sections().values()]
    assert len(set(titles)) == len(titles)


def rich_ledgers() -> Ledgers:
    """A union that did a little of everything: every category, kind, level and account once."""

    def labels(ledger_id: str, column: str) -> list[str]:
        return [choice.label for choice in schema.ledger(ledger_id).column(column).choices]

    named = {
        token.key.split(".")[1]
        for spec in SPECS.values()
        for sentence in (spec.example, *spec.suggestions, *(f"{{{{{k}}}}}" for k in spec.figures))
        for token in prose.tokens(sentence)
        if token.key.startswith("指标.")
    }
    rows: dict[str, list[dict[str, object]]] = {
        "activity": [
            {
                "date_start": "2026-03",
                "category": label,
                "name": f"{label}一项",
                "participants": 20,
                "participant_times": 40,
                "cost_yuan": Decimal(300),
            }
            for label in labels("activity", "category")
        ],
        "welfare": [
            {
                "date": "2026-05",
                "category": label,
                "persons": 3,
                "person_times": 4,
                "households": 2,
                "amount_yuan": Decimal(900),
            }
            for label in labels("welfare", "category")
        ],
        "proposal": [{"period": "三届二次", "collected": 9, "filed": 7, "adopted": 5, "best": 2}],
        "honour": [
            {"date": "2026", "name": f"{label}先进", "level": label, "count": 2}
            for label in labels("honour", "level")
        ],
        "meeting": [{"date": "2026-01", "kind": label} for label in labels("meeting", "kind")],
        "fund": [
            {
                "date": "2026-12",
                "direction": "支出" if choice.extra["direction"] == "expense" else "收入",
                "account": choice.label,
                "amount_yuan": Decimal(1000),
                "budget_now": Decimal(1250),
            }
            for choice in schema.ledger("fund").column("account").choices
        ],
        "indicator": [
            {"key": name, "value": Decimal(12), "value_last": Decimal(11), "unit": "个"}
            for name in sorted(named)
        ],
    }
    return {id_: ledger.frame(id_, rows[id_]) for id_ in schema.LEDGER_IDS}


@pytest.fixture(scope="module")
def rich() -> Figures:
    return figures.compute(rich_ledgers(), Period(2026))


@pytest.mark.parametrize("id_", DATA_FED)
def test_each_section_fed_by_ledgers_offers_at_least_eight_sentences(
    id_: str, rich: Figures
) -> None:
    wells = [rich]
    if id_.startswith("event"):  # these are of one activity alone
        ledgers = rich_ledgers()
        rows = (ledgers["activity"].loc[[number]] for number in ledgers["activity"].index)
        wells = [figures.compute({**ledgers, "activity": row}, Period(2026)) for row in rows]
    offered = {text for well in wells for text in catalogue.offer(SPECS[id_].suggestions, well)}
    assert len(offered) >= 8
    said = {text.replace("|万元}}", "|元}}") for text in offered}
    assert said == set(SPECS[id_].suggestions)


@pytest.mark.parametrize("id_", DATA_FED)
def test_every_key_a_section_names_is_a_figure_the_ledgers_can_give(
    id_: str, rich: Figures
) -> None:
    spec = SPECS[id_]
    keys = {*spec.figures, *(token.key for token in prose.tokens(spec.example))}
    assert not keys - set(rich)


@pytest.mark.parametrize("id_", DATA_FED)
def test_suggested_sentences_carry_no_number_of_their_own(id_: str) -> None:
    counted = re.compile(
        r"[0-9０-９]|[一二三四五六七八九十百千万两几]+(?=[次人个项件名户场期篇元])"
    )
    for sentence in SPECS[id_].suggestions:
        bare = sentence
        for token in reversed(prose.tokens(sentence)):
            bare = bare[: token.start] + "▯" + bare[token.end :]
        assert "▯" in bare
        assert not counted.search(bare), sentence
        assert sentence.endswith("。")


def test_no_sentence_is_suggested_twice() -> None:
    every = [text for spec in catalogue.sections().values() for text in spec.suggestions]
    assert sorted(set(every)) == sorted(every)


def test_a_sentence_counts_people_only_where_every_row_does_and_nobody_twice() -> None:
    row = {"date_start": "2026-03", "category": "文体活动", "name": "x", "participants": 20}
    heads = "参加各类文体活动的职工共{{活动.文体活动.人数}}人。"
    times = "全年开展文体活动{{活动.文体活动.次数}}项，参加职工{{活动.文体活动.人次}}人次。"

    def offered(*rows: dict[str, object]) -> set[str]:
        ledgers = ledger.empty_all() | {"activity": ledger.frame("activity", rows)}
        return set(
            catalogue.offer(SPECS["culture"].suggestions, figures.compute(ledgers, Period(2026)))
        )

    assert {heads, times} <= offered(row)
    both = offered(row, row)
    assert (heads in both, times in both) == (False, True)
    silent = {key: value for key, value in row.items() if key != "participants"}
    assert not {heads, times} & offered(row, silent)


def test_money_stands_beside_people_only_where_it_was_spent_on_the_same() -> None:
    row = {"date": "2026-03", "category": "互助保障", "persons": 20, "amount_yuan": Decimal(400)}

    def offered(*rows: dict[str, object]) -> bool:
        ledgers = ledger.empty_all() | {"welfare": ledger.frame("welfare", rows)}
        well = figures.compute(ledgers, Period(2026))
        offered = catalogue.offer(SPECS["welfare"].suggestions, well)
        return any("名职工办理互助保障" in text for text in offered)

    assert offered(row, row)
    assert not offered(row, {key: value for key, value in row.items() if key != "amount_yuan"})


def test_sentences_that_tell_the_same_number_of_the_same_things_are_alternatives() -> None:
    said = SPECS["welfare"].suggestions
    groups = catalogue.alternatives(said)
    assert sorted(text for group in groups for text in group) == sorted(said)
    (helped,) = (group for group in groups if any("困难职工" in text for text in group))
    assert helped == (
        "向{{慰问.困难帮扶.户数}}户困难职工发放补助{{慰问.困难帮扶.金额|元}}。",
        "帮扶困难职工{{慰问.困难帮扶.人数}}人，支出{{慰问.困难帮扶.金额|元}}。",
        "为困难职工发放补助{{慰问.困难帮扶.金额|元}}。",
    )
    other = "支出合计{{慰问.困难帮扶.金额|元}}，其中送温暖{{慰问.送温暖.金额|元}}。"
    assert catalogue.alternatives((*helped, other, "无数。", "无数。")) == (
        helped,
        (other,),
        ("无数。",),
        ("无数。",),
    )


def test_a_sentence_is_offered_only_while_its_figures_exist() -> None:
    ledgers = ledger.empty_all()
    spec = catalogue.section("welfare")
    assert catalogue.offer(spec.suggestions, figures.compute(ledgers, Period(2026))) == ()
    row = {
        "date": "2026-02",
        "category": "送温暖",
        "person_times": 30,
        "amount_yuan_text": "10万余元",
    }
    ledgers["welfare"] = ledger.frame("welfare", [row])
    assert catalogue.offer(spec.suggestions, figures.compute(ledgers, Period(2026))) == (
        "全年慰问帮扶{{慰问.人次}}人次，支出{{慰问.金额|元}}。",
        "送温暖走访慰问{{慰问.送温暖.人次}}人次，支出{{慰问.送温暖.金额|元}}。",
        "全年慰问帮扶支出{{慰问.金额|元}}。",
    )


def spent(**yuan: int) -> Figures:
    rows = [
        {"direction": "支出", "date": "2026-03", "account": account, "amount_yuan": Decimal(amount)}
        for account, amount in yuan.items()
    ]
    ledgers = {**ledger.empty_all(), "fund": ledger.frame("fund", rows)}
    return figures.compute(ledgers, Period(2026))


def test_new_members_that_a_list_counted_are_offered_where_the_union_itself_is_written_of() -> None:
    ledgers = ledger.empty_all()
    row = {"key": "新发展会员", "value": Decimal(5), "unit": "人"}
    ledgers["indicator"] = ledger.frame("indicator", [row])
    spec = catalogue.genre("school").specs["self_building"]
    assert "指标.新发展会员" in spec.figures
    assert catalogue.offer(spec.suggestions, figures.compute(ledgers, Period(2026))) == (
        "全年发展新会员{{指标.新发展会员}}人。",
    )


@pytest.mark.parametrize(
    ("yuan", "said"),
    [
        (
            {"文体活动支出": 300, "送温暖费": 900, "会员活动支出": 5000, "培训费": 20},
            ["支出中，较多的是会员活动支出5000元、送温暖费支出900元、文体活动支出300元。"],
        ),
        (
            {"文体活动支出": 300, "送温暖费": 900},
            ["支出中，送温暖费支出900元、文体活动支出300元。"],
        ),
        ({"文体活动支出": 300}, []),
        ({}, []),
    ],
)
def test_spending_is_offered_with_its_largest_accounts(
    yuan: dict[str, int], said: list[str]
) -> None:
    found = spent(**yuan)
    for id_ in ("fund", "fund_expense"):
        made = catalogue.openers(id_, found)
        assert [prose.resolve(text, found).text for text in made] == said
        assert all(prose.tokens(text) for text in made)
    assert catalogue.openers("culture", found) == ()


def test_a_sentence_with_the_closing_balance_names_all_it_is_made_of() -> None:
    parts = {"经费.上年结余", "经费.收入", "经费.支出"}
    for spec in catalogue.sections().values():
        for text in spec.suggestions:
            keys = {token.key for token in prose.tokens(text)}
            if "经费.结余" in keys and keys & {"经费.收入", "经费.支出"}:
                assert parts <= keys, text
