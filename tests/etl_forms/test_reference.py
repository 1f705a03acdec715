"""Reference data: loaded once, whole, and read back under both clocks."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from base.access import Role
from base.period import FiscalYear
from etl import people, reference
from etl.forms import FORMS
from etl.reference import GENESIS, TABLES, Register, read_table, reporters_of
from etl.rows import to_ipc
from ledger import reference as kept
from ledger import submissions
from ledger.canonical import sha256
from ledger.store import Ledger, Writer
from ledger.submissions import NewSubmission

PLAN_CHAINS = {
    "PLAN1": ("PS", "SC-INF", "NC-INF"),
    "PLAN2": ("PS", "SC-INF", "NC-INF"),
    "PLAN3": ("PS", "SC-OLD"),
    "PLAN4": ("PS", "SC-OLD"),
    "PLAN5": ("PS", "SC-DIS"),
    "PLAN6": ("PS", "SC-DIS"),
}


@contextmanager
def writing(ledger: Ledger, day: str = "2020-09-24") -> Iterator[Writer]:
    with ledger.write("head.INF", at=datetime.fromisoformat(f"{day}T09:00")) as writer:
        yield writer


def register_project(ledger: Ledger, **fields: object) -> int:
    row = {"project_code": "64-2-001", "item_code": "PLAN2", "lead_agency": "DOE", "project_name": "โครงการ", **fields}
    rows = to_ipc(FORMS["projects"], [row], [11], [{}])  # type: ignore[list-item]
    data = repr(fields).encode()
    with writing(ledger) as writer:
        new = NewSubmission(
            *("valid", "projects", "INF", "FY2564", "2564.1", False, "cli", "p.xlsx", len(data), sha256(data)),
            *(data, rows, 1, {}, datetime(2020, 9, 24, 9)),
        )
        return submissions.keep(writer, new).seq


def test_everything_is_loaded_once(ledger: Ledger) -> None:
    head = ledger.head()
    reference.ensure(ledger)
    assert ledger.head() == head
    with ledger.read() as connection:
        for table in TABLES:
            assert kept.current(connection, table, as_of=GENESIS) == dict(read_table(table)), table


def test_processes_that_start_together_load_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'race.sqlite'}"
    opened = [Ledger.open(url, b"k" * 32) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(reference.ensure, opened))
    assert opened[0].last_fact_seq() == len(TABLES)


def test_the_register_of_a_year(register: Register) -> None:
    assert list(register.units) == ["OFF", "INF", "OLD", "DIS", "GEN"]
    assert register.chains == PLAN_CHAINS
    assert len(register.provinces) == 78
    ministry = [code for code, row in register.agencies.items() if row["report_from"]]
    assert ministry == ["OPS", "DOE", "DSD", "DLPW", "SSO"]
    assert sum(code.startswith("PC") for code in register.agencies) == 77
    assert [register.plan_of(f"PLAN{number}") for number in range(1, 7)] == [1, 2, 3, 4, 5, 6]
    assert register.projects == {}


def test_targets_are_those_the_manual_states() -> None:
    targets = {key: (row["target"], row["source"]) for key, row in read_table("targets")}
    assert targets == {
        "C1:1": ("88", "10.2(1)"),
        "C1:2": ("100", "10.2(1)"),
        "C3:2": ("80", "10.2(3)"),
        "C4:2": ("4", "10.2(4)"),
    }


def test_a_setting_of_the_year_goes_before_the_general_one(ledger: Ledger) -> None:
    with writing(ledger) as writer:
        kept.append_rows(writer, "settings", [("2564:k2.approver", GENESIS, False, {"value": "NC"})])
    with ledger.read() as connection:
        this, other = (Register.load(connection, FiscalYear(year)) for year in (2564, 2563))
    assert (this.setting("k2.approver"), other.setting("k2.approver")) == ("NC", "PS")
    with pytest.raises(KeyError):
        this.setting("no.such.setting")


def test_an_agency_added_for_next_year_is_not_in_this_one(ledger: Ledger) -> None:
    row = {**dict(read_table("agencies"))["PC50"], "report_from": "2021-10"}
    with writing(ledger) as writer:
        kept.append_rows(writer, "agencies", [("PC50", date(2021, 10, 1), False, row)])
    with ledger.read() as connection:
        assert Register.load(connection, FiscalYear(2564)).agencies["PC50"]["report_from"] == ""
        assert Register.load(connection, FiscalYear(2565)).agencies["PC50"]["report_from"] == "2021-10"


def test_projects_come_from_the_register_and_are_known_from_their_seq(ledger: Ledger) -> None:
    first = register_project(ledger, province_targets="PC50=100; PC57=80")
    register_project(ledger, project_name="โครงการชื่อใหม่")
    with ledger.read() as connection:
        now, then, before = (
            Register.load(connection, FiscalYear(2564), known_seq=seq) for seq in (None, first, first - 1)
        )
        next_year = Register.load(connection, FiscalYear(2565))
    assert now.projects["64-2-001"]["project_name"] == "โครงการชื่อใหม่"
    assert now.projects_of("PC50") == {}
    assert then.projects["64-2-001"]["project_name"] == "โครงการ"
    assert set(then.projects_of("PC50")) == set(then.projects_of("DOE")) == {"64-2-001"}
    assert before.projects == next_year.projects == {}
    assert reporters_of(then.projects["64-2-001"]) == {"DOE": None, "PC50": Decimal(100), "PC57": Decimal(80)}


def test_names_begin_with_the_official_thai_one(register: Register) -> None:
    assert register.names("agencies")["DOE"][:2] == ("กรมการจัดหางาน", "กกจ.")
    assert register.names("provinces")["00"][0] == "ส่วนกลาง"
    assert "คณะกรรมการส่งเสริมและพัฒนาคุณภาพชีวิตคนพิการด้านแรงงาน" in register.names("bodies")["SC-DIS"]
    assert "PLAN6" in register.names("items")
    with pytest.raises(KeyError):
        register.names("weather")


@pytest.mark.parametrize("broken", ["code,name\nA,x\nA,y\n", "code,name\n,x\n", "code,name\nA\n", "code,name\nA,x,y\n"])
def test_a_broken_table_is_refused(tmp_path: Path, broken: str) -> None:
    path = tmp_path / "units.csv"
    path.write_text(broken, encoding="utf-8")
    with pytest.raises(ValueError, match="line"):
        read_table("units", path)


def test_people_act_by_position(ledger: Ledger) -> None:
    with ledger.read() as connection:
        head, reporter = people.user(connection, "head.OLD"), people.user(connection, "agency.PC50")
        assert (head.role, head.scope) == (Role.GROUP_HEAD, "OLD")
        assert (reporter.role, reporter.scope) == (Role.REPORTER, "PC50")
        assert "เชียงใหม่" in reporter.title.th
        for code in ("nobody", "agency.PC99", "agency.", ""):
            with pytest.raises(people.UnknownUser):
                people.user(connection, code)
