"""The history of the whole draft: who did what when, its named versions, and bringing one back.

Where all revisions are kept, what was written with no pause is one line; before, an hour or a day
is, as old revisions are thinned out: the draft at the end of a line is then as it was.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from widgets import audit
from widgets.detail import Detail
from widgets.past import GO, PAUSE, drawn
from widgets.state import State
from widgets.times import ago, day
from widgets.view import BookView, Props
from zongjie import enough, schema
from zongjie.store.values import (
    FORMULAS,
    Event,
    Imported,
    Revision,
    earlier_of,
    imported_in,
    ledger_of,
    ledger_part,
    section_of,
)

if TYPE_CHECKING:
    from zongjie.store.comparing import Changes
    from zongjie.store.history import Span

PAGE = 20
"""So many lines are shown at a time: each is compared with the one before it."""

_SAID = {
    "created": "建立",
    "copied": "由另一份总结复制而来",
    "continued": "接着上一年的总结建立",
    "whole": "接着半年的总结建立",
    "imported": "由草稿文件打开",
    "taken": "由旧版本的草稿转来",
    "renamed": "列表里的名称改为“{}”",
    "archived": "放进归档",
    "unarchived": "取出归档",
    "signed": "定稿",
    "reopened": "取消定稿，原因：{}",
    "binned": "放进回收站",
    "recovered": "从回收站找回",
    "retitled": "版本{}",
}
_TURNS = ("restored", "settled", "rows")
"""Events that stand alone, with the revisions they made."""

_ENDS = (*_TURNS, "named", "signed")
"""Events that are the last of a line."""

Item = Revision | Event


@dataclass(frozen=True)
class Line:
    """What was done in one go, the latest first; `before` is the last step before it."""

    items: tuple[Item, ...]
    before: int

    @property
    def step(self) -> int:
        return self.items[0].step

    @property
    def revisions(self) -> tuple[Revision, ...]:
        return tuple(item for item in self.items if isinstance(item, Revision))

    @property
    def events(self) -> tuple[Event, ...]:
        return tuple(item for item in self.items if isinstance(item, Event))

    @property
    def imported(self) -> list[tuple[str, Imported]]:
        """What came from files, by part, in the order of the ledgers."""
        found = [imported_in(event.words) for event in self.events if event.kind == "rows"]
        return sorted(found, key=lambda one: schema.LEDGER_IDS.index(str(ledger_of(one[0]))))

    @property
    def names(self) -> list[Event]:
        return [event for event in self.events if event.kind == "named"]


class HistoryView(BookView):
    """The whole draft's history; its lines are asked for when it is looked at."""

    name = "history"
    topics = frozenset({"saved", "profile", "ledgers", "text"})

    def __init__(self, state: State) -> None:
        self.version = 0
        super().__init__(state, "history")

    def draw(self) -> Props:
        """Only that there may be something new."""
        self.version += 1
        return {"version": self.version, "names": self.state.keeping.role != "reader"}

    async def on_lines(self, detail: Detail) -> Props:
        """`count` lines, the latest first, or of `named` ones only; and whether there are more."""
        if not self.state.id:
            return {"lines": [], "more": False}
        return await asyncio.to_thread(
            self._lines, max(PAGE, detail.number("count")), named=detail.yes("named")
        )

    def _lines(self, count: int, *, named: bool) -> Props:
        from zongjie.store import history

        store, id_ = self.state.keeping.store, self.state.id
        now = datetime.now()  # noqa: DTZ005 - the officer's own clock
        found = lines(history.of_draft(store, id_), now)
        wanted = [line for line in found if line.names or not named]
        listed = wanted[:count]
        spans = [_spans(line, found) for line in listed]
        became = iter(history.changes(store, id_, [one for each in spans for one in each]))
        return {
            "lines": [
                self._line(line, now, [(span.part, next(became)) for span in each])
                | {"now": line is found[0]}
                for line, each in zip(listed, spans, strict=True)
            ],
            "more": len(wanted) > count,
        }

    async def on_compare(self, detail: Detail) -> Props:
        """What became of each part between two steps, until now without `after`."""
        return await asyncio.to_thread(
            self._compared,
            detail.number("before"),
            detail.number("after") if detail.has("after") else None,
        )

    def _compared(self, before: int, after: int | None) -> Props:
        from zongjie.store import history

        store, id_ = self.state.keeping.store, self.state.id
        spans = history.spans(store, id_, before, after)
        found = zip(spans, history.changes(store, id_, spans), strict=True)
        return {
            "parts": [
                {
                    "part": span.part,
                    "label": label(self.state, span.part),
                    # what the part is at the line that was asked about
                    "number": span.old if after is None else span.new,
                    **drawn(changes, self.state.figures),
                }
                for span, changes in found
                if size(changes)
            ]
        }

    def on_name(self, detail: Detail) -> None:
        """Give the draft as it is now a name."""
        self.state.keeping.name_version(detail.text("words"))

    def on_rename(self, detail: Detail) -> None:
        """Give a named version another name."""
        self.state.keeping.rename_version(detail.number("step"), detail.text("words"))

    def on_restore(self, detail: Detail) -> None:
        """Make the whole draft what it was after a step, or one part what it was then."""
        if detail.has("part"):
            self.state.bring_back(detail.text("part"), detail.number("number"))
        else:
            self.state.bring_all_back(detail.number("step"))

    # ------------------------------------------------------------------ inside

    def _line(self, line: Line, now: datetime, parts: list[tuple[str, Changes]]) -> dict[str, Any]:
        first, last = (f"{item.at:%H:%M}" for item in (line.items[-1], line.items[0]))
        sizes = [(part, size(changes)) for part, changes in parts]
        return {
            "step": line.step,
            "before": line.before,
            "day": day(line.items[0].at, now),
            "at": first if first == last else f"{first}–{last}",
            "when": ago(line.items[0].at, now),
            "by": "、".join(dict.fromkeys(item.by for item in reversed(line.items))),
            "names": [{"step": event.step, "words": event.words} for event in line.names],
            "said": _told(self.state, line),
            "changed": line.before == 0 or any(words for _, words in sizes),
            "parts": [
                f"“{label(self.state, part)}”{words}"
                for part, words in sizes
                if words and words != _added(line.imported, part)
            ],
        }


def lines(items: Sequence[Item], now: datetime) -> list[Line]:
    """Everything that happened to a draft, the latest first, put together by when it was done."""
    from zongjie.store import tidying

    events = [item for item in items if isinstance(item, Event)]
    last = {event.step for event in events if event.kind in _ENDS}
    alone = {event.step for event in events if event.kind in _TURNS}
    imports = {event.step: imported_in(event.words) for event in events if event.kind == "rows"}

    def ends(one: Item, newer: Item, end: Item) -> bool:
        if one.step == newer.step:
            return False
        if one.step in imports and newer.step in imports:
            (part, old), (later, new) = imports[one.step], imports[newer.step]
            # the ledgers of one file are saved in the order of their parts
            return not (old.file == new.file and part < later and newer.at - one.at < PAUSE)
        slot = tidying.slot(one.at, now)
        if one.step in last or newer.step in alone or slot != tidying.slot(newer.at, now):
            return True
        return slot is None and not (newer.at - one.at < PAUSE and end.at - one.at < GO)

    found: list[int] = []
    for at, item in enumerate(items):
        if at == 0 or ends(item, items[at - 1], items[found[-1]]):
            found.append(at)
    return [
        Line(tuple(items[at:end]), items[end].step if end < len(items) else 0)
        for at, end in zip(found, [*found[1:], len(items)], strict=False)
    ]


def _told(state: State, line: Line) -> list[str]:
    """Its events in a few words each; what was done several times is told once."""
    rows = "、".join(f"{label(state, part)} {one.rows} 行" for part, one in line.imported)
    files = [f"导入了“{line.imported[0][1].file}”：{rows}"] if rows else []
    others = (said(state, event) for event in line.events if event.kind not in ("named", "rows"))
    return files + [
        f"{words}（{count} 次）" if count > 1 else words for words, count in Counter(others).items()
    ]


def _added(imported: Sequence[tuple[str, Imported]], part: str) -> str:
    """What `size` says where all rows of the file are new: that is told already."""
    return next((f"添了 {one.rows} 行" for each, one in imported if each == part), "")


def said(state: State, event: Event) -> str:
    """An event in a few words."""
    if event.kind == "exported":
        what = audit.without_digest(event.words)
        return f"导出了{' ' if what[:1].isascii() else ''}{what}"
    if event.kind not in _TURNS:
        return _SAID.get(event.kind, "").format(event.words)
    part, _, number = event.words.partition(" ")
    if event.kind == "settled":
        return f"“{label(state, part)}”在两份内容里选了一份"
    return f"“{label(state, part)}”恢复了以前的一版" if number else "整篇恢复了以前的样子"


def label(state: State, part: str) -> str:
    """What a part is called on the page."""
    if (section := section_of(part)) is not None:
        return state.section(section).title
    if (id_ := ledger_of(part)) is not None:
        return schema.ledger(id_).title + ("" if part == ledger_part(id_) else "（上年）")
    if part == FORMULAS:
        return "自己的数字"
    return "对照的总结" if earlier_of(part) is not None else "单位和年度"


def size(changes: Changes) -> str:
    """How much changed: 添了 86 字、删了 12 字 as the editor counts, or rows; "" for nothing."""
    if not isinstance(changes, tuple):
        return str(changes)
    made = [piece for piece in changes if piece.kind != "same" and piece.text.strip()]
    counts = {
        verb: sum(enough.length(piece.text) for piece in made if piece.kind == kind)
        for verb, kind in (("添", "added"), ("删", "removed"))
    }
    said = "、".join(f"{verb}了 {count} 字" for verb, count in counts.items() if count)
    return said or ("改了图表或写法" if made else "")


def _spans(line: Line, found: Sequence[Line]) -> list[Span]:
    """The parts that a line saved, from how they were before; of the first line none."""
    from zongjie.store.history import Span

    if line is found[-1]:
        return []
    newest = {item.part: item.number for item in reversed(line.revisions)}
    older = {
        item.part: item.number
        for before in reversed(found[found.index(line) + 1 :])
        for item in reversed(before.revisions)
    }
    return [Span(part, older.get(part, 0), number) for part, number in newest.items()]
