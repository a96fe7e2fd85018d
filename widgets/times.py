"""Times as people say them."""

from __future__ import annotations

from datetime import datetime


def ago(then: datetime, now: datetime) -> str:
    """今天 10:42, 昨天 10:42, 3月8日, or 2025年3月8日."""
    said = day(then, now)
    return f"{said} {then:%H:%M}" if said in ("今天", "昨天") else said


def day(then: datetime, now: datetime) -> str:
    """今天, 昨天, 3月8日, or 2025年3月8日."""
    days = (now.date() - then.date()).days
    if days in (0, 1):
        return "昨天" if days else "今天"
    year = "" if then.year == now.year else f"{then.year}年"
    return f"{year}{then.month}月{then.day}日"
