"""The end of a year in the demonstration: annual results with photos by 15 September, the annual report in October."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from base.period import FiscalYear, Month
from etl.demo import changes
from etl.demo.catalogue import DemoProject
from etl.demo.course import course
from etl.demo.progress import projects_reported_by
from etl.rows import Row

LATE = {("DLPW", 2564): 21, ("PC34", 2564): 17}
"""Reporters who sent their annual results after 15 September, with the day."""
PHOTO_SHARE, CONSENT_SHARE = 0.6, 0.8
PRELIMINARY = 10
"""Position of August among the fiscal months: its result is the last one known when the annual results are sent."""

SITUATIONS = {
    2563: "การแพร่ระบาดของโรคติดเชื้อไวรัสโคโรนา 2019 ระลอกแรกทำให้แรงงานกลุ่มเป้าหมายขาดรายได้",
    2564: "การแพร่ระบาดของโรคติดเชื้อไวรัสโคโรนา 2019 ระลอกใหม่ทำให้ต้องจำกัดการรวมกลุ่มตั้งแต่เดือนเมษายน",
}
PROBLEM = "ไม่สามารถจัดกิจกรรมรวมกลุ่มได้ตามแผนในพื้นที่ควบคุม"
SOLUTION = "ปรับเป็นการอบรมผ่านสื่ออิเล็กทรอนิกส์และแบ่งกลุ่มย่อย"


@dataclass(frozen=True, slots=True)
class Report:
    """The steps of one annual report with the day each was done."""

    compiled: date
    to_executives: date
    circulated: date
    memo: str
    circular: str


REPORTS = {
    2563: Report(date(2020, 10, 8), date(2020, 10, 15), date(2020, 10, 28), "รง 0213/1102", "รง 0213/ว 1187"),
    2564: Report(date(2021, 10, 8), date(2021, 10, 14), date(2021, 10, 27), "รง 0213/1145", "รง 0213/ว 1230"),
}


def day_sent(reporter: str, year: int) -> int:
    """The day of September on which a reporter sends its annual results."""
    return LATE.get((reporter, year)) or Random(f"annual:{reporter}:{year}").randint(6, 15)


def annual_rows(reporter: str, year: int, projects: tuple[DemoProject, ...]) -> tuple[Row, ...]:
    """The rows of the `annual` form of one reporter: its projects, without those cancelled or never approved."""
    last = FiscalYear(year).months[-1]
    mine = projects_reported_by(reporter, last, projects)
    counted = [one for one in mine if one.pace != "unapproved" and not changes.is_cancelled(one.code, last)]
    return tuple(_annual_row(one, reporter, year, last) for one in counted)


def _annual_row(project: DemoProject, reporter: str, year: int, last: Month) -> Row:
    random = Random(f"annual:{project.code}:{reporter}")
    path = course(project, reporter)
    result, reached = path.results[PRELIMINARY], path.progress_pct[PRELIMINARY]
    if project.target is None:
        told = f"{project.activity} ก้าวหน้าร้อยละ {reached:.0f}"
    else:
        told = f"{project.activity} ได้ {result:,} {project.target_unit}"
    row: Row = {
        "project_code": project.code,
        "result_final": None if project.target is None else result,
        "narrative": f"ปีงบประมาณ พ.ศ. {year} {told} (ข้อมูล ณ เดือนสิงหาคม {last.year + 543})",
        "situation": SITUATIONS[year],
    }
    if reached < 85:
        row = {**row, "problem": PROBLEM, "solution": SOLUTION}
    return {**row, **_photo(project, reporter, random)}


def _photo(project: DemoProject, reporter: str, random: Random) -> Row:
    """A link with its caption and the answer about consent, or nothing."""
    has_photo, has_consent = random.random() < PHOTO_SHARE, random.random() < CONSENT_SHARE
    if not has_photo:
        return {}
    return {
        "photo": f"https://example.org/photos/{project.code}/{reporter}.jpg",
        "photo_caption": f"ภาพกิจกรรม{project.activity}",
        "photo_consent": has_consent,
    }


def milestone_versions(year: int) -> Iterator[tuple[date, tuple[Row, ...]]]:
    """(day sent, rows) of the `milestones` form: first when the executives have the report, then when it is out."""
    if year not in REPORTS:
        return
    report = REPORTS[year]
    rows: tuple[Row, ...] = (
        {"step": "REPORT_COMPILED", "done_on": report.compiled, "evidence": f"ร่างรายงานประจำปี พ.ศ. {year}"},
        {"step": "REPORT_TO_EXECUTIVES", "done_on": report.to_executives, "evidence": f"บันทึกข้อความที่ {report.memo}"},
        {"step": "REPORT_CIRCULATED", "done_on": report.circulated, "evidence": f"หนังสือเวียนที่ {report.circular}"},
    )
    yield report.to_executives, rows[:2]
    yield report.circulated, rows
