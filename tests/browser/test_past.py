"""An earlier version of a section is looked at and brought back."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.stores import opened
from zongjie import portable
from zongjie.store import Person


def test_an_earlier_version_of_a_section_is_brought_back(
    page: Page, address: str, data: Path, root: Path
) -> None:
    sample = portable.read(root / "sample_data" / "large_factory")
    with opened(data) as store:
        colleague = store.seen_by(Person("", "王芳", alone=True))
        id_ = colleague.create(sample.draft, sample.intake.ledgers)
    page.goto(f"{address}voila/render/large_factory.ipynb?draft={id_}#problems")
    text = page.get_by_role("textbox", name="存在的问题").locator("visible=true")
    expect(text).to_contain_text("一是服务职工的措施没有跟上")
    text.click()
    page.keyboard.press("Control+A")
    page.keyboard.type("都删了。")
    expect(page.locator(".zj-saved")).to_contain_text("已保存")

    page.get_by_text("以前的版本").locator("visible=true").click()
    versions = page.locator(".zj-past:visible > li")
    expect(versions).to_have_count(2)
    expect(versions.nth(0)).to_contain_text("本机")
    versions.nth(0).get_by_role("button", name="看改了什么").click()
    expect(versions.nth(0).locator("ins")).to_have_text("都删了。")
    expect(versions.nth(0).locator("del")).to_contain_text("一是服务职工")
    versions.nth(1).get_by_role("button", name="恢复到这一版").click()
    expect(text).to_contain_text("一是服务职工的措施没有跟上")
    expect(versions).to_have_count(3)
    page.reload()
    expect(text).to_contain_text("一是服务职工的措施没有跟上")
