"""The ledger grid on a page of its own, with a stand-in for Python, in a real browser."""

from __future__ import annotations

import functools
import http.server
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.frontend import FRONTEND, find_npm

PAGE = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>台账</title>
<link rel="stylesheet" href="harness.css"><link rel="icon" href="data:,">
<body><button>表格之前</button><script type="module" src="harness.js"></script></body></html>"""


@contextmanager
def serving_grid(folder: Path) -> Iterator[str]:
    """Bundle the grid's page into `folder` and serve it; gives its address."""
    _, path = find_npm()
    node = shutil.which("node", path=path)
    assert node is not None
    build = FRONTEND / "test" / "grid" / "build.mjs"
    subprocess.run([node, build, folder], check=True)
    (folder / "index.html").write_text(PAGE, "utf-8")
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/index.html"
        finally:
            server.shutdown()
            thread.join()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing: the tests' own output is enough."""
