"""The style sheet of a workbook: for each style that a marked cell had, the same style with another fill."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from etl.findings import Severity
from etl.marking.faults import CannotPatch
from etl.marking.marks import COLOURS
from etl.marking.splice import HEAD, MAIN, Element, Splices, head_end, scan, utf8, with_attribute

Fill = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""A fill in plain words: ("pattern", (("patternType", "solid"),)), ("fgColor", (("rgb", …),)), … ; () is no fill."""

EMPTY = HEAD + f'<styleSheet xmlns="{MAIN}"></styleSheet>'.encode()
MOST_STYLES = 64_000

_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs")
_CHILD = {"fonts": "font", "fills": "fill", "borders": "border", "cellXfs": "xf"}
_DEFAULTS = {
    "fonts": ('<{p}font><{p}sz val="11"/><{p}name val="Calibri"/></{p}font>',),
    "fills": (
        '<{p}fill><{p}patternFill patternType="none"/></{p}fill>',
        '<{p}fill><{p}patternFill patternType="gray125"/></{p}fill>',
    ),
    "borders": ("<{p}border/>",),
    "cellXfs": ('<{p}xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',),
}
_PARTS = {
    "fgColor": ("rgb", "theme", "tint", "indexed", "auto"),
    "bgColor": ("rgb", "theme", "tint", "indexed", "auto"),
}
_PLAIN = re.compile(r"[A-Za-z0-9.+-]{1,32}")


@dataclass(slots=True)
class _Collection:
    """One list of the style sheet: the bytes of what it holds, and of what is added."""

    element: Element | None = None
    held: list[bytes] = field(default_factory=list)
    added: list[bytes] = field(default_factory=list)


class StyleBook:
    """The styles of one workbook, with those that marking adds."""

    def __init__(self, data: bytes | None) -> None:
        """`data`: the style part, None when the workbook has none. Raises CannotPatch."""
        self._data = EMPTY if data is None else utf8(data)
        self._lists = {name: _Collection() for name in _CHILD}
        self._fills: list[Fill] = []
        self._prefix = ""
        self._root: Element | None = None
        self._behind = 0
        self._known: dict[tuple[int, Fill], int] = {}
        self._read()
        for name, texts in _DEFAULTS.items():
            one = self._lists[name]
            if not one.held:
                one.added = [text.format(p=self._prefix).encode() for text in texts]
        self.count = len(self._all("cellXfs"))
        self._fill_of_style = [self._fill_number(style) for style in self._all("cellXfs")]
        self._own_fills = {_solid(colour) for colour in COLOURS.values()}

    def fill_of(self, style: int) -> Fill:
        """The fill of a cell style, () for none; a style that does not exist is the default one."""
        number = self._fill_of_style[self.sound(style)]
        return self._fills[number] if number < len(self._fills) else ()

    def sound(self, style: int) -> int:
        """The style's number, or 0 when the workbook has no such style."""
        return style if 0 <= style < len(self._fill_of_style) else 0

    def own_styles(self) -> set[int]:
        """The styles whose fill is one of our colours: cells that an earlier marking has coloured."""
        return {style for style in range(self.count) if self.fill_of(style) in self._own_fills}

    def marked(self, style: int, severity: Severity) -> int:
        """The style that differs from `style` in its fill alone."""
        return self.filled(style, _solid(COLOURS[severity]))

    def filled(self, style: int, fill: Fill) -> int:
        """`style` with this fill."""
        base = self.sound(style)
        if self.fill_of(base) == fill:
            return base
        if (base, fill) not in self._known:
            tag = self._all("cellXfs")[base]
            head = head_end(tag, 0)
            changed = with_attribute(with_attribute(tag[:head], "fillId", str(self._fill_id(fill))), "applyFill", "1")
            self._known[base, fill] = self.add("cellXfs", changed + tag[head:])
        return self._known[base, fill]

    def add(self, name: str, content: bytes | str) -> int:
        """Add an entry to a list (`{p}` stands for the prefix of the part's elements); its number."""
        own = self._lists[name]
        raw = content if isinstance(content, bytes) else content.format(p=self._prefix).encode()
        if raw in (every := self._all(name)):
            return every.index(raw)
        own.added.append(raw)
        number = len(own.held) + len(own.added) - 1
        if name == "cellXfs":
            self._fill_of_style.append(self._fill_number(raw))
            if number > MOST_STYLES:
                raise CannotPatch("styles")
        return number

    def fill_number(self, colour: str) -> int:
        """The number of a plain fill of this colour (ARGB)."""
        return self._fill_id(_solid(colour))

    def to_bytes(self) -> bytes:
        """The style part with what was added."""
        splices = Splices(self._data)
        for name in _ORDER:
            own = self._lists.get(name)
            if own is None or not own.added:
                continue
            content = b"".join(own.added)
            if own.element is None:
                count = len(own.added)
                tag = f'<{self._prefix}{name} count="{count}">'.encode()
                splices.insert(self._place(name), tag + content + f"</{self._prefix}{name}>".encode())
            elif own.element.is_empty_tag:
                splices.append(own.element, content)
            else:
                splices.set(own.element, "count", str(len(own.held) + len(own.added)))
                splices.insert(own.element.close, content)
        return splices.joined()

    def _place(self, name: str) -> int:
        """Where a list that the part lacks belongs: behind the last one that comes before it."""
        return max(
            (end for other, end in self._ends.items() if _ORDER.index(other) < _ORDER.index(name)), default=self._behind
        )

    def _all(self, name: str) -> list[bytes]:
        return self._lists[name].held + self._lists[name].added

    def _fill_number(self, style: bytes) -> int:
        found = re.search(rb"\sfillId\s*=\s*[\"'](\d+)[\"']", style[: head_end(style, 0)])
        return int(found[1]) if found else 0

    def _fill_id(self, fill: Fill) -> int:
        if fill in self._fills:
            return self._fills.index(fill)
        self._fills += [()] * (len(self._all("fills")) - len(self._fills))
        self._fills.append(fill)
        return self.add("fills", _written(fill, self._prefix))

    def _read(self) -> None:
        self._ends: dict[str, int] = {}
        parts: list[tuple[str, tuple[tuple[str, str], ...]]] = []
        path: list[str] = []

        def begin(element: Element) -> None:
            path.append(element.name)
            if element.depth == 0:
                self._prefix, self._root = element.prefix, element
                self._behind = head_end(self._data, element.start)
            if path[1:2] == ["fills"] and element.depth >= 3:
                parts.append(_said(element))

        def done(element: Element) -> None:
            path.pop()
            if element.depth == 1 and element.name in _ORDER:
                self._ends[element.name] = element.end
                if element.name in self._lists:
                    self._lists[element.name].element = element
            if element.depth == 2 and path[1] in _CHILD and element.name == _CHILD[path[1]]:
                self._lists[path[1]].held.append(self._data[element.start : element.end])
                if path[1] == "fills":
                    self._fills.append(_plain(parts))
                    parts.clear()

        scan(self._data, begin, done)
        if self._root is None or self._root.name != "styleSheet" or self._root.is_empty_tag:
            raise CannotPatch("styles")


def _said(element: Element) -> tuple[str, tuple[tuple[str, str], ...]]:
    return element.name, tuple(sorted((key, value) for key, value in element.attributes.items() if " " not in key))


def _plain(parts: list[tuple[str, tuple[tuple[str, str], ...]]]) -> Fill:
    """A fill as it can be compared and written again. No pattern is (); the background of a solid fill is not seen."""
    fill = tuple(parts)
    pattern = dict(fill[0][1]).get("patternType", "none") if fill and fill[0][0] == "patternFill" else None
    if not fill or pattern == "none":
        return ()
    if pattern == "solid":
        return tuple(part for part in fill if part[0] != "bgColor")
    return fill


def _solid(colour: str) -> Fill:
    return ("patternFill", (("patternType", "solid"),)), ("fgColor", (("rgb", colour),))


def sound_fill(said: object) -> Fill:
    """A fill that stood in somebody's file as text: only known words with plain values are taken, else no fill."""
    fill: list[tuple[str, tuple[tuple[str, str], ...]]] = []
    try:
        for name, attributes in said:  # type: ignore[attr-defined]
            allowed = ("patternType",) if name == "patternFill" else _PARTS[name]
            pairs = tuple((str(key), str(value)) for key, value in attributes)
            if not all(key in allowed and _PLAIN.fullmatch(value) for key, value in pairs):
                return ()
            fill.append((str(name), pairs))
    except (TypeError, ValueError, KeyError):
        return ()
    return tuple(fill) if fill and fill[0][0] == "patternFill" else ()


def _written(fill: Fill, prefix: str) -> bytes:
    """A fill as XML; what cannot be written plainly (a gradient) is written as none."""
    sound = sound_fill(fill) or (("patternFill", (("patternType", "none"),)),)
    (_, pattern), *colours = sound
    inner = "".join(f"<{prefix}{name}{_pairs(pairs)}/>" for name, pairs in colours)
    return f"<{prefix}fill><{prefix}patternFill{_pairs(pattern)}>{inner}</{prefix}patternFill></{prefix}fill>".encode()


def _pairs(pairs: tuple[tuple[str, str], ...]) -> str:
    return "".join(f' {key}="{value}"' for key, value in pairs)
