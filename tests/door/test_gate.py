"""The gate over a real connection: nothing without a session, nothing with somebody else's, nothing from elsewhere."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from ledger import accounts, people, sessions
from tests.door.conftest import PASSWORD, Office
from tests.door.wire import Browser, TurnedAway
from tests.pages.conftest import served
from tests.shared import ledger_in
from ui.door import callers

pytestmark = pytest.mark.slow

STRANGERS_MAY = {
    "/healthz": 200,
    "/_stcore/health": 200,
    "/sign-in": 200,
    "/set-up": 404,
    "/password": 404,
    "/who": 401,
}
CLOSED = (
    *("/_stcore/host-config", "/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/stream", "/media/x.xlsx"),
    *(
        "/_stcore/upload_file/a/b",
        "/component/x/index.html",
        "/_stcore/bidi-components/x",
        "/api/figures",
        "/%6dedia/x",
    ),
    *("/static/../media/x.xlsx", "/static/..%2f..%2fmedia/x", "//media/x", "/data/ledger.sqlite", "/app.py"),
)


def test_a_stranger_is_told_where_the_door_is_and_nothing_else(office: Office) -> None:
    stranger = office.stranger()
    for path, status in STRANGERS_MAY.items():
        assert stranger.get(path).status_code == status, path
    for path in CLOSED:
        sent = requests.Request("GET", office.address).prepare()
        sent.url = office.address + path  # as it stands, without a client's tidying up
        assert stranger.http.send(sent, allow_redirects=False).status_code == 401, path
    with pytest.raises(TurnedAway):
        stranger.line()


def test_a_cold_deep_link_leads_to_the_form_and_then_to_the_page(office: Office) -> None:
    somebody = office.stranger()
    asked = somebody.get("/indicator?lang=th&kpi=K3&scope=OFF")
    assert asked.status_code == 303 and asked.headers["cache-control"] == "no-store"
    form = somebody.get(asked.headers["location"])
    assert 'value="/indicator?lang=th&amp;kpi=K3&amp;scope=OFF"' in form.text
    entered = somebody.sign_in("director", PASSWORD, "/indicator?lang=th&kpi=K3&scope=OFF")
    assert (entered.status_code, entered.headers["location"]) == (303, "/indicator?lang=th&kpi=K3&scope=OFF")
    assert somebody.open("indicator", lang="th", kpi="K3", scope="OFF").says("บัญชีของฉัน", "ผู้อำนวยการ")


@pytest.mark.parametrize(
    "wanted",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "/board\r\nx: y", "javascript:alert(1)", "board"]
    + ["/sign-in?next=/", "/sign-out", "/x/../y", "/" + "a" * 600, "/board#x", "/board?x=<b>", "/%2f%2fevil.example"],
)
def test_only_a_page_of_ours_is_gone_on_to(wanted: str, office: Office) -> None:
    assert callers.local(wanted) == "/"
    assert office.stranger().sign_in("viewer", PASSWORD, wanted).headers["location"] == "/"


@pytest.mark.parametrize(
    "path", ["/", "/board", "/p/k3", "/editor?form=ledger&month=2021-03&reporter=GEN", "/x?a=%E0%B8%81"]
)
def test_our_own_pages_are_gone_on_to(path: str) -> None:
    assert callers.local(path) == path


def test_the_cookie_is_for_the_browser_alone(office: Office) -> None:
    entered = office.stranger().sign_in("viewer", PASSWORD)
    cookie = entered.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie and "Path=/" in cookie and "Domain" not in cookie
    assert "Expires" not in cookie and "Max-Age" not in cookie
    assert PASSWORD not in entered.text and "viewer" not in cookie


def test_a_cookie_made_up_or_planted_before_is_worth_nothing(office: Office) -> None:
    somebody = office.stranger()
    planted = "planted-by-somebody-who-waits-for-the-sign-in"
    somebody.plant(planted)
    assert somebody.get("/board").status_code == 303
    assert somebody.sign_in("viewer", PASSWORD).status_code == 303
    assert somebody.cookie not in ("", planted)
    thief = office.stranger()
    for value in (planted, sessions.hash_of(somebody.cookie), somebody.cookie[:-1], "", "' OR 1=1 --"):
        thief.plant(value)
        assert thief.get("/board").status_code == 303
        with pytest.raises(TurnedAway):
            thief.line()


def test_a_second_sign_in_ends_the_session_before_it(office: Office) -> None:
    somebody = office.fresh("viewer")
    old = somebody.cookie
    somebody.sign_in("viewer", PASSWORD)
    before = office.stranger()
    before.plant(old)
    assert before.get("/board").status_code == 303 and somebody.get("/board").status_code == 200


def test_what_a_client_says_about_itself_is_taken_off(office: Office) -> None:
    director = office.signed_in("director")
    named = sessions.hash_of(director.cookie)
    stranger = office.stranger()
    assert stranger.get("/board", **{"X_Tidtam_Session": named}).status_code == 303
    with pytest.raises(TurnedAway):
        stranger.line(**{"X-Tidtam-Session": named})
    agency = office.signed_in("agency.DOE")
    line = agency.line(**{"X-TIDTAM-SESSION": named, "x-tidtam-user": "director"})
    assert not line.run("board", lang="th").says("ผู้อำนวยการสำนักงานนโยบายแรงงานนอกระบบ")
    line.socket.close()


def test_the_address_never_says_who_somebody_is(office: Office) -> None:
    shown = office.signed_in("viewer").open("upload", lang="th", position="admin", user="admin", role="admin")
    assert not shown.says("panel_drop") and shown.says("ผู้บริหาร/ผู้ชม")


@pytest.mark.parametrize(
    ("origin", "site"),
    [("https://evil.example", "cross-site"), ("https://evil.example", ""), ("", "cross-site"), ("", ""), ("null", "")]
    + [("", "same-site"), ("", "none")],
)
def test_a_form_sent_from_elsewhere_does_nothing(origin: str, site: str, office: Office) -> None:
    somebody = office.signed_in("viewer")
    given = {"origin": origin, "sec-fetch-site": site}
    form = {"name": "viewer", "password": PASSWORD}
    for path in ("/sign-in", "/sign-out", "/account", "/_stcore/upload_file/a/b"):
        assert somebody.send("POST", path, form, **given).status_code == 403, path
    assert somebody.get("/board").status_code == 200


def test_the_websocket_asks_for_the_origin(office: Office) -> None:
    somebody = office.signed_in("viewer")
    for origin in ("https://evil.example", None, "null", office.address.replace("127.0.0.1", "localhost")):
        with pytest.raises(TurnedAway):
            somebody.line(origin=origin)
    somebody.line(origin=office.address).socket.close()


@pytest.mark.parametrize("event", ["sign-out", "lock", "password", "idle"])
def test_an_open_page_ends_with_its_session(event: str, office: Office) -> None:
    somebody = office.fresh("staff")
    line = somebody.line()
    assert line.run("board", lang="th").says("การส่งรายงานรายเดือน")
    ledger = ledger_in(office.folder)
    if event == "sign-out":
        assert somebody.send("POST", "/sign-out").headers["location"] == "/sign-in?out=1"
    elif event == "lock":
        with ledger.write("admin") as writer:
            accounts.change(writer, "staff", "lock")
            accounts.change(writer, "staff", "unlock")
    elif event == "password":
        with ledger.read() as connection:
            kept = accounts.by_name(connection, "staff")
        with ledger.write("admin") as writer:
            accounts.set_password(writer, "staff", kept.password_hash)
    else:
        with ledger.write("admin") as writer:
            mine = sessions.session.c.id_hash == sessions.hash_of(somebody.cookie)
            long_ago = sessions.now() - sessions.IDLE * 1.01
            writer.connection.execute(sessions.session.update().where(mine).values(seen_at=long_ago))
            # No session is ever seen earlier than before, so that nobody looks for it: something else must change.
            sessions.begin(writer, people.user(writer.connection, "director"))
    ledger.close()
    with pytest.raises(TurnedAway):
        line.run("board", lang="th")
    assert somebody.get("/who").status_code == 401
    assert somebody.get("/board").status_code == 303


def test_a_page_left_open_is_taken_up_only_by_its_own_session(office: Office) -> None:
    """Streamlit lets a browser take up the page of a lost connection by its id; another session gets a new one."""
    director, agency = office.signed_in("director"), office.signed_in("agency.DOE")
    left = director.line()
    number = left.run("board", lang="th").session_id
    left.socket.close()
    stolen = agency.line(resume=number)
    assert stolen.run("board", lang="th").session_id != number
    stolen.socket.close()
    mine = director.line(resume=number)
    assert mine.run("board", lang="th").session_id == number
    mine.socket.close()


@pytest.fixture(scope="module")
def headers(office: Office) -> Iterator[dict[str, requests.structures.CaseInsensitiveDict[str]]]:
    somebody = office.signed_in("viewer")
    yield {path: somebody.get(path).headers for path in ("/", "/healthz", "/media/x", "/account", "/static/js/none.js")}


def test_every_answer_carries_the_safety_headers(headers: dict[str, dict[str, str]]) -> None:
    for path, given in headers.items():
        assert given["x-content-type-options"] == "nosniff", path
        assert given["x-frame-options"] == "DENY" and "frame-ancestors 'none'" in given["content-security-policy"]
        assert (
            given["referrer-policy"] == "same-origin"
            and "object-src 'none'" in given["content-security-policy"]
            or ("default-src 'none'" in given["content-security-policy"])
        )
        assert "strict-transport-security" not in given, "only behind https"
    policy = headers["/"]["content-security-policy"]
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "'unsafe-inline'" not in scripts and scripts.count("'sha256-") >= 3
    assert "script-src" not in headers["/account"]["content-security-policy"]
    assert headers["/account"]["cache-control"] == "no-store"


def test_a_form_longer_than_any_of_ours_is_not_read(office: Office) -> None:
    answer = office.stranger().send("POST", "/sign-in", {"name": "viewer", "password": "x" * 20_000})
    assert answer.status_code == 413


def test_wrong_names_and_wrong_passwords_sound_the_same(office: Office) -> None:
    told = []
    for name in ("director", "nobody.at.all", "head.OLD", "<script>alert(1)</script>"):
        answer = office.stranger().sign_in(name, "not the password of anybody")
        assert answer.status_code == 401 and "set-cookie" not in answer.headers
        told.append(answer.text.split('role="alert"')[1].split("</p>")[0])
        assert "<script>" not in answer.text
    assert len(set(told)) == 1


def test_a_password_is_changed_by_whoever_knows_the_present_one(office: Office) -> None:
    somebody, elsewhere = office.fresh("head.INF"), office.fresh("head.INF")
    new = "เมฆสีเทาลอยเหนือภูเขา"

    def change(current: str, first: str, again: str) -> requests.Response:
        return somebody.send("POST", "/account", {"current": current, "new": first, "again": again})

    assert change("not it at all", new, new).status_code == 422
    assert change(PASSWORD, new, new + "x").status_code == 422
    assert change(PASSWORD, "password1234", "password1234").status_code == 422
    assert elsewhere.get("/board").status_code == 200
    before = somebody.cookie
    assert change(PASSWORD, new, new).status_code == 303
    assert somebody.cookie != before and somebody.get("/board").status_code == 200
    assert elsewhere.get("/board").status_code == 303
    assert Browser(office.address).sign_in("head.INF", PASSWORD).status_code == 401
    assert change(new, PASSWORD, PASSWORD).status_code == 303


def test_links_that_are_no_longer_open_say_so(office: Office) -> None:
    for path in ("/set-up", "/password"):
        for token in ("", "x", "../.."):
            shown = office.stranger().get(f"{path}?token={token}")
            assert shown.status_code == 404 and "ขอลิงก์ใหม่" in shown.text
        form = {"token": "x", "new": PASSWORD, "again": PASSWORD, "username": "admin"}
        assert office.stranger().send("POST", path, form).status_code == 404


def test_first_use_ends_the_choosing_of_positions(small_demo: Path, tmp_path: Path) -> None:
    """The demonstration is open; the link on the console makes the administrator, and then nobody chooses any more."""
    folder = tmp_path / "data"
    shutil.copytree(small_demo, folder)
    with served(folder) as address:
        visitor, administrator = Browser(address), Browser(address)
        line = visitor.line()
        assert line.run("board", lang="th").says("ตำแหน่ง (ข้อมูลตัวอย่าง)")
        told = next(folder.glob("server-*.log")).read_text("utf-8")
        token = told.partition("/set-up?token=")[2].split()[0]
        form = {"token": token, "new": PASSWORD, "again": PASSWORD}
        assert administrator.send("POST", "/set-up", form).status_code == 303
        assert administrator.open("board", lang="th").says("บัญชีของฉัน", "ผู้ดูแลระบบ")
        assert not administrator.open("board", lang="th").says("ตำแหน่ง (ข้อมูลตัวอย่าง)")
        with pytest.raises(TurnedAway):
            line.run("board", lang="th")
        assert visitor.get("/board").status_code == 303
        assert visitor.send("POST", "/set-up", form).status_code == 404
