"""Whatever a cell holds: it never raises, and what is shown reads back."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cells.columns import BOOKED, COLUMNS, COST, INDICATOR, NAME, PERSONS, START, name, read
from zongjie import cells
from zongjie.cells import Cell
from zongjie.cells.dates import FIRST_YEAR, LAST_YEAR
from zongjie.schema import Column


@pytest.mark.parametrize(
    ("column", "value", "shown"),
    [
        (COST, Decimal(1520), "1520"),
        (COST, Decimal("1520.5"), "1520.50"),
        (COST, Decimal("1E+3"), "1000"),
        (INDICATOR, Decimal("98.7650"), "98.765"),
        (PERSONS, 278, "278"),
        (PERSONS, pd.NA, ""),
        (BOOKED, True, "是"),
        (BOOKED, np.False_, "否"),
        (START, "2026-03-08", "2026-03-08"),
        (START, "2026-03", "2026年3月"),
        (START, "2026-Q4", "2026年第四季度"),
        (START, "2026", "2026年"),
        (NAME, None, ""),
    ],
    ids=name,
)
def test_values_are_shown_plainly(column: Column, value: object, shown: str) -> None:
    assert cells.show(column, value) == shown


def test_a_vague_amount_is_shown_as_written() -> None:
    assert cells.show(COST, None, "10万余元") == "10万余元"


ANYTHING = st.one_of(
    st.text(),
    st.text("0123456789,.，元万千百十一二三两余多约人次月日年季度-—至 ()￥"),
    st.integers(),
    st.floats(),
    st.decimals(),
    st.booleans(),
    st.datetimes(),
    st.dates(),
    st.times(),
    st.timedeltas(),
    st.none(),
    st.binary(),
)


@given(st.sampled_from(COLUMNS), ANYTHING, st.sampled_from(["", "元", "万元", "人次"]))
def test_no_cell_at_all_raises(column: Column, raw: object, unit: str) -> None:
    cell = read(column, raw, unit)
    assert not (cell.problem and not cell.empty)
    assert bool(cell.problem) == bool(cell.cure)
    assert cell.text is None or column.approx


DATES = st.one_of(
    st.dates(dt.date(FIRST_YEAR, 1, 1), dt.date(LAST_YEAR, 12, 31)).map(dt.date.isoformat),
    st.dates(dt.date(FIRST_YEAR, 1, 1), dt.date(LAST_YEAR, 12, 31)).map(lambda d: f"{d:%Y-%m}"),
    st.builds("{}-Q{}".format, st.integers(FIRST_YEAR, LAST_YEAR), st.integers(1, 4)),
    st.integers(FIRST_YEAR, LAST_YEAR).map(str),
)
VALUES = {
    "date": DATES,
    "int": st.integers(-(10**11), 10**11),
    "bool": st.booleans(),
    "text": st.text(min_size=1).map(lambda text: read(NAME, text).value).filter(bool),
}


@given(st.sampled_from(COLUMNS), st.data())
def test_what_is_shown_reads_back_as_it_was(column: Column, data: st.DataObject) -> None:
    if column.dtype == "enum":
        value: object = data.draw(st.sampled_from(column.choices)).label
    elif column.dtype == "decimal":
        places = 2 if column.unit == "元" else 6
        value = data.draw(st.decimals(-(10**9), 10**9, places=places))
    else:
        value = data.draw(VALUES[column.dtype])
    assert read(column, cells.show(column, value)) == Cell(value)  # type: ignore[arg-type]
