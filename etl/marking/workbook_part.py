"""The workbook part: its sheets, and a new one in front of them with every count that depends on their order."""

from __future__ import annotations

from dataclasses import dataclass, field

from etl.marking.archive import Archive
from etl.marking.faults import CannotPatch
from etl.marking.relations import declare, must, part_of, relate, relations
from etl.marking.splice import RELATIONS, Element, Splices, attribute, head_end, scan, string, utf8, with_attribute

SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_LONGEST_NAME = 31


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """One sheet of the workbook; `kind` is worksheet, chartsheet or dialogsheet."""

    name: str
    part: str
    kind: str


@dataclass(slots=True)
class Book:
    """The workbook part and what stands in it."""

    archive: Archive
    part: str
    sheets: list[SheetEntry] = field(default_factory=list)
    highest_id: int = 0

    def sheet(self, name: str) -> SheetEntry | None:
        """The worksheet with this name."""
        return next((one for one in self.sheets if one.name == name and one.kind == "worksheet"), None)

    def free_name(self, wanted: str) -> str:
        """`wanted`, or with a number behind it when a sheet has that name."""
        taken = {one.name.casefold() for one in self.sheets}
        names = (wanted, *(f"{wanted[: _LONGEST_NAME - 5]} ({number})" for number in range(2, 99)))
        return next(name for name in names if name.casefold() not in taken)


def read_book(archive: Archive) -> Book:
    """The workbook of a package. Raises CannotPatch."""
    part = must(part_of(archive, "", "officeDocument"), "workbook")
    book = Book(archive, part)
    related = {one.id: one for one in relations(archive, part)}

    def see(element: Element) -> None:
        if element.name != "sheet" or element.depth != 2:
            return
        relation = related.get(element.related("id") or "")
        if relation is None or relation.part is None or relation.part not in archive:
            raise CannotPatch("sheet")
        book.sheets.append(SheetEntry(element.get("name") or "", relation.part, relation.kind))
        number = element.get("sheetId") or ""
        book.highest_id = max(book.highest_id, int(number) if number.isdecimal() else 0)

    scan(utf8(archive.read(part)), see)
    return book


def add_first(book: Book, name: str, content: bytes) -> None:
    """Put a new worksheet before the others and show it first; what counts sheets by their order counts one more."""
    archive = book.archive
    folder = book.part.rpartition("/")[0]
    new = archive.free_name(f"{folder}/worksheets/tidtam{{}}.xml" if folder else "worksheets/tidtam{}.xml")
    archive.write(new, content)
    declare(archive, new, SHEET_TYPE)
    own = relate(archive, book.part, "worksheet", new)
    data = utf8(archive.read(book.part))
    splices = Splices(data)

    def see(element: Element) -> None:
        if element.name == "sheets" and element.depth == 1:
            tag = (
                f'<{element.prefix}sheet xmlns:tidtam="{RELATIONS}" name="{attribute(name).decode()}" '
                f'sheetId="{book.highest_id + 1}" tidtam:id="{own}"/>'
            )
            splices.insert(head_end(data, element.start), tag.encode())
        elif element.name == "definedName" and (number := element.get("localSheetId")):
            splices.set(element, "localSheetId", str(int(number) + 1))

    scan(data, see)
    archive.write(book.part, splices.joined())
    _title_first(archive, name)
    book.sheets.insert(0, SheetEntry(name, new, "worksheet"))


def show(book: Book, index: int) -> None:
    """Let the workbook open at the sheet with this index."""
    data = utf8(book.archive.read(book.part))
    splices = Splices(data)

    def see(element: Element) -> None:
        if element.name == "workbookView" and element.depth == 2:
            end = head_end(data, element.start)
            if (element.get("activeTab") or "0", element.get("firstSheet") or "0") != (str(index), "0"):
                splices.replace(element.start, end, _turned(data[element.start : end], index))

    scan(data, see)
    if splices.cuts:
        book.archive.write(book.part, splices.joined())


def _turned(tag: bytes, index: int) -> bytes:
    return with_attribute(with_attribute(tag, "activeTab", str(index)), "firstSheet", "0")


def _title_first(archive: Archive, name: str) -> None:
    """The list of titles in the document's properties, when it is built as Excel builds it."""
    part = part_of(archive, "", "extended-properties")
    if part is None:
        return
    data = utf8(archive.read(part))
    splices = Splices(data)
    path: list[str] = []
    counts: list[Element] = []

    def begin(element: Element) -> None:
        path.append(element.name)
        if path[1:] == ["TitlesOfParts", "vector"] and (size := element.get("size") or "").isdecimal():
            end = head_end(data, element.start)
            if data[end - 2 : end] == b"/>":
                return
            splices.set(element, "size", str(int(size) + 1))
            title = f"<{element.prefix}lpstr>".encode() + string(name) + f"</{element.prefix}lpstr>".encode()
            splices.insert(end, title)

    def done(element: Element) -> None:
        if path[1:] == ["HeadingPairs", "vector", "variant", "i4"]:
            counts.append(element)
        path.pop()

    scan(data, begin, done)
    if not splices.cuts or not counts:
        return
    first = counts[0]
    number = data[head_end(data, first.start) : first.close].strip()
    if number.isdigit():
        splices.replace(head_end(data, first.start), first.close, str(int(number) + 1).encode())
        archive.write(part, splices.joined())
