"""What may be a password and how one is kept."""

from __future__ import annotations

import time

import pytest

from ledger import passwords
from ledger.passwords import PasswordRefused

GOOD = ("ม้าขาววิ่งผ่านทุ่งนา", "correct horse battery", "x9!Lq-27_aab", "แมว 3 ตัวบนหลังคา")
BAD = (
    *("short", "a" * 200, "aaaaaaaaaaaa", "123456789012", "210987654321", "abcdefghijklm", "qwertyuiopas"),
    *("password1234", "P@ssw0rd2564", "passwordpassword", "Tidtam-2564-2564", "administrator1", "รหัสผ่าน123456"),
    *("director2564!x", "the head of INF said head.inf"),
)


@pytest.mark.parametrize("password", GOOD)
def test_a_good_one_is_taken(password: str) -> None:
    passwords.must_be_good(password, "steward")


@pytest.mark.parametrize("password", BAD)
def test_a_bad_one_is_refused_with_a_sentence(password: str) -> None:
    name = "head.INF" if "head" in password else "director"
    with pytest.raises(PasswordRefused) as refused:
        passwords.must_be_good(password, name)
    assert refused.value.text.th and refused.value.text.en


def test_it_is_kept_as_argon2id_with_a_salt_of_its_own() -> None:
    one, other = (passwords.hashed(GOOD[0]) for _ in range(2))
    assert one.startswith("$argon2id$") and one != other and GOOD[0] not in one
    assert passwords.is_right(one, GOOD[0]) and passwords.is_right(other, GOOD[0])
    assert not passwords.is_right(one, GOOD[1]) and not passwords.is_right("rubbish", GOOD[0])


def test_the_same_letters_written_differently_are_the_same_password() -> None:
    assert passwords.is_right(passwords.hashed("café au lait noir"), "cafe\u0301 au lait noir")


@pytest.mark.slow
def test_nobody_takes_as_long_as_somebody() -> None:
    """An account that does not exist is compared with a hash of the same cost."""
    kept = passwords.hashed(GOOD[0])
    assert passwords.is_right(None, "nobody has this password") is False

    def seconds(hash_: str | None) -> float:
        took = []
        for _ in range(3):
            begun = time.process_time()
            passwords.is_right(hash_, GOOD[1])
            took.append(time.process_time() - begun)
        return sorted(took)[1]

    assert 0.5 < seconds(None) / seconds(kept) < 2
