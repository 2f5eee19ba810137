"""Slash commands in each language: every word of them is a key of the catalogues.

A command `command.vote.open` has `….name` and `….description`, and so does each of its parameters:
`command.vote.open.question.name`. One that several commands of a group share stands once under the
group: `command.backcast.scenario.name`.
"""

from __future__ import annotations

import hashlib
import inspect
import json
from collections.abc import Callable, Coroutine, Iterable, Sequence
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.i18n import Catalogue, catalogue
from bot.interface.naming.people import language_of
from bot.interface.naming.spoken import speak_options
from bot.interface.pressing.replies import answer_fault, tell
from bot.services.settings.sent import commands_sent, note_commands_sent
from bot.workshop.language import Language

if TYPE_CHECKING:
    from bot.client import Gommette


# Discord offers no more.
_CHOICES = 25
# The names of commands, groups and options that stand side by side.
_SCOPES: dict[str, set[str]] = {}
_BESIDE: dict[str, list[set[str]]] = {}

_Callback = Callable[..., Coroutine[Any, Any, Any]]


def named(key: str) -> app_commands.locale_str:
    """Return a command's text: English by default, another for those who read its language."""
    return app_commands.locale_str(catalogue(Language.ENGLISH)(key), key=key)


def language_choices() -> list[app_commands.Choice[str]]:
    """Return the languages to choose among, each as its reader calls it."""
    source = catalogue(Language.ENGLISH)
    return [
        app_commands.Choice(
            name=app_commands.locale_str(
                source.language_name(one), key="language.own", language=one.value
            ),
            value=one.value,
        )
        for one in Language
    ][:_CHOICES]


def group(key: str, permissions: discord.Permissions | None = None) -> app_commands.Group:
    """Return a group of commands for servers, shown to members who have `permissions`."""
    _stand_together("", key)
    return app_commands.Group(
        name=named(f"{key}.name"),
        description=named(f"{key}.description"),
        guild_only=True,
        default_permissions=permissions,
    )


def command(
    within: app_commands.Group, key: str, /, **choices: Sequence[app_commands.Choice[str]]
) -> Callable[[_Callback], app_commands.Command[Any, ..., Any]]:
    """Make a method of a cog the command `key` of a group, its parameters named and described.

    `choices`: parameter → all that can be chosen there. Raises KeyError when a word is in no
    catalogue.
    """

    def decorate(callback: _Callback) -> app_commands.Command[Any, ..., Any]:
        _stand_together(within.name, key)
        made: app_commands.Command[Any, ..., Any] = within.command(
            name=named(f"{key}.name"), description=named(f"{key}.description")
        )(callback)
        _word(made, key, callback)
        app_commands.choices(**{p: list(offered) for p, offered in choices.items()})(made)
        return made

    return decorate


def lone_command(
    key: str, /, permissions: discord.Permissions | None = None, *, anywhere: bool = False
) -> Callable[[_Callback], app_commands.Command[Any, ..., Any]]:
    """Make a method of a cog the command `key`, of no group, for servers: “/round”; shown to
    members who have `permissions`, and for messages to the bot too where it works `anywhere`."""

    def decorate(callback: _Callback) -> app_commands.Command[Any, ..., Any]:
        _stand_together("", key)
        made: app_commands.Command[Any, ..., Any] = app_commands.command(
            name=named(f"{key}.name"), description=named(f"{key}.description")
        )(callback)
        if anywhere:
            app_commands.allowed_contexts(guilds=True, dms=True)(made)
        else:
            app_commands.guild_only(made)
        made.default_permissions = permissions
        _word(made, key, callback)
        return made

    return decorate


def _word(made: app_commands.Command[Any, ..., Any], key: str, callback: _Callback) -> None:
    """Name and describe the parameters of a command from the catalogues."""
    parameters = list(inspect.signature(callback).parameters)[2:]  # after self, interaction
    keys = {parameter: _key_of(key, parameter) for parameter in parameters}
    for parameter_key in keys.values():
        _stand_together(key, parameter_key)
    app_commands.rename(**{p: named(f"{found}.name") for p, found in keys.items()})(made)
    described = {p: named(f"{found}.description") for p, found in keys.items()}
    app_commands.describe(**described)(made)


def choices(key: str, values: Iterable[str]) -> list[app_commands.Choice[str]]:
    """Return values to choose among, each under its name in the catalogues: `key`.`value`."""
    return [app_commands.Choice(name=named(f"{key}.{value}"), value=str(value)) for value in values]


def _key_of(command: str, parameter: str) -> str:
    """Return where the words of a parameter stand: under its command, or under the group."""
    own = f"{command}.{parameter}"
    if f"{own}.name" in catalogue(Language.ENGLISH).sentences:
        return own
    return f"{command.rpartition('.')[0]}.{parameter}"


def _stand_together(scope: str, key: str) -> None:
    _BESIDE.setdefault(f"{key}.name", []).append(_SCOPES.setdefault(scope, set()))
    _SCOPES[scope].add(f"{key}.name")


def _clashes(key: str, t: Catalogue) -> bool:
    """True for a name that another command or option beside it has too: Discord would refuse all
    commands for it."""
    return any(
        t(key) == t(other) for scope in _BESIDE.get(key, ()) for other in scope if other != key
    )


class CatalogueTranslator(app_commands.Translator):
    """Gives Discord the names and descriptions of commands in the languages that have catalogues,
    for those of its locales that read them."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        key, named_language = string.extras.get("key"), string.extras.get("language")
        language = Language.exactly(locale.value)
        if language is None or language is Language.ENGLISH or key is None:
            return None
        t = catalogue(language)
        if named_language is not None:
            if named_language not in Language:
                return None
            return t.language_name(Language(named_language))
        if key not in t.sentences or _clashes(key, t):
            return None
        return t(key)


class CommandTree(app_commands.CommandTree["Gommette"]):
    """The slash commands, with the one path for their errors."""

    async def interaction_check(self, interaction: discord.Interaction[Gommette], /) -> bool:
        """Let a command be carried out, unless its person has already read that it failed.

        Its texts are then as people see them: names instead of codes.
        """
        if interaction.client.lateness.drops(interaction):
            return False
        if interaction.type is discord.InteractionType.application_command:
            await speak_options(interaction)
        return True

    async def on_error(
        self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError, /
    ) -> None:
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        if self.client.lateness.counted(cause):
            return
        if isinstance(cause, app_commands.TransformerError) and isinstance(cause.value, str):
            limit = cause.transformer.max_value
            if limit is not None and len(cause.value) > limit:
                # Discord counted the codes of a text, which says more now that names stand there.
                t = language_of(interaction)
                told = t("text.too_long", length=len(cause.value), limit=limit)
                await tell(interaction, told)
                return
        await answer_fault(interaction, cause)

    async def sync_if_changed(self, bot: Gommette) -> bool:
        """Send the commands to Discord when they differ from those last sent.

        Discord allows few such requests a day, and an unchanged payload needs none.
        """
        translator = self.translator
        assert translator is not None
        payload = [
            await command.get_translated_payload(self, translator)
            for command in self.get_commands()
        ]
        text = json.dumps([bot.application_id, payload], sort_keys=True)
        fingerprint = hashlib.sha256(text.encode()).hexdigest()
        if await commands_sent(bot.ctx) == fingerprint:
            return False
        await self.sync()
        await note_commands_sent(bot.ctx, fingerprint)
        return True
