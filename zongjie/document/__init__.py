"""The finished summary as a notebook: what every export reads and any Jupyter tool can open.

`build` makes it from a draft, `collect` from an executed workbook, whose section cells carry their
finished Markdown and `section_metadata` in their outputs. Every cell says in ``metadata.zongjie``
what it is (`role`):

=========== ============ ==================================================================
title       Markdown     ``# `` and the title
section     Markdown     one run of a section's text; the first begins with its heading
chart       code, empty  one output: image/svg+xml, image/png and text/plain
caption     Markdown     the caption of the chart above it (图1 …)
table       Markdown     the caption (表1 …), then the table
signature   Markdown     落款: who signs, then the date, one line each
=========== ============ ==================================================================
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from zongjie import prose
from zongjie.document.edited import role_of, settled
from zongjie.document.headings import lowered
from zongjie.document.layout import lay_out, pipe_table, written_date
from zongjie.document.sections import (
    has_heading,
    lacking,
    outputs,
    part,
    profile,
    rest_metadata,
    section_markdown,
    section_metadata,
    unknown_pictures,
)
from zongjie.draft import Draft
from zongjie.errors import DocumentError
from zongjie.figures import Figures

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = [
    "build",
    "collect",
    "has_heading",
    "lacking",
    "lowered",
    "missing",
    "outputs",
    "pipe_table",
    "rest_metadata",
    "role_of",
    "section_markdown",
    "section_metadata",
    "unfilled",
    "unknown_pictures",
    "written_date",
]

_MISSING = re.compile(r"【缺：([^】\n]*)】")


def build(draft: Draft, figures: Figures) -> NotebookNode:
    """The finished notebook of a draft; the same draft and figures give the same notebook."""
    parts = [
        part(section_markdown(section, figures), section_metadata(section, figures)["zongjie"])
        for section in draft.sections
    ]
    return _notebook(lay_out(profile(draft), parts))


def collect(nb: NotebookNode) -> NotebookNode:
    """The finished notebook of an executed workbook, or of a finished one that was edited.

    Guidance is left out, and so are sections nobody has written yet. Raises `DocumentError` when
    the notebook holds neither.
    """
    if any(cell.cell_type == "markdown" and role_of(cell) for cell in nb.cells):
        return settled(nb)
    found = list(outputs(nb.cells))
    if not found:
        raise DocumentError(
            "这个笔记本里没有写好的总结",
            cure="请先运行一遍再导出（用 jupyter nbconvert 时请加 --execute）",
        )
    profiles = [meta["profile"] for _, meta in found if isinstance(meta.get("profile"), Mapping)]
    parts = [part(text, metadata) for text, metadata in found]
    return _notebook(lay_out(profiles[0] if profiles else {}, parts))


def missing(nb: NotebookNode) -> tuple[str, ...]:
    """The names of figures a finished notebook lacks (【缺：name】), in order of appearance."""
    found = (
        name
        for cell in nb.cells
        if cell.cell_type == "markdown"
        for name in _MISSING.findall(cell.source)
    )
    return tuple(dict.fromkeys(found))


def unfilled(nb: NotebookNode) -> tuple[str, ...]:
    """What somebody wrote into a finished notebook for ledgers to fill in, which it has not."""
    texts = [cell.source for cell in nb.cells if role_of(cell) == "section"]
    pictures = (match[0].strip() for text in texts for match in prose.PICTURE.finditer(text))
    tokens = (
        text[token.start : token.end]
        for text in texts
        for token in prose.tokens(text)
        if "." in token.key
    )
    return tuple(dict.fromkeys((*pictures, *tokens)))


def _notebook(raw: dict[str, Any]) -> NotebookNode:
    from nbformat import from_dict

    return cast("NotebookNode", from_dict(raw))
