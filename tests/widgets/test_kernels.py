from __future__ import annotations

import json
from pathlib import Path

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import KernelManager

from widgets.kernels import PageKernels, lighten

ASKED = "import sys; print(sys.modules.get('debugpy'), sys.path[0] != '')"


def test_a_pages_kernel_runs_without_a_debugger() -> None:
    manager = KernelManager(
        kernel_spec_manager=PageKernels(), kernel_name="python3", transport_encryption="auto"
    )
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    said: list[str] = []
    try:
        client.wait_for_ready(60)
        client.execute_interactive(
            ASKED, output_hook=lambda message: said.append(message["content"].get("text", ""))
        )
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    assert "".join(said).startswith("None ")


def test_every_way_to_a_kernel_is_lightened() -> None:
    kernels = PageKernels()
    light = kernels.get_kernel_spec("python3").argv
    assert "-m" not in light
    assert light[-2:] == ["-f", "{connection_file}"]


def test_a_kernel_of_another_kind_starts_as_it_always_does() -> None:
    other = ["R", "--slave", "-e", "IRkernel::main()", "--args", "{connection_file}"]
    assert lighten(other) == other
    assert lighten(KernelSpec().argv) == []


def test_the_page_server_is_told_to_use_them(root: Path) -> None:
    settings = json.loads((root / "voila.json").read_text("utf-8"))["VoilaConfiguration"]
    assert settings["kernel_spec_manager_class"] == f"{PageKernels.__module__}.PageKernels"
