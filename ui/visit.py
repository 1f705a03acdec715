"""One run for one user: the menu they may have, then the page they asked for.

The page is a fragment with its filters: a filter changes nothing around the page, so nothing around it is drawn again.
Whatever the whole run asks of the ledger (who this is, what they may, the newest build) the fragment asks again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from types import ModuleType
from typing import TYPE_CHECKING

import streamlit as st

from base.access import User
from base.words import Language
from ledger.door import Door
from ledger.people import UnknownUser
from ui import arrival, digits, figures, filters, frame, running, session, share
from ui.arrival import KNOWN_FAULTS, NO_BUILD, Arrival
from ui.context import Context, Page, Picture, Theme
from ui.digits import shown
from ui.horizon import horizon

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage


@dataclass(frozen=True, slots=True)
class Offer:
    """What the front door brings along: the sections of the menu, and what of a page `exports` makes."""

    sections: Sequence[ModuleType]
    download: Callable[[Page, Context], None]
    picture: Picture


@dataclass(frozen=True)
class Visit:
    """One run for one user."""

    user: User
    language: Language
    theme: Theme
    by: Door
    offer: Offer
    links: dict[str, StreamlitPage] = field(default_factory=dict)

    def open(self) -> None:
        """Offer the menu and run the page; an address that is not theirs leads to the first page of their menu."""
        menu = {}
        for section in self.offer.sections:
            offered = [self._bind(module) for module in section.PAGES if self.user.may(module.PAGE.needs)]
            if offered:
                menu[section.TITLE.say(self.language)] = offered
        # All of it: Streamlit would hide the longer tail behind an English word.
        page = st.navigation(menu, expanded=True)
        if self.by is Door.SIGN_IN:
            frame.signed_in(self.user, self.language)
        page.run()

    def _bind(self, module: ModuleType) -> StreamlitPage:
        """A page of the menu that shows this module."""
        page: Page = module.PAGE
        self.links[page.slug] = st.Page(
            partial(self._show, module), title=shown(page.title.say(self.language)), icon=page.icon, url_path=page.slug
        )
        return self.links[page.slug]

    def _show(self, module: ModuleType) -> None:
        _run(self, module, session.so_far())

    def now(self) -> Arrival:
        """Who visits and what there is to see, asked again. Where that is no longer who the menu is for: all anew."""
        try:
            came = arrival.arrive(lambda by, build: self.user.code)
        except (*KNOWN_FAULTS, UnknownUser):
            came = None
        if came is None or (came.user, came.by) != (self.user, self.by):
            st.rerun(scope="app")
        return came


@st.fragment
def _run(visit: Visit, module: ModuleType, around: session.Choices) -> None:
    with running.one():
        _shown(visit, module, around)


def _shown(visit: Visit, module: ModuleType, around: session.Choices) -> None:
    """Heading, filters, the page itself, citation."""
    session.go_on(around)
    digits.look()
    page: Page = module.PAGE
    came = visit.now()
    came.user.must(page.needs)
    top = st.container()
    seen = horizon(came.build)
    is_waiting = seen.is_empty and bool(page.filters)
    ask = filters.draw(seen, came.build, () if is_waiting else page.filters, visit.language)
    offer, language = visit.offer, visit.language
    ctx = Context(came.user, language, came.build, ask, came.ledger, visit.links, visit.theme, offer.picture)
    with top:
        with st.container(horizontal=True, key="page_head", vertical_alignment="center"):
            frame.heading(page, ctx)
            sharing = st.container(width="content", horizontal=True)
        if came.is_behind:
            frame.warn(NO_BUILD, language)
    if is_waiting:
        frame.empty(ctx)
    else:
        module.render(ctx)
        with sharing:
            # After the page: by now it has said which choices it has.
            offer.download(page, ctx)
            share.control(page, ctx)
    frame.footer(figures.cited(ctx), ctx)
    session.publish()
