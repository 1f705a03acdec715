"""Accessibility of a page as it stands in the browser, judged by axe-core (Deque Systems; tests/data/axe)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from playwright.sync_api import Page

SOURCE = Path(__file__).resolve().parents[1] / "data" / "axe" / "axe.min.js"
GRAVE = ("serious", "critical")
STREAMLITS_OWN = {
    ("list", "stSidebarNavItems"): "the menu's sections stand in a <div> inside its <ul>",
    ("listitem", "stSidebarNavItems"): "and so its <li> have no list as parent",
}
"""Rule and `data-testid` of the part of Streamlit around the finding → what Streamlit does; nothing of ours is here."""

RUN = """async (only) => {
  const chosen = only ? {runOnly: [only]} : {};
  const found = await axe.run(document, {resultTypes: ['violations'], elementRef: true, ...chosen});
  return found.violations.flatMap(rule => rule.nodes.map(node => {
    const around = [];
    for (let box = node.element; box; box = box.parentElement) {
      if (box.dataset && box.dataset.testid) around.push(box.dataset.testid);
    }
    return {rule: rule.id, impact: node.impact || rule.impact, around, html: node.html.slice(0, 200),
            why: node.failureSummary};
  }));
}"""


@lru_cache(maxsize=1)
def _source() -> str:
    return SOURCE.read_text("utf-8")


def findings(page: Page, only: str = "") -> list[str]:
    """Serious and critical findings on the page as it is now, those of Streamlit's own chrome left out.

    `only`: one rule instead of all, for a second look at the same page.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(_source())
    return [
        f"{found['rule']} ({found['impact']}): {found['html']} {found['why']}"
        for found in page.evaluate(RUN, only)
        if found["impact"] in GRAVE and not any((found["rule"], testid) in STREAMLITS_OWN for testid in found["around"])
    ]
