"""The files around the code agree with each other and with the code."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import entry_points, packages_distributions
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

import zongjie
from tests.conftest import ROOT

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PACKAGES = ("zongjie", "widgets")

NOT_IMPORTED = {"ipykernel", "jupyterlab-language-pack-zh-cn", "pylopdf-fonts-zh-cn"}
"""Dependencies that no file names: the kernel behind a page, Chinese menus, and font files."""


def requirements(*groups: list[str]) -> dict[str, Requirement]:
    parsed = [Requirement(line) for group in groups for line in group]
    return {canonicalize_name(item.name): item for item in parsed}


def dependencies() -> dict[str, Requirement]:
    return requirements(PROJECT["dependencies"])


def pins() -> dict[str, str]:
    """The pinned version of each package that this system and this Python get."""
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    every = (Requirement(line) for line in lines if not line.startswith("#"))
    return {
        canonicalize_name(pin.name): str(pin.specifier).removeprefix("==")
        for pin in every
        if pin.marker is None or pin.marker.evaluate()
    }


# ------------------------------------------------------------------ what is installed


def test_conda_supplies_python_and_pip_and_pip_supplies_the_rest() -> None:
    environment = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))
    python, pip, by_pip = environment["dependencies"]
    assert environment["name"] == PROJECT["name"]
    assert re.match(r"\w+", python)[0] == "python"  # type: ignore[index]
    version = python.removeprefix("python=")
    assert SpecifierSet(PROJECT["requires-python"]).contains(version)
    assert pip == "pip"
    assert by_pip == {"pip": ["-c constraints.txt", "."]}


def test_constraints_are_names_versions_and_for_whom_only() -> None:
    pin = re.compile(r"[a-z0-9-]+==[0-9a-z.]+( ; [a-z_]+ [^/@]+)?")
    for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines():
        assert line.startswith("#") or pin.fullmatch(line), line


def test_every_requirement_is_pinned_within_its_bounds() -> None:
    pinned = pins()
    wanted = requirements(PROJECT["dependencies"], *PROJECT["optional-dependencies"].values())
    del wanted["zongjie"]  # `dev` includes the project's own `test` extra
    for name, requirement in wanted.items():
        assert requirement.specifier.contains(pinned[name]), f"{requirement} but {pinned[name]}"


def test_every_dependency_has_a_lower_bound() -> None:
    for requirement in dependencies().values():
        assert ">=" in str(requirement.specifier), requirement


def test_every_import_is_a_dependency_and_every_dependency_is_used() -> None:
    owners = packages_distributions()
    used = {
        canonicalize_name(owners[module][0])
        for module in imported()
        if module not in sys.stdlib_module_names and module not in PACKAGES
    }
    declared = set(dependencies())
    assert used <= declared
    assert declared - used <= NOT_IMPORTED


def imported() -> set[str]:
    """The top-level name of every absolute import in the packages, wherever it stands."""
    names: set[str] = set()
    for path in (path for package in PACKAGES for path in (ROOT / package).rglob("*.py")):
        if "node_modules" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.split(".")[0])
    return names - {"__future__"}


@pytest.mark.parametrize("group", ["console_scripts", "nbconvert.exporters"])
def test_entry_points_load(group: str) -> None:
    ours = [point for point in entry_points(group=group) if point.value.startswith(PACKAGES)]
    assert ours
    for point in ours:
        assert callable(point.load())


# ------------------------------------------------------------------ what is in the tree

LAYOUT = """
zongjie/data/ledgers zongjie/data/enums zongjie/data/genres zongjie/data/sections
widgets widgets/frontend/package.json widgets/frontend/package-lock.json
notebooks/index.ipynb notebooks/large_factory.ipynb
sample_data/large_factory/ledger.xlsx sample_data/large_factory/draft.md sample_data/broken
tests tests/bench docs/screenshots tools
environment.yml constraints.txt pyproject.toml Makefile voila.json .ci/run
README.md README.zh-CN.md CHANGELOG.md CONTRIBUTING.md LICENSE
.pre-commit-config.yaml .editorconfig .gitattributes .gitignore
"""


@pytest.mark.parametrize("path", LAYOUT.split())
def test_the_layout_stands(path: str) -> None:
    assert (ROOT / path).exists()


def test_the_changelog_tells_of_this_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    first = re.search(r"^## (\S+)", text, re.MULTILINE)
    assert first is not None
    assert first[1] == zongjie.__version__
