"""Pictures in a palette of 256 colours: a third of the weight, and nobody sees the difference.

What is drawn here is flat colours and the edges of letters: an octree keeps each within a few
parts of 256, and nothing is dithered, which would put a grain on the paper of the notes.
"""

from __future__ import annotations

import io

from PIL import Image

_COLOURS = 256


def in_palette(png: bytes) -> bytes:
    """Return a picture without transparent parts as a palette PNG of the same size."""
    with Image.open(io.BytesIO(png)) as drawn:
        few = drawn.convert("RGB").quantize(
            _COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
        )
    written = io.BytesIO()
    few.save(written, "png", optimize=True)
    return written.getvalue()
