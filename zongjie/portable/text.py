"""``draft.md`` and the texts beside it: front matter, then a ``## `` heading for each section."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from zongjie import catalogue
from zongjie.draft import SELF_MADE, Draft, Section, arranged
from zongjie.earlier import STATES, Answer, Earlier
from zongjie.errors import DraftError

DRAFT_NAME = "draft.md"
FRONT_MATTER_KEYS = ("genre", "unit", "year", "half", "author", "date")
KEPT = "kept"
BOUND = "bound"
PUBLIC = "public"
ANSWERS = "answers"
ORDER, OWN = "order", "own"
TITLES = "titles"
_OVERVIEW = "overview"


def loads(text: str) -> Draft:
    """``draft.md`` as a `Draft`; `DraftError` names what is wrong in it, and the cure."""
    return _read(text, FRONT_MATTER_KEYS)[0]


def loads_earlier(text: str, name: str) -> Earlier:
    """An earlier summary, as the file of this name has it."""
    try:
        return Earlier(*_read(text, (*FRONT_MATTER_KEYS, ANSWERS)))
    except DraftError as error:
        where = error.where.replace(DRAFT_NAME, name)
        raise DraftError(error.what, where=where, cure=error.cure) from error


def _read(text: str, keys: Collection[str]) -> tuple[Draft, dict[str, Answer]]:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    match = re.match(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", text, re.DOTALL | re.MULTILINE)
    if match is None:
        raise DraftError(
            "开头缺少用 --- 围起来的说明",
            where=DRAFT_NAME,
            cure="请在开头写上 genre、unit、year 等项，前后各一行 ---",
        )
    front = _front_matter(match[1], keys)
    kept, bound, answers = front.pop(KEPT), front.pop(BOUND), front.pop(ANSWERS)
    own, titles = front.pop(ORDER), front.pop(TITLES)
    above = text[: match.end()].count("\n")
    found = _sections(text[match.end() :].split("\n"), front["genre"], above)
    names = _names(found)
    sections = tuple(
        replace(
            section,
            kept=kept.get(names[section.id], frozenset()),
            bound=bound.get(names[section.id], frozenset()),
            named=names[section.id] in titles,
        )
        for section in found
    )
    order = tuple(section.id for section in sections if section.id not in SELF_MADE) if own else ()
    return Draft(**front, sections=sections, order=order), answers


def dumps(draft: Draft, answers: Mapping[str, Answer] = MappingProxyType({})) -> str:
    """A `Draft` as the text of ``draft.md``, with what an earlier one's plans came to."""
    import yaml

    front = {
        name: value
        for name in FRONT_MATTER_KEYS
        if (value := getattr(draft, name)) is not None and value != ""
    }
    names = _names(draft.sections)
    for name in (KEPT, BOUND):
        of = attrgetter(name)
        if there := {names[each.id]: sorted(of(each)) for each in draft.sections if of(each)}:
            front[name] = there
    if draft.public:
        front[PUBLIC] = sorted(draft.public)
    if draft.order:
        front[ORDER] = OWN
    if titles := [names[section.id] for section in draft.sections if section.named]:
        front[TITLES] = titles
    if answers:
        front[ANSWERS] = {what: [one.state, one.note] for what, one in answers.items()}
    head = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=10_000)
    parts = [f"---\n{head}---\n"]
    # What a genre of one's own calls its sections may be another thing when this is read again.
    stay = _ids(draft.genre if catalogue.is_shipped(draft.genre) else "")
    ids = _elsewhere(draft.genre) | _ids(draft.genre)
    for section in arranged(draft.sections, draft.order, attrgetter("id")):
        body = "\n".join(_guard(line) for line in section.text.strip("\n").split("\n"))
        plain = _heading(f"## {section.title}") == (section.title, "")
        tells = plain and all(
            known.get(section.title, section.title) == section.id for known in (ids, stay)
        )
        heading = names[section.id] if tells else _named(section)
        parts.append(f"\n## {heading}\n" + (f"\n{body}\n" if body else ""))
    return "".join(parts)


# By hand a heading is often written without spaces, or with those of a Chinese input method.
_HEADING = re.compile(r"##(?!#)\s*(?=\S)(?P<title>.*?)(?:\s*\{#\s*(?P<id>[^{}]+?)\s*\})?")
# A typed line that looks like a section heading is kept apart from one by a backslash.
_LIKE_ONE = re.compile(r"\\*##(?!#)")
_GUARDED = re.compile(r"\\+##(?!#)")


def _heading(line: str) -> tuple[str, str] | None:
    """Title and identifier ("" without one) in a line that begins a section; else None."""
    match = _HEADING.fullmatch(line.rstrip())
    return (match["title"].strip(), match["id"] or "") if match else None


def _named(section: Section) -> str:
    """What a section is called where its title alone does not tell which it is."""
    return f"{section.title} {{#{section.id}}}"


def _names(sections: Collection[Section]) -> dict[str, str]:
    """What the front matter calls each section, by its identifier: its title, if no other's."""
    times = Counter(section.title for section in sections)
    return {each.id: each.title if times[each.title] == 1 else _named(each) for each in sections}


def _guard(line: str) -> str:
    return "\\" + line if _LIKE_ONE.match(line) else line


def _unguard(line: str) -> str:
    return line[1:] if _GUARDED.match(line) else line


def _ids(genre: str) -> dict[str, str]:
    """Identifiers of sections by title; what the genre calls its own goes first."""
    known = catalogue.known(genre)
    specs = {**catalogue.sections(), **(known.specs if known else {})}
    return {spec.title: spec.id for spec in specs.values()}


def _elsewhere(genre: str) -> dict[str, str]:
    """For a genre of one's own: its sections by what all genres that came with the program say.

    It was made from one of these, and may have been given titles of its own since.
    """
    known = catalogue.known(genre)
    if known is None or catalogue.is_shipped(genre):
        return {}
    others = [one for one in catalogue.genres().values() if catalogue.is_shipped(one.id)]
    said = [(spec.title, spec.id) for one in others for spec in one.specs.values()]
    return {title: id_ for title, id_ in _told(said).items() if id_ in known.specs}


def _told(headings: Iterable[tuple[str, str] | None]) -> dict[str, str]:
    """Identifiers by title, as far as the headings themselves tell one for it."""
    told: dict[str, set[str]] = {}
    for title, id_ in filter(None, headings):
        told.setdefault(title, set()).update([id_] if id_ else [])
    return {title: min(found) for title, found in told.items() if len(found) == 1}


def _sections(body: list[str], genre: str, above_it: int) -> tuple[Section, ...]:
    """Split at ``## `` lines; text above the first heading belongs to the overview (前言).

    Where the title does not tell the identifier, it stands beside: ``## 志愿服务 {#volunteer}``;
    without one, the title of a section of one's own is its identifier, unless the same title has
    one elsewhere. The texts below the same heading are one section. `above_it` are the lines of the
    file above the body.
    """
    headings = [_heading(line) for line in body]
    ids = _told(headings) | _ids(genre)
    headed = {id_ or ids.get(title, title) for title, id_ in filter(None, headings)}
    ids = {title: id_ for title, id_ in _elsewhere(genre).items() if id_ not in headed} | ids
    above: list[str] = []
    current = above
    titles: dict[str, str] = {}
    lines: dict[str, list[str]] = {}
    for number, (line, heading) in enumerate(zip(body, headings, strict=True), above_it + 1):
        if heading:
            title, id_ = heading[0], heading[1] or ids.get(heading[0], heading[0])
            if titles.setdefault(id_, title) != title:
                raise DraftError(
                    f"“{title}”和“{titles[id_]}”是同一个编号 {{#{id_}}}",
                    where=f"{DRAFT_NAME} 第{number}行",
                    cure="请换一个编号，或删去花括号和里面的编号",
                )
            current = lines.setdefault(id_, [])
        else:
            current.append(_unguard(line))
    if "".join(above).strip():
        titles.setdefault(_OVERVIEW, catalogue.section(_OVERVIEW).title)
        lines = {_OVERVIEW: [*above, *lines.pop(_OVERVIEW, [])], **lines}
    return tuple(
        Section(id_, titles[id_], "\n".join(text).strip("\n")) for id_, text in lines.items()
    )


def _front_matter(text: str, keys: Collection[str]) -> dict[str, Any]:
    import yaml

    try:
        # BaseLoader: every value stays the text that was written (dates, years, 否 alike)
        raw = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - constructs only text
    except yaml.YAMLError as error:
        raise DraftError(
            "开头的说明读不懂", where=DRAFT_NAME, cure="请每行写成“名称: 内容”，冒号后空一格"
        ) from error
    kept = _by_section(raw, KEPT, "慰问.人次=280人次")
    bound = _by_section(raw, BOUND, "慰问{{慰问.人次}}人次")
    public = _listed(raw.pop(PUBLIC, []), PUBLIC) if isinstance(raw, dict) else frozenset()
    titles = _listed(raw.pop(TITLES, []), TITLES) if isinstance(raw, dict) else frozenset()
    own = _own(raw.pop(ORDER, "")) if isinstance(raw, dict) else False
    answers = {}
    if isinstance(raw, dict) and ANSWERS in keys:
        answers = _answers(raw.pop(ANSWERS, {}))
    if not isinstance(raw, dict) or not all(
        isinstance(value, str) for pair in raw.items() for value in pair
    ):
        raise DraftError("开头的说明应当每行一项", where=DRAFT_NAME, cure="例如 year: 2026")
    unknown = sorted(set(raw) - set(keys))
    if unknown:
        raise DraftError(
            f"开头的说明里有不认识的项：{'、'.join(unknown)}",
            where=DRAFT_NAME,
            cure=f"可用：{'、'.join(keys)}",
        )
    absent = [name for name in ("genre", "unit", "year") if not raw.get(name, "").strip()]
    if absent:
        raise DraftError(f"开头的说明里缺少：{'、'.join(absent)}", where=DRAFT_NAME, cure="请补上")
    return {
        "genre": raw["genre"].strip(),
        "unit": raw["unit"].strip(),
        "year": _number(raw, "year"),
        "half": _number(raw, "half") if raw.get("half") else None,
        "author": raw.get("author", "").strip(),
        "date": _date(raw.get("date", "").strip()),
        PUBLIC: public,
        KEPT: kept,
        BOUND: bound,
        ANSWERS: answers,
        ORDER: own,
        TITLES: titles,
    }


def _by_section(front: Any, name: str, example: str) -> dict[str, frozenset[str]]:
    """Numbers that stay as typed, or clauses that had others, by the title of their section."""
    raw = front.pop(name, {}) if isinstance(front, dict) else {}
    lists = raw if isinstance(raw, dict) else {"": raw}
    if any(
        not isinstance(names, list) or not all(isinstance(name, str) for name in names)
        for names in lists.values()
    ):
        raise DraftError(
            f"{name} 的写法读不懂",
            where=DRAFT_NAME,
            cure=f"请在章节标题下面每行写一个，如“- {example}”；不需要就删去这一项",
        )
    return {str(title): frozenset(names) for title, names in lists.items()}


def _listed(raw: Any, name: str) -> frozenset[str]:
    """What may stay although it looks like personal data; or headings that are the draft's own."""
    if not isinstance(raw, list) or not all(isinstance(words, str) for words in raw):
        raise DraftError(
            f"{name} 的写法读不懂", where=DRAFT_NAME, cure="请每行写一个；不需要就删去这一项"
        )
    return frozenset(raw)


def _own(raw: Any) -> bool:
    """Whether the sections stay in the order of the file."""
    if raw not in ("", OWN):
        cure = f"各节要一直按这份文件的顺序，就写 {ORDER}: {OWN}；不需要就删去这一项"
        raise DraftError(f"{ORDER} 的写法读不懂", where=DRAFT_NAME, cure=cure)
    return bool(raw)


def _answers(raw: Any) -> dict[str, Answer]:
    """What the promises of an earlier summary came to, by the words each begins with."""
    found = {}
    for what, said in raw.items() if isinstance(raw, dict) else [("", raw)]:
        match said:
            case [str(state), str(note)] if isinstance(what, str) and state in STATES:
                found[what] = Answer(state, note)
            case _:
                cure = f"请写成“打算: [{STATES[0]}, 说明]”，可用：{'、'.join(STATES)}"
                raise DraftError(f"{ANSWERS} 的写法读不懂", where=DRAFT_NAME, cure=cure)
    return found


def _number(raw: Mapping[str, str], name: str) -> int:
    if not re.fullmatch(r"\d{1,4}", raw[name].strip()):
        raise DraftError(
            f"{name} 写的是“{raw[name]}”", where=DRAFT_NAME, cure="请只写数字，如 2026"
        )
    return int(raw[name])


def _date(text: str) -> str:
    try:
        return dt.date.fromisoformat(text).isoformat() if text else ""
    except ValueError as error:
        raise DraftError(
            f"date 写的是“{text}”", where=DRAFT_NAME, cure="请写成 2027-01-05 这样的日期"
        ) from error
