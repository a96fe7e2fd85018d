"""``zongjie units``, on either kind of store."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result

from tests.store.examples import DRAFT
from zongjie.cli import main
from zongjie.store import NoSuchDraft, Person, units
from zongjie.store.store import Store


@pytest.fixture(autouse=True)
def _named(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZONGJIE_STORE", url)


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["units", *words])


def test_a_unit_is_made_and_its_members_come_and_go(store: Store) -> None:
    assert run("add", "某某厂工会", "wang").stdout == "已新建“某某厂工会”，负责人：wang。\n"
    id_ = store.seen_by(Person("wang")).create(DRAFT, {})
    li = store.seen_by(Person("li"))
    assert run("grant", "某某厂工会", "li", "--role", "reader").exit_code == 0
    assert li.load(id_).draft == DRAFT
    listed = run().stdout
    assert "wang" in listed
    assert "查阅" in listed
    assert run("revoke", units.named(store, "某某厂工会"), "li").exit_code == 0
    with pytest.raises(NoSuchDraft):
        li.load(id_)


def test_what_was_written_alone_can_be_given_to_somebody(store: Store) -> None:
    id_ = store.create(DRAFT, {})
    assert "（未分单位）" in run().stdout
    assert run("grant", "local", "wang", "--role", "owner").exit_code == 0
    assert store.seen_by(Person("wang")).load(id_).draft == DRAFT


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("grant", "丙工会", "li"), "没有找到单位“丙工会”"),
        (("grant", "乙工会", "li"), "请写编号"),
        (("revoke", "甲工会", "wang"), "没有负责人"),
        (("grant", "甲工会", " "), "没有写给谁"),
        (("add", "丁工会", " "), "权限"),
    ],
)
def test_what_cannot_be_done_says_what_to_do(
    words: tuple[str, ...], said: str, store: Store
) -> None:
    for name in ("甲工会", "乙工会", "乙工会"):
        units.found(store.seen_by(Person("wang")), name)
    result = run(*words)
    assert result.exit_code == 1
    assert said in result.stderr
