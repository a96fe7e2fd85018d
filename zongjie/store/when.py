"""Moments as the tables keep them: whole milliseconds since 1970 (UTC)."""

from __future__ import annotations

import time
from datetime import datetime

SECOND = 1000
HOUR = 3600 * SECOND
DAY = 24 * HOUR


def now() -> int:
    """The present moment, as far as the machine's clock is right."""
    return time.time_ns() // 1_000_000


def local(at: int) -> datetime:
    """A moment on the officer's own clock."""
    return datetime.fromtimestamp(at / SECOND)  # noqa: DTZ006 - shown, never compared
