"""What changed between two texts, in pieces a Chinese reader recognises.

Sentences are compared first, then the words of those that differ. A Chinese character counts as a
word; a bound number ``{{…}}``, a chart, a run of digits or Latin letters is never cut. One or two
characters in common between two changes say nothing and are shown as changed with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "removed", "added"]

_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]|[^。！？；\n]+")
_ENDED = re.compile(r"[。！？；\n]$")
_WORD = re.compile(r"\{\{.*?\}\}|!\[[^\]\n]*\]\([^)\n]*\)|\d[\d.,]*[%％‰]?|[A-Za-z]+|.", re.DOTALL)
_TELLING = 3  # so many characters in common are worth showing between two changes
_TOO_MUCH = 4_000_000  # comparisons; longer passages are shown as replaced


@dataclass(frozen=True)
class Piece:
    """A stretch of text that stayed, went or came."""

    kind: Kind
    text: str


def sentences(text: str) -> list[str]:
    """A text cut after its sentences and lines; joined they make it again."""
    return _SENTENCE.findall(text)


def words(text: str) -> list[str]:
    """A text cut at its words; joined they make it again."""
    return _WORD.findall(text)


def diff(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces, in order: those kept and removed make the old text, kept and added the new."""
    return tuple(_joined(_of_sentences(old, new)))


def both(one: str, other: str) -> str:
    """Every sentence of either text once: where they differ those of `one` go before.

    One that breaks off is left out where the other text has it whole, else what follows begins a
    line of its own.
    """
    blocks = _blocks(sentences(one), sentences(other))
    return "".join(before if same else _both(before, after) for same, before, after in blocks)


def _both(before: str, after: str) -> str:
    old = sentences(before)
    new = [one for one in sentences(after) if not _said(one, old)]
    if not "".join(new).strip():
        return before or after
    if old and not _ENDED.search(old[-1]):
        if _said(old[-1], new):
            del old[-1]
        else:
            old.append("\n")
    return "".join(old + new)


def _said(sentence: str, others: Iterable[str]) -> bool:
    """Whether one of the others says it, or goes on where it breaks off."""
    words = sentence.strip()
    if not words:
        return False
    if _ENDED.search(sentence):
        return any(words == other.strip() for other in others)
    return any(other.startswith(sentence) for other in others)


def _of_sentences(old: str, new: str) -> Iterator[Piece]:
    for same, before, after in _blocks(sentences(old), sentences(new)):
        if same:
            yield Piece("same", before)
        else:
            yield from _of_words(before, after)


def _of_words(old: str, new: str) -> Iterator[Piece]:
    before, after = words(old), words(new)
    if len(before) * len(after) > _TOO_MUCH:
        yield from (Piece("removed", old), Piece("added", new))
        return
    blocks = list(_blocks(before, after))
    for at, (same, gone, come) in enumerate(blocks):
        inside = 0 < at < len(blocks) - 1
        if same and not (inside and len(gone) < _TELLING):
            yield Piece("same", gone)
        else:
            yield from (Piece("removed", gone), Piece("added", come))


def _blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, str, str]]:
    """Whether it is the same, the old and the new, for stretches of both texts."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        yield tag == "equal", "".join(old[i1:i2]), "".join(new[j1:j2])


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Neighbours of a kind as one; between two stretches that stayed, first what went."""
    texts: dict[Kind, str] = {"same": "", "removed": "", "added": ""}
    for piece in pieces:
        if piece.kind == "same":
            yield from _flushed(texts, "removed", "added")
        elif piece.text:
            yield from _flushed(texts, "same")
        texts[piece.kind] += piece.text
    yield from _flushed(texts, "same", "removed", "added")


def _flushed(texts: dict[Kind, str], *kinds: Kind) -> Iterator[Piece]:
    for kind in kinds:
        if texts[kind]:
            yield Piece(kind, texts[kind])
        texts[kind] = ""
