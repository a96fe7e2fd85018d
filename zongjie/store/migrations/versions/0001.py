"""The first tables: units and their members, drafts, parts, revisions, events, presence."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_ID, _PART, _PERSON = sa.String(32), sa.String(200), sa.String(255)


def upgrade() -> None:
    """Make them, with the unit of the officer who writes alone."""
    units = op.create_table(
        "unit",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
    )
    op.bulk_insert(units, [{"id": "local", "name": ""}])
    op.create_table(
        "member",
        sa.Column("unit_id", _ID, sa.ForeignKey("unit.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("person", _PERSON, primary_key=True),
        sa.Column("role", sa.String(8), nullable=False),
    )
    op.create_index("member_person", "member", ["person"])
    _drafts()
    _parts()
    _log()


def _drafts() -> None:
    op.create_table(
        "draft",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("unit_id", _ID, sa.ForeignKey("unit.id"), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("genre", sa.Text, nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("half", sa.Integer),
        sa.Column("written", sa.Integer, nullable=False),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("touched", sa.BigInteger, nullable=False),
        sa.Column("changed", sa.BigInteger, nullable=False),
        sa.Column("tidied", sa.Integer, nullable=False),
        sa.Column("signed", sa.Boolean, nullable=False),
        sa.Column("shelf", sa.String(8), nullable=False),
        sa.Column("binned", sa.BigInteger),
    )
    op.create_index("draft_unit_id", "draft", ["unit_id"])
    op.create_index("draft_touched", "draft", ["touched"])


def _parts() -> None:
    op.create_table(
        "part",
        _draft_id(),
        sa.Column("name", _PART, primary_key=True),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("written", sa.Boolean),
    )
    op.create_table(
        "revision",
        sa.Column("draft_id", _ID, primary_key=True),
        sa.Column("part", _PART, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("base", sa.Integer),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id", "part"], ["part.draft_id", "part.name"], ondelete="CASCADE"
        ),
    )


def _log() -> None:
    op.create_table(
        "event",
        _draft_id(),
        sa.Column("step", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "presence",
        _draft_id(),
        sa.Column("session", _ID, primary_key=True),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("part", _PART, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )


def _draft_id() -> sa.Column[str]:
    return sa.Column(
        "draft_id", _ID, sa.ForeignKey("draft.id", ondelete="CASCADE"), primary_key=True
    )
