"""The tables of the annual report: rows of text out of figures, each with the reference that it is checked by."""

from __future__ import annotations

from collections.abc import Sequence

from exports.annual import words
from exports.annual.gather import AND_OTHERS, Year
from exports.word.table import Column
from kpi import speak
from kpi.indicators import BY_CODE
from kpi.model import OFFICE, Figure, Status

REFERENCE = Column("อ้างอิง", 1.9, is_code=True)
FIGURES = (
    Column("ตัวชี้วัด", 5.75),
    Column("ผล", 2.55, is_number=True),
    Column("เป้าหมาย", 3.45, is_number=True),
    Column("สถานะ", 2.35),
    REFERENCE,
)
"""Value, target, status and reference have the width of their longest words, so that no line ends inside one."""
PROJECTS = (
    Column("รหัส", 2.6, is_code=True),
    Column("โครงการ", 5.2),
    Column("หน่วยงานที่รายงาน", 3.4),
    Column("ก้าวหน้า (ร้อยละ)", 2.1, is_number=True),
    Column("สถานะ", 2.7),
)
AGENCY_KPIS = ("M1", "M2", "M4", "M6", "M7")
AGENCIES = (
    Column("หน่วยงาน", 5.0),
    Column("รหัส", 1.5, is_code=True),
    *(Column(f"{BY_CODE[code].short.th} ({code})", 1.9, is_number=True) for code in AGENCY_KPIS),
)
PROBLEMS = (Column("ปัญหา/อุปสรรค", 6.0), Column("แนวทางแก้ไข", 6.0), Column("หน่วยงาน", 4.0))
OPEN_PROBLEMS = (
    Column("หน่วยงาน", 2.4),
    Column("โครงการ", 3.8),
    Column("ปัญหา/อุปสรรค", 4.2),
    Column("การดำเนินการ", 3.4),
    Column("สถานะ", 2.2),
)
COMMENTS = (Column("ตัวชี้วัด", 4.1), Column("สาเหตุ", 5.0), Column("แนวทางแก้ไข", 5.0), REFERENCE)
LINKS = (Column("ภาพ", 6.4), Column("หน่วยงาน", 3.2), Column("ที่อยู่ภาพ", 6.4, is_code=True))
SUMMARIES = (Column("หน่วยงาน", 3.2), Column("โครงการ", 4.6), Column("สรุปผลการดำเนินงาน", 8.2))
DONE, LAGGING, GOING = "แล้วเสร็จ", "ล่าช้ากว่าแผน", "กำลังดำเนินการ"
UNSET = "ไม่กำหนด"
"""Of a figure that the manual sets no target for; there is a column for the target itself."""
Rows = list[tuple[str, ...]]


def reference(figure: Figure) -> str:
    """`K3:PLAN2`: what `python -m kpi trace` and the pages call it."""
    return f"{figure.kpi}:{figure.scope}"


def figures(year: Year, found: Sequence[Figure]) -> Rows:
    """Name and whose it is, value, target, status, reference."""
    return [(f"{name}\n{year.name(one.scope)}", *rest) for one, (name, *rest) in zip(found, _said(found), strict=True)]


def plan_figures(year: Year, code: str) -> Rows:
    """The same without the plan's name, which stands above the table."""
    return _said(of_plan(year, code))


def _said(found: Sequence[Figure]) -> Rows:
    return [
        (
            BY_CODE[one.kpi].name.th,
            speak.value(one),
            speak.target(one) if one.target is not None else speak.NOTHING,
            f"{speak.SHAPE[one.status]} {UNSET if one.status is Status.NO_TARGET else speak.status(one)}",
            reference(one),
        )
        for one in found
    ]


def overall(year: Year) -> tuple[Figure, ...]:
    """The Office's main figures, then the cascaded ones of every assessee."""
    own = tuple(one.figure for one in year.content.indicators if one.is_assessed)
    return (*own, *(one for one in year.content.cascaded if one.scope != OFFICE))


def of_plan(year: Year, code: str) -> tuple[Figure, ...]:
    """Every main figure of a plan that has a value."""
    mine = (one for one in year.content.figures if one.scope == code)
    return tuple(one for one in mine if one.value is not None and BY_CODE[one.kpi].is_main)


def projects(year: Year, code: str) -> Rows:
    """The countable projects of a plan."""
    return [
        (
            one.code,
            one.name,
            _few([year.name(agency) for agency in one.reporters]),
            f"{speak.rounded(one.progress_pct, 2)}",
            DONE if one.is_implemented else LAGGING if one.is_lagging else GOING,
        )
        for one in year.projects
        if one.plan == code
    ]


def agencies(year: Year) -> tuple[Rows, tuple[Figure, ...]]:
    """One line per reporting agency, and the figures that stand in it."""
    found = {(one.kpi, one.scope): one for one in year.content.figures if one.kpi in AGENCY_KPIS}
    rows, printed = [], []
    for code, name in year.agencies.items():
        mine = [found.get((kpi, code)) for kpi in AGENCY_KPIS]
        printed += [one for one in mine if one is not None]
        rows.append((name, code, *((speak.display(one) if one else None) or speak.NOTHING for one in mine)))
    return rows, tuple(printed)


def problems(year: Year) -> Rows:
    """What the annual results tell, each problem with its remedy once, what most tell first."""
    tellers: dict[tuple[str, str], list[str]] = {}
    for one in year.annual.rows:
        if one.problem:
            tellers.setdefault((one.problem, one.solution), []).append(year.name(one.agency))
    ordered = sorted(tellers.items(), key=lambda item: -len(set(item[1])))
    return [(problem, solution, _few(names)) for (problem, solution), names in ordered]


def open_problems(year: Year) -> Rows:
    """The register of problems that are still open."""
    return [
        (one.agency, one.project, one.problem, one.action or one.solution, one.state) for one in year.content.problems
    ]


def comments(year: Year) -> Rows:
    """Cause and remedy of every figure below its target."""
    return [
        (
            f"{BY_CODE[one.key.kpi].short.th} {year.name(one.key.scope)}",
            one.cause,
            one.remedy,
            f"{one.key.kpi}:{one.key.scope}",
        )
        for one in year.comments
    ]


def links(year: Year) -> Rows:
    """Photos that were given as links and may be published; nothing is fetched."""
    shown = (one for one in year.annual.photos if one.link and one.may_be_printed)
    return [(one.caption, year.name(one.agency), one.link) for one in shown]


def summaries(year: Year) -> Rows:
    """Every agency's own summary of every project."""
    return [
        (year.name(one.agency), one.project_name or one.project_code, one.narrative)
        for one in year.annual.rows
        if one.narrative
    ]


def _few(names: Sequence[str]) -> str:
    unique = list(dict.fromkeys(names))
    return ", ".join(unique[: words.NAMED]) + (AND_OTHERS if len(unique) > words.NAMED else "")
