"""Relationships and content types: which part belongs to which, and how a new one is made known."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from etl.marking.archive import Archive
from etl.marking.faults import CannotPatch
from etl.marking.splice import HEAD, RELATIONS, Element, Splices, attribute, scan, utf8

_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "[Content_Types].xml"


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship: its id, the last word of its type, and the part it leads to (None for something outside)."""

    id: str
    kind: str
    part: str | None


def relations(archive: Archive, source: str) -> list[Relation]:
    """The relationships of a part; "" is the package itself."""
    name = _rels_of(source)
    if name not in archive:
        return []
    found: list[Relation] = []

    def see(element: Element) -> None:
        if element.name == "Relationship":
            target = element.get("Target") or ""
            inside = element.get("TargetMode") != "External"
            part = _resolved(source, target) if inside else None
            found.append(Relation(element.get("Id") or "", (element.get("Type") or "").rpartition("/")[2], part))

    scan(utf8(archive.read(name)), see)
    return found


def part_of(archive: Archive, source: str, kind: str) -> str | None:
    """The part of `source` of this kind that the package holds."""
    parts = (one.part for one in relations(archive, source) if one.kind == kind and one.part)
    return next((part for part in parts if part in archive), None)


def relate(archive: Archive, source: str, kind: str, part: str) -> str:
    """Add a relationship from `source` to a part; its id."""
    name = _rels_of(source)
    taken = {one.id for one in relations(archive, source)}
    number = 1
    while f"rIdTidtam{number}" in taken:
        number += 1
    own = f"rIdTidtam{number}"
    target = attribute(f"/{part}").decode()
    line = f'Relationship Id="{own}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
    if name not in archive:
        whole = f'<Relationships xmlns="{_PACKAGE}"><{line}</Relationships>'
        archive.write(name, HEAD + whole.encode())
    else:
        archive.write(name, _with_child(utf8(archive.read(name)), line))
    return own


def clear_relations(archive: Archive, source: str) -> None:
    """Take every relationship of a part away."""
    if _rels_of(source) in archive:
        archive.write(_rels_of(source), HEAD + f'<Relationships xmlns="{_PACKAGE}"/>'.encode())


def declare(archive: Archive, part: str, content_type: str) -> None:
    """Say what kind of content a new part holds."""
    line = f'Override PartName="/{attribute(part).decode()}" ContentType="{content_type}"/>'
    archive.write(_TYPES, _with_child(utf8(archive.read(_TYPES)), line))


def declare_extension(archive: Archive, extension: str, content_type: str) -> None:
    """Say what parts with this ending hold, unless that is said already."""
    known: set[str] = set()
    data = utf8(archive.read(_TYPES))

    def see(element: Element) -> None:
        if element.name == "Default":
            known.add((element.get("Extension") or "").lower())

    scan(data, see)
    if extension not in known:
        archive.write(_TYPES, _with_child(data, f'Default Extension="{extension}" ContentType="{content_type}"/>'))


def _with_child(data: bytes, line: str) -> bytes:
    """The root with one more child; `line` is the child's tag without its opening bracket and prefix."""
    splices = Splices(data)

    def done(element: Element) -> None:
        if element.depth == 0:
            splices.append(element, f"<{element.prefix}{line}".encode())

    scan(data, end=done)
    return splices.joined()


def _rels_of(source: str) -> str:
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _resolved(source: str, target: str) -> str:
    path = target if target.startswith("/") else posixpath.join("/", posixpath.dirname(source), target)
    return posixpath.normpath(path).lstrip("/")


def must(part: str | None, what: str) -> str:
    """The part, or CannotPatch."""
    if part is None:
        raise CannotPatch(what)
    return part
