"""The ledger grid, as an officer who knows Excel uses it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.grid import serving_grid

DATE, CATEGORY, NAME, PERSONS, AMOUNT = range(5)


@pytest.fixture(scope="module")
def grid_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving_grid(tmp_path_factory.mktemp("grid")) as address:
        yield address


@pytest.fixture
def open_grid(browser: Browser, grid_address: str) -> Iterator[Callable[..., Page]]:
    """Open the grid with so many rows; afterwards nothing may have gone wrong in the page."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda line: wrong.append(line.text) if line.type != "log" else None)

    def open_(rows: int = 8, more: str = "") -> Page:
        page.goto(f"{grid_address}?rows={rows}{more}")
        expect(page.locator(".tabulator-row").first).to_be_visible()
        return page

    yield open_
    assert wrong == []
    context.close()


@pytest.fixture
def grid(open_grid: Callable[..., Page]) -> Page:
    return open_grid()


def cell(page: Page, row: int, column: int) -> Locator:
    """The cell of this row on the screen, from 1, and column, from 0."""
    at = f'.tabulator-row[aria-rowindex="{row + 1}"] .tabulator-cell'
    return page.locator(f'{at}[aria-colindex="{column + 2}"]')


def active(page: Page) -> str:
    """Where the keyboard is, as a screen reader says it."""
    return str(page.evaluate("document.activeElement.getAttribute('aria-label')"))


def rows(page: Page) -> list[list[str]]:
    """What Python's stand-in holds."""
    held: list[list[str]] = page.evaluate("zj.rows()")
    return held


def clipboard(page: Page, kind: str, text: str = "") -> str:
    """Paste a text, or give what copying or cutting put on the clipboard."""
    return str(
        page.evaluate(
            """([kind, text]) => {
                const data = new DataTransfer();
                if (text) data.setData("text/plain", text);
                const made = { clipboardData: data, bubbles: true, cancelable: true };
                document.activeElement.dispatchEvent(new ClipboardEvent(kind, made));
                return data.getData("text/plain");
            }""",
            [kind, text],
        )
    )


def said(page: Page, text: str) -> None:
    expect(page.locator(".zj-said")).to_contain_text(text)


def test_row_after_row_is_typed_with_tab_and_enter(grid: Page) -> None:
    cell(grid, 9, NAME).click()
    for texts in (("走访", "5", "100"), ("看望", "6", "200")):
        for text in texts:
            grid.keyboard.type(text)
            grid.keyboard.press("Enter" if text == texts[-1] else "Tab")
        assert active(grid) == "新的一行 内容"
    grid.wait_for_function("zj.rows().length === 10")
    assert [row[NAME : AMOUNT + 1] for row in rows(grid)[8:]] == [
        ["走访", "5", "100"],
        ["看望", "6", "200"],
    ]


def test_typing_into_a_selected_cell_replaces_it(grid: Page) -> None:
    cell(grid, 1, NAME).click()
    grid.keyboard.type("春节走访")
    grid.keyboard.press("Enter")
    expect(cell(grid, 1, NAME)).to_have_text("春节走访")
    assert active(grid) == "第 2 行 内容"


def test_an_input_method_composes_into_a_selected_cell(grid: Page) -> None:
    cell(grid, 3, NAME).click()
    cdp = grid.context.new_cdp_session(grid)
    for text in ("z", "zo", "zou'f"):
        composed = {"text": text, "selectionStart": len(text), "selectionEnd": len(text)}
        cdp.send("Input.imeSetComposition", composed)
    assert grid.evaluate("document.activeElement.value") == "zou'f"
    cdp.send("Input.insertText", {"text": "走访"})
    grid.keyboard.press("Tab")
    expect(cell(grid, 3, NAME)).to_have_text("走访")
    assert active(grid) == "第 3 行 人次"
    assert rows(grid)[2][NAME] == "走访"


def test_escape_leaves_the_cell_as_it_was(grid: Page) -> None:
    cell(grid, 1, NAME).click()
    grid.keyboard.type("不要")
    grid.keyboard.press("Escape")
    expect(cell(grid, 1, NAME)).to_have_text("第1次走访")
    assert grid.evaluate("zj.sent") == []


def test_editing_keeps_the_text_and_the_arrows(grid: Page) -> None:
    cell(grid, 1, NAME).dblclick()
    grid.keyboard.press("ArrowLeft")
    grid.keyboard.type("回")
    grid.keyboard.press("Alt+Enter")
    grid.keyboard.press("Enter")
    expect(cell(grid, 1, NAME)).to_have_text("第1次走回\n访", use_inner_text=False)
    assert rows(grid)[0][NAME] == "第1次走回\n访"


def test_what_cannot_be_read_says_why_and_the_old_value_is_a_key_away(grid: Page) -> None:
    cell(grid, 2, PERSONS).click()
    grid.keyboard.type("三千左右")
    grid.keyboard.press("Enter")
    refused = cell(grid, 2, PERSONS)
    expect(refused).to_have_attribute("aria-invalid", "true")
    expect(refused).to_have_text("三千左右")
    note = grid.locator(f"#{refused.get_attribute('aria-describedby')}")
    expect(note).to_have_text("人次：“三千左右”不是数字。请改为数字。")
    assert rows(grid)[1][PERSONS] == "11"
    expect(grid.get_by_role("status").filter(has_text="第 2 行的“人次”没有看懂")).to_be_visible()

    grid.keyboard.press("ArrowUp")
    field = grid.locator("textarea")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_attribute("aria-describedby", str(note.get_attribute("id")))
    grid.keyboard.press("Escape")
    expect(refused).to_have_text("11")
    expect(refused).to_have_attribute("aria-invalid", "false")

    grid.keyboard.press("Control+z")
    expect(refused).to_have_text("三千左右")
    grid.get_by_role("button", name="恢复原值 11").click()
    expect(refused).to_have_text("11")


def test_a_warning_is_amber_and_stands_in_its_row(grid: Page) -> None:
    cell(grid, 4, AMOUNT).click()
    grid.keyboard.type("-5\n")
    expect(cell(grid, 4, AMOUNT)).to_have_class(re.compile("is-look"))
    note = grid.locator(".tabulator-row[aria-rowindex='5'] .zj-note")
    expect(note).to_have_text("金额：金额是负数。请核对。")


def test_filling_an_empty_column_moves_no_row(grid: Page) -> None:
    grid.evaluate("zj.replace(zj.rows().map(([date, , ...rest]) => [date, '', ...rest]))")
    expect(grid.locator(".tabulator-cell.is-error")).to_have_count(8)
    before = cell(grid, 6, CATEGORY).bounding_box()
    cell(grid, 1, CATEGORY).click()
    grid.keyboard.type("困难帮扶\n")
    expect(grid.locator(".tabulator-cell.is-error")).to_have_count(7)
    assert cell(grid, 6, CATEGORY).bounding_box() == before
    expect(cell(grid, 6, CATEGORY)).to_have_attribute("title", re.compile("请补上类别"))


def test_a_block_from_excel_fills_cells_and_adds_rows_and_is_undone_as_one(grid: Page) -> None:
    before = rows(grid)
    cell(grid, 8, NAME).click()
    clipboard(grid, "paste", '"第一行\n第""二""行"\t12\t1500\n丙\t三千\t20\r\n丁\t5\t30\r\n')
    said(grid, "粘贴了 3 行，新增 2 行。")
    expect(grid.locator(".zj-counted")).to_contain_text("共 10 行")
    grid.wait_for_function("zj.rows().length === 10")
    expect(cell(grid, 8, AMOUNT)).to_have_text("1,500")
    expect(cell(grid, 9, PERSONS)).to_have_attribute("aria-invalid", "true")
    after = rows(grid)
    assert [row[NAME : AMOUNT + 1] for row in after[7:]] == [
        ['第一行\n第"二"行', "12", "1,500"],
        ["丙", "", "20"],
        ["丁", "5", "30"],
    ]
    grid.keyboard.press("Control+z")
    grid.wait_for_function("zj.rows().length === 8")
    assert rows(grid) == before
    grid.keyboard.press("Control+y")
    grid.wait_for_function("zj.rows().length === 10")
    assert rows(grid) == after
    expect(cell(grid, 9, PERSONS)).to_have_text("三千")


def test_a_pasted_block_is_seen_from_its_corner_or_its_first_cell_to_mend(grid: Page) -> None:
    grid.get_by_role("button", name="显示全部列").click()
    line = ["3.8", "节日慰问", "走访", "5", "100", "是", *"甲乙丙丁戊己庚辛"]
    cell(grid, 9, DATE).click()
    clipboard(grid, "paste", "\t".join(line))
    said(grid, "粘贴了 1 行，新增 1 行。")
    expect(cell(grid, 9, DATE)).to_be_in_viewport(ratio=1)
    assert grid.locator(".tabulator-tableholder").evaluate("one => one.scrollLeft") == 0

    wrong = ["3.8", "节日慰问", "走访", "很多", "不少", *line[5:]]
    cell(grid, 10, DATE).click()
    clipboard(grid, "paste", "\n".join("\t".join(one) for one in [*[line] * 40, wrong]))
    said(grid, "第 50 行的“人次”、“金额”没有看懂。请改好，或在那一格按 Esc 恢复原值。")
    expect(cell(grid, 50, PERSONS)).to_be_in_viewport(ratio=1)
    grid.keyboard.press("Control+z")
    expect(cell(grid, 9, DATE)).to_be_in_viewport(ratio=1)


def test_one_value_fills_the_selected_block(grid: Page) -> None:
    cell(grid, 1, PERSONS).click()
    cell(grid, 3, AMOUNT).click(modifiers=["Shift"])
    clipboard(grid, "paste", "7")
    expect(cell(grid, 3, AMOUNT)).to_have_text("7")
    assert [row[PERSONS : AMOUNT + 1] for row in rows(grid)[:3]] == [["7", "7"]] * 3


def test_a_table_with_headings_goes_by_name(grid: Page) -> None:
    cell(grid, 1, DATE).click()
    text = "金额\t内容\n100\t走访\n"
    clipboard(grid, "paste", text)
    assert grid.evaluate("zj.tables") == [text]
    assert grid.evaluate("zj.sent") == []


def test_copy_and_cut_speak_excel(grid: Page) -> None:
    cell(grid, 1, NAME).click()
    clipboard(grid, "paste", '"甲\n乙"')
    cell(grid, 1, NAME).click()
    grid.keyboard.press("Shift+ArrowRight")
    grid.keyboard.press("Shift+ArrowDown")
    block = '"甲\n乙"\t10\r\n第2次走访\t11'
    assert clipboard(grid, "copy") == block
    assert clipboard(grid, "cut") == block
    expect(cell(grid, 2, PERSONS)).to_have_text("")
    grid.keyboard.press("Control+z")
    expect(cell(grid, 2, PERSONS)).to_have_text("11")


def test_categories_by_chinese_and_by_initials(grid: Page) -> None:
    cell(grid, 1, CATEGORY).click()
    grid.keyboard.type("jqz")
    expect(grid.get_by_role("option")).to_have_text(["金秋助学"])
    grid.keyboard.press("Enter")
    expect(cell(grid, 1, CATEGORY)).to_have_text("金秋助学")
    grid.keyboard.type("慰问")
    expect(grid.get_by_role("option")).to_have_text(["节日慰问", "生病住院慰问"])
    expect(grid.get_by_role("option", selected=True)).to_have_count(0)  # either may be meant
    grid.keyboard.press("ArrowDown")
    grid.keyboard.press("ArrowDown")
    chosen = grid.get_by_role("option", selected=True)
    expect(chosen).to_have_text("生病住院慰问")
    field = grid.locator("textarea")
    expect(field).to_have_attribute("aria-activedescendant", str(chosen.get_attribute("id")))
    grid.keyboard.press("Tab")
    expect(cell(grid, 2, CATEGORY)).to_have_text("生病住院慰问")
    cell(grid, 3, CATEGORY).click()
    grid.keyboard.press("Alt+ArrowDown")
    expect(grid.get_by_role("option")).to_have_count(5)
    grid.get_by_role("option", name="困难帮扶").click()
    expect(cell(grid, 3, CATEGORY)).to_have_text("困难帮扶")


def cut(page: Page, row: int, column: int) -> bool:
    """Whether a cell shows less than it holds."""
    return bool(cell(page, row, column).evaluate("one => one.scrollWidth > one.clientWidth"))


def test_columns_grow_with_what_is_pasted_and_stay_as_they_were_drawn(grid: Page) -> None:
    long = "关爱高温岗位一线职工并送去清凉用品"
    cell(grid, 1, NAME).click()
    clipboard(grid, "paste", long)
    expect(cell(grid, 1, NAME)).to_have_text(long)
    grid.wait_for_function("zj.sent.length === 1")
    assert not cut(grid, 1, NAME)
    last = grid.get_by_role("columnheader", name="其他2").bounding_box()
    frame = grid.locator(".tabulator").bounding_box()
    assert last
    assert frame
    assert last["x"] + last["width"] <= frame["x"] + frame["width"]

    handle = grid.locator(".tabulator-col-resize-handle").nth(2).bounding_box()
    assert handle
    grid.mouse.move(handle["x"] + 3, handle["y"] + 9)
    grid.mouse.down()
    grid.mouse.move(handle["x"] - 97, handle["y"] + 9)
    grid.mouse.up()
    assert cut(grid, 1, NAME)
    drawn = cell(grid, 1, NAME).bounding_box()
    cell(grid, 1, NAME).click()
    clipboard(grid, "paste", long * 2)
    expect(cell(grid, 1, NAME)).to_have_text(long * 2)
    grid.wait_for_function("zj.sent.length === 2")
    grid.get_by_role("button", name="显示全部列").click()
    grid.get_by_role("button", name="只看常用列").click()
    assert cell(grid, 1, NAME).bounding_box() == drawn


def test_the_arrow_beside_a_date_covers_no_digit(grid: Page) -> None:
    for typed in ("2026-12-28", "2026年10月"):
        grid.evaluate(
            "([day]) => zj.replace(zj.rows().map((row) => [day, ...row.slice(1)]))", [typed]
        )
        cell(grid, 3, DATE).click()
        expect(cell(grid, 3, DATE)).to_have_text(typed)
        end = cell(grid, 3, DATE).evaluate(
            """one => { const text = document.createRange(); text.selectNodeContents(one);
                        return text.getBoundingClientRect().right; }"""
        )
        drawn = grid.get_by_role("button", name="选日期").evaluate(
            """one => { const { left } = getComputedStyle(one, "::after");
                        return [one.getBoundingClientRect().x + parseFloat(left),
                                getComputedStyle(one).backgroundColor]; }"""
        )
        assert end <= drawn[0]
        assert drawn[1] == "rgba(0, 0, 0, 0)"


@pytest.mark.parametrize("typed", ["3.8", "3月8日", "2026-3-8"])
def test_dates_as_they_are_said(grid: Page, typed: str) -> None:
    cell(grid, 5, DATE).click()
    grid.keyboard.type(typed)
    expect(grid.locator(".zj-cell-hint")).to_contain_text("如 3.8、3月8日")
    grid.keyboard.press("Enter")
    expect(cell(grid, 5, DATE)).to_have_text("2026-03-08")


def test_a_date_is_chosen_by_keyboard(grid: Page) -> None:
    cell(grid, 5, DATE).click()
    grid.keyboard.press("Alt+ArrowDown")
    calendar = grid.get_by_role("dialog", name="选日期")
    expect(calendar.get_by_role("button", name="5月8日，星期五")).to_be_focused()
    for key, name in [
        ("ArrowLeft", "5月7日，星期四"),
        ("ArrowUp", "4月30日，星期四"),
        ("ArrowDown", "5月7日，星期四"),
        ("Home", "5月1日，星期五"),
        ("ArrowLeft", "4月30日，星期四"),
        ("PageDown", "5月30日，星期六"),
        ("End", "5月31日，星期日"),
    ]:
        grid.keyboard.press(key)
        expect(calendar.get_by_role("button", name=name)).to_be_focused()
    grid.keyboard.press("Enter")
    expect(calendar).to_be_hidden()
    expect(cell(grid, 5, DATE)).to_have_text("2026-05-31")
    assert active(grid) == "第 5 行 日期"
    grid.keyboard.press("Alt+ArrowDown")
    grid.keyboard.press("Escape")
    expect(calendar).to_be_hidden()
    assert active(grid) == "第 5 行 日期"
    grid.keyboard.press("Control+z")
    expect(cell(grid, 5, DATE)).to_have_text("2026-05-08")


def test_a_date_is_chosen_by_mouse_as_far_as_it_is_known(grid: Page) -> None:
    cell(grid, 9, DATE).click()
    grid.get_by_role("button", name="选日期").click()
    calendar = grid.get_by_role("dialog", name="选日期")
    expect(calendar.get_by_role("grid", name="2026年")).to_be_visible()
    calendar.get_by_role("button", name="2026年11月").click()
    expect(calendar.get_by_role("grid", name="2026年11月")).to_be_visible()
    calendar.get_by_role("button", name="选月份").click()
    calendar.get_by_role("button", name="上一年").click()
    calendar.get_by_role("button", name="2025年3月").click()
    calendar.get_by_role("button", name="3月8日").click()
    expect(cell(grid, 9, DATE)).to_have_text("2025-03-08")
    for choice, sent in [
        ("2026年第二季度", "2026年第二季度"),
        ("全年", "2026年"),
    ]:
        cell(grid, 10, DATE).click()
        grid.get_by_role("button", name="选日期").click()
        calendar.get_by_role("button", name=choice).click()
        steps: list[dict[str, Any]] = grid.evaluate("zj.sent.at(-1).steps")
        assert steps[-1]["raw"] == sent
    cell(grid, 1, DATE).click()
    grid.get_by_role("button", name="选日期").click()
    calendar.get_by_role("button", name="只到1月").click()
    steps = grid.evaluate("zj.sent.at(-1).steps")
    assert steps[-1]["raw"] == "2026年1月"
    cell(grid, 2, DATE).click()
    grid.get_by_role("button", name="选日期").click()
    cell(grid, 2, NAME).click()
    expect(calendar).to_be_hidden()
    expect(grid.get_by_role("button", name="选日期")).to_be_hidden()


def test_a_column_that_comes_into_use_appears(grid: Page) -> None:
    cell(grid, 1, AMOUNT).click()
    expect(grid.get_by_role("columnheader")).to_have_count(9)
    grid.evaluate("zj.use('more5')")
    expect(grid.get_by_role("columnheader", name="其他6")).to_be_visible()
    assert active(grid) == "第 1 行 金额（元）"


def test_rows_are_added_copied_deleted_and_brought_back(grid: Page) -> None:
    before = rows(grid)
    cell(grid, 9, NAME).click()
    assert active(grid) == "新的一行 内容"
    grid.keyboard.type("新写的\n")
    grid.wait_for_function("zj.rows().length === 9")
    assert active(grid) == "新的一行 内容"

    cell(grid, 2, NAME).click()
    grid.get_by_role("button", name="复制行").click()
    expect(cell(grid, 3, NAME)).to_have_text("第2次走访")
    cell(grid, 1, NAME).click()
    grid.keyboard.press("Shift+ArrowDown")
    grid.keyboard.press("Control+-")
    said(grid, "删去了 2 行。")
    expect(cell(grid, 1, NAME)).to_have_text("第2次走访")
    grid.keyboard.press("Control+Shift+=")
    expect(cell(grid, 1, NAME)).to_have_text("")
    grid.wait_for_function("zj.rows().length === 9")
    for _ in range(4):
        grid.keyboard.press("Control+z")
    grid.wait_for_function("zj.rows().length === 8")
    assert rows(grid) == before


def test_sorting_and_search_change_the_view_only(grid: Page) -> None:
    before = rows(grid)
    head = grid.get_by_role("columnheader", name=re.compile("金额"))
    head.click(position={"x": 12, "y": 12})
    head.click(position={"x": 12, "y": 12})
    expect(head).to_have_attribute("aria-sort", "descending")
    expect(cell(grid, 1, AMOUNT)).to_have_text("8,000")
    expect(grid.locator(".tabulator-row[aria-rowindex='2'] [role=rowheader]")).to_have_text("8")
    cell(grid, 1, AMOUNT).click()
    grid.keyboard.type("5\n")
    grid.wait_for_function("zj.rows()[7][4] === '5'")
    grid.keyboard.press("Control+z")

    grid.keyboard.press("Control+f")
    grid.keyboard.type("第3次")
    expect(grid.locator(".zj-counted")).to_contain_text("查到 1 行，共 8 行")
    grid.keyboard.press("Enter")
    assert active(grid).startswith("第 3 行")
    grid.keyboard.press("Control+f")
    grid.keyboard.press("Escape")
    expect(grid.locator(".tabulator-row")).to_have_count(9)
    assert rows(grid) == before


def test_filtering_a_column_by_keyboard(grid: Page) -> None:
    cell(grid, 1, CATEGORY).click()
    grid.keyboard.press("Control+Shift+L")
    menu = grid.get_by_role("dialog", name="类别：排序和筛选")
    menu.get_by_role("button", name="全不选").click()
    menu.get_by_role("searchbox").fill("jr")
    menu.get_by_label("节日慰问").check()
    grid.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(grid.locator(".zj-counted")).to_contain_text("查到 2 行，共 8 行")
    expect(grid.locator(".tabulator-row")).to_have_count(2)
    assert "类别" in active(grid)


def test_sums_follow(grid: Page) -> None:
    sums = grid.get_by_role("group", name="合计")
    expect(sums).to_contain_text("36,000")
    cell(grid, 1, AMOUNT).click()
    grid.keyboard.type("2000\n")
    expect(sums).to_contain_text("37,000")


def test_rows_that_a_filter_leaves_have_a_sum_of_their_own(grid: Page) -> None:
    line, note = grid.locator(".zj-sums-line"), grid.locator(".zj-sums-note")
    expect(line).to_have_text("合计10836,000")
    expect(note).to_be_hidden()
    grid.evaluate("zj.waiting = []")
    search = grid.get_by_role("searchbox", name="在表里查找")
    search.fill("节日慰问")
    expect(line).to_have_text("合计10836,000")
    expect(note).to_have_text("合计是全部 8 行的。")
    grid.evaluate("zj.release()")
    expect(line).to_have_text("小计279,000")
    expect(note).to_have_text("小计只算显示的 2 行。")
    cell(grid, 1, AMOUNT).click()
    grid.keyboard.type("5000\n")
    expect(line).to_have_text("小计2712,000")
    grid.keyboard.press("Control+Shift+=")
    expect(note).to_have_text("小计只算显示的 3 行。")
    search.fill("")
    expect(line).to_have_text("合计10839,000")
    expect(note).to_be_hidden()


def test_sums_are_read_in_full(open_grid: Callable[..., Page]) -> None:
    page = open_grid(8, "&carried=1")
    whole = page.locator(".zj-sum", has_text="另有 1 个概数")
    expect(whole).to_have_attribute("title", re.compile("上年结余 83,400.50"))
    assert whole.evaluate("sum => sum.scrollWidth <= sum.clientWidth")
    assert whole.evaluate("sum => sum.scrollHeight <= sum.clientHeight")


def test_a_long_text_is_edited_within_what_is_seen(grid: Page) -> None:
    last = cell(grid, 8, 7)
    last.click()
    grid.keyboard.type("本人患乳腺癌，已做手术，" * 4)
    grid.keyboard.press("Enter")
    last.dblclick()
    outside = """field => {
        const inner = field.getBoundingClientRect();
        const holder = field.closest(".tabulator-tableholder");
        const outer = holder.getBoundingClientRect();
        return [
            outer.left + 56 - inner.left,
            inner.right - outer.left - holder.clientWidth,
            outer.top - inner.top,
            inner.bottom - outer.top - holder.clientHeight,
        ].filter((over) => over > 0);
    }"""
    field = grid.locator(".is-open .zj-cell-field")
    assert field.evaluate(outside) == []
    grid.keyboard.type("孩子在读大学，家里只有一人有收入。" * 60)
    assert field.evaluate(outside) == []
    assert field.evaluate("field => getComputedStyle(field).overflowY") == "auto"


def test_a_cell_to_mend_is_brought_onto_the_screen_and_says_why(grid: Page) -> None:
    cell(grid, 8, CATEGORY).click()
    grid.keyboard.type("迎新\n")
    wrong = cell(grid, 8, CATEGORY)
    expect(wrong).to_have_attribute("title", "迎新\n没有“迎新”这一类。请从列表里选。")
    grid.keyboard.press("Control+Home")
    grid.evaluate("document.body.style.paddingTop = '380px'")
    grid.evaluate("document.body.style.paddingBottom = '380px'")
    grid.evaluate("scrollTo(0, 0)")
    expect(wrong).not_to_be_in_viewport(ratio=1)
    grid.get_by_role("button", name="去改").click()
    expect(wrong).to_be_in_viewport(ratio=1)
    expect(grid.get_by_text("没有“迎新”这一类")).to_be_in_viewport(ratio=1)


def test_the_keyboard_goes_where_excel_goes(grid: Page) -> None:
    cell(grid, 2, NAME).click()
    for key, place in [
        ("Home", "第 2 行 日期"),
        ("End", "第 2 行 其他2"),
        ("Control+End", "新的一行 其他2"),
        ("Control+Home", "第 1 行 日期"),
        ("Control+ArrowDown", "第 8 行 日期"),
        ("Control+ArrowRight", "第 8 行 金额（元）"),
        ("PageUp", "第 1 行 金额（元）"),
        ("Enter", "第 2 行 金额（元）"),
        ("Shift+Enter", "第 1 行 金额（元）"),
        ("Shift+Tab", "第 1 行 人次"),
    ]:
        grid.keyboard.press(key)
        assert active(grid) == place, key
    grid.keyboard.press("Delete")
    expect(cell(grid, 1, PERSONS)).to_have_text("")
    grid.keyboard.press("Control+a")
    expect(grid.locator(".tabulator-cell[aria-selected=true]")).to_have_count(9 * 8)


def test_escape_then_tab_leaves_the_grid(grid: Page) -> None:
    cell(grid, 2, NAME).click()
    grid.keyboard.press("Tab")
    assert active(grid) == "第 2 行 人次"
    grid.keyboard.press("Escape")
    said(grid, "再按 Tab 离开表格。")
    grid.keyboard.press("Shift+Tab")
    expect(grid.get_by_role("searchbox", name="在表里查找")).to_be_focused()
    expect(grid.locator(".zj-said")).to_have_text("")
    grid.keyboard.press("Tab")
    assert active(grid) == "第 2 行 人次"


@pytest.mark.parametrize("key", ["ArrowDown", "Delete", "a"])
def test_whoever_stays_in_the_grid_hears_no_more_of_leaving_it(grid: Page, key: str) -> None:
    cell(grid, 2, NAME).click()
    expect(grid.locator(".zj-said")).to_have_text("")
    grid.keyboard.press("Escape")
    said(grid, "再按 Tab 离开表格。")
    grid.keyboard.press(key)
    expect(grid.locator(".zj-said")).not_to_contain_text("离开表格")
    cell(grid, 3, NAME).click()
    grid.keyboard.press("Escape")
    cell(grid, 2, NAME).click()
    expect(grid.locator(".zj-said")).not_to_contain_text("离开表格")


def test_roles_and_places_for_a_screen_reader(grid: Page) -> None:
    sheet = grid.get_by_role("grid", name="慰问台账")
    expect(sheet).to_have_attribute("aria-rowcount", "10")
    expect(sheet).to_have_attribute("aria-colcount", "9")
    expect(grid.get_by_role("columnheader")).to_have_count(9)
    cell(grid, 2, AMOUNT).click()
    expect(cell(grid, 2, AMOUNT)).to_have_attribute("aria-selected", "true")
    outline = cell(grid, 2, AMOUNT).evaluate("cell => getComputedStyle(cell).boxShadow")
    assert outline.startswith("rgb(20, 89, 140)")


def test_rows_that_another_view_points_at_are_marked_and_can_be_all_there_is(grid: Page) -> None:
    grid.keyboard.press("Control+f")
    grid.get_by_role("searchbox").fill("第1次")
    assert grid.evaluate("zj.mark([2, 5])")
    line = grid.locator(".zj-marks")
    expect(line.get_by_role("status")).to_have_text("这 2 行合成了“慰问.人次” 21")
    marked = grid.get_by_role("rowheader", name=re.compile("标出的行"))
    expect(marked).to_have_text(["2", "5"])
    expect(grid.locator(".tabulator-row")).to_have_count(9)
    expect(line).to_be_focused()  # who types on without having noticed types into no cell
    grid.keyboard.press("Tab")
    grid.keyboard.press("Tab")
    grid.keyboard.press("Tab")
    assert active(grid) == "第 2 行 日期"

    line.get_by_role("button", name="只看这些行").click()
    expect(grid.locator(".tabulator-row")).to_have_count(2)
    expect(grid.locator(".zj-counted")).to_contain_text("查到 2 行，共 8 行")
    line.get_by_role("button", name="看全部行").click()
    expect(grid.locator(".tabulator-row")).to_have_count(9)
    cell(grid, 5, PERSONS).click()
    grid.keyboard.type("1\n")
    expect(line).to_contain_text("之后表里又改过")
    line.get_by_role("button", name="清除").click()
    expect(line).to_be_hidden()
    expect(marked).to_have_count(0)


def test_rows_pointed_at_before_the_grid_is_drawn_are_found_far_down(
    open_grid: Callable[..., Page],
) -> None:
    page = open_grid(5000, "&marked=4321&marked=4322")
    expect(page.locator(".is-marked")).to_have_count(2)
    expect(page.locator(".tabulator-cell.is-active")).to_be_in_viewport()
    expect(page.locator(".zj-marks")).to_be_focused()
    expect(page.locator(".tabulator-row:has(.is-active)")).to_contain_text("4321")


def test_rows_pointed_at_while_others_come_in_are_the_new_ones(grid: Page) -> None:
    grid.evaluate("zj.replace([['', '', '甲'], ['', '', '乙']]); zj.mark([2])")
    expect(grid.locator(".is-marked")).to_contain_text("乙")
    assert active(grid) == "第 2 行 日期"


def test_typing_while_python_is_slow_loses_nothing(grid: Page) -> None:
    grid.evaluate("zj.waiting = []")
    cell(grid, 1, PERSONS).click()
    for value in ("21", "22", "23"):
        grid.keyboard.type(value)
        grid.keyboard.press("Enter")
    cell(grid, 1, PERSONS).click()
    grid.keyboard.type("99\n")
    grid.evaluate("zj.release()")
    grid.wait_for_function("zj.rows()[0][3] === '99'")
    assert [row[PERSONS] for row in rows(grid)[:3]] == ["99", "22", "23"]
    expect(cell(grid, 1, PERSONS)).to_have_text("99")
    sent: list[dict[str, Any]] = grid.evaluate("zj.sent")
    assert len(sent) == 2, "what is typed meanwhile goes in one message"


def test_an_import_shows_and_can_be_taken_back(grid: Page) -> None:
    before = rows(grid)
    grid.evaluate("zj.replace([['2026-05-01', '', '新导入的'], ['', '', '第二行']])")
    expect(cell(grid, 1, NAME)).to_have_text("新导入的")
    expect(grid.locator(".zj-counted")).to_have_text("共 2 行")
    cell(grid, 1, NAME).click()
    grid.keyboard.press("Control+z")
    grid.wait_for_function("zj.rows().length === 8")
    assert rows(grid) == before


SEEN = """() => {
    const holder = document.querySelector(".tabulator-tableholder");
    const { top } = holder.getBoundingClientRect();
    const rows = [...holder.querySelectorAll(".tabulator-row")].map((row) => {
        const box = row.getBoundingClientRect();
        const number = row.getAttribute("aria-rowindex");
        return { number, top: box.top - top, bottom: box.bottom - top };
    }).filter((row) => row.bottom > 0 && row.top < holder.clientHeight);
    const white = rows[0].top > 0 || rows.at(-1).bottom < holder.clientHeight - 1;
    return [rows[0].number, Math.round(rows[0].top), holder.scrollLeft, white];
}"""
"""The row seen first, how far it is cut off, how far the table is scrolled sideways, and whether
there is a gap where rows should be."""


def test_whoever_comes_back_to_a_ledger_is_where_he_was(open_grid: Callable[..., Page]) -> None:
    page = open_grid(40)
    page.set_viewport_size({"width": 900, "height": 768})
    # Lines under every third row: what Tabulator reckons with is their average height.
    page.evaluate(
        """zj.replace(zj.rows().map((cells, row) =>
            row % 3 ? cells : [...cells.slice(0, 4), "-5", ...cells.slice(5)]))"""
    )
    page.get_by_role("button", name="显示全部列").click()

    def settle() -> None:
        page.evaluate("() => new Promise((done) => setTimeout(done, 100))")

    def away(meanwhile: str = "0") -> None:
        show = "(value) => { document.querySelector('.zj').style.display = value; }"
        page.evaluate(show, "none")
        page.evaluate(meanwhile)
        settle()
        page.evaluate(show, "")
        settle()

    def scroll(top: int, left: int) -> list[Any]:
        page.locator(".tabulator-tableholder").evaluate(
            "(holder, [top, left]) => { holder.scrollTop = top; holder.scrollLeft = left; }",
            [top, left],
        )
        settle()
        seen: list[Any] = page.evaluate(SEEN)
        return seen

    cell(page, 2, NAME).click()
    for place in ((700, 0), (1200, 300), (350, 200), (9999, 0)):
        before = scroll(*place)
        away()
        assert page.evaluate(SEEN) == before

    # What was being typed is taken; rows that have come above push none out of sight.
    scroll(0, 0)
    cell(page, 8, NAME).click()
    page.keyboard.type("写到一半")
    before = scroll(600, 0)
    away()
    page.wait_for_function("zj.rows().some((cells) => cells[2] === '写到一半')")
    for replace in (away, page.evaluate):
        before = page.evaluate(SEEN)
        replace("zj.replace([['2026-01-01', '节日慰问', '新的一行'], ...zj.rows()])")
        settle()
        number, *rest = page.evaluate(SEEN)
        assert [int(number) - 1, *rest] == [int(before[0]), *before[1:]]

    page.set_viewport_size({"width": 390, "height": 640})
    before = scroll(500, 100)
    page.set_viewport_size({"width": 640, "height": 390})
    settle()
    assert page.evaluate(SEEN) == before


def test_five_thousand_rows_are_a_small_page(open_grid: Callable[..., Page]) -> None:
    page = open_grid(5000)
    page.get_by_role("button", name="显示全部列").click()
    expect(page.get_by_role("columnheader")).to_have_count(18)
    count = "document.querySelectorAll('body *').length"
    assert page.evaluate(count) <= 2000
    cell(page, 1, NAME).click()
    page.keyboard.press("Control+End")
    expect(page.locator(".tabulator-cell.is-active")).to_be_in_viewport()
    assert active(page).startswith("新的一行")
    page.keyboard.press("ArrowUp")
    assert active(page).startswith("第 5000 行")
    page.keyboard.press("Home")
    page.keyboard.type("3.9\n")
    page.wait_for_function("zj.rows()[4999][0] === '2026-03-09'")
    assert page.evaluate(count) <= 2000
