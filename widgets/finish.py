"""The end of the work: reading the whole, looking over what is left, taking the files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Final

from widgets.audit import written_down
from widgets.bring_back import BringBack
from widgets.checks import in_words, left_over, remarks
from widgets.detail import Detail, outdated
from widgets.files import Reader, file_name
from widgets.redacting import Redacting
from widgets.state import State
from widgets.view import BookView, Props, Reply
from zongjie import bring_back, document, settings
from zongjie.errors import ExportError, MissingFigures
from zongjie.figures import spoken

CLEAR: Final = "没有要看的了，可以导出。"
FORMATS: Final = (
    (
        "docx",
        "Word 文件",
        "可以继续修改",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    ("pdf", "PDF 文件", "打印、上报", "application/pdf"),
    ("html", "网页文件", "用浏览器打开，手机也能看", "text/html"),
    ("ipynb", "笔记本", "用 JupyterLab 接着改，改完可以带回来", "application/x-ipynb+json"),
    ("zip", "草稿文件", "台账和文字打成一包，可发给同事接着写", "application/zip"),
)


class ReviewView(BookView):
    """Everything worth a look before the summary goes out."""

    name = "review"
    topics = frozenset({"profile", "ledgers", "text", "earlier", "outline"})

    def __init__(self, state: State) -> None:
        self.redacting = Redacting(state)
        super().__init__(state, "review")

    def draw(self) -> Props:
        return {
            "findings": [asdict(remark) for remark in remarks(self.state)],
            "public": sorted(self.state.draft.public),
            "clear": CLEAR,
        }

    def on_redact(self, detail: Detail) -> Props:
        """Put other words in place of what may be personal data."""
        return self.redacting.redact(detail.details("found"))

    def on_unredact(self, _: Detail) -> Props:
        """Take that back."""
        return self.redacting.undo()

    def on_allow(self, detail: Detail) -> None:
        """Let words stay that look like personal data, or no more."""
        self.state.allow(detail.text("words"), allowed=detail.yes("allowed"))


class ExportView(BringBack, BookView):
    """The finished files; making one is told step by step and can be stopped."""

    name = "exporting"
    topics = frozenset({"ledgers", "text", "earlier", "profile", "outline"})

    def __init__(self, state: State) -> None:
        BringBack.__init__(self)
        BookView.__init__(self, state, "export")

    def draw(self) -> Props:
        draft = self.state.document
        missing = dict.fromkeys(
            key
            for section in draft.sections
            for key in document.lacking(section, self.state.figures)
        )
        return {
            "formats": [
                {"id": id_, "label": label, "hint": hint} for id_, label, hint, _ in FORMATS
            ],
            "missing": list(map(spoken, missing)),
            "left": [asdict(left) for left in left_over(self.state)],
            "warning": in_words(self.state),
            "clear": CLEAR,
            "limit": settings.load().max_upload_mb,
            "endings": bring_back.ENDINGS,
            "signs": self.state.keeping.role == "owner",
        }

    def on_sign(self, detail: Detail) -> Props:
        """Sign the draft off; where something is ``left`` to look at, only for who is sure."""
        if not detail.yes("sure") and (left := in_words(self.state)):
            return {"left": left}
        self.state.sign()
        return {}

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """The form, and beside it the text that no cell of the notebook shows."""
        data, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        rest = document.rest_metadata(self.state.unplaced, self.state.figures)
        return data, {**metadata, **rest}

    async def on_export(self, detail: Detail) -> Reply | Props:
        """One file in the wanted format, with what to know about it.

        Raises `MissingFigures` when gaps were not allowed. ``{"stopped": True}`` when it was.
        """
        to = detail.text("to")
        media = next((type_ for id_, _, _, type_ in FORMATS if id_ == to), None)
        if media is None:
            raise outdated()
        draft = self.state.document
        if to == "zip":
            made: _Made | None = _portable(self.state), ()
        else:
            how = {"theme": detail.text("theme"), "allow_missing": detail.yes("allow_missing")}
            made = await _exported(self, self.state, to, **how)
        if made is None:
            return {"stopped": True}
        data, notes = made
        notes = (*notes, *await written_down(self.state, _label(to), draft))
        name = file_name(f"{draft.title}.{to}")
        return Reply({"name": name, "type": media, "notes": notes}, [data])


def _label(to: str) -> str:
    return {id_: label for id_, label, _, _ in FORMATS}[to]


_Made = tuple[bytes, tuple[str, ...]]
"""A file, and what to know about it."""


async def _exported(view: Reader, state: State, to: str, **how: Any) -> _Made | None:
    """Build and convert beside the kernel's loop, so that the page goes on answering."""
    draft, figures = state.document, state.figures

    def make(told: Callable[[str], None]) -> _Made:
        told("正在准备")
        from zongjie import export

        told("正在画图表")
        notebook = document.build(draft, figures)
        told("正在排版")
        data = export.export(notebook, to, **how)
        told("正在核对字体")
        return data, export.check_glyphs(notebook) if to == "pdf" else ()

    try:
        return await view.read(make)
    except MissingFigures as error:
        cure = "请补台账或改文字；确要带着空缺导出，请先打上面的勾"
        raise ExportError(error.what, cure=cure) from error


def _portable(state: State) -> bytes:
    import io

    from zongjie import portable

    target = io.BytesIO()
    portable.write(state.document, state.ledgers, target, last=state.last, earlier=state.earlier)
    return target.getvalue()
