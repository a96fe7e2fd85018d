"""Genres of summary and their sections: what to ask, what to offer and what must be there.

All of it is data in ``data/genres`` and ``data/sections``, one TOML file each, so that a question,
an example or a suggested sentence is changed without touching code. Files are checked when they
are first read; whatever does not hold together is refused with the file, the line and the cure.

A genre may call things by its own names (``[words]``: 职代会 is 教代会 in a school) and say
anything of a section anew (``[changes.democracy]``); `Genre.specs` holds its sections as it
words them.

An office's own genre is a ``mine.toml`` of the same shape beside its notebook ``mine.ipynb``, in
one of `folders`.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import replace
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from zongjie import prose, schema, settings
from zongjie.catalogue.alternatives import alternatives
from zongjie.catalogue.cells import shown
from zongjie.catalogue.check import faults, unfit
from zongjie.catalogue.parse import parse_genre, parse_section
from zongjie.catalogue.spending import SECTIONS as OF_SPENDING
from zongjie.catalogue.spending import largest
from zongjie.catalogue.values import Genre, SectionSpec
from zongjie.errors import SchemaError
from zongjie.figures import Figure, Figures

__all__ = [
    "Genre",
    "SectionSpec",
    "adapted",
    "alternatives",
    "beside",
    "cells",
    "folders",
    "genre",
    "genres",
    "guide",
    "indicators",
    "is_shipped",
    "known",
    "offer",
    "openers",
    "parse_genre",
    "parse_section",
    "section",
    "sections",
    "suggested",
]

Item = TypeVar("Item", Genre, SectionSpec)

_NEARLY = 0.8  # likeness from which an unknown identifier is a misspelt one
_OF_PEOPLE = frozenset({"人", "人次", "户"})


def genre(id_: str) -> Genre:
    """The genre with this identifier; `SchemaError` for an unknown one, or one that is broken."""
    for folder in folders():
        if id_ not in _shipped() and id_ in _beside(folder):
            return _own(folder, id_)
    cure = (
        f"。自己的类型，请把 {id_}.toml 和 {id_}.ipynb 一起放进笔记本的文件夹，"
        "或到放着它们的文件夹里运行"
    )
    return _find(genres(), id_, "总结类型", cure)


def section(id_: str) -> SectionSpec:
    """The section with this identifier; `SchemaError` for an unknown one."""
    return _find(sections(), id_, "章节")


def genres() -> Mapping[str, Genre]:
    """Every genre by identifier, the most usual first; own ones that hold together come last."""
    found = dict(_shipped())
    for folder in folders():
        for id_ in _beside(folder):
            if id_ not in found:
                with suppress(SchemaError):  # it is said where it is used, by `genre`
                    found[id_] = _own(folder, id_)
    return MappingProxyType(found)


def known(id_: str) -> Genre | None:
    """The genre with this identifier; None for an unknown one, or one that is broken."""
    return _shipped().get(id_) or genres().get(id_)


def is_shipped(id_: str) -> bool:
    """Whether a genre came with the program, and is called the same wherever a draft of it goes."""
    return id_ in _shipped()


def cells(id_: str) -> tuple[str, ...]:
    """The sections in the cells of a genre's notebook, where one lies in `folders`; else none."""
    notebooks = (folder / f"{id_}.ipynb" for folder in folders())
    return next((shown(path) for path in notebooks if path.is_file()), ())


def folders() -> tuple[Path, ...]:
    """Where notebooks of one's own lie: where this one runs, below there, among the copies."""
    here = Path.cwd()
    return (*_more.get(), here, here / "notebooks", settings.load().data_dir / "notebooks")


_more: ContextVar[tuple[Path, ...]] = ContextVar("_more", default=())


@contextmanager
def beside(draft: Path) -> Iterator[None]:
    """Meanwhile, genres of one's own are known as well that lie beside this portable draft."""
    token = _more.set((draft.resolve().parent,))
    try:
        yield
    finally:
        _more.reset(token)


def _beside(folder: Path) -> list[str]:
    """The genres described beside the notebooks of a folder."""
    paths = sorted(folder.glob("*.ipynb"))
    return [path.stem for path in paths if path.with_suffix(".toml").is_file()]


def _own(folder: Path, id_: str) -> Genre:
    path = folder / f"{id_}.toml"
    try:
        found = _parsed(path.read_text(encoding="utf-8-sig"), path.name)
    except (OSError, UnicodeDecodeError) as error:
        cure = "请用记事本另存为 UTF-8 编码"
        raise SchemaError("读不出这个文件", where=path.name, cure=cure) from error
    _check_name(found, id_, path.name)
    return found


@lru_cache(maxsize=32)
def _parsed(text: str, where: str) -> Genre:
    return parse_genre(text, where, sections())


@cache
def _shipped() -> Mapping[str, Genre]:
    """What is in ``data/genres``."""
    found = _load("genres", lambda text, where: parse_genre(text, where, sections()))
    return MappingProxyType(dict(sorted(found.items(), key=lambda item: item[1].order)))


@cache
def sections() -> Mapping[str, SectionSpec]:
    """Every section in ``data/sections`` by identifier."""
    return _load("sections", parse_section)


def guide(genre: str, section: str) -> SectionSpec:
    """What a section asks and offers, as its genre words it; an own section's is empty."""
    of = known(genre)
    found = (of and of.specs.get(section)) or sections().get(section)
    return found or SectionSpec(section, section)


def indicators(genre: Genre) -> tuple[str, ...]:
    """The names of 指标 that the sections of a genre ask for or speak of, in their order."""
    keys = (
        key
        for spec in genre.specs.values()
        for key in (
            *spec.figures,
            *(token.key for text in spec.suggestions for token in prose.tokens(text)),
        )
    )
    return tuple(dict.fromkeys(key.split(".")[1] for key in keys if key.startswith("指标.")))


def suggested() -> dict[str, tuple[str, ...]]:
    """The sentences any genre suggests for each section, each once."""
    found: dict[str, dict[str, None]] = {}
    for genre in genres().values():
        for id_, spec in genre.specs.items():
            found.setdefault(id_, {}).update(dict.fromkeys(spec.suggestions))
    return {id_: tuple(texts) for id_, texts in found.items()}


def adapted(spec: SectionSpec, **changes: Any) -> SectionSpec:
    """The section with what a notebook's cell says anew; None and what is left out stay.

    Raises `SchemaError` when it does not hold together, for an identifier that cannot be one, and
    for a section without a title that nobody knows and whose identifier is nearly that of a known
    one: it is misspelt.
    """
    given = {name: value for name, value in changes.items() if value is not None}
    if fault := unfit(spec.id, titled="title" in given):
        raise SchemaError(fault.what, where="book.section(…)", cure=fault.cure)
    if "title" not in given and spec.id not in sections():
        _refuse_misspelt(spec)
    for name, value in given.items():
        wanted = str if isinstance(getattr(spec, name), str) else (list, tuple)
        if not isinstance(value, wanted):
            raise SchemaError(
                f"“{name}”的写法不对", where=_cell(spec), cure=_how_to_write(name, wanted)
            )
    fixed: dict[str, Any] = {
        name: value if isinstance(value, str) else tuple(value) for name, value in given.items()
    }
    changed = replace(spec, **fixed)
    for fault in faults(changed):
        raise SchemaError(fault.what, where=_cell(spec), cure=fault.cure)
    return changed


def _refuse_misspelt(spec: SectionSpec) -> None:
    near = difflib.get_close_matches(spec.id, sections(), 1, _NEARLY)
    if near:
        what = f"没有“{spec.id}”这一节，是不是 {near[0]}？"
        cure = "请改过来；要是自己的一节，请加上 title=…"
        raise SchemaError(what, where=_cell(spec), cure=cure)


def _how_to_write(name: str, wanted: object) -> str:
    if name == "words":
        return "请写成 (150, 300) 这样，最少和最多各几个字"
    return "请写成一段文字" if wanted is str else "只有一条的，也请用方括号括起来"


def _cell(spec: SectionSpec) -> str:
    return f'book.section("{spec.id}")'


def offer(sentences: Iterable[str], figures: Figures) -> tuple[str, ...]:
    """Those of some suggested sentences that can be said now, larger sums in 万元."""
    said = (text for text in sentences if _can_say(text, figures))
    return tuple(prose.in_wan(text, figures) for text in said)


def _can_say(sentence: str, figures: Figures) -> bool:
    """Whether every figure in a suggested sentence exists, and counts people as it reads.

    Where some rows have not told how many came, their sum is too small beside how often; and 人数
    of several activities is no number of persons: who came to two of them is in it twice. Money
    stands beside people only where it was spent on the very same ones.
    """
    if prose.resolve(sentence, figures).missing:
        return False
    said = [figures[token.key] for token in prose.tokens(sentence)]
    people = [figure for figure in said if figure.unit in _OF_PEOPLE]
    return not any(map(_misleads, people)) and not any(
        money.rows != one.rows
        for money in said
        for one in people
        if money.ledger == one.ledger
        and money.unit == "元"
        and schema.ledger(money.ledger).money_to_people
        and _same(money, one)
    )


def _same(one: Figure, other: Figure) -> bool:
    """Whether two figures are of the same things."""
    return one.key.rpartition(".")[0] == other.key.rpartition(".")[0]


def _misleads(figure: Figure) -> bool:
    if figure.blank > 0:
        return True
    again = figure.unit == "人" and len(figure.rows) > 1
    return again and schema.ledger(figure.ledger).people_come_again


def openers(section: str, figures: Figures) -> tuple[str, ...]:
    """What a section offers first, made from the figures: of spending, the largest accounts."""
    return largest(figures) if section in OF_SPENDING else ()


def _find(known: Mapping[str, Item], id_: str, kind: str, cure: str = "") -> Item:
    found = known.get(id_)
    if found is None:
        raise SchemaError(f"没有名为“{id_}”的{kind}", cure=f"可用：{'、'.join(known)}{cure}")
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
        _check_name(item, name, where)
        found[name] = item
    return MappingProxyType(found)


def _check_name(item: Genre | SectionSpec, name: str, where: str) -> None:
    if item.id != name:
        cure = f"请把文件改名为 {item.id}.toml"
        raise SchemaError(f"文件名与“id = {item.id}”不一致", where=where, cure=cure)
