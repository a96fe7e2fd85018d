"""What a page's kernel costs before anything is typed, held against pandas alone."""

from __future__ import annotations

from tests.bench.harness import Case, Ratio, Topic, memory_of, seconds_of

KERNEL = "import ipykernel.kernelapp, ipykernel.ipkernel"
PAGE = f"""{KERNEL}
from widgets import Workbook
book = Workbook("large_factory")
views = [book.progress(), book.profile(), book.review(), book.export()]
views += [book.ledger(id_) for id_ in ("activity", "welfare", "fund", "indicator")]
views += [book.chart("活动.按月", "活动.按类别")]
views += [book.section(place.id) for place in book.state.draft.sections]
"""

PANDAS_TIME, OURS_TIME = "import pandas", "import widgets"
PANDAS_MEMORY = "memory of a kernel's modules and pandas"
IMPORT_MEMORY = "memory with widgets imported"
PAGE_MEMORY = "memory with the largest genre's page made"


def topic() -> Topic:
    """Import time and resident memory, each in a fresh interpreter."""
    return Topic(
        "A kernel's cost",
        (
            Case(OURS_TIME, lambda: seconds_of("import widgets")),
            Case(PANDAS_TIME, lambda: seconds_of("import pandas")),
            Case(IMPORT_MEMORY, lambda: memory_of(f"{KERNEL}\nimport widgets")),
            Case(PAGE_MEMORY, lambda: memory_of(PAGE)),
            Case(PANDAS_MEMORY, lambda: memory_of(f"{KERNEL}\nimport pandas")),
        ),
        (
            Ratio(OURS_TIME, PANDAS_TIME),
            Ratio(IMPORT_MEMORY, PANDAS_MEMORY),
            Ratio(PAGE_MEMORY, PANDAS_MEMORY, "≤ 1.25×"),
        ),
    )
