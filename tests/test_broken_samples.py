"""Every file of sample_data/broken gives the report that expected.toml promises, to the letter."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from zongjie import intake
from zongjie.errors import IntakeError

FOLDER = Path(__file__).resolve().parent.parent / "sample_data" / "broken"
EXPECTED: list[dict[str, Any]] = tomllib.loads(
    (FOLDER / "expected.toml").read_text(encoding="utf-8")
)["files"]
REFUSED = [case for case in EXPECTED if "refused" in case]
READ = [case for case in EXPECTED if "refused" not in case]

# What an officer must never read: names of exceptions and libraries, and blame.
FORBIDDEN = re.compile(r"错误|失败|异常|Error|Exception|Traceback|None|NaN|calamine|XML|NULL")


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case["name"])
def test_an_unusable_file_is_refused_with_one_clear_message(case: dict[str, Any]) -> None:
    with pytest.raises(IntakeError) as refusal:
        intake.read(FOLDER / case["name"], year=2026)
    assert str(refusal.value) == case["refused"]
    assert refusal.value.cure


@pytest.mark.parametrize("case", READ, ids=lambda case: case["name"])
def test_good_rows_are_kept_and_the_rest_is_told(case: dict[str, Any]) -> None:
    read = intake.read(FOLDER / case["name"], year=2026)
    assert {id_: len(frame) for id_, frame in read.ledgers.items() if len(frame)} == case["rows"]
    assert [str(problem) for problem in read.problems] == case["problems"]
    assert [str(change) for change in read.changes] == case["changes"]


@pytest.mark.parametrize("case", READ, ids=lambda case: case["name"])
def test_bytes_read_as_the_file_does(case: dict[str, Any]) -> None:
    path = FOLDER / case["name"]
    from_path = intake.read(path, year=2026)
    from_bytes = intake.read(path.read_bytes(), year=2026, name=f"../{case['name']}")
    assert from_bytes.problems == from_path.problems
    assert from_bytes.changes == from_path.changes


def test_reports_are_plain_words() -> None:
    for case in EXPECTED:
        for said in (case.get("refused", ""), *case.get("problems", ()), *case.get("changes", ())):
            assert not FORBIDDEN.search(said)


def test_every_file_has_its_report_and_is_described() -> None:
    described = (FOLDER / "README.md").read_text(encoding="utf-8")
    names = {path.name for path in FOLDER.iterdir()} - {"README.md", "expected.toml"}
    assert names == {case["name"] for case in EXPECTED}
    for case in EXPECTED:
        assert f"| `{case['name']}` | {case['about']} |" in described
