"""Watches a channel: who typed, pressed and sent what, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import discord

from bot.client import Gommette
from bot.rehearsal.stage import Stage
from bot.rehearsal.trouble.log import Deed, Fate, What
from bot.workshop.errors import Over, Refusal

# Of Discord's interactions; what is asked while someone types a command is no act of theirs.
_KINDS = {2: What.COMMAND, 3: What.PRESS, 5: What.FORM}


class Watch:
    """What people do in the channel of a rehearsal, from now on."""

    def __init__(self, stage: Stage, channel_id: int) -> None:
        self._stage = stage
        self._channel = channel_id
        self._seen: list[tuple[int, Deed]] = []  # by the identifier of the interaction, or 0
        self._refused: dict[int, Fate] = {}
        self._heard: Gommette | None = None
        stage.env.backend.subscribers.append(self._happened)
        self.attend()

    def attend(self) -> None:
        """Listen to the bot of the moment: after a restart it is another."""
        if self._heard is not self._stage.bot:
            self._heard = self._stage.bot
            self._heard.add_listener(self._on_refused, "on_refused")

    def deeds(self, since: datetime) -> tuple[Deed, ...]:
        """Return what was done from a moment on, the oldest first, with what became of it."""
        return tuple(self._told(since))

    def _told(self, since: datetime) -> Iterator[Deed]:
        interactions = self._stage.env.backend.interactions
        for number, deed in self._seen:
            if deed.at < since:
                continue
            fate = self._refused.get(number, Fate.DONE)
            if number and not interactions[number].responded:
                fate = Fate.UNANSWERED
            yield Deed(deed.at, deed.person, deed.what, deed.verb, deed.label, fate)

    async def _on_refused(self, interaction: discord.Interaction, refusal: Refusal) -> None:
        over = isinstance(refusal, Over)
        self._refused[interaction.id] = Fate.OVER if over else Fate.REFUSED

    def _happened(self, event: str, payload: Mapping[str, Any]) -> None:
        if int(payload.get("channel_id") or 0) != self._channel:
            return
        now = self._stage.env.now()
        if event == "MESSAGE_CREATE" and not payload["author"].get("bot"):
            self._seen.append((0, Deed(now, int(payload["author"]["id"]), What.MESSAGE)))
        elif event == "INTERACTION_CREATE" and payload["type"] in _KINDS:
            who = int(payload.get("member", payload)["user"]["id"])
            verb, label = _named(payload)
            deed = Deed(now, who, _KINDS[payload["type"]], verb, label)
            self._seen.append((int(payload["id"]), deed))


def _named(payload: Mapping[str, Any]) -> tuple[str, str]:
    """Return what an interaction led to, and what was read on what was pressed."""
    data = payload["data"]
    if payload["type"] == 2:
        words, inner = [str(data["name"])], data
        while inner := next((o for o in inner.get("options", ()) if o["type"] in (1, 2)), None):
            words.append(str(inner["name"]))
        return " ".join(words), ""
    custom = str(data.get("custom_id", ""))
    for part in _parts(payload.get("message") or {}):
        if part.get("custom_id") == custom:
            label = part.get("label") or part.get("placeholder")
            return custom.split(":")[0], str(label or (part.get("emoji") or {}).get("name") or "")
    return custom.split(":")[0], ""


def _parts(part: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield part
    inner = [*part.get("components", ()), *filter(None, [part.get("accessory")])]
    for child in inner:
        yield from _parts(child)
