"""Who may do what. Every read and write of a draft begins here, in its own transaction.

A draft belongs to a unit; a person has one role there. A reader sees the drafts, their history
and exports; a writer also writes, copies, names and archives; an owner also signs off, bins and
says who else may. Whoever has no role in a unit is told that its drafts are not there.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from zongjie.errors import StoreError
from zongjie.store.errors import NoSuchDraft, NotAllowed, SignedDraft
from zongjie.store.tables import draft as drafts
from zongjie.store.tables import member
from zongjie.store.values import Person, Role

ROLES: tuple[Role, ...] = ("reader", "writer", "owner")


def check(  # noqa: PLR0913 - each says what it is for
    tx: sa.Connection,
    who: Person,
    draft: str,
    role: Role,
    verb: str,
    *,
    lock: bool = False,
    binned: bool = False,
) -> sa.Row[Any]:
    """The draft's row, when this person may do this to it.

    `lock` keeps other writers of this draft waiting until the transaction ends; `binned` is for
    verbs that also reach into the bin. `NoSuchDraft` and `NotAllowed` say why not.
    """
    mine = roles(who).subquery()
    query = (
        sa.select(drafts, mine.c.role)
        .join(mine, mine.c.unit_id == drafts.c.unit_id)
        .where(drafts.c.id == draft)
    )
    row = tx.execute(query.with_for_update(of=drafts) if lock else query).one_or_none()
    if row is None or (row.shelf == "bin" and not binned):
        raise NoSuchDraft
    need(row.role, role, verb)
    return row


def change(tx: sa.Connection, who: Person, draft: str, verb: str = "修改") -> sa.Row[Any]:
    """The row, locked, of a draft whose content this person may change now."""
    row = check(tx, who, draft, "writer", verb, lock=True)
    if row.signed:
        raise SignedDraft(row.role)
    return row


def check_unit(tx: sa.Connection, who: Person, unit: str, role: Role, verb: str) -> None:
    """Nothing, when this person may do this in this unit."""
    mine = roles(who).subquery()
    found = tx.execute(sa.select(mine.c.role).where(mine.c.unit_id == unit)).scalar()
    if found is None:
        raise StoreError("没有找到这个单位", cure="请从列表里选")
    need(found, role, verb)


def need(has: str, role: Role, verb: str) -> None:
    """`NotAllowed` for a role that does not include this one."""
    if ROLES.index(has) < ROLES.index(role):
        raise NotAllowed(verb)


def check_machine(who: Person) -> None:
    """The store as a whole belongs to whoever runs the machine."""
    if not who.alone:
        raise NotAllowed("备份或恢复全部总结")


def roles(who: Person) -> sa.Select[Any]:
    """``unit_id, role`` of every unit this person may see."""
    from zongjie.store.tables import unit

    if who.alone:
        return sa.select(unit.c.id.label("unit_id"), sa.literal("owner").label("role"))
    mine = sa.select(member.c.unit_id, member.c.role)
    if not who.id:
        return mine.where(sa.false())
    return mine.where(member.c.person == who.id)
