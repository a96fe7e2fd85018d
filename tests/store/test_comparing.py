from __future__ import annotations

import pytest

from tests.store.examples import ROW
from zongjie import ledger
from zongjie.store import comparing, ledger_part
from zongjie.store.comparing import RowChanges

WELFARE = ledger_part("welfare")
OTHERS = [ROW | {"persons": number, "note": f"第{number}次"} for number in range(5)]


def compared(old: list[dict[str, object]] | None, new: list[dict[str, object]]) -> RowChanges:
    before = None if old is None else ledger.frame("welfare", old)
    found = comparing.compare(WELFARE, before, ledger.frame("welfare", new))
    assert isinstance(found, RowChanges)
    return found


def test_rows_are_told_apart_wherever_they_move_to() -> None:
    """A row put in at the top makes no other row look changed."""
    new = [ROW | {"persons": 90, "note": "新的"}, *OTHERS[:4], OTHERS[4] | {"persons": 44}]
    found = compared(OTHERS, new)
    assert (found.added, found.changed, found.removed) == (1, 1, 0)
    assert str(found) == "添了 1 行、改了 1 行"
    first, last = found.rows()
    assert (first.kind, first.number) == ("added", 1)
    assert (last.kind, last.number) == ("changed", 6)
    (cell,) = last.cells
    assert (cell.before, cell.after) == ("4", "44")


def test_rows_that_went_are_told_as_they_were() -> None:
    (gone,) = compared(OTHERS, OTHERS[:2] + OTHERS[3:]).rows()
    assert (gone.kind, gone.number) == ("removed", 3)
    assert "送温暖" in gone.says


def test_rows_with_nothing_in_common_are_not_one_row_changed() -> None:
    found = compared([ROW], [{"persons": 4}])
    assert (found.added, found.changed, found.removed) == (1, 0, 1)
    assert compared(None, [ROW, ROW]).added == 2
    assert str(compared([ROW], [ROW])) == ""


def test_a_long_ledger_of_equal_rows_is_compared_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "_TOO_MUCH", 10)
    found = compared([ROW] * 20, [ROW] * 9 + [OTHERS[1], OTHERS[2]] + [ROW] * 10)
    assert (found.added, found.changed, found.removed) == (1, 1, 0)
