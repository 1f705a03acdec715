"""The ledger itself: open it, read a snapshot, write one transaction. The journal in it is the audit chain."""

from __future__ import annotations

import copy
import hashlib
import hmac
import threading
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar

import sqlalchemy as sa

from base.clock import now
from ledger import engines, triggers
from ledger.canonical import Json, canonical, clean, digest_of_rows, say_moment
from ledger.faults import (
    NOT_A_LEDGER,
    TOO_NEW,
    WRONG_KEY,
    LedgerFault,
    LedgerTooNew,
    NotALedger,
    WrongAuditKey,
    fault,
    translated,
)
from ledger.head import EMPTY, Head, Mark
from ledger.migrate import migrate
from ledger.remembered import Remembered
from ledger.schema import METADATA, SCHEMA_VERSION, journal, meta

__all__ = ["EMPTY", "Head", "Ledger", "LedgerFault", "LedgerTooNew", "Mark", "Writer", "chain_hash", "key_mark"]

_SIGNED = ("prev_hash", "seq", "recorded_at", "kind", "is_fact", "is_demo", "actor", "subject", "payload")
Rows = Mapping[sa.Table, Sequence[Mapping[str, Any]]]
T = TypeVar("T")


def chain_hash(key: bytes, row: Mapping[str, Any]) -> str:
    """HMAC-SHA256 over the previous hash and every column of this journal row, 64 hexadecimal digits."""
    content = [say_moment(row[name]) if name == "recorded_at" else row[name] for name in _SIGNED]
    return hmac.new(key, canonical(content).encode(), hashlib.sha256).hexdigest()


class Writer:
    """One open writing transaction. Everything appended through it is recorded together or not at all."""

    def __init__(
        self, connection: sa.Connection, actor: str, recorded_at: datetime, is_demo: bool, head: Head, key: bytes
    ) -> None:
        self.connection = connection
        self.actor = clean(actor)
        self.recorded_at = recorded_at
        self.is_demo = is_demo
        self.head = head
        """The newest row as this transaction sees it, its own appended rows included."""
        self.fact_seq = 0
        """The newest fact that was appended through this writer; 0 when there is none."""
        self._key = key

    def append(
        self, kind: str, subject: str, payload: Mapping[str, Json], *, is_fact: bool = True, rows: Rows | None = None
    ) -> int:
        """Append one journal row and the rows that hang on it; returns its seq.

        The payload also receives `holds`: the digest of those rows per table, so that the chain covers them.
        """
        seq = self.head.seq + 1
        held = {table: [{"seq": seq, **row} for row in some] for table, some in (rows or {}).items() if some}
        holds = {table.name: digest_of_rows(table, some) for table, some in held.items()}
        row: dict[str, Any] = {
            "seq": seq,
            "recorded_at": self.recorded_at,
            "kind": kind,
            "is_fact": is_fact,
            "is_demo": self.is_demo,
            "actor": self.actor,
            "subject": clean(subject),
            "payload": canonical({**payload, "holds": holds}),
            "prev_hash": self.head.hash,
        }
        row["hash"] = chain_hash(self._key, row)
        self.connection.execute(journal.insert(), row)
        for table, some in held.items():
            self.connection.execute(table.insert(), some)
        self.head = Head(seq, row["hash"])
        if is_fact:
            self.fact_seq = seq
        return seq


class Ledger:
    """The record of everything that was sent and decided. One object per process; safe between threads."""

    def __init__(self, engine: sa.Engine, audit_key: bytes) -> None:
        self._engine = engine
        self._pen = threading.Lock()
        self._writing: set[int] = set()
        self._is_demonstration = False
        self._own = Mark()
        self._remembered = Remembered(engine)
        self.audit_key = audit_key
        self.where = engine.url.render_as_string(hide_password=True)

    @classmethod
    def open(cls, url: str, audit_key: bytes) -> Ledger:
        """The ledger at this URL; makes it when there is none, and brings an older one up (several processes may).

        Raises LedgerFault when it cannot be reached, written, understood, or was begun with another audit key.
        """
        ledger = cls(engines.make_engine(url), audit_key)
        with translated(ledger.where):
            engines.ensure_wal(ledger._engine)
            if ledger._is_new():
                ledger._create()
        if ledger._check() < SCHEMA_VERSION:
            ledger._bring_up()
        return ledger

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """One consistent snapshot; never waits for a writer. Raises LedgerFault when the database is out of reach."""
        with translated(self.where), self._engine.connect() as connection:
            engines.begin_read(connection)
            yield connection

    def remembered(
        self,
        key: Hashable,
        question: Callable[[sa.Connection], T],
        state: Callable[[sa.Connection], Hashable | None] | None = None,
    ) -> T:
        """The answer to `question` of a snapshot of now; not asked again while nothing is written to the ledger.

        The key must say everything that the answer depends on besides the ledger. With `state`, one value of all that
        the answer rests on (None where it cannot tell), nor while that is the same. Raises LedgerFault when the
        database is out of reach, and what `question` raises.
        """

        def asked() -> T:
            with self.read() as connection:
                return question(connection)

        def found() -> Hashable | None:
            assert state is not None
            with self.read() as connection:
                return state(connection)

        name = None if state is None else (f"{state.__module__}.{state.__qualname__}", found)
        with translated(self.where):
            answer: T = self._remembered.of(key, asked, name)
            return answer

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """What is `remembered` within is of one moment, so that the database is asked once what it is."""
        with translated(self.where), self._remembered.at_once():
            yield

    @contextmanager
    def write(self, actor: str, *, at: datetime | None = None, is_demo: bool = False) -> Iterator[Writer]:
        """The one writing transaction: recorded when the block ends, gone when it raises.

        `at` is naive Bangkok time; `recorded_at` is the later of it (or now) and the newest row's, so it never
        decreases with seq. Raises ValueError when `at` carries an offset, LedgerFault when writing is impossible.
        """
        if at is not None and at.tzinfo is not None:
            raise ValueError("the ledger keeps naive Bangkok time")
        with self._turn(), translated(self.where), self._engine.begin() as connection:
            engines.begin_write(connection)
            newest = connection.execute(sa.select(journal).order_by(journal.c.seq.desc()).limit(1)).one_or_none()
            stated = at or now()
            recorded_at = max(stated, newest.recorded_at) if newest else stated
            head = Head(newest.seq, newest.hash) if newest else EMPTY
            writer = Writer(connection, actor, recorded_at, is_demo or self._is_demonstration, head, self.audit_key)
            yield writer
        self._own.seq = max(self._own.seq, writer.fact_seq)

    @cached_property
    def demonstrating(self) -> Ledger:
        """This very ledger for whoever tries a demonstration: what is written through it is sample data too."""
        twin = copy.copy(self)
        twin._is_demonstration = True
        return twin

    def of_visitor(self, own: Mark) -> Ledger:
        """This very ledger for one visitor, whose facts are marked in `own`."""
        twin = copy.copy(self)
        twin.__dict__.pop("demonstrating", None)  # it would mark them in another one
        twin._own = own
        return twin

    @property
    def engine(self) -> sa.Engine:
        """The database behind it: the same object for every visitor's ledger."""
        return self._engine

    @property
    def in_earnest(self) -> Ledger:
        """This very ledger for what is no sample even in a demonstration: that the demonstration was taken out."""
        twin = copy.copy(self)
        twin._is_demonstration = False
        return twin

    def head(self) -> Head:
        """The newest journal row; `0:000…` when the ledger is empty."""
        with self.read() as connection:
            newest = sa.select(journal.c.seq, journal.c.hash).order_by(journal.c.seq.desc()).limit(1)
            row = connection.execute(newest).one_or_none()
        return Head(row.seq, row.hash) if row else EMPTY

    @property
    def own_fact_seq(self) -> int:
        """The newest fact that was recorded through this very object, or by the visitor whose it is (`of_visitor`)."""
        return self._own.seq

    @property
    def is_written(self) -> bool:
        """Whether somebody in this process is writing, or waiting to."""
        return self._pen.locked()

    def last_fact_seq(self) -> int:
        """The newest seq that a build has to know; 0 when there is none."""
        with self.read() as connection:
            return last_fact_seq(connection)

    def close(self) -> None:
        """Give the connections back; the ledger may be opened again."""
        self._remembered.forget()
        self._engine.dispose()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """One thread of this process at a time goes to the database for the pen."""
        me = threading.get_ident()
        if me in self._writing:
            raise RuntimeError("this thread is already writing to the ledger; use its writer")
        with self._pen:
            self._writing.add(me)
            try:
                yield
            finally:
                self._writing.discard(me)

    def _is_new(self) -> bool:
        with self._engine.connect() as connection:
            return not sa.inspect(connection).has_table(meta.name)

    def _create(self) -> None:
        with self._engine.begin() as connection:
            engines.begin_write(connection)
            if sa.inspect(connection).has_table(meta.name):
                return  # Another process was first.
            METADATA.create_all(connection, checkfirst=False)
            triggers.create(connection)
            connection.execute(
                meta.insert(),
                [
                    {"key": "schema_version", "value": str(SCHEMA_VERSION)},
                    {"key": "audit_key_mark", "value": key_mark(self.audit_key)},
                ],
            )

    def _bring_up(self) -> None:
        """An older ledger gets today's tables, once, however many processes open it at the same time."""
        with self._turn(), translated(self.where), self._engine.begin() as connection:
            engines.begin_write(connection)
            stamp = sa.select(meta.c.value).where(meta.c.key == "schema_version")
            if (found := int(connection.execute(stamp).scalar_one())) < SCHEMA_VERSION:
                migrate(connection, found)

    def _check(self) -> int:
        """The ledger's schema version, when it is one of ours. Raises LedgerFault otherwise."""
        with self.read() as connection:
            known = {row.key: row.value for row in connection.execute(sa.select(meta))}
        if not {"schema_version", "audit_key_mark"} <= known.keys():
            raise fault(NotALedger, NOT_A_LEDGER, where=self.where)
        if int(known["schema_version"]) > SCHEMA_VERSION:
            raise fault(LedgerTooNew, TOO_NEW, where=self.where, found=known["schema_version"], known=SCHEMA_VERSION)
        if known["audit_key_mark"] != key_mark(self.audit_key):
            raise fault(WrongAuditKey, WRONG_KEY, where=self.where)
        return int(known["schema_version"])


def last_fact_seq(connection: sa.Connection) -> int:
    """The newest fact's seq in this snapshot; 0 when there is none."""
    newest = sa.select(journal.c.seq).where(journal.c.is_fact).order_by(journal.c.seq.desc()).limit(1)
    return connection.execute(newest).scalar() or 0


def key_mark(key: bytes) -> str:
    """A mark of the key that tells nothing about it but whether it is the same one."""
    return hmac.new(key, b"tidtam ledger key mark", hashlib.sha256).hexdigest()[:16]
