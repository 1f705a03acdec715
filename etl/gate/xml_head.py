"""The head of an XML part, read by the same parser that will read the rest: its root, and no DOCTYPE before it.

A document type can only stand before the root element, so the head decides for the whole part.
"""

from __future__ import annotations

from typing import IO
from xml.parsers import expat

_CHUNK = 2048
_MAX_HEAD = 256 * 1024


class Forbidden(Exception):
    """The part declares a document type or entities, or hides its root behind a very long prologue."""


def root_of(part: IO[bytes]) -> str | None:
    """Namespace and name of the root element, or None when the part is not XML (a picture, say).

    Raises Forbidden, and whatever the zip raises while reading.
    """
    parser = expat.ParserCreate(namespace_separator="}")
    found: list[str] = []
    parser.StartDoctypeDeclHandler = _forbid
    parser.EntityDeclHandler = _forbid
    parser.StartElementHandler = lambda name, _attributes: found.append(name)
    done = 0
    while not found:
        chunk = part.read(_CHUNK)
        done += len(chunk)
        try:
            parser.Parse(chunk, not chunk)
        except expat.ExpatError:
            return found[0] if found else None
        if not chunk:
            break
        if done > _MAX_HEAD:
            raise Forbidden
    return found[0] if found else None


def _forbid(*_declaration: object) -> None:
    raise Forbidden
