"""Which installed type face sets which part of the document, and which stands in for which.

The roles and their faces are data (``data/fonts.toml``). For each role the office's own face is
looked for first, in the folder of the setting ``font_dir`` and then where the system keeps fonts;
the faces of the wheel ``pylopdf-fonts-zh-cn`` close every chain, so that a document always comes
out, and a character that even they lack can be named (`uncovered`) instead of printed as a box.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from zongjie import packaged, settings

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

_SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".otc"})
# Family, full and typographic family names, in any language.
_NAME_IDS = frozenset({1, 4, 16})


@dataclass(frozen=True)
class Face:
    """One face of one font file: `family` is its English name, `weight` 400 regular to 700 bold."""

    family: str
    weight: int
    path: Path
    index: int = 0


@dataclass(frozen=True)
class Role:
    """The faces of one part of the document, in the order in which a character is looked for.

    `wanted` is the face the standard asks for; `stand_in` whether another takes its place.
    """

    id: str
    label: str
    wanted: str
    chain: tuple[Face, ...]
    stand_in: bool


@dataclass(frozen=True)
class Row:
    """One line of `report`, in the words an officer reads."""

    role: str
    wanted: str
    face: str
    path: str
    stand_in: bool


def resolve(*, system: bool = True) -> Mapping[str, Role]:
    """The roles title, body, hei, kai and song with the faces found for them on this machine.

    With `system` False only the faces that come with the program are used, so that the result is
    the same on every machine.
    """
    folder = settings.load().font_dir if system else None
    return _resolve(folder, system=system)


def report() -> tuple[Row, ...]:
    """Which face is used for each part, where it lies, and whether it stands in for another."""
    return tuple(
        Row(
            role=role.label,
            wanted=role.wanted,
            face=role.chain[0].family,
            path=str(role.chain[0].path),
            stand_in=role.stand_in,
        )
        for role in resolve().values()
    )


def uncovered(text: str, roles: Mapping[str, Role]) -> tuple[str, ...]:
    """The characters of `text` that no face of these roles can show, in order of appearance."""
    wanted = {char for char in text if not char.isspace() and char.isprintable()}
    # last faces first: the floor knows most characters and is the quickest to read
    for face in reversed(list(_faces(roles))):
        wanted -= {char for char in wanted if ord(char) in _characters(face.path, face.index)}
        if not wanted:
            break
    return tuple(char for char in dict.fromkeys(text) if char in wanted)


def folders(roles: Mapping[str, Role]) -> tuple[Path, ...]:
    """The folders the faces of these roles lie in, each once."""
    return tuple(dict.fromkeys(face.path.parent for face in _faces(roles)))


@cache
def _resolve(folder: Path | None, *, system: bool) -> Mapping[str, Role]:
    installed = _installed(folder) if system else {}
    raw = packaged.table("data/fonts.toml")
    floors = _floors()
    found = {}
    for entry in raw["roles"]:
        own = _first(entry["faces"], installed)
        chosen = own or _first(entry["stand_ins"], installed)
        floor = floors[entry["floor"]]
        # the last resort of a serif face may be the sans face, and the other way round
        chain = (chosen, floor, *floors.values())
        found[entry["id"]] = Role(
            id=entry["id"],
            label=entry["label"],
            wanted=entry["wanted"],
            chain=tuple(dict.fromkeys(face for face in chain if face)),
            stand_in=own is None,
        )
    return MappingProxyType(found)


def _floors() -> dict[str, Face]:
    import pylopdf_fonts_zh_cn

    return {
        "serif": Face("Noto Serif SC", 400, pylopdf_fonts_zh_cn.serif_path()),
        "sans": Face("Noto Sans SC", 400, pylopdf_fonts_zh_cn.sans_path()),
    }


def _first(wanted: Iterable[Mapping[str, Any]], installed: Mapping[str, list[Face]]) -> Face | None:
    for entry in wanted:
        for face in installed.get(entry["name"].casefold(), ()):
            if face.weight == entry.get("weight", face.weight):
                return face
    return None


def _installed(folder: Path | None) -> dict[str, list[Face]]:
    """Every installed face by each of its names, the office's own folder before the system's."""
    found: dict[str, list[Face]] = {}
    for path in _files(folder):
        for names, face in _faces_in(path):
            for name in names:
                found.setdefault(name.casefold(), []).append(face)
    return found


def _faces_in(path: Path) -> list[tuple[set[str], Face]]:
    """The faces of a font file, each with all its names; none where the file is damaged."""
    try:
        with _opened(path) as fonts:
            return [
                (_names(font), Face(_english_family(font), _weight(font), path, index))
                for index, font in enumerate(fonts)
            ]
    except Exception:  # noqa: BLE001 - a damaged font may raise anything, and is not used
        return []


@contextmanager
def _opened(path: Path) -> Iterator[list[TTFont]]:
    """The fonts in a file, read only as far as they are asked."""
    from fontTools.ttLib import TTCollection, TTFont

    with path.open("rb") as file:
        if path.suffix.lower() in {".ttc", ".otc"}:
            yield list(TTCollection(file, lazy=True).fonts)
        else:
            yield [TTFont(file, lazy=True)]


def _names(font: TTFont) -> set[str]:
    return {str(name) for name in font["name"].names if name.nameID in _NAME_IDS}


def _english_family(font: TTFont) -> str:
    return font["name"].getDebugName(16) or font["name"].getDebugName(1) or ""


def _weight(font: TTFont) -> int:
    """700 for a face marked bold, since some give every face the class of the regular one."""
    table = font["OS/2"]
    marked_bold = bool(table.fsSelection & 1 << 5)
    return max(int(table.usWeightClass), 700 if marked_bold else 0)


@cache
def _characters(path: Path, index: int) -> frozenset[int]:
    with _opened(path) as fonts:
        return frozenset(fonts[index].getBestCmap())


def _faces(roles: Mapping[str, Role]) -> Iterator[Face]:
    """Every face the roles use, once."""
    yield from dict.fromkeys(face for role in roles.values() for face in role.chain)


def _files(folder: Path | None) -> Iterator[Path]:
    for root in (*([folder] if folder else []), *_system_folders()):
        if root.is_dir():
            listed = (path for path in root.rglob("*") if path.suffix.lower() in _SUFFIXES)
            yield from sorted(path for path in listed if path.is_file())


def _system_folders() -> tuple[Path, ...]:
    home = Path.home()
    if sys.platform == "win32":
        return (
            Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts",
            home / "AppData/Local/Microsoft/Windows/Fonts",
        )
    if sys.platform == "darwin":
        return (home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts"))
    texmf = Path("/usr/share/texlive/texmf-dist/fonts")
    return (
        home / ".local/share/fonts",
        home / ".fonts",
        Path("/usr/local/share/fonts"),
        Path("/usr/share/fonts"),
        texmf / "opentype/public/fandol",
        texmf / "truetype/public/arphic-ttf",
    )
