"""What pandoc leaves to be done in a .docx file.

Its properties, the place of its 落款, and the same bytes each time.
"""

from __future__ import annotations

import io
import re
import zipfile
from xml.sax.saxutils import escape

from zongjie.export.reading import Document

_EPOCH = (1980, 1, 1, 0, 0, 0)
_CORE = "docProps/core.xml"
# pandoc notes the address of a picture, here the picture itself, as its description.
_ADDRESS = re.compile(rb'(<pic:cNvPr descr=")data:[^"]*"')
# Only Word takes the place of a table from its style.
_TABLE_WIDTH = re.compile(rb"(<w:tblW [^>]*/>)(?!<w:jc )")

# The indent of the two styles of a 落款: in twips, then in hundredths of a character.
_SIGNED = re.compile(
    rb'(w:styleId="(?:Signature|SignedDate)".*?<w:ind [^>]*w:left=")(\d+)(" w:leftChars=")(\d+)',
    re.DOTALL,
)


def finish(package: bytes, document: Document, signed: float) -> bytes:
    """The package with the document's own properties, without traces of when it was made.

    `signed` is the indent of its 落款 in characters.
    """
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as source,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, _part(name, source.read(name), document, signed))
    return made.getvalue()


def _part(name: str, data: bytes, document: Document, signed: float) -> bytes:
    if name == _CORE:
        return _properties(document).encode()
    if name == "word/document.xml":
        data = _ADDRESS.sub(rb'\1"', data)
        return _TABLE_WIDTH.sub(rb'\1<w:jc w:val="center"/>', data)
    if name == "word/styles.xml":
        return _SIGNED.sub(lambda style: _indented(style, round(signed * 100)), data)
    return data


def _indented(style: re.Match[bytes], hundredths: int) -> bytes:
    """A style indented anew, in both units."""
    before, twips, between, characters = style.groups()
    return b"%b%d%b%d" % (before, hundredths * int(twips) // int(characters), between, hundredths)


def _properties(document: Document) -> str:
    moment = f"{document.date}T00:00:00Z" if document.date else "1980-01-01T00:00:00Z"
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{escape(moment)}</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        "<cp:coreProperties"
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(document.title)}</dc:title>"
        f"<dc:creator>{escape(document.author or document.unit)}</dc:creator>"
        f"<dc:language>zh-CN</dc:language>{dates}</cp:coreProperties>"
    )
