from __future__ import annotations

from widgets.identity import who
from zongjie.store import ALONE, Person


def test_a_user_of_a_hub_is_who_the_hub_says() -> None:
    assert who({"JUPYTERHUB_USER": "wangfang"}) == Person("wangfang")


def test_at_ones_own_machine_nobody_logs_in() -> None:
    assert who({}) == ALONE
    assert who({"JUPYTERHUB_USER": ""}) == ALONE
