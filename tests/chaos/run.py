"""Make faults and count what is lost.

``python -m tests.chaos.run [--short] [family …] [--seed N]``

Each family has processes of its own, `shards` at once. Chance comes from the seed alone; moments
also depend on the machine.
"""

from __future__ import annotations

import argparse
import importlib
import json
import random
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.chaos.judge import Tally, table

ONE = "--one"


@dataclass(frozen=True)
class Family:
    """A kind of fault: how often it is made, or for how many seconds, in a short and a full run."""

    title: str
    short: int
    full: int
    shards: int = 1


FAMILIES = {
    "kernel": Family("kernel killed while a browser types", 4, 500, 3),
    "server": Family("server killed and restarted", 2, 50, 2),
    "network": Family("network cut", 5, 200, 2),
    "mixed": Family("kernel, network and disk in turn", 11, 110, 2),
    "writers": Family("20 writers on one draft, some killed", 3, 60),
    "disk": Family("disk full during a save", 2, 30),
    "locked": Family("SQLite held by another process", 1, 20),
    "database": Family("PostgreSQL restarted under load", 1, 20),
    "clock": Family("clock set back", 3, 30),
    "copying": Family("killed in a migration, backup or export", 2, 40),
}


def one(name: str, count: int, seed: str) -> Tally:
    """Make so many faults of a family here and now."""
    with TemporaryDirectory(prefix="zongjie-chaos-") as folder:
        family = importlib.import_module(f"tests.chaos.{name}")
        tally = family.run(Path(folder), random.Random(seed), count)  # noqa: S311
    assert isinstance(tally, Tally)
    return tally


def family(name: str, count: int, seed: str) -> Tally:
    """Make them in as many processes as the family has shards."""
    shards = FAMILIES[name].shards
    share = [count // shards + (at < count % shards) for at in range(shards)]
    command = [sys.executable, "-m", "tests.chaos.run", ONE, name]
    running = [
        subprocess.Popen(
            [*command, "--count", str(part), "--seed", f"{seed}/{at}"],
            stdout=subprocess.PIPE,
            text=True,
        )
        for at, part in enumerate(share)
    ]
    tally = Tally()
    for process in running:
        said, _ = process.communicate()
        if process.returncode:
            tally.wrong.append(f"{name}: ended with {process.returncode}")
        else:
            tally.add(Tally(**json.loads(said.splitlines()[-1])))
    return tally


def main() -> None:
    """Print the table of the families that are named, or of all."""
    parser = argparse.ArgumentParser(description="Make faults and print what was lost.")
    parser.add_argument("families", nargs="*", choices=[*FAMILIES, []], help="all when none named")
    parser.add_argument("--short", action="store_true", help="a handful of each")
    parser.add_argument("--full", action="store_true", help="as many as are reported (default)")
    parser.add_argument("--seed", default=str(random.randrange(10**6)))  # noqa: S311
    parser.add_argument(ONE, action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--count", type=int, help="how many of each, instead")
    args = parser.parse_args()
    if args.one:
        print(json.dumps(vars(one(args.families[0], args.count, args.seed))), flush=True)
        return
    print(f"Seed {args.seed}.\n", flush=True)
    tallies = {}
    for name in args.families or FAMILIES:
        known = FAMILIES[name]
        count = args.count or (known.short if args.short else known.full)
        tallies[name] = family(name, count, args.seed)
        print(f"{name}: {'as it should be' if tallies[name].clean else 'NOT CLEAN'}", flush=True)
        for line in tallies[name].wrong:
            print(line, flush=True)
    print(f"\n{table([(FAMILIES[name].title, tally) for name, tally in tallies.items()])}")
    if not all(tally.clean for tally in tallies.values()):
        sys.exit("Not clean.")


if __name__ == "__main__":
    main()
