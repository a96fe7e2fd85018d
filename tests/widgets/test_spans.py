from __future__ import annotations

from widgets.spans import in_browser


def test_a_rare_character_takes_two_places_in_a_browser() -> None:
    text = "𠮷年送温暖280人次😀"
    start = text.index("280")
    found = in_browser(text, (start, start + 3))
    units = text.encode("utf-16-le")
    assert units[2 * found[0] : 2 * found[1]].decode("utf-16-le") == "280"
    assert in_browser("送温暖280人次", (3, 6)) == (3, 6)
