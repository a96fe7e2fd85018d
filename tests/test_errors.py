from zongjie.errors import MissingFigures, ZongjieError


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
