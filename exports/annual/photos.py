"""Photos made fit for print: only those that may be, smaller, and without what a camera writes into its files."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

LONGEST_PX = 1600
QUALITY = 85


def fit(data: bytes) -> bytes | None:
    """A JPEG of the photo, upright, at most 1600 pixels long, without position, time or names; None when unreadable."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as opened:
                picture = ImageOps.exif_transpose(opened).convert("RGB")
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError, Warning):
        return None
    picture.thumbnail((LONGEST_PX, LONGEST_PX))
    sink = io.BytesIO()
    picture.save(sink, "JPEG", quality=QUALITY)
    return sink.getvalue()
