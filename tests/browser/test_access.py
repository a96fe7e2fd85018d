"""What everybody must be able to use: axe-core finds nothing serious, and every button answers."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import buttons
from tests.browser.test_main_job import begin, cell_of, on_step
from tests.stores import opened
from tools.frontend import FRONTEND
from zongjie.draft import Draft
from zongjie.store import lifecycle

GENRE = "voila/render/large_factory.ipynb"
STEPS = (
    "title",
    "ledger-activity",
    "ledger-fund",
    "charts",
    "overview",
    "welfare",
    "signature",
    "preview",
    "review",
    "export",
)
SIZES = [(1366, 768), (390, 844)]
GRAVE = {"serious", "critical"}
ANSWER = 5000
"""Milliseconds after which a button counts as dead, however busy the machine is."""


@pytest.fixture(scope="session")
def axe() -> str:
    """The script that finds what assistive technology cannot use."""
    script = FRONTEND / "node_modules" / "axe-core" / "axe.min.js"
    if not script.is_file():
        subprocess.run([sys.executable, "-m", "tools.frontend"], check=True)
    return script.read_text("utf-8")


def grave(page: Page, axe: str) -> list[str]:
    """Serious and critical findings, each with the elements it is about."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(f"{axe}; 0")
    # CodeMirror's list is scrolled with the arrow keys, from the text that keeps the focus.
    where = "{ include: document, exclude: '.cm-tooltip-autocomplete ul' }"
    found: dict[str, Any] = page.evaluate(f"axe.run({where}, {{ resultTypes: ['violations'] }})")
    return [
        f"{violation['id']}: {node['target']} {node['html'][:120]}"
        for violation in found["violations"]
        if violation["impact"] in GRAVE
        for node in violation["nodes"]
    ]


def turn(page: Page, step: str) -> None:
    """Turn to a step and wait until its view is drawn."""
    page.evaluate("step => { location.hash = step }", step)
    view = on_step(page, step).first
    expect(view).to_be_visible()
    waiting = view.get_by_text(re.compile("正在(打开|排版|画)")).locator("visible=true")
    expect(waiting).to_have_count(0)
    page.wait_for_timeout(300)


def test_no_step_has_a_grave_fault(page: Page, address: str, axe: str) -> None:
    page.goto(f"{address}{GENRE}")
    expect(page.locator(".zj-ready .zj-bar")).to_be_visible()
    found = {}
    for step in STEPS:
        turn(page, step)
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            if faults := grave(page, axe):
                found[step, width] = faults
    assert found == {}


def test_the_list_of_steps_hands_the_keyboard_to_the_step(page: Page, address: str) -> None:
    page.goto(f"{address}{GENRE}")
    page.locator(".zj-side a", has_text="帮扶送温暖").first.focus()
    page.keyboard.press("Enter")
    expect(on_step(page, "welfare")).to_be_visible()
    expect(page.locator("[cell-index]:not([hidden]) h2").first).to_be_focused()


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_what_opens_over_a_step_has_no_grave_fault(
    size: tuple[int, int], page: Page, address: str, axe: str, root: Path
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{address}{GENRE}")
    expect(page.locator(".zj-ready .zj-bar")).to_be_visible()
    found = {}

    turn(page, "welfare")
    on_step(page, "welfare").get_by_role("button", name="插入数字").click()
    expect(page.get_by_role("option").first).to_be_visible()
    found["completion"] = grave(page, axe)
    page.keyboard.press("Escape")
    on_step(page, "welfare").get_by_role("button", name="插入图表").click()
    found["chart picker"] = grave(page, axe)
    page.keyboard.press("Escape")
    page.locator(".zj-bar").get_by_role("button", name="导出").click()
    found["export menu"] = grave(page, axe)
    page.keyboard.press("Escape")

    turn(page, "ledger-activity")
    ledger = on_step(page, "ledger-activity")
    cell_of(ledger, 1, "活动类别").click()
    page.keyboard.press("F2")
    found["cell being edited"] = grave(page, axe)
    page.keyboard.press("Escape")
    sample = root / "sample_data" / "large_factory" / "ledger.xlsx"
    ledger.get_by_label("导入台账").set_input_files(sample)
    expect(ledger.locator(".zj-report")).to_be_visible()
    found["import report"] = grave(page, axe)

    if size[0] < 900:
        page.get_by_role("button", name="目录").click()
        expect(page.locator(".zj-side")).to_be_visible()
        found["contents"] = grave(page, axe)
        page.keyboard.press("Escape")
        expect(page.locator(".zj-side")).to_be_hidden()
        expect(page.get_by_role("button", name="目录")).to_be_focused()
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_first_page_has_no_grave_fault(
    size: tuple[int, int], page: Page, address: str, axe: str, data: Path
) -> None:
    with opened(data) as store:
        id_ = store.create(Draft("large_factory", "某某厂工会", 2026), {}, name="送审稿")
        lifecycle.discard(store, store.create(Draft("large_factory", "某某厂工会", 2025), {}))
        lifecycle.sign(store, id_)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(address)
    page.get_by_role("button", name="从 Excel 台账开始").click()
    expect(page.get_by_label("单位全称")).to_be_visible()
    page.get_by_text("打开草稿文件").click()
    assert grave(page, axe) == []
    page.get_by_role("button", name="更多：送审稿").first.click()
    assert grave(page, axe) == []
    page.get_by_role("menuitem", name="取消定稿").click()
    expect(page.get_by_label("为什么还要改")).to_be_focused()
    assert grave(page, axe) == []


def test_no_button_of_the_first_page_is_dead(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.get_by_role("button", name="从 Excel 台账开始")).to_be_visible()
    assert buttons.labels(page)
    dead = []
    for label, after in buttons.clicked(page, patience=3 * ANSWER):
        if after is None or after > ANSWER:
            dead.append(f"{label}: {after}")
        page.wait_for_timeout(300)  # another shelf has other buttons
    assert dead == []


def test_no_button_of_a_step_is_dead(page: Page, address: str, root: Path) -> None:
    begin(page, address, root)
    dead = []
    for step in STEPS:
        page.wait_for_timeout(1000)  # the answer of the last button may turn the page as well
        turn(page, step)
        # those of the bar and of the list are the same in every step
        within = "" if step == STEPS[0] else "[cell-index]:not([hidden]) "
        assert buttons.labels(page, within)
        for label, after in buttons.clicked(page, within, patience=3 * ANSWER):
            if after is None or after > ANSWER:
                dead.append(f"{step}, {label}: {after}")
            if f"#{step}" not in page.url:
                turn(page, step)
    assert dead == []
