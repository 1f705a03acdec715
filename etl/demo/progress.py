"""The rows of a monthly progress report of the demonstration."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from random import Random

from base.period import Month
from base.thai import MONTH_FULL_TH
from etl.demo import changes
from etl.demo.catalogue import ADDED_ON, DemoProject
from etl.demo.course import course
from etl.prefill import CENTRAL
from etl.rows import Row, Value

LAG_POINTS = 18
"""A little less than the lag at which the check asks for the problem, so that nearly every laggard explains itself."""

PROBLEMS = (
    (
        "สถานการณ์การแพร่ระบาดของโรคติดเชื้อไวรัสโคโรนา 2019 ทำให้ต้องเลื่อนการจัดกิจกรรมรวมกลุ่ม",
        "ปรับรูปแบบเป็นการอบรมออนไลน์และแบ่งกลุ่มย่อย",
    ),
    ("กลุ่มเป้าหมายติดภารกิจในฤดูเก็บเกี่ยว", "ปรับแผนการจัดกิจกรรมให้ตรงกับช่วงว่างจากการเก็บเกี่ยว"),
    ("การจัดซื้อจัดจ้างล่าช้ากว่าแผน", "เร่งรัดการจัดซื้อจัดจ้างและรายงานผู้บริหารทุกสัปดาห์"),
    ("จำนวนผู้สมัครเข้าร่วมโครงการต่ำกว่าเป้าหมาย", "ประชาสัมพันธ์ผ่านอาสาสมัครแรงงานและเครือข่ายในพื้นที่"),
)
SUPPORT = ("ขอรับการสนับสนุนสื่อประชาสัมพันธ์จากส่วนกลาง", "ขอให้หน่วยงานในพื้นที่ร่วมประชาสัมพันธ์")
TECHNOLOGY = ("ลงทะเบียนผู้เข้าอบรมผ่าน QR Code", "อบรมผ่านระบบการประชุมทางไกล", "ติดตามผลผ่านแบบสอบถามออนไลน์")
EVIDENCE = "https://example.org/evidence/{code}/{reporter}/{month}"


def projects_reported_by(reporter: str, month: Month, projects: tuple[DemoProject, ...]) -> list[DemoProject]:
    """The projects that this reporter leads or has a target in, added before the month's end."""
    mine = [one for one in projects if one.agency == reporter or reporter in dict(one.centre_targets)]
    return [one for one in mine if one.pace not in ("added", "unapproved") or month.last_day >= ADDED_ON]


def report_rows(
    reporter: str, month: Month, projects: tuple[DemoProject, ...], last_sent: Month | None
) -> tuple[Row, ...]:
    """The rows of one month; `last_sent` is the last month of the year that was reported with rows."""
    return tuple(
        _row(number, project, reporter, month, last_sent)
        for number, project in enumerate(projects_reported_by(reporter, month, projects), 1)
    )


def _row(number: int, project: DemoProject, reporter: str, month: Month, last_sent: Month | None) -> Row:
    random = Random(f"row:{project.code}:{reporter}:{month}")
    path, now = course(project, reporter), _index(changes.working_month(project.code, month))
    result, disbursed = path.results[now], path.disbursed_thb[now]
    before = path.results[min(now, _index(last_sent))] if last_sent else Decimal(0)
    registered = project.target if reporter == project.agency else project.goal(reporter)
    target = changes.target(project.code, month, registered)
    progress = _progress(result, target, path.progress_pct[now])
    is_done, is_cancelled = progress >= 100, changes.is_cancelled(project.code, month)
    row: dict[str, Value] = {
        "row_no": number,
        "plan_no": int(project.item_code.removeprefix("PLAN")),
        "strategy": project.strategy,
        "measure": f"มาตรการด้าน{project.activity}",
        "project_code": project.code,
        "project_name": project.name,
        "activity": project.activity,
        "wg": project.wg,
        "lead_agency": project.agency,
        "province": reporter.removeprefix("PC") if reporter.startswith("PC") else CENTRAL,
        "indicator": project.indicator,
        "target": target,
        "target_unit": project.target_unit,
        "result_month": result - before,
        "result_cum": result,
        "progress_pct": progress,
        "status": "cancelled" if is_cancelled else _status(progress),
        "start_date": ADDED_ON if project.pace in ("added", "unapproved") else month.fiscal_year.start,
        "end_date": month.fiscal_year.end,
        "fund_source": "agency",
        "budget_alloc": project.budget(reporter),
        "budget_disb": disbursed,
        "result_text": _result_text(project, month, result, progress),
        "next_step": "สรุปผลการดำเนินงานและจัดทำรายงาน" if is_done or is_cancelled else "ดำเนินการตามแผนอย่างต่อเนื่อง",
    }
    return row | _people(project, result) | _words(project, reporter, month, progress, random)


def _status(progress: Decimal) -> str:
    return "completed" if progress >= 100 else "in_progress" if progress > 0 else "not_started"


def _index(month: Month) -> int:
    return month.fiscal_year.months.index(month)


def _progress(result: Decimal, target: Decimal | None, share_pct: Decimal) -> Decimal:
    progress = share_pct if target is None else result * 100 / target
    return progress.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _people(project: DemoProject, result: Decimal) -> dict[str, Value]:
    if project.target_unit != "คน":
        return {}
    women = int(result * 57 / 100)
    return {"beneficiaries_m": int(result) - women, "beneficiaries_f": women}


def _words(project: DemoProject, reporter: str, month: Month, progress: Decimal, random: Random) -> dict[str, Value]:
    elapsed = Decimal((_index(month) + 1) * 100) / 12
    words: dict[str, Value] = {"problem": "ไม่มี"}
    if project.pace != "unapproved" and elapsed - progress > LAG_POINTS:
        words["problem"], words["solution"] = random.choice(PROBLEMS)
        words["support"] = random.choice(SUPPORT) if random.random() < 0.25 else None
    if progress > 0 and random.random() < 0.85:
        words["evidence"] = EVIDENCE.format(code=project.code, reporter=reporter, month=month)
    if progress > 0 and random.random() < 0.2:
        words["tech_used"] = random.choice(TECHNOLOGY)
    return words


def _result_text(project: DemoProject, month: Month, result: Decimal, progress: Decimal) -> str:
    name = MONTH_FULL_TH[month.number - 1]
    if progress == 0:
        return f"เดือน{name}อยู่ระหว่างเตรียมการ ยังไม่มีผลการดำเนินงาน"
    done = f"ถึงเดือน{name}ดำเนินการ{project.activity}แล้ว"
    if project.target is None:
        return f"{done}ร้อยละ {progress}"
    return f"{done} {result:,} {project.target_unit} คิดเป็นร้อยละ {progress} ของเป้าหมาย"
