"""What the server's log says of the unforeseen: what happened and where, never anybody's words."""

from __future__ import annotations

import logging
import traceback
from typing import Any


def trace(error: BaseException) -> str:
    """An error's kind and the lines it came by, without its message: that may quote a summary."""
    kind = getattr(error, "ename", type(error).__name__)  # of a cell: what was raised in it
    return f"{kind}\n{''.join(traceback.format_tb(error.__traceback__))}"


def discreet(record: logging.LogRecord) -> bool:
    """A filter: of an exception only its `trace` is logged; voila would log the whole cell."""
    if record.exc_info and record.exc_info[1]:
        record.msg, record.args = "%s", (trace(record.exc_info[1]),)
        record.exc_info = None
    return True


def request(handler: Any) -> None:
    """For tornado, as ``log_function``: what broke, without the query, which may hold a token."""
    status = handler.get_status()
    if status >= 500:
        asked = handler.request
        logging.getLogger("tornado.access").error("%d %s %s", status, asked.method, asked.path)
