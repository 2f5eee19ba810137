"""The sound of the end: two soft strokes of a bell, made here, in a message that plays it.

In a message of components a sound is a file to download (`bot.interface.sending.recording` says
why); the plain attachment of a message without them is played by Discord's clients. Such a message
has no frame to carry the number of its letter: its first button does. The words say all that the
sound does: nobody needs to hear it, and they go out alone where no file may be attached.
"""

from __future__ import annotations

import io
import math
import wave
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import discord
from discord import ui

from bot.interface.sending.drawer import Post, Subject, heavy
from bot.interface.showing.layout import Button
from bot.outbox import Said

_RATE = 22_050  # samples a second: what a bell has above 11 kHz nobody misses
_LENGTH = 1.8  # seconds
_LOUD = 0.35  # of what a file can hold: it is heard, and startles nobody
# When each stroke comes, and its pitch.
_STROKES = ((0.0, 659.26), (0.45, 523.25))
# The partials of a small bell: how high above the pitch, how loud, how soon it dies away (s).
_PARTIALS = ((1.0, 1.0, 0.55), (2.0, 0.35, 0.35), (2.76, 0.2, 0.2), (5.4, 0.06, 0.08))
_ATTACK = 0.006  # seconds, without which it would click
_DESCRIPTION = 1024  # characters, Discord's limit


@dataclass(frozen=True, slots=True)
class Rung:
    """Words with the sound, and `row` under them; `silent` is what is posted where no file may be.

    The custom id of the first button of `row` ends with the number of the letter.
    """

    words: str
    row: Sequence[Button]
    silent: Post

    async def to(self, channel: discord.abc.Messageable, subject: Subject, nonce: str) -> Said:
        """Post it. Discord drops a second copy with the same `nonce`."""
        t = subject.t
        heard = t("sound.heard")
        file = discord.File(io.BytesIO(bell()), t("sound.file"), description=heard[:_DESCRIPTION])
        view = ui.View(timeout=None)
        for button in self.row:
            view.add_item(button)
        view.stop()  # remembers nothing: the router answers the buttons
        try:
            message = await channel.send(
                f"{self.words}\n-# {heard}", file=file, view=view, nonce=nonce
            )
        except discord.HTTPException as error:
            if not heavy(error):
                raise
            # Perhaps the right to attach is all that lacks: the words go out.
            return await self.silent.to(channel, subject, nonce)
        return Said(message.id)


def says(message: discord.Message, letter: int) -> bool:
    """True when `message` is the sound that the outbox row `letter` has posted."""
    return any(
        isinstance(part, discord.Button) and _letter(part.custom_id or "") == str(letter)
        for row in message.components
        if isinstance(row, discord.ActionRow)
        for part in row.children
    )


@cache
def bell() -> bytes:
    """Return the sound, as a WAV file of less than 100 kB."""
    samples = array("h", (round(32767 * _LOUD * _at(n / _RATE)) for n in range(_SAMPLES)))
    written = io.BytesIO()
    with wave.open(written, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(samples.itemsize)
        file.setframerate(_RATE)
        file.writeframes(samples.tobytes())
    return written.getvalue()


_SAMPLES = int(_RATE * _LENGTH)


def _at(moment: float) -> float:
    """Return how far the sound swings at a moment, between -1 and 1."""
    swing = sum(_stroke(moment - begins, pitch) for begins, pitch in _STROKES if moment >= begins)
    # Nothing is left to be cut off at the end.
    fade = min(1.0, (_LENGTH - moment) / 0.1)
    return fade * swing / sum(loud for _, loud, _ in _PARTIALS) / len(_STROKES)


def _stroke(since: float, pitch: float) -> float:
    attack = min(1.0, since / _ATTACK)
    return attack * sum(
        loud * math.exp(-since / dies) * math.sin(2 * math.pi * pitch * above * since)
        for above, loud, dies in _PARTIALS
    )


def _letter(custom_id: str) -> str:
    """Return the number of the letter in the custom id of a button that has one."""
    verb, *numbers = custom_id.split(":")
    return numbers[1] if verb in ("sound.off", "session.documents") and len(numbers) > 1 else ""
