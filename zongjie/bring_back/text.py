"""The text of a section made anew of what the draft had and what the file has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from zongjie.bring_back.lines import is_block
from zongjie.bring_back.rebind import Lost, rebind
from zongjie.bring_back.source import Item, Placed
from zongjie.figures import Figures, spoken

_TELLING = 8  # a line of so many characters is known again wherever it stands


@dataclass(frozen=True)
class Put:
    """A text, whether it is another one than before, and what to look at.

    `bound` are the clauses in which numbers of the draft were replaced (`Section.bound`).
    """

    text: str
    changed: bool
    notes: tuple[str, ...]
    bound: frozenset[str]


def written(
    old: Sequence[Item],
    new: Sequence[Placed],
    spare: Mapping[str, list[str]],
    figures: Figures,
) -> Put:
    """The section's text; lines that read the same are the draft's own, with their tokens.

    `spare` are lines of the draft that are not where they were.
    """
    matcher = SequenceMatcher(
        None, [item.alike for item in old], [line.alike for line in new], autojunk=False
    )
    text, changed = "", False
    notes = [line.note for line in new if line.note]
    bound: set[str] = set()
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            for item in old[i1:i2]:
                text += (_gap(text, item) if text else "") + item.source
            continue
        changed = True
        lines, told = _block(old[i1:i2], new[j1:j2], spare, figures)
        notes += [
            f"文档里写 {one.instead}，台账是 {one.shown}（{spoken(one.key)}）。" for one in told
        ]
        bound |= {one.clause for one in told if one.clause}
        for line in lines:
            text += ("" if not text else _between(text, line)) + line
    return Put(text.strip("\n"), changed, tuple(notes), frozenset(bound))


def _gap(text: str, item: Item) -> str:
    """The white space that stood before a line; the first of the old text had none."""
    return f"\n{item.gap}" if item.gap else _between(text, item.source)


def _between(text: str, line: str) -> str:
    """Lines of one list or table stand together, paragraphs apart."""
    above = text.rpartition("\n")[2]
    return "\n" if is_block(above) and is_block(line) else "\n\n"


def _block(
    old: Sequence[Item],
    new: Sequence[Placed],
    spare: Mapping[str, list[str]],
    figures: Figures,
) -> tuple[list[str], tuple[Lost, ...]]:
    """Lines in place of others: those that were moved here, the rest with numbers bound again."""
    lines: list[str | None] = []
    typed: list[str] = []
    for line in new:
        moved = spare.get(line.alike, [])
        if line.kind or (moved and len(line.alike) >= _TELLING):
            lines.append(line.source if line.kind else moved[0])
        else:
            lines.append(None)
            typed.append(line.source)
    if not typed:
        return [line for line in lines if line is not None], ()
    before = "\n".join(item.source for item in old if not item.kind)
    text, lost = rebind(before, "\n".join(typed), figures)
    made = iter(_apart(text, typed))
    return [next(made) if line is None else line for line in lines], lost


def _apart(text: str, typed: Sequence[str]) -> list[str]:
    """The text cut into as many lines as it was put together of; a table's rule stays with it."""
    cut, rest = [], text.split("\n")
    for line in typed:
        count = line.count("\n") + 1
        cut.append("\n".join(rest[:count]))
        rest = rest[count:]
    return cut
