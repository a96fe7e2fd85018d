"""Text files and pasted blocks."""

from __future__ import annotations

import pytest

from tests.intake.files import changes, names, problems, read, read_text, refused
from zongjie import intake
from zongjie.errors import IntakeError, SchemaError

TABLE = "日期,类别,名称,主办单位\n3月8日,女职工,健步走,本会\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"], ids=["comma", "tab", "semicolon"])
def test_text_of_any_office_encoding_is_read(encoding: str, delimiter: str) -> None:
    data = TABLE.replace(",", delimiter).encode(encoding)
    assert names(read(data, "活动.csv")) == ["健步走"]


def test_big_endian_text_is_read() -> None:
    assert names(read(b"\xfe\xff" + TABLE.encode("utf-16-be"), "活动.txt")) == ["健步走"]


def test_the_file_name_tells_which_ledger_a_text_is() -> None:
    text = "日期,类别,名称\n3月8日,培训,代表培训\n"
    assert names(read_text(text, "会议记录.csv"), "meeting") == ["代表培训"]
    assert "分不清是“活动台账”还是“会议台账”" in refused(text.encode(), "a.csv")


def test_a_name_is_never_a_path() -> None:
    result = read_text(TABLE, r"..\..\活动.csv")
    assert result.sheets[0].name == "活动"
    assert result.changes[0].sheet == "活动"


def test_quoted_cells_may_hold_line_breaks_and_single_marks_are_text() -> None:
    quoted = '日期\t类别\t名称\n3月8日\t文体\t"歌会\n决赛"\n3月9日\t文体\t球赛\n'
    assert names(intake.paste(quoted, "activity", year=2026)) == ["歌会\n决赛", "球赛"]
    single = '日期\t类别\t名称\n3月8日\t文体\t"歌会\n3月9日\t文体\t5"屏\n'
    assert names(intake.paste(single, "activity", year=2026)) == ['"歌会', '5"屏']


def test_short_rows_are_rows_with_empty_cells() -> None:
    result = read_text("日期,类别,名称,主办单位\n3月8日,女职工,健步走\n\n3月9日\n")
    assert names(result) == ["健步走"]
    assert problems(result)[1].startswith("活动台账（活动）第 4 行写的是“3月9日”，这一行只有一格")


def test_a_pasted_block_without_header_goes_by_the_order_of_the_ledger() -> None:
    result = intake.paste("\t3月8日\t\t文体\t歌会\t30", "activity", year=2026)
    assert names(result) == ["歌会"]
    assert changes(result)[0] == (
        "没有表头，按台账的列顺序读：编号、开始日期、结束日期、活动类别、活动名称、参加人数。"
    )
    assert problems(intake.paste("\t13月\t\t文体\t歌会\t30", "activity", year=2026)) == [
        "活动台账第 1 行“开始日期”写的是“13月”，没有这个月份，这一行没有计入。请核对月份。"
    ]


def test_a_pasted_block_with_header_goes_by_its_header() -> None:
    result = intake.paste("名称\t日期\t类别\n歌会\t3月8日\t文体", "activity", year=2026)
    assert names(result) == ["歌会"]
    assert all("没有表头" not in change for change in changes(result))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "没有粘贴到内容。请先在 Excel 里选中要粘贴的格子，复制后再来。"),
        (" \n\t\n", "没有粘贴到内容。请先在 Excel 里选中要粘贴的格子，复制后再来。"),
        ("\t".join("x" * 9), "粘贴的内容有 9 列，提案台账只有 7 列。"),
    ],
    ids=["empty", "blank", "wide"],
)
def test_an_unusable_paste_is_refused(text: str, message: str) -> None:
    with pytest.raises(IntakeError) as refusal:
        intake.paste(text, "proposal", year=2026)
    assert str(refusal.value).startswith(message)


def test_an_unknown_ledger_cannot_be_pasted_into() -> None:
    with pytest.raises(SchemaError):
        intake.paste("x", "diary", year=2026)
