"""Typed text as plain blocks: the one reading of Markdown that every export is written from.

Only what a summary needs has a meaning: headings, paragraphs, lists, quotes, tables, bold,
emphasis, line breaks and links to web or mail addresses. Everything else a person may type (HTML,
LaTeX, code, pictures from elsewhere, other addresses) is text and comes out as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any
from urllib.parse import unquote

from zongjie import invisible
from zongjie.export.blocks import (
    Block,
    Break,
    Emphasis,
    Heading,
    Inline,
    Link,
    ListBlock,
    Missing,
    Paragraph,
    Quote,
    Rule,
    Strong,
    Table,
    Text,
    plain,
)

_MISSING = re.compile(r"(【缺：[^】\n]*】)")
_HREF = re.compile(r"(?:https?://|mailto:)[^\s\"<>]+", re.IGNORECASE)
_INDENTED = re.compile(r"\n\u3000+")
# Between these no space belongs where a line was broken.
_EAST_ASIAN = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u2014\u2018-\u201d\u2026]"
_JOINED = (re.compile(rf"{_EAST_ASIAN}\Z"), re.compile(rf"\A{_EAST_ASIAN}"))


def parse(markdown: str) -> tuple[Block, ...]:
    """The blocks of a text; never fails, since any text is some text."""
    # who indents a line by full-width spaces begins a paragraph, as on paper
    return _blocks(_reader()(_INDENTED.sub("\n\n", invisible.without(markdown))))


@cache
def _reader() -> Any:
    """Mistune with the rules of everyday text only."""
    import mistune
    from mistune.plugins.table import table

    reader = mistune.Markdown(renderer=None, plugins=[table])
    wanted = ("atx_heading", "thematic_break", "block_quote", "list", "blank_line", "table")
    rules = [rule for rule in reader.block.rules if rule in wanted]
    reader.block.rules = rules
    reader.block.list_rules = list(rules)
    reader.block.block_quote_rules = list(rules)
    reader.inline.rules = ["escape", "link", "link_close", "linebreak", "softbreak"]
    # CommonMark does not close ** between a full-width stop and a word (**一是：**今年), and takes
    # _ and the * of 5*3*2 for emphasis; Chinese text needs the first and not the others.
    reader.inline.register(
        "zongjie_strong",
        r"\*\*(?=[^\s*])(?P<strong_text>(?:[^*]|\*(?!\*)){0,500}?[^\s*])\*\*(?!\*)",
        _strong,
        before="link",
    )
    reader.inline.register(
        "zongjie_emphasis",
        r"(?<![0-9A-Za-z*])\*(?=[^\s*])(?P<emphasis_text>[^*]{0,500}?[^\s*])\*(?![0-9A-Za-z*])",
        _emphasis,
        before="link",
    )
    return reader


def _strong(inline: Any, match: re.Match[str], state: Any) -> int:
    return _nested(inline, match, state, "strong")


def _emphasis(inline: Any, match: re.Match[str], state: Any) -> int:
    return _nested(inline, match, state, "emphasis")


def _nested(inline: Any, match: re.Match[str], state: Any, kind: str) -> int:
    child = state.copy()
    child.src = match[f"{kind}_text"]
    state.append_token({"type": kind, "children": inline.render(child)})
    return match.end()


def _blocks(tokens: Iterable[dict[str, Any]]) -> tuple[Block, ...]:
    found = (_block(token) for token in tokens)
    return tuple(block for block in found if block is not None)


def _block(token: dict[str, Any]) -> Block | None:
    children = token.get("children", [])
    block: Block | None = None
    match token["type"]:
        case "heading":
            block = Heading(token["attrs"]["level"], _inlines(children))
        case "paragraph" | "block_text":
            block = Paragraph(_inlines(children))
        case "list":
            start = token["attrs"].get("start", 1) if token["attrs"]["ordered"] else None
            block = ListBlock(start, tuple(_blocks(item["children"]) for item in children))
        case "block_quote":
            block = Quote(_blocks(children))
        case "table":
            block = _table(children)
        case "thematic_break":
            block = Rule()
    empty = isinstance(block, Heading | Paragraph) and not block.children
    return None if empty else block


def _table(parts: Sequence[dict[str, Any]]) -> Table:
    head = parts[0]["children"]
    rows = parts[1]["children"] if len(parts) > 1 else []
    return Table(
        aligns=tuple(cell["attrs"].get("align") or "left" for cell in head),
        header=tuple(_inlines(cell["children"]) for cell in head),
        rows=tuple(tuple(_inlines(cell["children"]) for cell in row["children"]) for row in rows),
    )


def _inlines(tokens: Sequence[dict[str, Any]]) -> tuple[Inline, ...]:
    """Inline tokens with broken lines joined the East Asian way and 【缺：…】 set apart."""
    pieces: list[Inline] = []
    for at, token in enumerate(tokens):
        match token["type"]:
            case "text":
                pieces.append(Text(token["raw"]))
            case "softbreak":
                before = plain(pieces[-1:])
                after = _raw(tokens[at + 1 : at + 2])
                joined = _JOINED[0].search(before) and _JOINED[1].search(after)
                pieces.append(Text("" if joined else " "))
            case "linebreak":
                pieces.append(Break())
            case "strong":
                pieces.append(Strong(_inlines(token["children"])))
            case "emphasis":
                pieces.append(Emphasis(_inlines(token["children"])))
            case "link" if _HREF.fullmatch(token["attrs"]["url"]):
                pieces.append(Link(token["attrs"]["url"], _inlines(token["children"])))
            case "link" | "image":
                pieces.extend(_as_typed(token))
    if pieces and isinstance(pieces[0], Text):
        pieces[0] = Text(pieces[0].text.lstrip())
    return _tidy(pieces)


def _raw(tokens: Sequence[dict[str, Any]]) -> str:
    return "".join(token.get("raw", "") or _raw(token.get("children", ())) for token in tokens)


def _as_typed(token: dict[str, Any]) -> list[Inline]:
    """A picture or an address that has no place here, as its author wrote it."""
    mark = "!" if token["type"] == "image" else ""
    return [
        Text(f"{mark}["),
        *_inlines(token["children"]),
        Text(f"]({unquote(token['attrs']['url'])})"),
    ]


def _tidy(pieces: Iterable[Inline]) -> tuple[Inline, ...]:
    """Neighbouring texts made one, then cut at what is missing."""
    merged: list[Inline] = []
    for piece in pieces:
        last = merged[-1] if merged else None
        if isinstance(piece, Text) and isinstance(last, Text):
            merged[-1] = Text(last.text + piece.text)
        else:
            merged.append(piece)
    found: list[Inline] = []
    for piece in merged:
        if isinstance(piece, Text):
            found += [
                Missing(part) if at % 2 else Text(part)
                for at, part in enumerate(_MISSING.split(piece.text))
                if part
            ]
        else:
            found.append(piece)
    return tuple(found)
