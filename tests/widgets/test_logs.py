from __future__ import annotations

import contextlib
import logging
import sys

from widgets import logs

WRITTEN = "张三家中困难"


def caught() -> logging.LogRecord:
    with contextlib.suppress(ValueError):
        try:
            int(WRITTEN)
        finally:
            info = sys.exc_info()
    return logging.LogRecord("voila", logging.ERROR, "", 0, "cell %r", (WRITTEN,), info)


def test_the_log_tells_what_happened_and_where_and_not_what_was_written() -> None:
    record = caught()
    assert logs.discreet(record)
    said = logging.Formatter().format(record)
    assert "ValueError" in said
    assert "in caught" in said
    assert WRITTEN not in said


def test_what_is_no_exception_is_logged_as_it_is() -> None:
    record = logging.LogRecord("voila", logging.ERROR, "", 0, "port %d", (1,), None)
    assert logs.discreet(record)
    assert record.getMessage() == "port 1"


def test_a_kernel_that_died_is_said_in_one_plain_line() -> None:
    died = "Kernel died before replying to kernel_info"
    record = logging.LogRecord(
        "voila", logging.ERROR, "", 0, f"Error for kernel 1: {died}", (), None
    )
    assert logs.discreet(record)
    assert record.getMessage() == "一个页面的程序中途退出，页面会自动另开一个。"

    error = RuntimeError(died)
    follows = logging.LogRecord("asyncio", 40, "", 0, "Task", (), (type(error), error, None))
    assert not logs.discreet(follows)
