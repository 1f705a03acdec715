"""The server's side: a few zygotes, started when first needed, replaced when they die, shared by all threads."""

from __future__ import annotations

import atexit
import contextlib
import os
import queue
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from etl.gate import GateRefusal
from etl.reading.limits import ANSWER_BYTES, WALL_SECONDS
from etl.reading.process import receive_frame, send_frame

SIZE = 2
QUEUE_SECONDS = 180.0
_ATTEMPTS = 2
"""A zygote may have been killed while it was idle; a second one that dies was killed by the file."""
_GRACE_SECONDS = 10.0
_ROOT = Path(__file__).resolve().parents[2]
_KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PYTHONPATH", "PYTHONHOME", "TZ", "VIRTUAL_ENV")
"""The reader of strangers' files is not given the audit key or the ledger's address."""


class _Lost(Exception):
    """The zygote ended before it answered."""


class Zygote:
    """One zygote process and the socket to it; used by one thread at a time."""

    def __init__(self, command: Sequence[str] = (sys.executable, "-m", "etl.reading")) -> None:
        ours, theirs = socket.socketpair()
        ours.settimeout(WALL_SECONDS + _GRACE_SECONDS)
        environment = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
        with theirs:
            self.process = subprocess.Popen(
                command,
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                cwd=_ROOT,
                env=environment,
            )
        self._socket = ours

    @property
    def pid(self) -> int:
        return self.process.pid

    def let_go(self) -> None:
        """Closes this process's end of the socket and leaves the process alone."""
        self._socket.close()

    def ask(self, data: bytes) -> bytes:
        """The message for one file. Raises _Lost when the zygote died, GateRefusal when it does not answer."""
        try:
            send_frame(self._socket, data)
            message = receive_frame(self._socket, ANSWER_BYTES)
        except TimeoutError as fault:
            raise GateRefusal("G_TOO_SLOW") from fault
        except OSError as fault:
            raise _Lost from fault
        if message is None:
            raise _Lost
        return message

    def close(self) -> None:
        """Ends the process; it leaves by itself at the end of its socket, and is killed if it does not."""
        self.let_go()
        try:
            self.process.wait(1)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Pool:
    """At most `size` files are read at once; further callers wait their turn."""

    def __init__(self, size: int = SIZE) -> None:
        self._free: queue.LifoQueue[Zygote | None] = queue.LifoQueue()
        for _ in range(size):
            self._free.put(None)
        self.zygotes: set[Zygote] = set()
        """Those that were started and not yet closed."""

    def ask(self, data: bytes) -> bytes:
        """The message for one file. Raises GateRefusal when no zygote is free in time or none survives the file."""
        try:
            zygote = self._free.get(timeout=QUEUE_SECONDS)
        except queue.Empty as fault:
            raise GateRefusal("G_BUSY") from fault
        healthy: Zygote | None = None
        try:
            for _ in range(_ATTEMPTS):
                zygote = zygote or self._start()
                try:
                    message = zygote.ask(data)
                    healthy = zygote
                    return message
                except _Lost:
                    self._end(zygote)
                    zygote = None
            raise GateRefusal("G_UNREADABLE")
        finally:
            if zygote is not None and healthy is None:
                self._end(zygote)
            self._free.put(healthy)

    def _start(self) -> Zygote:
        try:
            zygote = Zygote()
        except OSError as fault:
            raise GateRefusal("G_BUSY") from fault
        self.zygotes.add(zygote)
        return zygote

    def _end(self, zygote: Zygote) -> None:
        self.zygotes.discard(zygote)
        zygote.close()

    def close(self) -> None:
        """Ends every zygote that is not busy; a later file starts a new one."""
        free: list[Zygote | None] = []
        with contextlib.suppress(queue.Empty):
            while True:
                free.append(self._free.get_nowait())
        for zygote in free:
            if zygote is not None:
                self._end(zygote)
            self._free.put(None)


_pool = Pool()


def shared() -> Pool:
    """The pool of this process."""
    return _pool


def _forget() -> None:
    """A forked process must not speak on its parent's sockets."""
    global _pool
    for zygote in _pool.zygotes:
        zygote.let_go()
    _pool = Pool()


def _close() -> None:
    _pool.close()


atexit.register(_close)
os.register_at_fork(after_in_child=_forget)
