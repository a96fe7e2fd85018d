"""Make the pictures of the READMEs and the guide anew: ``python -m tools.screenshots``.

The page is served as an office serves it and looked at in a headless browser at 1366 x 768, the
screen of an office notebook; the last picture is the first page of the exported PDF.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, expect, sync_playwright

from tests.browser.server import serving
from tools.chromium import launch
from zongjie import document, portable
from zongjie.export import export
from zongjie.figures import compute

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "screenshots"
STEPS = {"ledger": "^.?慰问", "page": "帮扶送温暖"}
"""Pictures of the sample's page, by the step they show."""
SLIPS = "\n\n全年送温暖走访慰问280人次，看望困难职工李建国，办慰问简报xx期。"
"""What an officer might add in a hurry: a wrong number, a name, and a number left open."""


def main() -> None:
    """Start the page, walk through it, keep a picture of each view."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        TemporaryDirectory(prefix="zongjie-") as data,
        serving(Path(data)) as server,
        sync_playwright() as playwright,
    ):
        browser = launch(playwright)
        page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="zh-CN")
        page.goto(server.address)
        page.get_by_text("看看样例").wait_for()
        _keep(page, "home")
        page.get_by_text("看看样例").click()
        page.wait_for_url("**/large_factory.ipynb")
        expect(page.locator(".zj-title")).to_be_visible()
        for name, step in STEPS.items():
            page.locator(".zj-side").get_by_role("link", name=re.compile(step)).first.click()
            _keep(page, name)
        _review(page)
        _files(page)
        _import(page)
        _shelf(page, server.address)
        _charts(page, server.address)
        browser.close()
    _paper("pdf")


def _review(page: Page) -> None:
    """What is found in a text that was written in a hurry."""
    page.locator(".cm-content:visible").first.click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(SLIPS)
    page.get_by_text("已保存").first.wait_for()
    page.get_by_role("button", name=re.compile("^检查")).first.click()
    _keep(page, "review")


def _files(page: Page) -> None:
    """What is left, and the files to make."""
    page.get_by_role("button", name="导出").first.click()
    page.get_by_text("检查后导出").click()
    page.get_by_role("button", name="Word 文件", exact=True).last.wait_for()
    _keep(page, "export")


def _import(page: Page) -> None:
    """The report of a file that was read, before anything changes."""
    page.locator(".zj-side").get_by_role("link", name=re.compile("^.?活动")).first.click()
    file = ROOT / "sample_data" / "broken" / "messy_layout.xlsx"
    page.locator(".zj-ledger:visible input[type=file]").first.set_input_files(file)
    page.get_by_text("读进来了，请看一眼").wait_for()
    _keep(page, "import")


def _shelf(page: Page, address: str) -> None:
    """The menu of a draft on the first page."""
    page.locator(".zj-side").get_by_role("link", name="单位和年度").click()
    page.get_by_label("单位全称").fill("某某机械厂工会委员会")
    page.keyboard.press("Tab")
    page.get_by_text("已保存").first.wait_for()
    page.goto(address)
    page.get_by_role("button", name="更多").first.click()
    _keep(page, "share")


def _charts(page: Page, address: str) -> None:
    """A sample whose rows tell their months."""
    page.goto(f"{address}voila/render/hospital.ipynb#charts")
    expect(page.locator(".zj-ready .zj-title")).to_be_visible()
    _keep(page, "charts")


def _keep(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1500)  # charts draw themselves after they arrive
    page.screenshot(path=FOLDER / f"{name}.png")
    print(FOLDER / f"{name}.png")


def _paper(name: str) -> None:
    """The first page of the sample as the chair gets it to sign."""
    with TemporaryDirectory(prefix="zongjie-") as folder:
        pdf = Path(folder) / "summary.pdf"
        sample = ROOT / "sample_data" / "large_factory"
        read = portable.read(sample)
        figures = compute(read.intake.ledgers, read.draft.period)
        pdf.write_bytes(export(document.build(read.draft, figures), "pdf"))
        picture = ("pdftoppm", "-png", "-r", "80", "-singlefile", pdf, FOLDER / name)
        subprocess.run(picture, check=True)
    print(FOLDER / f"{name}.png")


if __name__ == "__main__":
    main()
