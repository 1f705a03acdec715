"""What is served around Streamlit: the index page in Thai, scripts and styles compressed once, a health route.

Enters an ASGI request; leaves either an answer from memory or the request untouched. Provincial lines are slow, and
the scripts uncompressed are three times as large.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from urllib.parse import parse_qs

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import file_util

from base.words import Language, Text
from ledger.store import LedgerFault

TITLE = Text("ติดตาม", "Tidtam")
NEEDS_SCRIPT = Text("ระบบนี้ต้องเปิดใช้จาวาสคริปต์ในเบราว์เซอร์", "This system needs JavaScript to be turned on in the browser")

THEME = "/theme.js"
NO_PAPER = Text(
    "ไม่พบเอกสารตามเลขที่อ้างอิงนี้ กรุณาตรวจตัวอักษรบนเอกสารอีกครั้ง",
    "No paper has this reference; please check the characters on the paper again",
)
NOT_NOW = Text("ขณะนี้ยังเปิดเอกสารไม่ได้ กรุณาลองใหม่ในอีกสักครู่", "The paper cannot be opened now; please try again shortly")
PLAIN = "font-family:Sarabun,sans-serif;margin:3rem auto;max-width:40rem;line-height:1.7;padding:0 1rem"
FOR_EVER = "public, max-age=31536000, immutable"
COMPRESSION = 6
FORMS = frozenset({"/sign-in", "/sign-out", "/set-up", "/password", "/account", "/who"})
"""Addresses that the server answers itself (ui.door.routes): no page of the app has such a name."""

_HASHED = re.compile(r"/static/((?:js|css)/[\w.-]+\.(js|css))")
_PAGE = re.compile(r"/[a-z_-]*")
_NOT_A_PAGE = FORMS | {"/healthz"}
_TYPES = {"js": "text/javascript", "css": "text/css"}


class Front:
    """Middleware: answers the index page and the hashed scripts from memory."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        answer = await _from_memory(Request(scope))
        await (answer or self.app)(scope, receive, send)


def health_route(check: Callable[[], Mapping[str, object] | None]) -> Route:
    """`/healthz`: 200 with what `check()` returns, 503 when it raises; nothing about the fault leaves the server.

    Of a fault only this: whether the ledger is reachable.
    """

    async def healthz(request: Request) -> Response:
        try:
            found = await anyio.to_thread.run_sync(check)
        except Exception as fault:  # whatever is wrong, the answer is the same: not healthy
            ledger = {"ledger": "unreachable"} if isinstance(fault, LedgerFault) else {}
            return JSONResponse({"status": "unhealthy"} | ledger, status_code=503)
        return JSONResponse({"status": "ok"} | dict(found or {}))

    return Route("/healthz", healthz)


def paper_route(find: Callable[[str], str | None]) -> Route:
    """`/r/K7F3X9`, the address printed on a paper: on to `find()`'s address of its view, else one clear sentence."""

    async def paper(request: Request) -> Response:
        try:
            address = await anyio.to_thread.run_sync(find, request.path_params["reference"])
        except Exception:  # as for health: what is wrong is for the log, not for whoever scans a code
            return HTMLResponse(_sentence(NOT_NOW), status_code=503)
        if address is None:
            return HTMLResponse(_sentence(NO_PAPER), status_code=404)
        # Relative, so that it also leads home below the path of a proxy.
        return RedirectResponse(f"../{address}", status_code=303)

    return Route("/r/{reference:path}", paper)


def _sentence(words: Text) -> str:
    """A page of one sentence; nothing of what was asked for stands in it."""
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{TITLE.th}</title>'
    body = f'<body style="{PLAIN}"><p>{words.th}</p><p lang="en">{words.en}</p></body>'
    return f'<!DOCTYPE html><html lang="th"><head>{head}</head>{body}</html>'


@lru_cache(maxsize=1)
def theme_script() -> bytes:
    """The script that lets the reader choose between light and dark."""
    return Path(__file__).with_name("theme.js").read_bytes()


@lru_cache(maxsize=2)
def index_page(language: Language) -> str:
    """Streamlit's index page with our title, language and font."""
    page = Path(file_util.get_static_dir(), "index.html").read_text("utf-8")
    page = page.replace('<html lang="en">', f'<html lang="{language}">', 1)
    page = page.replace("<title>Streamlit</title>", f"<title>{TITLE.say(language)}</title>", 1)
    # First of all scripts: Streamlit asks for the theme as soon as it starts.
    page = page.replace("<head>", '<head><script src="./theme.js"></script>', 1)
    page = re.sub(r"\./static/media/SourceSans[\w.-]+\.woff2", "./app/static/Sarabun-Regular.woff2", page, count=1)
    return re.sub(
        r"<noscript>.*?</noscript>", f"<noscript><p>{NEEDS_SCRIPT.say(language)}</p></noscript>", page, flags=re.S
    )


async def _from_memory(request: Request) -> Response | None:
    if request.method != "GET":
        return None
    path = request.url.path
    if _PAGE.fullmatch(path) and path not in _NOT_A_PAGE and "text/html" in request.headers.get("accept", ""):
        asked = parse_qs(request.url.query).get("lang", ["th"])[0]
        return Response(
            index_page("en" if asked == "en" else "th"), media_type="text/html", headers={"cache-control": "no-cache"}
        )
    if path == THEME:
        return Response(theme_script(), media_type=_TYPES["js"], headers={"cache-control": "no-cache"})
    found = _HASHED.fullmatch(path)
    if found and "gzip" in request.headers.get("accept-encoding", ""):
        body = await anyio.to_thread.run_sync(_compressed, found[1])
        if body is not None:
            headers = {"cache-control": FOR_EVER, "content-encoding": "gzip", "vary": "accept-encoding"}
            return Response(body, media_type=_TYPES[found[2]], headers=headers)
    return None


@lru_cache(maxsize=512)
def _compressed(name: str) -> bytes | None:
    """A script or style of Streamlit's, compressed once per process; None when there is no such file."""
    path = Path(file_util.get_static_dir(), "static", name)
    return gzip.compress(path.read_bytes(), COMPRESSION) if path.is_file() else None
