"""A section of five megabytes: kept, looked over, and made into documents in bounded time."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Iterator

import pytest

from tests.export.samples import draft, figures
from tests.typed.figures import SAMPLE
from zongjie import document, portable
from zongjie.draft import Section
from zongjie.export import export
from zongjie.privacy import Privacy
from zongjie.review import Review

LINE = "全年组织开展活动280人次，支出22500元，慰问困难职工278人次。\n"
TEXT = LINE * (5_000_000 // len(LINE.encode()))
SECTION = Section("welfare", "帮扶", TEXT)
PATIENCE = 120.0
"""Seconds that nothing here may take, on a machine as slow and busy as any."""


@pytest.fixture(autouse=True)
def _bounded() -> Iterator[None]:
    start = time.monotonic()
    yield
    assert time.monotonic() - start < PATIENCE


def test_it_is_looked_over_and_said_to_be_too_long() -> None:
    (found,) = Review(SAMPLE).findings(SECTION)
    assert "太长了" in found.message
    assert Privacy().of_section(SECTION) == ()


def test_it_goes_into_a_packed_draft_and_comes_back() -> None:
    target = io.BytesIO()
    portable.write(draft(SECTION), {}, target)
    assert portable.read(target.getvalue()).draft.section("welfare") is not None


@pytest.mark.parametrize("to", ["html", "docx", "pdf"])
def test_it_becomes_a_document(to: str) -> None:
    data = export(document.build(draft(SECTION), figures()), to, allow_missing=True)
    assert data.startswith(b"%PDF") or zipfile.is_zipfile(io.BytesIO(data)) or b"<main>" in data
