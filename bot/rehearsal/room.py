"""A room with someone who leads: what they do with their panel, and what people do in any step."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import discord
from simcord import ChannelHandle, GuildHandle

from bot.rehearsal.stage import Answer, Person, Stage, found, text_of
from bot.workshop.language import Language


@dataclass
class Room:
    """A server with one channel for the meeting, one for coordinators, and the person who leads.

    `panel` is their latest control panel.
    """

    stage: Stage
    server: GuildHandle
    channel: ChannelHandle
    coordination: ChannelHandle
    lead: Person
    panel: Answer = field(init=False)

    def person(self, name: str, language: Language = Language.FRENCH) -> Person:
        """Have someone join the server."""
        return self.stage.person(self.server, name, language)

    def manager(self, name: str, language: Language = Language.FRENCH) -> Person:
        """Have someone join who manages the server."""
        rights = discord.Permissions(manage_guild=True)
        role = self.server.create_role("Gestion", permissions=rights)
        return self.stage.person(self.server, name, language, [role])

    async def open(self, recipe: str, **options: Any) -> Answer:
        """Have the leader create a session and keep their panel."""
        self.panel = await self.lead.command(self.channel, "session new", recipe=recipe, **options)
        return self.panel

    async def vote(self, question: str, method: str, **options: Any) -> Answer:
        """Have the leader open a vote with the command and keep their panel."""
        asked = {"question": question, "method": method, **options}
        self.panel = await self.lead.command(self.channel, "vote open", **asked)
        return self.panel

    async def prepare(self, decision: str, **filled: Any) -> Answer:
        """Have the leader prepare a kind of decision on the workbench, and keep its page."""
        begun = await self.lead.command(self.channel, "vote open")
        form = await self.lead.choose(begun, "decide.kind", decision)
        self.panel = await self.lead.fill(form, **filled)
        return self.panel

    async def decide(self, decision: str, **filled: Any) -> Answer:
        """Have the leader prepare a kind of decision, open it as it is, and keep their panel."""
        await self.prepare(decision, **filled)
        self.panel = await self.lead.press(self.panel, "decide.open")
        return self.panel

    async def steer(self, verb: str) -> Answer:
        """Have the leader press a control of their panel; where it asks first, do as they said."""
        self.panel = await self.lead.press(self.panel, verb)
        while asked := found(self.panel, "lead.leave"):
            yes = str(asked[0]["custom_id"])
            self.panel = await self.lead.press(self.panel, custom_id=yes)
        return self.panel

    async def play(self, recipe: str, until: str, **options: Any) -> None:
        """Create a session, start it and move on to the first step of kind `until`."""
        await self.open(recipe, **options)
        await self.steer("lead.start")
        await self.go(until)

    async def go(self, until: str) -> None:
        """Move on to the next step of kind `until`; stay in one that already is."""
        while True:
            step = await self.stage.step(self.channel)
            if step is None:
                raise AssertionError(f"no step of kind {until} comes")
            if step.plan.kind == until:
                return
            await self.steer("lead.next")

    async def end(self) -> None:
        await self.steer("lead.end")
        await self.steer("lead.end_yes")

    async def write(self, person: Person, *ideas: str, **place: list[str]) -> Answer:
        """Have `person` send ideas through the form of the card."""
        form = await person.press(self.card, "postit.add")
        return await person.fill(form, ideas="\n".join(ideas), **place)

    async def put_dots(self, person: Person, *options: str) -> Answer:
        """Have `person` open their ballot, put a dot on each of `options` and cast it."""
        ballot = await person.press(self.card, "ballot.open")
        return await person.press(
            await person.choose(ballot, "ballot.put", *options), "ballot.cast"
        )

    @property
    def card(self) -> discord.Message:
        """The latest message with buttons."""
        return self.stage.card(self.channel)

    @property
    def texts(self) -> list[str]:
        """What everyone reads in the meeting's channel, message by message."""
        return [text_of(message) for message in self.stage.messages(self.channel)]
