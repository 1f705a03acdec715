"""The folder of builds: their names, the pointer CURRENT, the lock, and what is thrown away.

A build is one DuckDB file that never changes once it has its name. CURRENT holds the name of the build in use, its size
in bytes, by which a cut-off file is noticed, and the SHA-256 of each MiB of it. Whoever builds holds `.lock`; readers
need no lock.

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
_SUMMED = 1 << 20
"""Of how many bytes each sum is."""


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
        kept = self._kept(build)
        # One sum is of the whole file: a small one, or one from before sums were kept of each MiB.
        return not kept or kept == _sums(build, _SUMMED if len(kept) > 1 else max(1, build.stat().st_size))

    def _kept(self, build: Path) -> list[str]:
        """The sums of the build in use; none of another build, or where none was kept."""
        name, _, *kept = self.pointer.read_text("ascii").split()
        return kept if name == build.name else []

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

    def point(self, build: Path, base: Path | None = None) -> None:
        """Makes `build` the one in use, in one step; `base`: the build in use that it was grown from."""
        sums = _sums(build) if base is None else _grown_sums(build, base, self._kept(base))
        draft = self.folder / f"{_DRAFT}{os.getpid()}-{secrets.token_hex(4)}.pointer"
        draft.write_text("\n".join((build.name, str(build.stat().st_size), *sums, "")), "ascii")
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


def _sums(path: Path, size: int = _SUMMED) -> list[str]:
    """The SHA-256 of every `size` bytes of a file nobody has open for writing.

    POSIX locks do not matter: builds are read without them.
    """
    with path.open("rb") as file:
        return [hashlib.sha256(block).hexdigest() for block in iter(lambda: file.read(size), b"")]


def _grown_sums(path: Path, base: Path, known: list[str]) -> list[str]:
    """The same of a build of which few bytes differ from its base: comparing takes a third of the time of summing.

    An equal block keeps the sum that was taken when it was written, so a base damaged since then does not pass.
    """
    if len(known) != -(-base.stat().st_size // _SUMMED):
        return _sums(path)  # Sums of another kind, from before sums were kept of each MiB.
    sums: list[str] = []
    with path.open("rb") as file, base.open("rb") as other:
        while block := file.read(_SUMMED):
            is_equal = block == other.read(_SUMMED)
            sums.append(known[len(sums)] if is_equal else hashlib.sha256(block).hexdigest())
    return sums


def _sync(path: Path) -> None:
    """Everything written to this file, or to this folder's list of names, is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
