"""A server that is told to stop finishes what is being recorded, and only then ends."""

from __future__ import annotations

import shutil
import sqlite3
import threading
import time
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from ledger import verified
from tests.pages.conftest import served
from tests.pages.wire import session
from tests.shared import ledger_in

pytestmark = pytest.mark.slow
HELD_SECONDS = 6.0
"""Longer than a busy machine takes to end a server that waits for nothing."""


def test_what_is_being_recorded_is_recorded_before_the_server_ends(small_demo: Path, tmp_path: Path) -> None:
    """The check of the chain is asked for, its verdict waits for the pen, and then the server is told to stop."""
    folder = tmp_path / "data"
    shutil.copytree(small_demo, folder)
    pen = sqlite3.connect(folder / "ledger.sqlite", isolation_level=None, check_same_thread=False)
    with served(folder, is_afresh=True) as address, session(address) as tab:
        screen = tab.open("audit", "")
        (button,) = [one.element.button for one in screen.of("button") if one.keys[-1] == "audit_verify"]
        pen.execute("BEGIN IMMEDIATE")
        pressed = BackMsg()
        pressed.rerun_script.page_name = "audit"
        pressed.rerun_script.widget_states.widgets.append(WidgetState(id=button.id, trigger_value=True))
        tab.line.send(pressed.SerializeToString())
        while "กำลัง".encode() not in (tab.line.recv(30) or b""):  # type: ignore[operator]
            pass  # Until the page says that it is at work.
        time.sleep(1)
        began = time.monotonic()
        threading.Timer(HELD_SECONDS, lambda: pen.execute("ROLLBACK")).start()
    assert time.monotonic() - began >= HELD_SECONDS, "the server did not wait"
    pen.close()
    ledger = ledger_in(folder)
    with ledger.read() as connection:
        last = verified.last(connection)
    ledger.close()
    assert last is not None and last.count == 0
