"""A summary taken out as a notebook or a Word file, edited elsewhere, and brought back."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import docx
import nbformat
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_main_job import on_step, to_export
from tests.stores import opened
from zongjie import portable
from zongjie.draft import Draft

PAGE = "voila/render/large_factory.ipynb"
LABEL = "选择改过的文件"


@pytest.fixture
def id_(data: Path, root: Path) -> str:
    """A draft that is the sample's."""
    sample = portable.read(root / "sample_data" / "large_factory")
    with opened(data) as store:
        return store.create(sample.draft, sample.intake.ledgers)


def draft(data: Path, id_: str) -> Draft:
    """The draft as it is kept."""
    with opened(data) as store:
        return store.load(id_).draft


def text(data: Path, id_: str, section: str) -> str:
    found = draft(data, id_).section(section)
    return "" if found is None else found.text


def take_out(page: Page, label: str, to: Path) -> Path:
    """The file that the page makes."""
    with page.expect_download(timeout=60_000) as coming:
        on_step(page, "export").get_by_role("button", name=label).click()
    coming.value.save_as(to)
    return to


def bring(page: Page, file: Path) -> Locator:
    """What the page says of an edited file."""
    export = on_step(page, "export")
    if not export.get_by_label(LABEL).is_visible():
        export.get_by_text("带回改过的文件").click()
    export.get_by_label(LABEL).set_input_files(file)
    expect(export.locator("details [role=status]").filter(has_text=file.name)).to_be_visible()
    return export.locator(".zj-brought > li")


def accept(change: Locator) -> None:
    change.get_by_role("button", name="采用").click()
    expect(change.get_by_text("采用了")).to_be_visible()


def headed(change: Locator, title: str) -> Locator:
    """The change of the section with this title."""
    return change.filter(has=change.page.locator("strong", has_text=re.compile(f"^{title}$")))


def edit(path: Path, change: Callable[[list[nbformat.NotebookNode]], None]) -> Path:
    """The notebook with its cells changed, saved as JupyterLab would."""
    nb = nbformat.read(path, as_version=4)
    change(nb.cells)
    nbformat.write(nb, path)
    return path


def of(cells: list[nbformat.NotebookNode], section: str) -> list[nbformat.NotebookNode]:
    """The cells of a section."""
    return [cell for cell in cells if cell.metadata.zongjie.get("section") == section]


def in_lab(cells: list[nbformat.NotebookNode]) -> None:
    """A sentence, a number, a chart, the order, a title, and a section that was not there."""
    overview = of(cells, "overview")[0]
    assert "各类活动24项" in overview.source
    overview.source = overview.source.replace("各类活动24项", "各类活动26项")
    ideology = of(cells, "ideology")[0]
    ideology.source = ideology.source.replace("身边的先进最有说服力。", "榜样就在身边。")
    chart = next(cell for cell in cells if cell.metadata.zongjie.get("ref") == "活动.按类别")
    chart.metadata.zongjie["ref"] = "活动.按月"
    moved = of(cells, "democracy")
    moved[0].source = moved[0].source.replace("民主管理", "民主办厂", 1)
    for cell in moved:
        cells.remove(cell)
    cells[2:2] = moved
    cells.insert(-1, nbformat.v4.new_markdown_cell("## 志愿服务\n\n做了三次。"))


def steps(page: Page) -> Locator:
    """The sections in the list of steps."""
    written = page.locator(".zj-side section").filter(has_text="正文")
    return written.locator(".zj-step-label")


def titles(page: Page) -> list[str]:
    """What they are called."""
    return steps(page).all_text_contents()


def test_a_notebook_edited_in_jupyterlab_is_brought_back_one_change_at_a_time(
    page: Page, address: str, data: Path, id_: str, tmp_path: Path
) -> None:
    page.goto(f"{address}{PAGE}?draft={id_}#export")
    before = draft(data, id_)
    file = edit(take_out(page, "笔记本", tmp_path / "改过.ipynb"), in_lab)
    usual = titles(page)
    change = bring(page, file)

    # Every change is shown by itself, a number beside the ledger's; nothing is taken over yet.
    told = ["各节的顺序", "前言", "民主管理", "思想政治引领", "文体活动与职工文化", "志愿服务"]
    expect(change).to_have_count(len(told))
    for title in told:
        expect(headed(change, title)).to_be_visible()
    expect(headed(change, "前言")).to_contain_text("文档里写 26，台账是 24（活动·次数）。")
    expect(headed(change, "民主管理").locator("ins")).to_have_text("标题：民主办厂")
    expect(headed(change, "思想政治引领").locator("ins")).to_contain_text("榜样就在身边")
    expect(headed(change, "各节的顺序").locator("ins").first).to_have_text("民主管理　")
    shows = headed(change, "文体活动与职工文化")
    expect(shows.locator("del")).to_contain_text("类别")
    expect(shows.locator("ins")).to_contain_text("月")
    coming = headed(change, "志愿服务").get_by_text("采用以后，目录里就有它")
    expect(coming).to_be_visible()
    assert draft(data, id_) == before

    # One is taken over: its numbers are bound as before, and nothing else has changed.
    accept(headed(change, "思想政治引领"))
    headed(change, "思想政治引领").get_by_role("button", name="去看看").click()
    section = on_step(page, "ideology")
    expect(section.locator(".cm-content")).to_contain_text("榜样就在身边。")
    expect(section.locator(".cm-zj-chip").first).to_be_visible()
    was = before.section("ideology")
    assert was is not None
    new = was.text.replace("身边的先进最有说服力。", "榜样就在身边。")
    assert text(data, id_, "ideology") == new
    others = [one for one in draft(data, id_).sections if one.id != "ideology"]
    assert others == [one for one in before.sections if one.id != "ideology"]

    # The rest: order and title in the list of steps, and from then on in every file.
    page.get_by_role("button", name=re.compile("^回到")).click()
    for title in ("各节的顺序", "民主管理", "文体活动与职工文化", "志愿服务"):
        accept(headed(change, title))
    expect(coming).to_be_hidden()
    expect(page.get_by_text("“改过.ipynb”还有 1 处没有采用。")).to_be_visible()
    expect(page.locator(".zj-arranged")).to_be_visible()
    renamed = ["民主办厂" if one == "民主管理" else one for one in usual]
    moved = [renamed[0], "民主办厂", *(one for one in renamed[1:] if one != "民主办厂")]
    moved.insert(-1, "志愿服务")
    assert titles(page) == moved
    assert text(data, id_, "culture") == re.sub(
        r"\(chart:活动\.按类别\)",
        "(chart:活动.按月)",
        next(one.text for one in before.sections if one.id == "culture"),
    )
    assert text(data, id_, "overview") == before.sections[0].text  # it was not accepted

    word = docx.Document(str(take_out(page, "Word 文件", tmp_path / "总结.docx")))
    numbered = (re.fullmatch("[一二三四五六七八九十]+、(.*)", one.text) for one in word.paragraphs)
    headings = [found[1] for found in numbered if found]
    assert headings == [one for one in moved if one not in ("前言", "落款")]

    # A reload keeps it; in the list one turns the pages in the new order.
    page.reload()
    expect(page.locator(".zj-arranged")).to_be_visible()
    assert titles(page) == moved
    page.locator(".zj-side").get_by_role("link", name=re.compile("前言")).click()
    page.get_by_role("button", name="下一步：民主办厂").click()
    section = on_step(page, "democracy")
    expect(section).to_contain_text("这一节的标题是这份总结自己的：“民主办厂”")

    # What the file had more is written on like any other section.
    page.locator(".zj-side").get_by_role("link", name=re.compile("志愿服务")).click()
    added = on_step(page, "志愿服务")
    expect(page.locator("[cell-index]:not([hidden]) h2")).to_have_text("志愿服务")
    expect(added.locator(".cm-content")).to_have_text("做了三次。")
    added.locator(".cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text("还要做。")
    expect(page.locator(".zj-saved")).to_contain_text("已保存")
    expect(page.get_by_role("button", name="上一步：")).to_be_visible()
    page.reload()  # and its address leads to it
    expect(added.locator(".cm-content")).to_have_text("做了三次。还要做。")
    page.locator(".zj-side").get_by_role("link", name=re.compile("民主办厂")).click()
    section = on_step(page, "democracy")

    # And the notebook's order and title can be had again.
    section.get_by_role("button", name="用笔记本的标题").click()
    expect(section.locator(".zj-named")).to_be_hidden()
    page.get_by_role("button", name="按笔记本的顺序").click()
    expect(page.locator(".zj-arranged")).to_be_hidden()
    expect(steps(page)).to_have_text([*usual, "志愿服务"])


def test_a_word_file_edited_in_word_is_brought_back(
    page: Page, address: str, data: Path, id_: str, tmp_path: Path
) -> None:
    page.goto(f"{address}{PAGE}?draft={id_}#export")
    before = draft(data, id_)
    path = take_out(page, "Word 文件", tmp_path / "总结.docx")
    shutil.copy(path, tmp_path / "没改.docx")
    word = docx.Document(str(path))
    for old, new in (("各类活动24项", "各类大小活动24项"), ("身边的先进最有说服力", "榜样在身边")):
        runs = (run for paragraph in word.paragraphs for run in paragraph.runs)
        run = next(run for run in runs if old in run.text)
        run.text = run.text.replace(old, new)
    word.save(str(path))

    # What was not edited brings nothing.
    bring(page, tmp_path / "没改.docx")
    export = on_step(page, "export")
    expect(export.get_by_text("“没改.docx”和这里写的没有不同。")).to_be_visible()

    change = bring(page, path)
    expect(change).to_have_count(2)
    accept(headed(change, "前言"))
    headed(change, "前言").get_by_role("button", name="去看看").click()
    section = on_step(page, "overview")
    expect(section.locator(".cm-content")).to_contain_text("各类大小活动24项")
    expect(section.locator(".cm-zj-chip", has_text="24").first).to_be_visible()
    was = before.sections[0].text
    assert text(data, id_, "overview") == was.replace("各类活动{{", "各类大小活动{{")
    assert draft(data, id_).sections[1:] == before.sections[1:]


def test_what_was_typed_meanwhile_stays_beside_what_is_accepted(
    page: Page, address: str, data: Path, id_: str, tmp_path: Path
) -> None:
    page.goto(f"{address}{PAGE}?draft={id_}#export")
    file = edit(take_out(page, "笔记本", tmp_path / "改过.ipynb"), in_lab)
    change = bring(page, file)
    page.locator(".zj-side").get_by_role("link", name=re.compile("思想政治引领")).click()
    section = on_step(page, "ideology")
    section.locator(".cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text("页面上又加了一句。")
    expect(section.locator(".cm-content")).to_contain_text("页面上又加了一句。")
    expect(page.locator(".zj-saved")).to_contain_text("已保存")
    to_export(page)
    accept(headed(change, "思想政治引领"))
    now = text(data, id_, "ideology")
    assert "榜样就在身边。" in now
    assert "页面上又加了一句。" in now
