"""The roll-up notebook runs on a folder of one's own and writes its files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import openpyxl

from tests.conftest import ROOT
from tests.ledgers import make
from tests.rollup.folders import activity, put
from zongjie import portable


def test_papermill_rolls_up_another_folder(tmp_path: Path) -> None:
    folder, made = tmp_path / "某某区总工会", tmp_path / "写在这里"
    shutil.copytree(ROOT / "sample_data" / "federation", folder)
    made.mkdir()
    put(folder, "某某新厂工会", make(activity=[activity(date="2025-10-01")]), year=2025)
    out = tmp_path / "out.ipynb"
    run = [sys.executable, "-m", "papermill", str(ROOT / "notebooks" / "rollup.ipynb"), str(out)]
    words = {"folder": folder, "output": made, "figure": "活动.次数"}
    given = [word for name, value in words.items() for word in ("-p", name, str(value))]
    environ = {**os.environ, "ZONGJIE_DATA_DIR": str(tmp_path / "data")}
    subprocess.run([*run, *given], check=True, capture_output=True, env=environ, cwd=tmp_path)
    text = nbformat.writes(nbformat.read(out, as_version=4))
    assert "某某新厂工会" in text
    assert "Traceback" not in text
    sheet = openpyxl.load_workbook(made / "汇总.xlsx")["汇总表"]
    assert "某某新厂工会" in [row[0].value for row in sheet.iter_rows()]
    draft = portable.read(made / "汇总.zip")
    assert draft.draft.unit == "某某区总工会"
    assert draft.figures()["活动.次数"].value == 17
