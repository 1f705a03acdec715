"""The folder of builds: their names, the pointer CURRENT, the lock, and what is thrown away.

A build is one DuckDB file that never changes once it has its name. CURRENT holds two lines: the name of the build in
use and its size in bytes, by which a cut-off file is noticed. Whoever builds holds `.lock`; readers need no lock.

Old builds: the newest three stay. A further one goes ten minutes after the build that replaced the one before it, so
that somebody who was just given its path can still open it; whoever has it open already keeps it until closing, since
Linux removes only the name. More than twenty are never kept, however young.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

KEPT = 3
KEPT_AT_MOST = 20
GRACE_SECONDS = 600

_NAME = re.compile(r"build-\d{9,}-[0-9a-f]{8}\.duckdb")
_DRAFT = ".making-"
_MAGIC = b"DUCK"
_MAGIC_AT = 8


def build_name(seq: int, digest: str) -> str:
    """`build-000000042-1a2b3c4d.duckdb`: the last fact's sequence number and the first 8 characters of a digest."""
    return f"build-{seq:09d}-{digest[:8]}.duckdb"


class Shelf:
    """The builds in one folder, which is made by the first who builds."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pointer = folder / "CURRENT"

    def pointed(self) -> Path | None:
        """The build in use; None when there is none, or the pointer or the file is damaged."""
        try:
            name, size, *_ = self.pointer.read_text("ascii").split()
            path = self.folder / name
            if not _NAME.fullmatch(name) or path.stat().st_size != int(size):
                return None
            with path.open("rb") as file:
                is_database = file.read(_MAGIC_AT + len(_MAGIC))[_MAGIC_AT:] == _MAGIC
        except (OSError, ValueError):
            return None
        return path if is_database else None

    def is_as_written(self, build: Path) -> bool:
        """Whether every byte of the build in use is the one that was written; True where no sum was kept of it."""
        name, _, *kept = self.pointer.read_text("ascii").split()
        return name != build.name or not kept or kept[0] == _sum(build)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Alone among all threads and processes that build here; waits its turn (polling would starve)."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / ".lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            self._clear_drafts()
            yield

    @contextmanager
    def draft(self, base: Path | None = None) -> Iterator[Path]:
        """A path to build at, holding a copy of `base` if given; gone at exit unless published. Needs the lock.

        A build is only ever opened for writing as a draft, so copying one cannot drop a lock that anybody relies on
        (POSIX drops a process's locks on a file when it closes any descriptor of it).
        """
        path = self.folder / f"{_DRAFT}{os.getpid()}-{secrets.token_hex(4)}.duckdb"
        try:
            if base is None:
                yield path
            else:
                shutil.copyfile(base, path)
                with _going_to_disk(path):
                    yield path
        finally:
            self._clear_drafts()

    def publish(self, draft: Path, name: str) -> Path:
        """Gives a finished, closed draft its name. Raises RuntimeError when it still has a write-ahead log."""
        if Path(f"{draft}.wal").exists():
            raise RuntimeError(f"the build was not closed cleanly: {draft.name}")
        _sync(draft)
        path = self.folder / name
        draft.rename(path)
        _sync(self.folder)
        return path

    def point(self, build: Path) -> None:
        """Makes `build` the one in use, in one step."""
        draft = self.folder / f"{_DRAFT}{os.getpid()}-{secrets.token_hex(4)}.pointer"
        draft.write_text(f"{build.name}\n{build.stat().st_size}\n{_sum(build)}\n", "ascii")
        _sync(draft)
        draft.replace(self.pointer)
        _sync(self.folder)

    def clear_old(self) -> None:
        """Removes the builds that nobody can want any more (see above). Needs the lock."""
        in_use = self.pointed()
        dated = [(path.stat().st_mtime, path) for path in self.folder.iterdir() if _NAME.fullmatch(path.name)]
        newest_first = sorted(dated, reverse=True)
        for rank, (_, path) in enumerate(newest_first):
            if rank < KEPT or path == in_use:
                continue
            replaced_at = newest_first[rank - 1][0]
            if rank >= KEPT_AT_MOST or time.time() - replaced_at > GRACE_SECONDS:
                path.unlink()

    def _clear_drafts(self) -> None:
        """Drafts of builders that were killed: under the lock every draft is somebody's who is no more."""
        for path in self.folder.glob(f"{_DRAFT}*"):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()


@contextmanager
def _going_to_disk(path: Path) -> Iterator[None]:
    """The file's bytes so far go to the disk while something else is done with it; half of what a copy costs.

    The descriptor is closed only after DuckDB has closed the file: closing it earlier would drop DuckDB's lock.
    """
    descriptor = os.open(path, os.O_RDONLY)
    try:
        with ThreadPoolExecutor(1) as background:
            written = background.submit(os.fsync, descriptor)
            yield
            written.result()
    finally:
        os.close(descriptor)


def _sum(path: Path) -> str:
    """The SHA-256 of a file nobody has open for writing. POSIX locks do not matter: builds are read without them."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(path: Path) -> None:
    """Everything written to this file, or to this folder's list of names, is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
