"""Presses that a normal client cannot make: old buttons, forged ones, forms filled by a program.

The simulator only lets people press what a message shows; Discord delivers more than that, for
instance two presses of a button that the first one removes. Its private names stand here alone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import discord
from simcord import InteractionResult
from simcord.backend import serializers
from simcord.enums import ComponentType, InteractionType
from simcord.interactions import base_payload

from bot.rehearsal.stage import SETTLE, Answer, Person, Reply, Shown, message_of
from tests.discord.acting import Room


async def press_id(hall: Room, person: Person, shown: Shown, custom_id: str) -> Answer:
    """Have a press of `custom_id` on a message delivered, whether it still shows it or not."""
    data = {"custom_id": custom_id, "component_type": ComponentType.BUTTON}
    return await _deliver(hall, person, InteractionType.MESSAGE_COMPONENT, data, shown)


async def choose_id(
    hall: Room, person: Person, shown: Shown, custom_id: str, *values: str
) -> Answer:
    """Have a choice in a menu delivered, whatever its options are."""
    data = {
        "custom_id": custom_id,
        "component_type": ComponentType.STRING_SELECT,
        "values": list(values),
    }
    return await _deliver(hall, person, InteractionType.MESSAGE_COMPONENT, data, shown)


async def send_form(
    hall: Room, person: Person, custom_id: str, fields: dict[str, str | list[str]]
) -> Answer:
    """Have a form delivered with any fields: text as a string, a menu's choices as a list."""
    data = {"custom_id": custom_id, "components": _labels(fields)}
    return await _deliver(hall, person, InteractionType.MODAL_SUBMIT, data, None)


def _labels(fields: Mapping[str, str | list[str]]) -> list[dict[str, Any]]:
    return [
        {"type": ComponentType.LABEL, "id": 2 * rank + 1, "component": _field(rank, name, value)}
        for rank, (name, value) in enumerate(fields.items())
    ]


def _field(rank: int, name: str, value: str | list[str]) -> dict[str, Any]:
    common = {"id": 2 * rank + 2, "custom_id": name}
    if isinstance(value, list):
        return {"type": ComponentType.STRING_SELECT, "values": value, **common}
    return {"type": ComponentType.TEXT_INPUT, "value": value, **common}


async def _deliver(
    hall: Room,
    person: Person,
    kind: InteractionType,
    data: dict[str, Any],
    shown: Shown | None,
) -> Answer:
    extra: dict[str, Any] = {}
    source: discord.Message | Reply | None = None
    if shown is not None:
        source = message_of(shown)
        stored = hall.stage.env.backend.get_message(hall.channel.id, source.id)
        extra["message"] = dict(serializers.message_payload(hall.stage.env.backend, stored))
    result = await person.member._dispatch_interaction(
        kind,
        hall.channel,
        data,
        extra=extra,
        source_message_id=source.id if source else None,
    )
    return hall.stage.noted(result)


@contextmanager
def aged(hall: Room, seconds: float) -> Iterator[None]:
    """Have every press be long on its way: it was made so many seconds before it arrives."""

    def age(event: str, payload: Mapping[str, Any]) -> None:
        if event == "INTERACTION_CREATE":
            assert isinstance(payload, dict)
            payload["id"] = str(int(payload["id"]) - (round(seconds * 1000) << 22))

    subscribers = hall.stage.env.backend.subscribers
    subscribers.insert(0, age)
    try:
        yield
    finally:
        subscribers.remove(age)


@dataclass(frozen=True, slots=True)
class Pressing:
    """One press of a burst: a button, a menu when there are values, a form when there are
    fields."""

    person: Person
    shown: Shown
    custom_id: str
    values: tuple[str, ...] = ()
    fields: Mapping[str, str | list[str]] = field(default_factory=dict)


async def burst(hall: Room, presses: Sequence[Pressing]) -> list[Answer]:
    """Have presses of many people delivered in the same instant; return what each was answered."""
    env = hall.stage.env
    records = []
    others = set(env._work.tasks)
    for one in presses:
        kind = ComponentType.STRING_SELECT if one.values else ComponentType.BUTTON
        data: dict[str, Any] = {"custom_id": one.custom_id, "component_type": kind}
        if one.values:
            data["values"] = list(one.values)
        if one.fields:
            data = {"custom_id": one.custom_id, "components": _labels(one.fields)}
        source = message_of(one.shown)
        record, payload = base_payload(
            env.backend,
            type=InteractionType.MODAL_SUBMIT if one.fields else InteractionType.MESSAGE_COMPONENT,
            channel_id=hall.channel.id,
            guild_id=hall.server.id,
            user_id=one.person.id,
            data=data,
        )
        stored = env.backend.get_message(hall.channel.id, source.id)
        payload["message"] = dict(serializers.message_payload(env.backend, stored))
        record.source_message_id = source.id
        env._notify_dispatch_observers(record)
        env.backend.emit("INTERACTION_CREATE", payload)
        records.append(record)
    # `settle` looks at every task under way each time that one of them ends: with hundreds of
    # presses it would do little else. They end by themselves, each with its answer.
    answering = env._work.tasks.keys() - others
    if answering:
        await asyncio.wait(answering, timeout=SETTLE)
    await env.settle()
    return [hall.stage.noted(InteractionResult(env, record)) for record in records]
