"""The page: self-contained, quiet, readable anywhere, and typed text that stays text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.export.samples import HOSTILE, finished, long_summary
from zongjie.export import THEMES, export


def page_of(text: str, *more: str, theme: str = "gongwen") -> str:
    return export(finished(text, *more), "html", theme=theme, allow_missing=True).decode()


class _Words(HTMLParser):
    """The words a reader sees, and every tag and attribute."""

    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.words += data


def seen(html: str) -> _Words:
    parser = _Words()
    parser.feed(html[html.index("<main>") :])
    return parser


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_typed_is_shown_and_never_run(text: str) -> None:
    parsed = seen(page_of(text))
    assert text.replace('\\"', '"') in parsed.words
    assert set(parsed.tags) == {"main", "h1", "span", "wbr", "h2", "p", "footer"}
    assert not [name for name, _ in parsed.attributes if name.startswith("on")]


def test_headings_lists_tables_and_figures_are_what_they_are() -> None:
    text = (
        "一。\n\n### 小\n\n3. 三\n4. 四\n\n- 五\n\n> 引\n\n---\n\n![题](chart:活动.按月)\n\n"
        "![](table:慰问.按类别)\n\n**粗**与*斜*[页](https://example.com/?a=1&b=2)甲  \n乙"
    )
    html = page_of(text)
    parsed = seen(html)
    assert "<h2>一、第0部分</h2>" in html
    assert "<h3>（一）小</h3>" in html
    assert '<ol start="3"><li><p>三</p></li><li><p>四</p></li></ol>' in html
    assert "<caption>表1　2026年各类慰问金额</caption>" in html
    assert '<th scope="col">慰问金额（元）</th>' in html
    assert '<td class="right">10万余元</td>' in html
    assert "<figcaption>图1　题</figcaption>" in html
    assert ("aria-label", "图1　题") in parsed.attributes
    assert '<a href="https://example.com/?a=1&amp;b=2" rel="noopener noreferrer">页</a>' in html
    assert "<strong>粗</strong>与<em>斜</em>" in html
    assert "甲<br>乙" in html
    assert {"ul", "blockquote", "hr", "figure", "details", "table", "thead"} <= set(parsed.tags)


def test_what_is_missing_is_marked() -> None:
    assert "<mark>【缺：活动·天数】</mark>" in page_of("共{{活动.天数}}天。")


def test_the_page_says_its_language_title_and_author() -> None:
    html = page_of("一。")
    assert '<html lang="zh-CN">' in html
    assert "<title>某某机械厂工会2026年度工作总结</title>" in html
    assert '<meta name="author" content="张某">' in html


def test_nothing_in_the_page_has_an_address_elsewhere() -> None:
    for theme in THEMES:
        html = export(long_summary(), "html", theme=theme).decode()
        addresses = set(re.findall(r"\b(?:https?:)?//[\w.]+[^\s\"'<>)]*", html))
        assert addresses == {"http://www.w3.org/2000/svg"}
        assert not re.search(r"<(script|link|iframe|object|embed|img)\b|@import", html)


def test_the_same_notebook_gives_the_same_page() -> None:
    assert export(long_summary(), "html") == export(long_summary(), "html")


@pytest.fixture(params=THEMES)
def page(request: pytest.FixtureRequest, browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """The everyday summary with hostile text in it, opened; it may ask for nothing else."""
    notebook = long_summary()
    notebook.cells[1].source += "\n\n" + "\n\n".join(HOSTILE)
    path = tmp_path / "summary.html"
    path.write_bytes(export(notebook, "html", theme=request.param))
    opened = browser.new_page()
    said: list[str] = []
    asked: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(path.as_uri())
    yield opened
    assert said == []
    assert asked == [path.as_uri()]
    opened.close()


def test_a_phone_shows_it_without_scrolling_sideways(page: Page) -> None:
    page.set_viewport_size({"width": 375, "height": 720})
    assert page.evaluate("document.documentElement.scrollWidth") == 375
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('p')).fontSize)") >= 16


def test_dark_rooms_get_light_letters(page: Page) -> None:
    colours = """() => ["p", "figure svg text", "main"].map(
        (name) => getComputedStyle(document.querySelector(name)))
        .map((style, at) => [style.color, style.fill, style.backgroundColor][at])"""
    light = page.evaluate(colours)
    page.emulate_media(color_scheme="dark")
    dark = page.evaluate(colours)
    assert light == ["rgb(31, 31, 31)", "rgb(51, 51, 51)", "rgb(255, 255, 255)"]
    assert dark == ["rgb(220, 220, 220)", "rgb(220, 220, 220)", "rgb(29, 31, 33)"]


def test_on_paper_the_page_is_a4_without_screen_furniture(page: Page) -> None:
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('details')).display") == "none"
    printed = page.pdf(prefer_css_page_size=True)
    assert re.search(rb"/MediaBox ?\[0 0 59[45][.\d]* 84[12][.\d]*\]", printed)
