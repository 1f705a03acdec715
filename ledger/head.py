"""How far a ledger goes: its newest row, and the newest fact that somebody has recorded."""

from __future__ import annotations

from dataclasses import dataclass

GENESIS_HASH = "0" * 64


@dataclass(frozen=True, slots=True)
class Head:
    """The newest journal row: its number and hash. Printed on receipts, so that a removed tail is found."""

    seq: int
    hash: str

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash}"

    @classmethod
    def parse(cls, text: str) -> Head:
        """`"12:9f…"` → Head. Raises ValueError on anything else."""
        seq, _, digest = text.strip().partition(":")
        if not seq.isdecimal() or len(digest) != 64:
            raise ValueError(f"not a head like SEQ:HASH: {text}")
        return cls(int(seq), digest.lower())


EMPTY = Head(0, GENESIS_HASH)


@dataclass(slots=True)
class Mark:
    """The newest fact that somebody has recorded; 0 when they have not."""

    seq: int = 0
