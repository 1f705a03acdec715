"""Approving and declining pending projects (domain.md R-107; manual T5.3): the rules of what may be decided.

In: a writing transaction, who acts, and the project's code or the row of a report. Out: the recorded decision.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from rapidfuzz import process

from base.access import Action, NotAllowed, Role, User
from base.period import FiscalYear, Month, fiscal_year_of
from base.words import Text
from etl import added, rows
from etl.added import APPROVE, DECLINE, Place, Project, place_key, subject_of
from etl.reference import Register
from ledger import decisions, submissions
from ledger.decisions import Decision, DecisionRefused
from ledger.store import Writer
from ledger.submissions import Submission

_CODE = re.compile(r"[0-9A-Za-zก-๙][0-9A-Za-zก-๙._/-]{0,39}")
_FROM_REPORT = (
    *("project_name", "activity", "indicator", "lead_agency", "partners", "wg", "target", "target_unit"),
    *("fund_source", "start_date", "end_date", "strategy", "measure"),
)


@dataclass(frozen=True, slots=True)
class Pending:
    """A project that waits, or whose addition was declined."""

    key: str
    """Its code, or `S000012:14` for a row of a report."""
    project_name: str
    item_code: str
    agency: str
    is_declined: bool


@dataclass(frozen=True, slots=True)
class Approval:
    """What is decided: from which day, with which paper, why."""

    approved_on: date
    reference: str | None = None
    reason: str | None = None


def approve(
    writer: Writer, user: User, year: FiscalYear, code: str, approval: Approval, *, place: Place | None = None
) -> Decision:
    """Let a pending project in; with `place`, give a report's row this code. Raises DecisionRefused, NotAllowed."""
    user.must(Action.PROJECT_APPROVE)
    register = Register.load(writer.connection, year)
    kept = register.projects.get(code)
    payload: dict[str, Any] = {"approved_on": approval.approved_on.isoformat(), "reference": approval.reference}
    if place is None:
        if kept is None:
            raise _refusal(NO_PROJECT, found=code, near=_near(register, code))
        if kept.get("add_approved"):
            raise _refusal(ALREADY_APPROVED, found=code)
        _must_own(user, register, str(kept["item_code"]))
    else:
        project = _project_of_row(writer.connection, year, code, place)
        _must_own(user, register, str(project["item_code"]))
        if kept is None:
            payload["project"] = added.frozen(project)
        elif kept["item_code"] != project["item_code"]:
            raise _refusal(OTHER_PLAN, found=code, expected=kept["item_code"], plan=project["item_code"])
    return _decide(writer, APPROVE, subject_of(year, code), place, approval.reason, payload)


def decline(writer: Writer, user: User, year: FiscalYear, key: str, approval: Approval) -> Decision:
    """Keep a pending project out: `key` is its code or the row of a report. Raises DecisionRefused, NotAllowed."""
    user.must(Action.PROJECT_APPROVE)
    register = Register.load(writer.connection, year)
    place = added.parse_place(key)
    if place is not None:
        project: Project = _project_of_row(writer.connection, year, None, place)
    elif key in register.projects:
        project = register.projects[key]
        if project.get("add_approved"):
            raise _refusal(IS_IN_PLAN, found=key)
    else:
        raise _refusal(NO_PROJECT, found=key, near=_near(register, key))
    _must_own(user, register, str(project["item_code"]))
    last = added.rulings(added.decided(writer.connection, year)).get(key)
    if last is not None and not last.is_approved:
        raise _refusal(ALREADY_DECLINED, found=key)
    payload = {"declined_on": approval.approved_on.isoformat(), "reference": approval.reference}
    return _decide(writer, DECLINE, subject_of(year, key), place, approval.reason, payload)


def pending(connection: sa.Connection, year: FiscalYear) -> list[Pending]:
    """Every project of the year that waits or was declined: those of the register, then the rows without a code."""
    register = Register.load(connection, year)
    own = [
        Pending(
            code,
            str(row["project_name"]),
            str(row["item_code"]),
            str(row["lead_agency"]),
            bool(row.get("is_declined")),
        )
        for code, row in register.projects.items()
        if not row.get("add_approved")
    ]
    return own + list(_uncoded(connection, year))


def _uncoded(connection: sa.Connection, year: FiscalYear) -> Iterator[Pending]:
    """The rows without a code in the newest monthly report of every agency."""
    made = added.decided(connection, year)
    linked, ruled = added.links(made), added.rulings(made)
    months = {str(month) for month in year.months}
    newest = {one.reporter: one for one in submissions.valid_of(connection, "progress") if one.period in months}
    for one in newest.values():
        for row in _rows(connection, one):
            place = (one.submission_id, int(row["_row"]))
            if not row["project_code"] and place not in linked:
                ruling = ruled.get(place_key(place))
                name, plan = str(row["project_name"]), f"PLAN{row['plan_no']}"
                yield Pending(place_key(place), name, plan, str(one.reporter), ruling is not None)


def _project_of_row(connection: sa.Connection, year: FiscalYear, code: str | None, place: Place) -> dict[str, Any]:
    """The register's row made of a report's row without a code; `code` None while it gets none."""
    if code is not None and not _CODE.fullmatch(code):
        raise _refusal(BAD_CODE, found=code)
    one = submissions.by_id(connection, place[0])
    if one is None or one.form != "progress" or not one.reporter or not one.period or not _is_of(one.period, year):
        raise _refusal(NO_REPORT, found=place[0], year=year.year_be)
    standing = submissions.valid_of(connection, "progress", reporter=one.reporter, period=one.period)
    if [each.submission_id for each in standing] != [one.submission_id]:
        raise _refusal(OLD_VERSION, found=place[0], newest=", ".join(each.submission_id for each in standing) or "–")
    row = next((each for each in _rows(connection, one) if each["_row"] == place[1]), None)
    if row is None or row["project_code"]:
        raise _refusal(HAS_CODE if row else NO_ROW, found=place_key(place))
    linked = added.links(added.decided(connection, year))
    if place in linked:
        raise _refusal(ALREADY_LINKED, found=place_key(place), code=linked[place])
    key = (code, row["activity"], row["province"])
    others = added.coded(_rows(connection, one), one.submission_id, linked) if code else []
    if any((each["project_code"], each["activity"], each["province"]) == key for each in others):
        raise _refusal(SAME_KEY, found=place_key(place), code=code)
    return _as_project(row, code, one.reporter)


def _as_project(row: dict[str, Any], code: str | None, reporter: str) -> dict[str, Any]:
    """Whoever reports a project answers for it, beside the lead agency it names."""
    project = {name: row[name] for name in _FROM_REPORT}
    project |= {"project_code": code, "item_code": f"PLAN{row['plan_no']}", "budget_planned": row["budget_alloc"]}
    if row["lead_agency"] != reporter:
        target = row["target"]
        if isinstance(target, Decimal) and target > 0:
            project["province_targets"] = f"{reporter}={target.normalize():f}"
        else:
            project["lead_agency"] = reporter  # Without a number it cannot be named beside another.
    return project


def _is_of(period: str, year: FiscalYear) -> bool:
    return fiscal_year_of(Month.parse(period)) == year


def _rows(connection: sa.Connection, one: Submission) -> list[dict[str, Any]]:
    stream = submissions.rows(connection, one.submission_id)
    found: list[dict[str, Any]] = rows.from_ipc(stream).to_pylist() if stream else []
    return found


def _must_own(user: User, register: Register, item: str) -> None:
    """A group head decides on the projects of the own group's plans only."""
    user.must(Action.PROJECT_APPROVE)
    owner = register.plans.get(item, {}).get("owner")
    if user.role is Role.GROUP_HEAD and owner and owner != user.scope:
        raise NotAllowed(user, Action.PROJECT_APPROVE)


def _decide(
    writer: Writer, kind: str, subject: str, place: Place | None, reason: str | None, payload: dict[str, Any]
) -> Decision:
    submission, row = place or (None, None)
    told = {name: value for name, value in payload.items() if value is not None}
    return decisions.decide(
        writer, kind, submission_id=submission, row_no=row, subject=subject, reason=reason, payload=told
    )


def _near(register: Register, code: str) -> Text:
    close = process.extractOne(code, list(register.projects)) if register.projects else None
    if close is None:
        return Text("", "")
    return Text(f" รหัสที่ใกล้เคียงที่สุดคือ “{close[0]}”", f"; the closest code is “{close[0]}”")


def _refusal(text: Text, **blanks: object) -> DecisionRefused:
    own = {language: {name: _in(value, language) for name, value in blanks.items()} for language in ("th", "en")}
    return DecisionRefused(Text(text.say("th", **own["th"]), text.say("en", **own["en"])))


def _in(value: object, language: str) -> object:
    return getattr(value, language) if isinstance(value, Text) else value


NO_PROJECT = Text(
    "ตรวจรหัสโครงการ (ไม่พบ “{found}” ในทะเบียน{near}) โครงการในรายงานที่ยังไม่มีรหัสให้ระบุแถวด้วย --row",
    "Check the project code: no “{found}” in the register{near}. For a row of a report without a code give --row",
)
ALREADY_APPROVED = Text(
    "โครงการ {found} ได้รับอนุมัติให้บรรจุในแผนอยู่แล้ว จึงไม่ต้องอนุมัติซ้ำ",
    "The project {found} has been approved already; there is nothing to approve",
)
ALREADY_DECLINED = Text(
    "โครงการ {found} ถูกบันทึกว่าไม่อนุมัติอยู่แล้ว หากพิจารณาใหม่ให้บันทึกอนุมัติ",
    "The project {found} has been declined already; record an approval if it is considered anew",
)
IS_IN_PLAN = Text(
    "โครงการ {found} อยู่ในแผนแล้ว หากยกเลิกให้ส่งแบบบันทึกการเปลี่ยนแปลงโครงการพร้อมการอนุมัติ",
    "The project {found} is in the plan; to cancel it send the form of project changes with its approval",
)
OTHER_PLAN = Text(
    "ใช้รหัสอื่น เพราะ {found} เป็นโครงการของ {expected} ในทะเบียน แต่แถวในรายงานเป็นของ {plan}",
    "Use another code: {found} belongs to {expected} in the register, the row of the report to {plan}",
)
BAD_CODE = Text(
    "ตั้งรหัสโครงการด้วยตัวอักษร ตัวเลข และ . _ / - ไม่เกิน 40 ตัว ไม่มีเว้นวรรค (พบ “{found}”)",
    "Make the project code of letters, digits and . _ / - up to 40, without spaces (found “{found}”)",
)
NO_REPORT = Text(
    "ตรวจเลขที่รับ (ไม่พบรายงานความคืบหน้ารายเดือนเลขที่ {found} ของปีงบประมาณ {year})",
    "Check the number: no monthly progress report {found} of fiscal year {year}",
)
OLD_VERSION = Text(
    "ใช้รายงานฉบับล่าสุดของเดือนนั้น คือ {newest} ({found} ถูกแทนที่ ถูกส่งคืน หรือไม่ผ่านการตรวจ)",
    "Use the latest version of that month, {newest} ({found} was replaced, returned or not valid)",
)
NO_ROW = Text("ตรวจเลขแถว (ไม่พบ {found} ในรายงาน)", "Check the row: there is no {found} in the report")
HAS_CODE = Text("เลือกแถวที่ยังไม่มีรหัสโครงการ ({found} มีรหัสแล้ว)", "Choose a row without a project code: {found} has one")
ALREADY_LINKED = Text(
    "แถว {found} ได้รับรหัสโครงการ {code} แล้ว", "The row {found} was given the project code {code} already"
)
SAME_KEY = Text(
    "ให้รหัสอื่นแก่แถว {found} เพราะรายงานนี้มีแถวของโครงการ {code} ในกิจกรรมและจังหวัดเดียวกันอยู่แล้ว",
    "Give the row {found} another code: the report has a row of {code} for the same activity and province",
)
