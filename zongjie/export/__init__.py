"""The finished notebook as a file: HTML, PDF, DOCX, Markdown or the notebook itself.

`export` is the one call the page and the command line make; the formats are nbconvert exporters
(`zongjie.export.exporters`), registered as zongjie_html, zongjie_pdf, zongjie_docx and zongjie_md.
nbconvert takes a second to import, so it is imported by the first export and not before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zongjie.errors import ExportError

if TYPE_CHECKING:
    from nbformat import NotebookNode

FORMATS = ("html", "pdf", "docx", "md", "ipynb")
THEMES = ("gongwen", "plain")


def export(
    nb: NotebookNode, to: str, *, theme: str = "gongwen", allow_missing: bool = False
) -> bytes:
    """The document of a finished notebook or an executed workbook, as the bytes of a file.

    Parameters
    ----------
    to : one of `FORMATS`.
    theme : one of `THEMES`; gongwen is GB/T 9704-2012.
    allow_missing : export although figures are missing; the places stay marked 【缺：…】.

    Raises `ExportError` for an unknown format or theme and where a writer gives up,
    `MissingFigures` where figures are missing, `DocumentError` where there is no summary, or one
    with tokens or charts that were written into the finished notebook.
    """
    if to not in FORMATS:
        raise ExportError(f"不能导出成“{to}”", cure=f"可用：{'、'.join(FORMATS)}")
    _known(theme)
    from zongjie.export import exporters

    exporter = exporters.BY_FORMAT[to](theme=theme, allow_missing=allow_missing)
    output: Any = exporter.from_notebook_node(nb)[0]
    return output if isinstance(output, bytes) else str(output).encode()


def _known(theme: str) -> None:
    if theme not in THEMES:
        raise ExportError(f"没有名为“{theme}”的版式", cure=f"可用：{'、'.join(THEMES)}")


def check_glyphs(nb: NotebookNode) -> tuple[str, ...]:
    """What to tell the officer about characters that a PDF could only print as boxes."""
    from zongjie import document
    from zongjie.export.glyphs import warnings_of
    from zongjie.export.reading import read

    return warnings_of(read(document.collect(nb)))


def pages(nb: NotebookNode, *, theme: str = "gongwen") -> tuple[bytes, ...]:
    """The pages of the PDF as SVG pictures, in order; what is missing stays marked 【缺：…】.

    Raises `ExportError` for an unknown theme and where typst refuses.
    """
    _known(theme)
    from zongjie import document
    from zongjie.export import pdf
    from zongjie.export.reading import read

    return pdf.pages(read(document.collect(nb)), theme)
