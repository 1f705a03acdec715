"""Registers kept on a page: rows added, changed and ended from a day on, and the figures before that day unmoved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from base.access import Action, NotAllowed, Role, User
from base.period import FiscalYear
from base.words import Text
from etl import reference, register_edit
from etl.reference import Register
from etl.registers import KEPT, RegisterRefused
from ledger import reference as rows_of
from ledger import trail
from ledger.audit import verify
from ledger.store import Ledger
from ledger.trail import Change, Search

STEWARD = User("steward", Role.STEWARD, Text("ฝ่ายบริหารทั่วไป", "General Administration"), "GEN")
REFORM = date(2021, 10, 1)
NEW_BODY = {"name_th": "คณะใหม่", "name_en": "New body", "short_th": "คณะใหม่", "short_en": "New"}
NEW_AGENCY = {
    **{"name_th": "กรมใหม่", "name_en": "New Department", "short_th": "กม.", "short_en": "ND"},
    **{"kind": "ministry", "report_from": "2021-10"},
}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """One ledger for all: every test uses keys of its own."""
    ledger = Ledger.open(f"sqlite:///{tmp_path_factory.mktemp('registers')}/ledger.sqlite", b"k" * 32)
    reference.ensure(ledger)
    yield ledger
    assert verify(ledger) == []
    ledger.close()


def add(ledger: Ledger, code: str, key: str, since: date, **values: str) -> int:
    return register_edit.record(ledger, STEWARD, code, key, values, since, "คำสั่งที่ 1", is_new=True)


def change(ledger: Ledger, code: str, key: str, since: date, **values: str) -> int:
    with ledger.read() as connection:
        was = rows_of.current(connection, code, as_of=since)[key]
    return register_edit.record(ledger, STEWARD, code, key, {**was, **values}, since, "แก้คำผิด", is_new=False)


def of(ledger: Ledger, code: str, key: str, day: date, known_seq: int | None = None) -> dict[str, str] | None:
    with ledger.read() as connection:
        return rows_of.current(connection, code, as_of=day, known_seq=known_seq).get(key)


def test_a_new_agency_is_there_from_its_day_on(shared: Ledger) -> None:
    add(shared, "agencies", "NEW1", REFORM, **NEW_AGENCY)
    with shared.read() as connection:
        assert "NEW1" in Register.load(connection, FiscalYear(2565)).agencies
        assert "NEW1" not in Register.load(connection, FiscalYear(2564)).agencies


def test_a_change_holds_from_its_day_on_also_over_later_rows(shared: Ledger) -> None:
    """As when the year after was opened first and the name is mended afterwards."""
    add(shared, "agencies", "NEW2", date(2020, 10, 1), **NEW_AGENCY | {"report_from": "2020-10"})
    change(shared, "agencies", "NEW2", date(2022, 10, 1), report_to="2022-12")
    before = shared.last_fact_seq()
    change(shared, "agencies", "NEW2", date(2021, 4, 1), name_th="กรมชื่อใหม่")
    assert of(shared, "agencies", "NEW2", date(2021, 3, 31))["name_th"] == "กรมใหม่"  # type: ignore[index]
    late = of(shared, "agencies", "NEW2", date(2022, 10, 1))
    assert late and late["name_th"] == "กรมชื่อใหม่" and late["report_to"] == "2022-12"
    early = of(shared, "agencies", "NEW2", date(2021, 4, 1))
    assert early and early["name_th"] == "กรมชื่อใหม่" and early["report_to"] == ""
    known_then = of(shared, "agencies", "NEW2", date(2022, 10, 1), before)
    assert known_then and known_then["name_th"] == "กรมใหม่", "what was known then stays"


def test_a_body_ends_after_the_chains_that_name_it(shared: Ledger) -> None:
    add(shared, "bodies", "SC-NEW", REFORM, **NEW_BODY)
    add(shared, "chains", "", REFORM, item_code="PLAN1", body="SC-NEW", order="4")
    with pytest.raises(RegisterRefused, match="PLAN1:SC-NEW"):
        register_edit.end(shared, STEWARD, "bodies", "SC-NEW", date(2022, 10, 1), "ยุบ")
    register_edit.end(shared, STEWARD, "chains", "PLAN1:SC-NEW", date(2022, 10, 1), "ยุบ")
    register_edit.end(shared, STEWARD, "bodies", "SC-NEW", date(2022, 10, 1), "ยุบ")
    assert of(shared, "bodies", "SC-NEW", date(2022, 9, 30)) and not of(shared, "bodies", "SC-NEW", date(2022, 10, 1))
    with shared.read() as connection:
        assert Register.load(connection, FiscalYear(2565)).chains["PLAN1"][-1] == "SC-NEW"
        assert "SC-NEW" not in Register.load(connection, FiscalYear(2566)).chains["PLAN1"]
        newest = trail.find(connection, Search(words="SC-NEW"), limit=1)[0]
    assert Change("SC-NEW · name_th", "คณะใหม่", None) in newest.changes


def test_an_end_ends_what_was_to_come_later_too(shared: Ledger) -> None:
    holiday = {"name_th": "วันหยุด", "name_en": "Day off", "kind": "special", "basis": "announced"}
    add(shared, "holidays", "2026-12-30", date(2026, 1, 1), **holiday)
    change(shared, "holidays", "2026-12-30", date(2026, 6, 1), basis="expected")
    register_edit.end(shared, STEWARD, "holidays", "2026-12-30", date(2026, 3, 1), "ยกเลิกประกาศ")
    assert of(shared, "holidays", "2026-12-30", date(2026, 2, 1))
    assert of(shared, "holidays", "2026-12-30", date.max) is None
    with shared.read() as connection:
        assert "2026-12-30" not in {one.key for one in register_edit.standing(connection, "holidays", date(2026, 9, 1))}


@pytest.mark.parametrize(
    ("code", "key", "values"),
    [
        ("bodies", "มีไทย", NEW_BODY),
        ("bodies", "x", NEW_BODY),
        ("bodies", "PS", NEW_BODY),
        ("bodies", "OK1", NEW_BODY | {"name_th": "  "}),
        ("bodies", "OK1", NEW_BODY | {"name_th": "ก" * 301}),
        ("agencies", "OK1", NEW_AGENCY | {"kind": "other"}),
        ("agencies", "OK1", NEW_AGENCY | {"province_code": "99"}),
        ("agencies", "OK1", NEW_AGENCY | {"report_from": "ต.ค. 2564"}),
        ("agencies", "OK1", NEW_AGENCY | {"report_to": "2020-01"}),
        ("chains", "", {"item_code": "PLAN9", "body": "PS", "order": "1"}),
        ("chains", "", {"item_code": "PLAN1", "body": "PS", "order": "0"}),
        ("holidays", "30/12/2569", {"name_th": "ก", "name_en": "x", "kind": "special", "basis": "announced"}),
    ],
)
def test_a_row_that_cannot_be_is_refused(shared: Ledger, code: str, key: str, values: dict[str, str]) -> None:
    before = shared.head()
    with pytest.raises(RegisterRefused):
        register_edit.record(shared, STEWARD, code, key, values, REFORM, "เหตุผล", is_new=True)
    assert shared.head() == before


def test_a_change_needs_a_reason_a_row_and_a_difference(shared: Ledger) -> None:
    for refused in (
        lambda: register_edit.record(shared, STEWARD, "bodies", "SC-X", NEW_BODY, REFORM, "  ", is_new=True),
        lambda: register_edit.record(shared, STEWARD, "bodies", "SC-X", NEW_BODY, REFORM, "เหตุผล", is_new=False),
        lambda: change(shared, "bodies", "PS", REFORM),
        lambda: register_edit.end(shared, STEWARD, "bodies", "SC-X", REFORM, "เหตุผล"),
        lambda: register_edit.end(shared, STEWARD, "agencies", "DOE", REFORM, "เหตุผล"),
    ):
        with pytest.raises(RegisterRefused):
            refused()


@pytest.mark.parametrize("role", list(Role))
def test_the_right_is_asked_where_it_happens(shared: Ledger, role: Role) -> None:
    somebody = User("x", role, Text("ตำแหน่ง", "position"), "INF")
    expected = RegisterRefused if somebody.may(Action.REFERENCE_EDIT) else NotAllowed
    with pytest.raises(expected):
        register_edit.record(shared, somebody, "bodies", "x", NEW_BODY, REFORM, "เหตุผล", is_new=True)
    with pytest.raises(expected):
        register_edit.end(shared, somebody, "bodies", "none", REFORM, "เหตุผล")


def test_every_row_that_is_loaded_first_could_have_been_typed(shared: Ledger, tmp_path: Path) -> None:
    """The columns of the page are those of the files: nothing that stands there is refused or lost."""
    from etl.registers import checked

    with shared.read() as connection:
        for code, kept in KEPT.items():
            for key, row in reference.read_table(code):
                assert checked(connection, kept, key, row) == (key, row), (code, key)
