"""Throw changed inputs at the program for a while: ``python -m tests.fuzz.run --minutes 30``.

What breaks it is kept in ``seeds/<target>/`` and tried by the tests from then on.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import time
import traceback
import warnings
from collections import Counter
from pathlib import Path

from tests.fuzz.guard import Broken, bounds, guarded
from tests.fuzz.mutate import mutated
from tests.fuzz.targets import TARGETS, Target
from zongjie.errors import ZongjieError

SEEDS = Path(__file__).parent / "seeds"
_FRESH = 500  # inputs for which one folder is used


def main() -> None:
    """Run for as long as is wanted, and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=sorted(TARGETS), action="append")
    wanted = parser.parse_args()
    warnings.simplefilter("ignore")  # those of libraries about broken files
    names = wanted.only or sorted(TARGETS)
    found = run(names, wanted.seed, time.monotonic() + 60 * wanted.minutes)
    print("inputs:", sum(found.tried.values()), dict(found.tried))
    print("refused in words:", dict(found.refused))
    print("broken:", found.broken or "nothing")


class Found:
    """What came of the inputs; `broken` counts what went wrong, by target and place."""

    def __init__(self) -> None:
        self.tried: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.broken: Counter[str] = Counter()


def run(names: list[str], seed: int, until: float, *, most: int | None = None) -> Found:
    """Try inputs until that time (`time.monotonic`), or this many."""
    rng = random.Random(seed)  # noqa: S311 - the same seed gives the same inputs
    first = {name: TARGETS[name].first() for name in names}
    shares = [TARGETS[name].share for name in names]
    found = Found()
    while time.monotonic() < until and (most is None or sum(found.tried.values()) < most):
        with bounds() as inside:
            for _ in range(min(_FRESH, most or _FRESH)):
                if time.monotonic() >= until:
                    break
                name = rng.choices(names, shares)[0]
                data = mutated(rng.choice(first[name]), first[name], rng)
                found.tried[name] += 1
                wrong = tried(TARGETS[name], data, inside)
                if wrong is None:
                    continue
                if isinstance(wrong, ZongjieError):
                    found.refused[name] += 1
                    continue
                _keep(name, data, wrong, found)
    return found


def tried(target: Target, data: bytes, inside: Path) -> BaseException | None:
    """Give a target an input; returns what it raised."""
    try:
        with guarded(inside, target.seconds):
            target.take(data, inside)
    except (Exception, Broken) as error:  # noqa: BLE001 - whatever it is, it is told
        return error
    return None


def _keep(name: str, data: bytes, wrong: BaseException, found: Found) -> None:
    """The first few inputs that go wrong at a place; of the others only how many there are."""
    frames = traceback.extract_tb(wrong.__traceback__)
    own = [one for one in frames if "/zongjie/" in one.filename or "/tests/" in one.filename]
    last = (own or frames)[-1]
    place = f"{name}: {type(wrong).__name__} at {Path(last.filename).name}:{last.lineno}"
    found.broken[place] += 1
    if found.broken[place] > 2:
        return
    path = SEEDS / name / f"{hashlib.sha256(data).hexdigest()[:16]}.bin"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    print(place, "->", path.relative_to(SEEDS), flush=True)
    traceback.print_exception(wrong)


if __name__ == "__main__":
    main()
