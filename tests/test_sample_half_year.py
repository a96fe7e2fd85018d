"""A half-year summary is about half a year wherever it says something of time."""

from __future__ import annotations

import pytest

from tests.samples import Sample, read
from zongjie import charts, document, export
from zongjie.period import Period


@pytest.fixture(scope="module")
def sample() -> Sample:
    return read("half_year")


def test_title_and_text_say_which_half(sample: Sample) -> None:
    draft = sample.portable.draft
    assert draft.period == Period(2026, 1)
    assert draft.title == "某某机械厂工会2026年上半年工作总结"
    assert "全年" not in sample.whole
    assert "一年来" not in sample.whole


def test_rows_of_the_other_half_stand_in_the_ledger_and_in_no_figure(sample: Sample) -> None:
    for id_, column in (("activity", "date_start"), ("welfare", "date"), ("meeting", "date")):
        frame = sample.portable.intake.ledgers[id_]
        later = {int(row) for row in frame.index[frame[column] >= "2026-07"]}
        assert later
        for figure in sample.figures.values():
            assert figure.ledger != id_ or not later & set(figure.rows)


def test_its_charts_have_six_months(sample: Sample) -> None:
    _, rows = charts.table(sample.figures, "慰问.按月")
    months = [row[0] for row in rows if row[0].endswith("月")]
    assert months == [f"{month}月" for month in range(1, 7)]
    text = export.export(document.build(sample.portable.draft, sample.figures), "md").decode()
    assert "7月" not in text.split("下半年工作打算")[0].replace("2026年7月", "")
