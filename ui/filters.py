"""The bar of filters above a page: fiscal year, round, as-of day, known-at moment, official or provisional.

Streamlit's own calendar speaks English and Gregorian years only, so days are picked from lists of Buddhist dates.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from types import MappingProxyType

import streamlit as st

from base.clock import parse_moment
from base.period import FiscalYear
from base.thai import say_date, say_moment
from base.words import Language, Text
from kpi import measure
from kpi.model import Ask
from kpi.store import Build
from ui import session
from ui.digits import in_thai, is_thai, labelled, shown
from ui.horizon import LAST_SECOND, Horizon, days_of, known_days
from ui.moments import suggestions

KEPT_LISTS = 64

ALL = ("fy", "round", "as_of", "known_at", "basis")

FISCAL_YEAR = Text("ปีงบประมาณ พ.ศ.", "Fiscal year (BE)")
ROUND = Text("รอบการประเมิน", "Round")
ROUND_NO = Text("รอบที่ {number}", "Round {number}")
AS_OF = Text("ข้อมูล ณ วันที่", "As of")
ROUND_END = Text("สิ้นรอบ หรือวันนี้", "End of round, or today")
KNOWN_AT = Text("ตามที่บันทึกไว้ถึง", "As recorded by")
SINCE = Text("เทียบกับที่บันทึกไว้ถึง", "Compared with what was recorded by")
KNOWN_NOW = Text("ปัจจุบัน", "Now")
BASIS = Text("สถานะข้อมูล", "Data")
BASES = {"official": Text("ทางการ", "Official"), "provisional": Text("ชั่วคราว", "Provisional")}


def draw(horizon: Horizon, build: Build, names: Sequence[str], language: Language) -> Ask:
    """Draw the filters `names` and give the question that all choices together ask (undrawn ones keep their value)."""
    if not names:
        return ask_of(horizon)
    # A page that does not offer these asks for none, or its address would not restore what it shows.
    hidden = {"as_of", "known_at", "basis"} - set(names)
    with st.container(horizontal=True, key="filters", vertical_alignment="bottom"):
        for name in names:
            _WIDGETS[name](horizon, build, language)
    return ask_of(horizon, hidden)


def ask_of(horizon: Horizon, hidden: Collection[str] = ()) -> Ask:
    """The question asked by the present choices; what nobody chose is the latest round with data, as known now."""
    latest = horizon.latest_round
    known = "" if "known_at" in hidden else session.chosen("known_at")
    day = "" if "as_of" in hidden else session.chosen("as_of")
    return measure.ask(
        int(session.chosen("fy") or latest.fiscal_year.year_be),
        int(session.chosen("round") or latest.number),
        as_of=date.fromisoformat(day) if day else None,
        known_at=parse_moment(known) if known else horizon.known_now(),
        official="basis" in hidden or session.chosen("basis") != "provisional",
    )


def _year(horizon: Horizon, build: Build, language: Language) -> None:
    years = [str(year) for year in horizon.years or (horizon.latest_round.fiscal_year.year_be,)]
    key = session.choice("fy", years, str(horizon.latest_round.fiscal_year.year_be))
    st.selectbox(FISCAL_YEAR.say(language), years, format_func=shown, key=key, width=130)


def _round(horizon: Horizon, build: Build, language: Language) -> None:
    st.segmented_control(
        ROUND.say(language),
        ["1", "2"],
        format_func=labelled(lambda number: ROUND_NO.say(language, number=number)),
        key=session.choice("round", ("1", "2"), str(horizon.latest_round.number)),
        required=True,
    )


def _as_of(horizon: Horizon, build: Build, language: Language) -> None:
    year = int(session.chosen("fy") or horizon.latest_round.fiscal_year.year_be)
    days = _days_said(year, language, is_thai())
    st.selectbox(
        AS_OF.say(language),
        list(days),
        format_func=labelled(days.__getitem__),
        key=session.choice("as_of", days, ""),
        width=205,
    )


def _known_at(horizon: Horizon, build: Build, language: Language) -> None:
    moments = {"": KNOWN_NOW.say(language)} | _known_said(horizon.known_between(), language, is_thai())
    asked = session.given("known_at") or session.chosen("known_at")
    if asked not in moments and _is_moment(asked):
        moments = {"": moments[""], asked: shown(_say_moment(asked, language))} | moments
    st.selectbox(
        KNOWN_AT.say(language),
        list(moments),
        format_func=labelled(moments.__getitem__),
        key=session.choice("known_at", moments, ""),
        width=205,
    )


def _since(horizon: Horizon, build: Build, language: Language) -> None:
    """The earlier of two moments: suggestions first, then every day on which something became known."""
    known = ask_of(horizon)
    offered = suggestions(build, known.round, horizon, known.known_at)
    suggested = {
        moment: f"{text.say(language)} · {shown(_say_moment(moment, language))}" for moment, text in offered.items()
    }
    every = _known_said(horizon.known_between(), language, is_thai())
    asked = session.given("since") or session.chosen("since")
    is_other = asked not in suggested and asked not in every and _is_moment(asked)
    other = {asked: shown(_say_moment(asked, language))} if is_other else {}
    moments = other | suggested | {moment: said for moment, said in every.items() if moment not in suggested}
    st.selectbox(
        SINCE.say(language),
        list(moments),
        format_func=labelled(moments.__getitem__),
        key=session.choice("since", moments, next(iter(offered), "")),
        width=290,
    )


def _basis(horizon: Horizon, build: Build, language: Language) -> None:
    st.segmented_control(
        BASIS.say(language),
        list(BASES),
        format_func=labelled(lambda basis: BASES[basis].say(language)),
        key=session.choice("basis", tuple(BASES), "official"),
        required=True,
    )


# Hundreds of days are offered at every run: each list is put into words once, for everybody who reads it alike.


@lru_cache(maxsize=KEPT_LISTS)
def _days_said(year_be: int, language: Language, is_dressed: bool) -> Mapping[str, str]:
    """Every day of a fiscal year and how it is said; first that of the round's end."""
    days = {day.isoformat(): _dressed(say_date(day, language), is_dressed) for day in days_of(FiscalYear(year_be))}
    return MappingProxyType({"": ROUND_END.say(language)} | days)


@lru_cache(maxsize=KEPT_LISTS)
def _known_said(between: tuple[date, date] | None, language: Language, is_dressed: bool) -> Mapping[str, str]:
    """The end of every day on which something may have become known, the newest first, and how it is said."""
    ends = {
        datetime.combine(day, LAST_SECOND).isoformat(): _dressed(say_date(day, language), is_dressed)
        for day in known_days(between)
    }
    return MappingProxyType(ends)


def _say_moment(moment: str, language: Language) -> str:
    known = parse_moment(moment)
    return say_date(known, language) if known.time() == LAST_SECOND else say_moment(known, language)


def _dressed(words: str, is_dressed: bool) -> str:
    return in_thai(words) if is_dressed else words


def _is_moment(text: str) -> bool:
    try:
        return bool(parse_moment(text))
    except ValueError:
        return False


_WIDGETS = {"fy": _year, "round": _round, "as_of": _as_of, "since": _since, "known_at": _known_at, "basis": _basis}
