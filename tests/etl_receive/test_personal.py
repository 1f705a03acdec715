"""Personal data: found by its check digit or its title, refused or masked before anything is kept."""

from __future__ import annotations

import io
import random
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook

from etl.cells import Cell, Sheet, Workbook
from etl.privacy import masked_text, personal_cells
from etl.privacy.search import is_national_number
from etl.receive import submit
from ledger import audit, reference, submissions
from tests.etl_receive.desk import Desk, edited

PERSON = "1101700230708"
"""Made up; its check digit is right."""


def codes_of(text: object) -> list[str]:
    book = Workbook("xlsx", (Sheet("ก", {(1, 1): Cell(1, 1, text)}),))  # type: ignore[arg-type]
    return [finding.code for finding in personal_cells(book)]


@pytest.mark.parametrize(
    "text",
    [
        PERSON,
        "1-1017-00230-70-8",
        "๑๑๐๑๗๐๐๒๓๐๗๐๘",
        int(PERSON),
        f"เลขบัตร {PERSON} อบรมแล้ว",
        "1 1017 00230 70 8",
        float(PERSON),
    ],
)
def test_a_national_number_is_found_however_it_is_written(text: object) -> None:
    assert codes_of(text) == ["G_PERSONAL_ID"]


@pytest.mark.parametrize(
    "text",
    [
        "1101700230709",
        "0105536000315",
        "11017002307081",
        "1,101,700,230,708",
        1_101_700_230_708.55,
        "02-123-4567",
        "1101700230708.50",
        date(2021, 1, 5),
        None,
        True,
    ],
)
def test_other_long_numbers_are_no_persons(text: object) -> None:
    """A wrong check digit, a company's number, an amount of baht."""
    assert codes_of(text) == []


def test_one_number_in_ten_has_the_right_check_digit() -> None:
    dice = random.Random(4)
    found = sum(is_national_number(f"{dice.randrange(10**12, 9 * 10**12)}") for _ in range(5000))
    assert 400 < found < 600


@pytest.mark.parametrize(
    "text",
    [
        "นายสมชาย ใจดี",
        "นางสาวสมหญิง รักเรียน",
        "นาง สมศรี มีสุข",
        "น.ส.สมหญิง รักเรียน เข้าร่วม",
        "ผู้เข้าอบรมดีเด่นได้แก่นายสมชาย  ใจดี",
        "นายแพทย์สมชาย ใจดี",
        "ด.ช.เก่ง กล้าหาญ",
        "ว่าที่ ร.ต.สมชาย ใจดี",
        "Mr. Somchai Jaidee",
    ],
)
def test_a_name_behind_a_title_is_found(text: str) -> None:
    assert codes_of(text) == ["G_PERSONAL_NAME"]
    assert "ใจดี" not in masked_text(text) and "█" in masked_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "นายจ้าง และลูกจ้างในสถานประกอบการ",
        "นายกรัฐมนตรี มอบหมาย",
        "นายก อบต. ทุกแห่ง",
        "นายอำเภอ เป็นประธาน",
        "นายทะเบียน สหกรณ์",
        "ทนายความ อาสา",
        "เจ้านาย ลูกน้อง",
        "นางพยาบาล ประจำโรงงาน",
        "นายหน้า จัดหางาน",
        "เดือนมิถุนายนอยู่ระหว่างเตรียมการ ยังไม่มีผลการดำเนินงาน",
        "ศูนย์ประสานงานจังหวัดนครนายกระดับ อำเภอเมือง",
        "แรงงานนอกระบบ ผู้สูงอายุ",
        "ผู้อำนวยการกลุ่มงาน ยุทธศาสตร์",
        "นาย",
        "",
    ],
)
def test_words_that_begin_like_a_title_are_no_names(text: str) -> None:
    assert codes_of(text) == []


def set_policy(desk: Desk, value: str) -> None:
    with desk.ledger.write("admin") as writer:
        row = {"key": "2564:intake.personal_data", "value": value}
        reference.append_rows(writer, "settings", [(row["key"], date(2020, 10, 1), False, row)])


def named(desk: Desk) -> bytes:
    """A report with a number and a name in two cells."""
    return edited(desk.report(), {"Y11": f"อบรม นายสมชาย ใจดี เลข {PERSON}", "AH11": "นางสมศรี มีสุข"})


def holds(desk: Desk, *texts: str) -> list[str]:
    """Which of the texts stand anywhere in the ledger, in its rows, originals or file names."""
    desk.ledger.head()
    with desk.ledger.read() as connection:
        raw: Any = connection.connection.driver_connection
        dump = "\n".join(raw.iterdump())
    return [text for text in texts if text in dump or text.encode().hex().upper() in dump.upper()]


def test_a_file_with_personal_data_is_refused_and_nothing_of_it_is_kept(desk: Desk) -> None:
    outcome = desk.send(named(desk))
    found = [(one.code, one.cell) for one in outcome.findings]
    assert found == [("G_PERSONAL_ID", "Y11"), ("G_PERSONAL_NAME", "Y11"), ("G_PERSONAL_NAME", "AH11")]
    assert (outcome.status, outcome.receipt) == ("refused", None)
    assert PERSON not in repr(outcome) and "ใจดี" not in repr(outcome)
    assert holds(desk, PERSON, "ใจดี", "มีสุข") == []
    with desk.ledger.read() as connection:
        assert submissions.valid_of(connection, "progress") == []


def test_a_name_in_the_file_name_is_covered(desk: Desk) -> None:
    submit(desk.ledger, desk.report(), "รายงาน นายสมชาย ใจดี.xlsx", user=desk.user())
    assert holds(desk, "ใจดี") == [] and holds(desk, "รายงาน █") == ["รายงาน █"]


def test_where_the_setting_says_so_a_masked_copy_is_kept_instead(desk: Desk) -> None:
    set_policy(desk, "mask")
    data = named(desk)
    outcome = desk.send(data)
    assert outcome.status == "accepted", outcome.findings
    (said,) = [one for one in outcome.findings if one.code == "V90"]
    assert said.params["found"] == "3" and "Y11" in said.params["places"]
    with desk.ledger.read() as connection:
        assert outcome.receipt is not None
        kept = submissions.original(connection, outcome.receipt.sha256)
        assert kept is not None
    sheet = load_workbook(io.BytesIO(kept)).worksheets[0]
    assert sheet["Y11"].value == f"อบรม {'█' * 13} เลข {'█' * 13}"
    assert sheet["F11"].value == "โครงการฝึกอาชีพ", "the other cells are untouched"
    assert holds(desk, PERSON, "ใจดี", "มีสุข") == []
    assert desk.send(data).status == "duplicate", "the same file gives the same copy"
    assert audit.verify(desk.ledger) == []


def test_what_cannot_be_masked_is_refused_after_all(desk: Desk) -> None:
    """A number cell cannot hold a covered number."""
    set_policy(desk, "mask")
    assert desk.send(edited(desk.report(), {"Y11": int(PERSON)})).status == "refused"
    assert holds(desk, PERSON) == []
