"""Bytes of a workbook → its cells, read in a limited child process.

Safe to call from any number of threads; two files are read at once and the others wait.
"""

from __future__ import annotations

from etl.cells import Workbook
from etl.gate.sniff import refuse_size
from etl.marking.known import without_summary
from etl.reading import pool, wire


def read(data: bytes) -> Workbook:
    """Every sheet of a .xlsx or .csv file, cells as the file holds them.

    Raises GateRefusal, and nothing else, when the file may not or cannot be read: wrong kind, damaged, hostile, too
    large, or beyond 1 GiB of memory, 20 s of computing or 30 s in all. The summary sheet of a marked copy is left out.
    """
    return without_summary(read_all(data))


def read_all(data: bytes) -> Workbook:
    """The same with the summary sheet that marking put in front."""
    refuse_size(len(data))
    return wire.decode(pool.shared().ask(data))


def warm_up() -> None:
    """Starts a reader ahead of the first file, so that nobody waits for its imports."""
    read(b"1\n")
