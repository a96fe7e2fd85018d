"""Few notebooks are drawn ahead: those that somebody has opened, or is about to."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from pathlib import Path
from typing import Protocol

import pytest

from widgets.ahead import Ahead
from widgets.places import HOME


class Kernels:
    """As voila's manager: a list of what waits for each notebook, by its name."""

    def __init__(self) -> None:
        self._pools: dict[str, list[Awaitable[dict[str, str]]]] = {}
        self.ended: list[str] = []
        self.broken: set[str] = set()

    def __contains__(self, id_: str) -> bool:
        return id_ not in self.ended

    def fill_if_needed(self, notebook_name: str) -> None:
        if not self._pools.setdefault(notebook_name, []):
            self._pools[notebook_name].append(asyncio.ensure_future(self._start(notebook_name)))

    async def _start(self, name: str) -> dict[str, str]:
        await asyncio.sleep(0)
        if name in self.broken:
            raise RuntimeError("it did not start")
        return {"kernel_id": f"kernel of {name}"}

    async def shutdown_kernel(self, id_: str, *, now: bool) -> None:
        assert now
        self.ended.append(id_)

    @property
    def waiting(self) -> list[str]:
        return [name for name, pool in self._pools.items() if pool]


class Drawn(Protocol):
    """Has notebooks drawn ahead, at most so many at once."""

    def __call__(self, most: int, *names: str, kernels: Kernels | None = None) -> Kernels: ...


@pytest.fixture
def drawn(tmp_path: Path) -> Drawn:
    """Tells the kernels after notebooks were asked for, one after the other."""

    def tell(most: int, *names: str, kernels: Kernels | None = None) -> Kernels:
        kernels = kernels or Kernels()

        async def ask() -> None:
            ahead = Ahead(kernels, tmp_path, most)
            for name in names:
                (tmp_path / name).touch()
                assert ahead.draw(name)
                await asyncio.sleep(0.01)

        asyncio.run(ask())
        return kernels

    return tell


def test_what_was_asked_for_longest_ago_gives_way_and_its_kernel_ends(drawn: Drawn) -> None:
    kernels = drawn(2, "a", "b", "a", "c")
    assert kernels.waiting == ["a", "c"]
    assert kernels.ended == ["kernel of b"]


def test_one_that_is_asked_for_again_waits_once(drawn: Drawn) -> None:
    kernels = drawn(3, "a", "a")
    assert [len(pool) for pool in kernels._pools.values()] == [1]
    assert kernels.ended == []


def test_the_first_page_is_voilas_own_business_and_takes_nobodys_place(drawn: Drawn) -> None:
    assert drawn(1, "a", HOME).waiting == ["a"]


def test_behind_a_hub_none_waits(drawn: Drawn) -> None:
    assert drawn(0, "a").waiting == []


def test_one_that_did_not_start_has_no_kernel_to_end(drawn: Drawn) -> None:
    kernels = Kernels()
    kernels.broken.add("a")
    drawn(1, "a", "b", kernels=kernels)
    assert kernels.waiting == ["b"]
    assert kernels.ended == []


def test_only_notebooks_of_the_folder_can_be_asked_for(tmp_path: Path) -> None:
    kernels = Kernels()
    assert not Ahead(kernels, tmp_path, 1).draw("b.ipynb")
    assert kernels.waiting == []
