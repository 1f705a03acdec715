"""The demonstration: three fiscal years of a whole office, loaded through the real pipeline and marked as an example.

Project names and agencies are real (published budget bill); every result, payment and date is invented.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import sqlalchemy as sa

from base.access import Action, User
from base.period import FiscalYear
from base.words import Text
from etl import reference as reference_data
from etl.demo.play import Player
from etl.demo.story import Scale, small, steps
from etl.reference import Register
from ledger import accounts, decisions
from ledger.schema import journal
from ledger.standing import holds_demonstration, holds_real_facts
from ledger.store import Ledger

YEARS = (2562, 2563, 2564)
COMPLETE = "demo_complete"
"""Kind of the journal row that ends a load; not a fact."""

AT_NO_TIME = datetime.combine(reference_data.GENESIS, datetime.min.time())
"""So early that the row is recorded at the newest moment of the ledger: the story's own time goes on."""

NOTE = Text("(ข้อมูลตัวอย่าง)", "(sample data)")
NOTE_AGAIN = Text("(ข้อมูลตัวอย่าง ชุดที่ {number})", "(sample data, set {number})")
ALREADY = Text(
    "โหลดข้อมูลตัวอย่างไว้แล้ว หากต้องการโหลดใหม่ให้นำข้อมูลตัวอย่างเดิมออกก่อน",
    "The sample data is loaded already; remove it before loading it again",
)
REAL_DATA = Text(
    "มีข้อมูลจริงในระบบแล้ว จึงไม่โหลดข้อมูลตัวอย่างปะปน กรุณาใช้โฟลเดอร์ข้อมูลใหม่",
    "There is real data here, so the sample data is not mixed into it; please use a new data folder",
)
NOT_LOADED = Text("ไม่มีข้อมูลตัวอย่างให้นำออก", "There is no sample data to remove")


class DemoRefused(Exception):
    """The demonstration may not be loaded or removed now; `text` says why."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.th)


@dataclass(frozen=True, slots=True)
class Summary:
    """What was loaded: fiscal years, workbooks sent, and how many came to each status."""

    years: tuple[int, ...]
    workbooks: int
    statuses: dict[str, int]


def load(
    ledger: Ledger,
    progress: Callable[[int, int], None] | None = None,
    *,
    years: tuple[int, ...] = YEARS,
    size: Literal["full", "small"] = "full",
) -> Summary:
    """Play the demonstration into the ledger; `progress` is told (steps done, steps in all).

    `size="small"`: one year, three agencies, two centres. Raises DemoRefused when it is loaded already or the ledger
    holds real facts other than reference data.
    """
    reference_data.ensure(ledger)
    with ledger.read() as connection:
        _may_load(connection)
        times = len(decisions.of_kind(connection, "remove_demo")) + 1
        plans = dict(Register.load(connection, FiscalYear(max(years))).items)
    scale = small() if size == "small" else Scale(tuple(sorted(years)))
    player = Player(ledger, NOTE.th if times == 1 else NOTE_AGAIN.say("th", number=times))
    told = steps(scale, plans)
    for done, _ in enumerate(player.play(told), 1):
        if progress:
            progress(done, len(told))
    with ledger.write("system", at=AT_NO_TIME, is_demo=True) as writer:
        writer.append(COMPLETE, "", {"workbooks": sum(player.outcomes.values())}, is_fact=False)
    return Summary(scale.years, sum(player.outcomes.values()), player.outcomes)


def load_if_empty(ledger: Ledger, progress: Callable[[int, int], None] | None = None) -> Summary | None:
    """Load into a ledger that holds no real facts and no accounts; None when there is nothing to do.

    A load that was broken off is taken out and begun again.
    """
    reference_data.ensure(ledger)
    with ledger.read() as connection:
        if holds_real_facts(connection) or accounts.is_any(connection):
            return None
        is_begun, is_complete = holds_demonstration(connection), _is_complete(connection)
    if is_complete:
        return None
    if is_begun:
        remove(ledger, "system", at=AT_NO_TIME)
    return load(ledger, progress)


def remove(ledger: Ledger, actor: str = "admin", *, at: datetime | None = None) -> None:
    """Leave the demonstration out of everything from now on; the ledger keeps that it was there.

    Raises DemoRefused when there is none.
    """
    with ledger.in_earnest.write(actor, at=at) as writer:
        if not holds_demonstration(writer.connection):
            raise DemoRefused(NOT_LOADED)
        decisions.decide(writer, "remove_demo", reason="นำข้อมูลตัวอย่างออก")


def take_out(ledger: Ledger, user: User) -> None:
    """`remove` for whoever may. Raises NotAllowed and DemoRefused."""
    user.must(Action.DEMO)
    remove(ledger, user.code)


def is_loaded(ledger: Ledger) -> bool:
    """Whether demonstration facts stand that were not removed since."""
    with ledger.read() as connection:
        return holds_demonstration(connection)


def _may_load(connection: sa.Connection) -> None:
    if holds_demonstration(connection):
        raise DemoRefused(ALREADY)
    if holds_real_facts(connection):
        raise DemoRefused(REAL_DATA)


def _is_complete(connection: sa.Connection) -> bool:
    """Whether the last load went through to its end and was not taken out since."""
    last = sa.select(journal.c.kind).where(journal.c.kind.in_((COMPLETE, "remove_demo")))
    return connection.execute(last.order_by(journal.c.seq.desc()).limit(1)).scalar() == COMPLETE
