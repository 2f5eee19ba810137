"""`/session post`: what Discord refused, said again where it was to be or, if asked, elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.commands import command
from bot.interface.naming.people import actor_of
from bot.interface.pressing.replies import answering, replace, sentence, whisper
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import button, layout
from bot.interface.words.sessions.checklist import require_writing
from bot.interface.words.sessions.unsaid import what
from bot.services.sessions.unsaid import Unsaid, concerns, say_again, unsaid_by
from bot.workshop.errors import Refusal
from bot.workshop.sessions.permissions import Actor
from bot.workshop.text import escape, shorten
from cogs.sessions.commands import Sessions

if TYPE_CHECKING:
    from bot.client import Gommette

Interaction = discord.Interaction["Gommette"]

# Sessions offered to be posted elsewhere than where they were, one button each.
_OFFERED = 5


class Posting(Desk):
    @command(Sessions.session, "command.session.post")
    async def post(self, interaction: Interaction) -> None:
        # Called on the desk that has the group of commands.
        async with answering(interaction) as t:
            assert interaction.guild_id is not None
            assert interaction.channel_id is not None
            require_writing(interaction, t)
            actor = actor_of(interaction.user)
            here = interaction.channel_id
            found = await unsaid_by(self.ctx, interaction.guild_id, here, actor)
            ours = [unsaid for unsaid in found if concerns(unsaid, here)]
            if ours:
                said = [
                    await _again(self.bot, interaction, one.session.id, actor, t) for one in ours
                ]
                await whisper(interaction, sentence("\n".join(said)))
            else:
                await whisper(interaction, _offered(found[:_OFFERED], t))

    # Not named as a session: it is one of another channel that is posted here.
    @on("post.here", "other")
    async def _here(self, press: Press, other: int) -> None:
        require_writing(press.interaction, press.t)
        said = await _again(self.bot, press.interaction, other, press.actor, press.t)
        await replace(press.interaction, sentence(said))


async def _again(
    bot: Gommette,
    interaction: discord.Interaction,
    session_id: int,
    actor: Actor,
    t: Catalogue,
) -> str:
    """Have a session's letters said again in this channel; return the sentence."""
    server, here = interaction.guild_id, interaction.channel_id
    if server is None or here is None:
        raise Refusal("session.gone")
    letters = await say_again(bot.ctx, session_id, server, here, actor)
    bot.outbox.again(here)
    return t("post.done", what=what(letters, t))


def _offered(found: list[Unsaid], t: Catalogue) -> discord.ui.LayoutView:
    titles = [
        t("post.of", title=escape(unsaid.session.title), what=what(unsaid.letters, t))
        for unsaid in found
    ]
    return layout(
        t("post.elsewhere"),
        "\n".join(titles),
        [
            button(
                t("button.post_here", title=shorten(unsaid.session.title, 50)),
                custom_id("post.here", other=unsaid.session.id),
            )
            for unsaid in found
        ],
    )
