"""Numbering: sections 一、, headings in them （一） and 1. (GB/T 9704-2012, 7.3.3)."""

from __future__ import annotations

import re

from zongjie.numerals import to_chinese

_HANZI = "一二三四五六七八九十百"
_SECTION_NUMBER = re.compile(rf"^\s*[{_HANZI}]+[、．.]\s*")
_MARKED = re.compile(r"^ {0,3}(?P<marks>#{1,6})[ \t]+(?P<text>.*?)[ \t]*#*[ \t]*$")
# A short line of its own that begins with （一） is a heading, whether or not it was marked as one.
_TYPED = re.compile(rf"^[ \t\u3000]*(?P<text>（[{_HANZI}]+）[^。！？；，\n]{{1,30}})$")
_TYPED_NUMBER = (re.compile(rf"^[（(][{_HANZI}]+[）)]"), re.compile(r"^[（(]?\d+[.．、）)]"))


_SAME_LEVEL = re.compile(
    rf"(?:^|(?<=[。；！]))(?P<blank>[ \t\u3000]*)(?P<number>[{_HANZI}]{{1,3}})、(?![{_HANZI}])",
    re.MULTILINE,
)


def section_heading(title: str, number: int) -> str:
    """三、帮扶送温暖; a number typed into the title gives way to the one its place demands."""
    return f"{to_chinese(number)}、{_SECTION_NUMBER.sub('', title)}"


def number_headings(text: str) -> str:
    """Markdown with the headings inside one section at levels 3 and 4, numbered （一） and 1.

    Where the author has numbered a level, that level is left as typed.
    """
    lines = text.split("\n")
    found = [(at, *heading) for at, line in enumerate(lines) if (heading := _heading(line))]
    typed = {level for _, level, words in found if _TYPED_NUMBER[level].match(words)}
    first = second = 0
    for at, level, words in found:
        if level == 0:
            first, second = first + 1, 0
            number = f"（{to_chinese(first)}）"
        else:
            second += 1
            number = f"{second}."
        lines[at] = "#" * (level + 3) + " " + ("" if level in typed else number) + words
    return "\n".join(lines)


def lowered(text: str) -> tuple[tuple[int, int], str] | None:
    """Where a text numbers 一、二、 like the sections around it, and the same with （一）（二）.

    None where it counts nothing so: it takes a first and a second.
    """
    found = list(_SAME_LEVEL.finditer(text))
    if not {"一", "二"} <= {match["number"] for match in found}:
        return None
    start, end = found[0].start("number"), found[-1].end()
    return (start, end), _SAME_LEVEL.sub(r"\g<blank>（\g<number>）", text)[start : end + len(found)]


def _heading(line: str) -> tuple[int, str] | None:
    marked = _MARKED.match(line)
    if marked:
        return (0 if len(marked["marks"]) <= 3 else 1), marked["text"]
    typed = _TYPED.match(line)
    return (0, typed["text"]) if typed else None
