"""What an import report says of rows, columns and sheets."""

from __future__ import annotations

from tests.intake.files import HEAD, WALK, read, workbook
from widgets.files import as_report
from zongjie import intake, schema
from zongjie.intake import Guess


def test_rows_are_counted_alike_everywhere_and_only_those_that_come_along() -> None:
    lame = [
        ("开始日期", "活动名称", "主办单位"),
        ("3月8日", "健步走", "本会"),
        (),
        ("合计", "", ""),
    ]
    told = as_report("台账.xlsx", read(workbook({"活动": [HEAD, WALK], "2月活动": lame})), "导入")
    assert told["rows"] == 2
    assert [(sheet["rows"], sheet["note"]) for sheet in told["sheets"]] == [
        (1, ""),
        (1, "没有读全，还不计入"),
    ]
    several = as_report("", read(workbook({"2月活动": [lame[0], lame[1], lame[1]]})), "导入")
    assert several["sheets"][0]["note"] == "都没有读全，还不计入"


def test_what_was_not_taken_is_told_apart_from_what_was() -> None:
    odd = ("2026-05-20", "文体活动", "球赛", "", "64人左左", 800, "晴")
    rows = [(*HEAD, "备注"), (*WALK, "晴"), odd, ("上半年",)]
    told = as_report("台账.xlsx", read(workbook({"活动台账": rows})), "导入")
    kinds = {problem["kind"]: "" for problem in told["problems"]}
    for problem in told["problems"]:
        kinds[problem["kind"]] += problem["text"]
    assert "“参加人数”" in kinds["error"]
    assert "只有一格有字，没有读" in kinds["unread"]
    assert "“主办单位”没有填" in kinds["warning"]
    assert "没有读" not in kinds["warning"]


def test_a_column_nobody_knows_is_asked_about_once() -> None:
    rows = [(*HEAD, "天气", "参加人刺"), (*WALK, "晴", 3), (*WALK, "小雨，后来一直下到很晚才停", 4)]
    told = as_report("台账.xlsx", read(workbook({"活动台账": rows})), "导入")
    assert told["problems"] == []
    assert told["guesses"] == []
    weather, times = told["headings"]
    assert weather["says"] == "“活动台账”的“天气”（2 行，如 晴、小雨，后来一直下到很晚才…）"
    assert (weather["probably"], times["probably"]) == ("", "参加人次")
    holds = dict(zip(weather["free"], weather["holds"], strict=True))
    assert (holds["结束日期"], holds["地点"], holds["参加人次"]) == ("日期", "文字", "数，人次")
    assert holds["本会角色"] == "主办、协办、参加"


def test_an_unknown_value_comes_with_all_it_can_be() -> None:
    odd = ("2026-05-20", "团建", "爬山", "本会", 64, 800)
    told = as_report("台账.xlsx", read(workbook({"活动台账": [HEAD, WALK, odd]})), "导入")
    (asked,) = told["guesses"]
    assert asked["says"] == "活动台账有 1 行的“活动类别”写的是“团建”，不在可选的值里。是哪一种？"
    labels = [choice.label for choice in schema.choices("activity_category")]
    assert (asked["meant"], asked["choices"]) == ("", labels)


def test_only_values_that_stand_in_the_file_are_told_as_settled() -> None:
    odd = ("2026-05-20", "团建", "爬山", "本会", 64, 800)
    data = workbook({"活动台账": [HEAD, WALK, odd]})
    here = Guess("activity", "", "活动类别", "团建", "建家")
    of_others = Guess("activity", "", "活动类别", "趣味赛", "文体活动")
    agreed = (here, of_others, Guess("activity", "活动台账", "", "天气", "备注"))
    taken = intake.read(data, year=2026, name="台账.xlsx", agreed=agreed)
    told = as_report("台账.xlsx", taken, "导入", agreed)
    assert len(told["agreed"]) == 3
    assert [one["written"] for one in told["settled"]] == ["团建"]


def test_numbers_of_persons_are_asked_about() -> None:
    told = as_report(
        "台账.xlsx",
        read(workbook({"活动": [(*HEAD, "备注"), (*WALK, "联系人13800138000")]})),
        "导入",
    )
    (asked,) = told["guesses"]
    assert asked["says"] == (
        "“活动”的“备注”里有 1 行写着个人的号码，已隐去大半（如“联系人138××××8000”），"
        "台账不留全号。要照写号码吗？"
    )
    assert (asked["does"], asked["choices"]) == ("照写号码", [])
