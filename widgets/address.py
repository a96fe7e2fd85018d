"""Which draft the page was opened with: ``?draft=…`` in its address.

voila starts kernels before anyone has asked for a page, and tells each one its address over a
websocket once somebody has. Its own helper for that, ``voila.utils.get_query_string``, imports
the whole server into the kernel (measured: 50 MB and 1 to 5 seconds), so the few lines that listen
are here.
"""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qs

from widgets import places

AGAIN = 1.0
"""Seconds between two tries to reach the server."""

PATIENCE = 10.0
"""Seconds a try may take; many kernels start at once when many officers do."""


def draft_in(query: str) -> str:
    """The draft id in the query of an address (``?draft=x``); "" when it has none."""
    return parse_qs(query.removeprefix("?")).get("draft", [""])[-1]


def is_waiting(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether this kernel was started ahead of the page it will serve."""
    return environ.get("VOILA_PREHEAT") == "True"


def given(draft: str | Path | None, environ: Mapping[str, str] = os.environ) -> str | Path:
    """The id or the path of the draft a notebook is run for; "" where nobody has said any.

    It is said in the notebook, else outside voila by ``ZONGJIE_DRAFT``. An address names ids only,
    so that no file of the machine can be asked for.
    """
    if not draft and not {"VOILA_PREHEAT", "QUERY_STRING"} & environ.keys():
        draft = environ.get("ZONGJIE_DRAFT")
    if not draft or isinstance(draft, Path):
        return draft or ""
    path = Path(draft)
    return path if path.name != draft or path.suffix or path.exists() else draft


def asked(environ: Mapping[str, str] = os.environ) -> str:
    """The draft a kernel that was started for one page was asked for; "" outside voila."""
    return draft_in(environ.get("QUERY_STRING", ""))


async def coming(environ: Mapping[str, str] = os.environ) -> str:
    """Wait for the page, however long it takes; returns the draft it was asked for."""
    from tornado.httpclient import HTTPClientError
    from tornado.websocket import WebSocketError, websocket_connect

    url = "ws://{}:{}{}voila/query/{}".format(
        environ.get("VOILA_APP_IP", "127.0.0.1"),
        environ.get("VOILA_APP_PORT", "8866"),
        environ.get("VOILA_SERVER_URL", "/"),
        environ["VOILA_KERNEL_ID"],
    )
    while True:
        try:
            connection = await websocket_connect(url, connect_timeout=PATIENCE, ping_interval=30)
            try:
                message = await connection.read_message()
            finally:
                connection.close()
        except (OSError, HTTPClientError, WebSocketError):
            message = None  # not listening yet, too busy to answer, or the machine was asleep
        if message is not None:
            return draft_in(str(json.loads(message).get("QUERY_STRING", "")))
        await asyncio.sleep(AGAIN)


def home(environ: Mapping[str, str] = os.environ) -> str:
    """The address of the home page."""
    return environ.get("VOILA_BASE_URL", "/")


def guide(environ: Mapping[str, str] = os.environ) -> str:
    """The address of the guide; "" where it is not served."""
    served = "VOILA_BASE_URL" in environ and places.guide() is not None
    return f"{home(environ)}guide/" if served else ""


def page(genre: str, draft: str = "", environ: Mapping[str, str] = os.environ) -> str:
    """The address of a genre's page, showing this draft or else its sample.

    JupyterLab has no such pages: there it is the place of the notebook on this machine (with ~ for
    the home folder, as Jupyter says it), of which the browser makes an address; "" without one.
    """
    if "VOILA_BASE_URL" not in environ:
        path = places.notebook(genre)
        return "" if path is None else _from_home(path)
    query = f"?draft={draft}" if draft else ""
    return f"{home(environ)}voila/render/{genre}.ipynb{query}"


def _from_home(path: Path) -> str:
    home = Path.home()
    return f"~/{path.relative_to(home).as_posix()}" if home in path.parents else path.as_posix()
