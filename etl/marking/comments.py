"""The comments of one sheet: ours are renewed, other people's stay as they are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from etl.marking.addresses import Place, address_of, place_of
from etl.marking.faults import CannotPatch
from etl.marking.marks import AUTHOR, OPENING
from etl.marking.splice import HEAD, MAIN, Element, Splices, head_end, markup, scan, string, utf8

COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
NEW = HEAD + f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>'.encode()
BEHIND_OTHERS = f"\n\n{OPENING}"
"""How our words begin when they stand behind somebody's own in one comment."""

_THREAD = "tc="
"""The author Excel gives to the shadow of a threaded conversation, which it would write over."""
_RUN = '<{p}r><{p}rPr><{p}sz val="10"/><{p}color indexed="81"/><{p}rFont val="Tahoma"/><{p}family val="2"/></{p}rPr>'


@dataclass(slots=True)
class _Comment:
    element: Element
    place: Place
    author: int
    text: Element | None = None
    runs: list[Element] = field(default_factory=list)
    texts: list[tuple[Element, str]] = field(default_factory=list)
    """Each <t> and what it says; without runs there is one."""

    @property
    def words(self) -> str:
        """Everything it says."""
        return "".join(text for _, text in self.texts)


@dataclass(slots=True)
class Renewed:
    """The comments part as it shall be, which comments are gone and which are new ones with a box to be drawn."""

    data: bytes
    gone: set[Place]
    new: set[Place]


@dataclass(slots=True)
class _Part:
    data: bytes
    prefix: str = ""
    authors: list[str] = field(default_factory=list)
    author_list: Element | None = None
    comment_list: Element | None = None
    comments: list[_Comment] = field(default_factory=list)


def renew(data: bytes, wanted: Mapping[Place, str]) -> Renewed:
    """Take our earlier comments out and put the wanted ones in. Raises CannotPatch.

    A cell that has somebody's comment keeps it, with ours behind; a threaded conversation is left alone.
    """
    part = _read(utf8(data))
    splices = Splices(part.data)
    kept: dict[Place, _Comment] = {}
    gone: set[Place] = set()
    for comment in part.comments:
        author = part.authors[comment.author] if 0 <= comment.author < len(part.authors) else ""
        if author == AUTHOR or comment.words.startswith(OPENING):
            splices.replace(comment.element.start, comment.element.end, b"")
            gone.add(comment.place)
        else:
            kept[comment.place] = comment
            if not author.startswith(_THREAD):
                _rewrite(part, splices, comment, wanted.get(comment.place))
    new = {place: words for place, words in wanted.items() if place not in kept}
    if new:
        number = _author(part, splices)
        content = b"".join(_comment(part.prefix, place, number, words) for place, words in sorted(new.items()))
        assert part.comment_list is not None
        splices.append(part.comment_list, content)
    return Renewed(splices.joined(), gone, set(new))


def _read(data: bytes) -> _Part:
    part = _Part(data)
    path: list[str] = []
    heard: list[str] = []

    def begin(element: Element) -> None:
        path.append(element.name)
        if element.depth == 0:
            part.prefix = element.prefix
        if element.name == "comment" and element.depth == 2:
            place = place_of(element.get("ref") or "")
            if place is None:
                raise CannotPatch("comment")
            author = element.get("authorId") or "0"
            part.comments.append(_Comment(element, place, int(author) if author.isdecimal() else -1))
        if element.name in ("author", "t"):
            heard.clear()

    def done(element: Element) -> None:
        path.pop()
        match path[1:], element.name:
            case [], "authors":
                part.author_list = element
            case [], "commentList":
                part.comment_list = element
            case ["authors"], "author":
                part.authors.append("".join(heard))
            case ["commentList", "comment"], "text":
                part.comments[-1].text = element
            case ["commentList", "comment", "text"], "r":
                part.comments[-1].runs.append(element)
            case ((["commentList", "comment", "text"] | ["commentList", "comment", "text", "r"]), "t"):
                part.comments[-1].texts.append((element, "".join(heard)))

    scan(data, begin, done, heard.append)
    if part.author_list is None or part.comment_list is None:
        raise CannotPatch("comments")
    return part


def _rewrite(part: _Part, splices: Splices, comment: _Comment, words: str | None) -> None:
    """Somebody's comment: our earlier words behind it go, the new ones come."""
    text = comment.text
    had = BEHIND_OTHERS in comment.words
    if text is None or not (had or words):
        return
    inner = b"" if text.is_empty_tag else part.data[head_end(part.data, text.start) : text.close]
    if had:
        inner = _without_ours(part, comment, text)
    if words:
        if inner and not comment.runs:
            inner = f"<{part.prefix}r>".encode() + inner + f"</{part.prefix}r>".encode()
        inner += _run(part.prefix, f"\n\n{words}")
    tags = f"<{part.prefix}text>".encode(), f"</{part.prefix}text>".encode()
    splices.replace(text.start, text.end, tags[0] + inner + tags[1])


def _without_ours(part: _Part, comment: _Comment, whole: Element) -> bytes:
    """The content of a <text> up to our words; another program may have cut them into other runs than ours."""
    place, done = comment.words.index(BEHIND_OTHERS), 0
    for element, said in comment.texts:
        if place < done + len(said):
            run = next((run for run in comment.runs if run.start < element.start < run.end), None)
            box = run or element
            before = part.data[head_end(part.data, whole.start) : box.start]
            if place == done:
                return before
            head = part.data[box.start : head_end(part.data, element.start)]
            closing = f"</{part.prefix}t>" + (f"</{part.prefix}r>" if run else "")
            return before + head + markup(said[: place - done]) + closing.encode()
        done += len(said)
    raise CannotPatch("comment")


def _author(part: _Part, splices: Splices) -> int:
    if AUTHOR in part.authors:
        return part.authors.index(AUTHOR)
    assert part.author_list is not None
    tag = f"<{part.prefix}author>".encode() + string(AUTHOR) + f"</{part.prefix}author>".encode()
    splices.append(part.author_list, tag)
    return len(part.authors)


def _comment(prefix: str, place: Place, author: int, words: str) -> bytes:
    head = f'<{prefix}comment ref="{address_of(place)}" authorId="{author}"><{prefix}text>'.encode()
    return head + _run(prefix, words) + f"</{prefix}text></{prefix}comment>".encode()


def _run(prefix: str, words: str) -> bytes:
    text = f'<{prefix}t xml:space="preserve">'.encode() + string(words) + f"</{prefix}t></{prefix}r>".encode()
    return _RUN.format(p=prefix).encode() + text


_LINE = re.compile(r"\n")


def height_of(words: str, letters_per_line: int) -> int:
    """How many lines a comment takes in a box of this width."""
    return sum(1 + len(line) // letters_per_line for line in _LINE.split(words))
