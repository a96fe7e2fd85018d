"""Where am I, what is left: the line of progress, and what was last saved."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from typing import Any

from widgets import address
from widgets.checks import AUTOMATIC, standing, to_look_at
from widgets.detail import Detail
from widgets.shown import LEDGER_STEP
from widgets.state import State
from widgets.view import BookView, Props, View
from zongjie import enough, schema
from zongjie.draft import SELF_MADE
from zongjie.errors import ZongjieError
from zongjie.store import ALONE, SignedDraft
from zongjie.store.values import Present, ledger_of, section_of

SAMPLE = "您正在看样例。一改动，就会自动另存成您自己的总结；样例本身不会变。"
TOOLS = ("compare", "preview", "review", "history", "export")
"""Steps reached from the bar at the top."""

LAST = ("overview", *SELF_MADE)
"""Sections best written when the others are: the preface says what these tell."""


class ProgressView(BookView):
    """The steps of the page, as far as the notebook's cells have named them.

    Parameters
    ----------
    state : what is shown.
    beyond : makes the view of a section of the draft's own that no cell shows, where one can.
    """

    name = "nav"
    topics = frozenset({"profile", "ledgers", "text", "earlier", "saved", "outline"})

    def __init__(self, state: State, beyond: Callable[[str], View] | None = None) -> None:
        self._beyond = beyond
        super().__init__(state, "")

    def draw(self) -> Props:
        state = self.state
        sections = [_section(state, place.id, place.title) for place in state.outline]
        counted = [item for item in sections if item["step"] not in SELF_MADE]
        done = sum(
            enough.is_done(state.section(item["step"]), state.guide(item["step"]))
            for item in counted
        )
        others = [step for step in state.steps if step not in TOOLS]
        ledgers = [step for step in others if step.startswith(LEDGER_STEP)]
        first = [step for step in others if step not in ledgers and step != "charts"]
        to_fill = [_ledger(state, step) for step in ledgers]
        charts = [step for step in others if step == "charts"]
        groups = [
            _group("", [_plain(state, step) for step in first]),
            _group("台账", to_fill),
            _group("", [_plain(state, step) for step in charts]),
            _group("正文", sections, f"{done}/{len(counted)}"),
        ]
        return {
            "title": state.keeping.name or f"{state.draft.unit} · {state.draft.period.label}总结",
            "saved": _saved(state),
            "notice": state.locked or ("" if state.id else SAMPLE),
            "trouble": state.trouble,
            "reopens": isinstance(state.keeping.refusal, SignedDraft)
            and state.keeping.role == "owner",
            "home": address.home(),
            "guide": address.guide(),
            "draft": state.id,
            "arranged": bool(state.draft.order),
            "groups": [group for group in groups if group["items"]],
            "tools": [_tool(state, step) for step in TOOLS if step in state.steps],
            "next": None if state.locked else _next(to_fill, sections, _fed(state)),
        }

    async def on_here(self, detail: Detail) -> Props:
        """Say on which step this page is, and hear in one line who else has the draft open.

        `tab` is the browser's name for the window: loaded anew it is the same one.
        """
        part, tab = self.state.part(detail.text("step")), detail.text("tab")[:32]
        try:
            found = await asyncio.to_thread(self.state.keeping.present, part, tab)
        except ZongjieError:
            found = ()  # who else is here can wait; what is wrong is said when something is saved
        return {"others": "；".join(dict.fromkeys(self._seen(other) for other in found))}

    def _seen(self, other: Present) -> str:
        name = "另一个窗口" if other.by == ALONE.shown else other.by
        section, id_ = section_of(other.part), ledger_of(other.part)
        if section is not None:
            return f"{name}正在写“{self.state.section(section).title}”"
        return f"{name}正在看{schema.ledger(id_).title}" if id_ else f"{name}也开着这份总结"

    def on_beyond(self, detail: Detail) -> Props:
        """The model of the view of a section that no cell of the notebook shows."""
        step = detail.text("step")
        if self._beyond is None or step not in {place.id for place in self.state.outline}:
            raise ZongjieError("这一节已经没有文字了", cure="要再写，请在历史里恢复")
        return {"model": self._beyond(step).model_id}

    def on_reopen(self, detail: Detail) -> None:
        """Let the signed draft be changed again, for this reason."""
        self.state.reopen(detail.text("words"))

    def on_unarrange(self, _: Detail) -> None:
        """Let the sections stand as the notebook has them."""
        self.state.arrange(())

    def on_opened(self, detail: Detail) -> None:
        """The address as the browser has it, should the kernel have been told none or another."""
        wanted = address.draft_in(detail.text("address"))
        if wanted:
            self.state.show(wanted)


def _saved(state: State) -> str:
    keeping = state.keeping
    if keeping.clashes:
        return "有两份内容，请选一份"
    if keeping.unsaved:
        return "还没有存上"
    return f"已保存 {keeping.saved}" if keeping.saved else ""


def _next(
    ledgers: list[dict[str, Any]], sections: list[dict[str, Any]], fed: Collection[str]
) -> dict[str, Any]:
    """What to do now: ledgers first, then what blocks, what is not written or short, then export.

    The signature is looked at when all is written.

    Not every union keeps all ledgers: one with rows in it is enough to begin to write. Until
    something is written the next empty one is named, and what to write ``or`` else. Sections the
    ledgers have numbers for come before others.
    """

    def first(items: list[dict[str, Any]], *states: str) -> dict[str, Any] | None:
        return next((item for item in items if item["state"] in states), None)

    if ledgers and all(item["state"] == "open" for item in ledgers):
        return {"step": ledgers[0]["step"], "say": f"填{ledgers[0]['label']}台账"}
    if look := first(ledgers, "look"):
        return {"step": look["step"], "say": f"核对{look['label']}台账"}
    if mend := first([one for one in sections if one["step"] != AUTOMATIC], "block", "look"):
        return {"step": mend["step"], "say": f"补好“{mend['label']}”"}
    middle = [one for one in sections if one["step"] not in LAST]
    told = [one for one in middle if one["step"] in fed]
    if write := first(told, "open") or first(middle, "open") or first(sections, "open"):
        begun = any(one["state"] != "open" for one in middle)
        return _writing(write, None if begun else first(ledgers, "open"))
    if more := first(sections, "short", "block", "look"):
        enough_ = "够不够" if more["state"] == "short" else ""
        return {"step": more["step"], "say": f"再看看“{more['label']}”{enough_}"}
    return {"step": "export", "say": "看预览，再导出"}


def _writing(write: dict[str, Any], empty: dict[str, Any] | None) -> dict[str, Any]:
    now = {"step": write["step"], "say": f"写“{write['label']}”"}
    if empty is None:
        return now
    return {"step": empty["step"], "say": f"填{empty['label']}台账", "or": now}


def _fed(state: State) -> set[str]:
    """The sections that the ledgers have numbers for."""
    return {
        place.id
        for place in state.outline
        if any(key in state.figures for key in state.guide(place.id).figures)
    }


def _group(label: str, items: list[dict[str, Any]], note: str = "") -> dict[str, Any]:
    return {"label": label, "note": note, "items": items}


def _section(state: State, id_: str, title: str) -> dict[str, Any]:
    now = standing(state, id_)
    beyond = id_ not in state.cells
    return {"step": id_, "label": title, "note": now.note, "state": now.state, "beyond": beyond}


def _ledger(state: State, step: str) -> dict[str, Any]:
    id_ = step.removeprefix(LEDGER_STEP)
    rows = len(state.ledgers[id_])
    wrong = any(problem.severity == "error" for problem in state.problems(id_))
    return {
        "step": step,
        "label": schema.ledger(id_).label,
        "note": f"{rows} 行" if rows else "",
        "state": "look" if wrong else "done" if rows else "open",
    }


def _plain(state: State, step: str) -> dict[str, Any]:
    return {"step": step, "label": state.steps[step], "note": "", "state": "none"}


def _tool(state: State, step: str) -> dict[str, Any]:
    label, note, standing_ = state.steps[step], "", "none"
    if step == "review":
        found = len(to_look_at(state))
        note = f"（{found}）" if found else ""
        standing_ = "look" if found else "none"
    return {"step": step, "label": label, "note": note, "state": standing_}
