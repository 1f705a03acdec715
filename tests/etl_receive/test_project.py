"""`python -m etl project`: a pending project is let in or kept out; register, template, checks and figures follow."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from etl.forms import FORMS
from kpi.__main__ import main as kpi
from tests.etl_receive.command import Command
from tests.etl_receive.desk import TYPED, saved
from tests.etl_receive.test_commands import one_sentence, template

pytestmark = pytest.mark.slow

PENDING = {"project_code": "P-1", "item_code": "PLAN2", "project_name": "โครงการฝึกอาชีพ", "lead_agency": "DSD"}
PENDING |= {"wg": "นอกระบบ", "target": 100, "target_unit": "คน", "add_approved": "ไม่ใช่", "strategy": "พัฒนาทักษะ"}


def typed(command: Command, form: str, reporter: str, period: str, *rows: dict[str, Any]) -> Path:
    """The reporter's template with these rows typed into it."""
    path = template(command, form, reporter, period)
    book = load_workbook(path)
    for number, row in enumerate(rows, 11):
        for column, field in enumerate(FORMS[form].fields, 1):
            book.worksheets[0].cell(number, column).value = row.get(field.code)
    path.write_bytes(saved(book))
    return path


def send(command: Command, form: str, reporter: str, period: str, at: str, *rows: dict[str, Any]) -> Any:
    """The rows submitted in the reporter's template; what `submit --json` says of it."""
    path = typed(command, form, reporter, period, *rows)
    said = command.run("submit", path, "--received-at", at, "--json")
    assert said.code == 0, said.err
    return said.json[0]


def report(command: Command, period: str = "2020-11", at: str = "2020-12-04T09:00", **changes: Any) -> Any:
    return send(command, "progress", "DSD", period, at, {**TYPED, **changes})


def k3(command: Command, as_of: str, *more: str) -> tuple[str | None, str | None, str | None]:
    """K3 of PLAN2 through its command line: value, numerator, denominator."""
    words = ["values", "--fy", "2564", "--round", "1", "--as-of", as_of, "--json", *more]
    assert command.run("build").code == 0
    command.captured.readouterr()
    assert kpi(words) == 0
    figures = json.loads(command.captured.readouterr().out)["figures"]
    (found,) = [one for one in figures if (one["kpi"], one["scope"]) == ("K3", "PLAN2")]
    return found["value"], found["numerator"], found["denominator"]


def codes(item: Any) -> list[str]:
    return [one["code"] for one in item["findings"]]


@pytest.fixture
def registered(command: Command) -> Command:
    """A register with one project that waits, which has reached its target."""
    send(command, "projects", "INF", "FY2564", "2020-10-02", PENDING)
    report(command, project_code="P-1", result_cum=100, progress_pct=100, status="แล้วเสร็จ")
    return command


def test_an_approved_project_counts_from_its_day_and_is_known_from_its_decision(registered: Command) -> None:
    assert k3(registered, "2020-12-31") == (None, None, "0"), "listed, not countable"
    (waiting,) = registered.run("project", "list", "--fy", "2564", "--json").json
    assert (waiting["key"], waiting["is_declined"]) == ("P-1", False)
    words = ("project", "approve", "P-1", "--fy", "2564", "--on", "2020-12-10", "--at", "2020-12-15", "--as", "steward")
    made = registered.run(*words, "--ref", "รง 0213/1", "--json")
    assert (made.code, made.json["kind"], made.json["code"]) == (0, "approve_project", "P-1")
    assert k3(registered, "2020-12-09")[2] == "0"
    assert k3(registered, "2020-12-10") == ("100", "1", "1")
    assert k3(registered, "2020-12-31", "--known-at", "2020-12-14T23:59:59")[2] == "0"
    assert registered.run("project", "list", "--fy", "2564", "--json").json == []
    assert "อยู่แล้ว" in one_sentence(registered.run(*words))
    assert "แบบบันทึกการเปลี่ยนแปลงโครงการ" in one_sentence(registered.run("project", "decline", "P-1", "--fy", "2564"))


def test_a_declined_project_stays_out_of_figure_template_and_list_of_the_missing(registered: Command) -> None:
    declined = registered.run("project", "decline", "P-1", "--fy", "2564", "--reason", "ซ้ำซ้อน", "--at", "2020-12-15")
    assert declined.code == 0, declined.err
    assert k3(registered, "2020-12-31")[2] == "0"
    (waiting,) = registered.run("project", "list", "--fy", "2564", "--json").json
    assert waiting["is_declined"]
    one_sentence(registered.run("project", "decline", "P-1", "--fy", "2564"))
    sheet = load_workbook(template(registered, period="2020-12")).worksheets[0]
    assert sheet["E11"].value is None
    assert "V81" in codes(report(registered, "2020-12", "2021-01-04", project_code="P-1", result_cum=100))
    again = ("project", "approve", "P-1", "--fy", "2564", "--on", "2020-12-20", "--at", "2021-01-05")
    assert registered.run(*again).code == 0
    assert k3(registered, "2020-12-31")[2] == "1"


def test_a_row_without_a_code_gets_one(command: Command) -> None:
    item = report(command, result_cum=100, progress_pct=100, status="แล้วเสร็จ", target=100)
    assert "V39" in codes(item)
    place = f"{item['id']}:11"
    (waiting,) = command.run("project", "list", "--fy", "2564", "--json").json
    assert (waiting["key"], waiting["item_code"], waiting["agency"]) == (place, "PLAN2", "DSD")
    words = ("project", "approve", "64-2-900", "--fy", "2564", "--on", "2020-12-10", "--at", "2020-12-15")
    made = command.run(*words, "--row", place, "--as", "admin", "--json")
    assert (made.code, made.json["id"], made.json["row"]) == (0, item["id"], 11)
    assert k3(command, "2020-12-09")[2] == "0"
    assert k3(command, "2020-12-10") == ("100", "1", "1")
    sheet = load_workbook(template(command, period="2020-12")).worksheets[0]
    assert (sheet["E11"].value, sheet["P11"].value) == ("64-2-900", 100), "code and last result are prefilled"
    uncoded = report(command, "2020-12", "2021-01-04", result_cum=100, progress_pct=100)
    assert "V80" in codes(uncoded), "the sender is told the code"
    coded = report(command, "2020-12", "2021-01-04T10:00", project_code="64-2-900", result_cum=100, progress_pct=100)
    assert coded["status"] == "accepted" and "V80" not in codes(coded)


def test_the_cumulative_result_of_the_linked_row_is_compared(command: Command) -> None:
    item = report(command, result_cum=100, progress_pct=100)
    approve(command, "64-2-900", item)
    fallen = {**TYPED, "project_code": "64-2-900", "result_cum": 90}
    path = typed(command, "progress", "DSD", "2020-12", fallen)
    (found,) = command.run("submit", path, "--received-at", "2021-01-04", "--json").json
    assert "V13" in codes(found)


def approve(command: Command, code: str, item: Any, row: int = 11, **more: Any) -> Any:
    words = ["project", "approve", code, "--fy", "2564", "--row", f"{item['id']}:{row}", "--at", "2020-12-15"]
    return command.run(*words, *more.get("more", ()))


def test_a_declined_row_may_be_approved_later_and_two_rows_may_be_one_project(command: Command) -> None:
    other = {**TYPED, "province": "ลำพูน", "row_no": 2}
    item = send(command, "progress", "DSD", "2020-11", "2020-12-04T09:00", {**TYPED, "row_no": 1}, other)
    key = f"{item['id']}:11"
    assert command.run("project", "decline", key, "--fy", "2564", "--at", "2020-12-05").code == 0
    assert [one["is_declined"] for one in command.run("project", "list", "--fy", "2564", "--json").json] == [
        True,
        False,
    ]
    assert approve(command, "64-2-900", item).code == 0
    assert approve(command, "64-2-900", item, 12).code == 0
    assert k3(command, "2020-12-31") == ("100", "1", "1"), "50 + 50 reach the target of 100"


def test_what_may_not_be_decided_is_one_sentence(command: Command) -> None:
    item = report(command)
    place = f"{item['id']}:11"
    wrong: list[tuple[tuple[str, ...], str]] = [
        (("approve", "P-9", "--fy", "2564"), "P-9"),
        (("approve", place, "--fy", "2564"), "--row"),
        (("approve", "P-9", "--fy", "2564", "--row", "14"), "S000012:14"),
        (("approve", "P-9", "--fy", "2564", "--row", "S000999:11"), "S000999"),
        (("approve", "P-9", "--fy", "2564", "--row", f"{item['id']}:12"), "12"),
        (("approve", "P-9", "--fy", "2565", "--row", place), "2565"),
        (("approve", "P 9", "--fy", "2564", "--row", place), "P 9"),
        (("approve", "=P9", "--fy", "2564", "--row", place), "=P9"),
        (("approve", "P-9", "--fy", "2564", "--row", place, "--on", "2564-01-01"), "2564-01-01"),
        (("approve", "P-9", "--fy", "2564", "--row", place, "--on", "soon"), "soon"),
        (("approve", "P-9", "--fy", "2564", "--row", place, "--as", "head.OLD"), "หัวหน้ากลุ่ม"),
        (("approve", "P-9", "--fy", "2564", "--row", place, "--as", "agency.DSD"), "ไม่มีสิทธิ์"),
        (("approve", "P-9", "--fy", "2564", "--row", place, "--as", "head.INF", "--at", "2020-12-15"), "ไม่มีสิทธิ์"),
        (("decline", "P-9", "--fy", "2564"), "P-9"),
        (("list", "--fy", "64"), "64"),
    ]
    for words, named in wrong:
        assert named in one_sentence(command.run("project", *words)), words
    assert approve(command, "P-9", item).code == 0
    assert "P-9" in one_sentence(approve(command, "P-10", item))
    assert command.run("project", "approve", "P-9", "--fy", "2564", "--as", "head.INF").code == 1


def test_the_figure_says_which_decision_let_the_project_in(command: Command) -> None:
    item = report(command, result_cum=100, progress_pct=100, target=100)
    assert approve(command, "64-2-900", item).code == 0
    assert command.run("build").code == 0
    command.captured.readouterr()
    assert kpi(["trace", "K3", "PLAN2", "--fy", "2564", "--round", "1", "--json"]) == 0
    sources = json.loads(command.captured.readouterr().out)["sources"]
    kinds = [(one["kind"], one["role"], one["value"]) for one in sources]
    assert ("decision", "+denominator", "64-2-900") in kinds and ("decision", "basis", "2020-12-15") in kinds
    (own,) = [one for one in sources if one["role"] == "+numerator"]
    assert (own["kind"], own["value"], own["raw"]) == ("cell", "64-2-900", ""), "the cell itself is empty"
