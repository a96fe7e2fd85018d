"""Hostile text in the page: it is shown as text; nothing runs, loads or calls.

That no other host is asked and the console stays silent is what the `page` fixture holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_main_job import to_export
from tests.hostile.corpus import HERE, KINDS, TEXTS
from tests.stores import opened
from zongjie import catalogue, ledger
from zongjie.draft import Draft, Section

GENRE = "large_factory"


@pytest.fixture
def hostile(page: Page, address: str, data: Path) -> Iterator[Page]:
    """A page whose every text is hostile; dialogs are an alarm."""
    said: list[str] = []
    page.on("dialog", lambda dialog: said.append(dialog.message))
    places = catalogue.genre(GENRE).sections
    share = -(-len(TEXTS) // len(places))
    sections = tuple(
        Section(place, place, "\n\n".join(TEXTS[at * share : (at + 1) * share]))
        for at, place in enumerate(places)
    )
    rows = [
        {"date_start": "2026-03-08", "category": "文体活动", "name": text, "organiser": text}
        for text in TEXTS
    ]
    ledgers = ledger.empty_all() | {"activity": ledger.frame("activity", rows)}
    draft = Draft(GENRE, KINDS["html"][0], 2026, KINDS["html"][4], "2027-01-05", sections)
    with opened(data) as store:
        id_ = store.create(draft, ledgers)
    page.goto(f"{address}voila/render/{GENRE}.ipynb?draft={id_}")
    expect(page.locator(".zj-title")).to_contain_text("<script>alert(1)</script>")
    yield page
    page.wait_for_timeout(200)
    assert said == []


def test_every_step_shows_hostile_text_as_text(hostile: Page) -> None:
    steps = hostile.locator(".zj-side a.zj-step").locator("visible=true")
    for at in range(steps.count()):
        steps.nth(at).click()
        expect(steps.nth(at)).to_have_attribute("aria-current", "step")
    hostile.get_by_role("button", name="检查").first.click()
    to_export(hostile)
    hostile.get_by_role("button", name="预览").first.click()
    hostile.get_by_role("button", name="看网页").click()
    frame = hostile.frame_locator(".zj-preview-page")
    expect(frame.locator("main")).to_contain_text("<script>alert(1)</script>")


def test_a_pasted_page_leaves_its_words_only(hostile: Page) -> None:
    hostile.locator(".zj-side").get_by_role("link", name="前言").click()
    box = hostile.get_by_role("textbox", name="前言")
    box.click()
    hostile.keyboard.press("Control+A")
    box.evaluate(
        """(box, here) => {
          const data = new DataTransfer();
          data.setData("text/html", `<p onclick=alert(1)>甲<img src=${here} onerror=alert(1)>`);
          data.setData("text/plain", "甲<b>乙</b>");
          box.dispatchEvent(new ClipboardEvent("paste",
            { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        HERE,
    )
    expect(box).to_have_text("甲<b>乙</b>")
    assert box.locator("img, b").count() == 0
