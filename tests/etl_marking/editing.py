"""A workbook changed the way Excel changes it: one cell's content, nothing else (openpyxl would lose cached values)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from xml.sax.saxutils import escape


def with_parts(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """The package with each part as `change(name, content)` gives it back; None leaves it out."""
    sink = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = change(entry.filename, old.read(entry))
            if content is not None:
                new.writestr(entry.filename, content)
    return sink.getvalue()


def with_cells(data: bytes, values: Mapping[str, object], part: str = "xl/worksheets/sheet1.xml") -> bytes:
    """Type values into cells that exist."""

    def change(name: str, content: bytes) -> bytes:
        if name != part:
            return content
        text = content.decode()
        for address, value in values.items():
            text = _typed(text, address, value)
        return text.encode()

    return with_parts(data, change)


def _typed(text: str, address: str, value: object) -> str:
    found = re.search(rf'<c r="{address}"(?P<style>[^>]*?)(?:/>|>.*?</c>)', text)
    assert found is not None, address
    return text[: found.start()] + _cell(address, found["style"], value) + text[found.end() :]


def _cell(address: str, style: str, value: object) -> str:
    style = re.sub(r'\s*t="\w+"', "", style)
    if isinstance(value, int | float):
        return f'<c r="{address}"{style}><v>{value}</v></c>'
    return f'<c r="{address}"{style} t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'
