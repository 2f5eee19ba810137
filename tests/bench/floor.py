"""The floor: a bare discord.py bot, in the same simulated Discord, that only inserts and commits.

It has a file database with Gommette's pragmas, and one lock, as any bot that shares a connection
between handlers needs one. Nothing is checked, nothing is shown but the answer that Discord asks.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiosqlite
import discord
import simcord
from discord import ui

from bot.rehearsal.clocks import look_often
from bot.rehearsal.stage import SETTLE

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")


class Floor(discord.AutoShardedClient):
    """Keeps what is typed, sent in a form or chosen in a menu; `committed` is told of each."""

    def __init__(self, database: aiosqlite.Connection, committed: Callable[[], None]) -> None:
        intents = discord.Intents.none()
        intents.guilds = intents.guild_messages = intents.message_content = True
        super().__init__(intents=intents, shard_count=1, max_messages=None)
        self._database = database
        self._committed = committed
        self._lock = asyncio.Lock()

    async def on_message(self, message: discord.Message) -> None:
        if not message.author.bot:
            await self._keep(message.id, message.author.id, message.content)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        data: Any = interaction.data
        if interaction.type is discord.InteractionType.modal_submit:
            text = data["components"][0]["component"]["value"]
            await self._keep(interaction.id, interaction.user.id, text)
            await interaction.response.send_message("✅", ephemeral=True)
        elif data["custom_id"] == "add":
            modal = ui.Modal(title="…", custom_id="form")
            modal.add_item(ui.Label(text="…", component=ui.TextInput(custom_id="ideas")))
            await interaction.response.send_modal(modal)
        elif data["custom_id"] == "open":
            await interaction.response.send_message(view=menu(), ephemeral=True)
        else:  # a choice, then the press that casts it
            text = ",".join(data.get("values", ()))
            await self._keep(interaction.id, interaction.user.id, text)
            await interaction.response.edit_message(view=menu())

    async def _keep(self, key: int, author: int, text: str) -> None:
        async with self._lock:
            await self._database.execute("BEGIN IMMEDIATE")
            await self._database.execute("INSERT INTO kept VALUES (?, ?, ?)", (key, author, text))
            await self._database.execute("COMMIT")
        self._committed()


def menu() -> ui.View:
    """A ballot: one menu, and the button that casts it."""
    view = ui.View(timeout=None)
    options = [discord.SelectOption(label=f"{n}", value=f"{n}") for n in range(1, 26)]
    view.add_item(ui.Select(custom_id="choose", options=options, max_values=5))
    view.add_item(ui.Button(label="cast", custom_id="cast"))
    view.stop()
    return view


def buttons() -> ui.View:
    """The public card: a button for the form, one for the ballot."""
    view = ui.View(timeout=None)
    for name in ("add", "open"):
        view.add_item(ui.Button(label=name, custom_id=name))
    view.stop()
    return view


async def prepared(database: aiosqlite.Connection) -> None:
    """Make the one table of a new database."""
    for pragma in PRAGMAS:
        await database.execute(f"PRAGMA {pragma}")
    await database.execute(
        "CREATE TABLE kept"
        " (id INTEGER PRIMARY KEY, author INTEGER NOT NULL, text TEXT NOT NULL) STRICT"
    )


@asynccontextmanager
async def floor(path: Path, committed: Callable[[], None]) -> AsyncIterator[simcord.Env]:
    """A simulated Discord with the bare bot on a new database at `path`."""
    database = await aiosqlite.connect(path, isolation_level=None)
    try:
        await prepared(database)
        bot = Floor(database, committed)
        async with simcord.run(bot, settle_timeout=SETTLE) as env:
            look_often(env)
            try:
                yield env
            finally:
                await bot.close()
    finally:
        await database.close()
