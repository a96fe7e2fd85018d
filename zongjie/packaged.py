"""The data files of the package: what those who write no programs may want to change."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

from zongjie.errors import SchemaError


def table(where: str) -> dict[str, Any]:
    """What a TOML file of the package holds.

    Parameters
    ----------
    where : its place inside the package, such as ``data/fonts.toml``.

    Raises `SchemaError` where there is no such file, or it is no TOML.
    """
    try:
        return tomllib.loads(files("zongjie").joinpath(where).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SchemaError("缺少数据文件", where=where) from error
    except tomllib.TOMLDecodeError as error:
        raise SchemaError(f"不是有效的 TOML（{error}）", where=where) from error
