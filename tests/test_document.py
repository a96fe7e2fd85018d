"""The finished notebook: the same from a draft and from an executed workbook."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zongjie import charts, document
from zongjie.document.headings import number_headings
from zongjie.draft import Draft, Section
from zongjie.errors import DocumentError
from zongjie.export import export
from zongjie.figures import Figure, Figures, Series
from zongjie.period import Period

YEAR = Period(2026)
CHART = "![各月办了几次](chart:活动.按月)"
TABLE = "![](table:慰问.按类别)"


def figure(key: str, value: int | Decimal, unit: str) -> Figure:
    return Figure(key, value, unit, YEAR, exact=True, ledger="activity", rows=(1,))


def made() -> Figures:
    months = tuple((f"{n}月", figure("", n, "次")) for n in range(1, 13))
    kinds = tuple((name, figure("", Decimal(5), "元")) for name in ("甲|乙", "丙*丁*"))
    series = {
        "活动.次数.按月": Series("活动.次数.按月", "次", months),
        "慰问.金额.按类别": Series("慰问.金额.按类别", "元", kinds),
    }
    return Figures(YEAR, {"活动.次数": figure("活动.次数", 78, "次")}, series)


FIGURES = made()
DRAFT = Draft(
    genre="large_factory",
    unit="某某机械厂工会",
    year=2026,
    author="某某",
    date="2027-01-05",
    sections=(
        Section("overview", "前言", "一年来，工会工作有序推进。"),
        Section("competition", "劳动竞赛", f"活动{{{{活动.次数}}}}次。\n\n{CHART}\n\n此后更多。"),
        Section("safety", "安全生产", "  \n"),
        Section("志愿服务", "志愿服务", TABLE),
    ),
)


def test_a_draft_with_an_order_of_its_own_is_laid_out_in_it() -> None:
    own = replace(DRAFT, order=("志愿服务", "overview", "competition"))
    nb = document.build(own, FIGURES)
    sections = dict.fromkeys(cell.metadata["zongjie"].get("section") for cell in nb.cells)
    assert [one for one in sections if one] == list(own.order)


def sources(nb: nbformat.NotebookNode, role: str) -> list[str]:
    return [cell.source for cell in nb.cells if document.role_of(cell) == role]


def workbook(draft: Draft, figures: Figures, *, profile: bool = False) -> nbformat.NotebookNode:
    """A notebook as `nbconvert --execute` leaves it: guidance, and a section in each output."""
    v4: Any = nbformat.v4
    cells = [v4.new_markdown_cell("# 说明\n\n这里是提示。")]
    for section in draft.sections:
        output = v4.new_output(
            "display_data",
            {
                "text/markdown": document.section_markdown(section, figures),
                "application/vnd.jupyter.widget-view+json": {"model_id": "x"},
            },
            metadata=document.section_metadata(section, figures, draft=draft if profile else None),
        )
        cells.append(v4.new_code_cell(f'book.section("{section.id}")', outputs=[output]))
    cells.append(v4.new_code_cell("1", outputs=[v4.new_output("stream", text="1")]))
    return v4.new_notebook(cells=cells)  # type: ignore[no-any-return]


def test_cells_come_in_document_order_and_say_what_they_are() -> None:
    nb = document.build(DRAFT, FIGURES)
    nbformat.validate(nb)
    assert [document.role_of(cell) for cell in nb.cells] == [
        "title",
        "section",
        "section",
        "chart",
        "caption",
        "section",
        "section",
        "table",
        "signature",
    ]


def test_sections_are_numbered_by_order_and_unwritten_ones_are_left_out() -> None:
    text = "\n".join(sources(document.build(DRAFT, FIGURES), "section"))
    assert "## 一、劳动竞赛" in text
    assert "## 二、志愿服务" in text
    assert "安全生产" not in text
    assert "## 前言" not in text
    assert "活动78次。" in text


def test_a_number_typed_into_a_title_is_not_doubled() -> None:
    sections = (Section("甲", "三、甲", "文"), Section("乙", "一、 乙", "文"))
    nb = document.build(replace(DRAFT, sections=sections), FIGURES)
    assert [text.split("\n")[0] for text in sources(nb, "section")] == ["## 一、甲", "## 二、乙"]


def test_title_and_signature_come_from_the_profile() -> None:
    nb = document.build(DRAFT, FIGURES)
    assert sources(nb, "title") == ["# 某某机械厂工会2026年度工作总结"]
    assert sources(nb, "signature") == ["某某机械厂工会  \n2027年1月5日"]
    assert nb.metadata.zongjie.author == "某某"


def test_title_and_signature_sections_take_their_place() -> None:
    sections = (
        Section("signature", "落款", "某某机械厂工会委员会\n\n二〇二七年一月"),
        Section("title", "标题", "# 某某机械厂工会2026年度\n工作总结"),
        *DRAFT.sections,
    )
    nb = document.build(replace(DRAFT, sections=sections), FIGURES)
    assert sources(nb, "title") == ["# 某某机械厂工会2026年度 工作总结"]
    assert sources(nb, "signature") == ["某某机械厂工会委员会  \n二〇二七年一月"]
    assert document.role_of(nb.cells[-1]) == "signature"
    assert nb.metadata.zongjie.title == "某某机械厂工会2026年度 工作总结"


@pytest.mark.parametrize(
    ("day", "written"),
    [("2027-01-05", "2027年1月5日"), ("2027年1月", "2027年1月"), ("", "")],
)
def test_dates_are_written_without_leading_zeros(day: str, written: str) -> None:
    assert document.written_date(day) == written


def test_a_draft_without_date_is_signed_by_name_alone() -> None:
    nb = document.build(replace(DRAFT, date=""), FIGURES)
    assert sources(nb, "signature") == ["某某机械厂工会"]
    assert not sources(document.build(replace(DRAFT, date="", unit=""), FIGURES), "signature")


def test_a_chart_is_one_output_with_picture_and_words_and_a_caption_below() -> None:
    nb = document.build(DRAFT, FIGURES)
    chart = next(cell for cell in nb.cells if document.role_of(cell) == "chart")
    assert chart.source == ""
    (output,) = chart.outputs
    assert set(output.data) == {"image/svg+xml", "image/png", "text/plain"}
    assert output.data["image/svg+xml"] == charts.svg(charts.spec(FIGURES, "活动.按月"))
    assert output.data["text/plain"].startswith("图1　各月办了几次\n月份\t活动次数（次）\n1月\t1\n")
    assert sources(nb, "caption") == ["图1　各月办了几次"]
    assert chart.metadata.zongjie.table[-1] == ["合计", "78"]


def test_a_table_names_itself_and_its_cells_are_text() -> None:
    (table,) = sources(document.build(DRAFT, FIGURES), "table")
    assert table == (
        "表1　2026年各类慰问金额\n\n"
        "| 类别 | 慰问金额（元） |\n|:--|--:|\n| 甲\\|乙 | 5 |\n| 丙\\*丁\\* | 5 |"
    )


def test_a_chart_against_the_budget_is_its_own_reference() -> None:
    text = "![](chart:慰问.按类别?against=预算)"
    section = Section("x", "x", text)
    meta = document.section_metadata(section, FIGURES)["zongjie"]
    assert meta["missing"] == ["慰问.按类别?against=预算"]


def test_what_has_no_figure_is_missing_in_text_and_metadata() -> None:
    text = "共{{活动.天数}}天。\n\n![](chart:没有.按月)\n\n![](table:没有.按月)"
    section = Section("culture", "文体", text)
    meta = document.section_metadata(section, FIGURES)["zongjie"]
    assert meta["missing"] == ["活动.天数", "没有.按月"]
    nb = document.build(replace(DRAFT, sections=(section,)), FIGURES)
    assert document.missing(nb) == ("活动·天数", "没有·按月")
    assert document.missing(document.build(DRAFT, FIGURES)) == ()


def test_references_stay_references_in_a_sections_markdown() -> None:
    section = DRAFT.sections[1]
    assert CHART in document.section_markdown(section, FIGURES)
    meta = document.section_metadata(section, FIGURES)["zongjie"]
    assert meta["charts"] == {"活动.按月": charts.spec(FIGURES, "活动.按月")}
    assert meta["captions"] == {"活动.按月": "2026年各月活动次数"}
    assert json.loads(json.dumps(meta)) == meta


def test_a_reference_inside_a_line_is_no_chart() -> None:
    section = Section("x", "x", f"见{CHART}。")
    assert document.section_metadata(section, FIGURES)["zongjie"]["charts"] == {}


def test_an_executed_workbook_gives_the_same_notebook_as_its_draft() -> None:
    executed = workbook(DRAFT, FIGURES, profile=True)
    assert document.collect(executed) == document.build(DRAFT, FIGURES)


def test_a_section_that_two_cells_show_is_printed_once() -> None:
    executed = workbook(DRAFT, FIGURES, profile=True)
    executed.cells[4:4] = executed.cells[1:4]
    assert document.collect(executed) == document.build(DRAFT, FIGURES)


def test_a_workbook_read_back_from_its_file_gives_the_same_notebook() -> None:
    v4: Any = nbformat.v4
    again = v4.reads(v4.writes(workbook(DRAFT, FIGURES, profile=True)))
    assert document.collect(again) == document.build(DRAFT, FIGURES)


def test_a_workbook_whose_outputs_carry_no_profile_still_makes_a_document() -> None:
    nb = document.collect(workbook(DRAFT, FIGURES))
    assert sources(nb, "title") == ["# 工会工作总结"]
    assert not sources(nb, "signature")


def test_a_finished_notebook_passes_unchanged() -> None:
    nb = document.build(DRAFT, FIGURES)
    assert document.collect(nb) == nb


def test_a_finished_notebook_that_was_edited_keeps_every_word_and_is_counted_anew() -> None:
    nb = document.build(DRAFT, FIGURES)
    before = [cell.source for cell in nb.cells]
    added = nbformat.v4.new_markdown_cell("## 读书活动\n\n办了三次。")
    nb.cells.insert(1, added)
    nb.cells.append(nbformat.v4.new_markdown_cell("又及。"))
    nb.cells.append(nbformat.v4.new_code_cell("1 + 1"))
    made = document.collect(nb)
    text = export(nb, "md").decode()
    assert "## 一、读书活动\n\n办了三次。" in text
    assert text.endswith("又及。\n")
    headings = [line[3:] for line in text.splitlines() if line.startswith("## ")]
    kept = [line[3:] for source in before for line in source.splitlines() if line[:3] == "## "]
    assert [one.partition("、")[2] for one in headings[1:]] == [
        one.partition("、")[2] for one in kept
    ]
    assert [one.partition("、")[0] for one in headings] == list("一二三四五六七八九")[
        : len(headings)
    ]
    assert added.metadata == {}, "what was given stays as it is"
    assert document.collect(made) == made


@pytest.mark.parametrize("draft", [None, replace(DRAFT, sections=())])
def test_a_notebook_without_a_summary_is_refused(draft: Draft | None) -> None:
    empty = workbook(draft, FIGURES) if draft else nbformat.v4.new_notebook()
    with pytest.raises(DocumentError, match="没有写好的总结"):
        document.collect(empty)


def test_metadata_of_another_shape_leaves_out_its_pictures_only() -> None:
    nb = workbook(DRAFT, FIGURES)
    for cell in nb.cells[1:-1]:
        meta = cell.outputs[0].metadata.zongjie
        meta.charts, meta.tables = ["x"], {"慰问.按类别": [[1], [1, 2]]}
    collected = document.collect(nb)
    assert document.missing(collected) == ("活动·按月", "慰问·按类别")


def test_a_stored_spec_that_cannot_be_drawn_is_reported() -> None:
    nb = workbook(DRAFT, FIGURES)
    nb.cells[2].outputs[0].metadata.zongjie.charts["活动.按月"] = {"nonsense": 1}
    with pytest.raises(DocumentError, match="画不出来"):
        document.collect(nb)


class TestHeadings:
    def test_headings_inside_a_section_are_numbered_by_level(self) -> None:
        text = "# 甲\n\n文\n\n#### 子\n\n#### 丑\n\n## 乙\n\n#### 寅 ##"
        assert number_headings(text) == (
            "### （一）甲\n\n文\n\n#### 1.子\n\n#### 2.丑\n\n### （二）乙\n\n#### 1.寅"
        )

    @pytest.mark.parametrize("text", ["### （三）甲\n\n### 乙", "#### 1. 甲\n\n#### 乙"])
    def test_a_level_its_author_numbered_is_left_as_typed(self, text: str) -> None:
        assert number_headings(text) == text

    def test_a_short_line_of_its_own_that_begins_with_a_number_is_a_heading(self) -> None:
        text = "　　（一）走访慰问\n\n（二）今年走访很多，效果好。"
        assert number_headings(text) == "### （一）走访慰问\n\n（二）今年走访很多，效果好。"

    @pytest.mark.parametrize(("kind", "heads"), [("headings", True), ("body", False)])
    def test_the_editor_shows_the_same_lines_as_headings(self, kind: str, heads: bool) -> None:
        lines = json.loads((Path(__file__).parent / "data/headings.json").read_text("utf-8"))[kind]
        for line in lines:
            assert number_headings(line).startswith("###") == heads, line

    @pytest.mark.parametrize(
        ("text", "same"),
        [
            ("好。一、甲。二、乙：丙。\n三、丁。", "好。（一）甲。（二）乙：丙。\n（三）丁。"),
            ("一、甲\n　　二、乙，二、三季度办。", "（一）甲\n　　（二）乙，二、三季度办。"),
            ("一、甲。二、三季度办。", None),
            ("二、乙。三、丙。", None),
            ("一是甲；二是乙。", None),
        ],
    )
    def test_what_is_numbered_like_the_sections_is_told_a_level_lower(
        self, text: str, same: str | None
    ) -> None:
        found = document.lowered(text)
        assert (found and text[: found[0][0]] + found[1] + text[found[0][1] :]) == same

    @given(st.text("#（一）1.、甲 \n", max_size=40))
    def test_numbering_twice_changes_nothing_more(self, text: str) -> None:
        once = number_headings(text)
        assert number_headings(once) == once


def test_a_chart_beside_last_year_is_in_the_document_as_on_the_page() -> None:
    last = Figures(YEAR.before, FIGURES, FIGURES.series)
    both = Figures(YEAR, FIGURES, FIGURES.series, last)
    text = "![](chart:活动.按月?against=上年)\n\n![](table:活动.按月?against=上年)"
    nb = document.build(replace(DRAFT, sections=(Section("welfare", "帮扶", text),)), both)
    (drawn,) = (cell for cell in nb.cells if cell.cell_type == "code")
    spec = charts.spec(both, "活动.按月", against="上年")
    assert drawn.outputs[0].data["image/svg+xml"] == charts.svg(spec)
    (table,) = (cell for cell in nb.cells if document.role_of(cell) == "table")
    assert "持平" in table.source
    alone = document.build(replace(DRAFT, sections=(Section("welfare", "帮扶", text),)), FIGURES)
    assert document.missing(alone) == ("活动·按月",)


def test_every_export_draws_the_largest_unions_and_lists_all() -> None:
    name = "慰问.金额.按单位"
    points = tuple((f"某某{n:02}厂工会", figure("", Decimal(n), "元")) for n in range(1, 31))
    figures = Figures(YEAR, {}, {name: Series(name, "元", points)})
    section = Section("overview", "前言", f"![各单位](chart:{name})")
    built = document.build(replace(DRAFT, sections=(section,)), figures)
    (cell,) = (one for one in built.cells if one.cell_type == "code")
    (output,) = cell.outputs
    drawn, listed = output.data["image/svg+xml"], output.data["text/plain"]
    assert "其余 10 个单位合计" in drawn
    assert "某某10厂工会" not in drawn
    assert "其余" not in listed
    assert all(label in listed for label, _ in points)
    assert drawn == charts.svg(charts.spec(figures, name))
    assert output.data["image/png"] == base64.b64encode(
        charts.png(charts.spec(figures, name))
    ).decode("ascii")
    for to in ("html", "md"):
        text = export(built, to).decode()
        assert all(label in text for label, _ in points), to
