"""A page whose drafts are kept by a PostgreSQL server, which is cut and comes back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.server import Server, serving_one
from tests.browser.test_main_job import on_step
from tests.store import postgres
from tools import system
from zongjie.store import ALONE, Store, section_part

GENRE = "large_factory"
AWAY = "连不上存放总结的数据库"
FIRST, SECOND = "先写的一句。", "断开时写的一句。"


@pytest.fixture(scope="module")
def database() -> Iterator[postgres.Server]:
    programs = system.postgresql()
    if programs is None:
        pytest.skip("PostgreSQL is not on this machine; `make test` installs it or says how")
    with postgres.serving(programs) as server:
        yield server


@pytest.fixture(scope="module")
def office(
    database: postgres.Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Server, str]]:
    """A page server on a store of PostgreSQL's, and the store's address."""
    folder: Path = tmp_path_factory.mktemp("office")
    url = database.new()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ZONGJIE_STORE", url)
        with serving_one(folder, GENRE) as server:
            yield server, url


def test_what_is_typed_while_the_database_is_away_is_kept_when_it_is_back(
    office: tuple[Server, str], database: postgres.Server, browser: Browser
) -> None:
    server, url = office
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    context.set_default_navigation_timeout(90_000)  # a kernel may have to be started first
    page = context.new_page()
    page.goto(f"{server.address}voila/render/{GENRE}.ipynb#problems")
    box = on_step(page, "problems").get_by_role("textbox").first
    expect(box).to_be_visible()
    box.click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(FIRST)
    expect(page.locator(".zj-bar")).to_contain_text("已保存")
    page.reload()
    expect(box).to_have_text(FIRST)

    database.stop()
    box.click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(SECOND)
    expect(page.get_by_text(AWAY).locator("visible=true")).to_be_visible()
    assert page.get_by_text("postgresql").count() == 0
    database.start()
    expect(page.get_by_text(AWAY).locator("visible=true")).to_have_count(0)
    expect(page.locator(".zj-bar")).to_contain_text("已保存")
    page.reload()
    expect(box).to_have_text(FIRST + SECOND)
    store = Store(url, by=ALONE)
    (entry,) = store.entries()
    found = {each.id: each.text for each in store.load(entry.id).draft.sections}
    assert found["problems"] == FIRST + SECOND
    assert section_part("problems") in store.load(entry.id).numbers
    store.close()
    context.close()
