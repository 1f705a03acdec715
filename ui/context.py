"""What a page is given and what it declares: no page without a `Context`, no `Context` without a `User`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from base.access import Action, User
from base.words import Language, Text
from kpi.chart import ChartSpec
from kpi.model import Ask
from kpi.store import Build
from ledger.store import Ledger
from ui.digits import shown

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage


Theme = Literal["light", "dark"]
Picture = Callable[[ChartSpec, Literal["png", "svg"], Sequence[str]], bytes]
"""A chart, its format and the lines under it → the file. Who opens a page gives it: `ui` draws for the screen only."""


@dataclass(frozen=True, slots=True)
class Help:
    """What a reader of a page wants to know first: what it is for, who enters what, by when."""

    purpose: Text
    entry: Text
    due: Text


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says about itself: its address, its name, the action it needs, the filters it listens to."""

    slug: str
    title: Text
    needs: Action
    icon: str
    filters: tuple[str, ...] = ()
    help: Help | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """Everything a page may use: who asks, in which language, of which build, which question."""

    user: User
    language: Language
    build: Build
    ask: Ask
    ledger: Ledger
    links: Mapping[str, StreamlitPage]
    """Slug → page, only those this user may open."""
    theme: Theme = "light"
    """What the reader sees; charts are drawn for it."""
    picture: Picture | None = None
    """Draws a chart as a file; None where nobody offers one."""

    def say(self, text: Text, **blanks: object) -> str:
        """`text` in the reader's language and digits."""
        return shown(text.say(self.language, **blanks))
