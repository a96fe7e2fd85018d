"""Write ``constraints.txt`` from a fresh environment: ``python3 -m tools.constraints``.

Resolves the newest release of everything pyproject.toml asks for, extras included, for every
system and every Python it allows, and pins what came: names, versions and for whom. No address
and no hash is written, so that any index or wheel folder serves.
"""

from __future__ import annotations

import subprocess
import tempfile
import tomllib
import venv
from pathlib import Path

from tools.install import ROOT, pip_of

HEADER = "# Every package of the tested environment. Written by `make constraints`; do not edit.\n"


def main() -> None:
    """Resolve in a throw-away environment and write the pins."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    oldest = project["requires-python"].removeprefix(">=")
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python, *pip = pip_of(Path(folder))
        subprocess.run([python, *pip, "install", "--quiet", "uv"], check=True)
        compile_ = [python, "-m", "uv", "pip", "compile", "--quiet", "--universal"]
        what = ["--all-extras", "--python-version", oldest, "--no-emit-package", "setuptools"]
        plain = ["--no-header", "--no-annotate", "pyproject.toml"]
        done = subprocess.run([*compile_, *what, *plain], check=True, capture_output=True, cwd=ROOT)
    pins = [line for line in done.stdout.decode().splitlines() if not line.startswith("#")]
    (ROOT / "constraints.txt").write_text(HEADER + "\n".join(pins) + "\n", encoding="utf-8")
    print(f"Pinned {len(pins)} packages.")


if __name__ == "__main__":
    main()
