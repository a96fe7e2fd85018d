"""The store: an edit of a large ledger made durable, and a long list of drafts."""

from __future__ import annotations

import io
import tempfile
from functools import cache
from itertools import count
from pathlib import Path

from tests.bench.harness import Case, Ratio, Topic, memory_of, seconds_of
from tests.ledgers import large
from widgets.detail import Detail
from widgets.drafts import listed
from zongjie import ledger
from zongjie.draft import Draft, Section
from zongjie.store import ALONE, Store, ledger_part, section_part

ROWS, DRAFTS = 10_000, 10_000
EDIT = "one cell of a 10,000-row ledger, durable"
WORKBOOK = "the same ledger written as a workbook"
TEXT = "a section of 1,000 characters, durable"
LIST = "the home page's list of 10,000 drafts, as it opens"
FIND = "the same, searched and sorted by unit"
LAST = "the same, its last page"
OPEN = "opening the store again"
BARE, PAGED = "import pandas", "import pandas and zongjie.store (no SQLAlchemy)"
_TEXTS = count()


def topic() -> Topic:
    """Saves and lists on SQLite, with every commit on the disk."""
    desk, shelf = cache(_Desk), cache(_shelf)
    bare, paged = "import pandas", "import pandas, zongjie.ledger, zongjie.store"
    return Topic(
        "Store",
        (
            Case(EDIT, lambda: desk().edit(), desk, target="≤ 60 ms"),
            Case(WORKBOOK, lambda: ledger.write_xlsx(desk().ledgers, io.BytesIO())),
            Case(TEXT, lambda: desk().write()),
            Case(LIST, lambda: _listed(shelf()), shelf, target="≤ 200 ms"),
            Case(FIND, lambda: _listed(shelf(), search="工会 9", order="unit"), target="≤ 200 ms"),
            Case(LAST, lambda: _listed(shelf(), offset=DRAFTS - 50), target="≤ 200 ms"),
            Case(OPEN, lambda: Store(desk().url, by=ALONE).close()),
            Case(BARE, lambda: memory_of(bare)),
            Case(PAGED, lambda: memory_of(paged)),
            Case("seconds to import pandas", lambda: seconds_of(bare)),
            Case("seconds with zongjie.store", lambda: seconds_of(paged)),
        ),
        (Ratio(EDIT, WORKBOOK, "≥ 10×"), Ratio(PAGED, BARE)),
    )


class _Desk:
    """A draft with a large ledger, and its writer."""

    def __init__(self) -> None:
        self.url = f"sqlite:///{Path(tempfile.mkdtemp(prefix='zongjie-bench-')) / 'zongjie.db'}"
        self.store = Store(self.url, by=ALONE)
        self.ledgers = {"welfare": large(2 * ROWS)["welfare"]}
        self.id = self.store.create(Draft("large_factory", "某某厂工会", 2026), self.ledgers)
        self.numbers = {ledger_part("welfare"): 1, section_part("overview"): 0}

    def edit(self) -> None:
        frame = self.ledgers["welfare"].copy()
        frame.at[ROWS // 2, "persons"] = 1000 + next(_TEXTS)
        self.ledgers = {"welfare": frame}
        self._save(ledger_part("welfare"), frame)

    def write(self) -> None:
        text = f"{next(_TEXTS)}" + "一年来，" * 250
        self._save(section_part("overview"), Section("overview", "前言", text))

    def _save(self, part: str, content: object) -> None:
        saved = self.store.save(self.id, part, self.numbers[part], content)  # type: ignore[arg-type]
        self.numbers[part] = saved.number


def _shelf() -> Store:
    """A store of many drafts, made of copies of one row."""
    from zongjie.store import drafts
    from zongjie.store.membership import LOCAL
    from zongjie.store.tables import draft

    folder = Path(tempfile.mkdtemp(prefix="zongjie-bench-"))
    store = Store(f"sqlite:///{folder / 'zongjie.db'}", by=ALONE)
    with store.writing() as tx:
        drafts.insert(tx, "first", LOCAL, ALONE, "large_factory")
        row = dict(tx.execute(draft.select()).mappings().one())
        tx.execute(draft.update().values(year=2026))
        rows = [
            row
            | {
                "id": f"draft{number}",
                "title": f"第{number}工会2026年度工作总结",
                "unit": f"第{number * 7919 % DRAFTS}工会",
                "year": 2026,
                "touched": number,
            }
            for number in range(1, DRAFTS)
        ]
        tx.execute(draft.insert(), rows)
    return store


def _listed(store: Store, **asked: object) -> None:
    found = listed(store, Detail(asked))
    assert len(found["drafts"]) == 50
    assert found["all"]["open"] == DRAFTS
