"""The facts behind the figures: one query per table, for one fiscal year at one known moment.

`Facts` answers small questions in plain Python values; the indicators divide and compare them. Every answer is kept,
so that forty figures of one round ask the build once per table and day.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property, lru_cache

from base.ambiguities import in_year
from base.period import FiscalYear, Month
from kpi import annual_numbers, calendar, practice, project_facts
from kpi.project_facts import COUNTING, Progress, Project, last_full_month
from kpi.store import Build

MINISTRY, PROVINCE = "ministry", "province"
"""Kinds of agency: the five of the Ministry, and the provincial centres that report through one of them."""


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """The sum of the operating-budget lines of one unit and kind (baht, exact to the satang)."""

    unit: str
    txn_type: str
    amount_thb: Decimal
    """Reversing lines already taken off."""


@dataclass(frozen=True, slots=True)
class Event:
    """One dated event of an item in one cycle."""

    submission_seq: int
    sheet_row: int
    item_code: str
    event_type: str
    body: str | None
    event_on: date
    order: int
    is_deputy: bool = False
    """Decided on behalf of the body (A-48)."""
    has_improvement: bool = False
    """Names the proposal that it used (A-22)."""


@dataclass(frozen=True, slots=True)
class Item:
    """A strategy, plan or proposal of the register."""

    item_code: str
    item_type: str
    owner: str
    parent_code: str | None


@dataclass(frozen=True, slots=True)
class Filing:
    """What is known of one agency's report of one month."""

    first_valid_at: datetime | None
    """Receipt of the first version that passed the checks, whatever became of it (A-46); of the latest one where the
    setting m1.first_valid is off. Timeliness goes by it."""
    is_received: bool
    """A valid version that has not been returned exists."""
    is_waived: bool


__all__ = ["COUNTING", "BudgetLine", "Event", "Facts", "Filing", "Item", "Progress", "Project", "last_full_month"]


class Facts:
    """The facts of fiscal year `year` as known at `seq`, official (accepted) or provisional (valid) versions."""

    def __init__(self, build: Build, year: FiscalYear, seq: int, known_at: datetime, is_official: bool) -> None:
        self.build = build
        self.year = year
        self.seq = seq
        self.known_at = known_at
        self.basis = "official" if is_official else "provisional"
        # Kept per instance: an instance lives for one question, a build for ever.
        self.budget = lru_cache(maxsize=32)(self._budget)
        self.events = lru_cache(maxsize=32)(self._events)
        self.items = lru_cache(maxsize=1)(self._items)
        self.projects = lru_cache(maxsize=32)(self._projects)
        self.progress = lru_cache(maxsize=32)(self._progress)
        self.filings = lru_cache(maxsize=1)(self._filings)
        self.received_months = lru_cache(maxsize=8)(self._received_months)
        self.milestones = lru_cache(maxsize=32)(self._milestones)
        self.reporting_agencies = lru_cache(maxsize=64)(self._reporting_agencies)
        self.reference = lru_cache(maxsize=64)(self._reference)

    def counting(self, form: str) -> dict[str, object]:
        """The parameters of COUNTING for one form."""
        return {"form": form, "basis": self.basis, "fy": self.year.year_be, "seq": self.seq}

    def _reference(self, table: str, as_of: date) -> dict[str, dict[str, str]]:
        return self.build.reference(table, as_of, self.seq)

    def setting(self, name: str, as_of: date) -> str:
        """The value of a setting in this fiscal year, in force on `as_of` and known by now.

        What changes after the year's last day is no longer of this year, whatever day is asked for.
        """
        return in_year(self.reference("settings", min(as_of, self.year.end)), self.year.year_be, name)

    @cached_property
    def practice(self) -> calendar.Practice:
        """How the deadlines of the year are read."""
        return practice.of_year(self.build, self.year, self.seq)

    def due(self, month: Month) -> datetime:
        """The last second at which a report of the year is on time (A-33)."""
        return calendar.due(month, self.practice)

    def _budget(self, as_of: date, since: date | None = None) -> tuple[BudgetLine, ...]:
        """Sums of the operating budget by unit and kind, from `since` (default: 1 October) to `as_of`."""
        sql = f"""
            SELECT unit, txn_type, sum(CASE WHEN coalesce(reverses, '') = '' THEN amount ELSE -amount END)
            FROM ledger JOIN counted USING (submission_seq)
            WHERE {COUNTING} AND category = 'operating' AND NOT coalesce(from_carry_over, false)
              AND effective_on BETWEEN $start AND $as_of
            GROUP BY ALL
        """
        parameters = self.counting("ledger") | {"start": since or self.year.start, "as_of": min(as_of, self.year.end)}
        return tuple(BudgetLine(*row) for row in self.build.rows(sql, parameters))

    def _events(self, as_of: date) -> tuple[Event, ...]:
        """Events of the cycle that serves this fiscal year, oldest first (they may lie in the year before).

        With `k1.attribution=drafted_fy` (A-19) it is the cycles whose draft was finished within the fiscal year.
        """
        counts = "counted.form = 'events' AND counted.basis = $basis AND from_seq <= $seq AND $seq < to_seq"
        belongs = "cycle_fy = $fy"
        parameters: dict[str, object] = {"basis": self.basis, "seq": self.seq, "as_of": as_of}
        if self.setting("k1.attribution", as_of) == "drafted_fy":
            belongs = f"""(item_code, cycle_fy) IN (
                SELECT item_code, cycle_fy FROM events JOIN counted USING (submission_seq)
                WHERE {counts} AND event_type = 'DRAFTED' GROUP BY ALL HAVING min(event_on) BETWEEN $start AND $end)"""
            parameters |= {"start": self.year.start, "end": self.year.end}
        else:
            parameters["fy"] = self.year.year_be
        sql = f"""
            SELECT submission_seq, sheet_row, item_code, event_type, body, event_on, coalesce(events.seq, 1),
                   coalesce(on_behalf_of, '') <> '', coalesce(improvement_source, '') <> ''
            FROM events JOIN counted USING (submission_seq)
            WHERE {counts} AND {belongs} AND event_on <= $as_of
            ORDER BY event_on, coalesce(events.seq, 1), submission_seq, sheet_row
        """
        return tuple(Event(*row) for row in self.build.rows(sql, parameters))

    def _items(self) -> dict[str, Item]:
        """The six plans, and every registered item with its entry of the latest fiscal year up to this one."""
        sql = """
            SELECT item_code, item_type, items.reporter, parent_code
            FROM items JOIN counted USING (submission_seq)
            WHERE counted.form = 'items' AND counted.basis = $basis AND counted.from_seq <= $seq
              AND $seq < counted.to_seq AND counted.fy <= $fy
            ORDER BY counted.fy, submission_seq
        """
        parameters = {"basis": self.basis, "seq": self.seq, "fy": self.year.year_be}
        plans = self.reference("plans", self.year.end)
        known = {code: Item(code, "plan", row["owner"], row["parent_code"] or None) for code, row in plans.items()}
        for row in self.build.rows(sql, parameters):
            item = Item(*row)
            parent = item.parent_code or (known[item.item_code].parent_code if item.item_code in known else None)
            known[item.item_code] = replace(item, parent_code=parent)
        return known

    def _milestones(self, as_of: date) -> tuple[tuple[str, date], ...]:
        """(step, day) of the annual report's milestones done by `as_of`."""
        sql = f"""SELECT step, done_on FROM milestones JOIN counted USING (submission_seq)
                  WHERE {COUNTING} AND done_on <= $as_of ORDER BY done_on"""
        return tuple(self.build.rows(sql, self.counting("milestones") | {"as_of": as_of}))

    def _projects(self, as_of: date) -> dict[str, Project]:
        return project_facts.projects(self, as_of)

    def _progress(self, as_of: date) -> dict[str, tuple[Progress, ...]]:
        return annual_numbers.instead(self, as_of, project_facts.progress(self, as_of))

    def _filings(self) -> dict[tuple[str, Month], Filing]:
        """(agency, month) → its report, for the months of the year that anybody has sent or been excused from."""
        valid = self.build.rows(
            """
            SELECT reporter, period_start, arg_min(received_at, seq), arg_max(received_at, seq)
            FROM submission WHERE form = 'progress' AND status = 'valid' AND fy = $fy AND seq <= $seq
            GROUP BY reporter, period_start
            """,
            {"fy": self.year.year_be, "seq": self.seq},
        )
        is_first = self.setting("m1.first_valid", self.year.end) == "true"
        first = {(who, Month.of(start)): earliest if is_first else latest for who, start, earliest, latest in valid}
        standing = {
            (reporter, Month.of(start))
            for reporter, start in self.build.rows(
                f"SELECT reporter, period_start FROM counted WHERE {COUNTING}",
                self.counting("progress") | {"basis": "provisional"},
            )
        }
        waived = set()
        for (subject,) in self.build.rows(
            "SELECT subject FROM decision WHERE kind = 'waive' AND seq <= $seq", {"seq": self.seq}
        ):
            agency, _, month = subject.partition(":")
            waived.add((agency, Month.parse(month)))
        return {key: Filing(first.get(key), key in standing, key in waived) for key in {*first, *standing, *waived}}

    def _received_months(self, form: str) -> frozenset[tuple[str, Month]]:
        """(reporter, month) of every counting submission of a monthly form in the year."""
        rows = self.build.rows(f"SELECT reporter, period_start FROM counted WHERE {COUNTING}", self.counting(form))
        return frozenset((reporter, Month.of(start)) for reporter, start in rows)

    def filing(self, agency: str, month: Month) -> Filing:
        """What is known of one report; an empty answer when nothing came."""
        return self.filings().get((agency, month), Filing(None, False, False))

    def _reporting_agencies(self, month: Month) -> frozenset[str]:
        """The agencies that must report for `month` (A-38, A-43)."""
        only_ministry = self.setting("agency.is_reporting", month.last_day) == "ministry"
        each_province = self.setting("agency.reports_via", month.last_day) == "own"
        return frozenset(
            code
            for code, row in self.reference("agencies", month.last_day).items()
            if (each_province and row.get("kind") == PROVINCE)
            or (row.get("kind") == MINISTRY if only_ministry else _is_registered(row, month))
        )

    def due_months(self, months: tuple[Month, ...], as_of: date) -> tuple[Month, ...]:
        """The months of `months` that have ended by `as_of` and whose deadline has passed by the known moment (4.0)."""
        return tuple(month for month in months if month.last_day <= as_of and self.due(month) <= self.known_at)


def _is_registered(row: dict[str, str], month: Month) -> bool:
    """Whether the register lists the agency for the month: report_from … report_to, both included."""
    start, end = row.get("report_from") or "", row.get("report_to") or ""
    return bool(start) and Month.parse(start) <= month and (not end or month <= Month.parse(end))
