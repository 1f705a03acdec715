"""A websocket for a thread that asks and waits, over TLS, too.

All lines of a process live in one event loop: the threaded client of the same library reads and writes one TLS stream
in two threads at a time, which the `ssl` of Python 3.11 does not keep apart. About one line in five hundred then hung
for a minute, or broke with "wrong version number".
"""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Coroutine
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

import uvloop
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

Answer = TypeVar("Answer")

PATIENCE_S = 120.0


@dataclass(frozen=True)
class Line:
    """One open websocket."""

    inner: ClientConnection

    def send(self, message: bytes) -> None:
        """Raises ConnectionClosed where the line is broken."""
        _done(self.inner.send(message))

    def recv(self, timeout_s: float = PATIENCE_S) -> bytes:
        """The next message. Raises TimeoutError after so many seconds, ConnectionClosed where the line is broken."""
        heard = _done(_heard(self.inner, timeout_s))
        return heard if isinstance(heard, bytes) else heard.encode()

    def close(self) -> None:
        _done(self.inner.close())


def opened(address: str, cookie: str, gives_up_s: float = 15.0) -> Line:
    """The line of Streamlit at this http(s) address. Raises TimeoutError when it is not open in so many seconds."""
    return Line(_done(_opened(address, cookie, gives_up_s)))


async def _heard(inner: ClientConnection, timeout_s: float) -> str | bytes:
    async with asyncio.timeout(timeout_s):
        return await inner.recv()


async def _opened(address: str, cookie: str, gives_up_s: float) -> ClientConnection:
    return await connect(
        address.replace("http", "ws", 1) + "/_stcore/stream",
        ssl=ssl._create_unverified_context() if address.startswith("https") else None,
        origin=Origin(address),
        additional_headers={"Cookie": cookie},
        subprotocols=[Subprotocol("streamlit"), Subprotocol("no-token")],
        open_timeout=gives_up_s,
        max_size=None,
        max_queue=None,
        compression=None,
        ping_interval=None,  # a browser asks no server whether it is still there
    )


@cache
def _loop() -> asyncio.AbstractEventLoop:
    loop = uvloop.new_event_loop()
    threading.Thread(target=loop.run_forever, name="lines", daemon=True).start()
    return loop


def _done(work: Coroutine[Any, Any, Answer]) -> Answer:
    return asyncio.run_coroutine_threadsafe(work, _loop()).result()
