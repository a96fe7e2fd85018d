"""The preview: the printed pages, set anew after a change."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def test_the_printed_pages_follow_the_text(page: Page, address: str) -> None:
    page.goto(f"{address.rstrip('/')}/voila/render/large_factory.ipynb#preview")
    preview = page.locator("[data-zj-step=preview]")
    sheets = preview.locator(".zj-printed img")
    expect(sheets.first).to_have_js_property("naturalWidth", 794)  # A4 at 96 dpi
    count = sheets.count()
    expect(preview.get_by_text(f"第 1 页，共 {count} 页")).to_be_visible()
    assert sheets.last.get_attribute("src") is None, "a page far below is not fetched yet"
    preview.get_by_role("button", name="下一页").click()
    expect(preview.get_by_text(f"第 2 页，共 {count} 页")).to_be_visible()
    preview.locator(".zj-sheets").focus()
    page.keyboard.press("PageUp")
    expect(preview.get_by_text(f"第 1 页，共 {count} 页")).to_be_visible()
    first = sheets.first.get_attribute("src")
    preview.get_by_label("版式").select_option(label="普通版式")
    expect(sheets.first).not_to_have_attribute("src", first or "")
    preview.get_by_role("button", name="看网页").click()
    expect(page.frame_locator("[data-zj-step=preview] iframe").locator("h1")).to_be_visible()
