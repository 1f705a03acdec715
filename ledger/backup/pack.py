"""Making a backup: one snapshot of the ledger, whoever is writing meanwhile, sealed in one file.

Readers of the ledger never wait for writers and never hold them up (`Ledger.read`), in either engine; so this may run
at any time. What changes while it runs is in the next one.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import sqlalchemy as sa

from base.clock import now
from ledger.audit import faults_in
from ledger.backup import lines, shelf
from ledger.backup.faults import EXISTS, NO_ROOM, UNSOUND, BackupFault
from ledger.backup.manifest import MEMBER, KpiDigest, Manifest, Table
from ledger.backup.sealed import digest_of, writing
from ledger.canonical import sha256
from ledger.schema import METADATA, SCHEMA_VERSION, WORKING, journal, original
from ledger.store import EMPTY, Head, Ledger, last_fact_seq

KEPT_TABLES = tuple(table for table in METADATA.sorted_tables if table not in (*WORKING, original))
"""Every table of the record in the order in which it can be filled; open sessions and links are not the record."""
DRAFT = ".making-"
SNAPSHOTS = 3
ROWS_AT_ONCE = 200

Figures = Callable[[], KpiDigest | None]
"""The figures of the ledger's newest fact; None when no build can be made."""


@dataclass(frozen=True, slots=True)
class Made:
    """A finished backup."""

    path: Path
    sha256: str
    size_bytes: int
    is_encrypted: bool
    manifest: Manifest


def make(
    ledger: Ledger, folder: Path, name: str | None, figures: Figures, files: Mapping[str, bytes], key: str | None
) -> Made:
    """A backup of the ledger as it stands, with `files` beside it, encrypted when there is a key (TIDTAM_BACKUP_KEY).

    It gets a name of its own when none is given. Raises BackupFault when the ledger is not sound, the name is taken or
    there is no room; a file is either complete under its name or not there.
    """
    for turn in range(1, SNAPSHOTS + 1):
        told = figures()
        with ledger.read() as connection:
            # Figures of this very snapshot if possible; otherwise the manifest says of which fact they are.
            if told and told.seq != last_fact_seq(connection) and turn < SNAPSHOTS:
                continue
            if faults := faults_in(connection, ledger.audit_key):
                raise BackupFault(UNSOUND.filled(count=len(faults)))
            with _draft(folder) as draft:
                with writing(draft, key) as archive:
                    manifest = _fill(archive, connection, files, told)
                path = folder / (name or shelf.name_of(manifest, is_encrypted=key is not None))
                made = Made(path, digest_of(draft), draft.stat().st_size, key is not None, manifest)
                if path.exists():
                    raise BackupFault(EXISTS.filled(file=path))
                draft.rename(path)
            return made
    raise AssertionError("the last turn always returns")


@contextmanager
def _draft(folder: Path) -> Iterator[Path]:
    """A path to write at, gone at the end unless it was given a name; trouble with the disk comes out as a sentence."""
    draft = folder / f"{DRAFT}{os.getpid()}-{secrets.token_hex(4)}"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        yield draft
        _sync(folder)
    except OSError as error:
        raise BackupFault(NO_ROOM.filled(where=folder)) from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _fill(archive: ZipFile, connection: sa.Connection, files: Mapping[str, bytes], told: KpiDigest | None) -> Manifest:
    tables: dict[str, Table] = {}
    for table in KEPT_TABLES:
        query = sa.select(table).order_by(*table.primary_key)
        rows = connection.execute(query, execution_options={"yield_per": ROWS_AT_ONCE})
        with archive.open(f"tables/{table.name}.jsonl", "w", force_zip64=True) as member:
            tables[table.name] = lines.write(table, rows, member)
    kept = connection.execute(sa.select(original.c.sha256).order_by(original.c.sha256)).scalars().all()
    for digest in kept:
        data = bytes(connection.execute(sa.select(original.c.bytes).where(original.c.sha256 == digest)).scalar_one())
        name = ZipInfo(f"originals/{digest}")
        name.compress_type = ZIP_STORED if data.startswith(b"PK") else archive.compression
        archive.writestr(name, data)
    for member_name, data in files.items():
        archive.writestr(member_name, data)
    newest = sa.select(journal.c.seq, journal.c.hash).order_by(journal.c.seq.desc()).limit(1)
    row = connection.execute(newest).one_or_none()
    manifest = Manifest(
        made_at=now().replace(microsecond=0),
        schema_version=SCHEMA_VERSION,
        engine=connection.dialect.name,
        head=Head(row.seq, row.hash) if row else EMPTY,
        last_fact_seq=last_fact_seq(connection),
        tables=tables,
        originals=len(kept),
        files={name: sha256(data) for name, data in files.items()},
        figures=told,
    )
    archive.writestr(MEMBER, manifest.json())
    return manifest


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
