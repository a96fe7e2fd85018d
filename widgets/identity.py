"""Who is writing: the user of a JupyterHub, or the one officer at their own machine."""

from __future__ import annotations

import os
from collections.abc import Mapping

from zongjie.store import ALONE, Person


def who(environ: Mapping[str, str] = os.environ) -> Person:
    """The person this kernel reads and writes for.

    JupyterHub names its user in every server it starts (``JUPYTERHUB_USER``). Where it does not,
    nobody logs in: all drafts of the store are the officer's own.
    """
    user = environ.get("JUPYTERHUB_USER", "")
    return Person(user) if user else ALONE
