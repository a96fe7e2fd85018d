"""What every view has in common: props out, questions in, and no traceback for an officer.

A view is one anywidget model. Python computes its `props`; the front end draws them and asks
questions, each done exactly once and in their order (`questions`) by the method ``on_<action>``.
A page that has lost the connection for a while asks again: what was done already is answered from
memory. A `BookView` shows part of the shared `State` and follows it. The
JavaScript of a view is a few lines that import the one bundle over HTTP.
"""

from __future__ import annotations

import inspect
import logging
import sys
import threading
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import uuid4

import anywidget
import traitlets
from ipywidgets import Layout

from widgets import logs
from widgets.detail import Detail, outdated
from widgets.questions import Question, Questions
from widgets.state import State
from zongjie.errors import ZongjieError

if TYPE_CHECKING:
    import asyncio

Props = dict[str, Any]

# The bundle lies beside the lab extensions, whose address both voila and JupyterLab state in the
# page. Every instance carries these lines only.
ESM = """\
const page = () => JSON.parse(document.getElementById("jupyter-config-data").textContent);
const bundle = () => import(new URL(
  page().fullLabextensionsUrl + "/zongjie/static/page.js", location.href));
export default { async render(context) {
  try { return (await bundle()).render(context); }
  catch (error) {
    console.error(error);
    context.el.textContent = "页面文件没有载入。请刷新页面；还是这样，请重新安装 zongjie。";
  }
} };
"""

RESEND: Mapping[str, str] = MappingProxyType({"action": "resend"})
"""What a page says that may have missed some of what is shown. It waits for no question."""

NOT_DONE = "这一步没有完成，内容没有改动。请再试一次；还不行，请把所做的步骤告诉管理员。"


@dataclass(frozen=True)
class Reply:
    """An answer with bytes beside it."""

    result: Props
    buffers: list[bytes] = field(default_factory=list)


class View(anywidget.AnyWidget):
    """What is shown in one cell; subclasses say what they show and what they answer.

    Parameters
    ----------
    step : the step of the page it is on; "" when it stays whatever step is shown.
    """

    _esm = ESM
    id = traitlets.Unicode().tag(sync=True)
    """What the page's widgets know the model by, so that a view finds it."""

    view = traitlets.Unicode().tag(sync=True)
    step = traitlets.Unicode().tag(sync=True)
    props = traitlets.Dict().tag(sync=True)
    edition = traitlets.Int().tag(sync=True)
    """How often the props have changed. Each answer says it too, so that a page which has missed
    a change waits for it, and takes nothing older for what it was answered."""

    name: ClassVar[str]
    """Which of the front end's views draws it."""

    _unsaved = False  # what was asked last was taken and not saved yet, and the page says so

    def __init__(self, step: str) -> None:
        self._questions: Questions[Reply | str] = Questions()
        self._thread, self._loop = threading.get_ident(), _running()
        id_ = uuid4().hex
        super().__init__(
            model_id=id_, id=id_, view=self.name, step=step, props=self.draw(), layout=_layout()
        )
        self.on_msg(self._asked)

    def draw(self) -> Props:
        """What the front end shows now."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Send the props if they differ from those that are shown."""
        with self.hold_sync():  # both in one message
            self.props = self.draw()

    @traitlets.observe("props")
    def _new_edition(self, _: object) -> None:
        self.edition += 1

    def _asked(self, _: object, message: Any, buffers: list[memoryview]) -> None:
        if self._loop is not None and threading.get_ident() != self._thread:
            # JupyterLab talks to widgets in a thread of their own; the state is of one thread only
            self._loop.call_soon_threadsafe(self._asked, _, message, buffers)
            return
        if message == RESEND:
            self.send_state()
            return
        question = Question.read(message)
        if question is None:
            return  # not one of ours
        match self._questions.turn(question):
            case "again":
                self._tell(question, self._questions.answer(question))
            case "early":
                self.send({"page": question.page, "missed": True})
            case "now":
                self._do(question, buffers)

    def _do(self, question: Question, buffers: list[memoryview]) -> None:
        name, detail = f"on_{question.action}", question.detail
        answer = None if hasattr(anywidget.AnyWidget, name) else getattr(self, name, None)

        def run() -> Any:
            if answer is None:
                raise outdated()
            return answer(Detail(detail, [bytes(buffer) for buffer in buffers]))

        say, result = guarded(run)
        if inspect.isawaitable(result):
            _later(self._wait(question, result))
        else:
            self._reply(question, say, result)

    async def _wait(self, question: Question, coming: Awaitable[Any]) -> None:
        try:
            self._reply(question, "", await coming)
        except Exception as error:  # noqa: BLE001 - told to the officer, kept in the log
            self._reply(question, told(error), None)

    def _reply(self, question: Question, say: str, result: Any) -> None:
        reply = result if isinstance(result, Reply) else Reply(result or {})
        # A file is made again sooner than kept.
        self._questions.answered(question, say or reply, kept=bool(say) or not reply.buffers)
        self._tell(question, say or reply)

    def _tell(self, question: Question, answer: Reply | str) -> None:
        to = {"page": question.page, "re": question.number, "edition": self.edition}
        if isinstance(answer, Reply):
            self.send({**to, "result": answer.result}, answer.buffers)
        else:
            self.send({**to, "say": answer, "unsaved": self._unsaved})


class BookView(View):
    """A view of the shared state, drawn anew when one of its `topics` (see `Shown`) is told."""

    draft = traitlets.Unicode().tag(sync=True)
    """Id of the draft that is shown; empty for a sample."""

    locked = traitlets.Unicode().tag(sync=True)
    """Why the draft is only read; empty while it may be changed."""

    topics: ClassVar[frozenset[str]]
    first: ClassVar[bool] = False
    """Whether it is drawn before the others: the eye waits for it."""

    def __init__(self, state: State, step: str) -> None:
        self.state = state
        super().__init__(step)
        self.draft, self.locked = state.id, state.locked
        state.watch(self._changed, first=self.first)

    def close(self) -> None:
        """Leave the page, and the state alone."""
        self.state.unwatch(self._changed)
        super().close()

    def _reply(self, question: Question, say: str, result: Any) -> None:
        why = say or (result.get("unsaved") if isinstance(result, dict) else "")
        self._unsaved = bool(why and self.state.keeping.unsaved)
        super()._reply(question, say, result)

    def _changed(self, topics: frozenset[str]) -> None:
        if self._unsaved and not self.state.keeping.unsaved:
            self._unsaved = False
            self.send({"saved": True})  # so that it no longer says why not
        with self.hold_sync():
            if topics & self.topics:
                guarded(self.refresh)
            self.draft, self.locked = self.state.id, self.state.locked


def running_cell() -> str:
    """What JupyterLab calls the cell that runs; "" where nobody says."""
    shell: Any = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    parent = shell.get_parent() if hasattr(shell, "get_parent") else {}
    return str(parent.get("metadata", {}).get("cellId") or "")


def guarded(run: Callable[[], Any]) -> tuple[str, Any]:
    """What to tell the officer if it did not work ("" when it did), and the result."""
    try:
        return "", run()
    except Exception as error:  # noqa: BLE001 - told to the officer, kept in the log
        return told(error), None


def told(error: Exception) -> str:
    """An error in words an officer can act on; anything unforeseen goes to the server's log."""
    if isinstance(error, ZongjieError):
        return str(error)
    _log().error("a view's answer: %s", logs.trace(error))
    return NOT_DONE


@cache
def _log() -> logging.Logger:
    """The log of this kernel: the server's own console, not the page."""
    log = logging.getLogger("zongjie.page")
    log.addHandler(logging.StreamHandler(sys.__stderr__))
    log.propagate = False
    return log


@cache
def _layout() -> Layout:
    """One layout model for all views; the style sheet does the rest."""
    return Layout()


def _running() -> asyncio.AbstractEventLoop | None:
    """The kernel's loop; None in plain Python."""
    import asyncio

    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def _later(coming: Awaitable[None]) -> None:
    """Let it run beside the kernel's other work; at once where no loop runs (plain Python)."""
    import asyncio

    async def wait() -> None:
        await coming

    loop = _running()
    if loop is None:
        asyncio.run(wait())
        return
    task = loop.create_task(wait())
    _RUNNING.add(task)
    task.add_done_callback(_RUNNING.discard)


_RUNNING: set[Any] = set()
