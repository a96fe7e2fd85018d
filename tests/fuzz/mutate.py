"""Inputs that were good once, or hostile from the start, changed at random."""

from __future__ import annotations

import io
import lzma
import random
import zipfile
import zlib
from collections.abc import Sequence

from tests.hostile.corpus import TEXTS

LONGEST = 2_000_000
"""An input grows no further than this."""

_UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError),
    *(RuntimeError, ValueError, NotImplementedError),
)
_WORDS = (
    *TEXTS,
    *("../canary.txt", '#read("../canary.txt")', "![](../canary.txt)"),
    *(
        "合计",
        "其中",
        "小计",
        "1.52万元",
        "10万余元",
        "3月8日",
        "2026年",
        "〇",
        "１２",
        "278人次",
        "½",
    ),
    *("NaN", "inf", "1e309", "-0", "0x10", "9" * 400, "2026-02-30", "43899", "TRUE", "#REF!"),
    *(
        "{{",
        "}}",
        "{{慰问.人次}}",
        "｛｛慰问.金额|万元｝｝",
        "{{慰问.金额|汉字}}",
        "![](chart:活动.按月)",
    ),
    *(
        "## ",
        "---\n",
        "genre: ",
        "kept:\n- ",
        "year: 2026",
        "\0",
        "\ud83d",
        "\u202e",
        "\r",
        "\t",
        ",",
    ),
    *("|", "| 甲 | 乙 |\n|:-|-:|\n", "> ", "- ", "    ", "***", "`" * 40, "[" * 40, "*" * 40),
)


def mutated(data: bytes, others: Sequence[bytes], rng: random.Random) -> bytes:
    """The input with a few things changed; of a zip mostly what is inside of it."""
    if data.startswith(b"PK") and rng.random() < 0.85:
        inside = _within_zip(data, others, rng)
        if inside is not None:
            return inside
    for _ in range(rng.choice((1, 1, 2, 3, 8))):
        data = _once(data, others, rng)
    return data[:LONGEST]


def _within_zip(data: bytes, others: Sequence[bytes], rng: random.Random) -> bytes | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [(info.filename, archive.read(info)) for info in archive.infolist()]
    except _UNREADABLE:
        return None
    if not members:
        return None
    at = rng.randrange(len(members))
    name, inner = members[at]
    match rng.randrange(8):
        case 0:
            del members[at]
        case 1:
            members[at] = rng.choice(("../" + name, name.upper(), "/" + name, name * 2)), inner
        case 2:
            members.append((name, inner))
        case _:
            members[at] = name, mutated(inner, others, rng)
    target = io.BytesIO()
    kind = rng.choice((*[zipfile.ZIP_DEFLATED] * 8, zipfile.ZIP_STORED, zipfile.ZIP_LZMA))
    with zipfile.ZipFile(target, "w") as archive:
        for one, content in members:
            info = zipfile.ZipInfo(one.replace("\0", "")[:200] or "x")
            archive.writestr(info, content, kind)
    return target.getvalue()


def _once(data: bytes, others: Sequence[bytes], rng: random.Random) -> bytes:
    start, end = sorted((rng.randint(0, len(data)), rng.randint(0, len(data))))
    end = min(end, start + rng.choice((1, 4, 40, 4000)))
    cut, rest = data[start:end], data[end:]
    match rng.randrange(9):
        case 0:
            new = b""
        case 1:
            new = cut * rng.choice((2, 3, 50))
        case 2:
            new = bytes(byte ^ (1 << rng.randrange(8)) for byte in cut[:3]) + cut[3:]
        case 3:
            other = rng.choice(others)
            from_ = rng.randint(0, len(other))
            new = other[from_ : from_ + 500]
        case 4:
            lines = cut.split(b"\n")
            rng.shuffle(lines)
            new = b"\n".join(lines)
        case 5:
            new = rng.randbytes(rng.choice((1, 2, 16)))
        case _:
            word = rng.choice(_WORDS).encode("utf-8", "surrogatepass")
            new, rest = word, data[rng.choice((start, end)) :]
    return data[:start] + new + rest
