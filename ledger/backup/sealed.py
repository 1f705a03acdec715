"""The seal of a backup: whoever opens the file learns of every altered, missing or added byte before reading a line.

Without a key the file is an ordinary ZIP whose comment is the SHA-256 of all that stands before it. With a key the ZIP
is encrypted in chunks (AES-256-GCM): each chunk's nonce holds its number and whether it is the last, so chunks can
neither be moved nor cut off, and a reader may begin anywhere.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ledger.backup.faults import DAMAGED, NO_KEY, NOT_A_BACKUP, WRONG_KEY, BackupFault

if TYPE_CHECKING:
    from typing_extensions import Buffer

MAGIC = b"TIDTAM-BACKUP-1\n"
CHUNK = 1 << 20
_SALT, _PREFIX, _TAG, _SEAL = 16, 7, 16, 64
_HEADER = len(MAGIC) + _SALT + _PREFIX
_READ = 1 << 20


@contextmanager
def writing(path: Path, key: str | None) -> Iterator[ZipFile]:
    """A new archive at `path`, sealed when the block ends; with a key nothing readable touches the disk."""
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        into = _Encrypting(file, key) if key else file
        with ZipFile(cast(IO[bytes], into), "w", ZIP_DEFLATED, compresslevel=3) as archive:
            archive.comment = b"" if key else b"0" * _SEAL
            yield archive
        if isinstance(into, _Encrypting):
            into.finish()
        file.flush()
        os.fsync(file.fileno())
    if not key:
        _seal(path)


@contextmanager
def opened(path: Path, key: str | None) -> Iterator[ZipFile]:
    """The archive at `path`, every byte of it checked first. Raises BackupFault when anything is not as written."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise BackupFault(NOT_A_BACKUP.filled(file=path)) from error
    with file:
        start = file.read(len(MAGIC))
        if start == MAGIC:
            if not key:
                raise BackupFault(NO_KEY.filled(file=path.name))
            inside: IO[bytes] = io.BufferedReader(_Decrypting(file, key, path.name), CHUNK)
            while inside.read(_READ):
                pass  # Reading it through authenticates every chunk.
        elif start.startswith(b"PK"):
            file.seek(max(0, path.stat().st_size - _SEAL))
            if file.read() != digest_of(path, without=_SEAL).encode():
                raise BackupFault(DAMAGED.filled(file=path.name))
            inside = file
        else:
            raise BackupFault(NOT_A_BACKUP.filled(file=path.name))
        inside.seek(0)
        try:
            with ZipFile(inside) as archive:
                yield archive
        except BadZipFile as error:
            raise BackupFault(DAMAGED.filled(file=path.name)) from error


def digest_of(path: Path, without: int = 0) -> str:
    """The SHA-256 of a file but for its last `without` bytes, 64 hexadecimal digits."""
    left, digest = path.stat().st_size - without, hashlib.sha256()
    with path.open("rb") as file:
        while left > 0 and (piece := file.read(min(_READ, left))):
            digest.update(piece)
            left -= len(piece)
    return digest.hexdigest()


def _seal(path: Path) -> None:
    digest = digest_of(path, without=_SEAL)
    with path.open("r+b") as file:
        file.seek(-_SEAL, os.SEEK_END)
        file.write(digest.encode())
        file.flush()
        os.fsync(file.fileno())


def _cipher(key: str, salt: bytes) -> AESGCM:
    return AESGCM(hashlib.scrypt(key.encode(), salt=salt, n=2**15, r=8, p=1, maxmem=64 << 20, dklen=32))


def _nonce(prefix: bytes, number: int, *, is_last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + bytes([is_last])


class _Encrypting(io.RawIOBase):
    """A file that is only written forward; what is written is encrypted chunk by chunk."""

    def __init__(self, file: IO[bytes], key: str) -> None:
        self.file = file
        self.header = MAGIC + os.urandom(_SALT + _PREFIX)
        self.cipher = _cipher(key, self.header[len(MAGIC) : -_PREFIX])
        self.number, self.waiting = 0, bytearray()
        file.write(self.header)

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        # ZipFile then knows that it cannot go back.
        raise OSError

    def write(self, data: Buffer) -> int:
        piece = bytes(data)
        self.waiting += piece
        while len(self.waiting) > CHUNK:  # A full chunk may still turn out to be the last.
            self._put(bytes(self.waiting[:CHUNK]), is_last=False)
            del self.waiting[:CHUNK]
        return len(piece)

    def finish(self) -> None:
        """Write what is left as the last chunk."""
        self._put(bytes(self.waiting), is_last=True)

    def _put(self, plain: bytes, *, is_last: bool) -> None:
        nonce = _nonce(self.header[-_PREFIX:], self.number, is_last=is_last)
        self.file.write(self.cipher.encrypt(nonce, plain, self.header))
        self.number += 1


class _Decrypting(io.RawIOBase):
    """An encrypted archive as if it were plain; only the chunk being read is in memory."""

    def __init__(self, file: IO[bytes], key: str, name: str) -> None:
        self.file, self.name = file, name
        file.seek(0)
        self.header = file.read(_HEADER)
        sealed = os.fstat(file.fileno()).st_size - _HEADER
        self.chunks = -(-sealed // (CHUNK + _TAG))
        self.size = sealed - self.chunks * _TAG
        if len(self.header) < _HEADER or sealed < _TAG or self.size < 0:
            raise BackupFault(DAMAGED.filled(file=name))
        self.cipher = _cipher(key, self.header[len(MAGIC) : -_PREFIX])
        self.at, self.held, self.chunk = 0, -1, b""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self.at, os.SEEK_END: self.size}[whence]
        self.at = base + offset
        return self.at

    def readinto(self, buffer: Buffer) -> int:
        view = memoryview(buffer)
        if self.at >= self.size:
            return 0
        number, start = divmod(self.at, CHUNK)
        if number != self.held:
            self.chunk, self.held = self._open(number), number
        piece = self.chunk[start : start + len(view)]
        view[: len(piece)] = piece
        self.at += len(piece)
        return len(piece)

    def _open(self, number: int) -> bytes:
        self.file.seek(_HEADER + number * (CHUNK + _TAG))
        sealed = self.file.read(CHUNK + _TAG)
        nonce = _nonce(self.header[-_PREFIX:], number, is_last=number == self.chunks - 1)
        try:
            return self.cipher.decrypt(nonce, sealed, self.header)
        except InvalidTag as error:
            raise BackupFault((WRONG_KEY if number == 0 else DAMAGED).filled(file=self.name)) from error
