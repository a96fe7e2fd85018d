"""What the server's log says of the unforeseen: what happened and where, never anybody's words."""

from __future__ import annotations

import logging
import traceback
from typing import Any


def trace(error: BaseException) -> str:
    """An error's kind and the lines it came by, without its message: that may quote a summary."""
    kind = getattr(error, "ename", type(error).__name__)  # of a cell: what was raised in it
    return f"{kind}\n{''.join(traceback.format_tb(error.__traceback__))}"


DIED = "Kernel died"
"""How nbclient begins to say that a page has lost its kernel."""


def discreet(record: logging.LogRecord) -> bool:
    """A filter: of an exception only its `trace` is logged; voila would log the whole cell.

    A kernel that died is said in one line: the page starts another by itself.
    """
    error = record.exc_info[1] if record.exc_info else None
    if DIED in str(error):
        return False  # said already
    if DIED in record.getMessage():
        record.msg, record.args = "一个页面的程序中途退出，页面会自动另开一个。", ()
    if error:
        record.msg, record.args = "%s", (trace(error),)
        record.exc_info = None
    return True


def request(handler: Any) -> None:
    """For tornado, as ``log_function``: what broke, without the query, which may hold a token."""
    status = handler.get_status()
    if status >= 500:
        asked = handler.request
        logging.getLogger("tornado.access").error("%d %s %s", status, asked.method, asked.path)
