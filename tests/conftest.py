"""What every test stands on: no network, no silent skip in CI, and the programs tests drive."""

from __future__ import annotations

import os
import socket
from collections.abc import Generator, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import hypothesis
import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tools import system
from tools.chromium import launch

ROOT = Path(__file__).resolve().parent.parent

# A busy machine makes single examples slow; in CI the same examples are tried each time.
hypothesis.settings.register_profile("zongjie", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("zongjie")


def pytest_configure(config: pytest.Config) -> None:
    """Drafts that tests and notebooks make are nobody's: they go when the run ends."""
    folder = TemporaryDirectory(prefix="zongjie-")
    config.add_cleanup(folder.cleanup)
    os.environ["ZONGJIE_DATA_DIR"] = folder.name


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a skipped test is a failed one: what is missing there must be installed instead."""
    report = yield
    if not hasattr(report, "wasxfail"):
        _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a file that skips itself as a whole."""
    report = yield
    _refuse_skip(report)
    return report


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if report.skipped and "CI" in os.environ:
        report.outcome = "failed"
        report.longrepr = f"skipped, which CI does not allow: {report.longrepr}"


@pytest.fixture(scope="session", autouse=True)
def _offline() -> Iterator[None]:
    """Offices have no internet: only this machine may be connected to while tests run."""
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and not _is_here(address[0]):
            raise OSError(f"a test asked for {address[0]}; zongjie works offline")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_here)
        yield


def _is_here(host: str) -> bool:
    return host in {"localhost", "::1"} or host.startswith("127.")


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the project's tree."""
    return ROOT


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The browser that browser tests drive."""
    return _program("chromium")


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    """One Chromium for the tests of a file; Playwright's event loop ends with them."""
    expect.set_options(timeout=30_000)  # a busy machine is no finding
    with sync_playwright() as playwright:
        launched = launch(playwright, chromium)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def pdftotext() -> Path:
    """Reads a PDF's text back as a reader's clipboard would get it."""
    return _program("pdftotext")


@pytest.fixture(scope="session")
def soffice() -> Path:
    """LibreOffice, which opens a DOCX as an office does."""
    return _program("soffice")


def _program(name: str) -> Path:
    found = system.find(name)
    if found is None:
        pytest.skip(f"{name} is not on this machine; `make test` installs it or says how")
    return found
