"""Write ``constraints.txt`` from a fresh environment: ``python3 -m tools.constraints``.

Installs the newest release of everything pyproject.toml asks for, extras included, and pins what
came: names and versions only, so that any index or wheel folder serves.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
import tomllib
import venv
from pathlib import Path

from tools.install import ROOT, pip_of

HEADER = "# Every package of the tested environment. Written by `make constraints`; do not edit.\n"
UNPINNED = {"pip", "setuptools", "wheel", "zongjie"}


def requirements() -> list[str]:
    """What the project and its extras ask for, the project itself left out."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    every = [project["dependencies"], *project["optional-dependencies"].values()]
    return [line for group in every for line in group if not line.startswith("zongjie[")]


def main() -> None:
    """Resolve in a throw-away environment and write the pins."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        pip = pip_of(Path(folder))
        subprocess.run([*pip, "install", "--quiet", *requirements()], check=True)
        listed = subprocess.run([*pip, "list", "--format=json"], check=True, capture_output=True)
    packages = [item for item in json.loads(listed.stdout) if item["name"] not in UNPINNED]
    pins = sorted(f"{item['name'].lower()}=={item['version']}\n" for item in packages)
    (ROOT / "constraints.txt").write_text(HEADER + "".join(pins), encoding="utf-8")
    print(f"Pinned {len(pins)} packages.")


if __name__ == "__main__":
    main()
