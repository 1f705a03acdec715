"""The clean process that every reader is forked from: one thread, everything imported, one file at a time."""

from __future__ import annotations

import gc
import os
import select
import signal
import socket
import time

from etl.gate import MAX_BYTES, GateRefusal
from etl.reading import child, wire
from etl.reading.limits import ANSWER_BYTES, WALL_SECONDS
from etl.reading.process import receive_frame, send_frame

_CHUNK = 1024 * 1024


class _ParentGone(Exception):
    """The server closed its end, or died: nobody waits for the answer."""


def serve(connection: socket.socket) -> None:
    """Answers files until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.collect()
    gc.freeze()
    while True:
        try:
            data = receive_frame(connection, MAX_BYTES)
            if data is None:
                return
            send_frame(connection, _answer(connection, data))
        except (OSError, _ParentGone):
            return


def _answer(connection: socket.socket, data: bytes) -> bytes:
    """The child's message, or the refusal that says how it ended."""
    ours, theirs = os.pipe()
    parent = os.getpid()
    pid = os.fork()
    if pid == 0:
        os.close(ours)
        connection.close()
        child.answer(data, theirs, parent)
    os.close(theirs)
    try:
        message = _collect(connection, ours)
    except GateRefusal as refusal:
        _end(pid)
        return wire.encode_refusal(refusal)
    except BaseException:
        _end(pid)
        raise
    finally:
        os.close(ours)
    _, status = os.waitpid(pid, 0)
    return message if status == 0 else wire.encode_refusal(_ended(status))


def _end(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def _collect(connection: socket.socket, pipe: int) -> bytes:
    """Everything the child writes. Raises GateRefusal when its time is up or its answer too long, and _ParentGone."""
    deadline = time.monotonic() + WALL_SECONDS
    parts = bytearray()
    poll = select.poll()
    poll.register(pipe, select.POLLIN)
    poll.register(connection, select.POLLIN)
    while (rest := deadline - time.monotonic()) > 0:
        ready = dict(poll.poll(rest * 1000))
        if connection.fileno() in ready:
            raise _ParentGone
        if pipe in ready:
            part = os.read(pipe, _CHUNK)
            if not part:
                return bytes(parts)
            parts += part
            if len(parts) > ANSWER_BYTES:
                raise GateRefusal("G_TOO_LARGE")
    raise GateRefusal("G_TOO_SLOW")


def _ended(status: int) -> GateRefusal:
    """Why a child ended without an answer: out of time or memory, killed from outside, or broken by the file.

    Its own limits never kill it: whoever did (an operator, a machine short of memory) may let it live the next time.
    """
    ended_by = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    if ended_by == signal.SIGXCPU:
        return GateRefusal("G_TOO_SLOW")
    if ended_by == signal.SIGKILL:
        return GateRefusal("G_STOPPED")
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) == child.OUT_OF_MEMORY:
        return GateRefusal("G_TOO_LARGE")
    return GateRefusal("G_UNREADABLE")
