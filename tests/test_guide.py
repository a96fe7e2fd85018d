"""The guide is built without a warning, leads nowhere wrong, asks nobody, and says what is so."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from click.testing import CliRunner

import zongjie
from tests.conftest import ROOT
from tools import guide
from zongjie import catalogue, export, portable, prose, schema, settings
from zongjie.cli import main
from zongjie.figures import compute, formulas

DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
LOADED = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src"}
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


class Links(HTMLParser):
    """The names, the links and the files of one page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.ids |= {said["id"]} if "id" in said else set()
        if tag == "a" and "href" in said:
            self.links.append(said["href"])
        if (name := LOADED.get(tag)) and name in said:
            self.loaded.append(said[name])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The guide; a warning ends the building."""
    target = tmp_path_factory.mktemp("guide") / "pages"
    guide.build(target)
    return target


@pytest.fixture(scope="module")
def pages(built: Path) -> dict[Path, Links]:
    return {path: Links(path.read_text("utf-8")) for path in built.rglob("*.html")}


def test_every_link_leads_somewhere(built: Path, pages: dict[Path, Links]) -> None:
    assert len(pages) >= len(PAGES)
    for path, page in pages.items():
        for link in (*page.links, *page.loaded):
            if link.startswith("data:"):
                continue
            parts = urlsplit(link)
            assert not parts.scheme, f"{path.relative_to(built)} leads away, to {link}"
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            assert target.is_file(), f"{path.relative_to(built)}: {link}"
            if parts.fragment and target in pages:
                assert unquote(parts.fragment) in pages[target].ids, link


def test_nothing_is_asked_of_another_host(built: Path) -> None:
    afar = re.compile(r"""(url\(|@import|src=|fetch\(|import\()\s*["']?(https?:)?//""")
    for path in built.rglob("*"):
        if path.suffix in {".html", ".css", ".js"}:
            assert not afar.search(path.read_text("utf-8")), path.name


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", "utf-8")
    with pytest.raises(SystemExit, match="something else"):
        guide.build(tmp_path)
    assert (tmp_path / "letter.txt").read_text("utf-8") == "mine"


def test_chinese_is_found(built: Path) -> None:
    index = (built / "searchindex.js").read_text("utf-8")
    assert json.dumps("撤销") in index
    assert "splitQuery" in (built / "_static" / "language_data.js").read_text("utf-8")


def test_the_officers_part_has_no_english_of_the_theme(built: Path) -> None:
    words = re.compile(r"""[>"]\s*([A-Z][a-z]+(?: [a-z/,]+){1,}[^<>"]*)[<"]""")
    for path in [built / "index.html", *(built / "officer").glob("*.html")]:
        assert words.findall(path.read_text("utf-8")) == [], path.name


# ------------------------------------------------------------------ what it says is so


def blocks(kind: str) -> Iterator[tuple[Path, str]]:
    for path in PAGES:
        for name, text in BLOCK.findall(path.read_text("utf-8")):
            if name == kind:
                yield path, text


def test_every_block_is_of_a_kind_that_is_tried() -> None:
    """`console` shows commands with names of the reader's own; their words are checked below."""
    for path in PAGES:
        kinds = {name for name, _ in BLOCK.findall(path.read_text("utf-8"))}
        assert kinds <= {"python", "sh", "toml", "console", "text"}, path


@pytest.mark.parametrize("path", [p for p in PAGES if "```python" in p.read_text("utf-8")],
                         ids=lambda path: path.stem)  # fmt: skip
def test_the_python_runs(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    for place, text in blocks("python"):
        if place == path:
            exec(text, names)  # noqa: S102  (our own pages)


def test_the_commands_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "sample_data").symlink_to(ROOT / "sample_data")
    monkeypatch.chdir(tmp_path)
    lines = [line for _, text in blocks("sh") for line in text.splitlines() if line]
    assert lines
    for line in dict.fromkeys(lines):
        name, *arguments = line.split()
        assert name == "zongjie"
        ran = CliRunner().invoke(main, arguments)
        assert ran.exit_code == 0, f"{line}: {ran.output}"


def test_the_commands_with_names_of_ones_own_exist() -> None:
    for _, text in blocks("console"):
        for line in text.splitlines():
            command = re.fullmatch(r"\$ zongjie (\w+) .*", line)
            if command:
                options = {one for param in main.commands[command[1]].params for one in param.opts}
                assert set(re.findall(r"--\w+", line)) <= options, line
            else:
                assert re.search("papermill notebooks/|jupyter nbconvert --execute", line), line


def test_the_toml_is_good() -> None:
    for _, text in blocks("toml"):
        if "[[figure]]" in text:
            assert formulas.parse(text).keys
        else:
            assert tomllib.loads(text)


def test_the_figures_of_ones_own_that_it_shows_are_those_of_its_sample() -> None:
    sample = portable.read(ROOT / "sample_data" / "large_factory")
    text = "\n".join(text for _, text in blocks("toml") if "[[figure]]" in text)
    figures = compute(sample.intake.ledgers, sample.draft.period, formulas=text)
    assert figures.troubles == ()
    assert formulas.parse(text).keys <= set(figures)
    page = (DOCS / "analyst" / "figures.md").read_text("utf-8")
    ((token, said),) = re.findall(r"`({{[^`]+}})`，读作 (\S+) 这样", page)
    assert prose.resolve(token, figures).text == said


def test_what_is_pressed_is_there() -> None:
    """Every word in “” that an officer is to press or look for stands in the page's own code."""
    sources = [*(ROOT / "widgets").glob("*.py"), *(ROOT / "widgets/frontend/src").rglob("*.ts")]
    said = "".join(path.read_text("utf-8") for path in sources)
    for path in (DOCS / "officer").glob("*.md"):
        text = path.read_text("utf-8")
        for words in re.findall("(?:按|选|勾|是|的|在|里)“([^”…]+)…?”", text):
            assert words in said, f"{path.name}: {words}"


def test_the_public_names_are_all_told() -> None:
    text = (DOCS / "analyst" / "index.md").read_text("utf-8")
    assert set(re.findall(r"`(\w+)`", text.split("## 公开的名称")[1])) >= set(zongjie.__all__)


def test_the_settings_are_all_told() -> None:
    text = (DOCS / "analyst" / "shell.md").read_text("utf-8").split("## 设置")[1]
    told = set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE))
    assert told == set(settings.Settings.__dataclass_fields__)


def test_the_formats_are_all_told() -> None:
    text = (DOCS / "reference" / "formats.md").read_text("utf-8")
    assert set(re.findall(r"^\| \S+ \| `(\w+)`", text, re.MULTILINE)) == set(export.FORMATS)
    assert set(re.findall(r"^\| `(\S+)` \|", text, re.MULTILINE)) == set(prose.FORMATS)
    assert all(f"`{theme}`" in text for theme in export.THEMES)


def test_the_reference_names_every_genre_column_and_figure() -> None:
    genres, ledgers, figures = guide.genres(), guide.ledgers(), guide.figures()
    for genre in catalogue.genres().values():
        assert f"## {genre.label}\n" in genres
    for ledger in schema.ledgers().values():
        for column in ledger.columns:
            assert f"| {column.label} | `{column.id}` |" in ledgers
    patterns = [
        re.compile(re.sub("<[^>]+>", "[^.]+", re.escape(key)).replace(r"\<", "<"))
        for key in re.findall("`([^`]+)`", figures)
    ]
    for folder in (ROOT / "sample_data").iterdir():
        if (folder / "draft.md").is_file():
            for key in portable.read(folder).figures():
                assert any(one.fullmatch(key) for one in patterns), key


def test_the_tree_on_one_page_is_the_tree_there_is() -> None:
    text = (DOCS / "architecture.md").read_text("utf-8")
    for folder in re.findall(r"^(\w+)/", text, re.MULTILINE):
        assert (ROOT / folder).is_dir(), folder
