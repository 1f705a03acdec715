"""Append-only, kept by the database itself: nothing is changed, nothing is removed, the journal has no gaps."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa

from ledger.schema import JOURNALLED, journal, original

KEPT = (journal, original, *JOURNALLED)
_REFUSAL = "the ledger is append-only"
_NO_GAP = "the journal goes on from its newest row"
_ONLY_NEWEST = "rows are added only under the newest journal row"

_PG_REFUSE = f"""
CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{_REFUSAL}: %', TG_TABLE_NAME USING ERRCODE = '23000'; END $$"""

_PG_FOLLOWS = f"""
CREATE OR REPLACE FUNCTION ledger_journal_follows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE newest journal%ROWTYPE;
BEGIN
  SELECT * INTO newest FROM journal ORDER BY seq DESC LIMIT 1;
  IF NEW.seq <> coalesce(newest.seq, 0) + 1 OR NEW.prev_hash <> coalesce(newest.hash, NEW.prev_hash)
     OR NEW.recorded_at < coalesce(newest.recorded_at, NEW.recorded_at)
  THEN RAISE EXCEPTION '{_NO_GAP}' USING ERRCODE = '23000'; END IF;
  RETURN NEW;
END $$"""

_PG_NEWEST = f"""
CREATE OR REPLACE FUNCTION ledger_only_newest() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.seq IS DISTINCT FROM (SELECT max(seq) FROM journal)
  THEN RAISE EXCEPTION '{_ONLY_NEWEST}' USING ERRCODE = '23000'; END IF;
  RETURN NEW;
END $$"""

_LITE_FOLLOWS = f"""
CREATE TRIGGER journal_follows BEFORE INSERT ON journal
WHEN NEW.seq <> coalesce((SELECT max(seq) FROM journal), 0) + 1
  OR EXISTS (SELECT 1 FROM journal WHERE seq = NEW.seq - 1
             AND (hash <> NEW.prev_hash OR recorded_at > NEW.recorded_at))
BEGIN SELECT RAISE(ABORT, '{_NO_GAP}'); END"""


def create(connection: sa.Connection, tables: Collection[sa.Table] = KEPT) -> None:
    """Put the triggers on freshly made tables."""
    statements = _postgresql(tables) if connection.dialect.name == "postgresql" else _sqlite(tables)
    for statement in statements:
        connection.execute(sa.text(statement))


def _sqlite(tables: Collection[sa.Table]) -> list[str]:
    refuse = [
        f"CREATE TRIGGER {table.name}_no_{verb.lower()} BEFORE {verb} ON {table.name} "
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}: {table.name}'); END"
        for table in tables
        for verb in ("UPDATE", "DELETE")
    ]
    newest = [
        f"CREATE TRIGGER {table.name}_only_newest BEFORE INSERT ON {table.name} "
        f"WHEN NEW.seq IS NOT (SELECT max(seq) FROM journal) BEGIN SELECT RAISE(ABORT, '{_ONLY_NEWEST}'); END"
        for table in JOURNALLED
        if table in tables
    ]
    return [*refuse, *newest, *([_LITE_FOLLOWS] if journal in tables else [])]


def _postgresql(tables: Collection[sa.Table]) -> list[str]:
    refuse = [
        f"CREATE TRIGGER {table.name}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table.name} "
        "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()"
        for table in tables
    ]
    newest = [
        f"CREATE TRIGGER {table.name}_only_newest BEFORE INSERT ON {table.name} "
        "FOR EACH ROW EXECUTE FUNCTION ledger_only_newest()"
        for table in JOURNALLED
        if table in tables
    ]
    follows = (
        "CREATE TRIGGER journal_follows BEFORE INSERT ON journal FOR EACH ROW EXECUTE FUNCTION ledger_journal_follows()"
    )
    return [_PG_REFUSE, _PG_FOLLOWS, _PG_NEWEST, *refuse, *newest, *([follows] if journal in tables else [])]
