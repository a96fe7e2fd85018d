"""Rows that were read: offered with a preview of each way, taken, and taken back."""

from __future__ import annotations

from typing import Any

import pytest

from tests.intake.files import workbook
from widgets.files import Stopped
from widgets.importing import LABELS, SHOWN, Importing
from widgets.state import State
from zongjie import intake, ledger
from zongjie.errors import ZongjieError
from zongjie.store import Store

AID: dict[str, object] = {"date": "2011-01-20", "category": "困难帮扶", "persons": 3}
FEAST: dict[str, object] = {"date": "2011-02-10", "category": "节日慰问", "persons": 40}
BABY: dict[str, object] = {"date": "2011-05-06", "category": "生育慰问", "persons": 1}
CUP: dict[str, object] = {
    "date_start": "2011-03-08",
    "category": "文体活动",
    "name": "歌会",
    "organiser": "本会",
}


@pytest.fixture
def importing(state: State) -> Importing:
    state.put_ledgers({**ledger.empty_all(), "welfare": ledger.frame("welfare", [AID, FEAST])})
    return Importing(state)


def read(**given: list[dict[str, object]]) -> intake.Intake:
    frames = {id_: ledger.frame(id_, rows) for id_, rows in given.items()}
    return intake.Intake({**ledger.empty_all(), **frames})


def take(importing: Importing, hows: dict[str, str]) -> dict[str, Any]:
    return importing.take(importing.combined(hows))


def ways(offer: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {way["how"]: way for way in offer["ways"]}


def test_every_way_is_told_before_it_is_gone(importing: Importing, state: State) -> None:
    given = read(welfare=[{**AID, "persons": 4}, FEAST, BABY])
    (offer,) = importing.offer("慰问.xlsx", given)["ledgers"]
    assert offer["head"] == "慰问台账：读到 3 行，现有 2 行"
    told = ways(offer)
    assert list(told) == ["merge", "append", "replace"]
    assert told["merge"]["says"] == (
        "发生日期、慰问类别相同的算同一行：更新 1 行，新加 1 行，1 行没有变化。"
    )
    assert told["merge"]["lines"] == ["第 1 行“人数”：3 改为 4"]
    assert told["append"]["says"] == (
        "现有 2 行不动，后面加上 3 行。其中 1 行和现有的完全一样，会重复计算。"
    )
    assert told["append"]["lines"] == ["重复：2011-02-10，节日慰问，人数 40人"]
    assert told["replace"]["says"] == (
        "换成读到的行：2 行是新的，1 行和现在一样；现有的 1 行会去掉。"
    )
    assert told["replace"]["lines"] == ["去掉第 1 行：2011-01-20，困难帮扶，人数 3人"]
    assert len(state.ledgers["welfare"]) == 2


def test_rows_that_might_be_several_are_named(importing: Importing) -> None:
    (offer,) = importing.offer("", read(welfare=[{**AID, "persons": n} for n in (7, 8)]))["ledgers"]
    merge = ways(offer)["merge"]
    assert "：2 行对得上不止一行，分不清，加在后面。" in merge["says"]
    assert merge["lines"][0] == "分不清，加在后面：2011-01-20，困难帮扶，人数 7人"


def test_a_long_list_of_rows_is_cut_and_counted(importing: Importing) -> None:
    given = read(welfare=[FEAST] * (SHOWN + 5))
    (offer,) = importing.offer("", given)["ledgers"]
    append = ways(offer)["append"]
    assert (len(append["lines"]), append["more"]) == (SHOWN, 5)


def test_an_empty_ledger_asks_nothing(importing: Importing) -> None:
    (offer,) = importing.offer("", read(activity=[CUP]))["ledgers"]
    assert [(way["how"], way["says"]) for way in offer["ways"]] == [
        ("replace", "现在是空的，导入后有 1 行。")
    ]


def test_of_several_ledgers_any_can_be_left_out(importing: Importing, state: State) -> None:
    offers = importing.offer("", read(activity=[CUP], welfare=[BABY]))["ledgers"]
    assert [list(ways(offer))[-1] for offer in offers] == ["skip", "skip"]
    done = take(importing, {"activity": "replace", "welfare": "skip"})
    assert done == {"said": "导入好了。活动台账加上 1 行。", "undo": True}
    assert len(state.ledgers["welfare"]) == 2


def test_an_import_of_several_ledgers_is_taken_back_as_one(
    importing: Importing, state: State, store: Store
) -> None:
    before = dict(state.ledgers)
    importing.offer("", read(activity=[CUP], welfare=[{**AID, "persons": 4}, FEAST, BABY]))
    done = take(importing, {"activity": "replace", "welfare": "merge"})
    assert done["said"] == (
        "导入好了。活动台账加上 1 行；慰问台账加上 1 行，更新 1 行，1 行没有变化。"
    )
    assert state.figures["慰问.人数"].value == 45
    assert importing.undo()["said"] == "撤销了导入，活动台账、慰问台账和原来一样。"
    assert state.figures["慰问.人数"].value == 43
    assert all(state.ledgers[id_].equals(frame) for id_, frame in before.items())
    assert len(store.load(state.id).ledgers["welfare"]) == 2
    with pytest.raises(ZongjieError, match="不能整批撤销"):
        importing.undo()


def test_what_was_typed_after_an_import_is_not_taken_back_with_it(
    importing: Importing, state: State
) -> None:
    importing.offer("", read(welfare=[BABY]))
    take(importing, {"welfare": "append"})
    state.put_ledgers({"welfare": ledger.frame("welfare", [AID, FEAST, BABY, BABY])})
    with pytest.raises(ZongjieError, match="又改过"):
        importing.undo()
    assert len(state.ledgers["welfare"]) == 4


def test_an_import_that_is_stopped_or_overtaken_changes_nothing(
    importing: Importing, state: State
) -> None:
    importing.offer("", read(activity=[CUP], welfare=[BABY]))
    hows = {"activity": "append", "welfare": "append"}
    said: list[str] = []

    def told(at: str) -> None:
        said.append(at)
        if len(said) == 2:
            raise Stopped

    with pytest.raises(Stopped):
        importing.combined(hows, told)
    assert said == ["正在导入活动台账（1 行）", "正在导入慰问台账（1 行）"]
    taking = importing.combined(hows)
    state.put_ledgers({"welfare": ledger.frame("welfare", [AID])})
    with pytest.raises(ZongjieError, match="再按一次"):
        importing.take(taking)
    assert len(state.ledgers["welfare"]) == 1
    take(importing, hows)
    assert len(state.ledgers["welfare"]) == 2


def test_a_preview_of_many_rows_words_only_those_it_shows(
    importing: Importing, monkeypatch: pytest.MonkeyPatch
) -> None:
    worded: list[int] = []

    def line(_of: object, _frame: object, number: int) -> str:
        worded.append(number)
        return ""

    monkeypatch.setattr("zongjie.ledger.brief", line)
    rows = [{**AID, "persons": number} for number in range(300)]
    many = importing.offer("", read(welfare=[*rows, *rows]))
    assert len(worded) <= SHOWN * len(LABELS)
    (offer,) = many["ledgers"]
    assert ways(offer)["merge"]["more"] > 0


def test_nothing_chosen_is_nothing_done(importing: Importing, state: State) -> None:
    before = state.ledgers["welfare"]
    importing.offer("", read(activity=[CUP], welfare=[BABY]))
    assert take(importing, {}) == {"said": "什么也没有导入。", "undo": False}
    assert state.ledgers["welfare"] is before


def test_what_was_put_right_on_the_page_is_not_doubled_by_the_next_import(
    importing: Importing, state: State
) -> None:
    head = ("日期", "活动名称", "参加人数")
    rows = [("2011-03-08", "乒乓球赛", 12), ("2011-05-01", "zzz", 7)]
    data = workbook({"文体活动": [head, *rows]})
    whole = tuple(one for one in intake.read(data, year=2011).guesses if not one.written)
    importing.offer("", intake.read(data, year=2011, agreed=whole))
    take(importing, {"activity": "replace"})
    frame = state.ledgers["activity"].copy()
    frame.loc[2, "category"] = "公益"
    state.put_ledgers({"activity": frame})
    data = workbook({"文体活动": [head, *rows, ("2011-06-01", "登山", 5)]})
    for agreed in ((), whole):
        given = intake.read(data, year=2011, agreed=agreed)
        (offer,) = importing.offer("", given, agreed=agreed)["ledgers"]
        assert ways(offer)["merge"]["says"] == (
            "开始日期、活动名称相同的算同一行：新加 1 行，2 行没有变化。"
        )
    take(importing, {"activity": "merge"})
    assert state.ledgers["activity"]["category"].tolist() == ["文体活动", "公益", "文体活动"]


def test_a_way_that_does_not_exist_is_refused(importing: Importing) -> None:
    importing.offer("", read(welfare=[BABY]))
    with pytest.raises(ZongjieError, match="刷新页面"):
        take(importing, {"welfare": "guess"})


def test_what_was_never_read_cannot_be_taken(importing: Importing) -> None:
    with pytest.raises(ZongjieError, match="重新选择文件"):
        take(importing, {"welfare": "append"})


def test_a_second_list_of_an_indicator_is_shown_to_be_added_to_the_first(
    importing: Importing, state: State
) -> None:
    def lists(name: str, count: int) -> intake.Intake:
        rows = [("姓名", "入会时间"), *((f"{name}{at}", "5月") for at in range(count))]
        return intake.read(workbook({"Sheet1": rows}), year=2011, name=f"{name}发展会员.xlsx")

    importing.offer("", lists("上半年", 32))
    take(importing, {"indicator": "merge"})
    (offer,) = importing.offer("", lists("下半年", 41))["ledgers"]
    assert ways(offer)["merge"]["lines"] == [
        "第 1 行“本期”：32 改为 73",
        "第 1 行“备注”：照名单数出：上半年 32 人 改为 照名单数出：上半年 32 人 + 下半年 41 人",
    ]
    for _ in range(2):  # the same list once more changes nothing
        importing.offer("", lists("下半年", 41))
        take(importing, {"indicator": "merge"})
        assert state.figures["指标.新发展会员"].value == 73
