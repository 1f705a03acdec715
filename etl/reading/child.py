"""What the limited child does with one file: gate, read, answer. Nothing it meets escapes as an exception."""

from __future__ import annotations

import gc
import os
import resource
import signal
import warnings
from collections.abc import Callable, Mapping

from etl.gate import GateRefusal, sniff
from etl.reading import wire
from etl.reading.delimited import read_csv
from etl.reading.google import read_google
from etl.reading.grid import Pack
from etl.reading.limits import CPU_SECONDS, MEMORY_BYTES
from etl.reading.ods import read_ods
from etl.reading.process import die_with_parent
from etl.reading.xls import read_xls
from etl.reading.xlsx import read_xlsx

OUT_OF_MEMORY = 71
_MAX_FILES = 64
_READERS: Mapping[str, Callable[[bytes], Pack]] = {
    "xlsx": read_xlsx,
    "xls": read_xls,
    "ods": read_ods,
    "csv": read_csv,
    "google": read_google,
}


def open_pack(data: bytes) -> Pack:
    """Gate and reader in this very process, without limits. Raises GateRefusal for every fault of the file."""
    try:
        return _READERS[sniff(data)](data)
    except (GateRefusal, MemoryError):
        raise
    except Exception as fault:  # openpyxl raises at least ten types on damaged files; none is the caller's concern
        raise GateRefusal("G_UNREADABLE") from fault


def answer(data: bytes, pipe: int, parent: int) -> None:
    """Writes the message for `data` to `pipe` under the child's limits, and leaves the process."""
    try:
        _limit(parent)
        try:
            message = wire.encode(open_pack(data))
        except GateRefusal as refusal:
            message = wire.encode_refusal(refusal)
        _write(pipe, message)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except BaseException:
        os._exit(1)
    os._exit(0)


def _limit(parent: int) -> None:
    die_with_parent(parent)
    gc.disable()
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The kernel says SIGXCPU at the first number and SIGKILL at the second: the first tells slow from large.
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    for which, limit in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, _MAX_FILES),
    ):
        resource.setrlimit(which, (limit, limit))


def _write(pipe: int, message: bytes) -> None:
    view = memoryview(message)
    while view:
        view = view[os.write(pipe, view) :]
