"""The tables of a build: SQL for what is fixed, one table per form from its declaration.

The digest of all of it is part of every build's name, so that a build made by an older programme is never used.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import duckdb

from etl.forms import FORMS
from etl.forms.model import Form
from etl.rows import duckdb_type

SQL_DIR = Path(__file__).parents[1] / "sql"
CONTENT_VERSION = 1
"""Raised when the programme fills the same tables with something else than before."""

GROWN_FROM = "grown_from"
"""Key of `build_info`: the names of the builds that one was grown from. Only this differs from a build from scratch."""

ROW_COLUMNS = {
    "submission_seq": "BIGINT NOT NULL",
    "reporter": "VARCHAR NOT NULL",
    "period_start": "DATE NOT NULL",
    "fy": "INTEGER NOT NULL",
    "sheet_row": "INTEGER NOT NULL",
    "raw": "VARCHAR NOT NULL",
}
"""What every form's table begins with: whose row it is, of which period, and where it stood in the sheet."""


def form_table(form: Form) -> str:
    """The CREATE TABLE of a form's rows. Raises ValueError when a field has the name of a column that is ours."""
    fields = {field.code: duckdb_type(field) for field in form.stored_fields}
    if taken := ROW_COLUMNS.keys() & fields.keys():
        raise ValueError(f"form {form.code} uses the name of a system column: {sorted(taken)}")
    columns = ",\n    ".join(f'"{name}" {sql_type}' for name, sql_type in (ROW_COLUMNS | fields).items())
    return f'CREATE TABLE "{form.code}" (\n    {columns}\n);\n'


def row_view() -> str:
    """The CREATE VIEW of the rows of all forms: whose they are and where they stood, not what they say."""
    columns = "submission_seq, reporter, period_start, fy, sheet_row"
    each = (f"SELECT '{code}' AS form, {columns} FROM \"{code}\"" for code in FORMS)
    return "CREATE VIEW form_row AS\n" + " UNION ALL\n".join(each) + ";\n"


PROBLEM_VIEW = """CREATE VIEW problem_told AS
SELECT submission_seq, reporter AS agency, project_code, coalesce(province, '') AS province, plan_no, period_start, fy,
       sheet_row, problem, solution, raw
FROM progress WHERE problem IS NOT NULL OR raw LIKE '%"problem"%';
"""
"""Every row of a monthly report that tells of a problem or says that there is none (a lone dash stands in `raw`)."""


def schema_sql() -> str:
    """All tables of a build, as one script."""
    tables = (form_table(form) for form in FORMS.values())
    return "".join(((SQL_DIR / "tables.sql").read_text(), *tables, row_view(), PROBLEM_VIEW))


@cache
def guards() -> dict[str, str]:
    """The queries that must return nothing, by file name; `$after_seq` limits them to what was just added."""
    return {path.stem: path.read_text() for path in sorted((SQL_DIR / "must_be_empty").glob("*.sql"))}


@cache
def schema_digest() -> str:
    """SHA-256 (hex) of everything that decides what a build of given facts holds."""
    parts = [str(CONTENT_VERSION), schema_sql(), *(f"{name}\n{sql}" for name, sql in guards().items())]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def create_tables(build: duckdb.DuckDBPyConnection) -> None:
    """Makes all tables, empty."""
    build.execute(schema_sql())
