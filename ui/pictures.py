"""A chart to take along: PNG for a document, SVG for a printer; drawn when the button is pressed."""

from __future__ import annotations

from functools import partial
from typing import Literal

import streamlit as st

from base.filename import safe
from base.words import Text
from kpi.chart import ChartSpec
from ui import figures
from ui.context import Context, Picture

SAVE = Text("ภาพ", "Picture")
FORMS: dict[Literal["png", "svg"], tuple[Text, str]] = {
    "png": (Text("ภาพ PNG", "PNG picture"), "image/png"),
    "svg": (Text("ภาพเวกเตอร์ SVG", "SVG drawing"), "image/svg+xml"),
}


def offer(spec: ChartSpec, ctx: Context, key: str) -> None:
    """A button that opens the formats; every picture carries the citation of the page."""
    draw = ctx.picture
    if draw is None:
        return
    with st.popover(ctx.say(SAVE), icon=":material/download:", type="tertiary", key=f"{key}_save"):
        for form, (label, mime) in FORMS.items():
            st.download_button(
                ctx.say(label),
                data=partial(_file, draw, spec, form, ctx),
                file_name=f"{safe(spec.title)}.{form}",
                mime=mime,
                on_click="ignore",
                key=f"{key}_{form}",
            )


def _file(draw: Picture, spec: ChartSpec, form: Literal["png", "svg"], ctx: Context) -> bytes:
    return draw(spec, form, (figures.cited(ctx),))
