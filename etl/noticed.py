"""What the checks noticed in a year: why files were refused, and which warnings nobody has explained, by code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from base.period import DEADLINE_TIME, FiscalYear
from base.words import Language
from etl.findings import Finding, Severity
from etl.findings.catalogue import CATALOGUE
from ledger import decisions
from ledger.records import seq_of
from ledger.schema import finding, journal, submission

NO_CELL = "-"
BLANK = "…"


@dataclass(frozen=True, slots=True)
class Noticed:
    """One code of the catalogue and how often it was found."""

    code: str
    submissions: int
    cells: int
    unexplained: int
    """Warnings of the versions that count which nobody has explained; 0 for what refuses a file."""

    def to_do(self, language: Language = "th") -> str:
        """What the catalogue's sentence asks for, with its blanks left open."""
        if self.code not in CATALOGUE:
            return self.code
        words = Finding(self.code, CATALOGUE[self.code].severity).parts(language)[0]
        return words.replace("–", BLANK)


@dataclass(frozen=True, slots=True)
class Intake:
    """What came in for a year, what was refused and why, and what was warned of."""

    sent: int
    refused: int
    reasons: tuple[Noticed, ...]
    """The errors of files that were refused or must be mended, the most frequent first."""
    warnings: tuple[Noticed, ...]
    """The warnings of the versions that count, the least explained first."""


def intake(connection: sa.Connection, year: FiscalYear, standing: Collection[int], known_seq: int) -> Intake:
    """The year's intake up to the fact `known_seq`; `standing` are the versions that count.

    A file whose period could not be read belongs to the year in which it came.
    """
    sent = dict(_sent(connection, year, known_seq))
    explained = {
        (seq_of(one.submission_id), one.payload.get("code"), one.payload.get("cell"))
        for one in decisions.of_kind(connection, "explain")
        if one.submission_id and one.seq <= known_seq
    }
    errors: list[tuple[str, int]] = []
    warnings: list[tuple[str, int]] = []
    open_: Counter[str] = Counter()
    columns = finding.c.seq, finding.c.code, finding.c.severity, finding.c.cell
    for seq, code, severity, cell in connection.execute(sa.select(*columns).where(finding.c.seq <= known_seq)):
        if severity == Severity.ERROR and sent.get(seq, "valid") != "valid":
            errors.append((code, seq))
        elif severity == Severity.WARNING and seq in standing:
            warnings.append((code, seq))
            open_[code] += (seq, code, cell or NO_CELL) not in explained
    refused = sum(status != "valid" for status in sent.values())
    reasons = sorted(_counted(errors, Counter()), key=lambda one: (-one.submissions, -one.cells, one.code))
    warned = sorted(_counted(warnings, open_), key=lambda one: (-one.unexplained, -one.cells, one.code))
    return Intake(len(sent), refused, tuple(reasons), tuple(warned))


def _sent(connection: sa.Connection, year: FiscalYear, known_seq: int) -> Iterator[tuple[int, str]]:
    """(seq, status) of everything that was sent for the year."""
    periods = [*(str(month) for month in year.months), str(year)]
    start, end = datetime.combine(year.start, datetime.min.time()), datetime.combine(year.end, DEADLINE_TIME)
    is_of_year = submission.c.period.in_(periods)
    came_in_year = sa.and_(submission.c.period.is_(None), submission.c.received_at.between(start, end))
    query = sa.select(submission.c.seq, submission.c.status).join(journal, journal.c.seq == submission.c.seq)
    for row in connection.execute(query.where(submission.c.seq <= known_seq, is_of_year | came_in_year)):
        yield row.seq, row.status


def _counted(found: Collection[tuple[str, int]], unexplained: Counter[str]) -> Iterator[Noticed]:
    cells = Counter(code for code, _ in found)
    submissions = Counter(code for code, _ in set(found))
    for code, count in cells.items():
        yield Noticed(code, submissions[code], count, unexplained[code])
