"""One section on its way into the document: its text with figures in place, and what it needs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zongjie import catalogue, charts, invisible, prose
from zongjie.document.paragraphs import paragraphs
from zongjie.draft import SELF_MADE, Draft, Section
from zongjie.errors import FigureError
from zongjie.figures import Figures

ROLES = ("section", *SELF_MADE)
REST = "rest"


@dataclass(frozen=True)
class Part:
    """A section ready to be laid out, whether it came from a draft or from a workbook's output.

    `charts` (Vega-Lite specs), `tables` (header, then rows) and `captions` go by reference.
    """

    role: str
    section: str
    title: str
    heading: bool
    markdown: str
    charts: Mapping[str, Any]
    tables: Mapping[str, Any]
    captions: Mapping[str, Any]


def section_markdown(section: Section, figures: Figures) -> str:
    """The section's text with its figures in place, one paragraph per typed line.

    ``chart:`` and ``table:`` images stay references.
    """
    return paragraphs(prose.resolve(section.text, figures).text)


def section_metadata(
    section: Section, figures: Figures, *, draft: Draft | None = None
) -> dict[str, Any]:
    """What a section cell's output carries beside its Markdown, so that `collect` can finish it.

    Returns ``{"zongjie": {...}}`` with `role`, `section` (its id), `title`, `heading`, `missing`
    (figure keys, in order), and by reference (活动.按月?against=预算) `charts` (Vega-Lite specs),
    `tables` (header, then rows) and `captions`. With `draft` it also holds the `profile`, from
    which the title and the signature are made where no section gives them.
    """
    resolved = prose.resolve(section.text, figures)
    missing = dict.fromkeys(resolved.missing)
    metadata: dict[str, Any] = {
        "role": section.id if section.id in ROLES else "section",
        "section": section.id,
        "title": section.title,
        "heading": has_heading(section),
        "charts": {},
        "tables": {},
        "captions": {},
    }
    for match in prose.PICTURE.finditer(resolved.text):
        ref = match["ref"]
        name, against = charts.split(ref)
        try:
            header, rows = charts.table(figures, name, against=against)
            metadata["captions"][ref] = charts.title(figures, name, against=against)
            if match["kind"] == "chart":
                metadata["charts"][ref] = charts.spec(figures, name, against=against)
        except FigureError:
            missing[ref] = None
        else:
            metadata["tables"][ref] = [list(header), *map(list, rows)]
    metadata["missing"] = list(missing)
    if draft is not None:
        metadata["profile"] = profile(draft)
    return {"zongjie": metadata}


def rest_metadata(sections: Sequence[Section], figures: Figures) -> dict[str, Any]:
    """What an output carries of sections that no cell shows, so that `collect` has them too."""
    parts = [
        {**section_metadata(each, figures)["zongjie"], "markdown": section_markdown(each, figures)}
        for each in sections
    ]
    return {"zongjie": {"role": REST, "parts": parts}} if parts else {}


def lacking(section: Section, figures: Figures) -> list[str]:
    """The figures and pictures that a section names and no ledger has."""
    found: list[str] = section_metadata(section, figures)["zongjie"]["missing"]
    return found


def has_heading(section: Section) -> bool:
    """Whether the finished document prints the title as a numbered heading."""
    spec = catalogue.sections().get(section.id)
    return section.id not in ROLES if spec is None else spec.heading


def unknown_pictures(text: str, figures: Figures) -> tuple[re.Match[str], ...]:
    """The chart and table references of a text that no ledger can fill."""
    return tuple(match for match in prose.PICTURE.finditer(text) if not _is_known(match, figures))


def profile(draft: Draft) -> dict[str, Any]:
    """What the document says of itself beside its sections."""
    return {
        "genre": draft.genre,
        "unit": invisible.without(draft.unit),
        "year": draft.year,
        "half": draft.half,
        "author": invisible.without(draft.author),
        "date": draft.date,
        "title": invisible.without(draft.title),
        **({"order": list(draft.order)} if draft.order else {}),
    }


def part(markdown: str, metadata: Mapping[str, Any]) -> Part:
    """A section from its Markdown and metadata; parts of an unexpected shape are left out."""
    return Part(
        role=str(metadata["role"]),
        section=str(metadata.get("section", "")),
        title=" ".join(invisible.without(str(metadata.get("title", ""))).split()),
        heading=bool(metadata.get("heading")),
        markdown=invisible.without(markdown).strip("\n"),
        charts=_mapping(metadata.get("charts")),
        tables=_mapping(metadata.get("tables")),
        captions=_mapping(metadata.get("captions")),
    )


def outputs(cells: list[Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Markdown and metadata of every section shown by a workbook's cells, in order.

    A section that two cells show is one.
    """
    seen: set[str] = set()
    for text, metadata in _all_outputs(cells):
        id_ = str(metadata.get("section", ""))
        if not id_ or id_ not in seen:
            yield text, metadata
        seen.add(id_)


def _all_outputs(cells: list[Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for cell in cells:
        for output in cell.get("outputs", ()):
            text = output.get("data", {}).get("text/markdown")
            metadata = output.get("metadata", {}).get("zongjie")
            if not isinstance(metadata, Mapping):
                continue
            if metadata.get("role") == REST:
                yield from _rest(metadata)
            if text is not None and metadata.get("role") in ROLES:
                yield "".join(text), metadata


def _rest(metadata: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for each in metadata.get("parts", ()):
        if isinstance(each, Mapping) and each.get("role") in ROLES:
            yield str(each.get("markdown", "")), each


def _is_known(picture: re.Match[str], figures: Figures) -> bool:
    name, against = charts.split(picture["ref"])
    try:
        charts.title(figures, name, against=against)
    except FigureError:
        return False
    return True


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
