"""Findings told by the rows of the screen instead of the addresses of the workbook behind it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from base.words import Text
from etl.findings import Finding
from etl.screen.differences import REPORT, ROW

_ADDRESS = re.compile(r"[A-Z]{1,3}(\d+)")
_OTHER_ROW = frozenset({"V10", "V54", "V63"})
"""Findings whose sentence names a second row of the same sheet."""
_NUMBER = re.compile(r"(?<![/\d])\d+$")


def on_screen(finding: Finding, numbers: Mapping[int, int]) -> tuple[Text, Finding]:
    """The row a finding speaks of, and the finding with the screen's row numbers in its sentence and no address.

    numbers: sheet row → number on screen.
    """

    def number(row: str) -> str:
        return str(numbers.get(int(row), row))

    found = _ADDRESS.fullmatch(finding.cell or "")
    place = ROW.filled(number=number(found[1])) if found else REPORT
    params = dict(finding.params)
    if finding.code in _OTHER_ROW:
        for name in {"other", "other_en"} & params.keys():
            params[name] = _NUMBER.sub(lambda row: number(row[0]), params[name])
    if "cells" in params:
        params["cells"] = _ADDRESS.sub(lambda cell: number(cell[1]), params["cells"]).replace(":", "–")
    return place, replace(finding, sheet=None, cell=None, params=params)
