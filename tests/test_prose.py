import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ledgers import make
from zongjie.figures import Figures, compute, spoken
from zongjie.period import Period
from zongjie.prose import FORMATS, PICTURE, findings, in_wan, in_words, resolve, tokens


@pytest.fixture(scope="module")
def figures() -> Figures:
    welfare = {"date": "2026-01", "beneficiary_kind": "困难职工"}
    return compute(
        make(
            welfare=[
                welfare
                | {"category": "送温暖", "person_times": 278, "amount_yuan_text": "10万余元"},
                welfare
                | {"category": "婚丧慰问", "person_times": 59, "amount_yuan": Decimal(22500)},
                welfare
                | {"category": "互助保障", "persons": 732, "amount_yuan": Decimal("14640.5")},
            ],
            indicator=[
                {"key": "采纳率", "value": Decimal("53.6"), "unit": "%"},
                {"key": "参与面", "value": Decimal("0.815"), "unit": ""},
            ],
        ),
        Period(2026),
    )


@pytest.mark.parametrize(
    ("token", "shown"),
    [
        ("{{慰问.送温暖.人次}}", "278"),
        ("{{ 慰问.送温暖.人次 }}", "278"),
        ("｛｛慰问.送温暖.人次｝｝", "278"),
        ("{{慰问.婚丧慰问.金额|元}}", "22500元"),
        ("{{慰问.婚丧慰问.金额｜万元}}", "2.25万元"),
        ("{{慰问.婚丧慰问.金额}}", "22500"),
        ("{{慰问.互助保障.金额|元}}", "14640.5元"),
        ("{{慰问.互助保障.金额|万元}}", "1.4641万元"),
        ("{{慰问.送温暖.人次|汉字}}", "二百七十八"),
        ("{{慰问.送温暖.金额}}", "10万余元"),
        ("{{慰问.送温暖.金额|元}}", "10万余元"),
        ("{{慰问.送温暖.金额|万元}}", "10万余元"),
        ("{{指标.采纳率|百分比}}", "53.6%"),
        ("{{指标.参与面|百分比}}", "81.5%"),
    ],
)
def test_a_token_shows_its_figure(figures: Figures, token: str, shown: str) -> None:
    resolved = resolve(f"共{token}。", figures)
    assert resolved.text == f"共{shown}。"
    assert resolved.missing == ()
    assert len(resolved.used) == 1


def test_the_unit_of_a_vague_figure_is_not_said_twice(figures: Figures) -> None:
    text = "支出{{慰问.送温暖.金额}}元，走访{{慰问.送温暖.人次}}人次"
    assert resolve(text, figures).text == "支出10万余元，走访278人次"


def test_a_vague_number_of_people_is_not_followed_by_the_unit_of_the_column() -> None:
    row = {"date": "2026-02-03", "category": "送温暖", "person_times_text": "约400人"}
    figures = compute(make(welfare=[row]), Period(2026))
    assert resolve("走访{{慰问.人次}}人次。", figures).text == "走访约400人。"


@pytest.mark.parametrize(
    ("token", "rule", "words"),
    [
        ("{{慰问.送温.人次}}", "figure.missing", "慰问.送温暖.人次"),
        ("{{完全无关}}", "figure.missing", "请先在台账里补上"),
        ("{{慰问.送温暖.人次|大写}}", "figure.format", "汉字"),
        ("{{慰问.送温暖.人次|元}}", "figure.unit", "人次"),
        ("{{慰问.送温暖.人次|万元}}", "figure.unit", "人次"),
        ("{{}}", "figure.missing", "没有"),
    ],
)
def test_a_token_without_a_figure_is_marked_and_found(
    figures: Figures, token: str, rule: str, words: str
) -> None:
    text = f"走访慰问{token}人次"
    resolved = resolve(text, figures)
    assert "【缺：" in resolved.text
    assert len(resolved.missing) == 1
    (finding,) = findings(text, figures, "welfare")
    assert (finding.rule, finding.part, finding.severity) == (rule, "welfare", "block")
    assert text[slice(*finding.span)] == token
    assert spoken(words) in finding.message


def test_suggestions_are_tokens_that_resolve(figures: Figures) -> None:
    (finding,) = findings("{{慰问.婚丧慰.金额|元}}", figures)
    assert finding.suggestions[0] == "{{慰问.婚丧慰问.金额|元}}"
    assert resolve(finding.suggestions[0], figures).text == "22500元"


def test_missing_and_used_keys_are_listed_once_in_order(figures: Figures) -> None:
    text = "{{丙}}{{慰问.送温暖.人次}}{{甲}}{{丙}}{{慰问.送温暖.人次|汉字}}"
    resolved = resolve(text, figures)
    assert resolved.missing == ("丙", "甲")
    assert resolved.used == ("慰问.送温暖.人次",)


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__ }}",
        "{{figures.__init__.__globals__}}",
        "{% for x in y %}{{x}}{% endfor %}",
        "{{慰问.送温暖.人次.__class__}}",
        "{{7*7}}",
        "${7*7} #{7*7} {0} {key}",
    ],
)
def test_text_is_data_never_a_program(figures: Figures, text: str) -> None:
    resolved = resolve(text, figures)
    assert "49" not in resolved.text
    assert "class '" not in resolved.text
    assert resolved.used == ()


def test_what_a_figure_puts_in_is_not_read_for_tokens_again() -> None:
    rows: list[dict[str, object]] = [
        {"key": "甲", "value_text": "约{{指标.乙}}", "unit": ""},
        {"key": "乙", "value": Decimal(5), "unit": ""},
    ]
    figures = compute(make(indicator=rows), Period(2026))
    assert resolve("{{指标.甲}}", figures).text == "约{{指标.乙}}"


@given(st.text())
def test_text_without_tokens_comes_back_as_it_was(text: str) -> None:
    figures = compute(make(), Period(2026))
    if not tokens(text):
        assert resolve(text, figures).text == text


@given(st.text(alphabet="甲.{}｛｝|｜ \n"), st.sampled_from(["", *FORMATS]))
def test_tokens_are_exactly_what_is_replaced(text: str, format_: str) -> None:
    figures = compute(make(), Period(2026))
    bar = f"|{format_}" if format_ else ""
    whole = f"{text}，{{{{指标.甲{bar}}}}}"
    kept = whole
    for token in reversed(tokens(whole)):
        kept = f"{kept[: token.start]}【缺：{spoken(token.key)}】{kept[token.end :]}"
    assert resolve(whole, figures).text == kept
    missing = [one for one in findings(whole, figures) if one.rule != "token.broken"]
    assert len(missing) == len(tokens(whole))


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("支出{{慰问.金额|元}，", "{{慰问.金额|元}"),
        ("支出{慰问.金额}}。", "}}"),
        ("支出｛｛慰问.金额。", "｛｛慰问.金额。"),
        ("见![](chart:活动.按星期)图。", "![](chart:活动.按星期)"),
        ("写。\n\n![](charts:活动.按月)\n", "![](charts:活动.按月)"),
        ("　　![图](活动.按月) ", "![图](活动.按月)"),
        ("![图](chart：活动.按月)", "![图](chart：活动.按月)"),
    ],
)
def test_what_would_be_printed_as_signs_stops_an_export(text: str, broken: str) -> None:
    (found,) = findings(text, compute(make(), Period(2026)))
    assert (found.rule, found.severity) == ("token.broken", "block")
    assert text[slice(*found.span)] == broken
    assert "印出来" in found.message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("![各月](chart:活动.按月)", "［图］各月（活动·按月）"),
        ("![](table:经费.按科目?against=预算)", "［表］经费·按科目，和预算比"),
        ("见下图。\n\n![](chart:活动.按月)", "见下图。\n\n［图］活动·按月"),
        ("没有{{活动.次数}}图。", "没有{{活动.次数}}图。"),
    ],
)
def test_charts_and_tables_are_told_by_what_they_show(text: str, words: str) -> None:
    assert in_words(text) == words


def _shared(root: Path, name: str) -> Any:
    """Examples that the tests of the editor read as well."""
    path = root / "widgets" / "frontend" / "test" / "editor" / name
    return json.loads(path.read_text("utf-8"))


def test_whole_tokens_and_pictures_are_not_broken() -> None:
    text = "用了{{慰问.金额}}元。\n\n![图](chart:活动.按月)\n\n集合{一}，句中![图](http)。"
    rules = {one.rule for one in findings(text, compute(make(), Period(2026)))}
    assert rules == {"figure.missing"}


def test_a_space_behind_the_name_of_a_picture_does_no_harm() -> None:
    text = "前面\n\n![图](chart:活动.按月 )\u3000\n后面"
    assert [match["ref"] for match in PICTURE.finditer(text)] == ["活动.按月"]
    assert findings(text, compute(make(), Period(2026))) == ()


def test_a_picture_is_one_where_it_is_one_in_the_editor(root: Path) -> None:
    for text, picture in _shared(root, "pictures.json"):
        found = [[match["kind"], match["caption"]] for match in PICTURE.finditer(text)]
        assert found == ([picture] if picture else []), text


@pytest.fixture(scope="module")
def crowd() -> Figures:
    """Counts whose 概数 come on top of an exact part, and one that is exact."""
    many = ["近百人", "十余人", "约20人", "几十人"]
    rows: list[dict[str, object]] = [
        {"category": "文体活动", "participants": 2567},
        {"category": "文体活动", "participants_text": "150余人"},
        {"category": "培训", "participant_times": 80},
        {"category": "培训", "participant_times_text": "30余人次", "participants": 40},
        {"category": "公益", "participants": 30, "cost_yuan": Decimal(500)},
        {"category": "公益", "cost_yuan_text": "约300元"},
    ]
    rows += [{"category": "公益", "participants_text": text} for text in many]
    rows += [{"category": "女职工", "participant_times_text": text} for text in many]
    named: dict[str, object] = {"date_start": "2026-03", "name": "x"}
    helped = {"date": "2026-01", "category": "互助保障", "persons": 6}
    ledgers = make(activity=[named | row for row in rows], welfare=[helped])
    return compute(ledgers, Period(2026))


def test_a_sum_with_rough_parts_reads_as_in_the_editor(root: Path, crowd: Figures) -> None:
    for text, reads in _shared(root, "readings.json"):
        assert resolve(text, crowd).text == reads


@pytest.mark.parametrize(
    ("text", "message", "fixes"),
    [
        (
            "{{活动.培训.人数}}人次",
            "“活动·培训·人数”数的是人，后面写的是“人次”。人数和人次不是一回事，请改用“活动·培训·人次”。",
            ("{{活动.培训.人次}}",),
        ),
        (
            "{{慰问.人数|汉字}}人次",
            "“慰问·人数”数的是人，后面写的是“人次”。人数和人次不是一回事，请把“人次”改成“人”。",
            (),
        ),
        (
            "{{活动.培训.人次}}名职工",
            "“活动·培训·人次”数的是人次，后面写的是“名”。人数和人次不是一回事，请改用“活动·培训·人数”。",
            ("{{活动.培训.人数}}",),
        ),
    ],
)
def test_heads_and_times_are_not_taken_for_each_other(
    crowd: Figures, text: str, message: str, fixes: tuple[str, ...]
) -> None:
    (found,) = findings(text, crowd)
    assert (found.message, found.suggestions, found.severity) == (message, fixes, "look")


@pytest.mark.parametrize(
    "text",
    [
        "{{活动.培训.人数}}名职工",
        "{{活动.培训.人次}}人次",
        "{{活动.次数}}人",
        "{{活动.培训.人数}}人员",
    ],
)
def test_no_other_measure_word_is_doubted(crowd: Figures, text: str) -> None:
    assert findings(text, crowd) == ()


@pytest.mark.parametrize(
    ("amount", "reads"),
    [
        ("588200", "58.82万元"),
        ("10000", "1万元"),
        ("9900", "9900元"),  # below one 万
        ("37140", "37140元"),  # 3.714万元 is no shorter
        ("22500.5", "22500.5元"),
        ("10万余元", "10万余元"),
    ],
)
def test_larger_round_sums_are_offered_in_wan(amount: str, reads: str) -> None:
    rough = amount.endswith("元")
    row = {"date": "2026-01-20", "category": "送温暖", "persons": 20}
    row |= {"amount_yuan_text": amount} if rough else {"amount_yuan": Decimal(amount)}
    found = compute(make(welfare=[row]), Period(2026))
    text = in_wan("走访{{慰问.人数}}人，支出{{慰问.金额|元}}，又{{慰问.金额|汉字}}。", found)
    assert resolve(text, found).text.startswith(f"走访20人，支出{reads}，")
    assert in_wan(text, found) == text


def test_a_sentence_does_not_mix_yuan_and_wan_for_its_larger_sums() -> None:
    text = "收入{{经费.收入|元}}，支出{{经费.支出|元}}，送温暖{{慰问.金额|元}}。"
    helped = {"date": "2026-01-20", "category": "送温暖", "amount_yuan": Decimal(900)}
    posted: dict[str, object] = {"date": "2026-01-20", "summary": "x"}

    def said(income: str) -> str:
        rows: list[dict[str, object]] = [
            {"direction": "收入", "account": "会费收入", "amount_yuan": Decimal(income)},
            {"direction": "支出", "account": "培训费", "amount_yuan": Decimal(123900)},
        ]
        ledgers = make(welfare=[helped], fund=[posted | row for row in rows])
        found = compute(ledgers, Period(2026))
        return resolve(in_wan(text, found), found).text

    assert said("175000") == "收入17.5万元，支出12.39万元，送温暖900元。"
    assert said("175060") == "收入175060元，支出123900元，送温暖900元。"
