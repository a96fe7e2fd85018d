from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from zongjie import packaged, schema
from zongjie.errors import SchemaError


def test_there_are_seven_ledgers_in_their_order() -> None:
    assert tuple(schema.ledgers()) == schema.LEDGER_IDS
    labels = [ledger.label for ledger in schema.ledgers().values()]
    assert labels == ["活动", "慰问", "提案", "荣誉", "会议", "经费", "指标"]


def test_a_column_that_may_be_vague_has_a_companion_for_the_words() -> None:
    fields = schema.ledger("welfare").fields
    assert fields.index("amount_yuan_text") == fields.index("amount_yuan") + 1


@pytest.mark.parametrize("id_", schema.LEDGER_IDS)
def test_every_column_is_usable(id_: str) -> None:
    ledger = schema.ledger(id_)
    assert len({column.id for column in ledger.columns}) == len(ledger.columns)
    for column in ledger.columns:
        assert bool(column.choices) == (column.dtype == "enum")
        assert not (column.required and column.expected)


def test_donations_and_check_ups_are_no_union_welfare() -> None:
    categories = {choice.id: choice for choice in schema.choices("welfare_category")}
    assert [id_ for id_, choice in categories.items() if not choice.counted] == [
        "medical_exam",
        "donation_in",
    ]


def test_every_welfare_account_exists() -> None:
    accounts = {choice.label for choice in schema.choices("account")}
    for choice in schema.choices("welfare_category"):
        assert not choice.extra["account"] or choice.extra["account"] in accounts


def test_identifiers_and_labels_are_unique() -> None:
    for path in (Path(schema.__file__).parent / "data" / "enums").glob("*.toml"):
        choices = schema.choices(path.stem)
        assert len({choice.id for choice in choices}) == len(choices)
        assert len({choice.label for choice in choices}) == len(choices)


@pytest.mark.parametrize("id_", schema.LEDGER_IDS)
def test_rows_of_every_ledger_can_be_told_apart(id_: str) -> None:
    ledger = schema.ledger(id_)
    assert any(ledger.column(column).required for column in ledger.identity)


def test_accounts_go_with_the_side_they_are_booked_on() -> None:
    fund = schema.ledger("fund")
    goes = fund.goes_with(fund.column("account"))
    assert (goes["培训费"], goes["会费收入"]) == ("支出", "收入")
    assert "上年结余" not in goes, "carried over, whatever the row says"
    assert len(goes) == len(fund.column("account").choices) - 1
    assert fund.goes_with(fund.column("direction")) == {}


def test_choices_that_go_by_a_column_that_is_not_there_are_refused() -> None:
    fund = schema.ledger("fund")
    with pytest.raises(SchemaError, match="没有“side”这一列"):
        fund.goes_with(replace(fund.column("account"), by="side"))


def test_an_unknown_ledger_is_refused_with_those_there_are() -> None:
    with pytest.raises(SchemaError, match="activity"):
        schema.ledger("payroll")


def test_an_unknown_column_is_refused() -> None:
    with pytest.raises(SchemaError, match="没有“salary”"):
        schema.ledger("activity").column("salary")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of our own in place of the package's."""
    (tmp_path / "data" / "enums").mkdir(parents=True)
    (tmp_path / "data" / "ledgers").mkdir()
    monkeypatch.setattr(packaged, "files", lambda _: tmp_path)
    return tmp_path / "data"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("values = [", "TOML"),
        ('[[values]]\nid = "a"\n', "label"),
        (
            """
            values = [
                { id = "a", label = "甲" },
                { id = "b", label = "乙", aliases = ["甲"] },
            ]
            """,
            "同时指",
        ),
        (
            """
            values = [
                { id = "a", label = "甲", also = ["丙"] },
                { id = "b", label = "乙", aliases = ["丙"] },
            ]
            """,
            "同时指",
        ),
    ],
)
def test_a_broken_list_of_choices_is_refused_by_file(data: Path, text: str, message: str) -> None:
    (data / "enums" / "broken.toml").write_text(text, "utf-8")
    with pytest.raises(SchemaError, match=message) as caught:
        schema.choices.__wrapped__("broken")
    assert "broken.toml" in str(caught.value)


def test_an_absent_list_of_choices_is_refused_by_file(data: Path) -> None:
    assert data.is_dir()
    with pytest.raises(SchemaError, match="缺少数据文件"):
        schema.choices.__wrapped__("absent")


HEAD: dict[str, Any] = {"id": "t", "label": "甲", "title": "甲台账"}


@pytest.mark.parametrize(
    ("column", "message"),
    [
        ('id = "a"\nlabel = "甲"\ndtype = "money"', "money"),
        ('id = "a"\nlabel = "甲"\ndtype = "text"\ncolour = "red"', "colour"),
    ],
)
def test_a_broken_column_is_refused_by_file(data: Path, column: str, message: str) -> None:
    head = "".join(f'{key} = "{value}"\n' for key, value in HEAD.items())
    (data / "ledgers" / "t.toml").write_text(f"{head}[[columns]]\n{column}\n", "utf-8")
    with pytest.raises(SchemaError, match=message):
        schema._load_ledger("t")


@pytest.mark.parametrize(
    ("identity", "message"), [('["b"]', "“b”不是这张台账的列"), ('["a"]', "没有必填的列")]
)
def test_an_identity_that_tells_no_rows_apart_is_refused(
    data: Path, identity: str, message: str
) -> None:
    head = "".join(f'{key} = "{value}"\n' for key, value in HEAD.items())
    column = '[[columns]]\nid = "a"\nlabel = "甲"\ndtype = "text"\n'
    (data / "ledgers" / "t.toml").write_text(f"{head}identity = {identity}\n{column}", "utf-8")
    with pytest.raises(SchemaError, match=message):
        schema._load_ledger("t")
