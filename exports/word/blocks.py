"""Blocks of a document that people go on editing: what is written anew each time, and what is theirs.

Every block is a content control that Word does not let one delete, named by its tag: `tidtam:auto:NAME` is replaced
by the next edition, `tidtam:text:NAME:MARK` belongs to the reader as soon as its words are others than those that
were put there (MARK is their digest). Everything outside blocks (headings, styles, pages put in between) is never
touched again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from zlib import crc32

from docx.document import Document as Paper
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from exports.word.runs import properties

PREFIX = "tidtam"
AUTO, TEXT = "auto", "text"


class Blocks:
    """The blocks of one document, new or edited since."""

    def __init__(self, paper: Paper, *, is_new: bool) -> None:
        self.paper = paper
        self.is_new = is_new
        self._found = {} if is_new else _found(paper)
        self.absent: list[str] = []
        """Blocks that the edited document no longer has: nothing was put in their place."""
        self.kept: list[str] = []
        """Text blocks that people have edited: left as they are."""

    @property
    def names(self) -> frozenset[str]:
        """The blocks that an edited document has."""
        return frozenset(self._found)

    def once(self, write: Callable[[], object]) -> None:
        """What is written only into a new document: headings and whatever stands outside blocks."""
        if self.is_new:
            write()

    def auto(self, name: str, title: str, write: Callable[[], object]) -> None:
        """A block that `write` fills at the end of the document; in an edited one it takes the old one's place."""
        made = self._written(write)
        self._put(name, f"{PREFIX}:{AUTO}:{name}", title, made)

    def text(self, name: str, title: str, write: Callable[[], object]) -> None:
        """A block of words that people edit; one that they have edited, or that would say the same, stays."""
        old = self._found.get(name)
        if old is not None and _mark(_content(old)) != _tag(old).rpartition(":")[2]:
            self.kept.append(name)
            return
        made = self._written(write)
        if old is not None and _mark(made) == _mark(_content(old)):
            for element in made:
                _remove(element)
            return
        self._put(name, f"{PREFIX}:{TEXT}:{name}:{_mark(made)}", title, made)

    def _written(self, write: Callable[[], object]) -> list[BaseOxmlElement]:
        body = self.paper.element.body
        before = len(body)
        write()
        # python-docx writes before the section's properties, which stay last.
        return list(body)[before - 1 : -1]

    def _put(self, name: str, tag: str, title: str, made: Sequence[BaseOxmlElement]) -> None:
        old = self._found.get(name)
        if old is None and not self.is_new:
            self.absent.append(name)
            for element in made:
                _remove(element)
            return
        block = _control(tag, title)
        if old is None:
            made[0].addprevious(block)
        else:
            old.addprevious(block)
            _remove(old)
        for element in made:
            _content_of(block).append(element)


def _found(paper: Paper) -> dict[str, BaseOxmlElement]:
    """Name → control, in the order of the document; of several with one name the first."""
    found: dict[str, BaseOxmlElement] = {}
    for control in paper.element.body.iter(qn("w:sdt")):
        parts = _tag(control).split(":")
        if len(parts) >= 3 and parts[0] == PREFIX and parts[1] in (AUTO, TEXT):
            found.setdefault(parts[2], control)
    return found


def _tag(control: BaseOxmlElement) -> str:
    tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
    return "" if tag is None else tag.get(qn("w:val")) or ""


def _content_of(control: BaseOxmlElement) -> BaseOxmlElement:
    content: BaseOxmlElement | None = control.find(qn("w:sdtContent"))
    assert content is not None, "every content control has its content"
    return content


def _content(control: BaseOxmlElement) -> list[BaseOxmlElement]:
    return list(_content_of(control))


def _control(tag: str, title: str) -> BaseOxmlElement:
    block = OxmlElement("w:sdt")
    about = OxmlElement("w:sdtPr")
    about.append(properties())
    number = str(crc32(tag.rpartition(":")[0].encode()) & 0x7FFFFFFF)
    for name, value in (("w:alias", title), ("w:tag", tag), ("w:id", number), ("w:lock", "sdtLocked")):
        child = OxmlElement(name)
        child.set(qn("w:val"), value)
        about.append(child)
    block.append(about)
    block.append(OxmlElement("w:sdtContent"))
    return block


def _mark(elements: Sequence[BaseOxmlElement]) -> str:
    """A digest of words, pictures and tables; fonts and the like do not count."""
    told = []
    for element in elements:
        for paragraph in element.iter(qn("w:p")):
            told.append("".join(one.text or "" for one in paragraph.iter(qn("w:t"))).strip())
        told += [one.tag for one in element.iter(qn("w:drawing"), qn("w:tbl"))]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:12]


def _remove(element: BaseOxmlElement) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)
