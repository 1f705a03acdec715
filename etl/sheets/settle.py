"""One sheet after a pull: watched, taken at the cut-off, or found edited after it.

A report that was taken never changes by itself: a later edit is told with its cells, and becomes a version only when
somebody asks for it. A sheet that had errors at the cut-off is taken, late, as soon as it has none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from base.period import Period, parse_period
from etl.examine import Examined
from etl.findings import Finding, find
from etl.read import read
from etl.sheets import taking
from etl.sheets.compare import Edit, edit_between
from etl.sheets.fetch import Taken
from etl.sheets.sentences import said_period
from etl.sheets.taking import Desk, Snapshot, TakenBefore
from ledger import sheets, submissions
from ledger.records import StoredFinding
from ledger.sheets import UNREAD, Reading, Registered, State
from ledger.submissions import Submission

MOST_FINDINGS = 60
"""As many findings as a reading keeps; a submission keeps them all."""


@dataclass(frozen=True, slots=True)
class Fresh:
    """A sheet as it was just read, and when Drive says it was changed last."""

    taken: Taken
    modified: datetime


@dataclass(frozen=True, slots=True)
class Case:
    """One sheet to be settled: what the last pull knew of it and what this one read (None: nothing new)."""

    sheet: Registered
    last: Reading | None
    fresh: Fresh | None
    moment: datetime
    """The moment of the pull."""
    takes_now: bool = False
    """Somebody asks for the report as it stands, whatever the day is."""


def settle(desk: Desk, case: Case) -> Reading | None:
    """What became of the sheet, recorded; None when there was nothing to record. Raises LedgerFault, NotAllowed."""
    overdue = _overdue(desk, case)
    fresh = case.fresh
    if fresh is not None and case.last is not None and fresh.taken.content == case.last.content:
        return _same_content(desk, case, fresh, overdue)
    found = None
    if overdue is not None and (fresh is None or fresh.modified > overdue.due):
        found = _take_overdue(desk, case, overdue, overdue.reading)
    if fresh is None:
        return found
    return _new_content(desk, replace(case, last=found or case.last), fresh)


@dataclass(frozen=True, slots=True)
class _Overdue:
    """A kept snapshot whose cut-off has passed and that was not taken."""

    reading: Reading
    snapshot: Snapshot
    seen: Examined
    due: datetime


def _overdue(desk: Desk, case: Case) -> _Overdue | None:
    last = case.last
    if last is None or last.period is None or last.submission is not None or last.state not in {State.WATCHED} | UNREAD:
        return None
    with desk.ledger.read() as connection:
        due = taking.cut_off(connection, parse_period(last.period))
    if due is None or case.moment <= due or (kept := _kept(desk, last)) is None:
        return None
    return _Overdue(last, kept, taking.look(desk, case.sheet, kept), due)


def _take_overdue(desk: Desk, case: Case, overdue: _Overdue, reading: Reading) -> Reading:
    """Taken as it stood, unless the agency has sent something newer by another way."""
    with desk.ledger.read() as connection:
        valid = taking.standing(connection, case.sheet, str(overdue.seen.known.identity.period))
    if valid is not None and not _is_ours(valid) and valid.received_at >= overdue.snapshot.written:
        return _note(desk, replace(reading, state=State.SENT_OTHERWISE, submission=valid.submission_id))
    return _take(desk, case, overdue.snapshot, overdue.seen, reading)


def _kept(desk: Desk, last: Reading) -> Snapshot | None:
    """The snapshot that a reading kept."""
    if last.snapshot is None or last.written is None:
        return None
    with desk.ledger.read() as connection:
        data = submissions.original(connection, last.snapshot)
    return None if data is None else Snapshot(data, last.title, last.content, last.written, last.gids)


def _same_content(desk: Desk, case: Case, fresh: Fresh, overdue: _Overdue | None) -> Reading | None:
    """Only its name, its locale or its looks changed."""
    last = case.last
    assert last is not None
    told = fresh.taken
    about = replace(last, title=told.title, locale=told.locale, modified=fresh.modified, gids=told.gids, wrong="")
    about = replace(about, notes=_notes(last, told), state=_state_before(last))
    if overdue is not None:
        return _take_overdue(desk, case, overdue, about)
    if case.takes_now and about.state is not State.FROZEN and (kept := _kept(desk, last)) is not None:
        return _take(desk, case, kept, taking.look(desk, case.sheet, kept), about)
    return _note(desk, about)


def _state_before(last: Reading) -> State:
    """Where a sheet stood before it could not be read for a while."""
    if last.state not in UNREAD:
        return last.state
    if any(one.code == "V97" for one in last.findings):
        return State.EDITED_LATE
    if last.submission is None:
        return State.WATCHED if last.snapshot else State.NOT_KEPT
    return State.WITH_ERRORS if any(one.severity == "error" for one in last.findings) else State.FROZEN


def _notes(last: Reading | None, told: Taken) -> tuple[dict[str, str], ...]:
    if last is None or not last.content:
        return ()
    found = []
    if last.title != told.title:
        found.append({"note": "renamed", "old": last.title, "new": told.title})
    if last.locale != told.locale:
        found.append({"note": "locale", "old": last.locale, "new": told.locale})
    return tuple(found)


def _new_content(desk: Desk, case: Case, fresh: Fresh) -> Reading:
    told, sheet = fresh.taken, case.sheet
    # A pull at a stated moment, or a clock that goes wrong, must not date a report after it was read.
    written = min(fresh.modified, case.moment)
    snapshot = Snapshot(told.snapshot, told.title, told.content, written, told.gids)
    seen = taking.look(desk, sheet, snapshot)
    period = seen.known.identity.period
    reading = Reading(
        key=sheet.key,
        spreadsheet=sheet.spreadsheet,
        state=State.WATCHED,
        title=told.title,
        locale=told.locale,
        modified=fresh.modified,
        content=told.content,
        written=written,
        snapshot=seen.parcel.sha256,
        period=str(period) if period else None,
        findings=_stored(seen.known.report.findings),
        notes=_notes(case.last, told),
        gids=told.gids,
    )
    if seen.refusal is not None:
        kept_nothing = replace(reading, state=State.NOT_KEPT, snapshot=None, findings=_stored(seen.refusal))
        return _note(desk, kept_nothing)
    # A masked copy takes the place of what may not be kept.
    snapshot = replace(snapshot, data=seen.parcel.data)
    return _judged(desk, case, snapshot, seen, reading)


def _judged(desk: Desk, case: Case, snapshot: Snapshot, seen: Examined, reading: Reading) -> Reading:
    """New content that may be kept: is it before its cut-off, at it, or after a report was taken?"""
    sheet, period = case.sheet, seen.known.identity.period
    with desk.ledger.read() as connection:
        due = taking.cut_off(connection, period)
        valid = taking.standing(connection, sheet, str(period)) if period else None
    if case.takes_now:
        return _take(desk, case, snapshot, seen, reading)
    if period is None or due is None or case.moment <= due:
        return _note(desk, _with_moves(desk, case, seen, reading), snapshot.data)
    if valid is None:
        return _take(desk, case, snapshot, seen, reading)
    if not _is_ours(valid) and valid.received_at >= snapshot.written:
        other = replace(reading, state=State.SENT_OTHERWISE, submission=valid.submission_id)
        return _note(desk, other, snapshot.data)
    if valid.received_at < snapshot.written <= due:
        return _take(desk, case, snapshot, seen, reading)
    return _edited(desk, valid, snapshot, seen, reading)


def _is_ours(valid: Submission | None) -> bool:
    return valid is not None and "google" in valid.layout


def _with_moves(desk: Desk, case: Case, seen: Examined, reading: Reading) -> Reading:
    """With a note when columns stand elsewhere than in the reading before."""
    before = _kept(desk, case.last) if case.last else None
    if before is None or seen.workbook is None:
        return reading
    was = taking.look(desk, case.sheet, before)
    if was.workbook is None:
        return reading
    return _with_edit(reading, edit_between(was.workbook, seen.workbook, was.known.layout, seen.known.layout))


def _with_edit(reading: Reading, edit: Edit) -> Reading:
    if not edit.moved:
        return reading
    return replace(reading, notes=(*reading.notes, {"note": "moved", "columns": ", ".join(edit.moved)}))


def _edited(desk: Desk, valid: Submission, snapshot: Snapshot, seen: Examined, reading: Reading) -> Reading:
    """A report stands already: the edit moves nothing and is told with its cells."""
    with desk.ledger.read() as connection:
        data = submissions.original(connection, valid.sha256)
    assert data is not None and seen.workbook is not None and seen.known.identity.period is not None
    edit = edit_between(read(data), seen.workbook, valid.layout, seen.known.layout)
    reading = replace(_with_edit(reading, edit), submission=valid.submission_id, findings=())
    if not edit.cells:
        return _note(desk, replace(reading, state=State.FROZEN), snapshot.data)
    told = edited_late(seen.known.identity.period, edit)
    return _note(desk, replace(reading, state=State.EDITED_LATE, findings=_stored((told,))), snapshot.data)


def edited_late(period: Period, edit: Edit) -> Finding:
    """V97: the cells that were edited after the report of the month was taken."""
    sheet, _, cell = edit.cells[0].rpartition("!")
    said = dict(zip(("period", "period_en"), said_period(period), strict=True))
    return find("V97", sheet=sheet, cell=cell, **said, count=str(len(edit.cells)), places=edit.places)


def _take(desk: Desk, case: Case, snapshot: Snapshot, seen: Examined, reading: Reading) -> Reading:
    """Taken as a report, and noted where it stands."""
    period = seen.known.identity.period
    try:
        outcome = taking.take(desk, case.sheet, snapshot, seen)
        number, is_valid = outcome.submission_id, outcome.status != "with_errors"
        findings = outcome.findings
    except TakenBefore:
        with desk.ledger.read() as connection:
            before = taking.taken(connection, case.sheet, str(period), snapshot.content)
        assert before is not None
        number, is_valid, findings = before.submission_id, before.status == "valid", seen.known.report.findings
    state = State.FROZEN if is_valid else State.WITH_ERRORS
    return _note(desk, replace(reading, state=state, submission=number, findings=_stored(findings)))


def _stored(findings: tuple[Finding, ...]) -> tuple[StoredFinding, ...]:
    return tuple(
        StoredFinding(one.code, str(one.severity), one.sheet, one.cell, one.field, dict(one.params))
        for one in findings[:MOST_FINDINGS]
    )


def _note(desk: Desk, reading: Reading, snapshot: bytes | None = None) -> Reading:
    with desk.ledger.write(desk.user.code, at=desk.stated_at) as writer:
        sheets.note(writer, reading, snapshot)
    return reading
