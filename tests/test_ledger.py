"""Ledger frames are typed, checked as their domain demands, and written so that they read back."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zongjie import cells, intake, ledger, schema
from zongjie.cells.numbers import parse_number
from zongjie.errors import SchemaError
from zongjie.ledger import SHOWN, Problem
from zongjie.schema import Column

ACTIVITY: dict[str, object] = {
    "date_start": "2026-03-08",
    "category": "文体活动",
    "name": "歌会",
    "organiser": "本会",
}
FUND: dict[str, object] = {
    "date": "2026-01-05",
    "direction": "支出",
    "account": "文体活动支出",
    "summary": "球",
}


def told(id_: str, *rows: Mapping[str, object]) -> list[str]:
    return [str(problem) for problem in ledger.validate(id_, ledger.frame(id_, rows), year=2026)[1]]


def test_what_is_put_into_an_empty_ledger_is_in_no_other() -> None:
    frame = ledger.empty("activity")
    frame.loc[1, "name"] = "健步走"
    assert ledger.empty("activity").empty


def test_every_ledger_starts_empty_with_all_its_columns() -> None:
    frames = ledger.empty_all()
    assert tuple(frames) == schema.LEDGER_IDS
    for id_, frame in frames.items():
        assert tuple(frame.columns) == schema.ledger(id_).fields
        assert frame.empty


def test_columns_have_the_type_of_their_kind() -> None:
    frame = ledger.frame(
        "welfare",
        [
            {"date": "2026-01", "category": "送温暖", "persons": 5, "amount_yuan": Decimal(1700)},
            {"booked": True, "amount_yuan": 20, "persons_text": "十余人"},
        ],
    )
    assert frame.index.equals(pd.RangeIndex(1, 3))
    assert str(frame["persons"].dtype) == "Int64"
    assert str(frame["booked"].dtype) == "boolean"
    assert list(frame["amount_yuan"]) == [Decimal(1700), Decimal(20)]
    assert list(frame["date"]) == ["2026-01", None]
    assert list(frame["persons_text"]) == [None, "十余人"]
    assert frame["persons"].isna().tolist() == [False, True]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"colour": "红"}, "活动台账没有“colour”这一列"),
        ({"cost_yuan": 1.5}, "“支出金额”的值“1.5”不是 Decimal"),
        ({"cost_yuan": True}, "“支出金额”的值“True”不是 Decimal"),
        ({"participants": 2.5}, "“参加人数”里有不是整数的值"),
        ({"participants": "三"}, "“参加人数”里有不是整数的值"),
    ],
)
def test_values_of_the_wrong_type_are_refused(row: dict[str, object], message: str) -> None:
    with pytest.raises(SchemaError, match=re.escape(message)):
        ledger.frame("activity", [row])


def test_a_yes_or_no_column_takes_nothing_else() -> None:
    with pytest.raises(SchemaError, match="“是否入账”里有不是是或否的值"):
        ledger.frame("welfare", [{"booked": "也许"}])


def test_an_unknown_ledger_is_refused() -> None:
    with pytest.raises(SchemaError, match="没有名为“diary”的台账"):
        ledger.empty("diary")


def test_a_good_ledger_has_no_problems() -> None:
    assert told("activity", ACTIVITY) == []


def test_rows_without_a_required_value_are_left_out_and_keep_the_others_numbers() -> None:
    frame = ledger.frame("activity", [ACTIVITY, {"name": "球赛", "organiser": "本会"}, ACTIVITY])
    kept, problems = ledger.validate("activity", frame, year=2026)
    assert kept.index.tolist() == [1, 3]
    assert [str(problem) for problem in problems] == [
        "活动台账第 2 行“开始日期”没有填，整行没有计入。请补上开始日期。",
        "活动台账第 2 行“活动类别”没有填，整行没有计入。请补上活动类别。",
    ]


def test_a_vague_count_is_enough_for_a_required_column() -> None:
    assert told("proposal", {"period": "二届一次", "collected_text": "百余件"}) == []


def test_an_expected_column_without_any_value_is_told_once() -> None:
    row = ACTIVITY | {"organiser": None}
    assert told("activity", row, row, row) == ["活动台账“主办单位”这一列都没有填。知道的请补上。"]
    assert told("activity", row, ACTIVITY) == ["活动台账第 1 行“主办单位”没有填。知道的请补上。"]


def test_a_required_column_without_any_value_is_told_once() -> None:
    row = ACTIVITY | {"name": None}
    assert told("activity", row, row) == [
        "活动台账“活动名称”这一列都没有填，各行都没有计入。请补上活动名称。"
    ]


def test_a_negative_amount_is_emptied_and_the_row_kept() -> None:
    frame = ledger.frame("activity", [ACTIVITY | {"cost_yuan": Decimal(-300), "participants": -2}])
    kept, problems = ledger.validate("activity", frame, year=2026)
    assert kept["cost_yuan"].tolist() == [None]
    assert kept["participants"].isna().all()
    assert [str(problem) for problem in problems] == [
        "活动台账第 1 行“参加人数”写的是“-2”，不能是负数。请核对后改正。",
        "活动台账第 1 行“支出金额”写的是“-300”，不能是负数。退款、冲销请记在经费台账。",
    ]


def test_a_negative_booking_is_left_out_and_asked_for_as_its_own_row() -> None:
    rows = [FUND | {"amount_yuan": Decimal(-5)}, FUND | {"amount_yuan": Decimal(5)}]
    kept, problems = ledger.validate("fund", ledger.frame("fund", rows), year=2026)
    assert kept.index.tolist() == [2]
    assert [str(problem) for problem in problems] == [
        "经费台账第 1 行“金额”写的是“-5”，不能是负数。退款、冲销请另记一行，收支写相反的方向。"
    ]


def test_an_indicator_may_be_negative() -> None:
    row = {"key": "会员人数", "value": Decimal(-3), "unit": "人"}
    assert told("indicator", row) == []


def test_a_row_of_another_year_is_kept_and_pointed_out() -> None:
    frame = ledger.frame("activity", [ACTIVITY | {"date_start": "2025-06"}])
    kept, problems = ledger.validate("activity", frame, year=2026)
    assert len(kept) == 1
    assert problems[0].severity == "warning"
    assert str(problems[0]) == (
        "活动台账第 1 行“开始日期”写的是“2025年6月”，不在2026年，不计入2026年的数字。"
        "年份写错了请改；确是别的年度可以不管。"
    )


def test_an_end_before_its_start_is_pointed_out() -> None:
    assert told("activity", ACTIVITY | {"date_end": "2026-03-01"}) == [
        "活动台账第 1 行“结束日期”写的是“2026-03-01”，早于开始日期。请核对这两个日期。"
    ]
    assert told("activity", ACTIVITY | {"date_end": "2026-03"}) == []


def test_proposals_adopted_or_filed_beyond_those_collected_must_be_put_right() -> None:
    row = {"period": "二届一次", "collected": 30, "filed": 31, "adopted": 40, "best": 9}
    kept, problems = ledger.validate("proposal", ledger.frame("proposal", [row]), year=2026)
    assert len(kept) == 1
    assert {problem.severity for problem in problems} == {"error"}
    assert [str(problem) for problem in problems] == [
        "提案台账第 1 行“立案件数”写的是“31”，比征集件数（30）还多。请核对立案件数和征集件数。",
        "提案台账第 1 行“采纳件数”写的是“40”，比征集件数（30）还多。请核对采纳件数和征集件数。",
    ]


def test_more_persons_than_person_times_is_pointed_out() -> None:
    assert told("activity", ACTIVITY | {"participants": 9, "participant_times": 8}) == [
        "活动台账第 1 行“参加人数”写的是“9”，比参加人次（8）还多。请核对参加人数和参加人次。"
    ]


def test_an_account_on_the_wrong_side_is_pointed_out() -> None:
    row = FUND | {"account": "会费收入", "amount_yuan": Decimal(5)}
    (problem,) = told("fund", row)
    assert problem == (
        "经费台账第 1 行“科目”写的是“会费收入”，是收入科目，这一行的收支却是支出。"
        "请核对收支和科目。"
    )
    assert told("fund", row | {"account": "上年结余"}) == []


def test_problems_of_one_kind_are_listed_up_to_a_limit_and_then_counted() -> None:
    rows = [ACTIVITY | {"organiser": None if number % 2 else "本会"} for number in range(60)]
    problems = ledger.validate("activity", ledger.frame("activity", rows), year=2026)[1]
    assert len(problems) == SHOWN + 1
    assert str(problems[-1]) == (
        "活动台账“主办单位”另有 10 行同样没有填"
        "（第 42、44、46、48、50、52、54、56、58、60 行）。知道的请补上。"
    )


def test_what_many_rows_lack_is_one_thing_with_all_of_them() -> None:
    rows = [ACTIVITY | {"organiser": None if number % 2 else "本会"} for number in range(60)]
    rows[3] |= {"participants": 9, "participant_times": 5}
    problems = ledger.validate("activity", ledger.frame("activity", rows), year=2026)[1]
    (lacking, which), (other, one) = ledger.together(problems)
    assert which == tuple(range(2, 61, 2))
    assert lacking.of_rows(which) == (
        "活动台账第 2、4、6、8、10、12、14、16、18、20 等 30 行“主办单位”没有填。知道的请补上。"
    )
    assert one == (4,)
    assert other.of_rows(one) == str(other)
    assert "第 4 行" in str(other)


def test_a_count_names_stretches_of_rows_and_stops_after_some() -> None:
    assert ledger.spans([3, 5, 6, 7, 9]) == "第 3、5–7、9 行"
    assert ledger.spans(range(1, 40, 2)) == "第 1、3、5、7、9、11、13、15、17、19 等 20 行"


def test_a_problem_reads_as_one_plain_sentence() -> None:
    problem = Problem("activity", "Sheet1", 7, "支出金额", "三千\n上下？", "不是数字", "请改为数字")
    assert str(problem) == (
        "活动台账（Sheet1）第 7 行“支出金额”写的是“三千 上下？”，不是数字。请改为数字。"
    )
    assert Problem("activity", "活动台账", 7).where == "活动台账第 7 行"
    assert Problem("", "Sheet1").where == "“Sheet1”"
    assert "长" * 40 + "…”" in str(Problem("activity", "", 1, "备注", "长" * 99, "太长"))


def written(frames: Mapping[str, pd.DataFrame]) -> bytes:
    target = BytesIO()
    ledger.write_xlsx(frames, target)
    return target.getvalue()


def test_the_workbook_has_a_sheet_with_headers_for_every_ledger(tmp_path: Path) -> None:
    ledger.write_xlsx(ledger.empty_all(), tmp_path / "台账.xlsx")
    book = openpyxl.load_workbook(tmp_path / "台账.xlsx")
    assert book.sheetnames == [one.title for one in schema.ledgers().values()]
    for one in schema.ledgers().values():
        sheet = book[one.title]
        assert [cell.value for cell in sheet[1]] == [column.label for column in one.usual]
        assert all(cell.font.bold for cell in sheet[1])
        assert sheet.freeze_panes == "A2"


def test_whose_row_it_is_is_written_where_it_is_told_and_read_again() -> None:
    """In a ledger of many unions; one of a single union has no such column."""
    rows = [ACTIVITY, ACTIVITY | {"branch": "某某学校工会"}]
    data = written({"activity": ledger.frame("activity", rows)})
    sheets = openpyxl.load_workbook(BytesIO(data))
    assert sheets["活动台账"]["R1"].value == "填报单位"
    assert "填报单位" not in [cell.value for cell in sheets["会议台账"][1]]
    again = intake.read(data, year=2026).ledgers["activity"]
    assert again["branch"].tolist() == [None, "某某学校工会"]
    text = ledger.csv_bytes("activity", ledger.frame("activity", rows))
    assert intake.read(text, year=2026, name="a.csv").ledgers["activity"]["branch"].tolist() == [
        None,
        "某某学校工会",
    ]


def test_columns_with_fixed_values_offer_them() -> None:
    sheet = openpyxl.load_workbook(BytesIO(written({})))["慰问台账"]
    lists = {
        str(rule.sqref).split("2")[0]: rule.formula1
        for rule in sheet.data_validations.dataValidation
    }
    at = [column.id for column in schema.ledger("welfare").columns].index("form")
    assert lists[openpyxl.utils.get_column_letter(at + 1)] == '"实物,提货券,现金,转账,保险,其他"'


def test_values_are_written_in_their_native_type() -> None:
    rows = [
        ACTIVITY | {"cost_yuan": Decimal("1520.5"), "participants": 278},
        ACTIVITY | {"date_start": "2026-03", "cost_yuan_text": "3000余元"},
    ]
    sheet = openpyxl.load_workbook(BytesIO(written({"activity": ledger.frame("activity", rows)})))[
        "活动台账"
    ]
    first, second = (
        {head.value: cell for head, cell in zip(sheet[1], sheet[row], strict=True)}
        for row in (2, 3)
    )
    assert first["支出金额"].value == 1520.5
    assert first["支出金额"].number_format == "#,##0.00"
    assert first["参加人数"].value == 278
    assert first["开始日期"].value == dt.datetime.fromisoformat("2026-03-08")
    assert second["开始日期"].value == "2026年3月"
    assert second["支出金额"].value == "3000余元"


@pytest.mark.parametrize("text", ['=HYPERLINK("x")', "+1", "-1+2", "@SUM(A1)"])
def test_text_like_a_formula_is_written_as_text(text: str) -> None:
    data = written({"activity": ledger.frame("activity", [ACTIVITY | {"name": text}])})
    sheet = openpyxl.load_workbook(BytesIO(data))["活动台账"]
    cell = next(cell for cell in sheet[2] if cell.value == text)
    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert intake.read(data, year=2026).ledgers["activity"]["name"].tolist() == [text]


def test_control_characters_do_not_break_the_workbook() -> None:
    data = written({"activity": ledger.frame("activity", [ACTIVITY | {"name": "歌\x07会"}])})
    assert intake.read(data, year=2026).ledgers["activity"]["name"].tolist() == ["歌会"]


def test_wholly_empty_rows_are_no_problem_and_are_not_written() -> None:
    frame = ledger.frame("activity", [{}, ACTIVITY, {}])
    kept, problems = ledger.validate("activity", frame, year=2026)
    assert problems == ()
    assert list(kept.index) == [2]
    assert written({"activity": frame}) == written(
        {"activity": ledger.frame("activity", [ACTIVITY])}
    )


def test_the_same_ledgers_give_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    frames = {"activity": ledger.frame("activity", [ACTIVITY])}
    first = written(frames)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert written(frames) == first
    assert b"openpyxl" not in first


def _values(column: Column) -> st.SearchStrategy[object]:
    """Values that a frame may hold in this column."""
    if column.dtype == "enum":
        return st.sampled_from([choice.label for choice in column.choices])
    if column.dtype == "date":
        day = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)).map(dt.date.isoformat)
        return st.one_of(day, day.map(lambda d: d[:7]), day.map(lambda d: d[:4]))
    if column.dtype == "int":
        return st.integers(0, 10**9)
    if column.dtype == "decimal":
        return st.decimals(0, 10**9, places=2 if column.unit == "元" else 4)
    if column.dtype == "bool":
        return st.booleans()
    texts = st.text(max_size=20).map(lambda text: cells.parse(column, text, year=2026).value)
    return texts.filter(lambda text: text is not None and "计" not in str(text))


@st.composite
def frames(draw: st.DrawFn) -> dict[str, pd.DataFrame]:
    """One ledger with a few usable rows."""
    one = schema.ledger(draw(st.sampled_from(schema.LEDGER_IDS)))
    rows = []
    for _ in range(draw(st.integers(1, 4))):
        row: dict[str, object] = {}
        for column in one.columns:
            if column.approx and draw(st.booleans()):
                text = draw(st.sampled_from(["10万余", "十余", "近百", "约200"]))
                assert parse_number(column, text).text == text
                row[column.text_id] = text
            elif column.required or draw(st.booleans()):
                row[column.id] = draw(_values(column))
        rows.append(row)
    return {one.id: ledger.frame(one.id, rows)}


@settings(max_examples=60)
@given(frames())
def test_what_is_written_reads_back_as_it_was(given_frames: dict[str, pd.DataFrame]) -> None:
    read = intake.read(written(given_frames), year=2026)
    for id_, frame in given_frames.items():
        pd.testing.assert_frame_equal(read.ledgers[id_], frame)


def all_rows(problems: Iterable[Problem]) -> set[int]:
    return {problem.row for problem in problems}


def test_row_numbers_of_the_sheet_are_shown_when_they_are_given() -> None:
    frame = ledger.frame("activity", [ACTIVITY, ACTIVITY | {"date_start": "2025"}])
    origin = ledger.Origin("表", [7, 9])
    problems = ledger.validate("activity", frame, year=2026, origin=origin)[1]
    assert all_rows(problems) == {9}
    assert problems[0].sheet == "表"


def test_companions_and_defaults_fit_their_columns() -> None:
    for one in schema.ledgers().values():
        for column in one.columns:
            if column.companion:
                assert one.column(column.companion).dtype == column.dtype
            if column.default is not None:
                assert column.dtype == "int"


def test_a_date_outside_the_half_year_says_so() -> None:
    row = {"category": "困难帮扶", "persons": 3}
    dates = "2026-05-01", "2026-07-01", "2026-Q3", "2026", "2025-05-01"
    frame = ledger.frame("welfare", [{**row, "date": date} for date in dates])
    _, found = ledger.validate("welfare", frame, year=2026, half=1)
    told = {one.row: one.message for one in found if "不在" in one.message}
    assert told == {
        2: "不在2026年上半年，不计入2026年上半年的数字",
        3: "不在2026年上半年，不计入2026年上半年的数字",
        4: "不在2026年上半年，不计入2026年上半年的数字",
        5: "不在2026年，不计入2026年的数字",
    }
