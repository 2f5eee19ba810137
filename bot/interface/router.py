"""From a custom id to the method that answers it: buttons, menus and forms alike.

A custom id is ``verb:argument:…``; arguments are integers. discord.py's own dispatch forgets
forms at a restart and lets errors of dynamic items pass unseen; this one does neither.
"""

from __future__ import annotations

import inspect
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import discord

from bot.i18n import Catalogue
from bot.interface.people import actor_of
from bot.interface.replies import answer_fault, answering
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
    args: tuple[int, ...]
    values: tuple[str, ...]
    fields: dict[str, str | list[str]]

    def text(self, name: str) -> str:
        """Return what was written in a field, or chosen in a one-choice menu; may be empty."""
        value = self.fields.get(name, "")
        return value if isinstance(value, str) else next(iter(value), "")

    def number(self, index: int = 0) -> int:
        """Return a chosen value as a number; raise Refusal when it was forged."""
        try:
            number = int(self.values[index])
        except (ValueError, IndexError):
            raise Refusal("button.unknown") from None
        if not _fits(number):
            raise Refusal("button.unknown")
        return number

    def attachment(self, name: str) -> discord.Attachment | None:
        """Return the file chosen in a field of a form, if one was."""
        data: dict[str, Any] = dict(self.interaction.data or {})
        found = data.get("resolved", {}).get("attachments", {}).get(self.text(name))
        # As discord.py's own forms make it; ours keep nothing between two events.
        state = self.interaction._state
        return discord.Attachment(data=found, state=state) if found is not None else None

    @property
    def submission(self) -> str:
        """What makes a second delivery of the same press recognisable."""
        return str(self.interaction.id)


Handler = Callable[[Press], Awaitable[None]]
Method = TypeVar("Method", bound=Callable[..., Awaitable[None]])


def on(verb: str, arguments: int) -> Callable[[Method], Method]:
    """Have a method of a cog answer ``verb`` with that many arguments."""

    def mark(method: Method) -> Method:
        method.__gommette_verb__ = (verb, arguments)  # type: ignore[attr-defined]
        return method

    return mark


def custom_id(verb: str, *arguments: int) -> str:
    """Return the custom id that leads back to the method marked with `verb`."""
    made = ":".join((verb, *(str(argument) for argument in arguments)))
    if len(made) > CUSTOM_ID_LIMIT:
        raise ValueError(f"custom id of {len(made)} characters: {verb}")
    return made


class Router:
    """The verbs of all cogs."""

    def __init__(self) -> None:
        self._handlers: dict[str, tuple[int, Handler]] = {}

    def add(self, owner: object) -> None:
        """Register the methods of `owner` marked with `on`; raise ValueError on a clash."""
        for _, method in inspect.getmembers(owner, inspect.ismethod):
            mark = getattr(method, "__gommette_verb__", None)
            if mark is None:
                continue
            verb, arguments = mark
            if verb in self._handlers:
                raise ValueError(f"two methods answer {verb}")
            self._handlers[verb] = (arguments, method)

    @property
    def verbs(self) -> dict[str, int]:
        """Every verb known, with its number of arguments."""
        return {verb: arguments for verb, (arguments, _) in self._handlers.items()}

    async def dispatch(self, interaction: discord.Interaction) -> None:
        """Answer a component or a form; other interactions are not ours."""
        if interaction.type not in (
            discord.InteractionType.component,
            discord.InteractionType.modal_submit,
        ):
            return
        data: dict[str, Any] = dict(interaction.data or {})
        try:
            async with answering(interaction) as t:
                handler, arguments = self._resolve(str(data.get("custom_id", "")))
                await handler(
                    Press(
                        interaction,
                        actor_of(interaction.user),
                        t,
                        arguments,
                        tuple(str(value) for value in data.get("values", ())),
                        _fields(data.get("components", ())),
                    )
                )
        except Exception as error:  # noqa: BLE001 - the one error path: logged and told
            await answer_fault(interaction, error)

    def _resolve(self, pressed: str) -> tuple[Handler, tuple[int, ...]]:
        verb, *written = pressed.split(":")
        arguments, handler = self._handlers.get(verb, (-1, None))
        try:
            numbers = tuple(int(part) for part in written)
        except ValueError:
            numbers = ()
        if handler is None or len(numbers) != arguments or not all(map(_fits, numbers)):
            raise Refusal("button.unknown")
        return handler, numbers


def _fits(number: int) -> bool:
    """SQLite holds 64-bit integers: a forged number beyond them is no identifier."""
    return abs(number) < 2**63


def _fields(components: Any) -> dict[str, str | list[str]]:
    found: dict[str, str | list[str]] = {}
    for component in components:
        inner = component.get("component")
        for field in [inner] if inner else component.get("components", ()):
            name = field.get("custom_id")
            if name is not None:
                value = field.get("values", field.get("value"))
                found[str(name)] = (
                    [str(v) for v in value] if isinstance(value, list) else value or ""
                )
    return found
