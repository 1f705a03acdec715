"""What the agencies wrote in their annual results: situation, summary, problems, photos; for the annual report (T5.6).

The numbers of the year come from the monthly reports by default (A-36); nothing here is a figure.
"""

from __future__ import annotations

from dataclasses import dataclass

from kpi.model import Ask
from kpi.store import Build

PHOTOS = ("image/jpeg", "image/png")
_COUNTING = "counted.form = 'annual' AND basis = $basis AND counted.fy = $fy AND from_seq <= $seq AND $seq < to_seq"


@dataclass(frozen=True, slots=True)
class Told:
    """One row of an agency's annual results."""

    agency: str
    project_code: str
    project_name: str
    """Empty where no register knows the code."""
    plan: str
    narrative: str
    situation: str
    problem: str
    solution: str


@dataclass(frozen=True, slots=True)
class Photo:
    """One photo: kept in the ledger (`sha256`), or a link that is never fetched."""

    agency: str
    project_code: str
    caption: str
    may_be_printed: bool
    """The people in it agreed to its being published: said with the file, and not denied in the row it proves."""
    sha256: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Annual:
    """The annual results of a year."""

    rows: tuple[Told, ...]
    photos: tuple[Photo, ...]


def annual(build: Build, asked: Ask) -> Annual:
    """What counts of the year's annual results as known at the moment asked for, by agency and project."""
    known: dict[str, object] = {
        "basis": "official" if asked.official else "provisional",
        "fy": asked.round.fiscal_year.year_be,
        "seq": build.seq_at(asked.known_at),
    }
    names = _projects(build, known)
    rows = build.rows(
        f"""SELECT annual.reporter, project_code, coalesce(narrative, ''), coalesce(situation, ''),
                   coalesce(problem, ''), coalesce(solution, ''), coalesce(photo, ''), coalesce(photo_caption, ''),
                   coalesce(photo_consent, false)
            FROM annual JOIN counted USING (submission_seq) WHERE {_COUNTING}
            ORDER BY annual.reporter, sheet_row""",
        known,
    )
    told = tuple(Told(row[0], row[1], *names.get(row[1], ("", "")), *row[2:6]) for row in rows)
    links = tuple(Photo(row[0], row[1], row[7], row[8], link=row[6]) for row in rows if row[6])
    return Annual(told, (*_kept(build, known), *links))


def _projects(build: Build, known: dict[str, object]) -> dict[str, tuple[str, str]]:
    rows = build.rows(
        f"""SELECT project_code, project_name, item_code FROM projects JOIN counted USING (submission_seq)
            WHERE {_COUNTING.replace("'annual'", "'projects'")} ORDER BY submission_seq, sheet_row""",
        known,
    )
    return {code: (name, item) for code, name, item in rows}


def _kept(build: Build, known: dict[str, object]) -> tuple[Photo, ...]:
    """Photos attached to annual results that count, or to one of their rows."""
    rows = build.rows(
        f"""SELECT counted.reporter, coalesce(annual.project_code, ''), attachment.caption,
                   attachment.has_consent AND coalesce(annual.photo_consent, true), attachment.sha256
            FROM attachment JOIN counted ON counted.submission_id = attachment.submission_id
            LEFT JOIN annual ON annual.submission_seq = counted.submission_seq AND annual.sheet_row = attachment.row_no
            WHERE {_COUNTING} AND attachment.seq <= $seq AND list_contains($kinds, media_type)
            ORDER BY counted.reporter, attachment.seq""",
        known | {"kinds": list(PHOTOS)},
    )
    return tuple(Photo(*row) for row in rows)
