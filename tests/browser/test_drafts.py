"""The list of drafts in a real browser: what its menu does, and what a signed draft refuses."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.test_main_job import cell_of, on_step
from tests.stores import opened
from zongjie import portable
from zongjie.draft import Draft, Section
from zongjie.store import bundle, lifecycle

TITLE = "某某名册厂工会2026年度工作总结"


def made(data: Path) -> str:
    """A draft of its own, the last changed."""
    sections = (Section("fund", "财务与经审", "收支平衡。"),)
    with opened(data) as store:
        return store.create(Draft("large_factory", "某某名册厂工会", 2026, sections=sections), {})


def choose(page: Page, draft: str, label: str) -> None:
    page.get_by_role("button", name=f"更多：{draft}", exact=True).click()
    page.get_by_role("menuitem", name=label, exact=True).click()


def test_a_draft_is_named_copied_binned_and_found_again(
    page: Page, address: str, data: Path, tmp_path: Path
) -> None:
    id_ = made(data)
    page.goto(address)
    rows = page.locator(".zj-drafts tbody tr")
    page.get_by_role("button", name=f"更多：{TITLE}", exact=True).click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name=f"更多：{TITLE}", exact=True)).to_be_focused()

    choose(page, TITLE, "重命名")
    page.get_by_label("名称", exact=True).fill("送审一稿")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="送审一稿", exact=True)).to_be_visible()
    choose(page, "送审一稿", "复制一份")
    expect(rows.first).to_contain_text("送审一稿（副本）")

    with page.expect_download() as coming:
        choose(page, "送审一稿", "下载草稿文件")
    file = tmp_path / "草稿.zip"
    coming.value.save_as(file)
    assert coming.value.suggested_filename == "送审一稿.zip"
    assert portable.read(file).draft.unit == "某某名册厂工会"
    with opened(data) as store:
        assert bundle.take(store, file)

    choose(page, "送审一稿", "删除")
    expect(page.get_by_role("link", name="送审一稿", exact=True)).to_have_count(0)
    expect(page.get_by_role("button", name="撤销")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="送审一稿", exact=True)).to_be_visible()
    choose(page, "送审一稿", "删除")
    page.get_by_role("button", name="回收站").click()
    expect(page.get_by_text("留 30 天")).to_be_visible()
    choose(page, "送审一稿", "彻底删除")
    page.keyboard.press("Escape")
    choose(page, "送审一稿", "找回")
    expect(page.get_by_text("“送审一稿”找回来了")).to_be_visible()
    with opened(data) as store:
        assert store.load(id_).shelf == "open"


def test_next_years_summary_is_begun_from_this_years(page: Page, address: str, data: Path) -> None:
    made(data)
    page.goto(address)
    page.get_by_role("button", name=f"更多：{TITLE}", exact=True).first.click()
    page.get_by_role("menuitem", name="写下一年的").click()
    page.wait_for_url("**/large_factory.ipynb?draft=*")
    expect(page.locator(".zj-title")).to_have_text("某某名册厂工会 · 2027年总结")


def test_a_signed_draft_is_only_read(page: Page, address: str, data: Path, root: Path) -> None:
    sample = portable.read(root / "sample_data" / "large_factory")
    with opened(data) as store:
        id_ = store.create(sample.draft, sample.intake.ledgers)
        lifecycle.sign(store, id_)
        was = store.load(id_)
    page.goto(f"{address}voila/render/large_factory.ipynb?draft={id_}#welfare")
    expect(page.locator(".zj-banner")).to_contain_text("已定稿，不能改")
    text = on_step(page, "welfare").locator(".cm-content")
    expect(text).to_have_attribute("contenteditable", "false")
    expect(page.locator(".zj-banner").get_by_role("button", name="取消定稿")).to_be_visible()
    expect(page.locator(".zj-next")).to_be_hidden()
    text.focus()
    page.keyboard.press("a")
    expect(on_step(page, "welfare").get_by_text("这份总结已定稿，不能改。")).to_be_visible()
    expect(on_step(page, "welfare").get_by_role("button", name="插入数字")).to_be_hidden()
    page.evaluate("location.hash = 'ledger-welfare'")
    ledger = on_step(page, "ledger-welfare")
    cell = cell_of(ledger, 1, "备注")
    before = cell.inner_text()
    cell.click()
    page.keyboard.type("改一改")
    page.keyboard.press("Delete")
    expect(ledger.get_by_text("这份总结已定稿，不能改。")).to_be_visible()
    expect(cell).to_have_text(before)

    with opened(data) as store:
        assert store.load(id_).step == was.step
        lifecycle.reopen(store, id_, "数字有更正")
    expect(page.locator(".zj-banner")).to_be_hidden()
    page.evaluate("location.hash = 'welfare'")
    text.click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text("更正。")
    expect(page.locator(".zj-saved")).to_contain_text(re.compile("已保存"))
    with opened(data) as store:
        section = store.load(id_).draft.section("welfare")
        assert section is not None
        assert section.text.endswith("更正。")


def test_a_summary_is_signed_where_its_files_are_made_and_reopened_on_its_page(
    page: Page, address: str, data: Path, root: Path
) -> None:
    sample = portable.read(root / "sample_data" / "large_factory")
    with opened(data) as store:
        id_ = store.create(replace(sample.draft, date=""), sample.intake.ledgers)
    page.goto(f"{address}voila/render/large_factory.ipynb?draft={id_}#export")
    export = on_step(page, "export")
    export.get_by_role("button", name="定稿").click()
    expect(export.get_by_text("定稿以后只能看，要改得先取消定稿。")).to_contain_text("处别的要看")
    expect(export.get_by_role("button", name="先去看")).to_be_focused()
    page.keyboard.press("Escape")
    expect(export.get_by_role("button", name="定稿", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    export.get_by_role("button", name="先去看").click()
    expect(on_step(page, "review").get_by_text("成文日期")).to_be_visible()
    page.keyboard.press("Escape")
    expect(export.get_by_role("button", name="定稿", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    export.get_by_role("button", name="仍然定稿").click()
    expect(export.get_by_text("已定稿。要改，请在最上面按“取消定稿”。")).to_be_focused()
    banner = page.locator(".zj-banner")
    banner.get_by_role("button", name="取消定稿").click()
    expect(page.get_by_label("为什么还要改")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("没有写原因")).to_be_visible()
    page.keyboard.insert_text("数字有更正")
    page.keyboard.press("Enter")
    expect(banner).to_be_hidden()
    expect(export.get_by_role("button", name="定稿")).to_be_visible()
    with opened(data) as store:
        assert not store.load(id_).signed


def test_the_first_page_asks_too_before_a_summary_is_signed(
    page: Page, address: str, data: Path
) -> None:
    with opened(data) as store:
        text = Section("overview", "前言", "支出【待核】。")
        draft = Draft("large_factory", "某某定稿厂工会", 2026, date="2027-01-05", sections=(text,))
        id_ = store.create(draft, {})
    page.goto(address)
    choose(page, draft.title, "定稿")
    asked = page.get_by_text("定稿以后只能看，要改得先取消定稿。")
    expect(asked).to_have_text(re.compile("^还有 1 处待填、1 节还短、[0-9]+ 节没有写。"))
    said = asked.inner_text()
    page.get_by_role("button", name="先去看").click()
    page.wait_for_url(f"**draft={id_}#review")
    expect(on_step(page, "review").get_by_text("“【待核】”还没有填")).to_be_visible()
    expect(page.get_by_role("button", name="检查（2）")).to_be_visible()
    page.goto(f"{address}voila/render/large_factory.ipynb?draft={id_}#export")
    on_step(page, "export").get_by_role("button", name="定稿").click()
    expect(on_step(page, "export").get_by_text(said)).to_be_visible()
