"""Drive: files create, copy, get, list, delete, and who may see them."""

from __future__ import annotations

import re
from typing import Any

from tests.google import masks
from tests.google.book import MIME, Book

_CLAUSE = re.compile(
    r"""(?P<name>mimeType|name|trashed)\s*=\s*(?:"(?P<text>[^"]*)"|'(?P<plain>(?:[^'\\]|\\.)*)'|(?P<word>\w+))
    |appProperties\s+has\s+\{\s*key='(?P<key>[^']*)'\s+and\s+value='(?P<value>[^']*)'\s*\}""",
    re.X,
)


def shown(book: Book) -> dict[str, Any]:
    """A file as Drive describes it."""
    return {
        "kind": "drive#file",
        "id": book.id,
        "name": book.title,
        "mimeType": MIME,
        "createdTime": book.created,
        "modifiedTime": book.modified,
        "version": str(book.version),
        "trashed": book.is_trashed,
        "appProperties": book.app_properties,
    }


def brief(book: Book) -> dict[str, Any]:
    """A file as it is described when nobody asks for more."""
    return masks.kept(shown(book), dict.fromkeys(("kind", "id", "name", "mimeType"), {}))  # type: ignore[no-any-return]


def answers(book: Book, query: str) -> bool:
    """Whether a file answers to `q`."""
    for found in _CLAUSE.finditer(query):
        if found["key"] is not None:
            if book.app_properties.get(found["key"]) != found["value"]:
                return False
            continue
        wanted = next(part for part in (found["text"], found["plain"], found["word"]) if part is not None)
        own = {"mimeType": MIME, "name": book.title, "trashed": str(book.is_trashed).lower()}[found["name"]]
        if own != wanted.replace("\\'", "'"):
            return False
    return True


def listed(books: list[Book], query: dict[str, str]) -> dict[str, Any]:
    """files.list, a page at a time, the latest changed first."""
    found = [book for book in books if answers(book, query.get("q", ""))]
    found.sort(key=lambda book: (book.modified, book.version), reverse=True)
    size, start = int(query.get("pageSize", "100")), int(query.get("pageToken") or 0)
    page = found[start : start + size]
    answer: dict[str, Any] = {"kind": "drive#fileList", "files": [shown(book) for book in page]}
    if start + size < len(found):
        answer["nextPageToken"] = str(start + size)
    if "fields" not in query:
        answer["files"] = [brief(book) for book in page]
        return answer
    return masks.kept(answer, masks.parse(query["fields"]))  # type: ignore[no-any-return]
