"""Settings of one installation: defaults, then ``zongjie.toml``, then ``ZONGJIE_*`` variables.

The file is looked for in the current folder, then in the user's configuration folder. Nothing
is read at import; `load` reads anew at each call, so a test or a service can change a variable.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from zongjie.errors import SettingsError

FILE_NAME = "zongjie.toml"


@dataclass(frozen=True)
class Settings:
    """What an office may want to set.

    Parameters
    ----------
    data_dir : where drafts are kept.
    store : another place for them: a file, or an address such as ``postgresql://…``.
    font_dir : a folder of the office's own font files, looked in before the system's.
    max_upload_mb : the largest ledger file accepted, in MB.
    max_rows : the largest ledger accepted, in rows.
    token : what other machines must show to be served; a new one at each start when empty. On
        this machine alone (127.0.0.1) nothing is asked.
    """

    data_dir: Path
    store: str = ""
    font_dir: Path | None = None
    max_upload_mb: int = 20
    max_rows: int = 100_000
    token: str = ""


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings in force now; `SettingsError` for an unknown name or an unusable value."""
    environ = os.environ if environ is None else environ
    raw: dict[str, Any] = {}
    for path in (Path.cwd() / FILE_NAME, _config_dir() / FILE_NAME):
        if path.is_file():
            raw = _read(path)
            break
    names = {spec.name for spec in fields(Settings)}
    for name in raw:
        if name not in names:
            raise SettingsError(
                f"不认识设置项“{name}”", where=FILE_NAME, cure=f"可用：{'、'.join(sorted(names))}"
            )
    raw |= {
        name: environ[variable]
        for name in names
        if (variable := f"ZONGJIE_{name.upper()}") in environ
    }
    return Settings(
        data_dir=Path(raw.get("data_dir") or _data_dir()).expanduser(),
        store=str(raw.get("store") or ""),
        font_dir=Path(raw["font_dir"]).expanduser() if raw.get("font_dir") else None,
        max_upload_mb=_positive(raw, "max_upload_mb", Settings.max_upload_mb),
        max_rows=_positive(raw, "max_rows", Settings.max_rows),
        token=str(raw.get("token", "")),
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"读不懂这个设置文件（{error}）", where=str(path), cure="请按 名称 = 值 的写法改正"
        ) from error


def _positive(raw: Mapping[str, Any], name: str, default: int) -> int:
    value = raw.get(name, default)
    try:
        number = int(value)
    except (TypeError, ValueError):
        number = 0
    if number <= 0:
        raise SettingsError(f"设置项 {name} 写的是“{value}”", cure="请写一个大于 0 的整数")
    return number


def _data_dir() -> str:
    from platformdirs import user_data_dir

    return user_data_dir("zongjie", appauthor=False)


def _config_dir() -> Path:
    from platformdirs import user_config_dir

    return Path(user_config_dir("zongjie", appauthor=False))
