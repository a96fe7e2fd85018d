"""One piece of personal data, and what could stand in its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Kind = Literal["name", "id", "mobile", "phone", "card"]

KINDS: Mapping[Kind, str] = MappingProxyType(
    {
        "name": "人名",
        "id": "身份证号",
        "mobile": "手机号",
        "phone": "电话号码",
        "card": "银行卡号",
    }
)
"""What each kind is called."""

_SHOWN: Mapping[Kind, tuple[int, int]] = MappingProxyType(
    {"id": (0, 4), "mobile": (3, 4), "phone": (0, 3), "card": (0, 4)}
)
"""How many digits at the beginning and at the end stay readable."""


@dataclass(frozen=True, slots=True)
class Personal:
    """One piece of personal data.

    Parameters
    ----------
    kind : what it is.
    start, end : where it stands.
    words : how it is written there.
    """

    kind: Kind
    start: int
    end: int
    words: str

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.end


CODE = "职工"
"""What stands for a person in a ledger, with a number behind it."""


def code(number: int) -> str:
    """What stands in a ledger for one person."""
    return f"{CODE}{number:02}"


def instead(kind: Kind, words: str) -> tuple[str, ...]:
    """What could stand in its place, best first."""
    if kind != "name":
        return (masked(kind, words),)
    return ("某某", f"{words[0]}某")


def masked(kind: Kind, words: str) -> str:
    """A number with × for most of its digits: 138××××5678. Of * Markdown would make bold type."""
    head, tail = _SHOWN[kind]
    places = [at for at, char in enumerate(words) if char.isdecimal() or char in "xXＸ"]
    if words.startswith("+"):
        places = places[2:]
    hidden = set(places[head : len(places) - tail])
    return "".join("×" if at in hidden else char for at, char in enumerate(words))
