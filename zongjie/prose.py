"""Sentences whose numbers stay bound: ``{{慰问.人次}}`` in storage, ``278`` on paper.

A token is ``{{key}}`` or ``{{key|format}}``; the full-width braces and bar that a Chinese input
method types are taken too. Text is data: a token names one figure and one format, nothing more,
and what a figure puts in is never read again for tokens.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType
from typing import Literal

from zongjie import charts
from zongjie.figures import ALSO, COUNTED, Figure, Figures, counted, plain, shown, spoken
from zongjie.numerals import to_chinese

TOKEN = re.compile(r"[{｛]{2}([^{}｛｝\n]*)[}｝]{2}")
PICTURE = re.compile(
    r"^[ \t\u3000]*!\[(?P<caption>[^\]\n]*)\]"
    r"\((?P<kind>chart|table):(?P<ref>[^)\s]+)[ \t]*\)[ \t\u3000]*$",
    re.MULTILINE,
)
"""A chart or table reference on a line of its own: ``![题注](chart:活动.按月?against=预算)``."""

BROKEN = re.compile(
    r"[{｛]{2}[^{}｛｝\n]*[}｝]?|[}｝]{2}|!\[[^\]\n]*\]\((?:chart|table):[^)\n]*\)?"
)
"""What was to be a token, or a picture on a line of its own, and is neither."""

_NO_PICTURE = re.compile(
    r"^[ \t\u3000]*(?P<whole>!\[[^\]\n]*\]\((?!(?:chart|table):)[^)\n]*\))[ \t\u3000]*$",
    re.MULTILINE,
)
"""A line that was to be a picture, and names no chart and no table."""

_BAR = re.compile(r"[|｜]")
_OF_PEOPLE = ("人", "名", "位")
_PEOPLE = re.compile("人次|人(?![员均民数才])|名(?!次)|位")
_WAN = 10_000
_HUNDREDTH_OF_WAN = 100
_HIDDEN = "\ue000"
"""Stands for each character of a token or picture, which are no typed text."""


@dataclass(frozen=True)
class Token:
    """One ``{{key|format}}`` and where it stands; `format` is empty for the bare number."""

    key: str
    format: str
    start: int
    end: int


@dataclass(frozen=True)
class Piece:
    """A run of text: typed where `key` is empty, else what stands for that figure's token."""

    text: str
    key: str = ""
    missing: bool = False


@dataclass(frozen=True)
class Resolved:
    """Text with its tokens replaced.

    `missing` are the keys that had no figure (shown as 【缺：name】) and `used` those that had,
    both in order of appearance without repeats.
    """

    text: str
    missing: tuple[str, ...]
    used: tuple[str, ...]


@dataclass(frozen=True)
class Finding:
    """Something a reader should look at before the summary goes out.

    Parameters
    ----------
    rule : stable identifier of the check.
    part : id of the section it was found in.
    span : start and end in the section's text.
    message : plain Chinese, what and what to do.
    suggestions : texts that could stand in place of the span, best first.
    severity : "block" stops an export, "look" does not; "note" is only good to know.
    id : names it, so that the officer may leave it as it is (`Section.kept`); empty where not.
    """

    rule: str
    part: str
    span: tuple[int, int]
    message: str
    suggestions: tuple[str, ...]
    severity: Literal["block", "look", "note"]
    id: str = ""


def tokens(text: str) -> tuple[Token, ...]:
    """Every token in the text, in order."""
    return tuple(_token(match) for match in TOKEN.finditer(text))


def typed(text: str) -> str:
    """The typed text alone, every character in its place."""
    for pattern in (TOKEN, PICTURE):
        text = pattern.sub(lambda match: _HIDDEN * len(match[0]), text)
    return text


def in_words(text: str) -> str:
    """Charts and tables by what stands under or above them, and by what they show."""

    def said(match: re.Match[str]) -> str:
        name, against = charts.split(match["ref"])
        what = f"{spoken(name)}{f'，和{against}比' if against else ''}"
        kind, caption = "图" if match["kind"] == "chart" else "表", match["caption"].strip()
        return f"［{kind}］{caption}（{what}）" if caption else f"［{kind}］{what}"

    return PICTURE.sub(said, text)


def pieces(text: str, figures: Figures) -> tuple[Piece, ...]:
    """The text cut at its tokens, each with its current figure; no piece is empty.

    A 概数 brings its own unit: after ``{{指标.办实事}}`` shown as 230余件, a 件 that follows in the
    text is not said twice. A sum that has one besides its exact part reads as a sentence does:
    2567人次，另有150余人次.
    """
    cut: list[Piece] = []
    end = 0
    for token in tokens(text):
        cut.append(Piece(text[end : token.start]))
        end = token.end
        shown_ = _show(token, figures)
        if shown_ is None:
            cut.append(Piece(f"【缺：{spoken(token.key)}】", token.key, missing=True))
            continue
        figure = figures[token.key]
        if not figure.exact:
            unit = _unit_after(text, end, shown_, figure.unit)
            end += len(unit)
            shown_ = _beside(shown_, figure.unit, unit, text[end : end + 1])
        cut.append(Piece(shown_, token.key))
    cut.append(Piece(text[end:]))
    return tuple(piece for piece in cut if piece.text)


def _unit_after(text: str, at: int, words: str, unit: str) -> str:
    """The measure word a text says after 概数 that end with it; 人 speaks for 名 and 人次."""
    many = COUNTED in words
    for said in filter(None, ("人次", unit, *_OF_PEOPLE)):
        people = said in (*_OF_PEOPLE, "人次") and (many or words.endswith(("人", "人次")))
        ends = (many and said == unit) or _says(words, said)
        if text.startswith(said, at) and (ends or (people and "人" in unit)):
            return said
    return ""


def _says(words: str, unit: str) -> bool:
    """Whether a 概数 ends with its unit, or with the first part of it: 约400人 for 人次."""
    return any(words.endswith(unit[:length]) for length in range(1, len(unit) + 1))


def _beside(words: str, unit: str, said: str, after: str) -> str:
    """An exact sum and what comes on top of it, as a sentence says it before what comes after."""
    exact, also, rest = words.partition(unit + ALSO)
    if not also:
        return words
    exact += said if said in _OF_PEOPLE and unit in _OF_PEOPLE else unit
    ends = not after or after in "。；！？）\n"
    return f"{exact}{ALSO}{rest}" if ends else f"{exact}（另有{rest}）"


def resolve(text: str, figures: Figures) -> Resolved:
    """Put the current figures into the text; tokens that have none read 【缺：name】."""
    cut = pieces(text, figures)
    return Resolved(
        "".join(piece.text for piece in cut),
        tuple(dict.fromkeys(piece.key for piece in cut if piece.missing)),
        tuple(dict.fromkeys(piece.key for piece in cut if piece.key and not piece.missing)),
    )


def findings(text: str, figures: Figures, part: str = "") -> tuple[Finding, ...]:
    """One finding for each token that cannot be shown, with the nearest keys as suggestions.

    A number of 人 that the text calls 人次, or the other way, is shown but told.
    """
    found = [
        Finding("token.broken", part, match.span(), _broken(match[0]), (), "block")
        for match in BROKEN.finditer(typed(text))
    ]
    found += [
        Finding("token.broken", part, match.span("whole"), _no_picture(match["whole"]), (), "block")
        for match in _NO_PICTURE.finditer(text)
    ]
    for token in tokens(text):
        if _show(token, figures) is not None:
            found += _of_another_unit(text, token, figures, part)
            continue
        figure, name = figures.get(token.key), spoken(token.key)
        if figure is None:
            near = figures.nearest(token.key)
            likely = "、".join(map(spoken, near))
            hint = f"是不是要写：{likely}？" if near else "请先在台账里补上，或改掉这处文字。"
            message = f"台账里没有“{name}”这个数字。{hint}"
            suggestions = tuple(_write(key, token.format) for key in near)
            rule = "figure.missing"
        elif token.format not in FORMATS:
            message = f"“{name}”后面的写法“{token.format}”不能用。可用：{'、'.join(FORMATS)}。"
            suggestions = (_write(token.key, ""),)
            rule = "figure.format"
        else:
            message = f"“{name}”的单位是{figure.unit or '空的'}，不能写成“{token.format}”。"
            suggestions = (_write(token.key, ""),)
            rule = "figure.unit"
        span = (token.start, token.end)
        found.append(Finding(rule, part, span, message, suggestions, "block"))
    return tuple(found)


def _broken(words: str) -> str:
    if words.startswith("!"):
        return "这个图表要单独占一行，现在印出来是一串符号。请把它移到单独的一行。"
    return f"“{words}”没有写完整，印出来就是这些符号。请删去，再点“插入数字”。"


def _no_picture(words: str) -> str:
    instead = "图请写成 ![题注](chart:活动.按月)，表请写成 ![题注](table:活动.按月)"
    return f"“{words}”不是图表，印出来就是这些符号。{instead}；不要的请删去。"


def _of_another_unit(text: str, token: Token, figures: Figures, part: str) -> tuple[Finding, ...]:
    unit, said = figures[token.key].unit, _PEOPLE.match(text, token.end)
    if said is None or not _are_heads_and_times(unit, said[0]):
        return ()
    name, head = spoken(token.key), token.key.rpartition(".")[0]
    other = f"{head}.{'人次' if unit == '人' else '人数'}"
    instead = f"请改用“{spoken(other)}”" if other in figures else f"请把“{said[0]}”改成“{unit}”"
    message = f"“{name}”数的是{unit}，后面写的是“{said[0]}”。人数和人次不是一回事，{instead}。"
    fixes = (_write(other, token.format),) if other in figures else ()
    return (Finding("figure.heads", part, (token.start, token.end), message, fixes, "look"),)


def _are_heads_and_times(unit: str, said: str) -> bool:
    """Whether one of two measure words counts people, the other how often they came."""
    return {"人次"} == {unit, said} - set(_OF_PEOPLE) and unit != said


def show(figure: Figure, format_: str = "") -> str | None:
    """A figure in one of `FORMATS` (or bare, when empty); None when its unit does not allow it.

    An inexact figure reads as it was written, whatever the format.
    """
    if isinstance(figure.value, str) or not format_:
        return shown(figure)
    return FORMATS[format_](figure.value, figure.unit)


def full(figure: Figure) -> str:
    """The number with its unit: 278人次; an inexact figure as it was written."""
    return shown(figure) + (figure.unit if figure.exact else "")


def in_wan(text: str, figures: Mapping[str, Figure]) -> str:
    """The text with its larger round sums in 万元, as offices write them: 58.82万元, not 588200元.

    Where 万元 would need more than two decimals for one of them, all stay in 元.
    """
    larger = [
        (token, figure.value)
        for token in tokens(text)
        if token.format == "元" and (figure := figures.get(token.key))
        if not isinstance(figure.value, str) and figure.value >= _WAN
    ]
    if any(value % _HUNDREDTH_OF_WAN for _, value in larger):
        return text
    for token, _ in reversed(larger):
        text = text[: token.start] + _write(token.key, "万元") + text[token.end :]
    return text


def bind(figure: Figure, format_: str = "") -> str:
    """The token that reads as this figure; bare where it cannot be written in that format."""
    allowed = figure.exact and format_ in FORMATS and show(figure, format_) is not None
    return _write(figure.key, format_ if allowed else "")


def _token(match: re.Match[str]) -> Token:
    key, _, format_ = _BAR.sub("|", match[1]).partition("|")
    return Token(key.strip(), format_.strip(), match.start(), match.end())


def _show(token: Token, figures: Mapping[str, Figure]) -> str | None:
    figure = figures.get(token.key)
    if figure is None or (token.format and token.format not in FORMATS):
        return None
    return show(figure, token.format)


def _write(key: str, format_: str) -> str:
    return f"{{{{{key}|{format_}}}}}" if format_ in FORMATS else f"{{{{{key}}}}}"


def _yuan(value: int | Decimal, unit: str) -> str | None:
    return f"{plain(value)}元" if counted(unit) == "元" else None


def _wan(value: int | Decimal, unit: str) -> str | None:
    """万元, exact to the yuan, so that a rounded sum never contradicts its parts."""
    if counted(unit) != "元":
        return None
    wan = (Decimal(value) / 10000).quantize(Decimal("0.0001"), ROUND_HALF_UP)
    return f"{plain(wan)}万元"


def _hanzi(value: int | Decimal, _unit: str) -> str | None:
    return to_chinese(value)


def _percent(value: int | Decimal, unit: str) -> str | None:
    if unit == "%":
        return f"{plain(value)}%"
    share = (Decimal(value) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{plain(share)}%"


FORMATS: Mapping[str, Callable[[int | Decimal, str], str | None]] = MappingProxyType(
    {"元": _yuan, "万元": _wan, "汉字": _hanzi, "百分比": _percent}
)
"""What may stand after the bar, and how it writes an exact value of a unit."""
