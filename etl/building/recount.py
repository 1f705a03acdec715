"""Keeps the table `counted` of a build: worked out anew for the keys that were touched, from all that is known."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pyarrow as pa

from etl.building.counted import Ruled, counted_intervals
from etl.building.fill import Key, Record, insert

_KEY = ("form", "reporter", "period")
_ABOUT = ("submission_id", *_KEY, "period_start", "fy")


def count_again(build: duckdb.DuckDBPyConnection, keys: set[Key]) -> None:
    """Replaces the intervals of these keys (form, reporter, period)."""
    if not keys:
        return
    build.register("touched", pa.Table.from_pylist([dict(zip(_KEY, key, strict=True)) for key in sorted(keys)]))
    build.execute(
        "DELETE FROM counted USING touched WHERE (counted.form, counted.reporter, counted.period)"
        " = (touched.form, touched.reporter, touched.period)"
    )
    insert(build, "counted", _intervals(build))
    build.unregister("touched")


def _intervals(build: duckdb.DuckDBPyConnection) -> Iterator[Record]:
    versions = build.execute(
        f"SELECT seq, {', '.join(_ABOUT)} "
        f"FROM submission SEMI JOIN touched USING ({', '.join(_KEY)}) WHERE status = 'valid'"
    ).fetchall()
    about = {int(seq): dict(zip(_ABOUT, rest, strict=True)) for seq, *rest in versions}
    seqs: dict[Key, list[int]] = {}
    for seq, one in about.items():
        seqs.setdefault((one["form"], one["reporter"], one["period"]), []).append(seq)
    rulings = _rulings(build)
    for versions_of_key in seqs.values():
        of_key = [ruling for seq in versions_of_key for ruling in rulings.get(seq, [])]
        for interval in counted_intervals(versions_of_key, of_key):
            yield {**interval._asdict(), **about[interval.submission_seq]}


def _rulings(build: duckdb.DuckDBPyConnection) -> dict[int, list[Ruled]]:
    """Acceptances and returns of the touched keys, by submission."""
    found = build.execute(
        "SELECT decision.seq, submission.seq, decision.kind FROM decision JOIN submission USING (submission_id) "
        f"SEMI JOIN touched USING ({', '.join(_KEY)}) WHERE decision.kind IN ('accept', 'return')"
    ).fetchall()
    rulings: dict[int, list[Ruled]] = {}
    for seq, submission_seq, kind in found:
        rulings.setdefault(submission_seq, []).append(Ruled(seq, submission_seq, kind))
    return rulings
