"""Many branches as one (汇总): one ledger, one set of figures, and a table of branches by figures.

A federation puts what its branches hand in (drafts as folders or ``.zip``, ledgers as ``.xlsx`` or
``.csv``) into one folder. Every number is computed by `zongjie.figures` from the merged ledgers, in
which each row tells its branch: totals are sums of the branches' by construction, rates come from
their parts, and what cannot be told of all together is missing and named.

What branches give of the year before is compared like with like (`beside`).

A branch that cannot be read is told and never keeps back the others.
"""

from __future__ import annotations

from pathlib import Path

from zongjie import portable
from zongjie.errors import DraftError
from zongjie.figures import Figures, compute
from zongjie.period import Period
from zongjie.rollup import beside as besides
from zongjie.rollup import by_union, findings, merging, own, parallel, sources
from zongjie.rollup.sources import Failed, Past, Taken
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
    branches, left = merging.with_past(branches, (one for one in read if isinstance(one, Past)))
    failed = (*(one for one in read if isinstance(one, Failed)), *twice, *left)
    if not branches:
        reasons = findings.some(map(str, failed))
        raise DraftError("一份也没有读成", where=folder.name, cure=reasons.rstrip("。"))
    agreed = own.agree(federation, branches)
    ledgers, bounds = merging.merged({unit: one.ledgers for unit, one in branches.items()})
    before, before_bounds = merging.merged(
        {unit: one.past.ledgers for unit, one in branches.items() if one.past}
    )

    def figures_of(unit: str) -> Figures:
        said, last = agreed.of(unit), None
        if before_bounds.get(unit):
            rows = merging.part(before, before_bounds[unit])
            last = compute(rows, period.before, formulas=said)
        return compute(merging.part(ledgers, bounds[unit]), period, last=last, formulas=said)

    # in turn: handing figures from one process to another takes as long as computing them
    made = parallel.each(figures_of, list(branches), workers=1, doing="计算", bar=bar)
    each = dict(zip(branches, made, strict=True))
    beside = besides.made(
        ledgers,
        bounds,
        (before, before_bounds),
        period=period,
        each=each,
        formulas=agreed.text,
    )
    last = beside and compute(beside.whole(), period.before, formulas=agreed.text)
    figures = compute(ledgers, period, last=last or None, formulas=agreed.text)
    return RollUp(
        name or folder.resolve().name,
        period,
        tuple(
            Branch(unit, one.path, each[unit], one.problems, one.unfinished)
            for unit, one in branches.items()
        ),
        failed,
        ledgers,
        by_union.added(figures, each, agreed.text),
        agreed.text,
        findings.told(
            branches,
            ledgers=ledgers,
            period=period,
            each=each,
            figures=figures,
            agreed=agreed,
            beside=beside,
        ),
        beside,
    )
