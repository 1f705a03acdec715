"""Pages that show the figures."""

from types import ModuleType

from base.words import Text
from pages.monitor import (
    agency,
    alerts,
    budget,
    calendar,
    commentary,
    compare,
    glossary,
    group,
    indicator,
    overview,
    plans,
    pmqa,
    privacy,
    problems,
    projects,
    provinces,
    quality,
    rounds,
    technology,
)

TITLE = Text("ติดตาม", "Monitor")
PAGES: tuple[ModuleType, ...] = (
    overview,
    alerts,
    group,
    rounds,
    commentary,
    plans,
    projects,
    problems,
    budget,
    pmqa,
    technology,
    agency,
    provinces,
    calendar,
    indicator,
    compare,
    quality,
    glossary,
    privacy,
)
"""In the order of the menu."""
