"""One number for everything in a build, to compare two builds."""

from __future__ import annotations

import hashlib
from pathlib import Path

import duckdb

from etl.building.schema import GROWN_FROM


def content_digest(path: Path) -> str:
    """SHA-256 (hex) over all tables of the build: names, columns, types and rows, whatever order the rows lie in.

    What it was grown from is left out: the same made from scratch has the same content.
    """
    whole = hashlib.sha256()
    with duckdb.connect(str(path), read_only=True) as build:
        for table in table_names(build):
            columns = build.execute(f'DESCRIBE "{table}"').fetchall()
            described = [(str(name), str(sql_type)) for name, sql_type, *_ in columns]
            rows = _rows_digest(build, table, [name for name, _ in described])
            whole.update(f"{table} {described}\n{rows}\n".encode())
    return whole.hexdigest()


def table_names(build: duckdb.DuckDBPyConnection) -> list[str]:
    """The tables of a build, by name."""
    found = build.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal ORDER BY 1").fetchall()
    return [str(name) for (name,) in found]


def _rows_digest(build: duckdb.DuckDBPyConnection, table: str, columns: list[str]) -> str:
    """Each value is written with its length before it, so that no two different rows can read the same."""
    written = " || ".join(
        f"""coalesce(length("{name}"::VARCHAR) || ':' || "{name}"::VARCHAR, '-')""" for name in columns
    )
    left_out = f" WHERE key <> '{GROWN_FROM}'" if table == "build_info" else ""
    found = build.execute(
        f"SELECT sha256(coalesce(string_agg(row_digest, '' ORDER BY row_digest), '')) "
        f'FROM (SELECT sha256({written}) AS row_digest FROM "{table}"{left_out})'
    ).fetchone()
    assert found is not None, "an aggregate without groups gives one row"
    return str(found[0])
