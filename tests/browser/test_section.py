"""A section and what stands beside it: help that is at hand, differences that stay kept."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.test_main_job import on_step, step


def open_welfare(page: Page, address: str) -> None:
    page.goto(f"{address}voila/render/large_factory.ipynb")
    step(page, "帮扶送温暖")


def write(page: Page, text: str) -> None:
    """Put this in place of what the section says."""
    on_step(page, "welfare").get_by_role("textbox", name="帮扶送温暖").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)


def test_a_sentence_lands_in_the_paragraph_of_the_cursor_and_is_shown_as_used(
    page: Page, address: str
) -> None:
    open_welfare(page, address)
    section = on_step(page, "welfare")
    write(page, "第一段。\n第二段。")
    page.keyboard.press("ArrowUp")
    offer = section.locator(".zj-offers li").filter(has=page.get_by_role("button", name="放入正文"))
    expect(section.get_by_text("这些数字正文里已经有了")).to_have_count(0)
    offer.first.get_by_role("button").click()
    lines = section.locator(".cm-line")
    expect(lines.first).to_have_text(re.compile("^第一段。.+"))
    expect(lines.first.locator(".cm-zj-chip").first).to_be_visible()
    expect(lines.last).to_have_text("第二段。")
    expect(offer.first).to_have_class("is-used")
    page.keyboard.press("Control+z")
    expect(lines).to_have_text(["第一段。", "第二段。"])
    expect(offer.first).not_to_have_class("is-used")


def test_what_was_folded_away_stays_folded(page: Page, address: str) -> None:
    open_welfare(page, address)
    folded = on_step(page, "welfare").locator("details", has_text="这一节写什么")
    expect(folded).to_have_attribute("open", "")
    folded.locator("summary").click()
    expect(folded).not_to_have_attribute("open", "")
    page.reload()
    step(page, "帮扶送温暖")
    expect(folded).not_to_have_attribute("open", "")
    step(page, "民主管理")
    other = on_step(page, "democracy").locator("details", has_text="这一节写什么")
    expect(other).not_to_have_attribute("open", "")


def test_a_kept_difference_survives_a_reload_and_can_be_taken_back(
    page: Page, address: str
) -> None:
    open_welfare(page, address)
    section = on_step(page, "welfare")
    listed = page.locator(".zj-side .zj-step", has_text="帮扶送温暖")
    write(page, "全年送温暖走访慰问280人次。")
    expect(listed).to_contain_text("1 处对不上")
    expect(section.locator(".zj-badge")).to_have_text("有 1 处和台账对不上")
    section.locator(".zj-difference").get_by_role("button", name="保留").click()
    kept = section.locator(".zj-kept")
    expect(kept).to_contain_text("保留了 1 处与台账不同的数")
    expect(section.locator(".zj-badge")).to_have_text("写好了")
    expect(listed).not_to_contain_text("对不上")
    page.reload()
    expect(section.locator(".zj-badge")).to_have_text("写好了")
    kept.locator("summary").click()
    kept.get_by_role("button", name="查看").click()
    assert page.evaluate("getSelection().toString()") == "280"
    kept.get_by_role("button", name="撤回").click()
    expect(section.locator(".zj-difference")).to_contain_text("这里写了 280人次")
    expect(listed).to_contain_text("1 处对不上")
    section.get_by_role("textbox", name="帮扶送温暖").click()
    page.keyboard.press("Control+z")
    expect(kept).to_be_visible()


def test_whoever_returns_from_the_ledger_goes_on_at_the_same_place(
    page: Page, address: str
) -> None:
    open_welfare(page, address)
    section = on_step(page, "welfare")
    write(page, "走访{{慰问.送温暖.人次}}人次，入户交心。")
    section.locator(".cm-zj-chip").click()
    ledger = on_step(page, "ledger-welfare")
    expect(ledger.get_by_text("合成了“慰问.送温暖.人次”")).to_be_visible()
    ledger.get_by_role("button", name="返回").click()
    expect(section.get_by_role("textbox", name="帮扶送温暖")).to_be_focused()
    page.keyboard.insert_text("了")
    expect(section.locator(".cm-line")).to_have_text(re.compile("^走访了?278了?人次，入户交心。$"))
