"""The kernels behind pages: how they are started, and when they are ended.

They are Python's as installed, but without a debugger that no page can open. Measured: 9 MB less
for each officer, 101 to 92 MB with pandas. JupyterLab keeps its debugger.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager

USUAL = ["-m", "ipykernel_launcher"]
WITHOUT = """\
import runpy, sys, zmq
sys.modules['debugpy'] = None  # to the kernel as if it were not installed
try:
    runpy.run_module('ipykernel_launcher', run_name='__main__')
except zmq.ZMQError:  # a port that was free is taken: the page starts another kernel
    sys.exit(1)
"""


class PageKernels(KernelSpecManager):
    """What ``voila.json`` names as its `kernel_spec_manager_class`."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """The kernel of this name, made light where it is IPython's; others stay as they are.

        Raises jupyter_client's `NoSuchKernel` as ever.
        """
        spec: KernelSpec = super().get_kernel_spec(kernel_name)
        spec.argv = lighten(spec.argv)
        return spec


class PageKernelManager(AsyncMappingKernelManager):
    """What ``voila.json`` names as its `multi_kernel_manager_class`: culls kernels nobody uses.

    A kernel that was started ahead may have waited for hours. It is idle from the moment a page
    was given it, not before: else a sweep that comes before the page has connected ends it.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)  # type: ignore[no-untyped-call]  # jupyter_server's
        self._given: set[str] = set()

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """Cull it, if it has been idle since an earlier sweep. voila asks for none of its pool."""
        if kernel_id in self._given:
            await super().cull_kernel_if_idle(kernel_id)  # type: ignore[no-untyped-call]
            return
        self._given &= {*self.list_kernel_ids()}
        self._given.add(kernel_id)
        kernel: Any = self.get_kernel(kernel_id)
        kernel.last_activity = datetime.now(UTC)

    async def shutdown_all(self, **options: Any) -> None:  # type: ignore[override]  # async there too
        """End every kernel, those as well that are just being started and not yet known by name."""
        await asyncio.gather(*self._pending_kernels.values(), return_exceptions=True)
        await super().shutdown_all(**options)


def lighten(argv: list[str]) -> list[str]:
    """The command that starts a kernel, without its debugger."""
    for at in range(len(argv) - 1):
        if argv[at : at + 2] == USUAL:
            return [*argv[:at], "-c", WITHOUT, *argv[at + 2 :]]
    return argv
