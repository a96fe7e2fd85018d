"""A ledger on the real page: files in and out, and the rows behind a number."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

PAGE = "voila/render/large_factory.ipynb"


def open_ledger(page: Page, address: str, step: str = "ledger-welfare") -> Locator:
    page.goto(f"{address}{PAGE}#{step}")
    view = page.locator(f'[data-zj-step="{step}"]')
    expect(view.locator(".tabulator-row").first).to_be_visible()
    return view


def test_an_import_is_previewed_chosen_and_taken_back(
    page: Page, address: str, tmp_path: Path
) -> None:
    view = open_ledger(page, address)
    counted = view.locator(".zj-counted")
    expect(counted).to_have_text("共 7 行")
    (tmp_path / "慰问.csv").write_text(
        "日期,类别,人次,金额\n2011-05-01,劳模,30,1500\n2011-06-01,助学,3,900\n", "utf-8"
    )
    view.get_by_label("导入台账").set_input_files(tmp_path / "慰问.csv")
    choice = view.get_by_role("group", name="慰问台账：读到 2 行，现有 7 行")
    merge = choice.get_by_role("radio", name="按行合并")
    expect(merge).to_be_checked()
    expect(merge).to_have_accessible_description(re.compile("新加 2 行"))
    replace = choice.get_by_role("radio", name="替换现有的行")
    expect(replace).to_have_accessible_description(re.compile("现有的 7 行会去掉"))
    expect(counted).to_have_text("共 7 行")
    expect(view.get_by_role("heading", name="读到 2 行")).to_be_in_viewport()
    expect(view.get_by_role("button", name="导入", exact=True)).to_be_in_viewport()
    replace.check()
    view.get_by_role("button", name="导入", exact=True).click()
    expect(view.locator(".zj-taken")).to_contain_text("去掉 7 行")
    expect(counted).to_have_text("共 2 行")
    view.get_by_role("button", name="撤销导入").click()
    expect(counted).to_have_text("共 7 行")

    view.get_by_label("导入台账").set_input_files(tmp_path / "慰问.csv")
    view.get_by_role("button", name="导入", exact=True).click()
    expect(counted).to_have_text("共 9 行")
    view.locator(".tabulator-cell").nth(1).click()
    page.keyboard.press("Control+z")
    expect(counted).to_have_text("共 7 行")


def test_what_was_spent_is_in_sight_without_scrolling(page: Page, address: str) -> None:
    view = open_ledger(page, address, "ledger-activity")
    expect(view.get_by_role("columnheader", name="支出金额")).to_be_in_viewport(ratio=1)
    expect(view.locator(".zj-sums")).to_be_in_viewport(ratio=1)

    # Three sums one under another, and no row that the keyboard comes to stays under them.
    page.goto(f"{address}{PAGE}#ledger-fund")
    view = page.locator('[data-zj-step="ledger-fund"]')
    sum_ = view.locator(".zj-sum", has_text=re.compile("上年结余.*收入.*支出", re.DOTALL))
    expect(sum_).to_be_in_viewport(ratio=1)
    view.locator(".tabulator-cell").nth(1).click()
    page.keyboard.press("Control+End")
    last = view.locator(".tabulator-cell.is-active")
    expect(last).to_be_in_viewport()
    row, sums = last.bounding_box(), view.locator(".zj-sums").bounding_box()
    assert row
    assert sums
    assert row["y"] + row["height"] <= sums["y"] + 1


def test_what_an_import_did_is_said_until_something_else_is_done(
    page: Page, address: str, tmp_path: Path
) -> None:
    view = open_ledger(page, address)
    taken, counted = view.locator(".zj-taken"), view.locator(".zj-counted")
    step = page.get_by_role("navigation", name="目录").get_by_role("link")
    (tmp_path / "慰问.csv").write_text("日期,类别,人次,金额\n2011-05-01,劳模,30,1500\n", "utf-8")

    def import_() -> None:
        view.get_by_label("导入台账").set_input_files(tmp_path / "慰问.csv")
        view.get_by_role("radio", name="加到表尾").check()
        view.get_by_role("button", name="导入", exact=True).click()
        expect(taken).to_contain_text("导入好了")

    import_()
    expect(counted).to_have_text("共 8 行")
    view.locator(".tabulator-cell").nth(1).click()
    page.keyboard.press("Delete")
    expect(taken).to_be_hidden()
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(counted).to_have_text("共 7 行")

    import_()
    view.get_by_label("导入台账").set_input_files(tmp_path / "慰问.csv")
    expect(view.get_by_role("heading", name="读到 1 行")).to_be_visible()
    expect(taken).to_be_hidden()
    view.get_by_role("button", name="取消").click()

    import_()
    step.filter(has_text="活动").first.click()
    expect(view).to_be_hidden()
    step.filter(has_text="慰问").first.click()
    expect(view).to_be_visible()
    expect(taken).to_be_hidden()


def test_several_files_are_looked_over_one_after_the_other(
    page: Page, address: str, tmp_path: Path
) -> None:
    view = open_ledger(page, address)
    names = ("春节.csv", "通知.csv", "助学.csv")
    head = "日期,类别,人次,金额\n"
    texts = head + "2011-05-01,劳模,30,1500\n", "通知\n", head + "2011-09-01,助学,3,900\n"
    for name, text in zip(names, texts, strict=True):
        (tmp_path / name).write_text(text, "utf-8")
    view.get_by_label("导入台账").set_input_files([tmp_path / name for name in names])
    heading = view.get_by_role("heading", name="里读到 1 行")
    expect(heading).to_have_text("第 1 个，共 3 个：“春节.csv”里读到 1 行")
    view.get_by_role("button", name="导入", exact=True).click()

    # The second is none: that is told, and the third is read at once.
    expect(heading).to_have_text("第 3 个，共 3 个：“助学.csv”里读到 1 行")
    expect(view.locator(".zj-unread")).to_contain_text("通知.csv")
    expect(view.locator(".zj-taken")).to_contain_text("第 1 个，共 3 个：导入好了。")
    expect(view.locator(".zj-counted")).to_have_text("共 8 行")
    view.get_by_role("button", name="不导入这个文件").click()
    expect(heading).to_be_hidden()
    expect(view.locator(".zj-counted")).to_have_text("共 8 行")


def test_rows_that_do_not_count_yet_are_told_and_found(
    page: Page, address: str, tmp_path: Path
) -> None:
    view = open_ledger(page, address)
    wanting = view.get_by_role("button", name=re.compile("要改"))
    expect(wanting).to_be_hidden()
    (tmp_path / "慰问.csv").write_text(
        "日期,类别,人次,金额\n2011-05-01,??,30,1500\n,助学,3,900\n", "utf-8"
    )
    view.get_by_label("导入台账").set_input_files(tmp_path / "慰问.csv")
    view.get_by_role("button", name="导入", exact=True).click()
    expect(wanting).to_have_text("有 2 行要改，去改")

    # What is filtered away is found all the same; each press leads to the next cell.
    view.get_by_role("searchbox", name="在表里查找").fill("节日")
    wanting.click()
    page.keyboard.type("助学")
    page.keyboard.press("Enter")
    expect(wanting).to_have_text("有 1 行要改，去改")
    wanting.click()
    page.keyboard.type("6月1日")
    page.keyboard.press("Enter")
    expect(wanting).to_be_hidden()


def test_a_slip_of_the_pen_is_put_right_with_a_button(
    page: Page, address: str, tmp_path: Path
) -> None:
    view = open_ledger(page, address)
    (tmp_path / "慰问.csv").write_text(
        "日期,类别,人次,金额\n2011-05-01,困难邦扶,30,1500\n2011-06-01,困难邦扶,3,900\n", "utf-8"
    )
    view.get_by_label("导入台账").set_input_files(tmp_path / "慰问.csv")
    view.get_by_role("radio", name="加到表尾").check()
    view.get_by_role("button", name="改为“困难帮扶”").click()
    undo = view.get_by_role("button", name="撤回")
    expect(view.get_by_role("heading", name="读到 2 行")).to_be_focused()
    expect(view.get_by_role("radio", name="加到表尾")).to_be_checked()
    expect(view.locator(".zj-problems.is-error li")).to_have_count(0)
    undo.click()
    view.get_by_role("button", name="改为“困难帮扶”").click()
    view.get_by_role("button", name="导入", exact=True).click()
    expect(view.locator(".zj-counted")).to_have_text("共 9 行")
    expect(view.get_by_role("button", name=re.compile("要改"))).to_be_hidden()


def test_a_column_that_a_file_lacks_is_filled_by_answers_and_stays_as_it_is_put_right(
    page: Page, address: str, tmp_path: Path
) -> None:
    view = open_ledger(page, address, "ledger-activity")
    rows = "2011-05-04,拔河比赛,96\n2011-06-03,zzz,38\n"
    (tmp_path / "文体活动.csv").write_text(f"日期,活动名称,人数\n{rows}", "utf-8")

    def read() -> None:
        view.get_by_label("导入台账").set_input_files(tmp_path / "文体活动.csv")
        expect(view.get_by_role("heading", name="读到 2 行")).to_be_visible()

    read()
    asked = view.get_by_role("region", name="请看一眼的地方")
    expect(asked).to_contain_text("照“活动名称”看：文体活动 1 行，还有 1 行看不出")
    expect(view.locator(".zj-problems.is-error")).to_have_count(0)
    expect(asked).to_contain_text("“文体活动”没有“活动类别”这一列，二选一：")
    answers = asked.locator("button, select")
    places = {round(each["x"]) for each in map(Locator.bounding_box, answers.all()) if each}
    assert len(places) <= 2  # a column of fields, and the buttons beside those
    view.get_by_role("button", name="照“活动名称”填").click()
    left = view.get_by_role("combobox", name="“zzz”是哪一种？")
    expect(left).to_be_focused()
    left.select_option("公益")
    expect(view.get_by_role("heading", name="读到 2 行")).to_be_focused()
    expect(asked).to_contain_text("“文体活动”的“活动类别”，“zzz”按“公益”填了。")
    view.get_by_role("button", name="导入", exact=True).click()
    expect(view.locator(".zj-taken")).to_contain_text("加上 2 行")
    expect(view.get_by_role("button", name=re.compile("要改"))).to_be_hidden()

    # What was said is known at the next import, and none of the rows is doubled.
    read()
    expect(asked).to_contain_text("“文体活动”的“活动类别”已照“活动名称”填。")
    merge = view.get_by_role("radio", name="按行合并")
    expect(merge).to_have_accessible_description(re.compile("：2 行没有变化。"))


def test_rows_of_another_year_give_the_summary_theirs(
    page: Page, address: str, tmp_path: Path
) -> None:
    page.goto(address)
    page.get_by_role("button", name="从 Excel 台账开始").click()
    page.get_by_label("单位全称").fill("某某镇总工会")
    page.get_by_label("哪一年").fill("2026")
    page.get_by_role("button", name="先不导入，直接开始").click()
    page.wait_for_url(re.compile("draft="))
    page.goto(f"{page.url.split('#')[0]}#ledger-activity")
    view = page.locator('[data-zj-step="ledger-activity"]')
    (tmp_path / "活动.csv").write_text(
        "活动时间,类别,活动名称\n2025-05-01,文体活动,运动会\n2025-06-01,培训,讲课\n", "utf-8"
    )
    view.get_by_label("导入台账").set_input_files(tmp_path / "活动.csv")
    view.get_by_role("button", name="导入", exact=True).click()
    expect(view.locator(".zj-taken")).to_contain_text("加上 2 行")
    there = view.locator(".zj-other-year")
    there.get_by_role("button", name="把总结改成2025年的").click()
    expect(page.get_by_text("某某镇总工会 · 2025年总结")).to_be_visible()
    expect(there).to_have_count(0)

    view.get_by_label("导入台账").set_input_files(tmp_path / "活动.csv")
    expect(view.get_by_role("heading", name="读到 2 行")).to_be_visible()
    expect(view.get_by_role("button", name=re.compile("把总结改成"))).to_have_count(0)


def test_what_cannot_be_read_outlives_a_reload_and_is_found_before_an_export(
    page: Page, address: str
) -> None:
    view = open_ledger(page, address)
    head = view.get_by_role("columnheader", name="人次")
    place = int(head.get_attribute("aria-colindex") or "0") - 1
    cell = view.locator(".tabulator-row").nth(0).locator(".tabulator-cell").nth(place)
    expect(cell).to_have_text("278")
    cell.click()
    page.keyboard.type("很多")
    page.keyboard.press("Enter")
    note = view.locator(".zj-note", has_text="现在仍按原来的“278”计")
    expect(note).to_be_visible()
    expect(page).to_have_url(re.compile("draft="))
    page.reload()
    expect(cell).to_have_text("很多")
    expect(note).to_be_visible()
    expect(view.get_by_role("button", name="有 1 行要改，去改")).to_be_visible()

    page.goto(page.url.partition("#")[0] + "#review")
    finding = page.locator(".zj-review li", has_text="写的是“很多”")
    expect(finding).to_contain_text("现在仍按原来的“278”计")
    finding.get_by_role("button", name="去修改").click()
    expect(cell).to_have_class(re.compile("is-active"))
    page.keyboard.press("Escape")
    expect(cell).to_have_text("278")
    page.reload()
    expect(cell).to_have_text("278")
    expect(view.get_by_role("button", name=re.compile("要改"))).to_be_hidden()


def test_a_row_of_income_is_offered_accounts_of_income(page: Page, address: str) -> None:
    view = open_ledger(page, address, "ledger-fund")
    heads = view.get_by_role("columnheader")
    side, account = (
        int(heads.filter(has_text=name).first.get_attribute("aria-colindex") or "0") - 1
        for name in ("收支", "科目")
    )
    row = view.locator(".tabulator-row").filter(has_text="收入").first.locator(".tabulator-cell")
    expect(row.nth(side)).to_have_text("收入")
    row.nth(account).click()
    page.keyboard.press("Alt+ArrowDown")
    options = view.get_by_role("option")
    expect(options.first).to_have_text("会费收入")
    expect(options).to_have_count(9)
    expect(view.locator(".zj-cell-pick")).to_contain_text("收入的共 9 个，往下还有；打字可查找全部")
    page.keyboard.press("Escape")
    page.keyboard.type("qtz")
    expect(options).to_have_text(["其他支出"])
    page.keyboard.press("Escape")


def test_a_number_in_the_text_leads_to_its_rows_and_back(page: Page, address: str) -> None:
    page.goto(f"{address}{PAGE}#welfare")
    text = page.locator('[data-zj-step="welfare"]')
    text.locator(".cm-zj-chip").first.click()
    view = page.locator('[data-zj-step="ledger-welfare"]')
    line = view.locator(".zj-marks")
    expect(line).to_contain_text(re.compile(r"慰问台账的这 \d+ 行合成了“慰问·"))
    marked = view.locator(".tabulator-row.is-marked")
    expect(marked.first).to_be_in_viewport()
    rows = view.locator(".tabulator-row")
    all_ = rows.count()
    line.get_by_role("button", name="只看这些行").click()
    expect(rows).to_have_count(marked.count())
    assert marked.count() < all_
    page.get_by_role("button", name="回到“帮扶送温暖与普惠服务”").click()
    expect(text.locator(".cm-zj-chip").first).to_be_visible()


def test_a_ledger_is_taken_out_as_a_file(page: Page, address: str) -> None:
    view = open_ledger(page, address)
    view.get_by_role("button", name="导出", exact=True).press("Enter")
    choices = view.get_by_role("group", name="导出成什么文件")
    expect(choices.get_by_role("button").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(choices).to_be_hidden()
    view.get_by_role("button", name="导出", exact=True).click()
    with page.expect_download() as coming:
        choices.get_by_role("button", name="这张台账（CSV）").click()
    assert coming.value.suggested_filename == "某某机械厂工会2011年慰问台账.csv"
    expect(choices).to_be_hidden()
