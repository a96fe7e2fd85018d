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
    offer = section.locator(".zj-offer")
    expect(section.get_by_text("这些数字正文里已经有了")).to_have_count(0)
    offer.first.get_by_role("button").click()
    lines = section.locator(".cm-line")
    expect(lines.first).to_have_text(re.compile("^第一段。.+"))
    expect(lines.first.locator(".cm-zj-chip").first).to_be_visible()
    expect(lines.last).to_have_text("第二段。")
    expect(offer.first).to_contain_class("is-used")
    page.keyboard.press("Control+z")
    expect(lines).to_have_text(["第一段。", "第二段。"])
    expect(offer.first).not_to_contain_class("is-used")


def test_sentences_that_tell_the_same_are_offered_as_one_or_the_other(
    page: Page, address: str
) -> None:
    page.goto(f"{address}voila/render/large_factory.ipynb#home")
    section = on_step(page, "home")
    section.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("建家工作。")
    either = section.get_by_role("list", name="这 2 句说的是一件事，选一句就够").get_by_role(
        "listitem"
    )
    expect(either).to_have_count(2)
    expect(either.get_by_text(re.compile("已经"))).to_have_count(0)
    either.last.get_by_role("button", name="放入正文").click()
    expect(either.last).to_contain_text("这些数字正文里已经有了")
    page.keyboard.press("Control+z")
    either.first.get_by_role("button", name="放入正文").click()
    expect(either.last).to_contain_text("已经选了别的一句")


def test_a_number_goes_to_the_last_sentence_of_a_text_that_ends_in_a_chart(
    page: Page, address: str
) -> None:
    open_welfare(page, address)
    section = on_step(page, "welfare")
    write(page, "全年走访\n\n![各类慰问金额](chart:慰问.按类别)\n")
    expect(page.locator(".zj-saved")).to_contain_text("已保存")
    page.evaluate("document.activeElement.blur()")
    page.reload()
    section.get_by_role("button", name="插入数字").click()
    expect(section.locator(".cm-line").first).to_have_text("全年走访【")


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
    expect(section.locator(".zj-badge")).to_have_text("写了一些")
    expect(listed).not_to_contain_text("对不上")
    page.reload()
    expect(section.locator(".zj-badge")).to_have_text("写了一些")
    kept.locator("summary").click()
    kept.get_by_role("button", name="查看").click()
    assert page.evaluate("getSelection().toString()") == "280"
    kept.get_by_role("button", name="撤回").click()
    expect(section.locator(".zj-difference")).to_contain_text("这里写了 280人次")
    expect(listed).to_contain_text("1 处对不上")
    section.get_by_role("textbox", name="帮扶送温暖").click()
    page.keyboard.press("Control+z")
    expect(kept).to_be_visible()


def test_what_is_numbered_like_the_sections_is_put_right_by_one_click_or_left(
    page: Page, address: str
) -> None:
    open_welfare(page, address)
    section = on_step(page, "welfare")
    write(page, "一、走访职工：入户交心。\n二、发放补助：及时到位。")
    lines = section.locator(".cm-line")
    expect(lines.first).not_to_have_class(re.compile("cm-zj-head"))
    found = section.locator(".zj-findings li", has_text="和各节的编号同级")
    found.get_by_role("button", name="就这样").click()
    expect(found).to_have_count(0)
    kept = section.locator(".zj-kept", has_text="1 处就这样")
    kept.locator("summary").click()
    kept.get_by_role("button", name="撤回").click()
    found.get_by_role("button", name="改好").click()
    right = ["（一）走访职工：入户交心。", "（二）发放补助：及时到位。"]
    expect(lines).to_have_text(right)
    expect(found).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(lines.first).to_have_text("一、走访职工：入户交心。")
    expect(found).to_be_visible()


def test_whoever_returns_from_the_ledger_goes_on_at_the_same_place(
    page: Page, address: str
) -> None:
    open_welfare(page, address)
    section = on_step(page, "welfare")
    write(page, "走访{{慰问.送温暖.人次}}人次，入户交心。")
    section.locator(".cm-zj-chip").click()
    ledger = on_step(page, "ledger-welfare")
    expect(ledger.get_by_text("合成了“慰问·送温暖·人次”")).to_be_visible()
    expect(ledger.locator(":focus")).to_be_visible()
    page.keyboard.insert_text("入户")  # by who has not noticed the turn: it goes into no cell
    page.keyboard.type("99")
    expect(ledger.get_by_role("button", name="撤销")).to_be_disabled()
    ledger.locator(".tabulator-cell").nth(3).click()
    page.keyboard.press("F2")
    page.keyboard.press("Escape")  # leaves the cell, not the ledger
    expect(ledger).to_be_visible()
    page.keyboard.press("Escape")
    expect(section.get_by_role("textbox", name="帮扶送温暖")).to_be_focused()
    expect(page.get_by_role("button", name="回到")).to_have_count(0)
    page.keyboard.insert_text("了")
    expect(section.locator(".cm-line")).to_have_text(re.compile("^走访了?278了?人次，入户交心。$"))


def test_whoever_looks_something_up_returns_to_the_very_place(page: Page, address: str) -> None:
    open_welfare(page, address)
    section, text = on_step(page, "welfare"), "走访慰问，入户交心。"
    write(page, text)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Escape")  # in a text it leads nowhere
    bar = page.locator(".zj-bar")
    bar.get_by_role("button", name="预览").click()
    expect(on_step(page, "preview")).to_be_visible()
    bar.get_by_role("button", name="检查").click()
    expect(page.get_by_role("button", name="回到“预览”")).to_be_visible()
    page.keyboard.press("Escape")
    expect(on_step(page, "preview")).to_be_visible()
    page.get_by_role("button", name="回到“帮扶送温暖与普惠服务”").click()
    expect(section.get_by_role("textbox", name="帮扶送温暖")).to_be_focused()
    page.keyboard.insert_text("了")
    expect(section.locator(".cm-line")).to_have_text("走访慰问，入户交心了。")

    # Who goes on by the list has left that way.
    bar.get_by_role("button", name="检查").click()
    step(page, "民主管理")
    expect(page.get_by_role("button", name="回到")).to_have_count(0)


def test_a_short_section_counts_once_the_officer_says_so(page: Page, address: str) -> None:
    open_welfare(page, address)
    section = on_step(page, "welfare")
    listed = page.locator(".zj-side .zj-step", has_text="帮扶送温暖")
    write(page, "全年走访慰问{{慰问.人次}}人次。")
    expect(section.locator(".zj-badge")).to_have_text("写了一些")
    expect(listed).to_contain_text("（写了一些）")
    expect(section.get_by_text("还短，写了 10 字，建议 200–600 字。")).to_be_visible()
    section.get_by_role("button", name="这一节就这样").click()
    expect(listed).to_contain_text("（写好了）")
    page.reload()
    expect(section.locator(".zj-badge")).to_have_text("写好了")
    section.get_by_role("button", name="还要再写").click()
    expect(listed).to_contain_text("（写了一些）")


def test_the_help_is_folded_away_as_one(page: Page, address: str) -> None:
    open_welfare(page, address)
    section = on_step(page, "welfare")
    text = section.locator(".cm-editor")
    narrow = text.evaluate("el => el.clientWidth")
    section.get_by_role("button", name="收起帮助").click()
    expect(section.get_by_role("complementary", name="本节帮助")).to_be_hidden()
    assert text.evaluate("el => el.clientWidth") > narrow + 300
    page.reload()
    expect(section.get_by_role("button", name="打开帮助")).to_be_visible()
    step(page, "民主管理")
    on_step(page, "democracy").get_by_role("button", name="打开帮助").click()
    step(page, "帮扶送温暖")
    expect(section.get_by_role("complementary", name="本节帮助")).to_be_visible()
    expect(section.get_by_role("button", name="收起帮助")).to_be_visible()


def test_what_is_not_in_sight_is_not_undone(page: Page, address: str) -> None:
    open_welfare(page, address)
    write(page, "全年走访了困难职工。")
    expect(page.locator(".zj-saved")).to_contain_text("已保存")
    page.keyboard.type("又去看望了劳模。", delay=20)
    for name in ("民主管理", "图表"):
        step(page, name)
        page.keyboard.press("Control+z")
        page.wait_for_timeout(1000)
    step(page, "帮扶送温暖")
    box = on_step(page, "welfare").get_by_role("textbox").first
    expect(box).to_contain_text("困难职工。又去看望了劳模。")
    box.click()
    page.keyboard.press("Control+z")
    expect(box).not_to_contain_text("又去看望了劳模。")


def test_a_file_is_made_from_the_top_bar_on_any_step(page: Page, address: str) -> None:
    open_welfare(page, address)
    expect(page.locator(".zj-side [aria-current=step]")).to_contain_text("帮扶送温暖")
    opener = page.locator(".zj-bar").get_by_role("button", name="导出")
    opener.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    opener.press("Enter")
    with page.expect_download() as coming:
        page.get_by_role("menuitem", name="网页文件").click()
    assert coming.value.suggested_filename.endswith(".html")
    said = page.locator(".zj-strip")
    expect(said).to_contain_text("已导出：")
    expect(on_step(page, "welfare")).to_be_visible()

    # What is left to look at is told first, and hinders nobody.
    write(page, "全年慰问职工999人次。")
    expect(on_step(page, "welfare").locator(".zj-badge")).to_contain_text("对不上")
    opener.click()
    page.get_by_role("menuitem", name="网页文件").click()
    expect(said).to_contain_text("还有 1 处和台账对不上")
    expect(said.get_by_role("button", name="先看看")).to_be_focused()
    with page.expect_download():
        said.get_by_role("button", name="仍要导出").click()
    expect(said).to_contain_text("已导出：")
    opener.click()
    page.get_by_role("menuitem", name="网页文件").click()
    page.keyboard.press("Enter")
    expect(on_step(page, "review")).to_be_visible()
    page.get_by_role("button", name="回到“帮扶送温暖与普惠服务”").click()

    # What stands in the way is said where it can be decided.
    write(page, "{{慰问.没有.人次}}人次。")
    expect(on_step(page, "welfare").locator(".zj-badge")).to_have_text("有空缺")
    opener.click()
    page.get_by_role("menuitem", name="Word 文件").click()
    export = on_step(page, "export")
    expect(export.get_by_text("还有数字空着")).to_be_visible()
    expect(export.get_by_text("有 1 处空缺：帮扶送温暖与普惠服务。")).to_be_visible()
    expect(export.get_by_text("有 1 节还短：帮扶送温暖与普惠服务。")).to_be_visible()


def test_what_a_sentence_leaves_open_is_selected_to_be_written_over(
    page: Page, address: str
) -> None:
    open_welfare(page, address)
    step(page, "下一年工作打算")
    section = on_step(page, "plan")
    offer = section.locator(".zj-offers li").filter(has_text="解决【")
    offer.get_by_role("button", name="放入正文").click()
    page.wait_for_function("getSelection().toString().startsWith('【')")
    page.keyboard.insert_text("停车位少")
    expect(section.locator(".cm-content")).to_contain_text("解决停车位少的问题")
