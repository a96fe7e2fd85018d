"""Doing the same for many branches, in several processes where that is worth starting them.

The only file that names dask, and only where it is used. Fewer than `ENOUGH` branches are done in
turn: by then they are done while the processes would still be starting.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TypeVar

from zongjie.errors import ZongjieError

Given = TypeVar("Given")
Made = TypeVar("Made")

ENOUGH = 200
"""From how many branches on several processes gain more than they cost."""

_AT_ONCE = 16
"""Branches that a process does before it hands them over."""


def each(
    do: Callable[[Given], Made],
    items: Sequence[Given],
    *,
    workers: int | None,
    doing: str,
    bar: bool,
) -> list[Made]:
    """What `do` makes of each item, in their order.

    Parameters
    ----------
    do : a function at the top of a module, so that other processes find it.
    workers : how many processes; None for as many as there are cores where it is worth it.
    doing, bar : the words of the progress bar, and whether there is one.

    Raises `ZongjieError` where the processes could not be started or one of them was ended.
    """
    from tqdm.auto import tqdm

    if workers is None:
        workers = (os.cpu_count() or 1) if len(items) >= ENOUGH else 1
    with tqdm(total=len(items), desc=doing, unit="个", delay=1, disable=not bar) as progress:
        if workers <= 1:
            made = []
            with _uncollected():
                for item in items:
                    made.append(do(item))
                    progress.update()
            return made
        return _together(do, items, workers, progress.update)


def _together(
    do: Callable[[Given], Made],
    items: Sequence[Given],
    workers: int,
    done: Callable[[int], object],
) -> list[Made]:
    from dask.base import compute
    from dask.callbacks import Callback
    from dask.delayed import delayed

    def counted(_: object, result: object, *__: object) -> None:
        if isinstance(result, list):
            done(len(result))

    parts = [items[at : at + _AT_ONCE] for at in range(0, len(items), _AT_ONCE)]
    jobs = [delayed(_some)(do, part) for part in parts]
    try:
        with Callback(posttask=counted):
            made = compute(*jobs, scheduler="processes", num_workers=workers)
    except (BrokenProcessPool, RuntimeError) as error:
        cure = (
            "脚本里请写在 if __name__ == '__main__': 下面；内存不够的，请加 workers=1"
            "（命令行 --workers 1），一份一份地读"
        )
        raise ZongjieError("同时读各单位的进程停了", cure=cure) from error
    return [one for part in made for one in part]


def _some(do: Callable[[Given], Made], items: Sequence[Given]) -> list[Made]:
    with _uncollected():
        return [do(item) for item in items]


@contextmanager
def _uncollected() -> Iterator[None]:
    """Meanwhile nobody searches for garbage: all that is made stays, and is looked through anew."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
