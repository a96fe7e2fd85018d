"""Columns of every kind, and a way to read a cell of one."""

from __future__ import annotations

import datetime as dt

from zongjie import cells, schema
from zongjie.cells import Cell
from zongjie.schema import Column

COST = schema.ledger("activity").column("cost_yuan")
BOOKED_AMOUNT = schema.ledger("fund").column("amount_yuan")
PERSONS = schema.ledger("activity").column("participants")
TIMES = schema.ledger("activity").column("participant_times")
ATTENDEES = schema.ledger("meeting").column("attendees")
ADOPTED = schema.ledger("proposal").column("adopted")
ITEMS = schema.ledger("activity").column("teams_or_items")
INDICATOR = schema.ledger("indicator").column("value")
START = schema.ledger("activity").column("date_start")
MEETING_DAY = schema.ledger("meeting").column("date")
ACCOUNT = schema.ledger("fund").column("account")
LEVEL = schema.ledger("honour").column("level")
MEETING = schema.ledger("meeting").column("kind")
CATEGORY = schema.ledger("activity").column("category")
BENEFICIARY = schema.ledger("welfare").column("beneficiary_kind")
BOOKED = schema.ledger("welfare").column("booked")
NAME = schema.ledger("activity").column("name")
MOMENT = dt.datetime.fromisoformat
COLUMNS = [column for ledger in schema.ledgers().values() for column in ledger.columns]


def name(value: object) -> str:
    """How a parameter is named in the list of tests."""
    return value.id if isinstance(value, Column) else repr(value)[:40]


def read(column: Column, raw: object, unit: str = "") -> Cell:
    return cells.parse(column, raw, year=2026, unit=unit)
