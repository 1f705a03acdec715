"""An older ledger brought to the tables of today, in place and in one transaction. The journal is never touched.

The digests in the journal cover the rows that are there, column by column, so a step may add tables and widen what a
column may hold, but never change a column of a table that holds rows.
"""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa

from ledger import triggers
from ledger.schema import SCHEMA_VERSION, WORKING, account, attachment, decision, meta


def migrate(connection: sa.Connection, found: int) -> None:
    """Every step from schema version `found` to today's. Needs the one writing transaction."""
    for version in range(found, SCHEMA_VERSION):
        STEPS[version](connection)
    stamp = meta.update().where(meta.c.key == "schema_version").values(value=str(SCHEMA_VERSION))
    connection.execute(stamp)


def _attachments_and_problems(connection: sa.Connection) -> None:
    """1 → 2: the table of attachments, and the decisions about problems (and about rounds, in the oldest ledgers)."""
    attachment.create(connection)
    triggers.create(connection, (attachment,))
    _decisions_of_today(connection)


def _decisions_of_today(connection: sa.Connection) -> None:
    """2 → 3: the commentary on an indicator and its actions are decisions too."""
    if connection.dialect.name == "postgresql":
        _replace_checks(connection, decision)
    else:
        _make_anew(connection, decision)
        triggers.create(connection, (decision,))


def _accounts(connection: sa.Connection) -> None:
    """3 → 4: accounts, which hang on the journal, and the working tables of signing in, which do not."""
    for table in (account, *WORKING):
        table.create(connection)
    triggers.create(connection, (account,))


def _replace_checks(connection: sa.Connection, table: sa.Table) -> None:
    """PostgreSQL: the CHECKs of a table as they are declared today."""
    checks = [one for one in table.constraints if isinstance(one, sa.CheckConstraint)]
    for check in checks:
        connection.execute(sa.schema.DropConstraint(check, if_exists=True))
        connection.execute(sa.schema.AddConstraint(check, isolate_from_table=False))


def _make_anew(connection: sa.Connection, table: sa.Table) -> None:
    """SQLite cannot change a CHECK: the table is made again and its rows are copied, before it has its triggers."""
    name, old = table.name, f"{table.name}_before"
    kinds = "SELECT name FROM sqlite_master WHERE tbl_name = '{}' AND type = '{}' AND sql IS NOT NULL"
    for kind in ("trigger", "index"):
        for found in connection.exec_driver_sql(kinds.format(name, kind)).scalars().all():
            connection.exec_driver_sql(f"DROP {kind.upper()} {found}")
    connection.exec_driver_sql(f"ALTER TABLE {name} RENAME TO {old}")
    table.create(connection)
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    connection.exec_driver_sql(f"INSERT INTO {name} ({columns}) SELECT {columns} FROM {old} ORDER BY seq")
    connection.exec_driver_sql(f"DROP TABLE {old}")


STEPS: dict[int, Callable[[sa.Connection], None]] = {
    1: _attachments_and_problems,
    2: _decisions_of_today,
    3: _accounts,
}
"""Schema version → the step that leads to the next one."""
