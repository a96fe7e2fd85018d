"""Numbers that belong to one person, told by their own form and check digits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from zongjie.personal.found import Kind, Personal

_PLAIN = str.maketrans("０１２３４５６７８９Ｘ－（）　＋", "0123456789X-() +")
_BEFORE = r"(?<![0-9A-Za-z.×*])"
_AFTER = r"(?![0-9A-Za-z×*]|\.[0-9]|\s*(?:万|亿|元|人|个|件|%))"
_SPAN = 12
"""How far before a number a word may stand that says what it is."""

_ID = re.compile(rf"{_BEFORE}[1-9][0-9]{{5}}([ -]?)[0-9]{{8}}\1[0-9]{{3}}[0-9Xx]{_AFTER}")
_OLD_ID = re.compile(rf"{_BEFORE}[1-9][0-9]{{14}}{_AFTER}")
_MOBILE = re.compile(rf"{_BEFORE}(?:\+?86[ -]?)?1[3-9][0-9]([ -]?)[0-9]{{4}}\1[0-9]{{4}}{_AFTER}")
_AREA = rf"(?:{_BEFORE}0[0-9]{{2,3}}[ -]{{1,2}}|\(0[0-9]{{2,3}}\) ?)"
_PHONE = re.compile(rf"{_AREA}[2-9][0-9]{{6,7}}{_AFTER}")
_GROUPED = r"[0-9]{4}([ -])(?:[0-9]{4}\1){2,3}[0-9]{1,4}"
_CARD = re.compile(rf"{_BEFORE}(?:{_GROUPED}|[0-9]{{16,19}}){_AFTER}")

_SAYS_ID = re.compile("身份证|证件号")
_SAYS_CARD = re.compile("卡号|银行卡|账号|帐号|账户|开户|储蓄卡")

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def numbers(text: str) -> Iterator[Personal]:
    """Every such number in a text; no two overlap."""
    plain = text.translate(_PLAIN)
    taken: list[tuple[int, int]] = []
    for kind, pattern, is_one in _KINDS:
        for match in pattern.finditer(plain):
            start, end = match.span()
            if any(start < to and from_ < end for from_, to in taken):
                continue
            if is_one(re.sub(r"[^0-9Xx]", "", match[0]), plain[max(0, start - _SPAN) : start]):
                taken.append((start, end))
                yield Personal(kind, start, end, text[start:end])


def _is_id(digits: str, before: str) -> bool:
    if not _is_day(digits[6:14]):
        return False
    total = sum(int(one) * weight for one, weight in zip(digits, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == digits[-1].upper() or _SAYS_ID.search(before) is not None


def _is_old_id(digits: str, before: str) -> bool:
    return _SAYS_ID.search(before) is not None and _is_day(f"19{digits[6:12]}")


def _is_day(digits: str) -> bool:
    try:
        return 1900 <= date.fromisoformat(digits).year < 2100
    except ValueError:
        return False


def _is_card(digits: str, before: str) -> bool:
    known = digits.startswith("62") or _SAYS_CARD.search(before) is not None
    return known and len(digits) >= 16 and _luhn(digits)


def _luhn(digits: str) -> bool:
    doubled = (int(one) * (1 + at % 2) for at, one in enumerate(reversed(digits)))
    return sum(one - 9 if one > 9 else one for one in doubled) % 10 == 0


def _always(_: str, __: str) -> bool:
    return True


_KINDS: tuple[tuple[Kind, re.Pattern[str], Callable[[str, str], bool]], ...] = (
    ("id", _ID, _is_id),
    ("id", _OLD_ID, _is_old_id),
    ("card", _CARD, _is_card),
    ("mobile", _MOBILE, _always),
    ("phone", _PHONE, _always),
)
