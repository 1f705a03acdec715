"""Freezing a round: when it may be, what it keeps, what stands beside it later (domain.md 3.6; A-08, A-45, R-43)."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from base import clock
from base.access import NotAllowed, User
from base.period import FiscalYear, Round
from base.thai import say_date
from etl import people
from kpi import __main__ as command
from kpi import measure, rounds
from kpi.calendar import RoundState
from kpi.model import Ask
from ledger import audit
from ledger import reference as ledger_reference
from ledger.decisions import Decision
from tests.kpi.history import KEY, LATER, History

FIRST = Round(FiscalYear(2564), 1)
OCT, MAR = date(2020, 10, 15), date(2021, 3, 31)
FROZEN_AT = datetime(2021, 4, 6, 9, 0)
WHY = "ครบกำหนดส่งรายงานเดือนมีนาคมแล้ว"


@pytest.fixture
def spent(history: History) -> History:
    """880 of 1,000 baht by the round's end for INF, nothing of 500 for OLD."""
    in_time = {"at": datetime(2020, 11, 2, 9, 0)}
    history.budget("2020-10", ("INF", "allocate", OCT, "1000.00"), ("OLD", "allocate", OCT, "500.00"), **in_time)
    history.budget("2021-03", ("INF", "disburse", MAR, "880.00"), at=datetime(2021, 4, 2, 9, 0))
    return history


def who(history: History, code: str) -> User:
    with history.ledger.read() as connection:
        return people.user(connection, code)


def ask(known_at: datetime = LATER, round_: Round = FIRST) -> Ask:
    return Ask(round_, round_.end, known_at)


def freeze(history: History, at: datetime = FROZEN_AT, *, user: str = "director", reason: str = WHY) -> Decision:
    build = history.build()
    return rounds.freeze(history.ledger, build, ask(at), user=who(history, user), reason=reason, at=at)


def reopen(history: History, at: datetime, *, user: str = "director", reason: str = WHY) -> Decision:
    build = history.build()
    return rounds.reopen(history.ledger, build, FIRST, user=who(history, user), reason=reason, at=at)


def post_late(history: History, baht: str = "50.00", month: str = "2021-02") -> None:
    """A line dated inside the round, recorded in May."""
    history.budget(month, ("INF", "disburse", date(2021, 2, 15), baht), at=datetime(2021, 5, 10, 9, 0))


def state(history: History, known_at: datetime, today: date | None = None) -> RoundState:
    return rounds.state(history.build(), FIRST, known_at, today or known_at.date())


@pytest.mark.parametrize("at", [datetime(2021, 3, 31, 12), datetime(2021, 4, 5, 23, 59, 59)])
def test_no_freeze_before_the_last_report_has_fallen_due(spent: History, at: datetime) -> None:
    before = spent.ledger.head()
    with pytest.raises(rounds.RoundFault) as refused:
        freeze(spent, at)
    assert refused.value.text.th.startswith("รอถึงวันที่ 6 เม.ย. 2564 จึงปิดรอบที่ 1")
    assert spent.ledger.head() == before


def test_the_sixth_of_april_is_the_first_day(spent: History) -> None:
    made = freeze(spent, datetime(2021, 4, 6))
    assert (made.kind, made.subject, made.reason, made.actor) == ("freeze", "2564:1", WHY, "director")


def test_the_day_follows_the_settings(spent: History) -> None:
    spent.refer("settings", "2564:round.freeze_after_days", date(2020, 10, 1), at=datetime(2021, 4, 3), value="10")
    build = spent.build()
    assert rounds.freezable_from(build, FIRST, build.last_seq) == date(2021, 4, 11)
    second_of_2564 = Round(FiscalYear(2564), 2)
    assert rounds.freezable_from(build, second_of_2564, build.last_seq) == date(2021, 10, 11)
    assert rounds.freezable_from(build, second_of_2564, 1) == date(2021, 10, 6), "as known before the setting"
    with pytest.raises(rounds.RoundFault):
        freeze(spent, datetime(2021, 4, 10, 23, 59))
    freeze(spent, datetime(2021, 4, 11))


def test_a_late_posting_moves_the_live_figure_and_never_the_frozen_one(spent: History) -> None:
    freeze(spent)
    post_late(spent)
    build, live = spent.build(), spent.figure("C1", "INF")
    kept = rounds.beside(build, live)
    assert kept is not None
    assert (live.numerator, kept.numerator, kept.denominator) == (930, 880, 1000)
    assert (kept.value, kept.display, kept.status, kept.target) == (88, "88.00", "pass", 88)
    assert (kept.frozen_at, kept.frozen_by, kept.as_of) == (FROZEN_AT, "director", FIRST.end)
    assert not live.is_preliminary
    assert spent.figure("C1", "INF", 2).is_preliminary, "the other round is not frozen"
    assert rounds.beside(build, spent.figure("C1", "INF", as_of=date(2020, 12, 31))) is None, "another question"


@pytest.mark.slow
def test_a_freeze_keeps_every_figure_of_the_round_exactly_and_says_what_lies_behind(spent: History) -> None:
    made = freeze(spent)
    build = spent.build()
    kept = rounds.frozen(build, FIRST, made.recorded_at)
    live = measure.every(build, ask(FROZEN_AT))
    assert set(kept) == {(figure.kpi, figure.scope) for figure in live}
    for figure in live:
        frozen = kept[figure.kpi, figure.scope]
        same = ("numerator", "denominator", "value", "status", "target", "definition_version", "variant", "unit")
        assert [getattr(frozen, name) for name in same] == [getattr(figure, name) for name in same]
        assert len(frozen.inputs_digest) == 64
    stored = {(one["kpi"], one["scope"]): one for one in made.payload["figures"]}
    assert stored["C1", "OFF"]["value"] == "176/3"  # 880 of 1,500 baht
    assert kept["C3", "OFF"].status == "not_assessed" and kept["C3", "OFF"].value is None
    assert audit.verify(spent.ledger) == []


@pytest.mark.slow
def test_known_before_the_freeze_the_figure_is_preliminary(spent: History) -> None:
    freeze(spent)
    before = spent.figure("C1", "INF", known_at=FROZEN_AT - timedelta(seconds=1))
    assert before.is_preliminary and rounds.beside(spent.build(), before) is None
    assert state(spent, FROZEN_AT - timedelta(seconds=1)) is RoundState.CLOSING
    assert state(spent, FROZEN_AT) is RoundState.FROZEN
    assert not spent.figure("C1", "INF", known_at=FROZEN_AT).is_preliminary


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2020, 9, 30), RoundState.FUTURE),
        (date(2020, 10, 1), RoundState.OPEN),
        (date(2021, 3, 31), RoundState.OPEN),
        (date(2021, 4, 5), RoundState.CLOSING),
        (date(2021, 4, 6), RoundState.CLOSING),
    ],
)
def test_until_somebody_freezes_it_the_days_decide(history: History, day: date, expected: RoundState) -> None:
    assert state(history, datetime.combine(day, datetime.min.time())) is expected


@pytest.mark.slow
def test_reopening_and_freezing_again_keeps_both_sets(spent: History) -> None:
    first = freeze(spent)
    post_late(spent)
    reopen(spent, datetime(2021, 5, 11), reason="บันทึกเบิกจ่ายย้อนหลังตามหนังสือกองคลัง")
    that_day = datetime(2021, 5, 11, 12)
    assert state(spent, that_day) is RoundState.REOPENED
    live = spent.figure("C1", "INF", known_at=that_day)
    assert live.is_preliminary and rounds.beside(spent.build(), live) is None
    second = freeze(spent, datetime(2021, 5, 12))
    build = spent.build()
    entries = rounds.log(build, FIRST, second.seq)
    assert [entry.kind for entry in entries] == ["freeze", "reopen", "freeze"]
    values = [{(f.kpi, f.scope): f.numerator for f in entry.figures} for entry in entries]
    assert (values[0]["C1", "INF"], values[1], values[2]["C1", "INF"]) == (880, {}, 930)
    assert rounds.frozen(build, FIRST, first.recorded_at)["C1", "INF"].numerator == 880
    assert rounds.frozen(build, FIRST, second.recorded_at)["C1", "INF"].numerator == 930
    assert rounds.frozen(build, FIRST, first.recorded_at - timedelta(seconds=1)) == {}


def test_what_may_not_follow_is_refused(spent: History) -> None:
    with pytest.raises(rounds.RoundFault, match="^ปิดรอบที่ 1"):
        reopen(spent, FROZEN_AT)
    for empty in ("", " \n"):
        with pytest.raises(rounds.RoundFault, match="เหตุผล"):
            freeze(spent, reason=empty)
    freeze(spent)
    with pytest.raises(rounds.RoundFault, match="^เปิดแก้ไขรอบที่ 1"):
        freeze(spent, datetime(2021, 4, 7))
    with pytest.raises(rounds.RoundFault, match="เหตุผล"):
        reopen(spent, datetime(2021, 4, 7), reason=" ")
    assert [entry.kind for entry in rounds.log(spent.build(), FIRST, spent.ledger.last_fact_seq())] == ["freeze"]


def test_where_the_setting_forbids_it_a_round_stays_frozen(spent: History) -> None:
    freeze(spent)
    spent.refer("settings", "2564:round.allow_reopen", date(2020, 10, 1), at=datetime(2021, 4, 8), value="false")
    with pytest.raises(rounds.RoundFault, match="round.allow_reopen"):
        reopen(spent, datetime(2021, 4, 9))
    assert state(spent, LATER) is RoundState.FROZEN


@pytest.mark.parametrize("code", ["viewer", "steward", "head.INF", "staff", "agency.DSD"])
def test_nobody_but_the_director_and_the_administrator_may(spent: History, code: str) -> None:
    before = spent.ledger.head()
    with pytest.raises(NotAllowed):
        freeze(spent, user=code)
    with pytest.raises(NotAllowed):
        reopen(spent, datetime(2021, 4, 7), user=code)
    assert spent.ledger.head() == before


def test_a_build_that_has_fallen_behind_is_not_frozen(spent: History) -> None:
    stale = spent.build()
    post_late(spent)
    with pytest.raises(rounds.RoundFault, match="^ทำรายการอีกครั้ง"):
        rounds.freeze(spent.ledger, stale, ask(), user=who(spent, "director"), reason=WHY, at=FROZEN_AT)


@pytest.mark.slow
def test_a_freeze_over_demonstration_data_goes_with_it(spent: History) -> None:
    with spent.ledger.write("tester", at=datetime(2021, 4, 3), is_demo=True) as writer:
        ledger_reference.append_rows(writer, "targets", [("C1:1", date(2020, 10, 1), False, {"target": "1"})])
    assert freeze(spent).is_demo
    assert state(spent, LATER) is RoundState.FROZEN
    spent.decide("remove_demo", at=datetime(2021, 4, 7))
    assert state(spent, LATER) is RoundState.CLOSING
    assert not freeze(spent, datetime(2021, 4, 8)).is_demo


@pytest.mark.slow
def test_the_digest_moves_with_a_cell_behind_and_with_nothing_else(spent: History) -> None:
    def digests() -> dict[str, str]:
        build = spent.build()
        kept = measure.Measure(build, ask())
        rule = {scope: measure.rule_for(kept, "C1", scope) for scope in ("INF", "OLD", "OFF")}
        return {scope: rounds.inputs_digest(kept.trace(one, scope)) for scope, one in rule.items()}

    before = digests()
    spent.events("INF", "2020-11", ("PLAN1", "DRAFTED", date(2020, 11, 1)))
    assert digests() == before, "another form is not behind it"
    spent.budget("2020-12", ("OLD", "disburse", date(2020, 12, 1), "1.00"))
    after = digests()
    assert (after["INF"] == before["INF"], after["OLD"] == before["OLD"], after["OFF"] == before["OFF"]) == (
        True,
        False,
        False,
    )
    spent.budget("2021-03", ("INF", "disburse", MAR, "880.00"))
    assert digests()["INF"] != after["INF"], "the same figure out of another file"


def test_what_is_missing_is_said_and_goes_once_it_has_come(spent: History) -> None:
    def gaps() -> list[str]:
        return [gap.th for gap in rounds.missing(spent.build(), measure.ask(2564, 1, known_at=LATER, now=LATER))]

    before = gaps()
    assert "ส่งทะเบียนงบประมาณเดือน พ.ย. 2563, ธ.ค. 2563, ม.ค. 2564, ก.พ. 2564" in before
    assert any("ก.พ. 2564, มี.ค. 2564" in gap and gap.startswith("ติดตามรายงาน") for gap in before)
    assert not any("PMQA" in gap or "C3" in gap or "C4" in gap for gap in before), "not assessed in round 1"
    assert any(gap.startswith("เติมข้อมูลตัวชี้วัด C1") for gap in before), "DIS has no allocation"
    waiting = spent.budget("2021-02", ("DIS", "allocate", OCT, "10.00"), accept=False)
    assert f"พิจารณารายงานที่รอตรวจรับ 1 ฉบับ: {waiting}" in gaps()
    spent.decide("accept", waiting)
    spent.decide("waive", subject="DSD:2021-02", reason=WHY)
    after = gaps()
    assert "ส่งทะเบียนงบประมาณเดือน พ.ย. 2563, ธ.ค. 2563, ม.ค. 2564" in after
    assert not any(gap.startswith("พิจารณา") for gap in after)
    assert sum("ก.พ. 2564" in gap for gap in after) == sum("ก.พ. 2564" in gap for gap in before) - 2


def test_the_second_round_also_wants_meetings_and_reviews(history: History) -> None:
    asked = measure.ask(2564, 2, known_at=LATER, now=LATER)
    gaps = [gap.th for gap in rounds.missing(history.build(), asked)]
    assert sum(gap.startswith("ส่งบันทึกการทบทวนกระบวนงานของ") for gap in gaps) == 4
    assert any(gap.startswith("ส่งบันทึกการประชุม PMQA เดือน เม.ย. 2564") for gap in gaps)


def test_a_running_round_misses_only_what_has_ended(history: History) -> None:
    asked = measure.ask(2564, 1, now=datetime(2020, 12, 1))
    months = [gap.en for gap in rounds.missing(history.build(), asked) if "ledger" in gap.en]
    assert months == ["Send the budget ledger of Oct 2563 BE, Nov 2563 BE"]


@pytest.fixture
def shell(spent: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> History:
    """The command line over the history's own ledger."""
    monkeypatch.setenv("TIDTAM_DATA", str(tmp_path))
    monkeypatch.setenv("TIDTAM_AUDIT_KEY", KEY.decode())
    return spent


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = command.main([*words, "--fy", "2564", "--round", "1"])
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.slow
def test_the_command_line_freezes_shows_and_reopens(shell: History, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "round", "freeze", "--as", "director", "--reason", WHY, "--at", "2021-04-06")
    assert code == 1 and "ระบุเวลารับย้อนหลัง" in err, "the director may not state another time"
    code, _, err = run(capsys, "round", "freeze", "--as", "admin", "--reason", WHY, "--at", "2021-04-05T12:00")
    assert (code, len(err.splitlines())) == (1, 2) and err.startswith("รอถึงวันที่ 6 เม.ย. 2564")
    words = ("--as", "admin", "--at", "2021-04-06T09:00", "--json")
    assert run(capsys, "round", "freeze", *words)[0] == 1, "no reason"
    code, out, _ = run(capsys, "round", "freeze", "--reason", WHY, *words)
    made = json.loads(out)
    assert (code, made["kind"], made["recorded_at"]) == (0, "freeze", FROZEN_AT.isoformat()) and made["figures"] > 40
    post_late(shell)
    figures = json.loads(run(capsys, "values", "--json")[1])["figures"]
    found = {(one["kpi"], one["scope"]): one for one in figures}["C1", "INF"]
    assert (found["value"], found["preliminary"]) == ("93", False)
    assert found["frozen"] == {
        "value": "88",
        "display": "88.00",
        "numerator": "880",
        "denominator": "1000",
        "status": "pass",
        "frozen_at": FROZEN_AT.isoformat(),
        "frozen_by": "admin",
    }
    assert run(capsys, "round", "freeze", "--until", "2021-05-01", "--reason", WHY)[0] == 1, "a freeze has no last day"
    words = ("--as", "director", "--reason", "มีรายการเบิกจ่ายย้อนหลัง")
    assert run(capsys, "round", "reopen", "--until", "2021-05-01", *words)[0] == 1, "a day gone by"
    last_day = clock.now().date() + timedelta(days=3)
    code, out, _ = run(capsys, "round", "reopen", "--until", last_day.isoformat(), *words)
    assert code == 0 and "เปิดแก้ไข" in out and f"เปิดถึงสิ้นวันที่ {say_date(last_day)}" in out
    shown = json.loads(run(capsys, "round", "show", "--json")[1])
    assert (shown["state"], shown["freezable_from"]) == ("reopened", "2021-04-06")
    assert [(one["kind"], bool(one["figures"])) for one in shown["log"]] == [("freeze", True), ("reopen", False)]
    assert shown["missing"] and set(shown["missing"][0]) == {"th", "en"}
    assert [(one["until"], one["has_run_out"]) for one in shown["log"]] == [
        (None, False),
        (last_day.isoformat(), False),
    ]
    assert "รอบที่ 1 ปีงบประมาณ พ.ศ. 2564: เปิดแก้ไข" in run(capsys, "round", "show")[1]
    later = run(capsys, "round", "show", "--at", (last_day + timedelta(days=1)).isoformat())[1]
    assert "2564: ปิดรอบแล้ว" in later and f"หมดเวลาเปิดแก้ไขเมื่อสิ้นวันที่ {say_date(last_day)}" in later
    figures = json.loads(run(capsys, "values", "--json")[1])["figures"]
    assert all(one["frozen"] is None and one["preliminary"] for one in figures)


@pytest.mark.parametrize(
    "words", [("freeze", "--as", "nobody"), ("burn",), ("freeze", "--as", "admin", "--at", "yesterday")], ids=str
)
def test_bad_words_end_in_one_sentence(
    shell: History, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    before = shell.ledger.head()
    code, out, err = run(capsys, "round", *words, "--reason", WHY)
    assert (code, out, len(err.splitlines())) == (1, "", 2)
    assert shell.ledger.head() == before and clock.now() > FROZEN_AT
