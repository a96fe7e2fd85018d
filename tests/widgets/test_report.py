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
        (1, "还缺“活动类别”，补上才计入"),
    ]
    some = [HEAD, WALK, ("", *WALK[1:])]
    told = as_report("", read(workbook({"活动": some})), "导入")
    assert told["sheets"][0]["note"] == "其中 1 行有必填的格没有填或没看懂，补好才计入"


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
    assert asked["says"] == "“活动类别”有 1 行写的是“团建”（活动台账），不在可选的值里。是哪一种？"
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


NAMELESS = ("开始日期", "活动名称", "主办单位")
CUPS = [NAMELESS, ("2026-05-20", "乒乓球赛", "本会"), ("2026-06-20", "zzz", "本会")]


def test_a_column_that_a_sheet_lacks_is_asked_about_with_what_its_name_tells() -> None:
    told = as_report("台账.xlsx", read(workbook({"文体活动": CUPS})), "导入")
    row, sheet = told["guesses"]
    assert row["either"] == sheet["either"] == "“文体活动”没有“活动类别”这一列"
    assert row["says"] == "照“活动名称”看：文体活动 1 行，还有 1 行看不出。照这样填吗？"
    assert sheet["says"] == "2 行都是哪一种？"
    labels = [choice.label for choice in schema.choices("activity_category")]
    assert (sheet["meant"], sheet["does"], sheet["choices"]) == (
        "文体活动",
        "都填“文体活动”",
        labels,
    )
    assert told["problems"] == []


def test_what_was_said_of_a_column_is_told_and_rows_that_are_left_are_asked_about() -> None:
    data = workbook({"文体活动": CUPS})
    agreed = tuple(one for one in read(data).guesses if one.written)
    taken = intake.read(data, year=2026, name="台账.xlsx", agreed=agreed)
    told = as_report("台账.xlsx", taken, "导入", agreed)
    assert [one["done"] for one in told["settled"]] == ["“文体活动”的“活动类别”已照“活动名称”填。"]
    (left,) = told["guesses"]
    assert left["says"] == "“文体活动”没有“活动类别”这一列，“zzz”是哪一种？"
    assert left["either"] == ""
    whole = tuple(one for one in read(data).guesses if not one.written)
    taken = intake.read(data, year=2026, name="台账.xlsx", agreed=whole)
    told = as_report("台账.xlsx", taken, "导入", whole)
    assert [one["done"] for one in told["settled"]] == [
        "“文体活动”的“活动类别”，2 行按“文体活动”填了。"
    ]
    assert told["guesses"] == []


def test_an_account_is_asked_of_income_and_expense_apart_with_what_each_can_be() -> None:
    head = ("日期", "摘要", "收/支", "金额")
    rows = [
        head,
        ("1月10日", "甲", "收入", 20),
        ("3月1日", "乙", "支出", 8),
        ("4月1日", "丙", "支", 9),
    ]
    told = as_report("台账.xlsx", read(workbook({"经费": rows})), "导入")
    income, expense = told["guesses"]
    assert income["either"] == expense["either"] == ""  # both are to be answered
    assert expense["says"] == "“经费”没有“科目”这一列，2 行支出都是哪一种？"
    assert "会费收入" in income["choices"]
    assert "会费收入" not in expense["choices"]
    assert "送温暖费" in expense["choices"]


def test_what_is_private_is_asked_last_and_is_told_apart() -> None:
    head = ("日期", "姓名", "方式", "金额", "备注")
    rows = [head, ("1月2日", "王秀英", "zzz", 5, "电话13800138000")]
    told = as_report("台账.xlsx", read(workbook({"慰问": rows})), "导入")
    assert [one["private"] for one in told["guesses"]] == [False] * 2 + [True] * 2
    assert [one["lasts"] for one in told["guesses"]] == [True] * 2 + [False] * 2
    assert len(told["hidden"]) == 2
    assert not [one for one in told["changes"] if "代码" in one or "号码" in one]


def test_what_is_said_of_a_sheet_without_a_name_is_not_for_the_next_file() -> None:
    told = as_report("台账.xlsx", read(workbook({"Sheet1": CUPS})), "导入")
    assert [one["lasts"] for one in told["guesses"]] == [False] * len(told["guesses"])
    assert told["guesses"]


def test_what_a_question_asks_is_not_told_once_more() -> None:
    odd = ("2026-05-20", "zzz", "爬山", "本会", "二十上下", 800)
    told = as_report("台账.xlsx", read(workbook({"活动台账": [HEAD, WALK, odd, odd]})), "导入")
    assert [one["rows"] for one in told["guesses"]] == [2]
    assert not [one for one in told["problems"] if "zzz" in one["text"]]


def test_lines_that_speak_of_many_cells_are_counted_as_many() -> None:
    head = ("姓名", "慰问日期", "慰问类别", "金额")
    surnames = "王李张刘陈杨赵黄周吴徐孙马朱胡郭林何高梁郑罗"
    rows = [(f"{one}小明", "2026-01-20", "送温暖", 500) for one in surnames]
    told = as_report("台账.xlsx", read(workbook({"慰问": [head, *rows]})), "导入")
    assert len(told["hidden"]) < len(rows)
    assert told["counts"] == {"changes": 0, "chosen": 0, "rough": 0, "hidden": len(rows)}


def test_many_rows_that_one_question_is_about_are_not_told_of_beside_it() -> None:
    odd = [("2026-05-20", "文体话动", "球赛", "本会", 64, 800)] * 30
    told = as_report("台账.xlsx", read(workbook({"活动台账": [HEAD, *odd]})), "导入")
    assert [one["rows"] for one in told["guesses"]] == [30]
    assert [one["text"] for one in told["problems"] if "不在可选的值里" in one["text"]] == []


def test_a_sheet_that_is_asked_about_is_not_told_of_beside_it() -> None:
    data = workbook({"甲": [("日期", "类别", "人数"), ("3月8日", "其他", 3)]})
    told = as_report("台账.xlsx", intake.read(data, year=2026, agreed=()), "导入")
    assert [one["asked"] for one in told["sheets"]] == [True]
    assert [one["text"] for one in told["problems"] if "没有读" in one["text"]] == []


def test_rough_numbers_are_told_apart_from_what_only_looks_another_way() -> None:
    rough = ("2026.5.20", "文体活动", "球赛", "本会", "约64人", 800)
    told = as_report("台账.xlsx", read(workbook({"活动台账": [HEAD, rough]})), "导入")
    assert len(told["rough"]) == 1
    assert "“约64人”，概数，按原文保留，不计入合计" in told["rough"][0]
    assert all("概数" not in one for one in told["changes"])
