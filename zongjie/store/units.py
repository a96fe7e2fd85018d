"""Units and who does what in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from zongjie.errors import StoreError
from zongjie.store import access, membership
from zongjie.store.tables import member, unit
from zongjie.store.values import Role

if TYPE_CHECKING:
    from zongjie.store.store import Store


def found(store: Store, name: str) -> str:
    """Make a unit, owned by the person of this store; returns its id."""
    with store.writing() as tx:
        return membership.insert(tx, store.by, name)


def mine(store: Store) -> dict[str, tuple[str, Role]]:
    """Name and role by id of every unit this person may see."""
    with store.reading() as tx:
        return membership.of(tx, store.by)


def named(store: Store, wanted: str) -> str:
    """The id of the unit that is called so, or has this id; `StoreError` unless it is one."""
    seen = mine(store)
    if wanted in seen:
        return wanted
    same = [id_ for id_, (name, _) in seen.items() if name == wanted]
    if not same:
        raise StoreError(f"没有找到单位“{wanted}”", cure="用 zongjie units 看有哪些单位")
    if len(same) > 1:
        raise StoreError(
            f"有 {len(same)} 个单位都叫“{wanted}”", cure="请写编号，zongjie units 里有"
        )
    return same[0]


def members(store: Store, unit_id: str) -> dict[str, Role]:
    """Everybody's role in a unit."""
    with store.reading() as tx:
        access.check_unit(tx, store.by, unit_id, "reader", "查看成员")
        query = sa.select(member.c.person, member.c.role).where(member.c.unit_id == unit_id)
        return {row.person: row.role for row in tx.execute(query.order_by(member.c.person))}


def grant(store: Store, unit_id: str, person: str, role: Role | None) -> None:
    """Give somebody a role in a unit, or none; a unit keeps at least one owner."""
    if not person.strip():
        raise StoreError("没有写给谁授权", cure="请写对方的登录名")
    with store.writing() as tx:
        access.check_unit(tx, store.by, unit_id, "owner", "授权")
        # The unit's row is taken first: two owners who leave at once must not both succeed.
        tx.execute(sa.select(unit.c.id).where(unit.c.id == unit_id).with_for_update())
        tx.execute(member.delete().where(member.c.unit_id == unit_id, member.c.person == person))
        if role is not None:
            access.ROLES.index(role)
            tx.execute(member.insert().values(unit_id=unit_id, person=person, role=role))
        owners = sa.select(sa.func.count()).where(
            member.c.unit_id == unit_id, member.c.role == "owner"
        )
        if not tx.execute(owners).scalar() and unit_id != membership.LOCAL:
            raise StoreError("这个单位会没有负责人", cure="请先请另一位同志做负责人")
