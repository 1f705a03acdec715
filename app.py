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
from dataclasses import dataclass, field
from functools import partial
from types import ModuleType
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlencode

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from base.access import User
from base.settings import LOCAL_URL, SettingFault, Settings, read_settings
from base.words import Language, Text
from etl import build, people, reference
from kpi import papers as issued
from kpi.chart import ChartSpec
from kpi.store import Build
from ledger import accounts, sessions
from ledger.door import Door, door
from ledger.store import Ledger, LedgerFault
from pages import administration, collect, monitor, papers, present
from pages.papers import _download as download
from ui import digits, figures, filters, frame, names, session, share, style
from ui.context import Context, Page, Theme
from ui.digits import shown
from ui.door.callers import SESSION_HEADER
from ui.door.gate import Gate
from ui.door.routes import routes
from ui.horizon import horizon
from ui.serve import TITLE, Front, health_route, paper_route

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

SECTIONS = (monitor, present, papers, collect, administration)
FRONT_PAGE = "overview"
"""It has no address of its own: it is what the bare address shows."""
DEFAULT_POSITION = "steward"
KNOWN_FAULTS = (SettingFault, LedgerFault, build.BuildFault)
NO_LEDGER = Text("ระบบติดต่อฐานข้อมูลไม่ได้", "The system cannot reach its database.")
SET_UP = Text(
    "ยังไม่มีบัญชีผู้ใช้ ผู้ดูแลระบบเปิดลิงก์นี้ภายใน 1 ชั่วโมงเพื่อตั้งรหัสผ่าน (ใช้ได้ครั้งเดียว): {link}",
    "There is no account yet. The administrator opens this link within an hour to choose a password (once): {link}",
)
NO_BUILD = Text("ระบบจัดทำชุดข้อมูลใหม่ไม่สำเร็จ", "The newest data could not be prepared.")

log = logging.getLogger("tidtam")


@st.cache_resource(max_entries=1, show_spinner=False)
def open_ledger(url: str, audit_key: bytes) -> Ledger:
    """The ledger of this process, with its reference data in place."""
    ledger = Ledger.open(url, audit_key)
    reference.ensure(ledger)
    return ledger


def front() -> None:
    """One run of the script: everything a visitor sees."""
    st.set_page_config(page_icon=style.ICON, layout="wide", initial_sidebar_state="auto")
    session.begin()
    language, theme = frame.choose_view()
    digits.look()
    style.apply(language, session.chosen("theme"), session.chosen("digits"))
    try:
        settings = read_settings()
        ledger = ledger_of(settings)
        by, signed = who(ledger, settings)
        if by is Door.SIGN_IN and signed is None:
            closed(partial(frame.stranger, language), language)
            return
        newest, is_behind = newest_build(ledger, settings)
        user = signed or chosen(ledger, newest, by, language)
    except KNOWN_FAULTS as fault:
        log.error("%s", fault.text.th)
        # Where ledger and builds live is for the log, not for whoever happens to visit.
        shown = {LedgerFault: NO_LEDGER, build.BuildFault: NO_BUILD}
        said = next((text for kind, text in shown.items() if isinstance(fault, kind)), fault.text)
        closed(partial(frame.fault, said, language), language)
        return
    mine = ledger.demonstrating if by is Door.DEMONSTRATION else ledger
    Visit(user, language, theme, newest, mine, is_behind, signed is not None).open()


def who(ledger: Ledger, settings: Settings) -> tuple[Door, User | None]:
    """How this visitor came in and who the gate found them to be; the address never says who somebody is."""
    with ledger.read() as connection:
        by = door(connection, is_training=settings.is_training)
        found = sessions.of(connection, st.context.headers.get(SESSION_HEADER) or "") if by is Door.SIGN_IN else None
    return by, found.user if found else None


def chosen(ledger: Ledger, newest: Build, by: Door, language: Language) -> User:
    """The position chosen from the list of a demonstration or of a training machine."""
    code = frame.choose_position(names.positions(newest, language), DEFAULT_POSITION, by, language)
    with ledger.read() as connection:
        return people.user(connection, code)


def newest_build(ledger: Ledger, settings: Settings) -> tuple[Build, bool]:
    """The build that holds everything the ledger knows now; when it cannot be made the one before, and True.

    Raises BuildFault when there is none at all.
    """
    try:
        return Build.open(build.current(ledger, settings.builds_dir)), False
    except build.BuildFault:
        last = build.last_good(settings.builds_dir)
        if last is None:
            raise
        log.exception("showing %s", last.name)
        return Build.open(last), True


@dataclass(frozen=True)
class Visit:
    """One run for one user: the menu they may have, then the page they asked for."""

    user: User
    language: Language
    theme: Theme
    build: Build
    ledger: Ledger
    is_behind: bool
    """The build is older than the ledger, because a newer one could not be made."""
    is_signed_in: bool
    links: dict[str, StreamlitPage] = field(default_factory=dict)

    def open(self) -> None:
        """Offer the menu and run the page; an address that is not theirs leads to the first page of their menu."""
        menu = {}
        for section in SECTIONS:
            offered = [self.bind(module) for module in section.PAGES if self.user.may(module.PAGE.needs)]
            if offered:
                menu[section.TITLE.say(self.language)] = offered
        # All of it: Streamlit would hide the longer tail behind an English word.
        page = st.navigation(menu, expanded=True)
        if self.is_signed_in:
            frame.signed_in(self.user, self.language)
        page.run()
        session.publish()

    def bind(self, module: ModuleType) -> StreamlitPage:
        """A page of the menu that shows this module."""
        page: Page = module.PAGE
        self.links[page.slug] = st.Page(
            partial(self.show, module), title=shown(page.title.say(self.language)), icon=page.icon, url_path=page.slug
        )
        return self.links[page.slug]

    def show(self, module: ModuleType) -> None:
        """Heading, filters, the page itself, citation."""
        page: Page = module.PAGE
        self.user.must(page.needs)
        top = st.container()
        seen = horizon(self.build)
        is_waiting = seen.is_empty and bool(page.filters)
        ask = filters.draw(seen, self.build, () if is_waiting else page.filters, self.language)
        ctx = Context(self.user, self.language, self.build, ask, self.ledger, self.links, self.theme, picture)
        with top:
            with st.container(horizontal=True, key="page_head", vertical_alignment="center"):
                frame.heading(page, ctx)
                sharing = st.container(width="content", horizontal=True)
            if self.is_behind:
                frame.warn(NO_BUILD, self.language)
        if is_waiting:
            frame.empty(ctx)
        else:
            module.render(ctx)
            with sharing:
                # After the page: by now it has said which choices it has.
                download.control(page, ctx)
                share.control(page, ctx)
        frame.footer(figures.cited(ctx), ctx)


def picture(spec: ChartSpec, form: Literal["png", "svg"], notes: Sequence[str]) -> bytes:
    """A chart as a file; matplotlib is loaded by whoever asks for the first one."""
    from exports import drawing

    return drawing.draw(spec, form, drawing.Look(notes=notes))


def closed(say: Callable[[], None], language: Language) -> None:
    """A front door that cannot open says why; without `st.navigation` Streamlit would look for pages itself."""
    st.navigation([st.Page(say, title=TITLE.say(language), url_path="closed")], position="hidden").run()


def on_fault(fault: Exception) -> bool:
    """A fault nobody foresaw: logged under a number, and the visitor reads the number and one sentence."""
    number = secrets.token_hex(3).upper()
    log.error("fault %s", number, exc_info=fault)
    language: Language = "en" if session.chosen("lang") == "en" else "th"
    frame.fault(Text(*(words.format(number=number) for words in (frame.SURPRISE.th, frame.SURPRISE.en))), language)
    return True


def check_health() -> None:
    """Raises whatever stands between a visitor and a figure."""
    settings = read_settings()
    newest_build(ledger_of(settings), settings)[0].rows("SELECT 1")


def ledger_of(settings: Settings) -> Ledger:
    """The ledger of these settings, opened once. Raises LedgerFault."""
    return open_ledger(settings.ledger_url, settings.audit_key)


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
    try:
        check_health()
        offer_set_up()
    except KNOWN_FAULTS as fault:
        log.error("%s", fault.text.th)
    gc.collect()
    gc.freeze()
    print(f"ติดตาม (Tidtam): {address()}", flush=True)
    yield


if get_script_run_ctx(suppress_warning=True) is not None:
    front()
else:
    app = st.App(
        __file__,
        lifespan=warm,
        routes=[health_route(check_health), paper_route(paper_address), *routes(ledger_of)],
        middleware=[Middleware(Gate, ledger=ledger_of), Middleware(Front)],
        on_script_error=on_fault,
    )
