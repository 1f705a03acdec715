"""The only door to the session and to the address bar.

A choice has a name of the list below; its value is a short string that is looked up among the values this reader may
choose. The address restores a choice; nothing else of the address ever reaches the session. What stands on a page
more than once (a chart, a long list) has a choice each: `view.trend`, `page.projects`.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from urllib.parse import urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ledger.store import Mark

NAMES = (
    *("lang", "theme", "digits", "fy", "round", "as_of", "since", "known_at", "basis", "kpi", "scope", "kind"),
    *("reporter", "month", "form", "id", "kept", "family", "moved", "step", "unit", "plan", "state", "measure"),
    *("view", "page", "rows", "paper", "track", "slide", "seconds"),
    *("who", "words", "first", "last", "of_year", "key"),
)
USUAL = {"lang": "th", "basis": "official"}
"""What a permanent link may leave out: it is the same for everybody at any time."""
LONGEST = 32

Choices = tuple[tuple[str, ...], dict[str, str]]
"""The names of choices in the order asked for, and the defaults of the quiet ones."""

_SHOWN = "_address"
_LAST = "_last_choices"
_ASKED = "_asked"
_FOUND = "_found"
_QUIET = "_quiet"
_VIEW = "_view"
_WRITTEN = "_written"
_IS_NEW_VIEW = "_is_new_view"


def begin() -> None:
    """Start a run: no choice has been asked for yet."""
    st.session_state[_ASKED] = []
    st.session_state[_FOUND] = 0, {}
    st.session_state[_QUIET] = {}
    context = get_script_run_ctx(suppress_warning=True)
    view = (context.page_script_hash if context else "", chosen("lang"))
    st.session_state[_IS_NEW_VIEW] = view != st.session_state.get(_VIEW)
    st.session_state[_VIEW] = view


def written() -> Mark:
    """The newest fact that this session has recorded."""
    mark: Mark = st.session_state.setdefault(_WRITTEN, Mark())
    return mark


def so_far() -> Choices:
    """The choices asked for until now, for a part of the page that is run again alone (`go_on`)."""
    return tuple(st.session_state[_ASKED]), dict(st.session_state[_QUIET])


def go_on(around: Choices) -> None:
    """Start a part of a run: what stands around it has asked for its choices already."""
    asked, quiet = around
    st.session_state[_ASKED] = list(asked)
    st.session_state[_FOUND] = 0, {}
    st.session_state[_QUIET] = dict(quiet)


def choice(name: str, allowed: Collection[str], default: str, *, is_quiet: bool = False) -> str:
    """Make the choice `name` ready for its widget and give the widget's key.

    The address wins when it changed since we last wrote it, the session otherwise; a value that is not `allowed`
    becomes `default`. A quiet choice stands in the address only when it differs from its default.
    Raises KeyError for a name that is not on the list.
    """
    if name.partition(".")[0] not in NAMES:
        raise KeyError(name)
    key = key_of(name)
    given = st.query_params.get(name)
    is_new = given != st.session_state.get(_SHOWN, {}).get(name)
    if given is not None and is_new and len(given) <= LONGEST and given in allowed:
        st.session_state[key] = given
    elif st.session_state.get(key) not in allowed:
        # Streamlit forgets a widget that a page did not draw; the last choice is remembered here.
        last = chosen(name)
        st.session_state[key] = last if last in allowed else default
    elif st.session_state[_IS_NEW_VIEW]:
        # On another page or in another language this is a new widget to Streamlit, which would begin at its default.
        st.session_state[key] = st.session_state[key]
    st.session_state[_ASKED].append(name)
    if is_quiet:
        st.session_state[_QUIET][name] = default
    return key


def held(name: str, allowed: Collection[str], default: str, look: object) -> str:
    """Make ready the widget of what is chosen for this session only, never by the address, and give its key.

    `look` is whatever the widget says (its label, the words of its list): with another one it is a new widget to
    Streamlit, which would begin at its default. Tell the choice to `keep` when the widget is drawn.
    """
    if st.session_state.get(name) not in allowed:
        last = kept(name)
        st.session_state[name] = last if last in allowed else default
    elif look != kept(f"{name}_look"):
        st.session_state[name] = st.session_state[name]
    keep(f"{name}_look", look)
    return name


def view() -> object:
    """What the reader has before them, the choices apart: the page and the language."""
    return st.session_state[_VIEW]


def note(name: str, value: str) -> None:
    """Put into the address what the reader typed, for want of a list to choose from."""
    st.session_state[key_of(name)] = value[:LONGEST]
    st.session_state[_ASKED].append(name)


def given(name: str) -> str:
    """The raw text of the address for a listed name, cut to a short string; for building the list of allowed values."""
    return (st.query_params.get(name) or "")[:LONGEST] if name in NAMES else ""


def chosen(name: str) -> str:
    """The present value of a choice, drawn on this page or on an earlier one; empty when nobody has chosen."""
    drawn = st.session_state.get(key_of(name))
    return str(st.session_state.get(_LAST, {}).get(name, "") if drawn is None else drawn)


def key_of(name: str) -> str:
    """The widget key of a choice."""
    return f"choice_{name}"


def publish() -> None:
    """Write the choices of this run into the address, so that it restores the same view in a new session."""
    quiet = st.session_state[_QUIET]
    present = {name: str(st.session_state.get(key_of(name)) or "") for name in st.session_state[_ASKED]}
    shown = {name: value for name, value in present.items() if value and value != quiet.get(name)}
    if st.query_params.to_dict() != shown:
        st.query_params.from_dict(shown)
    st.session_state[_SHOWN] = shown
    st.session_state[_LAST] = st.session_state.get(_LAST, {}) | present
    st.session_state[_IS_NEW_VIEW] = False


def address(**more: str) -> str:
    """The query string of a link that takes the choices of this run along, with `more` choices set."""
    present = _present() | more
    return urlencode({name: value for name, value in present.items() if value})


def _present() -> dict[str, str]:
    """The choices asked for so far; gathered again only when another was asked for, as a page has many links."""
    asked, (count, found) = st.session_state[_ASKED], st.session_state[_FOUND]
    if count != len(asked):
        found = {name: chosen(name) for name in asked}
        st.session_state[_FOUND] = len(asked), found
    return found


def permanent(**pinned: str) -> str:
    """The query string that shows another reader the same at any time: the choices of this run with `pinned` ones set.

    Only what is usual for everybody is left out, so that it stays short enough for a small code.
    """
    present = {name: chosen(name) for name in st.session_state[_ASKED]} | pinned
    unsaid = USUAL | st.session_state[_QUIET]
    return urlencode({name: value for name, value in present.items() if value and value != unsaid.get(name)}, safe=":")


def kept(name: str, default: Any = None) -> Any:
    """Something a page remembers for this session only (never from the address)."""
    return st.session_state.get(f"kept_{name}", default)


def keep(name: str, value: object) -> None:
    """Remember something for this session only."""
    st.session_state[f"kept_{name}"] = value
