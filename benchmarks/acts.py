"""What people do in a minute of a normal day, through the pages and without a browser."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.crowd import RECEIPT, Tab
from benchmarks.deadline import MONTHS, workbook
from etl.read import read
from etl.reference import Register
from tests.google.book import Book
from tests.google.service import Google
from tests.google.shelf import put

PAGES_A_MINUTE = 10
EVERY_MINUTES = {"upload": 2, "export": 2, "pull": 10, "pack": 30}
FILES = {"download_xlsx": b"PK", "download_png": b"\x89PNG"}


def centres(register: Register) -> list[str]:
    """The codes of the provinces' centres, who report every month."""
    return [code for code, row in register.agencies.items() if row["kind"] == "province"]


@dataclass
class Acts:
    """What visitors do, in turn, and how often it was done; `books` are named after whose sheets they are."""

    folder: Path
    register: Register
    google: Google
    books: Sequence[Book]
    pages: int = PAGES_A_MINUTE
    every: Mapping[str, int] = field(default_factory=lambda: EVERY_MINUTES)
    done: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._reports = itertools.cycle(itertools.product(MONTHS, centres(self.register)))
        self._pages: Iterator[str] = iter(())
        self._turn = itertools.cycle("12")
        self._files = itertools.cycle(FILES)

    def minute(self, number: int, visitors: Sequence[Tab]) -> None:
        """Everything that is done in one minute of a normal day, by whoever is there in turn."""
        who = itertools.cycle(visitors)
        for _ in range(self.pages):
            self._look(next(who))
        acts = {"upload": self._upload, "export": self._export, "pull": self._pull, "pack": self._pack}
        for name, minutes in self.every.items():
            if number % minutes == minutes - 1:
                acts[name](next(who))

    def _look(self, visitor: Tab) -> None:
        page = next(self._pages, None)
        if page is None:
            self._pages = iter(list(visitor.open("").menu))
            page = next(self._pages)
        screen = visitor.open(page)
        self.done["pages"] += 1
        if any(one.keys[-1] == "choice_round" for one in screen.of("button_group")):
            visitor.pick(screen, "choice_round", next(self._turn))
            self.done["filter changes"] += 1

    def _upload(self, visitor: Tab) -> None:
        month, code = next(self._reports)
        path = self.folder / f"{code}-{month}.xlsx"
        path.write_bytes(workbook(self.register, code, month))
        shown = visitor.send_file(path)
        path.unlink()
        if not any(RECEIPT.fullmatch(one.keys[-1]) for one in shown.of("download_button")):
            raise RuntimeError(f"{path.name} got no receipt")
        self.done["uploads"] += 1

    def _export(self, visitor: Tab) -> None:
        name = next(self._files)
        if not visitor.take(visitor.open("indicator"), name).startswith(FILES[name]):
            raise RuntimeError(f"{name} gave another file")
        self.done["exports"] += 1

    def _pull(self, visitor: Tab) -> None:
        for book in self.books:
            month = MONTHS[self.done["pulls"] % len(MONTHS)]
            put(self.google, book, read(workbook(self.register, book.title, month)))
        visitor.click(visitor.open("sheets"), "sheets_pull")
        self.done["pulls"] += 1

    def _pack(self, visitor: Tab) -> None:
        shown = visitor.click(visitor.open("packs"), "packs_make")
        files = [one.keys[-1] for one in shown.of("download_button") if one.keys[-1].startswith("packs_")]
        if not files or not all(visitor.take(shown, name) for name in files):
            raise RuntimeError("the pack has no files")
        self.done["packs"] += 1
