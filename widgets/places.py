"""Where the notebooks, the samples and the page's configuration lie."""

from __future__ import annotations

import sys
from pathlib import Path

from zongjie.errors import SettingsError

HOME = "index.ipynb"
"""The notebook that is the first page."""


def share() -> Path:
    """The folder that holds ``notebooks``, ``sample_data``, ``voila.json`` and ``lab``.

    It is the source tree the package lies in, else where the wheel has put them.
    Raises `SettingsError` when the installation has neither.
    """
    for folder in (_beside(), Path(sys.prefix) / "share" / "zongjie"):
        if (folder / "notebooks" / HOME).is_file():
            return folder
    raise SettingsError("找不到工作簿页面（notebooks）", cure="请重新安装 zongjie")


def is_source() -> bool:
    """Whether this runs from a source tree, whose notebooks are there to be edited."""
    return share() == _beside()


def guide() -> Path | None:
    """The pages that 帮助 opens; a source tree has them once they are built."""
    folder = share() / "share" / "guide"
    return folder if (folder / "index.html").is_file() else None


def sample(genre: str) -> Path | None:
    """The portable draft that shows this genre, if there is one."""
    folder = share() / "sample_data" / genre
    return folder if (folder / "draft.md").is_file() else None


def notebook(genre: str) -> Path | None:
    """The notebook this genre is written in: one's own, or a copy, before what was shipped."""
    from zongjie import catalogue  # the server asks nothing of it, and need not load it

    found = (folder / f"{genre}.ipynb" for folder in (*catalogue.folders(), share() / "notebooks"))
    return next((path for path in found if path.is_file()), None)


def _beside() -> Path:
    return Path(__file__).resolve().parents[1]
