"""Run the benchmarks: ``python -m tests.bench.run [topic …] [--rounds N]``.

Each topic has a process of its own, so that no browser or cache of one weighs on the next.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import platform
import subprocess
import sys

import tests.bench
from tests.bench.harness import ROUNDS, Topic, measure, table

PREFIX = "bench_"


def names() -> list[str]:
    """Every benchmark there is: ``figures`` for ``bench_figures.py``."""
    modules = pkgutil.iter_modules(tests.bench.__path__)
    return sorted(m.name.removeprefix(PREFIX) for m in modules if m.name.startswith(PREFIX))


def load(name: str) -> Topic:
    """The topic that ``bench_<name>.py`` describes."""
    topic = importlib.import_module(f"tests.bench.{PREFIX}{name}").topic()
    assert isinstance(topic, Topic), f"{PREFIX}{name}.topic() must return a Topic"
    return topic


def main() -> None:
    """Print the table of one topic, or have each of several print its own."""
    parser = argparse.ArgumentParser(description="Run the benchmarks and print Markdown tables.")
    parser.add_argument("topics", nargs="*", choices=[*names(), []], help="all when none is named")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    args = parser.parse_args()
    if len(args.topics) == 1:
        topic = load(args.topics[0])
        print(f"\n### {topic.title}\n\n{table(topic, measure(topic, args.rounds))}", flush=True)
        return
    print(f"Medians of {args.rounds} interleaved rounds;", end=" ")
    print(
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}.", flush=True
    )
    again = [sys.executable, "-m", "tests.bench.run", "--rounds", str(args.rounds)]
    failed = [
        name
        for name in args.topics or names()
        if subprocess.run([*again, name], check=False).returncode
    ]
    if failed:
        sys.exit(f"Could not measure: {', '.join(failed)}")


if __name__ == "__main__":
    main()
