"""The voila server behind the pages: home at ``/``, every other notebook at its own address.

It is voila with the shipped ``voila.json``, plus what an office needs and voila leaves open:
nothing but the notebooks is listed or served, a closed page frees its kernel, and our own
bundle is cached by the browser for as long as its name stays.
"""

from __future__ import annotations

import contextlib
import functools
import logging
import re
import secrets
import shutil
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import tornado.ioloop
import tornado.web
from jupyter_server.base.handlers import APIHandler, FileFindHandler
from traitlets import default
from voila.app import Voila
from voila.handler import BaseVoilaHandler
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.static_file_handler import TemplateStaticFileHandler
from voila.tornado.handler import TornadoVoilaHandler

from widgets import logs, places
from widgets.ahead import Ahead, AheadHandler
from widgets.guard import Guard
from widgets.hub import Hub
from widgets.places import HOME
from widgets.telling import TellingHandler
from zongjie import settings
from zongjie.errors import SettingsError

LOCAL = ("127.0.0.1", "localhost", "::1")
"""Where only this machine can come from."""

ALONE, SHARED = 3, 12
"""How many kinds of summary are drawn ahead, for one officer and for an office.

Behind a hub everybody has a server of their own: one waiting kernel each, for the first page.
"""

SHORTEST = 12
"""Characters of a token that is not guessed."""

PAGE = re.compile(r"(?:[^./\\:][^/\\:]*/)*[^./\\:][^/\\:]*\.ipynb")
"""A notebook in the folder that is served: no way up or out of it, nothing hidden."""

HIDDEN = (
    "/voila/tree",
    "/voila/api/contents",
    "/voila/render",
    "/voila/api/shutdown",
    "/voila/templates",
    "/voila/query",
)
"""What is voila's and not served: ours stands in its place, or nothing."""

GRACE = 3.0
"""Seconds a kernel lives on after its page was closed, so that what was typed last is saved."""


class PageHandler(TornadoVoilaHandler):
    """A notebook as a page.

    It hands out the XSRF cookie, without which voila's own call at the closing of a page is
    refused and the kernel stays behind. A token is taken out of the address, which others may see
    over the officer's shoulder or in the browser's history: a cookie stands for it from now on.
    """

    def initialize(self, ahead: Ahead, **options: Any) -> None:
        """`ahead` draws the next page of this notebook; the rest is voila's."""
        super().initialize(**options)
        self.ahead = ahead

    async def get(self, path: str | None = None) -> None:
        self.xsrf_token  # noqa: B018  (reading it sets the cookie)
        if self.get_query_arguments("token"):
            asked = parse_qsl(self.request.query, keep_blank_values=True)
            rest = urlencode([(name, value) for name, value in asked if name != "token"])
            self.redirect(f"{self.request.path}?{rest}".rstrip("?"))
            return
        if path is not None and not PAGE.fullmatch(path):
            raise tornado.web.HTTPError(404)
        await super().get(path)
        if path is not None:  # it may be loaded anew
            self.ahead.draw(path)


class ClosingHandler(VoilaShutdownKernelHandler):
    """Ends a page's kernel once it has had time to save."""

    @tornado.web.authenticated
    async def post(self, kernel_id: str) -> None:
        if kernel_id not in self.kernel_manager:
            raise tornado.web.HTTPError(404)
        tornado.ioloop.IOLoop.current().call_later(GRACE, self._end, kernel_id)
        self.set_status(204)
        self.finish()

    async def _end(self, kernel_id: str) -> None:
        if kernel_id in self.kernel_manager:  # it may have been culled meanwhile
            await self.kernel_manager.shutdown_kernel(kernel_id)


class AliveHandler(APIHandler):
    """Tells a page whether its kernel is there, and at work; it asks every other second.

    Kernels are processes of their own, so that a kernel at work does not keep the answer back.
    """

    @tornado.web.authenticated
    async def get(self, kernel_id: str) -> None:
        kernels: Any = self.kernel_manager
        known = kernel_id in kernels
        alive = known and await kernels.get_kernel(kernel_id).is_alive()
        if known and not alive:  # it was killed, and is of no use to anybody
            await kernels.shutdown_kernel(kernel_id, now=True)
        self.set_header("Cache-Control", "no-store")
        state = kernels.get_kernel(kernel_id).execution_state if alive else "dead"
        self.finish({"alive": alive, "execution_state": state})


class NothingHandler(BaseVoilaHandler):
    """Any address where there is nothing: a page that leads back."""

    async def prepare(self) -> None:
        await super().prepare()
        raise tornado.web.HTTPError(404)


class BundleHandler(FileFindHandler):
    """Our front end: chunks carry a hash in their name and never change under it."""

    def set_extra_headers(self, path: str) -> None:
        fixed = "-" in Path(path).stem
        self.set_header("Cache-Control", "max-age=31536000, immutable" if fixed else "no-cache")


class AssetHandler(TemplateStaticFileHandler):
    """Scripts and styles of page templates; voila's own answers an odd address with a traceback."""

    def parse_url_path(self, url_path: str) -> str:
        parts = url_path.split("/")
        if len(parts) < 3 or parts[1] != "static" or ".." in parts:
            raise tornado.web.HTTPError(404)
        return str(super().parse_url_path(url_path))


class Pages(Voila):
    """voila for one folder of notebooks; `ready` is called with the address once it listens.

    `most_ahead` kinds of summary are drawn ahead (`widgets.ahead`).
    """

    name = "voila"  # its configuration file keeps voila's name
    ready: Callable[[str], None]
    shipped: Path
    most_ahead: int

    @default("config_file_paths")
    def _shipped_config(self) -> list[str]:
        return [str(self.shipped)]

    @default("log_level")
    def _quiet(self) -> int:
        return logging.ERROR  # an officer's window shows the address and nothing to puzzle over

    @default("log")
    def _discreet(self) -> Any:
        log = super()._log_default()
        log.addFilter(logs.discreet)
        return log

    def init_settings(self) -> dict[str, Any]:
        """voila's, with a page of ours where there is nothing, or a token is asked for.

        Without a token only this machine is served, by its own names: else a foreign page could
        have its own name point here, and read along.
        """
        shared: dict[str, Any] = super().init_settings()
        nothing = {"voila_configuration": self.voila_configuration}
        return {
            **shared,
            "jinja2_env": shared["voila_jinja2_env"],
            "allow_remote_access": bool(self.token or self.auto_token),
            "default_handler_class": NothingHandler,
            "default_handler_args": nothing,
            "transforms": [Guard],
            "log_function": logs.request,
        }

    def init_handlers(self) -> list[Any]:
        """Ours first; of voila's, neither the folder listing nor the contents service."""
        ahead = Ahead(self.kernel_manager, Path(self.root_dir), self.most_ahead)
        page = {
            "ahead": ahead,
            "template_paths": self.template_paths,
            "config": self.config,
            "voila_configuration": self.voila_configuration,
        }
        bundle = [str(Path(path) / "zongjie" / "static") for path in self.labextensions_path]
        guide = {"path": str(places.guide()), "default_filename": "index.html"}
        root = self.server_url.rstrip("/")
        ours = [
            (f"{root}/", PageHandler, {**page, "notebook_path": HOME}),
            (f"{root}/voila/render/(.*)", PageHandler, page),
            (f"{root}/voila/api/shutdown/(.*)", ClosingHandler),
            (f"{root}/voila/templates/(.*)", AssetHandler),
            (f"{root}/voila/ahead/({PAGE.pattern})", AheadHandler, {"ahead": ahead}),
            (f"{root}/voila/alive/(.*)", AliveHandler),
            (f"{root}/voila/query/(.*)", TellingHandler, {"kernels": self.kernel_manager}),
            (f"{root}/voila/labextensions/zongjie/static/(.*)", BundleHandler, {"path": bundle}),
            (f"{root}/guide/(.*)", tornado.web.StaticFileHandler, guide),
        ]
        theirs = super().init_handlers()
        # voila leaves these at the root, where a server behind a hub is never asked.
        login = {handler[0] for handler in self.identity_provider.get_handlers()}
        return [
            *ours,
            *(
                (root + handler[0], *handler[1:]) if handler[0] in login else handler
                for handler in theirs
                if handler[0] != self.server_url and not any(part in handler[0] for part in HIDDEN)
            ),
        ]

    def listen(self) -> None:
        url = self.connection_url
        if self.token:  # others come by the machine's name
            url = f"{self._url(socket.gethostname())}?token={self.token}"
        tornado.ioloop.IOLoop.current().add_callback(lambda: self.ready(url))
        super().listen()

    def stop(self) -> None:
        """End every kernel at once: what was typed is on disk already."""
        self.log_level = logging.CRITICAL  # a page drawn ahead, for nobody yet, may lose its kernel
        with contextlib.suppress(tornado.web.HTTPError):  # one was on its way out already
            end = functools.partial(self.kernel_manager.shutdown_all, now=True)
            tornado.ioloop.IOLoop.current().run_sync(end)
        shutil.rmtree(self.connection_dir, ignore_errors=True)  # a starting kernel reads from it


def serve_pages(  # noqa: PLR0913 - each says what it is for
    folder: Path,
    root: Path,
    host: str,
    port: int,
    *,
    ready: Callable[[str], None],
    hub: Hub | None = None,
) -> None:
    """Serve the notebooks of `folder`, by the ``voila.json`` of `root`, until interrupted.

    Other machines must show a token, or whom `hub` knows them as.
    """
    # Of a ping setting of jupyter_server's that tornado finds too long, and mends by itself.
    logging.getLogger("tornado.general").setLevel(logging.ERROR)
    logging.getLogger("asyncio").addFilter(logs.discreet)  # of a page drawn ahead, for nobody yet
    who = hub.options if hub else [f"--Voila.token={_token(host)}"]
    Pages.ready = staticmethod(ready)
    Pages.shipped = root
    Pages.most_ahead = 0 if hub else ALONE if host in LOCAL else SHARED
    Pages.launch_instance(
        [
            str(folder),
            f"--Voila.ip={host}",
            f"--port={port}",
            "--Voila.port_retries=0",
            *who,
        ]
    )


def _token(host: str) -> str:
    if host in LOCAL:
        return ""
    token = settings.load().token or secrets.token_urlsafe()
    if len(token) < SHORTEST:
        raise SettingsError(
            f"口令太短，只有 {len(token)} 个字符",
            where="设置项 token",
            cure=f"请写至少 {SHORTEST} 个字符，或去掉这一项，每次启动换一个",
        )
    return token
