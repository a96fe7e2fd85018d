"""What a section may not say of itself, whoever wrote it: a file, or a cell of a notebook."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from zongjie import prose, schema
from zongjie.catalogue.values import SectionSpec

OWN_FEEDS = ("profile", "free")
"""Feeds that are no ledger: the draft's own profile (unit, year, date) and the officer's words."""

_KEY = re.compile(r"[^.\s]+(\.[^.\s]+)+")


class Fault(NamedTuple):
    """What is wrong, the words it is written in, and what to do."""

    what: str
    words: str
    cure: str


LONGEST = 60
"""Characters of an identifier or a title."""

_SIGNS = re.compile(r"[\w-]+")  # letters and digits of any script


def unfit(id_: object, *, titled: bool) -> Fault | None:
    """What is wrong with the identifier of a section; it goes into files as ``{#volunteer}``.

    Where no title is given beside it (`titled`), it is the heading as well.
    """
    if not isinstance(id_, str):
        return Fault(f"编号写的是 {id_!r}", "", '请写成文字，如 "volunteer"')
    shown = id_ if len(id_) <= LONGEST else f"{id_[:LONGEST]}…"
    if not id_.strip():
        return Fault("没有写编号", "", '请写上，如 "volunteer"，标题写 title="志愿服务"')
    if len(id_) > LONGEST:
        return Fault(f"编号有 {len(id_)} 个字", "", f"请写短一些，最多 {LONGEST} 个字")
    if not titled and _is_heading(id_):
        return None
    if not _SIGNS.fullmatch(id_):
        cure = "请只用文字、数字、- 和 _，标题另写 title=…"
        return Fault(f"“{shown}”不能作编号", "", cure)
    return None


def _is_heading(text: str) -> bool:
    """Whether a text can stand in a heading's one line and be read again as it was."""
    plain = text == text.strip() and text.isprintable() and not re.search(r"[{}#\\/]", text)
    return plain and any(map(str.isalnum, text))


def faults(spec: SectionSpec) -> Iterator[Fault]:
    """Everything about a section that does not hold together."""
    yield from _of_title(spec.title)
    yield from _of_words(spec.words)
    for source in spec.feed:
        yield from _of_feed(source)
    for key in spec.figures:
        if not _KEY.fullmatch(key):
            yield Fault(f"“{key}”不是数字的名称", key, "请写成 活动.次数 这样")
    for sentence in (spec.example, *spec.suggestions):
        yield from _of_tokens(sentence)


def _of_title(title: str) -> Iterator[Fault]:
    if not title.strip() or len(title.splitlines()) > 1 or len(title) > LONGEST:
        cure = f"请写成一行，最多 {LONGEST} 个字，如 志愿服务"
        yield Fault("标题是空的，或者太长", "title", cure)


def _of_words(words: tuple[object, ...] | None) -> Iterator[Fault]:
    match words:
        case None:
            return
        case (int() as least, int() as most):
            if not 0 <= least < most:
                yield Fault("“words”的两个字数颠倒了", "words", "请把小的写在前面")
        case _:
            yield Fault("“words”的写法不对", "words", "请写成 [150, 300] 这样")


def _of_feed(source: str) -> Iterator[Fault]:
    if source in OWN_FEEDS:
        return
    ledger, _, category = source.partition(":")
    if ledger not in schema.LEDGER_IDS:
        cure = f"可用：{'、'.join((*OWN_FEEDS, *schema.LEDGER_IDS))}"
        yield Fault(f"没有名为“{source}”的来源", source, cure)
        return
    if not category:
        return
    columns = {column.id: column for column in schema.ledger(ledger).columns}
    choices = columns["category"].choices if "category" in columns else ()
    if category not in {choice.id for choice in choices}:
        cure = f"可用：{'、'.join(choice.id for choice in choices) or ledger}"
        yield Fault(f"“{source}”里的类别不存在", source, cure)


def _of_tokens(sentence: str) -> Iterator[Fault]:
    rest = sentence
    for token in reversed(prose.tokens(sentence)):
        if not _KEY.fullmatch(token.key) or (token.format and token.format not in prose.FORMATS):
            break
        rest = rest[: token.start] + rest[token.end :]
    if re.search(r"[{}｛｝]", rest):
        formats = "、".join(prose.FORMATS)
        cure = f"请写成 {{{{活动.次数}}}} 或 {{{{慰问.金额|元}}}} 这样，竖线后可用：{formats}"
        yield Fault(f"这句里的数字写法不对：{sentence}", sentence.splitlines()[0], cure)
