"""A DuckDB file for tools that cannot measure: the build's tables, and beside them every figure and who is late.

Superset and Evidence read SQL; the rules of the indicators are not SQL. So they are given the answers: `figure` holds
what the overview would show of each round of each year, `late` the reports owed. That is in their favour: neither has
to compute anything, and neither can answer for another day, another known moment or the provisional basis.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from base import clock
from kpi import board, measure, speak
from kpi.indicators import BY_CODE
from kpi.store import Build

COLUMNS = """fy INTEGER, round INTEGER, family VARCHAR, kpi VARCHAR, name VARCHAR, scope VARCHAR, said VARCHAR,
    value DOUBLE, target VARCHAR, status VARCHAR, is_failing BOOLEAN, received INTEGER, expected INTEGER"""


def write(source: Path, path: Path, storage: str = "v1.2.0") -> None:
    """A copy of the build `source` at `path` with `figure` and `late`, readable by DuckDB of version `storage` on."""
    build = Build.open(source)
    years = [row[0] for row in build.rows("SELECT DISTINCT fy FROM submission WHERE status = 'valid' ORDER BY fy")]
    with duckdb.connect() as copy:
        copy.execute(f"ATTACH '{path}' AS told (STORAGE_VERSION '{storage}')")
        copy.execute(f"ATTACH '{source}' AS build (READ_ONLY)")
        copy.execute("COPY FROM DATABASE build TO told")
        copy.execute(f"CREATE TABLE told.figure ({COLUMNS})")
        copy.execute("CREATE TABLE told.late (fy INTEGER, agency VARCHAR, month VARCHAR, days_late INTEGER)")
        for year in years:
            for number in (1, 2):
                copy.executemany(
                    f"INSERT INTO told.figure VALUES ({', '.join('?' * 13)})", _figures(build, year, number)
                )
            if late := _late(build, year):
                copy.executemany("INSERT INTO told.late VALUES (?, ?, ?, ?)", late)


def _figures(build: Build, year: int, number: int) -> list[tuple[object, ...]]:
    ask = measure.ask(year, number, known_at=clock.now())
    return [
        (
            *(year, number, kpi.family.name, kpi.code, kpi.short.th, figure.scope, speak.value(figure, "th")),
            None if figure.value is None else float(figure.value),
            *(speak.target(figure, "th"), speak.status(figure, "th"), figure.status.name == "FAIL"),
            *(figure.coverage.received, figure.coverage.expected),
        )
        for figure in measure.every(build, ask)
        if (kpi := BY_CODE[figure.kpi]).is_main
    ]


def _late(build: Build, year: int) -> list[tuple[object, ...]]:
    ask = measure.ask(year, 2)
    overdue = board.board(build, ask.round.fiscal_year, ask.known_at).overdue
    return [(year, one.name.th, one.month.say("th"), one.days_late) for one in overdue]
