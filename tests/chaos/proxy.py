"""A cable between a browser and its server, on this machine, that can be cut."""

from __future__ import annotations

import asyncio
import random
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Literal, Self

How = Literal["drop", "half", "stall"]


class Proxy:
    """Listens on a free port and passes on to `target`, until it is cut.

    ``drop`` ends every connection with a reset and refuses new ones; ``half`` does the same after
    a part of the next message; ``stall`` keeps connections and lets nothing through, as a pulled
    cable does, and drops them all when it is mended.
    """

    def __init__(self, target: int, chance: random.Random) -> None:
        self.target, self.chance = target, chance
        self.port = 0
        self._loop = asyncio.new_event_loop()
        self._how: How | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self._flowing = asyncio.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._ready = threading.Event()

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def cut(self, how: How) -> None:
        """Cut it now."""
        self._do(lambda: self._cut(how))

    def mend(self) -> None:
        """Let everything through again, over new connections."""
        self._do(self._mend)

    # ------------------------------------------------------------------ inside

    def _do(self, what: Callable[[], None]) -> None:
        done = threading.Event()

        def run() -> None:
            what()
            done.set()

        self._loop.call_soon_threadsafe(run)
        done.wait()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(self._listen())
        self._ready.set()
        self._loop.run_forever()
        server.close()
        self._drop()
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        self._loop.run_until_complete(asyncio.sleep(0.1))  # transports say farewell
        self._loop.close()

    async def _listen(self) -> asyncio.Server:
        self._flowing.set()
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        return server

    def _cut(self, how: How) -> None:
        self._how = how
        if how == "drop":
            self._drop()
        elif how == "stall":
            self._flowing.clear()

    def _mend(self) -> None:
        self._drop()
        self._how = None
        self._flowing.set()

    def _drop(self) -> None:
        for writer in self._open:
            writer.transport.abort()
        self._open.clear()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._how == "drop":
            writer.transport.abort()
            return
        self._open.add(writer)
        with suppress(OSError):
            there, back = await asyncio.open_connection("127.0.0.1", self.target)
            self._open.add(back)
            await asyncio.gather(self._pass(reader, back), self._pass(there, writer))

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                await self._flowing.wait()
                if self._how == "half":
                    writer.write(data[: self.chance.randrange(len(data))])
                    await writer.drain()
                    self._cut("drop")
                    return
                writer.write(data)
                await writer.drain()
            writer.close()
