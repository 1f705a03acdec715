"""The typefaces of papers: Sarabun where we draw, TH Sarabun where Office draws.

Sarabun (OFL) is drawn 1.52 times as large as TH Sarabun New at the same size in points: a document that names one and
is shown in the other changes its pages. Pictures and PDF are set in the Sarabun of this folder at sizes of its own;
.pptx, .docx and .xlsx name TH Sarabun, which every government office has, and never Sarabun.
"""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "fonts"
"""Complete TTF files (Thai, Latin, ▲▼■◊ ≥ ≤): for matplotlib, typst and fontconfig."""
REGULAR = FOLDER / "Sarabun-Regular.ttf"
BOLD = FOLDER / "Sarabun-Bold.ttf"
ITALIC = FOLDER / "Sarabun-Italic.ttf"

DRAWN = "Sarabun"
"""Of pictures and PDF."""
SLIDES = "TH Sarabun New"
LETTERS = "TH SarabunPSK"
SCALE = 1.52
"""How much larger Sarabun is than TH Sarabun New at the same size."""
