"""Rows as lines of JSON, the same for every engine: the first line names the columns, each other is one row."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import IO, Any

import sqlalchemy as sa

from ledger.backup.manifest import Table


def write(table: sa.Table, rows: Iterable[Sequence[Any]], into: IO[bytes]) -> Table:
    """Write the rows (columns in the table's order); what was written, for the manifest."""
    digest, count = hashlib.sha256(), 0
    for line in _lines(table, rows):
        digest.update(line)
        into.write(line)
        count += 1
    return Table(count - 1, digest.hexdigest())


def read(table: sa.Table, lines: Iterator[bytes]) -> Iterator[dict[str, Any]]:
    """The rows of the lines that `write` wrote, for an insert. Raises ValueError, KeyError or TypeError otherwise."""
    names: list[str] = json.loads(next(lines, b"[]"))
    wakers = [_waker(table.c[name].type) for name in names]
    for line in lines:
        values = json.loads(line)
        yield {
            name: None if value is None else wake(value)
            for name, wake, value in zip(names, wakers, values, strict=True)
        }


def _lines(table: sa.Table, rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    yield _line([column.name for column in table.columns])
    for row in rows:
        yield _line([_plain(value) for value in row])


def _line(values: list[Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _plain(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    if isinstance(value, date):
        return value.isoformat()
    return value


def _waker(kind: sa.types.TypeEngine[Any]) -> Callable[[Any], Any]:
    if isinstance(kind, sa.LargeBinary):
        return base64.b64decode
    if isinstance(kind, sa.DateTime):
        return datetime.fromisoformat
    if isinstance(kind, sa.Date):
        return date.fromisoformat
    return lambda value: value
