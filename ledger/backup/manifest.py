"""What a backup says about itself: which ledger, up to where, what is in it, and what its figures were."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from ledger.canonical import canonical
from ledger.store import Head

FORMAT = 1
MEMBER = "manifest.json"
BACKUP = "backup"
"""The kind of the journal row that a backup leaves."""


@dataclass(frozen=True, slots=True)
class KpiDigest:
    """One digest per round (`2564:1` → SHA-256) of the figures at a fact's sequence number (kpi.round_digest)."""

    seq: int
    build: str
    rounds: Mapping[str, str]

    def moved(self, other: KpiDigest) -> list[str]:
        """The rounds whose figures differ, or that only one of the two knows."""
        keys = sorted({*self.rounds, *other.rounds})
        return [key for key in keys if self.rounds.get(key) != other.rounds.get(key)]


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the backup: how many rows it has and the SHA-256 of its lines."""

    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The manifest of one backup; `files` are the other members by name, with their SHA-256."""

    made_at: datetime
    schema_version: int
    engine: str
    head: Head
    last_fact_seq: int
    tables: Mapping[str, Table]
    originals: int
    files: Mapping[str, str]
    figures: KpiDigest | None
    """None when no build could be made at the time: the record was kept all the same."""

    def json(self) -> bytes:
        """The manifest as it stands in the backup."""
        plain: dict[str, Any] = asdict(self) | {"format": FORMAT, "head": str(self.head)}
        return canonical(plain | {"made_at": self.made_at.isoformat(timespec="seconds")}).encode()

    @classmethod
    def parse(cls, text: bytes) -> Manifest:
        """The manifest that `json` wrote. Raises ValueError, KeyError or TypeError on anything else."""
        found = json.loads(text)
        if found.pop("format") != FORMAT:
            raise ValueError("another format of backups")
        return cls(
            made_at=datetime.fromisoformat(found.pop("made_at")),
            head=Head.parse(found.pop("head")),
            tables={name: Table(**table) for name, table in found.pop("tables").items()},
            figures=KpiDigest(**figures) if (figures := found.pop("figures")) else None,
            **found,
        )
