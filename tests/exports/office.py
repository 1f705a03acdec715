"""LibreOffice as a reader of our files: to pages, and to pictures of them, in the size of the official typeface."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from exports import typeface

SOFFICE, PDFTOPPM = shutil.which("soffice"), shutil.which("pdftoppm")
needs_office = pytest.mark.skipif(not (SOFFICE and PDFTOPPM), reason="LibreOffice or poppler is not installed")
ALIAS = """<match target="pattern"><test qual="any" name="family"><string>{name}</string></test>
<edit name="family" mode="prepend" binding="same"><string>Sarabun Official</string></edit></match>"""


def stand_in(folder: Path) -> None:
    """Sarabun at the size of TH Sarabun New, with its line height: only the em grows (exports.md 1)."""
    units = round(1000 * typeface.SCALE)
    for path in (typeface.REGULAR, typeface.BOLD):
        font, style = TTFont(path), path.stem.partition("-")[2]
        font["head"].unitsPerEm = units
        up, down = round(0.844 * units), round(0.457 * units)
        font["hhea"].ascent = font["OS/2"].sTypoAscender = font["OS/2"].usWinAscent = up
        font["hhea"].descent = font["OS/2"].sTypoDescender = -down
        font["OS/2"].usWinDescent = down
        font["hhea"].lineGap = font["OS/2"].sTypoLineGap = 0
        names = {1: "Sarabun Official", 16: "Sarabun Official", 4: f"Sarabun Official {style}"}
        for name in font["name"].names:
            if name.nameID in (1, 3, 4, 6, 16):
                name.string = names.get(name.nameID, f"SarabunOfficial-{style}")
        for table in ("fpgm", "prep", "cvt "):
            if table in font:
                del font[table]
        for glyph in font.getGlyphOrder():
            font["glyf"][glyph].removeHinting()
        font.save(folder / f"SarabunOfficial-{style}.ttf")


def pages(path: Path, folder: Path, dpi: int = 60) -> list[Path]:
    """A picture of every page of an Office file, in order."""
    fonts = folder / "fonts"
    fonts.mkdir(exist_ok=True)
    stand_in(fonts)
    aliases = "".join(ALIAS.format(name=name) for name in (typeface.SLIDES, typeface.LETTERS))
    config = folder / "fonts.conf"
    config.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig>'
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
        f"<dir>{fonts}</dir><cachedir>{folder / 'fontcache'}</cachedir>{aliases}</fontconfig>",
        encoding="utf-8",
    )
    assert SOFFICE and PDFTOPPM  # whoever calls is marked needs_office
    subprocess.run(
        [SOFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
        + ["--outdir", str(folder), str(path)],
        env=os.environ | {"FONTCONFIG_FILE": str(config), "HOME": str(folder)},
        check=True,
        capture_output=True,
        timeout=180,
    )
    pdf = folder / f"{path.stem}.pdf"
    subprocess.run([PDFTOPPM, "-png", "-r", str(dpi), str(pdf), str(folder / "page")], check=True, timeout=120)
    return sorted(folder.glob("page-*.png"))
