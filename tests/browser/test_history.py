"""The history of a whole draft: looked at, named, brought back, and followed by another window."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_access import SIZES, axe, grave
from tests.browser.test_main_job import on_step
from tests.stores import opened
from zongjie import portable
from zongjie.store import Person, history, ledger_part, section_part

__all__ = ["axe"]

PROBLEMS, WELFARE = section_part("problems"), ledger_part("welfare")


@pytest.fixture
def id_(data: Path, root: Path) -> str:
    """A draft with a named version, and what a colleague did to it since."""
    sample = portable.read(root / "sample_data" / "large_factory")
    with opened(data) as store:
        colleague = store.seen_by(Person("", "王芳", alone=True))
        made = colleague.create(sample.draft, sample.intake.ledgers)
        history.keep_version(colleague, made, "送审稿")
        text = sample.draft.section("problems")
        assert text is not None
        colleague.save(made, PROBLEMS, 1, replace(text, text="都删了。"))
        colleague.save(made, WELFARE, 1, sample.intake.ledgers["welfare"].iloc[:-1])
        return made


def test_a_whole_draft_is_compared_and_brought_back(page: Page, address: str, id_: str) -> None:
    page.goto(address)
    own = page.get_by_role("row").filter(has=page.locator(f"a[href*='{id_}']"))
    own.get_by_role("button", name="更多").click()
    page.get_by_role("menuitem", name="整篇的历史").click()
    page.wait_for_url(f"**draft={id_}#history")
    view = on_step(page, "history")
    lines = view.locator("ol > li")
    expect(lines).to_have_count(2)
    expect(lines.nth(0)).to_contain_text("“存在的问题和不足”添了")
    expect(lines.nth(0)).to_contain_text("“慰问台账”删了 1 行")
    expect(lines.nth(1)).to_contain_text("送审稿")

    other = page.context.new_page()
    other.goto(page.url.replace("#history", "#problems"))
    expect(on_step(other, "problems").locator(".cm-content")).to_contain_text("都删了。")

    lines.nth(1).get_by_role("button", name="和现在比").click()
    expect(lines.nth(1).locator("ins").first).to_have_text("都删了。")
    lines.nth(1).get_by_role("button", name="恢复整篇").focus()
    page.keyboard.press("Enter")
    expect(view.get_by_role("button", name="恢复", exact=True)).to_be_focused()
    page.keyboard.press("Escape")
    expect(lines.nth(1).get_by_role("button", name="恢复整篇")).to_be_focused()
    page.keyboard.press("Enter")
    expect(view.get_by_role("button", name="恢复", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(lines).to_have_count(3)
    expect(lines.nth(0)).to_contain_text("整篇恢复了以前的样子")
    text = on_step(other, "problems").locator(".cm-content")
    expect(text).to_contain_text("一是服务职工的措施没有跟上")
    other.close()

    view.get_by_label("给现在这一版起个名字").fill("二稿")
    page.keyboard.press("Enter")
    expect(lines.filter(has_text="二稿")).to_have_count(1)
    view.get_by_label("只看有名字的").check()
    expect(lines).to_have_count(2)
    view.get_by_role("button", name="改名：送审稿").click()
    expect(view.get_by_label("名称")).to_be_focused()
    page.keyboard.insert_text("报送稿")
    page.keyboard.press("Enter")
    expect(view.get_by_role("button", name="改名：报送稿")).to_be_focused()
    expect(lines.filter(has_text="报送稿")).to_have_count(1)
    view.get_by_label("只看有名字的").uncheck()
    expect(lines.first).to_contain_text("版本“送审稿”改名为“报送稿”")


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_history_has_no_grave_fault(
    size: tuple[int, int], page: Page, address: str, axe: str, id_: str
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{address}voila/render/large_factory.ipynb?draft={id_}#history")
    lines = on_step(page, "history").locator("ol > li")
    lines.nth(0).get_by_role("button", name="看改了什么").click()
    lines.nth(1).get_by_role("button", name="恢复整篇").click()
    expect(lines.nth(1).get_by_role("button", name="先不恢复")).to_be_visible()
    assert grave(page, axe) == []
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= size[0]
