"""`/summary`: the summaries of before, listed, searched, read again and exported, privately."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace as replaced
from datetime import date

import discord
from discord import app_commands

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.commands import choices, command, group
from bot.interface.naming.attached import server_of
from bot.interface.naming.people import actor_of, language_of
from bot.interface.naming.seen import seen_among
from bot.interface.pressing.replies import answering, replace, sentence, whisper
from bot.interface.pressing.router import Press, on
from bot.interface.showing.layout import layout
from bot.interface.words.memory import listing, recipe_title, told
from bot.services.digest import gathering
from bot.services.memory import reading, searching
from bot.services.memory.searching import Asked
from bot.services.settings.settings import server_settings
from bot.workshop.errors import Refusal
from bot.workshop.language import Language
from bot.workshop.memory.days import read_days
from bot.workshop.memory.filters import State
from bot.workshop.memory.reading import Seen
from bot.workshop.settings.settings import day_in
from bot.workshop.text import clean, escape, shorten
from bot.workshop.themes.likeness import plain
from cogs.memory.archive import Archive, of_one, of_several

Choices = list[app_commands.Choice[str]]

_CHOICE = 100
_STATES = choices("memory.state", State)


class Memory(Desk):
    """The commands, and the buttons of what they show."""

    summary = group("command.summary")

    @command(summary, "command.summary.list", state=_STATES)
    async def list_(
        self,
        interaction: discord.Interaction,
        since: app_commands.Range[str, 1, 60] | None = None,
        until: app_commands.Range[str, 1, 60] | None = None,
        recipe: app_commands.Range[str, 1, 100] | None = None,
        state: str | None = None,
        series: app_commands.Range[str, 1, 100] | None = None,
    ) -> None:
        async with answering(interaction) as t:
            await interaction.response.defer(ephemeral=True, thinking=True)
            seen = await self._seen(interaction)
            asked = await self._asked(interaction, seen, "", since, until, recipe, state)
            asked = await self._in_series(interaction, seen, asked, series)
            await self._begin(interaction, seen, asked, t)

    @command(summary, "command.summary.search", state=_STATES)
    async def search(
        self,
        interaction: discord.Interaction,
        words: app_commands.Range[str, 1, 200],
        since: app_commands.Range[str, 1, 60] | None = None,
        until: app_commands.Range[str, 1, 60] | None = None,
        recipe: app_commands.Range[str, 1, 100] | None = None,
        state: str | None = None,
        series: app_commands.Range[str, 1, 100] | None = None,
    ) -> None:
        async with answering(interaction) as t:
            await interaction.response.defer(ephemeral=True, thinking=True)
            seen = await self._seen(interaction)
            asked = await self._asked(interaction, seen, words, since, until, recipe, state)
            asked = await self._in_series(interaction, seen, asked, series)
            await self._begin(interaction, seen, asked, t)

    @command(summary, "command.summary.show")
    async def show(self, interaction: discord.Interaction, session: str) -> None:
        async with answering(interaction) as t:
            await interaction.response.defer(ephemeral=True, thinking=True)
            await self._show(interaction, _session(session), t)

    @command(summary, "command.summary.export", state=_STATES)
    async def export(
        self,
        interaction: discord.Interaction,
        session: str | None = None,
        words: app_commands.Range[str, 1, 200] | None = None,
        since: app_commands.Range[str, 1, 60] | None = None,
        until: app_commands.Range[str, 1, 60] | None = None,
        recipe: app_commands.Range[str, 1, 100] | None = None,
        state: str | None = None,
        series: app_commands.Range[str, 1, 100] | None = None,
    ) -> None:
        async with answering(interaction) as t:
            await interaction.response.defer(ephemeral=True, thinking=True)
            if session is not None:
                await self._files(interaction, _session(session), t)
                return
            seen = await self._seen(interaction)
            asked = await self._asked(interaction, seen, words or "", since, until, recipe, state)
            asked = await self._in_series(interaction, seen, asked, series)
            server, actor = server_of(interaction), actor_of(interaction.user)
            ids = await searching.matching(self.ctx, server, actor, seen, asked)
            name = f"{t('memory.archive')}.zip"
            await _give(interaction, await of_several(self.bot, server, actor, seen, ids, name), t)

    @show.autocomplete("session")
    @export.autocomplete("session")
    async def _sessions(self, interaction: discord.Interaction, written: str) -> Choices:
        t, server = language_of(interaction), server_of(interaction)
        found = await searching.latest(
            self.ctx, server, actor_of(interaction.user), await self._seen(interaction), written
        )
        choice = app_commands.Choice
        return [
            choice(name=_named(title, t.day(ended.date())), value=str(one))
            for one, title, ended in found
        ]

    @list_.autocomplete("recipe")
    @search.autocomplete("recipe")
    @export.autocomplete("recipe")
    async def _recipes(self, interaction: discord.Interaction, written: str) -> Choices:
        t, wanted = language_of(interaction), plain(written).strip()
        found = await self._known_recipes(interaction, await self._seen(interaction))
        titles = dict.fromkeys(shorten(recipe_title(one, t.language), _CHOICE) for one in found)
        return [
            app_commands.Choice(name=title, value=title)
            for title in titles
            if title and wanted in plain(title)
        ][:25]

    @list_.autocomplete("series")
    @search.autocomplete("series")
    @export.autocomplete("series")
    async def _series(self, interaction: discord.Interaction, written: str) -> Choices:
        wanted = plain(written).strip()
        found = await self._known_series(interaction, await self._seen(interaction))
        return [
            app_commands.Choice(name=shorten(title, _CHOICE), value=str(one))
            for one, title in found
            if wanted in plain(title)
        ][:25]

    @on("memory.page", "search", "page")
    async def _page(self, press: Press, search: int, page: int) -> None:
        seen = await self._seen(press.interaction)
        await replace(
            press.interaction, await self._listing(press.interaction, seen, search, page, press.t)
        )

    @on("memory.open", chosen="found")
    async def _open(self, press: Press) -> None:
        chosen = press.number()
        await press.interaction.response.defer(ephemeral=True, thinking=True)
        await self._show(press.interaction, chosen, press.t)

    @on("memory.files", "found")
    async def _documents(self, press: Press, found: int) -> None:
        await press.interaction.response.defer(ephemeral=True, thinking=True)
        await self._files(press.interaction, found, press.t)

    # What they share

    async def _seen(self, interaction: discord.Interaction) -> Seen:
        spots = await reading.spots(self.ctx, server_of(interaction))
        return await seen_among(interaction, spots)

    async def _begin(
        self, interaction: discord.Interaction, seen: Seen, asked: Asked, t: Catalogue
    ) -> None:
        server, actor = server_of(interaction), actor_of(interaction.user)
        search = await searching.begin(self.ctx, server, actor, asked, self.bot.clock())
        await whisper(interaction, await self._listing(interaction, seen, search, 0, t))

    async def _listing(
        self, interaction: discord.Interaction, seen: Seen, search: int, page: int, t: Catalogue
    ) -> discord.ui.LayoutView:
        server, actor = server_of(interaction), actor_of(interaction.user)
        return listing(await searching.page(self.ctx, server, actor, seen, search, page), t)

    async def _show(self, interaction: discord.Interaction, session: int, t: Catalogue) -> None:
        server, actor = server_of(interaction), actor_of(interaction.user)
        seen = await seen_among(interaction, await reading.spot(self.ctx, session))
        record = await searching.told(self.ctx, server, session, actor, seen)
        await whisper(interaction, told(record, t))

    async def _files(self, interaction: discord.Interaction, session: int, t: Catalogue) -> None:
        server, actor = server_of(interaction), actor_of(interaction.user)
        seen = await seen_among(interaction, await reading.spot(self.ctx, session))
        record = await searching.told(self.ctx, server, session, actor, seen)
        files = await of_one(self.bot, record)
        if files:
            words = t("documents.given", title=escape(record.session.title))
            await whisper(interaction, layout(words, *files), files)
        else:
            await whisper(interaction, sentence(t("documents.too_heavy")))

    async def _asked(
        self,
        interaction: discord.Interaction,
        seen: Seen,
        words: str,
        since: str | None,
        until: str | None,
        recipe: str | None,
        state: str | None,
    ) -> Asked:
        """Return what was asked for; raise Refusal where it cannot be read."""
        settings = await server_settings(self.ctx, server_of(interaction))
        today = day_in(settings.timezone or self.ctx.zone, self.bot.clock())
        language = language_of(interaction).language
        first = _day(since, today, language, last=False)
        last = _day(until, today, language, last=True)
        if first and last and last < first:
            raise Refusal("memory.days_turned", first=first, last=last)
        chosen = None
        if recipe:
            known = await self._known_recipes(interaction, seen)
            chosen = next((one for one in known if _is_named(one, recipe)), None)
            if chosen is None:
                raise Refusal("memory.unknown_recipe")
        return Asked(clean(words), first, last, chosen, State(state) if state else None)

    async def _in_series(
        self, interaction: discord.Interaction, seen: Seen, asked: Asked, series: str | None
    ) -> Asked:
        """Return what was asked for in a series, by its number or its title; raise Refusal where
        the person may read nothing of it."""
        if not series:
            return asked
        for one, title in await self._known_series(interaction, seen):
            if series.strip() == str(one) or plain(series).strip() == plain(title):
                return replaced(asked, series=(one, title))
        raise Refusal("memory.unknown_series")

    async def _known_series(
        self, interaction: discord.Interaction, seen: Seen
    ) -> Sequence[tuple[int, str]]:
        server, actor = server_of(interaction), actor_of(interaction.user)
        return await gathering.series(self.ctx, server, actor, seen)

    async def _known_recipes(self, interaction: discord.Interaction, seen: Seen) -> list[str]:
        server, actor = server_of(interaction), actor_of(interaction.user)
        return await searching.recipes(self.ctx, server, actor, seen)


def _session(written: str) -> int:
    """Return the session that was chosen; raise Refusal where a title was typed and none was."""
    with suppress(ValueError):
        found = int(written)
        if 0 < found < 2**63:
            return found
    raise Refusal("memory.not_found")


def _named(title: str, day: str) -> str:
    """Return a session among the choices: its title, cut where it must be, and its day."""
    return f"{shorten(title, _CHOICE - len(day) - 3) or '…'} · {day}"


def _day(written: str | None, today: date, language: Language, *, last: bool) -> date | None:
    return read_days(written, today, language)[last] if written else None


def _is_named(recipe: str, written: str) -> bool:
    """True for a recipe by the title that it has in either language, cut or not."""
    wanted = plain(written).strip()
    titles = {recipe_title(recipe, one) for one in Language}
    return any(wanted in (plain(title), plain(shorten(title, _CHOICE))) for title in titles)


async def _give(interaction: discord.Interaction, made: Archive, t: Catalogue) -> None:
    if not made.asked:
        await whisper(interaction, sentence(t("memory.nothing_to_export")))
    elif made.file is None:
        await whisper(interaction, sentence(t("documents.too_heavy")))
    else:
        words = t.n("memory.exported", made.sessions)
        if left := made.asked - made.sessions:
            words += f"\n-# {t.n('memory.export_cut', left)}"
        await whisper(interaction, layout(words, made.file), [made.file])
