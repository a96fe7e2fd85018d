"""Text of a draft that belongs to no section of its notebook: kept and printed, and told."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

from zongjie import catalogue
from zongjie.draft import SELF_MADE, Draft
from zongjie.prose import Finding

RULE = "section.unplaced"
"""The rule of a finding that a section is none of the notebook's."""

_WHERE = "笔记本里没有这一节，排在全文最后。"
_FILED = "{}.ipynb 里没有这一节：在页面上和运行它时，这一节排在全文最后。"
_NEARLY = 0.4  # likeness of titles from which one may be the other's new name


def of_draft(draft: Draft) -> tuple[Finding, ...]:
    """The same for a draft by itself: the notebook is looked up, else its genre's sections count.

    Nothing where its genre is not known, since then nobody can say what belongs to it.
    """
    genre = catalogue.genres().get(draft.genre)
    if genre is None:
        return ()
    cells = catalogue.cells(genre.id) or genre.sections
    titles = {id_: catalogue.guide(genre.id, id_).title for id_ in cells}
    return tuple(findings(draft, titles, where=_FILED.format(genre.id)))


def findings(draft: Draft, places: Mapping[str, str], *, where: str = _WHERE) -> Iterator[Finding]:
    """What to say of each section that is written and stands in no cell.

    `places` are the titles of the sections in the notebook's cells, by identifier, `where` says
    where such a section stands. A section of the genre whose cell was taken out of the notebook is
    meant to have none; one in an order of the draft's own stands where it is meant to.
    """
    genre = catalogue.genres().get(draft.genre)
    known = {*places, *SELF_MADE, *(genre.specs if genre else ())}
    written = {section.id for section in draft.sections if section.text.strip()}
    empty = {title: id_ for id_, title in places.items() if id_ not in written | {*SELF_MADE}}
    same = {title: id_ for id_, title in places.items()}
    for section in draft.sections:
        if section.id in known or section.id not in written or section.id in draft.order:
            continue
        cure = f'要排到别处，请懂笔记本的人加一格 book.section("{section.id}")。'
        near = difflib.get_close_matches(section.title, empty, 1, _NEARLY)
        if id_ := same.get(section.title):
            cure = f"要并到同名的一节，{_write(section.title, id_)}"
        elif near:
            cure = f"要是“{near[0]}”改过标题，{_write(near[0], empty[near[0]])}{cure}"
        yield Finding(RULE, section.id, (0, 0), f"{where}{cure}", (), "look")


def _write(title: str, id_: str) -> str:
    return f"请在草稿文件里把标题写成“## {title} {{#{id_}}}”再打开。"
