"""The limited child: real limits, real kills, many threads, no orphans."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest

from etl.gate import GateRefusal
from etl.read import read
from etl.reading import pool, wire
from etl.reading.pool import Pool, Zygote
from tests.etl_read.files import STRINGS_XML, small, with_part, with_rows

pytestmark = pytest.mark.slow

T = TypeVar("T")
ROOT = Path(__file__).parents[2]
LIMITED = """
import socket
from etl.reading import child, zygote
child.CPU_SECONDS, child.MEMORY_BYTES, zygote.WALL_SECONDS = {cpu}, {memory}, {wall}
zygote.serve(socket.socket(fileno=0))
"""


def many_numbers(rows: int, columns: int = 20) -> bytes:
    """A large workbook, written by hand because it has to be made quickly."""
    numbers = random.Random(7)
    return with_rows(
        "".join(
            f'<row r="{row}">' + "".join(f"<c><v>{numbers.random()}</v></c>" for _ in range(columns)) + "</row>"
            for row in range(1, rows + 1)
        )
    )


@contextmanager
def limited(cpu: int = 20, memory: int = 1024**3, wall: float = 30.0) -> Iterator[Zygote]:
    """A zygote whose children have tighter limits than those of the house."""
    program = LIMITED.format(cpu=cpu, memory=memory, wall=wall)
    zygote = Zygote((sys.executable, "-c", program))
    try:
        yield zygote
    finally:
        zygote.close()


def refusal(ask: Callable[[], object]) -> str:
    with pytest.raises(GateRefusal) as caught:
        ask()
    return caught.value.code


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def children_of(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def wait_for(look: Callable[[], T], seconds: float = 20.0) -> T:
    end = time.monotonic() + seconds
    while not (found := look()) and time.monotonic() < end:
        time.sleep(0.01)
    return found


def test_twenty_threads_read_at_once() -> None:
    files = [small(), with_rows('<row r="1"><c r="A1"><v>x</v></c></row>'), b"a,b\n1,2\n", b"\x89PNG"]

    def outcome(number: int) -> str:
        try:
            return str(len(read(files[number % 4]).sheets[0].cells))
        except GateRefusal as fault:
            return fault.code

    with ThreadPoolExecutor(20) as threads:
        found = list(threads.map(outcome, range(80)))
    assert found == ["2", "G_BROKEN_PART", "4", "G_NOT_SPREADSHEET"] * 20
    assert len(pool.shared().zygotes) <= pool.SIZE


def test_a_zygote_that_was_killed_is_replaced() -> None:
    read(small())
    killed = list(pool.shared().zygotes)
    for zygote in killed:
        os.kill(zygote.pid, signal.SIGKILL)
    assert len(read(small()).sheets[0].cells) == 2
    assert not set(killed) <= pool.shared().zygotes


def test_a_zygote_has_one_thread_and_not_the_servers_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIDTAM_AUDIT_KEY", "k" * 32)
    with limited() as zygote:
        zygote.ask(small())
        assert len(list(Path(f"/proc/{zygote.pid}/task").iterdir())) == 1
        assert b"TIDTAM" not in Path(f"/proc/{zygote.pid}/environ").read_bytes()


@pytest.mark.slow
def test_a_child_that_is_killed_is_a_refused_file() -> None:
    own = Pool(1)
    data = many_numbers(12_000)
    outcomes: list[str] = []
    worker = threading.Thread(target=lambda: outcomes.append(refusal(lambda: wire.decode(own.ask(data)))))
    worker.start()
    zygote = wait_for(lambda: next(iter(own.zygotes), None))
    assert zygote is not None
    child = wait_for(lambda: children_of(zygote.pid))[0]
    os.kill(child, signal.SIGKILL)
    worker.join(20)
    assert outcomes == ["G_STOPPED"]
    assert len(wire.decode(own.ask(small())).sheets[0].cells) == 2, "the zygote goes on"
    own.close()
    assert not is_alive(zygote.pid)


@pytest.mark.slow
def test_a_child_beyond_its_computing_time_is_too_slow() -> None:
    with limited(cpu=1) as zygote:
        assert refusal(lambda: wire.decode(zygote.ask(many_numbers(20_000)))) == "G_TOO_SLOW"
        assert len(wire.decode(zygote.ask(small())).sheets[0].cells) == 2


@pytest.mark.slow
def test_a_child_beyond_its_time_by_the_clock_is_too_slow() -> None:
    with limited(wall=0.3) as zygote:
        begun = time.monotonic()
        assert refusal(lambda: wire.decode(zygote.ask(many_numbers(28_000)))) == "G_TOO_SLOW"
        assert time.monotonic() - begun < 10


@pytest.mark.slow
def test_a_child_beyond_its_memory_is_too_large() -> None:
    # Every cell names the same text of 32,767 letters: 600 KB of file, 6 GB of cells.
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    text = f'<sst xmlns="{main}"><si><t>{"ก" * 32_767}</t></si></sst>'
    cells = "".join(f'<row r="{row}">' + '<c t="s"><v>0</v></c>' * 100 + "</row>" for row in range(1, 1_001))
    bomb = with_part(with_rows(cells), STRINGS_XML, text.encode())
    begun = time.monotonic()
    assert refusal(lambda: read(bomb)) == "G_TOO_LARGE"
    assert time.monotonic() - begun < 20
    assert len(read(small()).sheets[0].cells) == 2


@pytest.mark.slow
def test_too_many_cells_are_refused_with_their_sheet() -> None:
    with pytest.raises(GateRefusal) as caught:
        read(many_numbers(30_001))
    assert (caught.value.code, caught.value.params) == ("G_CELLS", {"sheet": "ข้อมูล", "limit": "600,000"})


@pytest.mark.slow
def test_nothing_is_left_when_the_server_is_killed() -> None:
    program = (
        "import sys, threading, time\n"
        "from etl.reading import pool\n"
        "from etl.read import read\n"
        "data = open(sys.argv[1], 'rb').read()\n"
        "threading.Thread(target=lambda: read(data), daemon=True).start()\n"
        "while not pool.shared().zygotes: time.sleep(0.01)\n"
        "print(next(iter(pool.shared().zygotes)).pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    path = Path(os.environ.get("TMPDIR", "/tmp")) / f"tidtam-large-{os.getpid()}.xlsx"
    path.write_bytes(many_numbers(28_000))
    server = subprocess.Popen([sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        assert server.stdout is not None
        zygote = int(server.stdout.readline())
        child = wait_for(lambda: children_of(zygote))[0]
        server.kill()
        server.wait()
        assert wait_for(lambda: not is_alive(zygote) and not is_alive(child), 5)
    finally:
        server.kill()
        path.unlink()


def test_an_answer_that_is_no_answer_is_an_unreadable_file() -> None:
    unfilled = b'{"refusal": ["G_CELLS", {}]}'
    for message in (b"", b"[]", b"{}", b"\xff", b'{"refusal": 1}', b'{"refusal": ["X", {}]}', unfilled):
        with pytest.raises(GateRefusal) as caught:
            wire.decode(message)
        assert caught.value.code == "G_UNREADABLE"
