"""Passwords: what may be one, and how one is kept (argon2id) and compared without telling whether a name exists."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from base.words import Text

SHORTEST, LONGEST = 12, 128
FEWEST_DIFFERENT = 5
BLOCKED = frozenset(
    {
        *("password", "passw", "passphrase", "qwerty", "qwertyuiop", "asdfghjkl", "letmein", "welcome", "iloveyou"),
        *("admin", "administrator", "tidtam", "thailand", "bangkok", "ministry", "labour", "changeme", "abc", "test"),
        *("รหัสผ่าน", "ติดตาม", "กระทรวงแรงงาน", "สวัสดี", "ประเทศไทย"),
    }
)
"""Words that are the whole of too many passwords, once digits and marks around them are taken away."""
RUNS = (
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "ๆไำพะัีรนยบลฟหกดเ้่าสวง",
)

# Thai vowels and tone marks belong to the word though they are no letters to Unicode.
_NO_LETTER = "[^a-z\u0e01-\u0e4e]"

TOO_SHORT = Text(f"ตั้งรหัสผ่านอย่างน้อย {SHORTEST} ตัวอักษร", f"Use at least {SHORTEST} characters")
TOO_LONG = Text(f"ตั้งรหัสผ่านไม่เกิน {LONGEST} ตัวอักษร", f"Use at most {LONGEST} characters")
HAS_NAME = Text("ตั้งรหัสผ่านที่ไม่มีชื่อบัญชีอยู่ในนั้น", "Do not use the account name in the password")
TOO_PLAIN = Text(
    "ตั้งรหัสผ่านที่เดายากกว่านี้ เช่น วลีหลายคำที่ไม่เกี่ยวข้องกัน",
    "Choose something harder to guess, such as several unrelated words",
)


class PasswordRefused(ValueError):
    """Not a password we take; `text` says what to do instead."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.th)


def must_be_good(password: str, name: str) -> None:
    """Raises PasswordRefused: too short or long, holds the account's name, or stands on every list of bad ones."""
    plain = unicodedata.normalize("NFC", password).casefold()
    if len(plain) < SHORTEST:
        raise PasswordRefused(TOO_SHORT)
    if len(plain) > LONGEST:
        raise PasswordRefused(TOO_LONG)
    if any(part in plain for part in _parts(name)):
        raise PasswordRefused(HAS_NAME)
    # What is left of “P@ssw0rd-2564!”: the digits and marks around a word go, those in the place of letters are read.
    core = re.sub(f"^{_NO_LETTER}+|{_NO_LETTER}+$", "", plain).translate(str.maketrans("@013$5", "aoiess"))
    letters = re.sub(_NO_LETTER, "", core)
    is_run = any(plain in run or plain[::-1] in run for run in (one * 2 for one in RUNS))
    is_doubled = any(word * (len(letters) // len(word)) == letters for word in BLOCKED if letters)
    words = {re.sub(_NO_LETTER, "", plain), letters}
    if len(set(plain)) < FEWEST_DIFFERENT or is_run or is_doubled or words & BLOCKED:
        raise PasswordRefused(TOO_PLAIN)


def hashed(password: str) -> str:
    """The password as it is kept: argon2id with its own salt and costs."""
    return _hasher().hash(_bytes(password))


def is_right(kept: str | None, password: str) -> bool:
    """Whether the password belongs to the hash; takes as long when there is no hash at all."""
    try:
        return _hasher().verify(kept or _nobodys(), _bytes(password)) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def _bytes(password: str) -> bytes:
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")


def _parts(name: str) -> set[str]:
    whole = name.casefold()
    return {part for part in (whole, *whole.split(".")) if len(part) >= 4} | {whole}


@lru_cache(maxsize=1)
def _hasher() -> PasswordHasher:
    # OWASP's first choice: 46 MiB for each password that is being looked at, about a twentieth of a second.
    return PasswordHasher(time_cost=1, memory_cost=47_104, parallelism=1)


@lru_cache(maxsize=1)
def _nobodys() -> str:
    """A hash that no password is compared with for anything but the time it takes."""
    return hashed("nobody has this password")
