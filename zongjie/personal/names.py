"""Names of persons, told by the words right before and behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from zongjie import packaged
from zongjie.personal.found import Personal

_HAN = "[\u3400-\u9fff]"
_MARKS = r"[\s*_“”\"‘’'《》〈〉]*"
_STOP = r"(?:$|[^\u3400-\u9fff])"
_LIST = re.compile("[、和及与]")
_GIVEN = 2


@dataclass(frozen=True)
class _Words:
    """The words of names.toml, as patterns that end or begin right where a name does."""

    surnames: frozenset[str]
    wordy: frozenset[str]
    double: frozenset[str]
    stop: frozenset[str]
    titles: frozenset[str]
    not_last: frozenset[str]
    not_inside: frozenset[str]
    known: re.Pattern[str]  # who comes before: a person
    label: re.Pattern[str]
    little: re.Pattern[str]
    courtesy: re.Pattern[str]
    giving: re.Pattern[str]
    ends: re.Pattern[str]
    begins: re.Pattern[str]  # a surname, and something behind it


@cache
def _words() -> _Words:
    raw = packaged.table("data/personal/names.toml")
    ends = f"{_MARKS}(?:{_either(raw['ends'])}|等[0-9０-９一二三四五六七八九十]+[名位人])"
    return _Words(
        frozenset("".join(raw["surnames"].split())),
        frozenset("".join(raw["wordy"].split())),
        frozenset(raw["double"]),
        frozenset(raw["stop"]),
        frozenset([*raw["before"], *raw["courtesy"]]),
        frozenset(raw["not_last"]),
        frozenset(raw["not_inside"]),
        re.compile(f"(?:{_either([*raw['before'], *raw['verbs']])}){_MARKS}$"),
        re.compile(rf"(?:{_either(raw['labels'])}){_MARKS}[:：\s]{_MARKS}$"),
        re.compile(f"(?:{_either(raw['little'])}){_MARKS}$"),
        re.compile(f"{_MARKS}(?:{_either(raw['courtesy'])})"),
        re.compile(f"{_MARKS}(?:{_either(raw['giving'])})"),
        re.compile(f"(?:{ends}|{_STOP})"),
        re.compile(f"(?:[{raw['surnames']}{raw['wordy']}]|{_either(raw['double'])})(?={_HAN})"),
    )


def _either(words: Sequence[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def names(text: str) -> Iterator[Personal]:
    """Every name in a text that the words around leave little doubt of."""
    words = _words()
    past = 0
    listed = -1  # where a name that 、 joins to the one before would begin
    for match in words.begins.finditer(text):
        at = match.start()
        end = _name_at(text, at, words, listed=at == listed) if at >= past else 0
        if end:
            yield Personal("name", at, end, text[at:end])
            past = end
            listed = end + 1 if _LIST.match(text, end) else -1


def person_in(cell: str, *, strict: bool = False, listed: bool = False) -> tuple[Personal, ...]:
    """The names in a cell that holds nothing else: 张三, or 张三、李四.

    `strict` leaves out those whose surname is a word as well; `listed` says that the cell stands
    in a list of names, where those that hold a word or are a known person's are no less names.
    """
    found = [
        Personal("name", match.start(), match.end(), match[0])
        for match in re.finditer(r"[^\s、，,;；/]+", cell)
    ]
    wordy = _words().wordy if strict else frozenset()
    named = all(is_name(one.words, listed=listed) and one.words[0] not in wordy for one in found)
    return tuple(found) if named else ()


def is_name(text: str, *, listed: bool = False) -> bool:
    """Whether a word by itself, or `listed` among names, reads like a full name."""
    words = _words()
    surname = _surname(text, 0, words)
    return bool(surname) and _is_given(text, surname, words, listed=listed)


def _surname(text: str, at: int, words: _Words) -> str:
    if text[at : at + 2] in words.double:
        return text[at : at + 2]
    one = text[at : at + 1]
    return one if one in words.surnames or one in words.wordy else ""


def _name_at(text: str, at: int, words: _Words, *, listed: bool) -> int:
    """Where the name that begins here ends; 0 when there is none, or there is doubt."""
    surname = _surname(text, at, words)
    if not surname:
        return 0
    before = text[max(0, at - 12) : at]
    for given in (_GIVEN, 1):
        end = at + len(surname) + given
        if end > len(text) or not _is_given(text[at:end], surname, words):
            continue
        if _is_told(before, text[end : end + 12], words, surname, listed=listed):
            return end
    return 0


def _is_given(name: str, surname: str, words: _Words, *, listed: bool = False) -> bool:
    """Whether a surname and what follows can be a name at all."""
    given = name[len(surname) :]
    if not 0 < len(given) <= _GIVEN or not re.fullmatch(f"{_HAN}+", name):
        return False
    if given[-1] in words.not_last or given in words.titles:
        return False
    if listed:
        return True
    if set(given) & words.not_inside:
        return False
    parts = (name[at : at + length] for at in range(len(name)) for length in (2, 3))
    return words.stop.isdisjoint(parts)


def _is_told(before: str, after: str, words: _Words, surname: str, *, listed: bool) -> bool:
    if words.courtesy.match(after):
        free = re.search(rf"(?:^|[^\u3400-\u9fff]){_MARKS}$", before)
        return bool(free or words.known.search(before) or words.little.search(before))
    if words.label.search(before):
        return re.match(f"{_MARKS}{_STOP}", after) is not None
    if surname in words.wordy:
        return listed and after.startswith("等") and words.ends.match(after) is not None
    if listed or words.known.search(before):
        return words.ends.match(after) is not None or _LIST.match(after) is not None
    return bool(words.little.search(before) and words.giving.match(after))
