"""Make the reference documents that pandoc takes every style of a .docx export from.

``python -m tools.make_reference_docx`` writes ``gongwen.docx`` and ``plain.docx`` beside the other
export templates. The same program gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from tools.docx_styles import Theme, faces, gongwen, plain, size

TARGET = Path(__file__).parent.parent / "zongjie" / "export" / "templates" / "docx"

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"

# Other names of a face and what may stand in for it, which Word tries where it is not installed.
ALT_NAMES = {
    "方正小标宋简体": "FZXiaoBiaoSong-B05S,华文中宋,宋体",
    "仿宋": "FangSong,仿宋_GB2312,FangSong_GB2312,华文仿宋,STFangsong",
    "楷体": "KaiTi,楷体_GB2312,KaiTi_GB2312,华文楷体,STKaiti",
    "黑体": "SimHei,华文黑体,STHeiti",
    "宋体": "SimSun,华文宋体,STSong",
}

FAMILIES = {"黑体": "swiss"}


def styles_xml(theme: Theme) -> str:
    """Paragraph styles of the theme, and the character and table styles both share."""
    footer = (
        '<w:style w:type="paragraph" w:styleId="Footer"><w:name w:val="footer"/>'
        '<w:basedOn w:val="Normal"/><w:pPr><w:snapToGrid w:val="0"/>'
        '<w:ind w:leftChars="0" w:left="0" w:firstLineChars="0" w:firstLine="0"/>'
        '<w:jc w:val="center"/></w:pPr>'
        f"<w:rPr>{faces('宋体')}{size(theme.footer_half_points)}</w:rPr></w:style>"
    )
    sides = "".join(
        f'<w:style w:type="paragraph" w:styleId="Folio{side.title()}"><w:name w:val="{name}"/>'
        '<w:basedOn w:val="Footer"/><w:pPr>'
        f'<w:ind w:{side}Chars="100" w:{side}="{theme.footer_half_points * 10}"/>'
        f'<w:jc w:val="{side}"/></w:pPr></w:style>'
        for side, name in (("left", "页码左"), ("right", "页码右"))
    )
    border = 'w:val="single" w:sz="4" w:space="0" w:color="000000"'
    edges = "".join(
        f"<w:{edge} {border}/>" for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    tables = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:tblPr><w:tblCellMar>'
        '<w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style>"
        '<w:style w:type="table" w:customStyle="1" w:styleId="表格"><w:name w:val="表格"/>'
        '<w:basedOn w:val="TableNormal"/><w:tblPr><w:jc w:val="center"/>'
        f"<w:tblBorders>{edges}</w:tblBorders><w:tblCellMar>"
        '<w:top w:w="60" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="60" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr><w:trPr><w:cantSplit/></w:trPr>"
        '<w:tcPr><w:vAlign w:val="center"/></w:tcPr></w:style>'
    )
    characters = (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/>'
        "<w:rPr><w:b/><w:bCs/></w:rPr></w:style>"
        '<w:style w:type="character" w:styleId="Emphasis"><w:name w:val="Emphasis"/>'
        f"<w:rPr>{faces(theme.emphasis_face)}</w:rPr></w:style>"
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        '<w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr></w:style>'
        '<w:style w:type="character" w:customStyle="1" w:styleId="Missing"><w:name w:val="缺数"/>'
        '<w:rPr><w:color w:val="7A4100"/><w:shd w:val="clear" w:color="auto" w:fill="FFD89B"/>'
        "</w:rPr></w:style>"
    )
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{faces(theme.body_face)}"
        '<w:kern w:val="2"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    paragraphs = "".join(style.xml() for style in theme.styles)
    return (
        f"{HEAD}<w:styles {W}>{defaults}{paragraphs}{footer}{sides}{characters}{tables}</w:styles>"
    )


def footer_xml(style: str, before: str, after: str) -> str:
    """A footer that is the page number with something around it."""
    number = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    text = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    inner = (text.format(before) if before else "") + number + (text.format(after) if after else "")
    return (
        f'{HEAD}<w:ftr {W} {R}><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inner}</w:p></w:ftr>'
    )


def parts(theme: Theme) -> dict[str, str]:
    """Every file of the package, by name."""
    if theme.facing_pages:
        footers = {
            "default": footer_xml("FolioRight", "— ", " —"),
            "even": footer_xml("FolioLeft", "— ", " —"),
        }
    else:
        footers = {"default": footer_xml("Footer", "", "")}
    references = "".join(
        f'<w:footerReference w:type="{kind}" r:id="rIdFooter{number}"/>'
        for number, kind in enumerate(footers, start=1)
    )
    related = {
        "rIdStyles": ("styles", "styles.xml"),
        "rIdSettings": ("settings", "settings.xml"),
        "rIdFonts": ("fontTable", "fontTable.xml"),
    } | {
        f"rIdFooter{number}": ("footer", f"footer{number}.xml")
        for number in range(1, len(footers) + 1)
    }
    files = {
        "word/document.xml": f"{HEAD}<w:document {W} {R}><w:body><w:p/>"
        f"<w:sectPr>{references}{theme.section}</w:sectPr></w:body></w:document>",
        "word/styles.xml": styles_xml(theme),
        "word/settings.xml": settings_xml(theme),
        "word/fontTable.xml": font_table_xml(),
    } | {f"word/footer{at}.xml": xml for at, xml in enumerate(footers.values(), start=1)}
    return {
        "[Content_Types].xml": content_types(files),
        "_rels/.rels": relations({"rId1": ("officeDocument", "word/document.xml")}),
        "word/_rels/document.xml.rels": relations(related),
        **files,
    }


def settings_xml(theme: Theme) -> str:
    """Chinese settings, and different footers on facing pages where the theme has them."""
    facing = "<w:evenAndOddHeaders/>" if theme.facing_pages else ""
    return (
        f'{HEAD}<w:settings {W}><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/>'
        f'<w:bordersDoNotSurroundFooter/><w:defaultTabStop w:val="420"/>{facing}'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        "<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:useFELayout/>"
        '<w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def font_table_xml() -> str:
    """The faces with the names that may stand in for each."""
    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{FAMILIES.get(name, "roman")}"/><w:pitch w:val="variable"/></w:font>'
        for name, others in ALT_NAMES.items()
    )
    return f"{HEAD}<w:fonts {W}>{entries}</w:fonts>"


def content_types(files: Iterable[str]) -> str:
    """What kind of part each file of the package is."""
    kinds = {"document": "document.main", "fontTable": "fontTable"}
    overrides = ""
    for name in files:
        stem = Path(name).stem.rstrip("0123456789")
        kind = f"{MAIN}.{kinds.get(stem, stem)}+xml"
        overrides += f'<Override PartName="/{name}" ContentType="{kind}"/>'
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def relations(targets: Mapping[str, tuple[str, str]]) -> str:
    """Parts that belong to another one, by id: kind and file."""
    items = "".join(
        f'<Relationship Id="{id_}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for id_, (kind, target) in targets.items()
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{items}</Relationships>'


def package(theme: Theme) -> bytes:
    """The reference document's bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts(theme).items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, text.encode())
    return buffer.getvalue()


def main() -> None:
    """Write both reference documents."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for theme in (gongwen(), plain()):
        path = TARGET / f"{theme.name}.docx"
        path.write_bytes(package(theme))
        print(path)


if __name__ == "__main__":
    main()
