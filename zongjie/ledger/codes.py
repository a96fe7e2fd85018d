"""Codes of persons from another file: who has one in the ledger keeps it, others get a new one.

A file is read with codes of its own, 职工01, 职工02 in the order of its names, so the same code is
somebody else's in another file, and in a later state of the same file once a row was put in above.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field

from zongjie import personal
from zongjie.schema import Ledger

Row = tuple[object, ...]
"""The values of a row by field, None where there is none."""

_CODE = "beneficiary_code"
_JOINT = "、"


def recoded(ledger: Ledger, there: Sequence[Row], given: Sequence[Row]) -> list[Row]:
    """The rows of a file with the codes that the same persons have in the ledger.

    Rows alike in all else are of the same person. So is one of the same day and kind with the same
    code, unless its words differ, and in a file whose rows are mostly there, one that alone has its
    day and kind. Codes that are not made here (`personal.code`) stay as they are.
    """
    at = ledger.fields.index(_CODE) if _CODE in ledger.fields else -1
    if at < 0 or not any(map(_number, _codes(given, at))):
        return list(given)
    persons = _Persons(ledger, at, there, given)
    persons.match()
    codes = persons.known | persons.fresh()
    rows = []
    for row in given:
        said = _JOINT.join(codes.get(one, one) for one in _codes([row], at))
        rows.append((*row[:at], said or row[at], *row[at + 1 :]))
    return rows


def _codes(rows: Iterable[Row], at: int) -> list[str]:
    """The codes of rows, one by one where a row is of several persons."""
    return [one for row in rows if row[at] for one in str(row[at]).split(_JOINT)]


def _number(code: object) -> int:
    """The number of a code that was made here; 0 for any other."""
    digits = str(code).removeprefix(personal.CODE)
    made = digits.isascii() and digits.isdecimal() and personal.code(int(digits)) == code
    return int(digits) if made else 0


@dataclass
class _Persons:
    """Which code of a file is which of the ledger, while that is being found out."""

    ledger: Ledger
    at: int
    there: Sequence[Row]
    given: Sequence[Row]
    known: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def match(self) -> None:
        """Find the codes of the file in the ledger, the surest first."""
        places = range(len(self.ledger.fields))
        said = [i for i in places if i != self.at and any(row[i] is not None for row in self.given)]
        held, asked = self._by(self.there, said), self._by(self.given, said)
        for what in asked.keys() & held.keys():
            if len(asked[what]) == len(held[what]) == 1:
                self._same(asked[what][0], held[what][0])
        for what, codes in asked.items():
            for code in codes:
                if code in held.get(what, ()):
                    self._same(code, code)
        for what, codes in asked.items():
            for code in codes:
                self._same(
                    code, next((one for one in held.get(what, ()) if one not in self.taken), "")
                )
        whole = len(self._left(self.given, self.known)) * 2 <= len(self._left(self.given, ()))
        day = [self.ledger.fields.index(one) for one in self.ledger.identity if one != _CODE]
        self._corrected([*day, self.at])
        if whole:
            self._alone(day)

    def fresh(self) -> dict[str, str]:
        """Codes that nobody has, for those who have none in the ledger."""
        last = max(map(_number, _codes(self.there, self.at)), default=0)
        codes = dict.fromkeys(_codes(self.given, self.at))
        new = [code for code in codes if _number(code) and code not in self.known]
        return {code: personal.code(last + i) for i, code in enumerate(new, start=1)}

    def _corrected(self, key: Sequence[int]) -> None:
        """Take rows of the same day, kind and code for the same, if their words are."""
        words = [i for i, one in enumerate(self.ledger.fields) if self._worded(one)]
        held = {tuple(row[i] for i in key): row for row in self.there}
        for row in self._left(self.given, self.known):
            other = held.get(tuple(row[i] for i in key))
            if other and all(row[i] == other[i] for i in words if None not in (row[i], other[i])):
                self._same(str(row[self.at]), str(row[self.at]))

    def _alone(self, day: Sequence[int]) -> None:
        """Take rows for the same that alone have their day and kind, of those that are left."""
        held = self._by(self._left(self.there, self.taken), day)
        asked = self._by(self._left(self.given, self.known), day)
        for what, codes in asked.items():
            if len(codes) == len(held.get(what, ())) == 1:
                self._same(codes[0], held[what][0])

    def _worded(self, name: str) -> bool:
        columns = self.ledger.columns
        return any(one.id == name and one.dtype == "text" for one in columns) and name != _CODE

    def _by(self, rows: Iterable[Row], places: Sequence[int]) -> dict[Row, list[str]]:
        """The codes of rows by what stands in these places."""
        found: dict[Row, list[str]] = defaultdict(list)
        for row in rows:
            if _number(row[self.at]):
                found[tuple(row[i] for i in places)].append(str(row[self.at]))
        return dict(found)

    def _left(self, rows: Iterable[Row], done: Container[str]) -> list[Row]:
        """The rows of one person whose code is not among these."""
        return [row for row in rows if _number(row[self.at]) and row[self.at] not in done]

    def _same(self, given: str, there: str) -> None:
        if there and given not in self.known and there not in self.taken:
            self.known[given] = there
            self.taken.add(there)
