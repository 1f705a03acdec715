"""One pull: which sheets changed, read through one queue, each settled on its own; what went wrong is said."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from base.access import Action, User
from base.clock import now
from etl.sheets import fetch
from etl.sheets.client import Client
from etl.sheets.faults import Again, GoogleFault, Wrong
from etl.sheets.fetch import File, Taken
from etl.sheets.patience import ATTEMPTS
from etl.sheets.settle import Case, Fresh, settle
from etl.sheets.taking import Desk
from ledger import sheets
from ledger.sheets import NOT_REGISTERED, UNREAD, Reading, Registered, SheetRefused, State
from ledger.store import Ledger

BUSY, BINNED = "busy", "binned"
STATES: dict[str, State] = {Wrong.GONE: State.GONE, BINNED: State.GONE, Wrong.NO_ACCESS: State.NO_ACCESS}

Tell = Callable[[int, int, str], None]
"""Told how many sheets are done, of how many, and which one is next."""


@dataclass(frozen=True, slots=True)
class Pulled:
    """One sheet after a pull. `reading` is the latest; `is_new` when this pull recorded it."""

    sheet: Registered
    reading: Reading | None
    is_new: bool


@dataclass(frozen=True, slots=True)
class _Read:
    """What came of reading one sheet."""

    sheet: Registered
    taken: Taken | None = None
    wrong: Wrong | None = None


def pull(
    ledger: Ledger,
    client: Client,
    user: User,
    *,
    keys: Collection[str] = (),
    at: datetime | None = None,
    takes_now: bool = False,
    tell: Tell = lambda done, total, key: None,
) -> list[Pulled]:
    """Look at the registered sheets (all, or those of `keys`), take what is due, tell what changed.

    `at`: a stated moment (naive Bangkok) instead of now. `takes_now`: take the report as it stands, before the
    cut-off or as a new version after it. Raises NotAllowed, SheetRefused, LedgerFault, and GoogleFault when not even
    the list of files could be had.
    """
    user.must(Action.SUBMIT)
    if at is not None:
        user.must(Action.BACKDATE)
    with ledger.read() as connection:
        wanted, last = _wanted(sheets.registered(connection), keys), sheets.readings(connection)
    if not wanted:
        return []
    desk, listed = Desk(ledger, user, at), fetch.files(client)
    last = {key: one for key, one in last.items() if key in wanted and one.spreadsheet == wanted[key].spreadsheet}
    changed = [sheet for sheet in wanted.values() if _is_changed(sheet, last.get(sheet.key), listed, takes_now)]
    read = {one.sheet.key: one for one in _read_all(client, changed, tell)}
    moving = _moving(client, listed, read)
    done = [
        _settled(desk, sheet, last.get(sheet.key), read.get(sheet.key), listed, moving, takes_now)
        for sheet in wanted.values()
    ]
    with ledger.write(user.code, at=at) as writer:
        counts = Counter(str(one.reading.state) for one in done if one.reading is not None)
        sheets.end_cycle(writer, wanted.keys(), dict(counts))
    return done


def _wanted(registered: dict[str, Registered], keys: Collection[str]) -> dict[str, Registered]:
    for key in keys:
        if key not in registered:
            raise SheetRefused(NOT_REGISTERED.filled(key=key))
    return {key: one for key, one in registered.items() if not keys or key in keys}


def _is_changed(sheet: Registered, last: Reading | None, listed: dict[str, File], takes_now: bool) -> bool:
    """Whether a sheet must be read: it is new to us, was changed since, or could not be read the last time."""
    file = listed.get(sheet.spreadsheet)
    return last is None or file is None or last.state in UNREAD or takes_now or file.modified != last.modified


def _moving(client: Client, listed: dict[str, File], read: dict[str, _Read]) -> frozenset[str]:
    """The spreadsheets that were changed while they were read: which hour their content belongs to is not known."""
    if not any(one.taken is not None for one in read.values()):
        return frozenset()
    try:
        after = fetch.files(client)
    except GoogleFault:
        return frozenset(listed)
    return frozenset(id for id, file in listed.items() if id not in after or after[id].modified != file.modified)


def _settled(
    desk: Desk,
    sheet: Registered,
    last: Reading | None,
    read: _Read | None,
    listed: dict[str, File],
    moving: frozenset[str],
    takes_now: bool,
) -> Pulled:
    moment = desk.stated_at or now()
    file = listed.get(sheet.spreadsheet)
    wrong = read.wrong.value if read and read.wrong else ""
    if read is not None and read.taken is not None and file is None:
        wrong = BINNED
    elif read is not None and read.taken is not None and sheet.spreadsheet in moving:
        wrong = BUSY
    fresh = Fresh(read.taken, file.modified) if read and read.taken and file and not wrong else None
    # A kept snapshot is taken at its cut-off even when Google cannot be reached.
    reading = settle(desk, Case(sheet, last, fresh, moment, takes_now and not wrong))
    if wrong:
        return _failed(desk, sheet, reading or last, wrong, is_new=reading is not None)
    return Pulled(sheet, reading or last, reading is not None)


def _failed(desk: Desk, sheet: Registered, last: Reading | None, wrong: str, *, is_new: bool) -> Pulled:
    """What could not be read is noted once; what was kept before stays in force."""
    state = STATES.get(wrong, State.FAILED)
    failed = replace(last or Reading(sheet.key, sheet.spreadsheet, state), state=state, wrong=wrong, modified=None)
    if last is not None and (last.wrong, last.state) == (failed.wrong, failed.state):
        return Pulled(sheet, last, is_new)
    with desk.ledger.write(desk.user.code, at=desk.stated_at) as writer:
        sheets.note(writer, failed)
    return Pulled(sheet, failed, True)


def _read_all(client: Client, wanted: list[Registered], tell: Tell) -> Iterator[_Read]:
    """Each sheet read once; one that failed goes behind the others and comes again when its pause is over.

    A second refusal for the quota in a row is about the account: then everybody waits. When nothing goes well for too
    long, the rest is given up and says why.
    """
    clock, patience = client.patience.clock, client.patience
    waiting = [(0.0, number, 0, sheet) for number, sheet in enumerate(wanted)]
    done = refusals = 0
    given_up: Wrong | None = None
    while waiting:
        not_before, number, attempt, sheet = heapq.heappop(waiting)
        if given_up is not None:
            yield _Read(sheet, wrong=given_up)
            continue
        tell(done, len(wanted), sheet.key)
        clock.sleep(max(0.0, not_before - clock.monotonic()))
        try:
            found = _Read(sheet, fetch.take(client, sheet.spreadsheet, attempt))
            refusals = 0
        except Again as again:
            is_quota = again.wrong is Wrong.QUOTA
            pause = patience.pause_seconds(refusals if is_quota else attempt, again.retry_after_seconds)
            refusals += is_quota
            if patience.is_hopeless(pause):
                given_up = again.wrong
            elif refusals > 1:
                clock.sleep(pause)
            if given_up is None and (is_quota or attempt + 1 < ATTEMPTS):
                not_before = clock.monotonic() + (0.0 if refusals > 1 else pause)
                heapq.heappush(waiting, (not_before, number, attempt + (not is_quota), sheet))
                continue
            found = _Read(sheet, wrong=again.wrong)
        except GoogleFault as fault:
            found = _Read(sheet, wrong=fault.wrong)
        yield found
        done += 1
