"""Pictures of every page in both languages, on a laptop's screen (1366 × 768).

    python docs/shoot.py http://localhost:8501 FOLDER

Needs a running server and Chromium. A picture is the screen without scrolling; `-whole` is the page to its end.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

PAGES = {
    "overview": "",
    "indicator-c1": "indicator?kpi=C1&scope=OFF",
    "indicator-k3": "indicator?kpi=K3&scope=OFF",
    "alerts": "alerts",
    "rounds": "rounds",
    "commentary": "commentary",
    "plans": "plans",
    "projects": "projects",
    "problems": "problems",
    "budget": "budget",
    "calendar": "calendar",
    "compare": "compare",
    "quality": "quality",
    "glossary": "glossary",
    "group": "group?unit=INF",
    "agency": "agency?reporter=DSD",
    "pmqa": "pmqa",
    "technology": "technology",
    "provinces": "provinces?measure=progress",
    "board": "board",
    "review": "review",
    "upload": "upload",
    "editor": "editor?form=progress&reporter=DOE&month=2021-08",
    "receipt": "receipt?id=S000020",
}
SCREEN = {"width": 1366, "height": 768}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


def shoot(page: Page, address: str, path: str, language: str, folder: Path, name: str) -> None:
    """Two pictures of one page: the screen, and the whole page."""
    page.set_viewport_size(SCREEN)
    page.goto(f"{address}/{path}{'&' if '?' in path else '?'}lang={language}")
    page.wait_for_selector(".tt-footer", timeout=90_000)
    if path.startswith(("indicator", "technology", "provinces")):
        page.wait_for_selector(".js-plotly-plot .main-svg", timeout=90_000)
    page.wait_for_timeout(1500)
    page.screenshot(path=folder / f"{name}-{language}.png")
    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size(SCREEN | {"height": max(SCREEN["height"], height)})
    page.wait_for_timeout(700)
    page.screenshot(path=folder / f"{name}-{language}-whole.png")


def main(address: str, folder: Path) -> None:
    """Take all pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        page = browser.new_page(viewport=SCREEN)
        for name, path in PAGES.items():
            for language in ("th", "en"):
                shoot(page, address, path, language, folder, name)
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1].rstrip("/"), Path(sys.argv[2]))
