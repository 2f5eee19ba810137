"""Running the bot until it is asked to stop, and saying in a sentence why it cannot run."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
import threading
from enum import IntEnum

import aiohttp
import discord

from bot.client import Gommette
from bot.config import Settings
from bot.hosting.attending import Attendants
from bot.interface.sending.voice import player
from bot.library import Library
from bot.meaning.encoder import encoder
from bot.store import Database
from bot.store.looking import outlived
from bot.store.restoring import sweep

log = logging.getLogger(__name__)

# https://discord.com/developers/docs/topics/opcodes-and-status-codes, close events
_REFUSED_TOKEN = 4004
_REFUSED_SHARDS = (4010, 4011)
# Seconds from the request to stop until the program is out, as after a power cut if need be: a
# thread that looks up an address, or draws, cannot be ended.
_OUT = 9.5
_UNREACHABLE = (aiohttp.ClientError, OSError, discord.HTTPException, discord.GatewayNotFound)


class Exit(IntEnum):
    """Exit codes, so that a supervisor can tell a mistake to mend from a fault to retry."""

    OK = 0
    FAULT = 1  # a demo or a check that found something wrong
    SETTINGS = 2  # settings or data files to mend
    DATABASE = 3
    TOKEN = 4
    INTENT = 5
    NETWORK = 6  # worth trying again later


class CannotRun(Exception):  # noqa: N818 - an answer to the operator
    """The bot cannot run: a sentence, and the exit code that goes with it."""

    def __init__(self, code: Exit, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


def token_of(settings: Settings) -> str:
    """Return the token; raise CannotRun without one."""
    if settings.discord_token is None:
        raise CannotRun(
            Exit.SETTINGS,
            "DISCORD_TOKEN is missing: copy .env.example to .env and write the bot's token there"
            " (Discord developer portal, your application, Bot, Reset Token).",
        )
    return settings.discord_token


async def run(settings: Settings) -> None:
    """Run the bot until SIGTERM or Ctrl-C; raise CannotRun or StoreError if it cannot."""
    token = token_of(settings)
    library = Library.load()
    database = await Database.open(settings.database_path)
    try:
        await asyncio.to_thread(sweep, database.path)
        for copy in await asyncio.to_thread(outlived, database.path):
            log.warning("%s holds what was erased since: delete it once all is well", copy)
        bot = Gommette(settings, database, library, encoder=encoder(), player=player())
        # Here rather than in the bot: they follow the machine, its clock, its folders, its ports.
        attendants = Attendants(settings, database, bot)
        try:
            await attendants.start()
        except OSError as error:
            raise CannotRun(
                Exit.SETTINGS,
                f"HEALTH_PORT: 127.0.0.1:{settings.health_port} cannot be listened on"
                f" ({os.strerror(error.errno or 0)}): give each process a port of its own.",
            ) from error
        await _until_stopped(bot, token, attendants)
    finally:
        await database.close()


async def _until_stopped(bot: Gommette, token: str, attendants: Attendants) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(name, stop.set)
        except NotImplementedError:  # pragma: no cover - Windows: Ctrl-C raises instead
            signal.signal(name, lambda *_: loop.call_soon_threadsafe(stop.set))
    bot.add_listener(_set_aside, "on_ready")
    running = asyncio.create_task(bot.start(token))
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait((running, stopping), return_when=asyncio.FIRST_COMPLETED)
        if stop.is_set():
            log.info("stopping")
            _out_in_time()
        else:
            _explain(running)
    finally:
        await attendants.close()  # the bot closes the database
        await bot.close()
        for task in (running, stopping):
            task.cancel()
        await asyncio.gather(running, stopping, return_exceptions=True)


def _out_in_time() -> None:
    """Have the process end in time, whatever still runs: what was confirmed is on the disk."""
    leaving = threading.Timer(_OUT, os._exit, (Exit.OK,))
    leaving.daemon = True
    leaving.start()


async def _set_aside() -> None:
    """Have the garbage collector leave alone what is there once the bot is ready: it all stays, and
    to look through it again and again holds everybody up each time.
    """
    if not gc.get_freeze_count():
        gc.collect()
        gc.freeze()


def _explain(running: asyncio.Task[None]) -> None:
    """Raise CannotRun for what ended the connection, if something did."""
    error = running.exception()
    if error is None:
        return
    closed = error.code if isinstance(error, discord.ConnectionClosed) else None
    if isinstance(error, discord.LoginFailure) or closed == _REFUSED_TOKEN:
        raise CannotRun(
            Exit.TOKEN,
            "Discord refuses DISCORD_TOKEN: copy it again from the developer portal (your"
            " application, Bot, Reset Token).",
        ) from error
    if isinstance(error, discord.PrivilegedIntentsRequired):
        raise CannotRun(
            Exit.INTENT,
            "Discord refuses the Message Content intent: switch it on in the developer portal"
            " (your application, Bot, Privileged Gateway Intents), or set TYPED_POSTITS=off to run"
            " without post-its typed in the channel.",
        ) from error
    if closed in _REFUSED_SHARDS:
        raise CannotRun(
            Exit.SETTINGS,
            "Discord refuses the shards asked for: raise SHARD_COUNT for all processes, or leave"
            " SHARD_COUNT and SHARD_IDS out.",
        ) from error
    if isinstance(error, _UNREACHABLE):
        raise CannotRun(
            Exit.NETWORK,
            f"Discord cannot be reached ({type(error).__name__}): check the network and"
            " discordstatus.com, then start again.",
        ) from error
    raise error
