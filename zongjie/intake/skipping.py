"""Rows below a header that hold no entry: totals, notes, blanks, headers printed again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from enum import Enum

from zongjie.cells.text import compact
from zongjie.cells.words import as_text
from zongjie.intake.columns import ReadColumn
from zongjie.intake.grid import Grid
from zongjie.intake.header import Header, is_header
from zongjie.intake.report import Change, changes_of
from zongjie.intake.wholes import wholes
from zongjie.ledger import Problem, listed, spans

_TOTAL = re.compile(r".{0,6}?[合小总共累]计(?:[:(].*|金额|人数)?")
_LEFT = re.compile(
    r"(?:[一二三四五六七八九十]+[、.])?(?:本年|本期|年末|期末|累计|滚存|收支)+结[余存]"
)
_NOTE = re.compile(r"(?:注|备注|说明|填表|制表|审核|经办|单位负责|负责人|填报|联系)[^:]{0,6}:")


class Skip(Enum):
    """Why a row is no entry; the value is how a change says so."""

    BLANK = "空行"
    TOTAL = "合计行，不读"
    WHOLE = "是下面几行的合计，不读"
    NOTE = "说明文字，不读"
    HEADER = "重复的表头，不读"
    LONE = "这一行只有一格有字，没有读"
    OTHER_TABLE = "起像是另一张表，没有读"


def skipped_rows(grid: Grid, header: Header, columns: Sequence[ReadColumn]) -> dict[int, Skip]:
    """The rows (counted from the one below the header) that hold no entry.

    Only rows that cannot be used anyway come into question, and rows whose required text is
    a word such as 合计. Where a required column is missing, every row comes into question.
    """
    body = grid.rows[header.row + 1 :]
    doubtful: set[int] = set(range(len(body))) if header.missing else set()
    for one in columns:
        if one.column.required:
            odd = {raw for raw, cell in one.distinct.items() if cell.empty or is_total(raw)}
            if odd:
                doubtful.update(i for i, raw in enumerate(one.raws) if raw in odd)
    skipped: dict[int, Skip] = {}
    for i in sorted(doubtful):
        reason = _reason(body[i], header)
        if reason is Skip.OTHER_TABLE:
            first = i
            while skipped.get(first - 1) in (Skip.BLANK, Skip.LONE):  # its title
                first -= 1
            return skipped | dict.fromkeys(range(first, len(body)), Skip.OTHER_TABLE)
        if reason:
            skipped[i] = reason
    return skipped | dict.fromkeys(wholes(columns), Skip.WHOLE)


def _reason(row: Sequence[object], header: Header) -> Skip | None:
    filled = [cell for cell in row if as_text(cell).strip()]
    if not filled:
        return Skip.BLANK
    if any(map(is_total, filled)):
        return Skip.TOTAL
    first = compact(as_text(filled[0]))
    if len(filled) <= 3 and _NOTE.match(first):
        return Skip.NOTE
    if is_header(row, header.ledger):
        return Skip.HEADER
    if is_header(row):
        return Skip.OTHER_TABLE
    return Skip.LONE if len(filled) == 1 and not first.isdecimal() else None


def is_total(cell: object) -> bool:
    """Whether a cell says 合计, 小计, 本月累计 and the like, or 本年结余."""
    if not isinstance(cell, str):
        return False
    if "计" in cell and _TOTAL.fullmatch(compact(cell)):
        return True
    return "结" in cell and bool(_LEFT.fullmatch(compact(cell)))


def is_sum(cell: object) -> bool:
    """Whether a cell says that its row adds up rows above it: 合计, 小计, but not 本月累计."""
    return is_total(cell) and bool(re.search("[合小总共]计", compact(str(cell))))


def told(
    grid: Grid, header: Header, skipped: Mapping[int, Skip]
) -> tuple[list[Problem], list[Change]]:
    """What an officer should know of the rows that were not taken as entries."""
    start = header.row + 1
    rows: dict[Skip, list[int]] = defaultdict(list)
    for i, reason in skipped.items():
        rows[reason].append(i)
    last = max(set(range(len(grid.rows) - start)) - set(skipped), default=-1)
    blanks = [start + i + 1 for i in rows.pop(Skip.BLANK, ()) if i < last]
    changes = [Change(grid.name, note=f"跳过空行（{spans(blanks)}）")] if blanks else []
    about = Problem(header.ledger.id, grid.name, unread=True)
    problems: list[Problem] = []
    for reason, at in rows.items():
        numbers = [start + i + 1 for i in at]
        texts = [_row_text(grid.rows[start + i]) for i in at]
        if reason is Skip.LONE:
            cure = "如果是一条记录，请填完整；如果是小标题，可以不管"
            kind = replace(about, message=reason.value, cure=cure, severity="warning")
            problems += listed(kind, numbers, texts)
        elif reason is Skip.OTHER_TABLE:
            cure = "请在它上面空一行，或者把它放到单独的工作表里"
            problems.append(replace(about, row=numbers[0], message=reason.value, cure=cure))
        else:
            same = Change(grid.name, note=reason.value)
            changes += changes_of(same, numbers, texts, [""] * len(at))
    return problems, changes


def _row_text(row: Iterable[object]) -> str:
    """The words of a row."""
    return " ".join(as_text(cell).strip() for cell in row if isinstance(cell, str) and cell)[:40]
