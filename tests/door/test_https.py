"""Behind https: the cookie goes no other way, the browser is told to come back by https, the proxy's name is ours."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import anyio
import pytest
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Message

from base.settings import Settings, read_settings
from ui.door import callers
from ui.door.headers import policy, with_safety

PROXIED = {"host": "127.0.0.1:8501", "origin": "https://tidtam.example"}


@pytest.fixture
def https(tmp_path: Path) -> Settings:
    return read_settings({"TIDTAM_DATA": str(tmp_path), "TIDTAM_URL": "https://tidtam.example/"})


def test_the_cookie_is_bound_to_this_very_host(https: Settings) -> None:
    answer = Response()
    callers.give_cookie(answer, "secret", https)
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-tidtam=secret;") and "Secure" in cookie and "HttpOnly" in cookie
    assert "Path=/" in cookie and "Domain" not in cookie and "SameSite=lax" in cookie
    assert callers.secret_of(Headers({"cookie": "tidtam=planted"}), https) == ""
    assert callers.secret_of(Headers({"cookie": "a=b; __Host-tidtam=secret"}), https) == "secret"


def test_a_form_behind_a_proxy_comes_from_the_public_name(https: Settings) -> None:
    scope = {"method": "POST"}
    assert callers.may_change(scope, Headers(PROXIED), https)
    for origin in ("https://evil.example", "https://tidtam.example.evil.example", "null", ""):
        assert not callers.may_change(scope, Headers(PROXIED | {"origin": origin}), https)


@pytest.mark.parametrize("is_https", [True, False])
def test_the_browser_comes_back_by_https(is_https: bool) -> None:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    start = {"type": "http.response.start", "status": 200, "headers": [(b"referrer-policy", b"no-referrer")]}
    # In a thread of its own: the browser of the other tests keeps an event loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(anyio.run, with_safety(send, "tidtam.example", is_https=is_https), start).result()
    given = dict(sent[0]["headers"])
    assert (b"strict-transport-security" in given) is is_https
    assert given[b"referrer-policy"] == b"no-referrer", "an answer's own word stays"


def test_a_strange_host_gets_nothing_into_the_policy() -> None:
    assert "evil" not in policy("x; script-src evil") and "wss://tidtam.example " not in policy("tidtam.example\r\nx")
