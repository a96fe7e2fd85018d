"""The public API: few names, each documented by an example that runs."""

from __future__ import annotations

import doctest
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

import zongjie
from tests.conftest import ROOT
from tests.ledgers import make
from widgets import compare
from zongjie import compute, tabulate
from zongjie.errors import FigureError
from zongjie.figures import Figures
from zongjie.period import Period


def test_there_are_few_names_and_all_are_there() -> None:
    assert len(zongjie.__all__) <= 15
    assert set(zongjie.__all__) <= set(dir(zongjie))
    with pytest.raises(AttributeError):
        zongjie.no_such_name  # noqa: B018


@pytest.mark.parametrize("name", zongjie.__all__)
def test_every_name_is_documented_by_an_example_that_runs(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(ROOT)
    (found,) = (
        test
        for test in doctest.DocTestFinder(recurse=False).find(
            getattr(zongjie, name), name, globs={"folder": tmp_path}
        )
    )
    assert found.examples, "it has an example"
    said: list[str] = []
    result = doctest.DocTestRunner().run(found, out=said.append)
    assert not result.failed, "".join(said)


def test_importing_it_is_light() -> None:
    code = "import sys, zongjie; print([m for m in ('pandas', 'nbformat') if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert ran.stdout.strip() == "[]"


# ------------------------------------------------------------------ this year beside the last


GIFT = {"category": "送温暖", "beneficiary_kind": "困难职工"}


@pytest.fixture
def two_years() -> Figures:
    """The figures of 2026, with those of 2025."""
    before = make(
        welfare=[{"date": "2025-01", **GIFT, "amount_yuan": Decimal(200), "persons": 3}],
        meeting=[{"date": "2025-03", "kind": "职代会"}],
        indicator=[{"key": "入会率", "value": Decimal("94.2"), "unit": "%"}],
    )
    now = make(
        welfare=[
            {"date": "2026-01", **GIFT, "amount_yuan": Decimal("250.50"), "persons_text": "约5人"}
        ],
        indicator=[
            {"key": "入会率", "value": Decimal("96.5"), "unit": "%"},
            {"key": "分会", "value": Decimal(8), "unit": "个"},
        ],
    )
    return compute(now, Period(2026), last=compute(before, Period(2025)))


def test_a_table_sets_the_year_before_beside_this_one(two_years: Figures) -> None:
    table = tabulate(two_years, against="上年")
    columns = ["数值", "上年", "增减", "增减率", "变化", "单位", "台账"]
    assert list(table) == columns
    rows = {key: list(table.loc[key]) for key in table.index}
    known = {key: rows[key] for key in rows if key.count(".") == 1}
    half = Decimal("50.50")
    assert known == {
        "慰问.金额": [Decimal("250.50"), 200, half, Decimal("25.3"), "同比增长25.3%", "元", "慰问"],
        "慰问.人数": ["约5人", 3, None, None, "", "人", "慰问"],
        "慰问.人次": ["约5人", 3, None, None, "", "人次", "慰问"],
        "指标.入会率": [
            *(Decimal("96.5"), Decimal("94.2"), Decimal("2.3")),
            *(None, "提高2.3个百分点", "%", "指标"),
        ],
        "指标.分会": [8, None, None, None, "", "个", "指标"],
        "会议.次数": [None, 1, None, None, "", "次", "会议"],
    }


def test_the_two_years_read_as_on_the_page(two_years: Figures) -> None:
    assert two_years.last is not None
    table = tabulate(two_years, against="上年")
    for row in compare.rows(two_years, two_years.last):
        key = row["name"][:2] + "." + row["name"][2:]
        assert table.loc[key, "变化"] in ("", row["change"])


@pytest.mark.parametrize(
    ("against", "said"),
    [("上年", "没有上年的数字。请把上年的数字交给 compute"), ("预算", "不能和“预算”")],
)
def test_what_cannot_stand_beside_it_is_told(against: str, said: str) -> None:
    with pytest.raises(FigureError) as caught:
        tabulate(compute(make(), Period(2026)), against=against)
    assert said in str(caught.value)
