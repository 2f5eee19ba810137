"""`/setup`: one private panel, in which each choice changes the page that it was made on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import discord

from bot.interface.cog import Desk
from bot.interface.commands import lone_command
from bot.interface.naming.people import actor_of
from bot.interface.pressing.giving_back import give_back
from bot.interface.pressing.replies import answering, replace, whisper
from bot.interface.pressing.router import Press, custom_id, number, on
from bot.interface.showing.layout import PAGE, Button, button
from bot.interface.words.keeping import shortening_text
from bot.interface.words.settings.trial import lacking_for_summaries
from bot.services.settings.choosing import Kept, choose, put_back
from bot.services.settings.retention import kept_longer, shorten
from bot.services.settings.settings import server_settings
from bot.workshop.errors import Outdated, Refusal
from bot.workshop.settings.choices import Setting, number_named, number_of, read_kept_days
from bot.workshop.settings.settings import ServerSettings, check_timezone, timezones_like
from cogs.settings.choosing import check_there, monthly_told
from cogs.settings.setup import pages

if TYPE_CHECKING:
    from bot.client import Gommette  # noqa: F401 - in the alias below

Interaction = discord.Interaction["Gommette"]


class Setup(Desk):
    @lone_command("command.setup", discord.Permissions(manage_guild=True))
    async def setup(self, interaction: Interaction) -> None:
        async with answering(interaction) as t:
            server, _ = managed(interaction)
            chosen = await server_settings(self.ctx, server.id)
            await whisper(interaction, pages.home(chosen, t, self.ctx.zone, self.bot.clock()))

    @on("settings.setup")
    async def _home(self, press: Press) -> None:
        server, _ = managed(press.interaction)
        chosen = await server_settings(self.ctx, server.id)
        view = pages.home(chosen, press.t, self.ctx.zone, self.bot.clock())
        await replace(press.interaction, view)

    @on("settings.pick")
    async def _pick(self, press: Press) -> None:
        server, _ = managed(press.interaction)
        if press.chosen not in set(Setting):
            raise Refusal("button.unknown")
        await self._show(press, Setting(press.chosen), await server_settings(self.ctx, server.id))

    @on("settings.set", "setting")
    async def _set(self, press: Press, setting: int) -> None:
        """What was chosen in a menu; nothing at all is back to the default."""
        managed(press.interaction)
        which = _setting(setting)
        chosen: int | None
        if which is Setting.DOCUMENTS:
            chosen = pages.documents_chosen(press.values)
        else:
            chosen = number(press.values[0]) if press.values else None
        await self._keep(press, which, chosen)

    @on("settings.usual", "setting")
    async def _usual(self, press: Press, setting: int) -> None:
        await self._keep(press, _setting(setting), None)

    @on("settings.form", "setting")
    async def _form(self, press: Press, setting: int) -> None:
        managed(press.interaction)
        which = _setting(setting)
        if not pages.is_written(which):
            raise Refusal("button.unknown")
        await press.open(pages.written_form(which, press.t))

    @on("settings.filled", "setting")
    async def _filled(self, press: Press, setting: int) -> None:
        managed(press.interaction)
        which, written = _setting(setting), press.text("written")
        if not pages.is_written(which):
            raise Refusal("button.unknown")
        try:
            if which is Setting.KEPT:
                await self._keep(press, which, read_kept_days(written))
                return
            found = timezones_like(written, PAGE)
            if len(found) > 1 and not _is_zone(written):
                await replace(press.interaction, pages.which_zone(found, press.t))
                return
            name = found[0] if len(found) == 1 else check_timezone(written)
            await self._keep(press, which, number_named(name))
        except Refusal as refusal:
            again = custom_id("settings.form", setting=setting)
            await give_back(press, refusal, [button(press.t("button.fix"), again, emoji="✏️")])

    @on("settings.undo", "setting", "before", "after")
    async def _undo(
        self, press: Press, setting: int, before: int | None, after: int | None
    ) -> None:
        """Put back what was chosen before, unless someone chose otherwise since."""
        server, member = managed(press.interaction)
        which = _setting(setting)
        if before is not None:
            check_there(server, member, which, before)
        try:
            kept = await put_back(self.ctx, server.id, which, before, after, self.bot.clock())
        except Outdated as refusal:
            chosen = await server_settings(self.ctx, server.id)
            await self._show(press, which, chosen, f"⚠️ {press.t(refusal.key)}")
            return
        await self._told(press, which, kept, press.t("setup.undone"))

    @on("settings.page", "setting")
    async def _page(self, press: Press, setting: int) -> None:
        server, _ = managed(press.interaction)
        await self._show(press, _setting(setting), await server_settings(self.ctx, server.id))

    @on("settings.shorten", "kept")
    async def _shorten(self, press: Press, kept: int | None) -> None:
        """Have what was written before, too, be kept no longer than was just chosen."""
        server, _ = managed(press.interaction)
        try:
            count = await shorten(self.ctx, server.id, kept)
            said = press.t.n("setup.shortened", count)
        except Outdated as refusal:
            said = f"⚠️ {press.t(refusal.key)}"
        await self._show(press, Setting.KEPT, await server_settings(self.ctx, server.id), said)

    async def _keep(self, press: Press, setting: Setting, chosen: int | None) -> None:
        """Keep a choice, and show its page again."""
        server, member = managed(press.interaction)
        if chosen is not None:
            check_there(server, member, setting, chosen)
        kept = await choose(self.ctx, server.id, {setting: chosen}, self.bot.clock())
        await self._told(press, setting, kept, press.t("setup.kept"))

    async def _told(self, press: Press, setting: Setting, kept: Kept, said: str) -> None:
        t = press.t
        before, after = (number_of(one, setting) for one in (kept.before, kept.now))
        if setting is Setting.MONTHLY and kept.now.monthly:
            said = f"✅ {await monthly_told(self.ctx, kept.now, t)}"
        answers: list[Button] = []
        if setting is Setting.KEPT:
            longer = await kept_longer(self.ctx, kept.now, self.bot.clock())
            if longer.any:
                asked = shortening_text(longer, kept.now.retention.days, t)
                said, answers = f"{said}\n{asked}", pages.shortening(after, t)
        if setting is Setting.COORDINATORS:
            lacking = lacking_for_summaries(press.interaction.guild, kept.now, t)
            said = "\n".join(filter(None, [said, lacking]))
        undo = pages.undo(setting, before, after, t)
        await self._show(press, setting, kept.now, said, [*answers, *filter(None, [undo])])

    async def _show(
        self,
        press: Press,
        setting: Setting,
        chosen: ServerSettings,
        said: str = "",
        acts: Sequence[Button] = (),
    ) -> None:
        view = pages.page(setting, chosen, press.t, self.ctx.zone, self.bot.clock(), said, acts)
        await replace(press.interaction, view)


def managed(interaction: discord.Interaction) -> tuple[discord.Guild, discord.Member]:
    """Return the server in which someone acts who manages it, and them; raise Refusal for anyone
    else, and elsewhere."""
    server, member = interaction.guild, interaction.user
    if server is None or not isinstance(member, discord.Member) or not actor_of(member).manages:
        raise Refusal("settings.not_yours")
    return server, member


def _setting(rank: int) -> Setting:
    if not 0 <= rank < len(pages.SETTINGS):
        raise Refusal("button.unknown")
    return pages.SETTINGS[rank]


def _is_zone(written: str) -> bool:
    try:
        check_timezone(written)
    except Refusal:
        return False
    return True
