"""See that the programs the tests drive are there: ``python3 -m tools.system``.

What is missing is installed with apt-get when this runs as root on a Debian; anywhere else one
line says what to install.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Program:
    """A program by the names it goes by, the Debian package that has it, and what it is for."""

    names: tuple[str, ...]
    package: str
    purpose: str


PROGRAMS = {
    "chromium": Program(
        ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge"),
        "chromium",
        "browser tests",
    ),
    "pdftotext": Program(("pdftotext",), "poppler-utils", "reading PDFs back"),
    "soffice": Program(
        ("soffice", "libreoffice"), "libreoffice-writer-nogui", "opening DOCX as an office does"
    ),
}


def find(program: str) -> Path | None:
    """Where a program of `PROGRAMS` is, or None when this machine has none of its names."""
    found = (shutil.which(name) for name in PROGRAMS[program].names)
    return next((Path(path) for path in found if path), None)


def main() -> None:
    """Install what is missing, or leave with one line that says how."""
    missing = [program for name, program in PROGRAMS.items() if find(name) is None]
    if not missing:
        return
    packages = [program.package for program in missing]
    if not can_install():
        needs = "; ".join(f"{program.names[0]} ({program.purpose})" for program in missing)
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
