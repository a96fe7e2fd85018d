"""Columns that no ledger knows: what is told of them, and what an officer says they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from zongjie.cells import parse
from zongjie.intake.columns import as_written
from zongjie.intake.grid import Broken, Grid
from zongjie.intake.guess import NOTED, Guess, Heading, meant_in
from zongjie.intake.header import Header, Mapped, nearest, split_unit
from zongjie.intake.persons import PERSONAL
from zongjie.intake.report import Change
from zongjie.intake.skipping import is_total
from zongjie.intake.telling import tells
from zongjie.ledger import Problem
from zongjie.schema import Column

_SOME = 3  # values of an unknown column that are shown
_YEAR = 2000  # any year, to see whether dates are dates: one with a 29 February


def placed(grid: Grid, header: Header, agreed: Collection[Guess]) -> Header:
    """The header, with columns that no heading of their own tells apart named by their place.

    第 F 列 or 费用（第 F 列） can then be said to be a column, as any other unknown heading. A
    heading that was said to mean a column stays the office's word for it.
    """
    often = Counter(text for _, text in header.unknown)
    alike = [(at, text) for at, text in header.unknown if often[text] > 1 and text not in PERSONAL]
    alike += [(at, text) for at, text, _ in header.twice]
    names = {at: f"第 {_letters(at)} 列" for at in header.untitled}
    names |= {at: f"{text}（第 {_letters(at)} 列）" for at, text in alike}
    names = {at: name for at, name in names.items() if _filled(grid, header, at)}
    taken = {NOTED, *(mapped.column.label for mapped in header.columns)}
    free = {one.label: one for one in header.ledger.usual if one.label not in taken}
    said = meant_in(grid, agreed)
    meant = ((at, free.pop(said.get(name, ""), None)) for at, name in names.items())
    columns = {at: Mapped(at, column, "", names[at]) for at, column in meant if column}
    written = dict(grid.renamed)
    known = [
        replace(one, heading=split_unit(written[one.column.label])[0])
        if one.heading == one.column.label in written
        else one
        for one in header.columns
    ]
    unknown = {**dict(header.unknown), **names}
    return replace(
        header,
        columns=tuple(sorted((*known, *columns.values()), key=lambda one: one.at)),
        unknown=tuple(sorted((at, text) for at, text in unknown.items() if at not in columns)),
    )


def without_unneeded(
    grid: Grid, header: Header, agreed: Collection[Guess]
) -> tuple[Header, tuple[Change, ...]]:
    """The header without columns that its ledger has no need of, which are told once together.

    One that an officer wants noted stays, and one that may be what is missing: 借或贷 beside 金额.
    """
    wanted = meant_in(grid, agreed)
    taken = {mapped.column.id for mapped in header.columns}
    columns = [
        (at, text)
        for at, text in header.unknown
        if split_unit(text)[0] in header.ledger.unneeded
        and text not in wanted
        and _meant(grid, header, at, text, taken) not in header.missing
    ]
    filled = [text for at, text in columns if _filled(grid, header, at)]
    names = "".join(f"“{text}”" for text in filled)
    note = f"没有用到的列：{names}，台账里不必记"
    told = (Change(grid.name, header.row + 1, note=note),) if filled else ()
    unknown = tuple(one for one in header.unknown if one not in columns)
    return replace(header, unknown=unknown), told


def lacks(grid: Grid, header: Header, agreed: Collection[Guess]) -> bool:
    """Whether the file itself, without what an officer says of it, lacks a required column."""
    said = set(meant_in(grid, agreed).values())
    given = (one.column for one in header.columns if one.column.required)
    return bool(header.missing) or any(column.label in said for column in given)


def noting(
    grid: Grid, header: Header, agreed: Collection[Guess], *, lacking: bool = False
) -> Header:
    """The header, with those unknown columns noted in 备注 that an officer wants there.

    Where the file lacks a required column (`lacking`), every one of them is, unless the officer
    does not want it: what is missing may well be in it. So is one that tells a column of the
    ledger, such as who won.
    """
    meant = meant_in(grid, agreed)

    def said(text: str) -> str:
        usual = NOTED if lacking or tells(header.ledger, text) else ""
        return meant.get(text, usual)

    noted = tuple(
        (at, text)
        for at, text in header.unknown
        if text not in PERSONAL and _filled(grid, header, at) and said(text) == NOTED
    )
    unknown = tuple(one for one in header.unknown if one not in noted)
    return replace(header, unknown=unknown, noted=noted)


def about_columns(grid: Grid, header: Header) -> Iterator[Problem]:
    """Columns that are missing, unknown, written twice or without a header."""
    about = Problem(header.ledger.id, grid.name)
    for column in header.missing:
        names = "、".join((column.label, *column.aliases[:4]))
        cure = f"请加上这一列，表头可以写 {names}"
        yield replace(about, column=column.label, message="没有这一列，各行都没有计入", cure=cure)
    about = replace(about, row=header.row + 1, severity="warning", unread=True)
    taken = {mapped.column.id for mapped in header.columns}
    told = {at for at, _, _ in header.twice} | set(header.untitled)
    for at, text in header.unknown:
        if text in PERSONAL or at in told or not _filled(grid, header, at):
            continue
        near = _meant(grid, header, at, text, taken)
        cure = f"如果就是{near.label}，请把表头改成“{near.label}”；" if near else ""
        yield replace(
            about, column=text, message="这一列不认识，没有读", cure=f"{cure}不需要可以不管"
        )
    unread = dict(header.unknown)
    for at, _, column in header.twice:
        if at in unread:
            message = f"和另一列同是“{column.label}”，没有读"
            cure = "请只留一列，或者改一个表头"
            yield replace(about, column=unread[at], message=message, cure=cure)
    for at in header.untitled:
        if at in unread:
            cure = "请补上表头，或者删去这一列"
            yield replace(about, column=unread[at], message="没有表头，没有读", cure=cure)


def _meant(grid: Grid, header: Header, at: int, text: str, taken: Collection[str]) -> Column | None:
    """The column an unknown heading probably means, if any value below it could stand there.

    Where no name is near, most values may be those of a required column that the sheet lacks.
    A heading that perhaps means a column of words (`Column.perhaps`) means one of kinds only
    where kinds stand below it: each row has a name of its own.
    """
    cells = [raw for row in grid.rows[header.row + 1 :] if (raw := row[at]) != ""]
    written = set(cells)
    missing = (one for one in header.missing if one.choices and one.id not in taken)
    kinds = next((one for one in missing if _readable(one, written) * 2 > len(written)), None)
    if perhaps := [one for one in header.ledger.usual if text in one.perhaps]:
        if kinds is not None and _are_kinds(kinds, cells):
            return kinds
        return next((one for one in perhaps if one.id not in taken), None)
    near = nearest(header.ledger, text, taken)
    if near is not None and _readable(near, written):
        return near
    return kinds


def _are_kinds(column: Column, cells: Sequence[object]) -> bool:
    """Whether these are kinds of things, not names of single ones: labels, or they come again."""
    labels = {choice.label for choice in column.choices}
    written = set(map(as_written, cells))
    return len(labels & written) * 2 > len(written) or len(written) * 2 <= len(cells)


def _readable(column: Column, written: Collection[object]) -> int:
    """How many of these values could stand in a column."""
    plain = (raw for raw in written if not isinstance(raw, Broken))
    return sum(not parse(column, raw, year=_YEAR).problem for raw in plain)


def slips(grid: Grid, header: Header) -> Iterator[Guess]:
    """What unknown headings probably mean, where no other column is headed so."""
    taken = {mapped.column.id for mapped in header.columns}
    rows = len(grid.rows) - header.row - 1
    for at, text in sorted((*header.unknown, *header.noted)):
        if text in PERSONAL or not _filled(grid, header, at):
            continue
        if near := _meant(grid, header, at, text, taken):
            taken.add(near.id)
            yield Guess(header.ledger.id, grid.name, "", text, near.label, rows)


def headings(grid: Grid, header: Header) -> Iterator[Heading]:
    """The headings that are not known or were said to mean something, with what they may mean."""
    written = dict(grid.renamed)
    taken = {mapped.column.id for mapped in header.columns}
    others = (one for one in header.ledger.usual if one.id not in taken)
    free = [one.label for one in others if one.label != NOTED]
    asked = [(at, text, "") for at, text in header.unknown if text not in PERSONAL]
    asked += [(at, text, NOTED) for at, text in header.noted]
    for one in header.columns:
        if one.column.label in written:
            asked.append((one.at, written[one.column.label], one.column.label))
    entries = [row for row in grid.rows[header.row + 1 :] if not any(map(is_total, row))]
    for at, text, meant in sorted(asked):
        values = [said for row in entries if (said := as_written(row[at]))]
        if values:
            may = tuple(free if meant in ("", NOTED) else [meant, *free])
            some = tuple(islice(dict.fromkeys(values), _SOME))
            yield Heading(header.ledger.id, grid.name, text, meant, may, some, len(values))


def about_noted(grid: Grid, header: Header) -> Iterator[Change]:
    """Columns that are no ledger's and whose cells are kept in 备注."""
    for _, text in header.noted:
        yield Change(grid.name, header.row + 1, text, note="台账没有这一列，原文放进了备注")


def _filled(grid: Grid, header: Header, at: int) -> bool:
    return any(row[at] != "" for row in grid.rows[header.row + 1 :])


def _letters(at: int) -> str:
    """The letters of a sheet column: 0 is A, 26 is AA."""
    return (_letters(at // 26 - 1) if at >= 26 else "") + chr(65 + at % 26)
