"""Charts as an officer uses them: chosen anew, looked behind, compared, put into the text."""

from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.ledgers import make
from zongjie import ledger

BAR = '[aria-roledescription="数据条"]'


@pytest.fixture
def charts(page: Page, address: str) -> Locator:
    """The charts of the large factory's sample."""
    page.goto(f"{address.rstrip('/')}/voila/render/large_factory.ipynb#charts")
    found = page.locator("[data-zj-step=charts] .zj-chart")
    expect(found.nth(1).locator("svg")).to_be_visible()
    return found


@pytest.fixture
def last_year(tmp_path: Path) -> Path:
    row = {"date_start": "2010-03-08", "category": "文体活动", "name": "比赛", "organiser": "本会"}
    target = io.BytesIO()
    ledger.write_xlsx(make(activity=[row] * 20), target)
    path = tmp_path / "上年台账.xlsx"
    path.write_bytes(target.getvalue())
    return path


def test_a_chart_is_chosen_anew_and_the_choice_outlives_a_reload(
    page: Page, charts: Locator
) -> None:
    kinds = charts.nth(1)
    kinds.get_by_label("看什么").select_option(label="人次")
    expect(kinds.locator("figcaption")).to_have_text("2011年各类活动人次")
    expect(kinds.get_by_label("比什么").locator("option", has_text="上年")).to_have_text(
        "和上年比（还没有上年台账）"
    )
    page.reload()
    expect(charts.nth(1).locator("figcaption")).to_have_text("2011年各类活动人次")


def test_a_bar_leads_to_its_rows_by_keyboard_and_from_the_table(
    page: Page, charts: Locator
) -> None:
    bars = charts.nth(1).locator(BAR)
    bars.first.focus()
    page.keyboard.press("ArrowDown")
    expect(bars.nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    activity = page.locator("[data-zj-step=ledger-activity]")
    expect(activity).to_contain_text("这 3 行合成了图上的“送温暖”")
    page.go_back()
    charts.nth(1).get_by_role("button", name="看数据").click()
    charts.nth(1).locator(".zj-data").get_by_role("button", name="培训").click()
    expect(activity).to_contain_text("这 2 行合成了图上的“培训”")


def test_last_year_is_imported_compared_and_put_into_a_section(
    page: Page, charts: Locator, last_year: Path
) -> None:
    page.locator(".zj-bar").get_by_role("button", name="上年对照").click()
    page.locator("[data-zj-step=compare] input[type=file]").set_input_files(last_year)
    row = page.locator("[data-zj-step=compare] tbody tr").first
    expect(row).to_have_text("活动次数24次20次同比增长20%")
    page.locator(".zj-side").get_by_role("link", name="图表").click()
    kinds = charts.nth(1)
    kinds.get_by_label("比什么").select_option(label="和上年比")
    expect(kinds.locator("figcaption")).to_have_text("2011年各类活动次数与上年对比")
    kinds.get_by_label("放进哪一节").select_option(label="文体活动与职工文化")
    kinds.get_by_role("button", name="放图").click()
    expect(page.locator("[data-zj-step=charts]").first).to_contain_text("图已放在")
    page.locator(".zj-side").get_by_role("link", name="文体活动与职工文化").click()
    text = page.locator("[data-zj-step=culture] .cm-content")
    expect(text).to_contain_text("2011年各类活动次数与上年对比")


def test_placing_says_so_at_the_button_and_a_second_time_asks_first(
    page: Page, charts: Locator
) -> None:
    kinds = charts.nth(1)
    kinds.get_by_label("放进哪一节").select_option(label="民主管理")
    put, said = kinds.get_by_role("button", name="放图"), kinds.get_by_role("status")
    put.click()
    expect(said).to_have_text("图已放在“民主管理”的末尾。")
    expect(said).to_be_in_viewport()
    put.click()
    expect(said).to_have_text("“民主管理”里已经有这张图。")
    kinds.get_by_role("button", name="再放一次").click()
    expect(said).to_contain_text("图已放在")
    kinds.get_by_role("button", name="去看").click()
    democracy = page.locator("[data-zj-step=democracy]")
    expect(democracy.locator(".cm-content")).to_be_focused()
    expect(democracy.locator(".cm-zj-picture", has_text="图：2011年各类活动次数")).to_have_count(2)


def test_a_chart_is_added_by_its_initials_stays_over_a_reload_and_goes(
    page: Page, charts: Locator
) -> None:
    own = charts.count()
    page.get_by_role("button", name="加一张图").click()
    panel = page.get_by_role("group", name="加一张图")
    expect(panel).to_be_in_viewport(ratio=1)
    panel.get_by_role("searchbox").fill("gkmjfzc")
    pick = panel.get_by_text("2011年各科目经费支出", exact=True)
    pick.locator("..").get_by_role("button").click()
    expect(charts).to_have_count(own + 1)
    expect(charts.last.locator("figcaption")).to_have_text("2011年各科目经费支出")
    expect(charts.last.locator("svg")).to_be_visible()
    page.reload()
    expect(charts.last.locator("figcaption")).to_have_text("2011年各科目经费支出")
    charts.last.get_by_role("button", name="拿掉").click()
    expect(charts).to_have_count(own)


def test_no_label_touches_another_on_a_phone(page: Page, charts: Locator) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    months = charts.first.locator("svg text", has_text="12")
    expect(months).to_have_text("12")
    boxes = charts.first.locator("svg .role-axis-label text").evaluate_all(
        "texts => texts.map((text) => [text.getBoundingClientRect().left,"
        " text.getBoundingClientRect().right])"
    )
    assert len(boxes) == 12
    assert all(left[1] < right[0] for left, right in pairwise(boxes))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
