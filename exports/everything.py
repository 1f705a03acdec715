"""Every table of the build as one file: Parquet for machines, a workbook for people, both with where they come from.

Accounts and the audit chain are no tables of a build: passwords never leave, the chain has an export of its own.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from base.access import Action, User
from exports import cited, view
from exports.reference import Reference
from exports.workbook import ABOUT, LONGEST_CELL, sheet_name
from kpi import papers
from kpi.cite import Citation
from kpi.model import Ask
from kpi.papers import NewPaper
from kpi.store import Build
from ledger.store import Ledger

Form = Literal["parquet", "xlsx"]
TITLE = {"parquet": "ตารางทั้งหมด (Parquet)", "xlsx": "ตารางทั้งหมด (XLSX)"}
ENDING = {"parquet": "zip", "xlsx": "xlsx"}
ROWS_OF_A_SHEET = 1_000_000
BATCH = 5_000
WIDTH = 18


def export(ledger: Ledger, build: Build, user: User, form: Form, asked: Ask, public_url: str) -> tuple[str, bytes]:
    """The name and the bytes of the file, recorded as a paper. Raises NotAllowed, PaperRefused and LedgerFault."""
    user.must(Action.TABLE_EXPORT)
    asked = papers.pinned(asked, build=build)
    paper = papers.issue(ledger, build, NewPaper(papers.WORKBOOK, TITLE[form], asked, ()), user=user)
    reference = cited.numbered(paper, public_url)
    draw: Callable[[Build, Citation, Reference], bytes] = parquet if form == "parquet" else workbook
    data = draw(build, view.citation(view.View(build, asked)), reference)
    return f"tidtam-{reference.code}.{ENDING[form]}", data


def tables(build: Build) -> list[str]:
    """The names of the tables of a build."""
    found = build.rows("SELECT table_name FROM duckdb_tables() WHERE NOT internal ORDER BY table_name")
    return [name for (name,) in found]


def counts(build: Build) -> dict[str, int]:
    """Table → how many rows it has."""
    return {name: int(build.rows(f'SELECT count(*) FROM "{name}"')[0][0]) for name in tables(build)}  # nosec B608


def parquet(build: Build, citation: Citation, reference: Reference) -> bytes:
    """A ZIP with a Parquet file for each table, and a text that says where they come from."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as package:  # Parquet is compressed already
        package.writestr("CITATION.txt", "\n".join(f"{label}: {value}" for label, value in _about(citation, reference)))
        for name in tables(build):
            inside = io.BytesIO()
            with build.cursor() as cursor:
                reader = cursor.sql(f'SELECT * FROM "{name}"').to_arrow_reader(BATCH)  # nosec B608: a name of ours
                _write(reader, inside, citation, reference)
            package.writestr(f"{name}.parquet", inside.getvalue())
    return sink.getvalue()


def _write(reader: pa.RecordBatchReader, sink: io.BytesIO, citation: Citation, reference: Reference) -> None:
    said = {"citation": citation.line(), "reference": reference.code}
    schema = reader.schema.with_metadata(said)
    with pq.ParquetWriter(sink, schema, compression="zstd") as writer:
        for batch in reader:
            writer.write_batch(batch.replace_schema_metadata(schema.metadata))


def workbook(build: Build, citation: Citation, reference: Reference) -> bytes:
    """A workbook with a sheet for each table, the first one saying where they come from."""
    sink = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(sink, options)
    styles = {
        "head": book.add_format({"bold": True, "bg_color": "#12355B", "font_color": "#FFFFFF"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
        "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
    }
    held = counts(build)
    about = book.add_worksheet(ABOUT.th)
    about.set_column(0, 1, 40)
    lines = [*_about(citation, reference), *((name, f"{count:,}") for name, count in held.items())]
    for row, (label, value) in enumerate(lines):
        about.write_string(row, 0, label)
        about.write_string(row, 1, value)
    taken: set[str] = {ABOUT.th.lower()}
    for name in held:
        _sheets(book, build, name, styles, taken)
    book.close()
    return sink.getvalue()


def _sheets(
    book: xlsxwriter.Workbook, build: Build, name: str, styles: dict[str, xlsxwriter.format.Format], taken: set[str]
) -> None:
    """A table on one sheet, or on more where it is longer than a sheet may be."""
    with build.cursor() as cursor:
        asked = cursor.execute(f'SELECT * FROM "{name}"')  # nosec B608: a name of ours
        heads = [column[0] for column in asked.description or ()]
        sheet, at = None, ROWS_OF_A_SHEET + 1
        for row in _rows(asked.fetchmany):
            if at > ROWS_OF_A_SHEET:
                sheet, at = _sheet(book, name, heads, styles, taken), 1
            _line(sheet, at, row, styles)
            at += 1
        if sheet is None:
            _sheet(book, name, heads, styles, taken)


def _rows(fetch: Callable[[int], Sequence[tuple[object, ...]]]) -> Iterator[tuple[object, ...]]:
    while batch := fetch(BATCH):
        yield from batch


def _sheet(
    book: xlsxwriter.Workbook,
    name: str,
    heads: Sequence[str],
    styles: dict[str, xlsxwriter.format.Format],
    taken: set[str],
) -> xlsxwriter.worksheet.Worksheet:
    own = sheet_name(name, taken)
    taken.add(own.lower())
    sheet = book.add_worksheet(own)
    sheet.set_column(0, max(0, len(heads) - 1), WIDTH)
    sheet.freeze_panes(1, 0)
    for at, head in enumerate(heads):
        sheet.write_string(0, at, head, styles["head"])
    return sheet


def _line(
    sheet: xlsxwriter.worksheet.Worksheet, down: int, row: Sequence[object], styles: dict[str, xlsxwriter.format.Format]
) -> None:
    for at, value in enumerate(row):
        if value is None:
            continue
        if isinstance(value, bool):
            sheet.write_boolean(down, at, value)
        elif isinstance(value, int | float | Decimal):
            sheet.write_number(down, at, value)
        elif isinstance(value, datetime):
            sheet.write_datetime(down, at, value, styles["moment"])
        elif isinstance(value, date):
            sheet.write_datetime(down, at, datetime(value.year, value.month, value.day), styles["day"])
        else:
            sheet.write_string(down, at, str(value)[:LONGEST_CELL])


def _about(citation: Citation, reference: Reference) -> tuple[tuple[str, str], ...]:
    return cited.parts(citation, reference)
