"""Files on their way between the officer's machine and the kernel."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Collection
from dataclasses import asdict
from typing import Any, TypeVar

from widgets.detail import Detail
from widgets.view import Props
from zongjie import schema, settings
from zongjie.cells import NO_CHOICE
from zongjie.errors import IntakeError, ZongjieError
from zongjie.intake import (
    ADDED,
    NAMES,
    NUMBERS,
    Guess,
    Heading,
    Intake,
    SheetReport,
    fitting,
)
from zongjie.ledger import Problem, named
from zongjie.personal import code
from zongjie.schema import Column

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv;charset=utf-8"
ZIP = "application/zip"
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


_NAMED = 3  # choices that say what a column holds
_UNNAMED = re.compile(r"(?:sheet|工作表)\s*[0-9]*", re.IGNORECASE)

ASKED = 50
"""How many questions a report asks at once; each answer makes room for the next."""

_Result = TypeVar("_Result")


class Uploads:
    """Files that arrive in parts, each part acknowledged before the next is sent."""

    def __init__(self) -> None:
        self._parts: dict[int, bytearray] = {}

    def take(self, detail: Detail) -> None:
        """Keep one part; `IntakeError` when the file grows beyond the limit."""
        key, start = detail.number("key"), detail.number("start")
        if start == 0:
            self._parts = {key: bytearray()}
        held = self._parts.get(key)
        if held is None or len(held) != start:
            raise ZongjieError("上传中断了", cure="请重新选择文件")
        held += b"".join(detail.buffers)
        limit = settings.load().max_upload_mb
        if len(held) > limit * 1024 * 1024:
            self._parts = {}
            raise IntakeError(f"文件超过 {limit} MB", cure="请删去图片和用不到的工作表后再导入")

    def file(self, detail: Detail) -> tuple[str, bytes]:
        """Name and bytes of a file that has arrived whole."""
        held = self._parts.pop(detail.number("key"), None)
        if held is None:
            raise ZongjieError("上传中断了", cure="请重新选择文件")
        return detail.text("name"), bytes(held)


class Stopped(Exception):
    """The officer does not want the file any more."""


def gone() -> ZongjieError:
    """What is said when the file that is spoken of was taken already, or never came."""
    return ZongjieError("要导入的内容已经不在了", cure="请重新选择文件")


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

    What is not known is asked about where it can be answered, and told nowhere else. Questions of
    what is private come last: their answer is seldom wanted.
    """
    asked = {(heading.sheet, heading.written) for heading in read.headings}
    guesses = sorted((one for one in read.guesses if one.column), key=_private)
    doubtful = {one.name for one in read.sheets if one.asked}
    otherwise = {
        kind or "changes": [change for change in read.changes if change.kind == kind]
        for kind in ("", "chosen", "rough", "hidden")
    }
    slips = {(guess.sheet, guess.written): guess for guess in read.guesses if not guess.column}
    return {
        "name": name,
        "sheets": [_sheet(sheet) for sheet in read.sheets],
        "ids": [(id_, one.title) for id_, one in schema.ledgers().items()],
        "problems": [
            {"text": str(problem), "kind": "unread" if problem.unread else problem.severity}
            for problem in read.problems
            if not (problem.unread and (problem.sheet, problem.column) in asked)
            and not (problem.unread and not problem.column and problem.sheet in doubtful)
            and not _is_asked(problem, guesses[:ASKED])
        ],
        **{name: list(map(str, each)) for name, each in otherwise.items()},
        "counts": {name: sum(one.count for one in each) for name, each in otherwise.items()},
        "headings": [_heading(one, slips.get((one.sheet, one.written))) for one in read.headings],
        "guesses": [_guess(guess, guesses) for guess in guesses[:ASKED]],
        "agreed": [_guess(guess) for guess in agreed],
        "settled": [_guess(guess) for guess in _settled(read, agreed)],
        "rows": sum(map(len, read.everything.values())),
        "verb": verb,
    }


def _is_asked(problem: Problem, asked: Collection[Guess]) -> bool:
    """Whether a problem says what a question asks: of a value, or of a column that is missing."""
    return any(
        (problem.ledger, problem.column) == (one.ledger, one.column)
        and (
            (problem.sheet == one.sheet and not problem.value)
            if one.sheet
            else (NO_CHOICE in problem.message and problem.value in (one.written, ""))
        )
        for one in asked
    )


def _settled(read: Intake, agreed: Collection[Guess]) -> list[Guess]:
    """What was agreed to and is of this file; what is known from other files may not be."""
    return [*read.settled, *(one for one in agreed if _private(one))]


def _private(guess: Guess) -> bool:
    """Whether it is about what belongs to persons."""
    return guess.meant in (NAMES, NUMBERS)


def _lasts(guess: Guess) -> bool:
    """Whether the next file with the same may be read so, which the report then says."""
    unnamed = guess.column and any(map(_UNNAMED.fullmatch, guess.sheet.split("、")))
    return not _private(guess) and not unnamed and (not guess.whole or bool(_choices(guess)))


def agreed_in(detail: Detail) -> tuple[Guess, ...]:
    """The guesses of a report that the officer has agreed to."""
    return tuple(
        Guess(
            one.text("ledger"),
            one.text("sheet"),
            one.text("column"),
            one.text("written"),
            one.text("meant"),
        )
        for one in detail.details("agreed", ())
    )


def _guess(guess: Guess, asked: Collection[Guess] = ()) -> dict[str, Any]:
    says, does, done = _worded(guess)
    either = _lacks(guess) if _either(guess, asked) else ""
    return {
        **asdict(guess),
        "either": either,
        "says": says.removeprefix(f"{either}，") if either else says,
        "does": does,
        "done": done,
        "choices": _choices(guess),
        "private": _private(guess),
        "lasts": _lasts(guess),
    }


def _either(guess: Guess, asked: Collection[Guess]) -> bool:
    """Whether it is asked in one of two ways: as other columns tell it, or all rows alike."""
    of = (guess.ledger, guess.sheet, guess.column)
    ways = {one.whole for one in asked if (one.ledger, one.sheet, one.column) == of}
    return bool(guess.sheet) and not _private(guess) and len(ways) > 1


def _worded(guess: Guess) -> tuple[str, str, str]:
    """The question, what is agreed to by a button, and what is said once it is."""
    written, meant = guess.written, guess.meant
    column = named(guess.column, guess.heading)
    if meant == NAMES:
        what = f"“{guess.sheet}”的“{written}”里有 {guess.rows} 行是人名"
        says = f"{what}，已记成代码（{code(1)}……），台账不留姓名。要照写姓名吗？"
        return says, NAMES, f"“{written}”里的人名照写。"
    if meant == NUMBERS:
        what = f"“{guess.sheet}”的{column}里有 {guess.rows} 行写着个人的号码"
        says = f"{what}，已隐去大半（如“{guess.detail}”），台账不留全号。要照写号码吗？"
        return says, NUMBERS, f"{column}里的号码照写。"
    if guess.meant == ADDED:
        what = f"“{guess.column}”有 {guess.rows} 份名单：{guess.detail}"
        return f"{what}。不是同一批的可以相加。相加吗？", ADDED, f"“{guess.column}”已{ADDED}。"
    if guess.whole:
        return _worded_whole(guess)
    if guess.sheet:
        what = f"{_lacks(guess)}，照“{written}”看：{guess.detail}"
        return f"{what}。照这样填吗？", meant, f"“{guess.sheet}”的“{guess.column}”已{meant}。"
    title = schema.ledger(guess.ledger).title
    where = f"{column}有 {guess.rows} 行写的是“{written}”（{title}）"
    asks = f"是不是“{meant}”？" if meant else "不在可选的值里。是哪一种？"
    return f"{where}，{asks}", f"改为“{meant}”", f"{column}里的“{written}”已按“{meant}”读。"


def _lacks(guess: Guess) -> str:
    return f"“{guess.sheet}”没有“{guess.column}”这一列"


def _worded_whole(guess: Guess) -> tuple[str, str, str]:
    """The same for what a column that a sheet lacks is in all its rows, or in those of a kind."""
    meant, written = guess.meant, guess.written
    every = "都" if guess.rows > 1 else ""
    what = f"{guess.detail} {guess.rows} 行".strip()
    if written in [choice.label for choice in schema.choices("direction")]:
        what += written
    elif written:
        what = f"“{written}”"
    asks = "是哪一种？" if _choices(guess) else f"填“{meant}”吗？"
    done = f"“{guess.sheet}”的“{guess.column}”，{what}按“{meant}”填了。"
    return f"{_lacks(guess)}，{what}{every}{asks}", f"{every}填“{meant}”", done


def _choices(guess: Guess) -> list[str]:
    """All that a value, or a column that is missing, can mean."""
    if guess.sheet and not guess.whole:
        return []
    columns = (one for one in schema.ledger(guess.ledger).columns if one.label == guess.column)
    fit = (fitting(fitting(one, guess.written), guess.detail) for one in columns)
    return [choice.label for one in fit for choice in one.choices]


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
    if not note and sheet.missing:
        note = f"还缺{'、'.join(f'“{label}”' for label in sheet.missing)}，补上才计入"
    elif not note and sheet.left_out:
        some = f"其中 {sheet.left_out} 行" if sheet.rows else ""
        note = f"{some}有必填的格没有填或没看懂，补好才计入"
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
