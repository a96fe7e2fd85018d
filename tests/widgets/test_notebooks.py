"""The notebook is the form, and the same notebook is the document."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest

from widgets import Workbook
from widgets.checks import remarks
from zongjie import catalogue, document, export, portable, schema
from zongjie.figures import compute
from zongjie.store import Store

GENRES = [
    genre
    for genre in catalogue.genres().values()
    if (Path(__file__).parents[2] / "notebooks" / f"{genre.id}.ipynb").is_file()
]


@pytest.fixture(params=GENRES, ids=lambda genre: genre.id)
def genre(request: pytest.FixtureRequest) -> catalogue.Genre:
    found: catalogue.Genre = request.param
    return found


@pytest.fixture
def cells(genre: catalogue.Genre, root: Path) -> list[nbformat.NotebookNode]:
    notebook = nbformat.read(root / "notebooks" / f"{genre.id}.ipynb", as_version=4)
    return list(notebook.cells)


def calls(cells: list[nbformat.NotebookNode]) -> list[tuple[str, list[str]]]:
    """Every ``book.method("argument")`` of a notebook, in order."""
    found = []
    for cell in cells:
        if cell.cell_type != "code" or cell.source.startswith("from"):
            continue
        (statement,) = ast.parse(cell.source).body
        assert isinstance(statement, ast.Expr), "one call a cell"
        call = statement.value
        assert isinstance(call, ast.Call)
        assert isinstance(call.func, ast.Attribute)
        assert hasattr(Workbook, call.func.attr)
        found.append((call.func.attr, [str(ast.literal_eval(one)) for one in call.args]))
    return found


def test_a_notebook_begins_with_two_lines(
    genre: catalogue.Genre, cells: list[nbformat.NotebookNode]
) -> None:
    assert cells[0].source == (f'from widgets import Workbook\n\nbook = Workbook("{genre.id}")')


def test_it_has_every_section_of_its_genre_in_order(
    genre: catalogue.Genre, cells: list[nbformat.NotebookNode]
) -> None:
    sections = [args[0] for method, args in calls(cells) if method == "section"]
    assert ["title", *sections] == list(genre.sections)


def test_it_has_the_ledgers_its_sections_draw_on_and_the_whole_way_to_the_file(
    genre: catalogue.Genre, cells: list[nbformat.NotebookNode]
) -> None:
    made = calls(cells)
    ledgers = [args[0] for method, args in made if method == "ledger"]
    assert ledgers == [id_ for id_ in schema.LEDGER_IDS if id_ in ledgers]
    feeds = {feed.partition(":")[0] for id_ in genre.sections for feed in genre.specs[id_].feed}
    assert feeds & set(schema.LEDGER_IDS) <= set(ledgers)
    methods = {method for method, _ in made}
    assert methods >= {"progress", "profile", "chart", "preview", "review", "export"}


def test_every_step_is_introduced_under_its_own_name(
    genre: catalogue.Genre,
    cells: list[nbformat.NotebookNode],
) -> None:
    for before, cell in pairwise(cells):
        call = re.match(r'book\.section\("(\w+)"', cell.source)
        if call is None:
            continue
        assert before.cell_type == "markdown"
        heading, _, guidance = before.source.partition("\n\n")
        assert heading == f"## {genre.specs[call[1]].title}"
        assert len(guidance) > 20, "guidance says what this section is for"


def test_the_sample_leaves_nothing_to_look_at(genre: catalogue.Genre, store: Store) -> None:
    """But for the plan that is to become a summary: it is told so, and what is not written."""
    book = Workbook(genre.id, store=store)
    book.profile()
    for id_ in genre.sections[1:]:
        book.section(id_)
    found = remarks(book.state)
    unwritten = [link.label for remark in found for link in remark.links]
    if genre.id == "school_plan":
        assert [remark.place for remark in found] == ["全文", "没写的节"]
        assert unwritten == [
            "工会自身建设",
            "文体活动与校园文化",
            "存在的问题和不足",
            "下一年工作打算",
        ]
    else:
        assert found == []


def test_executed_it_is_the_finished_document(
    genre: catalogue.Genre, root: Path, tmp_path: Path
) -> None:
    notebook = root / "notebooks" / f"{genre.id}.ipynb"
    subprocess.run(
        [
            *(sys.executable, "-m", "nbconvert", "--execute", "--to", "zongjie_md"),
            *("--output-dir", str(tmp_path), str(notebook)),
        ],
        check=True,
        capture_output=True,
        env={**os.environ, "ZONGJIE_DATA_DIR": str(tmp_path / "data")},
    )
    sample = portable.read(root / "sample_data" / genre.id)
    figures = compute(sample.intake.ledgers, sample.draft.period)
    built = export.export(document.build(sample.draft, figures), "md").decode()
    assert (tmp_path / f"{genre.id}.md").read_text("utf-8") == built
    assert not (tmp_path / "data").exists(), "running it keeps no draft"
