"""From a custom id to the method that answers it: buttons, menus and forms alike.

A custom id is ``verb:argument:…``. `on` names its arguments; `custom_id` is called with the same
names in the same order, which `tests/discord/test_custom_ids.py` checks in the source. discord.py's
own dispatch forgets forms at a restart and lets errors of dynamic items pass unseen; this one does
neither.
"""

from __future__ import annotations

import inspect
import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import discord
from discord import ui

from bot.conditions import Condition, condition_of
from bot.i18n import Catalogue
from bot.interface.naming.people import actor_of
from bot.interface.naming.spoken import speak_fields
from bot.interface.pressing.giving_back import give_back
from bot.interface.pressing.lateness import Lateness
from bot.interface.pressing.notices import Notices
from bot.interface.pressing.refused import RefusedForms
from bot.interface.pressing.replies import SENTENCES, answer_fault, answering, log_condition
from bot.services.sessions.places import Places
from bot.workshop.errors import Refusal
from bot.workshop.sessions.permissions import Actor

log = logging.getLogger(__name__)

CUSTOM_ID_LIMIT = 100


@dataclass(frozen=True, slots=True)
class Press:
    """What a person did: which button, menu or form, with what in it.

    `values` are the choices of a menu; `fields` what a form held, by the name of the field (a
    list for menus). `t` is the person's catalogue.
    """

    interaction: discord.Interaction
    actor: Actor
    t: Catalogue
    values: tuple[str, ...]
    fields: dict[str, str | list[str]]
    refused: RefusedForms

    async def open(self, form: ui.Modal, **instead: str | list[str]) -> None:
        """Open a form; where the person wrote in it and was refused, it shows what they wrote,
        with `instead` in the fields that it names."""
        filled = self.refused.fill(self.actor.user_id, form, instead)
        await self.interaction.response.send_modal(filled)

    def keep_refused(self) -> None:
        """Have the same form show what this one held, once it is opened again."""
        if self.fields:
            self.refused.keep(self.actor.user_id, self.custom_id, self.fields)

    def was_refused(self, custom_id: str) -> bool:
        """Tell whether a form of this person shows what they wrote when it was refused."""
        return (self.actor.user_id, custom_id) in self.refused.kept

    @property
    def custom_id(self) -> str:
        """What was pressed or sent."""
        return str(dict(self.interaction.data or {}).get("custom_id", ""))

    def text(self, name: str) -> str:
        """Return what was written in a field, or chosen in a one-choice menu; may be empty."""
        value = self.fields.get(name, "")
        return value if isinstance(value, str) else next(iter(value), "")

    @property
    def typed(self) -> list[str]:
        """What was written in the fields of a form, without what was chosen in its menus."""
        data: dict[str, Any] = dict(self.interaction.data or {})
        names = [name for name, field in _each(data.get("components", ())) if _is_text(field)]
        return [self.text(name) for name in names]

    @property
    def chosen(self) -> str:
        """The one choice of a menu; raises Refusal when it was forged."""
        if not self.values:
            raise Refusal("button.unknown")
        return self.values[0]

    def number(self) -> int:
        """Return the one choice of a menu as a number; raise Refusal when it was forged."""
        return number(self.chosen)

    def number_unless(self, word: str) -> int | None:
        """Return the one choice of a menu as `number` does; None when it is `word`."""
        return None if self.chosen == word else self.number()

    def numbers(self) -> list[int]:
        """Return the choices of a menu as numbers; raise Refusal when one was forged."""
        return [number(value) for value in self.values]

    def attachment(self, name: str) -> discord.Attachment | None:
        """Return the file chosen in a field of a form, if one was."""
        return next(iter(self.attachments(name)), None)

    def attachments(self, name: str) -> list[discord.Attachment]:
        """Return the files chosen in a field of a form."""
        data: dict[str, Any] = dict(self.interaction.data or {})
        known = data.get("resolved", {}).get("attachments", {})
        chosen = self.fields.get(name, "")
        names = [chosen] if isinstance(chosen, str) else chosen
        # As discord.py's own forms make it; ours keep nothing between two events.
        state = self.interaction._state
        return [discord.Attachment(data=known[one], state=state) for one in names if one in known]

    @property
    def submission(self) -> str:
        """What makes a second delivery of the same press recognisable."""
        return str(self.interaction.id)


# What a form held, by the name of the field: a list for menus.
Fields = Mapping[str, str | list[str]]
Argument = int | None  # flags are numbers too: 0 or 1
Handler = Callable[..., Awaitable[None]]
Method = TypeVar("Method", bound=Callable[..., Awaitable[None]])


def number(written: str) -> int:
    """Return a number that came from Discord; raise Refusal when it was forged."""
    try:
        found = int(written)
    except ValueError:
        raise Refusal("button.unknown") from None
    if abs(found) >= 2**63:  # SQLite holds 64-bit integers: no identifier is beyond them
        raise Refusal("button.unknown")
    return found


def _number_or_none(written: str) -> int | None:
    return number(written) if written else None


def _flag(written: str) -> bool:
    if written not in ("0", "1"):
        raise Refusal("button.unknown")
    return written == "1"


# How an argument is read, by the annotation of the parameter that takes it.
_READERS: Mapping[str, Callable[[str], Argument]] = {
    "int": number,
    "int | None": _number_or_none,
    "bool": _flag,
}


@dataclass(frozen=True, slots=True)
class Verb:
    """What a custom id asks for: the arguments that follow `name`, in order.

    The last ones may be missing where the method has a default for them: `least` must be there.
    `chosen` names what the choices of its menu are, where they are rows of the database.
    """

    name: str
    readers: Mapping[str, Callable[[str], Argument]]
    least: int
    chosen: str = ""

    @property
    def arguments(self) -> tuple[str, ...]:
        return tuple(self.readers)

    def read(self, written: Sequence[str]) -> dict[str, Argument]:
        """Return the arguments by name; raise Refusal when they are not those of this verb."""
        if not self.least <= len(written) <= len(self.readers):
            raise Refusal("button.unknown")
        return {
            name: read(part)
            for (name, read), part in zip(self.readers.items(), written, strict=False)
        }


def on(verb: str, *arguments: str, chosen: str = "") -> Callable[[Method], Method]:
    """Have a method of a cog answer ``verb`` with these arguments.

    What stands for a row is named as in `bot.store.rows.places`, and so is what a menu's choices
    stand for (`chosen`): the router sees to it that they are of a session of this channel.

    It is called with the press, then with each argument by its name: an ``int``, a ``bool``, or an
    ``int | None`` whose part of the custom id is empty for None. Raises TypeError when the method
    takes anything else.
    """

    def mark(method: Method) -> Method:
        taken = list(inspect.signature(method).parameters.values())[2:]  # after self and the press
        if tuple(parameter.name for parameter in taken) != arguments:
            raise TypeError(f"{method.__qualname__} does not take the arguments of {verb}")
        readers = {parameter.name: _READERS.get(_annotation(parameter)) for parameter in taken}
        known = {name: reader for name, reader in readers.items() if reader is not None}
        if known.keys() != readers.keys():
            raise TypeError(f"{method.__qualname__} takes what a custom id cannot hold")
        least = sum(parameter.default is parameter.empty for parameter in taken)
        method.__gommette_verb__ = Verb(verb, known, least, chosen)  # type: ignore[attr-defined]
        return method

    return mark


def custom_id(verb: str, **arguments: Argument) -> str:
    """Return the custom id that leads back to the method marked with `verb`."""
    parts = ("" if value is None else str(int(value)) for value in arguments.values())
    made = ":".join((verb, *parts))
    if len(made) > CUSTOM_ID_LIMIT:
        raise ValueError(f"custom id of {len(made)} characters: {verb}")
    return made


class Router:
    """The verbs of all cogs."""

    def __init__(self, lateness: Lateness, places: Places, notices: Notices) -> None:
        self._lateness = lateness
        self._places = places
        self._notices = notices
        self._refused = RefusedForms()
        self._handlers: dict[str, tuple[Verb, Handler]] = {}

    def add(self, owner: object) -> None:
        """Register the methods of `owner` marked with `on`; raise ValueError on a clash."""
        for _, method in inspect.getmembers(owner, inspect.ismethod):
            verb: Verb | None = getattr(method, "__gommette_verb__", None)
            if verb is None:
                continue
            if verb.name in self._handlers:
                raise ValueError(f"two methods answer {verb.name}")
            self._handlers[verb.name] = (verb, method)

    @property
    def verbs(self) -> dict[str, Verb]:
        """Every verb known, by name."""
        return {name: verb for name, (verb, _) in self._handlers.items()}

    def keep(self, user_id: int, custom_id: str, fields: Fields) -> None:
        """Have a form show what a person has written already, once they open it."""
        self._refused.keep(user_id, custom_id, fields)

    async def dispatch(self, interaction: discord.Interaction) -> None:
        """Answer a component or a form; other interactions are not ours.

        Nothing is done for a press whose person has already read that it failed.
        """
        if interaction.type not in (
            discord.InteractionType.component,
            discord.InteractionType.modal_submit,
        ):
            return
        try:
            await self._lateness.carry_out(interaction, self._answer)
        except Exception as error:  # noqa: BLE001 - the one error path: logged and told
            await answer_fault(interaction, error)

    async def _answer(self, interaction: discord.Interaction) -> None:
        data: dict[str, Any] = dict(interaction.data or {})
        async with answering(interaction) as t:
            press = Press(
                interaction,
                actor_of(interaction.user),
                t,
                tuple(str(value) for value in data.get("values", ())),
                await speak_fields(interaction, _fields(data.get("components", ()))),
                self._refused,
            )
            self._refused.discard(press.actor.user_id, press.custom_id)
            try:
                await self._carry_out(press)
            except Refusal as refusal:
                if not press.fields:
                    raise
                await give_back(press, refusal)
            except Exception as error:
                if press.fields and condition_of(error) is Condition.DISK:
                    log_condition(interaction, error)
                    await give_back(press, Refusal(SENTENCES[Condition.DISK]))
                    return
                press.keep_refused()  # the form still holds it
                raise

    async def _carry_out(self, press: Press) -> None:
        """Do what a press asks, once what it names is of this place; then tell what waits."""
        verb, handler, arguments = self._resolve(press.custom_id)
        named = [(name, ref) for name, ref in arguments.items() if ref is not None]
        if verb.chosen:
            named += [(verb.chosen, ref) for ref in press.numbers()]
        interaction = press.interaction
        session_id = await self._places.check(interaction.guild_id, interaction.channel_id, named)
        await handler(press, **arguments)
        if session_id is not None:
            await self._tell(press, session_id)

    async def _tell(self, press: Press, session_id: int) -> None:
        """Tell what waits for whoever pressed; trouble there takes nothing from the press."""
        try:
            await self._notices.tell(press.interaction, session_id, press.actor, press.t)
        except Exception as error:
            if condition_of(error) is None:
                raise
            log_condition(press.interaction, error)

    def _resolve(self, pressed: str) -> tuple[Verb, Handler, dict[str, Argument]]:
        name, *written = pressed.split(":")
        if name not in self._handlers:
            raise Refusal("button.unknown")
        verb, handler = self._handlers[name]
        return verb, handler, verb.read(written)


def _annotation(parameter: inspect.Parameter) -> str:
    written = parameter.annotation  # a string, where annotations are not evaluated
    return written if isinstance(written, str) else inspect.formatannotation(written)


def _fields(components: Any) -> dict[str, str | list[str]]:
    found: dict[str, str | list[str]] = {}
    for name, field in _each(components):
        value = field.get("values", field.get("value"))
        found[name] = [str(v) for v in value] if isinstance(value, list) else value or ""
    return found


def _each(components: Any) -> Iterator[tuple[str, Any]]:
    """Yield the fields of a form by name, as Discord sends them."""
    for component in components:
        inner = component.get("component")
        for field in [inner] if inner else component.get("components", ()):
            name = field.get("custom_id")
            if name is not None:
                yield str(name), field


def _is_text(field: Any) -> bool:
    return bool(field.get("type") == discord.ComponentType.text_input.value)
