"""The page around the work: what opens, what is kept, what is refused, and what nobody gets."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import in_office
from tests.browser.server import Server, kernels
from tests.stores import opened
from widgets.pages import GRACE

GENRE = "voila/render/large_factory.ipynb"


def open_sample(page: Page, address: str, step: str = "") -> None:
    page.goto(f"{address}{GENRE}#{step}")
    expect(page.locator(".zj-ready .zj-side")).to_be_visible()


@pytest.fixture(scope="module")
def sample(browser: Browser, address: str) -> Iterator[Page]:
    """A page of the sample for the tests that only turn it."""
    with in_office(browser, address) as page:
        open_sample(page, address)
        yield page


def turn(page: Page, step: str) -> None:
    """Turn to a step, as a link to it does."""
    page.evaluate("step => { location.hash = step }", step)
    expect(page.locator(f'[data-zj-step="{step}"]').first).to_be_visible()


def kept(data: Path) -> set[str]:
    """The ids of the drafts there are."""
    with opened(data) as store:
        return {entry.id for entry in store.entries()}


def test_the_first_visit_is_three_sentences_and_two_buttons(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.get_by_role("button", name="从 Excel 台账开始")).to_be_visible()
    sample = page.get_by_role("link", name="看看样例")
    expect(sample).to_be_visible()
    assert page.title() == "工会工作总结"
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    sample.click()
    expect(page.locator(".zj-title")).to_have_text("某某机械厂工会 · 2011年总结")


def test_the_first_change_of_the_sample_makes_a_draft_of_ones_own(
    page: Page, address: str, data: Path, root: Path
) -> None:
    files = sorted((root / "sample_data" / "large_factory").iterdir())
    before = [path.read_bytes() for path in files]
    drafts = kept(data)
    open_sample(page, address, "title")
    expect(page.locator(".zj-banner")).to_contain_text("样例")
    unit = page.get_by_label("单位全称")
    unit.fill("某某造船厂工会")
    unit.press("Enter")
    page.wait_for_url(re.compile(r"\?draft=[\w-]{16}#"))
    expect(page.locator(".zj-saved")).to_contain_text("已保存")
    expect(page.locator(".zj-banner")).to_be_hidden()
    (made,) = kept(data) - drafts
    assert f"draft={made}" in page.url
    assert [path.read_bytes() for path in files] == before
    page.evaluate("location.hash = 'export'")
    expect(page.get_by_role("button", name="定稿")).to_be_visible()
    page.reload()
    expect(page.locator(".zj-title")).to_contain_text("某某造船厂工会")


@pytest.mark.parametrize(
    ("draft", "said"), [("nonsense", "没有找到这份总结"), ("A" * 16, "没有找到这份总结")]
)
def test_a_draft_that_is_not_there_shows_that_and_nothing_else(
    draft: str, said: str, page: Page, address: str
) -> None:
    page.goto(f"{address}{GENRE}?draft={draft}")
    expect(page.locator(".zj-banner")).to_contain_text(said)
    expect(page.locator(".zj-side")).to_be_hidden()
    expect(page.get_by_role("heading")).to_have_count(0)
    page.get_by_role("link", name="全部总结").click()
    expect(page.get_by_role("button", name="从 Excel 台账开始")).to_be_visible()


def test_what_cannot_be_a_ledger_is_refused_before_it_is_sent(
    page: Page, address: str, tmp_path: Path
) -> None:
    sent: list[int] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda f: sent.append(len(f))))
    (tmp_path / "照片.jpg").write_bytes(b"\xff\xd8" * 100)
    (tmp_path / "空.xlsx").write_bytes(b"")
    with (tmp_path / "大.xlsx").open("wb") as big:
        big.truncate(21 * 1024 * 1024)
    open_sample(page, address, "ledger-activity")
    chooser = page.get_by_label("导入台账").locator("visible=true").first
    for name, said in (
        ("照片.jpg", "不是"),
        ("空.xlsx", "是空的"),
        ("大.xlsx", "有 21.0 MB，超过 20 MB"),
    ):
        chooser.set_input_files(tmp_path / name)
        expect(page.locator(".zj-notice:visible")).to_contain_text(said)
    assert max(sent) < 100_000


def test_a_file_that_only_looks_like_excel_gets_one_clear_sentence(
    page: Page, address: str, tmp_path: Path
) -> None:
    (tmp_path / "台账.xlsx").write_bytes(b"this is no workbook" * 100)
    open_sample(page, address, "ledger-activity")
    page.get_by_label("导入台账").locator("visible=true").first.set_input_files(
        tmp_path / "台账.xlsx"
    )
    notice = page.locator(".zj-notice:visible")
    expect(notice).to_contain_text("台账.xlsx")
    assert not re.search(r"[A-Za-z]{6,}Error|Traceback|错误|失败", notice.inner_text())
    expect(page.locator(".zj-title")).to_have_text("某某机械厂工会 · 2011年总结")


def test_the_list_the_keyboard_and_the_address_turn_the_page_alike(sample: Page) -> None:
    turn(sample, "competition")
    heading = sample.get_by_role("heading", level=2).locator("visible=true")
    expect(heading).to_have_text(re.compile("劳动竞赛与建功立业"))
    sample.keyboard.press("Alt+ArrowDown")
    expect(heading).to_have_text(re.compile("民主管理"))
    sample.keyboard.press("Alt+ArrowUp")
    expect(heading).to_have_text(re.compile("劳动竞赛与建功立业"))
    sample.locator(".zj-side").get_by_role("link", name="财务与经审").click()
    expect(heading).to_have_text(re.compile("财务与经审"))
    assert sample.url.endswith("#fund")
    expect(sample.locator(".zj-side [aria-current=step]")).to_contain_text("财务与经审")
    sample.go_back()
    expect(heading).to_have_text(re.compile("劳动竞赛与建功立业"))


def test_the_foot_of_a_step_leads_on_and_the_keyboard_follows(sample: Page) -> None:
    turn(sample, "competition")
    sample.get_by_role("button", name=re.compile("下一步：")).click()
    heading = sample.get_by_role("heading", level=2, name=re.compile("民主管理"))
    expect(heading).to_be_focused()
    expect(sample.get_by_text("现在是：民主管理")).to_be_attached()
    sample.get_by_role("button", name=re.compile("上一步：")).click()
    expect(sample.get_by_role("heading", level=2, name=re.compile("劳动竞赛"))).to_be_focused()


def test_the_page_turns_from_inside_the_text_and_the_table(sample: Page) -> None:
    turn(sample, "competition")
    sample.get_by_role("textbox", name="劳动竞赛与建功立业").locator("visible=true").click()
    sample.keyboard.press("Alt+ArrowDown")
    expect(sample.get_by_role("heading", level=2, name=re.compile("民主管理"))).to_be_focused()
    sample.locator(".zj-side").get_by_role("link", name=re.compile("活动")).first.click()
    sample.locator('[data-zj-step="ledger-activity"] .tabulator-cell').first.click()
    sample.keyboard.press("Alt+ArrowUp")
    expect(sample.locator(".zj-side [aria-current=step]")).not_to_contain_text("活动")


def test_the_list_says_what_to_do_now(sample: Page) -> None:
    turn(sample, "title")
    said = sample.locator(".zj-next")
    expect(said).to_contain_text("接下来：")
    said.get_by_role("link").click()
    assert not sample.url.endswith("#title")


def test_a_focused_step_stays_focused_when_the_list_is_drawn_anew(page: Page, address: str) -> None:
    open_sample(page, address, "problems")
    page.get_by_role("textbox", name="存在的问题").locator("visible=true").click()
    page.keyboard.type("又添一句。")
    step = page.locator(".zj-side").get_by_role("link", name="财务与经审")
    step.focus()
    expect(page.locator(".zj-saved")).to_contain_text("已保存")
    expect(step).to_be_focused()


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080), (390, 844)], ids=str)
def test_no_step_is_wider_than_the_screen(size: tuple[int, int], sample: Page) -> None:
    sample.set_viewport_size({"width": size[0], "height": size[1]})
    steps = sample.eval_on_selector_all(
        "[data-zj-step]", "all => [...new Set(all.map(one => one.dataset.zjStep))]"
    )
    assert len(steps) > 25
    for step in filter(None, steps):
        sample.evaluate("step => { location.hash = step }", step)
        sample.wait_for_timeout(150)
        wide = sample.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, step


def test_on_a_phone_everything_of_the_bar_is_reached(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}{GENRE}#ledger-welfare")
    cell = page.locator('.tabulator-row[aria-rowindex="4"] .tabulator-cell[aria-colindex="2"]')
    cell.locator("visible=true").click()
    page.keyboard.press("Delete")
    expect(page.get_by_role("button", name=re.compile("^检查（1）"))).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="导出").first).to_be_in_viewport(ratio=1)

    page.get_by_role("button", name="目录").click()
    under = """list => [...list.querySelectorAll(".zj-step")].filter(step => {
        const { left, right, top, bottom } = step.getBoundingClientRect();
        const at = document.elementFromPoint((left + right) / 8, (top + bottom) / 2);
        return bottom < innerHeight && !list.contains(at);
    }).length"""
    side = page.locator(".zj-side")
    page.evaluate("scrollTo(0, 300)")
    assert side.evaluate(under) == 0
    expect(side.get_by_role("link", name="全部总结")).to_be_visible()
    for name in ("预览", "历史"):
        expect(side.get_by_role("link", name=name)).to_be_visible()
    side.get_by_role("link", name="上年对照").click()
    assert page.url.endswith("#compare")


def test_the_review_leads_to_what_it_names(page: Page, address: str) -> None:
    open_sample(page, address, "problems")
    text = page.get_by_role("textbox", name="存在的问题").locator("visible=true")
    text.click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text("其中xx项没有办完。")
    expect(page.locator(".zj-tools")).to_contain_text("检查（1）")
    page.get_by_role("button", name=re.compile("^检查")).click()
    page.get_by_role("button", name="去修改").first.click()
    assert page.url.endswith("#problems")
    expect(text).to_be_focused()
    page.keyboard.insert_text("两")  # the very place is selected
    expect(text).to_contain_text("其中两项没有办完。")


def test_the_review_leads_to_the_row_of_a_ledger(page: Page, address: str) -> None:
    open_sample(page, address, "ledger-welfare")
    ledger = page.locator('[data-zj-step="ledger-welfare"]')
    cell = ledger.locator('.tabulator-row[aria-rowindex="4"] .tabulator-cell[aria-colindex="2"]')
    cell.click()
    page.keyboard.press("Delete")
    page.get_by_role("button", name=re.compile("^检查（1）")).click()
    said = page.locator(".zj-review li").first
    expect(said).to_contain_text("第 3 行“发生日期”没有填")
    said.get_by_role("button", name="去修改").click()
    expect(ledger.locator('.tabulator-row[aria-rowindex="4"].is-marked')).to_be_visible()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("nothing", 404),
        ("voila/render/nothing.ipynb", 404),
        ("voila/tree", 404),
        ("voila/api/contents", 404),
        ("api/contents", 404),
        ("api/kernels", 404),
        ("api/terminals", 404),
        ("api/sessions", 404),
        ("voila/files/index.ipynb", 403),
        ("voila/files/../voila.json", 404),
    ],
)
def test_nothing_is_listed_or_served_but_the_pages(
    path: str, status: int, page: Page, address: str
) -> None:
    answer = page.context.request.get(address + path)
    assert answer.status == status
    if "text/html" in answer.headers["content-type"] and status == 404:
        assert "没有这个页面" in answer.text()


def test_no_kernel_can_be_started_by_hand(page: Page, address: str) -> None:
    assert page.context.request.post(f"{address}api/kernels", data={}).status in {403, 404, 405}


def test_a_closed_page_frees_its_kernel(page: Page, address: str, server: Server) -> None:
    open_sample(page, address)
    page.wait_for_timeout(1000 * (GRACE + 2))  # pages of other tests are gone by now
    running = kernels(server)
    page.goto(address)  # leaves the page, as closing it does
    deadline = time.monotonic() + 30
    while running <= kernels(server) and time.monotonic() < deadline:
        page.wait_for_timeout(250)
    assert len(running - kernels(server)) == 1
