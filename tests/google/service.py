"""The local Google's desk: who asks, may they, does the quota allow it, and which part of it answers."""

from __future__ import annotations

import re
import secrets
import threading
from collections import Counter
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.google import drive, masks, values
from tests.google.book import ApiFault, Book, Tab
from tests.google.changes import batch_update
from tests.google.clock import VirtualClock
from tests.google.faults import Faults, Quota
from tests.google.showing import show

READ_SHEETS, READ_DRIVE = "spreadsheets", "drive"
_SCOPES = "https://www.googleapis.com/auth/"
LATENCY_SECONDS = 0.3
TOKEN_SECONDS = 3600

NOT_FOUND = ApiFault(404, "NOT_FOUND", "Requested entity was not found.")
NOT_ALLOWED = ApiFault(403, "PERMISSION_DENIED", "The caller does not have permission")
NO_SCOPE = ApiFault(403, "PERMISSION_DENIED", "Request had insufficient authentication scopes.")
NO_TOKEN = ApiFault(
    401, "UNAUTHENTICATED", "Request had invalid authentication credentials. Expected OAuth 2 access token."
)
TOO_MANY = ApiFault(429, "RESOURCE_EXHAUSTED", "Quota exceeded for quota metric 'Read requests' of the service.")

_SHEETS = re.compile(r"/v4/spreadsheets/(?P<id>[^/:]+)(?P<values>/values)?(?:/(?P<range>.+?))?(?P<verb>:\w+)?")
_FILES = re.compile(r"/drive/v3/files(?:/(?P<id>[^/]+))?(?:/(?P<what>\w+))?")


@dataclass(frozen=True, slots=True)
class Token:
    """What an access token stands for."""

    email: str
    scopes: tuple[str, ...]
    ends_at: float


@dataclass(frozen=True, slots=True)
class Asked:
    """One request."""

    method: str
    path: str
    query: dict[str, str]
    ranges: list[str]
    body: Any
    email: str
    scopes: tuple[str, ...]

    @property
    def is_writing(self) -> bool:
        return self.method != "GET"


class Google:
    """Spreadsheets, files and tokens; safe between the threads of the HTTP server."""

    def __init__(self, clock: VirtualClock | None = None) -> None:
        self.clock = clock or VirtualClock()
        self.books: dict[str, Book] = {}
        self.tokens: dict[str, Token] = {}
        self.quota, self.faults = Quota(self.clock), Faults()
        self.asked: Counter[str] = Counter()
        """Requests that were answered, by spreadsheet or file."""
        self.given_ids: dict[str, list[Any]] = {}
        """Numbers to give to what is made next, for a replay."""
        self.may_create = True
        self.lock = threading.RLock()
        self._made = 0

    def issue(self, email: str, scopes: str) -> str:
        """An access token for an account that proved who it is."""
        token = f"ya29.{secrets.token_hex(12)}"
        self.tokens[token] = Token(email, tuple(scopes.split()), self.clock.monotonic() + TOKEN_SECONDS)
        return token

    def end_tokens(self) -> None:
        """Every token stops working now; a new one can be had."""
        self.tokens.clear()

    def add(self, title: str, *, shared_with: str, role: str = "writer", id: str | None = None) -> Book:
        """A spreadsheet of some agency, shared with an account."""
        with self.lock:
            return self._new_book(title, {"agency@example.go.th": "owner", shared_with: role}, id)

    def _new_book(self, title: str, roles: dict[str, str], id: str | None = None) -> Book:
        moment = self._stamp()
        book_id = id or self._given("id") or f"1{secrets.token_urlsafe(32)}"[:44]
        book = Book(book_id, title, moment, moment, roles)
        self.books[book.id] = book
        return book

    def touch(self, book: Book) -> None:
        """A spreadsheet was changed just now."""
        book.modified, book.version = self._stamp(), book.version + 1

    def _stamp(self) -> str:
        return self.clock.utc().isoformat(timespec="milliseconds") + "Z"

    def _given(self, kind: str) -> Any:
        waiting = self.given_ids.get(kind)
        return waiting.pop(0) if waiting else None

    def new_number(self, kind: str) -> int:
        """A number for a sheet, a protected range or a named one."""
        self._made += 1
        return int(self._given(kind) or 1_000_000 + self._made)

    def answer(self, method: str, url: str, body: Any, authorization: str) -> tuple[int, Any]:
        """Status and JSON of one request; quota and faults are the server's part."""
        parts = urlsplit(url)
        pairs = parse_qsl(parts.query, keep_blank_values=True)
        token = self.tokens.get(authorization.removeprefix("Bearer "))
        try:
            with self.lock:
                if token is None or token.ends_at <= self.clock.monotonic():
                    raise NO_TOKEN
                ranges = [value for name, value in pairs if name == "ranges"]
                asked = Asked(method, parts.path, dict(pairs), ranges, body, token.email, token.scopes)
                return self._route(asked)
        except ApiFault as fault:
            return fault.code, as_json(fault)

    def _route(self, asked: Asked) -> tuple[int, Any]:
        if (found := _SHEETS.fullmatch(asked.path)) is not None:
            return 200, self._sheets(asked, found)
        if (found := _FILES.fullmatch(asked.path)) is not None:
            return self._files(asked, found)
        raise NOT_FOUND

    def _book(self, asked: Asked, book_id: str, *, is_drive: bool = False) -> Book:
        """The spreadsheet, when this account may do this to it. Raises ApiFault."""
        book = self.books.get(book_id)
        if book is None:
            raise _no_file(book_id) if is_drive else NOT_FOUND
        role = book.roles.get(asked.email)
        if role is None:
            raise _no_file(book_id) if is_drive else NOT_ALLOWED
        if asked.is_writing and role == "reader":
            raise NOT_ALLOWED
        if asked.is_writing and not set(asked.scopes) & {_SCOPES + "spreadsheets", _SCOPES + "drive"}:
            raise NO_SCOPE
        self.asked[book_id] += 1
        return book

    def _sheets(self, asked: Asked, found: re.Match[str]) -> Any:
        book = self._book(asked, found["id"])
        verb = found["verb"] or ""
        answer = self._values(asked, book, found, verb) if found["values"] else self._spreadsheet(asked, book, verb)
        if asked.is_writing:
            self.touch(book)
        return answer

    def _spreadsheet(self, asked: Asked, book: Book, verb: str) -> Any:
        if verb == ":batchUpdate":
            return batch_update(book, asked.body, self.new_number)
        if asked.is_writing or verb:
            raise NOT_FOUND
        return show(book, asked.query, asked.ranges)

    def _values(self, asked: Asked, book: Book, found: re.Match[str], verb: str) -> Any:
        option = asked.query.get("valueInputOption", "")
        where = unquote(found["range"] or "")
        match asked.method, verb:
            case "GET", "":
                return values.get(book, where, asked.query)
            case "GET", ":batchGet":
                return values.batch_get(book, asked.ranges, asked.query)
            case "PUT", "":
                return values.update(book, where, asked.body, option)
            case "POST", ":append":
                return values.append(book, where, asked.body, option)
            case "POST", ":clear":
                return values.clear(book, where)
            case "POST", ":batchUpdate":
                return values.batch_update(book, asked.body)
            case "POST", ":batchClear":
                return values.batch_clear(book, asked.body)
        raise NOT_FOUND

    def _files(self, asked: Asked, found: re.Match[str]) -> tuple[int, Any]:
        if found["id"] is None:
            return 200, self._create(asked) if asked.is_writing else drive.listed(self._visible(asked), asked.query)
        book = self._book(asked, found["id"], is_drive=True)
        match asked.method, found["what"]:
            case "GET", None:
                return 200, masks.kept(drive.shown(book), masks.parse(asked.query["fields"])) if (
                    "fields" in asked.query
                ) else drive.brief(book)
            case "DELETE", None:
                del self.books[book.id]
                return 204, None
            case "POST", "copy":
                return 200, self._copy(asked, book)
            case "POST", "permissions":
                book.roles[asked.body["emailAddress"]] = asked.body["role"]
                return 200, {"kind": "drive#permission", "type": asked.body["type"], "role": asked.body["role"]}
            case "GET", "comments":
                return 200, {"comments": []}
        raise NOT_FOUND

    def _visible(self, asked: Asked) -> list[Book]:
        return [book for book in self.books.values() if asked.email in book.roles]

    def _create(self, asked: Asked) -> Any:
        if not self.may_create:
            raise ApiFault(403, "PERMISSION_DENIED", "The user's Drive storage quota has been exceeded.")
        book = self._new_book(asked.body["name"], {asked.email: "owner"})
        book.app_properties = asked.body.get("appProperties", {})
        return drive.brief(book)

    def _copy(self, asked: Asked, book: Book) -> Any:
        made = self._new_book(asked.body.get("name") or f"Copy of {book.title}", {asked.email: "owner"})
        made.tabs = [Tab(tab.sheet_id, tab.title, tab.rows, tab.columns, dict(tab.spots)) for tab in book.tabs]
        return drive.brief(made)


def as_json(fault: ApiFault) -> Any:
    """Google's error body."""
    return {"error": {"code": fault.code, "message": fault.message, "status": fault.status, **fault.more}}


def _no_file(file_id: str) -> ApiFault:
    told = {"message": f"File not found: {file_id}.", "domain": "global", "reason": "notFound"}
    told |= {"location": "fileId", "locationType": "parameter"}
    return ApiFault(404, "NOT_FOUND", f"File not found: {file_id}.", errors=[told])
