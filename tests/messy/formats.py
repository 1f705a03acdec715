"""Every format that is read, by the name of its ending."""

from __future__ import annotations

from functools import partial

from tests.messy.as_csv import as_csv
from tests.messy.as_ods import as_ods
from tests.messy.as_xls import as_xls
from tests.messy.as_xlsx import as_xlsx
from tests.messy.paper import Writer

FORMATS: dict[str, Writer] = {"xlsx": as_xlsx, "xls": as_xls, "ods": as_ods}
DELIMITED: dict[str, Writer] = {
    "csv utf-8": as_csv,
    "csv utf-8 without mark": partial(as_csv, encoding="utf-8", delimiter=";"),
    "csv utf-16": partial(as_csv, encoding="utf-16", delimiter="\t"),
    "csv cp874": partial(as_csv, encoding="cp874"),
}
