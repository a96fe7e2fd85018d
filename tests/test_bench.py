"""The benchmark harness measures in turn and judges targets the right way round."""

from __future__ import annotations

import pytest

from tests.bench import run
from tests.bench.harness import (
    Case,
    Limit,
    Ratio,
    Reading,
    Topic,
    measure,
    memory_of,
    peak_of,
    seconds_of,
    table,
)


def test_cases_run_interleaved_after_every_setup() -> None:
    order: list[str] = []
    topic = Topic(
        "turns",
        (
            Case("a", lambda: order.append("a"), setup=lambda: order.append("setup")),
            Case("b", lambda: order.append("b")),
        ),
    )
    medians = measure(topic, rounds=2)
    assert order == ["setup", "a", "b", "a", "b"]
    assert {reading.unit for reading in medians.values()} == {"s"}


def test_a_reading_counts_instead_of_wall_time_and_the_median_is_kept() -> None:
    values = iter((1.0, 9.0, 2.0))
    topic = Topic("memory", (Case("a", lambda: Reading(next(values), "MB")),))
    assert measure(topic, rounds=3) == {"a": Reading(2.0, "MB")}


@pytest.mark.parametrize(
    ("target", "value", "met"),
    [
        ("≤ 0.25 s", 0.25, True),
        ("≤ 0.25 s", 0.26, False),
        ("≤ 50 ms", 0.049, True),
        ("≤ 50 ms", 0.051, False),
        ("≥ 10× faster", 10.0, True),
        ("≥ 10× faster", 9.9, False),
        ("≤ 1.25×", 1.3, False),
    ],
)
def test_a_limit_is_kept_or_broken(target: str, value: float, met: bool) -> None:
    assert Limit(target).met(value) is met


def test_a_target_nobody_can_judge_is_refused() -> None:
    with pytest.raises(ValueError, match="not a target"):
        Topic("t", (Case("a", lambda: None, target="fast"),))


def test_the_table_compares_both_ways_round() -> None:
    topic = Topic(
        "pdf",
        (Case("ours", lambda: None, target="≤ 50 ms"), Case("theirs", lambda: None)),
        (Ratio("ours", "theirs", "≥ 10×"), Ratio("ours", "theirs", "≤ 0.01×")),
    )
    lines = table(topic, {"ours": Reading(0.1), "theirs": Reading(2.0)}).splitlines()
    assert lines[2] == "| ours | 100.0 ms |  |  | ≤ 50 ms | **no** |"
    assert lines[3] == "|  |  | theirs (2.00 s) | 20.00× faster | ≥ 10× | yes |"
    assert lines[4] == "|  |  | theirs (2.00 s) | 0.05× the time | ≤ 0.01× | **no** |"
    assert lines[5] == "| theirs | 2.00 s |  |  |  |  |"


def test_a_topic_refuses_names_that_cannot_be_compared() -> None:
    case = Case("a", lambda: None)
    with pytest.raises(ValueError, match="share a name"):
        Topic("t", (case, case))
    with pytest.raises(ValueError, match="does not have"):
        Topic("t", (case,), (Ratio("a", "b"),))


def test_memory_and_time_are_read_in_a_fresh_interpreter() -> None:
    base = memory_of("pass")
    grown = memory_of("ballast = bytearray(b'x' * 50_000_000)")
    assert base.unit == "MB"
    assert grown.value - base.value > 40
    peak = peak_of("ballast = bytearray(b'x' * 50_000_000)\ndel ballast")
    assert peak.value - base.value > 30
    assert seconds_of("print('noise')").value > 0


@pytest.mark.parametrize("name", run.names())
def test_every_benchmark_file_describes_a_topic(name: str) -> None:
    topic = run.load(name)
    assert topic.cases
