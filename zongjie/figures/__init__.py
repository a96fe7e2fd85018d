"""The one well of numbers: ledgers and a period in, every named figure out.

Grammar of keys (segments are Chinese labels from ``data/enums``)::

    活动.次数|人数|人次|支出              活动.<类别>.次数|人数|人次|支出
    慰问.金额|人数|人次|户数              慰问.<类别>.金额|人数|人次|户数|人均
    提案.征集|立案|采纳|优秀              荣誉.数量   荣誉.<级别>.数量
    会议.次数   会议.<类别>.次数          指标.<名称>   指标.<名称>.上年
    经费.收入|支出|上年结余|结余|预算|执行率
    经费.<科目>.收入|支出|预算|执行率

Series: any 活动, 慰问, 荣誉, 会议 or 经费 key + ``.按月``; 活动 and 慰问 totals + ``.按类别``,
荣誉.数量 + ``.按级别``, 会议.次数 + ``.按类别``, and money + ``.按科目``. `SHORT` lists the short
names charts may use. A figure nobody recorded is absent, never 0. 人次 counts a row that gives
人数 alone by that, except of those who are insured (互助保障); never the other way.

Staff donations (职工捐款) are income, and medical check-ups (体检) as well as anything paid by
the administration or from donations is not union money: none of it is in a 慰问 total
(皖工发〔2025〕18号; accounts as in 财会〔2021〕7号).

Keys that begin with any other word are an office's own: ``figures.toml`` beside the ledger says
them in data, and a plug-in (entry point group ``zongjie.figures``) computes them in code.
"""

from __future__ import annotations

from zongjie.figures import own
from zongjie.figures.absent import absent
from zongjie.figures.agreement import Disagreement, disagreements
from zongjie.figures.change import change, difference, growth
from zongjie.figures.ledgers import COUNTERS
from zongjie.figures.tally import UNDATED, Well
from zongjie.figures.values import (
    ALSO,
    COUNTED,
    SHORT,
    UNCOUNTED,
    Figure,
    Figures,
    Series,
    counted,
    plain,
    shown,
    spoken,
)
from zongjie.ledger import Ledgers
from zongjie.period import Period

__all__ = [
    "ALSO",
    "COUNTED",
    "SHORT",
    "UNCOUNTED",
    "UNDATED",
    "Disagreement",
    "Figure",
    "Figures",
    "Series",
    "change",
    "compute",
    "counted",
    "difference",
    "disagreements",
    "growth",
    "plain",
    "shown",
    "spoken",
]


def compute(
    ledgers: Ledgers, period: Period, *, last: Figures | None = None, formulas: str = ""
) -> Figures:
    """Every figure the ledgers support in this period.

    Parameters
    ----------
    ledgers : the seven frames by identifier, as `zongjie.ledger` makes them; a missing one
        counts as empty. Their index holds the row numbers (序号) a figure names as its `rows`.
    period : rows dated outside it are left out of every figure.
    last : the figures of the same period a year before, where its ledgers are at hand.
    formulas : the text of a ``figures.toml`` (`zongjie.figures.formulas`), figures of one's own;
        what is wrong with it is among the `Figures.troubles`.
    """
    well = Well(period)
    for id_, count in COUNTERS.items():
        frame = ledgers.get(id_)
        if frame is not None and len(frame):
            count(well, frame)
    troubles = own.add(well, ledgers, formulas)
    return Figures(
        period,
        well.figures,
        well.series,
        last,
        troubles=troubles,
        absent=absent(well.figures, formulas),
    )
