from pathlib import Path

import pytest

from zongjie import settings
from zongjie.errors import SettingsError


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(settings, "_config_dir", lambda: tmp_path / "config")
    return tmp_path


def test_defaults_need_no_file() -> None:
    found = settings.load({})
    assert found.max_upload_mb == 20
    assert found.font_dir is None


def test_the_file_beats_defaults_and_the_environment_beats_the_file(empty_folder: Path) -> None:
    (empty_folder / "zongjie.toml").write_text('max_rows = 5\nfont_dir = "fonts"\n', "utf-8")
    assert settings.load({}).max_rows == 5
    assert settings.load({}).font_dir == Path("fonts")
    assert settings.load({"ZONGJIE_MAX_ROWS": "7"}).max_rows == 7


def test_the_users_own_folder_is_looked_in_when_the_current_one_has_no_file(
    empty_folder: Path,
) -> None:
    (empty_folder / "config").mkdir()
    (empty_folder / "config" / "zongjie.toml").write_text("max_rows = 9\n", "utf-8")
    assert settings.load({}).max_rows == 9


def test_settings_are_read_when_asked_not_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZONGJIE_DATA_DIR", "one")
    assert settings.load().data_dir == Path("one")
    monkeypatch.setenv("ZONGJIE_DATA_DIR", "two")
    assert settings.load().data_dir == Path("two")


def test_an_unknown_setting_is_named(empty_folder: Path) -> None:
    (empty_folder / "zongjie.toml").write_text("max_row = 5\n", "utf-8")
    with pytest.raises(SettingsError, match="max_row"):
        settings.load({})


def test_a_file_that_is_no_toml_is_named(empty_folder: Path) -> None:
    (empty_folder / "zongjie.toml").write_text("max_rows: 5\n", "utf-8")
    with pytest.raises(SettingsError, match=r"zongjie\.toml"):
        settings.load({})


@pytest.mark.parametrize("value", ["0", "-3", "很多"])
def test_a_limit_must_be_a_positive_number(value: str) -> None:
    with pytest.raises(SettingsError, match="大于 0"):
        settings.load({"ZONGJIE_MAX_ROWS": value})
