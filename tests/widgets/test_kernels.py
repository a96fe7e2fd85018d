from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import KernelManager

from widgets.kernels import PageKernelManager, PageKernels, lighten

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
    module = PageKernels.__module__
    assert settings["kernel_spec_manager_class"] == f"{module}.PageKernels"
    assert settings["multi_kernel_manager_class"] == f"{module}.PageKernelManager"


def test_a_kernel_that_has_just_been_given_to_a_page_is_not_culled_for_its_waiting() -> None:
    long_ago = datetime(2026, 1, 1, tzinfo=UTC)

    async def run() -> list[bool]:
        manager = PageKernelManager(
            kernel_spec_manager=PageKernels(),
            transport_encryption="auto",
            cull_idle_timeout=600,
        )
        id_ = await manager.start_kernel(kernel_name="python3")
        there = []
        try:
            for _ in range(2):
                kernel: Any = manager.get_kernel(id_)
                kernel.last_activity = long_ago
                await manager.cull_kernel_if_idle(id_)
                there.append(id_ in manager)
        finally:
            await manager.shutdown_all(now=True)
        return there

    assert asyncio.run(run()) == [True, False]


def test_kernels_that_are_just_being_started_are_ended_with_the_others() -> None:
    async def run() -> list[str]:
        manager = PageKernelManager(kernel_spec_manager=PageKernels(), transport_encryption="auto")
        starting = [asyncio.create_task(manager.start_kernel(kernel_name="python3")) for _ in "12"]
        await asyncio.sleep(0)
        await manager.shutdown_all(now=True)
        await asyncio.gather(*starting, return_exceptions=True)
        return manager.list_kernel_ids()

    assert asyncio.run(run()) == []


def test_a_kernel_whose_port_is_taken_ends_without_a_word(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ports = dict.fromkeys(("shell", "iopub", "stdin", "control", "hb"), taken.getsockname()[1])
        said = {f"{name}_port": port for name, port in ports.items()}
        connection = tmp_path / "kernel.json"
        connection.write_text(
            json.dumps({"ip": "127.0.0.1", "transport": "tcp", "key": "", **said})
        )
        argv = [
            word.format(connection_file=connection)
            for word in PageKernels().get_kernel_spec("python3").argv
        ]
        argv[0] = sys.executable
        ended = subprocess.run(argv, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
