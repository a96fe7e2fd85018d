from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import openpyxl
import pandas as pd
import pytest

from tests.widgets.asking import Asker, Refused
from widgets import sheet
from widgets.checks import remarks
from widgets.detail import Detail
from widgets.ledger import LedgerView
from widgets.state import State
from zongjie import intake, ledger, schema
from zongjie.errors import StoreError
from zongjie.store import Store, ledger_part, lifecycle


@pytest.fixture
def view(state: State) -> LedgerView:
    return LedgerView(state, "welfare")


@pytest.fixture
def ask(view: LedgerView, monkeypatch: pytest.MonkeyPatch) -> Asker:
    return Asker(view, monkeypatch)


def change(ask: Asker, *steps: dict[str, Any]) -> dict[str, Any]:
    """Send one action of the grid, done on the rows that are there."""
    return ask("change", base=ask.view.props["version"], steps=steps)


def put(row: int, column: str, raw: str) -> dict[str, Any]:
    return {"op": "set", "row": row, "column": column, "raw": raw}


def cell(view: LedgerView, answer: dict[str, Any], row: int, column: str) -> str:
    """How a cell reads in an answer to `rows` or `change`."""
    at = [known["id"] for known in view.props["columns"]].index(column)
    rows = answer["rows"]
    return str((rows[str(row)] if isinstance(rows, dict) else rows[row - 1])[at])


def test_rows_read_as_in_a_table(ask: Asker, view: LedgerView) -> None:
    answer = ask("rows")
    assert len(answer["rows"]) == view.props["total"] == 7
    assert {len(row) for row in answer["rows"]} == {len(view.props["columns"])}
    assert cell(view, answer, 1, "person_times") == "278"
    assert cell(view, answer, 1, "amount_yuan") == "10万余元"
    assert answer["sums"]["amount_yuan"] == "37,140（另有 1 个概数）"
    assert answer["version"] == view.props["version"]


@pytest.mark.parametrize("id_", schema.LEDGER_IDS)
def test_columns_stand_as_in_a_written_file_so_that_its_rows_can_be_pasted(
    state: State, id_: str
) -> None:
    labels = [column["label"] for column in LedgerView(state, id_).props["columns"]]
    text = ledger.csv_bytes(id_, state.ledgers[id_]).decode("utf-8-sig")
    assert labels == text.splitlines()[0].split(",")
    target = io.BytesIO()
    ledger.write_xlsx(state.ledgers, target, [id_])
    (sheet,) = openpyxl.load_workbook(target)
    assert labels == [cell.value for cell in sheet[1]]


def test_numbers_of_activities_stand_before_words_that_may_be_missing(state: State) -> None:
    labels = [column["label"] for column in LedgerView(state, "activity").props["columns"]]
    assert labels.index("支出金额") < 10 < labels.index("获奖情况")


def test_a_change_changes_figures_and_is_kept(
    ask: Asker, view: LedgerView, state: State, store: Store
) -> None:
    answer = change(ask, put(1, "person_times", "３００人次"))
    assert cell(view, answer, 1, "person_times") == "300"
    assert list(answer["rows"]) == ["1"]
    assert answer["refused"] == []
    assert state.figures["慰问.送温暖.人次"].value == 300
    assert store.load(state.id).ledgers["welfare"].at[1, "person_times"] == 300


def test_an_action_is_one_change_of_the_ledgers(
    ask: Asker, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    puts: list[list[str]] = []
    take = state.put_ledgers

    def counted(given: dict[str, pd.DataFrame], refused: Any) -> None:
        puts.append(list(given))
        take(given, refused)

    monkeypatch.setattr(state, "put_ledgers", counted)
    change(ask, *(put(row, "persons", "5") for row in range(1, 8)))
    assert puts == [["welfare"]]


def test_the_props_on_the_way_carry_the_version_of_the_answer(ask: Asker, view: LedgerView) -> None:
    seen: list[int] = []
    view.observe(lambda told: seen.append(told["new"]["version"]), "props")
    before = view.props["version"]
    assert change(ask, put(1, "persons", "5"))["version"] == seen[-1] != before


def test_the_version_moves_with_every_change_whoever_makes_it(
    view: LedgerView, state: State
) -> None:
    versions = [view.props["version"]]
    state.put_ledgers({"welfare": state.ledgers["welfare"].iloc[:2]})
    versions.append(view.props["version"])
    state.fill(replace(state.draft, year=2012))
    versions.append(view.props["version"])
    state.open(state.id)
    versions.append(view.props["version"])
    assert len(set(versions)) == len(versions)
    state.put_ledgers({"fund": state.ledgers["fund"]})
    assert view.props["version"] == versions[-1]


def test_the_rows_that_a_filter_leaves_are_added_up_as_they_are_now(ask: Asker) -> None:
    change(ask, put(1, "amount_yuan", "100"), put(2, "amount_yuan", "20"))
    answer = change(ask, put(1, "amount_yuan", "300"))
    asked = ask("sums", rows=[1, 2])
    assert (asked["sums"]["amount_yuan"], asked["version"]) == ("320", answer["version"])


def test_a_change_made_on_other_rows_is_refused_whole(ask: Asker, state: State) -> None:
    before = state.ledgers["welfare"]
    with pytest.raises(Refused, match="请照新的内容"):
        ask("change", base=0, steps=[put(1, "persons", "5")])
    assert state.ledgers["welfare"] is before


@pytest.fixture
def again(
    ask: Asker, state: State, store: Store, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Asker]:
    """The page after its kernel was killed, with what its browser has kept of the ledger."""
    change(ask, put(1, "persons", "5"))

    def begin() -> Asker:
        other = State("large_factory", store)
        other.open(state.id)
        return Asker(LedgerView(other, "welfare"), monkeypatch)

    return begin


def test_what_was_done_before_the_kernel_died_is_put_together_with_what_others_did_since(
    ask: Asker, again: Callable[..., Asker], store: Store, state: State
) -> None:
    over = [sheet.mark(ask("rows")["rows"])]
    change(again(), put(2, "persons", "7"))
    steps = [put(1, "person_times", "301"), put(3, "person_times", "41")]
    answer = again()("redo", over=over, steps=steps)
    assert answer["unsaved"] == ""
    kept = store.load(state.id).ledgers["welfare"]
    assert kept["persons"].tolist()[:2] == [5, 7]
    assert kept["person_times"].tolist()[0] == 301
    assert kept["person_times"].tolist()[2] == 41


def test_what_was_done_before_the_kernel_died_and_was_saved_in_part_is_done_wholly(
    ask: Asker, again: Callable[..., Asker], store: Store, state: State
) -> None:
    over = [sheet.mark(ask("rows")["rows"])]
    rows = len(state.ledgers["welfare"])
    added = {"op": "insert", "at": rows + 1, "rows": [{"category": "困难帮扶"}]}
    change(again(), added)
    steps = [added, put(rows + 1, "persons", "7"), put(1, "persons", "6")]
    again()("redo", over=over, steps=steps)
    kept = store.load(state.id).ledgers["welfare"]
    assert kept["persons"].tolist()[0] == 6
    assert kept["category"].tolist()[rows:] == ["困难帮扶"]
    assert kept["persons"].tolist()[rows] == 7
    answer = again()("redo", over=over, steps=steps)  # all of it is there
    assert (answer["unsaved"], len(store.load(state.id).ledgers["welfare"])) == ("", rows + 1)


def test_what_others_have_changed_at_the_same_place_is_not_done_over(
    ask: Asker, again: Callable[..., Asker], store: Store, state: State
) -> None:
    over = [sheet.mark(ask("rows")["rows"])]
    change(again(), put(1, "persons", "7"))
    for marks, row in ((over, 1), (["7 0"], 2)):
        with pytest.raises(Refused, match="请照新的内容"):
            again()("redo", over=marks, steps=[put(row, "persons", "9")])
    assert store.load(state.id).ledgers["welfare"]["persons"].tolist()[0] == 7


def test_a_change_that_does_not_fit_applies_nothing(ask: Asker, state: State) -> None:
    before = state.ledgers["welfare"]
    with pytest.raises(Refused, match="对不上"):
        change(ask, put(1, "persons", "5"), put(99, "persons", "5"))
    assert state.ledgers["welfare"] is before


@pytest.mark.parametrize(
    ("column", "raw", "says"),
    [
        ("person_times", "2.5", "整数"),
        ("amount_yuan", "很多", "不是数字"),
        ("date", "2月30日", "没有这一天"),
    ],
)
def test_what_cannot_be_read_is_told_and_the_old_value_stays(
    ask: Asker, view: LedgerView, column: str, raw: str, says: str
) -> None:
    before = cell(view, ask("rows"), 1, column)
    answer = change(ask, put(1, column, raw))
    ((row, where, written, message),) = answer["refused"]
    assert (row, where, written) == (1, column, raw)
    assert says in message
    assert f"现在仍按原来的“{before}”计" in message
    assert cell(view, answer, 1, column) == before
    assert ask("rows")["refused"] == answer["refused"]


def test_what_was_refused_stands_until_it_is_mended_and_is_told_before_an_export(
    ask: Asker, state: State
) -> None:
    state.add_step("ledger-welfare", "慰问")
    change(ask, put(3, "person_times", "20"))
    change(ask, put(3, "person_times", "很多"))
    change(ask, put(3, "note", "春节"), put(1, "note", "春节"))
    (remark,) = [one for one in remarks(state) if one.rows == (3,)]
    assert "写的是“很多”，不是数字，现在仍按原来的“20”计" in remark.message
    answer = change(ask, {"op": "delete", "at": 1, "count": 1})
    assert [tuple(one[:3]) for one in answer["refused"]] == [(2, "person_times", "很多")]
    answer = change(ask, put(2, "person_times", "5"))
    assert answer["refused"] == []
    assert not [one for one in remarks(state) if "很多" in one.message]


def test_one_cell_filled_of_a_column_that_nobody_filled_leaves_one_thing_to_do(
    ask: Asker, state: State
) -> None:
    def told() -> list[tuple[str, tuple[int, ...]]]:
        found = [one for one in remarks(state) if one.step == "ledger-welfare"]
        return [(one.message, one.rows) for one in found if "类别" in one.message]

    state.add_step("ledger-welfare", "慰问")
    change(ask, *(put(row, "category", "") for row in range(1, 8)))
    assert told() == [("“慰问类别”这一列都没有填，各行都没有计入。请补上慰问类别。", ())]
    change(ask, put(3, "category", "困难帮扶"))
    cure = "“慰问类别”没有填，整行没有计入。请补上慰问类别。"
    assert told() == [(f"第 1–2、4–7 行{cure}", (1, 2, 4, 5, 6, 7))]
    change(ask, *(put(row, "category", "困难帮扶") for row in range(2, 8)))
    assert told() == [(f"第 1 行{cure}", (1,))]


def test_an_empty_cell_says_that_it_counts_as_empty_and_is_told_once(
    ask: Asker, state: State
) -> None:
    change(ask, put(1, "date", ""))
    change(ask, put(1, "date", "春天"))
    (told,) = [one for one in state.problems("welfare") if one.row == 1 and "日期" in one.column]
    assert told.value == "春天"
    assert "这一格暂不计入" in told.message


def test_a_vague_amount_typed_into_the_grid_is_never_summed(ask: Asker, state: State) -> None:
    change(ask, put(5, "amount_yuan", "两万余元"))
    assert not state.figures["慰问.婚丧慰问.金额"].exact


def test_a_cell_with_a_problem_says_what_and_how_severe(ask: Asker) -> None:
    answer = change(ask, put(2, "date", ""))
    text, severity = answer["problems"]["2"]["date"]
    assert "没有填" in text
    assert severity == "error"


def test_what_concerns_no_single_row_stands_above_the_grid(ask: Asker, view: LedgerView) -> None:
    answer = change(ask, *(put(row, "amount_yuan", "") for row in range(1, 8)))
    assert not any("amount_yuan" in columns for columns in answer["problems"].values())
    assert any("金额" in text for text in view.props["problems"])


def test_what_more_rows_lack_than_are_marked_is_told_with_all_of_them(state: State) -> None:
    rows = [
        {"date_start": "2026-03-08", "category": "文体活动", "name": f"比赛{number}"}
        for number in range(33)
    ]
    rows.append(rows[0] | {"name": "义诊", "organiser": "本会"})
    state.put_ledgers({"activity": ledger.frame("activity", rows)})
    told = LedgerView(state, "activity").props["problems"]
    assert told == ["活动台账第 1–33 行“主办单位”没有填。知道的请补上。"]


def test_an_unfinished_row_is_kept_but_not_counted(ask: Asker, state: State) -> None:
    before = state.figures["慰问.人次"].value
    answer = change(ask, {"op": "insert", "at": 8, "rows": [{}]}, put(8, "person_times", "5"))
    assert state.figures["慰问.人次"].value == before
    assert "8" in answer["problems"]


def test_a_blank_row_is_no_problem_and_stays_to_be_filled(
    ask: Asker, view: LedgerView, state: State, store: Store
) -> None:
    before = state.figures
    answer = change(ask, {"op": "insert", "at": 1, "rows": [{}, {}]})
    assert answer["rows"].keys() == {"1", "2"}
    assert not {"1", "2"} & answer["problems"].keys()
    assert len(ask("rows")["rows"]) == view.props["total"] == 9
    assert {key: state.figures[key].value for key in before} == {
        key: before[key].value for key in before
    }
    assert len(store.load(state.id).ledgers["welfare"]) == 9


def test_a_file_is_reported_before_anything_is_changed(
    ask: Asker, state: State, view: LedgerView
) -> None:
    text = '日期,类别,金额\n2011-03-08,困难补助,"1,520元"\n某天,困难补助,3\n'
    ask.upload(text.encode("gb18030"), "慰问.csv", part=10)
    assert view.props["total"] == 7
    assert ask.report["rows"] == 2
    assert any("某天" in problem["text"] for problem in ask.report["problems"])
    assert any("1520" in change for change in ask.report["changes"])
    assert "去掉 7 行" in ask("take", hows={"welfare": "replace"})["said"]
    assert view.frame["note"].tolist() == [None, "发生日期原写“某天”"]
    assert str(state.figures["慰问.金额"].value) == "1520"
    with pytest.raises(Refused, match="重新选择"):
        ask("take", hows={"welfare": "replace"})


def test_a_pasted_table_is_offered_as_a_file_is(ask: Asker, view: LedgerView) -> None:
    report = ask("paste", text="发生日期\t慰问类别\t金额\n2011.5.1\t劳模\t500\n")
    (offer,) = report["ledgers"]
    assert [way["how"] for way in offer["ways"]] == ["merge", "append", "replace"]
    ask("take", hows={"welfare": "merge"})
    assert view.props["total"] == 8
    assert cell(view, ask("rows"), 8, "category") == "劳模慰问"


def test_a_slip_of_the_pen_is_put_right_before_the_import(ask: Asker, state: State) -> None:
    ask.upload("日期,类别,金额\n2011-05-01,困难邦扶,30\n".encode(), "慰问.csv")
    (guess,) = ask.report["guesses"]
    assert guess["says"] == (
        "“类别”（慰问类别）有 1 行写的是“困难邦扶”（慰问台账），是不是“困难帮扶”？"
    )
    assert ask.report["sheets"][0]["note"] == "有必填的格没有填或没看懂，补好才计入"
    mended = ask("mend", agreed=[guess])
    assert mended["guesses"] == []
    assert mended["sheets"][0]["rows"] == 1
    assert ask("mend", agreed=[])["guesses"] == [guess]
    ask("mend", agreed=[guess])
    ask("take", hows={"welfare": "append"})
    assert state.ledgers["welfare"]["category"].tolist()[-1] == "困难帮扶"
    with pytest.raises(Refused, match="不在了"):
        ask("mend", agreed=[guess])


def test_a_file_that_is_not_wanted_any_more_is_not_read(
    ask: Asker, view: LedgerView, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = []

    def reading(*_: object, told: Callable[[str], None], **__: object) -> None:
        told("正在读“一月”")
        said.append(ask.view.on_progress(Detail({}))["said"])
        view.on_stop(Detail({}))
        told("正在读“二月”")

    monkeypatch.setattr("widgets.ledger.intake.read", reading)
    ask.upload(b"a,b", "慰问.csv")
    assert ask.report == {"stopped": True}
    assert said == ["正在读“一月”"]
    with pytest.raises(Refused, match="重新选择"):
        ask("take", hows={})


def test_an_import_that_is_stopped_changes_nothing_and_can_be_begun_again(
    ask: Asker, view: LedgerView, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask.upload("日期,类别,金额\n2011-05-01,困难帮扶,30\n".encode(), "慰问.csv")
    combine = ledger.combine

    def combining(*given: Any) -> Any:
        view.on_stop(Detail({}))
        return combine(*given)

    monkeypatch.setattr(ledger, "combine", combining)
    before = state.ledgers["welfare"]
    assert ask("take", hows={"welfare": "append"}) == {"stopped": True}
    assert state.ledgers["welfare"] is before
    monkeypatch.undo()
    monkeypatch.setattr(view, "send", ask._hear)
    ask("take", hows={"welfare": "append"})
    assert len(state.ledgers["welfare"]) == len(before) + 1


def test_what_was_read_to_its_end_after_it_was_stopped_is_dropped(
    ask: Asker, view: LedgerView, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = intake.read

    def reading(*given: Any, **more: Any) -> intake.Intake:
        found = read(*given, **more)
        view.on_stop(Detail({}))
        return found

    monkeypatch.setattr("widgets.ledger.intake.read", reading)
    ask.upload("日期,类别,金额\n3.8,困难补助,5\n".encode(), "慰问.csv")
    assert ask.report == {"stopped": True}


def test_a_file_that_is_no_ledger_changes_nothing(ask: Asker, view: LedgerView) -> None:
    with pytest.raises(Refused):
        ask.upload(b"%PDF-1.4", "台账.xlsx")
    assert view.props["total"] == 7


def test_an_upload_that_skips_a_part_is_stopped(ask: Asker) -> None:
    ask("part", b"one", key=1, start=0)
    with pytest.raises(Refused, match="上传中断"):
        ask("part", b"three", key=1, start=99)
    with pytest.raises(Refused, match="上传中断"):
        ask("read", key=2, name="a.csv")


def test_an_upload_beyond_the_limit_is_stopped_on_its_way(
    ask: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZONGJIE_MAX_UPLOAD_MB", "1")
    with pytest.raises(Refused, match="超过 1 MB"):
        ask("part", bytes(1024 * 1024 + 1), key=1, start=0)


def test_the_ledgers_are_taken_out_as_one_workbook(ask: Asker, state: State) -> None:
    reply = ask.whole("download", kind="all")
    assert reply.result["name"] == "某某机械厂工会2011年台账.xlsx"
    expected = io.BytesIO()
    ledger.write_xlsx(state.ledgers, expected)
    assert reply.buffers == [expected.getvalue()]


def test_one_ledger_is_taken_out_as_a_workbook_of_its_own(ask: Asker) -> None:
    reply = ask.whole("download", kind="xlsx")
    assert reply.result["name"] == "某某机械厂工会2011年慰问台账.xlsx"
    assert openpyxl.load_workbook(io.BytesIO(reply.buffers[0])).sheetnames == ["慰问台账"]


def test_one_ledger_is_taken_out_as_text_that_excel_opens(ask: Asker, state: State) -> None:
    reply = ask.whole("download", kind="csv")
    assert reply.result["name"] == "某某机械厂工会2011年慰问台账.csv"
    assert reply.buffers == [ledger.csv_bytes("welfare", state.ledgers["welfare"])]


def test_the_names_that_the_sections_ask_for_are_offered_in_the_ledger_of_indicators() -> None:
    columns = LedgerView(State("township"), "indicator").props["columns"]
    (names,) = (column["choices"] for column in columns if column["id"] == "key")
    assert {"新建工会", "新发展会员", "会员人数", "工会小组数"} <= set(names)
    assert names.index("新建工会") < names.index("调解委员会")
    assert len(names) == len(set(names))


def refusing(*_: object, **__: object) -> None:
    raise StoreError("没有存上（磁盘满了）")


def test_what_cannot_be_saved_is_taken_all_the_same_and_said_so(
    ask: Asker, view: LedgerView, state: State, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert change(ask, put(1, "person_times", "300"))["unsaved"] == ""
    with monkeypatch.context() as full:
        full.setattr(store, "save", refusing)
        answer = change(ask, put(2, "person_times", "31"))
        assert answer["unsaved"] == "没有存上（磁盘满了）。"
        assert cell(view, answer, 2, "person_times") == "31"
        assert ask("change", base=answer["version"], steps=[put(3, "person_times", "32")])[
            "unsaved"
        ]
    assert change(ask, put(4, "person_times", "33"))["unsaved"] == ""
    kept = store.load(state.id).ledgers["welfare"]["person_times"]
    assert kept.tolist()[:4] == [300, 31, 32, 33]


def test_of_what_nothing_is_taken_nothing_is_answered(
    ask: Asker, state: State, store: Store
) -> None:
    change(ask, put(1, "person_times", "300"))
    lifecycle.sign(store, state.id)
    state.take(state.keeping.look())
    with pytest.raises(Refused, match="已定稿"):
        change(ask, put(2, "person_times", "31"))


def test_rows_of_others_that_the_grid_has_not_got_yet_do_not_shift_what_is_done_next(
    ask: Asker, view: LedgerView, state: State, store: Store
) -> None:
    change(ask, put(1, "person_times", "300"))
    part = ledger_part("welfare")
    newest = store.newest(state.id, part)
    assert isinstance(newest.content, pd.DataFrame)
    first = newest.content.loc[[1]].assign(person_times=11)
    more = pd.concat([first, newest.content], ignore_index=True).astype(newest.content.dtypes)
    store.save(state.id, part, newest.number, more.set_axis(range(1, len(more) + 1)))

    answer = change(ask, put(5, "person_times", "55"))  # before anybody has looked
    assert answer["version"] != view.props["version"]  # the grid is to ask for the rows
    ask("change", base=answer["version"], steps=[put(7, "person_times", "77")])
    kept = store.load(state.id).ledgers["welfare"]["person_times"]
    assert [kept[1], kept[6], kept[8]] == [11, 55, 77]
