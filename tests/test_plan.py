"""What a plan leaves open, and a text that is nothing but a plan."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.samples import GENRES, read
from zongjie import plan
from zongjie.draft import Draft, Section

NAMED = (
    "一是提案答复慢。跨部门的没有人牵头。二是倒班职工参加活动少。\n\n三是台账记得不全，年底对不上。"
)


def draft(problems: str, measures: str, id_: str = "plan") -> Draft:
    sections = (Section("problems", "问题", problems), Section(id_, "打算", measures))
    return Draft("large_factory", "某某厂工会", 2026, sections=sections)


def messages(problems: str, measures: str) -> list[str]:
    return [finding.message for finding in plan.findings(draft(problems, measures))]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (NAMED, ["提案答复慢", "倒班职工参加活动少", "台账记得不全，年底对不上"]),
        ("1．答复慢：没有人牵头。\n2. 活动少。", ["答复慢", "活动少"]),
        ("（一）答复慢\n（二）活动少", ["答复慢", "活动少"]),
        ("一、答复慢。没有人牵头。二、活动少。", ["答复慢", "活动少"]),
        ("一、存在的问题\n1．答复慢。二、三季度活动少。", ["答复慢"]),
        (
            "一是答复慢，主要原因是没有人牵头。二是由于倒班，活动少。",
            ["答复慢", "由于倒班，活动少"],
        ),
        ("一是检查发现的噪声超标的问题还没有整改到位。", ["检查发现的噪声超标"]),
        ("一是职工反映的问题答复慢。", ["职工反映的问题答复慢"]),
        ("执行率为 1.5 倍。主要问题是答复慢。", []),
        ("一是", []),
        ("", []),
    ],
)
def test_problems_are_told_apart(text: str, named: list[str]) -> None:
    assert [problem.text for problem in plan.problems(text)] == named
    assert [problem.number for problem in plan.problems(text)] == list(range(1, len(named) + 1))


def test_an_item_says_what_when_and_who() -> None:
    first, second = plan.items(
        "做两件事。\n\n1．修订办法。3月底前由生产委员负责。\n\n2．多办活动。\n\n好。"
    )
    assert (first.what, first.when, first.who) == ("修订办法", "3月", "由")
    assert (second.what, second.when, second.who) == ("多办活动", "", "")
    assert second.text == "多办活动。"


def test_a_table_says_it_column_by_column() -> None:
    table = (
        "| 做什么 | 做到什么程度 | 完成时间 | 谁负责 | 解决的问题 |\n"
        "| --- | :---: | --- | --- | --- |\n"
        "| 修订办法 | 印发各车间 | 3月底 | 生产委员 | 一、三 |\n"
        "| 多办活动 |  |  |\n"
        "|  | 空行 | 3月 | 谁 |  |\n"
    )
    first, second = plan.items(table)
    assert (first.what, first.goal, first.when, first.who) == (
        "修订办法",
        "印发各车间",
        "3月底",
        "生产委员",
    )
    assert (second.goal, second.when, second.who) == ("", "", "")
    left = plan.unanswered(plan.problems(NAMED), (first, second))
    assert [problem.number for problem in left] == [2]
    assert table[slice(*first.span)].startswith("| 修订办法")


def test_a_table_of_something_else_is_no_plan() -> None:
    tables = (
        "| 科目 | 金额 |\n| --- | --- |\n| 文体 | 300 |\n\n另外：\n\n"
        "| 工作 | 时间 |\n|---|---|\n| 换届 | 5月 |"
    )
    assert [item.what for item in plan.items(tables)] == ["换届"]


@pytest.mark.parametrize(
    ("measure", "left"),
    [
        ("1．解决提案答复慢的问题，三十日内由工会答复。", [2, 3]),
        ("1．针对问题二、问题三，每季度由委员检查。", [1]),
        ("1．第三个问题由各分会每月登记解决。", [1, 2]),
        ("1．针对第2条问题，每月由委员办一次。", [1, 3]),
        ("一是让倒班职工参加活动，每月两场，由文体委员负责。", [1, 3]),
        ("1．解决倒班职工文体生活单调的问题。", [1, 3]),
        ("1．组织职工参加体检。", [1, 2, 3]),
        ("1．搞好生产。", [1, 2, 3]),
    ],
)
def test_a_problem_is_answered_by_its_number_or_its_words(measure: str, left: list[int]) -> None:
    found = plan.unanswered(plan.problems(NAMED), plan.items(measure))
    assert [problem.number for problem in found] == left


def test_a_problem_is_answered_by_some_of_its_words_in_order() -> None:
    named = plan.problems("一是台账记得不细。二是困难职工的情况掌握不及时。")
    measures = "1．解决台账不细的问题，3月底前由会计负责。\n2．解决职工不及时问题，每月由委员负责。"
    left = plan.unanswered(named, plan.items(measures))
    assert [problem.number for problem in left] == [2]


def test_what_a_plan_leaves_open_is_told_with_what_to_do() -> None:
    assert messages("一是提案答复慢。", "1．修订办法。\n2．多办活动，每月一次。") == [
        "“提案答复慢”还没有对应的办法。请写一条：做什么、什么时候做完、谁来负责。",
        "“修订办法”没有写什么时候做完、谁来负责。请补上。",
        "“多办活动，每月一次”没有写谁来负责。请补上。",
    ]
    (finding,) = plan.findings(draft("", "好。\n1．修订办法，6月底前完成。", "improve"))
    assert (finding.part, finding.severity) == ("improve", "look")
    assert "好。\n1．修订办法，6月底前完成。"[slice(*finding.span)].strip().startswith("1．修订")


def test_each_clause_of_running_text_answers_the_problem_it_repeats() -> None:
    text = (
        "针对提案答复慢，跨部门的由工会牵头，三十日内答复；针对倒班职工参加活动少，"
        "6月底前由文体委员排出夜班场次；台账记得不全的，每月由经审委员核对一次。"
    )
    assert messages(NAMED, text) == []
    left = messages(NAMED, text.replace("倒班职工参加活动少", "夜班"))
    assert [message.partition("”")[0] for message in left] == ["“倒班职工参加活动少"]


def test_a_problem_may_stay_without_a_measure_and_an_item_without_a_name() -> None:
    whole = draft(NAMED, "1．修订办法。")
    told = plan.findings(whole)
    plan_ = replace(whole.sections[1], kept=frozenset(finding.id for finding in told[1:]))
    kept = replace(whole, sections=(whole.sections[0], plan_))
    assert [finding.id for finding in plan.findings(kept)] == [told[0].id]
    assert plan.all_findings(kept) == told
    assert [problem.text for problem in plan.open_problems(kept)] == ["提案答复慢"]
    assert len({finding.id for finding in told}) == 4


def test_a_plan_nobody_has_begun_is_left_in_peace() -> None:
    assert messages(NAMED, " ") == []
    assert plan.findings(Draft("large_factory", "某某厂工会", 2026)) == ()


def test_problems_without_a_plan_section_are_open() -> None:
    alone = Draft("g", "u", 2026, sections=(Section("problems", "问题", NAMED),))
    assert len(plan.open_problems(alone)) == 3
    assert plan.openers(plan.open_problems(alone))[0].startswith("解决“提案答复慢”的问题：【做什么")
    assert plan.open_problems(Draft("g", "u", 2026)) == ()


@pytest.mark.parametrize("genre", GENRES)
def test_the_samples_answer_their_problems_and_say_when_and_who(genre: str) -> None:
    found = plan.findings(read(genre).portable.draft)
    assert [finding.message for finding in found if finding.rule != "plan.only"] == []


@pytest.mark.parametrize("genre", GENRES)
def test_only_the_plan_among_the_samples_is_nothing_but_a_plan(genre: str) -> None:
    draft = read(genre).portable.draft
    assert plan.is_only_a_plan(draft) == (genre == "school_plan")


ONLY_A_PLAN = "加强学习，做好服务，办好活动。" * 6


def titled(title: str) -> Draft:
    sections = (Section("title", "标题", title), Section("ideology", "思想", ONLY_A_PLAN))
    return Draft("school_plan", "某某学校工会", 2026, sections=sections)


@pytest.mark.parametrize("title", ["", "某某学校工会2026年度工作总结", "2026年计划完成情况总结"])
def test_a_plan_called_a_summary_is_told_so_at_its_title(title: str) -> None:
    (finding,) = plan.findings(titled(title))
    assert (finding.rule, finding.part, finding.severity) == ("plan.only", "title", "look")
    assert plan.not_asked(titled(title)) == ()


@pytest.mark.parametrize(
    "title",
    ["某某学校2026年工作计划", "2026年工作要点", "2026年工作计划要点", "2026年计划（讨论稿）"],
)
def test_what_is_called_a_plan_is_asked_for_nothing_that_a_summary_has(title: str) -> None:
    (finding,) = plan.findings(titled(title))
    assert (finding.rule, finding.severity) == ("plan.only", "note")
    assert "可以不管" in finding.message
    assert plan.not_asked(titled(title)) == ("problems", "plan", "improve")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("加强学习，做好服务，办好活动。" * 6, True),
        ("加强学习，做好服务，办好活动。" * 6 + "召开教代会{{会议.职代会.次数}}次。", False),
        ("加强学习，做好服务，办好活动。" * 6 + "3月8日举办座谈会。", False),
        ("加强学习，做好服务，办好活动。" * 6 + "要把已有的制度落实好。", True),
        ("加强学习，深入了解职工的想法，办好活动。" * 6, True),
        ("加强学习。", False),
    ],
)
def test_a_text_without_a_finished_fact_is_a_plan(text: str, expected: bool) -> None:
    sections = (Section("ideology", "思想", text), Section("plan", "打算", "已经做了。"))
    assert plan.is_only_a_plan(Draft("school", "u", 2026, sections=sections)) is expected
