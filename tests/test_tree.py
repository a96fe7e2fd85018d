"""The tree stays offline, portable and clean, and the two READMEs say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from tests.conftest import ROOT

TEXT = {
    ".py", ".toml", ".md", ".ipynb", ".json", ".yml", ".yaml", ".txt",
    ".html", ".j2", ".css", ".js", ".mjs", ".ts", ".lua", ".typ", ".tpl",
}  # fmt: skip
BUILT = {"node_modules", "labextension", "__pycache__", ".ipynb_checkpoints"}
NOTEBOOKS = sorted((ROOT / "notebooks").glob("**/*.ipynb"))


def text_files() -> Iterator[Path]:
    """Every text file that is the project's own work, build output and caches left out."""
    top = [path for path in ROOT.iterdir() if not path.name.startswith(".")]
    for path in (p for item in top for p in ([item] if item.is_file() else item.rglob("*"))):
        if path.is_file() and path.suffix in TEXT and not BUILT & set(path.parts):
            yield path


def lines_with(pattern: str, *, but: set[str]) -> list[str]:
    found = []
    for path in text_files():
        if path.name in but:
            continue
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1):
            if re.search(pattern, line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}")
    return found


def test_nothing_is_fetched_from_a_content_network() -> None:
    hosts = r"https?://(cdn|unpkg|esm\.sh|cdnjs|fonts\.g|[a-z.]*jsdelivr|registry\.|files\.python)"
    assert lines_with(hosts, but={Path(__file__).name}) == []


def test_no_path_of_one_machine_is_written_down() -> None:
    machine = r"(^|[^\w.])/(work|home|root|Users|tmp)/\w|[A-Z]:\\Users"
    assert lines_with(machine, but={Path(__file__).name}) == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_are_valid_and_stripped(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert "widgets" not in notebook.metadata
    for cell in notebook.cells:
        tags = set(cell.metadata.get("tags", ()))
        assert not tags & {"nbval-skip", "skip-execution"}, "every cell is run by the tests"
        if cell.cell_type == "code" and cell.outputs:
            assert {"keep_output", "nbval-check-output"} <= tags
            mimes = {mime for output in cell.outputs for mime in output.get("data", {})}
            assert "application/vnd.jupyter.widget-view+json" not in mimes


# ------------------------------------------------------------------ the two READMEs


SHOWN = re.MULTILINE | re.DOTALL
CODE = re.compile(r"^```\w*\n(.*?)^```", SHOWN)


def parts(name: str) -> tuple[list[int], list[str], list[str]]:
    """The heading levels, code blocks and link targets of a page, but its twin's."""
    text = (ROOT / name).read_text("utf-8")
    blocks = CODE.findall(text)
    prose = CODE.sub("", text)
    levels = [len(marks) for marks in re.findall(r"^(#+) ", prose, re.MULTILINE)]
    links = [link.replace(".zh-CN", "") for link in re.findall(r"\]\(([^)]+)\)", prose)]
    return levels, blocks, [link for link in links if link != name.replace(".zh-CN", "")]


def test_both_languages_have_the_same_parts_commands_and_links() -> None:
    assert parts("README.md") == parts("README.zh-CN.md")
    assert parts("SECURITY.md") == parts("SECURITY.zh-CN.md")


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "README.zh-CN.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "SECURITY.md",
        "SECURITY.zh-CN.md",
    ],
)
def test_links_lead_to_files(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    for link in re.findall(r"\]\(([^)#]+)\)", text):
        assert link.startswith("https://") or (ROOT / link).exists(), link


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "SECURITY.md"])
def test_commands_shown_exist(name: str) -> None:
    from zongjie.cli import main

    blocks = "".join(CODE.findall((ROOT / name).read_text("utf-8")))
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    for command in re.findall(r"^zongjie ([a-z-]+)", blocks, re.MULTILINE):
        assert command in main.commands
    for target in re.findall(r"^make ([a-z]+)", blocks, re.MULTILINE):
        assert target in targets


def test_the_python_shown_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    blocks = re.findall(r"^```python\n(.*?)^```", (ROOT / "README.md").read_text("utf-8"), SHOWN)
    assert blocks
    for block in blocks:
        exec(block, {})  # noqa: S102  (our own README)
