"""The story played through the real pipeline: each workbook written as a template and received like any other."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import replace
from functools import cached_property

from base.access import Role, User
from base.commentary import CLOSE
from base.period import FiscalYear, Period, fiscal_year_of
from base.thai import buddhist_year
from etl import commentary, people, receive
from etl.demo.steps import Commenting, Enrolling, Finishing, Returning, Sending, Step, Waiving
from etl.forms import FORMS
from etl.reference import Register
from etl.template import Heading, Prefill, write_template
from ledger import decisions, reference, submissions
from ledger.store import Ledger

CHANNEL = "demo"


AHEAD = 16
"""Workbooks written ahead of the one being received: writing one fills the time in which another is being read."""


class Player:
    """Plays steps into a ledger, in order of time."""

    def __init__(self, ledger: Ledger, note: str) -> None:
        self.ledger, self.note = ledger, note
        self.outcomes: dict[str, int] = {}
        """How many workbooks came to each status."""
        self._registers: dict[FiscalYear, Register] = {}
        self._users: dict[str, User] = {}

    def play(self, steps: Sequence[Step]) -> Iterator[Step]:
        """Plays the steps, giving each back when it is done.

        Raises whatever the pipeline raises; that step and those after it are then not recorded.
        """
        for step in steps:
            if isinstance(step, Sending):
                self._register(fiscal_year_of(step.period))
        with ThreadPoolExecutor(1) as pen:
            waiting = deque(self._begin(pen, step) for step in steps[:AHEAD])
            for position, step in enumerate(steps):
                self._play(step, waiting.popleft())
                if position + AHEAD < len(steps):
                    waiting.append(self._begin(pen, steps[position + AHEAD]))
                yield step

    def _begin(self, pen: Executor, step: Step) -> Future[bytes] | None:
        return pen.submit(self._written, step) if isinstance(step, Sending) else None

    def _play(self, step: Step, workbook: Future[bytes] | None) -> None:
        match step:
            case Sending():
                assert workbook is not None
                self._send(step, workbook.result())
            case Returning():
                self._return(step)
            case Waiving():
                self._waive(step)
            case Enrolling():
                self._enrol(step)
            case Commenting():
                told = (step.key, step.cause, step.remedy)
                commentary.write(self.ledger, self._user(step.user), *told, plan=step.plan, at=step.at, is_demo=True)
            case Finishing():
                ended = (CLOSE, step.key, step.reason)
                commentary.end(self.ledger, self._user(step.user), *ended, on=step.on, at=step.at, is_demo=True)

    @cached_property
    def _agencies(self) -> dict[str, dict[str, str]]:
        with self.ledger.read() as connection:
            return reference.current(connection, "agencies")

    def _register(self, year: FiscalYear) -> Register:
        """Only names and lists are taken from it, so one per year is enough."""
        if year not in self._registers:
            with self.ledger.read() as connection:
                self._registers[year] = Register.load(connection, year)
        return self._registers[year]

    def _written(self, step: Sending) -> bytes:
        register = self._registers[fiscal_year_of(step.period)]
        heading = Heading(step.at.date(), f"{step.position} {self.note}", step.is_nil)
        return write_template(FORMS[step.form], step.reporter, step.period, register, Prefill(step.rows), heading)

    def _sender(self, code: str) -> User:
        """The moment is stated by whoever loads the demonstration, which a reporter may not do."""
        return replace(self._user(code), role=Role.STEWARD)

    def _user(self, code: str) -> User:
        if code not in self._users:
            with self.ledger.read() as connection:
                self._users[code] = people.user(connection, code)
        return self._users[code]

    def _send(self, step: Sending, workbook: bytes) -> None:
        name = f"{step.form}_{step.reporter}_{_in_buddhist_years(step.period)}.xlsx"
        outcome = receive.submit(
            self.ledger,
            workbook,
            name,
            user=self._sender(step.user),
            received_at=step.at,
            channel=CHANNEL,
            is_demo=True,
        )
        self.outcomes[outcome.status] = self.outcomes.get(outcome.status, 0) + 1

    def _return(self, step: Returning) -> None:
        with self.ledger.write(step.user, at=step.at, is_demo=True) as writer:
            latest = submissions.latest_valid(writer.connection, step.form, step.reporter, str(step.period))
            assert latest is not None
            decisions.decide(writer, "return", submission_id=latest.submission_id, reason=step.reason)

    def _waive(self, step: Waiving) -> None:
        with self.ledger.write(step.user, at=step.at, is_demo=True) as writer:
            decisions.decide(writer, "waive", subject=f"{step.agency}:{step.month}", reason=step.reason)

    def _enrol(self, step: Enrolling) -> None:
        start = step.first_month
        rows = [
            (code, start.first_day, False, {**self._agencies[code], "report_from": str(start)}) for code in step.centres
        ]
        with self.ledger.write("steward", at=step.at, is_demo=True) as writer:
            reference.append_rows(writer, "agencies", rows)


def _in_buddhist_years(period: Period) -> str:
    """The period as an official would write it into a file's name: `2564-03`, `2564`."""
    if isinstance(period, FiscalYear):
        return str(period.year_be)
    return f"{buddhist_year(period.year)}-{period.number:02d}"
