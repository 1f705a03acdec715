"""Pictures of every page of the menu: for looking at, and for the gallery.

    make pictures                                 docs/pictures/*-th.png and docs/gallery.md, from its own demonstration
    python -m docs.shoot FOLDER ADDRESS [PAGE…]   each page in both languages at 1366 × 768 and 360 × 740, from a server

`-whole` is a page to its end. Needs Chromium; pages are those of the menu, so a new page is in the next gallery.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from app import SECTIONS
from base.access import GRANTS, Role
from base.words import LANGUAGES, Language
from benchmarks.served import fill, served

HERE = Path(__file__).parent
SCREENS = {"1366": {"width": 1366, "height": 768}, "360": {"width": 360, "height": 740}}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--renderer-process-limit=1"]
PATIENCE_MS = 90_000
OPENED = {
    "indicator": "kpi=C1&scope=OFF",
    "group": "unit=INF",
    "agency": "reporter=DSD",
    "provinces": "measure=progress",
    "editor": "form=progress&reporter=DOE&month=2021-08",
    "receipt": "id=S001749",
}
"""What a page needs in its address to have something to show."""
COLOURS = (256, 160, 96, 48)
LARGEST_BYTES = 150_000
ADMINISTRATOR = "ผู้ดูแลระบบ"
CLOSED = {
    page.slug: page.title
    for page in (module.PAGE for section in SECTIONS for module in section.PAGES)
    if page.needs not in GRANTS[Role.STEWARD]
}
"""Pages that the demonstration's first position may not open, with their titles."""
TOP = """# Gallery

Every page of the menu with the demonstration's figures, in Thai, on a laptop's screen (1366 × 768). Made by
`make pictures`; all figures are made up.
"""


def pages() -> dict[str, tuple[str, str, str]]:
    """Slug → address below the server's, section and title in Thai, in the order of the menu."""
    listed = [(section.TITLE.th, module.PAGE) for section in SECTIONS for module in section.PAGES]
    return {
        page.slug: (
            f"{'' if page.slug == 'overview' else page.slug}?{OPENED.get(page.slug, '')}",
            section,
            page.title.th,
        )
        for section, page in listed
    }


def open_page(page: Page, server: str, slug: str, language: Language) -> None:
    """Go there and wait until everything is drawn; as the administrator where the data steward is not let in."""
    path, _, _ = pages()[slug]
    address = f"{server}/{path}&lang={language}"
    if slug in CLOSED:
        become_administrator(page, server)
        page.evaluate("to => { history.pushState({}, '', to); dispatchEvent(new PopStateEvent('popstate')) }", address)
        page.wait_for_function(
            "title => document.querySelector('h1')?.innerText === title", arg=CLOSED[slug].say(language)
        )
    else:
        page.goto(address)
    wait(page)


def become_administrator(page: Page, server: str) -> None:
    """Choose the position in the list of the demonstration; it holds until the next address is opened afresh."""
    page.set_viewport_size(SCREENS["1366"])
    page.goto(f"{server}/?lang=th")
    wait(page)
    page.locator(".st-key-position input").fill(ADMINISTRATOR)
    page.get_by_role("option", name=ADMINISTRATOR, exact=True).click()
    wait(page)


def wait(page: Page) -> None:
    """Wait until everything is drawn."""
    page.wait_for_selector(".tt-footer", timeout=PATIENCE_MS)
    page.wait_for_function("!document.querySelector('[data-test-script-state=running]')", timeout=PATIENCE_MS)
    page.wait_for_timeout(1500)


def shoot(page: Page, server: str, slug: str, language: Language, start: Path) -> None:
    """Four pictures of one page in one language: both screens, and at each width the whole page."""
    page.set_viewport_size(SCREENS["1366"])
    open_page(page, server, slug, language)
    for width, screen in SCREENS.items():
        page.set_viewport_size(screen)
        page.wait_for_timeout(700)
        name = f"{start.name}-{language}-{width}"
        page.screenshot(path=start.with_name(f"{name}.png"))
        height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        page.set_viewport_size(screen | {"height": max(screen["height"], height)})
        page.wait_for_timeout(500)
        page.screenshot(path=start.with_name(f"{name}-whole.png"))


def look(folder: Path, server: str, only: list[str]) -> None:
    """Every page, or those named, as a reader may meet it."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        page = browser.new_page(viewport=SCREENS["1366"])
        for slug in pages():
            for language in LANGUAGES:
                if not only or slug in only:
                    shoot(page, server, slug, language, folder / slug)
        browser.close()


def gallery() -> None:
    """The Thai pictures of all pages, small enough to keep, and the document that shows them."""
    with tempfile.TemporaryDirectory() as data, sync_playwright() as playwright:
        fill(Path(data))
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        page = browser.new_page(viewport=SCREENS["1366"])
        with served("app.py", Path(data)) as (server, _):
            for slug in pages():
                open_page(page, server, slug, "th")
                target = HERE / "pictures" / f"{slug}-th.png"
                page.screenshot(path=target)
                shrink(target)
        browser.close()
    (HERE / "gallery.md").write_text(document(), "utf-8")


def shrink(picture: Path) -> None:
    """As many colours as fit, the same file name. Raises ValueError when even the fewest are too many."""
    with Image.open(picture) as opened:
        full = opened.convert("RGB")
    for colours in COLOURS:
        full.quantize(colours, kmeans=1, dither=Image.Dither.NONE).save(picture, optimize=True)
        if picture.stat().st_size < LARGEST_BYTES:
            return
    raise ValueError(f"{picture.name}: {picture.stat().st_size} bytes")


def document() -> str:
    """docs/gallery.md: the pages by section of the menu."""
    lines, last = [TOP], ""
    for slug, (_, section, title) in pages().items():
        if section != last:
            lines.append(f"## {section}\n")
            last = section
        lines.append(f"### {title}\n\n![{title}](pictures/{slug}-th.png)\n")
    return "\n".join(lines)


if __name__ == "__main__":
    if len(sys.argv) == 1:
        gallery()
    elif len(sys.argv) >= 3:
        look(Path(sys.argv[1]), sys.argv[2].rstrip("/"), sys.argv[3:])
    else:
        sys.exit(__doc__)
