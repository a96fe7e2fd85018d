"""What once broke the program breaks it no more, and the fuzzer sees what it has to see."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from pathlib import Path

import pytest

from tests.fuzz import run
from tests.fuzz.guard import Broken, bounds, guarded
from tests.fuzz.targets import TARGETS, Target
from zongjie.errors import ZongjieError

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="Windows has no alarm signal"),
    pytest.mark.filterwarnings("ignore"),  # those of libraries about broken files
]
SEEDS = sorted(run.SEEDS.glob("*/*.bin"))


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: f"{seed.parent.name}/{seed.stem}")
def test_a_kept_seed_is_taken_or_refused_in_words(seed: Path) -> None:
    with bounds() as inside:
        wrong = run.tried(TARGETS[seed.parent.name], seed.read_bytes(), inside)
    assert wrong is None or isinstance(wrong, ZongjieError)


def test_a_few_inputs_of_every_kind_break_nothing() -> None:
    found = run.run(sorted(TARGETS), 7, time.monotonic() + 60, most=60)
    assert set(found.tried) == set(TARGETS)
    assert not found.broken


def _asks_a_host(_: bytes, __: Path) -> None:
    socket.getaddrinfo("listener.invalid", 80)


def _writes_outside(_: bytes, inside: Path) -> None:
    (inside.parent / "outside.txt").write_text("x")


def _reads_the_canary(_: bytes, inside: Path) -> None:
    (inside.parent / "canary.txt").read_text()


def _starts_a_program(_: bytes, __: Path) -> None:
    subprocess.run(["true"], check=True)


def _never_ends(_: bytes, __: Path) -> None:
    while True:
        try:
            time.sleep(1)
        except BaseException as error:  # noqa: BLE001 - as a library might
            if isinstance(error, Broken):
                return


def _raises(_: bytes, __: Path) -> None:
    raise KeyError("x")


@pytest.mark.parametrize(
    "take",
    [
        *(_asks_a_host, _writes_outside, _reads_the_canary),
        *(_starts_a_program, _never_ends, _raises),
    ],
)
def test_what_no_input_may_do_is_seen(take: object) -> None:
    target = Target(take, tuple, 1, 0.5)  # type: ignore[arg-type]
    with bounds() as inside:
        wrong = run.tried(target, b"", inside)
    assert wrong is not None
    assert not isinstance(wrong, ZongjieError)


def test_what_is_inside_its_bounds_is_let_be() -> None:
    with bounds() as inside, guarded(inside, 5):
        (inside / "a.txt").write_text("x")
