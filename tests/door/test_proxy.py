"""Behind the real nginx with deploy/nginx.conf: signing in, the websocket, the limit, and a server that is away."""

from __future__ import annotations

import shutil
import ssl
from pathlib import Path

import pytest
import urllib3
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from tests.deploy import site
from tests.door.conftest import PASSWORD, Office
from tests.door.wire import Browser, Line

pytestmark = pytest.mark.slow
MIB = 1 << 20


def test_the_whole_way_through_the_proxy(office: Office, tmp_path: Path) -> None:
    if shutil.which("nginx") is None:
        pytest.skip("nginx is not installed")
    urllib3.disable_warnings()
    with site.running(tmp_path, office.address.removeprefix("http://")) as address:
        reader = Browser(address)
        reader.http.verify = reader.http.trust_env = False
        assert reader.get("/").status_code == 303
        assert reader.sign_in("director", PASSWORD).status_code == 303 and reader.cookie
        shown = reader.get("/")
        assert shown.status_code == 200
        for name in ("content-security-policy", "x-content-type-options", "x-frame-options"):
            assert ", " not in shown.headers[name] or name == "content-security-policy", f"{name} stands there twice"
        trust = ssl.create_default_context(cafile=str(tmp_path / "fullchain.pem"))
        trust.check_hostname = False
        with connect(
            address.replace("https", "wss") + "/_stcore/stream",
            ssl=trust,
            origin=address,  # type: ignore[arg-type]
            additional_headers={"Cookie": f"tidtam={reader.cookie}"},
            subprotocols=[Subprotocol("streamlit"), Subprotocol("no-token")],
            max_size=None,
        ) as socket:
            assert Line(socket).run().says("ผู้อำนวยการสำนักงาน")
        too_large = reader.send("PUT", "/_stcore/upload_file/x/y", b"0" * (26 * MIB + 1))
        assert too_large.status_code == 413
        assert reader.send("PUT", "/_stcore/upload_file/x/y", b"0" * 1000).status_code == 404
        assert reader.get("/healthz", is_page=False).status_code == 200
    with site.running(tmp_path, "127.0.0.1:9") as address:
        reader.address = address
        away = reader.get("/")
        assert away.status_code == 503 and "ปิดปรับปรุงชั่วคราว" in away.content.decode()
        assert away.headers["x-frame-options"] == "DENY"
    log = (tmp_path / "tidtam.log").read_text()
    assert " 303 POST /sign-in " in log and "127.0.0.1" not in log and "?" not in log
