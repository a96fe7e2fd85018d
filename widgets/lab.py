"""JupyterLab on the notebooks, for analysts: offline, and with no summary in what it saves.

The output of a view holds its part of the summary (`widgets.view`), which belongs to the store
and not to a notebook that others get as well. So a notebook is saved without such outputs; its
cells, and whatever else an analyst lets them print, are saved as in any JupyterLab.
"""

from __future__ import annotations

import os
import secrets
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from widgets.places import HOME, share

KEEP = "keep_output"
"""A cell with this tag keeps its outputs; `nbstripout` goes by the same."""

VIEW = "application/vnd.jupyter.widget-view+json"


def serve_lab(folder: Path, host: str, here: str, port: int, ready: Callable[[str], None]) -> None:
    """Serve `folder` until interrupted; `ready` is called with the address at `here`."""
    from jupyterlab.labapp import LabApp

    os.environ["JUPYTER_TOKEN"] = token = secrets.token_urlsafe()
    # Settings of ours under those of the user: Chinese, no news from the internet, and no page of
    # voila's own, which would ask the internet too.
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(
        filter(None, (os.environ.get("JUPYTER_CONFIG_PATH"), str(share() / "lab")))
    )
    url = f"http://{here}:{port}/lab/tree/{HOME}?token={token}"
    threading.Thread(target=_once_up, args=(here, port, lambda: ready(url)), daemon=True).start()
    LabApp.launch_instance(
        [
            f"--ServerApp.root_dir={folder}",
            f"--ServerApp.ip={host}",
            f"--ServerApp.port={port}",
            "--ServerApp.port_retries=0",
            "--ServerApp.open_browser=False",
            "--ServerApp.allow_root=True",
            "--Application.log_level=ERROR",
            "--KernelManager.transport_encryption=auto",
            # The one warns of the old name of an option nobody has given, the other serves pages
            # that are not ours.
            "--ServerApp.jpserver_extensions=notebook_shim=False",
            "--ServerApp.jpserver_extensions=voila.server_extension=False",
            f"--ContentsManager.pre_save_hook={__name__}.without_views",
            # What is saved has no text of its own to export.
            "--SummaryExporter.ExecutePreprocessor.enabled=True",
            # Offices are offline: ask neither for news nor for newer versions.
            "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
            "--LabApp.news_url=None",
            "--LabApp.extension_manager=readonly",
        ]
    )


def without_views(model: dict[str, Any], **_: Any) -> None:
    """Take the outputs of views out of a notebook that is about to be saved, in place."""
    notebook = model.get("content")
    if model.get("type") != "notebook" or not isinstance(notebook, dict):
        return
    notebook.get("metadata", {}).pop("widgets", None)
    for cell in notebook.get("cells", ()):
        tags = cell.get("metadata", {}).get("tags", ())
        if cell.get("cell_type") != "code" or KEEP in tags:
            continue
        outputs = cell.get("outputs", ())
        cell["outputs"] = [each for each in outputs if VIEW not in each.get("data", ())]
        if not cell["outputs"]:
            cell["execution_count"] = None


def _once_up(host: str, port: int, say: Callable[[], None]) -> None:
    while True:
        try:
            socket.create_connection((host, port), timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            say()
            return
