"""`python -m etl`: from a template to an accepted report, and every bad input in one clear Thai sentence."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from etl.forms import FORMS
from tests.etl_receive.command import Command, Said, spawn
from tests.etl_receive.desk import TYPED, by_hand, saved

THAI = re.compile("[\u0e00-\u0e7f]")
AT = ("--received-at", "2021-04-05T09:00")


def template(command: Command, form: str = "progress", reporter: str = "DSD", period: str = "2021-03") -> Path:
    path = command.data_dir.parent / f"{form}-{reporter}-{period}.xlsx"
    said = command.run("template", form, "--reporter", reporter, "--period", period, "-o", path)
    assert said.code == 0, said.err
    return path


def filled(command: Command, reporter: str = "DSD", period: str = "2021-03", **changes: object) -> Path:
    """The template as a reporter sends it back."""
    path = template(command, reporter=reporter, period=period)
    book = load_workbook(path)
    for column, field in enumerate(FORMS["progress"].fields, 1):
        value = {**TYPED, **changes}.get(field.code)
        if value is not None:
            book.worksheets[0].cell(11, column, value)
    path.write_bytes(saved(book))
    return path


def one_sentence(said: Said) -> str:
    assert said.code == 1
    assert len(said.sentences) == 1, said.err
    assert THAI.search(said.err) and "Traceback" not in said.err
    return said.sentences[0]


def test_from_a_template_to_an_accepted_report(command: Command) -> None:
    path = filled(command)
    said = command.run("submit", path, *AT, "--json")
    assert said.code == 0
    (item,) = said.json
    assert {name: item[name] for name in ("status", "form", "reporter", "period", "version")} == {
        **{"status": "accepted", "form": "progress", "reporter": "DSD", "period": "2021-03", "version": 1},
    }
    assert item["file"] == str(path)
    assert set(item["findings"][0]) == {"code", "severity", "sheet", "cell", "field", "message", "message_en"}
    receipt = item["receipt"]
    assert receipt["received_at"] == "2021-04-05T09:00:00" and not receipt["is_late"]
    assert re.fullmatch(r"\d+:[0-9a-f]{64}", receipt["head"])
    built = command.run("build", "--json")
    assert built.code == 0 and Path(built.json["path"]).exists()


@pytest.mark.slow
def test_the_same_in_processes_of_their_own(command: Command) -> None:
    path = filled(command)
    for words, expected in ((["submit", path, *AT], 0), (["submit", path, *AT], 1)):
        process = spawn(command.data_dir, words)
        out, err = process.communicate(timeout=60)
        assert process.returncode == expected, err
        assert (("รับแล้ว" in out), ("ส่งไฟล์นี้ซ้ำ" in err)) == (expected == 0, expected == 1)


def test_people_read_the_receipt_in_thai(command: Command) -> None:
    said = command.run("submit", filled(command), *AT)
    assert said.code == 0
    assert "รับแล้ว · เลขที่รับ S" in said.out and "5 เม.ย. 2564 เวลา 09.00 น." in said.out


def test_the_forms_are_listed(command: Command) -> None:
    listed = command.run("forms", "--json").json
    assert [form["code"] for form in listed] == list(FORMS)
    status = next(field for field in listed[0]["fields"] if field["code"] == "status")
    assert status["choices"][0] == {"code": "not_started", "label": "ยังไม่เริ่ม", "label_en": "not started"}
    assert set(status) == {"code", "header", "header_en", "type", "required", "choices", "reference"}
    assert "result_cum" in command.run("forms").out


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504

BAD_FILES: list[tuple[str, str, str, bytes | None]] = [
    ("nothing in it", "G_EMPTY", "refused", b""),
    ("a picture", "G_NOT_SPREADSHEET", "refused", b"\x89PNG\r\n\x1a\n" + b"\x00" * 64),
    ("a password", "G_ENCRYPTED", "refused", OLE + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 64),
    ("half a file", "G_BROKEN_ZIP", "refused", b"PK\x03\x04half"),
    ("no such file", "V57", "refused", None),
    ("another form", "V01", "with_errors", by_hand([("ประจำเดือน", "มี.ค. 2564")], "ledger")),
    ("no form at all", "V42", "refused", by_hand([], "progress")[:0] or b"a,b\n1,2\n"),
]


@pytest.mark.parametrize(
    ("code", "status", "data"), [case[1:] for case in BAD_FILES], ids=[case[0] for case in BAD_FILES]
)
def test_a_bad_file_is_one_sentence(command: Command, code: str, status: str, data: bytes | None) -> None:
    path = command.data_dir.parent / "report.xlsx"
    if data is not None:
        path.write_bytes(data)
    words = ("submit", path, "--form", "progress", "--reporter", "DSD", "--period", "2021-03")
    one_sentence(command.run(*words))
    said = command.run(*words, "--json")
    one_sentence(said)
    (item,) = said.json
    assert (item["status"], [one["code"] for one in item["findings"]]) == (status, [code])
    assert item["findings"][0]["message_en"]


WRONG: list[tuple[str, tuple[str, ...], dict[str, object], str]] = [
    ("agency", ("--reporter", "DOE"), {}, "V03"),
    ("month", ("--period", "2021-04"), {}, "V04"),
    ("fiscal year", ("--period", "FY2564"), {}, "V04"),
    ("form", ("--form", "ledger"), {}, "V01"),
    ("text for a number", (), {"result_cum": "ห้าสิบ"}, "E_NUM_FORMAT"),
]


@pytest.mark.parametrize(("said", "changes", "code"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_a_wrong_report_is_one_sentence(
    command: Command, said: tuple[str, ...], changes: dict[str, object], code: str
) -> None:
    path = filled(command, **changes)
    (item,) = command.run("submit", path, *said, *AT, "--json").json
    assert [one["code"] for one in item["findings"] if one["severity"] == "error"] == [code]
    assert item["status"] == "with_errors" and item["version"] is None
    one_sentence(command.run("submit", path, *said, *AT))


def test_a_number_kept_as_text_is_a_number(command: Command) -> None:
    assert command.run("submit", filled(command, result_cum="๕๐.๐๐", target="100"), *AT).code == 0


@pytest.mark.slow
def test_the_same_file_twice_is_one_sentence_and_no_fact(command: Command) -> None:
    path = filled(command)
    assert command.run("submit", path, *AT).code == 0
    before = command.run("build", "--json").json["build"]
    assert "ไม่ต้องส่งไฟล์นี้ซ้ำ" in one_sentence(command.run("submit", path, *AT))
    assert command.run("build", "--json").json["build"] == before


def test_one_bad_file_does_not_hold_up_the_others(command: Command) -> None:
    bad = command.file("bad.xlsx", b"\x89PNG\r\n\x1a\n")
    good = filled(command)
    said = command.run("submit", bad, good, *AT, "--json")
    assert said.code == 1
    assert [item["status"] for item in said.json] == ["refused", "accepted"]


BAD_WORDS: list[tuple[str, tuple[str, ...], str]] = [
    ("no command", (), "COMMAND"),
    ("unknown command", ("send",), "send"),
    ("no file", ("submit",), "FILE"),
    ("unknown option", ("forms", "--all"), "--all"),
    ("option without value", ("submit", "x.xlsx", "--as"), "--as"),
    ("unknown form", ("submit", "x.xlsx", "--form", "reports"), "reports"),
    ("bad period", ("submit", "x.xlsx", "--period", "2564-03-01"), "2564-03-01"),
    ("month 13", ("submit", "x.xlsx", "--period", "2021-13"), "2021-13"),
    ("unknown user", ("submit", "x.xlsx", "--as", "nobody"), "nobody"),
    ("bad time", ("submit", "x.xlsx", "--received-at", "yesterday"), "yesterday"),
    ("Buddhist time", ("submit", "x.xlsx", "--received-at", "2564-04-05T09:00"), "2564"),
    ("viewer", ("submit", "x.xlsx", "--as", "viewer"), "ผู้บริหาร"),
    ("stated by staff", ("submit", "x.xlsx", "--as", "staff", "--received-at", "2021-04-01"), "เจ้าหน้าที่"),
    ("template of a year", ("template", "progress", "--reporter", "DSD", "--period", "FY2564", "-o", "x"), "FY2564"),
    ("template of nobody", ("template", "progress", "--reporter", "DXD", "--period", "2021-03", "-o", "x"), "DXD"),
    ("template nowhere", ("template", "progress", "--reporter", "DSD", "--period", "2021-03", "-o", "/none/x"),
     "/none/x"),
    ("budget of a group", ("template", "ledger", "--reporter", "INF", "--period", "2021-03", "-o", "x"), "INF"),
    ("decide on nothing", ("decide", "S000999", "accept"), "S000999"),
    ("no such decision", ("decide", "S000001", "approve"), "approve"),
    ("return without reason", ("decide", "S000001", "return"), "เหตุผล"),
    ("row that is no number", ("decide", "S000001", "verify", "--row", "two"), "--help"),
    ("waive nobody", ("waive", "XYZ", "2021-03", "--reason", "น้ำท่วม"), "XYZ"),
    ("waive a year", ("waive", "DSD", "FY2564", "--reason", "น้ำท่วม"), "FY2564"),
    ("waive for nothing", ("waive", "DSD", "2021-03", "--reason", " "), "เหตุผล"),
    ("waive by staff", ("waive", "DSD", "2021-03", "--reason", "น้ำท่วม", "--as", "staff"), "เจ้าหน้าที่"),
    ("explain nothing", ("explain", "S000999", "V14", "O11", "--text", "ก"), "S000999"),
    ("map to no field", ("map", "DSD", "หัวข้อ", "column9"), "column9"),
    ("map nothing", ("map", "DSD", "...", "status"), "หัวคอลัมน์"),
    ("unknown setting", ("set", "c1.unit_bases", "auto", "--fy", "2564"), "c1.unit_basis"),
    ("bad policy", ("set", "review.policy", "maybe", "--fy", "2564"), "maybe"),
    ("a value that no one worked out", ("set", "k3.cap", "99", "--fy", "2564"), "99"),
    ("a setting from no day", ("set", "k3.cap", "120", "--from", "2564"), "2564"),
    ("bad year", ("set", "review.policy", "auto", "--fy", "2021"), "2021"),
    ("unknown table", ("reference", "holidayz", "x.csv"), "holidayz"),
    ("no reference file", ("reference", "agencies", "none.csv"), "none.csv"),
    ("half a build", ("build", "--at-seq", "5"), "--from-scratch"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "named"), [case[1:] for case in BAD_WORDS], ids=[case[0] for case in BAD_WORDS])
def test_a_bad_command_is_one_sentence_in_both_languages(command: Command, words: tuple[str, ...], named: str) -> None:
    assert named in one_sentence(command.run(*words))
    said = command.run(*words, "--json")
    error = said.json["error"]
    assert THAI.search(error["message"]) and error["message"] == said.sentences[0]
    assert not THAI.search(re.sub("“[^”]*”", "", error["message_en"])), error["message_en"]


def test_a_ledger_out_of_reach_is_one_sentence(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    command.data_dir.mkdir()
    (command.data_dir / "ledger.sqlite").write_bytes(b"not a database at all" * 100)
    said = command.run("submit", "x.xlsx")
    assert said.code == 1 and "ไม่ใช่ทะเบียนข้อมูลของระบบ" in one_sentence(said)
    assert (command.data_dir / "ledger.sqlite").read_bytes().startswith(b"not a database")


@pytest.mark.slow
def test_review_by_hand(command: Command) -> None:
    assert command.run("set", "review.policy", "manual", "--fy", "2564").code == 0
    (item,) = command.run("submit", filled(command), *AT, "--json").json
    assert item["status"] == "under_review"
    accepted = command.run("decide", item["id"], "accept", "--as", "director", "--json")
    assert accepted.code == 0 and accepted.json["id"] == item["id"]
    one_sentence(command.run("decide", item["id"], "accept", "--as", "director"))
    assert command.run("decide", item["id"], "return", "--reason", "ขาดหลักฐาน").code == 0
    stated = command.run("decide", item["id"], "accept", "--at", "2021-04-06T10:00", "--as", "director")
    assert "ไม่มีสิทธิ์" in one_sentence(stated)


def test_a_warning_is_explained_by_its_own_agency(command: Command) -> None:
    (item,) = command.run("submit", filled(command), *AT, "--json").json
    warning = item["findings"][0]
    words = ("explain", item["id"], warning["code"], warning["cell"], "--text", "รอรหัสจากกลุ่มงาน")
    assert "ไม่มีสิทธิ์" in one_sentence(command.run(*words, "--as", "agency.DOE"))
    assert command.run(*words, "--as", "agency.DSD").code == 0
    one_sentence(command.run("explain", item["id"], "V14", "O11", "--text", "ก"))


def test_waive_map_and_reference_are_recorded(command: Command) -> None:
    waived = command.run("waive", "DSD", "2021-03", "--reason", "น้ำท่วม", "--json")
    assert waived.json["subject"] == "DSD:2021-03"
    assert command.run("map", "DSD", "เล่าสู่กันฟัง", "result_text").code == 0
    table = command.data_dir.parent / "units.csv"
    header = "code,name_th,name_en,short_th,short_en,kind,order,effective_from"
    table.write_text(f"{header}\nNEW,กลุ่มใหม่,New Group,กลุ่มใหม่,New,group,9,2020-10-01\n", encoding="utf-8")
    assert command.run("reference", "units", table, "--json").json["rows"] == 1
    assert (
        command.run(
            "template", "items", "--reporter", "NEW", "--period", "FY2564", "-o", table.with_suffix(".xlsx")
        ).code
        == 0
    )
    assert (
        command.run(
            "template", "items", "--reporter", "NEW", "--period", "FY2563", "-o", table.with_suffix(".xlsx")
        ).code
        == 1
    )
    table.write_text("code,name_th\nX,ย\n", encoding="utf-8")
    assert "name_en" in one_sentence(command.run("reference", "units", table))


def test_a_template_opens_with_last_month_s_figures(command: Command) -> None:
    register = template(command, "projects", "INF", "FY2564")
    book = load_workbook(register)
    typed = {"project_code": "P-1", "item_code": "PLAN2", "project_name": "โครงการฝึกอาชีพ", "lead_agency": "DSD"}
    typed |= {"wg": "นอกระบบ", "target": 100, "target_unit": "คน", "add_approved": "ใช่"}
    for column, field in enumerate(FORMS["projects"].fields, 1):
        if field.code in typed:
            book.worksheets[0].cell(11, column, typed[field.code])
    register.write_bytes(saved(book))
    assert command.run("submit", register).code == 0
    sheet = load_workbook(io.BytesIO(template(command).read_bytes())).worksheets[0]
    assert sheet["E11"].value == "P-1"
