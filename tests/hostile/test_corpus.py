"""The corpus is large, and has something of every kind that was ever thought of."""

from __future__ import annotations

from tests.hostile.corpus import KINDS, TEXTS

ASKED_FOR = {
    "html": "<script",
    "links": "javascript:",
    "pictures": "![图](http",
    "typst": "#read(",
    "latex": "$",
    "lua": "os.execute",
    "pandoc": "{=openxml}",
    "templates": "{{7*7}}",
    "vega": '"url"',
    "formulas": "=HYPERLINK",
    "unicode": "\u202e",
    "names": "../",
}


def test_there_are_hundreds_and_none_twice() -> None:
    assert len(set(TEXTS)) == len(TEXTS)
    assert len(TEXTS) >= 200


def test_every_kind_is_there() -> None:
    assert set(KINDS) == set(ASKED_FOR)
    for kind, words in ASKED_FOR.items():
        assert len(KINDS[kind]) >= 8
        assert any(words in text for text in KINDS[kind]), kind
