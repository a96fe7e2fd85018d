from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets.sheet import Applied, apply, grouped, mark, still_refused, texts
from zongjie import cells, ledger, schema
from zongjie.errors import ZongjieError
from zongjie.schema import Column

WELFARE = schema.ledger("welfare")
COLUMNS = [column for one in schema.ledgers().values() for column in one.columns]
TYPED = [
    *(
        "1520.5",
        "1,520.50元",
        "1.52万元",
        "壹仟伍佰元整",
        "-30",
        "０１２",
        "999999999999",
        "0.1250",
    ),
    *("10万余元", "约3000", "3000-5000", "三四十人", "若干", "30余人次", "278人次", "64人/128人次"),
    *("3.8", "3月8日", "2026.3", "三季度", "全年", "3月", "2011-12-28", "6月1日至8月7日"),
    *("是", "√", "无", "-", "其他", "其中：送温暖", "第一行\n第二行", " 两端有空 ", "=1+1", "+5"),
]


def rows(*given: dict[str, object]) -> Any:
    return ledger.frame("welfare", given)


def put(row: int, column: str, raw: str) -> dict[str, object]:
    return {"op": "set", "row": row, "column": column, "raw": raw}


def done(frame: Any, *steps: dict[str, object]) -> Applied:
    return apply(frame, WELFARE, steps, 2026)


def names(applied: Applied) -> list[str | None]:
    return list(applied.frame["note"])


THREE = rows({"note": "一", "persons": 1}, {"note": "二", "persons": 2}, {"note": "三"})


def test_steps_are_done_in_order_on_rows_as_the_step_before_left_them() -> None:
    applied = done(
        THREE,
        {"op": "insert", "at": 1, "rows": [{"note": "新"}, {}]},
        put(3, "note", "原一"),
        {"op": "delete", "at": 4, "count": 2},
        put(2, "note", "空"),
    )
    assert names(applied) == ["新", "空", "原一"]
    assert applied.touched == (1, 2, 3)
    assert list(applied.frame.index) == [1, 2, 3]
    assert names(Applied(THREE, (), {})) == ["一", "二", "三"]


def test_rows_can_be_put_after_the_last() -> None:
    assert names(done(rows(), {"op": "insert", "at": 1, "rows": [{"note": "新"}]})) == ["新"]


def test_an_empty_text_clears_the_number_and_its_words() -> None:
    frame = rows({"persons_text": "30余人"}, {"persons": 30})
    frame = done(frame, put(1, "persons", ""), put(2, "persons", " ")).frame
    assert frame[["persons", "persons_text"]].isna().all(axis=None)


def test_an_approximate_number_takes_the_place_of_an_exact_one_and_back() -> None:
    applied = done(THREE, put(1, "persons", "30余人"))
    assert applied.frame.at[1, "persons_text"] == "30余人"
    assert applied.frame["persons"].isna().at[1]
    back = done(applied.frame, put(1, "persons", "30")).frame
    assert back.at[1, "persons"] == 30
    assert back.at[1, "persons_text"] is None


def test_a_refused_cell_keeps_its_value_and_goes_with_its_row() -> None:
    applied = done(
        THREE, put(2, "persons", "三千左左"), {"op": "insert", "at": 1, "rows": [{"date": "某天"}]}
    )
    assert applied.frame.at[3, "persons"] == 2
    assert list(applied.refused) == [(1, "date"), (3, "persons")]
    assert [one.raw for one in applied.refused.values()] == ["某天", "三千左左"]


def test_what_was_refused_before_goes_with_its_row_until_something_else_is_written() -> None:
    before = done(THREE, put(2, "persons", "很多"))
    later = apply(
        before.frame,
        WELFARE,
        [put(2, "date", "3.8"), {"op": "insert", "at": 1, "rows": [{}]}],
        2026,
        before.refused,
    )
    assert list(later.refused) == [(3, "persons")]
    assert 3 in later.touched
    mended = apply(later.frame, WELFARE, [put(3, "persons", "8")], 2026, later.refused)
    assert mended.refused == {}


def test_what_was_refused_outlives_an_import_that_leaves_its_row_alone() -> None:
    applied = done(THREE, put(1, "persons", "很多"), put(3, "persons", "不少"))
    other = done(applied.frame, put(3, "date", "3.9"), {"op": "insert", "at": 4, "rows": [{}]})
    assert list(still_refused(applied.refused, applied.frame, other.frame)) == [(1, "persons")]
    fewer = done(applied.frame, {"op": "delete", "at": 1, "count": 3}).frame
    assert still_refused(applied.refused, applied.frame, fewer) == {}


def test_a_later_step_for_the_same_cell_decides() -> None:
    assert done(THREE, put(1, "persons", "很多"), put(1, "persons", "7")).refused == {}
    applied = done(THREE, put(1, "persons", "7"), put(1, "persons", "很多"))
    assert applied.frame.at[1, "persons"] == 7
    assert len(applied.refused) == 1


def test_what_a_cell_says_beyond_goes_into_its_empty_companion() -> None:
    frame = done(rows({}), put(1, "persons", "64人/128人次")).frame
    assert (frame.at[1, "persons"], frame.at[1, "person_times"]) == (64, 128)
    again = done(frame, put(1, "persons", "70人/90人次")).frame
    assert (again.at[1, "persons"], again.at[1, "person_times"]) == (70, 128)
    activity = schema.ledger("activity")
    ranged = apply(
        ledger.frame("activity", [{}]), activity, [put(1, "date_start", "6月1日至8月7日")], 2026
    )
    assert list(ranged.frame.loc[1, ["date_start", "date_end"]]) == ["2026-06-01", "2026-08-07"]


def test_a_number_for_a_companion_that_is_taken_is_not_lost_in_silence() -> None:
    applied = done(
        rows({"persons": 5, "person_times_text": "百余人次"}), put(1, "persons", "9人次")
    )
    assert applied.frame.at[1, "persons"] == 5
    assert list(applied.refused) == [(1, "persons")]


@pytest.mark.parametrize(
    "step",
    [
        put(4, "note", "x"),
        put(0, "note", "x"),
        put(1, "colour", "x"),
        {"op": "insert", "at": 5, "rows": [{}]},
        {"op": "insert", "at": 1, "rows": [{"colour": "x"}]},
        {"op": "delete", "at": 3, "count": 2},
        {"op": "sort"},
    ],
)
def test_a_step_that_does_not_fit_is_refused(step: dict[str, object]) -> None:
    with pytest.raises(ZongjieError, match="对不上"):
        done(THREE, step)


def test_numbers_are_grouped_and_words_are_not() -> None:
    amount = WELFARE.column("amount_yuan")
    assert grouped(amount, "-1520.50") == "-1,520.50"
    assert grouped(amount, "约3000") == "约3000"
    assert grouped(amount, "3000-5000") == "3000-5000"
    assert grouped(WELFARE.column("note"), "2026") == "2026"


def test_every_column_reads_in_its_place() -> None:
    line = texts(
        WELFARE.columns,
        rows({"booked": True, "amount_yuan": Decimal(1520), "persons_text": "几人"}),
    )
    shown = dict(zip([column.id for column in WELFARE.columns], line[0], strict=True))
    assert {key: text for key, text in shown.items() if text} == {
        "booked": "是",
        "amount_yuan": "1,520",
        "persons": "几人",
    }


@given(
    column=st.sampled_from(COLUMNS),
    raw=st.one_of(
        st.sampled_from(TYPED),
        st.sampled_from([c.label for one in COLUMNS for c in one.choices]),
        st.decimals(-(10**11), 10**11, places=3).map(str),
        st.dates().map(str),
        st.text(),
    ),
    year=st.integers(1949, 2100),
)
def test_what_a_cell_shows_reads_back_as_what_it_holds(column: Column, raw: str, year: int) -> None:
    held = cells.parse(column, raw, year=year)
    shown = grouped(column, cells.show(column, held.value, held.text))
    again = cells.parse(column, shown, year=2026)
    assert (again.value, again.text, again.rest) == (held.value, held.text, None)
    assert again.problem == ""


CELLS = st.fixed_dictionaries(
    {},
    optional={
        "note": st.sampled_from(["甲", "乙", ""]),
        "persons": st.sampled_from(["3", "30余人", "很多", ""]),
        "amount_yuan": st.sampled_from(["1520.5", "10万余元", "-"]),
        "booked": st.sampled_from(["是", "否", ""]),
    },
)


@given(
    before=st.lists(CELLS, max_size=4),
    edits=st.lists(st.tuples(st.integers(1, 4), CELLS), max_size=6),
)
def test_changing_cells_gives_the_ledger_that_writing_the_rows_anew_gives(
    before: list[dict[str, str]], edits: list[tuple[int, dict[str, str]]]
) -> None:
    start = done(rows(), {"op": "insert", "at": 1, "rows": before}).frame
    steps = [
        put(row, column, raw)
        for row, cell in edits
        if row <= len(before)
        for column, raw in cell.items()
    ]
    changed = done(start, *steps)
    moved = done(start, *steps, {"op": "insert", "at": 1, "rows": [{}]})
    pd.testing.assert_frame_equal(changed.frame, moved.frame.iloc[1:].set_axis(start.index))
    assert changed.frame.dtypes.equals(start.dtypes)
    assert [row + 1 for row in changed.touched] == list(moved.touched[1:])


def test_rows_have_the_mark_that_the_grid_gives_them() -> None:
    assert mark([["278", "送温暖😀"], ["", "é"]]) == "2 46994a4c"  # as in print.test.ts
    assert mark([]) == "0 811c9dc5"
