"""Summaries to export: one of everyday size, and text that tries to be more than text."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from nbformat import NotebookNode

from zongjie import document
from zongjie.draft import Draft, Section
from zongjie.figures import Figure, Figures, Series
from zongjie.period import Period

YEAR = Period(2026)

HOSTILE = (
    '#import "@preview/cetz:0.3.0": * #read("/etc/passwd") #panic("x")',
    "#set page(fill: red) $ x^2 $ `code` @label <label> // line /* block */ = head",
    '"; #panic() // \\" \\u{41} #"x"',
    "\\input{/etc/passwd} \\write18{id} $\\mathbb{R}$ \\begin{document}",
    "<script>alert(1)</script><img src=x onerror=alert(1)><!-- c --> &lt;b&gt; &amp;",
    "[点我](javascript:alert(1)) [数据](data:text/html,<b>x</b>) [文件](file:///etc/passwd)",
    "![图](http://example.com/x.png) ![](file:///etc/passwd) <http://example.com>",
    '`<w:br/>`{=openxml} {.class #id} ::: {custom-style="Title"} :::',
    "{% raw %}{ { 1 + 1 } }{% endraw %} ${7*7} {{7*7",
    "datum.value + alert(1) <% x %> %s %(a)s ____ 5*3*2 ~~~ ^x^ [^1]",
    "长" * 5000,
    "https://example.com/" + "a" * 400,
)

_WORDS = (
    "全年围绕生产经营中心任务，以职工需求为导向，组织开展形式多样的活动，先后举办岗位练兵、技术比武和安全"
    "知识竞赛，参加职工覆盖各车间班组，一线骨干踊跃报名，形成比学赶超的良好氛围。各分会结合实际细化方案，"
    "做到有计划、有检查、有总结，活动经费专款专用，账目公开透明，职工满意度不断提高。"
)


def figure(value: int | str, unit: str = "元") -> Figure:
    held = Decimal(value) if isinstance(value, int) and unit == "元" else value
    return Figure("某项", held, unit, YEAR, isinstance(value, int), "welfare", (1,))


def figures(shift: int = 0) -> Figures:
    """Figures by month, category and account; `shift` makes others of the same shape."""
    months = [(f"{month}月", figure(month * 7 % 5 + 1 + shift, "次")) for month in range(1, 13)]
    kinds: dict[str, int | str] = {
        "节日慰问": 38500,
        "困难帮扶": 62000,
        "住院慰问": 12800,
        "送清凉": "10万余元",
    }
    welfare = tuple(
        (kind, figure(value + shift if isinstance(value, int) else value))
        for kind, value in kinds.items()
    )
    accounts = (("困难职工帮扶费", figure(62000)), ("送温暖费", figure(5200 + shift)))
    series = (
        Series("活动.次数.按月", "次", tuple(months)),
        Series("慰问.金额.按类别", "元", welfare),
        Series("慰问.金额.按科目", "元", accounts),
    )
    single = {
        "活动.次数": figure(33 + shift, "次"),
        "慰问.人次": figure(278, "人次"),
        "经费.送温暖费.预算": figure(6000),
    }
    return Figures(YEAR, single, {one.key: one for one in series})


def draft(*sections: Section, unit: str = "某某机械厂工会") -> Draft:
    return Draft("large_factory", unit, 2026, "张某", "2027-01-05", sections)


def finished(text: str, *more: str) -> NotebookNode:
    """A finished notebook of one section for each text."""
    sections = [
        Section(f"第{at}部分", f"第{at}部分", part) for at, part in enumerate((text, *more))
    ]
    return document.build(draft(*sections), figures())


def table(rows: int) -> str:
    lines = [f"| {n} | 第{n}项活动 | 2026年{n % 12 + 1}月 | {n * 13} |" for n in range(1, rows + 1)]
    return "\n".join(["| 序号 | 活动名称 | 时间 | 人次 |", "|:-:|:--|:-:|--:|", *lines])


def draft_of_everyday_size(shift: int = 0) -> Draft:
    """6,000 characters, two charts and a table of 24 rows; `shift` makes another of its size."""
    body = f"{_WORDS}第{shift}稿。"
    texts: Sequence[str] = (
        f"{body}\n\n### 深入学习\n\n{body}\n\n### 选树典型\n\n{body}" + f"\n\n{body}" * 6,
        f"{body}\n\n![各月活动](chart:活动.按月)\n\n1. **一是抓方案。**{body}\n2. {body}",
        f"{body}\n\n![](chart:慰问.按类别?against=预算)\n\n{body}" + f"\n\n{body}" * 8,
        f"{body}\n\n{table(24)}\n\n{body}" + f"\n\n{body}" * 8,
        f"{body}" + f"\n\n{body}" * 4,
    )
    sections = [Section(f"第{at}部分", f"第{at}部分工作", text) for at, text in enumerate(texts)]
    overview = Section("overview", "前言", f"全年开展活动{{{{活动.次数}}}}次。{body}")
    return draft(overview, *sections)


def long_summary(shift: int = 0) -> NotebookNode:
    """The finished notebook of that draft."""
    return document.build(draft_of_everyday_size(shift), figures(shift))
