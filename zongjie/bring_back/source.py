"""The lines of a draft's section as they would be printed, and those of a file matched to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zongjie import charts, prose
from zongjie.bring_back.lines import (
    Line,
    Rows,
    alike,
    as_table,
    captioned,
    goes_on,
    heading_words,
    is_typed_number,
    level_of,
    picture,
    same_caption,
)
from zongjie.errors import FigureError
from zongjie.figures import Figures, spoken


@dataclass(frozen=True)
class Item:
    """A line of the draft: what it is known by, as it is typed, and the white space before it.

    Of a chart or table of the ledgers it has the `kind`, `ref`, `caption` and the table's `rows`.
    """

    alike: str
    source: str
    gap: str
    kind: str = ""
    ref: str = ""
    caption: str = ""
    rows: Rows = ()


@dataclass(frozen=True)
class Placed:
    """A line of the file: what it is known by, as it would be typed, and what to look at."""

    alike: str
    source: str
    kind: str = ""
    note: str = ""


def items(text: str, figures: Figures) -> tuple[Item, ...]:
    """The lines of a section's text that are printed."""
    found: list[Item] = []
    gap = ""
    for line in text.split("\n"):
        if not line.strip():
            gap += f"{line}\n"
        elif found and not gap and goes_on(found[-1].source, line):
            above = found.pop()
            found.append(_item(f"{above.source}\n{line}", above.gap, figures))
        else:
            item = _item(line, gap, figures)
            found += [item] if item.alike else []
            gap = ""
    return tuple(found)


def _item(line: str, gap: str, figures: Figures) -> Item:
    match = prose.PICTURE.fullmatch(line)
    if match is None:
        return Item(alike(prose.resolve(line, figures).text), line, gap)
    kind, ref = match["kind"], match["ref"]
    name, against = charts.split(ref)
    try:
        caption = match["caption"].strip() or charts.title(figures, name, against=against)
        header, rows = charts.table(figures, name, against=against)
    except FigureError:
        return Item(alike(f"【缺：{spoken(ref)}】"), line, gap)
    caption = prose.resolve(caption, figures).text
    shown = tuple(tuple(map(str, row)) for row in (header, *rows))
    return Item(picture(kind, ref, caption), line, gap, kind, ref, caption, shown)


def placed(lines: Sequence[Line], old: Sequence[Item], figures: Figures) -> tuple[Placed, ...]:
    """The lines of a part of the file, its charts and tables told by those of the draft."""
    typed = {
        level
        for item in old
        if (level := level_of(item.source)) is not None and is_typed_number(item.source, level)
    }
    left = [item for item in old if item.kind]
    # those whose captions are as they were are no candidates for the others
    same = {line: item for line in lines if line.kind and (item := _same(line, left))}
    left = [item for item in left if item not in same.values()]
    found: list[Placed] = []
    for line in lines:
        if not line.kind:
            source = _unnumbered(line.text, typed)
            found.append(Placed(alike(line.text), source))
            continue
        item = same.get(line) or _likely(line, left)
        if item is None:
            found += _foreign(line, figures)
            continue
        if item in left:
            left.remove(item)
        found.append(_of_picture(line, item))
    return tuple(one for one in found if one.alike)


def _same(line: Line, old: Sequence[Item]) -> Item | None:
    if not line.text:
        return next((item for item in old if line.ref and _is(line, item)), None)
    said = same_caption(line.text)
    return next(
        (
            item
            for item in old
            if item.kind == line.kind
            and said == same_caption(item.caption)
            and line.ref in ("", item.ref)
        ),
        None,
    )


def _is(line: Line, item: Item) -> bool:
    return (line.kind, line.ref) == (item.kind, item.ref)


def _likely(line: Line, left: Sequence[Item]) -> Item | None:
    """The chart or table a line was, whatever its caption is now."""
    alike_ = [item for item in left if item.kind == line.kind]
    if line.ref:
        return next((item for item in alike_ if item.ref == line.ref), None)
    said = captioned(line.alt)
    told = [item for item in alike_ if item.caption and said.startswith(item.caption)]
    return next(iter(told or ([] if line.alt and not said else alike_)), None)


def _of_picture(line: Line, item: Item) -> Placed:
    caption = captioned(line.text)
    note = ""
    if line.kind == "table" and line.rows and _bare(line.rows) != _bare(item.rows):
        note = f"表“{item.caption}”里的内容改过，仍按台账列。数字不对的，请改台账。"
    if not caption or same_caption(caption) == same_caption(item.caption):
        return Placed(item.alike, item.source, item.kind, note)
    source = f"![{_plain(caption)}]({item.kind}:{item.ref})"
    return Placed(picture(item.kind, item.ref, caption), source, item.kind, note)


def _foreign(line: Line, figures: Figures) -> list[Placed]:
    """A chart or table that the draft does not have: one of the ledgers comes along as it is."""
    caption = captioned(line.text)
    if line.ref:
        source = f"![{_plain(caption)}]({line.kind}:{line.ref})"
        return [Placed(_item(source, "", figures).alike, source, line.kind)]
    if line.kind == "table":
        rows = [Placed(alike(row), row) for row in as_table(line.rows)]
        return [Placed(alike(line.text), line.text), *rows]
    note = f"有一张图不是台账画的，带不回来：{caption or line.alt or '没有题注'}"
    return [Placed(alike(line.text) or "!", line.text, note=note)]


def _unnumbered(line: str, typed: set[int]) -> str:
    """A heading without the number that printing gave it; the author's own stays."""
    level = level_of(line)
    if level is None or level in typed or not line.lstrip().startswith("#"):
        return line
    return f"{'###' if level == 0 else '####'} {heading_words(line, level)}"


def _plain(caption: str) -> str:
    return " ".join(caption.replace("[", "［").replace("]", "］").split())


def _bare(rows: Rows) -> list[list[str]]:
    return [["".join(cell.split()) for cell in row] for row in rows]
