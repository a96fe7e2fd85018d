"""Install this project, editable and pinned, into .venv: ``python3 -m tools.install [extra …]``.

Does nothing when what is installed already answers to the files it was installed from.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
OLDEST = (3, 11)
STAMP = VENV / "installed.json"
SOURCES = (
    "pyproject.toml",
    "constraints.txt",
    "hatch_build.py",
    "widgets/frontend/*.*",
    "widgets/frontend/src/**/*.*",
    "docs/**/*.md",
    "docs/conf.py",
    "tools/guide.py",
)


def pip_of(folder: Path) -> list[str]:
    """The pip command of the virtual environment in `folder`, quiet about itself."""
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    return [str(python), "-m", "pip", "--disable-pip-version-check"]


def digest() -> str:
    """One hash over every file that an editable install copies or builds from."""
    found = sorted({path for pattern in SOURCES for path in ROOT.glob(pattern) if path.is_file()})
    sums = (hashlib.sha256(path.read_bytes()).hexdigest() for path in found)
    return hashlib.sha256("".join(sums).encode()).hexdigest()


def main() -> None:
    """Make ``.venv`` if there is none, and install if what is there is not what is wanted."""
    wanted, now = set(sys.argv[1:]), digest()
    done = json.loads(STAMP.read_text(encoding="utf-8")) if STAMP.exists() else {}
    if done.get("digest") == now and wanted <= set(done.get("extras", ())):
        return
    if not VENV.exists():
        refuse_unfit()
        print("Making .venv …", flush=True)
        venv.create(VENV, with_pip=True)
    extras = sorted(wanted | set(done.get("extras", ())))
    target = f".[{','.join(extras)}]" if extras else "."
    print(f"Installing {target} into .venv …", flush=True)
    install = [*pip_of(VENV), "install", "-qq", "-c", "constraints.txt", "-e", target]
    subprocess.run(install, check=True, cwd=ROOT)
    STAMP.write_text(json.dumps({"digest": now, "extras": extras}), encoding="utf-8")


def refuse_unfit() -> None:
    """Leave with one line when this Python cannot make the environment."""
    if sys.version_info < OLDEST:
        sys.exit(f"zongjie needs Python {'.'.join(map(str, OLDEST))} or newer: make PYTHON=…")
    if importlib.util.find_spec("ensurepip") is None:
        sys.exit("Missing: Python's venv module. On Debian: sudo apt-get install python3-venv")


if __name__ == "__main__":
    main()
