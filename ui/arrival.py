"""Who comes, by which door, and the newest build: asked at every run, of the whole page and of a part of it alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

import streamlit as st

from base.access import User
from base.settings import SettingFault, Settings, read_settings
from base.words import Text
from etl import build, people, reference
from kpi.store import Build, DamagedBuild
from ledger import sessions
from ledger.door import Door, door_of
from ledger.store import Ledger, LedgerFault
from ui import session
from ui.door.callers import SESSION_HEADER
from ui.newest import Newest

KNOWN_FAULTS = (SettingFault, LedgerFault, build.BuildFault, DamagedBuild)
NO_LEDGER = Text("ระบบติดต่อฐานข้อมูลไม่ได้", "The system cannot reach its database.")
NO_BUILD = Text("ระบบจัดทำชุดข้อมูลใหม่ไม่สำเร็จ", "The newest data could not be prepared.")

Position = Callable[[Door, Build], str]
"""The code of the position of whoever need not sign in."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody who may come in, the ledger as they write to it, and the build they read."""

    user: User
    ledger: Ledger
    build: Build
    is_behind: bool
    """The build is older than the ledger, because a newer one could not be made."""
    by: Door
    """How they came in; signed in exactly where that is asked for."""


def arrive(position: Position) -> Arrival | None:
    """Who visits, and what there is to see at this moment; None for a stranger. Raises one of KNOWN_FAULTS."""
    settings = read_settings()
    ledger = ledger_of(settings)
    by, signed = who(ledger, settings)
    if by is Door.SIGN_IN and signed is None:
        return None
    ledger = ledger.of_visitor(session.written())
    newest, is_behind = newest_build(ledger, settings)
    user = signed or _holder(ledger, position(by, newest))
    mine = ledger.demonstrating if by is Door.DEMONSTRATION else ledger
    return Arrival(user, mine, newest, is_behind, by)


def who(ledger: Ledger, settings: Settings) -> tuple[Door, User | None]:
    """How this visitor came in and who the gate found them to be; the address never says who somebody is."""
    with ledger.at_once():
        by = door_of(ledger, is_training=settings.is_training)
        if by is not Door.SIGN_IN:
            return by, None
        signed = sessions.found(ledger, st.context.headers.get(SESSION_HEADER) or "")
    return by, signed.user if signed else None


def newest_build(ledger: Ledger, settings: Settings) -> tuple[Build, bool]:
    """The build to show, and whether it is the one before because a newer one could not be made (`ui.newest`).

    Raises BuildFault when there is none at all.
    """
    return _newest(settings.builds_dir).of(ledger)


@lru_cache(maxsize=4)
def _newest(folder: Path) -> Newest:
    return Newest(folder)


def ledger_of(settings: Settings) -> Ledger:
    """The ledger of these settings, opened once. Raises LedgerFault."""
    return _opened(settings.ledger_url, settings.audit_key)


@st.cache_resource(max_entries=1, show_spinner=False)
def _opened(url: str, audit_key: bytes) -> Ledger:
    """The ledger of this process, with its reference data in place."""
    ledger = Ledger.open(url, audit_key)
    reference.ensure(ledger)
    return ledger


def said(fault: SettingFault | LedgerFault | build.BuildFault | DamagedBuild) -> Text:
    """What a visitor is told of a fault: where ledger and builds live is for the log, not for whoever visits."""
    shown = {LedgerFault: NO_LEDGER, build.BuildFault: NO_BUILD}
    return next((text for kind, text in shown.items() if isinstance(fault, kind)), fault.text)


def _holder(ledger: Ledger, code: str) -> User:
    return ledger.remembered(("user", code), partial(people.user, code=code))
