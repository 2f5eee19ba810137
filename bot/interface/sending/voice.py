"""The optional extra `gommette[voice]`: a sound that is played in a voice channel.

The two strokes of `bot.interface.sending.chime` are kept as Discord takes them, Opus in frames of
20 ms: neither an encoder nor ffmpeg is needed beside what the extra brings (encryption).
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

import discord
from discord.oggparse import OggStream

# discord.py 2.7 wants both: encryption up to Discord's servers, and up to those who listen.
_LIBRARIES = ("nacl", "davey")
_FILE = Path(__file__).parents[3] / "data" / "sounds" / "bell.opus"
_HEADERS = 2  # packets that begin an Ogg Opus file (RFC 7845, 3)
# Seconds that those present need until they can decrypt who has just come in.
_SETTLED = 1.0


class Unheard(Exception):  # noqa: N818 - an answer of Discord
    """The sound could not be played: why, in a word for the log."""


class Seat(Protocol):
    """The bot in a voice channel."""

    async def play(self) -> None:
        """Play the end of time, once, to its end; raise Unheard when it cannot be."""
        ...

    async def leave(self) -> None:
        """Leave the channel; raise Unheard when Discord does not say that it is left."""
        ...


class Player(Protocol):
    """What takes the bot into voice channels."""

    async def enter(self, channel: discord.VoiceChannel) -> Seat:
        """Join a channel. Raises Unheard; cancelled or failed, it leaves nothing behind."""
        ...


def installed() -> bool:
    """Return whether the extra is there."""
    return all(find_spec(library) is not None for library in _LIBRARIES)


def player() -> Player | None:
    """Return what plays in voice channels; None where the extra is not installed."""
    return _Discord() if installed() else None


@cache
def packets() -> tuple[bytes, ...]:
    """Return the sound, in packets of Opus, each of 20 ms."""
    with _FILE.open("rb") as file:
        return tuple(OggStream(file).iter_packets())[_HEADERS:]


class Strokes(discord.AudioSource):
    """Gives packets of Opus one by one, then none."""

    def __init__(self, sound: Iterable[bytes]) -> None:
        self._left = iter(sound)

    def read(self) -> bytes:
        return next(self._left, b"")

    def is_opus(self) -> bool:
        return True


class _Discord:
    async def enter(self, channel: discord.VoiceChannel) -> Seat:
        await _out(channel.guild)  # what a failure left
        try:
            # Deaf: nothing of what is said there reaches the bot.
            voice: discord.VoiceClient = await channel.connect(reconnect=False, self_deaf=True)
        except asyncio.CancelledError:
            await _out(channel.guild)
            raise
        except Exception as error:
            await _out(channel.guild)
            raise Unheard(type(error).__name__) from error
        return _Seat(voice)


class _Seat:
    def __init__(self, voice: discord.VoiceClient) -> None:
        self._voice = voice

    async def play(self) -> None:
        await asyncio.sleep(_SETTLED)
        loop = asyncio.get_running_loop()
        played: asyncio.Future[Exception | None] = loop.create_future()

        def over(error: Exception | None) -> None:
            if not played.done():
                played.set_result(error)

        try:
            self._voice.play(
                Strokes(packets()),
                after=lambda error: loop.call_soon_threadsafe(over, error),
            )
        except discord.ClientException as error:
            raise Unheard(type(error).__name__) from error
        failure = await played
        if failure is not None:
            raise Unheard(type(failure).__name__) from failure
        if not self._voice.is_connected():
            raise Unheard("taken out of the channel")

    async def leave(self) -> None:
        try:
            await self._voice.disconnect(force=True)
        except Exception as error:
            raise Unheard(type(error).__name__) from error
        finally:
            self._voice.cleanup()  # whatever happens, it may come back


async def _out(server: discord.Guild) -> None:
    """Leave the voice channel of a server, where the bot is known to be in one."""
    voice = server.voice_client
    if voice is not None:
        voice.cleanup()
        await server.change_voice_state(channel=None)
