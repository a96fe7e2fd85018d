from __future__ import annotations

import pytest

from widgets.numbers import Numbers, described, how
from widgets.state import State
from widgets.workbook import Workbook
from zongjie import prose
from zongjie.figures import Figure
from zongjie.period import Period
from zongjie.store import Store


def figure(key: str, ledger: str, *rows: int) -> Figure:
    return Figure(key, 1, "", Period(2026), exact=True, ledger=ledger, rows=rows)


@pytest.mark.parametrize(
    ("key", "ledger", "rows", "said"),
    [
        ("慰问.人次", "welfare", (1, 4, 7), "慰问台账 3 行“人次”相加"),
        ("慰问.送温暖.金额", "welfare", (2,), "慰问台账第 2 行“金额”"),
        ("慰问.助学.人均", "welfare", (2, 3), "慰问台账 2 行，“金额”除以“人数”"),
        ("活动.次数", "activity", (1, 2), "活动台账 2 行，一行算一次"),
        ("会议.职代会.次数", "meeting", (3,), "会议台账第 3 行"),
        ("活动.文体活动.支出", "activity", (1, 2), "活动台账 2 行“支出金额”相加"),
        ("提案.采纳", "proposal", (1,), "提案台账第 1 行“采纳件数”"),
        ("荣誉.数量", "honour", (1, 2), "荣誉台账 2 行“数量”相加"),
        ("经费.送温暖费.支出", "fund", (5, 6), "经费台账 2 行“金额”相加"),
        ("经费.预算", "fund", (5, 6), "经费台账 2 行“本年预算”相加"),
        ("经费.执行率", "fund", (5, 6), "经费台账 2 行，支出除以本年预算"),
        ("经费.结余", "fund", (1, 2, 3), "经费台账 3 行，上年结余加收入减支出"),
        ("指标.会员数", "indicator", (9,), "指标台账第 9 行“本期”"),
        ("指标.人次", "indicator", (9,), "指标台账第 9 行“本期”"),
        ("指标.会员数.上年", "indicator", (9,), "指标台账第 9 行“上年同期”"),
    ],
)
def test_how_a_figure_is_computed_is_said_with_the_ledgers_own_words(
    key: str, ledger: str, rows: tuple[int, ...], said: str
) -> None:
    assert how(figure(key, ledger, *rows)) == said


def test_every_figure_reads_as_a_document_writes_it(state: State) -> None:
    found = described(state.figures)
    assert found.keys() == state.figures.keys()
    for key, one in found.items():
        assert one["shown"] == prose.show(state.figures[key])
        assert all(
            words == prose.show(state.figures[key], f) for f, words in one["formats"].items()
        )


def test_an_inexact_figure_has_no_other_way_to_be_written(state: State) -> None:
    one = described(state.figures)["慰问.送温暖.金额"]
    assert (one["exact"], one["formats"]) == (False, {})


def test_a_changed_ledger_is_sent_and_a_changed_text_is_not(state: State) -> None:
    numbers = Numbers(state)
    sent: list[object] = []
    numbers.observe(sent.append, "figures")
    state.write("welfare", "走访{{慰问.送温暖.人次}}人次。")
    assert sent == []
    frame = state.ledgers["welfare"].copy()
    frame.at[1, "person_times"] = 300
    state.put_ledgers({"welfare": frame})
    assert len(sent) == 1
    assert numbers.figures["慰问.送温暖.人次"]["shown"] == "300"


def test_closed_it_follows_no_more(state: State) -> None:
    numbers = Numbers(state)
    numbers.close()
    before = numbers.figures
    state.put_ledgers({"welfare": state.ledgers["welfare"].iloc[:0]})
    assert numbers.figures == before


def test_all_sections_of_a_workbook_share_one(store: Store) -> None:
    book = Workbook("large_factory", store=store)
    assert book.section("welfare").numbers == book.section("culture").numbers != ""
