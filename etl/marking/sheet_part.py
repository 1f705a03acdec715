"""One worksheet part: marked cells get another style, earlier marks get their own fill back, nothing else moves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from etl.cells import column_letter
from etl.marking.addresses import Place, address_of, box_of, place_of
from etl.marking.faults import CannotPatch
from etl.marking.splice import MAIN, RELATIONS, Element, Splices, head_end, opened, scan, utf8, with_attribute

_BEFORE_COMMENTS = re.compile(
    "sheetPr|dimension|sheetViews|sheetFormatPr|cols|sheetData|sheetCalcPr|sheetProtection|protectedRanges|scenarios|"
    "autoFilter|sortState|dataConsolidate|customSheetViews|mergeCells|phoneticPr|conditionalFormatting|"
    "dataValidations|hyperlinks|printOptions|pageMargins|pageSetup|headerFooter|rowBreaks|colBreaks|customProperties|"
    "cellWatches|ignoredErrors|smartTags|drawing"
)
"""What stands before <legacyDrawing> in a worksheet (ECMA-376 part 1, 18.3.1.99)."""

Restyle = Callable[[Place, int], int]
"""Cell and the style it has → the style it shall have."""


@dataclass(slots=True)
class Row:
    """One row element: where it stands, and those of its cells that matter here."""

    number: int
    element: Element
    cells: list[tuple[int, Element]] = field(default_factory=list)


@dataclass(slots=True)
class SheetPart:
    """A worksheet part as far as marking needs it."""

    data: bytes
    prefix: str = ""
    rows: list[Row] = field(default_factory=list)
    row_heights: dict[int, float] = field(default_factory=dict)
    columns: list[tuple[int, int, int, float | None]] = field(default_factory=list)
    """First and last column, their style, their width in characters (None when it is the default)."""
    default_width: float = 8.43
    default_height: float = 15.0
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    legacy_drawing: str | None = None
    _sheet_data: Element | None = None
    _dimension: Element | None = None
    _selected: list[Element] = field(default_factory=list)
    _behind: int = -1

    def column_style(self, column: int) -> int:
        """The style of a column's cells that do not exist."""
        return next((style for first, last, style, _ in self.columns if first <= column <= last), 0)

    def column_width(self, column: int) -> float:
        """A column's width in characters."""
        widths = (width for first, last, _, width in self.columns if first <= column <= last)
        width = next(widths, None)
        return self.default_width if width is None else width

    def anchor(self, place: Place) -> Place:
        """The cell that shows what stands at `place`: the first of its merged range, else itself."""
        row, column = place
        for top, left, bottom, right in self.merges:
            if top <= row <= bottom and left <= column <= right:
                return top, left
        return place


def read_sheet(data: bytes, wanted_rows: Iterable[int], *, all_cells: bool, is_cells: bool = True) -> SheetPart:
    """Scan a sheet's part; the cells of `wanted_rows` are kept, or every cell. Raises CannotPatch.

    is_cells: False for a chart sheet, which holds none.
    """
    part = SheetPart(utf8(data))
    scan(part.data, *_handlers(part, frozenset(wanted_rows), all_cells))
    if is_cells and part._sheet_data is None:
        raise CannotPatch("sheetData")
    return part


def _handlers(
    part: SheetPart, wanted: frozenset[int], all_cells: bool
) -> tuple[Callable[[Element], None], Callable[[Element], None]]:
    state = {"row": 0, "column": 0}

    def begin(element: Element) -> None:
        name = element.name
        if name == "c" and element.depth == 3:
            said = place_of(element.get("r") or "")
            state["column"] = said[1] if said else state["column"] + 1
            if all_cells or state["row"] in wanted:
                part.rows[-1].cells.append((state["column"], element))
        elif name == "row" and element.depth == 2:
            state["row"], state["column"] = int(element.get("r") or state["row"] + 1), 0
            part.rows.append(Row(state["row"], element))
            if height := element.get("ht"):
                part.row_heights[state["row"]] = float(height)
        elif element.uri == MAIN and element.depth in (1, 2, 3):
            _notice(part, element)
        elif element.depth == 0:
            part.prefix = element.prefix

    def done(element: Element) -> None:
        if element.depth != 1:
            return
        if element.name == "sheetData":
            part._sheet_data = element
        if element.uri == MAIN and _BEFORE_COMMENTS.fullmatch(element.name):
            part._behind = element.end

    def guarded(element: Element) -> None:
        try:
            begin(element)
        except ValueError as fault:
            raise CannotPatch("sheet") from fault

    return guarded, done


def _notice(part: SheetPart, element: Element) -> None:
    """What is needed of the elements around the cells."""
    match element.name:
        case "dimension":
            part._dimension = element
        case "sheetView" if element.get("tabSelected") in ("1", "true"):
            part._selected.append(element)
        case "sheetFormatPr":
            part.default_width = float(element.get("defaultColWidth") or part.default_width)
            part.default_height = float(element.get("defaultRowHeight") or part.default_height)
        case "col":
            width = None if element.get("width") is None else float(element.get("width") or 0)
            is_hidden = element.get("hidden") in ("1", "true")
            first, last, style = (int(element.get(name) or 0) for name in ("min", "max", "style"))
            part.columns.append((first, last, style, 0.0 if is_hidden else width))
        case "mergeCell":
            box = box_of(element.get("ref") or "")
            if box is not None:
                part.merges.append(box)
        case "legacyDrawing":
            part.legacy_drawing = element.related("id")


def patched(part: SheetPart, wanted: Iterable[Place], restyle: Restyle, *, drawing: str | None) -> bytes:
    """The part with its cells restyled; cells of `wanted` that do not exist are made, empty, in their place.

    drawing: the relationship of a comments' drawing that the sheet did not have yet. The tab is selected no longer:
    the summary is, and what is typed goes into every selected sheet.
    """
    splices = Splices(part.data)
    missing: dict[int, set[int]] = {}
    for number, column in wanted:
        missing.setdefault(number, set()).add(column)
    for row in part.rows:
        _restyle_row(part, splices, row, missing.pop(row.number, set()), restyle)
    _new_rows(part, splices, missing, restyle)
    _widen(part, splices, wanted)
    for view in part._selected:
        splices.set(view, "tabSelected", None)
    if drawing is not None:
        tag = f'<{part.prefix}legacyDrawing xmlns:tidtam="{RELATIONS}" tidtam:id="{drawing}"/>'
        splices.insert(part._behind, tag.encode())
    return splices.joined()


def _restyle_row(part: SheetPart, splices: Splices, row: Row, missing: set[int], restyle: Restyle) -> None:
    for column, element in row.cells:
        place = (row.number, column)
        before = int(element.get("s") or 0)
        after = restyle(place, before)
        if after != before:
            splices.set(element, "s", str(after))
    new = sorted(missing - {column for column, _ in row.cells})
    if not new:
        return
    own = row.element
    row_style = int(own.get("s") or 0) if own.get("customFormat") in ("1", "true") else None
    made = {column: _cell(part, (row.number, column), row_style, restyle) for column in new}
    head = head_end(part.data, own.start)
    tag = _with_span(part.data[own.start : head], own.get("spans"), new)
    if own.is_empty_tag:
        splices.replace(own.start, head, opened(tag, b"".join(made.values())))
        return
    if tag != part.data[own.start : head]:
        splices.replace(own.start, head, tag)
    for column, cell in made.items():
        splices.insert(next((element.start for other, element in row.cells if other > column), own.close), cell)


def _cell(part: SheetPart, place: Place, row_style: int | None, restyle: Restyle) -> bytes:
    """A cell that did not exist: it looks as its row or column made the empty place look."""
    style = restyle(place, part.column_style(place[1]) if row_style is None else row_style)
    return f'<{part.prefix}c r="{address_of(place)}" s="{style}"/>'.encode()


def _with_span(tag: bytes, spans: str | None, new: list[int]) -> bytes:
    """The row's tag; where it says between which columns its cells lie, the new ones lie there too."""
    first, _, last = (spans or "").partition(":")
    if not (first.isdecimal() and last.isdecimal()) or (int(first) <= new[0] and new[-1] <= int(last)):
        return tag
    return with_attribute(tag, "spans", f"{min(int(first), new[0])}:{max(int(last), new[-1])}")


def _new_rows(part: SheetPart, splices: Splices, missing: dict[int, set[int]], restyle: Restyle) -> None:
    at_end = b""
    for number in sorted(missing):
        cells = b"".join(_cell(part, (number, column), None, restyle) for column in sorted(missing[number]))
        tag = f'<{part.prefix}row r="{number}">'.encode() + cells + f"</{part.prefix}row>".encode()
        place = next((row.element.start for row in part.rows if row.number > number), None)
        if place is None:
            at_end += tag
        else:
            splices.insert(place, tag)
    if at_end:
        assert part._sheet_data is not None
        splices.append(part._sheet_data, at_end)


def _widen(part: SheetPart, splices: Splices, wanted: Iterable[Place]) -> None:
    """The sheet's stated extent, when marks lie outside of it."""
    box = box_of(part._dimension.get("ref") or "") if part._dimension else None
    places = list(wanted)
    if box is None or part._dimension is None or not places:
        return
    top, left = min(box[0], min(row for row, _ in places)), min(box[1], min(column for _, column in places))
    bottom, right = max(box[2], max(row for row, _ in places)), max(box[3], max(column for _, column in places))
    if (top, left, bottom, right) != box:
        splices.set(part._dimension, "ref", f"{address_of((top, left))}:{column_letter(right)}{bottom}")
