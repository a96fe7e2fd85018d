"""What an analyst needs, in a dozen calls: ``from zongjie import read_draft, compute, tabulate``.

Tables are plain pandas DataFrames. The names are offered by `zongjie` itself, which imports this
file when the first of them is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pandas as pd

from zongjie import charts, document, intake, ledger, portable, review, schema
from zongjie import export as exporting
from zongjie.draft import Draft
from zongjie.earlier import Earlier, Span
from zongjie.errors import FigureError
from zongjie.figures import Figure, Figures, change, difference, growth
from zongjie.figures import compute as _compute
from zongjie.figures.formulas import parse
from zongjie.ledger import Ledgers
from zongjie.period import Period
from zongjie.portable import Portable
from zongjie.prose import Finding

if TYPE_CHECKING:
    from nbformat import NotebookNode


def read_draft(path: str | Path) -> Portable:
    """Read a portable draft: a folder or a ``.zip`` with ``draft.md`` and its ledgers.

    Parameters
    ----------
    path : the folder or the file; what the page's 草稿文件 gives is one.

    Raises
    ------
    ZongjieError
        When it cannot be read; the message says where and what to do.

    Examples
    --------
    >>> from zongjie import read_draft
    >>> found = read_draft("sample_data/large_factory")
    >>> found.draft.unit
    '某某机械厂工会'
    >>> found.figures()["活动.次数"].value
    24
    """
    return portable.read(Path(path))


def write_draft(
    draft: Draft,
    ledgers: Ledgers,
    path: str | Path,
    *,
    last: Ledgers | None = None,
    earlier: Mapping[Span, Earlier] = MappingProxyType({}),
) -> None:
    """Write a portable draft, as a zip where `path` ends in ``.zip``, else into a folder.

    Parameters
    ----------
    draft, ledgers : what to write; a missing ledger is an empty one.
    path : where to.
    last : the ledgers of the year before.
    earlier : the summaries it is held against (`Portable.earlier`).

    Examples
    --------
    >>> from dataclasses import replace
    >>> from zongjie import read_draft, write_draft
    >>> found = read_draft("sample_data/large_factory")
    >>> draft = replace(found.draft, unit="某某二厂工会")
    >>> write_draft(draft, found.intake.ledgers, folder / "mine.zip")
    >>> read_draft(folder / "mine.zip").draft.title
    '某某二厂工会2011年度工作总结'
    """
    portable.write(
        draft, ledger.empty_all() | dict(ledgers), Path(path), last=last, earlier=earlier
    )


def read_ledgers(path: str | Path, *, year: int) -> dict[str, pd.DataFrame]:
    """Read the ledgers of an Excel or text file: seven DataFrames, by identifier.

    What could not be read is left out; `zongjie.intake.read` tells it row by row.

    Parameters
    ----------
    path : the file.
    year : the year of the summary; dates written without a year belong to it.

    Examples
    --------
    >>> from zongjie import read_ledgers
    >>> ledgers = read_ledgers("sample_data/large_factory/ledger.xlsx", year=2011)
    >>> list(ledgers)
    ['activity', 'welfare', 'proposal', 'honour', 'meeting', 'fund', 'indicator']
    >>> ledgers["welfare"].groupby("category")["person_times"].sum()["送温暖"]
    np.int64(278)
    """
    return ledger.empty_all() | dict(intake.read(Path(path), year=year).ledgers)


def compute(
    ledgers: Ledgers, period: Period | int, *, last: Figures | None = None, formulas: str = ""
) -> Figures:
    """Every figure the ledgers support: a mapping of key to `Figure`.

    Parameters
    ----------
    ledgers : DataFrames by identifier, as `read_ledgers` gives them; rows may have been left out
        or added. What pandas has made of a column on the way (floats of money) is made good.
    period : a year, or half of one.
    last : the figures of the year before, for charts and tables beside it.
    formulas : the text of a ``figures.toml``, figures of one's own. Those of plug-ins come by
        themselves; what went wrong with these is in `Figures.troubles`.

    Raises
    ------
    SchemaError
        For a ledger, a column or a value that does not fit, and for a mistake in `formulas`.

    Examples
    --------
    >>> from zongjie import compute, read_ledgers
    >>> ledgers = read_ledgers("sample_data/large_factory/ledger.xlsx", year=2011)
    >>> compute(ledgers, 2011)["慰问.送温暖.人次"].value
    278
    >>> text = '''
    ... [[figure]]
    ... key = "上半年.活动数"
    ... ledger = "活动"
    ... aggregate = "count"
    ... unit = "次"
    ... filter.date_start = { to = "06" }
    ... '''
    >>> compute(ledgers, 2011, formulas=text)["上半年.活动数"].value
    2
    """
    when = Period(period) if isinstance(period, int) else period
    parse(formulas)
    return _compute(ledger.given(ledgers), when, last=last, formulas=formulas)


def tabulate(figures: Figures, *, against: str | None = None) -> pd.DataFrame:
    """All figures as a DataFrame: one row each, by its key.

    Every column is of dtype object, so that each value stays what it is: int, Decimal (money is
    never a float), the text of a 概数, or None for what is not known, which is not 0 and no NaN
    either. ``pd.to_numeric(table["数值"], errors="coerce")`` makes floats of them to plot or
    calculate with; a 概数 and what is not known become NaN.

    Parameters
    ----------
    figures : as `compute` gives them.
    against : "上年" sets the figures of the year before (`Figures.last`) beside them, with those
        that only that year has: by how much (增减), by what share in percent (增减率) and in the
        words of a summary (变化). What cannot be compared, a 概数 or what was not recorded, is
        left empty.

    Raises
    ------
    FigureError
        Where the year before was not given, or `against` is something else.

    Examples
    --------
    >>> from zongjie import compute, read_draft, tabulate
    >>> found = read_draft("sample_data/large_factory")
    >>> table = tabulate(found.figures())
    >>> table.loc["活动.次数", ["数值", "单位", "行数"]].tolist()
    [24, '次', 24]
    >>> table.loc["慰问.送温暖.金额", "数值"]  # a 概数 stays as it was written
    '10万余元'
    >>> ledgers = dict(found.intake.ledgers)
    >>> ledgers["activity"] = ledgers["activity"].query("category != '培训'")  # say, last year's
    >>> before = compute(ledgers, 2011)
    >>> both = tabulate(compute(found.intake.ledgers, 2011, last=before), against="上年")
    >>> both.loc["活动.次数", ["数值", "上年", "增减", "变化"]].tolist()
    [24, 22, 2, '同比增长9.1%']
    """
    if against is not None:
        return _beside_last_year(figures, against)
    return _frame(
        figures,
        {
            "数值": [figure.value for figure in figures.values()],
            "单位": [figure.unit for figure in figures.values()],
            "准数": [figure.exact for figure in figures.values()],
            "台账": [schema.ledger(figure.ledger).label for figure in figures.values()],
            "行数": [len(figure.rows) for figure in figures.values()],
        },
    )


def _beside_last_year(figures: Figures, against: str) -> pd.DataFrame:
    if against != charts.LAST_YEAR:
        raise FigureError(f"不能和“{against}”放在一张表里", cure=f"可用：{charts.LAST_YEAR}")
    if figures.last is None:
        cure = "请把上年的数字交给 compute 的 last，或者在草稿文件里放上年的台账 last_year.xlsx"
        raise FigureError("没有上年的数字", cure=cure)
    before = figures.last
    keys = list(dict.fromkeys([*figures, *before]))
    pairs = [(figures.get(key), before.get(key)) for key in keys]
    either = [now or then for now, then in pairs]
    return _frame(
        keys,
        {
            "数值": [now and now.value for now, _ in pairs],
            "上年": [then and then.value for _, then in pairs],
            "增减": [difference(now, then) for now, then in pairs],
            "增减率": [growth(now, then) for now, then in pairs],
            "变化": [change(now, then) for now, then in pairs],
            "单位": [one and one.unit for one in either],
            "台账": [one and schema.ledger(one.ledger).label for one in either],
        },
    )


def _frame(keys: Iterable[str], columns: Mapping[str, list[Any]]) -> pd.DataFrame:
    """Values as they are, each row by the key of its figure."""
    index = pd.Index(list(keys), name="名称", dtype=object)
    return pd.DataFrame(
        {name: pd.Series(values, index, dtype=object) for name, values in columns.items()}
    )


def rows_behind(figure: Figure, ledgers: Ledgers) -> pd.DataFrame:
    """The ledger rows a figure was made of, with the headings officers know.

    Empty columns are left out, and so are those that are never shown to others.

    Examples
    --------
    >>> from zongjie import read_draft, rows_behind
    >>> found = read_draft("sample_data/large_factory")
    >>> rows = rows_behind(found.figures()["慰问.送温暖.人次"], found.intake.ledgers)
    >>> rows["人次"].sum() == found.figures()["慰问.送温暖.人次"].value
    np.True_
    """
    kind = schema.ledger(figure.ledger)
    labels = {column.id: column.label for column in kind.columns if not column.private}
    rows = ledgers[figure.ledger].loc[list(figure.rows), list(labels)]
    return rows.dropna(axis="columns", how="all").rename(columns=labels)


def draw(figures: Figures, name: str, *, against: str | None = None) -> dict[str, Any]:
    """A chart as a complete Vega-Lite spec; `zongjie.charts.svg` makes a picture of it.

    Parameters
    ----------
    figures : as `compute` gives them.
    name : a series, such as 活动.按月 or 慰问.金额.按类别 (`Figures.series` lists all).
    against : "上年" or "预算", to compare with.

    Examples
    --------
    >>> from zongjie import draw, read_draft
    >>> spec = draw(read_draft("sample_data/large_factory").figures(), "活动.按月")
    >>> spec["$schema"]
    'https://vega.github.io/schema/vega-lite/v6.json'
    """
    return charts.spec(figures, name, against=against)


def check_draft(
    draft: Draft,
    figures: Figures,
    *,
    earlier: Mapping[Span, Earlier] = MappingProxyType({}),
    ledgers: Ledgers | None = None,
) -> tuple[Finding, ...]:
    """What to look at before a summary goes out, as the page's 检查 and ``zongjie check`` say it.

    Parameters
    ----------
    draft, figures : the summary and its numbers.
    earlier : the summaries it is held against (`Portable.earlier`): promises that nothing is said
        of, and sentences that stand as they did.
    ledgers : those the figures are of, to hold what is told of a single row against that row.

    Examples
    --------
    >>> from zongjie import Section, check_draft, read_draft
    >>> from zongjie.draft import put_section
    >>> found = read_draft("sample_data/large_factory")
    >>> check_draft(found.draft, found.figures())
    ()
    >>> wrong = put_section(found.draft, Section("own", "另一节", "全年活动99次。"))
    >>> [finding.rule for finding in check_draft(wrong, found.figures())]
    ['typed.differs', 'section.unplaced']
    >>> check_draft(wrong, found.figures())[0].message
    '台账中“活动·次数”为 24次，这里写了 99次。'
    """
    return review.of_draft(draft, figures, earlier, ledgers)


def build_document(draft: Draft, figures: Figures) -> NotebookNode:
    """The finished summary as a notebook, which any Jupyter tool opens.

    Examples
    --------
    >>> from zongjie import build_document, read_draft
    >>> found = read_draft("sample_data/large_factory")
    >>> build_document(found.draft, found.figures()).cells[0].source
    '# 某某机械厂工会2011年度工作总结'
    """
    return document.build(draft, figures)


def export_document(
    notebook: NotebookNode, to: str, *, theme: str = "gongwen", allow_missing: bool = False
) -> bytes:
    """A finished summary, or an executed workbook, as the bytes of a file.

    Parameters
    ----------
    notebook : from `build_document`, or a genre's notebook after its cells have run.
    to : ``html``, ``pdf``, ``docx``, ``md`` or ``ipynb``.
    theme : ``gongwen`` (GB/T 9704-2012) or ``plain``.
    allow_missing : export although figures are missing; the places stay marked.

    Examples
    --------
    >>> from zongjie import build_document, export_document, read_draft
    >>> found = read_draft("sample_data/large_factory")
    >>> made = export_document(build_document(found.draft, found.figures()), "md")
    >>> made.decode().splitlines()[0]
    '# 某某机械厂工会2011年度工作总结'
    """
    return exporting.export(notebook, to, theme=theme, allow_missing=allow_missing)
