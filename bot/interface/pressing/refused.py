"""What a form that was refused held: the same form, opened again by the same person, shows it.

It stands in memory alone, with a bound: nothing of it lies on a disk beside a name. What a restart
forgets was also given back in words (`bot.interface.pressing.giving_back`).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Any

import discord
from discord import ui

from bot.workshop.text import clean

Field = str | list[str]

# Forms of people who were refused and did not come back; the oldest is let go. Each holds 20,000
# characters at most.
_MOST = 500


class RefusedForms:
    """The last refusal of each form, by person and by custom id: one that was changed meanwhile by
    someone else has another custom id, and is shown as it now is."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._held: OrderedDict[tuple[int, str], Mapping[str, Field]] = OrderedDict()

    def keep(self, user_id: int, custom_id: str, fields: Mapping[str, Field]) -> None:
        """Remember what `user_id` wrote in a form, in the place of what they wrote before."""
        self._held[user_id, custom_id] = dict(fields)
        self._held.move_to_end((user_id, custom_id))
        while len(self._held) > self._most:
            self._held.popitem(last=False)

    def discard(self, user_id: int, custom_id: str) -> None:
        """Forget what a form held: it was sent again."""
        self._held.pop((user_id, custom_id), None)

    @property
    def kept(self) -> Sequence[tuple[int, str]]:
        """Whose forms are held, oldest first."""
        return tuple(self._held)

    def fill(
        self, user_id: int, modal: ui.Modal, instead: Mapping[str, Field] | None = None
    ) -> ui.Modal:
        """Write in a form that opens what was in it when it was refused, or what is to stand there
        `instead`; return it."""
        written = {**self._held.get((user_id, modal.custom_id), {}), **(instead or {})}
        for label in modal.children if written else ():
            if not isinstance(label, ui.Label):
                continue  # a text that is only read
            component: Any = label.component
            value = written.get(component.custom_id)
            if value is not None:
                _write(component, value)
        return modal


def _write(component: ui.Item[Any], value: Field) -> None:
    if isinstance(component, ui.TextInput):
        if isinstance(value, str):
            limit = component.max_length
            component.default = clean(value)[:limit] or None
    elif isinstance(component, ui.Select | ui.RadioGroup | ui.CheckboxGroup):
        chosen = [value] if isinstance(value, str) else value
        for option in component.options:
            option.default = option.value in chosen
    elif isinstance(component, ui.UserSelect):
        component.default_values = _members(value)


def _members(chosen: Sequence[str]) -> list[discord.SelectDefaultValue]:
    kind = discord.SelectDefaultValueType.user
    return [discord.SelectDefaultValue(id=int(one), type=kind) for one in chosen if one.isdecimal()]
