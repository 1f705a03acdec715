"""What an edit changed: the cells with another content, columns that only moved left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from etl.cells import Cell, CellValue, Sheet, Workbook, column_letter

PLACES = 20
"""As many cells as a sentence names."""
_LETTERS_A = ord("A") - 1


@dataclass(frozen=True, slots=True)
class Edit:
    """Cells as `sheet!A1`, in the order of the new sheet; and the columns that moved, as `C → D`."""

    cells: tuple[str, ...]
    moved: tuple[str, ...]

    @property
    def places(self) -> str:
        """The cells for a sentence, the sheet named once where it is only one."""
        sheets = {cell.rpartition("!")[0] for cell in self.cells}
        shown = [cell.rpartition("!")[2] if len(sheets) == 1 else cell for cell in self.cells[:PLACES]]
        return ", ".join(shown) + (" …" if len(self.cells) > PLACES else "")


def edit_between(old: Workbook, new: Workbook, was: dict[str, Any], now: dict[str, Any]) -> Edit:
    """What changed from `old` to `new`. `was` and `now`: their layouts, empty where the columns are not known.

    Hidden sheets are ours and say nothing; a column is followed by its field where both layouts know it.
    """
    cells: list[str] = []
    for name in [sheet.name for sheet in new.sheets if not sheet.is_hidden]:
        before, after = old.sheet(name), new.sheet(name)
        assert after is not None
        pairs = _columns(was, now) if name == was.get("sheet") == now.get("sheet") else {}
        found = _changed(before or Sheet(name), after, pairs, was, now)
        cells += [f"{name}!{column_letter(column)}{row}" for row, column in found]
    gone = {sheet.name for sheet in old.sheets if not sheet.is_hidden} - {sheet.name for sheet in new.sheets}
    cells += [f"{name}!A1" for name in sorted(gone)]
    moved = tuple(
        f"{column_letter(old_column)} → {column_letter(column)}"
        for column, old_column in sorted(_columns(was, now).items())
        if column != old_column
    )
    return Edit(tuple(cells), moved)


def _columns(was: dict[str, Any], now: dict[str, Any]) -> dict[int, int]:
    """Column in the new sheet → column in the old one, for every field that both have."""
    before, after = was.get("columns", {}), now.get("columns", {})
    return {_number(after[code]): _number(before[code]) for code in after if code in before}


def _number(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - _LETTERS_A
    return column


def _changed(
    before: Sheet, after: Sheet, pairs: dict[int, int], was: dict[str, Any], now: dict[str, Any]
) -> list[tuple[int, int]]:
    """Places in the new sheet whose content is another; below the header row columns are followed by their fields."""
    head, down = now.get("header_row", 0), now.get("header_row", 0) - was.get("header_row", 0)
    taken: dict[tuple[int, int], CellValue] = {}
    for (row, column), cell in before.cells.items():
        if row > was.get("header_row", 0) and pairs:
            back = {old: new for new, old in pairs.items()}
            if column in back:
                taken[row + down, back[column]] = cell.value
        elif not pairs or row < was.get("header_row", 0):
            taken[row, column] = cell.value
    found = {place: cell for place, cell in after.cells.items() if _counts(place, head, pairs)}
    return sorted(place for place in taken.keys() | found.keys() if taken.get(place) != _value(found.get(place)))


def _counts(place: tuple[int, int], head: int, pairs: dict[int, int]) -> bool:
    """Whether a cell is compared: all of a sheet without known columns; else the heading and the fields' columns."""
    row, column = place
    return not pairs or row < head or (row > head and column in pairs)


def _value(cell: Cell | None) -> CellValue:
    return cell.value if cell is not None else None
