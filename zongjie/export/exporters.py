"""The four nbconvert exporters: ``jupyter nbconvert --to zongjie_pdf`` and its siblings.

They take a finished notebook as well as an executed workbook (``--execute``), of which they print
only what `zongjie.document.collect` finds: the sections, never the form.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from nbconvert.exporters import Exporter, TemplateExporter
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode, writes
from traitlets import Bool, Enum, default

from zongjie import document
from zongjie.errors import DocumentError, MissingFigures
from zongjie.export import THEMES, docx, html, pdf, plain_markdown
from zongjie.export.glyphs import warnings_of
from zongjie.export.reading import read

Converted = tuple[Any, dict[str, Any]]


class CollectPreprocessor(Preprocessor):
    """Puts the finished notebook in the place of the workbook, after all other preprocessors.

    ``resources["zongjie"]`` then holds the `document` read from it and the `theme` to print it in.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> Converted:
        """Collect, read and refuse what still has figures missing (`MissingFigures`).

        A token or chart written into a finished notebook is refused too (`DocumentError`).
        """
        exporter = self.parent
        assert isinstance(exporter, SummaryExporter)
        finished = document.collect(nb)
        names = document.missing(finished)
        if names and not exporter.allow_missing:
            raise MissingFigures(names)
        signs = document.unfilled(finished)
        if signs and not exporter.allow_missing:
            cure = "请先用 zongjie bring-back 带回草稿，再从草稿导出"
            raise DocumentError(f"成稿里没有台账，这里会印成符号：{'、'.join(signs)}", cure=cure)
        resources["zongjie"] = {"document": read(finished), "theme": exporter.theme}
        return finished, resources


class SummaryExporter(Exporter):
    """What the four have in common: the theme, and refusing what still has figures missing."""

    theme = Enum(
        THEMES,
        default_value="gongwen",
        help="Layout: gongwen (GB/T 9704-2012) or plain (an everyday office document).",
    ).tag(config=True)

    allow_missing = Bool(
        default_value=False,
        help="Export even where the ledgers lack a figure; the place reads 【缺：…】, marked.",
    ).tag(config=True)

    def _init_preprocessors(self) -> None:
        super()._init_preprocessors()  # type: ignore[no-untyped-call]
        self.register_preprocessor(CollectPreprocessor, enabled=True)


class ZongjieHTML(SummaryExporter, TemplateExporter):
    """One self-contained page that asks no host for anything."""

    export_from_notebook = "工会总结 HTML"
    output_mimetype = "text/html"

    @default("file_extension")
    def _html_extension(self) -> str:
        return ".html"

    @default("template_name")
    def _summary_template(self) -> str:
        return "zongjie"

    @default("extra_template_basedirs")
    def _default_extra_template_basedirs(self) -> list[str]:
        ours = files("zongjie").joinpath("export/templates")
        return [*super()._default_extra_template_basedirs(), str(ours)]

    def default_filters(self) -> Iterable[tuple[str, Any]]:
        """All of nbconvert's filters, and `summary_body`: a document as HTML."""
        yield from super().default_filters()  # type: ignore[no-untyped-call]
        yield "summary_body", html.body


class ZongjiePDF(SummaryExporter):
    """A PDF set by typst."""

    export_from_notebook = "工会总结 PDF"
    output_mimetype = "application/pdf"

    system_fonts = Bool(
        default_value=True,
        help="Use the faces installed here; without them the bytes are the same on every machine.",
    ).tag(config=True)

    @default("file_extension")
    def _pdf_extension(self) -> str:
        return ".pdf"

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> Converted:
        """The PDF's bytes; characters no face can show are named in the log."""
        _, resources = super().from_notebook_node(nb, resources, **kw)
        ours = resources["zongjie"]
        for warning in warnings_of(ours["document"], system_fonts=self.system_fonts):
            self.log.warning(warning)
        made = pdf.write(ours["document"], ours["theme"], system_fonts=self.system_fonts)
        return made, resources


class ZongjieDOCX(SummaryExporter):
    """A DOCX with the theme's styles, to go on editing in Word or WPS."""

    export_from_notebook = "工会总结 DOCX"
    output_mimetype = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    @default("file_extension")
    def _docx_extension(self) -> str:
        return ".docx"

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> Converted:
        """The DOCX's bytes."""
        _, resources = super().from_notebook_node(nb, resources, **kw)
        ours = resources["zongjie"]
        return docx.write(ours["document"], ours["theme"]), resources


class ZongjieMarkdown(SummaryExporter):
    """One Markdown text; charts become the tables behind them."""

    export_from_notebook = "工会总结 Markdown"
    output_mimetype = "text/markdown"

    @default("file_extension")
    def _markdown_extension(self) -> str:
        return ".md"

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> Converted:
        """The Markdown text."""
        finished, resources = super().from_notebook_node(nb, resources, **kw)
        return plain_markdown.write(finished), resources


class ZongjieNotebook(SummaryExporter):
    """The finished notebook itself, for JupyterLab and for the other exporters."""

    output_mimetype = "application/x-ipynb+json"

    @default("file_extension")
    def _notebook_extension(self) -> str:
        return ".ipynb"

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> Converted:
        """The notebook's JSON."""
        finished, resources = super().from_notebook_node(nb, resources, **kw)
        return writes(finished), resources


BY_FORMAT: Mapping[str, type[SummaryExporter]] = MappingProxyType(
    {
        "html": ZongjieHTML,
        "pdf": ZongjiePDF,
        "docx": ZongjieDOCX,
        "md": ZongjieMarkdown,
        "ipynb": ZongjieNotebook,
    }
)
