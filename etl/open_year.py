"""The next fiscal year is opened: its plans and agencies are copied, plans that end get successors, in one transaction.

Rows are added from the first day of the year on; the rows of the years before stay, so no earlier figure moves
(R-104). The six plans keep their codes in every year; a multi-year plan that has ended is followed by a plan of the
same code that names it (A-40).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa

from base.access import Action, User
from base.period import FiscalYear, Month
from base.thai import arabic_digits, thai_digits
from base.words import Text
from ledger import reference
from ledger.canonical import Json
from ledger.store import Ledger

KIND = "open_year"
_ORDINAL = re.compile(r"((?:ระยะที่|ฉบับที่|Phase) ?)([0-9]+|[๐-๙]+)")
LONGEST_PLAN = 20

NOT_NEXT = Text(
    "ปีงบประมาณถัดไปที่เปิดได้คือ {expected} (พบ {found})", "The next fiscal year to open is {expected} (found {found})"
)
BAD_END = Text(
    "แผนฉบับใหม่ของ {plan} ต้องสิ้นสุดในปี {first} ถึง {last} (พบ {found})",
    "The new plan of {plan} must end between {first} and {last} (found {found})",
)
NO_NAME = Text("กรอกชื่อแผนฉบับใหม่ของ {plan}", "Give the name of the new plan of {plan}")
NOT_ENDED = Text("{plan} ยังไม่สิ้นสุด จึงไม่มีแผนฉบับใหม่", "{plan} has not ended, so it has no successor")
NO_AGENCY = Text("ไม่มีหน่วยงาน {found} ที่ต้องรายงานในปีก่อน", "No agency {found} reported in the year before")


class OpeningRefused(ValueError):
    """The year cannot be opened so; `text` says what to do."""

    def __init__(self, text: Text, **blanks: object) -> None:
        self.text = text.filled(**blanks)
        super().__init__(self.text.th)


class Way(StrEnum):
    """What becomes of a plan in the new year."""

    RENEWED = "renewed"
    """A yearly plan: the same for the new year."""
    CONTINUES = "continues"
    """A plan of several years that has not ended: its row is copied as it is."""
    SUCCEEDED = "succeeded"
    """A plan of several years that has ended: the plan that follows it."""


@dataclass(frozen=True, slots=True)
class Successor:
    """What a person says of the plan that follows one that ended; names may be left to be derived."""

    end_year: int | None = None
    name_th: str = ""
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One plan in the year before and in the new one."""

    code: str
    way: Way
    before: dict[str, str]
    after: dict[str, str]


@dataclass(frozen=True, slots=True)
class Opening:
    """Everything that opening the year records."""

    year: FiscalYear
    plans: tuple[PlanStep, ...]
    agencies: dict[str, dict[str, str]]
    """Every agency of the register; those that leave end with September."""
    leaving: tuple[str, ...]
    settings: dict[str, str]
    """Settings that held in the year before only; carried over when that is asked for."""
    holidays: int
    """Days off of the new year that the register has already."""


def next_year(connection: sa.Connection) -> FiscalYear:
    """The fiscal year after the last one that the yearly plans are for."""
    plans = reference.current(connection, "plans").values()
    return FiscalYear(max(int(row["end_year"]) for row in plans if row["horizon"] == "annual") + 1)


def preview(
    connection: sa.Connection,
    year: FiscalYear,
    successors: Mapping[str, Successor] | None = None,
    leaving: Collection[str] = (),
) -> Opening:
    """What opening the year would record; writes nothing. Raises OpeningRefused."""
    expected = next_year(connection)
    if year != expected:
        raise OpeningRefused(NOT_NEXT, expected=expected.year_be, found=year.year_be)
    said, last = successors or {}, FiscalYear(year.year_be - 1)
    plans = tuple(
        _step(code, row, year, said.get(code)) for code, row in reference.current(connection, "plans").items()
    )
    agencies = reference.current(connection, "agencies", as_of=year.start)
    reporting = {code for code, row in agencies.items() if _reports(row, year)}
    if unknown := sorted(set(leaving) - reporting):
        raise OpeningRefused(NO_AGENCY, found=", ".join(unknown))
    copied = {
        code: {**row, "report_to": str(last.months[-1])} if code in leaving else row for code, row in agencies.items()
    }
    own, mark = reference.current(connection, "settings", as_of=last.end), f"{last.year_be}:"
    settings = {key.removeprefix(mark): row["value"] for key, row in own.items() if key.startswith(mark)}
    days = reference.current(connection, "holidays", as_of=date.max)
    off = sum(year.contains(date.fromisoformat(day)) for day in days)
    return Opening(year, plans, copied, tuple(sorted(leaving)), settings, off)


def open_year(
    ledger: Ledger,
    user: User,
    year: FiscalYear,
    *,
    successors: Mapping[str, Successor] | None = None,
    leaving: Collection[str] = (),
    keeps_settings: bool = False,
    at: datetime | None = None,
) -> Opening:
    """Open the year, all of it or nothing. Raises NotAllowed and OpeningRefused."""
    user.must(Action.YEAR_OPEN)
    with ledger.write(user.code, at=at) as writer:
        opening = preview(writer.connection, year, successors, leaving)
        since = year.start
        reference.append_rows(writer, "plans", [(one.code, since, False, one.after) for one in opening.plans])
        reference.append_rows(writer, "agencies", [(code, since, False, row) for code, row in opening.agencies.items()])
        if keeps_settings and opening.settings:
            rows = {f"{year.year_be}:{name}": value for name, value in opening.settings.items()}
            payloads = [(key, since, False, {"key": key, "value": value}) for key, value in rows.items()]
            reference.append_rows(writer, "settings", payloads)
        told: dict[str, Json] = {
            "plans": {
                one.code: f"{one.way} {one.after['start_year']}-{one.after['end_year']}" for one in opening.plans
            },
            "agencies": len(opening.agencies),
            "leaving": list(opening.leaving),
            "settings": sorted(opening.settings) if keeps_settings else [],
        }
        writer.append(KIND, str(year), told, is_fact=False)
    return opening


def _step(code: str, before: Mapping[str, str], year: FiscalYear, said: Successor | None) -> PlanStep:
    was = dict(before)
    first, last = int(was["start_year"]), int(was["end_year"])
    if was["horizon"] != "annual" and last >= year.year_be:
        if said is not None:
            raise OpeningRefused(NOT_ENDED, plan=code)
        return PlanStep(code, Way.CONTINUES, was, was)
    is_annual = was["horizon"] == "annual"
    end = year.year_be if is_annual else (said and said.end_year) or year.year_be + last - first
    if not year.year_be <= end < year.year_be + LONGEST_PLAN:
        blanks = {"first": year.year_be, "last": year.year_be + LONGEST_PLAN - 1, "found": end}
        raise OpeningRefused(BAD_END, plan=code, **blanks)
    renamed = {name: _renamed(was[name], {first: year.year_be, last: end}) for name in ("name_th", "name_en")}
    if not is_annual:
        renamed = {name: _ORDINAL.sub(_counted_on, own) for name, own in renamed.items()}
    if said is not None and not is_annual:
        renamed |= {name: own for name in renamed if (own := getattr(said, name).strip())}
    if not all(renamed.values()):
        raise OpeningRefused(NO_NAME, plan=code)
    after = was | renamed | {"start_year": str(year.year_be), "end_year": str(end)}
    if not is_annual:
        after |= {"predecessor_code": code, "predecessor_years": f"{first}-{last}"}
    return PlanStep(code, Way.RENEWED if is_annual else Way.SUCCEEDED, was, after)


def _renamed(name: str, years: Mapping[int, int]) -> str:
    """A plan's name with its years exchanged, in Arabic and in Thai digits; each year once."""
    for place, (old, _) in enumerate(years.items()):
        name = name.replace(str(old), f"\0{place}").replace(thai_digits(str(old)), f"\1{place}")
    for place, new in enumerate(years.values()):
        name = name.replace(f"\0{place}", str(new)).replace(f"\1{place}", thai_digits(str(new)))
    return name


def _counted_on(found: re.Match[str]) -> str:
    """`ระยะที่ ๑` → `ระยะที่ ๒`: the plan that follows is the next of its kind."""
    typed = found[2]
    number = str(int(arabic_digits(typed)) + 1)
    return found[1] + (number if typed.isascii() else thai_digits(number))


def _reports(row: Mapping[str, str], year: FiscalYear) -> bool:
    """Whether the agency would report for the first month of the year."""
    first, last = row.get("report_from") or "", row.get("report_to") or ""
    return bool(first) and Month.parse(first) <= year.months[-1] and (not last or Month.parse(last) >= year.months[0])
