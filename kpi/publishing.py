"""A draft is issued by anybody who may see the figures; a published paper has passed the list or gives a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from base.access import Action, User
from base.words import LANGUAGES, Text
from kpi import papers
from kpi.checklist import Check, checks
from kpi.model import Ask
from kpi.papers import NewPaper, Paper, PaperRefused
from kpi.store import Build
from ledger.store import Ledger

NOT_PASSED = Text(
    "ระบุเหตุผลหากต้องการเผยแพร่ เพราะยังไม่ผ่าน: {which}", "Give a reason to publish all the same; not passed: {which}"
)


def newest_draft(ledger: Ledger, kind: str, track: str | None, asked: Ask) -> Paper | None:
    """The last draft of this paper for the same round, day and basis."""
    return _newest(ledger, kind, track, asked, is_final=False)


def newest_final(ledger: Ledger, kind: str, track: str | None, asked: Ask) -> Paper | None:
    """The paper published last for the same round, day and basis."""
    return _newest(ledger, kind, track, asked, is_final=True)


def _newest(ledger: Ledger, kind: str, track: str | None, asked: Ask, *, is_final: bool) -> Paper | None:
    return next(
        (
            one
            for one in papers.every(ledger)
            if one.is_final is is_final
            and (one.kind, one.track, one.ask.round) == (kind, track, asked.round)
            and (one.ask.as_of, one.ask.official) == (asked.as_of, asked.official)
        ),
        None,
    )


def checked(ledger: Ledger, build: Build, new: NewPaper) -> tuple[Check, ...]:
    """The list as it stands for a paper that is about to be published."""
    return checks(build, new.ask, new.figures, newest_draft(ledger, new.kind, new.track, new.ask))


def publish(
    ledger: Ledger, build: Build, new: NewPaper, *, user: User, reason: str = "", at: datetime | None = None
) -> Paper:
    """Issue a paper as final. Raises NotAllowed, and PaperRefused when a check fails and no reason is given."""
    user.must(Action.PAPER_PUBLISH)
    found = checked(ledger, build, new)
    failed = [one for one in found if not one.is_passed]
    if failed and not reason.strip():
        said = (
            "; ".join(f"{one.title.say(tongue)} ({one.detail.say(tongue)})" for one in failed) for tongue in LANGUAGES
        )
        thai, english = said
        raise PaperRefused(Text(NOT_PASSED.th.format(which=thai), NOT_PASSED.en.format(which=english)))
    kept = tuple(one.plain() for one in found)
    final = replace(new, is_final=True, checks=kept, reason=reason if failed else "")
    return papers.issue(ledger, build, final, user=user, at=at)
