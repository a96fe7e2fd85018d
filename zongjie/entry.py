"""One TOML file while it is being read: typed access, and messages that name the line."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from zongjie.errors import SchemaError


class Entry:
    """A table of a TOML file; what has been taken is gone from `raw`.

    Parameters
    ----------
    text : the whole file.
    where : names the file in messages.
    """

    def __init__(self, text: str, where: str) -> None:
        self.lines = text.splitlines()
        self.where = where
        self.first = 0
        try:
            self.raw = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"line (\d+)", str(error))
            place = f"{where} 第{line[1]}行" if line else where
            cure = "请检查这一行的引号、方括号和逗号，同一项也不能写两遍"
            raise SchemaError("不是有效的 TOML", where=place, cure=cure) from error

    def error(self, what: str, *, key: str, cure: str) -> SchemaError:
        """What to raise; the line is the first of this table that holds `key`."""
        return SchemaError(what, where=self.place(key), cure=cure)

    def place(self, key: str) -> str:
        """The file, and the first line of this table that holds `key`."""
        for number, line in enumerate(self.lines[self.first :], start=self.first + 1):
            if key and key in line:
                return f"{self.where} 第{number}行"
        return self.where

    def part(self, key: str) -> Entry:
        """The table under this key, which has a ``[heading]`` of its own; empty without one."""
        found = self.raw.pop(key, {})
        if not isinstance(found, dict):
            raise self.error(f"“{key}”的写法不对", key=key, cure=f"请写成 [{key}]，下面一行一项")
        part = Entry("", self.where)
        part.raw, part.lines = found, self.lines
        heading = re.compile(rf"\s*\[(\w+\.)?{re.escape(key)}[\].]")
        numbers = [at for at, line in enumerate(self.lines) if heading.match(line)]
        part.first = numbers[0] if numbers else self.first
        return part

    def parts(self, key: str) -> list[Entry]:
        """The tables that each begin with ``[[key]]``, in order; none without one."""
        found = self.raw.pop(key, [])
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            raise self.error(f"“{key}”的写法不对", key=key, cure=f"每一项请以 [[{key}]] 开头")
        heading = re.compile(rf"\s*\[\[\s*{re.escape(key)}\s*\]\]")
        numbers = [at for at, line in enumerate(self.lines) if heading.match(line)]
        parts = []
        for place, raw in enumerate(found):
            part = Entry("", self.where)
            part.raw, part.lines = raw, self.lines
            part.first = numbers[place] if place < len(numbers) else self.first
            parts.append(part)
        return parts

    def take(self, key: str, kind: type[Any], wanted: str) -> Any:
        if key not in self.raw:
            raise self.error(f"缺少“{key}”", key="", cure=f"请写上 {key}（{wanted}）")
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

    def text(self, key: str) -> str:
        """Text that is not empty."""
        value: str = self.take(key, str, "一段文字").strip()
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
