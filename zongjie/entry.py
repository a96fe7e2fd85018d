"""One TOML file while it is being read: typed access, and messages that name the line."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from zongjie.errors import SchemaError

_UNQUOTED = re.compile(r"""([^"'=]*?)([^\x00-\x7f“”＝]+)\s*=""")
"""A line that sets a Chinese key without quotes: what stands before the key, and the key."""


class Entry:
    """A table of a TOML file; what has been taken is gone from `raw`.

    Parameters
    ----------
    text : the whole file.
    where : names the file in messages.

    Attributes
    ----------
    first, end : the lines it stands in, from its heading (`headed`) to before the next of its kind.
    name : what it is of, for messages; empty until whoever reads it knows.
    """

    def __init__(self, text: str, where: str) -> None:
        self.lines = text.splitlines()
        self.where = where
        self.name = ""
        self.headed = False
        self.first = 0
        self.end = len(self.lines)
        try:
            self.raw = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"line (\d+)", str(error))
            place = f"{where} 第{line[1]}行" if line else where
            cure = "请检查这一行的引号、方括号和逗号，同一项也不能写两遍"
            if line and (bare := _UNQUOTED.match(self.lines[int(line[1]) - 1])):
                cure = f'中文的名称要加引号，例如 {bare[1]}"{bare[2]}"'
            raise SchemaError("不是有效的 TOML", where=place, cure=cure) from error

    def error(
        self, what: str, *, key: str, cure: str, value: str = "", under: str = ""
    ) -> SchemaError:
        """What to raise, with its `place`."""
        return SchemaError(what, where=self.place(key, value, under), cure=cure)

    def place(self, key: str, value: str = "", under: str = "") -> str:
        """The file and a line of this table, its heading where there is no better one.

        Parameters
        ----------
        key : what the line sets, or else holds.
        value : one of that key's; the line is the one this stands in.
        under : the key of the table within this one that has `key`.
        """
        start = (self._sets(under, self.first) if under else None) or self.first
        at = self._sets(key, start) if key else None
        if at is None:
            at = self._holds(key, start)
        if value:
            at = self._holds(value, start if at is None else at) or at
        if at is None and self.headed:
            at = self.first
        return self.where if at is None else f"{self.where} 第{at + 1}行"

    def _sets(self, key: str, start: int) -> int | None:
        """The first line from `start` on that gives this key something, or is its heading."""
        word = re.escape(key)
        begun = re.compile(
            rf"""(^|[{{,.])\s*["']?{word}["']?\s*(\.[^=]*)?=|^\s*\[+([\w.]+\.)?{word}[\].]"""
        )
        lines = range(start, self.end)
        return next((at for at in lines if begun.search(self.lines[at])), None)

    def _holds(self, words: str, start: int) -> int | None:
        """The first line from `start` on with these words for a value, or else just with them."""
        for one in (f'"{words}"', f"'{words}'", words):
            for at in range(start, self.end):
                if words and one in self.lines[at]:
                    return at
        return None

    def part(self, key: str) -> Entry:
        """The table under this key, which has a ``[heading]`` of its own; empty without one."""
        found = self.raw.pop(key, {})
        if not isinstance(found, dict):
            raise self.error(f"“{key}”的写法不对", key=key, cure=f"请写成 [{key}]，下面一行一项")
        numbers = self._headings(rf"\s*\[(\w+\.)?{re.escape(key)}[\].]")
        return self._within(found, numbers[0] if numbers else None, self.end)

    def parts(self, key: str) -> list[Entry]:
        """The tables that each begin with ``[[key]]``, in order; none without one."""
        found = self.raw.pop(key, [])
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            raise self.error(f"“{key}”的写法不对", key=key, cure=f"每一项请以 [[{key}]] 开头")
        numbers = self._headings(rf"\s*\[\[\s*{re.escape(key)}\s*\]\]")
        if len(numbers) != len(found):  # written without headings: figure = [{…}, {…}]
            return [self._within(raw, None, self.end) for raw in found]
        ends = [*numbers, self.end][1:]
        return [self._within(*each) for each in zip(found, numbers, ends, strict=True)]

    def _headings(self, form: str) -> list[int]:
        return [at for at, line in enumerate(self.lines) if re.match(form, line)]

    def _within(self, raw: dict[str, Any], first: int | None, end: int) -> Entry:
        """A table of this file in the lines from its heading on; without one, in all of these."""
        part = Entry("", self.where)
        part.raw, part.lines, part.end = raw, self.lines, end
        part.headed = first is not None
        part.first = self.first if first is None else first
        return part

    def take(self, key: str, kind: type[Any], wanted: str, example: str = "") -> Any:
        if key not in self.raw:
            whose = f"“{self.name}”" if self.name else ""
            how = f'，例如 {key} = "{example}"' if example else f"（{wanted}）"
            raise self.error(f"{whose}缺少“{key}”", key="", cure=f"请写上 {key}{how}")
        value = self.raw.pop(key)
        if type(value) is not kind:
            raise self.error(f"“{key}”的写法不对", key=key, cure=f"这里要写{wanted}")
        return value

    def flag(self, key: str) -> bool:
        """True or false."""
        return bool(self.take(key, bool, "true 或 false"))

    def count(self, key: str, wanted: str) -> int:
        """A whole number above zero."""
        value: int = self.take(key, int, wanted)
        if value <= 0:
            raise self.error(f"“{key}”要大于零", key=key, cure=f"请写{wanted}")
        return value

    def text(self, key: str, example: str = "") -> str:
        """Text that is not empty; `example` is said where there is none."""
        value: str = self.take(key, str, "一段文字", example).strip()
        if not value:
            raise self.error(f"“{key}”是空的", key=key, cure="请写上文字")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, each of them once."""
        values = self.take(key, list, "若干条文字")
        for value in values:
            if not isinstance(value, str) or not value.strip():
                raise self.error(f"“{key}”里有一条不是文字", key=key, cure="每条都要写成文字")
            if values.count(value) > 1:
                raise self.error(f"“{key}”里有重复的一条：{value}", key=value, cure="请删去一条")
        return tuple(value.strip() for value in values)

    def span(self, key: str) -> tuple[int, int]:
        """Two whole numbers, the least and the most characters."""
        found: list[int] = self.take(key, list, "最少和最多的字数")
        return tuple(found)  # type: ignore[return-value]  # `check.faults` counts them

    def refuse_rest(self) -> None:
        """Whatever nobody asked for is a slip of the pen."""
        for key in self.raw:
            raise self.error(f"不认识的“{key}”", key=key, cure="请核对拼写，或删去这一项")
