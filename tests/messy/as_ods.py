"""A paper as an .ods file, written from the OpenDocument specification; runs of equal cells are folded as Calc does."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from tests.messy.paper import Page, Paper, Put

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style")
)
_CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
_REST = (
    '<table:table-row table:number-rows-repeated="1048000">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)
_HIDDEN = (
    '<style:style style:name="gone" style:family="table"><style:table-properties table:display="false"/></style:style>'
)


def as_ods(paper: Paper) -> bytes:
    """The package."""
    tables = "".join(_table(page) for page in paper.pages)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_SPACES} {_CALC} office:version="1.3">'
        f"<office:automatic-styles>{_HIDDEN}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", MIMETYPE, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", '<?xml version="1.0"?><manifest/>')
    return sink.getvalue()


def _table(page: Page) -> str:
    columns = "".join(
        f"<table:table-column{_gone(column in page.hidden_columns)}/>"
        for column in range(1, max([page.width, *page.hidden_columns]) + 1)
    )
    last = max([page.height, *page.hidden_rows])
    rows = "".join(_row(page, row) for row in range(1, last + 1))
    style = ' table:style-name="gone"' if page.is_hidden else ""
    return f"<table:table table:name={quoteattr(page.name)}{style}>{columns}{rows}{_REST}</table:table>"


def _gone(is_hidden: bool) -> str:
    return ' table:visibility="collapse"' if is_hidden else ""


def _row(page: Page, row: int) -> str:
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in page.merges}
    cells, empty = [], 0
    for column in range(1, page.width + 1):
        put = page.cells.get((row, column))
        if put is None and (row, column) not in spans:
            empty += 1
            continue
        if empty:
            cells.append(f'<table:table-cell table:number-columns-repeated="{empty}"/>')
            empty = 0
        cells.append(_cell(put or Put(None), spans.get((row, column))))
    body = "".join(cells) or "<table:table-cell/>"
    return f"<table:table-row{_gone(row in page.hidden_rows)}>{body}</table:table-row>"


def _cell(put: Put, span: tuple[int, int] | None) -> str:
    kind, text = _typed(put)
    formula = "" if put.formula is None else f" table:formula={quoteattr('of:' + put.formula)}"
    merged = f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"' if span else ""
    paragraphs = "".join(f"<text:p>{_spaced(line)}</text:p>" for line in text.split("\n")) if text else ""
    return f"<table:table-cell{formula}{kind}{merged}>{paragraphs}</table:table-cell>"


def _spaced(line: str) -> str:
    return escape(line).replace("  ", ' <text:s text:c="1"/>')


def _typed(put: Put) -> tuple[str, str]:
    value = put.value
    if value is None:
        return "", ""
    if put.is_error:
        return ' office:value-type="string" office:string-value="" calcext:value-type="error"', str(value)
    if isinstance(value, bool):
        return f' office:value-type="boolean" office:boolean-value="{str(value).lower()}"', put.text
    if isinstance(value, date):
        return f' office:value-type="date" office:date-value="{value.isoformat()}"', put.text
    if isinstance(value, int | float):
        kind = "percentage" if "%" in put.number_format else "float"
        return f' office:value-type="{kind}" office:value="{value!r}"', put.text
    return ' office:value-type="string"', value
