"""Ways to damage a file: bytes flipped, ends cut off, parts swapped, XML edited, numbers made absurd."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable

_ABSURD = (
    b"9" * 400,
    b"1E308",
    b"-1E400",
    b"NaN",
    b"-0",
    b"0x10",
    b"1E-400",
    b"99999999999999999999",
    b"",
    b"\xe0\xb9\x91",
)
_PIECES = (
    b"<",
    b">",
    b"&",
    b"&#0;",
    b'"',
    b"<c>",
    b"</row>",
    b"]]>",
    b"\x00",
    b"\xff",
    b"<!DOCTYPE x>",
    b'r="XFD1048576"',
)
_NUMBER = re.compile(rb"(?<=>)-?\d+(?:\.\d+)?(?=<)|(?<==\")\d+(?=\")")
_TAG = re.compile(rb"<[A-Za-z/][^<>]{0,200}>")

Damage = Callable[[bytes, random.Random], bytes]


def flipped(data: bytes, dice: random.Random) -> bytes:
    """A few bytes changed anywhere."""
    content = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 8, 64))):
        content[dice.randrange(len(content))] = dice.randrange(256)
    return bytes(content)


def cut(data: bytes, dice: random.Random) -> bytes:
    """The end missing, or a piece out of the middle, or the file twice."""
    place = dice.randrange(1, len(data))
    match dice.randrange(3):
        case 0:
            return data[:place]
        case 1:
            return data[:place] + data[place + dice.randint(1, 2000) :]
        case _:
            return data + data[:place]


def spliced(data: bytes, dice: random.Random) -> bytes:
    """A piece of the file over another place of it."""
    length = dice.randint(1, min(600, len(data) - 1))
    source, target = dice.randrange(len(data) - length), dice.randrange(len(data) - length)
    return data[:target] + data[source : source + length] + data[target + length :]


def in_parts(change: Callable[[dict[str, bytes], random.Random], None]) -> Damage:
    """Damage inside a package; a file that is none is flipped instead."""

    def damage(data: bytes, dice: random.Random) -> bytes:
        if not zipfile.is_zipfile(io.BytesIO(data)):
            return numbers(data, dice) if dice.random() < 0.5 else flipped(data, dice)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        change(parts, dice)
        sink = io.BytesIO()
        with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return sink.getvalue()

    return damage


def _swap(parts: dict[str, bytes], dice: random.Random) -> None:
    first, second = dice.sample(sorted(parts), 2)
    parts[first], parts[second] = parts[second], parts[first]


def _lose(parts: dict[str, bytes], dice: random.Random) -> None:
    del parts[dice.choice(sorted(parts))]


def _flip(parts: dict[str, bytes], dice: random.Random) -> None:
    name = dice.choice([name for name in sorted(parts) if parts[name]])
    parts[name] = flipped(parts[name], dice)


def _edit(parts: dict[str, bytes], dice: random.Random) -> None:
    """A tag lost, doubled or moved, or a piece of XML where none belongs."""
    name = dice.choice(sorted(parts))
    content = parts[name]
    tags = list(_TAG.finditer(content))
    if not tags or dice.random() < 0.3:
        place = dice.randrange(len(content) + 1)
        parts[name] = content[:place] + dice.choice(_PIECES) + content[place:]
        return
    one, other = dice.choice(tags), dice.choice(tags)
    piece = dice.choice((b"", one[0] * 2, other[0], dice.choice(_PIECES)))
    parts[name] = content[: one.start()] + piece + content[one.end() :]


def _exaggerate(parts: dict[str, bytes], dice: random.Random) -> None:
    name = dice.choice(sorted(parts))
    parts[name] = numbers(parts[name], dice)


def numbers(data: bytes, dice: random.Random) -> bytes:
    """Some of the numbers in a text made absurd."""
    found = list(_NUMBER.finditer(data)) or list(re.finditer(rb"\d+", data))
    for one in sorted(dice.sample(found, min(len(found), dice.randint(1, 4))), key=lambda one: -one.start()):
        data = data[: one.start()] + dice.choice(_ABSURD) + data[one.end() :]
    return data


DAMAGES: tuple[Damage, ...] = (
    flipped,
    cut,
    spliced,
    *map(in_parts, (_swap, _lose, _flip, _edit, _edit, _exaggerate)),
)
