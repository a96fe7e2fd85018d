"""The part of SVG that a chart needs; everything else is taken out.

A finished notebook travels by mail, so its pictures are read as strangers' data: no script, no
address, no style sheet and no embedded file survives, in any export.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongjie.errors import DocumentError

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

_NAMESPACE = "http://www.w3.org/2000/svg"
_TAGS = frozenset(
    {"svg", "g", "path", "rect", "line", "circle", "ellipse", "polygon", "polyline", "text"}
    | {"tspan"}
)
_ATTRIBUTES = frozenset(
    {"viewBox", "width", "height", "x", "y", "dx", "dy", "x1", "y1", "x2", "y2", "cx", "cy"}
    | {"r", "rx", "ry", "d", "points", "transform", "display", "opacity", "text-anchor"}
    | {"fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity"}
    | {"stroke-dasharray", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit"}
    | {"font-family", "font-size", "font-style", "font-weight", "dominant-baseline"}
)


def clean(svg: str, *, label: str = "") -> str:
    """The picture with drawing elements and attributes only; `label` is read out in its place.

    Raises `DocumentError` for what is no SVG picture.
    """
    from xml.etree import ElementTree as ET

    root = _parse(svg)
    _strip(root)
    if label:
        root.set("role", "img")
        root.set("aria-label", label)
    ET.register_namespace("", _NAMESPACE)
    return ET.tostring(root, encoding="unicode")


def _parse(svg: str) -> ET.Element:
    from xml.etree import ElementTree as ET

    try:
        # entities can only be declared behind "<!", which no chart holds
        root = ET.fromstring("" if "<!" in svg else svg)  # noqa: S314
    except ET.ParseError as error:
        raise _unreadable() from error
    if _name(root) != "svg":
        raise _unreadable()
    return root


def _strip(node: ET.Element) -> None:
    for name, value in list(node.attrib.items()):
        if name not in _ATTRIBUTES or "url(" in value.lower():
            del node.attrib[name]
    for child in list(node):
        if _name(child) in _TAGS:
            _strip(child)
        else:
            node.remove(child)


def _name(node: ET.Element) -> str:
    namespace, _, name = str(node.tag).rpartition("}")
    return name if namespace == "{" + _NAMESPACE else ""


def _unreadable() -> DocumentError:
    return DocumentError("有一张图读不出来", cure="请重新打开工作簿，运行一遍后再导出")
