"""Builds of a million progress rows and more, written straight into DuckDB.

The demonstration build grows on both sides: ten fiscal years instead of three, all of the same size, and in every
report of every year as many more rows as it takes. The year that is measured holds a tenth of all rows. Rows come to
lie in the order of the ledger, as `etl.build` would have put them; the facts of the seven added years come first.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from etl.building.digest import table_names
from etl.building.schema import create_tables

DEMO_FIRST_YEAR = 2562
ADDED_YEARS = 7
AGENCIES_SQL = "SELECT DISTINCT reporter FROM demo.counted WHERE form = 'progress' AND fy = 2564"
PROVINCES_OF_PROJECT = 5
SEQ_COLUMNS = ("seq", "submission_seq", "from_seq", "to_seq")
STILL = 9223372036854775807

FILLED = """
    '{{"wg": "แรงงานนอกระบบ"}}' AS raw, n + 1 AS row_no, {0} % 6 + 1 AS plan_no,
    'ประเด็นยุทธศาสตร์ที่ ' || (n % 5 + 1) AS strategy, format('B-{{:04d}}', {0}) AS project_code,
    'โครงการฝึกอบรมแรงงานนอกระบบ รุ่นที่ ' || number AS project_name, 'INF,OLD' AS wg, reporter AS lead_agency,
    (10 + n % 5)::VARCHAR AS province, 'รุ่นที่ ' || number AS activity, (number % 500 + 1)::DECIMAL(18, 4) AS target,
    'คน' AS target_unit, ((number % 499) * age // 60)::DECIMAL(18, 4) AS result_cum,
    (age * 7)::DECIMAL(18, 4) AS progress_pct,
    CASE WHEN luck < 5 THEN 'completed' ELSE 'in_progress' END AS status,
    (number % 997 * 1000 + 500)::DECIMAL(15, 2) AS budget_alloc,
    (number % 997 * 80 * age + 0.25)::DECIMAL(15, 2) AS budget_disb,
    'จัดอบรมแล้ว ' || luck || ' ครั้ง' AS result_text, (luck % 211)::BIGINT AS beneficiaries_m,
    CASE WHEN luck % 10 = 0 THEN 'งบประมาณล่าช้า ' || luck % 60 || ' วัน' WHEN luck % 3 > 0 THEN 'ไม่มี' END AS problem,
    CASE WHEN luck % 4 > 0 THEN 'https://example.org/evidence/' || number END AS evidence
"""
"""The cells of a row that was made up; {0} is the number of its project."""


def grow(demo: Path, path: Path, rows: int) -> Path:
    """A build at `path` with about `rows` progress rows, made from the demonstration build `demo`."""
    with duckdb.connect(str(path)) as build:
        create_tables(build)
        build.execute(f"ATTACH '{demo}' AS demo (READ_ONLY)")
        _plan(build, rows)
        _add_years(build)
        _copy_demo(build)
        _add_projects(build)
        _add_rows(build)
        build.execute("DROP TABLE plan; DROP TABLE filler")
        build.execute("DETACH demo")
        build.execute("CHECKPOINT")
    return path


def _plan(build: duckdb.DuckDBPyConnection, rows: int) -> None:
    """`plan`: the submissions of the added years. `filler`: every report that gets rows, and how many."""
    first_month = f"{DEMO_FIRST_YEAR - ADDED_YEARS - 543 - 1}-10-01"
    build.execute(f"""
        CREATE TABLE plan AS
        SELECT 2 * row_number() OVER (ORDER BY month, reporter) - 1 AS seq, reporter,
               (DATE '{first_month}' + to_months(month::INTEGER))::DATE AS period_start,
               {DEMO_FIRST_YEAR - ADDED_YEARS} + (month // 12)::INTEGER AS fy,
               period_start + INTERVAL 1 MONTH + INTERVAL 3 DAY + INTERVAL 9 HOUR AS sent_at
        FROM ({AGENCIES_SQL}) CROSS JOIN range({12 * ADDED_YEARS}) AS months(month)""")
    build.execute(f"""
        CREATE TABLE filler AS
        SELECT *, ceil({rows} / count(*) OVER ())::INTEGER AS many FROM (
            SELECT seq, reporter, period_start, fy FROM plan UNION ALL
            SELECT submission_seq + (SELECT max(seq) + 1 FROM plan), reporter, period_start, fy FROM demo.counted
            WHERE form = 'progress' AND basis = 'official')""")


def _add_years(build: duckdb.DuckDBPyConnection) -> None:
    """Facts, submissions and acceptances of the added years: a report each month, accepted as it comes."""
    build.execute("INSERT INTO fact SELECT unnest([seq, seq + 1]), sent_at, unnest(['submission', 'accept']) FROM plan")
    build.execute("""
        INSERT INTO submission
        SELECT seq, format('S{:06d}', seq + 9000000), 'progress', reporter, strftime(period_start, '%Y-%m'),
               period_start, fy, 1, 'valid', sent_at, sent_at, 'agency.' || reporter, 'demo', 'progress.xlsx', 20000,
               sha256(seq::VARCHAR), many, false, true, '{}', 0, 0, 0
        FROM plan JOIN filler USING (seq, reporter, period_start, fy) ORDER BY seq""")
    build.execute("""
        INSERT INTO decision
        SELECT seq + 1, recorded_at, submission_id, 'accept', NULL, '', NULL, submitted_by, '{"policy":"auto"}'
        FROM submission ORDER BY seq""")
    build.execute(f"""
        INSERT INTO counted
        SELECT seq, submission_id, form, reporter, period, period_start, fy, basis, seq + (basis = 'official')::INTEGER,
               {STILL} FROM submission CROSS JOIN (VALUES ('official'), ('provisional')) AS bases(basis)""")


def _copy_demo(build: duckdb.DuckDBPyConnection) -> None:
    """All of the demonstration but its progress rows, its facts numbered after those of the added years."""
    shift = build.execute("SELECT max(seq) + 1 FROM plan").fetchone()
    assert shift is not None, "an aggregate without groups gives one row"
    for table in sorted({*table_names(build)} - {"plan", "filler", "progress"}):
        columns = [str(name) for name, *_ in build.execute(f'DESCRIBE "{table}"').fetchall()]
        moved = [
            f"CASE WHEN {name} = {STILL} THEN {name} ELSE {name} + {shift[0]} END"
            if name in SEQ_COLUMNS and not (table == "events" and name == "seq")
            else f'"{name}"'
            for name in columns
        ]
        build.execute(f'INSERT INTO "{table}" SELECT {", ".join(moved)} FROM demo."{table}"')
    build.execute("UPDATE build_info SET value = (SELECT max(seq) FROM fact)::VARCHAR WHERE key = 'last_fact_seq'")


def _projects(rows: int) -> int:
    """How many projects a year's register gains: a thousand at a million rows, at most four thousand."""
    return min(4000, max(100, rows // 1000))


def _add_projects(build: duckdb.DuckDBPyConnection) -> None:
    """Projects in the registers of the demonstration years, spread over the plans and over the agencies."""
    found = build.execute("SELECT sum(many) FROM filler").fetchone()
    assert found is not None, "an aggregate without groups gives one row"
    many = _projects(found[0])
    build.execute(f"""
        INSERT INTO projects BY NAME
        SELECT submission_seq, reporter, period_start, fy, (1000 + n)::INTEGER AS sheet_row, '{{}}' AS raw,
               format('B-{{:04d}}', n) AS project_code, 'PLAN' || (n % 6 + 1) AS item_code,
               'โครงการที่ ' || n AS project_name, lead AS lead_agency, (n % 500 + 1)::DECIMAL(18, 4) AS target,
               'คน' AS target_unit
        FROM (SELECT DISTINCT ON (fy) fy, submission_seq, reporter, period_start FROM counted
              WHERE form = 'projects' AND basis = 'official' AND to_seq = {STILL} ORDER BY fy, reporter)
        CROSS JOIN range({many}) AS numbers(n)
        JOIN (SELECT reporter AS lead, row_number() OVER (ORDER BY reporter) - 1 AS place FROM ({AGENCIES_SQL}))
          ON place = n % (SELECT count(*) FROM ({AGENCIES_SQL}))""")


def _add_rows(build: duckdb.DuckDBPyConnection) -> None:
    """The demonstration's progress rows and as many more, in the order of the ledger."""
    project = "number % (SELECT count(*) FROM projects WHERE fy = 2564 AND project_code LIKE 'B-%')"
    build.execute(f"""
        INSERT INTO progress BY NAME
        WITH agency AS (
            SELECT reporter, row_number() OVER (ORDER BY reporter) - 1 AS place, count(*) OVER () AS agencies
            FROM ({AGENCIES_SQL})
        ), told AS (
            SELECT seq AS submission_seq, filler.reporter, period_start, fy, n,
                   place + agencies * (n // {PROVINCES_OF_PROJECT}) AS number, hash(seq, n) % 1000 AS luck,
                   date_diff('month', make_date(fy - 544, 10, 1), period_start) + 1 AS age
            FROM filler JOIN agency USING (reporter)
            JOIN range((SELECT max(many) FROM filler)) AS numbers(n) ON n < many
        )
        SELECT * REPLACE (submission_seq + (SELECT max(seq) + 1 FROM plan) AS submission_seq) FROM demo.progress
        UNION ALL BY NAME
        SELECT submission_seq, reporter, period_start, fy, (1000 + n)::INTEGER AS sheet_row, {FILLED.format(project)}
        FROM told ORDER BY submission_seq, sheet_row""")
