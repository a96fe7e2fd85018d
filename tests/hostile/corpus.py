"""The corpus of text that tries to be more than text."""

from __future__ import annotations

import tomllib
from pathlib import Path

HERE = "https://listener.invalid"
"""An address nobody may ever ask."""

KINDS: dict[str, tuple[str, ...]] = {
    kind: tuple(text.replace("{here}", HERE) for text in texts)
    for kind, texts in tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8")).items()
}

TEXTS: tuple[str, ...] = tuple(text for texts in KINDS.values() for text in texts)
