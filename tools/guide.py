"""Build the guide that the page's 帮助 opens: ``python -m tools.guide [folder]``.

What can be looked up (genres, ledger columns, names of figures) is written from the data files, and
Sphinx makes pages of it and of ``docs/``; any warning stops it. Nothing but Sphinx is imported, so
that a wheel can be built where the project itself is not installed.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "docs"
DATA = ROOT / "zongjie" / "data"
TARGET = ROOT / "share" / "guide"
LEDGERS = ("activity", "welfare", "proposal", "honour", "meeting", "fund", "indicator")
KINDS = {
    "text": "文字",
    "int": "整数",
    "decimal": "数字",
    "date": "日期",
    "enum": "选一个",
    "bool": "是或否",
}
MEASURES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "activity": ("activity_category", "按类别、按月", ("次数", "人数", "人次", "支出")),
    "welfare": ("welfare_category", "按类别、按月", ("金额", "人数", "人次", "户数")),
    "proposal": ("", "", ("征集", "立案", "采纳", "优秀")),
    "honour": ("honour_level", "按级别、按月", ("数量",)),
    "meeting": ("meeting_kind", "按类别、按月", ("次数",)),
    "fund": ("account", "按科目、按月", ("收入", "支出", "预算", "执行率")),
    "indicator": ("indicator", "", ()),
}
"""Of each ledger: the values that may stand in the middle of a key, its charts, its measures."""

MORE = {
    "welfare": "只有单项才有 `慰问.<类别>.人均`。支出科目见 `慰问.金额.按科目`。",
    "activity": "支出科目见 `活动.支出.按科目`。",
    "fund": "只有总数才有 `经费.上年结余`、`经费.结余`。",
    "indicator": "`指标.<名称>` 是本期，`指标.<名称>.上年` 是上年同期；名称照台账里写的。",
}


SAID = {
    "On this page": "本页",
    "Contents": "目录",
    "Menu": "菜单",
    "Expand": "展开",
    "Light mode": "浅色",
    "Dark mode": "深色",
    "Auto light/dark, in light mode": "跟随系统，浅色",
    "Auto light/dark, in dark mode": "跟随系统，深色",
    "Skip to content": "跳到正文",
    "Back to top": "回到顶上",
    "Hide navigation sidebar": "收起目录",
    "Hide table of contents sidebar": "收起本页目录",
    "Toggle site navigation sidebar": "目录",
    "Toggle table of contents sidebar": "本页目录",
    "Toggle Light / Dark / Auto color theme": "浅色、深色",
    "Toggle navigation of": "展开",
    "Link to this heading": "这一节的链接",
}
"""What the theme says in English, in Chinese; it has no translation of its own."""


def main() -> None:
    """Build into the folder that is named, else to where the page's server looks."""
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)


def build(target: Path) -> None:
    """The guide, in place of an older one; a folder of anything else is left alone."""
    if target.exists() and any(target.iterdir()) and not (target / "searchindex.js").exists():
        sys.exit(f"{target} holds something else than a guide.")
    with TemporaryDirectory(prefix="zongjie-guide-") as folder:
        source, made = Path(folder, "source"), Path(folder, "made")
        shutil.copytree(SOURCE, source)
        for name, page in (("genres", genres()), ("ledgers", ledgers()), ("figures", figures())):
            (source / "reference" / f"{name}.md").write_text(page, encoding="utf-8")
        sphinx = [sys.executable, "-m", "sphinx", "-b", "html", "-W", "--keep-going", "-q"]
        subprocess.run([*sphinx, str(source), str(made)], check=True)
        for left in (".doctrees", ".buildinfo", "_sources", "objects.inv"):
            path = made / left
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        for path in made.rglob("*.html"):
            path.write_text(_in_chinese(path.read_text(encoding="utf-8")), encoding="utf-8")
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(made, target)


def _in_chinese(page: str) -> str:
    """The page with the theme's own words put into Chinese: whole texts, titles and labels."""
    whole = re.compile(rf"""(?<=[>"])(\s*)({"|".join(map(re.escape, SAID))})(\s*)(?=[<"])""")
    return whole.sub(lambda match: match[1] + SAID[match[2]] + match[3], page)


def genres() -> str:
    """Every genre with its sections, then every section with what it asks."""
    sections = {section["id"]: section for section in _all("sections")}
    found = sorted(_all("genres"), key=lambda genre: genre["order"])
    lines = ["# 总结类型", "", f"一共{len(found)}种，常用的在前。", ""]
    for genre in found:
        names = "、".join(sections[id_]["title"] for id_ in genre["sections"])
        lines += [f"## {genre['label']}", "", genre["intro"], ""]
        lines += [f"- 标识：`{genre['id']}`", f"- 章节：{names}"]
        if genre["optional"]:
            more = "、".join(sections[id_]["title"] for id_ in genre["optional"])
            lines.append(f"- 可加：{more}")
        lines.append("")
    lines += ["## 各节写什么", "", "这里是通常的问法；有的类型另有自己的叫法。", ""]
    for section in sections.values():
        lines += [f"### {section['title']}（`{section['id']}`）", ""]
        lines += [f"- {prompt}" for prompt in section["prompts"]]
        if section["figures"]:
            lines += ["", "常用的数字：" + "、".join(f"`{key}`" for key in section["figures"])]
        lines.append("")
    return "\n".join(lines)


def ledgers() -> str:
    """Every column of the seven ledgers, and what may stand in it."""
    lines = ["# 台账的列", "", "表头写“列”或“也认得”里的任何一个都行，先后随意。", ""]
    every = _load("ledgers", "every")["columns"]
    for id_ in LEDGERS:
        ledger = _load("ledgers", id_)
        lines += [f"## {ledger['title']}", "", f"标识 `{ledger['id']}`。工作表也可以叫："]
        lines += ["、".join(ledger.get("aliases", ())) + "。", ""]
        rows = [_column(column) for column in (*ledger["columns"], *every)]
        lines += _table(("列", "标识", "填什么", "也认得"), rows)
        for column in ledger["columns"]:
            if "enum" in column:
                rest = "等" if column.get("open") else ""
                lines += ["", f"**{column['label']}**：{_values(column['enum'])}{rest}。"]
        lines.append("")
    return "\n".join(lines)


def _column(column: dict[str, Any]) -> tuple[str, ...]:
    said = [KINDS[column["dtype"]] + (f"（{column['unit']}）" if column.get("unit") else "")]
    said += ["必填"] if column.get("required") else []
    said += ["可写概数"] if column.get("approx") else []
    said += ["从不导出"] if column.get("private") else []
    said += ["汇总的台账才有"] if column.get("merged") else []
    aliases = "、".join(column.get("aliases", ()))
    return column["label"], f"`{column['id']}`", "，".join(said), aliases


def figures() -> str:
    """How the name of a figure is put together, ledger by ledger."""
    lines = [
        "# 数字的名称",
        "",
        "名称用点连起来：先是台账，再是类别（可以没有），最后是数什么。没有记的就没有这个数字。",
        "",
    ]
    for id_, (enum, charts, measures) in MEASURES.items():
        head = _load("ledgers", id_)["label"]
        lines += [f"## {head}", ""]
        for said, start in (("总数", head), ("单项", f"{head}.<类别>")) if measures else ():
            if enum or start == head:
                lines += [f"{said}：" + "、".join(f"`{start}.{one}`" for one in measures), ""]
        if id_ in MORE:
            lines += [MORE[id_], ""]
        if charts:
            lines += [f"图：后面加{charts}，例如 `{head}.{measures[0]}.按月`。", ""]
        if enum:
            words = "名称" if id_ == "indicator" else "类别"
            lines += [f"{words}有：{_values(enum)}。", ""]
    lines += ["自己要的数字，见[自己的数字和图](../analyst/figures.md)。", ""]
    return "\n".join(lines)


def _values(enum: str) -> str:
    return "、".join(value["label"] for value in _load("enums", enum)["values"])


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return ["| " + " | ".join(row) + " |" for row in (header, ["---"] * len(header), *rows)]


def _all(folder: str) -> list[dict[str, Any]]:
    return [_load(folder, path.stem) for path in sorted((DATA / folder).glob("*.toml"))]


def _load(folder: str, id_: str) -> dict[str, Any]:
    return tomllib.loads((DATA / folder / f"{id_}.toml").read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
