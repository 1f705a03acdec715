"""Recorded exchanges with the real Google, asked again of the local one.

In scope: spreadsheets.get, the values API (get, batchGet, update, batchUpdate, append, clear, batchClear), batchUpdate
with the requests of `changes.DOERS`, and Drive's files create, copy, get, list, delete and comments. Out of scope: CSV
import and export, the requests that `changes` does not know (sorting, pasting, filters, groups, automatic widths),
and whatever the recording asks of a spreadsheet after such a request changed it.
"""

from __future__ import annotations

import http.client
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.google.changes import DOERS
from tests.google.server import EMAIL, LocalGoogle

_BOOK = re.compile(r"/(?:spreadsheets|files)/([^/:?]+)")
_OUT = re.compile(r"/export$|^/upload/")
_HARMLESS = frozenset({"autoResizeDimensions", "setBasicFilter", "clearBasicFilter"})
_TIMES = ("createdTime", "modifiedTime")
_MARKS = ("sheetId", "protectedRangeId", "namedRangeId")
_SCOPES = "https://www.googleapis.com/auth/spreadsheets https://www.googleapis.com/auth/drive"


@dataclass(frozen=True, slots=True)
class Compared:
    """One exchange in scope: where it is recorded, what was asked, what either side says."""

    where: str
    asked: str
    expected: tuple[int, Any]
    found: tuple[int, Any]

    @property
    def is_same(self) -> bool:
        return _plain(self.expected) == _plain(self.found)


def compare(local: LocalGoogle, folder: Path) -> Iterator[Compared]:
    """Every exchange in scope of every recording."""
    token = local.google.issue(EMAIL, _SCOPES)
    address = urlsplit(local.url)
    connection = http.client.HTTPConnection(address.hostname or "", address.port or 0)
    for path in sorted(folder.glob("*.json")):
        local.google.books.clear()
        lost: set[str] = set()
        for number, exchange in enumerate(json.loads(path.read_text())["interactions"]):
            request, parts = exchange["request"], urlsplit(exchange["request"]["uri"])
            book = (_BOOK.search(parts.path) or [None, None])[1]
            body = json.loads(request["body"]) if request["body"] and parts.path[:7] != "/upload" else None
            if _is_out(parts.path, body) or book in lost:
                lost |= {book} if request["method"] != "GET" and book else set()
                if request["method"] != "DELETE":
                    continue
            expected = _answer(exchange["response"])
            _prepare(local, expected, body)
            for file in (expected[1] or {}).get("files", ()):
                if file["id"] not in local.google.books:  # was there before the recording began
                    local.google.add(file["name"], shared_with=EMAIL, id=file["id"]).modified = file["modifiedTime"]
            if expected[0] == 403 and book:
                local.google.add("private", shared_with="somebody@example.com", id=book)
            target = parts.path + (f"?{parts.query}" if parts.query else "")
            data = None if body is None else json.dumps(body)
            connection.request(request["method"], target, data, {"Authorization": f"Bearer {token}"})
            answer = connection.getresponse()
            text = answer.read()
            found = answer.status, json.loads(text) if text else None
            yield Compared(f"{path.stem} #{number}", f"{request['method']} {target} {data or ''}", expected, found)


def _is_out(path: str, body: Any) -> bool:
    if _OUT.search(path):
        return True
    if not path.endswith(":batchUpdate") or "values" in path:
        return False
    return any(next(iter(one)) not in DOERS for one in body["requests"])


def _answer(response: dict[str, Any]) -> tuple[int, Any]:
    text = response["body"]["string"]
    return response["status"]["code"], json.loads(text) if text else None


def _prepare(local: LocalGoogle, expected: tuple[int, Any], body: Any) -> None:
    """What Google numbered by chance is numbered alike here."""
    answer = expected[1] if isinstance(expected[1], dict) else {}
    given: dict[str, list[Any]] = {"id": [answer["id"]] if answer.get("kind") == "drive#file" else []}
    for reply in answer.get("replies", ()):
        for made in reply.values():
            for own in made.values():
                for mark in _MARKS:
                    if isinstance(own, dict) and own.get(mark):
                        given.setdefault(mark, []).append(own[mark])
    local.google.given_ids = given
    local.google.clock.advance(1)


def _plain(answer: tuple[int, Any]) -> tuple[int, Any]:
    """An answer without the moments at which it was recorded."""
    return answer[0], _timeless(answer[1])


def _timeless(value: Any) -> Any:
    if isinstance(value, list):
        return [_timeless(one) for one in value]
    if isinstance(value, dict):
        return {name: "a moment" if name in _TIMES else _timeless(one) for name, one in value.items()}
    return value
