"""Colours and fonts for the browser, put together once.

Streamlit tells them to the browser at the beginning of every run of every page and reads some 300 options for it each
time: a seventh of what a filter change costs. Its configuration does not change while a server runs.
"""

from __future__ import annotations

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

_told = app_session._populate_theme_msg
_kept: dict[str, CustomThemeConfig] = {}


def tell(message: CustomThemeConfig, section: str = "theme") -> None:
    """Put what the configuration says of one section into an empty message, as Streamlit itself does."""
    if section not in _kept:
        fresh = CustomThemeConfig()
        _told(fresh, section)
        _kept[section] = fresh
    # A section of which nothing is said must stay unsaid: merging even nothing into it would say that it is there.
    if _kept[section].ByteSize():
        message.MergeFrom(_kept[section])


def keep() -> None:
    """From now on, in this process."""
    app_session._populate_theme_msg = tell
