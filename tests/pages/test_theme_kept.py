"""Colours and fonts are told to the browser as Streamlit itself would tell them."""

from __future__ import annotations

import pytest
from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig

from tests.etl_receive.command import ROOT
from ui import theme_kept

SECTIONS = ("theme", *(f"theme.{part.value}" for part in config.CustomThemeCategories))


@pytest.mark.parametrize("section", SECTIONS)
def test_what_is_kept_is_what_streamlit_says(section: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    config.get_config_options(force_reparse=True)
    theirs, first, second = CustomThemeConfig(), CustomThemeConfig(), CustomThemeConfig()
    monkeypatch.setattr(theme_kept, "_kept", {})
    theme_kept._told(theirs, section)
    theme_kept.tell(first, section)
    theme_kept.tell(second, section)
    assert first == second == theirs
    assert theirs.ByteSize() or section not in ("theme", "theme.light", "theme.dark")
