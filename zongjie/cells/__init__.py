"""One cell at a time: what Chinese offices type into ledgers, read as typed values."""

from __future__ import annotations

from zongjie.cells.cell import Cell, Value, show

__all__ = ["Cell", "Value", "show"]
