"""The pages of signing in: plain HTML from the server, no script, one form each, in two languages."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from urllib.parse import urlencode

from starlette.responses import HTMLResponse

from base.words import Language, Text
from ledger.passwords import LONGEST, SHORTEST
from ui.door.headers import paper_policy
from ui.markup import tag, text

SYSTEM = Text("ติดตาม", "Tidtam")
OFFICE = Text("สำนักงานนโยบายแรงงานนอกระบบ", "Office of Informal Labour Policy")
OTHER_LANGUAGE: dict[Language, tuple[Language, str]] = {"th": ("en", "English"), "en": ("th", "ภาษาไทย")}

SIGN_IN = Text("เข้าสู่ระบบ", "Sign in")
NAME = Text("ชื่อบัญชี", "Account name")
PASSWORD = Text("รหัสผ่าน", "Password")
FORGOT = Text("หากลืมรหัสผ่าน กรุณาติดต่อผู้ดูแลระบบของสำนักงาน", "If you forgot your password, ask the administrator")
OUTSIDE = Text("เข้าสู่ระบบด้วยบัญชีของหน่วยงาน", "Sign in with your organisation's account")
OR = Text("หรือ", "or")
SIGNED_OUT = Text("▲ ออกจากระบบแล้ว", "▲ You have signed out")

ENDED = Text(
    "หน้าที่เปิดไว้ปิดแล้วเพราะต้องเข้าสู่ระบบ ข้อความที่พิมพ์ไว้แต่ยังไม่ได้บันทึกไม่ได้เก็บไว้ โปรดเข้าสู่ระบบแล้วกรอกอีกครั้ง",
    "The page was closed because one has to sign in; what was typed and not saved is gone. Sign in and enter it again",
)

SET_UP = Text("เริ่มใช้งานระบบ", "First set-up")
SET_UP_HOW = Text(
    "ตั้งรหัสผ่านของผู้ดูแลระบบ (ชื่อบัญชี {code}) ลิงก์นี้ใช้ได้ครั้งเดียว",
    "Choose the password of the administrator (account name {code}); this link works once",
)
CHOOSE = Text("ตั้งรหัสผ่าน", "Choose a password")
CHOOSE_HOW = Text("ตั้งรหัสผ่านของบัญชี {code} ลิงก์นี้ใช้ได้ครั้งเดียว", "Choose the password of {code}; this link works once")
NEEDS_LINK = Text(
    "ระบบยังไม่มีบัญชีผู้ใช้ ให้ผู้ดูแลเครื่องเปิดลิงก์เริ่มใช้งานที่พิมพ์ไว้เมื่อเปิดระบบ",
    "There is no account yet: whoever runs the server opens the set-up link that was printed when it started",
)
NEW = Text("รหัสผ่านใหม่", "New password")
AGAIN = Text("รหัสผ่านใหม่อีกครั้ง", "New password again")
RULE = Text(
    f"อย่างน้อย {SHORTEST} ตัวอักษร ใช้วลีภาษาไทยหรือหลายคำเว้นวรรคได้",
    f"At least {SHORTEST} characters; a phrase of several words is fine",
)
SAVE = Text("บันทึกรหัสผ่าน", "Save the password")

ACCOUNT = Text("บัญชีของฉัน", "My account")
CHANGE = Text("เปลี่ยนรหัสผ่าน", "Change the password")
CURRENT = Text("รหัสผ่านปัจจุบัน", "Current password")
CHANGED = Text("▲ เปลี่ยนรหัสผ่านแล้ว อุปกรณ์อื่นออกจากระบบทั้งหมด", "▲ The password is changed; other devices are signed out")
SIGN_OUT = Text("ออกจากระบบ", "Sign out")
BACK = Text("กลับไปที่ระบบ", "Back to the system")
SORRY = Text("ดำเนินการไม่ได้", "That cannot be done")


def sign_in(
    language: Language,
    wanted: str,
    *,
    said: str = "",
    done: str = "",
    has_outside: bool = False,
    name: str = "",
    status: int = 200,
) -> HTMLResponse:
    """The sign-in form; it leads to `wanted` afterwards."""
    form = _form(
        "/sign-in",
        language,
        _hidden("next", wanted),
        _field("name", NAME.say(language), "text", "username", value=name, is_first=not name),
        _field("password", PASSWORD.say(language), "password", "current-password", is_first=bool(name)),
        tag("button", text(SIGN_IN.say(language))),
    )
    outside = ""
    if has_outside:
        link = f"/oidc/start?{urlencode({'next': wanted, 'lang': language})}"
        outside = tag("p", text(OR.say(language)), css="or") + tag(
            "a", text(OUTSIDE.say(language)), href=link, css="button second"
        )
    forgot = tag("p", text(FORGOT.say(language)), css="quiet")
    body = _head(SIGN_IN.say(language), said, done) + form + outside
    return _page(
        SIGN_IN.say(language), body + tag("div", forgot), language, f"/sign-in?{urlencode({'next': wanted})}", status
    )


def choose_password(
    language: Language, address: str, token: str, code: str, *, said: str = "", status: int = 200
) -> HTMLResponse:
    """The form behind a one-time link: `/set-up` for the first account, `/password` for every other."""
    title, how = (SET_UP, SET_UP_HOW) if address == "/set-up" else (CHOOSE, CHOOSE_HOW)
    form = _form(
        address,
        language,
        _hidden("token", token),
        # Password managers keep the pair; the name is not what decides whose password it is.
        f'<input type="hidden" name="username" autocomplete="username" value="{text(code)}">',
        *_new_password(language),
        tag("button", text(SAVE.say(language))),
    )
    body = _head(title.say(language), said, "") + tag("p", text(how.say(language, code=code))) + form
    return _page(title.say(language), body, language, f"{address}?{urlencode({'token': token})}", status)


def account(
    language: Language,
    who: str,
    code: str,
    *,
    said: str = "",
    done: str = "",
    has_password: bool = True,
    status: int = 200,
) -> HTMLResponse:
    """Who is signed in, the way out, and the form that changes the password."""
    out = _form("/sign-out", language, tag("button", text(SIGN_OUT.say(language))))
    back = tag("a", text(BACK.say(language)), href="/", css="button second")
    change = ""
    if has_password:
        change = tag("h2", text(CHANGE.say(language))) + _form(
            "/account",
            language,
            _field("current", CURRENT.say(language), "password", "current-password"),
            *_new_password(language),
            tag("button", text(SAVE.say(language)), css="second"),
        )
    title = ACCOUNT.say(language)
    body = _head(title, said, done) + tag("p", text(who), " · ", text(code)) + out + back + change
    return _page(title, body, language, "/account?", status)


def sentence(language: Language, said: Text, status: int) -> HTMLResponse:
    """One sentence that says what to do, and the way to the sign-in form."""
    link = tag("a", text(SIGN_IN.say(language)), href="/sign-in", css="button second")
    title = SORRY.say(language)
    return _page(title, _head(title, said.say(language), "") + link, language, "/sign-in?", status)


def _page(title: str, body: str, language: Language, here: str, status: int) -> HTMLResponse:
    other, name = OTHER_LANGUAGE[language]
    brand = tag("b", text(SYSTEM.say(language))) + tag("span", text(OFFICE.say(language)))
    joint = "" if here.endswith("?") else "&"
    change = tag("a", text(name), href=f"{here}{joint}lang={other}", hreflang=other, lang=other)
    sheet = tag("header", brand, css="brand") + tag("main", body) + tag("footer", tag("span"), change)
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="robots" content="noindex"><title>{text(title)} · {text(SYSTEM.say(language))}</title>'
        f"<style>{css()}</style>"
    )
    shown = tag("body", tag("div", sheet, css="sheet"))
    html = f'<!DOCTYPE html><html lang="{language}"><head>{head}</head>{shown}</html>'
    kept = {
        "content-security-policy": paper_policy(css()),
        "cache-control": "no-store",
        "referrer-policy": "same-origin",
    }
    return HTMLResponse(html, status, kept)


@lru_cache(maxsize=1)
def css() -> str:
    """The stylesheet of these pages."""
    return (Path(__file__).parent / "paper.css").read_text("utf-8")


def _head(title: str, said: str, done: str) -> str:
    alert = tag("p", text(said), css="alert", role="alert", id="said") if said else ""
    return tag("h1", text(title)) + alert + (tag("p", text(done), css="done", role="status") if done else "")


def _form(action: str, language: Language, *inside: str) -> str:
    return tag("form", _hidden("lang", language), *inside, method="post", action=action)


def _new_password(language: Language) -> tuple[str, ...]:
    return (
        _field("new", NEW.say(language), "password", "new-password"),
        tag("p", text(RULE.say(language)), css="hint", id="rule"),
        _field("again", AGAIN.say(language), "password", "new-password"),
    )


def _hidden(name: str, value: str) -> str:
    return f'<input type="hidden" name="{name}" value="{text(value)}">'


def _field(name: str, said: str, kind: str, fills: str, *, value: str = "", is_first: bool = False) -> str:
    more = " autofocus" if is_first else ""
    more += ' aria-describedby="rule"' if name == "new" else ""
    given = f' value="{text(value)}"' if value else ""
    made = (
        f'<input id="{name}" name="{name}" type="{kind}" autocomplete="{fills}" maxlength="{LONGEST}" required '
        f'autocapitalize="none" spellcheck="false"{given}{more}>'
    )
    return tag("label", text(said), for_=name) + made
