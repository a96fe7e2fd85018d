"""Twelve kinds of summary: found on the first page, each with a sample that opens ready."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from zongjie import catalogue


def test_choosing_a_kind_tells_whom_it_is_for_and_leads_to_its_sample(
    page: Page, address: str
) -> None:
    page.goto(address)
    page.get_by_role("button", name="从 Excel 台账开始").click()
    kinds = page.get_by_label("写哪一种")
    labels = [genre.label for genre in catalogue.genres().values()]
    assert kinds.locator("option").all_text_contents() == labels
    kinds.select_option("医院工会年度总结")
    expect(page.get_by_text("适合医院和医疗卫生单位的工会")).to_be_visible()
    page.get_by_role("link", name="打开这种样例").click()
    expect(page.locator(".zj-title")).to_contain_text("某某县人民医院工会")


@pytest.mark.parametrize("id_", ["event_review", "finance_audit", "school_plan"])
def test_a_sample_opens_with_the_sections_of_its_kind(page: Page, address: str, id_: str) -> None:
    page.goto(f"{address}voila/render/{id_}.ipynb#review")
    expect(page.locator(".zj-ready .zj-side")).to_be_visible()
    genre = catalogue.genre(id_)
    for section in genre.sections[1:]:
        link = page.locator(".zj-steps").get_by_role("link", name=genre.specs[section].title)
        expect(link).to_be_visible()
    said = "标题和正文都是计划" if id_ == "school_plan" else "没有要看的了"
    expect(page.get_by_text(said).locator("visible=true")).to_be_visible()


def test_a_problem_nobody_answers_is_one_click_from_a_measure(page: Page, address: str) -> None:
    page.goto(f"{address}voila/render/company.ipynb#problems")
    expect(page.locator(".zj-ready .zj-side")).to_be_visible()
    editor = page.locator(".cm-content:visible")
    editor.click()
    page.keyboard.press("Control+End")
    page.keyboard.type("\n\n四是食堂排队时间长。")
    expect(page.locator(".zj-saved")).to_contain_text("已保存")
    page.locator(".zj-steps").get_by_role("link", name=re.compile("下一年工作打算")).click()
    # The review, which is not shown, may tell it too.
    told = page.get_by_text("“食堂排队时间长”还没有对应的办法").locator("visible=true")
    expect(told).to_be_visible()
    page.get_by_role("button", name="放入正文").first.click()
    expect(editor).to_contain_text("解决“食堂排队时间长”的问题：")
    expect(told).to_be_hidden()
