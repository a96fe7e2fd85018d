"""How far a summary is, and what is worth a look before it goes out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from widgets.state import LEDGER_STEP, State
from zongjie import document, draft, plan, prose, schema
from zongjie.draft import Section
from zongjie.figures import Figures

AUTOMATIC = "signature"
"""The section that is made from the profile while nobody writes it by hand."""


@dataclass(frozen=True)
class Remark:
    """One thing to look at: the `step` of the page it is on, and its `place` in words.

    `severity` is "block" for what stops an export, else "look".
    """

    step: str
    place: str
    message: str
    severity: str


def standing(state: State, id_: str) -> tuple[str, str]:
    """How far a section is, as a word for the style sheet and in Chinese."""
    text = state.text(id_)
    if not text.strip():
        return ("done", "自动生成") if id_ == AUTOMATIC else ("open", "还没写")
    severities = {severity for _, severity in of_text(text, state.figures)}
    if "block" in severities:
        return "block", "有空缺"
    return ("look", "有待填处") if severities else ("done", "写好了")


def progress(sections: Iterable[Section]) -> tuple[int, int]:
    """How many sections are written, and of how many; what writes itself is not counted."""
    written = [
        draft.is_written(section) for section in sections if section.id not in draft.SELF_MADE
    ]
    return sum(written), len(written)


def of_text(text: str, figures: Figures) -> list[tuple[str, str]]:
    """What to put right in a text, and how severe it is.

    Numbers and charts that no ledger holds, and places left to be filled in.
    """
    found: list[tuple[str, str]] = [
        (finding.message, finding.severity) for finding in prose.findings(text, figures)
    ]
    lacking = document.section_metadata(Section("", "", text), figures)["zongjie"]["missing"]
    keys = prose.resolve(text, figures).missing
    found += [
        (f"台账里没有可画成“{ref}”的数字。请先补台账，或删去这个图表。", "block")
        for ref in lacking
        if ref not in keys
    ]
    found += [
        (f"“{words}”还没有填。请填好，或删去。", "look") for _, _, words in draft.placeholders(text)
    ]
    return found


def of_section(state: State, id_: str) -> list[tuple[str, str]]:
    """What to put right in a section: in its text, and in what a plan leaves open."""
    found = of_text(state.text(id_), state.figures)
    if id_ in plan.ANSWERS:
        left = plan.findings(state.document)
        found += [(finding.message, finding.severity) for finding in left if finding.part == id_]
    return found


def remarks(state: State) -> list[Remark]:
    """Everything worth a look, in the order of the page."""
    found = []
    for step in state.steps:
        if step.startswith(LEDGER_STEP):
            ledger = schema.ledger(step.removeprefix(LEDGER_STEP))
            wrong = sum(p.severity == "error" for p in state.problems(ledger.id))
            if wrong:
                message = f"有 {wrong} 处要改，改好才计入数字。"
                found.append(Remark(step, ledger.title, message, "look"))
    left = [finding for finding in plan.findings(state.document) if finding.part == "title"]
    found += [Remark("title", "全文", finding.message, finding.severity) for finding in left]
    for place in state.outline:
        if standing(state, place.id)[0] == "open":
            message = "还没有写。没有这方面的事，可以不写，导出时会略去。"
            found.append(Remark(place.id, place.title, message, "look"))
        found += [
            Remark(place.id, place.title, message, severity)
            for message, severity in of_section(state, place.id)
        ]
    return found
