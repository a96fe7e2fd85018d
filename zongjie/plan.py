"""What is to be done next: items with what, when and who, and the problems they answer.

An item is a numbered paragraph (``1．修订竞赛办法，3月底前由生产委员负责。``) or a row of a table
whose header says 做什么, 什么时候, 谁负责; a problem is what stands behind 一是, 二是, 1． and so
on, without its cause. An item, or a clause of running text, answers a problem when it says which
one (问题二) or repeats its words (解决…的问题); what it does not can be left so (`Section.kept`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from zongjie.draft import Draft, Section
from zongjie.prose import Finding

PROBLEMS = "problems"
ANSWERS = ("plan", "improve")
"""The section that names problems, and those that say what is done about them."""

_HANZI = "一二三四五六七八九十"
# 一、 begins a heading as well, and 二、三季度 is neither.
_NUMBER = rf"[{_HANZI}]{{1,3}}、(?![{_HANZI}])(?=[^\n]*[。；：])"
_MARK = rf"(?:[{_HANZI}]是|第[{_HANZI}][，、]|（[{_HANZI}]）|\d{{1,2}}[．.、](?!\d)|{_NUMBER})"
_BEGIN = re.compile(rf"(?:^|(?<=[。；！\n]))[ \t\u3000]*{_MARK}[ \t\u3000]*", re.MULTILINE)
_NUMBERED = re.compile(r"^[ \t\u3000]*\d{1,2}[．.、](?!\d)[ \t\u3000]*", re.MULTILINE)
_HEADLINE = re.compile(r"[^。；：:;！\n]*")
_CAUSE = re.compile(
    r"[，,]?(?:(?:主要)?原因(?:是|在于|为)|(?:主要)?(?:是)?(?:由于|因为)|究其原因).*"
    r"|的(?:问题|情况|现象)(?=还|没|未|仍|依然|比较|较|突出|存在|时有|$).*"
)
"""What follows a problem in the same breath: why it is, and that it still is."""

_CLAUSE = re.compile(r"[^。；;！\n]+")
_ROW = re.compile(r"^[ \t]*\|(.*)\|[ \t]*$", re.MULTILINE)
_RULE = re.compile(r"[\s:|-]*")
_COLUMNS = {
    "what": r"做什么|工作|事项|任务|内容|措施",
    "goal": r"程度|目标|要求|标准",
    "when": r"时间|时候|时限|期限|何时",
    "who": r"谁|负责|责任",
    "answers": r"问题|针对",
}
_WHEN = re.compile(
    rf"\d{{1,2}}月|[{_HANZI}]月|季度|[上下]半年|每[月周季年次]|每[个半]|学期|[年月]内|[年月]底|[年月]初"
    rf"|[{_HANZI}\d]+(?:个月|个工作日|日|天|周)[内前]|随时|随报随|当[天月]|暑期|全年"
    r"|[名赛会节动以之]前|[从自][^，。；]{1,12}起"
)
_WHO = re.compile(
    r"由|负责|牵头|委员|小组|分会|工会|部门|科室|主席|办公室|干部|车间|协会|部长|组长|联络员|会计|班组|代表"
)
_SHARED = 5
"""Characters in a row that a text has in common with what it speaks of."""

_ANSWERS = 4
"""For the problem that an item answers fewer will do, `_TELLING` of them of no common word."""

_TELLING = 2
_SOLVES = re.compile(r"解决(?:好)?([^，。；：]+?)的?问题")
_COMMON = re.compile(
    r"职工|会员|工会|分会|主席|干部|委员|活动|工作|参加|开展|组织|进行|加强|提高|落实|问题|不够|不足|没有|还"
)

_FUTURE = re.compile(r"将|拟|打算|计划|力争|争取|要(?!求|闻)|明年|下一年|来年")
_DONE = re.compile(
    r"\{\{|已|了(?!解)|获得|荣获|评为|一年来|半年来|截至|全年共|共(?:开展|召开|组织|慰问|举办)"
    r"|\d月(?:\d{1,2}日)?[^。；]{0,12}?(?:召开|举办|组织|开展|参加|慰问|建立|完成)"
)
_ENOUGH = 60
"""Characters from which a text can be told to be a plan or a summary."""

_CALLED_A_PLAN = re.compile(r"(?:计划|计划要点|工作要点)\s*(?:[（(〔\[][^（(〔\[]*[）)〕\]])?$")
"""The end of a title, a note such as （讨论稿） behind it included."""

_CALLED_ONE_TOO = (
    "标题和正文都是计划。要交总结，请逐条补上做了没有、什么时候、多少人、结果怎样，没做完的移到最后的打算里，"
    "再把标题改成“……工作总结”；交的就是计划，可以不管这一条。"
)
_ONLY_A_PLAN = (
    "写的都是打算，还没有一件做完的事，读起来是计划。要写成总结，请逐条补上做了没有、什么时候、多少人、"
    "结果怎样，没做完的移到最后的打算里；要报计划，请把标题写成“……工作计划”。"
)


@dataclass(frozen=True)
class Problem:
    """A problem as its first words name it; `number` counts from 1."""

    number: int
    text: str

    @property
    def id(self) -> str:
        """Names this problem, so that it may stay without a measure (`Section.kept`)."""
        return f"没有办法={self.text[:20]}"


@dataclass(frozen=True)
class Item:
    """One thing to do.

    Parameters
    ----------
    what : its first words, or its cell.
    goal, when, who : how far, by when and by whom, empty when not said; of a paragraph only
        the words that show that it says so.
    text : all of it.
    span : where it stands in the section's text.
    """

    what: str
    goal: str
    when: str
    who: str
    text: str
    span: tuple[int, int]


def problems(text: str) -> tuple[Problem, ...]:
    """The problems a text names one by one, in order."""
    found = []
    for match in _BEGIN.finditer(text):
        headline = _HEADLINE.match(text, match.end())
        said = headline[0].strip() if headline else ""
        if said:
            found.append(_CAUSE.sub("", said) or said)
    return tuple(Problem(number, words) for number, words in enumerate(found, start=1))


def items(text: str) -> tuple[Item, ...]:
    """The items of a plan: its table's rows and numbered paragraphs, else what 一是, 二是 begin."""
    rows = tuple(_rows(text))
    paragraphs = tuple(_paragraphs(text, _NUMBERED))
    return rows + paragraphs or tuple(_paragraphs(text, _BEGIN))


def clauses(text: str) -> tuple[Item, ...]:
    """What a plan in running text says between 分号 and 句号, each as if it were an item."""
    return tuple(
        _item(match[0].rstrip(), match.span())
        for match in _CLAUSE.finditer(text)
        if match[0].strip()
    )


def unanswered(named: Iterable[Problem], done: Iterable[Item]) -> tuple[Problem, ...]:
    """The problems no item does anything about."""
    planned = tuple(done)
    return tuple(
        problem for problem in named if not any(_answers(item, problem) for item in planned)
    )


def repeats(text: str, words: str) -> bool:
    """Whether a text speaks of something by its own words: a good part of them in a row."""
    said, asked = _bare(text), _bare(words)
    size = min(_SHARED, len(asked))
    return any(asked[at : at + size] in said for at in range(len(asked) - size + 1))


def openers(named: Iterable[Problem]) -> tuple[str, ...]:
    """A sentence to fill in for each of these problems."""
    return tuple(
        f"解决“{problem.text}”的问题：【做什么，做到什么程度】，【几月底前】完成，由【谁】负责。"
        for problem in named
    )


def findings(draft: Draft) -> tuple[Finding, ...]:
    """What a plan leaves open: problems without a measure, items without a time or a name.

    A text that is nothing but a plan is told so, at its title; where that calls it one, kindly.
    What the officer leaves as it is is not told again.
    """
    section = answering(draft)
    kept = section.kept if section else frozenset()
    return tuple(finding for finding in all_findings(draft) if finding.id not in kept)


def all_findings(draft: Draft) -> tuple[Finding, ...]:
    """The same with what the officer leaves as it is."""
    found = []
    if is_only_a_plan(draft):
        if is_called_a_plan(draft):
            found.append(Finding("plan.only", "title", (0, 0), _CALLED_ONE_TOO, (), "note"))
        else:
            found.append(Finding("plan.only", "title", (0, 0), _ONLY_A_PLAN, (), "look"))
    section = answering(draft)
    if section is None or not section.text.strip():
        return tuple(found)
    planned = items(section.text)
    for problem in _left(draft):
        message = f"“{problem.text}”还没有对应的办法。请写一条：做什么、什么时候做完、谁来负责。"
        found.append(
            Finding("plan.unanswered", section.id, (0, 0), message, (), "look", problem.id)
        )
    for item in planned:
        lacking = [
            words
            for said, words in ((item.when, "什么时候做完"), (item.who, "谁来负责"))
            if not said
        ]
        if lacking:
            message = f"“{item.what}”没有写{'、'.join(lacking)}。请补上。"
            id_ = f"没有写全={item.what[:20]}"
            found.append(Finding("plan.vague", section.id, item.span, message, (), "look", id_))
    return tuple(found)


def answering(draft: Draft) -> Section | None:
    """The section that says what is to be done, if the draft has one."""
    return next((section for section in draft.sections if section.id in ANSWERS), None)


def open_problems(draft: Draft) -> tuple[Problem, ...]:
    """The draft's problems that its plan does nothing about, and is to do something."""
    plan = answering(draft)
    kept = plan.kept if plan else frozenset()
    return tuple(problem for problem in _left(draft) if problem.id not in kept)


def _left(draft: Draft) -> tuple[Problem, ...]:
    named, plan = draft.section(PROBLEMS), answering(draft)
    if named is None:
        return ()
    text = plan.text if plan else ""
    return unanswered(problems(named.text), (*items(text), *clauses(text)))


def is_only_a_plan(draft: Draft) -> bool:
    """Whether a text that should tell what was done tells only what is to be done."""
    told = [
        section.text
        for section in draft.sections
        if section.id not in (*ANSWERS, PROBLEMS, "title", "signature")
    ]
    sentences = [sentence for text in told for sentence in re.split(r"[。；！\n]", text)]
    if sum(map(len, sentences)) < _ENOUGH:
        return False
    return not any(_DONE.search(words) and not _FUTURE.search(words) for words in sentences)


def is_called_a_plan(draft: Draft) -> bool:
    """Whether its title says that it is a plan: ……工作计划, ……工作要点."""
    return bool(_CALLED_A_PLAN.search(draft.title))


def not_asked(draft: Draft) -> tuple[str, ...]:
    """The sections that nobody misses in what is called a plan: problems, and what comes next."""
    return (PROBLEMS, *ANSWERS) if is_called_a_plan(draft) else ()


def _paragraphs(text: str, begin: re.Pattern[str]) -> Iterator[Item]:
    """Each run from one mark to the next, at most to the end of its paragraph."""
    starts = list(begin.finditer(text))
    for match, after in zip_longest(starts, starts[1:]):
        rest = text[match.end() : after.start() if after else None]
        words = rest.partition("\n\n")[0].rstrip()
        item = _item(words, (match.start(), match.end() + len(words)))
        if item.what:
            yield item


def _item(words: str, span: tuple[int, int]) -> Item:
    headline, when, who = _HEADLINE.match(words), _WHEN.search(words), _WHO.search(words)
    return Item(
        what=headline[0].strip() if headline else "",
        goal="",
        when=when[0] if when else "",
        who=who[0] if who else "",
        text=words,
        span=span,
    )


def _rows(text: str) -> Iterator[Item]:
    """The rows of every table whose header names at least what and when or who."""
    columns: dict[str, int] = {}
    end = 0
    for match in _ROW.finditer(text):
        if text[end : match.start()].strip():
            columns = {}  # another table begins
        end = match.end()
        cells = [cell.strip() for cell in match[1].split("|")]
        if not columns:
            columns = _columns(cells)
        elif not _RULE.fullmatch(match[1]):
            said = {name: cells[at] if at < len(cells) else "" for name, at in columns.items()}
            what = said.get("what", "")
            if what:
                yield Item(
                    what,
                    said.get("goal", ""),
                    said.get("when", ""),
                    said.get("who", ""),
                    " ".join(said.values()) + _numbers(said.get("answers", "")),
                    match.span(),
                )


def _columns(header: list[str]) -> dict[str, int]:
    """Which column says what; empty for a table that is no plan."""
    found: dict[str, int] = {}
    for at, cell in enumerate(header):
        name = next(
            (
                name
                for name in ("answers", "when", "who", "goal", "what")
                if name not in found and re.search(_COLUMNS[name], cell)
            ),
            None,
        )
        if name is not None:
            found[name] = at
    return found if "what" in found and {"when", "who"} & set(found) else {}


def _numbers(cell: str) -> str:
    """问题一 问题三 for a cell that only counts them: 一、三 or 1,3."""
    if not re.fullmatch(rf"[{_HANZI}\d、，, ]+", cell):
        return ""
    return "".join(f" 问题{number}" for number in re.findall(rf"[{_HANZI}]|\d+", cell))


def _answers(item: Item, problem: Problem) -> bool:
    hanzi = _HANZI[problem.number - 1] if problem.number <= len(_HANZI) else str(problem.number)
    numbers = f"(?:{hanzi}|{problem.number})(?!\\d)"
    if re.search(rf"问题{numbers}|第{numbers}[个条项]?问题", item.text):
        return True
    said = (repeats, _shares, _shortens)
    return any(one(item.text, problem.text) for one in said)


def _shares(text: str, words: str) -> bool:
    """Whether a text has a few of these words in a row, and not only words of every plan."""
    said, asked = _bare(text), _bare(words)
    if len(asked) <= _ANSWERS:
        return bool(asked) and asked in said
    common = {at for match in _COMMON.finditer(asked) for at in range(*match.span())}
    return any(
        asked[at : at + _ANSWERS] in said
        and len(set(range(at, at + _ANSWERS)) - common) >= _TELLING
        for at in range(len(asked) - _ANSWERS + 1)
    )


def _shortens(text: str, words: str) -> bool:
    """Whether 解决…的问题 leaves out some of these words: 台账不细 of 台账记得不细."""
    for match in _SOLVES.finditer(text):
        letters = iter(_bare(words))
        short = _bare(match[1])
        if len(_COMMON.sub("", short)) >= _ANSWERS and all(one in letters for one in short):
            return True
    return False


@lru_cache(256)  # one text is asked about many things
def _bare(text: str) -> str:
    return re.sub(r"\W", "", text)
