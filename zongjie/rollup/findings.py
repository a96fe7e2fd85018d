"""What to look at in a roll-up: counted twice, not counted at all, or counted of some only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

import pandas as pd

from zongjie import packaged, schema
from zongjie.figures import Figures, spoken
from zongjie.figures.formulas import NAME
from zongjie.figures.keys import is_own
from zongjie.figures.summing import adds_up
from zongjie.ledger import Ledgers
from zongjie.period import Period
from zongjie.prose import Finding
from zongjie.rollup.beside import Beside
from zongjie.rollup.merging import inside
from zongjie.rollup.own import Agreed
from zongjie.rollup.sources import Taken

_NAMED = 5
"""How many units or figures are named before 等."""

_DAY = len("2026-03-08")
_INDICATOR = f"{schema.ledger('indicator').label}."
_LAST = ".上年"
_SAME = ("place", "participants", "participant_times", "cost_yuan")


def told(  # noqa: PLR0913 - everything that a roll-up is made of
    branches: Mapping[str, Taken],
    *,
    ledgers: Ledgers,
    period: Period,
    each: Mapping[str, Figures],
    figures: Figures,
    agreed: Agreed,
    beside: Beside | None,
) -> tuple[Finding, ...]:
    """Everything to look at, what may be counted twice first."""
    return (
        *_names(branches),
        *_same_rows(branches),
        *_within(branches),
        *_joint(ledgers["activity"], period),
        *_unfinished(branches),
        *_own(agreed),
        *_not_summed(each, figures, agreed),
        *_of_some(each, figures),
        *_rough(figures),
        *_past(branches),
        *(_of_one_year(beside, period) if beside else ()),
        *_empty(branches),
        *(_look("trouble", say) for say in figures.troubles),
    )


def some(names: Iterable[str]) -> str:
    """The first names of a list, and how many there are in all where that is more."""
    found = list(names)
    more = f"等 {len(found)} 个" if len(found) > _NAMED else ""
    return "、".join(found[:_NAMED]) + more


Findings = Iterator[Finding]


def _look(rule: str, *says: str) -> Finding:
    return Finding(f"rollup.{rule}", "", (0, 0), "".join(says), (), "look")


def _names(branches: Mapping[str, Taken]) -> Findings:
    paths: dict[str, list[str]] = defaultdict(list)
    for branch in branches.values():
        paths[branch.unit].append(branch.path)
    for unit, found in paths.items():
        if len(found) > 1:
            yield _look(
                "name",
                f"“{unit}”有 {len(found)} 份，内容不同：{some(found)}。",
                "请核对：是同一个单位的，只留一份；不是的，请改单位名称。",
            )


def _same_rows(branches: Mapping[str, Taken]) -> Findings:
    alike: dict[str, list[str]] = defaultdict(list)
    for unit, branch in branches.items():
        if branch.ledgers:
            alike[branch.digest].append(unit)
    for units in alike.values():
        if len(units) > 1:
            times = f"合计里算了 {len(units)} 次"
            yield _look("rows", f"{some(units)}的台账一模一样，{times}。请核对，只留一份。")


def _within(branches: Mapping[str, Taken]) -> Findings:
    for unit, branch in branches.items():
        both = [name for name in inside(branch) if name in branches]
        if both:
            twice = f"{some(both)}单独报了，又在“{unit}”的汇总里，算了两次"
            yield _look("within", f"{twice}。请移走单独的那份。")


def _joint(activity: pd.DataFrame, period: Period) -> Findings:
    """One activity that several branches have down: same day and name, and more that agrees."""
    shown = ["date_start", "name", schema.BRANCH, "organiser", *_SAME]
    rows = zip(*(activity[name].tolist() for name in shown), strict=True)
    days: dict[tuple[str, str], list[tuple[object, ...]]] = defaultdict(list)
    for date, name, *rest in rows:
        if isinstance(date, str) and len(date) == _DAY and isinstance(name, str):
            days[date, "".join(name.split())].append(tuple(rest))
    for (date, name), found in days.items():
        units = _agreeing(found) if len(found) > 1 and period.contains(date) else ()
        if units:
            yield _look(
                "joint",
                f"{some(units)}都记了{date}的“{name}”，可能是合办的同一次活动，",
                f"合计里算了 {len(units)} 次。是的，请只留主办单位的那一行；不是的，不用改。",
            )


def _agreeing(rows: Sequence[tuple[object, ...]]) -> tuple[str, ...]:
    """The units whose rows agree with another's in who organised it, where, or in a number."""
    by: dict[tuple[int, object], dict[str, None]] = defaultdict(dict)
    for unit, *values in rows:
        for at, value in enumerate(values):
            if value is not None and value is not pd.NA and value not in _nobody():
                by[at, value][str(unit)] = None
    return tuple({unit: None for found in by.values() if len(found) > 1 for unit in found})


@cache
def _nobody() -> frozenset[object]:
    raw = packaged.table("data/rollup.toml")
    return frozenset(raw["nobody"])


def _unfinished(branches: Mapping[str, Taken]) -> Findings:
    rows = {unit: branch.unfinished for unit, branch in branches.items() if branch.unfinished}
    if rows:
        each = some(f"{unit} {count} 行" for unit, count in rows.items())
        cure = "请看这些单位的台账里要核对的，改好再汇总"
        yield _look("unfinished", f"有的行没有读全，没有算进去：{each}。{cure}。")


def _own(agreed: Agreed) -> Findings:
    for one in agreed.dropped:
        if one.lacks:
            say = f"要用的“{one.lacks}”各单位的写法不同"
        else:
            say = "各单位的写法不同：" + "；".join(f"{some(units)}是一种" for units in one.ways)
        cure = f"请在汇总的文件夹里放一份 {NAME}，写上统一的算法"
        yield _look("own", f"“{one.key}”没有汇总，{say}。{cure}。")
    for key, units in agreed.other_way.items():
        mine = f"“{key}”照汇总的文件夹里的 {NAME} 算"
        yield _look("own", f"{mine}，{some(units)}自己的写法不同，没有用。")
    for key, less in agreed.spread.items():
        yield _look("spread", f"“{key}”有 {less} 个单位没有写，也照别的单位的写法算了。")


def _not_summed(each: Mapping[str, Figures], figures: Figures, agreed: Agreed) -> Findings:
    """Figures that branches have and all together have not, by the reason."""
    gone = {one.key for one in agreed.dropped}
    having: dict[str, list[str]] = defaultdict(list)
    for unit, own in each.items():
        for key in own:
            if key not in figures and key not in gone:
                having[key].append(unit)
    reasons: dict[str, list[str]] = defaultdict(list)
    for key, units in having.items():
        reasons[_why(key, units, each)].append(spoken(key))
    for why, keys in reasons.items():
        yield _look("not_summed", f"没有汇总的数：{some(keys)}。{why}")


def _why(key: str, units: Sequence[str], each: Mapping[str, Figures]) -> str:
    """Why these units' figures make none of all together, and what to do."""
    if is_own(key):
        return "有的单位缺它要用的数，或者其中有概数，合起来算不准。请补齐，或看各单位自己的数。"
    if key.startswith(_INDICATOR):
        return _why_indicator(
            key.removeprefix(_INDICATOR), [each[unit][key].unit for unit in units]
        )
    spent = key.rpartition(".")[0] + ".支出"
    less = some(unit for unit, own in each.items() if key not in own and spent in own)
    return {
        "结余": f"{less}记了支出，没有记收入。请补记收入。",
        "执行率": f"{less}有支出，没有预算。请补上本年预算。",
        "预算": "有的单位同一科目写了两个预算。请改成一个。",
    }.get(key.rpartition(".")[2], "各单位的数合不成一个数。请看各单位自己的数。")


def _why_indicator(name: str, units: Sequence[str]) -> str:
    if not all(adds_up(name.removesuffix(_LAST), [unit]) for unit in units):
        return "它们是比率、平均或名次，不能相加。请让各单位另报可以相加的数。"
    if len(set(units)) > 1:
        words = "、".join(sorted(unit or "没有写" for unit in set(units)))
        return f"计量单位不同（{words}）。请统一台账里的“单位”。"
    return "有的单位报了本期，没有报上年同期，合计没法比。请补上年同期。"


def _of_some(each: Mapping[str, Figures], figures: Figures) -> Findings:
    """Indicators that some branches have not told: they are not in the sum."""
    lacking: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for key in figures:
        if key.startswith(_INDICATOR) and not key.endswith(_LAST):
            lacking[tuple(unit for unit, own in each.items() if key not in own)].append(spoken(key))
    for less, keys in lacking.items():
        if less:
            yield _look(
                "some",
                f"{some(keys)}：{len(less)} 个单位没有填（{some(less)}），合计不含它们。",
                "请补填，或写明是几个单位的数。",
            )


def _rough(figures: Figures) -> Findings:
    rough = [spoken(key) for key, figure in figures.items() if not figure.exact]
    if rough:
        yield _look(
            "rough",
            f"{len(rough)} 个数里有概数，照写在后面，没有加进准数：{some(rough)}。",
            "能查清的，请各单位改成准数。",
        )


def _past(branches: Mapping[str, Taken]) -> Findings:
    """What was handed in of last year and is not in its figures."""
    pasts = {unit: one.past for unit, one in branches.items() if one.past}
    for unit, past in pasts.items():
        if past.fault:
            yield _look("last_unread", f"{unit}的上年台账没有读成，没有拿来比：{past.fault}")
    rows = {unit: past.unfinished for unit, past in pasts.items() if past.unfinished}
    if rows:
        each = some(f"{unit} {count} 行" for unit, count in rows.items())
        yield _look("last_unfinished", f"上年台账里有的行没有读全，没有算进上年的数：{each}。")


def _of_one_year(beside: Beside, period: Period) -> Findings:
    """Whom the comparison with last year is not of, first those who gave nothing of last."""
    now, then = period.label, period.before.label
    gave = {unit for units in beside.then.values() for unit in units}
    telling = dict.fromkeys(unit for units in beside.now.values() for unit in units)
    none = [unit for unit in telling if unit not in gave]
    cure = "请补报，或写明比的是几个单位；没有补齐的台账，上级工会的草稿里不带上年的。"
    if none:
        who = f"{len(none)} 个单位没有报{then}的台账（{some(none)}）"
        yield _look("last", f"{who}，和上年比的数不含它们。{cure}")
    for id_, units in beside.now.items():
        label = schema.ledger(id_).label
        less = [unit for unit in units if unit in gave and unit not in beside.then[id_]]
        more = [unit for unit in beside.then[id_] if unit not in units]
        if less and beside.both(id_):
            yield _look("last", f"{some(less)}没有{then}的{label}，比{label}的数不含它们。{cure}")
        if more:
            told = f"{some(more)}有{then}的{label}，没有{now}的，比{label}的数不含它们。"
            yield _look("last", f"{told}漏报的，请补报。")
    alone = [id_ for id_, units in beside.now.items() if units and not beside.both(id_)]
    if alone:
        labels = "、".join(schema.ledger(id_).label for id_ in alone)
        yield _look("last", f"没有和上年比：{labels}。没有一个单位两年都报了。")


def _empty(branches: Mapping[str, Taken]) -> Findings:
    empty = [unit for unit, branch in branches.items() if not branch.ledgers]
    if empty:
        yield _look("empty", f"{some(empty)}的台账是空的，合计不含它们。请补报。")
