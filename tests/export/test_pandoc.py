"""Pandoc is run in its sandbox and without a window."""

from __future__ import annotations

import subprocess
from typing import Any

import pytest

from zongjie.export.pandoc import converted


def test_bytes_become_other_bytes_and_what_it_refuses_none() -> None:
    assert converted(b"**a**", ("--from=markdown", "--to=html")) == b"<p><strong>a</strong></p>\n"
    assert converted(b"a", ("--from=json", "--to=html")) is None


def test_it_opens_no_file_and_no_window(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, Any] = {}

    def run(command: list[str], **how: Any) -> subprocess.CompletedProcess[bytes]:
        asked.update(how, command=command)
        return subprocess.CompletedProcess(command, 0, b"")

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(subprocess, "CREATE_NO_WINDOW", 0x8000000, raising=False)  # as on Windows
    converted(b"", ("--to=html",))
    assert asked["creationflags"] == 0x8000000
    assert "--sandbox" in asked["command"]
