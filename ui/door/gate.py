"""The gate: an ASGI middleware that sees every request and the websocket, and lets through who is signed in.

What a client says about who it is, is taken off; what the gate found in the ledger is put on. Everything is refused
but a short list of public addresses. In a demonstration (ledger.door) nobody signs in and everything is open.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

import anyio.to_thread
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from base.settings import SettingFault, Settings, read_settings
from ledger import sessions
from ledger.door import Door, door_of
from ledger.sessions import Signed
from ledger.store import Ledger, LedgerFault
from ui.door import callers
from ui.door.granted import Granted, is_run
from ui.door.headers import with_safety
from ui.serve import FORMS

PUBLIC = FORMS | {"/healthz", "/_stcore/health", "/favicon.png"}
PUBLIC_FOLDERS = ("/static/", "/app/static/", "/oidc/")
GUARDED_BY_GRANT = ("/media/", "/_stcore/upload_file/")
NEVER = ("/_stcore/metrics", "/_stcore/agent")
POLICY_VIOLATION = 1008

log = logging.getLogger("tidtam.gate")


@dataclass(frozen=True, slots=True)
class Came:
    """Who came: by which door, and with which session. No door: the ledger is out of reach and nothing can be shown."""

    door: Door | None
    signed: Signed | None = None

    @property
    def is_stranger(self) -> bool:
        return self.door is Door.SIGN_IN and self.signed is None

    @property
    def session(self) -> str:
        return self.signed.id_hash if self.signed else ""

    def is_same(self, now: Came) -> bool:
        """Whether a line opened so may go on. Where nobody signs in it is for the page to say what has changed."""
        is_open = {self.door, now.door} <= {Door.DEMONSTRATION, Door.TRAINING}
        return self.session == now.session and (is_open or self.door is now.door)


class Gate:
    """Middleware around the whole app. `ledger` opens the ledger of these settings (and may raise LedgerFault)."""

    def __init__(self, app: ASGIApp, ledger: Callable[[Settings], Ledger]) -> None:
        self.app = app
        self.ledger = ledger
        self.granted = Granted()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        settings = self._settings()
        is_https = settings is not None and settings.is_https
        kept = [pair for pair in scope["headers"] if not pair[0].lower().startswith(callers.IDENTITY_PREFIX)]
        scope = {**scope, "headers": kept}
        if scope["type"] == "http":
            send = with_safety(send, headers.get("host", ""), is_https=is_https)
            await self._http(scope, receive, send, headers, settings)
        else:
            await self._websocket(scope, receive, send, headers, settings)

    async def _http(
        self, scope: Scope, receive: Receive, send: Send, headers: Headers, settings: Settings | None
    ) -> None:
        path = scope["path"]
        if settings is not None and not callers.may_change(scope, headers, settings):
            await PlainTextResponse("ต้องส่งจากหน้าของระบบนี้เท่านั้น", 403)(scope, receive, send)
            return
        if is_public(path):
            await self.app(scope, receive, send)
            return
        came = await self._who(headers, settings)
        refusal = self._refusal(came, scope, headers)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        await self.app(_with_identity(scope, came), receive, send)

    def _refusal(self, came: Came, scope: Scope, headers: Headers) -> Response | None:
        path = scope["path"]
        if came.is_stranger:
            is_page = scope["method"] in ("GET", "HEAD") and "text/html" in headers.get("accept", "")
            if is_page and not path.startswith(("/_stcore/", "/media/")):
                return RedirectResponse(callers.to_sign_in(scope), 303, {"cache-control": "no-store"})
            return PlainTextResponse("กรุณาเข้าสู่ระบบ", 401, {"cache-control": "no-store"})
        if path.startswith(NEVER) and came.door is not Door.DEMONSTRATION:
            return PlainTextResponse("ไม่พบ", 404)
        if path.startswith(GUARDED_BY_GRANT) and came.door is None:
            return PlainTextResponse("กรุณาเข้าสู่ระบบ", 401)
        if path.startswith(GUARDED_BY_GRANT) and came.signed and not self.granted.holds(came.session, path):
            return PlainTextResponse("ไม่พบ", 404)
        return None

    async def _websocket(
        self, scope: Scope, receive: Receive, send: Send, headers: Headers, settings: Settings | None
    ) -> None:
        came = await self._who(headers, settings)
        needs_origin = came.door is Door.SIGN_IN or "origin" in headers
        is_ours = settings is None or not needs_origin or callers.is_same_origin(headers, settings)
        if came.is_stranger or not is_ours:
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
            return
        line = _Line(self, came, headers, receive, send)
        await self.app(_with_identity(scope, came), line.receive, line.send)

    async def who(self, headers: Headers) -> Came:
        """Who this request comes from."""
        return await self._who(headers, self._settings())

    async def _who(self, headers: Headers, settings: Settings | None) -> Came:
        if settings is None:
            return Came(None)
        return await anyio.to_thread.run_sync(self._look, callers.secret_of(headers, settings), settings)

    def _look(self, secret: str, settings: Settings) -> Came:
        try:
            ledger = self.ledger(settings)
            with ledger.at_once():
                by = door_of(ledger, is_training=settings.is_training)
                signed = sessions.found(ledger, sessions.hash_of(secret)) if secret and by is Door.SIGN_IN else None
            if signed is not None:
                sessions.touch(ledger, signed)
        except LedgerFault as fault:
            log.error("%s", fault.text.th)
            return Came(None)
        return Came(by, signed)

    @staticmethod
    def _settings() -> Settings | None:
        try:
            return read_settings()
        except SettingFault:
            return None  # The front door says which setting it is; nothing is shown until it is mended.


class _Line:
    """One websocket: each message is let through while the session holds; what is handed out on it is remembered."""

    def __init__(self, gate: Gate, came: Came, headers: Headers, receive: Receive, send: Send) -> None:
        self.gate, self.came, self.headers = gate, came, headers
        self._receive, self._send = receive, send
        self.is_closed = False

    async def receive(self) -> Message:
        message = await self._receive()
        if message["type"] != "websocket.receive":
            return message
        now = await self.gate.who(self.headers)
        asked = message.get("bytes") or b""
        if now.door is None and is_run(asked):
            return message  # The run asks the ledger itself who this is, and says that it is out of reach.
        if self.came.is_same(now) and (not now.signed or self.gate.granted.may_ask(now.session, asked)):
            return message
        await self.send({"type": "websocket.close", "code": POLICY_VIOLATION})
        self.is_closed = True
        return {"type": "websocket.disconnect", "code": POLICY_VIOLATION}

    async def send(self, message: Message) -> None:
        if self.is_closed:
            return
        if self.came.signed and message["type"] == "websocket.send":
            self.gate.granted.read(self.came.session, message.get("bytes") or b"")
        await self._send(message)


def is_public(path: str) -> bool:
    """Whether an address is open to everybody: scripts, fonts, health, and the pages of signing in."""
    if ".." in path or "\\" in path or "//" in path:
        return False
    return path in PUBLIC or path.startswith(PUBLIC_FOLDERS)


def _with_identity(scope: Scope, came: Came) -> Scope:
    if came.signed is None:
        return scope
    return {**scope, "headers": [*scope["headers"], (callers.SESSION_HEADER.encode(), came.session.encode())]}
