"""Who acts: positions of the reference table `people`, and one reporter for every agency. The one source of roles."""

from __future__ import annotations

import sqlalchemy as sa

from base.access import Role, User
from base.words import Text
from ledger import reference

AGENCY_PREFIX = "agency."


class UnknownUser(LookupError):
    """Nobody has this code; `text` says so."""

    def __init__(self, code: str) -> None:
        self.text = Text(f"ไม่รู้จักผู้ใช้ “{code}”", f"unknown user “{code}”")
        super().__init__(self.text.th)


def user(connection: sa.Connection, code: str) -> User:
    """The user with this code: a row of `people`, or `agency.<CODE>` for any registered agency.

    Raises UnknownUser.
    """
    person = reference.one(connection, "people", code)
    if person is not None:
        return User(code, Role(person["role"]), Text(person["title_th"], person["title_en"]), person["scope"] or None)
    agency = code.removeprefix(AGENCY_PREFIX) if code.startswith(AGENCY_PREFIX) else None
    row = reference.one(connection, "agencies", agency) if agency else None
    if row is None:
        raise UnknownUser(code)
    title = Text(f"ผู้รายงานของ{row['name_th']}", f"Reporter of the {row['name_en']}")
    return User(code, Role.REPORTER, title, agency)


def everybody(connection: sa.Connection) -> list[str]:
    """The code of everybody who can act: the positions, then the reporter of every agency."""
    agencies = reference.current(connection, "agencies")
    return [*reference.current(connection, "people"), *(f"{AGENCY_PREFIX}{code}" for code in agencies)]
