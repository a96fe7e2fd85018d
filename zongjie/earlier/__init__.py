"""What was written before: last year's summary, and the half-year's, beside the one being written.

Their promises are held against what was done (`promises`), and sentences that come from last year
unchanged are pointed out (`copied`).
"""

from __future__ import annotations

from zongjie.earlier.copied import Copied, Known
from zongjie.earlier.promises import Evidence, Records, findings, mentioned, promised, sentence
from zongjie.earlier.values import CALLED, STATES, Answer, Earlier, Span, as_it_read

__all__ = [
    "CALLED",
    "STATES",
    "Answer",
    "Copied",
    "Earlier",
    "Evidence",
    "Known",
    "Records",
    "Span",
    "as_it_read",
    "findings",
    "mentioned",
    "promised",
    "sentence",
]
