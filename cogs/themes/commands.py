"""The `/theme` command: one post-it into one theme, without a menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.interface.cog import Desk
from bot.interface.commands import command, group
from bot.interface.naming.people import actor_of
from bot.interface.pressing.replies import answering, whisper
from bot.interface.pressing.router import custom_id
from bot.interface.showing.layout import PAGE, button, layout
from bot.services.themes import sorting
from bot.workshop.text import escape, shorten
from bot.workshop.themes.likeness import plain
from bot.workshop.themes.sorting import NAME_LIMIT
from cogs.themes.step import told, travels

if TYPE_CHECKING:
    from bot.client import Gommette  # noqa: F401 - in the alias below

Interaction = discord.Interaction["Gommette"]

_CHOICE = 100


class Themes(Desk):
    """`/theme move`, for facilitators; both its options complete themselves."""

    theme = group("command.theme")

    @command(theme, "command.theme.move")
    async def move(
        self,
        interaction: Interaction,
        postit: str,
        theme: app_commands.Range[str, 1, NAME_LIMIT],
    ) -> None:
        async with answering(interaction) as t:
            assert interaction.channel_id is not None
            actor = actor_of(interaction.user)
            done = await sorting.place(self.ctx, interaction.channel_id, actor, postit, theme)
            now = done.board
            moved = sorting.which(now.postits, postit)
            await whisper(
                interaction,
                layout(
                    told(done.made, t),
                    f"`{moved.number}` {escape(shorten(moved.text, 300))}",
                    [
                        *travels(now, None, t),
                        button(
                            t("button.themes"), custom_id("theme.list", step=now.step.id, page=0)
                        ),
                    ],
                ),
            )

    @move.autocomplete("postit")
    async def _postits(
        self, interaction: Interaction, written: str
    ) -> list[app_commands.Choice[str]]:
        wall, _ = await sorting.in_channel(self.ctx, interaction.channel_id or 0)
        wanted = plain(written).strip().lstrip("#")
        found = [p for p in wall if str(p.number).startswith(wanted) or wanted in plain(p.text)]
        return [
            app_commands.Choice(
                name=shorten(f"{p.number} · {p.text}", _CHOICE), value=str(p.number)
            )
            for p in found[:PAGE]
        ]

    @move.autocomplete("theme")
    async def _names(
        self, interaction: Interaction, written: str
    ) -> list[app_commands.Choice[str]]:
        _, found = await sorting.in_channel(self.ctx, interaction.channel_id or 0)
        wanted = plain(written).strip()
        names = [theme.name for theme in found.themes if wanted in plain(theme.name)]
        return [app_commands.Choice(name=name, value=name) for name in names[:PAGE]]
