"""Rows that were read from a file or pasted: what can be done with them, done, and taken back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pandas as pd

from widgets import other_year
from widgets.detail import outdated
from widgets.files import as_report, gone
from widgets.state import State
from widgets.view import Props
from zongjie import ledger, schema
from zongjie.errors import ZongjieError
from zongjie.intake import Guess, Intake
from zongjie.ledger import Combined, How
from zongjie.schema import Ledger
from zongjie.store.values import Imported

SKIP = "skip"
"""The choice to leave a ledger as it is."""

SHOWN = 50
"""How many rows of a kind a preview lists one by one."""

LABELS: Mapping[How, str] = {
    "merge": "按行合并",
    "append": "加到表尾",
    "replace": "替换现有的行",
}
"""The ways into a ledger that has rows; the first, which loses and doubles nothing, is chosen."""


Told = Callable[[str], None]
"""Is told what comes next, in Chinese."""

Supposed = Mapping[str, Collection[int]]
"""Rows of what was read, by column, whose value the file does not say itself."""


@dataclass(frozen=True)
class Taking:
    """What becomes of the rows of a ledger, which were `before`, by an import."""

    before: pd.DataFrame
    combined: Combined
    imported: Imported


def _quietly(_: str) -> None:
    """Tell nobody."""


class Importing:
    """What was read last, until it is taken; and what was taken last, until it is taken back."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._read: Intake | None = None
        self._name = ""
        self._before: dict[str, pd.DataFrame] = {}
        self._after: dict[str, pd.DataFrame] = {}

    def offer(
        self, name: str, read: Intake, told: Told = _quietly, agreed: Collection[Guess] = ()
    ) -> Props:
        """The report on what was read, with a preview of each way to take it.

        This and `combined` change nothing, take their time with a large file, and may run beside
        the page; what `told` raises ends them.
        """
        now = self._state.ledgers
        found = read.everything
        offers = []
        for id_, frame in found.items():
            told(f"正在和现有的{schema.ledger(id_).title}比对")
            supposed = read.supposed.get(id_, {})
            offers.append(_offer(id_, now[id_], frame, supposed, several=len(found) > 1))
        report = as_report(name, read, "导入", agreed)
        self._read, self._name = read, name
        return {**report, "ledgers": offers, "another": other_year.of_file(self._state, read)}

    def combined(self, hows: Mapping[str, str], told: Told = _quietly) -> dict[str, Taking]:
        """What becomes of each ledger as it was chosen; `ZongjieError` when the rows are gone."""
        if self._read is None:
            raise gone()
        now, read, supposed = self._state.ledgers, self._read.everything, self._read.supposed
        done: dict[str, Taking] = {}
        for id_ in schema.LEDGER_IDS:
            if hows.get(id_, SKIP) != SKIP and id_ in read:
                told(f"正在导入{schema.ledger(id_).title}（{len(read[id_])} 行）")
                how = _how(hows[id_])
                unsaid = supposed.get(id_, {})
                combined = ledger.combine(how, id_, now[id_], read[id_], unsaid)
                done[id_] = Taking(now[id_], combined, Imported(len(read[id_]), self._name))
        return done

    def take(self, taking: Mapping[str, Taking]) -> Props:
        """Take the rows; `ZongjieError` when one of the ledgers was changed meanwhile."""
        now = self._state.ledgers
        if any(now[id_] is not one.before for id_, one in taking.items()):
            raise ZongjieError("台账刚在别处改过，还没有导入", cure="请再按一次“导入”")
        done = {id_: one.combined for id_, one in taking.items()}
        self._read = None
        self._before = {id_: now[id_] for id_ in done}
        self._state.put_ledgers(
            {id_: combined.frame for id_, combined in done.items()},
            imported={id_: one.imported for id_, one in taking.items()},
        )
        self._after = {id_: self._state.ledgers[id_] for id_ in done}
        said = "；".join(_done(schema.ledger(id_), one) for id_, one in done.items())
        return {"said": f"导入好了。{said}。" if done else "什么也没有导入。", "undo": bool(done)}

    def undo(self) -> Props:
        """Put back the ledgers as they were; `ZongjieError` when they were changed since."""
        now = self._state.ledgers
        if not self._after or any(now[id_] is not frame for id_, frame in self._after.items()):
            cure = "请在表里按 Ctrl+Z 一步步撤销"
            raise ZongjieError("导入之后台账又改过，不能整批撤销了", cure=cure)
        titles = "、".join(schema.ledger(id_).title for id_ in self._before)
        self._state.put_ledgers(self._before)
        self._before, self._after = {}, {}
        return {"said": f"撤销了导入，{titles}和原来一样。"}


def _offer(
    id_: str, now: pd.DataFrame, read: pd.DataFrame, supposed: Supposed, *, several: bool
) -> dict[str, Any]:
    """One ledger of the file: the ways to take it, each with what it would do."""
    there = int(ledger.written(now).sum())
    of = schema.ledger(id_)
    ways: list[dict[str, Any]]
    if there:
        done = {how: ledger.combine(how, id_, now, read, supposed) for how in LABELS}
        ways = [_way(of, how, there, now, each) for how, each in done.items()]
    else:
        says = f"现在是空的，导入后有 {len(read)} 行。"
        ways = [{"how": "replace", "label": "导入", "says": says, "lines": (), "more": 0}]
    if several:
        says = "这张台账不动。"
        ways.append({"how": SKIP, "label": "不导入", "says": says, "lines": (), "more": 0})
    head = f"{of.title}：读到 {len(read)} 行" + (f"，现有 {there} 行" if there else "")
    return {"id": id_, "head": head, "ways": ways}


def _way(of: Ledger, how: How, there: int, now: pd.DataFrame, done: Combined) -> dict[str, Any]:
    lines = sum(map(len, (done.changed, done.unclear, done.repeated, done.gone)))
    return {
        "how": how,
        "label": LABELS[how],
        "says": _says(how, done, there),
        "lines": list(islice(_lines(of, done, now), SHOWN)),
        "more": max(0, lines - SHOWN),
    }


def _says(how: How, done: Combined, there: int) -> str:
    """What taking the rows this way would do, in a sentence or two."""
    added, unclear = len(done.added), len(done.unclear)
    if how == "append":
        double = f"其中 {len(done.repeated)} 行和现有的完全一样，会重复计算。"
        return f"现有 {there} 行不动，后面加上 {added} 行。{double if done.repeated else ''}"
    if how == "replace":
        gone = f"现有的 {len(done.gone)} 行会去掉" if done.gone else "现有的行一行不少"
        same = f"，{done.same} 行和现在一样" if done.same else ""
        return f"换成读到的行：{added} 行是新的{same}；{gone}。"
    counts = [
        f"更新 {_updated(done)} 行" if done.changed else "",
        f"新加 {added - unclear} 行" if added > unclear else "",
        f"{done.same} 行没有变化" if done.same else "",
        f"{unclear} 行对得上不止一行，分不清，加在后面" if unclear else "",
    ]
    return f"{'、'.join(done.by)}相同的算同一行：{'，'.join(filter(None, counts))}。"


def _lines(of: Ledger, done: Combined, now: pd.DataFrame) -> Iterator[str]:
    """The rows worth a look before that, one by one."""
    for one in done.changed:
        yield f"第 {one.row} 行“{one.column}”：{one.before or '（空）'} 改为 {one.after}"
    for number in done.unclear:
        yield f"分不清，加在后面：{ledger.brief(of, done.frame, number)}"
    for number in done.repeated:
        yield f"重复：{ledger.brief(of, done.frame, number)}"
    for number in done.gone:
        yield f"去掉第 {number} 行：{ledger.brief(of, now, number)}"


def _updated(done: Combined) -> int:
    return len({difference.row for difference in done.changed})


def _done(of: Ledger, done: Combined) -> str:
    parts = [
        f"加上 {len(done.added)} 行" if done.added else "",
        f"更新 {_updated(done)} 行" if done.changed else "",
        f"去掉 {len(done.gone)} 行" if done.gone else "",
        f"{done.same} 行没有变化" if done.same else "",
    ]
    return f"{of.title}{'，'.join(filter(None, parts))}"


def _how(text: object) -> How:
    for how in LABELS:
        if how == text:
            return how
    raise outdated()
