"""An edited file held against the draft it was made from: what changed, section by section."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from operator import attrgetter

from zongjie import catalogue, document
from zongjie.bring_back.lines import File, Part, alike, is_numbered, titled
from zongjie.bring_back.source import Item, Placed, items, placed
from zongjie.bring_back.text import Put, written
from zongjie.draft import SELF_MADE, Draft, Section, arranged, put_section
from zongjie.figures import Figures

Items = dict[str, tuple[Item, ...]]
"""The printed lines of each section of the draft."""

_RENAMED = 0.5  # share of the lines from which a section is the same under another title
_OWN = 0.2  # share of a file's lines from which it is this draft's, whatever its title says
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True)
class Change:
    """What a section becomes.

    Parameters
    ----------
    section : the section as it is in the file, `Section.named` where its title is another one;
        without text where the file has it no more.
    before : as it is in the draft; None for one that is not there yet.
    notes : what to look at, in plain Chinese.
    """

    section: Section
    before: Section | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Returned:
    """Every change of a file.

    `order` are the sections as the file has them, where that is another order than the draft's
    with what is new in the file behind it; `notes` tell what cannot be brought back.
    """

    changes: tuple[Change, ...]
    order: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def compare(draft: Draft, figures: Figures, file: File) -> Returned:
    """What became of a draft's text; nothing where the file is what the draft would print now."""
    sections = {one.id: one for one in draft.sections if one.id not in SELF_MADE}
    parts = _split(draft, sections.values(), file)
    old = {id_: items(section.text, figures) for id_, section in sections.items()}
    named = _named(draft, parts, old)
    new = {id_: placed(part.lines, old.get(id_, ()), figures) for id_, part in named.items()}
    spare = _spare(old, new)
    changes = [*_of_head(draft, file)]
    for id_, part in named.items():
        put = written(old.get(id_, ()), new[id_], spare, figures)
        changes += _change(sections.get(id_), id_, part, put)
    changes += [
        Change(replace(section, text=""), section)
        for id_, section in sections.items()
        if old[id_] and id_ not in named
    ]
    notes = (*_of_another(draft, file, old), *file.notes)
    return Returned(tuple(changes), _order(sections, named), notes)


def _of_another(draft: Draft, file: File, old: Items) -> Iterator[str]:
    """That it is the file of another unit: by its name, and by most of its lines."""
    unit = alike(file.unit or _YEAR.split(file.title)[0])
    own = alike(draft.unit)
    if not file.title or alike(file.title) == alike(draft.title) or unit in own or own in unit:
        return
    there = {alike(line.text) for part in file.parts for line in part.lines if not line.kind}
    known = {item.alike for lines in old.values() for item in lines}
    if there and len(there & known) / len(there) < _OWN:
        yield f"这是“{file.title}”的文件，不是这一份。"


def as_draft(file: File, draft: Draft) -> Draft:
    """The file's own text as a draft like this one; its charts and tables are left out."""
    ids = _ids(draft)
    sections: dict[str, Section] = {}
    for part in file.parts:
        id_ = ids.get(alike(part.title), part.title) if part.title else "overview"
        text = "\n\n".join(line.text for line in part.lines if not line.kind)
        if text and id_ not in sections:
            title = part.title or catalogue.section("overview").title
            sections[id_] = Section(id_, title, text)
    return replace(draft, date="", sections=tuple(sections.values()))


def accepted(draft: Draft, returned: Returned, ids: Collection[str] | None = None) -> Draft:
    """The draft with these changes, by section; with all of them, and in the file's order.

    That order is then the draft's own; of some changes only what is new stands as in the file,
    and the others where they stood.
    """
    for change in returned.changes:
        if ids is None or change.section.id in ids:
            draft = _put(draft, change, returned.order)
    if ids is not None or not returned.order:
        return draft
    sections = arranged(draft.sections, returned.order, attrgetter("id"))
    return replace(draft, sections=sections, order=returned.order)


def _put(draft: Draft, change: Change, order: Sequence[str]) -> Draft:
    """The draft with one change; a new section behind the one that it follows in this order."""
    section = change.section
    if change.before is not None or section.id not in order:
        return put_section(draft, section)
    at = place_of(section.id, [one.id for one in draft.sections], order)
    sections = (*draft.sections[:at], section, *draft.sections[at:])
    # without an order of its own the notebook, which has no cell for it, would have it last
    own = tuple(one.id for one in sections if one.id not in SELF_MADE)
    return replace(draft, sections=sections, order=own)


def place_of(id_: str, there: Sequence[str], order: Sequence[str]) -> int:
    """Where a new section goes among those that are there: behind the one it follows in a file."""
    before = order[: order.index(id_)]
    first = 1 if "title" in there else 0
    return next((there.index(one) + 1 for one in reversed(before) if one in there), first)


def _change(section: Section | None, id_: str, part: Part, put: Put) -> Iterator[Change]:
    text = section.text if section and not put.changed else put.text
    title = section.title if section and not part.title else part.title or id_
    if section and alike(section.title) == alike(title):
        title = section.title
    before = section or Section(id_, title)
    now = replace(before, title=title, text=text, bound=before.bound | put.bound)
    if section and title != section.title:
        now = replace(now, named=True)
    if now != section and (text.strip() or section is not None):
        yield Change(now, section, put.notes)
    elif put.notes and section is not None:
        yield Change(section, section, put.notes)


def _of_head(draft: Draft, file: File) -> Iterator[Change]:
    """The title and the signature, where they are not what the draft would print."""
    made = {"title": ([draft.title], [file.title]), "signature": (_signed(draft), file.signature)}
    for id_, (old, new) in made.items():
        text = "\n".join(filter(None, new))
        if text and alike(text) != alike("".join(old)):
            section = draft.section(id_)
            title = section.title if section else catalogue.section(id_).title
            before = section or Section(id_, title, "\n".join(filter(None, old)))
            yield Change(replace(before, text=text), before)


def _signed(draft: Draft) -> list[str]:
    section = draft.section("signature")
    if section is not None and section.text.strip():
        return [line.strip() for line in section.text.splitlines() if line.strip()]
    return [draft.unit, document.written_date(draft.date)]


def _split(draft: Draft, sections: Collection[Section], file: File) -> list[Part]:
    """The parts of the file, also where headings and the signature have lost their styles."""
    titles = {alike(section.title) for section in sections}
    signed = {alike(line) for line in _signed(draft)} - {""}
    found = []
    for part in file.parts:
        now = Part(part.id, part.title)
        found.append(now)
        for line in part.lines:
            if not line.kind and is_numbered(line.text) and alike(titled(line.text)) in titles:
                now = Part("", titled(line.text))
                found.append(now)
            else:
                now.lines.append(line)
    if found and not file.signature:
        while found[-1].lines and alike(found[-1].lines[-1].text) in signed:
            found[-1].lines.pop()
    if found and found[0].lines and alike(found[0].lines[0].text) == alike(draft.title):
        del found[0].lines[0]
    return [part for part in found if part.lines or part.title]


def _named(draft: Draft, parts: Sequence[Part], old: Items) -> dict[str, Part]:
    """Each part by the section it is: by its id, its title, else by most of its lines."""
    ids = _ids(draft)
    headless = [id_ for id_ in old if (spec := catalogue.sections().get(id_)) and not spec.heading]
    known: list[tuple[str, Part]] = []
    for part in parts:
        id_ = part.id if part.id in old else ids.get(alike(part.title), "")
        if not part.title and not part.id:
            id_ = headless[0] if headless else "overview"
        known.append((id_, part))
    taken = {id_ for id_, _ in known}
    left = [id_ for id_, lines in old.items() if lines and id_ not in taken]
    found: dict[str, Part] = {}
    for id_, part in known:
        name = id_ or _renamed(part, left, old) or part.id or part.title
        if name in left:
            left.remove(name)
        if name in found:
            found[name].lines += part.lines
        else:
            found[name] = part
    return found


def _ids(draft: Draft) -> dict[str, str]:
    """Sections by what their titles are known by; the draft's own go before its genre's."""
    genre = catalogue.genres().get(draft.genre)
    specs = genre.specs if genre else {}
    ids = {alike(spec.title): spec.id for spec in (*catalogue.sections().values(), *specs.values())}
    return ids | {alike(section.title): section.id for section in draft.sections}


def _renamed(part: Part, left: Sequence[str], old: Items) -> str:
    """A section that is not in the file under its title, and has most of this part's lines."""
    lines = {alike(line.text) for line in part.lines}

    def share(id_: str) -> float:
        there = {item.alike for item in old[id_]}
        return len(lines & there) / max(len(lines | there), 1)

    best = max(left, key=share, default="")
    return best if best and share(best) >= _RENAMED else ""


def _spare(old: Items, new: dict[str, tuple[Placed, ...]]) -> dict[str, list[str]]:
    """Lines of the draft that stand elsewhere in the file: by what they are known by."""
    spare: dict[str, list[str]] = defaultdict(list)
    for id_, lines in old.items():
        there = [line.alike for line in new.get(id_, ())]
        matcher = SequenceMatcher(None, [item.alike for item in lines], there, autojunk=False)
        stay = {
            at
            for block in matcher.get_matching_blocks()
            for at in range(block.a, block.a + block.size)
        }
        for at, item in enumerate(lines):
            if at not in stay:
                spare[item.alike].append(item.source)
    return spare


def _order(sections: Collection[str], named: Collection[str]) -> tuple[str, ...]:
    """The sections as the file has them, if that is not where they come to stand by themselves."""
    before = [id_ for id_ in sections if id_ in named]
    new = [id_ for id_ in named if id_ not in sections]
    return () if [*before, *new] == list(named) else tuple(named)
