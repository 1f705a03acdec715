"""The reference printed on a paper, and the address that its QR code opens."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from base.words import Text
from kpi.model import OFFICE, Ask

DRAFT = Text("ฉบับร่าง", "Draft")


@dataclass(frozen=True, slots=True)
class Reference:
    """How a paper is found again."""

    code: str
    """As printed, e.g. `7F3K9X`; the word for a draft where none was given."""
    url: str
    """Short and ASCII, so that its QR code stays coarse enough for print."""
    note: str = ""
    """Printed under the citation, e.g. why it was published although a check failed."""


def draft(public_url: str, asked: Ask, track: str = OFFICE) -> Reference:
    """The reference of a paper that was not recorded: its address asks the same question of the present figures."""
    choices = {
        "fy": asked.round.fiscal_year.year_be,
        "round": asked.round.number,
        "as_of": asked.as_of.isoformat() if asked.is_as_of_given else "",
        "known_at": asked.known_at.isoformat(timespec="seconds"),
        "basis": "" if asked.official else "provisional",
        "unit": "" if track == OFFICE else track,
    }
    page = "overview" if track == OFFICE else "group"
    return Reference(DRAFT.th, f"{public_url}/{page}?{urlencode({k: v for k, v in choices.items() if v})}")
