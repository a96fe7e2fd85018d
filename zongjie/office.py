"""``zongjie units``: which units there are, and who does what in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from zongjie import terminal

if TYPE_CHECKING:
    from zongjie.store.values import Role

ROLES = {"owner": "负责人", "writer": "编写", "reader": "查阅"}
ALL = "（未分单位）"
"""How the unit is called whose drafts were written on one machine, by nobody who logged in."""

_unit = click.argument("unit")
_person = click.argument("person")


@click.group(help="列出单位和成员，或增减成员。", invoke_without_command=True)
@click.pass_context
def units(ctx: click.Context) -> None:
    """List every unit with its drafts and members."""
    if ctx.invoked_subcommand is None:
        show()


def show() -> None:
    """One line a member, and one for a unit that has none."""
    from zongjie.store import units as kept

    rows: list[tuple[str, str, str, str]] = []
    with terminal.store() as store:
        for id_, (name, _) in kept.mine(store).items():
            members = kept.members(store, id_)
            rows += [(name or ALL, id_, who, ROLES[role]) for who, role in members.items()]
            rows += [] if members else [(name or ALL, id_, "", "")]
    terminal.table(("单位", "编号", "登录名", "角色"), rows)


@units.command(help="新建单位。UNIT：单位全称；PERSON：负责人的登录名。")
@_unit
@_person
def add(unit: str, person: str) -> None:
    """Make a unit with its owner."""
    from zongjie.store import Person
    from zongjie.store import units as kept

    with terminal.store() as store:
        kept.found(store.seen_by(Person(person.strip())), unit)
    click.echo(f"已新建“{unit}”，负责人：{person}。")


@units.command(help="让一个人加入单位，或换角色。UNIT：单位全称或编号；PERSON：登录名。")
@_unit
@_person
@click.option(
    "--role",
    type=click.Choice(list(ROLES)),
    default="writer",
    show_default=True,
    help="owner 负责人；writer 编写；reader 查阅。",
)
def grant(unit: str, person: str, role: Role) -> None:
    """Give somebody a role in a unit."""
    from zongjie.store import units as kept

    with terminal.store() as store:
        kept.grant(store, kept.named(store, unit), person, role)
    click.echo(f"{person}在“{unit}”的角色：{ROLES[role]}。")


@units.command(help="让一个人离开单位。UNIT：单位全称或编号；PERSON：登录名。")
@_unit
@_person
def revoke(unit: str, person: str) -> None:
    """Take somebody's role in a unit away."""
    from zongjie.store import units as kept

    with terminal.store() as store:
        kept.grant(store, kept.named(store, unit), person, None)
    click.echo(f"{person}不再看得到“{unit}”的总结。")
