"""zongjie (总结): the core of a workbook in which trade-union officers write their yearly summary.

A plain Python library. Ledgers (台账) are its only source of numbers; every figure, chart,
sentence and document is computed from them. It never imports ``widgets``, ipywidgets,
IPython or voila.

The names in `__all__` are its public API, for analysts; `import zongjie` alone imports nothing
heavy.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zongjie.api import (
        build_document,
        check_draft,
        compute,
        draw,
        export_document,
        read_draft,
        read_ledgers,
        rows_behind,
        tabulate,
        write_draft,
    )
    from zongjie.draft import Draft, Section
    from zongjie.errors import ZongjieError
    from zongjie.figures import Figure
    from zongjie.period import Period

__version__ = "0.1.0"

__all__ = [
    "Draft",
    "Figure",
    "Period",
    "Section",
    "ZongjieError",
    "build_document",
    "check_draft",
    "compute",
    "draw",
    "export_document",
    "read_draft",
    "read_ledgers",
    "rows_behind",
    "tabulate",
    "write_draft",
]

_HOMES = {
    "Draft": "draft",
    "Section": "draft",
    "Figure": "figures",
    "Period": "period",
    "ZongjieError": "errors",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = importlib.import_module(f"{__name__}.{_HOMES.get(name, 'api')}")
    return getattr(home, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
