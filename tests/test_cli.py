from __future__ import annotations

import json
import re
import sys
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import nbformat
import pytest
from click.testing import CliRunner, Result

from tests.ledgers import make
from tests.stores import opened
from zongjie import catalogue, ledger, portable
from zongjie.cli import main
from zongjie.draft import Draft, Section

LEDGERS = make(
    activity=[
        {"date_start": "2026-03-08", "category": "文体活动", "name": "比赛", "organiser": "本会"}
    ],
    welfare=[
        {
            "date": "2026-01",
            "category": "困难帮扶",
            "beneficiary_kind": "困难职工",
            "amount_yuan": Decimal("22500.50"),
        },
        {
            "date": "2026-02",
            "category": "送温暖",
            "beneficiary_kind": "困难职工",
            "amount_yuan_text": "10万余元",
        },
    ],
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    section = Section("welfare", "帮扶送温暖与普惠服务", "困难帮扶{{慰问.困难帮扶.金额|元}}。")
    draft = Draft("large_factory", "某某厂工会", 2026, date="2027-01-05", sections=(section,))
    portable.write(draft, LEDGERS, tmp_path / "草稿")
    return tmp_path / "草稿"


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


def test_figures_as_a_table(folder: Path) -> None:
    result = run("figures", folder)
    assert result.exit_code == 0, result.output
    lines = {line.split()[0]: line.split()[1:] for line in result.stdout.splitlines()}
    assert lines["慰问.困难帮扶.金额"] == ["22500.5", "元"]
    assert lines["慰问.送温暖.金额"] == ["10万余元", "元", "概数"]


def test_figures_as_json_keep_money_as_strings(folder: Path) -> None:
    found: dict[str, Any] = json.loads(run("figures", folder, "--json").stdout)
    assert found["慰问.困难帮扶.金额"] == {
        "value": "22500.50",
        "unit": "元",
        "exact": True,
        "rows": [1],
    }
    assert found["慰问.送温暖.金额"]["exact"] is False
    assert found["活动.次数"]["value"] == 1
    assert found["活动.次数.按月"]["value"] == {"3月": 1}


def test_the_text_of_a_draft_stands_for_its_folder(folder: Path, tmp_path: Path) -> None:
    text = folder / "draft.md"
    assert run("figures", text).stdout == run("figures", folder).stdout
    assert run("check", text).stdout == run("check", folder).stdout
    notebook = tmp_path / "a.ipynb"
    assert run("export", text, "-o", notebook).exit_code == 0
    assert run("bring-back", text, notebook, "-o", tmp_path / "新.zip").exit_code == 0
    assert portable.read(tmp_path / "新.zip").draft == portable.read(folder).draft


def test_figures_of_a_bare_ledger_file_need_the_year(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    ledger.write_xlsx(LEDGERS, path)
    assert run("figures", path).exit_code == 1
    assert "--year" in run("figures", path).stderr
    assert "活动.次数" in run("figures", path, "--year", 2026).stdout


def test_what_could_not_be_read_is_said_on_standard_error(tmp_path: Path) -> None:
    path = tmp_path / "活动.csv"
    rows = ("日期,活动类别,活动名称", "2026-03-08,文体活动,比赛", "某天,文体活动,歌会")
    path.write_text("\n".join(rows), "utf-8")
    result = run("figures", path, "--year", 2026, "--json")
    assert "某天" in result.stderr
    assert json.loads(result.stdout)["活动.次数"]["value"] == 1


@pytest.mark.parametrize(
    ("to", "beginning"), [("html", b"<!"), ("pdf", b"%PDF"), ("docx", b"PK"), ("md", b"#")]
)
def test_export_writes_each_format(folder: Path, tmp_path: Path, to: str, beginning: bytes) -> None:
    output = tmp_path / f"总结.{to}"
    result = run("export", folder, "--to", to, "-o", output)
    assert result.exit_code == 0, result.output
    assert "已导出" in result.stdout
    assert output.read_bytes().lstrip().startswith(beginning)


def test_a_finished_notebook_exports_like_its_draft(folder: Path, tmp_path: Path) -> None:
    notebook, first, second = (tmp_path / name for name in ("a.ipynb", "1.md", "2.md"))
    assert run("export", folder, "--to", "ipynb", "-o", notebook).exit_code == 0
    nbformat.validate(nbformat.read(notebook, as_version=4))
    assert run("export", folder, "--to", "md", "-o", first).exit_code == 0
    assert run("export", notebook, "--to", "md", "-o", second).exit_code == 0
    assert first.read_bytes() == second.read_bytes()
    assert "22500.5元" in first.read_text("utf-8")


def test_a_format_need_not_be_said_where_the_files_name_tells_it(
    folder: Path, tmp_path: Path
) -> None:
    assert run("export", folder, "-o", tmp_path / "总结.MD").exit_code == 0
    assert (tmp_path / "总结.MD").read_bytes().startswith(b"#")
    result = run("export", folder, "-o", tmp_path / "总结")
    assert result.exit_code == 1
    wanted = "看不出要哪种文件。请让文件名以 .docx 这样结尾，或者写 --to，可用：html、pdf、"
    assert result.stderr.startswith(f"{tmp_path / '总结'}：{wanted}")
    assert run("export", folder, "--to", "md", "-o", tmp_path / "总结2026.1").exit_code == 0


@pytest.mark.parametrize(("name", "cure"), [("x.pdf", "，或去掉 --to"), ("x.doc", "")])
def test_a_file_is_not_named_as_what_it_is_not(
    folder: Path, tmp_path: Path, name: str, cure: str
) -> None:
    result = run("export", folder, "--to", "html", "-o", tmp_path / name)
    assert result.exit_code == 1
    said = f"--to 写的是 html，文件名却是 {Path(name).suffix}。请把文件名改成 x.html{cure}。"
    assert result.stderr == f"{tmp_path / name}：{said}\n"
    assert not (tmp_path / name).exists()


def test_export_refuses_missing_figures_unless_told(folder: Path, tmp_path: Path) -> None:
    path = folder / "draft.md"
    path.write_text(path.read_text("utf-8") + "\n慰问{{慰问.人次}}人次。\n", "utf-8")
    output = tmp_path / "a.md"
    result = run("export", folder, "--to", "md", "-o", output)
    assert result.exit_code == 1
    assert "慰问·人次" in result.stderr
    assert not output.exists()
    assert run("export", folder, "--to", "md", "-o", output, "--allow-missing").exit_code == 0
    assert "【缺：慰问·人次】" in output.read_text("utf-8")


@pytest.mark.parametrize("command", ["figures", "export"])
def test_a_figure_of_ones_own_that_is_not_given_is_said(
    folder: Path, tmp_path: Path, command: str
) -> None:
    lines = ["[[figure]]", 'key = "自定.率"', 'aggregate = "ratio"', 'unit = "%"']
    lines += ['of = "慰问.困难帮扶.金额"', 'to = "活动.次数"']
    (folder / "figures.toml").write_text("\n".join(lines), "utf-8")
    more = ("--to", "md", "-o", tmp_path / "a.md") if command == "export" else ()
    result = run(command, folder, *more)
    assert result.exit_code == 0
    assert result.stderr.startswith("figures.toml 第2行：“自定.率”的单位写的是 %")


def test_figures_says_why_one_of_ones_own_has_no_value(folder: Path) -> None:
    lines = ["[[figure]]", 'key = "自定.率"', 'aggregate = "ratio"']
    lines += ['of = "慰问.困难帮扶.金额"', 'to = "指标.会员人数"']
    (folder / "figures.toml").write_text("\n".join(lines), "utf-8")
    assert run("figures", folder).stderr == "“自定.率”没有数：缺“指标·会员人数”。\n"


def test_check_lists_it_too_and_counts_it_not(folder: Path) -> None:
    before = run("check", folder).stdout.splitlines()[-1]
    lines = ["[[figure]]", 'key = "自定.率"', 'aggregate = "ratio"']
    lines += ['of = "慰问.困难帮扶.金额"', 'to = "指标.会员人数"']
    (folder / "figures.toml").write_text("\n".join(lines), "utf-8")
    *said, count = run("check", folder).stdout.splitlines()
    assert "全文：“自定.率”没有数：缺“指标·会员人数”。" in said
    assert count == before


@pytest.mark.parametrize("name", ["没有", "没有.zip", "没有.xlsx", "没有.ipynb"])
def test_a_path_that_is_not_there_is_one_line_without_a_traceback(
    tmp_path: Path, name: str
) -> None:
    result = run("export", tmp_path / name, "--to", "md", "-o", tmp_path / "a.md")
    assert result.exit_code == 1
    assert len(result.stderr.strip().splitlines()) == 1
    assert "Traceback" not in result.output


def test_a_file_that_is_no_notebook_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    path.write_text("not a notebook", "utf-8")
    result = run("export", path, "--to", "md", "-o", tmp_path / "a.md")
    assert "不是能读的笔记本" in result.stderr


def test_a_place_that_cannot_be_written_says_so(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("", "utf-8")
    result = run("export", folder, "--to", "md", "-o", tmp_path / "文件" / "a.md")
    assert result.exit_code == 1
    assert "写不进去" in result.stderr


@pytest.mark.parametrize(
    "command",
    [
        ("export", "草稿", "--to", "md", "-o", "输出/年底/a.md"),
        ("bring-back", "草稿", "草稿/draft.md", "-o", "输出/年底/新.zip"),
        ("backup", "输出/年底/全部.zip"),
    ],
    ids=lambda command: command[0],
)
def test_a_folder_that_is_not_there_is_named_and_not_made(
    kept: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.chdir(folder.parent)
    result = run(*command)
    assert result.exit_code == 1
    place = Path("输出/年底")
    assert result.stderr == f"{place}：没有这个文件夹。请先建好这个文件夹，或核对路径。\n"
    assert not (kept / "输出").exists()


def test_a_folder_in_the_place_of_a_file_says_so(folder: Path, tmp_path: Path) -> None:
    result = run("export", folder, "--to", "docx", "-o", tmp_path)
    assert result.exit_code == 1
    wanted = f"{tmp_path}：这是一个文件夹。请在后面写上文件名，如 {tmp_path / '总结.docx'}。\n"
    assert result.stderr == wanted


def test_an_edited_file_is_shown_and_then_brought_back(folder: Path, tmp_path: Path) -> None:
    notebook = tmp_path / "改过.ipynb"
    run("export", folder, "--to", "ipynb", "-o", notebook)
    assert "和草稿没有不同。" in run("bring-back", folder, notebook).stdout
    text = notebook.read_text("utf-8")
    notebook.write_text(text.replace("困难帮扶22500.5元", "全年困难帮扶22500.5元"), "utf-8")
    ledgers = (folder / "ledger.xlsx").read_bytes()
    shown = run("bring-back", folder, notebook)
    assert "【帮扶送温暖与普惠服务】" in shown.stdout
    assert "＋ 全年" in shown.stdout
    assert portable.read(folder).draft.sections[0].text.startswith("困难帮扶")
    run("bring-back", folder, notebook, "-o", folder)
    text = portable.read(folder).draft.sections[0].text
    assert text == "全年困难帮扶{{慰问.困难帮扶.金额|元}}。"
    assert (folder / "ledger.xlsx").read_bytes() == ledgers
    refused = run("bring-back", folder, notebook, "-o", folder, "--section", "前言")
    assert refused.exit_code == 1
    assert "“前言”没有改动" in refused.stderr


@pytest.mark.parametrize("name", ["welfare", "帮扶送温暖与普惠服务", "送温暖"])
def test_a_changed_section_is_named_by_its_id_its_old_or_its_new_title(
    folder: Path, tmp_path: Path, name: str
) -> None:
    notebook = tmp_path / "改过.ipynb"
    run("export", folder, "--to", "ipynb", "-o", notebook)
    text = notebook.read_text("utf-8").replace("一、帮扶送温暖与普惠服务", "一、送温暖")
    notebook.write_text(text.replace("某某厂工会2026年度", "全厂2026年度"), "utf-8")
    result = run("bring-back", folder, notebook, "-o", folder, "--section", name)
    assert result.exit_code == 0, result.output
    found = portable.read(folder).draft
    assert [section.title for section in found.sections] == ["送温暖"], "the title stays"


def test_fonts_are_listed_by_what_they_are_for() -> None:
    result = run("fonts")
    assert result.exit_code == 0, result.output
    assert "仿宋" in result.stdout


@pytest.mark.parametrize(("command", "lab"), [("app", False), ("lab", True)])
def test_the_page_and_the_lab_are_served_where_asked(
    monkeypatch: pytest.MonkeyPatch, command: str, *, lab: bool
) -> None:
    served: list[tuple[str, int, bool]] = []
    server = ModuleType("widgets.server")
    server.serve = lambda host, port, *, lab: served.append((host, port, lab))  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "widgets.server", server)
    assert run(command, "--host", "127.0.0.2", "--port", "9999").exit_code == 0
    assert served == [("127.0.0.2", 9999, lab)]


def test_the_version_is_printed() -> None:
    assert run("--version").stdout.strip()[0].isdigit()


def test_a_path_where_nothing_is_is_named(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["figures", str(tmp_path / "没有")])
    assert result.exit_code == 1
    assert "没有这个文件或文件夹" in result.stderr


def test_check_goes_on_telling_of_a_number_that_a_file_brought_back(
    folder: Path, tmp_path: Path
) -> None:
    notebook = tmp_path / "改过.ipynb"
    run("export", folder, "-o", notebook)
    notebook.write_text(notebook.read_text("utf-8").replace("22500.5元", "3万元"), "utf-8")
    run("bring-back", folder, notebook, "-o", folder)
    told = "台账中“慰问·困难帮扶·金额”为 22500.5元，这里写了 3万元。"
    assert told in run("check", folder).stdout
    text = (folder / "draft.md").read_text("utf-8")
    assert "bound:\n  帮扶送温暖与普惠服务:\n  - 困难帮扶{{慰问.困难帮扶.金额|元}}\n" in text
    (folder / "draft.md").write_text(text.replace("3万元", "22500.5元"), "utf-8")
    assert told not in run("check", folder).stdout


def test_check_names_every_finding_and_stops_where_an_export_would(tmp_path: Path) -> None:
    text = "困难帮扶支出3万元，{{慰问.没有.人次}}人次，召开xx次会议。"
    sections = (Section("welfare", "帮扶送温暖与普惠服务", text),)
    portable.write(Draft("large_factory", "某某厂工会", 2026, sections=sections), LEDGERS, tmp_path)
    result = run("check", tmp_path)
    assert result.exit_code == 1
    place = "帮扶送温暖与普惠服务："
    assert f"{place}台账中“慰问·困难帮扶·金额”为 22500.5元，这里写了 3万元。" in result.stdout
    assert f"{place}台账里没有“慰问·没有·人次”这个数字。" in result.stdout
    assert f"{place}“xx”还没有填。" in result.stdout
    assert "前言：还没有写。" in result.stdout
    assert result.stdout.splitlines()[-1].endswith("其中 1 处不改好不能导出。")


def test_check_of_what_may_be_exported_is_no_refusal(folder: Path) -> None:
    result = run("check", folder)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1].endswith("处要看，都不妨碍导出。")


def test_signs_that_would_be_printed_stop_an_export(folder: Path, tmp_path: Path) -> None:
    path = folder / "draft.md"
    path.write_text(path.read_text("utf-8") + "\n## 读书会\n\n读了{{活动。\n", "utf-8")
    asked = ("export", folder, "-o", tmp_path / "一份.md")
    refused = run(*asked)
    assert refused.exit_code == 1
    assert "读书会：“{{活动。”没有写完整" in refused.stderr
    assert "请加 --allow-missing" in refused.stderr
    assert run(*asked, "--allow-missing").exit_code == 0


def test_check_tells_of_a_section_that_is_none_of_the_notebooks(folder: Path) -> None:
    path = folder / "draft.md"
    path.write_text(path.read_text("utf-8") + "\n## 读书会\n\n读了书。\n", "utf-8")
    result = run("check", folder)
    assert (
        "读书会：large_factory.ipynb 里没有这一节：在页面上和运行它时，这一节排在全文最后。"
        in result.stdout
    )


def test_check_says_when_nothing_is_left(tmp_path: Path) -> None:
    sections = (Section("volunteer", "志愿服务", "做了。"),)
    draft = Draft("own_kind", "某某厂工会", 2026, date="2027-01-05", sections=sections)
    portable.write(draft, make(), tmp_path)
    result = run("check", tmp_path)
    assert (result.exit_code, result.stdout) == (0, "没有要看的了，可以导出。\n")


@pytest.fixture
def ours(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A draft of a genre of one's own that lies beside it, seen from another folder."""
    folder = tmp_path / "ours"
    draft = Draft("mine", "某某校工会", 2026, sections=(Section("plan", "下年打算", "再办三次。"),))
    portable.write(draft, make(), folder / "草稿")
    text = (root / "zongjie" / "data" / "genres" / "school.toml").read_text("utf-8")
    text = text.replace('id = "school"', 'id = "mine"').replace("工作总结", "工作报告", 1)
    (folder / "mine.toml").write_text(text, "utf-8")
    (folder / "mine.ipynb").write_text("{}", "utf-8")
    (tmp_path / "else").mkdir()
    monkeypatch.chdir(tmp_path / "else")
    monkeypatch.setenv("ZONGJIE_DATA_DIR", str(tmp_path / "data"))
    return folder


def test_a_genre_that_lies_beside_its_draft_is_known(ours: Path) -> None:
    result = run("export", ours / "草稿", "--to", "md", "-o", "a.md")
    assert (result.exit_code, result.stderr) == (0, "")
    assert Path("a.md").read_text("utf-8").startswith("# 某某校工会2026年度工作报告\n")
    assert "mine" not in catalogue.genres(), "only for this draft"


def test_a_genre_that_is_not_known_is_said_and_the_draft_exported(ours: Path) -> None:
    (ours / "mine.ipynb").unlink()
    result = run("export", ours / "草稿", "--to", "md", "-o", "a.md")
    assert result.exit_code == 0
    assert "没有名为“mine”的总结类型" in result.stderr
    assert "把 mine.toml 和 mine.ipynb 一起放进笔记本的文件夹，或到" in result.stderr
    assert "标题写“工作总结”" in result.stderr
    assert Path("a.md").read_text("utf-8").startswith("# 某某校工会2026年度工作总结\n")


def test_a_genre_that_does_not_hold_together_is_said_with_its_line(ours: Path) -> None:
    path = ours / "mine.toml"
    path.write_text(path.read_text("utf-8").replace('"ideology"', '"idology"', 1), "utf-8")
    result = run("check", ours / "草稿")
    assert result.exit_code == 0
    assert re.match(r"mine\.toml 第\d+行：没有名为“idology”的章节", result.stderr)


def test_check_names_what_could_not_be_read_in_the_ledger(folder: Path) -> None:
    frame = LEDGERS["activity"].assign(date_start="2020-03-08")
    draft = portable.read(folder).draft
    portable.write(draft, {**LEDGERS, "activity": frame}, folder)
    assert "活动台账" in run("check", folder).stdout


def test_check_tells_once_what_a_column_lacks_in_many_rows(folder: Path) -> None:
    row = {"date": "2026-02", "category": "送温暖", "beneficiary_kind": "困难职工"}
    rows = [row | {"beneficiary_kind": None} for _ in range(30)]
    portable.write(portable.read(folder).draft, make(welfare=[row, *rows]), folder)
    lines = run("check", folder).stdout.splitlines()
    (said,) = [line for line in lines if "“对象类别”" in line]
    assert said == "慰问台账第 3–32 行“对象类别”没有填。知道的请补上。"


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder whose store has one draft."""
    monkeypatch.setenv("ZONGJIE_DATA_DIR", str(tmp_path / "data"))
    keep_one(tmp_path / "data")
    return tmp_path


def keep_one(data: Path) -> None:
    with opened(data) as store:
        store.create(Draft("large_factory", "某某厂工会", 2026), LEDGERS)


def test_a_backup_is_restored(kept: Path) -> None:
    result = run("backup", kept / "总结.zip")
    assert result.stdout == f"已备份 1 份总结：{kept / '总结.zip'}\n"
    keep_one(kept / "data")
    refused = run("restore", kept / "总结.zip")
    assert refused.exit_code == 1
    assert "--replace" in refused.stderr
    result = run("restore", kept / "总结.zip", "--replace")
    first, second = result.stdout.splitlines()
    assert first.startswith("已恢复 1 份总结。")
    assert second.startswith(f"原来的总结另存在：{kept / 'data' / 'backups'}")
    with opened(kept / "data") as store:
        assert len(store.entries()) == 1


def test_a_backup_without_a_name_gets_one(kept: Path) -> None:
    for place, folder in (((), kept / "data" / "backups"), ((kept,), kept)):
        result = run("backup", *place)
        assert result.exit_code == 0, result.output
        (path,) = folder.glob("总结备份-*.zip")
        assert str(path) in result.stdout


def test_what_is_no_backup_is_said_in_one_line(kept: Path, folder: Path) -> None:
    for path in (kept / "没有.zip", folder / "draft.md"):
        result = run("restore", path)
        assert result.exit_code == 1
        assert len(result.stderr.strip().splitlines()) == 1
        assert "Traceback" not in result.output


def test_audit_lists_what_was_taken_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from zongjie.store import lifecycle

    monkeypatch.setenv("ZONGJIE_DATA_DIR", str(tmp_path))
    assert "还没有导出过" in CliRunner().invoke(main, ["audit"]).output
    with opened(tmp_path) as store:
        id_ = store.create(Draft("school", "某某校工会", 2026), ledger.empty_all())
        lifecycle.exported(store, id_, "PDF 文件，数字 1a2b3c4d")
    result = CliRunner().invoke(main, ["audit"])
    assert result.exit_code == 0
    assert "某某校工会" in result.output
    assert "PDF 文件，数字 1a2b3c4d" in result.output


def test_check_tells_of_personal_data_and_lets_it_pass(folder: Path) -> None:
    section = Section("overview", "前言", "看望李四，送上慰问金。")
    portable.write(Draft("large_factory", "某某厂工会", 2026, sections=(section,)), LEDGERS, folder)
    result = run("check", folder)
    assert "前言：“李四”可能是人名。" in result.output
    assert result.exit_code == 0
