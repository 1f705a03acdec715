"""Two things that the standard library leaves out: dying with one's parent, and frames on a socket."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import struct
import sys

_PR_SET_PDEATHSIG = 1
_LENGTH = struct.Struct(">I")
_CHUNK = 1024 * 1024


def die_with_parent(parent: int) -> None:
    """Asks Linux to kill this process when `parent`, which forked it, ends; elsewhere the end of its pipe must do."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def send_frame(connection: socket.socket, message: bytes) -> None:
    """Sends one message, its length first. Raises OSError when the other side is gone or too slow."""
    connection.sendall(_LENGTH.pack(len(message)))
    connection.sendall(message)


def receive_frame(connection: socket.socket, limit: int) -> bytes | None:
    """The next message, or None at the end. Raises OSError when it is cut short, late or longer than `limit`."""
    header = _receive(connection, _LENGTH.size)
    if header is None:
        return None
    (length,) = _LENGTH.unpack(header)
    if length > limit:
        raise ConnectionError("the message is too long")
    message = _receive(connection, length)
    if message is None:
        raise ConnectionError("the message was cut short")
    return message


def _receive(connection: socket.socket, length: int) -> bytes | None:
    parts = bytearray()
    while len(parts) < length:
        part = connection.recv(min(_CHUNK, length - len(parts)))
        if not part:
            if parts:
                raise ConnectionError("the message was cut short")
            return None
        parts += part
    return bytes(parts)
