"""Lists of new unions and new members: only how many there are goes into the ledger."""

from __future__ import annotations

import pytest

from tests.intake.files import HEAD, WALK, Rows, changes, problems, read, read_text, workbook
from widgets.files import as_report
from zongjie import intake
from zongjie.intake import Guess

UNIONS = [
    ("2026年新建工会台账",),
    ("序号", "单位", "成立时间", "会员数"),
    (1, "某某物流公司", "2026年3月", 35),
    (2, "某某家具厂", "2025.12.1", 20),
    (3, "某某超市", "", 12),
    (4, "", "", ""),
    (5, "", "2026年5月", ""),
    ("合计", "", "", 67),
]
MEMBERS = [
    ("姓名", "身份证号", "单位", "入会时间"),
    ("张三", "110101199003070011", "某某快递", "2026.3.1"),
    ("李四", "110101199003070022", "某某快递", "2025.4.1"),
    ("王小明", "110101199003070033", "某某外卖", ""),
]


def figures(result: intake.Intake) -> list[tuple[str, int | None, str]]:
    frame = result.everything["indicator"]
    values = (None if value is None else int(value) for value in frame["value"])
    return list(zip(frame["key"], values, frame["unit"], strict=True))


def note(rows: Rows, sheet: str = "Sheet1", name: str = "台账.xlsx") -> str:
    (told,) = as_report("", read(workbook({sheet: rows}), name), "导入")["sheets"]
    assert told["asked"]
    assert told["title"] == "指标台账"
    return str(told["note"])


def test_new_unions_are_counted_row_by_row_those_of_another_year_not() -> None:
    result = read(workbook({"Sheet1": UNIONS}))
    assert figures(result) == [("新建工会", 2, "家")]
    assert problems(result) == []
    assert changes(result) == ["“Sheet1”第 8 行：“合计”，合计行，不读。"]
    assert note(UNIONS) == (
        "照名单数“新建工会”：2 家（2 行，每行算 1 家；另有 1 行的“成立时间”不在2026年，没有算；"
        "另有 1 行没有写“单位”，没有算）。名单本身不记入台账"
    )
    assert result.ledgers["indicator"]["note"].tolist() == ["照名单数出：2 行，每行算 1 家"]


def test_new_members_are_counted_and_nobody_is_named() -> None:
    result = read(workbook({"发展会员花名册": MEMBERS}))
    assert figures(result) == [("新发展会员", 2, "人")]
    told = as_report("", result, "导入")
    assert told["hidden"] == [
        f"“发展会员花名册”第 1 行“{heading}”：只数了有几行，没有记下来。"
        for heading in ("姓名", "身份证号")
    ]
    assert "张三" not in str(told) + result.ledgers["indicator"].to_csv()


def test_a_heading_tells_a_list_that_has_no_title_and_then_each_row_needs_its_date() -> None:
    assert figures(read(workbook({"Sheet1": MEMBERS}))) == [("新发展会员", 1, "人")]
    assert "另有 2 行的“入会时间”不在2026年或没有写，没有算" in note(MEMBERS)


def test_the_numbers_of_units_are_added_up() -> None:
    rows = [("单位", "发展会员数（人）"), ("某某快递", 30), ("某某外卖", "20人"), ("合计", 50)]
    assert figures(read(workbook({"Sheet1": rows}))) == [("新发展会员", 50, "人")]
    assert "50 人（2 行的“发展会员数”相加）" in note(rows)


@pytest.mark.parametrize("odd", ["约20", "很多"])
def test_a_number_that_is_none_leaves_the_sum_to_the_officer(odd: str) -> None:
    rows = [("单位", "发展会员数"), ("某某快递", 30), ("某某外卖", odd)]
    result = read(workbook({"发展会员": rows}))
    assert len(result.ledgers["indicator"]) == 0
    assert figures(result) == [("新发展会员", None, "人")]
    assert problems(result) == [
        (
            f"指标台账（发展会员）第 3 行“发展会员数”写的是“{odd}”，不是准数，"
            "“新发展会员”没有数出来。请改成数字再导入，或者导入以后在指标台账里填上本期。"
        )
    ]


def test_a_cell_that_excel_could_not_calculate_is_no_number_either() -> None:
    rows = [("单位", "发展会员数", "入会时间"), ("某某快递", "#REF!", "#N/A")]
    assert figures(read(workbook({"发展会员": rows}))) == [("新发展会员", None, "人")]


def test_one_sheet_may_list_both() -> None:
    head = ("单位", "建会时间", "发展会员数")
    rows = [head, ("某某物流公司", "2026年3月", 35), ("某某超市", "2026年4月", 12)]
    assert figures(read(workbook({"Sheet1": rows}))) == [
        ("新建工会", 2, "家"),
        ("新发展会员", 47, "人"),
    ]


def test_where_no_row_counts_nothing_is_said_to_be_none() -> None:
    rows = [*UNIONS[:2], UNIONS[3]]
    assert read(workbook({"Sheet1": rows})).everything == {}
    assert note(rows).startswith("照名单数“新建工会”，没有一行算得上；另有 1 行的“成立时间”")


def test_the_name_of_a_file_of_one_sheet_tells_as_well() -> None:
    rows = UNIONS[1:]
    data = workbook({"Sheet1": rows, "活动": [HEAD, WALK]})
    assert "indicator" not in read(data, "新建工会.xlsx").everything
    assert "新建工会" in note(rows, name="新建工会.xlsx")
    assert figures(read_text("单位,成立时间\n甲厂,2026.3\n", "新建工会.csv")) == [
        ("新建工会", 1, "家")
    ]


def test_a_title_of_another_year_is_pointed_out() -> None:
    (problem,) = problems(
        read(workbook({"2025年新建工会": [("单位",), ("单位", "会员数"), ("甲", 1)]}))
    )
    assert "标题写的是2025年，现在的年度是2026年" in problem


@pytest.mark.parametrize(
    ("sheet", "head"),
    [
        ("活动", HEAD),  # named after another ledger, whose headings it has
        ("活动（新建工会）", HEAD),
        ("指标", ("指标", "本期", "单位", "新建工会名称", "入会时间", "姓名")),
    ],
)
def test_a_sheet_that_is_a_ledger_is_no_list(sheet: str, head: tuple[str, ...]) -> None:
    title = ("新建工会业务培训的活动和指标",)
    result = read(workbook({sheet: [title, head, WALK]}))
    assert not any(one.note.startswith("照名单数") for one in result.sheets)


def test_a_sheet_that_only_speaks_of_new_unions_is_no_list() -> None:
    rows = [("日期", "内容"), ("3月8日", "讲课")]
    assert read(workbook({"新建工会": rows, "活动": [HEAD, WALK]})).sheets[0].ledger != "indicator"


def test_who_says_that_a_list_is_of_another_ledger_or_of_none_is_believed() -> None:
    data = workbook({"新建工会": UNIONS})
    for said in ("", "meeting"):
        agreed = [Guess(said, "新建工会", "", "", "")]
        taken = intake.read(data, year=2026, name="台账.xlsx", agreed=agreed)
        assert taken.sheets[0].ledger == said
    agreed = [Guess("indicator", "新建工会", "", "", "")]
    taken = intake.read(data, year=2026, name="台账.xlsx", agreed=agreed)
    assert figures(taken) == [("新建工会", 2, "家")]


def test_a_list_of_what_was_founded_is_proposed_where_nothing_says_of_what() -> None:
    data = workbook({"Sheet1": UNIONS[1:], "活动": [HEAD, WALK]})
    taken = intake.read(data, year=2026, name="台账.xlsx", agreed=())
    assert "indicator" not in taken.everything
    told = as_report("", taken, "导入")["sheets"][0]
    assert told["asked"]
    assert told["note"] == (
        "没有读；如果是“新建工会”的名单，请选“指标台账”，数出来是 1 家"  # each row needs its date
    )
    agreed = [Guess("indicator", "Sheet1", "", "", "")]
    assert figures(intake.read(data, year=2026, name="台账.xlsx", agreed=agreed)) == [
        ("新建工会", 1, "家")
    ]
    older = intake.read(data, year=2020, name="台账.xlsx", agreed=())
    assert "新建工会" not in older.sheets[0].note
