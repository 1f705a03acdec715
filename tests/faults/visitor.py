"""Somebody who is signed in and uploads through the page, without a browser."""

from __future__ import annotations

import re

import requests
from websockets.exceptions import WebSocketException

from benchmarks.crowd import RECEIPT, Tab
from etl import people
from ledger import accounts, sessions
from tests.faults.scene import FAULTY, Scene
from tests.pages.wire import screen_of

HEAD = re.compile(r"\b(\d+:[0-9a-f]{64})\b")
CUT = (OSError, EOFError, WebSocketException, requests.RequestException)
"""What a client meets when the server is gone, or does not let anybody in."""


def signed_in(scene: Scene) -> str:
    """The administrator has an account; the secret of a session."""
    with scene.ledger() as ledger, ledger.write("admin") as writer:
        accounts.add(writer, "admin")
        accounts.set_password(writer, "admin", "$argon2id$none")
        return sessions.begin(writer, people.user(writer.connection, "admin"))


def receipts_in(mine: Tab) -> list[tuple[str, str]]:
    """The numbers and heads of the receipts that are on the page, as far as it was heard; nothing else may be wrong."""
    shown = screen_of(mine.heard)
    assert not FAULTY.search(shown.html), shown.html
    numbers = {found[1] for one in shown.of("download_button") if (found := RECEIPT.fullmatch(one.keys[-1]))}
    return [(number, head) for number in numbers for head in HEAD.findall(shown.html) or [""]]
