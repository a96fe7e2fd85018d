"""What an earlier summary promised, beside what the ledgers and the text say was done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from zongjie import plan, prose, typed
from zongjie.draft import SELF_MADE, Draft
from zongjie.earlier.values import CALLED, Answer, Earlier, Span
from zongjie.figures import Figure, counted
from zongjie.ledger import Ledgers
from zongjie.prose import Finding

RULE = "promise.open"
"""The rule of a finding that a summary says nothing of what an earlier one promised."""

_NAMED = ("activity", "meeting", "honour")
"""The ledgers whose rows have names of their own."""

_FEW = 3  # figures, rows or findings that are looked at one by one
_SAID: Mapping[str, str] = {
    "已完成": "已经完成",
    "部分完成": "完成了一部分",
    "未完成": "还没有完成",
    "不再需要": "情况有变化，不再需要",
}


@dataclass(frozen=True)
class Evidence:
    """What this year's ledgers have about a promise: figures, and the names of rows by ledger."""

    figures: tuple[Figure, ...]
    rows: Mapping[str, Mapping[int, str]]


def promised(earlier: Earlier) -> tuple[plan.Item, ...]:
    """What a summary said was to be done next; each thing once."""
    found = {
        item.what: item
        for section in earlier.draft.sections
        if section.id in plan.ANSWERS
        for item in reversed(plan.items(section.text))
    }
    return tuple(sorted(found.values(), key=lambda item: item.span))


class Records:
    """What this year's ledgers have about promises; each is looked up once."""

    def __init__(self, names: typed.Names, ledgers: Ledgers) -> None:
        self._names = names
        self._ledgers = ledgers
        self._found: dict[str, Evidence] = {}

    def about(self, item: plan.Item) -> Evidence:
        """The figures whose category the promise names, and the rows whose name it repeats."""
        if item.text not in self._found:
            self._found[item.text] = Evidence(self._figures(item.text), self._rows(item.text))
        return self._found[item.text]

    def _figures(self, text: str) -> tuple[Figure, ...]:
        labels, _ = self._names.in_text(text)
        found = [name.figure for label in labels for name in self._names.by_label[label]]
        found += [
            name.figure
            for name in self._names.by_key.values()
            if name.figure.is_indicator and plan.repeats(text, "".join(name.labels))
        ]
        return tuple({figure.key: figure for figure in found}.values())[:_FEW]

    def _rows(self, text: str) -> dict[str, dict[int, str]]:
        found = {}
        for ledger in _NAMED:
            named = self._ledgers[ledger]["name"].dropna() if ledger in self._ledgers else None
            pairs = () if named is None else zip(named.index, named, strict=True)
            alike = [(number, name) for number, name in pairs if plan.repeats(text, name)]
            if alike:
                found[ledger] = dict(alike[:_FEW])
        return found


def mentioned(item: plan.Item, draft: Draft) -> str:
    """The section that tells what became of a promise; empty when none does."""
    untold = (*plan.ANSWERS, plan.PROBLEMS, *SELF_MADE)
    return next(
        (
            section.id
            for section in draft.sections
            if section.id not in untold and plan.repeats(section.text, item.what)
        ),
        "",
    )


def sentence(item: plan.Item, span: Span, answer: Answer, found: Evidence) -> str:
    """A sentence that tells what became of a promise; its number stays bound to the ledger."""
    said = f"{CALLED[span]}打算的“{item.what}”，{_SAID.get(answer.state, answer.state)}"
    if answer.note:
        said += f"，{answer.note.rstrip('。')}"
    if found.figures and answer.state != "不再需要":
        said += f"，{_with_number(found.figures[0])}"
    return f"{said}。"


def findings(earlier: Mapping[Span, Earlier], draft: Draft) -> tuple[Finding, ...]:
    """The promises of which a draft says nothing; many of them as one."""
    return tuple(
        Finding(RULE, "", (0, 0), message, (), "look")
        for span, one in earlier.items()
        for message in _open(CALLED[span], one, draft)
    )


def _open(when: str, earlier: Earlier, draft: Draft) -> Iterator[str]:
    made = promised(earlier)
    left = [
        f"“{item.what}”"
        for item in made
        if item.what not in earlier.answers and not mentioned(item, draft)
    ]
    if len(left) <= _FEW:
        for what in left:
            yield f"{when}打算的{what}，今年的总结里还没有交代。"
        return
    yield (
        f"{when}打算的 {len(made)} 件事，有 {len(left)} 件今年的总结里还没有交代："
        f"{''.join(left[:_FEW])}等。请在“上年对照”里逐件看一看。"
    )


def _with_number(figure: Figure) -> str:
    """全年送温暖278人次, with the number as a token."""
    head, *rest = figure.key.split(".")
    about = "".join(rest) if figure.is_indicator else "".join(rest[:-1]) or head
    when = {None: "全年", 1: "上半年", 2: "下半年"}[figure.period.half]
    money = counted(figure.unit) == "元"
    unit = "" if money or figure.unit == "%" else figure.unit
    token = prose.bind(figure, "元" if money else "百分比" if figure.unit == "%" else "")
    return f"{when}{about}{token}{unit}"
