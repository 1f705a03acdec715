"""What is served around Streamlit: the index page, compressed scripts, health, and nothing else from the disk."""

from __future__ import annotations

import asyncio
import gzip
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from streamlit import file_util

from ui.serve import Front, health_route, index_page


async def ask(
    path: str, check=lambda: None, extra: Route | None = None, **headers: str
) -> tuple[int, dict[str, str], bytes]:  # noqa: ANN001
    """One GET before the middleware and a bare application; gives status, headers and body."""
    routes = [
        health_route(check),
        *([extra] if extra else []),
        Route("/{rest:path}", lambda request: PlainTextResponse("streamlit")),
    ]
    application = Front(Starlette(routes=routes))
    path, _, query = path.partition("?")
    scope = {
        **{"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "path": path},
        **{"raw_path": path.encode(), "query_string": query.encode(), "root_path": "", "scheme": "http"},
        **{"server": ("localhost", 80), "client": ("localhost", 1)},
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
    }
    sent: list[dict] = []

    async def receive() -> dict:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict) -> None:
        sent.append(message)

    await application(scope, receive, send)
    found = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], found, b"".join(message.get("body", b"") for message in sent[1:])


def get(path: str, **more: object) -> tuple[int, dict[str, str], bytes]:
    # In a thread of its own: the browser of the other tests keeps an event loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, ask(path, **more)).result()  # type: ignore[arg-type]


def a_script() -> Path:
    return max(
        (Path(file_util.get_static_dir()) / "static" / "js").glob("index.*.js"), key=lambda one: one.stat().st_size
    )


@pytest.mark.parametrize(("query", "language", "title"), [("", "th", "ติดตาม"), ("lang=en", "en", "Tidtam")])
def test_the_index_page_speaks_the_language(query: str, language: str, title: str) -> None:
    for path in ("/", "/board"):
        status, headers, body = get(f"{path}?{query}", accept="text/html")
        page = body.decode()
        assert status == 200 and headers["cache-control"] == "no-cache"
        assert f'<html lang="{language}">' in page and f"<title>{title}</title>" in page
        assert "Sarabun-Regular.woff2" in page and "SourceSans" not in page.split("</head>")[0].split("preload")[1]
        assert "You need to enable JavaScript" not in page


def test_a_strange_language_is_thai() -> None:
    assert b'<html lang="th">' in get('/?lang="><script>', accept="text/html")[2]
    assert index_page("th") != index_page("en")


def test_scripts_come_compressed_and_for_ever() -> None:
    script = a_script()
    status, headers, body = get(f"/static/js/{script.name}", accept_encoding="gzip, br")
    assert status == 200
    assert headers["content-encoding"] == "gzip" and "immutable" in headers["cache-control"]
    assert gzip.decompress(body) == script.read_bytes()
    assert len(body) < script.stat().st_size / 2


def test_without_gzip_streamlit_answers_itself() -> None:
    assert get(f"/static/js/{a_script().name}")[2] == b"streamlit"


@pytest.mark.parametrize(
    "path", ["/static/js/../../index.html", "/static/js/..%2f..%2fx.js", "/static/js/none.js", "/static/../app.py"]
)
def test_no_other_file_of_the_disk_is_served(path: str) -> None:
    assert get(path, accept_encoding="gzip")[2] == b"streamlit"


def test_health_says_nothing_about_the_fault() -> None:
    def broken() -> None:
        raise RuntimeError("secret")

    assert get("/healthz", accept="text/html")[::2] == (200, b'{"status":"ok"}')
    status, _, body = get("/healthz", check=broken)
    assert status == 503 and b"secret" not in body
