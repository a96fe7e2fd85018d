"""Who does what in which unit, inside a transaction."""

from __future__ import annotations

import sqlalchemy as sa

from zongjie.errors import StoreError
from zongjie.store import access, drafts
from zongjie.store.errors import NotAllowed
from zongjie.store.tables import member, unit
from zongjie.store.values import Person, Role

LOCAL = "local"
"""The unit of the drafts that an officer writes alone; the first migration makes it."""


def home(tx: sa.Connection, who: Person, wanted: str, name: str) -> str:
    """The unit a new draft belongs to: `wanted`, else one of that name, the only one, or a new one.

    Raises `StoreError` when there are several to choose from.
    """
    if wanted:
        access.check_unit(tx, who, wanted, "writer", "新建总结")
        return wanted
    if who.alone:
        return LOCAL
    if not who.id:
        raise NotAllowed("新建总结")
    writable = {id_: own for id_, (own, role) in of(tx, who).items() if role != "reader"}
    named = [id_ for id_, own in writable.items() if own == drafts.shown(name)] or list(writable)
    if len(named) > 1:
        raise StoreError("您在几个单位都能写总结", cure="请回首页，在“归哪个单位”里选好再开始")
    return named[0] if named else insert(tx, who, name)


def of(tx: sa.Connection, who: Person) -> dict[str, tuple[str, Role]]:
    """Name and role by id of every unit this person may see."""
    roles = access.roles(who).subquery()
    query = sa.select(unit.c.id, unit.c.name, roles.c.role).join(
        roles, roles.c.unit_id == unit.c.id
    )
    return {row.id: (row.name, row.role) for row in tx.execute(query.order_by(unit.c.name))}


def insert(tx: sa.Connection, who: Person, name: str) -> str:
    """A new unit, owned by this person; returns its id."""
    if not who.id:
        raise NotAllowed("新建单位")
    id_ = drafts.new_id()
    tx.execute(unit.insert().values(id=id_, name=drafts.shown(name)))
    tx.execute(member.insert().values(unit_id=id_, person=who.id, role="owner"))
    return id_
