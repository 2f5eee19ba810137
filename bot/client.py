"""The bot: opens the store, loads the cogs, syncs changed commands, closes cleanly."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from importlib import import_module
from random import Random
from typing import Any

import discord
from discord.ext import commands

from bot.config import Settings
from bot.gatherings import Bringer, Gatherings
from bot.health import Health
from bot.interface.commands import CatalogueTranslator, CommandTree
from bot.interface.gathering.hands import DiscordHands
from bot.interface.leaving import was_left
from bot.interface.naming.seen import place_of
from bot.interface.pressing.lateness import Lateness, its_turn
from bot.interface.pressing.notices import Notices
from bot.interface.pressing.router import Router
from bot.interface.sending.covered import CoveredCards
from bot.interface.sending.delivery import Delivery
from bot.interface.sending.keeper import CardKeeper
from bot.interface.sending.marks import Marks
from bot.interface.sending.ringing import Ringing
from bot.interface.sending.voice import Player
from bot.interface.showing.screen import StepScreen
from bot.keeping.leaver import Leaver
from bot.leaving import dealt_with, dropped, within
from bot.library import Library
from bot.meaning.reader import Reader
from bot.outbox import Outbox
from bot.planner import Planner
from bot.rememberer import Rememberer
from bot.reports.pictures.press import Press
from bot.scrubber import Scrubber
from bot.services.context import Context
from bot.services.restored.boxes import look_into_boxes
from bot.services.restored.holding import hold
from bot.services.sessions.places import Places
from bot.store import Database
from bot.timers import Timers
from bot.workshop.themes.meaning import Encoder

log = logging.getLogger(__name__)

# One package for each capability: its `setup` adds the cogs and, for a step kind, the screen.
COGS = (
    "cogs.sessions",
    "cogs.keeping",
    "cogs.moderation",
    "cogs.hands",
    "cogs.in_room",
    "cogs.settings",
    "cogs.themes",
    "cogs.vote",
    "cogs.story",
    "cogs.recipes",
    "cogs.postits",
    "cogs.wall",
    "cogs.consent",
    "cogs.election",
    "cogs.notes",
    "cogs.roadmap",
    "cogs.actions",
    "cogs.follow",
    "cogs.position",
    "cogs.rate",
    "cogs.subgroups",
    "cogs.turns",
    "cogs.gathering",
    "cogs.memory",
    "cogs.review",
    "cogs.network",
    "cogs.help",
    "cogs.privacy",
    "cogs.trial",
)

# Seconds in which what is under way is finished, then those in which Discord is left.
_FINISH = 4.0
_LEAVE = 1.5

# The machine's; a simulator puts its own in the place of the function that this one calls.
CLOCK: Callable[[], datetime] = discord.utils.utcnow


def intents(settings: Settings) -> discord.Intents:
    """Return the events asked of Discord: only those in use."""
    wanted = discord.Intents.none()
    wanted.guilds = True
    wanted.voice_states = True  # who is present, for votes of a voice channel
    wanted.guild_messages = True  # that something was said, which covers a card: not what
    wanted.dm_messages = True  # what people write to the bot, before a meeting
    if settings.typed_postits:
        wanted.message_content = True  # privileged: granted in Discord's developer portal
    return wanted


class Gommette(commands.AutoShardedBot):
    """One process of Gommette. The `database` is opened before and closed with the bot."""

    tree: CommandTree

    def __init__(
        self,
        settings: Settings,
        database: Database,
        library: Library,
        *,
        rng: Random | None = None,
        clock: Callable[[], datetime] = CLOCK,
        steady: Callable[[], float] = time.monotonic,
        encoder: Encoder | None = None,
        player: Player | None = None,
    ) -> None:
        """`clock` is the machine's, which may be set at any time; `steady` counts seconds from
        whenever, and is never set. Without an `encoder` post-its are compared by their words,
        without a `player` nothing is heard in voice channels."""
        # Left out, Discord says how many shards there are and this process runs them all.
        shards: dict[str, Any] = {}
        if settings.shard_ids is not None:
            shards["shard_ids"] = list(settings.shard_ids)
        super().__init__(
            command_prefix=(),
            help_command=None,
            intents=intents(settings),
            allowed_mentions=discord.AllowedMentions.none(),
            tree_cls=CommandTree,
            shard_count=settings.shard_count,
            **shards,
            max_messages=None,
            # Seconds without news of one more server after which all are there; 2 by default.
            guild_ready_timeout=1.0,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
        )
        self.settings = settings
        self.library = library
        self.clock = clock
        self.steady = steady
        self.ctx = Context(database, rng, settings.timezone, encoder)
        self.live = self.ctx.live
        self.lateness = Lateness(clock)
        self.router = Router(self.lateness, Places(database), Notices(self.ctx))
        database.admit = its_turn
        self.screens: dict[str, StepScreen[Any]] = {}
        self.press = Press()
        delivery = Delivery(self, self.ctx, self.screens, clock, self.press)
        self.outbox = Outbox(self.ctx, delivery, clock, steady)
        self.timers = Timers(self.ctx, clock)
        self.planner = Planner(self.ctx, clock)
        self.cards = CardKeeper(self, self.ctx, self.screens, clock, steady, self.press)
        self.hands = DiscordHands(self, steady)
        bringer = Bringer(self.ctx, self.hands, clock, steady, self.cards.refresh)
        self.gatherings = Gatherings(self.ctx, bringer)
        self.covered = CoveredCards(self.ctx, clock, steady)
        self.marks = Marks(self)
        self.ringing = Ringing(self, self.ctx, clock, player)
        self.scrubber = Scrubber(database)
        self.reader = Reader(self.ctx)
        self.rememberer = Rememberer(self.ctx, partial(place_of, self))
        self.leaver = Leaver(self.ctx, clock, partial(was_left, self))
        self.health = Health(database, clock)
        self._resumed = False
        self._taking_up = asyncio.Lock()

    async def setup_hook(self) -> None:
        await self.live.load()
        await self.tree.set_translator(CatalogueTranslator())
        await self.load_cogs()
        if await self.tree.sync_if_changed(self):
            log.info("commands sent to Discord")

    async def load_cogs(self) -> None:
        """Have every capability answer what people touch."""
        # Not as an extension, whose code is executed anew by every bot of a process. All are read
        # before the first is set up: some add a command to the group of another.
        for cog in [import_module(cog) for cog in COGS]:
            await cog.setup(self)

    async def on_ready(self) -> None:
        """Take up what a stop interrupted: once, though Discord may say ready many times."""
        async with self._taking_up:
            if self._resumed:
                return
            self._resumed = True
            log.info("ready on %d servers", len(self.guilds))
            if lost := await look_into_boxes(self.ctx, self.clock()):
                log.error("%d sealed votes begin again: the keys of their boxes are gone", lost)
            if told := await hold(self.ctx, self.clock()):
                log.warning("put back from a copy: %d sessions are told so", told)
            await self.timers.start()
            self.planner.start()
            await self.outbox.start()
            await self.cards.start()
            await self.gatherings.start()
            self.scrubber.start()
            await self.reader.start()
            self.rememberer.start()
            self.leaver.start()
            self.health.start()

    async def on_message(self, message: discord.Message, /) -> None:
        """There are no prefix commands: cogs listen to messages themselves."""

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        await self.router.dispatch(interaction)

    async def close(self) -> None:
        """Hear nothing more, finish what is under way, leave Discord and close the database.

        It takes a few seconds at most: what Discord does not take by then is left undone, as
        after a kill.
        """
        if self.is_closed():
            return
        self._resumed = True  # what is ready only now takes nothing up
        await within(
            _FINISH,
            *(shard.disconnect() for shard in self.shards.values()),
            self._finish(),
            self._put_away(),
        )
        await dropped()
        await self.lateness.close()
        self.press.close()
        if not await within(_LEAVE, super().close()):
            await self.http.close()
        await self.ctx.database.close()

    async def _finish(self) -> None:
        """Let every worker end the turn that it is in."""
        async with self._taking_up:
            await asyncio.gather(
                self.timers.close(),
                self.planner.close(),
                self.outbox.close(),
                self.cards.close(),
                self.covered.close(),
                self.marks.close(),
                self.ringing.close(),
                self.gatherings.close(),
                self.health.close(),
                self.scrubber.close(),
                self.reader.close(),
                self.rememberer.close(),
                self.leaver.close(),
            )

    async def _put_away(self) -> None:
        """Let every press have its answer, and then the cogs end."""
        await dealt_with()
        for name in [*self.cogs]:
            await self.remove_cog(name)
