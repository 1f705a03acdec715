"""C3 ร้อยละความสำเร็จของการมีส่วนร่วมในการพัฒนา PMQA: share of meetings attended, round 2 only (manual 10.2(3))."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from base.words import Text
from kpi import office_facts
from kpi.cells import source_rows
from kpi.facts import COUNTING
from kpi.indicators.declared import Counted, Question, Rule
from kpi.model import ASSESSEES, OFFICE, Coverage, Family, Kpi, Source, Unit
from kpi.office_facts import Invitation

NO_MEETING = Text("ยังไม่มีการประชุม", "No meeting has been held yet")
NO_EVIDENCE = Text("เข้าร่วมแต่ยังไม่มีหลักฐาน {count} ครั้ง", "{count} attendances without evidence")


def _declare(code: str, name: Text, short: Text, definition: Text, scopes: tuple[str, ...], *, is_main: bool) -> Kpi:
    return Kpi(
        code=code,
        name=name,
        short=short,
        definition=definition,
        numerator=Text("การประชุมที่เข้าร่วม", "Meetings attended"),
        denominator=Text("การประชุมที่จัดแล้วตามที่ กพบ. เชิญ", "Meetings held to which the PSDG invited"),
        unit=Unit.PERCENT,
        family=Family.CASCADED,
        source="10.2(3)",
        scopes=scopes,
        data=("pmqa",),
        version="1",
        effective_from=date(2015, 10, 1),
        ambiguities=("A-11", "A-12", "A-13", "A-14", "A-15"),
        settings=("c3.office_basis", "c3.purpose_filter", "c3.require_evidence"),
        rounds=(2,),
        is_main=is_main,
    )


C3 = _declare(
    "C3",
    Text("ร้อยละความสำเร็จของการมีส่วนร่วมในการพัฒนาคุณภาพการบริหารจัดการภาครัฐ (PMQA)", "Participation in PMQA"),
    Text("เข้าร่วมประชุม PMQA", "PMQA attendance"),
    Text(
        "การประชุม PMQA เพื่อจัดทำข้อมูลประกวดรางวัลเลิศรัฐที่ กพบ. เชิญและจัดขึ้นในรอบ ซึ่งมีผู้แทนเข้าร่วมอย่างน้อยหนึ่งคน "
        "หารด้วยการประชุมที่ได้รับเชิญทั้งหมด",
        "Award-data meetings of the round called by the PSDG that at least one representative attended, over those "
        "held to which the unit was invited.",
    ),
    ASSESSEES,
    is_main=True,
)
C3INV = _declare(
    "C3inv",
    Text("ร้อยละการเข้าร่วมประชุม PMQA ตามคำเชิญ", "PMQA attendance by invitation"),
    Text("ตามคำเชิญ", "By invitation"),
    Text(
        "คำเชิญรายกลุ่ม/ฝ่ายที่มีผู้เข้าร่วม หารด้วยคำเชิญทั้งหมด",
        "Invitations of units that were attended over all invitations.",
    ),
    (OFFICE,),
    is_main=False,
)


def held(question: Question) -> list[Invitation]:
    """Invitations of the scope to meetings that count: called by the PSDG, for award data, held in the round (A-13)."""
    is_any_purpose = question.setting("c3.purpose_filter") == "all"
    return [
        one
        for one in office_facts.invitations(question.facts, question.round.start, question.as_of)
        if one.invited_by.strip() == office_facts.INVITER
        and one.status == "held"
        and (is_any_purpose or one.purpose == "award_data")
        and question.scope in (OFFICE, one.unit)
    ]


def is_attended(question: Question, one: Invitation) -> bool:
    """Attended, with evidence where the setting asks for it."""
    return one.has_attended and (one.has_evidence or not question.is_on("c3.require_evidence"))


def _notes(invitations: Iterable[Invitation]) -> tuple[Text, ...]:
    missing = sum(one.has_attended and not one.has_evidence for one in invitations)
    return (NO_EVIDENCE.filled(count=missing),) if missing else ()


def count_meetings(question: Question) -> Counted:
    """Meetings attended by at least one person of the scope ÷ meetings held to which it was invited."""
    if question.scope == OFFICE and question.setting("c3.office_basis") == "invitation":
        return count_invitations(question)
    invited = held(question)
    meetings = {one.meeting_code for one in invited}
    if not meetings:
        return Counted(None, Fraction(0), NO_MEETING)
    attended = {one.meeting_code for one in invited if is_attended(question, one)}
    return Counted(Fraction(len(attended)), Fraction(len(meetings)), None, _notes(invited))


def count_invitations(question: Question) -> Counted:
    """Attended (unit, meeting) pairs ÷ invited pairs."""
    invited = held(question)
    if not invited:
        return Counted(None, Fraction(0), NO_MEETING)
    attended = sum(is_attended(question, one) for one in invited)
    return Counted(Fraction(attended), Fraction(len(invited)), None, _notes(invited))


def coverage(question: Question) -> Coverage:
    """Months of the round so far whose meeting log has come in."""
    months = [month for month in question.round.months if month.last_day <= question.as_of]
    received = question.facts.received_months("pmqa")
    return Coverage(sum(("GEN", month) in received for month in months), len(months))


def trace(question: Question) -> tuple[Source, ...]:
    """The row of every invitation that counts: its meeting below the line, its attendance above."""
    kept = {(one.submission_seq, one.sheet_row): one for one in held(question)}
    fields = ("submission_seq", "meeting_code", "meeting_on", "invited_by", "purpose", "status", "unit", "attended")
    sources: list[Source] = []
    for row in source_rows(question.facts.build, "pmqa", fields, COUNTING, question.facts.counting("pmqa")):
        one = kept.get((int(str(row.values["submission_seq"])), row.sheet_row))
        if one is None:
            continue
        sources.append(row.cell("meeting_code", "+denominator", one.meeting_code))
        if row.values["attended"] is not None:
            role = "+numerator" if is_attended(question, one) else "basis"
            sources.append(row.cell("attended", role, one.meeting_code))
        sources.extend(row.cells(fields[2:-1], "basis", one.meeting_code))
    return tuple(sources)


RULES = (Rule(C3, count_meetings, coverage, trace), Rule(C3INV, count_invitations, coverage, trace))
