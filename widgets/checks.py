"""How far a summary is, and what is worth a look before it goes out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from widgets.shown import LEDGER_STEP
from widgets.spans import in_browser
from widgets.state import State
from zongjie import earlier, enough, ledger, plan, privacy, review, schema, unplaced
from zongjie.draft import Section
from zongjie.prose import Finding
from zongjie.review import DIFFERS, SIGNED, UNWRITTEN, of_ledgers, of_signature, of_years

AUTOMATIC = "signature"
"""The section that is made from the profile while nobody writes it by hand."""

KINDS: Mapping[str, str] = {
    "differs": "处和台账对不上",
    "gap": "处空缺",
    "open": "处待填",
    "personal": "处可能是个人信息",
    "other": "处别的要看",
    "short": "节还短",
    "unwritten": "节没有写",
}
"""What is counted wherever something is said to be left, in this order, and what it is called."""

_KIND_OF = {DIFFERS: "differs", review.PLACEHOLDER: "open", enough.RULE: "short"}


@dataclass(frozen=True)
class Standing:
    """How far a section is.

    Parameters
    ----------
    state : "open", "short", "look", "block" or "done", a word for the style sheet.
    status : the same in Chinese.
    note : what to know in the list of steps; mostly empty.
    """

    state: str
    status: str
    note: str = ""


@dataclass(frozen=True)
class Link:
    """A step of the page and what it is called there."""

    step: str
    label: str


@dataclass(frozen=True)
class Remark:
    """One thing to look at.

    Parameters
    ----------
    step : the step of the page it is on, and its `place` in words.
    message : plain Chinese, what and what to do.
    severity : "block" for what stops an export, "note" for what is good to know, else "look".
    span : where in the section's text, as the browser counts; None for a whole step.
    rows : in which rows of the ledger (序号).
    links : the steps it is about when they are several; then there is no one `step`.
    words : what may be personal data, and `fixes` what could stand there, best first.
    kind : which of `KINDS` it is.
    """

    step: str
    place: str
    message: str
    severity: str
    span: tuple[int, int] | None = None
    rows: tuple[int, ...] = ()
    links: tuple[Link, ...] = ()
    words: str = ""
    fixes: tuple[str, ...] = ()
    kind: str = "other"


@dataclass(frozen=True)
class Left:
    """What is left to do before the files are made: in a few words, and where."""

    say: str
    links: tuple[Link, ...] = ()


def standing(state: State, id_: str) -> Standing:
    """How far a section is; "done" is only one with nothing left to look over."""
    found = of_section(state, id_)
    if not state.text(id_).strip():
        if id_ != AUTOMATIC:
            return Standing("open", "还没写")
        return Standing("look", "要看日期") if found else Standing("done", "自动生成")
    rules = [finding.rule for finding in found if finding.severity != "note"]
    wrong = rules.count(DIFFERS)
    note = f"{wrong} 处对不上" if wrong else ""
    if any(finding.severity == "block" for finding in found):
        return Standing("block", "有空缺", note)
    if wrong:
        return Standing("look", f"有 {wrong} 处和台账对不上", note)
    if set(rules) - {enough.RULE}:
        return Standing("look", "有待填处" if review.PLACEHOLDER in rules else "有要看的")
    return Standing("short", "写了一些") if rules else Standing("done", "写好了")


def of_section(state: State, id_: str) -> tuple[Finding, ...]:
    """What to put right in a section: in its text, in what it lacks, in what a plan leaves open.

    Of the signature also what is to be said of its date.
    """
    section = state.section(id_)
    found = [
        *state.review.findings(section),
        *state.privacy.of_section(section, state.draft.public),
        *of_years(section, state.document),
    ]
    if id_ in plan.ANSWERS:
        left = plan.findings(state.document)
        found += [finding for finding in left if finding.part == id_]
    if id_ == AUTOMATIC:
        found += of_signature(state.document)
    brief = enough.finding(section, state.guide(id_))
    return (*found, brief) if brief else tuple(found)


def kept_findings(state: State, id_: str) -> tuple[Finding, ...]:
    """What the officer leaves as it is in a section, but for numbers and sentences."""
    section = state.section(id_)
    found = list(state.review.all_findings(section))
    if id_ in plan.ANSWERS:
        found += plan.all_findings(state.document)
    return tuple(finding for finding in found if finding.id in section.kept)


def remarks(state: State) -> list[Remark]:
    """Everything worth a look, in the order of the page.

    What may be personal data comes after the rest, and what is not written last, as one.
    """
    found = [*_of_ledgers(state)]
    found += [
        Remark(f"{LEDGER_STEP}fund", schema.ledger("fund").title, one.message, one.severity)
        for one in of_ledgers(state.figures)
        if f"{LEDGER_STEP}fund" in state.steps
    ]
    found += [Remark("title", "自定数字", say, "look") for say in state.figures.troubles]
    found += [Remark("title", "自定数字", say, "note") for say in state.figures.absent]
    left = [finding for finding in plan.findings(state.document) if finding.part == "title"]
    found += [Remark("title", "全文", finding.message, finding.severity) for finding in left]
    found += [
        Remark(finding.part, "落款", finding.message, finding.severity)
        for finding in of_signature(state.document)
    ]
    found += [
        Remark("compare", state.steps.get("compare", "全文"), finding.message, finding.severity)
        for finding in earlier.findings(state.earlier, state.document)
    ]
    for place in state.outline:
        section = state.section(place.id)
        if not section.text.strip():
            continue
        found += [
            _of(place, section, finding)
            for finding in of_section(state, place.id)
            # said in its own place
            if not finding.rule.startswith(privacy.RULE) and finding.rule != SIGNED
        ]
    found += _of_unplaced(state)
    found += personal(state)
    if links := unwritten(state):
        say = f"有 {len(links)} 节还没有写。{UNWRITTEN}"
        found.append(Remark("", "没写的节", say, "look", links=links, kind="unwritten"))
    return found


def _of_unplaced(state: State) -> Iterator[Remark]:
    """That a section added to the draft file has no cell."""
    places = {id_: state.title(id_) for id_ in state.cells}
    for finding in unplaced.findings(state.draft, places):
        title = state.title(finding.part)
        yield Remark(finding.part, title, finding.message, finding.severity)


def personal(state: State) -> list[Remark]:
    """What may be personal data, in texts and ledgers, and in the summaries before this one."""
    public, found = state.draft.public, []
    for one in state.privacy.of_ledgers(state.ledgers, public):
        step, title = LEDGER_STEP + one.ledger, schema.ledger(one.ledger).title
        fixes = (one.instead,)
        found.append(
            Remark(step, title, one.message, "look", rows=one.rows, words=one.words, fixes=fixes)
        )
    for place in state.outline:
        section = state.section(place.id)
        found += [
            replace(
                _of(place, section, finding),
                words=section.text[slice(*finding.span)],
                fixes=finding.suggestions,
            )
            for finding in state.privacy.of_section(section, public)
        ]
    title = state.steps.get("compare", "全文")
    found += [
        Remark("compare", title, one.message, "note", words=one.words, fixes=one.instead)
        for one in state.privacy.of_earlier(state.earlier, public)
    ]
    return [replace(one, kind="personal") for one in found]


def _of(place: Section, section: Section, finding: Finding) -> Remark:
    """A finding as it is told: at its place, if it has one."""
    span = None if finding.rule == enough.RULE else in_browser(section.text, finding.span)
    kind = "gap" if finding.severity == "block" else _KIND_OF.get(finding.rule, "other")
    return Remark(place.id, place.title, finding.message, finding.severity, span, kind=kind)


def unwritten(state: State) -> tuple[Link, ...]:
    """The sections nothing is written for; a plan need not have all of them."""
    spared = (AUTOMATIC, *plan.not_asked(state.document))
    return tuple(
        Link(place.id, place.title)
        for place in state.outline
        if place.id not in spared and not state.text(place.id).strip()
    )


def to_look_at(state: State) -> list[Remark]:
    """The places that are counted wherever a number is said: not what is only good to know."""
    return [one for one in remarks(state) if not one.links and one.severity != "note"]


def left_over(state: State) -> list[Left]:
    """What is left before the files are made: of each kind how much, and where."""
    looked, found = to_look_at(state), []
    for kind, what in KINDS.items():
        some = [remark for remark in looked if remark.kind == kind]
        if some:
            found.append(Left(f"有 {len(some)} {what}：", _places(some)))
    if links := unwritten(state):
        found.append(Left(f"有 {len(links)} {KINDS['unwritten']}，导出时会略去：", links))
    return found


def _places(found: Sequence[Remark]) -> tuple[Link, ...]:
    """Where these are, and how many in a place that has several."""
    counts = Counter((remark.step, remark.place) for remark in found)
    return tuple(
        Link(step, f"{place} {count} 处" if count > 1 else place)
        for (step, place), count in counts.items()
    )


def in_words(state: State) -> str:
    """What is left in one sentence, for who makes a file or signs off without having looked.

    "" when all is well.
    """
    counts = Counter(remark.kind for remark in to_look_at(state))
    counts["unwritten"] = len(unwritten(state))
    said = "、".join(f"{counts[kind]} {what}" for kind, what in KINDS.items() if counts[kind])
    return f"还有 {said}。" if said else ""


def _of_ledgers(state: State) -> Iterator[Remark]:
    for step in state.steps:
        if not step.startswith(LEDGER_STEP):
            continue
        of = schema.ledger(step.removeprefix(LEDGER_STEP))
        problems = state.problems(of.id)
        for severity, weight in (("error", "look"), ("warning", "note")):
            found = [one for one in problems if one.severity == severity]
            # One thing, however many rows have it: a column that nobody filled is one as well.
            for kind, rows in ledger.together(found):
                say = kind.of_rows(rows).removeprefix(of.title)
                yield Remark(step, of.title, say, weight, rows=rows)
