"""The `/recipe` commands: from nothing, a file, a recipe or a session to the workbench."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

import discord
from discord import app_commands

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.commands import command, group
from bot.interface.naming.attached import server_of
from bot.interface.naming.people import actor_of, language_of, language_of_server
from bot.interface.naming.spoken import speaker
from bot.interface.pressing.replies import answering, replace, sentence, whisper
from bot.interface.pressing.router import Press, on
from bot.interface.showing.layout import PAGE
from bot.services.recipes import led, recipes
from bot.services.recipes.preview import shown
from bot.services.recipes.recipes import Unfinished
from bot.services.settings.settings import server_settings
from bot.workshop.errors import DataError, Refusal
from bot.workshop.language import LABEL, SHORT, Language
from bot.workshop.recipes.prepared import Prepared
from bot.workshop.recipes.recipe_file import read_sketch
from bot.workshop.recipes.sketch import Sketch
from bot.workshop.story.scenario import Scenario
from bot.workshop.text import clean, escape, shorten
from bot.workshop.themes.likeness import plain
from cogs.recipes.bench import bench, checked, deletion, doubtful, lacking, state
from cogs.recipes.files import export, read_file, refused_file
from cogs.recipes.preview import preview

Choices = list[app_commands.Choice[str]]

_CHOICE = 100
_HERE = "#here"  # the session of this channel, among the recipes: no recipe has such a name


class Recipes(Desk):
    """The commands, and the buttons of the workbench that need no form."""

    recipe = group("command.recipe")

    @command(recipe, "command.recipe.new")
    async def new(
        self,
        interaction: discord.Interaction,
        title: app_commands.Range[str, 1, LABEL] | None = None,
        purpose: app_commands.Range[str, 1, SHORT] | None = None,
        source: str | None = None,
    ) -> None:
        async with answering(interaction) as t:
            language = await self._language(interaction)
            if source:
                sketch = await self._source(interaction, source, language)
            else:
                sketch = Sketch.blank(t("recipe.untitled"), language)
            if title:
                sketch = sketch.named(title)
            if purpose:
                written = {one.value: clean(purpose) for one in Language}
                sketch = sketch.headed({**sketch.head, "purpose": written})
            prepared = await self._prepared(interaction, sketch)
            key = "recipe.welcome_from" if source else "recipe.welcome"
            await whisper(interaction, bench(prepared, t, _begun(key, t)))

    @new.autocomplete("source")
    async def _sources(self, interaction: discord.Interaction, written: str) -> Choices:
        t, server = language_of(interaction), server_of(interaction)
        actor = actor_of(interaction.user)
        titles: dict[str, str] = {}
        if interaction.channel_id is not None:
            here = await led.session_here(self.ctx, interaction.channel_id, actor)
            if here is not None:
                key = "recipe.session_led" if here.ended_at else "recipe.session_here"
                titles[_HERE] = t(key, title=here.title)
        for one in await recipes.changeable(self.ctx, server, actor):
            titles[one.slug] = f"{one.sketch.title} · {state(one, t)}"
        for one, whole in await recipes.offered(self.ctx, server):
            titles.setdefault(one.slug, whole.title[t.language])
        for slug, shipped in self.bot.library.recipes.items():
            titles.setdefault(slug, f"{shipped.title[t.language]} · {t.minutes(shipped.minutes)}")
        return _choices(written, titles.items())

    @command(recipe, "command.recipe.edit")
    async def edit(self, interaction: discord.Interaction, recipe: str) -> None:
        async with answering(interaction) as t:
            await whisper(interaction, bench(await self._find(interaction, recipe), t))

    @command(recipe, "command.recipe.export")
    async def export(self, interaction: discord.Interaction, recipe: str) -> None:
        async with answering(interaction):
            await interaction.response.defer(ephemeral=True, thinking=True)
            await self._export(interaction, await self._find(interaction, recipe))

    @command(recipe, "command.recipe.import")
    async def import_(self, interaction: discord.Interaction, file: discord.Attachment) -> None:
        async with answering(interaction) as t:
            server = server_of(interaction)
            await interaction.response.defer(ephemeral=True, thinking=True)
            # Before anything is read: a file costs memory and time.
            await recipes.check_right(self.ctx, server, actor_of(interaction.user))
            language = await self._language(interaction)
            try:
                content = await read_file(file)
                sketch = await asyncio.to_thread(read_sketch, content, file.filename, language)
            except DataError as error:
                await whisper(interaction, refused_file(file.filename, error, t))
                return
            say = await speaker(interaction, sketch.texts())
            guild = interaction.guild
            brought = sketch.said(say).brought(
                lambda place: (
                    guild is not None
                    and (guild.get_role(place) or guild.get_channel(place)) is not None
                )
            )
            prepared = await self._prepared(interaction, brought)
            await whisper(interaction, bench(prepared, t, _begun("recipe.imported", t)))

    @command(recipe, "command.recipe.delete")
    async def delete(self, interaction: discord.Interaction, recipe: str) -> None:
        async with answering(interaction) as t:
            await whisper(interaction, deletion(await self._find(interaction, recipe), t))

    @edit.autocomplete("recipe")
    @export.autocomplete("recipe")
    @delete.autocomplete("recipe")
    async def _mine(self, interaction: discord.Interaction, written: str) -> Choices:
        t = language_of(interaction)
        mine = await recipes.changeable(
            self.ctx, server_of(interaction), actor_of(interaction.user)
        )
        return _choices(written, ((r.slug, f"{r.sketch.title} · {state(r, t)}") for r in mine))

    # The buttons

    @on("recipe.check", "recipe")
    async def _check(self, press: Press, recipe: int) -> None:
        prepared = await self._bench(press, recipe)
        await self._show(press, prepared, checked(prepared, press.t))

    @on("recipe.preview", "recipe", "place")
    async def _preview(self, press: Press, recipe: int, place: int) -> None:
        prepared = await self._bench(press, recipe)
        steps = prepared.sketch.steps
        if not steps:
            await self._show(press, prepared, press.t("recipe.nothing_to_show"))
            return
        place = min(max(0, place), len(steps) - 1)
        found = await shown(self.ctx, prepared, place, self._example(prepared), self.bot.clock())
        view = preview(prepared, place, found, self.bot.screens, press.t)
        await replace(press.interaction, view)

    @on("recipe.save", "recipe")
    async def _save(self, press: Press, recipe: int) -> None:
        server = server_of(press.interaction)
        try:
            prepared = await recipes.save(self.ctx, server, recipe, press.actor, self.bot.clock())
        except Unfinished as unfinished:
            head = lacking(unfinished.faults, press.t)
            await self._show(press, await self._bench(press, recipe), head)
            return
        told = ["💾 " + press.t("recipe.saved"), doubtful(prepared, press.t)]
        await self._show(press, prepared, "\n".join(filter(None, told)))

    @on("recipe.export", "recipe")
    async def _export_button(self, press: Press, recipe: int) -> None:
        prepared = await self._bench(press, recipe)
        try:
            recipes.whole_of(prepared)
        except Unfinished as unfinished:
            await self._show(press, prepared, lacking(unfinished.faults, press.t))
            return
        await press.interaction.response.defer(ephemeral=True, thinking=True)
        await self._export(press.interaction, prepared)

    @on("recipe.delete", "recipe")
    async def _delete(self, press: Press, recipe: int) -> None:
        await replace(press.interaction, deletion(await self._bench(press, recipe), press.t))

    @on("recipe.delete_yes", "recipe")
    async def _delete_yes(self, press: Press, recipe: int) -> None:
        gone = await recipes.delete(self.ctx, server_of(press.interaction), recipe, press.actor)
        told = press.t("recipe.deleted", title=escape(gone.sketch.title))
        await replace(press.interaction, sentence(told))

    # What they share

    async def _bench(self, press: Press, recipe: int) -> Prepared:
        server = server_of(press.interaction)
        return await recipes.open_bench(self.ctx, server, recipe, press.actor)

    async def _show(self, press: Press, recipe: Prepared, head: str) -> None:
        await replace(press.interaction, bench(recipe, press.t, head))

    async def _find(self, interaction: discord.Interaction, written: str) -> Prepared:
        actor = actor_of(interaction.user)
        return await recipes.find(self.ctx, server_of(interaction), written, actor)

    async def _language(self, interaction: discord.Interaction) -> Language:
        """Return the language of the rooms of the server, in which a recipe is written first."""
        settings = await server_settings(self.ctx, server_of(interaction))
        return settings.language or language_of_server(interaction)

    async def _prepared(self, interaction: discord.Interaction, sketch: Sketch) -> Prepared:
        return await recipes.prepare(
            self.ctx,
            server_of(interaction),
            actor_of(interaction.user),
            sketch,
            self.bot.library.recipes,
            str(interaction.id),
            self.bot.clock(),
        )

    async def _source(
        self, interaction: discord.Interaction, written: str, language: Language
    ) -> Sketch:
        """Return what a new recipe starts from: the session of this channel, one of the server's
        own, or a shipped one."""
        actor, found = actor_of(interaction.user), None
        if written == _HERE and interaction.channel_id is not None:
            found = await led.sketch_of_session(self.ctx, interaction.channel_id, actor)
        elif written != _HERE:
            server = server_of(interaction)
            found = await recipes.source(self.ctx, server, written, actor, language)
            shipped = self.bot.library.recipe_named(written)
            if found is None and shipped is not None:
                found = Sketch.of(shipped, language)
        if found is None:
            raise Refusal("session.unknown_recipe")
        return found

    def _example(self, recipe: Prepared) -> Scenario | None:
        """Return a scenario for the preview of a recipe that needs one."""
        if not recipe.sketch.needs_scenario:
            return None
        every = self.bot.library.scenarios_for(recipe.sketch.language)
        return every[0][1] if every else None

    async def _export(self, interaction: discord.Interaction, recipe: Prepared) -> None:
        t = language_of(interaction)
        try:
            whole = recipes.whole_of(recipe)
        except Unfinished as unfinished:
            await whisper(interaction, bench(recipe, t, lacking(unfinished.faults, t)))
            return
        view, files = export(recipe, whole, t)
        await interaction.followup.send(view=view, files=files, ephemeral=True)


def _begun(key: str, t: Catalogue) -> str:
    """Return what is said of a recipe that has just come, with how long it stays."""
    return f"{t(key)}\n-# {t('recipe.kept_until')}"


def _choices(written: str, titles: Iterable[tuple[str, str]]) -> Choices:
    wanted = plain(written).strip()
    return [
        app_commands.Choice(name=shorten(title, _CHOICE) or slug, value=slug)
        for slug, title in titles
        if wanted in plain(title) or wanted in slug
    ][:PAGE]
