"""What somebody is typing: kept for the session, so that neither another page nor another language loses a word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from base.access import User
from base.period import parse_period
from base.words import Text
from etl import screen
from etl.receipt import Outcome
from etl.screen import Opened, Preview, Stale, Typed
from ledger.store import Ledger
from ui import session

Key = tuple[str, str, str, str]
"""User, form, reporter, period."""


@dataclass(slots=True)
class Draft:
    """One form being typed."""

    key: Key
    opened: Opened
    start: tuple[Typed, ...]
    """The rows that the table on screen started from."""
    typed: tuple[Typed, ...]
    """The rows as they stand on screen now."""
    is_nil: bool
    generation: int = 0
    """Counted up whenever the table starts from other rows, so that it is a new table."""
    looked: tuple[tuple[Typed, ...], bool, Preview] | None = None
    """What was looked at last, and what would change then."""
    stale: Stale | None = None
    outcome: Outcome | None = None
    refusal: Text | None = None

    @property
    def preview(self) -> Preview | None:
        """What would change; None as soon as something else is typed."""
        is_current = self.looked is not None and self.looked[:2] == (self.typed, self.is_nil)
        return self.looked[2] if is_current and self.looked else None

    @property
    def has_answer(self) -> bool:
        """Whether there is something to say about what was typed or saved."""
        return any((self.looked, self.stale, self.outcome, self.refusal))

    @property
    def is_touched(self) -> bool:
        """Whether anything on screen differs from the opened form."""
        return self.is_nil != self.opened.is_nil or _cells(self.typed) != _cells(self.opened.start)

    def start_from(self, opened: Opened, rows: Sequence[Typed], *, is_nil: bool) -> None:
        """Put other rows on screen; what was said about the earlier ones is over."""
        self.opened, self.start, self.typed, self.is_nil = opened, tuple(rows), tuple(rows), is_nil
        self.generation += 1
        self.looked = self.stale = self.outcome = self.refusal = None


def draft_of(ledger: Ledger, user: User, form: str, reporter: str, period: str) -> Draft:
    """The draft of this form, opened when there is none; one that nobody touched follows the latest version.

    Raises NotAllowed and LedgerFault.
    """
    drafts: dict[Key, Draft] = session.kept("drafts", {})
    key = (user.code, form, reporter, period)
    draft = drafts.get(key)
    if draft is None or not draft.is_touched:
        opened = screen.open_form(ledger, user, form, reporter, parse_period(period))
        if draft is None:
            draft = Draft(key, opened, opened.start, opened.start, opened.is_nil)
        elif _base(opened) != _base(draft.opened):
            draft.start_from(opened, opened.start, is_nil=opened.is_nil)
    session.keep("drafts", {**drafts, key: draft})
    return draft


def _base(opened: Opened) -> str | None:
    return opened.base.submission_id if opened.base else None


def _cells(rows: Sequence[Typed]) -> list[tuple[int | None, dict[str, str]]]:
    return [(row.origin, {code: text for code, text in row.cells.items() if text}) for row in rows]
