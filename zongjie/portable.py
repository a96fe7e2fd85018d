"""A portable draft: a folder or .zip with ``ledger.xlsx`` and ``draft.md``.

It is what the command line reads and what backups are made of. Beside the two ``last_year.xlsx``
may hold the ledgers of the year before, to compare with, and ``figures.toml`` figures of one's own
(`zongjie.figures.formulas`). ``draft.md`` diffs well::

    ---
    genre: large_factory
    unit: 某某厂工会
    year: 2026
    author: 某某
    date: 2027-01-05
    ---

    ## 前言

    全厂现有会员{{指标.会员人数}}人。

Where typed numbers stay although the ledger has others, the front matter says which, by section::

    kept:
      帮扶送温暖与普惠服务:
      - 慰问.送温暖.人次=280人次

and ``就这样`` stands there for a section that counts as written although it says little. What looks
like personal data and may stay is listed under ``public``.
"""

from __future__ import annotations

import datetime as dt
import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO, Any, BinaryIO

from zongjie import catalogue, figures, intake, ledger
from zongjie.draft import Draft, Section
from zongjie.errors import DraftError
from zongjie.figures import Figures, formulas
from zongjie.intake import Intake
from zongjie.ledger import Ledgers

DRAFT_NAME = "draft.md"
LEDGER_NAME = "ledger.xlsx"
LAST_NAME = "last_year.xlsx"
FORMULAS_NAME = formulas.NAME
MEMBERS = (DRAFT_NAME, LEDGER_NAME, LAST_NAME, FORMULAS_NAME)
FRONT_MATTER_KEYS = ("genre", "unit", "year", "half", "author", "date")
KEPT = "kept"
PUBLIC = "public"
MAX_DRAFT_BYTES = 20_000_000
MAX_LEDGER_BYTES = 50_000_000
UNZIPPABLE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError),
    *(RuntimeError, NotImplementedError),  # a password; an unknown compression
    ValueError,  # its parts lie where no part can
)
"""What reading a damaged zip may raise."""

_OVERVIEW = "overview"
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Portable:
    """A draft together with what reading its ledgers gave (frames, problems, changes).

    `last` is the same of the ledgers of the year before; None where the draft has none.
    """

    draft: Draft
    intake: Intake
    last: Intake | None = None

    @property
    def before(self) -> Ledgers | None:
        """The ledgers of the year before."""
        return None if self.last is None else self.last.ledgers

    def figures(self) -> Figures:
        """Every figure of its ledgers, those of the year before included."""
        period, own = self.draft.period, self.draft.formulas
        last = None
        if self.before is not None:
            last = figures.compute(self.before, period.before, formulas=own)
        return figures.compute(self.intake.ledgers, period, last=last, formulas=own)


def read(source: Path | bytes) -> Portable:
    """Read a portable draft from a folder, a .zip file or a zip's bytes.

    A missing ``ledger.xlsx`` means empty ledgers, a missing ``last_year.xlsx`` none at all. Raises
    `DraftError` when there is no readable ``draft.md``, `IntakeError` when a ledger file as a whole
    cannot be read, and `SchemaError` when ``figures.toml`` does not hold together.
    """
    members = _folder(source) if isinstance(source, Path) and source.is_dir() else _zip(source)
    if DRAFT_NAME not in members:
        raise DraftError(f"里面没有 {DRAFT_NAME}", where=_name(source), cure=_CURE)
    draft = loads(_text(members, DRAFT_NAME))
    if FORMULAS_NAME in members:
        draft = replace(draft, formulas=_text(members, FORMULAS_NAME))
        formulas.parse(draft.formulas)
    if LEDGER_NAME in members:
        taken = intake.read(members[LEDGER_NAME], year=draft.year, name=LEDGER_NAME, names=True)
    else:
        taken = Intake(ledgers=ledger.empty_all(), problems=(), changes=(), sheets=())
    last = None
    if LAST_NAME in members:
        last = intake.read(members[LAST_NAME], year=draft.year - 1, name=LAST_NAME, names=True)
    return Portable(draft, taken, last)


def formulas_beside(ledger_file: Path) -> str:
    """The text of the ``figures.toml`` in a ledger file's folder; empty where there is none.

    Raises `DraftError` and `SchemaError` as `read` does.
    """
    members = _folder(ledger_file.parent)
    text = _text(members, FORMULAS_NAME) if FORMULAS_NAME in members else ""
    formulas.parse(text)
    return text


def write(
    draft: Draft, ledgers: Ledgers, target: Path | BinaryIO, *, last: Ledgers | None = None
) -> None:
    """Write a portable draft: into a folder, or as a zip where `target` ends in .zip or is a file.

    `last` are the ledgers of the year before. The same draft and ledgers give the same bytes.
    """
    members = {DRAFT_NAME: dumps(draft).encode(), LEDGER_NAME: _workbook(ledgers)}
    if last is not None:
        members[LAST_NAME] = _workbook(last)
    if draft.formulas:
        members[FORMULAS_NAME] = draft.formulas.encode()
    if isinstance(target, Path) and target.suffix.lower() != ".zip":
        target.mkdir(parents=True, exist_ok=True)
        for name, data in members.items():
            (target / name).write_bytes(data)
        return
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)


def _workbook(ledgers: Ledgers) -> bytes:
    made = io.BytesIO()
    ledger.write_xlsx(ledgers, made)
    return made.getvalue()


def loads(text: str) -> Draft:
    """``draft.md`` as a `Draft`; `DraftError` names the front matter line that is wrong."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    match = re.match(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", text, re.DOTALL | re.MULTILINE)
    if match is None:
        raise DraftError(
            "开头缺少用 --- 围起来的说明",
            where=DRAFT_NAME,
            cure="请在开头写上 genre、unit、year 等项，前后各一行 ---",
        )
    front = _front_matter(match[1])
    kept = front.pop(KEPT)
    sections = tuple(
        replace(section, kept=kept.get(section.title, frozenset()))
        for section in _sections(text[match.end() :], front["genre"])
    )
    return Draft(**front, sections=sections)


def dumps(draft: Draft) -> str:
    """A `Draft` as the text of ``draft.md``."""
    import yaml

    front = {
        name: value
        for name in FRONT_MATTER_KEYS
        if (value := getattr(draft, name)) is not None and value != ""
    }
    kept = {section.title: sorted(section.kept) for section in draft.sections if section.kept}
    if kept:
        front[KEPT] = kept
    if draft.public:
        front[PUBLIC] = sorted(draft.public)
    head = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=10_000)
    parts = [f"---\n{head}---\n"]
    ids = _ids(draft.genre)
    for section in draft.sections:
        body = "\n".join(_guard(line) for line in section.text.strip("\n").split("\n"))
        named = "" if ids.get(section.title, section.title) == section.id else f" {{#{section.id}}}"
        parts.append(f"\n## {section.title}{named}\n" + (f"\n{body}\n" if body else ""))
    return "".join(parts)


_CURE = f"请选由本工具导出的草稿（里面应有 {DRAFT_NAME} 和 {LEDGER_NAME}）"
_HEADING = re.compile(r"## +(?P<title>.*?)(?: +\{#(?P<id>[^{}]+)\})?")
# A typed line that looks like a section heading is kept apart from one by a backslash.
_GUARDED = re.compile(r"\\+## ")


def _guard(line: str) -> str:
    return "\\" + line if line.startswith("## ") or _GUARDED.match(line) else line


def _unguard(line: str) -> str:
    return line[1:] if _GUARDED.match(line) else line


def _ids(genre: str) -> dict[str, str]:
    """Identifiers of sections by title; what the genre calls its own goes first."""
    known = catalogue.genres().get(genre)
    specs = {**catalogue.sections(), **(known.specs if known else {})}
    return {spec.title: spec.id for spec in specs.values()}


def _sections(body: str, genre: str) -> tuple[Section, ...]:
    """Split at ``## `` lines; text above the first heading belongs to the overview (前言).

    Where the title does not tell the identifier, it stands beside: ``## 志愿服务 {#volunteer}``.
    """
    ids = _ids(genre)
    above: list[str] = []
    current = above
    titles: dict[str, str] = {}
    lines: dict[str, list[str]] = {}
    for line in body.split("\n"):
        heading = _HEADING.fullmatch(line.rstrip())
        if heading:
            title = heading["title"].strip()
            id_ = heading["id"] or ids.get(title, title)
            titles.setdefault(id_, title)
            current = lines.setdefault(id_, [])
        else:
            current.append(_unguard(line))
    if "".join(above).strip():
        titles.setdefault(_OVERVIEW, catalogue.section(_OVERVIEW).title)
        lines = {_OVERVIEW: [*above, *lines.pop(_OVERVIEW, [])], **lines}
    return tuple(
        Section(id_, titles[id_], "\n".join(text).strip("\n")) for id_, text in lines.items()
    )


def _front_matter(text: str) -> dict[str, Any]:
    import yaml

    try:
        # BaseLoader: every value stays the text that was written (dates, years, 否 alike)
        raw = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - constructs only text
    except yaml.YAMLError as error:
        raise DraftError(
            "开头的说明读不懂", where=DRAFT_NAME, cure="请每行写成“名称: 内容”，冒号后空一格"
        ) from error
    kept = _kept(raw.pop(KEPT, {})) if isinstance(raw, dict) else {}
    public = _public(raw.pop(PUBLIC, [])) if isinstance(raw, dict) else frozenset()
    if not isinstance(raw, dict) or not all(
        isinstance(value, str) for pair in raw.items() for value in pair
    ):
        raise DraftError("开头的说明应当每行一项", where=DRAFT_NAME, cure="例如 year: 2026")
    unknown = sorted(set(raw) - set(FRONT_MATTER_KEYS))
    if unknown:
        raise DraftError(
            f"开头的说明里有不认识的项：{'、'.join(unknown)}",
            where=DRAFT_NAME,
            cure=f"可用：{'、'.join(FRONT_MATTER_KEYS)}",
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
    }


def _kept(raw: Any) -> dict[str, frozenset[str]]:
    """Numbers that stay as typed, by the title of their section."""
    lists = raw if isinstance(raw, dict) else {"": raw}
    if any(
        not isinstance(names, list) or not all(isinstance(name, str) for name in names)
        for names in lists.values()
    ):
        raise DraftError(
            f"{KEPT} 的写法读不懂",
            where=DRAFT_NAME,
            cure="请在章节标题下面每行写一个，如“- 慰问.人次=280人次”；不需要就删去这一项",
        )
    return {str(title): frozenset(names) for title, names in lists.items()}


def _public(raw: Any) -> frozenset[str]:
    """What may stay although it looks like personal data."""
    if not isinstance(raw, list) or not all(isinstance(words, str) for words in raw):
        raise DraftError(
            f"{PUBLIC} 的写法读不懂", where=DRAFT_NAME, cure="请每行写一个；不需要就删去这一项"
        )
    return frozenset(raw)


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


def _text(members: Mapping[str, bytes], name: str) -> str:
    try:
        return members[name].decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise DraftError(
            "文字不是 UTF-8 编码", where=name, cure="请用记事本另存为 UTF-8 编码"
        ) from error


def _folder(path: Path) -> dict[str, bytes]:
    members = {}
    for name in MEMBERS:
        if (path / name).is_file():
            with (path / name).open("rb") as stream:
                members[name] = _limited(stream, name)
    return members


def _zip(source: Path | bytes) -> dict[str, bytes]:
    """The members, at the top of the zip or in its only folder; other names are left alone."""
    members = {}
    try:
        with zipfile.ZipFile(
            io.BytesIO(source) if isinstance(source, bytes) else source
        ) as archive:
            for info in archive.infolist():
                path = PurePosixPath(info.filename)
                if path.name in MEMBERS and len(path.parts) <= 2:
                    with archive.open(info) as stream:
                        members[path.name] = _limited(stream, path.name)
    except FileNotFoundError as error:
        raise DraftError("没有这个文件或文件夹", where=_name(source), cure="请核对路径") from error
    except UNZIPPABLE as error:
        raise DraftError("不是能打开的草稿压缩包", where=_name(source), cure=_CURE) from error
    return members


def _limited(stream: IO[bytes], name: str) -> bytes:
    """At most the limit is read, whatever size the file or zip claims to have."""
    limit = MAX_LEDGER_BYTES if name.endswith(".xlsx") else MAX_DRAFT_BYTES
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise DraftError(
            f"文件超过{limit // 1_000_000} MB", where=name, cure="请删去多余的内容后再试"
        )
    return data


def _name(source: Path | bytes) -> str:
    return source.name if isinstance(source, Path) else "草稿压缩包"
