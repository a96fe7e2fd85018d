"""Many branches as one (汇总): one ledger, one set of figures, and a table of branches by figures.

A federation puts what its branches hand in (drafts as folders or ``.zip``, ledgers as ``.xlsx`` or
``.csv``) into one folder. Every number is computed by `zongjie.figures` from the merged ledgers, in
which each row tells its branch: totals are sums of the branches' by construction, rates come from
their parts, and what cannot be told of all together is missing and named.

A branch that cannot be read is told and never keeps back the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from zongjie import portable
from zongjie.errors import DraftError
from zongjie.figures import Figure, Figures, Series, compute
from zongjie.figures.formulas import BY_UNION, parse
from zongjie.figures.summing import is_sum
from zongjie.period import Period
from zongjie.rollup import findings, merging, own, parallel, sources
from zongjie.rollup.sources import Failed, Taken
from zongjie.rollup.values import TOTAL, Branch, RollUp

__all__ = ["TOTAL", "Branch", "Failed", "RollUp", "roll_up"]


def roll_up(  # noqa: PLR0913 - a folder, and how it is to be read
    folder: Path | str,
    *,
    year: int | None = None,
    half: int | None = None,
    name: str = "",
    workers: int | None = None,
    bar: bool = False,
) -> RollUp:
    """Roll up the branches in a folder and the folders in it.

    Parameters
    ----------
    folder : where they lie. A ``figures.toml`` directly in it holds for all of them.
    year, half : the time; that of the drafts when left out.
    name : what the federation is called; the folder's name when left out.
    workers : how many processes read; as many as there are cores when left out and it is worth it.
    bar : whether to show a progress bar, in the terminal or the notebook.

    Raises
    ------
    DraftError
        Where there is no such folder, nothing in it to read, or no one time of all drafts.
    SchemaError
        For a mistake in the federation's ``figures.toml``.
    ZongjieError
        Where the processes that read were ended.

    Examples
    --------
    >>> from zongjie.rollup import roll_up
    >>> made = roll_up("sample_data/federation")
    >>> made.figures["慰问.人次"].value == sum(
    ...     branch.figures["慰问.人次"].value for branch in made.branches
    ...     if "慰问.人次" in branch.figures
    ... )
    True
    """
    folder = Path(folder)
    paths = sources.found(folder)
    federation = portable.formulas_in(folder)
    period = sources.period_of(paths) if year is None else Period(year, half)
    jobs = [sources.Job(path, path.relative_to(folder).as_posix(), period) for path in paths]
    read = parallel.each(sources.read, jobs, workers=workers, doing="读取", bar=bar)
    branches, twice = merging.apart(one for one in read if isinstance(one, Taken))
    failed = (*(one for one in read if isinstance(one, Failed)), *twice)
    if not branches:
        reasons = findings.some(map(str, failed))
        raise DraftError("一份也没有读成", where=folder.name, cure=reasons.rstrip("。"))
    agreed = own.agree(federation, branches)
    ledgers, bounds = merging.merged(branches)

    def figures_of(unit: str) -> Figures:
        return compute(merging.part(ledgers, bounds[unit]), period, formulas=agreed.of(unit))

    # in turn: handing figures from one process to another takes as long as computing them
    made = parallel.each(figures_of, list(branches), workers=1, doing="计算", bar=bar)
    each = dict(zip(branches, made, strict=True))
    figures = compute(ledgers, period, formulas=agreed.text)
    return RollUp(
        name or folder.resolve().name,
        period,
        tuple(
            Branch(unit, one.path, each[unit], one.problems, one.unfinished)
            for unit, one in branches.items()
        ),
        failed,
        ledgers,
        _by_unit(figures, each, agreed.text),
        agreed.text,
        findings.told(
            branches,
            ledgers=ledgers,
            period=period,
            each=each,
            figures=figures,
            agreed=agreed,
        ),
    )


def _by_unit(figures: Figures, each: Mapping[str, Figures], formulas: str) -> Figures:
    """The same figures with a series by branch of each that the branches add up to."""
    said = parse(formulas)
    series: dict[str, Series] = {}
    for key, figure in figures.items():
        if is_sum(key, said):
            points: list[tuple[str, Figure | None]] = [
                (unit, one) for unit, own in each.items() if (one := own.get(key)) is not None
            ]
            name = f"{key}.{BY_UNION}"
            series[name] = Series(name, figure.unit, tuple(points))
    return Figures(
        figures.period,
        figures,
        {**figures.series, **series},
        troubles=figures.troubles,
        absent=figures.absent,
    )
