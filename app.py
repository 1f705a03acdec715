"""The front door. `streamlit run app.py` (or `uvicorn app:app`) serves it; each visit runs `front()`.

Warm before the first visitor, the gate before everything, then per run: language, who came, newest build, menu by role,
 filters, the page, the citation. Pages never see a stranger: they need a `Context`.
"""

from __future__ import annotations

import gc
import logging
import secrets
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import Literal
from urllib.parse import urlencode

import anyio.to_thread
import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from base import logs
from base.settings import LOCAL_URL, read_settings
from base.words import Language, Text
from etl.health import build_age_seconds
from kpi import papers as issued
from kpi.chart import ChartSpec
from ledger import accounts
from pages import administration, collect, monitor, papers, present
from pages.papers import _download as download
from ui import digits, frame, names, running, session, style, theme_kept
from ui.arrival import KNOWN_FAULTS, arrive, ledger_of, newest_build, said
from ui.door.gate import Gate
from ui.door.routes import routes
from ui.serve import TITLE, Front, health_route, paper_route
from ui.visit import Offer, Visit

SECTIONS = (monitor, present, papers, collect, administration)
FRONT_PAGE = "overview"
"""It has no address of its own: it is what the bare address shows."""
DEFAULT_POSITION = "steward"
SET_UP = Text(
    "ยังไม่มีบัญชีผู้ใช้ ผู้ดูแลระบบเปิดลิงก์นี้ภายใน 1 ชั่วโมงเพื่อตั้งรหัสผ่าน (ใช้ได้ครั้งเดียว): {link}",
    "There is no account yet. The administrator opens this link within an hour to choose a password (once): {link}",
)

log = logging.getLogger("tidtam")


def front() -> None:
    """One run of the script: everything a visitor sees."""
    st.set_page_config(page_icon=style.ICON, layout="wide", initial_sidebar_state="auto")
    session.begin()
    language, theme = frame.choose_view()
    digits.look()
    style.apply(language, session.chosen("theme"), session.chosen("digits"))
    try:
        came = arrive(
            lambda by, build: frame.choose_position(names.positions(build, language), DEFAULT_POSITION, by, language)
        )
    except KNOWN_FAULTS as fault:
        log.error("%s", fault.text.th)
        closed(partial(frame.fault, said(fault), language), language)
        return
    if came is None:
        closed(partial(frame.stranger, language), language)
        return
    frame.turned(came.by, language)
    offer = Offer(SECTIONS, download.control, picture)
    Visit(came.user, language, theme, came.by, offer).open()


def picture(spec: ChartSpec, form: Literal["png", "svg"], notes: Sequence[str]) -> bytes:
    """A chart as a file; matplotlib is loaded by whoever asks for the first one."""
    from exports import drawing

    return drawing.draw(spec, form, drawing.Look(notes=notes))


def closed(say: Callable[[], None], language: Language) -> None:
    """A front door that cannot open says why; without `st.navigation` Streamlit would look for pages itself."""
    st.navigation([st.Page(say, title=TITLE.say(language), url_path="closed")], position="hidden").run()


def on_fault(fault: Exception) -> bool:
    """A fault in the midst of a page: one sentence. What nobody foresaw is logged under a number, which is shown."""
    language: Language = "en" if session.chosen("lang") == "en" else "th"
    if isinstance(fault, KNOWN_FAULTS):
        log.error("%s", fault.text.th)
        frame.fault(said(fault), language)
        return True
    number = secrets.token_hex(3).upper()
    log.error("fault %s", number, exc_info=fault)
    frame.fault(Text(*(words.format(number=number) for words in (frame.SURPRISE.th, frame.SURPRISE.en))), language)
    return True


def check_health() -> dict[str, object]:
    """What a visitor's figures rest on, without a secret in it; raises whatever stands between them."""
    settings = read_settings()
    newest, is_behind = newest_build(ledger_of(settings), settings)
    newest.rows("SELECT 1")
    status: dict[str, object] = {"status": "degraded"} if is_behind else {}
    build_is = {"build": "older" if is_behind else "newest", "build_age_seconds": build_age_seconds(settings)}
    return status | {"ledger": "reachable"} | build_is


def offer_set_up() -> None:
    """Print the link that opens the first account, while there is none. It works once, for an hour."""
    settings = read_settings()
    token = accounts.setup_token(ledger_of(settings))
    if token:
        here = settings.public_url if settings.public_url != LOCAL_URL else address()
        print(SET_UP.say("th", link=f"{here}/set-up?token={token}"), flush=True)


def address() -> str:
    """Where this server is on its own machine."""
    return f"http://localhost:{st.get_option('server.port')}"


def paper_address(reference: str) -> str | None:
    """Where a paper's reference leads, its day and moment pinned; None where there is no such paper."""
    settings = read_settings()
    paper = issued.find(ledger_of(settings), reference)
    if paper is None:
        return None
    page = "" if paper.page == FRONT_PAGE else paper.page
    return f"{page}?{urlencode(issued.choices(paper), safe=':')}"


@asynccontextmanager
async def warm(app: st.App) -> AsyncIterator[None]:
    """Do before the first visitor what every visitor would wait for, then freeze the heap for the collector."""
    # Pages come from `st.navigation` alone: never from the folder, not even before the first visitor's first run.
    PagesManager.uses_pages_directory = False
    theme_kept.keep()
    logs.begin()
    try:
        check_health()
        offer_set_up()
    except KNOWN_FAULTS as fault:
        log.error("%s", fault.text.th)
    gc.collect()
    gc.freeze()
    print(f"ติดตาม (Tidtam): {address()}", flush=True)
    yield
    await anyio.to_thread.run_sync(running.wait)


if get_script_run_ctx(suppress_warning=True) is not None:
    with running.one():
        front()
else:
    app = st.App(
        __file__,
        lifespan=warm,
        routes=[health_route(check_health), paper_route(paper_address), *routes(ledger_of)],
        middleware=[Middleware(Gate, ledger=ledger_of), Middleware(Front)],
        on_script_error=on_fault,
    )
