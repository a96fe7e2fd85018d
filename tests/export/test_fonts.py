"""Faces by role: the office's own first, always with a floor, and what they lack is named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pylopdf_fonts_zh_cn
import pytest
from fontTools.ttLib import TTFont

from tests.export.samples import finished
from zongjie import export
from zongjie.export import fonts

ROLES = {"title", "body", "hei", "kai", "song"}


def named_face(folder: Path, family: str, *, bold: bool = False) -> Path:
    """A small font that goes by this name and knows the character 一 only."""
    from fontTools.subset import Subsetter

    font = TTFont(pylopdf_fonts_zh_cn.sans_path())
    subsetter = Subsetter()
    subsetter.populate(text="一")
    subsetter.subset(font)
    for name in (1, 4, 16):
        font["name"].setName(family, name, 3, 1, 0x409)
    font["OS/2"].fsSelection = 1 << 5 if bold else 1 << 6
    path = folder / f"{family}{'-Bold' if bold else ''}.otf"
    font.save(path)
    return path


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the office's own faces, on a machine that has no others."""
    monkeypatch.setenv("ZONGJIE_FONT_DIR", str(tmp_path))
    monkeypatch.setattr(fonts, "_system_folders", lambda: ())
    fonts._resolve.cache_clear()
    return tmp_path


def test_the_floor_sets_every_role_the_same_on_every_machine() -> None:
    roles = fonts.resolve(system=False)
    assert set(roles) == ROLES
    assert {face.family for role in roles.values() for face in role.chain} == {
        "Noto Serif SC",
        "Noto Sans SC",
    }
    assert all(role.stand_in for role in roles.values())


def test_every_chain_ends_on_the_floor() -> None:
    for role in fonts.resolve().values():
        assert {face.family for face in role.chain} >= {"Noto Serif SC", "Noto Sans SC"}


def test_the_offices_own_face_is_used(office: Path) -> None:
    path = named_face(office, "FangSong_GB2312")
    body = fonts.resolve()["body"]
    assert (body.chain[0].path, body.stand_in) == (path, False)
    assert fonts.resolve()["kai"].stand_in
    assert path.parent in fonts.folders(fonts.resolve())


def test_a_better_face_is_preferred_whatever_the_order_of_files(office: Path) -> None:
    named_face(office, "AR PL UKai CN")
    better = named_face(office, "KaiTi")
    assert fonts.resolve()["kai"].chain[0].path == better


def test_a_stand_in_is_used_in_the_weight_it_is_wanted_in(office: Path) -> None:
    named_face(office, "Noto Serif CJK SC")
    bold = named_face(office, "Noto Serif CJK SC", bold=True)
    title = fonts.resolve()["title"]
    assert (title.chain[0].path, title.chain[0].weight, title.stand_in) == (bold, 700, True)
    assert fonts.resolve()["song"].chain[0].weight == 400


def test_damaged_and_foreign_files_are_passed_over(office: Path) -> None:
    for name, data in (("a.ttf", b""), ("b.otf", b"OTTO\0\3" + b"\0" * 60), ("c.ttc", b"ttcf\xff")):
        (office / name).write_bytes(data)
    shutil.copy(pylopdf_fonts_zh_cn.sans_path(), office / "sans.txt")
    assert fonts.resolve()["body"].chain[0].family == "Noto Serif SC"


def test_a_setting_that_names_no_folder_changes_nothing(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZONGJIE_FONT_DIR", str(office / "没有"))
    assert fonts.resolve()["body"].chain[0].family == "Noto Serif SC"


def test_the_report_says_which_face_stands_in_for_which(office: Path) -> None:
    path = named_face(office, "SimHei")
    rows = {row.role: row for row in fonts.report()}
    assert rows["一级标题"] == fonts.Row("一级标题", "黑体", "SimHei", str(path), stand_in=False)
    assert rows["标题"].wanted == "方正小标宋简体"
    assert rows["标题"].stand_in


def test_characters_no_face_can_show_are_named(office: Path) -> None:
    del office
    roles = fonts.resolve(system=False)
    assert fonts.uncovered("一二三，\u3000\n囍㐂", roles) == ()
    assert fonts.uncovered("好😀好\U0002ffff😀", roles) == ("😀",)
    nb = finished("好😀\n\n| 甲 |\n|--|\n| 🀄 |")
    first, second = export.check_glyphs(nb)
    assert first.startswith("“😀”（U+1F600）在已装的字体里没有")
    assert second.startswith("“🀄”（U+1F004）在已装的字体里没有")
    assert second.endswith("把含这个字的字体装到电脑上。")
