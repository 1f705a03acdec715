"""Letters made and registered: one transaction each, never two alike on one day."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from base.access import Action, User
from base.clock import now
from base.workday import holidays_of, workday_away
from exports.letters import render
from exports.letters.late import LateAgency
from exports.letters.office import Office
from exports.letters.wording import Wording, plain, wording
from kpi.store import Build
from ledger import letters
from ledger.letters import Letter
from ledger.store import Ledger

_UNSAFE = re.compile(r"[^0-9A-Za-z_-]+")


@dataclass(frozen=True, slots=True)
class Made:
    """What one run did."""

    issued: tuple[Letter, ...]
    already: tuple[Letter, ...]
    """Those that had been issued that day before."""


def issue(
    ledger: Ledger,
    build: Build,
    found: Sequence[LateAgency],
    office: Office,
    *,
    user: User,
    papers_dir: Path | None = None,
    at: datetime | None = None,
) -> Made:
    """Write one letter to each late agency into the register, of the day of `at` (Bangkok, naive; now when left out).

    An agency that has a letter of that day about the same months gets none. Raises NotAllowed, LedgerFault, and
    SettingFault when a template cannot be filled.
    """
    user.must(Action.LETTER)
    moment = at or now()
    reply_by = _reply_by(build, office, moment)
    issued, already = [], []
    for agency in found:
        months = [str(month) for month in agency.months]
        with ledger.write(user.code, at=at, is_demo=build.has_demo) as writer:
            if twin := letters.issued(writer.connection, agency.code, months, moment.date()):
                already.append(twin)
                continue
            number = letters.next_number(writer.connection, moment.date())
            said = wording(
                agency, office, on=moment.date(), reply_by=reply_by, register=number, is_sample=build.has_demo
            ).as_json()
            digest = hashlib.sha256(render.docx(said, papers_dir)).hexdigest()
            issued.append(
                letters.record(
                    writer,
                    number=number,
                    agency=agency.code,
                    months=months,
                    on=moment.date(),
                    sha256=digest,
                    content=said,
                )
            )
    return Made(tuple(issued), tuple(already))


def _reply_by(build: Build, office: Office, moment: datetime) -> date:
    days = holidays_of(build.reference("holidays", date.max, build.seq_at(moment)))
    return workday_away(moment.date(), office.reply_workdays, days)


def copy(letter: Letter, papers_dir: Path | None = None) -> tuple[bytes, bool]:
    """A registered letter written again, and whether it is byte for byte the one that was registered.

    It is another where the template has been changed since. Raises SettingFault.
    """
    data = render.docx(letter.content, papers_dir)
    return data, hashlib.sha256(data).hexdigest() == letter.sha256


def text_of(letter: Letter) -> str:
    """What the letter says, to copy into LINE or an e-mail."""
    told: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in letter.content.items()
    }
    return plain(Wording(**told))


def file_name(letter: Letter) -> str:
    """`letter-2564-0007-DSD.docx`: safe in every file system, whatever the agency is called."""
    code = _UNSAFE.sub("_", letter.agency)[:40]
    return f"{'memo' if letter.content['kind'] == 'memo' else 'letter'}-{letter.number.replace('/', '-')}-{code}.docx"
