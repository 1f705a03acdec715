"""LibreOffice as a reader of our Word files: what it makes of them as a PDF."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[2]
SOFFICE = shutil.which("soffice")
SCALE = 1.52
"""Sarabun is that much larger than TH Sarabun New at the same size in points."""
FAMILY = "Sarabun Official"


def stand_in(folder: Path) -> Path:
    """A fontconfig file by which TH SarabunPSK is drawn by our Sarabun, at TH Sarabun's size and line height."""
    folder.mkdir(parents=True, exist_ok=True)
    for style in ("Regular", "Bold"):
        font = TTFont(ROOT / "exports" / "fonts" / f"Sarabun-{style}.ttf")
        units = round(font["head"].unitsPerEm * SCALE)
        font["head"].unitsPerEm = units
        up, down = round(0.844 * units), round(0.457 * units)
        font["hhea"].ascent = font["OS/2"].sTypoAscender = font["OS/2"].usWinAscent = up
        font["hhea"].descent = font["OS/2"].sTypoDescender = -down
        font["OS/2"].usWinDescent, font["hhea"].lineGap, font["OS/2"].sTypoLineGap = down, 0, 0
        for name in font["name"].names:
            own = {1: FAMILY, 16: FAMILY, 4: f"{FAMILY} {style}", 6: f"SarabunOfficial-{style}", 3: f"{FAMILY} {style}"}
            if name.nameID in own:
                name.string = own[name.nameID]
        font.save(folder / f"SarabunOfficial-{style}.ttf")
    aliases = "".join(
        f'<match target="pattern"><test qual="any" name="family"><string>{name}</string></test>'
        f'<edit name="family" mode="prepend" binding="same"><string>{FAMILY}</string></edit></match>'
        for name in ("TH SarabunPSK", "TH Sarabun New")
    )
    told = f"<dir>{folder}</dir><cachedir>{folder / 'cache'}</cachedir>{aliases}"
    config = folder / "fonts.conf"
    head = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
    include = '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
    config.write_text(f"{head}<fontconfig>{include}{told}</fontconfig>", encoding="utf-8")
    return config


def as_pdf(folder: Path, *files: Path) -> list[Path]:
    """The files as LibreOffice prints them, in one go."""
    assert SOFFICE is not None
    environ = os.environ | {"FONTCONFIG_FILE": str(stand_in(folder / "fonts")), "HOME": str(folder)}
    command = [SOFFICE, "--headless", f"-env:UserInstallation=file://{folder / 'profile'}", "--convert-to", "pdf"]
    command += ["--outdir", str(folder / "pdf"), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, env=environ, timeout=120)
    return [folder / "pdf" / f"{file.stem}.pdf" for file in files]
