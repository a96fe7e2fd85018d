"""What the fuzzer throws inputs at. Each either takes them or says why not (`ZongjieError`)."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.fuzz.guard import CANARY, Broken
from tests.hostile.corpus import TEXTS
from zongjie import document, draft, figures, intake, invisible, ledger, portable, prose, typed
from zongjie.draft import Draft, Section
from zongjie.figures import Figures
from zongjie.period import Period
from zongjie.review import Review

ROOT = Path(__file__).resolve().parent.parent.parent
YEAR = 2026
_ENDINGS = ("xlsx", "csv", "txt", "xls", "tsv")
_LONG = 20_000  # characters of one text; longer ones have a test of their own


@dataclass(frozen=True)
class Target:
    """One way into the program.

    Parameters
    ----------
    take : gives it an input; `inside` is where it may write.
    first : the inputs to begin with.
    share : how often it is chosen, beside the others.
    seconds : more than this no input may take.
    """

    take: Callable[[bytes, Path], None]
    first: Callable[[], tuple[bytes, ...]]
    share: int
    seconds: float


def _ledger_files() -> tuple[bytes, ...]:
    folder = ROOT / "sample_data"
    files = [*sorted((folder / "broken").iterdir()), *sorted(folder.glob("*/ledger.xlsx"))]
    found = [file.read_bytes() for file in files if file.suffix not in (".toml", ".md")]
    sample = portable.read(folder / "large_factory").intake.ledgers
    found += [ledger.csv_bytes(id_, frame) for id_, frame in sample.items() if len(frame)]
    return tuple(data for data in found if len(data) < 200_000)


def _into_ledgers(data: bytes, _: Path) -> None:
    chance = random.Random(data)  # noqa: S311 - what is done with an input follows from it
    taken = intake.read(data, year=YEAR, name=f"台账.{chance.choice(_ENDINGS)}")
    for id_, frame in taken.everything.items():
        ledger.combine(chance.choice(("merge", "append", "replace")), id_, _sample()[id_], frame)
        ledger.csv_bytes(id_, frame)
    figures.compute(taken.ledgers, Period(YEAR))
    target = io.BytesIO()
    ledger.write_xlsx(taken.ledgers, target)
    if any(map(len, taken.ledgers.values())):
        intake.read(target.getvalue(), year=YEAR, name="台账.xlsx")


def _pasted(data: bytes, _: Path) -> None:
    chance = random.Random(data)  # noqa: S311 - as above
    intake.paste(_text(data), chance.choice(tuple(_sample())), year=YEAR)


def _texts() -> tuple[bytes, ...]:
    written = portable.read(ROOT / "sample_data" / "large_factory").draft.sections
    return tuple(text.encode() for text in (*TEXTS, *(one.text for one in written)) if text)


def _as_text(data: bytes, _: Path) -> None:
    text, known = _text(data), _figures()
    pieces = prose.pieces(text, known)
    tokens = prose.tokens(text)
    if "".join(text[one.start : one.end] for one in tokens).count("\n"):
        raise Broken("a token over two lines")
    if not tokens and "".join(piece.text for piece in pieces) != text:
        raise Broken("text without tokens was changed")
    for token in tokens:
        if token.key in known:
            prose.bind(known[token.key], token.format)
    prose.resolve(text, known)
    section = Section("welfare", "帮扶", text)
    for finding in Review(known).findings(section):
        start, end = finding.span
        if not 0 <= start <= end <= len(text):
            raise Broken(f"{finding.rule} is nowhere")
    typed.hints(text, _names())
    draft.placeholders(text)
    document.section_markdown(section, known)


def _drafts() -> tuple[bytes, ...]:
    found = []
    for folder in sorted((ROOT / "sample_data").glob("*/draft.md")):
        read = portable.read(folder.parent)
        target = io.BytesIO()
        portable.write(read.draft, read.intake.ledgers, target, last=read.before)
        found += [target.getvalue(), folder.read_bytes()]
    return tuple(found)


def _as_draft(data: bytes, inside: Path) -> None:
    if data.startswith(b"PK"):
        found = portable.read(data)
    else:
        folder = inside / "draft"
        folder.mkdir(exist_ok=True)
        (folder / portable.DRAFT_NAME).write_bytes(data)
        found = portable.read(folder)
    found.figures()
    again = portable.loads(portable.dumps(found.draft))
    if portable.loads(portable.dumps(again)) != again:
        raise Broken("a draft that was written reads back otherwise")


@cache
def _bundles() -> tuple[bytes, ...]:
    import tempfile

    from tests.stores import opened
    from zongjie.store import bundle

    with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as store:
        read = portable.read(ROOT / "sample_data" / "workshop_branch")
        id_ = store.create(read.draft, read.intake.ledgers)
        store.save(id_, "section:welfare", 1, Section("welfare", "帮扶", "改过。"))
        return (bundle.export(store, id_),)


def _as_bundle(data: bytes, inside: Path) -> None:
    from tests.stores import opened
    from zongjie.errors import ZongjieError
    from zongjie.store import bundle

    with opened(inside) as store:
        before = sum(store.counts().values())
        try:
            id_ = bundle.take(store, data)
        except ZongjieError:
            if sum(store.counts().values()) != before:
                raise Broken("a draft that was refused is there") from None
            raise
        store.load(id_)
        bundle.export(store, id_)


def _as_document(data: bytes, _: Path) -> None:
    from tests.hostile.test_documents import harmless
    from zongjie import export

    chance = random.Random(data)  # noqa: S311 - as above
    cuts = _text(data).split("\n\n\n")
    sections = tuple(Section(f"s{at}", f"第{at}部分", text) for at, text in enumerate(cuts))
    name = cuts[0][:80]
    nb = document.build(Draft("large_factory", name, YEAR, name, "", sections), _figures())
    try:
        html = export.export(nb, "html", allow_missing=True).decode()
        harmless(html)
    except AssertionError as error:
        raise Broken("a page holds more than text and plain links") from error
    made = [html, export.export(nb, "md", allow_missing=True).decode()]
    if chance.random() < 0.2:
        export.export(nb, "pdf", allow_missing=True, theme=chance.choice(export.THEMES))
        export.check_glyphs(nb)
    if chance.random() < 0.1:
        export.export(nb, "docx", allow_missing=True, theme=chance.choice(export.THEMES))
    for text in made:
        if CANARY in text or "root:x:" in text:
            raise Broken("a document holds a file of this machine")
        if invisible.has_any(text):
            raise Broken("a document holds what nobody can see")


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")[:_LONG]


@cache
def _sample() -> ledger.Ledgers:
    return portable.read(ROOT / "sample_data" / "large_factory").intake.ledgers


@cache
def _figures() -> Figures:
    return figures.compute(_sample(), Period(YEAR))


@cache
def _names() -> typed.Names:
    return typed.Names(_figures())


TARGETS: Mapping[str, Target] = {
    "intake": Target(_into_ledgers, _ledger_files, 5, 30),
    "paste": Target(_pasted, _ledger_files, 2, 30),
    "text": Target(_as_text, _texts, 6, 20),
    "draft": Target(_as_draft, _drafts, 4, 60),
    "bundle": Target(_as_bundle, _bundles, 2, 60),
    "document": Target(_as_document, _texts, 6, 60),
}
