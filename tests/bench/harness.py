"""Interleaved benchmarks and the table they print.

A benchmark file is ``bench_<topic>.py`` with one function, ``topic() -> Topic``. Cases of a topic
run in turn, round after round, so that a busy minute of the machine falls on all of them alike;
the table shows medians. Run with ``make bench``.
"""

from __future__ import annotations

import gc
import re
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median

ROUNDS = 5

_LIMIT = re.compile(r"(?P<sense>[≤≥]) ?(?P<number>\d+(?:\.\d+)?) ?(?P<unit>ms|s|kB|MB|×)?(?: .*)?")
_SCALE = {"ms": 0.001}


@dataclass(frozen=True)
class Reading:
    """What a case measured itself: seconds (``s``), megabytes (``MB``) or kilobytes (``kB``)."""

    value: float
    unit: str = "s"

    def __str__(self) -> str:
        if self.unit == "s":
            return f"{self.value * 1000:.1f} ms" if self.value < 1 else f"{self.value:.2f} s"
        return f"{self.value:.1f} {self.unit}"


@dataclass(frozen=True)
class Limit:
    """A target such as ``≤ 0.25 s``, ``≤ 50 ms``, ``≤ 1.25×`` or ``≥ 10× faster``."""

    text: str

    def __post_init__(self) -> None:
        if not _LIMIT.fullmatch(self.text):
            raise ValueError(f"not a target: {self.text!r}; write one like '≤ 0.25 s' or '≥ 10×'")

    @property
    def at_least(self) -> bool:
        return self._parts["sense"] == "≥"

    def met(self, value: float) -> bool:
        """Whether `value`, in seconds, megabytes, kilobytes or times, keeps to the target."""
        bound = float(self._parts["number"]) * _SCALE.get(self._parts["unit"] or "", 1)
        return value >= bound if self.at_least else value <= bound

    @property
    def _parts(self) -> re.Match[str]:
        match = _LIMIT.fullmatch(self.text)
        assert match is not None
        return match


@dataclass(frozen=True)
class Case:
    """One thing to measure.

    `run` is timed, unless it returns a `Reading`, which then counts instead of its wall time
    (see `memory_of`). `setup` runs once, untimed, before the first round: make inputs there,
    and warm up whatever a warm case must not pay for. `target` is for the median itself.
    """

    name: str
    run: Callable[[], object]
    setup: Callable[[], object] | None = None
    target: str = ""


@dataclass(frozen=True)
class Ratio:
    """One case held against another of the same topic, both by name.

    A target ``≤ 1.25×`` limits ``of / to`` (no dearer than); ``≥ 10×`` asks that `of` be that
    many times faster, so it limits ``to / of``.
    """

    of: str
    to: str
    target: str = ""


@dataclass(frozen=True)
class Topic:
    """Cases that run interleaved, and how they compare."""

    title: str
    cases: tuple[Case, ...]
    ratios: tuple[Ratio, ...] = ()

    def __post_init__(self) -> None:
        names = [case.name for case in self.cases]
        if len(set(names)) != len(names):
            raise ValueError(f"two cases of {self.title!r} share a name: {names}")
        for target in [case.target for case in self.cases] + [r.target for r in self.ratios]:
            if target:
                Limit(target)  # refuses a target it cannot judge, before anything is measured
        for ratio in self.ratios:
            if unknown := {ratio.of, ratio.to} - set(names):
                raise ValueError(f"{self.title!r} compares cases it does not have: {unknown}")


def measure(topic: Topic, rounds: int = ROUNDS) -> dict[str, Reading]:
    """The median of each case over `rounds` interleaved rounds, by case name."""
    for case in topic.cases:
        if case.setup is not None:
            case.setup()
    readings: dict[str, list[Reading]] = {case.name: [] for case in topic.cases}
    for _ in range(rounds):
        for case in topic.cases:
            readings[case.name].append(_measure_once(case))
    return {
        name: Reading(median(reading.value for reading in many), many[0].unit)
        for name, many in readings.items()
    }


def table(topic: Topic, medians: Mapping[str, Reading]) -> str:
    """A Markdown table: a line per case, then one per comparison of it."""
    rows: list[tuple[str, ...]] = [
        ("case", "median", "against", "ratio", "target", "met"),
        ("---", "---:", "---", "---:", "---", "---"),
    ]
    for case in topic.cases:
        reading = medians[case.name]
        verdict = _verdict(case.target, reading.value)
        rows.append((case.name, str(reading), "", "", case.target, verdict))
        rows += [_compare(ratio, medians) for ratio in topic.ratios if ratio.of == case.name]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def memory_of(code: str) -> Reading:
    """Resident memory, in MB, of a fresh interpreter that has run `code`."""
    probe = "import psutil; print(psutil.Process().memory_info().rss)"
    out = _fresh(f"{code}\n{probe}")
    return Reading(int(out.split()[-1]) / 1e6, "MB")


def peak_of(code: str) -> Reading:
    """The most resident memory, in MB, that a fresh interpreter took while it ran `code` (Unix)."""
    probe = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    scale = 1e6 if sys.platform == "darwin" else 1e3
    return Reading(int(_fresh(f"{code}\n{probe}").split()[-1]) / scale, "MB")


def seconds_of(code: str) -> Reading:
    """Wall time, in seconds, that `code` takes inside a fresh interpreter, start-up left out."""
    head = "import time as _time; _begin = _time.perf_counter()"
    out = _fresh(f"{head}\n{code}\nprint(_time.perf_counter() - _begin)")
    return Reading(float(out.split()[-1]))


def _fresh(code: str) -> str:
    command = [sys.executable, "-c", code]
    return subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE).stdout


def _measure_once(case: Case) -> Reading:
    gc.collect()
    begin = time.perf_counter()
    result = case.run()
    elapsed = time.perf_counter() - begin
    return result if isinstance(result, Reading) else Reading(elapsed)


def _compare(ratio: Ratio, medians: Mapping[str, Reading]) -> tuple[str, ...]:
    of, to = medians[ratio.of].value, medians[ratio.to].value
    faster = bool(ratio.target) and Limit(ratio.target).at_least
    times = to / of if faster else of / to
    spent = "time" if medians[ratio.of].unit == "s" else "memory"
    shown = f"{times:.2f}× " + ("faster" if faster else f"the {spent}")
    against = f"{ratio.to} ({medians[ratio.to]})"
    return ("", "", against, shown, ratio.target, _verdict(ratio.target, times))


def _verdict(target: str, value: float) -> str:
    if not target:
        return ""
    return "yes" if Limit(target).met(value) else "**no**"
