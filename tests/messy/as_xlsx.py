"""A paper as an .xlsx file, written part by part: formulas may lack a value and errors may be cached."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from etl.cells import column_letter
from tests.messy.paper import Page, Paper, Put

EPOCH = date(1899, 12, 30)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STATE = {True: "hidden", False: "visible"}
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def as_xlsx(paper: Paper) -> bytes:
    """The package; texts stand in the cells or, in every other sheet, among the shared ones."""
    formats = sorted({put.number_format for page in paper.pages for put in page.cells.values()} - {"General"})
    styles = {"General": 0} | {text: number for number, text in enumerate(formats, 1)}
    strings: dict[str, int] = {}
    numbers = range(1, len(paper.pages) + 1)
    parts = {"[Content_Types].xml": _types(numbers)}
    parts["_rels/.rels"] = _relations([("rId1", "officeDocument", "xl/workbook.xml")])
    parts["xl/workbook.xml"] = _workbook(paper)
    links = [(f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml") for number in numbers]
    links += [("rId900", "styles", "styles.xml"), ("rId901", "sharedStrings", "sharedStrings.xml")]
    parts["xl/_rels/workbook.xml.rels"] = _relations(links)
    for number, page in zip(numbers, paper.pages, strict=True):
        parts[f"xl/worksheets/sheet{number}.xml"] = _sheet(page, styles, strings)
    parts["xl/styles.xml"] = _styles(formats)
    items = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in strings)
    parts["xl/sharedStrings.xml"] = f'{_HEAD}<sst xmlns="{_MAIN}">{items}</sst>'
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return sink.getvalue()


def _types(numbers: range) -> str:
    overrides = [("/xl/workbook.xml", "sheet.main+xml"), ("/xl/styles.xml", "styles+xml")]
    overrides += [("/xl/sharedStrings.xml", "sharedStrings+xml")]
    overrides += [(f"/xl/worksheets/sheet{number}.xml", "worksheet+xml") for number in numbers]
    told = "".join(f'<Override PartName="{name}" ContentType="{_TYPE}.{kind}"/>' for name, kind in overrides)
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    xml = '<Default Extension="xml" ContentType="application/xml"/>'
    return f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{rels}{xml}{told}</Types>'


def _relations(links: list[tuple[str, str, str]]) -> str:
    told = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"/>' for name, kind, target in links
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{told}</Relationships>'


def _workbook(paper: Paper) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(page.name)} sheetId="{number}" state="{_STATE[page.is_hidden]}" r:id="rId{number}"/>'
        for number, page in enumerate(paper.pages, 1)
    )
    return f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'


def _styles(formats: list[str]) -> str:
    own = "".join(
        f'<numFmt numFmtId="{200 + number}" formatCode={quoteattr(text)}/>' for number, text in enumerate(formats)
    )
    cells = '<xf numFmtId="0"/>' + "".join(f'<xf numFmtId="{200 + n}"/>' for n in range(len(formats)))
    many = len(formats)
    empty = "<fonts><font/></fonts><fills><fill/></fills><borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs>"
    return (
        f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts count="{many}">{own}</numFmts>{empty}'
        f'<cellXfs count="{many + 1}">{cells}</cellXfs></styleSheet>'
    )


def _sheet(page: Page, styles: dict[str, int], strings: dict[str, int]) -> str:
    rows: dict[int, list[str]] = {row: [] for row in page.hidden_rows}
    for (row, column), put in sorted(page.cells.items()):
        rows.setdefault(row, []).append(_cell(f"{column_letter(column)}{row}", put, styles, strings))
    data = "".join(_row(row, rows[row], row in page.hidden_rows) for row in sorted(rows))
    hidden = "".join(f'<col min="{c}" max="{c}" hidden="1"/>' for c in sorted(page.hidden_columns))
    merges = "".join(
        f'<mergeCell ref="{column_letter(left)}{top}:{column_letter(right)}{bottom}"/>'
        for top, left, bottom, right in page.merges
    )
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}">{f"<cols>{hidden}</cols>" if hidden else ""}<sheetData>{data}</sheetData>'
        f"{f'<mergeCells>{merges}</mergeCells>' if merges else ''}</worksheet>"
    )


def _row(row: int, cells: list[str], is_hidden: bool) -> str:
    hidden = ' hidden="1"' if is_hidden else ""
    return f'<row r="{row}"{hidden}>{"".join(cells)}</row>'


def _cell(address: str, put: Put, styles: dict[str, int], strings: dict[str, int]) -> str:
    kind, body = _typed(put, strings)
    formula = "" if put.formula is None else f"<f>{escape(put.formula.lstrip('='))}</f>"
    style = f' s="{styles[put.number_format]}"' if put.number_format != "General" else ""
    return f'<c r="{address}"{style}{kind}>{formula}{body}</c>'


def _typed(put: Put, strings: dict[str, int]) -> tuple[str, str]:
    value = put.value
    if value is None:
        return "", ""
    if put.is_error:
        return ' t="e"', f"<v>{escape(str(value))}</v>"
    if isinstance(value, bool):
        return ' t="b"', f"<v>{int(value)}</v>"
    if isinstance(value, date):
        return "", f"<v>{(value - EPOCH).days}</v>"
    if isinstance(value, int | float):
        return "", f"<v>{value!r}</v>"
    if put.formula is not None:
        return ' t="str"', f"<v>{escape(value)}</v>"
    if len(value) % 2:
        return ' t="inlineStr"', f'<is><t xml:space="preserve">{escape(value)}</t></is>'
    return ' t="s"', f"<v>{strings.setdefault(value, len(strings))}</v>"
