"""A committee pack that is recorded: its figures kept under the reference that is printed on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from base.access import User
from exports import cited, gather
from exports.content import Content
from exports.reference import Reference
from kpi import papers, publishing
from kpi.checklist import Check
from kpi.model import Ask
from kpi.papers import BEHIND, NewPaper, Paper, PaperRefused
from kpi.store import Build
from ledger.store import Ledger

__all__ = ["Reference", "checked", "drafted", "published"]

Issue = Callable[[NewPaper], Paper]


def drafted(
    ledger: Ledger, build: Build, asked: Ask, track: str, user: User, public_url: str
) -> tuple[Content, Reference]:
    """Record a pack as a draft: what it says, pinned to its day and moment, and its reference.

    Where something came in since the build was made, it says what the build knew. Raises NotAllowed and LedgerFault.
    """
    return _recorded(build, asked, track, public_url, lambda new: papers.issue(ledger, build, new, user=user))


def published(
    ledger: Ledger, build: Build, asked: Ask, track: str, user: User, public_url: str, *, reason: str = ""
) -> tuple[Content, Reference]:
    """The same as final. Raises as `drafted`, and PaperRefused when the list is not passed and no reason is given."""

    def issue(new: NewPaper) -> Paper:
        return publishing.publish(ledger, build, new, user=user, reason=reason)

    return _recorded(build, asked, track, public_url, issue)


def checked(ledger: Ledger, build: Build, said: Content) -> tuple[Check, ...]:
    """The list as it stands for this pack."""
    return publishing.checked(ledger, build, _new(said))


def _recorded(build: Build, asked: Ask, track: str, public_url: str, issue: Issue) -> tuple[Content, Reference]:
    pinned = papers.pinned(asked, build=build)
    try:
        return _issued(gather.content(build, pinned, track), public_url, issue)
    except PaperRefused as fault:
        if fault.text != BEHIND:
            raise
        pinned = replace(pinned, known_at=min(pinned.known_at, build.last_recorded_at))
        return _issued(gather.content(build, pinned, track), public_url, issue)


def _issued(said: Content, public_url: str, issue: Issue) -> tuple[Content, Reference]:
    return said, cited.numbered(issue(_new(said)), public_url)


def _new(said: Content) -> NewPaper:
    return NewPaper(papers.PACK, said.title, said.ask, said.figures, track=said.track)
