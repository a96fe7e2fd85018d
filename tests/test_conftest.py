"""The ground rules of the test run hold."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

SKIPPING = """
import pytest

def test_skipped():
    pytest.skip("not here")

@pytest.mark.xfail(reason="known")
def test_expected():
    assert False
"""


SKIPPED_WHOLE = """
import pytest

pytest.importorskip("no_such_module")
"""


@pytest.mark.parametrize(
    ("ci", "outcome"), [(True, {"failed": 1, "errors": 1}), (False, {"skipped": 2})]
)
def test_a_skip_fails_in_ci_only(
    ci: bool,
    outcome: dict[str, int],
    pytester: pytest.Pytester,
    monkeypatch: pytest.MonkeyPatch,
    root: Path,
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(root))
    if ci:
        monkeypatch.setenv("CI", "true")
    else:
        monkeypatch.delenv("CI", raising=False)
    pytester.makeconftest(f"pytest_plugins = ['{__package__}.conftest']")
    pytester.makepyfile(SKIPPING, test_whole=SKIPPED_WHOLE)
    keep_on = "--continue-on-collection-errors"
    result = pytester.runpytest_subprocess(keep_on, "-p", "no:cacheprovider")
    result.assert_outcomes(**outcome, xfailed=1)


def test_other_hosts_cannot_be_reached() -> None:
    with socket.socket() as sock, pytest.raises(OSError, match="works offline"):
        sock.connect(("192.0.2.1", 80))


def test_this_machine_can_be_reached() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as client,
    ):
        assert client.getpeername() == server.getsockname()
