"""The facts behind the figures: one query per table, for one fiscal year at one known moment.

`Facts` answers small questions in plain Python values; the indicators divide and compare them. A year's rows of the
small tables are read once, whatever days are asked for; the reports are added up by the build (`kpi.progress_facts`).
Every answer is kept, so that the figures of both rounds ask the build once per table.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from base.ambiguities import in_year
from base.period import FiscalYear, Month
from kpi import annual_numbers, calendar, event_facts, practice, project_facts
from kpi.fact_rows import BudgetLine, Event, Filing, Item, Receipt, Version
from kpi.kept import kept, lasting
from kpi.progress_facts import COUNTING, Progress, last_full_month
from kpi.project_facts import Project
from kpi.store import GROWING, Build

__all__ = [
    "COUNTING",
    "BudgetLine",
    "Event",
    "Facts",
    "Filing",
    "Item",
    "Progress",
    "Project",
    "Receipt",
    "last_full_month",
]

NOTHING_CAME = Filing(None, False, False)
MINISTRY, PROVINCE = "ministry", "province"
"""Kinds of agency: the five of the Ministry, and the provincial centres that report through one of them."""


class Facts:
    """The facts of fiscal year `year` as known at `seq`, official (accepted) or provisional (valid) versions.

    `days`: days that will be asked for together; what is costly to add up is then added up for all of them at once.
    """

    month_of = staticmethod(lru_cache(maxsize=256)(Month.of))

    def __init__(
        self,
        build: Build,
        year: FiscalYear,
        seq: int,
        known_at: datetime,
        is_official: bool,
        days: Iterable[date] = (),
    ) -> None:
        self.build = build
        self.year = year
        self.seq = seq
        self.known_at = known_at
        self.basis = "official" if is_official else "provisional"
        self._months = tuple(sorted({last_full_month(day) for day in days}))
        self.answers: dict[object, Any] = {}
        """What `kpi.kept` has been told about these facts."""

    def months_with(self, month: Month) -> tuple[Month, ...]:
        """The months that are added up together with `month`."""
        return self._months if month in self._months else (month,)

    def states(self, tables: Iterable[str]) -> tuple[object, ...]:
        """What the year's answers that rest on these tables depend on: see `kpi.kept.lasting`."""
        return tuple(self._state(table) for table in tables)

    @kept
    def _state(self, table: str) -> object:
        if table in GROWING:
            return self.build.mark(table, self.seq, self.year.year_be if table == "submission" else None)
        return frozenset(self.counting_seqs(table))

    @lasting("submission", "decision")
    def counted(self) -> dict[tuple[str, str], dict[int, Version]]:
        """(form, basis) → its counting submissions of the year, by their sequence numbers.

        Of the events and the register of items those of every year: a cycle and an item may reach into another one.
        """
        rows = self.build.rows(
            """SELECT form, basis, submission_seq, reporter, period_start, submission_id FROM counted
               WHERE (fy = $fy OR form IN ('events', 'items')) AND from_seq <= $seq AND $seq < to_seq""",
            {"fy": self.year.year_be, "seq": self.seq},
        )
        found: dict[tuple[str, str], dict[int, Version]] = {}
        for form, basis, seq, *rest in rows:
            found.setdefault((form, basis), {})[seq] = Version(*rest)
        return found

    def counting_seqs(self, form: str, basis: str | None = None) -> dict[int, Version]:
        """The submissions of a form that count in the year (`counted`), by their sequence numbers."""
        return self.counted().get((form, basis or self.basis), {})

    def rows_of(self, form: str, columns: str, order: str, condition: str = "true") -> list[tuple[Any, ...]]:
        """The year's counting rows of one of the small forms: submission, row of the sheet, `columns`.

        Whoever asks keeps them for as long as the submissions of the form count (`kpi.kept.lasting`).
        """
        counting = self.counting_seqs(form)
        if not counting:
            return []
        rows = self.build.rows(
            f"SELECT submission_seq, sheet_row, {columns} FROM {form} WHERE fy = $fy AND {condition} ORDER BY {order}",
            {"fy": self.year.year_be},
        )
        return [row for row in rows if row[0] in counting]

    def counting(self, form: str) -> dict[str, object]:
        """The parameters of COUNTING for one form."""
        return {"form": form, "basis": self.basis, "fy": self.year.year_be, "seq": self.seq}

    @kept
    def reference(self, table: str, as_of: date) -> dict[str, dict[str, str]]:
        return self.build.reference(table, as_of, self.seq)

    @kept
    def setting(self, name: str, as_of: date) -> str:
        """The value of a setting in this fiscal year, in force on `as_of` and known by now.

        What changes after the year's last day is no longer of this year, whatever day is asked for.
        """
        return in_year(self.reference("settings", min(as_of, self.year.end)), self.year.year_be, name)

    @property
    @kept
    def practice(self) -> calendar.Practice:
        """How the deadlines of the year are read."""
        return practice.of_year(self.build, self.year, self.seq)

    @kept
    def due(self, month: Month) -> datetime:
        """The last second at which a report of the year is on time (A-33)."""
        return calendar.due(month, self.practice)

    @lasting("ledger")
    def _budget_by_day(self) -> list[tuple[date, str, str, Decimal]]:
        """(day, unit, kind, baht) of every counting submission's lines of the operating budget, added up."""
        counting = self.counting_seqs("ledger")
        sql = """
            SELECT submission_seq, effective_on, unit, txn_type,
                   sum(CASE WHEN coalesce(reverses, '') = '' THEN amount ELSE -amount END)
            FROM ledger WHERE fy = $fy AND category = 'operating' AND NOT coalesce(from_carry_over, false)
            GROUP BY ALL
        """
        rows = self.build.rows(sql, {"fy": self.year.year_be}) if counting else []
        return [(day, unit, kind, amount) for seq, day, unit, kind, amount in rows if seq in counting]

    def budget(self, as_of: date, since: date | None = None) -> tuple[BudgetLine, ...]:
        """Sums of the operating budget by unit and kind, from `since` (default: 1 October) to `as_of`."""
        return self._budget(since or self.year.start, min(as_of, self.year.end))

    @kept
    def _budget(self, start: date, end: date) -> tuple[BudgetLine, ...]:
        sums: dict[tuple[str, str], Decimal] = {}
        for day, unit, kind, amount in self._budget_by_day():
            if start <= day <= end:
                sums[unit, kind] = sums.get((unit, kind), Decimal(0)) + amount
        return tuple(BudgetLine(*key, amount) for key, amount in sums.items())

    @kept
    def events(self, as_of: date) -> tuple[Event, ...]:
        """Events of the cycle that serves this fiscal year, oldest first (they may lie in the year before).

        With `k1.attribution=drafted_fy` (A-19) it is the cycles whose draft was finished within the fiscal year.
        """
        is_drafted_fy = self.setting("k1.attribution", as_of) == "drafted_fy"
        return tuple(event for event in event_facts.every(self, is_drafted_fy) if event.event_on <= as_of)

    @lasting("items", "reference")
    def items(self) -> dict[str, Item]:
        """The six plans, and every registered item with its entry of the latest fiscal year up to this one."""
        sql = """SELECT submission_seq, item_code, item_type, reporter, parent_code FROM items
                 WHERE fy <= $fy ORDER BY fy, submission_seq"""
        plans = self.reference("plans", self.year.end)
        known = {code: Item(code, "plan", row["owner"], row["parent_code"] or None) for code, row in plans.items()}
        counting = self.counting_seqs("items")
        for seq, code, kind, owner, parent in self.build.rows(sql, {"fy": self.year.year_be}):
            if seq in counting:
                before = known.get(code)
                known[code] = Item(code, kind, owner, parent or (before.parent_code if before else None))
        return known

    @kept
    def milestones(self, as_of: date) -> tuple[tuple[str, date], ...]:
        """(step, day) of the annual report's milestones done by `as_of`."""
        rows = self._all_milestones()
        return tuple((step, day) for _, _, step, day in rows if day <= as_of)

    @lasting("milestones")
    def _all_milestones(self) -> list[tuple[Any, ...]]:
        return self.rows_of("milestones", "step, done_on", "done_on", "done_on IS NOT NULL")

    @lasting("projects", "project_changes", "decision", "reference")
    def projects(self, as_of: date) -> dict[str, Project]:
        return project_facts.projects(self, as_of)

    @lasting("progress", "annual", "projects", "project_changes", "decision", "reference")
    def progress(self, as_of: date) -> dict[str, tuple[Progress, ...]]:
        return annual_numbers.instead(self, as_of, project_facts.progress(self, as_of))

    @lasting("submission")
    def receipts(self) -> tuple[Receipt, ...]:
        """Every valid version of the year's monthly reports and annual results, the first one first."""
        rows = self.build.rows(
            """SELECT seq, form, reporter, period_start, row_count, warned_rows, is_nil, submission_id, sha256,
                      file_name, submitted_by, received_at, channel
               FROM submission WHERE fy = $fy AND status = 'valid' AND seq <= $seq AND form IN ('progress', 'annual')
               ORDER BY seq""",
            {"fy": self.year.year_be, "seq": self.seq},
        )
        return tuple(Receipt(*row) for row in rows)

    @lasting("decision")
    def rulings(self) -> tuple[tuple[str, str, int | None, str], ...]:
        """(kind, submission, row, subject) of the waivers, verdicts on rows and approvals of projects, oldest first."""
        sql = """SELECT kind, submission_id, row_no, subject FROM decision
                 WHERE kind IN ('waive', 'verify', 'reject', 'approve_project', 'decline_project') AND seq <= $seq
                 ORDER BY seq"""
        return tuple(self.build.rows(sql, {"seq": self.seq}))

    @kept
    def filings(self) -> dict[tuple[str, Month], Filing]:
        """(agency, month) → its report, for the months of the year that anybody has sent or been excused from."""
        is_first = self.setting("m1.first_valid", self.year.end) == "true"
        sent = [one for one in self.receipts() if one.form == "progress"]
        # Of several versions the one that is put in last stays.
        in_order = reversed(sent) if is_first else sent
        first = {(one.agency, self.month_of(one.period_start)): one.received_at for one in in_order}
        counting = self.counting_seqs("progress", "provisional").values()
        standing = {(one.agency, self.month_of(one.period_start)) for one in counting}
        waived = set()
        for kind, _, _, subject in self.rulings():
            if kind == "waive":
                agency, _, month = subject.partition(":")
                waived.add((agency, Month.parse(month)))
        return {key: Filing(first.get(key), key in standing, key in waived) for key in {*first, *standing, *waived}}

    @kept
    def received_months(self, form: str) -> frozenset[tuple[str, Month]]:
        """(reporter, month) of every counting submission of a monthly form in the year."""
        return frozenset((one.agency, self.month_of(one.period_start)) for one in self.counting_seqs(form).values())

    def filing(self, agency: str, month: Month) -> Filing:
        """What is known of one report; an empty answer when nothing came."""
        return self.filings().get((agency, month), NOTHING_CAME)

    @kept
    def filings_of(self, month: Month) -> tuple[tuple[str, Filing], ...]:
        """(agency, what is known of its report) for every agency that must report for the month, in their order."""
        filings = self.filings()
        return tuple((one, filings.get((one, month), NOTHING_CAME)) for one in sorted(self.reporting_agencies(month)))

    @kept
    def reporting_agencies(self, month: Month) -> frozenset[str]:
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
