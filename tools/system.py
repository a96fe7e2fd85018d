"""See that the programs the tests drive are there: ``python3 -m tools.system``.

What is missing is installed with apt-get when this runs as root on a Debian; anywhere else one
line says what to install.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from ctypes.util import find_library
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Need:
    """A Debian package, what it is for, and how to see that it or its like is there."""

    package: str
    purpose: str
    is_there: Callable[[], bool]


PROGRAMS = {
    "chromium": ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge"),
    "pdftotext": ("pdftotext",),
    "soffice": ("soffice", "libreoffice"),
}
"""Programs that tests start, each by the names it goes by."""


def find(program: str) -> Path | None:
    """Where a program of `PROGRAMS` is, or None when this machine has none of its names."""
    found = (shutil.which(name) for name in PROGRAMS[program])
    return next((Path(path) for path in found if path), None)


def postgresql() -> Path | None:
    """The folder with PostgreSQL's own programs, which Debian keeps off the PATH."""
    initdb = shutil.which("initdb")
    if initdb:
        return Path(initdb).resolve().parent
    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max((path.parent for path in found), default=None, key=lambda path: path.parts)


def has_chinese_face() -> bool:
    """Whether a browser and an office suite find a Chinese typeface; only Linux may have none."""
    lists = shutil.which("fc-list")
    if sys.platform != "linux":
        return True
    if lists is None:
        return False
    command = [lists, ":lang=zh-cn"]
    return bool(subprocess.run(command, check=False, capture_output=True).stdout)


def has_atomics() -> bool:
    """Whether Playwright's own Node.js starts; on Linux it wants a library of GCC's."""
    return sys.platform != "linux" or find_library("atomic") is not None


NEEDS = (
    Need("chromium", "browser tests", lambda: find("chromium") is not None),
    Need("poppler-utils", "reading PDFs back", lambda: find("pdftotext") is not None),
    Need("libreoffice-writer-nogui", "opening DOCX", lambda: find("soffice") is not None),
    Need("fonts-noto-cjk", "Chinese in both", has_chinese_face),
    Need("postgresql", "tests of the store", lambda: postgresql() is not None),
    Need("libatomic1", "Playwright", has_atomics),
)


def main() -> None:
    """Install what is missing, or leave with one line that says how."""
    missing = [need for need in NEEDS if not need.is_there()]
    if not missing:
        return
    packages = [need.package for need in missing]
    if not can_install():
        needs = ", ".join(f"{need.package} ({need.purpose})" for need in missing)
        sys.exit(f"Missing: {needs}. On Debian: sudo apt-get install {' '.join(packages)}")
    print(f"Installing {' '.join(packages)} …", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    subprocess.run([*apt, "update"], check=True, env=quiet)
    install = [*apt, "install", "-y", "--no-install-recommends", *packages]
    subprocess.run(install, check=True, env=quiet, stdout=subprocess.DEVNULL)


def can_install() -> bool:
    """Whether this is root on a machine with apt-get."""
    is_root = getattr(os, "geteuid", lambda: 1)() == 0
    return is_root and shutil.which("apt-get") is not None


if __name__ == "__main__":
    main()
