import errno

from zongjie.errors import MissingFigures, ZongjieError, unwritable


def test_an_error_reads_as_where_what_and_the_cure() -> None:
    error = ZongjieError("金额写的是“三千上下”", where="活动台账第 7 行", cure="请改为数字")
    assert str(error) == "活动台账第 7 行：金额写的是“三千上下”。请改为数字。"


def test_an_error_without_place_or_cure_is_one_sentence() -> None:
    assert str(ZongjieError("没有这个文件")) == "没有这个文件。"


def test_missing_figures_names_each_of_them() -> None:
    error = MissingFigures(("慰问.人次", "活动.次数"))
    assert error.names == ("慰问.人次", "活动.次数")
    assert "2处" in str(error)
    assert "慰问.人次、活动.次数" in str(error)


def test_the_reason_a_place_takes_no_file_is_said_in_chinese() -> None:
    for number in [*errno.errorcode, 0, 9999]:
        for said in unwritable(OSError(number, "No such thing")):
            assert said
            assert not any(letter.isascii() and letter.isalpha() for letter in said)
    assert unwritable(OSError(errno.ENOSPC, "No space left on device"))[0] == "磁盘满了"
