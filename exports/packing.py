"""A committee pack that is recorded: its figures kept under the reference that is printed on it."""

from __future__ import annotations

from dataclasses import replace

from base.access import User
from exports import cited, gather
from exports.content import Content
from exports.reference import Reference
from kpi import papers
from kpi.model import Ask
from kpi.papers import NewPaper, PaperRefused
from kpi.store import Build
from ledger.store import Ledger

__all__ = ["Reference", "drafted"]


def drafted(
    ledger: Ledger, build: Build, asked: Ask, track: str, user: User, public_url: str
) -> tuple[Content, Reference]:
    """Record a pack as a draft: what it says, pinned to its day and moment, and its reference.

    Where something came in since the build was made, it says what the build knew. Raises NotAllowed and LedgerFault.
    """
    pinned = papers.pinned(asked)
    try:
        return _issued(ledger, build, gather.content(build, pinned, track), user, public_url)
    except PaperRefused:
        pinned = replace(pinned, known_at=min(pinned.known_at, build.last_recorded_at))
        return _issued(ledger, build, gather.content(build, pinned, track), user, public_url)


def _issued(ledger: Ledger, build: Build, said: Content, user: User, public_url: str) -> tuple[Content, Reference]:
    new = NewPaper(papers.PACK, said.title, said.ask, said.figures, track=said.track)
    return said, cited.numbered(papers.issue(ledger, build, new, user=user), public_url)
