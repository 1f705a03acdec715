"""Opening the next fiscal year: plans and agencies of the new one, and not a byte of the old ones different."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from base.access import Action, NotAllowed, Role, User
from base.period import FiscalYear
from base.words import Text
from etl import open_year, reference, register_edit
from etl.__main__ import main
from etl.open_year import OpeningRefused, Successor, Way
from etl.reference import Register
from ledger import reference as rows_of
from ledger.audit import verify
from ledger.store import Ledger

STEWARD = User("steward", Role.STEWARD, Text("ฝ่ายบริหารทั่วไป", "General Administration"), "GEN")
KEY = b"k" * 32
Y2564, Y2565, Y2566 = map(FiscalYear, (2564, 2565, 2566))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = Ledger.open(f"sqlite:///{tmp_path}/ledger.sqlite", KEY)
    reference.ensure(opened)
    yield opened
    opened.close()


def as_of(ledger: Ledger, day: date) -> dict[str, dict[str, dict[str, str]]]:
    with ledger.read() as connection:
        return {table: rows_of.current(connection, table, as_of=day) for table in reference.TABLES}


def test_the_new_year_has_its_plans_and_agencies_and_the_old_ones_are_as_they_were(ledger: Ledger) -> None:
    before = [as_of(ledger, year.end) for year in (FiscalYear(2562), Y2564)]
    opening = open_year.open_year(ledger, STEWARD, Y2565)
    assert [as_of(ledger, year.end) for year in (FiscalYear(2562), Y2564)] == before
    ways = {one.code: one.way for one in opening.plans}
    assert ways == {f"PLAN{number}": Way.SUCCEEDED if number % 2 else Way.RENEWED for number in range(1, 7)}
    with ledger.read() as connection:
        new, old = (Register.load(connection, year) for year in (Y2565, Y2564))
    assert new.plans["PLAN2"]["start_year"] == new.plans["PLAN2"]["end_year"] == "2565"
    assert "พ.ศ. ๒๕๖๕" in new.plans["PLAN2"]["name_th"] and "FY 2565" in new.plans["PLAN2"]["name_en"]
    assert "๒๕๖๕ - ๒๕๖๙" in new.plans["PLAN1"]["name_th"] and "๒๕๖๐" not in new.plans["PLAN1"]["name_th"]
    assert new.plans["PLAN1"]["predecessor_code"] == "PLAN1"
    assert new.plans["PLAN1"]["predecessor_years"] == "2560-2564"
    assert (new.plans["PLAN3"]["start_year"], new.plans["PLAN3"]["end_year"]) == ("2565", "2570"), "six years again"
    assert "ระยะที่ ๒" in new.plans["PLAN3"]["name_th"] and "ฉบับที่ ๖" in new.plans["PLAN5"]["name_th"]
    assert dict(new.agencies) == dict(old.agencies) and new.chains == old.chains
    assert verify(ledger) == []


def test_a_plan_that_has_not_ended_goes_on(ledger: Ledger) -> None:
    open_year.open_year(ledger, STEWARD, Y2565)
    opening = open_year.open_year(ledger, STEWARD, Y2566)
    ways = {one.code: one for one in opening.plans}
    assert ways["PLAN1"].way is Way.CONTINUES and ways["PLAN1"].after == ways["PLAN1"].before
    assert ways["PLAN2"].after["end_year"] == "2566" and "๒๕๖๖" in ways["PLAN2"].after["name_th"]


def test_what_is_said_of_a_successor_counts(ledger: Ledger) -> None:
    said = {"PLAN1": Successor(2567, "แผนใหม่", "New plan")}
    with ledger.read() as connection:
        shown = open_year.preview(connection, Y2565, said, ["DSD"])
    head = ledger.head()
    opening = open_year.open_year(ledger, STEWARD, Y2565, successors=said, leaving=["DSD"])
    assert shown == opening and ledger.head() != head, "the preview is what is then recorded, and records nothing"
    with ledger.read() as connection:
        plan = rows_of.current(connection, "plans", as_of=Y2565.start)["PLAN1"]
        agencies = rows_of.current(connection, "agencies", as_of=Y2565.start)
    assert (plan["name_th"], plan["end_year"]) == ("แผนใหม่", "2567")
    assert agencies["DSD"]["report_to"] == "2021-09" and agencies["DOE"]["report_to"] == ""


@pytest.mark.parametrize("keeps", [False, True])
def test_settings_of_the_old_year_only_are_kept_when_asked(ledger: Ledger, keeps: bool) -> None:
    with ledger.write("steward") as writer:
        row = {"key": "2564:k3.cap", "value": "120"}
        rows_of.append_rows(writer, "settings", [("2564:k3.cap", Y2564.start, False, row)])
    opening = open_year.open_year(ledger, STEWARD, Y2565, keeps_settings=keeps)
    assert opening.settings == {"k3.cap": "120"}
    with ledger.read() as connection:
        assert Register.load(connection, Y2565).setting("k3.cap") == ("120" if keeps else "100")
        assert Register.load(connection, Y2564).setting("k3.cap") == "120"


def test_a_later_change_of_the_old_year_reaches_the_copied_rows(ledger: Ledger) -> None:
    open_year.open_year(ledger, STEWARD, Y2565)
    with ledger.read() as connection:
        was = rows_of.current(connection, "agencies", as_of=date(2021, 4, 1))["DOE"]
    values = {**was, "name_th": "กรมชื่อใหม่"}
    register_edit.record(ledger, STEWARD, "agencies", "DOE", values, date(2021, 4, 1), "คำสั่ง", is_new=False)
    with ledger.read() as connection:
        assert Register.load(connection, Y2565).agencies["DOE"]["name_th"] == "กรมชื่อใหม่"


@pytest.mark.parametrize(
    ("year", "successors", "leaving"),
    [
        (Y2564, {}, ()),
        (Y2566, {}, ()),
        (Y2565, {"PLAN1": Successor(2564)}, ()),
        (Y2565, {"PLAN1": Successor(2599)}, ()),
        (Y2565, {}, ("NOWHERE",)),
    ],
)
def test_what_cannot_be_records_nothing(
    ledger: Ledger, year: FiscalYear, successors: dict[str, Successor], leaving: tuple[str, ...]
) -> None:
    head = ledger.head()
    with pytest.raises(OpeningRefused):
        open_year.open_year(ledger, STEWARD, year, successors=successors, leaving=leaving)
    assert ledger.head() == head


def test_a_year_is_opened_once_by_whoever_may(ledger: Ledger) -> None:
    for role in Role:
        somebody = User("x", role, Text("ตำแหน่ง", "position"))
        if not somebody.may(Action.YEAR_OPEN):
            with pytest.raises(NotAllowed):
                open_year.open_year(ledger, somebody, Y2565)
    open_year.open_year(ledger, STEWARD, Y2565)
    with pytest.raises(OpeningRefused, match="2566"):
        open_year.open_year(ledger, STEWARD, Y2565)


def test_the_command_shows_first_and_then_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TIDTAM_DATA", str(tmp_path))
    monkeypatch.setenv("TIDTAM_AUDIT_KEY", KEY.decode())
    words = ["open-year", "2565", "--successor", "PLAN1=2569=แผนระยะใหม่", "--without", "SSO", "--as", "steward"]
    assert main([*words, "--preview", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert not told["is_recorded"]
    assert main([*words, "--json"]) == 0
    done = json.loads(capsys.readouterr().out)
    assert done == told | {"is_recorded": True}
    assert done["leaving"] == ["SSO"] and done["plans"][0]["after"]["name_th"] == "แผนระยะใหม่"
    for refused in (["2565"], ["สองพัน"], ["2566", "--successor", "PLAN1"], ["2566", "--as", "viewer"]):
        assert main(["open-year", *refused]) == 1
        assert len(capsys.readouterr().err.strip().splitlines()) == 1
    assert main(["open-year", "2566", "--preview"]) == 0
    assert "ยังไม่ได้บันทึก" in capsys.readouterr().out
