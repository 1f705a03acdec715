"""The summary sheet as a worksheet part; every text is an inline string, so nothing in it can be a formula."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import category

from etl.findings import Finding, Severity
from etl.findings.rule import SEVERITY_NAMES
from etl.marking.addresses import Place, address_of
from etl.marking.known import RECORD_COLUMN, TITLE, Fills, record_of
from etl.marking.marks import COLOURS
from etl.marking.splice import HEAD, MAIN, attribute, string
from etl.marking.styles import StyleBook
from etl.marking.summary import AGAIN, HEADS, About, Line, facts, lines_of, steps

FONT, SIZE = "TH Sarabun New", 16
WIDTHS = (8, 28, 22, 52, 62, 32, 26)
VALUE_COLUMN = 3
HEADER_COLOUR = "FF1F3864"
LINE_HEIGHT, TITLE_HEIGHT, MOST_HEIGHT = 26, 36, 400
LETTERS_PER_WIDTH = 0.68
"""How many Thai letters of this size stand in one unit of a column's width, with room for a wider font."""

_ALIGNED = '<{{p}}alignment vertical="center"{more}/>'


@dataclass(frozen=True, slots=True)
class _Looks:
    """The numbers of the styles that the sheet uses."""

    title: int
    label: int
    plain: int
    header: int
    text: int
    centre: int
    link: int
    severity: dict[Severity, int]


def summary_part(about: About, findings: Sequence[Finding], fills: Fills, styles: StyleBook) -> bytes:
    """The bytes of the sheet; its styles are added to `styles`."""
    looks = _looks(styles)
    cells: dict[Place, bytes] = {}
    heights = {1: TITLE_HEIGHT}
    links: list[tuple[Place, tuple[str, str]]] = []

    def put(row: int, column: int, text: str, style: int) -> None:
        cells[row, column] = _cell((row, column), text, style)

    put(1, 1, TITLE.th, looks.title)
    row = 2
    for label, value in facts(about, findings):
        put(row, 1, label, looks.label)
        put(row, VALUE_COLUMN, value, looks.plain)
        row += 1
    put(row, 1, AGAIN.th, looks.label)
    for step in steps(about):
        put(row, VALUE_COLUMN, step, looks.plain)
        row += 1
    if lines := lines_of(findings):
        row += 1
        for column, head in enumerate(HEADS, 1):
            put(row, column, head.th, looks.header)
        for number, line in enumerate(lines, 1):
            heights[row + number] = _put_line(cells, row + number, number, line, looks)
            if line.target is not None:
                links.append(((row + number, 3), line.target))
    for number, record in enumerate(record_of(fills), 1):
        for step_right, text in enumerate(record):
            put(number, RECORD_COLUMN + step_right, text, 0)
    return _sheet(cells, heights, links)


def _put_line(cells: dict[Place, bytes], row: int, number: int, line: Line, looks: _Looks) -> int:
    """Put a row of the table; its height in points."""
    texts = (str(number), line.sheet, line.cells, line.found, line.to_do, SEVERITY_NAMES[line.severity].th, line.code)
    cell_look = looks.link if line.target else looks.text
    chosen = (looks.centre, looks.text, cell_look, looks.text, looks.text, looks.severity[line.severity], looks.text)
    for column, (text, style) in enumerate(zip(texts, chosen, strict=True), 1):
        cells[row, column] = _cell((row, column), text, style)
    tallest = max(_lines(text, width) for text, width in zip(texts, WIDTHS, strict=True))
    return min(tallest * LINE_HEIGHT, MOST_HEIGHT)


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column; vowels and tone marks above and below take no room."""
    room = width * LETTERS_PER_WIDTH
    return sum(1 + int(sum(category(letter) != "Mn" for letter in line) / room) for line in text.split("\n"))


def _cell(place: Place, text: str, style: int) -> bytes:
    head = f'<c r="{address_of(place)}" s="{style}" t="inlineStr"><is><t xml:space="preserve">'
    return head.encode() + string(text) + b"</t></is></c>"


def _sheet(cells: dict[Place, bytes], heights: dict[int, int], links: Sequence[tuple[Place, tuple[str, str]]]) -> bytes:
    rows: dict[int, bytes] = {}
    for (row, _), cell in sorted(cells.items()):
        rows[row] = rows.get(row, b"") + cell
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(WIDTHS, 1)
    )
    columns += f'<col min="{RECORD_COLUMN}" max="{RECORD_COLUMN + 2}" width="9" hidden="1" customWidth="1"/>'
    body = b"".join(_row(row, heights.get(row, LINE_HEIGHT), content) for row, content in rows.items())
    jumps = b"".join(_link(place, target) for place, target in links)
    return (
        HEAD
        + f'<worksheet xmlns="{MAIN}">'.encode()
        + b'<sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        + b'<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0"/></sheetViews>'
        + f'<sheetFormatPr defaultRowHeight="24"/><cols>{columns}</cols><sheetData>'.encode()
        + body
        + b"</sheetData>"
        + (b"<hyperlinks>" + jumps + b"</hyperlinks>" if jumps else b"")
        + b'<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
        + b'<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def _row(row: int, height: int, content: bytes) -> bytes:
    return f'<row r="{row}" ht="{height}" customHeight="1">'.encode() + content + b"</row>"


def _link(place: Place, target: tuple[str, str]) -> bytes:
    sheet, cells = target
    quoted = sheet.replace("'", "''")
    where = attribute(f"'{quoted}'!{cells}")
    return f'<hyperlink ref="{address_of(place)}" location="'.encode() + where + b'"/>'


def _looks(styles: StyleBook) -> _Looks:
    def font(size: int = SIZE, colour: str = "FF000000", more: str = "") -> int:
        words = f'{more}<{{p}}sz val="{size}"/><{{p}}color rgb="{colour}"/><{{p}}name val="{FONT}"/>'
        return styles.add("fonts", f"<{{p}}font>{words}</{{p}}font>")

    def look(font_id: int, *, fill: int = 0, border: int = 0, more: str = "") -> int:
        applied = 'applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1" quotePrefix="1"'
        return styles.add(
            "cellXfs",
            f'<{{p}}xf numFmtId="49" fontId="{font_id}" fillId="{fill}" borderId="{border}" applyNumberFormat="1" '
            f"{applied}>{_ALIGNED.format(more=more)}</{{p}}xf>",
        )

    side = '<{{p}}{0} style="thin"><{{p}}color rgb="FFBFBFBF"/></{{p}}{0}>'
    sides = "".join(side.format(name) for name in ("left", "right", "top", "bottom"))
    box = styles.add("borders", f"<{{p}}border>{sides}<{{p}}diagonal/></{{p}}border>")
    plain, bold = font(), font(more="<{p}b/>")
    wrap, centre = ' wrapText="1"', ' horizontal="center" wrapText="1"'
    return _Looks(
        title=look(font(22, HEADER_COLOUR, "<{p}b/>")),
        label=look(bold),
        plain=look(plain),
        header=look(
            font(colour="FFFFFFFF", more="<{p}b/>"), fill=styles.fill_number(HEADER_COLOUR), border=box, more=centre
        ),
        text=look(plain, border=box, more=wrap),
        centre=look(plain, border=box, more=centre),
        link=look(font(colour="FF0563C1", more="<{p}u/>"), border=box, more=wrap),
        severity={one: look(plain, fill=styles.fill_number(COLOURS[one]), border=box, more=wrap) for one in Severity},
    )
