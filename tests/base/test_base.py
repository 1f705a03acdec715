"""Thai words, periods, roles and settings: the ground floor."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from base.access import GRANTS, Action, NotAllowed, Role, User
from base.period import FiscalYear, Month, Round, parse_period
from base.settings import SettingFault, read_settings
from base.thai import arabic_digits, in_thai_order, say_date, say_moment, thai_digits
from base.words import Text


@pytest.mark.parametrize(
    ("language", "full", "said"),
    [("th", False, "5 พ.ย. 2563"), ("th", True, "5 พฤศจิกายน 2563"), ("en", False, "5 Nov 2563 BE")],
)
def test_dates_are_said_in_the_buddhist_era(language: str, full: bool, said: str) -> None:
    assert say_date(date(2020, 11, 5), language, full=full) == said  # type: ignore[arg-type]


def test_moments_and_digits() -> None:
    assert say_moment(datetime(2021, 4, 4, 10, 5)) == "4 เม.ย. 2564 เวลา 10.05 น."
    assert thai_digits("88.50 %") == "๘๘.๕๐ %"
    assert arabic_digits("๑๒,๓๔๕ ٣") == "12,345 ٣", "only Thai digits are ours to read"


def test_thai_order_puts_leading_vowels_behind_their_consonant() -> None:
    assert in_thai_order(["แพร่", "พะเยา", "เชียงใหม่", "กระบี่", "ชลบุรี", "เลย", "ลำปาง"]) == [
        "กระบี่",
        "ชลบุรี",
        "เชียงใหม่",
        "พะเยา",
        "แพร่",
        "ลำปาง",
        "เลย",
    ]


@pytest.mark.parametrize(("year", "days"), [(2563, 366), (2564, 365)], ids=["leap", "common"])
def test_every_day_lies_in_one_round_of_one_fiscal_year(year: int, days: int) -> None:
    fiscal_year = FiscalYear(year)
    seen = [fiscal_year.start + timedelta(days=n) for n in range(days)]
    assert seen[-1] == fiscal_year.end
    for day in seen:
        round_ = Round.of(day)
        assert round_.fiscal_year == fiscal_year and round_.start <= day <= round_.end
        assert Month.of(day) in round_.months
    assert Round(fiscal_year, 1).end + timedelta(days=1) == Round(fiscal_year, 2).start


def test_deadlines_of_the_manual() -> None:
    assert Month(2020, 11).due == datetime(2020, 12, 5, 23, 59, 59)
    assert Month(2021, 9).due == datetime(2021, 10, 5, 23, 59, 59)


def test_periods_are_written_in_one_way() -> None:
    assert parse_period("2020-10") == Month(2020, 10)
    assert parse_period("FY2564") == FiscalYear(2564)
    for bad in ("2564-01", "2020-13", "FY64", "FY2021", "Oct 2020", ""):
        with pytest.raises(ValueError):
            parse_period(bad)


def test_only_own_rows_for_reporters() -> None:
    reporter = User("agency.DSD", Role.REPORTER, Text("ผู้รายงาน", "Reporter"), "DSD")
    assert reporter.may_report_for("DSD") and not reporter.may_report_for("DOE")
    assert not reporter.may_see_original_of("DOE")
    with pytest.raises(NotAllowed, match="ไม่มีสิทธิ์"):
        reporter.must(Action.DECIDE)
    assert set(GRANTS) == set(Role)
    assert GRANTS[Role.ADMIN] == set(Action)


def test_a_faulty_setting_names_its_variable(tmp_path: Path) -> None:
    base = {"TIDTAM_DATA": str(tmp_path)}
    assert read_settings(base).ledger_url.startswith("sqlite:///")
    assert read_settings(base).audit_key == read_settings(base).audit_key, "the key is made once"
    for variable, value in (("TIDTAM_LEDGER", "mysql://x"), ("TIDTAM_AUDIT_KEY", "short"), ("TIDTAM_DATA", "/proc/no")):
        with pytest.raises(SettingFault) as caught:
            read_settings(base | {variable: value})
        assert caught.value.text.th.startswith(f"{variable}: ")


def test_the_address_on_paper_is_a_web_address(tmp_path: Path) -> None:
    base = {"TIDTAM_DATA": str(tmp_path)}
    assert read_settings(base).public_url == "http://localhost:8501"
    assert read_settings(base | {"TIDTAM_URL": "https://tidtam.go.th/app/"}).public_url == "https://tidtam.go.th/app"
    for wrong in ("tidtam.go.th", "javascript:alert(1)", "https://", "https://tidtam.go.th/?a=1"):
        with pytest.raises(SettingFault, match="TIDTAM_URL"):
            read_settings(base | {"TIDTAM_URL": wrong})
