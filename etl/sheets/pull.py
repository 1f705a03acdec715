"""One pull: which sheets changed, read through one queue, each settled on its own; what went wrong is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from base.access import Action, User
from base.clock import now
from etl.sheets import fetch
from etl.sheets.client import Client
from etl.sheets.faults import GoogleFault, Wrong
from etl.sheets.fetch import File
from etl.sheets.reading import Read, Tell, read_all
from etl.sheets.settle import Case, Fresh, settle
from etl.sheets.taking import Desk
from ledger import sheets
from ledger.sheets import NOT_REGISTERED, UNREAD, Reading, Registered, SheetRefused, State
from ledger.store import Ledger

BUSY, BINNED = "busy", "binned"
STATES: dict[str, State] = {Wrong.GONE: State.GONE, BINNED: State.GONE, Wrong.NO_ACCESS: State.NO_ACCESS}


@dataclass(frozen=True, slots=True)
class Pulled:
    """One sheet after a pull. `reading` is the latest; `is_new` when this pull recorded it."""

    sheet: Registered
    reading: Reading | None
    is_new: bool


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
    read = {one.sheet.key: one for one in read_all(client, changed, tell)}
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


def _moving(client: Client, listed: dict[str, File], read: dict[str, Read]) -> frozenset[str]:
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
    read: Read | None,
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
