"""The section editor by itself, in a real browser: chips, completion, input method, undo."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from hatch_build import run
from tests.typed.figures import figure, figures
from widgets.numbers import described
from widgets.section import as_hints
from zongjie.draft import Section
from zongjie.review import Review

BUNDLE = """\
import * as esbuild from "esbuild";
await esbuild.build({
  entryPoints: ["src/editor/editor.ts"], outfile: process.argv[1],
  bundle: true, format: "esm", charset: "utf8", logLevel: "warning",
});
"""

PAGE = """\
<!doctype html><html lang="zh"><meta charset="utf-8"><title>正文</title>
<button>前</button><main></main><button>后</button>
<script type="module">
import { Editor } from "/editor.js";
window.heard = [];
const hear = (name) => (value) => { window.heard.push([name, value]); };
window.open_ = async (text, figures) => {
  window.editor = new Editor("正文", text, {
    send: (now) => {
      hear("send")(now);
      void window.look(now).then((found) => { window.editor.check(now, found); });
    },
    typed: () => undefined, openRows: hear("rows"), save: hear("save"),
    hinted: (hints) => hear("hints")(hints.map(({ kind, kept, from, to }) =>
      `${kind} ${window.editor.text.slice(from, to)}${kept ? " kept" : ""}`)),
    kept: (id, kept) => hear("kept")([id, kept]),
  });
  document.querySelector("main").append(window.editor.el);
  window.editor.figures(figures);
  window.editor.check(text, await window.look(text));
};
</script></html>
"""

HERE = "http://localhost/"


LEDGER = figures(
    figure("慰问.送温暖.人次", 278, "人次"),
    figure("慰问.送温暖.户数", 30, "户"),
    figure("慰问.婚丧慰问.金额", 22500, "元"),
)
FIGURES = described(LEDGER)
MORE = {**FIGURES, "慰问.送温暖.人次": {**FIGURES["慰问.送温暖.人次"], "shown": "300"}}

BOUND = "走访{{慰问.送温暖.人次}}人次。"


def look(text: str) -> list[dict[str, Any]]:
    """What the page is told about a text."""
    section = Section("welfare", "帮扶", text)
    return as_hints(section, Review(LEDGER).hints(section))


class Desk:
    """One editor in a page, and what it told the page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.box: Locator = page.get_by_role("textbox", name="正文")
        self.chips = page.locator(".cm-zj-chip")

    def open(self, text: str, figures: object = FIGURES) -> None:
        self.page.evaluate("([text, figures]) => open_(text, figures)", [text, figures])
        self.box.click()
        self.press("Control+End")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        self.page.keyboard.insert_text(words)

    def figures(self, figures: object) -> None:
        self.page.evaluate("(figures) => editor.figures(figures)", figures)

    @property
    def text(self) -> str:
        return str(self.page.evaluate("editor.text"))

    def heard(self, name: str) -> list[Any]:
        return [value for kind, value in self.page.evaluate("heard") if kind == name]

    def wait_for(self, name: str, value: object) -> None:
        self.page.wait_for_function(
            "([name, value]) => heard.some((one) => one[0] === name"
            " && JSON.stringify(one[1]) === value)",
            arg=[name, json.dumps(value, ensure_ascii=False, separators=(",", ":"))],
        )


@pytest.fixture(scope="module")
def script(root: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The editor's module, bundled by itself."""
    target = tmp_path_factory.mktemp("editor") / "editor.js"
    command = ["node", "--input-type=module", "-e", BUNDLE, str(target)]
    run(command, root / "widgets" / "frontend")
    return target.read_text("utf-8")


@pytest.fixture(scope="module")
def bare(browser: Browser, script: str) -> Iterator[tuple[Page, list[str]]]:
    """A page with nothing but an editor, and what went wrong in it."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 1000, "height": 700})
    page = context.new_page()
    page.set_default_timeout(5000)
    wrong: list[str] = []

    def answer(route: Route) -> None:
        if route.request.url == HERE + "editor.js":
            route.fulfill(body=script, content_type="text/javascript")
        elif route.request.url == HERE:
            route.fulfill(body=PAGE, content_type="text/html")
        else:
            route.fulfill(status=204)
            if not route.request.url.startswith(HERE):
                wrong.append(route.request.url)

    page.route("**/*", answer)
    page.expose_function("look", look)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
    yield page, wrong
    context.close()


@pytest.fixture
def desk(bare: tuple[Page, list[str]]) -> Iterator[Desk]:
    """A fresh editor, which asks no other host and reports nothing wrong."""
    page, wrong = bare
    page.goto(HERE)
    page.wait_for_function("typeof open_ === 'function'")
    yield Desk(page)
    assert wrong == []


def test_a_token_is_a_chip_with_its_value_and_a_gap_says_what_is_missing(desk: Desk) -> None:
    desk.open("走访{{慰问.送温暖.人次}}人次，支出{{慰问.婚丧慰问.金额|万元}}，{{提案.征集}}件")
    expect(desk.chips).to_have_text(["278", "2.25万元", "【缺：提案·征集】"])
    expect(desk.chips.first).to_have_attribute(
        "aria-label", "278（慰问·送温暖·人次：278人次，2026年，慰问台账第 1 行“人次”）"
    )


def test_no_line_begins_with_what_closes_a_clause(desk: Desk) -> None:
    desk.open("走访慰问困难职工{{慰问.送温暖.人次}}、{{慰问.婚丧慰问.金额|万元}}。" * 12)
    firsts = desk.page.evaluate("""() => {
      const found = [];
      for (let width = 200; width < 320; width += 7) {
        editor.el.style.width = `${width}px`;
        const text = document.createTreeWalker(editor.view.contentDOM, NodeFilter.SHOW_TEXT);
        let line = 0;
        while (text.nextNode()) {
          const { data } = text.currentNode;
          for (let at = 0; at < data.length; at += 1) {
            const range = document.createRange();
            range.setStart(text.currentNode, at);
            range.setEnd(text.currentNode, at + 1);
            const { left, top } = range.getBoundingClientRect();
            if (top > line + 8) found.push(data[at]);
            line = Math.max(line, top);
          }
        }
      }
      return found.join("");
    }""")
    assert len(firsts) > 100
    assert set(firsts) & set("。、") == set()


def test_a_chip_is_walked_over_selected_and_deleted_whole(desk: Desk) -> None:
    desk.open(BOUND)
    desk.press("ArrowLeft", "ArrowLeft", "ArrowLeft", "ArrowLeft")
    desk.type("约")
    assert desk.text == "走访约{{慰问.送温暖.人次}}人次。"
    desk.press("Shift+ArrowRight")
    assert desk.page.evaluate("getSelection().toString()") == "278"
    desk.press("ArrowRight", "Backspace")
    assert desk.text == "走访约人次。"
    desk.press("Control+z")
    expect(desk.chips).to_have_text(["278"])
    desk.press("ArrowLeft", "Control+Home", "ArrowRight", "ArrowRight", "ArrowRight", "Delete")
    assert desk.text == "走访约人次。"


def test_a_chip_tells_where_its_number_comes_from(desk: Desk) -> None:
    desk.open(BOUND)
    desk.chips.first.hover()
    card = desk.page.locator(".cm-zj-card")
    expect(card).to_contain_text("慰问·送温暖·人次：278人次")
    expect(card).to_contain_text("慰问台账第 1 行“人次”")
    desk.page.mouse.move(1, 1)
    expect(card).to_have_count(0)
    desk.press("Control+Home", "ArrowRight", "ArrowRight")
    expect(card).to_contain_text("2026年")
    expect(desk.page.locator(".cm-announced")).to_contain_text("278人次")
    desk.press("Control+Enter")
    desk.wait_for("rows", "慰问.送温暖.人次")
    desk.press("Escape")
    expect(card).to_have_count(0)
    desk.chips.first.click()
    desk.page.wait_for_function("heard.filter(([name]) => name === 'rows').length === 2")


def test_a_sum_is_written_in_the_other_unit_by_mouse_and_by_keyboard(desk: Desk) -> None:
    desk.open("支出{{慰问.婚丧慰问.金额}}元，走访{{慰问.送温暖.人次}}人次。")
    desk.chips.first.hover()
    desk.page.get_by_role("button", name="改写成2.25万元").click()
    assert desk.text == "支出{{慰问.婚丧慰问.金额|万元}}，走访{{慰问.送温暖.人次}}人次。"
    desk.press("ArrowLeft", "ArrowRight")
    expect(desk.page.locator(".cm-zj-card")).to_contain_text("按 Alt+回车 改写成22500元")
    desk.press("Alt+Enter")
    assert desk.text.startswith("支出{{慰问.婚丧慰问.金额|元}}，")
    desk.press("Control+z", "Control+z")
    assert desk.text.startswith("支出{{慰问.婚丧慰问.金额}}元，")
    desk.chips.nth(1).hover()
    expect(desk.page.locator(".cm-zj-card")).to_contain_text("278人次")
    expect(desk.page.get_by_role("button", name="改写成")).to_have_count(0)


@pytest.mark.parametrize(("opener", "query"), [("{{", "户数"), ("【", "wwswnhs"), ("｛｛", "30")])
def test_a_figure_is_chosen_by_name_initials_or_value(desk: Desk, opener: str, query: str) -> None:
    desk.open("共")
    desk.page.keyboard.type(opener + query)
    listed = desk.page.get_by_role("listbox", name="可选的数字").get_by_role("option")
    expect(listed.first).to_contain_text("慰问·送温暖·户数")
    expect(listed.first).to_contain_text("30户")
    desk.press("Enter")
    assert desk.text == "共{{慰问.送温暖.户数}}户"
    desk.type("。")
    assert desk.text.endswith("户。")


def test_the_command_lists_all_figures_and_leaves_nothing_behind(desk: Desk) -> None:
    desk.open("共")
    desk.page.evaluate("editor.pickFigure()")
    listed = desk.page.get_by_role("option")
    expect(listed).to_have_count(3)
    desk.page.keyboard.type("hs")
    expect(listed).to_have_count(2)
    desk.press("Escape")
    expect(listed).to_have_count(0)
    assert desk.text == "共"


@pytest.mark.parametrize("leave", ["Escape", "Tab"])
def test_a_word_that_no_figure_fits_is_told_and_leaves_no_bracket(desk: Desk, leave: str) -> None:
    desk.open("共")
    desk.page.evaluate("editor.pickFigure()")
    desk.page.keyboard.insert_text("健步走")
    expect(desk.page.get_by_role("option")).to_have_text("没有叫这个名字的数字")
    desk.press("Enter")
    assert desk.text == "共【健步走"
    desk.press(leave)
    assert desk.text == "共健步走"


def test_a_bracket_typed_by_hand_stays(desk: Desk) -> None:
    desk.open("")
    desk.page.keyboard.type("【")
    expect(desk.page.get_by_role("option")).to_have_count(3)
    desk.press("Escape")
    desk.page.keyboard.type("摘要】")
    assert desk.text == "【摘要】"


def test_a_bracket_is_told_once_no_figure_was_chosen_for_it(desk: Desk) -> None:
    desk.open("共")
    desk.page.keyboard.type("【")
    listed = desk.page.get_by_role("option")
    expect(listed).to_have_count(3)
    desk.page.wait_for_timeout(900)  # longer than any pause after which something is sent
    assert desk.heard("send") == []
    desk.press("Enter")
    desk.wait_for("send", "共{{慰问.送温暖.人次}}人次")
    desk.page.keyboard.type("【")
    expect(listed).to_have_count(3)
    desk.page.wait_for_timeout(900)
    assert len(desk.heard("send")) == 1
    desk.press("Escape")
    desk.wait_for("send", "共{{慰问.送温暖.人次}}人次【")
    desk.page.keyboard.type("【")
    expect(listed).to_have_count(3)
    desk.page.get_by_role("button", name="后").click()
    desk.wait_for("send", "共{{慰问.送温暖.人次}}人次【【")


def test_no_text_waits_for_long_for_a_figure_to_be_chosen(desk: Desk) -> None:
    desk.open("共")
    desk.page.keyboard.type("【")
    desk.wait_for("send", "共【")
    expect(desk.page.get_by_role("option")).to_have_count(3)


def test_nothing_is_drawn_or_sent_while_an_input_method_composes(desk: Desk) -> None:
    desk.open(BOUND)
    ime = desk.page.context.new_cdp_session(desk.page)
    for letters in ("w", "wei", "weiwen"):
        ime.send(
            "Input.imeSetComposition",
            {"text": letters, "selectionStart": len(letters), "selectionEnd": len(letters)},
        )
    desk.figures(MORE)
    desk.page.evaluate("editor.receive('另一处写的')")
    desk.page.wait_for_timeout(900)  # longer than any pause after which something is sent
    expect(desk.chips).to_have_text(["278"])
    assert desk.heard("send") == []
    ime.send("Input.insertText", {"text": "慰问"})
    expect(desk.chips).to_have_text(["300"])
    assert desk.text == BOUND + "慰问"
    desk.wait_for("send", BOUND + "慰问")
    desk.press("Control+z")
    assert desk.text == BOUND


def test_undo_survives_new_figures_and_a_text_from_elsewhere(desk: Desk) -> None:
    desk.open(BOUND)
    desk.type("另有慰问。")
    desk.wait_for("send", BOUND + "另有慰问。")
    desk.figures(MORE)
    expect(desk.chips).to_have_text(["300"])
    desk.page.evaluate(f"editor.receive('今年' + {json.dumps(BOUND)} + '另有慰问。')")
    desk.press("Control+z")
    assert desk.text == "今年" + BOUND
    expect(desk.chips).to_have_text(["300"])
    desk.press("Control+y")
    assert desk.text == "今年" + BOUND + "另有慰问。"


def test_a_number_that_differs_from_the_ledger_is_mended_or_kept(desk: Desk) -> None:
    desk.open("送温暖走访280人次。\n送温暖走访31户。")
    desk.wait_for("hints", ["differs 280", "differs 31"])
    underlined = desk.page.locator(".cm-lintRange-warning")
    expect(underlined).to_have_text(["280", "31"])
    underlined.first.hover()
    desk.page.get_by_role("button", name="改为台账数").click()
    assert desk.text.startswith("送温暖走访{{慰问.送温暖.人次}}人次")
    desk.wait_for("hints", ["differs 31"])
    underlined.hover()
    expect(desk.page.locator(".cm-tooltip")).to_contain_text("为 30户，这里写了 31户")
    desk.page.get_by_role("button", name="保留").click()
    desk.wait_for("kept", ["慰问.送温暖.户数=31户", True])
    desk.wait_for("hints", ["differs 31 kept"])
    expect(underlined).to_have_count(0)
    desk.box.click()
    desk.press("Control+z")
    desk.wait_for("kept", ["慰问.送温暖.户数=31户", False])
    expect(underlined).to_have_text(["31"])
    desk.press("Control+z")
    expect(underlined).to_have_text(["280", "31"])
    desk.press("Control+y", "Control+y")
    expect(underlined).to_have_count(0)


def test_what_was_found_moves_with_the_text_and_goes_with_its_number(desk: Desk) -> None:
    desk.open("送温暖走访280人次。")
    underlined = desk.page.locator(".cm-lintRange-warning")
    expect(underlined).to_have_text(["280"])
    desk.press("Control+Home")
    desk.type("𠮷年")
    expect(underlined).to_have_text(["280"])
    desk.press(*["ArrowRight"] * 6, "Backspace")
    expect(underlined).to_have_count(0)
    desk.wait_for("hints", [])
    assert desk.text == "𠮷年送温暖走访80人次。"
    expect(underlined).to_have_text(["80"])
    desk.type("2")
    expect(underlined).to_have_text(["280"])


def test_a_number_typed_and_taken_back_at_once_is_underlined_again(desk: Desk) -> None:
    desk.open("送温暖走访280人次。")
    underlined = desk.page.locator(".cm-lintRange-warning")
    expect(underlined).to_have_text(["280"])
    desk.press(*["ArrowLeft"] * 3)
    desk.page.keyboard.type("5")
    desk.press("Backspace")
    desk.page.wait_for_timeout(100)
    assert desk.heard("send") == []
    expect(underlined).to_have_text(["280"])


def test_what_is_found_while_an_input_method_composes_is_shown_when_it_lets_go(desk: Desk) -> None:
    desk.open("送温暖走访280人次。")
    underlined = desk.page.locator(".cm-lintRange-warning")
    expect(underlined).to_have_text(["280"])
    ime = desk.page.context.new_cdp_session(desk.page)
    ime.send("Input.imeSetComposition", {"text": "ji", "selectionStart": 2, "selectionEnd": 2})
    told = len(desk.heard("hints"))
    desk.page.evaluate(
        """([text, hints]) => editor.check(text, hints.map((one) => ({ ...one, kept: true })))""",
        ["送温暖走访280人次。季", look("送温暖走访280人次。")],
    )
    desk.page.wait_for_timeout(200)
    assert len(desk.heard("hints")) == told
    ime.send("Input.insertText", {"text": "季"})
    desk.wait_for("hints", ["differs 280 kept"])


def test_a_typed_figure_is_offered_as_a_bound_number(desk: Desk) -> None:
    desk.open("婚丧慰问支出2.25万元")
    expect(desk.page.locator(".cm-lintRange-hint")).to_have_text("2.25万元")
    desk.press("Alt+Enter")
    assert desk.text == "婚丧慰问支出{{慰问.婚丧慰问.金额|万元}}"
    expect(desk.chips).to_have_text(["2.25万元"])


TABLE = "| 项目 | 人次 |\n| --- | ---: |\n| 送温暖 | {{慰问.送温暖.人次}} |"


def test_a_table_is_drawn_as_one_and_shows_its_rows_to_whoever_goes_in(desk: Desk) -> None:
    text = f"前\n\n{TABLE}\n\n后"
    desk.open(text)
    table = desk.page.locator(".cm-zj-table")
    rows = table.locator("tr")
    expect(rows).to_have_text(["项目人次", "送温暖278"])
    expect(rows.nth(1).locator("td").nth(1)).to_have_css("text-align", "end")
    expect(desk.box).not_to_contain_text("---")
    desk.figures(MORE)
    expect(rows.nth(1)).to_have_text("送温暖300")

    # By the mouse at the end of a row; what is typed is there when one has left, and goes at once.
    rows.nth(1).locator("td").first.click()
    expect(table).to_have_count(0)
    desk.press("ArrowLeft", "ArrowLeft")
    desk.type("余")
    desk.press("Control+End")
    expect(rows.nth(1)).to_have_text("送温暖300余")
    desk.press("Control+z")
    assert desk.text == text

    # By the keyboard, line by line, from above and from below.
    for start, key in (("Control+Home", "ArrowDown"), ("Control+End", "ArrowUp")):
        desk.press(start)
        expect(table).to_have_count(1)
        desk.press(key, key)
        expect(table).to_have_count(0)
        desk.press(key, key, key, key)
        expect(table).to_have_count(1)
    desk.press("Control+a")
    expect(table).to_have_count(0)
    assert desk.text == text


def test_a_table_stays_drawn_while_an_input_method_composes_beside_it(desk: Desk) -> None:
    desk.open(f"{TABLE}\n\n后")
    table = desk.page.locator(".cm-zj-table")
    ime = desk.page.context.new_cdp_session(desk.page)
    for typed in ("b", "ba", "ban"):
        ime.send(
            "Input.imeSetComposition",
            {"text": typed, "selectionStart": len(typed), "selectionEnd": len(typed)},
        )
        expect(table).to_have_count(1)
    ime.send("Input.insertText", {"text": "办"})
    assert desk.text == f"{TABLE}\n\n后办"
    expect(table).to_have_count(1)
    desk.press("ArrowUp", "ArrowUp")
    expect(table).to_have_count(0)
    ime.send("Input.imeSetComposition", {"text": "ci", "selectionStart": 2, "selectionEnd": 2})
    ime.send("Input.insertText", {"text": "次"})
    assert desk.text.count("次") == 3
    expect(table).to_have_count(0)


def test_a_text_that_ends_in_a_table_opens_with_it_drawn(desk: Desk) -> None:
    desk.page.evaluate("([text, figures]) => open_(text, figures)", [f"前\n\n{TABLE}", FIGURES])
    expect(desk.page.locator(".cm-zj-table")).to_have_count(1)


def test_cells_from_excel_become_a_table_and_numbers_leave_as_words(desk: Desk) -> None:
    desk.open(BOUND)
    paste = """(text) => {
      const data = new DataTransfer();
      data.setData("text/plain", text);
      const more = { clipboardData: data, bubbles: true, cancelable: true };
      document.activeElement.dispatchEvent(new ClipboardEvent("paste", more));
    }"""
    desk.page.evaluate(paste, "项目\t人次\n送温暖\t278\n")
    assert desk.text == BOUND + "\n\n| 项目 | 人次 |\n| --- | ---: |\n| 送温暖 | 278 |\n\n"
    desk.press("Control+z", "Control+a")
    copied = desk.page.evaluate(
        """() => {
          const data = new DataTransfer();
          const more = { clipboardData: data, bubbles: true, cancelable: true };
          document.activeElement.dispatchEvent(new ClipboardEvent("copy", more));
          return [data.getData("text/plain"), data.getData("application/x-zongjie")];
        }"""
    )
    assert copied == ["走访278人次。", BOUND]


def test_headings_bold_and_captions_look_like_what_they_are(desk: Desk) -> None:
    desk.open("一、民主管理\n（一）提案\n### 小节\n- 一条\n**重点**\n![各月慰问](chart:慰问.按月)")
    expect(desk.page.locator(".cm-zj-head")).to_have_text(["（一）提案", "### 小节"])
    expect(desk.page.locator(".cm-zj-item")).to_have_text("- 一条")
    expect(desk.page.locator(".cm-zj-bold")).to_have_text("重点")
    expect(desk.page.locator(".cm-zj-picture")).to_have_text("图：各月慰问")
    desk.press("Backspace")
    assert desk.text.endswith("**重点**\n")


def test_a_chart_keeps_its_line_to_itself(desk: Desk) -> None:
    chart = "![各月慰问](chart:慰问.按月)"
    desk.open(chart)
    desk.page.keyboard.type("后文")
    desk.page.wait_for_function("editor.text.includes('\\n')")
    assert desk.text == chart + "\n后文"
    desk.press("Control+Home")
    ime = desk.page.context.new_cdp_session(desk.page)
    ime.send("Input.imeSetComposition", {"text": "qian", "selectionStart": 4, "selectionEnd": 4})
    ime.send("Input.insertText", {"text": "前文"})
    expect(desk.page.locator(".cm-zj-picture")).to_have_text("图：各月慰问")
    assert desk.text == "前文\n" + chart + "\n后文"
    desk.press("Control+z")
    assert desk.text == chart + "\n后文"


def test_keys_an_office_expects(desk: Desk) -> None:
    desk.open("原文")
    desk.press("Enter")
    desk.type("新的")
    desk.press("Control+s")
    assert desk.heard("send") == ["原文\n新的"]
    assert len(desk.heard("save")) == 1
    desk.press("Tab")
    expect(desk.page.get_by_role("button", name="后")).to_be_focused()
    assert desk.text == "原文\n新的"


def test_enter_goes_on_with_a_list_and_an_empty_item_ends_it(desk: Desk) -> None:
    desk.open("1. 走访{{慰问.送温暖.人次}}人次")
    desk.press("Enter")
    desk.type("慰问")
    desk.press("Enter")
    assert desk.text == "1. 走访{{慰问.送温暖.人次}}人次\n2. 慰问\n3. "
    desk.press("Enter")
    desk.type("后文")
    assert desk.text == "1. 走访{{慰问.送温暖.人次}}人次\n2. 慰问\n后文"
    desk.press("Control+Home", "Enter")
    assert desk.text.startswith("\n1. 走访")


@pytest.mark.parametrize(
    ("before", "sentence", "after"),
    [
        ("第一段。", "又一句。", "第一段。又一句。"),
        ("（一）提案", "又一句。", "（一）提案\n又一句。"),
        ("第一段。", "| 做什么 |\n| --- |", "第一段。\n\n| 做什么 |\n| --- |"),
        ("| 甲 |", "又一句。", "| 甲 |\n\n又一句。"),
        ("", "又一句。", "又一句。"),
    ],
)
def test_a_sentence_lands_beside_text_and_apart_from_headings_and_tables(
    desk: Desk, before: str, sentence: str, after: str
) -> None:
    desk.open(before)
    desk.page.evaluate("(sentence) => editor.land(sentence)", sentence)
    assert desk.text == after
    desk.press("Control+z")
    assert desk.text == before
