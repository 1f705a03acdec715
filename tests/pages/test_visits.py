"""What a visitor does: shares an address, switches language and position, types a strange address, meets a fault."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.pages import screen
from tests.pages.conftest import LAPTOP, position, served, settle, visit
from tests.pages.wire import session

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CHOICES = "fy=2564&round=1&as_of=2021-02-15&known_at=2021-04-06T23%3A59%3A59&basis=provisional&kpi=C1&scope=OLD"


def chosen(page: Page) -> list[str]:
    """Every choice on the page, as the reader sees it (the position apart: it is not part of a view)."""
    fields = page.locator("[data-testid=stMain] input[role=combobox]")
    fields.first.wait_for()
    pressed = page.locator("[data-testid=stMain] [role=radio][aria-checked=true]")
    return [fields.nth(i).input_value() for i in range(fields.count())] + pressed.all_inner_texts()


def test_an_address_restores_the_view_in_a_new_session(server: str, browser: Browser, page: Page) -> None:
    visit(page, f"{server}/indicator?lang=th&{CHOICES}")
    first = chosen(page)
    assert first[:5] == ["2564", "15 ก.พ. 2564", "6 เม.ย. 2564", "C1 ร้อยละการเบิกจ่ายงบประมาณ", "กลุ่มแรงงานสูงอายุ"]
    assert {"รอบที่ 1", "ชั่วคราว"} <= set(first)

    page.get_by_role("radio", name="รอบที่ 2").click()
    page.wait_for_timeout(600)
    settle(page)
    other = browser.new_context(viewport=LAPTOP).new_page()
    visit(other, page.url)
    assert "รอบที่ 2" in chosen(other)
    assert chosen(other) == chosen(page)
    value = ".st-key-panel_value .tt-value"
    assert other.locator(value).inner_text() == page.locator(value).inner_text()
    other.context.close()


def test_the_language_switch_keeps_every_choice(server: str, page: Page) -> None:
    visit(page, f"{server}/indicator?lang=th&{CHOICES}")
    value = page.locator(".st-key-panel_value .tt-value").inner_text()
    page.get_by_role("radio", name="English").click()
    page.wait_for_selector("text=One indicator")
    settle(page)
    assert "lang=en" in page.url
    for choice in ("round=1", "as_of=2021-02-15", "basis=provisional", "kpi=C1", "scope=OLD"):
        assert choice in page.url
    assert {"Round 1", "Provisional"} <= set(chosen(page))
    assert page.locator(".st-key-panel_value .tt-value").inner_text() == value.removeprefix("ร้อยละ ") + " %"
    assert page.evaluate("document.documentElement.lang") == "en"


def test_choices_follow_from_page_to_page(server: str, page: Page) -> None:
    visit(page, f"{server}/?lang=th&fy=2564&round=1")
    page.get_by_role("link", name="นำเข้าไฟล์").click()
    page.wait_for_selector(".st-key-panel_drop")
    settle(page)
    page.get_by_role("link", name="ภาพรวมผู้บริหาร").click()
    page.wait_for_selector(".st-key-panel_late")
    settle(page)
    assert "รอบที่ 1" in chosen(page) and "round=1" in page.url


def test_choices_follow_between_two_pages_that_draw_them(server: str, page: Page) -> None:
    visit(page, f"{server}/upload?lang=th&form=progress&reporter=DOE&month=2021-08")
    page.get_by_role("link", name="กรอกบนหน้าจอ").click()
    page.wait_for_selector(".st-key-panel_sheet")
    settle(page)
    assert "form=progress&reporter=DOE&month=2021-08" in page.url


@pytest.mark.parametrize(
    "query",
    [
        "fy=9999&round=3&as_of=2021-99-99&known_at=yesterday&basis=both",
        "kpi=X1&scope=../../etc/passwd&lang=xx",
        "choice_round=1&position=admin&_asked=1&kept_sent=1",
        "round=" + "1" * 5000,
        "fy=%3Cscript%3Ealert(1)%3C/script%3E",
    ],
)
def test_a_strange_address_changes_nothing(server: str, query: str) -> None:
    with session(server) as one, session(server) as other:
        usual, strange = one.open("indicator", "lang=th"), other.open("indicator", query)
    assert "kpi=" in usual.query and "round=2" in usual.query and "fy=2564" in usual.query
    assert strange.query == usual.query
    assert strange.html == usual.html and not strange.is_refused
    assert strange.held("position").startswith("หัวหน้าฝ่ายบริหารทั่วไป")
    assert strange.of("exception") == []


def test_a_cold_deep_link_is_the_page_itself(demo_data: Path, page: Page) -> None:
    """The very first request of a new server; Streamlit's old page discovery would answer it wrongly."""
    with served(demo_data, is_afresh=True) as address:
        visit(page, f"{address}/board?lang=th")
        assert page.locator("h1").inner_text() == "การส่งรายงานรายเดือน"
        assert page.locator("[role=dialog]").count() == 0


def test_a_viewer_is_offered_no_upload_even_by_address(server: str, page: Page) -> None:
    visit(page, f"{server}/?lang=th")
    position(page, "ผู้บริหาร/ผู้ชม")
    assert page.get_by_role("link", name="นำเข้าไฟล์").count() == 0
    assert page.get_by_role("link", name="การส่งรายงานรายเดือน").count() == 1


def test_a_reporter_sends_only_for_their_own_agency(server: str, page: Page) -> None:
    visit(page, f"{server}/upload?lang=th&reporter=DSD")
    position(page, "ผู้รายงานของ กกจ.")
    fields = page.locator(".st-key-panel_template input[role=combobox]")
    assert fields.nth(1).input_value() == "กรมการจัดหางาน"
    fields.nth(1).click()
    assert page.get_by_role("option").all_inner_texts() == ["กรมการจัดหางาน"]


def test_a_reporter_may_not_see_what_others_sent(server: str, page: Page) -> None:
    visit(page, f"{server}/indicator?lang=th&kpi=K3&scope=OFF")
    assert page.locator(".st-key-panel_sources tbody tr").count() > 5
    position(page, "ผู้รายงานของ กกจ.")
    assert "ไม่มีสิทธิ์" in page.locator(".st-key-panel_sources").inner_text()
    assert page.locator(".st-key-panel_sources tbody tr").count() == 0


def test_an_empty_ledger_says_what_to_do(tmp_path: Path, page: Page) -> None:
    with served(tmp_path) as address:
        visit(page, f"{address}/?lang=th")
        assert "ยังไม่มีข้อมูลในระบบ" in page.locator(".tt-state").inner_text()
        assert page.locator(".tt-sample").count() == 0, "nothing here is sample data"
        page.locator("[data-testid=stMain]").get_by_role("link", name="นำเข้าไฟล์").click()
        page.wait_for_selector(".st-key-panel_drop")
        settle(page)
        assert screen.clipped(page) == []


def test_a_ledger_out_of_reach_is_one_clear_sentence(tmp_path: Path, page: Page) -> None:
    url = "postgresql+psycopg://nobody:secret@127.0.0.1:9/none"
    with served(tmp_path, is_ready=False, TIDTAM_LEDGER=url) as address:
        assert page.request.get(f"{address}/healthz").status == 503
        visit(page, f"{address}/board?lang=th")
        said = page.locator("[data-testid=stMain]").inner_text()
        assert "ระบบติดต่อฐานข้อมูลไม่ได้" in said
        assert not any(word in said for word in ("Traceback", "secret", "127.0.0.1", "psycopg"))


def test_an_unforeseen_fault_shows_a_number_and_no_traceback(demo_data: Path, tmp_path: Path, page: Page) -> None:
    """The rule that draws the board is broken on purpose inside the server's process."""
    (tmp_path / "sitecustomize.py").write_text(
        "import kpi.board\ndef broken(*_): raise RuntimeError('inner detail')\nkpi.board.board = broken\n"
    )
    root = Path(__file__).resolve().parents[2]
    with served(demo_data, is_afresh=True, PYTHONPATH=f"{tmp_path}:{root}") as address:
        page.goto(f"{address}/board?lang=th")
        page.wait_for_selector(".tt-state-fault", timeout=60_000)
        said = page.locator("[data-testid=stMain]").inner_text()
        assert "เกิดข้อขัดข้องที่ไม่คาดคิด (เลขที่บันทึก " in said
        assert "inner detail" not in said and "Traceback" not in said and "board.py" not in said
