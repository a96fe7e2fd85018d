"""Suggested sentences of which one is enough, because they tell the same."""

from __future__ import annotations

from collections.abc import Iterable

from zongjie import prose


def alternatives(sentences: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """The sentences, those that tell a number of the same things in common together.

    向3户困难职工发放补助900元 and 帮扶困难职工5人，支出900元 are two ways to tell one thing;
    全年支出9000元 beside them is another thing.
    """
    groups: list[list[str]] = []
    for text in sentences:
        keys = _keys(text)
        for group in groups:
            same = _subjects(keys) == _subjects(_keys(group[0]))
            if same and any(keys & _keys(other) for other in group):
                group.append(text)
                break
        else:
            groups.append([text])
    return tuple(map(tuple, groups))


def _keys(text: str) -> set[str]:
    return {token.key for token in prose.tokens(text)}


def _subjects(keys: Iterable[str]) -> set[str]:
    return {key.rpartition(".")[0] for key in keys}
