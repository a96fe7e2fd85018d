"""Hostile text in finished documents: it is printed; nothing runs, loads or calls."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import docx as python_docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat import NotebookNode
from playwright.sync_api import Browser

from tests.export.samples import draft, figures
from tests.hostile.corpus import KINDS, TEXTS
from zongjie import document, invisible
from zongjie.draft import Section
from zongjie.export import THEMES, export

TAGS = set(
    re.findall(
        r"\w+",
        """
    main h1 h2 h3 h4 h5 h6 p span wbr br footer strong em a mark ul ol li blockquote hr
    table thead tbody tr th td caption figure figcaption div
""",
    )
)
ATTRIBUTES = {
    "class",
    "href",
    "rel",
    "lang",
    "start",
    "scope",
    "role",
    "aria-label",
    "id",
    "tabindex",
}
LINK = re.compile(r"(https?://|mailto:)\S+")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def summary(*texts: str) -> NotebookNode:
    """A finished notebook in which every text is a section, and a few are its names as well."""
    sections = [Section(f"s{at}", f"第{at}部分", text) for at, text in enumerate(texts)]
    sections.append(Section("title", texts[0], texts[-1]))
    return document.build(draft(*sections, unit=texts[0]), figures())


@pytest.fixture(scope="module")
def everything() -> NotebookNode:
    return summary(*TEXTS)


class Found(HTMLParser):
    """Everything in a page that could do something, and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.words = ""
        self.feed(html[html.index("<main>") :])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {(name, value or "") for name, value in attrs}

    def handle_data(self, data: str) -> None:
        self.words += data


def harmless(html: str) -> Found:
    """What a page holds, once it is sure that it holds nothing but text and plain links."""
    found = Found(html)
    assert found.tags <= TAGS
    assert {name for name, _ in found.attributes} <= ATTRIBUTES
    assert all(LINK.fullmatch(value) for name, value in found.attributes if name == "href")
    return found


@pytest.mark.parametrize("theme", THEMES)
def test_a_page_holds_text_and_plain_links_only(everything: NotebookNode, theme: str) -> None:
    found = harmless(export(everything, "html", theme=theme, allow_missing=True).decode())
    for text in (
        "<script>alert(1)</script>",
        '#read("/etc/passwd")',
        "\\input{/etc",
        "【缺：7*7】",
    ):
        assert text in found.words


def test_a_page_asks_nobody_and_says_nothing(everything: NotebookNode, browser: Browser) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    page.on("console", lambda line: asked.append(line.text))
    page.on("pageerror", lambda error: asked.append(str(error)))
    page.set_content(export(everything, "html", allow_missing=True).decode(), wait_until="load")
    for event in ("mouseover", "focus", "toggle", "load", "error"):
        page.evaluate(
            "name => document.querySelectorAll('main *').forEach("
            "el => el.dispatchEvent(new Event(name)))",
            event,
        )
    page.close()
    assert asked == []


def test_a_word_file_names_no_other_file_or_host(everything: NotebookNode) -> None:
    file: Any = python_docx.Document(io.BytesIO(export(everything, "docx", allow_missing=True)))
    relations = list(file.part.package.iter_rels())
    for relation in relations:
        if relation.is_external:
            assert relation.reltype.endswith("/hyperlink")
            assert LINK.fullmatch(relation.target_ref)
        else:
            assert not re.search(r"embed|activeX|vba|oleObject|aFChunk", relation.reltype)
    found = {node.tag.rpartition("}")[2] for node in file.element.body.iter() if node.tag}
    assert not found & {"fldSimple", "instrText", "object", "altChunk", "control"}
    words = "".join(node.text or "" for node in file.element.body.iter(f"{WORD}t"))
    for text in ("<script>alert(1)</script>", '#read("/etc/passwd")', "`<w:br/>`{=openxml}"):
        assert text in words
    assert "root:" not in words


def test_a_pdf_does_nothing_when_it_is_opened(everything: NotebookNode) -> None:
    data = export(everything, "pdf", allow_missing=True)
    for name in (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/OpenAction", b"/GoToR"):
        assert name not in data
    links = re.findall(rb"/URI\s*\((.*?)(?<!\\)\)", data)
    assert all(LINK.fullmatch(link.decode("latin-1")) for link in links)


@pytest.mark.parametrize("to", ["md", "ipynb"])
def test_text_formats_hold_the_words(everything: NotebookNode, to: str) -> None:
    words = export(everything, to, allow_missing=True).decode()
    assert "passwd" in words
    assert "root:" not in words


PIECES = st.lists(
    st.one_of(
        st.sampled_from(TEXTS), st.text(max_size=20), st.sampled_from("\n\n*_`[]()<>|#!{}【】\\ ")
    ),
    max_size=8,
).map("".join)


@settings(max_examples=150)
@given(PIECES)
def test_any_mixture_stays_text(text: str) -> None:
    harmless(export(summary(text or "空"), "html", allow_missing=True).decode())


@settings(max_examples=25)
@given(PIECES)
def test_any_mixture_can_be_printed(text: str) -> None:
    nb = summary(text or "空")
    assert export(nb, "pdf", allow_missing=True).startswith(b"%PDF")
    assert zipfile.is_zipfile(io.BytesIO(export(nb, "docx", allow_missing=True)))


@pytest.mark.parametrize("to", ["html", "md", "ipynb", "docx", "pdf"])
def test_no_file_holds_characters_nobody_can_see(to: str, pdftotext: Path, tmp_path: Path) -> None:
    data = export(summary(*KINDS["unicode"]), to, allow_missing=True)
    if to == "docx":
        data = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")
    if to == "pdf":
        (tmp_path / "a.pdf").write_bytes(data)
        command = [str(pdftotext), "-enc", "UTF-8", str(tmp_path / "a.pdf"), "-"]
        data = subprocess.run(command, capture_output=True, check=True).stdout
    # pdftotext's own marks: the ends of pages, and where letters run from the right
    words = re.sub("[\f\u202a-\u202c]" if to == "pdf" else "^$", "", data.decode())
    assert not invisible.has_any(words)
    assert "反过来" in words
