"""How far a summary is, and what is worth a look before it goes out."""

from __future__ import annotations

from dataclasses import dataclass

from widgets.spans import in_browser
from widgets.state import LEDGER_STEP, State
from zongjie import plan, schema
from zongjie.prose import Finding
from zongjie.review import DIFFERS, UNWRITTEN

AUTOMATIC = "signature"
"""The section that is made from the profile while nobody writes it by hand."""


@dataclass(frozen=True)
class Remark:
    """One thing to look at.

    Parameters
    ----------
    step : the step of the page it is on, and its `place` in words.
    message : plain Chinese, what and what to do.
    severity : "block" for what stops an export, else "look".
    span : where in the section's text, as the browser counts; None for a whole step.
    rows : in which rows of the ledger (序号).
    """

    step: str
    place: str
    message: str
    severity: str
    span: tuple[int, int] | None = None
    rows: tuple[int, ...] = ()


def standing(state: State, id_: str) -> tuple[str, str]:
    """How far a section is, as a word for the style sheet and in Chinese."""
    section = state.section(id_)
    if not section.text.strip():
        return ("done", "自动生成") if id_ == AUTOMATIC else ("open", "还没写")
    found = state.review.findings(section)
    if any(finding.severity == "block" for finding in found):
        return "block", "有空缺"
    wrong = differences(state, id_)
    if wrong:
        return "look", f"有 {wrong} 处和台账对不上"
    return ("look", "有待填处") if found else ("done", "写好了")


def differences(state: State, id_: str) -> int:
    """How many typed numbers of a section contradict the ledger and are not kept."""
    found = state.review.findings(state.section(id_))
    return sum(finding.rule == DIFFERS for finding in found)


def of_section(state: State, id_: str) -> tuple[Finding, ...]:
    """What to put right in a section: in its text, and in what a plan leaves open."""
    found = state.review.findings(state.section(id_))
    if id_ not in plan.ANSWERS:
        return found
    left = plan.findings(state.document)
    return (*found, *(finding for finding in left if finding.part == id_))


def remarks(state: State) -> list[Remark]:
    """Everything worth a look, in the order of the page."""
    found = []
    for step in state.steps:
        if step.startswith(LEDGER_STEP):
            ledger = schema.ledger(step.removeprefix(LEDGER_STEP))
            found += [
                Remark(
                    step,
                    ledger.title,
                    str(problem).removeprefix(ledger.title),
                    "look",
                    rows=(problem.row,) if problem.row else (),
                )
                for problem in state.problems(ledger.id)
                if problem.severity == "error"
            ]
    left = [finding for finding in plan.findings(state.document) if finding.part == "title"]
    found += [Remark("title", "全文", finding.message, finding.severity) for finding in left]
    for place in state.outline:
        if standing(state, place.id)[0] == "open":
            found.append(Remark(place.id, place.title, UNWRITTEN, "look"))
            continue
        section = state.section(place.id)
        found += [
            Remark(
                place.id,
                place.title,
                finding.message,
                finding.severity,
                in_browser(section.text, finding.span),
            )
            for finding in of_section(state, place.id)
        ]
    return found
