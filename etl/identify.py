"""Which form, whose, and for when: what the file says of itself, held against what the sender said.

The hidden mark of a template speaks first, then the header block, then the sender's own words. Whatever contradicts
another is an error that names both; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from base.period import FiscalYear, Month, Period, fiscal_year_of, parse_period
from base.thai import say_date
from base.words import Text
from etl.cells import Workbook
from etl.check.lookup import Lookup, registered_agency
from etl.findings import Finding, find
from etl.forms import FORMS
from etl.forms.model import Form, PeriodKind, ReporterKind
from etl.heading import Heading, Said, read_heading
from etl.match import best_form

FORM = Text("แบบฟอร์ม", "Form")
REPORTER = Text("หน่วยงานที่รายงาน", "Reporting agency")
MONTH = Text("ประจำเดือน", "Month")
FISCAL_YEAR = Text("ปีงบประมาณ", "Fiscal year")
MONTHLY = Text("งวดรายเดือน", "a month")
YEARLY = Text("งวดปีงบประมาณ", "a fiscal year")
ANY_FORM = Text("ในระบบ", "of this system")

Lookups = Callable[[FiscalYear], Lookup]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the sender said beside the file; None where nothing was said."""

    form: str | None = None
    reporter: str | None = None
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """What is known of a file. A part that is contradicted is None and has its finding."""

    form: Form | None = None
    reporter: str | None = None
    period: Period | None = None
    version: str | None = None
    is_nil: bool = False
    findings: tuple[Finding, ...] = field(default=())


def identify(workbook: Workbook, asked: Asked, lookups: Lookups, received_at: datetime) -> Identity:
    """The identity of a workbook; findings are errors, told together."""
    form, wrong = _form(workbook, asked.form)
    if form is None:
        return Identity(findings=wrong)
    heading = read_heading(workbook, form)
    version = heading.mark.get("version") or _label(heading, "version")
    if version and version != form.version:
        found = find("V01", **_forms(form, form, version))
        return Identity(form, version=version, findings=(found,))
    is_nil = heading.is_nil and form.period_kind is PeriodKind.MONTH
    known = Identity(form, version=version or form.version, is_nil=is_nil)
    period, period_findings = _period(form, heading, asked.period)
    if period is None:
        return replace(known, findings=period_findings)
    reporter, reporter_findings = _reporter(form, heading, asked.reporter, lookups(fiscal_year_of(period)))
    findings = period_findings + reporter_findings + _too_early(form, period, received_at)
    return replace(known, period=period, reporter=reporter, findings=findings)


def _form(workbook: Workbook, asked: str | None) -> tuple[Form | None, tuple[Finding, ...]]:
    marked = read_heading(workbook).mark.get("form")
    wanted = FORMS.get(asked) if asked else None
    if marked is not None:
        own = FORMS.get(marked)
        if own is None or (wanted is not None and own is not wanted):
            expected = _name(wanted) if wanted else ANY_FORM
            found = _name(own) if own else Text(f" “{marked}”", f"“{marked}”")
            said = {"expected": expected.th, "expected_en": expected.en, "found": found.th, "found_en": found.en}
            return None, (find("V01", **said),)
        return own, ()
    likely = best_form(workbook, tuple(FORMS.values()))
    if wanted is not None:
        if likely is not None and likely is not wanted and best_form(workbook, (wanted,)) is None:
            return None, (find("V01", **_forms(wanted, likely, None)),)
        return wanted, ()
    if likely is None:
        return None, (find("V42", form=ANY_FORM.th, form_en=ANY_FORM.en),)
    return likely, ()


def _name(form: Form) -> Text:
    return Text(f" “{form.name.th}”", f"“{form.name.en}”")


def _forms(wanted: Form, found: Form, found_version: str | None) -> dict[str, str]:
    """Both forms by name; their versions too when the version is what differs."""
    said = {"expected": _name(wanted).th, "expected_en": _name(wanted).en}
    said |= {"found": _name(found).th, "found_en": _name(found).en}
    if found_version is None:
        return said
    return {
        "expected": f"{said['expected']} รุ่น {wanted.version}",
        "expected_en": f"{said['expected_en']} version {wanted.version}",
        "found": f"{said['found']} รุ่น {found_version}",
        "found_en": f"{said['found_en']} version {found_version}",
    }


def _label(heading: Heading, name: str) -> str | None:
    said = heading.labels.get(name)
    return said.text or None if said else None


def _period(form: Form, heading: Heading, asked: Period | None) -> tuple[Period | None, tuple[Finding, ...]]:
    """The period, when file and sender agree on it."""
    is_monthly = form.period_kind is PeriodKind.MONTH
    kind = Month if is_monthly else FiscalYear
    label = MONTH if is_monthly else FISCAL_YEAR
    wanted = MONTHLY if is_monthly else YEARLY
    if asked is not None and not isinstance(asked, kind):
        return None, (_wrong("V04", label, wanted, _say(asked)),)
    marked = _marked_period(heading.mark.get("period"))
    shown: Period | None = heading.month() if is_monthly else heading.fiscal_year()
    place = heading.labels.get("month" if is_monthly else "fiscal_year")
    if shown is not None and isinstance(marked, kind) and shown != marked:
        return None, (_wrong("V04", label, _say(marked), _say(shown), place),)
    inside = marked if isinstance(marked, kind) else shown
    if inside is not None and (wrong_year := _other_year(inside, heading)):
        return None, (wrong_year,)
    if inside is not None and asked is not None and inside != asked:
        return None, (_wrong("V04", label, _say(asked), _say(inside), place),)
    period = inside or asked
    if period is None:
        return None, (_unstated(label, place),)
    return period, ()


def _marked_period(text: str | None) -> Period | None:
    try:
        return parse_period(text) if text else None
    except ValueError:
        return None


def _other_year(period: Period, heading: Heading) -> Finding | None:
    """The fiscal year of the header block when it is not that of the month."""
    shown, own = heading.fiscal_year(), fiscal_year_of(period)
    if shown is None or shown == own:
        return None
    return _wrong("V04", FISCAL_YEAR, _say(own), _say(shown), heading.labels["fiscal_year"])


def _say(period: Period) -> Text:
    if isinstance(period, Month):
        return Text(period.say(full=True), period.say("en"))
    return Text(period.say(), period.say("en"))


def _wrong(code: str, label: Text, expected: Text, found: Text, place: Said | None = None) -> Finding:
    said = {"column": label.th, "expected": expected.th, "expected_en": expected.en}
    sheet, cell = (place.sheet, place.cell) if place else (None, None)
    return find(code, sheet=sheet, cell=cell, **said, found=found.th, found_en=found.en)


def _unstated(label: Text, place: Said | None) -> Finding:
    found = {"found": f" พบ “{place.text}”", "found_en": f"; found “{place.text}”"} if place and place.text else {}
    sheet, cell = (place.sheet, place.cell) if place else (None, None)
    return find("V41", sheet=sheet, cell=cell, column=label.th, **({"found": "", "found_en": ""} | found))


def _reporter(
    form: Form, heading: Heading, asked: str | None, lookup: Lookup
) -> tuple[str | None, tuple[Finding, ...]]:
    """The reporter's code, when file and sender agree on it."""
    table = "agencies" if form.reporter_kind is ReporterKind.AGENCY else "units"
    fixed = str(form.reporter_kind) if form.reporter_kind in (ReporterKind.GEN, ReporterKind.OFF) else None
    place = heading.labels.get("reporter")
    marked = heading.mark.get("reporter")
    shown = lookup.code(table, place.text) if place and place.text else None
    if marked is None and shown is None and place is not None and place.text:
        return None, (_stranger(lookup, table, place.text, place),)
    if marked is not None and shown is not None and shown != marked:
        return None, (_wrong("V03", REPORTER, _who(lookup, table, marked), _who(lookup, table, shown), place),)
    inside = marked or shown
    wanted = lookup.code(table, asked) if asked else fixed
    if asked and wanted is None:
        return None, (_stranger(lookup, table, asked, None),)
    if inside and wanted and inside != wanted:
        return None, (_wrong("V03", REPORTER, _who(lookup, table, wanted), _who(lookup, table, inside), place),)
    if fixed and wanted != fixed:
        return None, (_wrong("V03", REPORTER, _who(lookup, table, fixed), _who(lookup, table, str(wanted))),)
    reporter = inside or wanted
    if reporter is None:
        return None, (_unstated(REPORTER, place),)
    if lookup.code(table, reporter) is None:
        return None, (_stranger(lookup, table, reporter, place),)
    return reporter, ()


def _who(lookup: Lookup, table: str, code: str) -> Text:
    return Text(lookup.say(table, code), code)


def _stranger(lookup: Lookup, table: str, text: str, place: Said | None) -> Finding:
    wanted = registered_agency(lookup, text, table)
    return _wrong("V03", REPORTER, Text(wanted["expected"], wanted["expected_en"]), Text(text, text), place)


def _too_early(form: Form, period: Period, received_at: datetime) -> tuple[Finding, ...]:
    """A month that has not begun cannot be reported (forms.md); a form of plans may look ahead."""
    if form.is_future_allowed or not isinstance(period, Month) or period.first_day <= received_at.date():
        return ()
    first, said = period.first_day, _say(period)
    days = {"first": say_date(first), "first_en": say_date(first, "en")}
    return (find("V05", found=said.th, found_en=said.en, **days),)
