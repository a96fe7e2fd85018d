"""Whether a section says enough: about as long as is advised, with the numbers readers look for.

What is found here is advice: the officer may say that a section stays as it is.
"""

from __future__ import annotations

import re

from zongjie import plan
from zongjie.catalogue import SectionSpec
from zongjie.draft import SELF_MADE, Section, placeholders
from zongjie.prose import Finding

RULE = "section.short"
"""The rule of a finding that a section does not say enough."""

AS_IT_IS = "就这样"
"""Kept with a section (`Section.kept`) that counts as written although it says little."""

_PICTURE = re.compile(r"^\s*!\[[^\]]*\]\([^)]*\)\s*$", re.MULTILINE)
_TOKEN = re.compile(r"[{｛]{2}[^{}｛｝\n]*[}｝]{2}")
# A chart shows numbers; a place left open for one is another finding.
_NUMBER = re.compile(
    r"\d|[{｛]{2}|!\[|[xX×]{2}|【|[一二三四五六七八九十百千万两]+(?:余|多)?[个项次件人户名元期篇条份届场块对家间月日等]"
)
_ASKS_NUMBERS = re.compile(r"[数额量]$|(?<!名)次$|收入|支出|结余|时间|日期")
_AT_LEAST = re.compile(r"至少([一两二三四五六七八九])[条项]")
_HANZI = {hanzi: number for number, hanzi in enumerate("一二三四五六七八九", start=1)} | {"两": 2}


def length(text: str) -> int:
    """Length as Chinese offices count it; the page counts the same way (``words.ts``)."""
    bare = _TOKEN.sub("数", _PICTURE.sub("", text))
    return len(re.sub(r"[\s#*]", "", bare))


def lacking(section: Section, guide: SectionSpec) -> str:
    """What a written section still lacks, in plain Chinese; "" when it says enough.

    A text somewhat shorter than advised is no matter: less than three quarters is.
    """
    text = section.text
    if section.id in SELF_MADE or not text.strip():
        return ""
    (least, most), written = guide.words or (0, 0), length(text)
    if 4 * written < 3 * least:
        return f"还短，写了 {written} 字，建议 {least}–{most} 字。"
    for wanted in guide.must_have:
        if (many := _AT_LEAST.fullmatch(wanted)) and _things(text) < _HANZI[many[1]]:
            return f"条数还少，这一节要写{wanted}。"
    if any(map(_ASKS_NUMBERS.search, guide.must_have)) and not _NUMBER.search(text):
        return f"还没有数字，这一节要写到{'、'.join(guide.must_have)}。"
    return ""


def finding(section: Section, guide: SectionSpec) -> Finding | None:
    """What a section lacks, unless the officer has said that it stays as it is."""
    message = "" if AS_IT_IS in section.kept else lacking(section, guide)
    return Finding(RULE, section.id, (0, 0), message, (), "look") if message else None


def is_done(section: Section, guide: SectionSpec) -> bool:
    """Whether a section counts as written: nothing is left to be filled in, and it says enough."""
    text = section.text
    return bool(text.strip()) and not placeholders(text) and finding(section, guide) is None


def _things(text: str) -> int:
    """How many things a text lists: marked, in paragraphs, or clauses that say when and who."""
    lines = [line for line in text.splitlines() if line.strip()]
    planned = [clause for clause in plan.clauses(text) if clause.when and clause.who]
    return max(len(plan.problems(text)), len(plan.items(text)), len(lines), len(planned))
