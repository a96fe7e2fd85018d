"""Text as lines that can be told alike, whether they are of a draft or of a finished file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from zongjie import invisible

_HANZI = "一二三四五六七八九十百"
_SECTION_NUMBER = re.compile(rf"^\s*[{_HANZI}]+[、．.]\s*")
_HEADING = re.compile(r"^ {0,3}(?P<marks>#{1,6})[ \t]+(?P<text>.*?)[ \t]*#*[ \t]*$")
_SHORT = re.compile(rf"^[ \t\u3000]*（[{_HANZI}]+）[^。！？；，\n]{{1,30}}$")
_NUMBERS = (re.compile(rf"^[（(][{_HANZI}]+[）)]\s*"), re.compile(r"^[（(]?\d+[.．、）)]\s*"))
_PICTURE_NUMBER = re.compile(r"^[图表]\s*\d+[\s\u3000]*")
_LISTED = re.compile(r"^\s*(?:[-*+]|\d{1,9}[.)])\s+")
_QUOTED = re.compile(r"^\s*>\s?", re.MULTILINE)
_RULE = re.compile(r"^\s*(?:\*\s*){3,}$|^\s*(?:-\s*){3,}$|^\s*(?:_\s*){3,}$")
_TABLE_RULE = re.compile(r"^[\s:|-]*-[\s:|-]*$")
_MARKS = re.compile(r"[\s*\\]")

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Line:
    """A line of a finished file as Markdown.

    Of a chart or table of the ledgers `kind` says which it is, `text` is its caption, `ref` is
    known where the file says it, `alt` is what the file says for those who cannot see it and
    `rows` is what a table shows.
    """

    text: str
    kind: str = ""
    ref: str = ""
    alt: str = ""
    rows: Rows = ()


@dataclass
class Part:
    """A section of a finished file; its `id` where the file says it, no `title` above the first."""

    id: str = ""
    title: str = ""
    lines: list[Line] = field(default_factory=list)


@dataclass
class File:
    """What a finished file holds; `notes` tell what of it cannot be brought back.

    `unit` is whose summary it is, where the file says it beside its title.
    """

    title: str = ""
    unit: str = ""
    parts: list[Part] = field(default_factory=list)
    signature: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def alike(line: str) -> str:
    """What a line of text is known by: its words, without white space and what only sets it."""
    level = level_of(line)
    if level is not None:
        return f"#{level}{_MARKS.sub('', heading_words(line, level))}"
    if line.lstrip().startswith("|"):
        return "|".join(_MARKS.sub("", cell) for cell in cells(line.partition("\n")[0]))
    if _RULE.match(line):
        return "———"
    return _MARKS.sub("", invisible.without(_LISTED.sub("", _QUOTED.sub("", line))))


def picture(kind: str, ref: str, caption: str) -> str:
    """What a chart or table of the ledgers is known by."""
    return f"!{kind}:{ref} {same_caption(caption)}"


def same_caption(words: str) -> str:
    """What a caption is known by: its words, without number and white space."""
    return _MARKS.sub("", captioned(words))


def captioned(words: str) -> str:
    """慰问支出 of 图1　慰问支出."""
    return _PICTURE_NUMBER.sub("", words.strip())


def titled(words: str) -> str:
    """帮扶送温暖 of 三、帮扶送温暖."""
    return " ".join(_SECTION_NUMBER.sub("", words).split())


def is_numbered(words: str) -> bool:
    """Whether it begins as the heading of a section does."""
    return bool(_SECTION_NUMBER.match(words))


def level_of(line: str) -> int | None:
    """0 for a heading （一） inside a section, 1 for one below it; None for any other line."""
    marked = _HEADING.match(line)
    if marked:
        return 0 if len(marked["marks"]) <= 3 else 1
    return 0 if _SHORT.match(line) else None


def heading_words(line: str, level: int) -> str:
    """A heading inside a section without its marks and its number."""
    marked = _HEADING.match(line)
    return _NUMBERS[level].sub("", (marked["text"] if marked else line).strip())


def is_typed_number(line: str, level: int) -> bool:
    """Whether the author has numbered a heading by hand."""
    marked = _HEADING.match(line)
    return bool(_NUMBERS[level].match((marked["text"] if marked else line).strip()))


def cells(row: str) -> list[str]:
    """The cells of a row of a Markdown table."""
    parts = re.split(r"(?<!\\)\|", row.strip().strip("|"))
    return [part.strip() for part in parts]


def goes_on(above: str, line: str) -> bool:
    """Whether a line is printed with the one right above: a table's rule, more of a quotation."""
    if _QUOTED.match(line):
        return bool(_QUOTED.match(above))
    return is_rule(line) and above.lstrip().startswith("|")


def is_rule(line: str) -> bool:
    """Whether it is the rule below a table's header."""
    return "|" in line and bool(_TABLE_RULE.match(line))


def is_block(line: str) -> bool:
    """Whether it is part of a list, a table or a quotation, whose lines stand together."""
    return bool(_LISTED.match(line) or _QUOTED.match(line)) or line.lstrip().startswith("|")


def as_table(rows: Rows) -> list[str]:
    """Rows as lines of Markdown; the rule of a table goes with its header."""
    said = [f"| {' | '.join(' '.join(cell.split()) for cell in row)} |" for row in rows]
    return [f"{said[0]}\n|{' --- |' * len(rows[0])}", *said[1:]] if said else []
