"""A hundred people at once, each changing a filter of the overview every five seconds, before one server process.

What the browser sends for the first visit and for a press on each round is recorded once from a real one; sessions
without a browser then send the same. Measured from sending to the server's word that the run has finished.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import sync_playwright
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from benchmarks.browser import SCREEN, WATCH, still
from benchmarks.contenders import OVERVIEW
from benchmarks.served import cpu_seconds, fill, memory_mib, served
from benchmarks.timing import Row

SESSIONS = 100
EVERY_S = 5.0
CHANGES = 12
LIMIT_MS = 500
COME_IN_S = 20.0
"""Everybody has come in by then; the changes begin."""
FINISHED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


@dataclass
class Told:
    """What the sessions found: milliseconds of each change, and what went wrong."""

    taken_ms: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    cpu_s: float = 0.0
    """Processor time of the server while filters were changed."""


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder))
        with served("app.py", Path(folder)) as (address, pid):
            first, presses = _recorded(address)
            before = memory_mib(pid)
            told = asyncio.run(_crowd(address.replace("http", "ws") + "/_stcore/stream", first, presses, pid))
            after = memory_mib(pid)
    taken = sorted(told.taken_ms)
    note = f"{len(taken)} changes, {len(told.faults)} errors {told.faults[:1] or ''}"
    yield Row(
        f"{SESSIONS} sessions, a filter every {EVERY_S:.0f} s: median", statistics.median(taken), len(taken), note
    )
    yield Row("  95th percentile", taken[int(len(taken) * 0.95)], len(taken), limit=LIMIT_MS)
    yield Row("  processor of the server per change", told.cpu_s / len(taken) * 1000, len(taken), "")
    yield Row("  memory per session", (after - before) / SESSIONS, SESSIONS, f"{before:.0f} → {after:.0f} MiB", "MiB")


def _recorded(address: str) -> tuple[bytes, tuple[bytes, bytes]]:
    """What a browser sends when it opens the overview, and when round 1 and then round 2 is pressed."""
    sent: list[bytes] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport=SCREEN)
        page.add_init_script(WATCH)
        page.on("websocket", lambda line: line.on("framesent", lambda data: sent.append(_bytes(data))))
        page.goto(address)
        still(page, OVERVIEW.last)
        pressed = []
        for number in (1, 2, 1, 2):
            page.get_by_role("radio", name=f"รอบที่ {number}").click()
            page.wait_for_timeout(2000)
            pressed.append(sent[-1])
        browser.close()
    return sent[0], (pressed[2], pressed[3])


def _bytes(data: bytes | str) -> bytes:
    return data.encode() if isinstance(data, str) else data


async def _crowd(address: str, first: bytes, presses: tuple[bytes, bytes], pid: int) -> Told:
    told = Told()
    visits = asyncio.gather(*(_visit(address, first, presses, told, place) for place in range(SESSIONS)))
    await asyncio.sleep(COME_IN_S)
    begun = cpu_seconds(pid)
    await visits
    told.cpu_s = cpu_seconds(pid) - begun
    return told


async def _visit(address: str, first: bytes, presses: tuple[bytes, bytes], told: Told, place: int) -> None:
    """One session: they come in one after another and press at moments of their own."""
    came = COME_IN_S * place / SESSIONS
    await asyncio.sleep(came)
    chance = random.Random(place)
    try:
        async with connect(address, subprotocols=[Subprotocol("streamlit")], max_size=None) as line:
            await _run(line, first)
            await asyncio.sleep(COME_IN_S - came + chance.uniform(0, EVERY_S))
            for turn in range(CHANGES):
                started = time.perf_counter()
                await _run(line, presses[turn % 2])
                told.taken_ms.append((time.perf_counter() - started) * 1000)
                await asyncio.sleep(max(0, EVERY_S - (time.perf_counter() - started)))
    except Exception as fault:  # whatever went wrong with a session is what is being counted
        told.faults.append(repr(fault))


async def _run(line: ClientConnection, frame: bytes) -> None:
    """Send what a browser would and read until the run has finished."""
    await line.send(frame)
    async with asyncio.timeout(60):
        while True:
            message = ForwardMsg()
            message.ParseFromString(_bytes(await line.recv()))
            kind = message.WhichOneof("type")
            if kind == "script_finished":
                if message.script_finished not in FINISHED:
                    raise RuntimeError(f"finished as {message.script_finished}")
                return
            if kind == "delta" and message.delta.new_element.HasField("exception"):
                raise RuntimeError(message.delta.new_element.exception.message)
