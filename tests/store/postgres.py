"""A PostgreSQL server of the tests' own: on a socket in a folder of its own, on no port."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg

_NUMBERS = count(1)


@dataclass(frozen=True)
class Server:
    """A running server; `bin` has its programs, `folder` its data and its socket."""

    bin: Path
    folder: Path

    def new(self) -> str:
        """The address of a new, empty store: a schema of its own in the one database."""
        name = f"zongjie{next(_NUMBERS)}"
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {name}".encode())
        return f"{self.url()}&options=-csearch_path%3D{name}"

    def url(self) -> str:
        return f"postgresql://zongjie@/postgres?host={self.folder}"

    def start(self) -> None:
        # No test pulls the plug, and a server that is killed loses nothing without fsync.
        options = f"-c listen_addresses='' -c unix_socket_directories='{self.folder}' -c fsync=off"
        self._control("start", "-w", "-o", options, "-l", str(self.folder / "log"))

    def stop(self, mode: str = "immediate") -> None:
        """Stop it; ``immediate`` is how a server that is killed stops."""
        self._control("stop", "-w", "-m", mode)

    def _control(self, *words: str) -> None:
        command = [str(self.bin / "pg_ctl"), "-D", str(self.folder / "data"), "-s", *words]
        quiet = subprocess.DEVNULL
        subprocess.run(command, check=True, user=_user(), cwd=self.folder, stdout=quiet)


@contextmanager
def serving(programs: Path) -> Iterator[Server]:
    """A server, for as long as this lasts."""
    folder = Path(tempfile.mkdtemp(prefix="zongjie-pg-"))
    server = Server(programs, folder)
    try:
        if user := _user():
            shutil.chown(folder, user)
        make = [str(programs / "initdb"), "-D", str(folder / "data"), "-U", "zongjie"]
        how = ["--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
        quiet = subprocess.DEVNULL
        subprocess.run([*make, *how], check=True, user=user, cwd=folder, stdout=quiet)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)


def _user() -> str | None:
    """PostgreSQL refuses to run as root; its Debian package brings a user for it."""
    return "postgres" if getattr(os, "geteuid", lambda: 1)() == 0 else None
