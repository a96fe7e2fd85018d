"""``figures.toml``: figures of one's own, said in data and never run as code.

::

    [[figure]]
    key = "志愿.人次"            # its name; the first part is a word of one's own
    label = "志愿服务人次"       # what it is called in charts; may be left out
    ledger = "活动"
    aggregate = "sum"           # count, sum, distinct, mean, max or min
    column = "参加人次"          # by label, alias or identifier; count needs none
    unit = "人次"               # may be left out where the column has one
    chart = ["按月", "按地点"]    # how it can be drawn, by columns; count and sum only
    filter.category = ["公益", "文体"]
    filter.name = { contains = "志愿" }
    filter.date_start = { from = "03", to = "05" }

    [[figure]]
    key = "会员.人均慰问"
    aggregate = "ratio"         # one figure divided by another, own ones or the ledgers'
    of = "慰问.金额"
    to = "指标.会员人数"
    unit = "元/人"               # may be left out: made of theirs, % where both are the same
    digits = 2                  # may be left out: 1 for %, else 2

Everything under ``filter`` must hold; ``any = [{…}, {…}]`` asks for one of several. A number is
held against ``from`` and ``to`` as it is, a date by its days: ``from = "03"`` is March of the
summary's year, ``"2026-03-05"`` that very day. Rows dated outside the period never count.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal, get_args

from zongjie import schema
from zongjie.entry import Entry
from zongjie.figures import keys, ratios
from zongjie.figures.ratios import Ratio
from zongjie.ledger import DATES
from zongjie.schema import Column, Ledger

NAME = "figures.toml"
Aggregate = Literal["count", "sum", "distinct", "mean", "max", "min"]
BY_MONTH = "按月"

_DAY = re.compile(r"(\d{4}-)?(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?")
BY_UNION = "按单位"
_USUAL = {
    "category": "按类别",
    "kind": "按类别",
    "level": "按级别",
    "account": "按科目",
    schema.BRANCH: BY_UNION,
}
_NUMBERS = ("int", "decimal")


@dataclass(frozen=True, slots=True)
class Test:
    """What one column has to say: be one of these, contain one of them, or lie between two."""

    column: str
    how: Literal["is", "contains", "between"]
    wanted: tuple[Any, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Where:
    """Tests that must all hold, and of each group of `any` at least one."""

    tests: tuple[Test, ...] = ()
    any: tuple[tuple[Where, ...], ...] = ()

    @property
    def words(self) -> str:
        """What has to hold, for an officer to read."""
        groups = ("或".join(where.words for where in group) for group in self.any)
        return "，".join([*(test.words for test in self.tests), *groups])


@dataclass(frozen=True, slots=True)
class Formula:
    """One figure of one's own. `groups` are the series it has: name (按地点) and column id."""

    key: str
    label: str
    ledger: str
    aggregate: Aggregate
    column: str
    unit: str
    where: Where
    by_month: bool
    groups: tuple[tuple[str, str], ...]
    how: str


@dataclass(frozen=True, slots=True)
class Own:
    """All that a ``figures.toml`` describes, each ratio after those it is made of."""

    formulas: tuple[Formula, ...] = ()
    ratios: tuple[Ratio, ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        """The names of its figures."""
        return frozenset({one.key for one in self.formulas} | {one.key for one in self.ratios})


@lru_cache(maxsize=16)
def parse(text: str, where: str = NAME) -> Own:
    """The figures a ``figures.toml`` describes; `SchemaError` names file, line and cure."""
    entry = Entry(text, where)
    found: dict[str, Formula | Ratio] = {}
    for part in entry.parts("figure"):
        formula = _figure(part)
        if formula.key in found:
            raise part.error(f"“{formula.key}”写了两遍", key="key", cure="请删去或改名一个")
        found[formula.key] = formula
    entry.refuse_rest()
    return Own(
        tuple(one for one in found.values() if isinstance(one, Formula)),
        ratios.in_order(one for one in found.values() if isinstance(one, Ratio)),
    )


def _figure(entry: Entry) -> Formula | Ratio:
    key = entry.name = _key(entry)
    label = entry.text("label") if "label" in entry.raw else ""
    aggregate = _aggregate(entry)
    if aggregate == ratios.RATIO:
        return ratios.read(entry, key, label)
    return _formula(entry, key, label, aggregate)


def _formula(entry: Entry, key: str, label: str, aggregate: Aggregate) -> Formula:
    ledger = _ledger(entry)
    column = _summed(entry, ledger, aggregate)
    unit = _unit(entry, column)
    by_month, groups = _charts(entry, ledger, aggregate)
    raw = entry.raw.pop("filter", {})
    where = _where(entry, ledger, raw)
    entry.refuse_rest()
    return Formula(
        key,
        label,
        ledger.id,
        aggregate,
        column.id if column else "",
        unit,
        where,
        by_month,
        groups,
        "，".join(filter(None, (where.words, _counted(aggregate, column)))),
    )


def _key(entry: Entry) -> str:
    key = entry.text("key", "志愿.次数")
    if not keys.FORM.fullmatch(key):
        cure = "请写成 志愿.次数 这样，中间用点隔开"
        raise entry.error(f"“{key}”不是数字的名称", key="key", cure=cure)
    if not keys.is_own(key):
        head = key.partition(".")[0]
        cure = f"请换一个开头，例如 自定.{key}"
        raise entry.error(f"“{head}”开头的名称留给台账自带的数字", key="key", cure=cure)
    return key


def _ledger(entry: Entry) -> Ledger:
    name = entry.text("ledger", "活动")
    for ledger in schema.ledgers().values():
        if name in (ledger.id, ledger.label, ledger.title):
            return ledger
    cure = f"可用：{'、'.join(each.label for each in schema.ledgers().values())}"
    raise entry.error(f"没有名为“{name}”的台账", key="ledger", cure=cure)


def _aggregate(entry: Entry) -> Any:
    value = entry.text("aggregate", "count")
    known = (*get_args(Aggregate), ratios.RATIO)
    if value not in known:
        cure = f"可用：{'、'.join(known)}"
        raise entry.error(f"“aggregate”写的是“{value}”", key="aggregate", cure=cure)
    return value


def _unit(entry: Entry, column: Column | None) -> str:
    """What it says, else what the column has; one of them must."""
    if column and column.unit and "unit" not in entry.raw:
        return column.unit
    return entry.text("unit", "次")


def _column(entry: Entry, ledger: Ledger, name: str, **place: str) -> Column:
    """The column of this name or alias; `place` says where it stands, as `Entry.place` takes it."""
    for column in ledger.columns:
        if name in (column.id, column.label, *column.aliases):
            return column
    labels = [column.label for column in ledger.columns]
    near = difflib.get_close_matches(name, labels, n=3, cutoff=0.3) or labels
    cure = f"可用：{'、'.join(near)}"
    raise entry.error(f"{ledger.title}没有“{name}”这一列", cure=cure, **place)


def _summed(entry: Entry, ledger: Ledger, aggregate: Aggregate) -> Column | None:
    if aggregate == "count":
        return None
    column = _column(entry, ledger, entry.text("column", "参加人次"), key="column")
    if aggregate != "distinct" and column.dtype not in _NUMBERS:
        cure = "请换一列数字，或者用 count、distinct"
        raise entry.error(f"“{column.label}”不是数字，不能用 {aggregate}", key="column", cure=cure)
    return column


def _charts(
    entry: Entry, ledger: Ledger, aggregate: Aggregate
) -> tuple[bool, tuple[tuple[str, str], ...]]:
    names = entry.texts("chart") if "chart" in entry.raw else ()
    if names and aggregate not in ("count", "sum"):
        cure = "请删去 chart，或者改用 count、sum"
        raise entry.error(f"{aggregate} 的各部分加不成总数，不能画图", key="chart", cure=cure)
    groups = []
    for name in names:
        if name == BY_MONTH:
            if ledger.id not in DATES:
                cure = "请删去这一项，或按别的列画"
                raise entry.error(
                    f"{ledger.title}没有日期，不能按月画", key="chart", value=name, cure=cure
                )
            continue
        column = _column(entry, ledger, name.removeprefix("按"), key="chart", value=name)
        if column.private or column.dtype not in ("text", "enum"):
            cure = "请换一列写类别、地点等文字的列"
            raise entry.error(f"不能按“{column.label}”画图", key="chart", value=name, cure=cure)
        groups.append((_USUAL.get(column.id, f"按{column.label}"), column.id))
    return BY_MONTH in names, tuple(groups)


def _where(entry: Entry, ledger: Ledger, raw: Any) -> Where:
    if not isinstance(raw, dict):
        cure = 'filter 请写成 filter.category = "公益" 这样'
        raise entry.error("filter 的写法不对", key="filter", cure=cure)
    tests, groups = [], []
    for name, wanted in raw.items():
        if name == "any":
            listed = wanted if isinstance(wanted, list) and wanted else [None]
            groups.append(tuple(_where(entry, ledger, each) for each in listed))
        else:
            tests.append(_test(entry, _column(entry, ledger, name, **_under(name)), name, wanted))
    return Where(tuple(tests), tuple(groups))


def _under(name: str) -> dict[str, str]:
    """Where a condition stands, as `Entry.place` takes it."""
    return {"key": name, "under": "filter"}


def _test(entry: Entry, column: Column, name: str, wanted: Any) -> Test:
    if isinstance(wanted, dict):
        if set(wanted) == {"contains"}:
            return _contains(entry, column, name, wanted["contains"])
        if wanted and set(wanted) <= {"from", "to"}:
            return _between(entry, column, name, wanted.get("from"), wanted.get("to"))
        cure = '可写 { contains = "…" } 或 { from = …, to = … }'
        raise entry.error(f"“{name}”的条件读不懂", cure=cure, **_under(name))
    values = tuple(wanted) if isinstance(wanted, list) else (wanted,)
    if not values:
        raise entry.error(f"“{name}”的条件是空的", cure="请至少写一个值", **_under(name))
    values = tuple(_value(entry, column, name, value) for value in values)
    said = "或".join(f"“{_said(value)}”" for value in values)
    return Test(column.id, "is", values, f"{column.label}为{said}")


def _value(entry: Entry, column: Column, name: str, value: Any) -> Any:
    """A value a cell of this column can hold; `SchemaError` for one it never holds."""
    match column.dtype, value:
        case "bool", bool():
            return value
        case (("int" | "decimal"), (int() | float())) if not isinstance(value, bool):
            return Decimal(str(value))
        case "enum", str() if not column.open:
            labels = [choice.label for choice in column.choices]
            if value not in labels:
                cure = f"可用：{'、'.join(labels)}"
                raise entry.error(
                    f"{column.label}里没有“{value}”", value=value, cure=cure, **_under(name)
                )
            return value
        case (("enum" | "text"), str()):
            return value
        case "date", _:
            cure = f'日期请写 {name} = {{ from = "03", to = "05" }} 这样'
            raise entry.error(f"“{name}”的条件读不懂", cure=cure, **_under(name))
    wanted = {"bool": "true 或 false", "int": "数字", "decimal": "数字"}.get(column.dtype, "文字")
    raise entry.error(f"“{name}”的条件读不懂", cure=f"这一列要和{wanted}比", **_under(name))


def _contains(entry: Entry, column: Column, name: str, wanted: Any) -> Test:
    words = tuple(wanted) if isinstance(wanted, list) else (wanted,)
    if column.dtype not in ("text", "enum") or not all(
        isinstance(word, str) and word for word in words
    ):
        cure = "contains 只用于文字的列，后面写要找的字"
        raise entry.error(f"“{name}”的条件读不懂", cure=cure, **_under(name))
    return Test(
        column.id, "contains", words, f"{column.label}含{'或'.join(f'“{word}”' for word in words)}"
    )


def _between(entry: Entry, column: Column, name: str, first: Any, last: Any) -> Test:
    if column.dtype == "date":
        fit = all(one is None or _is_day(one) for one in (first, last))
        cure = '日期请写成 "03"、"03-05" 或 "2026-03-05" 这样，用引号括起来'
    else:
        fit = column.dtype in _NUMBERS and all(
            one is None or (isinstance(one, int | float) and not isinstance(one, bool))
            for one in (first, last)
        )
        first, last = (
            None if one is None or not fit else Decimal(str(one)) for one in (first, last)
        )
        cure = "from 和 to 只用于日期和数字的列"
    if not fit:
        raise entry.error(f"“{name}”的条件读不懂", cure=cure, **_under(name))
    if first is not None and last is not None and _is_after(first, last):
        what = f"“{name}”的 from 在 to 的后面，没有哪一行会符合"
        raise entry.error(what, cure="请把 from 和 to 对调", **_under(name))
    ends = [f"{word}{_said(end)}" for word, end in (("从", first), ("到", last)) if end is not None]
    return Test(column.id, "between", (first, last), column.label + "".join(ends))


def _is_day(value: Any) -> bool:
    return isinstance(value, str) and _DAY.fullmatch(value) is not None


def _is_after(first: Any, last: Any) -> bool:
    """Whether nothing lies between them; of dates, only where both or neither say the year."""
    if isinstance(first, Decimal):
        return bool(first > last)
    if len(first.partition("-")[0]) != len(last.partition("-")[0]):
        return False
    as_exact = min(len(first), len(last))
    return bool(first[:as_exact] > last[:as_exact])


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _counted(aggregate: Aggregate, column: Column | None) -> str:
    label = f"“{column.label}”" if column else ""
    return {
        "count": "一行算一次",
        "sum": f"{label}相加",
        "distinct": f"不同的{label}各算一个",
        "mean": f"{label}的平均数",
        "max": f"{label}最大的一个",
        "min": f"{label}最小的一个",
    }[aggregate]
