"""One XML part, read by expat in bounded pieces: no document type, no entity, no tree in memory."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import IO
from xml.parsers import expat

from etl.gate import GateRefusal
from etl.gate.package import ZIP_FAULTS, printable

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_CHUNK = 256 * 1024
_NO_MEMORY = 1
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


def run(
    part: IO[bytes],
    name: str,
    start: Callable[[str, Mapping[str, str]], None],
    end: Callable[[str], None],
    characters: Callable[[str], None],
    element_names: tuple[str, ...],
) -> None:
    """Feeds a part to the handlers; `element_names` are those that the handlers compare with.

    Raises GateRefusal: G_BROKEN_PART for XML or a zip entry that is damaged, G_XML_DTD for a document type.
    """
    # Handing over the very strings lets the handlers' comparisons end at the first look.
    parser = expat.ParserCreate(namespace_separator="}", intern={each: each for each in element_names})
    parser.buffer_text = True
    parser.buffer_size = 64 * 1024
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters

    def forbid(*_declaration: object) -> None:
        raise GateRefusal("G_XML_DTD", part=printable(name))

    parser.StartDoctypeDeclHandler = forbid
    parser.EntityDeclHandler = forbid
    try:
        while chunk := part.read(_CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as fault:
        if fault.code == _NO_MEMORY:
            raise MemoryError from fault
        raise GateRefusal("G_BROKEN_PART", part=printable(name)) from fault
    except (*ZIP_FAULTS, LookupError) as fault:
        raise GateRefusal("G_BROKEN_PART", part=printable(name)) from fault


def unescaped(text: str) -> str:
    """Excel writes characters that XML cannot hold as `_x000D_`."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
