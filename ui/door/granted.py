"""Which files a session may fetch or send: exactly those whose address the server itself told that session.

A download that is made when its button is pressed has no address yet but a number (32 hexadecimal digits); Streamlit
would make it for whoever names the number, so that is asked here too.
"""

from __future__ import annotations

import re
import time
from functools import lru_cache
from threading import Lock

from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from ledger.sessions import LONGEST

_ADDRESS = re.compile(rb"/(?:media|_stcore/upload_file)/[\w.-]+(?:/[\w.-]+)?")
_NUMBER = re.compile(rb"\x20([0-9a-f]{32})")
"""The number after the byte that says its length, as protobuf writes a text of 32 characters."""
MOST_NUMBERS = 5_000
LONG_BYTES = 4_096
_MARKS = (b"/media/", b"/_stcore/upload_file/")


class Granted:
    """Addresses of downloads and uploads by session, learned from what goes out on its websocket."""

    def __init__(self) -> None:
        self._of: dict[str, tuple[float, dict[str, None]]] = {}
        self._lock = Lock()

    def read(self, session: str, message: bytes) -> None:
        """Remember every such address in a message to this session."""
        found = _told_in_long(message) if len(message) >= LONG_BYTES else _told_in(message)
        if not found:
            return
        with self._lock:
            oldest = time.monotonic() - LONGEST.total_seconds()
            for gone in [one for one, (begun, _) in self._of.items() if begun < oldest]:
                del self._of[gone]
            told = self._of.setdefault(session, (time.monotonic(), {}))[1]
            told.update(dict.fromkeys(found))
            # Each run of a page numbers its buttons anew; the oldest numbers are of pages long gone.
            if len(told) > MOST_NUMBERS:
                for old in list(told)[: len(told) - MOST_NUMBERS]:
                    del told[old]

    def holds(self, session: str, told: str) -> bool:
        """Whether this session was told this address or number."""
        with self._lock:
            return told in self._of.get(session, (0.0, {}))[1]

    def may_ask(self, session: str, message: bytes) -> bool:
        """Whether a message from this session names only such numbers of downloads and tables as it was told."""
        try:
            asked = BackMsg.FromString(message)
        except DecodeError:
            return True  # Streamlit itself closes the line on what is no message of its own.
        if asked.WhichOneof("type") != "backend_operation_request":
            return True
        wanted = asked.backend_operation_request
        numbers = {"deferred_file": wanted.deferred_file.file_id, "dataframe_chunk": wanted.dataframe_chunk.source_id}
        number = numbers.get(wanted.WhichOneof("payload") or "")
        return number is not None and self.holds(session, number)


@lru_cache(maxsize=512)
def _told_in(message: bytes) -> tuple[str, ...]:
    """The addresses and numbers in a message; most messages go to many sessions alike."""
    found = _NUMBER.findall(message)
    if any(mark in message for mark in _MARKS):
        found += _ADDRESS.findall(message)
    return tuple(one.decode("ascii") for one in found)


@lru_cache(maxsize=32)
def _told_in_long(message: bytes) -> tuple[str, ...]:
    """The same of a long message: what looks like a number in a piece of a page's markup is none."""
    if not _is_markup(message):
        return _told_in.__wrapped__(message)
    found = _ADDRESS.findall(message) if any(mark in message for mark in _MARKS) else []
    return tuple(one.decode("ascii") for one in found)


def _is_markup(message: bytes) -> bool:
    """Whether a message is a piece of a page's markup, in which there is no button and no table."""
    try:
        told = ForwardMsg.FromString(message)
    except DecodeError:
        return False
    return told.WhichOneof("type") == "delta" and told.delta.new_element.WhichOneof("type") == "html"


def is_run(message: bytes) -> bool:
    """Whether a message asks for a run of the page and for nothing else."""
    try:
        return BackMsg.FromString(message).WhichOneof("type") == "rerun_script"
    except DecodeError:
        return False
