"""Who votes, chosen again: the role of a vote was deleted while it was open."""

from __future__ import annotations

import discord
from discord.ext import commands

from bot.interface.cog import Desk
from bot.interface.naming.presence import size_of
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import button, layout, option, select
from bot.interface.showing.links import page_of
from bot.services.sessions.whereabouts import whereabouts
from bot.services.vote import electors, polls
from bot.workshop.errors import Refusal
from cogs.sessions.leading import panel


class ElectorsDesk(Desk):
    @commands.Cog.listener()
    async def on_guild_role_delete(self, role: discord.Role) -> None:
        await electors.roles_gone(self.ctx, role.guild.id, {role.id}, self.bot.clock())

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Look for roles that were deleted while the bot was away."""
        for server_id, roles in (await electors.awaited_roles(self.ctx)).items():
            server = self.bot.get_guild(server_id)
            if server is None or server.unavailable:
                continue
            gone = {role for role in roles if server.get_role(role) is None}
            if gone:
                await electors.roles_gone(self.ctx, server_id, gone, self.bot.clock())

    @on("vote.who", "step", "page")
    async def _who(self, press: Press, step: int, page: int) -> None:
        session, _, _ = await polls.to_close(self.ctx, step, press.actor)
        t, roles = press.t, roles_of(press.interaction.guild)
        shown, turns = page_of(roles, page, lambda to: custom_id("vote.who", step=step, page=to))
        menu = []
        if shown:
            choices = [option(f"@{role.name}", str(role.id)) for role in shown]
            menu = [select(custom_id("vote.role", step=step), t("vote.role_one"), choices)]
        everyone = button(t("button.everyone"), custom_id("vote.everyone", step=step))
        back = button(t("button.panel"), custom_id("lead.panel", session=session.id))
        view = layout(t("vote.who_question"), menu, [*turns, everyone, back])
        await replace(press.interaction, view)

    @on("vote.everyone", "step")
    async def _everyone(self, press: Press, step: int) -> None:
        await self._choose(press, step, None)

    @on("vote.role", "step")
    async def _role(self, press: Press, step: int) -> None:
        chosen = press.number()
        # Whoever does not lead the vote has nothing asked of Discord.
        await polls.to_close(self.ctx, step, press.actor)
        roles = {role.id: role for role in roles_of(press.interaction.guild)}
        if chosen not in roles:
            raise Refusal("vote.role_gone_too")
        await self._choose(press, step, roles[chosen])

    async def _choose(self, press: Press, step: int, role: discord.Role | None) -> None:
        size = await size_of(role) if role is not None else None
        session = await electors.choose_again(
            self.ctx, step, press.actor, role.id if role is not None else None, size
        )
        seen = await whereabouts(self.ctx, session.id, press.actor)
        head = press.t("vote.who_chosen")
        await replace(press.interaction, await panel(self.bot, seen, press.t, head=head))


def roles_of(server: discord.Guild | None) -> list[discord.Role]:
    """Return the roles that people are given, highest first."""
    found = server.roles if server is not None else ()
    return [role for role in reversed(found) if not role.is_default() and not role.managed]
