"""The pages as a user's own server in a JupyterHub, which starts it and says who may come in.

The hub tells a server it starts where to listen and under which path, and asks each visitor to
log in. ``c.Spawner.cmd = ["zongjie", "app"]`` is all its configuration needs.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from zongjie.errors import SettingsError

_AUTH = "jupyterhub.singleuser.extension"


@dataclass(frozen=True)
class Hub:
    """Where a hub wants its user's server: `base` is the path of the user, as ``/user/wang/``."""

    host: str
    port: int
    base: str

    @property
    def options(self) -> list[str]:
        """What makes voila ask the hub who is there, instead of for a token."""
        return [
            f"--Voila.base_url={self.base}",
            f"--Voila.identity_provider_class={_AUTH}.JupyterHubIdentityProvider",
            f"--Voila.authorizer_class={_AUTH}.JupyterHubAuthorizer",
            "--Voila.auto_token=True",
        ]


def found(environ: Mapping[str, str] = os.environ) -> Hub | None:
    """The hub that starts this server; None where nobody but the officer does.

    Raises `SettingsError` when the hub cannot be asked who a visitor is: then nobody is let in.
    """
    address = environ.get("JUPYTERHUB_SERVICE_URL", "")
    if not address:
        return None
    if not environ.get("JUPYTERHUB_API_TOKEN") or not environ.get("JUPYTERHUB_USER"):
        raise SettingsError(
            "JupyterHub 没有说明这是谁的服务", cure="请由 JupyterHub 启动 zongjie app"
        )
    if importlib.util.find_spec("jupyterhub") is None:
        raise SettingsError(
            "这台机器还没有连 JupyterHub 用的组件", cure='请安装：pip install "zongjie[hub]"'
        )
    where = urlsplit(address)
    base = environ.get("JUPYTERHUB_SERVICE_PREFIX") or where.path or "/"
    return Hub(where.hostname or "127.0.0.1", where.port or 80, base)
