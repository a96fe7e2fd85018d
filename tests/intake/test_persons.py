"""Names of those who were helped: the ledger keeps codes, the report says so."""

from __future__ import annotations

import io

from tests.intake.files import changes, problems, read, workbook
from zongjie import intake, portable
from zongjie.draft import Draft

HEAD = ("姓名", "慰问日期", "慰问类别", "慰问对象", "金额")
ROWS = [
    ("张三", "2026-01-20", "送温暖", "困难职工", 500),
    ("李小四", "2026-01-20", "送温暖", "困难职工", 500),
    ("张三", "2026-06-20", "困难帮扶", "困难职工", 800),
    ("（略）", "2026-06-20", "困难帮扶", "困难职工", 800),
]
SAMPLE = workbook({"慰问": [HEAD, *ROWS]})


def codes(taken: intake.Intake) -> list[object]:
    frame = taken.ledgers["welfare"]
    return (
        frame["beneficiary_code"].astype(object).where(frame["beneficiary_code"].notna()).tolist()
    )


def test_a_column_of_names_is_read_as_codes_one_for_each_person() -> None:
    taken = read(SAMPLE)
    assert codes(taken)[:3] == ["职工01", "职工02", "职工01"]
    assert taken.ledgers["welfare"]["beneficiary_code"].isna().tolist()[3]
    assert problems(taken) == []
    assert changes(taken)[0] == "“慰问”第 2 行“姓名”：“张三”读作“职工01”，人名记成代码。"
    guess = taken.guesses[0]
    assert (guess.written, guess.meant, guess.rows) == ("姓名", intake.NAMES, 3)


def test_in_a_list_of_names_those_that_hold_a_word_are_names_too() -> None:
    names = ["张三", "李小四", "赵敏", "何建国", "周翠芳", "王和平", "朱德明"]
    head = ("姓名", "慰问日期", "慰问类别", "金额")
    rows = [(name, "2026-01-20", "送温暖", 500) for name in (*names, "全体会员", "李主任")]
    taken = read(workbook({"慰问": [head, *rows]}))
    assert codes(taken)[:7] == [f"职工{n:02d}" for n in range(1, 8)]
    assert taken.ledgers["welfare"]["beneficiary_code"].isna().tolist()[7:] == [True, True]


def test_a_roster_of_those_who_were_helped_is_known_by_its_name() -> None:
    head = ("序号", "姓名", "身份证", "部门", "救助金额(元)", "日期")
    rows = [(1, "张三", "11010119800307001X", "生产部", 500, "3月")]
    taken = read(workbook({"困难职工": [head, *rows]}))
    assert [(one.ledger, one.missing) for one in taken.sheets] == [("welfare", ("慰问类别",))]
    assert any("“身份证”：为保护隐私" in one for one in changes(taken))
    assert "11010119800307001X" not in str(taken.unfinished["welfare"].to_dict("records"))


def test_names_are_kept_when_the_officer_wants_them() -> None:
    agreed = read(SAMPLE).guesses
    taken = intake.read(SAMPLE, year=2026, name="台账.xlsx", agreed=agreed)
    assert codes(taken)[:3] == ["张三", "李小四", "张三"]
    assert taken.guesses == ()


def test_a_name_among_the_kinds_of_people_goes_to_the_codes() -> None:
    rows = [("2026-01-20", "送温暖", "王五", 500), ("2026-01-20", "送温暖", "女职工", 500)]
    taken = read(workbook({"慰问": [HEAD[1:], *rows]}))
    frame = taken.ledgers["welfare"]
    assert codes(taken)[0] == "职工01"
    assert frame["beneficiary_kind"].isna().tolist() == [True, False]
    assert frame["beneficiary_code"].isna().tolist() == [False, True]


def test_a_kind_of_people_among_the_names_is_not_lost() -> None:
    head = ("姓名", "慰问日期", "慰问类别", "金额")
    rows = [
        ("张三", "2026-01-20", "送温暖", 500),
        ("全体会员", "2026-01-28", "节日慰问", 324000),
        ("高温岗位86人", "2026-07-28", "送清凉", 8600),
        ("张三等5名职工", "2026-07-28", "送清凉", 500),  # speaks of a person
        ("退休职工：张建国", "2026-07-28", "退休慰问", 500),
    ]
    taken = read(workbook({"慰问": [head, *rows]}))
    kinds = taken.ledgers["welfare"]["beneficiary_kind"].fillna("").tolist()
    assert kinds == ["", "全体会员", "高温岗位86人", "", ""]
    assert "“慰问”第 5 行“姓名”：不是一个个人名，没有读。" in changes(taken)
    assert problems(taken) == [  # whose code is known needs no kind
        f"慰问台账（慰问）第 {row} 行“对象类别”没有填。知道的请补上。" for row in (5, 6)
    ]
    named = [(*rows[1], "困难职工"), (*rows[0], "困难职工"), (*rows[1], "")]
    frame = read(workbook({"慰问": [(*head, "慰问对象"), *named]})).ledgers["welfare"]
    assert frame["beneficiary_kind"].tolist() == ["困难职工", "困难职工", "全体会员"]


def test_codes_are_spoken_of_by_the_heading_that_the_names_have() -> None:
    rows = [("2026-01-20", "送温暖", "王五", 500), ("2026-01-20", "送温暖", "女职工", 500)]
    (counted, _) = read(workbook({"慰问": [HEAD[1:], *rows]})).guesses[::-1]
    assert (counted.column, counted.meant) == ("人数", "照“慰问对象”数")


def test_two_sheets_give_one_person_one_code() -> None:
    other = [("李小四", "2026-03-08", "送温暖", "女职工", 100)]
    taken = read(workbook({"慰问": [HEAD, *ROWS], "慰问2": [HEAD, *other]}))
    assert codes(taken)[-1] == "职工02"


def test_codes_of_the_office_stay_as_they_are() -> None:
    rows = [("A-7", "2026-01-20", "送温暖", "困难职工", 500)]
    taken = read(workbook({"慰问": [("代码", *HEAD[1:]), *rows]}))
    assert codes(taken) == ["A-7"]
    assert [one.column for one in taken.guesses] == ["人数"]
    assert changes(taken) == []


def test_what_was_kept_on_purpose_comes_back_with_a_portable_draft() -> None:
    agreed = read(SAMPLE).guesses
    kept = intake.read(SAMPLE, year=2026, name="台账.xlsx", agreed=agreed)
    target = io.BytesIO()
    portable.write(Draft("school", "某某校工会", 2026), kept.ledgers, target)
    assert codes(portable.read(target.getvalue()).intake)[:2] == ["张三", "李小四"]
