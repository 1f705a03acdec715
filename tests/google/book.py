"""A spreadsheet as the local Google keeps it: its tabs with their cells, and its place in Drive."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.google.ranges import BadRange, Box, box_of, split

ROWS, COLUMNS = 1000, 26
ROW_PIXELS, COLUMN_PIXELS = 21, 100
MIME = "application/vnd.google-apps.spreadsheet"


class ApiFault(Exception):
    """An error answer: HTTP code, Google's status word, message."""

    def __init__(self, code: int, status: str, message: str, **more: Any) -> None:
        super().__init__(message)
        self.code, self.status, self.message, self.more = code, status, message, more


def bad(message: str, **more: Any) -> ApiFault:
    """INVALID_ARGUMENT."""
    return ApiFault(400, "INVALID_ARGUMENT", message, **more)


@dataclass(slots=True)
class Spot:
    """One cell: its value (None = blank), formula, error, own format and note."""

    value: Any = None
    formula: str | None = None
    error: dict[str, str] | None = None
    format: dict[str, Any] = field(default_factory=dict)
    note: str | None = None
    validation: dict[str, Any] | None = None

    @property
    def has_value(self) -> bool:
        return self.formula is not None or self.error is not None or self.value not in (None, "")

    @property
    def is_blank(self) -> bool:
        return not (self.has_value or self.format or self.note or self.validation)


@dataclass(slots=True)
class Tab:
    """One sheet of a spreadsheet; rows and columns count from 0."""

    sheet_id: int
    title: str
    rows: int = ROWS
    columns: int = COLUMNS
    spots: dict[tuple[int, int], Spot] = field(default_factory=dict)
    more: dict[str, Any] = field(default_factory=dict)
    """Further properties: hidden, tabColor …"""
    grid: dict[str, Any] = field(default_factory=dict)
    """Further grid properties: frozenRowCount …"""
    merges: list[Box] = field(default_factory=list)
    protected: list[dict[str, Any]] = field(default_factory=list)
    row_properties: dict[int, dict[str, Any]] = field(default_factory=dict)
    column_properties: dict[int, dict[str, Any]] = field(default_factory=dict)

    def spot(self, row: int, column: int) -> Spot:
        """The cell at this place, made when there is none."""
        return self.spots.setdefault((row, column), Spot())

    def box(self, text: str | None) -> Box:
        """The box of a range of this tab."""
        return box_of(text, self.rows, self.columns)

    def box_in(self, said: dict[str, Any]) -> Box:
        """The box of a GridRange."""
        top, left = said.get("startRowIndex", 0), said.get("startColumnIndex", 0)
        return Box(top, left, said.get("endRowIndex", self.rows), said.get("endColumnIndex", self.columns))

    def grow(self, bottom: int, right: int) -> None:
        """At least so many rows and columns."""
        self.rows, self.columns = max(self.rows, bottom), max(self.columns, right)


@dataclass(slots=True)
class Book:
    """One spreadsheet. `roles`: e-mail address → owner, writer or reader."""

    id: str
    title: str
    created: str
    modified: str
    roles: dict[str, str]
    tabs: list[Tab] = field(default_factory=lambda: [Tab(0, "Sheet1")])
    locale: str = "en_US"
    time_zone: str = "Etc/GMT"
    named: list[dict[str, Any]] = field(default_factory=list)
    app_properties: dict[str, str] = field(default_factory=dict)
    version: int = 1
    is_trashed: bool = False

    def tab(self, sheet_id: int) -> Tab:
        """The tab with this number. Raises ApiFault."""
        found = next((tab for tab in self.tabs if tab.sheet_id == sheet_id), None)
        if found is None:
            raise bad(f"Invalid requests[0]: No grid with id: {sheet_id}")
        return found

    def place(self, text: str) -> tuple[Tab, Box]:
        """The tab and box that a range of the values API speaks of. Raises ApiFault."""
        try:
            title, area = split(text)
            if title is None or area is None:
                whole = next((tab for tab in self.tabs if tab.title == (title or text)), None)
                if whole is not None:
                    return whole, whole.box(None)
                if (named := self._named(title or text)) is not None:
                    return named
            if area is not None and (named := self._named(area)) is not None:
                return named
            tab = self.tabs[0] if title is None else next(tab for tab in self.tabs if tab.title == title)
            return tab, tab.box(area)
        except (BadRange, StopIteration) as fault:
            raise bad(f"Unable to parse range: {text}") from fault

    def _named(self, name: str) -> tuple[Tab, Box] | None:
        found = next((one["range"] for one in self.named if one["name"] == name), None)
        if found is None:
            return None
        tab = self.tab(found.get("sheetId", 0))
        return tab, tab.box_in(found)
