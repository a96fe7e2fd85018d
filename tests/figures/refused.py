"""A ``figures.toml`` that does not hold together, and what is said of it."""

from __future__ import annotations

import pytest

from zongjie.errors import SchemaError
from zongjie.figures.formulas import parse


def check_refused(text: str, line: int, said: str) -> None:
    """It is refused with the line at fault, these words, and a cure."""
    with pytest.raises(SchemaError) as caught:
        parse(text)
    assert caught.value.where == f"figures.toml 第{line}行"
    assert said in str(caught.value)
    assert caught.value.cure
