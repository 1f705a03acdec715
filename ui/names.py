"""The names of agencies, units and positions, as the registers of the build have them today."""

from __future__ import annotations

from datetime import date

import streamlit as st

from base.clock import now
from base.words import Language, Text
from kpi.store import Build

AGENCY_USER = "agency."
REPORTER = Text("ผู้รายงานของ {agency}", "Reporter of {agency}")


def reporter(build: Build, code: str, language: Language) -> str:
    """The full name of an agency, unit or plan; the code itself when no register knows it."""
    for table in ("agencies", "units", "plans"):
        row = build.reference(table, now().date(), build.last_seq).get(code)
        if row:
            return row.get(f"name_{language}") or code
    return code


def short(build: Build, code: str, day: date, language: Language) -> str:
    """The short name of an agency, unit or plan on a day; the code itself when no register knows it."""
    for table in ("agencies", "units", "plans"):
        row = build.reference(table, day, build.last_seq).get(code)
        if row:
            return row.get(f"short_{language}") or code
    return code


def person(build: Build, code: str, language: Language) -> str:
    """The title of a position; `agency.X` is the reporter of that agency. The code itself when nobody has it."""
    row = build.reference("people", now().date(), build.last_seq).get(code)
    if row:
        return row[f"title_{language}"]
    agency = build.reference("agencies", now().date(), build.last_seq).get(code.removeprefix(AGENCY_USER))
    return REPORTER.say(language, agency=agency[f"short_{language}"]) if agency else code


def positions(build: Build, language: Language) -> dict[str, str]:
    """Everybody one may be: the positions of the register, then the reporter of every agency; code → title."""
    return _positions(build, build.name, now().date(), language)


@st.cache_resource(max_entries=4, show_spinner=False)
def _positions(_build: Build, name: str, day: date, language: Language) -> dict[str, str]:
    people = _build.reference("people", day, _build.last_seq)
    agencies = _build.reference("agencies", day, _build.last_seq)
    codes = [*people, *(f"{AGENCY_USER}{code}" for code in agencies)]
    return {code: person(_build, code, language) for code in codes}
