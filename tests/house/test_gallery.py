"""The gallery shows pages of the menu, with pictures small enough to keep (`make pictures` makes both)."""

from __future__ import annotations

import re
from collections.abc import Callable

from docs import shoot


def test_the_gallery_shows_pages_of_the_menu(drill: Callable[[int, int], int]) -> None:
    written = (shoot.HERE / "gallery.md").read_text("utf-8")
    shown = re.findall(r"!\[([^\]]+)\]\(pictures/([\w-]+)-th\.png\)", written)
    titles = {slug: title for slug, (_, _, title) in shoot.pages().items()}
    assert {slug: title for title, slug in shown}.items() <= titles.items()
    assert drill(1, len(titles)) <= len(shown), "run `make pictures`"
    for _, slug in shown:
        picture = shoot.HERE / "pictures" / f"{slug}-th.png"
        assert 10_000 < picture.stat().st_size < shoot.LARGEST_BYTES, slug
