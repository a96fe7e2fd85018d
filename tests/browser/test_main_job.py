"""The main job in a real browser: a ledger in, a bound sentence, three files out."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path

import docx
from playwright.sync_api import Locator, Page, expect

SAMPLE = "sample_data/large_factory/ledger.xlsx"


def step(page: Page, label: str) -> None:
    """Turn the page to a step of the list."""
    page.locator(".zj-side").get_by_role("link", name=re.compile(label)).first.click()


def on_step(page: Page, name: str) -> Locator:
    """The view of a step."""
    return page.locator(f'[data-zj-step="{name}"]')


def to_export(page: Page) -> None:
    """To the step of the files, by the menu on the top bar."""
    page.locator(".zj-bar").get_by_role("button", name="导出").click()
    page.get_by_role("menuitem", name="检查后导出").click()


def cell_of(ledger: Locator, row: int, label: str) -> Locator:
    """A cell of the grid by row number and heading."""
    heading = ledger.locator(".tabulator-col").filter(
        has=ledger.page.locator(".zj-head").get_by_text(label, exact=True)
    )
    column = heading.get_attribute("aria-colindex")
    at = f'.tabulator-row[aria-rowindex="{row + 1}"] .tabulator-cell'
    return ledger.locator(f'{at}[aria-colindex="{column}"]')


def retype(cell: Locator, text: str, *, shown: str) -> None:
    """Type over a cell that is merely selected, as in Excel."""
    cell.click()
    cell.page.keyboard.type(text)
    cell.page.keyboard.press("Enter")
    expect(cell).to_have_text(shown)


def begin(page: Page, address: str, root: Path, *, unit: str = "某某重型机械厂工会") -> None:
    """From the home page: a new summary from the sample's Excel file."""
    page.goto(address)
    page.get_by_role("button", name="从 Excel 台账开始").click()
    page.get_by_label("单位全称").fill(unit)
    page.get_by_label("选择 Excel 台账").set_input_files(root / SAMPLE)
    page.get_by_role("button", name=re.compile("建立.*总结")).click()
    page.wait_for_url("**/large_factory.ipynb?draft=*")
    expect(page.locator(".zj-title")).to_contain_text(unit)


def test_a_field_that_is_missing_is_marked_and_has_the_keyboard(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="从 Excel 台账开始").click()
    page.get_by_role("button", name="先不导入，直接开始").click()
    unit = page.get_by_label("单位全称")
    expect(unit).to_be_focused()
    expect(unit).to_have_attribute("aria-invalid", "true")
    expect(unit).to_have_accessible_description("单位全称不能空着。请写盖章用的全称。")
    expect(page.locator(".zj-notice:visible")).to_have_count(0)
    expect(page.get_by_label("哪一年")).to_have_attribute("aria-invalid", "false")
    page.keyboard.insert_text("某某厂工会")
    expect(unit).to_have_attribute("aria-invalid", "false")


def test_a_summary_is_begun_from_several_files(page: Page, address: str, tmp_path: Path) -> None:
    texts = {
        "慰问.csv": "日期,类别,人次,金额\n2026-05-01,劳模,30,1500\n",
        "活动.csv": "日期,类别,名称,主办单位\n2026-03-08,女职工,健步走,本会\n",
        "通知.csv": "通知\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, "utf-8")
    page.goto(address)
    page.get_by_role("button", name="从 Excel 台账开始").click()
    page.get_by_label("单位全称").fill("某某工会")
    page.get_by_label("选择 Excel 台账").set_input_files([tmp_path / name for name in texts])
    pile = page.get_by_role("region", name="记下的文件")
    for place, name in ((1, "慰问.csv"), (2, "活动.csv")):
        heading = page.get_by_role("heading", name=f"第 {place} 个，共 3 个：“{name}”里读到 1 行")
        expect(heading).to_be_visible()
        page.get_by_role("button", name="记下这些行").click()
        expect(pile).to_contain_text(f"记下了 {place} 个文件")
    # The last is none of ours: that is told, and it goes on with the others.
    expect(page.locator(".zj-begin .zj-unread")).to_contain_text("通知.csv")
    make = pile.get_by_role("button", name="用这些文件建立总结")
    expect(make).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/large_factory.ipynb?draft=*")
    for label in ("活动", "慰问"):
        expect(page.locator(".zj-side a", has_text=label).filter(has_text="1 行")).to_be_visible()


def test_from_an_excel_file_to_three_documents(
    page: Page, address: str, root: Path, tmp_path: Path, pdftotext: Path
) -> None:
    begin(page, address, root)

    # Write a sentence whose number stays bound.
    step(page, "帮扶送温暖")
    section = on_step(page, "welfare")
    text = section.get_by_role("textbox", name="帮扶送温暖")
    text.click()
    page.keyboard.insert_text("全年走访慰问")
    section.get_by_role("button", name="插入数字").click()
    page.keyboard.insert_text("慰问.送温暖.人次")
    expect(section.get_by_role("option").first).to_contain_text("278")
    page.keyboard.press("Enter")
    expect(text).to_have_text("全年走访慰问278人次")
    expect(section.locator(".cm-zj-chip")).to_have_text("278")
    expect(page.locator(".zj-saved")).to_have_text(re.compile(r"已保存 \d\d:\d\d:\d\d"))

    # The chart shows the ledger as it is, and the row that makes the number is changed.
    step(page, "图表")
    charts = on_step(page, "charts")
    figure = charts.locator("figure", has_text="各类慰问").or_(
        charts.locator("figure", has_text="各月慰问金额")
    )
    expect(figure.first.locator("svg")).to_be_visible()
    step(page, "^.?慰问")
    ledger = on_step(page, "ledger-welfare")
    before = charts.locator("svg").last.text_content()
    expect(cell_of(ledger, 1, "人次")).to_have_text("278")
    retype(cell_of(ledger, 1, "人次"), "300", shown="300")
    retype(cell_of(ledger, 7, "金额"), "3万元", shown="30,000")

    # Sentence and chart follow.
    step(page, "帮扶送温暖")
    expect(text).to_have_text("全年走访慰问300人次")
    step(page, "图表")
    expect(charts.locator("svg").last).not_to_have_text(before or "")

    # The same sentence is in every file.
    to_export(page)
    export = on_step(page, "export")
    files = {}
    for label in ("Word 文件", "PDF 文件", "网页文件"):
        with page.expect_download(timeout=60_000) as coming:
            export.get_by_role("button", name=label).click()
        name = coming.value.suggested_filename
        files[label] = tmp_path / name
        coming.value.save_as(files[label])
        assert name.startswith("某某重型机械厂工会2011年度工作总结.")
    word = docx.Document(io.BytesIO(files["Word 文件"].read_bytes()))
    pdf = subprocess.run(
        [pdftotext, files["PDF 文件"], "-"], check=True, capture_output=True, encoding="utf-8"
    ).stdout
    texts = {
        "Word 文件": "\n".join(paragraph.text for paragraph in word.paragraphs),
        "PDF 文件": re.sub(r"\s", "", pdf),
        "网页文件": files["网页文件"].read_text("utf-8"),
    }
    for label, said in texts.items():
        assert "全年走访慰问300人次" in said, label
        assert "某某重型机械厂工会" in said, label

    # A reload resumes the draft at the same step.
    step(page, "帮扶送温暖")
    page.reload()
    expect(text).to_have_text("全年走访慰问300人次")


def test_a_number_that_contradicts_the_ledger_is_named_and_mended(
    page: Page, address: str, root: Path
) -> None:
    begin(page, address, root)
    step(page, "帮扶送温暖")
    section = on_step(page, "welfare")
    text = section.get_by_role("textbox", name="帮扶送温暖")
    text.click()
    page.keyboard.insert_text("全年送温暖走访慰问280人次。")
    told = section.locator(".zj-difference")
    expect(told).to_contain_text("这里写了 280人次")

    # Left as typed, it is not asked about again; the next one is, and takes the ledger's number.
    told.get_by_role("button", name="保留").click()
    expect(told).to_have_count(0)
    text.click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text("全年送温暖走访慰问290人次。")
    expect(told).to_contain_text("这里写了 290人次")
    told.get_by_role("button", name="改为台账数").click()
    expect(told).to_have_count(0)
    expect(text).to_have_text("全年送温暖走访慰问280人次。全年送温暖走访慰问278人次。")
    page.keyboard.press("Control+z")
    expect(text).to_have_text("全年送温暖走访慰问280人次。全年送温暖走访慰问290人次。")
    page.keyboard.press("Control+y")

    # The bound number leads to its rows.
    page.keyboard.press("Control+s")
    expect(section.get_by_role("status").filter(has_text="已保存")).to_be_visible()
    section.locator(".cm-zj-chip").click()
    expect(on_step(page, "ledger-welfare")).to_be_visible()


def test_a_ledger_is_filled_by_pasting_and_every_step_is_taken_back(
    page: Page, address: str, root: Path
) -> None:
    begin(page, address, root)
    step(page, "^.?慰问")
    ledger = on_step(page, "ledger-welfare")
    sums = ledger.get_by_role("group", name="合计")
    cell_of(ledger, 8, "发生日期").click()
    paste(page, "3.8\t送温暖\t困难职工\t20\n4月\t送清凉\t一线职工\t三千左左\n")
    expect(cell_of(ledger, 8, "发生日期")).to_have_text("2011-03-08")
    expect(cell_of(ledger, 9, "发生日期")).to_have_text("2011年4月")
    expect(ledger.get_by_text("人数：不是数字").first).to_be_visible()
    expect(sums).to_contain_text("787")
    page.keyboard.press("Control+z")
    expect(sums).to_contain_text("767")
    expect(ledger.get_by_text("共 7 行")).to_be_visible()

    # A table with its own headings is looked at first, then added.
    paste(page, "发生日期\t慰问类别\t人数\n5月\t劳模\t3\n")
    ledger.get_by_role("button", name="导入", exact=True).click()
    expect(cell_of(ledger, 8, "慰问类别")).to_have_text("劳模慰问")
    expect(sums).to_contain_text("770")


def paste(page: Page, text: str) -> None:
    """Paste where the keyboard is."""
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            const made = { clipboardData: data, bubbles: true, cancelable: true };
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", made));
        }""",
        text,
    )
