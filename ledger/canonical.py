"""One way to write a value down, so that the same content always has the same digest."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeAlias

import sqlalchemy as sa

Json: TypeAlias = "None | bool | int | float | str | Sequence[Json] | Mapping[str, Json]"

# PostgreSQL text holds no NUL, and half a surrogate pair has no UTF-8; both can stand in a hostile file name.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def clean(value: Any) -> Any:
    """The value with every character that a database cannot keep replaced by U+FFFD, at any depth."""
    if isinstance(value, str):
        return _UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, Mapping):
        return {clean(key): clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [clean(item) for item in value]
    return value


def canonical(value: Json) -> str:
    """JSON text with sorted keys and no spaces. Raises TypeError on what JSON cannot hold, ValueError on NaN."""
    return json.dumps(clean(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def sha256(data: bytes) -> str:
    """The SHA-256 of the bytes, 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def say_moment(moment: datetime) -> str:
    """A moment as it enters a digest: ISO, always to the microsecond."""
    return moment.isoformat(timespec="microseconds")


def digest_of_rows(table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> str:
    """The digest of these rows of `table`, every column, in the order of the primary key.

    It is the same before the rows are written and after they are read back, in every engine.
    """
    keys = [column.name for column in table.primary_key]
    ordered = sorted(rows, key=lambda row: tuple(row[key] for key in keys))
    plain = [{column.name: _plain(row.get(column.name)) for column in table.columns} for row in ordered]
    return sha256(canonical(plain).encode())


def _plain(value: Any) -> Json:
    if isinstance(value, bytes | memoryview):
        return f"sha256:{sha256(bytes(value))}"
    if isinstance(value, datetime):
        return say_moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise TypeError(f"no canonical form: {type(value).__name__}")
