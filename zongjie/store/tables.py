"""The tables. Times are whole milliseconds since 1970 (UTC); they are shown, never ordered by.

What comes after what is told by numbers: `draft.touched` over all drafts, `step` within a draft,
`number` within a part. A clock may be set back.

The migrations make these tables; a test holds them against this description.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()

_ID = String(32)
_PART = String(200)
_PERSON = String(255)


def _draft_id() -> Column[str]:
    return Column("draft_id", _ID, ForeignKey("draft.id", ondelete="CASCADE"), primary_key=True)


unit = Table(
    "unit",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("name", Text, nullable=False),
)

member = Table(
    "member",
    metadata,
    Column("unit_id", _ID, ForeignKey("unit.id", ondelete="CASCADE"), primary_key=True),
    Column("person", _PERSON, primary_key=True),
    Column("role", String(8), nullable=False),
    Index("member_person", "person"),
)

draft = Table(
    "draft",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("unit_id", _ID, ForeignKey("unit.id"), nullable=False),
    Column("name", Text, nullable=False),  # what its officers call it; may be empty
    # What the home page shows and sorts by, taken from the parts at each save.
    Column("title", Text, nullable=False),
    Column("genre", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("half", Integer),
    Column("written", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("step", Integer, nullable=False),
    Column("touched", BigInteger, nullable=False),
    Column("changed", BigInteger, nullable=False),
    Column("tidied", Integer, nullable=False),  # the step at which it was last thinned out
    Column("signed", Boolean, nullable=False),
    Column("shelf", String(8), nullable=False),
    Column("binned", BigInteger),
    Index("draft_unit_id", "unit_id"),
    Index("draft_touched", "touched"),
)

part = Table(
    "part",
    metadata,
    _draft_id(),
    Column("name", _PART, primary_key=True),
    Column("place", Integer, nullable=False),  # its order in the draft
    Column("number", Integer, nullable=False),  # of the newest revision
    Column("written", Boolean),  # of a section that counts for the progress, else empty
)

revision = Table(
    "revision",
    metadata,
    Column("draft_id", _ID, primary_key=True),
    Column("part", _PART, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("base", Integer),  # the revision whose rows these differ from; empty: whole content
    Column("body", LargeBinary, nullable=False),
    Column("step", Integer, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    ForeignKeyConstraint(["draft_id", "part"], ["part.draft_id", "part.name"], ondelete="CASCADE"),
)

event = Table(
    "event",
    metadata,
    _draft_id(),
    Column("step", Integer, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("words", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
)

# What was exported of drafts that are gone for good.
audit = Table(
    "audit",
    metadata,
    Column("draft_id", _ID, primary_key=True),
    Column("step", Integer, primary_key=True),
    Column("title", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
)

presence = Table(
    "presence",
    metadata,
    _draft_id(),
    Column("session", _ID, primary_key=True),
    Column("author", Text, nullable=False),
    Column("part", _PART, nullable=False),
    Column("at", BigInteger, nullable=False),
)
