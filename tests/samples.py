"""The samples as tests read them, and the facts they have to state."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from zongjie import catalogue, portable, prose
from zongjie.figures import Figures
from zongjie.portable import Portable

ROOT = Path(__file__).resolve().parent.parent
GENRES = tuple(id_ for id_ in catalogue.genres() if (ROOT / "sample_data" / id_).is_dir())


@dataclass(frozen=True)
class Sample:
    """A sample as it is read, with its figures and the finished text of each section."""

    portable: Portable
    figures: Figures
    text: dict[str, str]

    @property
    def whole(self) -> str:
        return "\n".join(self.text.values())

    @property
    def cells(self) -> list[str]:
        """Everything that stands in its ledgers."""
        frames = self.portable.intake.ledgers.values()
        return [
            str(cell) for frame in frames for column in frame for cell in frame[column].dropna()
        ]


@cache
def read(genre: str) -> Sample:
    found = portable.read(ROOT / "sample_data" / genre)
    computed = found.figures()
    text = {
        section.id: prose.resolve(section.text, computed).text for section in found.draft.sections
    }
    return Sample(found, computed, text)


def facts(genre: str) -> list[dict[str, Any]]:
    """What the sample has to say, from ``tests/data/<genre>_facts.toml``."""
    path = ROOT / "tests" / "data" / f"{genre}_facts.toml"
    found: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["facts"]
    return found
