"""Views over the core, for notebooks: ``from widgets import Workbook``."""

from __future__ import annotations

from widgets.home import home
from widgets.workbook import Workbook

__all__ = ["Workbook", "home"]
