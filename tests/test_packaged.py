from pathlib import Path

import pytest

from zongjie import packaged
from zongjie.errors import SchemaError


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of our own."""
    monkeypatch.setattr(packaged, "files", lambda _: tmp_path)
    return tmp_path


def test_a_table_is_read_from_the_package() -> None:
    assert "roles" in packaged.table("data/fonts.toml")


def test_a_file_that_is_not_there_is_named(folder: Path) -> None:
    assert not any(folder.iterdir())
    with pytest.raises(SchemaError, match=r"缺少数据文件") as caught:
        packaged.table("absent.toml")
    assert "absent.toml" in str(caught.value)


def test_a_file_that_is_no_toml_is_named_with_the_line(folder: Path) -> None:
    (folder / "broken.toml").write_text("a = 1\na b\n", "utf-8")
    with pytest.raises(SchemaError, match="不是有效的 TOML") as caught:
        packaged.table("broken.toml")
    assert "broken.toml" in str(caught.value)
    assert "line 2" in str(caught.value)
