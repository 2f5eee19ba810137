"""The `/backcast` commands: from an empty page, a file or another scenario to the workbench."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

import discord
from discord import app_commands

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.commands import command, group, language_choices
from bot.interface.naming.attached import server_of
from bot.interface.naming.people import actor_of, language_of
from bot.interface.naming.spoken import speaker
from bot.interface.pressing.replies import answering, replace, sentence, whisper
from bot.interface.pressing.router import Press, on
from bot.interface.sending.illustration import message_bytes
from bot.interface.showing.layout import PAGE
from bot.services.story import scenarios
from bot.services.story.scenarios import ALWAYS, Unfinished, Upload
from bot.workshop.errors import DataError, Refusal
from bot.workshop.language import LABEL, LONG, Language
from bot.workshop.story.checking import faults
from bot.workshop.story.prepared import Prepared
from bot.workshop.story.scenario import FIRST_YEAR, LAST_YEAR
from bot.workshop.story.scenario_file import read_sketch
from bot.workshop.story.sketch import Sketch
from bot.workshop.text import escape, shorten
from bot.workshop.themes.likeness import plain
from cogs.story.bench import bench, checked, deletion, lacking, state
from cogs.story.files import export, read_file, read_media, refused_file
from cogs.story.preview import preview

Year = app_commands.Range[int, FIRST_YEAR, LAST_YEAR]
Choices = list[app_commands.Choice[str]]

_CHOICE = 100


class Backcasting(Desk):
    """The commands, and the buttons of the workbench that need no form."""

    backcast = group("command.backcast")

    @command(backcast, "command.backcast.new", language=language_choices())
    async def new(
        self,
        interaction: discord.Interaction,
        title: app_commands.Range[str, 1, LABEL],
        organisation: app_commands.Range[str, 1, LABEL],
        origin: Year,
        horizon: Year,
        language: str,
        source: str | None = None,
    ) -> None:
        async with answering(interaction) as t:
            spoken = Language(language)
            blank = Sketch(
                title=title,
                organisation=organisation,
                language=spoken,
                origin=origin,
                horizon=horizon,
            )
            start = await self._source(interaction, source) if source else blank
            scenario = await self._prepared(
                interaction, start.headed(title, organisation, origin, horizon, spoken)
            )
            await whisper(interaction, bench(scenario, t, _begun("backcast.welcome", t)))

    @new.autocomplete("source")
    async def _sources(self, interaction: discord.Interaction, written: str) -> Choices:
        t, server = language_of(interaction), server_of(interaction)
        mine = await scenarios.changeable(self.ctx, server, actor_of(interaction.user))
        titles = {s.slug: f"{s.sketch.title} · {state(s, t)}" for s in mine}
        for slug, scenario in await scenarios.offered(self.ctx, server):
            titles.setdefault(slug, scenario.title)
        for slug, scenario in self.bot.library.scenarios_for(t.language):
            titles.setdefault(slug, f"{scenario.title} ({t.language_name(scenario.language)})")
        return _choices(written, titles.items())

    @command(backcast, "command.backcast.edit")
    async def edit(self, interaction: discord.Interaction, scenario: str) -> None:
        async with answering(interaction) as t:
            await whisper(interaction, bench(await self._find(interaction, scenario), t))

    @command(backcast, "command.backcast.media")
    async def media(
        self,
        interaction: discord.Interaction,
        scenario: str,
        file: discord.Attachment,
        transcript: app_commands.Range[str, 1, LONG] | None = None,
    ) -> None:
        async with answering(interaction) as t:
            await interaction.response.defer(ephemeral=True, thinking=True)
            found = await self._find(interaction, scenario)
            changed = await scenarios.attach(
                self.ctx,
                found.server_id,
                found.id,
                actor_of(interaction.user),
                await read_media(file),
                transcript or "",
                ALWAYS,
                self.bot.clock(),
            )
            media = changed.sketch.media
            heard = media is not None and media.transcript
            key = "backcast.media_kept" if heard else "backcast.media_without_words"
            await whisper(interaction, bench(changed, t, t(key)))

    @command(backcast, "command.backcast.export")
    async def export(self, interaction: discord.Interaction, scenario: str) -> None:
        async with answering(interaction):
            await interaction.response.defer(ephemeral=True, thinking=True)
            await self._export(interaction, await self._find(interaction, scenario))

    @command(backcast, "command.backcast.import")
    async def import_(
        self,
        interaction: discord.Interaction,
        file: discord.Attachment,
        media: discord.Attachment | None = None,
    ) -> None:
        async with answering(interaction) as t:
            server = server_of(interaction)
            await interaction.response.defer(ephemeral=True, thinking=True)
            # Before anything is read: a file costs memory and time.
            await scenarios.check_right(self.ctx, server, actor_of(interaction.user))
            try:
                content = await read_file(file)
                sketch = await asyncio.to_thread(read_sketch, content, file.filename)
            except DataError as error:
                await whisper(interaction, refused_file(file.filename, error, t))
                return
            say = await speaker(interaction, sketch.texts())
            upload = await read_media(media) if media is not None else None
            scenario = await self._prepared(interaction, sketch.said(say), upload)
            await whisper(interaction, bench(scenario, t, _begun("import.done", t)))

    @command(backcast, "command.backcast.delete")
    async def delete(self, interaction: discord.Interaction, scenario: str) -> None:
        async with answering(interaction) as t:
            await whisper(interaction, deletion(await self._find(interaction, scenario), t))

    @edit.autocomplete("scenario")
    @media.autocomplete("scenario")
    @export.autocomplete("scenario")
    @delete.autocomplete("scenario")
    async def _mine(self, interaction: discord.Interaction, written: str) -> Choices:
        t = language_of(interaction)
        mine = await scenarios.changeable(
            self.ctx, server_of(interaction), actor_of(interaction.user)
        )
        return _choices(written, ((s.slug, f"{s.sketch.title} · {state(s, t)}") for s in mine))

    # The buttons

    @on("backcast.check", "scenario")
    async def _check(self, press: Press, scenario: int) -> None:
        prepared = await self._bench(press, scenario)
        await self._show(press, prepared, checked(prepared, press.t))

    @on("backcast.preview", "scenario")
    async def _preview(self, press: Press, scenario: int) -> None:
        prepared = await self._bench(press, scenario)
        await press.interaction.response.defer(ephemeral=True, thinking=True)
        content = await scenarios.media_of(self.ctx, prepared)
        room = message_bytes(self.bot, prepared.server_id)
        async for shown in preview(prepared, content, self.bot.press, press.t, room):
            await shown.send(press.interaction)

    @on("backcast.save", "scenario")
    async def _save(self, press: Press, scenario: int) -> None:
        try:
            prepared = await scenarios.save(
                self.ctx,
                server_of(press.interaction),
                scenario,
                press.actor,
                self.bot.clock(),
            )
        except Unfinished as unfinished:
            head = lacking(unfinished.faults, press.t)
            await self._show(press, await self._bench(press, scenario), head)
            return
        await self._show(press, prepared, press.t("backcast.saved"))

    @on("backcast.export", "scenario")
    async def _export_button(self, press: Press, scenario: int) -> None:
        prepared = await self._bench(press, scenario)
        if faults(prepared.sketch):
            await self._show(press, prepared, lacking(faults(prepared.sketch), press.t))
            return
        await press.interaction.response.defer(ephemeral=True, thinking=True)
        await self._export(press.interaction, prepared)

    @on("backcast.delete", "scenario")
    async def _delete(self, press: Press, scenario: int) -> None:
        await replace(press.interaction, deletion(await self._bench(press, scenario), press.t))

    @on("backcast.delete_yes", "scenario")
    async def _delete_yes(self, press: Press, scenario: int) -> None:
        gone = await scenarios.delete(self.ctx, server_of(press.interaction), scenario, press.actor)
        told = press.t("backcast.deleted", title=escape(gone.sketch.title))
        await replace(press.interaction, sentence(told))

    # What they share

    async def _bench(self, press: Press, scenario: int) -> Prepared:
        return await scenarios.open_bench(
            self.ctx, server_of(press.interaction), scenario, press.actor
        )

    async def _show(self, press: Press, scenario: Prepared, head: str) -> None:
        await replace(press.interaction, bench(scenario, press.t, head))

    async def _find(self, interaction: discord.Interaction, written: str) -> Prepared:
        actor = actor_of(interaction.user)
        return await scenarios.find(self.ctx, server_of(interaction), written, actor)

    async def _prepared(
        self, interaction: discord.Interaction, sketch: Sketch, upload: Upload | None = None
    ) -> Prepared:
        return await scenarios.prepare(
            self.ctx,
            server_of(interaction),
            actor_of(interaction.user),
            sketch,
            self.bot.library.scenarios,
            str(interaction.id),
            self.bot.clock(),
            upload,
        )

    async def _source(self, interaction: discord.Interaction, written: str) -> Sketch:
        """Return what a new scenario starts from: one of the server's own, or a shipped one."""
        actor = actor_of(interaction.user)
        own = await scenarios.source(self.ctx, server_of(interaction), written, actor)
        if own is not None:
            return own
        shipped = self.bot.library.scenarios.get(written)
        if shipped is None:
            raise Refusal("session.unknown_scenario")
        return Sketch.of(shipped)

    async def _export(self, interaction: discord.Interaction, scenario: Prepared) -> None:
        t, actor = language_of(interaction), actor_of(interaction.user)
        try:
            _, whole, content = await scenarios.exported(
                self.ctx, scenario.server_id, scenario.id, actor
            )
        except Unfinished as unfinished:
            await whisper(interaction, bench(scenario, t, lacking(unfinished.faults, t)))
            return
        view, files = export(scenario, whole, content, t)
        await interaction.followup.send(view=view, files=files, ephemeral=True)


def _begun(key: str, t: Catalogue) -> str:
    """Return what is said of a scenario that has just come, with how long it stays."""
    return f"{t(key)}\n-# {t('backcast.kept_until')}"


def _choices(written: str, titles: Iterable[tuple[str, str]]) -> Choices:
    wanted = plain(written).strip()
    return [
        app_commands.Choice(name=shorten(title, _CHOICE) or slug, value=slug)
        for slug, title in titles
        if wanted in plain(title) or wanted in slug
    ][:PAGE]
