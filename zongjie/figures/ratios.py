"""Ratios: one figure divided by another, such as 人均 and 占比, said in ``figures.toml``."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter
from math import floor
from types import MappingProxyType

from zongjie.entry import Entry
from zongjie.errors import SchemaError
from zongjie.figures import keys
from zongjie.figures.tally import Well
from zongjie.figures.values import Figure, spoken

RATIO = "ratio"
"""What ``aggregate`` says of one."""

PERCENT = "%"
_DIGITS = 6
Whose = Mapping[str, Mapping[int, str]]
"""By ledger, the union whose each row is."""

_OF_ROWS = ("ledger", "column", "filter", "chart")


@dataclass(frozen=True, slots=True)
class Ratio:
    """The figure `of` divided by the figure `to`, both by their keys.

    An empty `unit` is made of theirs (元/人, or % where both are the same), `digits` without a
    number are 1 for % and 2 for all else. `where` is the file and the line it begins in.
    """

    key: str
    label: str
    of: str
    to: str
    unit: str
    digits: int | None
    where: str

    @property
    def how(self) -> str:
        """How it is computed, for an officer to read."""
        return f"“{spoken(self.of)}”除以“{spoken(self.to)}”"


def read(entry: Entry, key: str, label: str) -> Ratio:
    """The ratio that the rest of an entry describes; `SchemaError` names file, line and cure."""
    for name in _OF_ROWS:
        if name in entry.raw:
            cure = "请删去这一项：用哪些行，由 of 和 to 两个数字说"
            raise entry.error(f"{RATIO} 不用写“{name}”", key=name, cure=cure)
    of, to = _part(entry, "of"), _part(entry, "to")
    unit = entry.text("unit") if "unit" in entry.raw else ""
    digits = _digits(entry) if "digits" in entry.raw else None
    entry.refuse_rest()
    return Ratio(key, label, of, to, unit, digits, entry.place("key"))


def _part(entry: Entry, name: str) -> str:
    key = entry.text(name, "慰问.金额" if name == "of" else "指标.会员人数")
    if not keys.FORM.fullmatch(key):
        cure = f'请写一个数字的名称，如 {name} = "慰问.金额"'
        raise entry.error(f"“{key}”不是数字的名称", key=name, cure=cure)
    if not keys.is_own(key) and not keys.can_be(key):
        cure = f"相近的有：{'、'.join(keys.nearest(key))}"
        raise entry.error(f"台账里不会有“{key}”这个数字", key=name, cure=cure)
    return key


def _digits(entry: Entry) -> int:
    digits: int = entry.take("digits", int, "小数的位数")
    if not 0 <= digits <= _DIGITS:
        cure = f"请写 0 到 {_DIGITS} 之间的数"
        raise entry.error(f"“digits”写的是 {digits}", key="digits", cure=cure)
    return digits


def in_order(ratios: Iterable[Ratio]) -> tuple[Ratio, ...]:
    """Each after those it is made of; `SchemaError` where one is made of itself."""
    known = {ratio.key: ratio for ratio in ratios}
    needs = {
        key: [part for part in (one.of, one.to) if part in known] for key, one in known.items()
    }
    try:
        return tuple(known[key] for key in TopologicalSorter(needs).static_order())
    except CycleError as error:
        round_ = error.args[1][:0:-1]  # from what needs to what is needed, closed by its first
        first = min(range(len(round_)), key=lambda at: list(known).index(round_[at]))
        around = [*round_[first:], *round_[:first], round_[first]]
        raise SchemaError(
            f"“{around[0]}”绕一圈又用到了自己：{' → '.join(around)}",
            where=known[around[0]].where,
            cure="请改其中一个的 of 或 to，换成不用到它的数字",
        ) from None


def add(well: Well, ratio: Ratio, whose: Whose = MappingProxyType({})) -> SchemaError | None:
    """Record a ratio, unless one of its parts is absent or a 概数, or it divides by zero.

    Of many unions (`whose` each row is, by ledger) not either where one of them has told what is
    divided and not what it is divided by.

    The rows behind it are those of both parts where they are of one ledger, else those of the part
    that is divided. Returns what to say of one that would mislead, which is not recorded: a % of
    different units, or 0 for what is more than nothing.
    """
    of, to = well.figures.get(ratio.of), well.figures.get(ratio.to)
    top, bottom = _exact(of), _exact(to)
    if of is None or to is None or top is None or not bottom:
        return None
    if not _told_by(of, whose) <= _told_by(to, whose):
        return None
    unit = ratio.unit or _unit(of.unit, to.unit)
    percent = unit == PERCENT
    if percent and of.unit and to.unit and of.unit != to.unit:
        theirs = f"“{of.key}”的单位是{of.unit}，“{to.key}”的是{to.unit}"
        what = f"“{ratio.key}”的单位写的是 %，可是{theirs}"
        cure = f'请写 unit = "{_unit(of.unit, to.unit)}"，或换成单位相同的两个数字'
        return SchemaError(what, where=ratio.where, cure=cure)
    digits = (1 if percent else 2) if ratio.digits is None else ratio.digits
    value = _rounded(top / bottom * (100 if percent else 1), digits)
    if top and not value:
        what = f"“{ratio.key}”四舍五入成了 0"
        cure = f"请把 digits 写大，最多 {_DIGITS}" if digits < _DIGITS else "请换一个小些的除数"
        return SchemaError(what, where=ratio.where, cure=cure)
    well.derive(ratio.key, unit, value, (of, to) if of.ledger == to.ledger else (of,))
    made = well.figures[ratio.key]
    well.figures[ratio.key] = replace(made, label=ratio.label, how=ratio.how)
    return None


def unknown(ratios: Iterable[Ratio], known: Collection[str]) -> Iterator[SchemaError]:
    """What to say of each part that is an office's own and not among the known ones."""
    for ratio in ratios:
        for part in (ratio.of, ratio.to):
            if keys.is_own(part) and part not in known:
                cure = f"请核对名称，或在这个文件里也写上“{part}”"
                yield SchemaError(f"没有名为“{part}”的数字", where=ratio.where, cure=cure)


def _exact(figure: Figure | None) -> Fraction | None:
    if figure is None or not figure.exact or isinstance(figure.value, str):
        return None
    return Fraction(figure.value)


def _told_by(figure: Figure, whose: Whose) -> set[str]:
    """The unions that a figure is of."""
    rows = whose.get(figure.ledger, {})
    return {rows.get(row, "") for row in figure.rows}


def _unit(of: str, to: str) -> str:
    if of == to:
        return PERCENT
    return f"{of}/{to}" if of and to else of


def _rounded(value: Fraction, digits: int) -> Decimal:
    """To so many decimals; a half goes away from zero, as `decimal.ROUND_HALF_UP` has it."""
    whole = floor(abs(value) * 10**digits + Fraction(1, 2))
    return Decimal(f"{-whole if value < 0 else whole}E-{digits}")
