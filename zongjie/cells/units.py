"""What a written number is made of: digits, scales, and the words that count."""

from __future__ import annotations

import re

SCALES = {
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
}
MONEY = ("元整", "元正", "圆整", "块钱", "元", "圆", "块")

COUNTERS = {
    "人": ("人", "名", "位", "个", "个人", "号人"),
    "人次": ("人次", "人/次", "次", "人", "名"),
    "户": ("户", "家", "个"),
    "件": ("件", "条", "份", "个", "项"),
    "项": ("项", "个", "件", "次", "枚", "人", "名"),
    "元": MONEY,
}
"""Which counting words a column of this unit may carry."""

_OTHER = ("场", "队", "支", "期", "处", "篇", "幅", "个节目", "台", "本", "所", "间", "%")
_UNITS = sorted({u for units in COUNTERS.values() for u in units} | set(_OTHER), key=len)[::-1]

# Patterns, to be put into others.
UNIT = "|".join(map(re.escape, _UNITS))
ARABIC = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|\.[0-9]+"
CHINESE = "[零〇一二两三四五六七八九十百千万亿壹贰貳叁肆伍陆陸柒捌玖拾佰仟萬億]+"
SCALE = "|".join(sorted(SCALES, key=len)[::-1])
