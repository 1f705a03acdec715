"""How many rows of a submission carry a warning: what data quality is measured on (M10)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.rows import from_ipc
from ledger.records import StoredFinding, Submission

_CELLS = re.compile(r"[A-Z]+(\d+)(?::[A-Z]+(\d+))?")


def warned_rows(one: Submission, rows: bytes | None) -> int:
    """The number of kept rows (`rows`: their Arrow stream) with at least one warning on a cell of the form's sheet.

    A warning about the sheet as a whole or its heading is on no row; 0 for a submission without rows.
    """
    sheet = one.layout.get("sheet")
    warned = {
        number
        for finding in one.findings
        if finding.severity == "warning" and finding.sheet in (None, sheet)
        for number in _row_numbers(finding)
    }
    if not warned or rows is None:
        return 0
    return len(warned.intersection(from_ipc(rows)["_row"].to_pylist()))


def _row_numbers(finding: StoredFinding) -> Iterator[int]:
    """The rows a finding speaks of; one that stands for many cells lists them as `K12:K14, K20`."""
    for place in (finding.params.get("cells") or finding.cell or "").split(", "):
        if found := _CELLS.fullmatch(place):
            yield from range(int(found[1]), int(found[2] or found[1]) + 1)
