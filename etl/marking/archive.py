"""A zip package in which single parts are replaced or added; every other entry is carried over as its raw bytes."""

from __future__ import annotations

import io
import struct
import zipfile

from etl.gate.package import ZIP_FAULTS, printable
from etl.marking.faults import CannotPatch

_LOCAL_HEAD = 30
_LENGTHS = struct.Struct("<HH")
_LENGTHS_AT = 26
_DESCRIPTOR_BIT = 0x08
_EPOCH = (1980, 1, 1, 0, 0, 0)


class Archive:
    """The entries of one package. Names are compared as Office does: without case, with either slash."""

    def __init__(self, data: bytes) -> None:
        """Raises CannotPatch when `data` is no readable zip."""
        self._data = data
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                self._entries = archive.infolist()
                self._comment = archive.comment
        except ZIP_FAULTS as fault:
            raise CannotPatch("zip") from fault
        self._by_name = {_key(entry.filename): entry for entry in self._entries}
        self._replaced: dict[str, bytes] = {}
        self._added: dict[str, tuple[str, bytes]] = {}

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._by_name or _key(name) in self._added

    def names(self) -> list[str]:
        """Every part, those added last."""
        return [entry.filename for entry in self._entries] + [name for name, _ in self._added.values()]

    def read(self, name: str) -> bytes:
        """A part as it stands now. Raises CannotPatch when there is none or it is damaged."""
        key = _key(name)
        if key in self._replaced:
            return self._replaced[key]
        if key in self._added:
            return self._added[key][1]
        try:
            with zipfile.ZipFile(io.BytesIO(self._data)) as archive:
                return archive.read(self._by_name[key])
        except (KeyError, *ZIP_FAULTS) as fault:
            raise CannotPatch(printable(name)) from fault

    def write(self, name: str, content: bytes) -> None:
        """Replace a part, or add it."""
        if _key(name) in self._by_name:
            self._replaced[_key(name)] = content
        else:
            self._added[_key(name)] = (name, content)

    def free_name(self, pattern: str) -> str:
        """The first name of `pattern` (with {}) that no part has yet."""
        number = 1
        while pattern.format(number) in self:
            number += 1
        return pattern.format(number)

    def to_bytes(self) -> bytes:
        """The whole package: entries in their old order, raw where nothing was changed, the added ones behind."""
        sink = io.BytesIO()
        with zipfile.ZipFile(sink, "w") as made:
            made.comment = self._comment
            for entry in self._entries:
                content = self._replaced.get(_key(entry.filename))
                if content is None:
                    self._carry(made, entry)
                else:
                    made.writestr(_fresh(entry.filename, entry.date_time), content)
            for name, content in self._added.values():
                made.writestr(_fresh(name, _EPOCH), content)
        return sink.getvalue()

    def _carry(self, made: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
        """Write the compressed bytes of an entry as they are, under a head that says the same."""
        start = entry.header_offset
        name_length, extra_length = _LENGTHS.unpack_from(self._data, start + _LENGTHS_AT)
        start += _LOCAL_HEAD + name_length + extra_length
        copy = _fresh(entry.filename, entry.date_time)
        for name in ("compress_type", "external_attr", "create_system", "CRC", "compress_size", "file_size", "comment"):
            setattr(copy, name, getattr(entry, name))
        # Sizes stand in the head; a descriptor behind the data would be a second place for them.
        copy.flag_bits = entry.flag_bits & ~_DESCRIPTOR_BIT
        assert made.fp is not None
        copy.header_offset = made.fp.tell()
        made.fp.write(copy.FileHeader(zip64=False))
        made.fp.write(self._data[start : start + entry.compress_size])
        made.filelist.append(copy)
        made.NameToInfo[copy.filename] = copy
        made.start_dir = made.fp.tell()


def _fresh(name: str, moment: tuple[int, int, int, int, int, int]) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, moment)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()
