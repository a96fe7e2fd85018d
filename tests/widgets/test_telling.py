from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager

import pytest
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port
from tornado.web import Application
from tornado.websocket import WebSocketClientConnection, websocket_connect
from voila.request_info_handler import RequestInfoSocketHandler

from widgets.telling import TellingHandler

TOLD = '{"QUERY_STRING": "draft=abc"}'


@pytest.fixture(autouse=True)
def _nobody_waits() -> Iterator[None]:
    yield
    RequestInfoSocketHandler._waiters.clear()
    RequestInfoSocketHandler._cache.clear()


@asynccontextmanager
async def _server(
    kernels: set[str],
) -> AsyncIterator[Callable[[str], Coroutine[None, None, WebSocketClientConnection]]]:
    sock, port = bind_unused_port()
    server = HTTPServer(Application([("/query/(.*)", TellingHandler, {"kernels": kernels})]))
    server.add_socket(sock)

    connections: list[WebSocketClientConnection] = []

    async def ask(id_: str) -> WebSocketClientConnection:
        before = RequestInfoSocketHandler._waiters.get(id_)
        connection = await websocket_connect(f"ws://127.0.0.1:{port}/query/{id_}")
        connections.append(connection)
        await _until(lambda: RequestInfoSocketHandler._waiters.get(id_) is not before)
        return connection

    try:
        yield ask
    finally:
        for connection in connections:
            connection.close()
        await _until(lambda: not RequestInfoSocketHandler._waiters)
        server.stop()
        await server.close_all_connections()


async def _until(true: Callable[[], bool]) -> None:
    for _ in range(1000):
        if true():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came true")


def _tell(id_: str) -> None:
    RequestInfoSocketHandler.send_updates({"kernel_id": id_, "payload": TOLD})


async def _heard(connection: WebSocketClientConnection) -> object:
    async with asyncio.timeout(10):
        return await connection.read_message()


def test_a_kernel_is_told_its_address_once_somebody_asks_for_the_page() -> None:
    async def run() -> object:
        async with _server({"a"}) as ask:
            connection = await ask("a")
            _tell("a")
            return await _heard(connection)

    assert asyncio.run(run()) == TOLD


def test_what_was_said_into_a_broken_connection_is_said_again() -> None:
    async def run() -> object:
        async with _server({"a"}) as ask:
            broken = await ask("a")
            _tell("a")  # nobody reads it
            again = await ask("a")
            broken.close()
            return await _heard(again)

    assert asyncio.run(run()) == TOLD


def test_a_closed_connection_takes_no_message_with_it() -> None:
    async def run() -> object:
        async with _server({"a"}) as ask:
            await ask("a")
            here = RequestInfoSocketHandler._waiters["a"]
            there, here.ws_connection = here.ws_connection, None  # gone, and not yet told
            _tell("a")
            here.ws_connection = there
            return await _heard(await ask("a"))

    assert asyncio.run(run()) == TOLD


def test_an_old_connection_that_closes_late_cuts_nobody_off() -> None:
    async def run() -> list[object]:
        async with _server({"a", "b"}) as ask:
            old = await ask("a")
            anew, other = await ask("a"), await ask("b")
            first = RequestInfoSocketHandler._waiters["a"]
            old.close()
            await asyncio.sleep(0.1)
            assert RequestInfoSocketHandler._waiters["a"] is first
            _tell("a")
            _tell("b")
            return [await _heard(anew), await _heard(other)]

    assert asyncio.run(run()) == [TOLD, TOLD]


def test_what_ended_kernels_were_told_is_forgotten() -> None:
    async def run() -> None:
        kernels = {"a", "b"}
        async with _server(kernels) as ask:
            await ask("a")
            _tell("a")
            kernels.remove("a")
            await ask("b")

    asyncio.run(run())
    assert not RequestInfoSocketHandler._cache
