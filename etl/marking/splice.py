"""XML changed by cutting and joining bytes: what is not named stays byte for byte, prefixes and extensions included."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from etl.marking.faults import CannotPatch

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_TAG = re.compile(rb"<[^<>\"']*(?:\"[^\"]*\"[^<>\"']*|'[^']*'[^<>\"']*)*>")
_PAIR = re.compile(rb"\s+([^\s=/>]+)\s*=\s*(\"[^\"]*\"|'[^']*')")
_DECLARED = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_ENCODING = re.compile(r"(encoding\s*=\s*)(\"[^\"]*\"|'[^']*')")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
MOST_LETTERS = 32_000
"""A cell holds 32,767 letters."""


@dataclass(slots=True)
class Element:
    """One element while a part is scanned: its name, its attributes (raw names) and where it stands in the bytes."""

    uri: str
    name: str
    prefix: str
    attributes: dict[str, str]
    depth: int
    start: int
    end: int = -1
    """Behind the closing tag; known when the element ends."""
    close: int = -1
    """Start of the closing tag; equal to `start` when the element closes itself."""

    def get(self, name: str) -> str | None:
        """The value of an attribute without a namespace."""
        return self.attributes.get(name)

    def related(self, name: str) -> str | None:
        """The value of an attribute of the relationships' namespace (r:id)."""
        return next((value for key, value in self.attributes.items() if key.startswith(f"{RELATIONS} {name}")), None)

    @property
    def is_empty_tag(self) -> bool:
        return self.close == self.start


Handler = Callable[[Element], None]


def scan(
    data: bytes, start: Handler | None = None, end: Handler | None = None, text: Callable[[str], None] | None = None
) -> None:
    """Walks through a part; `start` and `end` see each element with its byte positions.

    Raises CannotPatch when the part is not well-formed or declares a document type.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.namespace_prefixes = True
    parser.buffer_text = True
    stack: list[Element] = []

    def opened(raw: str, attributes: dict[str, str]) -> None:
        uri, name, prefix = _named(raw)
        element = Element(uri, name, prefix, attributes, len(stack), parser.CurrentByteIndex)
        stack.append(element)
        if start is not None:
            start(element)

    def closed(_raw: str) -> None:
        element = stack.pop()
        place = parser.CurrentByteIndex
        # Of an element that closes itself expat tells the end of its tag, of any other the start of its closing tag.
        if data[place - 2 : place] == b"/>" and head_end(data, element.start) == place:
            element.close, element.end = element.start, place
        else:
            element.close, element.end = place, data.index(b">", place) + 1
        if end is not None:
            end(element)

    def forbidden(*_declaration: object) -> None:
        raise CannotPatch("DTD")

    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    parser.StartDoctypeDeclHandler = forbidden
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as fault:
        raise CannotPatch("XML") from fault


def _named(raw: str) -> tuple[str, str, str]:
    parts = raw.split(" ")
    if len(parts) == 1:
        return "", parts[0], ""
    return parts[0], parts[1], f"{parts[2]}:" if len(parts) > 2 else ""


def head_end(data: bytes, start: int) -> int:
    """Behind the start tag at `start`. Raises CannotPatch when there is none."""
    found = _TAG.match(data, start)
    if found is None:
        raise CannotPatch("XML")
    return found.end()


@dataclass(slots=True)
class Splices:
    """Cuts to be made in one part."""

    data: bytes
    cuts: list[tuple[int, int, bytes]] = field(default_factory=list)

    def replace(self, start: int, end: int, content: bytes) -> None:
        self.cuts.append((start, end, content))

    def insert(self, place: int, content: bytes) -> None:
        self.cuts.append((place, place, content))

    def set(self, element: Element, name: str, value: str | None) -> None:
        """Give an element's attribute another value; None takes it away."""
        end = head_end(self.data, element.start)
        self.replace(element.start, end, with_attribute(self.data[element.start : end], name, value))

    def append(self, element: Element, content: bytes) -> None:
        """Put content at the end of an element that has ended, opening it when it closes itself."""
        if not element.is_empty_tag:
            self.insert(element.close, content)
            return
        end = head_end(self.data, element.start)
        self.replace(element.start, end, opened(self.data[element.start : end], content))

    def joined(self) -> bytes:
        """The part with every cut made; cuts at one place stand in the order in which they were asked for."""
        pieces, done = [], 0
        for start, end, content in sorted(self.cuts, key=lambda cut: cut[0]):
            if start < done:
                raise CannotPatch("overlapping cuts")
            pieces += [self.data[done:start], content]
            done = end
        return b"".join([*pieces, self.data[done:]])


def opened(tag: bytes, content: bytes) -> bytes:
    """`<a x="1"/>` with content: `<a x="1">…</a>`."""
    name = re.match(rb"<([^\s/>]+)", tag)
    if name is None or not tag.endswith(b"/>"):
        raise CannotPatch("XML")
    return tag[:-2].rstrip() + b">" + content + b"</" + name[1] + b">"


def with_attribute(tag: bytes, name: str, value: str | None) -> bytes:
    """A start tag with one attribute set, added behind the others, or (None) taken away."""
    wanted = name.encode()
    said = b"" if value is None else b" " + wanted + b'="' + attribute(value) + b'"'
    for found in _PAIR.finditer(tag):
        if found[1] == wanted:
            return tag[: found.start()] + said + tag[found.end() :]
    body = tag[:-2] if tag.endswith(b"/>") else tag[:-1]
    return body.rstrip() + said + tag[len(body) :]


def utf8(data: bytes) -> bytes:
    """A part in UTF-8, whatever encoding it declares; one in UTF-8 already is given back as it is."""
    declared = _DECLARED.match(data)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    elif declared is None or declared[1].lower() in (b"utf-8", b"us-ascii", b"ascii"):
        return data
    else:
        encoding = declared[1].decode("ascii")
    try:
        return _ENCODING.sub(r'\1"UTF-8"', data.decode(encoding), count=1).encode()
    except (LookupError, UnicodeError) as fault:
        raise CannotPatch("encoding") from fault


def string(value: str) -> bytes:
    """Text from outside as the content of a string element: markup escaped, characters XML cannot hold replaced."""
    return markup(_ESCAPE.sub("_x005F_", _legal(value)))


def attribute(value: str) -> bytes:
    """Text from outside as the value of an attribute in double quotes."""
    return markup(_legal(value)).replace(b'"', b"&quot;").replace(b"\n", b"&#10;").replace(b"\t", b"&#9;")


def markup(value: str) -> bytes:
    """Text of the part itself, written again."""
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").encode()


def _legal(value: str) -> str:
    return _ILLEGAL.sub("\ufffd", value.replace("\r\n", "\n").replace("\r", "\n"))[:MOST_LETTERS]
