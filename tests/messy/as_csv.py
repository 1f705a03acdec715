"""The first sheet of a paper as delimited text: what Excel displays, in any of the encodings it writes."""

from __future__ import annotations

import csv
import io

from tests.messy.paper import Paper


def as_csv(paper: Paper, encoding: str = "utf-8-sig", delimiter: str = ",") -> bytes:
    """The file; a character that the encoding lacks becomes a question mark, as Excel does."""
    page, sink = paper.pages[0], io.StringIO()
    writer = csv.writer(sink, delimiter=delimiter, lineterminator="\r\n")
    for row in range(1, page.height + 1):
        cells = (page.cells.get((row, column)) for column in range(1, page.width + 1))
        writer.writerow([put.text if put else "" for put in cells])
    return sink.getvalue().encode(encoding, "replace")
