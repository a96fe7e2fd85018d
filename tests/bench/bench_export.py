"""Exports of a 6,000-character summary with two charts and a 24-row table.

Warm means the second export of a process, of another text than before; cold means a new process,
start-up included. Chromium prints the very page the HTML export made.
"""

from __future__ import annotations

import atexit
import itertools
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from tests.bench.harness import ROUNDS, Case, Ratio, Topic
from tests.export.samples import draft_of_everyday_size, figures, long_summary
from tools import system
from tools.chromium import launch
from zongjie import document, export

OPEN = ExitStack()
"""What has to be closed when the benchmarks end: a browser and a folder."""
atexit.register(OPEN.close)


def topic() -> Topic:
    """PDF, HTML and DOCX, warm and cold, beside Chromium and stock nbconvert."""
    return Topic(
        "Exports",
        (
            Case("PDF, warm", _warm("pdf"), _prepared, "≤ 0.25 s"),
            Case("PDF with its charts drawn anew, warm", _from_draft, _prepared),
            Case("Chromium prints the same HTML, browser running", _chromium_running, _browser),
            Case("PDF, cold", _cold("zongjie_pdf"), _prepared),
            Case("Chromium prints the same HTML, cold", _chromium_cold, _prepared),
            Case("HTML, warm", _warm("html"), _prepared),
            Case("stock nbconvert --to html, warm", _stock, _prepared),
            Case("HTML, cold", _cold("zongjie_html"), _prepared),
            Case("stock nbconvert --to html, cold", _cold("html"), _prepared),
            Case("DOCX, warm", _warm("docx"), _prepared),
            Case("DOCX, cold", _cold("zongjie_docx"), _prepared),
        ),
        (
            Ratio("PDF, warm", "Chromium prints the same HTML, cold", "≥ 10× faster"),
            Ratio("PDF, warm", "Chromium prints the same HTML, browser running", "≥ 10× faster"),
            Ratio("PDF, cold", "Chromium prints the same HTML, cold"),
            Ratio("HTML, warm", "stock nbconvert --to html, warm"),
            Ratio("HTML, cold", "stock nbconvert --to html, cold"),
        ),
    )


@cache
def _summaries() -> Callable[[], NotebookNode]:
    """Another finished notebook of the same size at each call, so that no cache knows it."""
    made = itertools.cycle([long_summary(shift) for shift in range(4 * ROUNDS)])
    return lambda: next(made)


@cache
def _folder() -> Path:
    return Path(OPEN.enter_context(tempfile.TemporaryDirectory()))


@cache
def _prepared() -> None:
    """Files for those who read files, and one export of each kind for those who are warm."""
    notebook = _summaries()()
    (_folder() / "summary.ipynb").write_bytes(export.export(notebook, "ipynb"))
    (_folder() / "summary.html").write_bytes(export.export(notebook, "html"))
    for to in ("pdf", "docx"):
        export.export(notebook, to)
    _stock()


def _warm(to: str) -> Callable[[], object]:
    return lambda: export.export(_summaries()(), to)


_SHIFTS = itertools.count(1000)


def _from_draft() -> object:
    shift = next(_SHIFTS)
    built = document.build(draft_of_everyday_size(shift), figures(shift))
    return export.export(built, "pdf")


def _stock() -> object:
    from nbconvert.exporters import HTMLExporter

    exporter: Any = HTMLExporter()
    return exporter.from_notebook_node(_summaries()())


def _cold(exporter: str) -> Callable[[], object]:
    def run() -> object:
        command = [sys.executable, "-m", "nbconvert", "--to", exporter, "summary.ipynb"]
        return subprocess.run(
            [*command, "--output", f"cold-{exporter}"],
            cwd=_folder(),
            check=True,
            capture_output=True,
        )

    return run


def _chromium_cold() -> object:
    profile = tempfile.mkdtemp(dir=_folder())
    return subprocess.run(
        [
            str(system.find("chromium")),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={profile}",
            f"--print-to-pdf={_folder() / 'chromium.pdf'}",
            (_folder() / "summary.html").as_uri(),
        ],
        check=True,
        capture_output=True,
    )


@cache
def _browser() -> Any:
    from playwright.sync_api import sync_playwright

    _prepared()
    playwright = OPEN.enter_context(sync_playwright())
    browser = launch(playwright)
    OPEN.callback(browser.close)
    return browser


def _chromium_running() -> object:
    page = _browser().new_page()
    page.goto((_folder() / "summary.html").as_uri())
    printed = page.pdf(prefer_css_page_size=True)
    page.close()
    return printed
