"""Names, ID numbers, telephones and cards are found; everyday words are not."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from tests.samples import GENRES, read
from zongjie.personal import find

EXAMPLES = tomllib.loads(
    files("zongjie").joinpath("data/personal/examples.toml").read_text("utf-8")
)


@pytest.mark.parametrize(("text", "words", "kind"), EXAMPLES["found"])
def test_what_is_personal_is_found(text: str, words: str, kind: str) -> None:
    assert (words, kind) in [(one.words, one.kind) for one in find(text)]
    assert all(text[slice(*one.span)] == one.words for one in find(text))


@pytest.mark.parametrize("text", EXAMPLES["silent"])
def test_what_is_not_is_left_alone(text: str) -> None:
    assert find(text) == ()


@pytest.mark.parametrize("genre", GENRES)
def test_no_sample_gives_an_alarm(genre: str) -> None:
    sample = read(genre)
    assert find(sample.whole) == ()
    for section in sample.portable.draft.sections:
        assert find(section.text) == ()
    assert [one for cell in sample.cells for one in find(cell)] == []
