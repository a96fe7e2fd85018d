"""Files on their way between the officer's machine and the kernel."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Collection
from dataclasses import asdict
from typing import Any, TypeVar

from widgets.view import Detail, Props
from zongjie import schema, settings
from zongjie.errors import IntakeError, ZongjieError
from zongjie.intake import NAMES, NUMBERS, Guess, Heading, Intake, SheetReport
from zongjie.personal import code
from zongjie.schema import Column

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv;charset=utf-8"
ZIP = "application/zip"
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


_NAMED = 3  # choices that say what a column holds

_Result = TypeVar("_Result")


class Uploads:
    """Files that arrive in parts, each part acknowledged before the next is sent."""

    def __init__(self) -> None:
        self._parts: dict[int, bytearray] = {}

    def take(self, detail: Detail) -> None:
        """Keep one part; `IntakeError` when the file grows beyond the limit."""
        key, start = int(detail["key"]), int(detail["start"])
        if start == 0:
            self._parts = {key: bytearray()}
        held = self._parts.get(key)
        if held is None or len(held) != start:
            raise ZongjieError("上传中断了", cure="请重新选择文件")
        held += b"".join(detail.get("buffers", ()))
        limit = settings.load().max_upload_mb
        if len(held) > limit * 1024 * 1024:
            self._parts = {}
            raise IntakeError(f"文件超过 {limit} MB", cure="请删去图片和用不到的工作表后再导入")

    def file(self, detail: Detail) -> tuple[str, bytes]:
        """Name and bytes of a file that has arrived whole."""
        held = self._parts.pop(int(detail["key"]), None)
        if held is None:
            raise ZongjieError("上传中断了", cure="请重新选择文件")
        return str(detail["name"]), bytes(held)


class Stopped(Exception):
    """The officer does not want the file any more."""


class Reading:
    """One file being read or made beside the kernel's loop: how far it is, how to stop it."""

    def __init__(self) -> None:
        self.said = ""
        self.wanted = True

    async def run(self, work: Callable[[Callable[[str], None]], _Result]) -> _Result | None:
        """Do the work in a thread; it calls back with what it is at. None when it was stopped."""
        try:
            done = await asyncio.to_thread(work, self._at)
        except Stopped:
            return None
        return done if self.wanted else None

    def _at(self, said: str) -> None:
        if not self.wanted:
            raise Stopped
        self.said = said


class Reader:
    """What a view answers while it reads or makes a file."""

    def __init__(self) -> None:
        self.reading = Reading()

    def on_progress(self, _: Detail) -> Props:
        """How far it is."""
        return {"said": self.reading.said}

    def on_stop(self, _: Detail) -> None:
        """Go no further; nothing comes of what was read or made."""
        self.reading.wanted = False

    async def read(self, work: Callable[[Callable[[str], None]], _Result]) -> _Result | None:
        """Work as `Reading.run` does, so that it can be asked after and stopped."""
        self.reading = Reading()
        return await self.reading.run(work)


class Receiver(Reader):
    """What a view answers while a file is on its way to it."""

    def __init__(self) -> None:
        super().__init__()
        self.uploads = Uploads()

    def on_part(self, detail: Detail) -> None:
        """Take a part of a file."""
        self.uploads.take(detail)


def as_report(name: str, read: Intake, verb: str, agreed: Collection[Guess] = ()) -> Props:
    """What reading a file gave, for the front end's report; `agreed` is what it was read with.

    A heading that is not known is asked about where it can be answered, and nowhere else.
    """
    asked = {(heading.sheet, heading.written) for heading in read.headings}
    slips = {(guess.sheet, guess.written): guess for guess in read.guesses if not guess.column}
    return {
        "name": name,
        "sheets": [_sheet(sheet) for sheet in read.sheets],
        "ids": [(id_, one.title) for id_, one in schema.ledgers().items()],
        "problems": [
            {"text": str(problem), "kind": "unread" if problem.unread else problem.severity}
            for problem in read.problems
            if not (problem.unread and (problem.sheet, problem.column) in asked)
        ],
        "changes": [str(change) for change in read.changes],
        "headings": [_heading(one, slips.get((one.sheet, one.written))) for one in read.headings],
        "guesses": [_guess(guess) for guess in read.guesses if guess.column],
        "agreed": [_guess(guess) for guess in agreed],
        "settled": [_guess(guess) for guess in _settled(read, agreed)],
        "rows": sum(map(len, read.everything.values())),
        "verb": verb,
    }


def _settled(read: Intake, agreed: Collection[Guess]) -> list[Guess]:
    """What was agreed to and is of this file; values known from other files may not be."""
    return [one for one in agreed if one.column and (one.sheet or one in read.settled)]


def agreed_in(detail: Detail) -> tuple[Guess, ...]:
    """The guesses of a report that the officer has agreed to."""
    return tuple(
        Guess(
            str(one["ledger"]),
            str(one["sheet"]),
            str(one["column"]),
            str(one["written"]),
            str(one["meant"]),
        )
        for one in detail.get("agreed", ())
    )


def _guess(guess: Guess) -> dict[str, Any]:
    says, does, done = _worded(guess)
    return {**asdict(guess), "says": says, "does": does, "done": done, "choices": _choices(guess)}


def _worded(guess: Guess) -> tuple[str, str, str]:
    """The question, what is agreed to by a button, and what is said once it is."""
    written, meant = guess.written, guess.meant
    if meant == NAMES:
        what = f"“{guess.sheet}”的“{written}”里有 {guess.rows} 行是人名"
        says = f"{what}，已记成代码（{code(1)}……），台账不留姓名。要照写姓名吗？"
        return says, NAMES, f"“{written}”里的人名照写。"
    if meant == NUMBERS:
        what = f"“{guess.sheet}”的“{guess.column}”里有 {guess.rows} 行写着个人的号码"
        says = f"{what}，已隐去大半（如“{guess.detail}”），台账不留全号。要照写号码吗？"
        return says, NUMBERS, f"“{guess.column}”里的号码照写。"
    if guess.sheet:
        what = f"“{guess.sheet}”没有“{guess.column}”这一列，照“{written}”看：{guess.detail}"
        return f"{what}。照这样填吗？", meant, f"“{guess.column}”已{meant}。"
    title = schema.ledger(guess.ledger).title
    where = f"{title}有 {guess.rows} 行的“{guess.column}”写的是“{written}”"
    asks = f"是不是“{meant}”？" if meant else "不在可选的值里。是哪一种？"
    return f"{where}，{asks}", f"改为“{meant}”", f"“{guess.column}”里的“{written}”已按“{meant}”读。"


def _choices(guess: Guess) -> list[str]:
    """All that a value can mean."""
    columns = () if guess.sheet else schema.ledger(guess.ledger).columns
    labels = (one.choices for one in columns if one.label == guess.column)
    return [choice.label for choices in labels for choice in choices]


def _cut(value: str) -> str:
    return value if len(value) <= 12 else f"{value[:12]}…"


def _heading(heading: Heading, slip: Guess | None) -> dict[str, Any]:
    examples = "、".join(map(_cut, heading.values))
    says = f"“{heading.sheet}”的“{heading.written}”（{heading.rows} 行，如 {examples}）"
    columns = {one.label: one for one in schema.ledger(heading.ledger).columns}
    return {
        **asdict(heading),
        "says": says,
        "probably": slip.meant if slip else "",
        "holds": [_holds(columns[label]) for label in heading.free],
    }


def _holds(column: Column) -> str:
    """What a column holds, in a word or two."""
    if column.choices:
        some = "、".join(choice.label for choice in column.choices[:_NAMED])
        return f"{some}等" if len(column.choices) > _NAMED else some
    kinds = {"date": "日期", "bool": "是、否", "text": "文字"}
    return kinds.get(column.dtype) or f"数，{column.unit}".strip("，")


def _sheet(sheet: SheetReport) -> dict[str, Any]:
    note = sheet.note
    if not note and sheet.left_out:
        all_of_many = "都" if sheet.left_out > 1 else ""
        some = f"其中 {sheet.left_out} 行" if sheet.rows else all_of_many
        note = f"{some}没有读全，还不计入"
    return {
        "sheet": sheet.name,
        "title": schema.ledger(sheet.ledger).title if sheet.ledger else "",
        "ledger": sheet.ledger,
        "asked": sheet.asked,
        "rows": sheet.rows + sheet.left_out,
        "note": note,
    }


def file_name(text: str) -> str:
    """A name that any operating system takes for a file."""
    return _FORBIDDEN.sub("_", text).strip(" .") or "总结"
