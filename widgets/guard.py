"""What every answer of the page server tells the browser to refuse.

The page runs the scripts of its own server and no others: a piece of a summary or of a ledger that
were taken for HTML after all could neither run nor send anything anywhere.
"""

from __future__ import annotations

import base64
import hashlib

from tornado.httputil import HTTPHeaders
from tornado.web import OutputTransform


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


_THEME = """
      document.body.dataset.theme = localStorage.getItem("theme") || "auto";
    """


POLICY = "; ".join(
    (
        "default-src 'none'",
        # anywidget imports the few lines of a view from a blob. Charts need no eval, as their
        # expressions run in vega's interpreter.
        # Two inline ones are known: by the one voila says that a page takes a while, the other is
        # the guide's theme's, light or dark.
        f"script-src 'self' blob: {_hash('window.voila_heartbeat()')} {_hash(_THEME)}",
        "style-src 'self' 'unsafe-inline'",  # editor, grid and charts make their own rules
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "frame-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}


class Guard(OutputTransform):
    """Sets `HEADERS` on every answer, also on files and on what went wrong."""

    def transform_first_chunk(
        self,
        status_code: int,
        headers: HTTPHeaders,
        chunk: bytes,
        finishing: bool,  # noqa: ARG002, FBT001 - tornado's signature
    ) -> tuple[int, HTTPHeaders, bytes]:
        for name, value in HEADERS.items():
            headers[name] = value
        headers.pop("Server", None)  # its version is nobody's business
        return status_code, headers, chunk
