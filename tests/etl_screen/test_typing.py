"""What becomes of what is typed: what is shown before it is saved, what is refused, and that nothing typed is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import pytest

from base.access import NotAllowed
from base.period import parse_period
from etl import reference, screen
from etl.screen import Opened, Typed
from ledger import submissions
from ledger.store import Ledger
from tests.etl_receive.desk import progress, project
from tests.etl_screen.desk import Desk, new_row, type_over

DSD = ("DSD", "2021-03")


@pytest.fixture
def one(tmp_path: Path, audit_key: bytes) -> Desk:
    """A desk on SQLite; both engines are tried where the transaction matters."""
    ledger = Ledger.open(f"sqlite:///{tmp_path / 'ledger.sqlite'}", audit_key)
    reference.ensure(ledger)
    return Desk(ledger)


def report(desk: Desk, *changes: dict[str, object]) -> Opened:
    """The progress report of DSD with one row for each of `changes`, opened."""
    rows = [progress(row_no=number, activity=f"กิจกรรม {number}", **one) for number, one in enumerate(changes, 1)]
    assert desk.upload("progress", *rows, key=DSD).status == "accepted"
    return desk.open("progress", key=DSD)


def said(opened: Opened, seen: screen.Preview, language: str = "th") -> list[tuple[str, str, str, str]]:
    """The differences as the reader reads them."""
    sides = [
        [one.say(side, opened.form, opened.register, language) for side in ("before", "after")]  # type: ignore[arg-type]
        for one in seen.differences
    ]
    names = [(one.row.say(language), one.column.say(language)) for one in seen.differences]  # type: ignore[arg-type]
    return [(*name, *side) for name, side in zip(names, sides, strict=True)]


def test_changes_are_told_in_words_before_they_are_saved(one: Desk) -> None:
    opened = report(one, {}, {"end_date": None}, {})
    first, second, third = opened.start
    added = new_row(4, opened, project_name="โครงการใหม่", status="ยังไม่เริ่ม", target="๑๐")
    typed = (
        type_over(first, budget_disb="999.5", status="แล้วเสร็จ", result_cum="100"),
        type_over(second, end_date="30/9/64", province="เชียงราย"),
        added,
    )
    seen = screen.preview(one.ledger, opened, typed, one.user())
    assert said(opened, seen) == [
        ("แถวที่ 1", "ผลสะสมตั้งแต่ ๑ ต.ค.", "50", "100"),
        ("แถวที่ 1", "สถานะ", "อยู่ระหว่างดำเนินการ", "แล้วเสร็จ"),
        ("แถวที่ 1", "เบิกจ่ายสะสม (บาท)", "500.25", "999.50"),
        ("แถวที่ 2", "จังหวัด", "เชียงใหม่", "เชียงราย"),
        ("แถวที่ 2", "วันสิ้นสุด", "–", "30 ก.ย. 2564"),
        ("แถวที่ 4", "เพิ่มแถว", "–", "โครงการ/กิจกรรม: โครงการใหม่ · ค่าเป้าหมายทั้งปี: 10 · สถานะ: ยังไม่เริ่ม"),
        ("แถวที่ 3 ของฉบับเดิม", "ลบแถว", said(opened, seen)[6][2], "–"),
    ]
    assert "กิจกรรม 3" in said(opened, seen)[6][2] and said(opened, seen)[6][2].endswith("…")
    assert said(opened, seen, "en")[1] == ("Row 1", "Status", "in progress", "completed")
    assert third.origin == 2


def test_faults_name_the_row_and_column_of_the_screen(one: Desk) -> None:
    opened = report(one, {}, {}, {})
    first, second, third = opened.start
    typed = (
        type_over(second, target="สามสิบ"),
        type_over(third, activity="กิจกรรม 1"),
        new_row(4, opened, **first.cells),
    )
    seen = screen.preview(one.ledger, opened, typed, one.user())
    assert not seen.is_valid
    found = {(place.th, finding.code): finding for place, finding in seen.findings}
    fault = found["แถวที่ 2", "E_NUM_FORMAT"]
    assert fault.field == "target" and fault.place == "" and "สามสิบ" in fault.message()
    repeated = found["แถวที่ 4", "V10"]
    assert "แถวที่ 3" in repeated.message(), "the other row is named by its number on screen"
    assert ("แถวที่ 2", "ค่าเป้าหมายทั้งปี", "100", "สามสิบ") in said(opened, seen)


@pytest.mark.slow
def test_a_save_with_faults_is_kept_as_an_upload_with_faults_is(one: Desk) -> None:
    opened = report(one, {})
    outcome = screen.save(one.ledger, opened, [type_over(opened.start[0], target="สามสิบ")], one.user())
    assert (outcome.status, outcome.version) == ("with_errors", None)
    again = one.open("progress", key=DSD)
    assert again.base is not None and again.base.version == 1


def test_a_stale_save_is_refused_with_what_changed_and_can_be_carried_over(desk: Desk) -> None:
    opened = report(desk, {}, {}, {})
    theirs = [type_over(opened.start[0], result_cum="60"), opened.start[1], new_row(4, opened, **_new())]
    assert screen.save(desk.ledger, opened, theirs, desk.user("staff")).version == 2
    facts = desk.ledger.last_fact_seq()
    first, second, third = opened.start
    mine = [type_over(first, budget_disb="700"), type_over(second, result_cum="55"), third]
    with pytest.raises(screen.Stale) as refused:
        screen.save(desk.ledger, opened, mine, desk.user())
    assert desk.ledger.last_fact_seq() == facts, "nothing is recorded of a stale save"
    assert refused.value.newest.version == 2 and refused.value.newest.submitted_by == "staff"
    told = [(one.row.th, one.field.code if one.field else one.column.th) for one in refused.value.differences]
    assert told == [("แถวที่ 1", "result_cum"), ("แถวที่ 3", "เพิ่มแถว"), ("แถวที่ 3 ของฉบับเดิม", "ลบแถว")]

    newest = desk.open("progress", key=DSD)
    carried = screen.rebase(opened, mine, newest)
    assert [row.number for row in carried] == [1, 2, 3]
    assert carried[0].cells["result_cum"] == "60" and carried[0].cells["budget_disb"] == "700"
    saved = screen.save(desk.ledger, newest, carried, desk.user())
    assert saved.version == 3
    kept = desk.open("progress", key=DSD).rows
    assert [row["result_cum"] for row in kept] == [Decimal(60), Decimal(55), Decimal(5)]
    assert kept[0]["budget_disb"] == 700


def _new() -> dict[str, str]:
    return {
        **{"row_no": "4", "plan_no": "2", "strategy": "พัฒนาทักษะ", "project_name": "โครงการใหม่", "wg": "แรงงานนอกระบบ"},
        **{"lead_agency": "กรมพัฒนาฝีมือแรงงาน", "province": "เชียงใหม่", "target": "10", "target_unit": "คน"},
        **{"result_cum": "5", "status": "อยู่ระหว่างดำเนินการ", "budget_alloc": "0", "budget_disb": "0"},
        **{"result_text": "เริ่มแล้ว"},
    }


@pytest.mark.slow
def test_of_two_saves_at_once_one_is_kept(desk: Desk) -> None:
    opened = report(desk, {})
    (row,) = opened.start
    user = desk.user()

    def save(amount: str) -> str:
        try:
            return screen.save(desk.ledger, opened, [type_over(row, result_cum=amount)], user).status
        except screen.Stale:
            return "stale"

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(save, ("61", "62", "63", "64")))
    assert answers == ["accepted", "stale", "stale", "stale"]


def test_the_same_save_twice_makes_one_version(one: Desk) -> None:
    opened = report(one, {})
    typed = [type_over(opened.start[0], result_cum="๖๐")]
    saved = screen.save(one.ledger, opened, typed, one.user())
    with pytest.raises(screen.Unchanged) as refused:
        screen.save(one.ledger, opened, typed, one.user())
    assert refused.value.latest.submission_id == saved.submission_id
    assert str(saved.submission_id) in refused.value.text.th


@pytest.mark.parametrize("who", ["agency.DOE", "director", "viewer", "head.INF"])
def test_nobody_types_for_others(one: Desk, who: str) -> None:
    opened = report(one, {})
    facts = one.ledger.last_fact_seq()
    typed = [type_over(opened.start[0], result_cum="60")]
    for act in (
        lambda user: screen.open_form(one.ledger, user, "progress", "DSD", parse_period("2021-03")),
        lambda user: screen.preview(one.ledger, opened, typed, user),
        lambda user: screen.save(one.ledger, opened, typed, user),
    ):
        with pytest.raises(NotAllowed):
            act(one.user(who))
    assert one.ledger.last_fact_seq() == facts
    assert screen.save(one.ledger, opened, typed, one.user("agency.DSD")).status == "accepted"


def test_a_nil_report_can_be_typed_and_taken_back(one: Desk) -> None:
    opened = report(one, {})
    seen = screen.preview(one.ledger, opened, opened.start, one.user(), is_nil=True)
    assert seen.is_valid and said(opened, seen)[0][:2] == ("ทั้งฉบับ", "ไม่มีความคืบหน้าเพิ่มเติมในเดือนนี้")
    assert screen.save(one.ledger, opened, opened.start, one.user(), is_nil=True).version == 2
    nil = one.open("progress", key=DSD)
    assert nil.is_nil and nil.rows == ()
    assert screen.save(one.ledger, nil, [new_row(1, nil, **_new())], one.user()).version == 3
    assert not one.open("progress", key=DSD).is_nil


def test_an_empty_month_starts_from_the_template(one: Desk) -> None:
    one.upload("projects", project(), key=("INF", "FY2564"))
    opened = one.open("progress", key=DSD)
    assert opened.base is None and [row["project_code"] for row in opened.rows] == ["P-001"]
    assert not screen.is_nil_offered(one.open("projects", key=("INF", "FY2564"))) and screen.is_nil_offered(opened)
    start = opened.start[0]
    filled = {code: text for code, text in _new().items() if code not in ("row_no", "project_name", "target")}
    typed = [type_over(start, strategy="พัฒนาทักษะ", **{key: filled[key] for key in filled if key != "strategy"})]
    typed = [type_over(typed[0], target=start.cells["target"])]
    seen = screen.preview(one.ledger, opened, typed, one.user())
    assert [change.column.th for change in seen.differences] == ["เพิ่มแถว"], "nothing of it was recorded before"
    saved = screen.save(one.ledger, opened, typed, one.user("agency.DSD"))
    assert (saved.status, saved.version) == ("accepted", 1)
    with one.ledger.read() as connection:
        kept = submissions.by_id(connection, str(saved.submission_id))
    assert kept is not None and kept.layout["screen"] == {}


def test_small_percentages_stay_what_they_are(one: Desk) -> None:
    """In a workbook a whole column of 0.4 and 0.6 may mean 40 and 60; on screen nothing untouched may move."""
    opened = report(one, {"progress_pct": Decimal(50), "target": None}, {"progress_pct": Decimal(60), "target": None})
    small = [type_over(row, progress_pct=f"0.{number}%") for number, row in enumerate(opened.start, 4)]
    assert screen.save(one.ledger, opened, small, one.user()).version == 2
    again = one.open("progress", key=DSD)
    assert [row["progress_pct"] for row in again.rows] == [Decimal("0.4"), Decimal("0.5")]
    typed = [type_over(again.start[0], result_text="แก้ข้อความ"), again.start[1]]
    seen = screen.preview(one.ledger, again, typed, one.user())
    assert [change.field and change.field.code for change in seen.differences] == ["result_text"]


def test_a_row_that_says_nothing_is_no_row(one: Desk) -> None:
    opened = report(one, {})
    typed = [opened.start[0], new_row(2, opened, row_no="2"), new_row(3, opened, problem="  ")]
    with pytest.raises(screen.Unchanged):
        screen.save(one.ledger, opened, typed, one.user())


def test_rows_without_identity_are_paired_in_order(one: Desk) -> None:
    one.upload("ledger")
    opened = one.open("ledger")
    other = [type_over(opened.start[0], amount="100")]
    assert screen.save(one.ledger, opened, other, one.user()).version == 2
    mine: list[Typed] = [type_over(opened.start[0], activity="ค่าเบี้ยประชุม")]
    with pytest.raises(screen.Stale) as refused:
        screen.save(one.ledger, opened, mine, one.user())
    assert [change.field and change.field.code for change in refused.value.differences] == ["amount"]
    (carried,) = screen.rebase(opened, mine, one.open("ledger"))
    assert (carried.cells["amount"], carried.cells["activity"]) == ("100.00", "ค่าเบี้ยประชุม")
