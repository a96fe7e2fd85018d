"""Which notebooks are served: the source tree's, or a user's own copies of an installation's.

What an installation put in place is gone with its next version, and may belong to everybody on
the machine. So an analyst edits copies in the folder of the drafts; once they are there, the pages
are made of them too.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from widgets import places
from zongjie import settings
from zongjie.errors import SettingsError

COPIED = ".copied"
"""Beside the copies: each as it was when it was copied, to tell which ones have been edited."""


def folder(*, edited: bool) -> Path:
    """The folder to serve; `edited` when the notebooks in it are going to be.

    Raises `SettingsError` when copies are wanted and cannot be made.
    """
    shipped = places.share() / "notebooks"
    if places.is_source():
        return shipped
    own = settings.load().data_dir / "notebooks"
    if not edited and not own.is_dir():
        return shipped
    try:
        bring(shipped, own)
    except OSError as error:
        raise SettingsError(
            f"笔记本放不进这个文件夹（{own}）", cure="请核对能不能在里面新建文件，磁盘有没有满"
        ) from error
    return own


def bring(shipped: Path, own: Path) -> None:
    """Copy what is shipped to `own`; what has been edited there stays as it is."""
    copied = own / COPIED
    copied.mkdir(parents=True, exist_ok=True)
    for path in shipped.glob("*.ipynb"):
        mine, before = own / path.name, copied / path.name
        if not mine.exists() or _cells(mine) == _cells(before):
            shutil.copyfile(path, mine)
            shutil.copyfile(path, before)


def _cells(path: Path) -> object:
    """What is in the cells; JupyterLab writes the rest of a notebook anew at each saving."""
    try:
        cells = json.loads(path.read_text("utf-8"))["cells"]
        return [(cell["cell_type"], "".join(cell["source"])) for cell in cells]
    except (OSError, ValueError, KeyError, TypeError):
        return path  # like no other
