"""What a page says beside the action it asks for, read as what it has to be.

A page of another version, or a forged message, may lack something or say it in another kind: that
is refused in plain words wherever it is read (`outdated`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from zongjie.errors import ZongjieError

_MOST = 2**53  # beyond it a number of JavaScript is not exact


def outdated() -> ZongjieError:
    """What is said when a page asks for what there is not."""
    return ZongjieError("页面和程序的版本对不上", cure="请刷新页面")


class Detail:
    """What was said, by name; whatever is not there as it is asked for raises `ZongjieError`.

    Parameters
    ----------
    given : what the page has sent: a mapping of names, or another detail.
    buffers : files and other bytes that came with it.
    """

    def __init__(self, given: object, buffers: Sequence[bytes] = ()) -> None:
        if isinstance(given, Detail):
            given = given.given
        if not isinstance(given, Mapping):
            raise outdated()
        self.given: Mapping[str, Any] = given
        self.buffers = tuple(buffers)

    def has(self, name: str) -> bool:
        """Whether anything is said under this name."""
        return self.given.get(name) is not None

    def text(self, name: str, default: str | None = None) -> str:
        """A text; the default where none is said."""
        return str(self._read(name, str, default))

    def number(self, name: str, default: int | None = None) -> int:
        """A whole number; the default where none is said."""
        value = self._read(name, int, default)
        if isinstance(value, bool) or abs(value) > _MOST:
            raise outdated()
        return int(value)

    def yes(self, name: str, default: bool | None = None) -> bool:  # noqa: FBT001 - it is a value
        """Yes or no; the default where nothing is said."""
        return bool(self._read(name, bool, default))

    def one_of(self, name: str, kind: Any, default: str | None = None) -> Any:
        """One of the values of a `Literal`; the default where nothing is said."""
        value = self.text(name, default)
        if value not in get_args(kind):
            raise outdated()
        return value

    def texts(self, name: str) -> list[str]:
        """Several texts."""
        return self._several(name, str)

    def numbers(self, name: str) -> list[int]:
        """Several whole numbers."""
        return self._several(name, int)

    def details(self, name: str, default: Sequence[object] | None = None) -> list[Detail]:
        """Several things, each with a detail of its own; the default where nothing is said."""
        return [Detail(one) for one in self._read(name, (list, tuple), default)]

    def within(self, name: str) -> Detail:
        """What is said in its turn under this name."""
        return Detail(self._read(name, Mapping))

    def words(self) -> dict[str, str]:
        """All that is said, where it is texts by name."""
        return {str(name): self.text(name) for name in self.given}

    def _several(self, name: str, kind: type) -> list[Any]:
        values = self._read(name, (list, tuple))
        if not all(type(value) is kind for value in values):
            raise outdated()
        return list(values)

    def _read(self, name: str, kind: type | tuple[type, ...], default: object = None) -> Any:
        value = self.given.get(name)
        if value is None:
            value = default
        if not isinstance(value, kind):
            raise outdated()
        return value
