"""The same notebook in JupyterLab: drawn, typed in, saved, and never asking another host."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.complaints import hear
from tests.browser.server import serving
from widgets.places import HOME

START = """
import os
from pathlib import Path
for name in ("CONFIG", "DATA"):
    os.environ[f"JUPYTER_{{name}}_DIR"] = {home!r}
from widgets.server import serve
serve(port={{port}}, lab=True, root=Path({root!r}))
"""
"""Starts JupyterLab on notebooks of its own, with nobody's settings."""

NOT_FOUND = 404
MARKED = "编好之后再看一遍"


@pytest.fixture(scope="module")
def notebook(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """The notebook that is opened, a copy."""
    folder = tmp_path_factory.mktemp("lab") / "notebooks"
    shutil.copytree(root / "notebooks", folder)
    return folder / "large_factory.ipynb"


@pytest.fixture(scope="module")
def wrong() -> list[str]:
    """Requests to other hosts, and what the console reports."""
    return []


@pytest.fixture(scope="module")
def lab(
    browser: Browser, notebook: Path, tmp_path_factory: pytest.TempPathFactory, wrong: list[str]
) -> Iterator[Page]:
    """The notebook in JupyterLab on a small office screen, all of its cells run."""
    home = str(tmp_path_factory.mktemp("jupyter"))
    start = START.format(home=home, root=str(notebook.parents[1]))
    with serving(tmp_path_factory.mktemp("data"), start) as server:
        host = server.address.partition("/lab")[0]
        here = (host, host.replace("http", "ws", 1), "data:", "blob:")
        context = browser.new_context(
            viewport={"width": 1366, "height": 768}, locale="zh-CN", accept_downloads=True
        )
        context.set_default_timeout(30_000)
        page = context.new_page()
        page.on(
            "request",
            lambda asked: None if asked.url.startswith(here) else wrong.append(asked.url),
        )
        hear(page, wrong)
        page.goto(server.address.replace("index.ipynb", notebook.name))
        expect(page.get_by_text("(ipykernel) | 空闲")).to_be_visible(timeout=60_000)
        page.get_by_role("menuitem", name="运行", exact=True).click()
        page.get_by_text("运行所有单元格", exact=True).click()
        expect(page.locator(".zj-exporting")).to_be_visible(timeout=60_000)
        # Once all cells have run, JupyterLab takes the keyboard to the last one.
        expect(page.get_by_text("(ipykernel) | 空闲")).to_be_visible(timeout=60_000)
        page.wait_for_timeout(2000)
        yield page
        context.close()


def on(lab: Page, step: str) -> Locator:
    return lab.locator(f'.zj[data-zj-step="{step}"]')


def go(lab: Page, label: str, step: str) -> Locator:
    """Press a step in the list, at the top of the notebook."""
    lab.locator(".zj-nav").evaluate("nav => nav.scrollIntoView()")
    lab.locator(".zj-nav").get_by_text(label, exact=True).first.click()
    expect(on(lab, step)).to_be_focused()
    return on(lab, step)


def cells(lab: Page) -> list[str]:
    """What is in the notebook's cells, and in what order."""
    found: list[str] = lab.locator(".jp-Cell").evaluate_all(
        "all => all.map(cell => cell.querySelector('.jp-InputArea').textContent)"
    )
    return found


def test_a_step_far_below_is_reached_with_the_keyboard(lab: Page) -> None:
    """Cells above it take their height only when they come into sight."""
    fund = go(lab, "财务与经审", "fund")
    lab.wait_for_timeout(500)  # longer than a cell takes to be laid out
    top = fund.evaluate("view => view.getBoundingClientRect().top")
    assert 0 <= top < 200
    lab.keyboard.press("Tab")
    expect(fund.get_by_role("button", name="收起帮助")).to_be_focused()
    lab.keyboard.press("Tab")
    expect(fund.locator(".cm-content")).to_be_focused()


def test_a_cell_typed_over_changes_the_number_in_the_text(lab: Page) -> None:
    ledger = go(lab, "慰问", "ledger-welfare")
    chip = on(lab, "welfare").locator(".cm-zj-chip").first
    expect(chip).to_have_text("278")
    number = ledger.locator(".tabulator-row").first.get_by_text("278", exact=True)
    number.click()
    lab.keyboard.type("288")
    lab.keyboard.press("Shift+Enter")
    expect(chip).to_have_text("288")
    lab.keyboard.press("Control+z")
    expect(chip).to_have_text("278")
    lab.keyboard.press("Control+y")
    expect(chip).to_have_text("288")


def test_a_number_in_the_text_leads_to_its_rows(lab: Page) -> None:
    go(lab, "帮扶送温暖与普惠服务", "welfare").locator(".cm-zj-chip").first.click()
    ledger = on(lab, "ledger-welfare")
    expect(ledger.get_by_text("合成了“慰问·送温暖·人次”")).to_be_in_viewport()
    expect(ledger.locator(".zj-marks")).to_be_focused()
    lab.keyboard.type("dd")  # no shortcut of JupyterLab, and into no cell
    expect(ledger.get_by_text("合成了“慰问·送温暖·人次”")).to_be_visible()


def test_keys_pressed_in_a_view_do_nothing_to_the_notebook(lab: Page) -> None:
    before = cells(lab)
    ledger = go(lab, "慰问", "ledger-welfare")
    ledger.get_by_role("button", name="插入行").focus()
    lab.keyboard.type("ddabxc")
    ledger.locator(".tabulator-row").nth(1).locator(".tabulator-cell").nth(3).click()
    for key in ("d", "d", "Escape", "Control+Enter", "Alt+Enter", "Escape", "Escape"):
        lab.keyboard.press(key)
    section = go(lab, "民主管理", "democracy")
    text = section.locator(".cm-content")
    text.focus()
    lab.keyboard.press("Control+Home")
    written = text.inner_text()
    for key in ("Control+d", "Control+/", "Control+b"):
        lab.keyboard.press(key)
    assert text.inner_text() == written
    lab.keyboard.type(f"{MARKED}。")
    expect(text).to_contain_text(MARKED)
    lab.keyboard.press("Control+z")
    expect(text).not_to_contain_text(MARKED)
    lab.keyboard.press("Control+y")
    text.click(button="right")
    expect(lab.locator(".lm-Menu")).to_have_count(0)
    assert cells(lab) == before
    assert lab.locator(".zj-ledger").count() == 7


def test_what_opens_over_a_view_stands_out_of_its_cell(lab: Page) -> None:
    section = go(lab, "落款", "signature")
    section.get_by_role("button", name="插入图表").click()
    expect(section.get_by_role("button", name="表").nth(5)).to_be_in_viewport(ratio=1)
    lab.keyboard.press("Escape")


def test_a_finished_file_arrives(lab: Page, tmp_path: Path) -> None:
    lab.locator(".zj-nav").evaluate("nav => nav.scrollIntoView()")
    lab.locator(".zj-nav").get_by_role("button", name="导出").click()
    with lab.expect_download() as coming:
        on(lab, "export").get_by_role("button", name="PDF 文件").click()
    coming.value.save_as(tmp_path / "made.pdf")
    assert coming.value.suggested_filename.endswith("总结.pdf")
    assert (tmp_path / "made.pdf").read_bytes().startswith(b"%PDF")


def test_saving_keeps_the_cells_and_none_of_the_summary(
    lab: Page, notebook: Path, root: Path
) -> None:
    code = lab.locator(".jp-CodeCell").last
    code.locator(".cm-content").first.click()
    lab.keyboard.press("Control+End")
    lab.keyboard.type("  # 我加的话")
    go(lab, "民主管理", "democracy").locator(".cm-content").focus()
    with lab.expect_response(
        lambda answer: answer.request.method == "PUT" and notebook.name in answer.url
    ):
        lab.keyboard.press("Control+s")
    expect(on(lab, "democracy").locator(".zj-head")).to_contain_text("已保存")
    text = notebook.read_text("utf-8")
    assert "我加的话" in text
    assert MARKED not in text
    assert "288" not in text
    shipped = (root / "notebooks" / notebook.name).read_text("utf-8")
    wanted, found = (_cells(one) for one in (shipped, text))
    assert found[-1].pop("source") == [*wanted[-1].pop("source")[:-1], "book.history()  # 我加的话"]
    assert found == wanted


def _cells(text: str) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = json.loads(text)["cells"]
    return made


def test_a_link_of_the_first_page_opens_its_notebook_in_another_tab(
    lab: Page, wrong: list[str]
) -> None:
    here = lab.url.partition("/lab")[0]
    home = lab.context.new_page()
    home.on("response", lambda got: wrong.append(got.url) if got.status == NOT_FOUND else None)
    home.goto(f"{here}/lab/tree/{HOME}")
    expect(home.get_by_text("(ipykernel) | 空闲")).to_be_visible(timeout=60_000)
    home.get_by_role("menuitem", name="运行", exact=True).click()
    home.get_by_text("运行所有单元格", exact=True).click()
    sample = home.get_by_role("link", name="看看样例")
    expect(sample).to_have_attribute("href", "/lab/tree/large_factory.ipynb", timeout=60_000)
    with lab.context.expect_page() as coming:
        sample.click(modifiers=["Control"])
    opened = coming.value
    expect(opened.get_by_role("tab", name="large_factory.ipynb")).to_be_visible(timeout=60_000)
    expect(home.get_by_text("请打开 large_factory.ipynb，把以 book 开头的一行写成")).to_be_visible()
    opened.close()
    with lab.context.expect_page() as coming:
        sample.click(button="middle")
    coming.value.close()
    tabs = len(lab.context.pages)
    sample.click()
    home.wait_for_timeout(500)
    assert len(lab.context.pages) == tabs, "a plain click says what to do, and stays"
    home.close()


def test_no_other_host_was_asked_and_nothing_went_wrong(lab: Page, wrong: list[str]) -> None:
    """The last test: it tells what all of them came upon."""
    expect(lab.locator(".Toastify__toast")).to_have_count(0)
    assert wrong == []
