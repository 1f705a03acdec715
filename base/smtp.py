"""The mail server that reminders are sent through, from the environment; without TIDTAM_SMTP_HOST nothing is sent.

TIDTAM_SMTP_HOST      name of the server
TIDTAM_SMTP_FROM      the sender's address (needed with a host)
TIDTAM_SMTP_SECURITY  starttls (default), tls, or none (only without a password)
TIDTAM_SMTP_PORT      default: 587 for starttls, 465 for tls, 25 for none
TIDTAM_SMTP_USER      account, when the server wants one
TIDTAM_SMTP_PASSWORD  its password; never printed, logged or kept
TIDTAM_SMTP_CA        file with the certificate of a server that no public authority vouches for
TIDTAM_SMTP_TIMEOUT   seconds to wait for an answer (default 20)
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from base.settings import SettingFault
from base.words import Text

Security = Literal["starttls", "tls", "none"]
PORTS: dict[Security, int] = {"starttls": 587, "tls": 465, "none": 25}
PREFIX = "TIDTAM_SMTP_"
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")


@dataclass(frozen=True, slots=True)
class Smtp:
    """A mail server and how it is spoken to."""

    host: str
    port: int
    security: Security
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    ca_file: Path | None = None
    timeout_seconds: float = 20.0


def is_address(text: str) -> bool:
    """Whether this is one plain e-mail address: no name, no comma, nothing that could begin another header."""
    return _ADDRESS.fullmatch(text) is not None


def read_smtp(environ: Mapping[str, str] | None = None) -> Smtp | None:
    """The mail server of this process; None when none is set. Raises SettingFault, naming the variable."""
    env = os.environ if environ is None else environ
    told = {
        name: env.get(PREFIX + name, "").strip() for name in ("HOST", "FROM", "SECURITY", "PORT", "USER", "TIMEOUT")
    }
    if not told["HOST"]:
        return None
    if not is_address(told["FROM"]):
        raise _fault("FROM", "ระบุที่อยู่อีเมลของผู้ส่ง", "give the sender's e-mail address")
    security = _security(told["SECURITY"] or "starttls")
    password = env.get(PREFIX + "PASSWORD", "")
    if security == "none" and password:
        raise _fault(
            "SECURITY", "ต้องเป็น starttls หรือ tls เมื่อมีรหัสผ่าน", "must be starttls or tls where there is a password"
        )
    return Smtp(
        host=told["HOST"],
        port=int(_number("PORT", told["PORT"] or str(PORTS[security]), 65_535)),
        security=security,
        sender=told["FROM"],
        user=told["USER"],
        password=password,
        ca_file=_ca_file(env.get(PREFIX + "CA", "")),
        timeout_seconds=_number("TIMEOUT", told["TIMEOUT"] or "20", 600),
    )


def _security(text: str) -> Security:
    for known in get_args(Security):
        if text.lower() == known:
            return known  # type: ignore[no-any-return]
    raise _fault("SECURITY", "เลือก starttls, tls หรือ none", "choose starttls, tls or none")


def _number(name: str, text: str, most: int) -> float:
    try:
        number = float(text)
    except ValueError:
        number = 0
    if not 0 < number <= most:
        raise _fault(name, f"ระบุตัวเลขตั้งแต่ 1 ถึง {most}", f"give a number from 1 to {most}")
    return number


def _ca_file(text: str) -> Path | None:
    if not text:
        return None
    if not Path(text).is_file():
        raise _fault("CA", f"ไม่พบไฟล์ {text}", f"there is no file {text}")
    return Path(text)


def _fault(name: str, th: str, en: str) -> SettingFault:
    return SettingFault(PREFIX + name, Text(th, en))
