"""A summary that was edited elsewhere, back into its draft: a notebook, or a DOCX of Word or WPS.

A file holds what was printed: 278, not ``{{慰问.人次}}``. So it is held against what the draft
would print now. Lines that still read the same stay as they are in the draft; in others each
number that is still there stays bound, and one that was changed becomes text and is told.
"""

from __future__ import annotations

from pathlib import PurePath

from zongjie.bring_back.compare import (
    Change,
    Returned,
    accepted,
    as_draft,
    compare,
    place_of,
)
from zongjie.bring_back.lines import File
from zongjie.errors import DraftError

__all__ = [
    "ENDINGS",
    "Change",
    "File",
    "Returned",
    "accepted",
    "as_draft",
    "compare",
    "place_of",
    "read",
]

ENDINGS = (".docx", ".ipynb")


def read(data: bytes, name: str) -> File:
    """An edited file; `DraftError` when it is none that can be brought back."""
    match PurePath(name).suffix.lower():
        case ".ipynb":
            from zongjie.bring_back import notebook

            return notebook.read(data, name)
        case ".docx":
            from zongjie.bring_back import word

            return word.read(data, name)
        case _:
            cure = "请选从这里导出、改过的 Word 文件（.docx）或笔记本（.ipynb）"
            raise DraftError("这种文件带不回来", where=name, cure=cure)
