"""What every answer says to the browser about itself: what may run, be framed, be sent on, be remembered."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache

from starlette.types import Message, Send

from base.words import LANGUAGES
from ui import deck, style
from ui.serve import index_page

_HOST = re.compile(r"[\w.-]+(:\d{1,5})?|\[[0-9a-fA-F:.]+\](:\d{1,5})?")
_INLINE = re.compile(r"<script>(.*?)</script>", re.S)

SAFE = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
)
STRICT_TRANSPORT = (b"strict-transport-security", b"max-age=31536000")


def policy(host: str) -> str:
    """The content security policy of the app for a request that named this host.

    Inline scripts run by their hash only. `unsafe-eval` is what Streamlit's charts ask for, inline styles its own.
    """
    socket = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    hashes = " ".join(_script_hashes())
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {hashes} 'unsafe-eval' 'wasm-unsafe-eval'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "media-src 'self' data: blob:",
            f"connect-src 'self'{socket}",
            "worker-src 'self' blob:",
            "frame-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def paper_policy(css: str) -> str:
    """The policy of a page without any script: its one stylesheet by hash, the fonts, its own form."""
    return (
        f"default-src 'none'; style-src {_hash(css)}; font-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )


def with_safety(send: Send, host: str, *, is_https: bool) -> Send:
    """`send` that adds these headers to an answer, each unless the answer has its own."""
    wanted = (*SAFE, (b"content-security-policy", policy(host).encode()), *([STRICT_TRANSPORT] if is_https else []))

    async def sender(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = list(message.get("headers", []))
            names = {name.lower() for name, _ in given}
            message["headers"] = [*given, *((name, value) for name, value in wanted if name not in names)]
        await send(message)

    return sender


@lru_cache(maxsize=1)
def _script_hashes() -> tuple[str, ...]:
    found = [inside for language in LANGUAGES for inside in _INLINE.findall(index_page(language))]
    return tuple(sorted({_hash(one) for one in (*found, *style.scripts(), deck.script())}))


def _hash(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"
