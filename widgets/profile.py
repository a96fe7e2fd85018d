"""Whose summary it is: unit, year, author and date, and the title they give."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from widgets.detail import Detail
from widgets.state import State
from widgets.view import BookView, Props
from zongjie import cells, document, schema
from zongjie.draft import Draft, Section
from zongjie.errors import DraftError, SettingsError
from zongjie.period import Period

HALVES = [["", "全年"], ["1", "上半年"], ["2", "下半年"]]
_YEAR = re.compile(r"(\d{4})\s*年?度?")


class ProfileView(BookView):
    """The form of the profile; shown by nbconvert as the document's title."""

    name = "profile"
    topics = frozenset({"profile", "text:title"})

    def __init__(self, state: State) -> None:
        self._filled: dict[str, tuple[str, str]] = {}  # as typed last, and what that became
        super().__init__(state, "title")

    def draw(self) -> Props:
        draft = self.state.draft
        day = f"如：{_usual(draft.period)}"
        values = {
            "unit": ("单位全称", draft.unit, "如：某某单位工会", []),
            "year": ("年度", str(draft.year), "如：2026", []),
            "half": ("总结的时段", str(draft.half or ""), "", HALVES),
            "author": ("起草人（可不填）", draft.author, "", []),
            "date": ("成文日期", document.written_date(draft.date), day, []),
            "title": ("标题（可不填）", self.state.text("title"), "留空时按单位、年度自动写", []),
        }
        return {
            "title": draft.title,
            "fields": [
                {"name": name, "label": label, "value": value, "hint": hint, "choices": choices}
                for name, (label, value, hint, choices) in values.items()
            ],
        }

    def on_fill(self, detail: Detail) -> None:
        """Take one field, typed over one of the values `over`.

        `DraftError` when what is typed cannot be one, or when the field has become another
        meanwhile, which its writer has not seen.
        """
        name, value = detail.text("name"), detail.text("value")
        if detail.has("over"):
            self._refuse_unseen(name, value, set(detail.texts("over")))
        if name == "title":
            self.state.write("title", " ".join(value.split()))
        else:
            self.state.fill(filled(self.state.draft, name, value))
        self.refresh()
        self._filled[name] = value, self._shown(name)

    def _shown(self, name: str) -> str:
        return next(str(one["value"]) for one in self.props["fields"] if one["name"] == name)

    def _refuse_unseen(self, name: str, value: str, over: set[str]) -> None:
        now, (typed, became) = self._shown(name), self._filled.get(name, ("", ""))
        seen = over | ({became} if typed in over else set())
        if now not in {*seen, value}:
            raise DraftError(
                f"这一项刚在别处改成了“{now}”，您写的是“{value}”", cure="仍要改的，请再写一次"
            )

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """The form for the page, and beside it the title for documents."""
        data, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        draft = self.state.draft
        title = Section("title", "标题", draft.title)
        figures = self.state.figures
        data = {**data, "text/markdown": document.section_markdown(title, figures)}
        return data, {**metadata, **document.section_metadata(title, figures, draft=draft)}


def filled(draft: Draft, name: str, value: str) -> Draft:
    """The draft with one field of its profile as typed.

    Raises `DraftError` or `SettingsError` when what is typed cannot be that field.
    """
    value = " ".join(value.split())
    match name:
        case "unit":
            if not value:
                raise DraftError("单位全称不能空着", cure="请写盖章用的全称")
            return replace(draft, unit=value)
        case "year":
            match_ = _YEAR.fullmatch(value)
            if match_ is None:
                raise SettingsError(f"年度“{value}”不对", cure="请写四位数的年份，如 2026")
            return replace(draft, year=Period(int(match_[1])).year)
        case "half":
            return replace(draft, half=Period(draft.year, int(value) if value else None).half)
        case "author":
            return replace(draft, author=value)
        case "date":
            return replace(draft, date=_day(value, draft.period))
    raise DraftError(f"没有“{name}”这一项", cure="请刷新页面")


def _day(value: str, period: Period) -> str:
    """A day as ISO text; without a year it is of the one in which such a summary is written."""
    column = schema.ledger("welfare").column("date")
    found = [cells.parse(column, value, year=year) for year in (period.year, period.year + 1)]
    days = [str(cell.value) for cell in found if cell.value and not cell.problem]
    whole = [day for day in days if len(day) == len("2026-03-08")]
    if value and not whole:
        raise DraftError(f"成文日期“{value}”读不懂", cure=f"请写成 {_usual(period)} 这样")
    return next((day for day in whole if period.suits(day)), whole[-1] if whole else "")


def _usual(period: Period) -> str:
    """A day on which such a summary is usually signed."""
    return f"{period.year}年7月5日" if period.half == 1 else f"{period.year + 1}年1月5日"
