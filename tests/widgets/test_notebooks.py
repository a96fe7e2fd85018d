"""The notebook is the form, and the same notebook is the document."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner
from nbconvert.preprocessors import ExecutePreprocessor

from widgets import Workbook
from widgets.checks import remarks
from zongjie import bring_back, catalogue, export, portable, schema
from zongjie.cli import main
from zongjie.draft import SELF_MADE, Section, put_section
from zongjie.store import Store

FORMULAS = """
[[figure]]
key = "志愿.次数"
ledger = "活动"
aggregate = "count"
unit = "次"
filter.name = { contains = "志愿" }
"""

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
        if cell.cell_type != "code" or not cell.source.startswith("book."):
            continue
        (statement,) = ast.parse(cell.source).body
        assert isinstance(statement, ast.Expr), "one call a cell"
        call = statement.value
        assert isinstance(call, ast.Call)
        assert isinstance(call.func, ast.Attribute)
        assert hasattr(Workbook, call.func.attr)
        found.append((call.func.attr, [str(ast.literal_eval(one)) for one in call.args]))
    return found


def test_a_notebook_begins_with_its_parameter_and_two_lines(
    genre: catalogue.Genre, cells: list[nbformat.NotebookNode]
) -> None:
    assert cells[0].source == "draft = None"
    assert cells[0].metadata.tags == ["parameters"]
    opening = f'from widgets import Workbook\n\nbook = Workbook("{genre.id}", draft)'
    assert cells[1].source == opening


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
        assert unwritten == ["工会自身建设", "文体活动与校园文化"]
    else:
        assert found == []


def executed(
    notebook: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, draft: str = ""
) -> nbformat.NotebookNode:
    """The notebook after all its cells have run, for this draft."""
    monkeypatch.setenv("ZONGJIE_DATA_DIR", str(folder / "data"))
    monkeypatch.setenv("ZONGJIE_DRAFT", draft)
    run = ExecutePreprocessor(timeout=300)
    made, _ = run.preprocess(nbformat.read(notebook, as_version=4), {"metadata": {"path": folder}})
    assert not (folder / "data").exists(), "running it keeps no draft"
    assert isinstance(made, nbformat.NotebookNode)
    return made


def exported(draft: Path, to: str, folder: Path) -> bytes:
    """What ``zongjie export`` makes of a portable draft."""
    target = folder / f"exported.{to}"
    command = [str(draft), "--to", to, "-o", str(target)]
    ran = CliRunner().invoke(main, ["export", *command, "--allow-missing"])
    assert ran.exit_code == 0, ran.output
    return target.read_bytes()


FORMATS = ("md", "html", "docx", "pdf")


def test_executed_it_is_the_finished_document(
    genre: catalogue.Genre, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a notebook tool as by ``zongjie export``: the same bytes, whatever the draft says."""
    sample = root / "sample_data" / genre.id
    found = portable.read(sample)
    own = Section("own", "另写的一节", "共{{志愿.次数}}次，{{活动.次数}}次。")
    draft = put_section(found.draft, own)
    first, *rest = (section.id for section in draft.sections if section.id not in SELF_MADE)
    last = draft.sections[1]
    draft = put_section(draft, replace(last, title="改过的标题", named=True))
    order = (*rest, first)
    draft = replace(draft, unit="某某别的工会", formulas=FORMULAS, order=order)
    portable.write(draft, found.intake.ledgers, tmp_path / "draft")
    path = root / "notebooks" / f"{genre.id}.ipynb"
    notebook = executed(path, tmp_path, monkeypatch, str(tmp_path / "draft"))
    # The slower formats are made of a third of the genres each.
    some = {*FORMATS[:2], FORMATS[2 + genre.order % 2]} if genre.order % 3 else {*FORMATS[:2]}
    for to in some:
        made = export.export(notebook, to, allow_missing=True)
        assert made == exported(tmp_path / "draft", to, tmp_path), to


def test_papermill_and_nbconvert_give_the_same_files(root: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.zip"
    found = portable.read(root / "sample_data" / "school")
    portable.write(replace(found.draft, unit="某某别的学校工会"), found.intake.ledgers, draft)
    notebook = root / "notebooks" / "school.ipynb"
    out = tmp_path / "out.ipynb"
    run = [sys.executable, "-m"]
    environ = {**os.environ, "ZONGJIE_DATA_DIR": str(tmp_path / "data")}
    papermill = [*run, "papermill", str(notebook), str(out), "-p", "draft", str(draft)]
    subprocess.run(papermill, check=True, capture_output=True, env=environ, cwd=tmp_path)
    assert export.export(nbformat.read(out, as_version=4), "html") == exported(
        draft, "html", tmp_path
    )
    now = portable.read(draft)
    brought = bring_back.compare(
        now.draft, now.figures(), bring_back.read(out.read_bytes(), out.name)
    )
    assert (brought.changes, brought.order) == ((), ())
    environ |= {"ZONGJIE_DRAFT": str(draft)}
    nbconvert = [*run, "nbconvert", "--execute", "--to", "zongjie_docx", "--output-dir"]
    command = [*nbconvert, str(tmp_path), str(notebook)]
    subprocess.run(command, check=True, capture_output=True, env=environ)
    assert (tmp_path / "school.docx").read_bytes() == exported(draft, "docx", tmp_path)


def test_without_a_draft_it_is_the_sample(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notebook = executed(root / "notebooks" / "school.ipynb", tmp_path, monkeypatch)
    sample = exported(root / "sample_data" / "school", "md", tmp_path)
    assert export.export(notebook, "md") == sample
