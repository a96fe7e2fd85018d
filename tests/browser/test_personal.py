"""Names and telephones: told before the export, redacted in one go, and back with Ctrl+Z."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_main_job import to_export
from tests.stores import opened
from zongjie import ledger
from zongjie.draft import Draft, Section

GENRE = "large_factory"
TITLE = "维权与劳动关系协调"
TEXT = "节前看望李四，电话13800138000。慰问困难职工王小五一家。"


@pytest.fixture
def named(page: Page, address: str, data: Path) -> Page:
    row = {"date": "2026-01-20", "category": "困难帮扶", "amount_yuan": 500}
    rows = [{**row, "beneficiary_code": "张三"}, {**row, "note": "由张三同志代领"}]
    ledgers = ledger.empty_all() | {"welfare": ledger.frame("welfare", rows)}
    sections = (Section("rights", TITLE, TEXT),)
    with opened(data) as store:
        id_ = store.create(Draft(GENRE, "某某机械厂工会", 2026, sections=sections), ledgers)
    page.goto(f"{address}voila/render/{GENRE}.ipynb?draft={id_}")
    return page


def test_personal_data_is_told_and_gives_way_in_one_go(named: Page) -> None:
    named.locator(".zj-side a.zj-step", has_text=TITLE).click()
    box = named.get_by_role("textbox", name=f"{TITLE}的正文")
    expect(box).to_contain_text(TEXT)
    named.get_by_role("button", name="检查").first.click()
    group = named.get_by_role("region", name="可能是个人信息")
    expect(group.get_by_role("heading")).to_have_text("可能是个人信息（4 处）")
    group.locator("li").filter(has_text="13800138000").get_by_role("button", name="保留").click()
    expect(group.get_by_role("heading")).to_have_text("可能是个人信息（3 处）")
    expect(group).to_contain_text("保留了 1 个")
    group.get_by_role("button", name="全部替换").click()
    expect(group).to_contain_text("正文里换了 2 处")
    expect(group).to_contain_text("台账里“张三”换成了“职工01”。")
    expect(group.get_by_role("heading")).to_have_text("个人信息")
    named.locator(".zj-side a.zj-step", has_text=TITLE).click()
    expect(box).to_contain_text("看望某某，电话13800138000。慰问困难职工某某一家")
    box.click()
    named.keyboard.press("Control+Z")
    expect(box).to_contain_text(TEXT)
    to_export(named)
    expect(named.locator(".zj-left")).to_contain_text(f"有 2 处可能是个人信息：{TITLE} 2 处")
