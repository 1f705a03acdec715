"""What papers say is what `kpi` says: the same figures, the agencies of the board, the problems of the register."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from exports import gather, sentences
from exports.content import Content
from kpi import board, measure, plans, problem_list, speak
from kpi.indicators import BY_CODE
from kpi.model import Ask, Status
from kpi.store import Build

pytestmark = pytest.mark.slow


def test_every_figure_is_the_measured_one(office: Content, demo_build: Build, asked: Ask) -> None:
    measured = {(one.kpi, one.scope): one for one in measure.every(demo_build, asked)}
    assert {(one.kpi, one.scope): one for one in office.figures} == measured
    for one in office.indicators:
        assert one.figure == measured[one.figure.kpi, "OFF"]
        assert one.value == speak.value(one.figure)
    main = [code for code, kpi in BY_CODE.items() if kpi.is_main and (code, "OFF") in measured]
    assert [one.kpi.code for one in office.indicators] == main


def test_a_title_says_the_finding(office: Content) -> None:
    c1 = next(one for one in office.indicators if one.kpi.code == "C1")
    verb = {Status.PASS: "ผ่านเกณฑ์", Status.FAIL: "ต่ำกว่าเกณฑ์"}[c1.figure.status]
    assert c1.title == f"เบิกจ่ายงบประมาณ {c1.value} {verb} (ไม่น้อยกว่าร้อยละ 88)"
    c3 = next(one for one in office.indicators if one.kpi.code == "C3")
    assert c3.title == "เข้าร่วมประชุม PMQA: ไม่ประเมินในรอบนี้"
    compared = [one for one in office.cascaded if one.status in (Status.PASS, Status.FAIL)]
    met = sum(one.status is Status.PASS for one in compared)
    assert office.headline == f"ผ่านเกณฑ์ {met} จาก {len(compared)} ค่าที่คู่มือกำหนดเป้าหมาย"


def test_counts_of_a_round_are_not_compared_with_the_round_before(demo_build: Build) -> None:
    asked = measure.ask(2564, 2, as_of=date(2021, 4, 30))
    c2 = next(one for one in gather.content(demo_build, asked).indicators if one.kpi.code == "C2")
    assert c2.trend is not None and len(c2.trend.points) == 7
    assert c2.title == f"การใช้เทคโนโลยี {c2.value}"


def test_late_agencies_are_those_of_the_board(office: Content, demo_build: Build, asked: Ask) -> None:
    owed = {
        (one.agency, one.month)
        for one in board.board(demo_build, asked.round.fiscal_year, asked.known_at).overdue
        if one.month.last_day <= asked.as_of
    }
    assert {(one.code, month) for one in office.late for month in one.months} == owed


def test_problems_and_plans_of_a_unit_are_its_own(demo_build: Build, asked: Ask) -> None:
    items = {item.code: item for item in plans.overview(demo_build, asked)}
    every = gather.content(demo_build, asked)
    assert len(every.problems) == sum(one.is_open for one in problem_list.overview(demo_build, asked)) > 0
    older = gather.content(demo_build, asked, "OLD")
    assert older.track_name == "กลุ่มแรงงานสูงอายุ" and not older.cascaded
    assert [one.code for one in older.plans] == [code for code, item in items.items() if item.owner == "OLD"]
    assert set(older.problems) < set(every.problems)
    assert {one.scope for one in older.figures} == {"OLD", *(one.code for one in older.plans if one.success)}


def test_the_matters_name_what_there_is(office: Content) -> None:
    assert office.matters[0].startswith("รับทราบผลการดำเนินงานตามตัวชี้วัด รอบที่ 1 ปีงบประมาณ พ.ศ. 2564")
    quiet = sentences.matters("รอบที่ 1", (), office.headline, (), (), ())
    assert len(quiet) == 1
    named = sentences.matters("รอบที่ 1", [f"ค่า {n}" for n in range(5)], office.headline, (), (), ())
    assert named[1] == "เร่งรัดค่า 0, ค่า 1, ค่า 2 และอีก 2 รายการ ให้บรรลุเป้าหมาย"


def test_the_citation_and_the_mark_of_sample_data(office: Content, demo_build: Build) -> None:
    assert office.is_sample and office.citation.line().startswith("ข้อมูลตัวอย่าง")
    assert office.citation.build == demo_build.name
    assert not replace(office, citation=replace(office.citation, is_sample=False)).is_sample


def test_a_track_that_is_none_is_refused(demo_build: Build, asked: Ask) -> None:
    with pytest.raises(gather.UnknownTrack, match="ไม่มีหน่วย XYZ"):
        gather.content(demo_build, asked, "XYZ")
