"""V25 goes by the deadline of the year's own settings (A-33, A-46)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from base.period import Month
from etl.deadline import due_of
from ledger import reference
from tests.etl_receive.desk import Desk

OCTOBER = date(2020, 10, 1)


def refer(desk: Desk, table: str, key: str, **payload: str) -> None:
    with desk.ledger.write("admin") as writer:
        reference.append_rows(writer, table, [(key, OCTOBER, False, payload)])


def test_a_deadline_moves_in_the_year_that_says_so(desk: Desk) -> None:
    refer(desk, "settings", "2564:deadline.shift_to_workday", value="true")
    with desk.ledger.read() as connection:
        assert due_of(connection, Month(2021, 5)) == datetime(2021, 6, 7, 23, 59, 59), "5 June 2564 is a Saturday"
        assert due_of(connection, Month(2021, 11)) == datetime(2021, 12, 5, 23, 59, 59), "another fiscal year"


def test_a_report_on_the_moved_day_is_not_late(desk: Desk) -> None:
    refer(desk, "holidays", "2021-04-05", kind="special")  # with Chakri Day on 6 April the 7th is the next working day
    late = desk.send(desk.report(), at=datetime(2021, 4, 7, 16))
    assert "V25" in [one.code for one in late.findings], "the setting is off"
    refer(desk, "settings", "2564:deadline.shift_to_workday", value="true")
    on_time = desk.send(desk.report("DOE", lead_agency="DOE"), at=datetime(2021, 4, 7, 16))
    assert "V25" not in [one.code for one in on_time.findings]
    missed = desk.send(desk.report("SSO", lead_agency="SSO"), at=datetime(2021, 4, 8))
    (finding,) = [one for one in missed.findings if one.code == "V25"]
    assert "7 เม.ย. 2564" in finding.message()


def test_timeliness_by_the_latest_version_makes_a_late_correction_late(desk: Desk) -> None:
    refer(desk, "settings", "2564:m1.first_valid", value="false")
    desk.send(desk.report(), at=datetime(2021, 4, 4))
    later = desk.send(desk.report(result_cum=Decimal(49)), at=datetime(2021, 4, 9))
    assert "V25" in [one.code for one in later.findings]
