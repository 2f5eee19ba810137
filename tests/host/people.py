"""People on the fake Discord: what they do, and what they read."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.host.interactions import Callback, Interaction, Interactions, Kind
from tests.host.rest import Rest
from tests.host.world import ALL_RIGHTS, Channel, Payload, User, World, parts

_BUTTON, _SELECT, _TEXT, _READ, _LABEL, _RADIO = 2, 3, 4, 10, 18, 21
_SUB, _GROUP, _STRING, _INTEGER, _BOOLEAN, _CHANNEL, _NUMBER = 1, 2, 3, 4, 5, 7, 10


class Unanswered(Exception):  # noqa: N818 - what the person reads
    """“This interaction failed”: the bot did not answer within three seconds."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: a message, its change, a form, or a promise; `after` so many seconds."""

    kind: Callback
    content: Payload
    after: float
    interaction: Interaction

    @property
    def text(self) -> str:
        return text_of(self.content)

    async def followed(self) -> Payload:
        """Return the next message that the bot makes or changes for this interaction."""
        return await self.interaction.later.get()


class Person:
    """Someone in one channel. What the bot does not answer in time raises Unanswered."""

    def __init__(
        self,
        user: User,
        channel: Channel,
        world: World,
        rest: Rest,
        interactions: Interactions,
        locale: str = "fr",
    ) -> None:
        self.user = user
        self.channel = channel
        self._world = world
        self._rest = rest
        self._interactions = interactions
        self._locale = locale

    def elsewhere(self, channel: Channel) -> Person:
        """Return the same person in another channel."""
        world, rest, interactions = self._world, self._rest, self._interactions
        return Person(self.user, channel, world, rest, interactions, self._locale)

    def say(self, text: str) -> Payload:
        """Type a message; return it."""
        made = self._world.message(self.channel, self.user, {"content": text})
        self._rest.publish(self.channel, made)
        return made

    def retype(self, message: Payload, text: str) -> None:
        """Edit a message."""
        message["content"] = text
        self._rest.changed(self.channel, message)

    def unsay(self, message: Payload) -> None:
        """Delete a message."""
        self._rest.delete(self.channel, int(message["id"]))

    async def command(self, words: str, **given: object) -> Answer:
        """Use ``/words`` with options by name."""
        return await self._do(Kind.COMMAND, _command(self._rest.commands, words, given))

    async def press(self, where: Answer | Payload, what: str, *, age: float = 0.0) -> Answer:
        """Press the button that says `what`, or leads to that verb, `age` seconds ago."""
        message = _content(where)
        data = {"component_type": _BUTTON, "custom_id": find(message, what)["custom_id"]}
        return await self._do(Kind.COMPONENT, data, source=message, age=age)

    async def choose(self, where: Answer | Payload, what: str, *values: str) -> Answer:
        """Choose in the menu that leads to a verb."""
        message = _content(where)
        menu = find(message, what)
        data = {"component_type": _SELECT, "custom_id": menu["custom_id"], "values": [*values]}
        return await self._do(Kind.COMPONENT, data, source=message)

    async def fill(self, form: Answer, **written: str | list[str]) -> Answer:
        """Send a form with what was written in its fields, by name."""
        sent: list[Payload] = []
        for label in form.content["components"]:
            if label["type"] == _READ:
                sent.append({"type": _READ, "id": label.get("id", 1)})
                continue
            inner = label["component"]
            value = written.get(inner["custom_id"], inner.get("value") or "")
            field = {"type": inner["type"], "id": inner.get("id", 1)}
            field["custom_id"] = inner["custom_id"]
            field["value" if inner["type"] in (_TEXT, _RADIO) else "values"] = value
            sent.append({"type": _LABEL, "id": label.get("id", 1), "component": field})
        data = {"custom_id": form.content["custom_id"], "components": sent}
        return await self._do(Kind.FORM, data, source=form.interaction.source)

    async def _do(
        self, kind: Kind, data: Payload, *, source: Payload | None = None, age: float = 0.0
    ) -> Answer:
        made = self._interactions.begin(
            kind, self.channel, self.user, data, source=source, locale=self._locale, age=age
        )
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout_at(made.began + self._interactions.limit):
                callback, content = await made.answered
        except TimeoutError:
            raise Unanswered from None
        return Answer(callback, content, loop.time() - made.began, made)


def find(content: Payload, what: str) -> Payload:
    """Return the one button or menu that says `what` or leads to that verb."""
    found = [part for part in parts(content) if _is(part, what)]
    if len(found) != 1:
        known = [part.get("label") or part.get("custom_id") for part in parts(content)]
        raise AssertionError(f"{len(found)} of “{what}” among {list(filter(None, known))}")
    return found[0]


def has(content: Payload, what: str) -> bool:
    """Return whether a message has a button or a menu that says `what` or leads to that verb."""
    return any(_is(part, what) for part in parts(content))


def text_of(content: Payload) -> str:
    """Return the words of a message, its buttons aside."""
    texts = [str(part["content"]) for part in parts(content) if "content" in part]
    return "\n".join(filter(None, [content.get("content"), *texts]))


def _is(part: Payload, what: str) -> bool:
    return what in (part.get("label"), str(part.get("custom_id", "")).split(":")[0])


def _content(where: Answer | Payload) -> Payload:
    return where.content if isinstance(where, Answer) else where


def _command(commands: Sequence[Payload], words: str, given: dict[str, object]) -> Payload:
    """Return what Discord tells of a command; options take the type that was declared."""
    name, *path = words.split()
    node = next((c for c in commands if c["name"] == name), None)
    assert node is not None, f"no command /{name} among {[c['name'] for c in commands]}"
    data: Payload = {"id": node["id"], "name": name, "type": 1}
    filled = data
    for word in path:
        node = next(option for option in node["options"] if option["name"] == word)
        inner: Payload = {"name": word, "type": node["type"]}
        filled["options"] = [inner]
        filled = inner
    declared = {option["name"]: option for option in node.get("options") or ()}
    filled["options"] = [_option(declared[name], value) for name, value in given.items()]
    channels = [value for value in given.values() if isinstance(value, Channel)]
    if channels:
        permissions = {"permissions": str(ALL_RIGHTS)}
        resolved = {str(c.id): {**c.payload(), **permissions} for c in channels}
        data["resolved"] = {"channels": resolved}
    return data


def _option(declared: Payload, value: Any) -> Payload:
    if isinstance(value, Channel):
        value = str(value.id)
    for choice in declared.get("choices") or ():
        if choice["name"] == value:
            value = choice["value"]
    return {"name": declared["name"], "type": declared["type"], "value": value}
