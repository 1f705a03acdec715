"""`python -m etl problem`: told by reports, carried, planned, closed; M7 and the register agree under both clocks."""

from __future__ import annotations

import json
from typing import Any

import duckdb
import pytest

from kpi.__main__ import main as kpi
from tests.etl_receive.command import Command
from tests.etl_receive.test_commands import one_sentence
from tests.etl_receive.test_project import PENDING, report, send

pytestmark = pytest.mark.slow

KEY = "DSD:P-1:50"
TOLD = {"project_code": "P-1", "problem": "ขาดวิทยากร", "solution": "ประสานสถาบันฝีมือแรงงาน"}


@pytest.fixture
def told(command: Command) -> Command:
    """One project, and a problem told in October and again in November."""
    send(command, "projects", "INF", "FY2564", "2020-10-02", {**PENDING, "add_approved": "ใช่"})
    report(command, "2020-10", "2020-11-04", **TOLD)
    report(command, "2020-11", "2020-12-04", **{**TOLD, "problem": "ยังขาดวิทยากร"})
    return command


def listed(command: Command, *more: str) -> Any:
    said = command.run("problem", "list", "--fy", "2564", "--json", *more)
    assert said.code == 0, said.err
    return said.json


def m7(command: Command, as_of: str, *more: str) -> str | None:
    assert command.run("build").code == 0
    command.captured.readouterr()
    assert kpi(["values", "--fy", "2564", "--round", "1", "--as-of", as_of, "--json", *more]) == 0
    figures = json.loads(command.captured.readouterr().out)["figures"]
    value: str | None = next(one["value"] for one in figures if (one["kpi"], one["scope"]) == ("M7", "OFF"))
    return value


def step(command: Command, name: str, *more: str, key: str = KEY) -> Any:
    return command.run("problem", name, key, "--fy", "2564", *more)


def test_a_problem_is_carried_planned_and_closed(told: Command) -> None:
    (one,) = listed(told)
    assert (one["key"], one["is_open"], one["since"], one["months"]) == (KEY, True, "2020-10", ["2020-10", "2020-11"])
    assert (one["problem"], one["solution"], one["action"]) == ("ยังขาดวิทยากร", TOLD["solution"], None)
    plan = ("--action", "ขอวิทยากรจากกรม", "--owner", "DSD", "--due", "2021-01-31", "--at", "2020-12-10")
    assert step(told, "plan", *plan).code == 0
    (one,) = listed(told)
    assert (one["action"], one["owner"], one["due_on"]) == ("ขอวิทยากรจากกรม", "DSD", "2021-01-31")
    assert m7(told, "2020-12-31") == "1"
    closed = step(told, "close", "--reason", "ได้วิทยากรแล้ว", "--on", "2020-12-15", "--at", "2020-12-20", "--json")
    assert (closed.code, closed.json["kind"]) == (0, "close_problem")
    assert listed(told) == []
    (one,) = listed(told, "--all")
    assert (one["is_open"], one["since"], one["months"]) == (False, "2020-11", [])
    assert (m7(told, "2020-12-14"), m7(told, "2020-12-15")) == ("1", "0")
    assert m7(told, "2020-12-31", "--known-at", "2020-12-19T23:59:59") == "1", "what was known then stays"
    assert "ปิดแล้ว" in one_sentence(step(told, "close", "--reason", "อีกครั้ง"))
    build = duckdb.connect(told.run("build", "--json").json["path"], read_only=True)
    kept = build.execute("SELECT kind, problem_key, fy, owner FROM problem_step ORDER BY seq").fetchall()
    assert kept == [("plan_problem", KEY, 2564, "DSD"), ("close_problem", KEY, 2564, None)]


def test_a_report_that_tells_it_again_opens_it_again(told: Command) -> None:
    assert step(told, "close", "--reason", "ได้วิทยากรแล้ว", "--at", "2020-12-20").code == 0
    report(told, "2020-12", "2021-01-04", **{**TOLD, "problem": "ขาดวิทยากรอีก"})
    (one,) = listed(told)
    assert (one["since"], one["months"], one["problem"]) == ("2020-12", ["2020-12"], "ขาดวิทยากรอีก")
    assert (m7(told, "2020-12-30"), m7(told, "2020-12-31")) == ("0", "1")
    report(told, "2021-01", "2021-02-04", **{**TOLD, "problem": "ไม่มีปัญหา/อุปสรรค", "solution": None})
    assert listed(told) == [] and m7(told, "2021-01-31") == "0"


def test_a_closing_is_taken_back(told: Command) -> None:
    assert "ยังเปิดอยู่" in one_sentence(step(told, "reopen", "--reason", "ยังไม่ได้"))
    assert step(told, "close", "--reason", "ได้วิทยากรแล้ว", "--at", "2020-12-20").code == 0
    assert step(told, "reopen", "--reason", "วิทยากรลาออก", "--at", "2020-12-22").code == 0
    assert listed(told)[0]["since"] == "2020-10"
    assert (m7(told, "2020-12-21"), m7(told, "2020-12-22")) == ("0", "1")


def test_what_may_not_be_decided_is_one_sentence(told: Command) -> None:
    reason = ("--reason", "แก้ไขแล้ว")
    plan = ("--action", "ก", "--owner", "DSD", "--due", "2021-01-31")
    for name, more, key, named in (
        ("close", reason, "DSD:P-9:50", "P-9"),
        ("close", ("--reason", " "), KEY, "เหตุผล"),
        ("close", (*reason, "--as", "agency.DSD"), KEY, "ไม่มีสิทธิ์"),
        ("close", (*reason, "--as", "staff"), KEY, "ไม่มีสิทธิ์"),
        ("close", (*reason, "--on", "2600-01-01"), KEY, "2600-01-01"),
        ("close", (*reason, "--on", "soon"), KEY, "soon"),
        ("plan", (*plan[:3], "กรม", *plan[4:]), KEY, "กรม"),
        ("plan", (*plan[:5], "2021"), KEY, "2021"),
        ("plan", ("--action", " ", *plan[2:]), KEY, "--action"),
    ):
        assert named in one_sentence(step(told, name, *more, key=key)), (name, more)


def test_an_agency_sees_its_own(told: Command) -> None:
    assert len(listed(told, "--as", "agency.DSD")) == 1
    assert listed(told, "--as", "agency.DOE") == []
