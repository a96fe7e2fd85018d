"""Bound numbers that an edited file had other digits for, found as long as these stand.

Each is known by its clause as it would read with the number bound: 各类活动{{活动.次数}}项. Where
the text has that clause with digits in the place, no doubt is left which figure they are about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from zongjie import prose
from zongjie.typed.amounts import UNITS
from zongjie.typed.cutting import CLAUSE, SENTENCE, spans
from zongjie.typed.match import Fix, Hint
from zongjie.typed.names import Names

NUMBER = re.compile(
    r"[0-9](?:[0-9,.]*[0-9])?\s*[余多]?[万亿]?[余多]?|[零〇一二两三四五六七八九十百千万亿]+[余多]?"
)
_WITH_UNIT = re.compile(rf"(?:{NUMBER.pattern})(?:{UNITS})?")
_WORD = re.compile(r"[^\W\d_]")
_TELLING = 3  # so many characters of a clause beside its numbers tell it from others


def clause_of(text: str, at: int) -> str:
    """The clause that the token at this place stands in, from so far before that it has words."""
    for start, end in spans(text, SENTENCE, 0, len(text)):
        if not start <= at <= end:
            continue
        for from_, to in spans(text, CLAUSE, start, end):
            if from_ <= at <= to:
                words = NUMBER.sub("", prose.TOKEN.sub("", text[from_:to]))
                first = from_ if len(_WORD.findall(words)) >= _TELLING else start
                return text[first:to].strip()
    return ""


def replaced(text: str, bound: Iterable[str], names: Names) -> tuple[Hint, ...]:
    """A hint for each typed number of a text that stands in the place of another's token."""
    found = {hint.span: hint for clause in bound for hint in _of_clause(text, clause, names)}
    return tuple(found[span] for span in sorted(found))


def _of_clause(text: str, clause: str, names: Names) -> Iterator[Hint]:
    tokens = prose.tokens(clause)
    if not tokens:
        return
    sources = [clause[token.start : token.end] for token in tokens]
    pattern, end = "", 0
    for token in tokens:
        name = names.by_key.get(token.key)
        whole = bool(token.format) or (name is not None and not name.figure.exact)
        slot = _WITH_UNIT if whole else NUMBER
        pattern += re.escape(clause[end : token.start]) or r"(?<![0-9.,])"
        pattern += rf"({prose.TOKEN.pattern.replace('(', '(?:')}|{slot.pattern})"
        end = token.end
    pattern += rf"(?![0-9]){re.escape(clause[end:])}"
    for match in re.finditer(pattern, text):
        for place, (token, source) in enumerate(zip(tokens, sources, strict=True), start=1):
            typed, name = match[place], names.by_key.get(token.key)
            if name is None or prose.TOKEN.fullmatch(typed):
                continue
            if typed != prose.show(name.figure, token.format):
                fixes = (Fix(token.key, source),)
                shown = prose.full(name.figure)
                yield Hint("differs", match.span(place), fixes, typed, shown)
