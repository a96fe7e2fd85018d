"""A Vega-Lite spec as a picture for paper, drawn without a browser and without the network."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from zongjie.charts.svg import clean
from zongjie.errors import DocumentError

_VEGA_LITE = "6.4"
_PNG_SCALE = 3.0
# A spec read from a notebook may name an address; nothing outside it is ever asked for.
_NO_ADDRESS: list[str] = []


def svg(spec: Mapping[str, Any]) -> str:
    """The chart as SVG whose text is in the spec's font; the same spec gives the same text.

    Raises `DocumentError` for a spec that cannot be drawn.
    """
    return _svg(json.dumps(spec, ensure_ascii=False, sort_keys=True))


def png(spec: Mapping[str, Any]) -> bytes:
    """The same drawing as PNG on white, three pixels to the SVG's one; raises like `svg`."""
    return _png(svg({**spec, "background": "white"}))


@lru_cache(maxsize=64)
def _svg(spec: str) -> str:
    try:
        drawn = _converter().vegalite_to_svg(
            spec, vl_version=_VEGA_LITE, allowed_base_urls=_NO_ADDRESS
        )
    except ValueError as error:
        raise DocumentError(
            "有一张图画不出来", cure="请重新打开工作簿，运行一遍后再导出"
        ) from error
    return clean(drawn)


@lru_cache(maxsize=64)
def _png(drawn: str) -> bytes:
    # from the cleaned drawing, so that no file a spec may name is painted into it
    return bytes(_converter().svg_to_png(drawn, scale=_PNG_SCALE))


@cache
def _converter() -> Any:
    """vl-convert with the face the specs ask for; without one it leaves out every character."""
    import pylopdf_fonts_zh_cn
    import vl_convert

    vl_convert.register_font_directory(str(pylopdf_fonts_zh_cn.sans_path().parent))
    return vl_convert
