"""Which files a session may fetch or send: exactly those whose address the server itself told that session."""

from __future__ import annotations

import re
import time
from threading import Lock

from ledger.sessions import LONGEST

_ADDRESS = re.compile(rb"/(?:media|_stcore/upload_file)/[\w.-]+(?:/[\w.-]+)?")
_MARKS = (b"/media/", b"/_stcore/upload_file/")


class Granted:
    """Addresses of downloads and uploads by session, learned from what goes out on its websocket."""

    def __init__(self) -> None:
        self._of: dict[str, tuple[float, set[str]]] = {}
        self._lock = Lock()

    def read(self, session: str, message: bytes) -> None:
        """Remember every such address in a message to this session."""
        if not any(mark in message for mark in _MARKS):
            return
        found = {one.decode("ascii") for one in _ADDRESS.findall(message)}
        with self._lock:
            oldest = time.monotonic() - LONGEST.total_seconds()
            for gone in [one for one, (begun, _) in self._of.items() if begun < oldest]:
                del self._of[gone]
            self._of.setdefault(session, (time.monotonic(), set()))[1].update(found)

    def holds(self, session: str, path: str) -> bool:
        """Whether this session was told this address."""
        return path in self._of.get(session, (0.0, ()))[1]
