"""The addresses of signing in: forms that are sent, links that are opened once, the way out.

Every answer here is made by the server and needs no script. Whether a POST came from a page of ours, the gate has
asked before (`callers.may_change`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any, TypeVar
from urllib.parse import parse_qs

import anyio.to_thread
from anyio import CapacityLimiter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from base.settings import Settings, read_settings
from base.words import Language, Text
from ledger import accounts, passwords, sessions, sign_in
from ledger.accounts import AccountRefused, Purpose
from ledger.door import Door, door
from ledger.passwords import PasswordRefused
from ledger.sessions import Signed
from ledger.sign_in import SignInRefused
from ledger.store import Ledger, LedgerFault
from ui.door import callers, oidc, paper

LONGEST_BODY = 16_384
AT_ONCE = 2
"""Passwords looked at at the same time: each takes 46 MiB while it lasts."""

DIFFERENT = Text("▼ รหัสผ่านสองช่องไม่เหมือนกัน กรุณาพิมพ์ใหม่", "▼ The two passwords differ; please type them again")
OUT_OF_REACH = Text(
    "ระบบติดต่อฐานข้อมูลไม่ได้ กรุณาลองใหม่ในอีกสักครู่", "The system cannot reach its database; please try again shortly"
)
TOO_LARGE = Text("ข้อมูลที่ส่งมายาวเกินไป", "What was sent is too long")

T = TypeVar("T")
Answer = Callable[["Visitor"], Any]


@lru_cache(maxsize=1)
def _turns() -> CapacityLimiter:
    return CapacityLimiter(AT_ONCE)


async def apart(work: Callable[..., T], *given: Any) -> T:
    """Run blocking work in a thread, few at a time."""
    return await anyio.to_thread.run_sync(partial(work, *given), limiter=_turns())


class Visitor:
    """One request to these pages: its fields, its language, the ledger and the session it came with."""

    def __init__(self, request: Request, ledger: Ledger, settings: Settings, fields: dict[str, str]) -> None:
        self.ledger, self.settings, self.fields = ledger, settings, fields
        self.path = request.url.path
        secret = callers.secret_of(request.headers, settings)
        self.session = sessions.hash_of(secret) if secret else None
        self.language: Language = "en" if fields.get("lang") == "en" else "th"
        self.cookies = request.cookies
        self.wanted = callers.local(fields.get("next", "/"))

    def signed(self) -> Signed | None:
        """Who is signed in."""
        with self.ledger.read() as connection:
            return sessions.of(connection, self.session) if self.session else None

    def say(self, text: Text) -> str:
        return text.say(self.language)

    def let_in(self, secret: str, path: str) -> Response:
        """On to the page that was wanted, with the cookie of a new session."""
        answer = RedirectResponse(path, 303, {"cache-control": "no-store"})
        callers.give_cookie(answer, secret, self.settings)
        return answer


def routes(open_ledger: Callable[[Settings], Ledger]) -> list[Route]:
    """The routes, over the ledger that `open_ledger` opens."""

    def made(path: str, show: Answer | None, send: Answer | None = None) -> Route:
        methods = [name for name, one in (("GET", show), ("POST", send)) if one]

        async def answer(request: Request) -> Response:
            language: Language = "en" if request.query_params.get("lang") == "en" else "th"
            settings = read_settings()
            fields = dict(request.query_params)
            if request.method == "POST":
                body = await _body(request)
                if body is None:
                    return paper.sentence(language, TOO_LARGE, 413)
                fields = {name: some[-1] for name, some in parse_qs(body, keep_blank_values=True).items()}
            try:
                ledger = await anyio.to_thread.run_sync(open_ledger, settings)
                visitor = Visitor(request, ledger, settings, fields)
                done = (send if request.method == "POST" else show)(visitor)
                return await done
            except LedgerFault:
                return paper.sentence(language, OUT_OF_REACH, 503)

        return Route(path, answer, methods=methods)

    return [
        made("/sign-in", show_sign_in, send_sign_in),
        made("/set-up", partial(show_choice, "setup"), partial(send_choice, "setup")),
        made("/password", partial(show_choice, "password"), partial(send_choice, "password")),
        made("/account", show_account, send_account),
        made("/sign-out", None, send_sign_out),
        made("/who", show_who),
        made("/oidc/start", oidc.start),
        made("/oidc/callback", oidc.callback),
    ]


async def show_sign_in(visitor: Visitor) -> Response:
    """The form; whoever is signed in goes on at once, and a demonstration has none."""

    def look() -> tuple[bool, bool, bool]:
        with visitor.ledger.read() as connection:
            by = door(connection, is_training=visitor.settings.is_training)
            return by is not Door.SIGN_IN, accounts.is_any(connection), visitor.signed() is not None

    is_open, is_any, is_signed = await anyio.to_thread.run_sync(look)
    if is_open or is_signed:
        return RedirectResponse(visitor.wanted, 303, {"cache-control": "no-store"})
    ended = f"▼ {visitor.say(paper.ENDED)}" if "ended" in visitor.fields else ""
    said = " ".join(filter(None, (ended, "" if is_any else visitor.say(paper.NEEDS_LINK))))
    done = visitor.say(paper.SIGNED_OUT) if "out" in visitor.fields else ""
    return _sign_in_form(visitor, said=said, done=done)


async def send_sign_in(visitor: Visitor) -> Response:
    """Name and password; one sentence for every way of being wrong."""
    name, password = visitor.fields.get("name", ""), visitor.fields.get("password", "")
    try:
        secret = await apart(sign_in.with_password, visitor.ledger, name, password, visitor.session)
    except SignInRefused as refused:
        return _sign_in_form(visitor, said=f"▼ {visitor.say(refused.text)}", name=name, status=401)
    return visitor.let_in(secret, visitor.wanted)


async def show_choice(purpose: Purpose, visitor: Visitor) -> Response:
    """The form behind a one-time link."""
    token = visitor.fields.get("token", "")

    def holder() -> str:
        with visitor.ledger.read() as connection:
            return accounts.holder_of(connection, purpose, token)

    try:
        code = await anyio.to_thread.run_sync(holder)
    except AccountRefused as refused:
        return paper.sentence(visitor.language, refused.text, 404)
    return paper.choose_password(visitor.language, visitor.path, token, code)


async def send_choice(purpose: Purpose, visitor: Visitor) -> Response:
    """The password that the holder of the link chose; then they are signed in with it."""
    token, new = visitor.fields.get("token", ""), visitor.fields.get("new", "")
    shown = partial(
        paper.choose_password, visitor.language, visitor.path, token, visitor.fields.get("username", ""), status=422
    )
    if new != visitor.fields.get("again"):
        return shown(said=visitor.say(DIFFERENT))
    try:
        code = await apart(accounts.redeem, visitor.ledger, purpose, token, new)
        secret = await apart(sign_in.with_password, visitor.ledger, code, new, visitor.session)
    except PasswordRefused as refused:
        return shown(said=f"▼ {visitor.say(refused.text)}")
    except (AccountRefused, SignInRefused) as refused:
        return paper.sentence(visitor.language, refused.text, 404)
    return visitor.let_in(secret, "/")


async def show_account(visitor: Visitor) -> Response:
    """Who is signed in, and what they can do about it."""
    return await _account(visitor)


async def send_account(visitor: Visitor) -> Response:
    """Another password: every session ends and a new one begins here."""
    signed = await anyio.to_thread.run_sync(visitor.signed)
    if signed is None:
        return RedirectResponse("/sign-in", 303)
    current, new = visitor.fields.get("current", ""), visitor.fields.get("new", "")
    if new != visitor.fields.get("again"):
        return await _account(visitor, said=visitor.say(DIFFERENT), status=422)
    try:
        passwords.must_be_good(new, signed.user.code)
        secret = await apart(sign_in.change_password, visitor.ledger, signed.user.code, current, new)
    except (PasswordRefused, SignInRefused) as refused:
        return await _account(visitor, said=f"▼ {visitor.say(refused.text)}", status=422)
    return visitor.let_in(secret, "/account?changed=1" + ("&lang=en" if visitor.language == "en" else ""))


async def send_sign_out(visitor: Visitor) -> Response:
    """The session ends on the server, and the browser forgets it."""
    signed = await anyio.to_thread.run_sync(visitor.signed)
    if signed is not None:
        await anyio.to_thread.run_sync(sessions.end, visitor.ledger, signed)
    language = "&lang=en" if visitor.language == "en" else ""
    answer = RedirectResponse(f"/sign-in?out=1{language}", 303, {"cache-control": "no-store"})
    answer.headers["clear-site-data"] = '"storage"'
    callers.take_cookie(answer, visitor.settings)
    return answer


async def show_who(visitor: Visitor) -> Response:
    """204 while this browser may see the app, 401 when it has to sign in; an open page asks now and then."""

    def may_stay() -> bool:
        with visitor.ledger.read() as connection:
            is_open = door(connection, is_training=visitor.settings.is_training) is not Door.SIGN_IN
        return is_open or visitor.signed() is not None

    return Response(
        status_code=204 if await anyio.to_thread.run_sync(may_stay) else 401, headers={"cache-control": "no-store"}
    )


def _sign_in_form(visitor: Visitor, *, said: str = "", done: str = "", name: str = "", status: int = 200) -> Response:
    has_outside = visitor.settings.oidc is not None
    given = {"said": said, "done": done, "name": name, "status": status}
    return paper.sign_in(visitor.language, visitor.wanted, has_outside=has_outside, **given)


async def _account(visitor: Visitor, *, said: str = "", status: int = 200) -> Response:
    def look() -> tuple[Signed | None, bool]:
        signed = visitor.signed()
        with visitor.ledger.read() as connection:
            found = accounts.by_name(connection, signed.user.code) if signed else None
        return signed, bool(found and found.password_hash)

    signed, has_password = await anyio.to_thread.run_sync(look)
    if signed is None:
        return RedirectResponse("/sign-in?next=/account", 303, {"cache-control": "no-store"})
    done = visitor.say(paper.CHANGED) if "changed" in visitor.fields and not said else ""
    who = visitor.say(signed.user.title)
    given = {"said": said, "done": done, "has_password": has_password, "status": status}
    return paper.account(visitor.language, who, signed.user.code, **given)


async def _body(request: Request) -> str | None:
    """The form as sent; None when it is longer than any of ours."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_BODY:
            return None
    return body.decode("utf-8", "replace")
