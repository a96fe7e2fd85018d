"""Genres of summary and their sections: what to ask, what to offer and what must be there.

All of it is data in ``data/genres`` and ``data/sections``, one TOML file each, so that a question,
an example or a suggested sentence is changed without touching code. Files are checked when they
are first read; whatever does not hold together is refused with the file, the line and the cure.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, TypeVar

from zongjie import prose, schema
from zongjie.errors import SchemaError
from zongjie.figures import Figures

OWN_FEEDS = ("profile", "free")
"""Feeds that are no ledger: the draft's own profile (unit, year, date) and the officer's words."""

_KEY = re.compile(r"[^.\s]+(\.[^.\s]+)+")


@dataclass(frozen=True, slots=True)
class Genre:
    """One kind of summary.

    Parameters
    ----------
    id : stable identifier, also the name of its notebook and its sample.
    label : what officers call it.
    minutes : how long filling it in takes with the ledgers at hand, in minutes.
    intro : one or two sentences on who writes it and what it is for.
    sections : identifiers of its sections in document order.
    optional : sections a union may add where it has something to say.
    """

    id: str
    label: str
    minutes: int
    intro: str
    sections: tuple[str, ...]
    optional: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """What one section of a summary asks for and offers.

    Parameters
    ----------
    id, title : stable identifier, and the heading without its number.
    heading : whether the finished document prints the title as a numbered heading.
    feed : where its facts come from: ``profile``, ``free``, a ledger (``welfare``) or one category
        of a ledger (``activity:safety``).
    prompts : questions to the officer.
    must_have : what readers look for in it.
    checks : what to look over before it counts as written.
    words : least and greatest sensible length in characters.
    figures : keys that are useful here.
    example : a short example with tokens.
    suggestions : sentences whose every number is a token.
    """

    id: str
    title: str
    heading: bool
    feed: tuple[str, ...]
    prompts: tuple[str, ...]
    must_have: tuple[str, ...]
    checks: tuple[str, ...]
    words: tuple[int, int]
    figures: tuple[str, ...]
    example: str
    suggestions: tuple[str, ...]


Item = TypeVar("Item", Genre, SectionSpec)


def genre(id_: str) -> Genre:
    """The genre with this identifier; `SchemaError` for an unknown one."""
    return _find(genres(), id_, "总结类型")


def section(id_: str) -> SectionSpec:
    """The section with this identifier; `SchemaError` for an unknown one."""
    return _find(sections(), id_, "章节")


@cache
def genres() -> Mapping[str, Genre]:
    """Every genre in ``data/genres`` by identifier."""
    return _load("genres", lambda text, where: parse_genre(text, where, tuple(sections())))


@cache
def sections() -> Mapping[str, SectionSpec]:
    """Every section in ``data/sections`` by identifier."""
    return _load("sections", parse_section)


def offer(spec: SectionSpec, figures: Figures) -> tuple[str, ...]:
    """The suggested sentences of a section that can be said now: every figure in them exists."""
    return tuple(text for text in spec.suggestions if not prose.resolve(text, figures).missing)


def parse_section(text: str, where: str) -> SectionSpec:
    """One section from the text of its TOML file; `where` names the file in messages."""
    entry = _Entry(text, where)
    spec = SectionSpec(
        id=entry.text("id"),
        title=entry.text("title"),
        heading=entry.take("heading", bool, "true 或 false"),
        feed=entry.texts("feed"),
        prompts=entry.texts("prompts"),
        must_have=entry.texts("must_have"),
        checks=entry.texts("checks"),
        words=entry.span("words"),
        figures=entry.texts("figures"),
        example=entry.text("example"),
        suggestions=entry.texts("suggestions"),
    )
    entry.refuse_rest()
    if not spec.prompts:
        raise entry.error("“prompts”是空的", key="prompts", cure="请至少写一个问题")
    for source in spec.feed:
        _check_feed(entry, source)
    for key in spec.figures:
        if not _KEY.fullmatch(key):
            raise entry.error(f"“{key}”不是数字的名称", key=key, cure="请写成 活动.次数 这样")
    for sentence in (spec.example, *spec.suggestions):
        _check_tokens(entry, sentence)
    return spec


def parse_genre(text: str, where: str, known: Sequence[str]) -> Genre:
    """One genre from the text of its TOML file; `known` are the sections that exist."""
    entry = _Entry(text, where)
    found = Genre(
        id=entry.text("id"),
        label=entry.text("label"),
        minutes=entry.take("minutes", int, "分钟数"),
        intro=entry.text("intro"),
        sections=entry.texts("sections"),
        optional=entry.texts("optional"),
    )
    entry.refuse_rest()
    if found.minutes <= 0:
        raise entry.error("“minutes”要大于零", key="minutes", cure="请写大约需要的分钟数")
    seen: set[str] = set()
    for id_ in (*found.sections, *found.optional):
        if id_ not in known:
            cure = f"可用的章节：{'、'.join(known)}"
            raise entry.error(f"没有名为“{id_}”的章节", key=id_, cure=cure)
        if id_ in seen:
            raise entry.error(f"章节“{id_}”写了两遍", key=id_, cure="请删去一个")
        seen.add(id_)
    return found


class _Entry:
    """One TOML file while it is being read: typed access, and messages that name the line."""

    def __init__(self, text: str, where: str) -> None:
        self.lines = text.splitlines()
        self.where = where
        try:
            self.raw = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"line (\d+)", str(error))
            place = f"{where} 第{line[1]}行" if line else where
            cure = "请检查这一行的引号、方括号和逗号，同一项也不能写两遍"
            raise SchemaError("不是有效的 TOML", where=place, cure=cure) from error

    def error(self, what: str, *, key: str, cure: str) -> SchemaError:
        for number, line in enumerate(self.lines, start=1):
            if key and key in line:
                return SchemaError(what, where=f"{self.where} 第{number}行", cure=cure)
        return SchemaError(what, where=self.where, cure=cure)

    def take(self, key: str, kind: type[Any], wanted: str) -> Any:
        if key not in self.raw:
            raise self.error(f"缺少“{key}”", key="", cure=f"请写上 {key}（{wanted}）")
        value = self.raw.pop(key)
        if type(value) is not kind:
            raise self.error(f"“{key}”的写法不对", key=key, cure=f"这里要写{wanted}")
        return value

    def text(self, key: str) -> str:
        value: str = self.take(key, str, "一段文字").strip()
        if not value:
            raise self.error(f"“{key}”是空的", key=key, cure="请写上文字")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        values = self.take(key, list, "若干条文字")
        for value in values:
            if not isinstance(value, str) or not value.strip():
                raise self.error(f"“{key}”里有一条不是文字", key=key, cure="每条都要写成文字")
            if values.count(value) > 1:
                raise self.error(f"“{key}”里有重复的一条：{value}", key=value, cure="请删去一条")
        return tuple(value.strip() for value in values)

    def span(self, key: str) -> tuple[int, int]:
        values = self.take(key, list, "最少和最多的字数")
        if len(values) != 2 or any(type(value) is not int for value in values):
            raise self.error(f"“{key}”的写法不对", key=key, cure="请写成 [150, 300] 这样")
        low, high = values
        if not 0 <= low < high:
            raise self.error(f"“{key}”的两个字数颠倒了", key=key, cure="请把小的写在前面")
        return low, high

    def refuse_rest(self) -> None:
        for key in self.raw:
            raise self.error(f"不认识的“{key}”", key=key, cure="请核对拼写，或删去这一项")


def _check_feed(entry: _Entry, source: str) -> None:
    if source in OWN_FEEDS:
        return
    ledger, _, category = source.partition(":")
    if ledger not in schema.LEDGER_IDS:
        cure = f"可用：{'、'.join((*OWN_FEEDS, *schema.LEDGER_IDS))}"
        raise entry.error(f"没有名为“{source}”的来源", key=source, cure=cure)
    if not category:
        return
    columns = {column.id: column for column in schema.ledger(ledger).columns}
    choices = columns["category"].choices if "category" in columns else ()
    if category not in {choice.id for choice in choices}:
        cure = f"可用：{'、'.join(choice.id for choice in choices) or ledger}"
        raise entry.error(f"“{source}”里的类别不存在", key=source, cure=cure)


def _check_tokens(entry: _Entry, sentence: str) -> None:
    rest = sentence
    for token in reversed(prose.tokens(sentence)):
        if not _KEY.fullmatch(token.key) or (token.format and token.format not in prose.FORMATS):
            break
        rest = rest[: token.start] + rest[token.end :]
    if re.search(r"[{}｛｝]", rest):
        first = sentence.splitlines()[0]
        formats = "、".join(prose.FORMATS)
        cure = f"请写成 {{{{活动.次数}}}} 或 {{{{慰问.金额|元}}}} 这样，竖线后可用：{formats}"
        raise entry.error(f"这句里的数字写法不对：{sentence}", key=first, cure=cure)


def _find(known: Mapping[str, Item], id_: str, kind: str) -> Item:
    found = known.get(id_)
    if found is None:
        raise SchemaError(f"没有名为“{id_}”的{kind}", cure=f"可用：{'、'.join(known)}")
    return found


def _load(folder: str, parse: Callable[[str, str], Item]) -> Mapping[str, Item]:
    """Parse every TOML file of a data folder; a file is named after what it describes."""
    found = {}
    for path in sorted(files("zongjie").joinpath("data", folder).iterdir(), key=lambda p: p.name):
        name, dot, ending = path.name.rpartition(".")
        if dot + ending != ".toml":
            continue
        where = f"data/{folder}/{path.name}"
        item = parse(path.read_text(encoding="utf-8"), where)
        if item.id != name:
            cure = f"请把文件改名为 {item.id}.toml"
            raise SchemaError(f"文件名与“id = {item.id}”不一致", where=where, cure=cure)
        found[name] = item
    return MappingProxyType(found)
