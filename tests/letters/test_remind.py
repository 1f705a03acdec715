"""Reminders on the working days around a deadline, through a real mail server: once each, whatever goes wrong."""

from __future__ import annotations

import itertools
import logging
import threading
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP

from base.clock import now
from base.period import Month
from base.settings import SettingFault
from base.smtp import is_address, read_smtp
from exports.letters.post import MailFault, Post
from exports.letters.remind import OFFSETS, Reminder, Result, Run, due_on, message, text_of
from ledger import mailings
from ledger.audit import verify
from ledger.mailings import Mailing, State
from tests.kpi.history import History
from tests.letters.conftest import HOSTILE, OWING, STEWARD, Said
from tests.letters.mail_server import PASSWORD, Inbox, serving

DAY = date(2021, 4, 7)
"""One working day after 5 April: the 6th is Chakri Day."""
SENT = {"OPS": "ops@ministry.example", "SSO": "sso@ministry.example;second@ministry.example"}


@pytest.fixture
def addressed(told: History) -> History:
    """The same month; two agencies have addresses, one of the others wants no e-mail."""
    for code, address in SENT.items():
        told.refer("contacts", code, date(2018, 10, 1), agency=code, email=address, letter="", opt_out="")
    told.refer("contacts", "DOE", date(2018, 10, 1), agency="DOE", email="doe@ministry.example", opt_out="yes")
    return told


def reminders(told: History, day: date = DAY) -> tuple[Reminder, ...]:
    return due_on(told.build(), day, datetime.combine(day, datetime.max.time()))


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def post(tmp_path: Path, inbox: Inbox) -> Iterator[Post]:
    with serving(tmp_path, inbox) as environ:
        server = read_smtp(environ)
        assert server is not None
        with Post(server, pause_seconds=0.01) as made:
            yield made


def run(told: History, post: Post | None, *, is_sample: bool = False) -> tuple[Result, ...]:
    turn = Run(told.ledger, STEWARD, DAY, "https://kpi.example", "สำนักงาน", is_sample)
    return turn.through(reminders(told), post)


def states(results: tuple[Result, ...]) -> dict[tuple[str, str], tuple[State, bool]]:
    return {(one.reminder.agency, one.address): (one.state, one.is_new) for one in results}


def test_reminders_fall_on_four_working_days_and_on_no_other(told: History) -> None:
    found = {
        day: {(one.offset, one.agency) for one in reminders(told, day) if one.month == Month(2021, 3)}
        for day in (date(2021, 3, 20) + timedelta(days=count) for count in range(35))
    }
    assert {day: {offset for offset, _ in who} for day, who in found.items() if who} == {
        date(2021, 3, 25): {-7},
        date(2021, 4, 2): {-1},
        DAY: {1},
        date(2021, 4, 21): {7},  # Chakri Day, four days around Songkran and two week-ends lie between
    }
    assert {agency for _, agency in found[date(2021, 3, 25)]} == {"OPS", "DOE", "DSD", "DLPW", "SSO"}
    assert {agency for _, agency in found[DAY]} == {"OPS", "DOE", "DLPW"}, "as known on that day: nobody else owes"
    assert {agency for _, agency in found[date(2021, 4, 21)]} == set(OWING)
    assert all(one.month == Month(2021, 3) for one in reminders(told))
    assert sorted(OFFSETS) == [-7, -1, 1, 7]


@pytest.mark.slow
def test_each_address_gets_one_message_over_tls(addressed: History, post: Post, inbox: Inbox) -> None:
    first = run(addressed, post)
    assert states(first) == {
        ("OPS", "ops@ministry.example"): (State.ACCEPTED, True),
        ("DOE", ""): (State.LISTED, True),
        ("DLPW", ""): (State.LISTED, True),
    }
    ((address, got),) = inbox.got
    assert address == "ops@ministry.example" and got["To"] == address and got["From"] == "kpi@office.example"
    assert got["Subject"] == "แจ้งเตือนการส่งรายงานผลการดำเนินงานประจำเดือนมีนาคม 2564"
    assert "<script>" in got.get_content() and "https://kpi.example" in got.get_content()
    assert got.get_content_type() == "text/plain"

    again = run(addressed, post)
    assert {is_new for _, is_new in states(again).values()} == {False} and len(inbox.got) == 1
    with addressed.ledger.read() as connection:
        log = {(one.mailing.agency, one.state) for one in mailings.every(connection)}
    assert log == {("OPS", State.ACCEPTED), ("DOE", State.LISTED), ("DLPW", State.LISTED)}
    assert verify(addressed.ledger) == []


@pytest.mark.slow
def test_implicit_tls_serves_as_well(tmp_path: Path, inbox: Inbox, addressed: History) -> None:
    with serving(tmp_path, inbox, "tls") as environ:
        server = read_smtp(environ)
        assert server is not None
        with Post(server) as made:
            assert ("OPS", "ops@ministry.example") in states(run(addressed, made))
    assert inbox.delivered == ["ops@ministry.example"]


def deliver(post: Post, *addresses: str) -> list[State]:
    """One message to each address, as `Run` would hand them over."""
    contact = Reminder("DSD", None, Month(2021, 3), DAY, 1)  # type: ignore[arg-type]
    return [post.deliver(one, message(contact, DAY, one, "ข้อความ", post.server)).state for one in addresses]


def test_a_refused_recipient_is_never_tried_again_and_stops_nobody(post: Post, inbox: Inbox) -> None:
    inbox.answer = lambda _, address: "550 5.1.1 No such user" if address.startswith("gone") else "250 OK"
    assert deliver(post, "a@b.example", "gone@b.example", "c@b.example") == [
        State.ACCEPTED,
        State.REFUSED,
        State.ACCEPTED,
    ]
    assert inbox.delivered == ["a@b.example", "c@b.example"] and inbox.asked.count("gone@b.example") == 1


def test_a_dropped_line_is_taken_up_again_without_a_second_delivery(post: Post, inbox: Inbox) -> None:
    drops = itertools.chain([True], itertools.repeat(False))

    def answer(server: SMTP, address: str) -> str:
        if address.startswith("second") and next(drops):
            server.transport.abort()
        return "250 OK"

    inbox.answer = answer
    assert deliver(post, "first@b.example", "second@b.example", "third@b.example") == [State.ACCEPTED] * 3
    assert inbox.delivered == ["first@b.example", "second@b.example", "third@b.example"]
    assert inbox.asked.count("second@b.example") == 2


@pytest.mark.slow
def test_a_busy_server_is_asked_again_and_then_left_for_the_next_run(
    addressed: History, post: Post, inbox: Inbox
) -> None:
    inbox.answer = lambda *_: "451 4.7.1 Try again later"
    assert states(run(addressed, post))["OPS", "ops@ministry.example"] == (State.FAILED, True)
    assert inbox.asked == ["ops@ministry.example"] * 3
    inbox.answer = lambda *_: "250 OK"
    assert states(run(addressed, post))["OPS", "ops@ministry.example"] == (State.ACCEPTED, True)
    assert inbox.delivered == ["ops@ministry.example"]


@pytest.mark.slow
def test_two_runs_at_once_send_one_message(addressed: History, post: Post, inbox: Inbox) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def answer(*_: object) -> str:
        begun.set()
        assert go_on.wait(20)
        return "250 OK"

    inbox.answer = answer
    first: list[tuple[Result, ...]] = []
    slow = threading.Thread(target=lambda: first.append(run(addressed, post)))
    slow.start()
    assert begun.wait(20)
    second = run(addressed, post)
    go_on.set()
    slow.join(20)
    assert states(second)["OPS", "ops@ministry.example"] == (State.BEGUN, False)
    assert states(first[0])["OPS", "ops@ministry.example"] == (State.ACCEPTED, True)
    assert inbox.delivered == ["ops@ministry.example"]


def test_a_run_that_died_gives_way_after_a_while(addressed: History) -> None:
    mailing = Mailing("OPS", "2021-03", DAY, "a@b.example")
    start = now()
    claims = []
    for minutes in (0, 14, 16):
        with addressed.ledger.write("cron", at=start + timedelta(minutes=minutes)) as writer:
            claims.append(mailings.claim(writer, mailing))
    assert claims == [True, False, True]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"TIDTAM_SMTP_PASSWORD": "quite-wrong-2564"}, "SMTPAuthenticationError 535"),
        ({"TIDTAM_SMTP_CA": ""}, "SSLCertVerificationError"),
        ({"TIDTAM_SMTP_PORT": "1"}, "ConnectionRefusedError"),
    ],
)
@pytest.mark.slow
def test_no_server_stops_the_run_and_tells_no_password(
    addressed: History,
    tmp_path: Path,
    inbox: Inbox,
    wrong: dict[str, str],
    why: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG, logger="tidtam")
    with serving(tmp_path, inbox) as environ:
        server = read_smtp(environ | wrong)
        assert server is not None
        with Post(server, pause_seconds=0.01) as post, pytest.raises(MailFault, match=why) as fault:
            deliver(post, "a@b.example")
        with Post(server, pause_seconds=0.01) as post:
            results = run(addressed, post)
    assert states(results)["OPS", "ops@ministry.example"] == (State.FAILED, True)
    secret = wrong.get("TIDTAM_SMTP_PASSWORD", PASSWORD)
    ledger = (tmp_path / "ledger.sqlite").read_bytes() + (tmp_path / "ledger.sqlite-wal").read_bytes()
    assert secret.encode() not in ledger and secret not in f"{fault.value} {server} {results} {caplog.text}"
    assert inbox.got == []


def test_a_password_the_server_repeats_is_not_kept(post: Post, inbox: Inbox) -> None:
    inbox.answer = lambda *_: f"550 you said {PASSWORD}"
    made = message(Reminder("DSD", None, Month(2021, 3), DAY, 1), DAY, "a@b.example", "x", post.server)  # type: ignore[arg-type]
    assert PASSWORD not in post.deliver("a@b.example", made).detail


@pytest.mark.slow
def test_nothing_is_sent_over_demonstration_data(addressed: History, post: Post, inbox: Inbox) -> None:
    assert {state for state, _ in states(run(addressed, post, is_sample=True)).values()} == {State.LISTED}
    assert inbox.asked == []


@pytest.mark.slow
def test_without_a_server_the_texts_are_listed(told: History, exports: Callable[..., Said], tmp_path: Path) -> None:
    said = exports("remind", "--on", DAY, "--json", "-o", tmp_path / "out")
    assert said.code == 0, said.err
    listed = {one["agency"]: one for one in said.json["reminders"]}
    assert set(listed) == {"OPS", "DOE", "DLPW"} and {one["state"] for one in listed.values()} == {"listed"}
    assert "เรียน อธิบดีกรมการจัดหางาน" in listed["DOE"]["text"] and "ล่วงเลยมาแล้ว 1 วันทำการ" in listed["DOE"]["text"]
    assert listed["DOE"]["text"] in (tmp_path / "out" / "reminders.txt").read_text()
    again = exports("remind", "--on", DAY, "--json").json["reminders"]
    assert {one["is_new"] for one in again} == {False} and again[0]["text"], "the texts can be had again"
    assert "ไม่มีรายงานที่ถึงเวลาแจ้งเตือน" in exports("remind", "--on", "2021-04-08").out


def test_cron_is_told_what_could_not_be_delivered(
    addressed: History,
    exports: Callable[..., Said],
    tmp_path: Path,
    inbox: Inbox,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    inbox.answer = lambda *_: "550 no"
    with serving(tmp_path, inbox) as environ:
        for name, value in environ.items():
            monkeypatch.setenv(name, value)
        codes = [exports("remind", "--on", DAY).code for _ in range(2)]
    assert codes == [1, 0] and inbox.asked == ["ops@ministry.example"]


@pytest.mark.parametrize("words", [("--on", "7/4/2564"), ("--on", "2999-01-01"), ("--on", DAY, "--as", "staff")])
def test_a_wrong_day_or_person_is_one_sentence(told: History, exports: Callable[..., Said], words: tuple[str]) -> None:
    said = exports("remind", *words)
    assert said.code == 1 and len(said.err.splitlines()) == 2 and "Traceback" not in said.err


def test_a_name_begins_no_header(told: History) -> None:
    one = next(one for one in reminders(told) if one.agency == "OPS")
    assert HOSTILE[:20] in text_of(one, "https://kpi.example", "ก", is_sample=True)
    for wrong in ("a@b.example\r\nBcc: c@d.example", "A <a@b.example>", "a@b,c@d", "", "ก@b.example", "a b@c.example"):
        assert not is_address(wrong)


@pytest.mark.parametrize(
    ("environ", "variable"),
    [
        ({}, None),
        ({"TIDTAM_SMTP_HOST": "h"}, "FROM"),
        ({"TIDTAM_SMTP_HOST": "h", "TIDTAM_SMTP_FROM": "x"}, "FROM"),
        ({"TIDTAM_SMTP_SECURITY": "ssl"}, "SECURITY"),
        ({"TIDTAM_SMTP_SECURITY": "none", "TIDTAM_SMTP_PASSWORD": "x"}, "SECURITY"),
        ({"TIDTAM_SMTP_PORT": "0"}, "PORT"),
        ({"TIDTAM_SMTP_TIMEOUT": "soon"}, "TIMEOUT"),
        ({"TIDTAM_SMTP_CA": "nowhere.pem"}, "CA"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(environ: dict[str, str], variable: str | None) -> None:
    if variable is None:
        assert read_smtp(environ) is None
        return
    whole = {"TIDTAM_SMTP_HOST": "h"} | ({} if variable == "FROM" else {"TIDTAM_SMTP_FROM": "a@b.example"}) | environ
    with pytest.raises(SettingFault, match=f"TIDTAM_SMTP_{variable}"):
        read_smtp(whole)
