"""What a ledger (台账) looks like: columns, allowed values and the many names offices give them.

Everything here is read from ``data/ledgers`` and ``data/enums``, so a new column, category or
header alias is an edit of a TOML file. A frame of a ledger has one column per `Column.id`, plus
``<id>_text`` beside each column with ``approx`` (see `Ledger.fields`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any, Literal, get_args

from zongjie import packaged
from zongjie.errors import SchemaError

Dtype = Literal["text", "int", "decimal", "date", "enum", "bool"]

BRANCH = "branch"
"""The column that tells, in a ledger of many unions, whose row it is."""

LEDGER_IDS = ("activity", "welfare", "proposal", "honour", "meeting", "fund", "indicator")
"""The seven ledgers, in the order in which an officer meets them."""


@dataclass(frozen=True)
class Choice:
    """One allowed value of an enumerated column: `label` is what ledgers and figure keys show.

    `aliases` are its other names. `also` is what a cell may say for it and a longer name may have
    in it (拔河 of 文体活动), and is no name for it where somebody writes a text. `perhaps` is what
    probably means it, and might mean another: a cell that says so is asked about.
    """

    id: str
    label: str
    aliases: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def counted(self) -> bool:
        """Whether rows of this category belong to the ledger's totals (activity and welfare)."""
        return bool(self.extra.get("counted", True))


@dataclass(frozen=True)
class Column:
    """One column: `id` is stable, `label` is the Chinese header, `aliases` what offices write."""

    id: str
    label: str
    dtype: Dtype
    aliases: tuple[str, ...] = ()
    required: bool = False  # a row without it cannot be used
    expected: bool = False  # a row without it is used, and pointed out
    unless: str = ""  # the column that, where it is filled, makes this one needless
    approx: bool = False  # may hold 概数 such as 10万余元, kept as text
    private: bool = False  # never exported (names of handlers, codes of beneficiaries)
    unit: str = ""
    choices: tuple[Choice, ...] = ()
    open: bool = False  # enumerated, but other values are allowed as they are
    default: int | None = None  # what each row counts when a file has no such column at all
    companion: str = ""  # the column that takes what this one cannot hold: 人次, the end of a range
    perhaps: tuple[str, ...] = ()  # headings that mean it, unless their values are another's
    told_by: tuple[str, ...] = ()  # headings that tell it where a file has no such column
    told_as: str = ""  # pattern of what tells one more: rows of one thing each are counted by it
    titled: str = ""  # pattern by which the sheet's name or title tells it for every row
    by: str = ""  # the column on whose value it depends which of the choices suit
    local: bool = False  # numbers and codes that each union gives for itself: 职工01
    merged: bool = False  # of ledgers of many unions only: left out where nothing stands in it

    @property
    def text_id(self) -> str:
        """The frame column that keeps a 概数 of this column as written."""
        return f"{self.id}_text"


@dataclass(frozen=True)
class Ledger:
    """One of the seven ledgers; `label` (活动, 慰问, …) also begins its figure keys.

    `identity` names the columns by which two rows are the same row, should a file be merged. The
    last of the columns are those that only ledgers of many unions use (`Column.merged`).
    `people_come_again` where the same persons may be counted in several rows, `money_to_people`
    where what a row spends goes to the people it counts. `unneeded` are headings of columns that
    offices have and no ledger takes, such as what is left after each payment.
    """

    id: str
    label: str
    title: str
    aliases: tuple[str, ...]
    columns: tuple[Column, ...]
    identity: tuple[str, ...]
    people_come_again: bool = False
    money_to_people: bool = False
    unneeded: tuple[str, ...] = ()

    def column(self, id_: str) -> Column:
        """The column with this identifier; `SchemaError` when the ledger has none."""
        for column in self.columns:
            if column.id == id_:
                return column
        raise SchemaError(f"{self.title}没有“{id_}”这一列", cure="请核对列标识")

    @property
    def usual(self) -> tuple[Column, ...]:
        """The columns of a ledger of one union."""
        return tuple(column for column in self.columns if not column.merged)

    def goes_with(self, column: Column) -> dict[str, str]:
        """For labels of choices, the value of the column they go `by`; any suits those left out.

        Each choice names it under that column's identifier; `SchemaError` when there is none.
        """
        if not column.by:
            return {}
        values = {choice.id: choice.label for choice in self.column(column.by).choices}
        named = {choice.label: choice.extra.get(column.by) for choice in column.choices}
        return {label: values[id_] for label, id_ in named.items() if id_ in values}

    @property
    def fields(self) -> tuple[str, ...]:
        """Every column of this ledger's DataFrame, in order, 概数 companions included."""
        return tuple(
            name
            for column in self.columns
            for name in ((column.id, column.text_id) if column.approx else (column.id,))
        )


def ledger(id_: str) -> Ledger:
    """The ledger with this identifier (``activity``…); `SchemaError` for an unknown one."""
    found = ledgers().get(id_)
    if found is None:
        raise SchemaError(f"没有名为“{id_}”的台账", cure=f"可用：{'、'.join(LEDGER_IDS)}")
    return found


@cache
def ledgers() -> Mapping[str, Ledger]:
    """All seven ledgers by identifier, in their fixed order."""
    return MappingProxyType({id_: _load_ledger(id_) for id_ in LEDGER_IDS})


@cache
def choices(enum: str) -> tuple[Choice, ...]:
    """The values of ``data/enums/<enum>.toml``, in file order."""
    where = f"data/enums/{enum}.toml"
    rows = [dict(row) for row in packaged.table(where).get("values", [])]
    result = tuple(
        Choice(
            id=_take(row, "id", where),
            label=_take(row, "label", where),
            aliases=tuple(row.pop("aliases", ())),
            also=tuple(row.pop("also", ())),
            perhaps=tuple(row.pop("perhaps", ())),
            extra=MappingProxyType(row),
        )
        for row in rows
    )
    named = ((one.label, (*one.aliases, *one.also, *one.perhaps)) for one in result)
    _refuse_ambiguous(named, where)
    return result


def _load_ledger(id_: str) -> Ledger:
    where = f"data/ledgers/{id_}.toml"
    raw = packaged.table(where)
    own = tuple(_column(dict(row), where) for row in raw.get("columns", []))
    columns = (*own, *_every())
    _refuse_ambiguous(((column.label, column.aliases) for column in columns), where)
    return Ledger(
        id=_take(raw, "id", where),
        label=_take(raw, "label", where),
        title=_take(raw, "title", where),
        aliases=tuple(raw.get("aliases", ())),
        columns=columns,
        identity=(
            *_identity(raw.get("identity", ()), columns, where),
            *(column.id for column in columns if column.merged),
        ),
        people_come_again=bool(raw.get("people_come_again")),
        money_to_people=bool(raw.get("money_to_people")),
        unneeded=tuple(raw.get("unneeded", ())),
    )


@cache
def _every() -> tuple[Column, ...]:
    """The columns that every ledger has after its own."""
    where = "data/ledgers/every.toml"
    return tuple(_column(dict(row), where) for row in packaged.table(where)["columns"])


def _identity(ids: Sequence[str], columns: Sequence[Column], where: str) -> tuple[str, ...]:
    """Columns that tell rows apart; one of them is required, so that no row is without."""
    required = {column.id: column.required for column in columns}
    if unknown := next((id_ for id_ in ids if id_ not in required), None):
        raise SchemaError(f"identity 里的“{unknown}”不是这张台账的列", where=where)
    if not any(required[id_] for id_ in ids):
        raise SchemaError("identity 里没有必填的列", where=where, cure="请至少写上一个必填的列")
    return tuple(ids)


def _column(row: dict[str, Any], where: str) -> Column:
    enum = row.pop("enum", None)
    row |= {name: tuple(row.get(name, ())) for name in ("aliases", "perhaps", "told_by")}
    if row.get("dtype") not in get_args(Dtype):
        raise SchemaError(f"列“{row.get('id')}”的类型“{row.get('dtype')}”不可用", where=where)
    try:
        return Column(**row, choices=choices(enum) if enum else ())
    except TypeError as error:
        raise SchemaError(f"列“{row.get('id')}”的写法不对：{error}", where=where) from error


def _take(row: dict[str, Any], key: str, where: str) -> str:
    value = row.pop(key, None)
    if not isinstance(value, str) or not value:
        raise SchemaError(f"缺少“{key}”", where=where, cure=f"请在每一项里写上 {key}")
    return value


def _refuse_ambiguous(names: Any, where: str) -> None:
    seen: dict[str, str] = {}
    for label, aliases in names:
        for name in (label, *aliases):
            if seen.setdefault(name, label) != label:
                raise SchemaError(f"“{name}”同时指“{seen[name]}”和“{label}”", where=where)
