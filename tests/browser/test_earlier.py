"""What was written before, beside what is written now: last year's summary, and the half-year's."""

from __future__ import annotations

import os
import re
import signal
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.server import Server, kernel_of
from tests.browser.test_drafts import choose
from tests.browser.test_main_job import cell_of, on_step, step
from tests.ledgers import make
from tests.stores import opened
from zongjie import ledger, portable
from zongjie.draft import Draft, Section
from zongjie.earlier import Answer

PAGE = "voila/render/large_factory.ipynb"
SAME = "各协会分头活动，使爱好不同的职工都有活动可以选择。"
LAST = Draft(
    "large_factory",
    "某某机械厂工会",
    2010,
    sections=(
        Section("culture", "文体活动与职工文化", SAME),
        Section(
            "plan",
            "下一年工作打算",
            "1．举办职工乒乓球赛。由工会办公室负责。\n\n2．规范慰问登记。6月底前完成。",
        ),
    ),
)


@pytest.fixture
def id_(data: Path, root: Path) -> str:
    """A draft that is the sample's."""
    sample = portable.read(root / "sample_data" / "large_factory")
    with opened(data) as store:
        return store.create(sample.draft, sample.intake.ledgers)


@pytest.fixture
def last(tmp_path: Path) -> Path:
    """Last year's summary as a colleague sends it."""
    given: dict[str, object] = {
        "date": "2010-01",
        "category": "送温暖",
        "beneficiary_kind": "困难职工",
        "person_times": 250,
    }
    portable.write(LAST, make(welfare=[given]), tmp_path / "去年.zip")
    return tmp_path / "去年.zip"


def give(page: Page, last: Path) -> Locator:
    """Give last year's summary to the page; returns the rows of its promises."""
    compare = on_step(page, "compare")
    compare.get_by_label("导入上年的台账或总结").set_input_files(last)
    expect(compare.get_by_text("已用上“去年.zip”的台账和文字。")).to_be_visible()
    return compare.locator(".zj-promises tbody tr")


def saved(data: Path, id_: str) -> dict[str, Answer]:
    with opened(data) as store:
        return dict(store.load(id_).earlier["year"].answers)


def test_what_last_year_promised_is_answered_beside_what_was_done(
    page: Page, address: str, data: Path, id_: str, last: Path
) -> None:
    page.goto(f"{address}{PAGE}?draft={id_}#compare")
    promises = give(page, last)
    compare = on_step(page, "compare")

    # Each promise beside what the ledger and the text say of it.
    expect(promises).to_have_count(2)
    match, rule = promises.nth(0), promises.nth(1)
    expect(match).to_contain_text("举办职工乒乓球赛")
    expect(match).to_contain_text("去年打算的")
    expect(match.get_by_role("link", name="文体活动与职工文化")).to_be_visible()
    expect(rule).to_contain_text("6月底前完成")
    expect(rule.get_by_label("说明")).to_be_hidden()
    expect(compare.get_by_text("共 2 件，还有 1 件没有交代。")).to_be_visible()
    expect(compare.get_by_role("row", name=re.compile("慰问人次"))).to_contain_text("250")

    # The row of the ledger is gone to, and back.
    match.get_by_role("button", name="庆祝建厂60周年职工乒乓球赛").click()
    expect(on_step(page, "ledger-activity").get_by_text("庆祝建厂60周年").first).to_be_visible()
    page.get_by_role("button", name=re.compile("^回到")).click()

    # Marked, it has a sentence, which lands in the section that is about it.
    rule.get_by_label("做得怎样").select_option("部分完成")
    rule.get_by_label("说明").fill("下半年起")
    rule.get_by_label("说明").press("Tab")
    sentence = "去年打算的“规范慰问登记”，完成了一部分，下半年起"
    expect(rule.locator(".zj-tell")).to_contain_text(sentence)
    expect(compare.get_by_text("共 2 件，件件有交代。")).to_be_visible()
    expect(rule.get_by_label("写进哪一节")).to_have_value("welfare")
    rule.get_by_role("button", name="写进这一节").click()
    said = "已写进“帮扶送温暖与普惠服务”的末尾"
    expect(compare.get_by_text(said)).to_be_visible()
    expect(rule.locator(".zj-tell")).to_be_hidden()
    rule.get_by_role("link", name="帮扶送温暖与普惠服务").click()
    text = on_step(page, "welfare").locator(".cm-content")
    expect(text).to_contain_text(sentence)
    with opened(data) as store:
        kept = store.load(id_).draft.section("welfare")
    assert kept is not None
    assert sentence in kept.text.rpartition("\n\n")[2]
    assert saved(data, id_) == {"规范慰问登记": Answer("部分完成", "下半年起")}

    # A reload keeps what was said.
    page.goto(f"{address}{PAGE}?draft={id_}#compare")
    expect(rule.get_by_label("做得怎样")).to_have_value("部分完成")
    expect(rule.get_by_label("说明")).to_have_value("下半年起")


def test_what_was_said_of_a_promise_when_the_program_went_away_comes_back(  # noqa: PLR0917 - fixtures
    browser: Browser, server: Server, address: str, data: Path, id_: str, last: Path
) -> None:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    context.set_default_navigation_timeout(60_000)
    page = context.new_page()  # its console may complain: its kernel is taken away
    page.goto(f"{address}{PAGE}?draft={id_}#compare")
    rule = give(page, last).nth(1)
    rule.get_by_label("做得怎样").select_option("部分完成")
    expect(rule.locator(".zj-tell")).to_be_visible()
    os.kill(kernel_of(page, server), signal.SIGKILL)
    rule.get_by_label("说明").fill("下半年起")
    expect(page.locator(".zj-strip")).to_contain_text("不会丢")
    expect(rule.get_by_label("说明")).to_be_hidden()  # the page is loaded anew
    expect(rule.get_by_label("说明")).to_have_value("下半年起")
    assert saved(data, id_) == {"规范慰问登记": Answer("部分完成", "下半年起")}
    context.close()


def test_a_promise_that_nothing_is_said_of_is_told_before_the_files_are_made(
    page: Page, address: str, data: Path, id_: str, last: Path
) -> None:
    page.goto(f"{address}{PAGE}?draft={id_}#compare")
    rule = give(page, last).nth(1)
    page.locator(".zj-tools").get_by_role("button", name=re.compile("检查")).click()
    told = on_step(page, "review").get_by_text("去年打算的“规范慰问登记”，今年的总结里还没有交代。")
    expect(told).to_be_visible()
    page.get_by_role("button", name=re.compile("^回到")).click()
    rule.get_by_label("做得怎样").select_option("不再需要")
    expect(rule.locator(".zj-tell")).to_contain_text("情况有变化，不再需要")
    page.locator(".zj-tools").get_by_role("button", name=re.compile("检查")).click()
    expect(told).to_be_hidden()

    # Taken back, it is open again.
    page.get_by_role("button", name=re.compile("^回到")).click()
    rule.get_by_label("做得怎样").select_option("还没说")
    expect(rule.locator(".zj-tell")).to_be_hidden()
    expect(rule.get_by_label("说明")).to_be_hidden()
    page.locator(".zj-tools").get_by_role("button", name=re.compile("检查")).click()
    expect(told).to_be_visible()
    page.reload()
    expect(told).to_be_visible()
    assert saved(data, id_) == {}


def test_a_sentence_that_stands_as_it_did_last_year_is_shown_as_such(
    page: Page, address: str, data: Path, id_: str, last: Path
) -> None:
    page.goto(f"{address}{PAGE}?draft={id_}#compare")
    give(page, last)
    step(page, "文体活动与职工文化")
    section = on_step(page, "culture")
    expect(section.locator(".zj-difference")).to_have_count(0)

    # Last year's words stand beside the text; put into it, they are pointed out.
    then = section.locator(".zj-then", has_text=SAME)
    expect(then).to_be_visible()
    section.locator(".cm-line").first.click()
    then.get_by_role("button", name="放入正文").click()
    told = section.locator(".zj-difference.is-copied")
    expect(told).to_contain_text(f"这句和去年一字不差：“{SAME[:10]}")
    expect(told.get_by_role("button", name="改为台账数")).to_have_count(0)

    # Another wording is none; the old one, left so, is not asked about again.
    text = section.locator(".cm-content")
    told.locator(".zj-place").click()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    page.keyboard.insert_text("了")
    expect(told).to_have_count(0)
    page.keyboard.press("Backspace")
    expect(told).to_have_count(1)
    told.get_by_role("button", name="就这样写").click()
    expect(told).to_have_count(0)
    expect(section.get_by_text("1 句和去年一样，就这样写")).to_be_visible()
    expect(page.locator(".zj-saved")).to_contain_text("已保存")
    page.reload()
    expect(text).to_contain_text(SAME)
    expect(section.get_by_text("1 句和去年一样，就这样写")).to_be_visible()
    expect(told).to_have_count(0)
    with opened(data) as store:
        kept = store.load(id_).draft.section("culture")
    assert kept is not None
    assert [one.partition("=")[0] for one in kept.kept] == ["照去年"]


def half_of(data: Path, root: Path, unit: str) -> str:
    """The half-year's sample as another union's draft."""
    sample = portable.read(root / "sample_data" / "half_year")
    with opened(data) as store:
        return store.create(replace(sample.draft, unit=unit), sample.intake.ledgers)


def test_the_year_is_begun_from_the_half(page: Page, address: str, data: Path, root: Path) -> None:
    half_of(data, root, "某某半年厂工会")
    page.goto(address)
    choose(page, "某某半年厂工会2026年上半年工作总结", "写全年的")
    form = page.locator("form.zj-question")
    form.get_by_label("写哪一种").select_option("large_factory")
    form.get_by_role("button", name="开始写").click()
    page.wait_for_url("**/large_factory.ipynb?draft=*")

    # The half's rows are the year's; its text stands beside each section, its plan is held against.
    expect(page.locator(".zj-title")).to_contain_text("某某半年厂工会 · 2026年总结")
    step(page, "^.?活动")
    expect(on_step(page, "ledger-activity").get_by_text("共 6 行")).to_be_visible()
    step(page, "文体活动与职工文化")
    section = on_step(page, "culture")
    expect(section.locator(".cm-content")).not_to_contain_text("共举办文体活动")
    expect(section.get_by_role("heading", name="半年时写的")).to_be_visible()
    then = section.locator(".zj-then", has_text="共举办文体活动")
    expect(then).to_be_visible()
    page.locator(".zj-tools").get_by_role("button", name="上年对照").click()
    promises = on_step(page, "compare").locator(".zj-promises tbody tr")
    expect(promises).to_have_count(4)
    expect(promises.first).to_contain_text("半年时打算的")


def test_the_half_feeds_a_year_that_is_begun_already_and_feeds_it_once(
    page: Page, address: str, data: Path, root: Path
) -> None:
    unit = "某某接半年厂工会"
    half_of(data, root, unit)
    sample = portable.read(root / "sample_data" / "half_year")
    begun = dict(ledger.empty_all())
    begun["activity"] = sample.intake.ledgers["activity"].iloc[:2]
    section = Section("culture", "文体活动与职工文化", "写了一句。")
    draft = replace(LAST, unit=unit, year=2026, sections=(section,))
    with opened(data) as store:
        id_ = store.create(draft, begun)
    page.goto(f"{address}{PAGE}?draft={id_}#compare")
    compare = on_step(page, "compare")
    use = compare.get_by_role("button", name=re.compile("^接上“.*上半年工作总结”"))
    use.click()
    # all but the two activities were not there yet
    came = sum(map(len, sample.intake.ledgers.values())) - 2
    expect(compare.get_by_text(f"台账里添了 {came} 行，已有的行没有动")).to_be_visible()
    use.click()
    expect(compare.get_by_text("台账里的行这里都有了")).to_be_visible()
    step(page, "^.?活动")
    activity = on_step(page, "ledger-activity")
    expect(activity.get_by_text("共 6 行")).to_be_visible()
    expect(cell_of(activity, 1, "活动名称")).not_to_have_text("")
    step(page, "文体")
    culture = on_step(page, "culture")
    expect(culture.locator(".cm-content")).to_have_text("写了一句。")
    expect(culture.get_by_role("heading", name="半年时写的")).to_be_visible()

    # A reload keeps it; put aside, its text and its plan go, its rows stay.
    page.reload()
    expect(culture.locator(".zj-then").first).to_be_visible()
    with opened(data) as store:
        assert store.load(id_).earlier["half"].draft.half == 1
    page.locator(".zj-tools").get_by_role("button", name="上年对照").click()
    compare.get_by_role("button", name="不看半年的了").click()
    expect(compare.get_by_text("半年时写的已经拿掉，台账里的行没有动。")).to_be_visible()
    expect(compare.locator(".zj-promises")).to_be_hidden()
