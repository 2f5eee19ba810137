"""A very short recording, made of a few notes."""

from __future__ import annotations

import io
import math
import struct
import wave

_RATE = 8000  # samples a second
_NOTES = (392.0, 440.0, 523.25, 392.0)  # hertz: three that climb, one that comes back
_LENGTH = 0.4  # seconds each
_LOUD = 9000  # of 32,767


def few_notes() -> bytes:
    """Return a very short recording: a few notes, as a WAV file."""
    count = int(_RATE * _LENGTH)
    samples = [
        round(_LOUD * math.sin(2 * math.pi * note * n / _RATE) * (1 - n / count))
        for note in _NOTES
        for n in range(count)
    ]
    made = io.BytesIO()
    with wave.open(made, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(_RATE)
        sound.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return made.getvalue()
