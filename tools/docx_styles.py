"""The styles of the two layouts of a .docx export, for ``tools.make_reference_docx``.

Sizes are in half points, indents in hundredths of a character and lengths in twips, as in Word's
file format (ISO/IEC 29500-1).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

TWIPS_PER_MM = 1440 / 25.4


@dataclass(frozen=True)
class Style:
    """A paragraph style.

    `first_line` and `left` indent by hundredths of a character, `before` and `line` are attributes
    of its spacing, `closer` brings characters together by twips, `grid` keeps lines to the page's
    grid, `keep` keeps the paragraph on one page with the next, `outline` is its heading level.
    """

    id: str
    name: str
    face: str
    half_points: int
    align: str = "both"
    first_line: int = 200
    left: int = 0
    before: str = 'w:before="0" w:after="0"'
    line: str = 'w:line="240" w:lineRule="auto"'
    keep: bool = False
    grid: bool = True
    bold: bool = False
    closer: int = 0
    outline: int | None = None
    following: str = ""

    def xml(self) -> str:
        following = f'<w:next w:val="{self.following}"/>' if self.following else ""
        parent = "" if self.id == "Normal" else '<w:basedOn w:val="Normal"/>'
        default = ' w:default="1"' if self.id == "Normal" else ""
        return (
            f'<w:style w:type="paragraph"{default} w:styleId="{self.id}">'
            f'<w:name w:val="{self.name}"/>{parent}{following}<w:qFormat/>'
            f"<w:pPr>{self._paragraph()}</w:pPr><w:rPr>{self._run()}</w:rPr></w:style>"
        )

    def _paragraph(self) -> str:
        # lengths in twips stand beside those in characters for readers that know only them
        em = self.half_points * 10
        outline = f'<w:outlineLvl w:val="{self.outline}"/>' if self.outline is not None else ""
        keep = "<w:keepNext/>" if self.keep else '<w:keepNext w:val="0"/>'
        return (
            f'{keep}<w:widowControl/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
            f'<w:snapToGrid w:val="{int(self.grid)}"/>'
            f"<w:spacing {self.before} {self.line}/>"
            f'<w:ind w:leftChars="{self.left}" w:left="{self.left * em // 100}"'
            f' w:firstLineChars="{self.first_line}" w:firstLine="{self.first_line * em // 100}"/>'
            f'<w:jc w:val="{self.align}"/>{outline}'
        )

    def _run(self) -> str:
        bold = "<w:b/><w:bCs/>" if self.bold else '<w:b w:val="0"/><w:bCs w:val="0"/>'
        closer = f'<w:spacing w:val="{-self.closer}"/>'
        return f"{faces(self.face)}{bold}{closer}{size(self.half_points)}"


@dataclass(frozen=True)
class Theme:
    """A layout: its paragraph styles, its page, and where the page number stands."""

    name: str
    body_face: str
    emphasis_face: str
    styles: tuple[Style, ...]
    section: str
    footer_half_points: int
    facing_pages: bool


def faces(name: str) -> str:
    """One face for every script."""
    return (
        f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="Times New Roman"'
        ' w:hint="eastAsia"/>'
    )


def size(half_points: int) -> str:
    """A size in half points."""
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def mm(length: float) -> int:
    """Millimetres in twips."""
    return round(length * TWIPS_PER_MM)


def gongwen() -> Theme:
    """GB/T 9704-2012: 22 lines of 28 characters of 3号 on a text block of 156 × 225 mm.

    The grid holds the lines (579 twips, 225 mm / 22). 28 characters of 16 pt are 6 pt too wide, so
    they come 0.25 pt closer by the style; a grid for characters would be taken by some programs
    (LibreOffice) as too narrow for one character.
    """
    running = partial(Style, face="仿宋", half_points=32, closer=5)
    heading = partial(running, keep=True, following="Normal")
    signed = partial(Style, face="仿宋", half_points=32, align="center", first_line=0)
    # one empty line above; some programs (LibreOffice) make two of its full height
    name = partial(signed, before='w:before="560" w:after="0"', keep=True)
    title = Style(
        "Title",
        "Title",
        "方正小标宋简体",
        44,
        align="center",
        first_line=0,
        before='w:before="0" w:after="580"',
        line='w:line="700" w:lineRule="exact"',
        grid=False,
        following="Normal",
    )
    styles = (
        running("Normal", "Normal"),
        running("LastText", "正文末段", keep=True),
        title,
        heading("Heading1", "heading 1", face="黑体", outline=0),
        heading("Heading2", "heading 2", face="楷体", outline=1),
        heading("Heading3", "heading 3", outline=2),
        running("List1", "列表1"),
        running("LastList1", "列表1末段", keep=True),
        running("List2", "列表2"),
        running("LastList2", "列表2末段", keep=True),
        running("Quote", "Quote", face="楷体", left=200),
        name("Signature", "落款", left=1400),
        signed("SignedDate", "成文日期", left=1400),
        *_pictures_and_tables(half_points=24),
    )
    section = _page(37, 26, 35, 28, footer=22.5) + '<w:docGrid w:type="lines" w:linePitch="579"/>'
    return Theme("gongwen", "仿宋", "楷体", styles, section, 28, facing_pages=True)


def plain() -> Theme:
    """An office document: 小四 Song, bold Hei headings, page numbers in the middle."""
    running = partial(Style, face="宋体", half_points=24, line='w:line="400" w:lineRule="auto"')
    heading = partial(
        Style,
        face="黑体",
        first_line=0,
        keep=True,
        bold=True,
        before='w:before="240" w:after="120"',
        following="Normal",
    )
    signed = partial(running, align="center", first_line=0)
    name = partial(signed, before='w:before="480" w:after="0"', keep=True)
    styles = (
        running("Normal", "Normal"),
        running("LastText", "正文末段", keep=True),
        heading("Title", "Title", half_points=40, align="center"),
        heading("Heading1", "heading 1", half_points=30, outline=0),
        heading("Heading2", "heading 2", half_points=26, outline=1),
        heading("Heading3", "heading 3", half_points=24, outline=2),
        running("List1", "列表1", first_line=0, left=200),
        running("LastList1", "列表1末段", first_line=0, left=200, keep=True),
        running("List2", "列表2", first_line=0, left=400),
        running("LastList2", "列表2末段", first_line=0, left=400, keep=True),
        running("Quote", "Quote", face="楷体", left=200),
        name("Signature", "落款", left=2200),
        signed("SignedDate", "成文日期", left=2200),
        *_pictures_and_tables(half_points=21),
    )
    section = _page(27, 28, 27, 28, footer=15)
    return Theme("plain", "宋体", "楷体", styles, section, 18, facing_pages=False)


def _pictures_and_tables(*, half_points: int) -> tuple[Style, ...]:
    """What both layouts set smaller and off the grid."""
    small = partial(Style, face="宋体", half_points=half_points, first_line=0, grid=False)
    caption = partial(small, face="黑体", align="center")
    return (
        small("Picture", "图", align="center", keep=True, before='w:before="120" w:after="60"'),
        caption("PictureCaption", "图题", before='w:before="0" w:after="240"'),
        caption("TableCaption", "表题", keep=True, before='w:before="240" w:after="60"'),
        caption("TableHead", "表头", keep=True),
        small("TableText", "表格文字", align="left"),
        small("TableNumber", "表格数字", align="right"),
        small("TableCentre", "表格居中", align="center"),
        # in rows that stay on the page of the next one
        small("TableTextKept", "表格文字连", align="left", keep=True),
        small("TableNumberKept", "表格数字连", align="right", keep=True),
        small("TableCentreKept", "表格居中连", align="center", keep=True),
        small("AfterTable", "表后", half_points=12),
    )


def _page(top: float, right: float, bottom: float, left: float, *, footer: float) -> str:
    """A4 with these margins, in millimetres, and the footer this far from the lower edge."""
    return (
        f'<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="{mm(top)}" w:right="{mm(right)}"'
        f' w:bottom="{mm(bottom)}" w:left="{mm(left)}" w:header="851" w:footer="{mm(footer)}"'
        ' w:gutter="0"/><w:cols w:space="425"/>'
    )
