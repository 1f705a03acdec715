"""The annual report as a recorded paper: its figures under a reference, then one edition of the document."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from base.access import Action, User
from base.words import Text
from exports import cited
from exports.annual import document, gather
from exports.annual.document import Edition
from exports.letters.office import office
from exports.reference import Reference
from kpi import papers
from kpi.model import Ask
from kpi.papers import BEHIND, REPORT, NewPaper, PaperRefused
from kpi.store import Build
from ledger import submissions
from ledger.store import Ledger

TITLE = Text("รายงานผลการดำเนินงานประจำปี {year}", "Annual report, {year}")


@dataclass(frozen=True, slots=True)
class Issued:
    """A report that was recorded and written."""

    reference: Reference
    edition: Edition
    file_name: str


def report(
    ledger: Ledger,
    build: Build,
    asked: Ask,
    *,
    user: User,
    public_url: str,
    papers_dir: Path | None = None,
    old: bytes | None = None,
) -> Issued:
    """Record and write the report; with `old`, the edition that people have edited, their words stay.

    The agencies' own words and photos stand in it: for the Office, not for one agency about the others.
    Where something came in since the build was made, it says what the build knew.
    Raises NotAllowed, ReportRefused before anything is recorded, and LedgerFault.
    """
    user.must(Action.TRACE_VIEW)
    if old is not None:
        document.must_be_ours(old, asked.round.fiscal_year)
    try:
        return _report(ledger, build, asked, user, public_url, papers_dir, old)
    except PaperRefused as fault:
        if fault.text != BEHIND:
            raise
    known = replace(asked, known_at=min(asked.known_at, build.last_recorded_at))
    return _report(ledger, build, known, user, public_url, papers_dir, old)


def _report(
    ledger: Ledger, build: Build, asked: Ask, user: User, public_url: str, papers_dir: Path | None, old: bytes | None
) -> Issued:
    told = gather.year(build, asked)
    year = told.fiscal_year
    new = NewPaper(REPORT, TITLE.say(year=year.say()), asked, document.printed(told))
    reference = cited.numbered(papers.issue(ledger, build, new, user=user), public_url)
    with ledger.read() as connection:
        made = document.edition(
            told,
            reference,
            lambda digest: submissions.original(connection, digest),
            papers_dir=papers_dir,
            old=old,
            kind="thai" if office(papers_dir).thai_digits else "arabic",
        )
    return Issued(reference, made, f"annual-report-{year.year_be}.docx")
