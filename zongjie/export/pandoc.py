"""The one way pandoc is run: on bytes, in its sandbox, without a window."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from functools import cache


def converted(data: bytes, arguments: Sequence[str]) -> bytes | None:
    """What pandoc makes of some bytes; None where it refuses them.

    What was typed goes through stdin only; in the sandbox pandoc opens nothing but what the
    arguments name.
    """
    ran = subprocess.run(  # noqa: S603 - every argument is ours
        [_program(), "--sandbox", *arguments],
        input=data,
        capture_output=True,
        check=False,
        # on Windows a console program would else flash up a black window
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    return None if ran.returncode else ran.stdout


@cache
def _program() -> str:
    import pypandoc

    return str(pypandoc.get_pandoc_path())
