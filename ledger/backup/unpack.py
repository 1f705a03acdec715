"""Bringing a backup back: into an empty place, in one transaction, and only when its chain verifies."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import sqlalchemy as sa

from base.access import Action
from base.clock import now
from base.settings import KEY_FILE
from ledger import engines, people, triggers
from ledger.audit import faults_in
from ledger.backup import lines
from ledger.backup.faults import ALTERED, DAMAGED, NOT_EMPTY, OTHER_KEY, TOO_NEW, BackupFault
from ledger.backup.manifest import MEMBER, Manifest
from ledger.backup.pack import KEPT_TABLES, ROWS_AT_ONCE
from ledger.backup.sealed import digest_of
from ledger.canonical import sha256
from ledger.faults import translated
from ledger.schema import METADATA, SCHEMA_VERSION, journal, meta, original
from ledger.store import Writer, key_mark

LONGEST_FILE = 64 << 20


def manifest_of(archive: ZipFile, name: str) -> Manifest:
    """The manifest of an opened backup. Raises BackupFault when there is none or a newer version wrote it."""
    try:
        found = Manifest.parse(archive.read(MEMBER))
    except (KeyError, ValueError, TypeError, BadZipFile) as error:
        raise BackupFault(DAMAGED.filled(file=name)) from error
    if found.schema_version > SCHEMA_VERSION:
        raise BackupFault(TOO_NEW.filled(file=name))
    return found


def files_of(archive: ZipFile, manifest: Manifest, name: str) -> dict[str, bytes]:
    """What stood beside the ledger: `audit.key`, `papers/letter.docx` … Raises BackupFault when altered."""
    found = {}
    for member, digest in manifest.files.items():
        if archive.getinfo(member).file_size > LONGEST_FILE or sha256(data := archive.read(member)) != digest:
            raise BackupFault(DAMAGED.filled(file=name))
        found[member] = data
    return found


def load(archive: ZipFile, manifest: Manifest, path: Path, url: str, audit_key: bytes, actor: str) -> None:
    """Fill the empty ledger at `url` and record who did it. Everything or nothing.

    Raises BackupFault when there is data already, the key is another one, or the content fails its chain; NotAllowed
    and UnknownUser when `actor` may not do this; LedgerFault when the place cannot be reached.
    """
    engine = engines.make_engine(url)
    where = engine.url.render_as_string(hide_password=True)
    try:
        with translated(where), engine.begin() as connection:
            engines.begin_write(connection)
            _make_room(connection, where)
            METADATA.create_all(connection, checkfirst=False)
            _rows(connection, archive, manifest, path.name)
            _check(connection, manifest, path.name, audit_key)
            people.user(connection, actor).must(Action.SYSTEM_RUN)
            _record(connection, manifest, path, audit_key, actor)
            triggers.create(connection)
    finally:
        engine.dispose()


def _make_room(connection: sa.Connection, where: str) -> None:
    if not sa.inspect(connection).has_table(meta.name):
        return
    if connection.execute(sa.select(sa.func.count()).select_from(journal)).scalar():
        raise BackupFault(NOT_EMPTY.filled(where=where))
    METADATA.drop_all(connection)


def _rows(connection: sa.Connection, archive: ZipFile, manifest: Manifest, name: str) -> None:
    """Every row of the backup, in the order in which the tables can be filled. Raises BackupFault."""
    try:
        for table in METADATA.sorted_tables:
            if table is original:
                _originals(connection, archive, manifest)
            elif table in KEPT_TABLES and table.name in manifest.tables:
                _table(connection, archive, manifest, table)
    except (KeyError, ValueError, TypeError, BadZipFile, sa.exc.IntegrityError) as error:
        raise BackupFault(DAMAGED.filled(file=name)) from error
    stamp = meta.update().where(meta.c.key == "schema_version").values(value=str(SCHEMA_VERSION))
    connection.execute(stamp)


def _table(connection: sa.Connection, archive: ZipFile, manifest: Manifest, table: sa.Table) -> None:
    digest, count = hashlib.sha256(), 0
    with archive.open(f"tables/{table.name}.jsonl") as member:

        def read() -> Iterator[bytes]:
            for line in member:
                digest.update(line)
                yield line

        rows = lines.read(table, read())
        while some := list(islice(rows, ROWS_AT_ONCE)):
            connection.execute(table.insert(), some)
            count += len(some)
    if (count, digest.hexdigest()) != (manifest.tables[table.name].rows, manifest.tables[table.name].sha256):
        raise ValueError(table.name)


def _originals(connection: sa.Connection, archive: ZipFile, manifest: Manifest) -> None:
    names = [name for name in archive.namelist() if name.startswith("originals/")]
    for name in names:
        digest, data = name.removeprefix("originals/"), archive.read(name)
        if sha256(data) != digest:
            raise ValueError(name)
        connection.execute(original.insert(), {"sha256": digest, "bytes": data, "size": len(data)})
    if len(names) != manifest.originals:
        raise ValueError("originals")


def _check(connection: sa.Connection, manifest: Manifest, name: str, audit_key: bytes) -> None:
    mark = connection.execute(sa.select(meta.c.value).where(meta.c.key == "audit_key_mark")).scalar()
    if mark != key_mark(audit_key):
        raise BackupFault(OTHER_KEY.filled(file=name, key_file=KEY_FILE))
    if faults := faults_in(connection, audit_key, manifest.head):
        raise BackupFault(ALTERED.filled(file=name, count=len(faults), first=faults[0].text.th))


def _record(connection: sa.Connection, manifest: Manifest, path: Path, audit_key: bytes, actor: str) -> None:
    """The restore itself stands in the chain, after everything that was brought back."""
    newest = connection.execute(sa.select(journal.c.recorded_at).order_by(journal.c.seq.desc()).limit(1)).scalar()
    moment = max(now(), newest) if newest else now()
    writer = Writer(connection, actor, moment, False, manifest.head, audit_key)
    told = {"sha256": digest_of(path), "made_at": manifest.made_at.isoformat(), "head": str(manifest.head)}
    writer.append("restore", path.name, told, is_fact=False)
