"""Whole sessions played once, with what was seen at each moment: several tests look at them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import discord
from simcord import HttpLogEntry

from bot.rehearsal.stage import Answer, Person, text_of
from bot.workshop.language import Language
from tests.discord.acting import Room, options, room
from tests.exported import held_to_its_schema

MEMORIES = {
    "Awa": ("Une légumerie commune", "Des statuts réécrits à six mains"),
    "Ben": ("A shared truck", "Residents on the board"),
    "Chloé": ("Un fonds d'entraide", "Une charte signée par les familles"),
}
FARMS = "Les fermes voisines"


@dataclass
class Played:
    """What one session left, and what could be read at each moment."""

    said: dict[str, str] = field(default_factory=dict)  # what a person was told, as it then stood
    texts: dict[str, list[str]] = field(default_factory=dict)  # what everyone could read
    channel: list[str] = field(default_factory=list)
    coordination: list[str] = field(default_factory=list)
    documents: dict[str, str] = field(default_factory=dict)  # file name → text, in the channel
    sent_away: dict[str, str] = field(default_factory=dict)  # the same, for coordinators
    requests: list[HttpLogEntry] = field(default_factory=list)
    people: dict[str, int] = field(default_factory=dict)
    postits: list[str] = field(default_factory=list)

    def keep(self, moment: str, answer: Answer) -> None:
        """Keep the words of a private answer, which later presses may change."""
        assert answer.private, moment
        self.said[moment] = answer.text

    @property
    def data(self) -> dict[str, Any]:
        """The JSON document posted in the channel."""
        (text,) = [text for name, text in self.documents.items() if name.endswith(".json")]
        return held_to_its_schema(text)

    @property
    def report(self) -> str:
        """The Markdown document posted in the channel."""
        (text,) = [text for name, text in self.documents.items() if name.endswith(".md")]
        return text


async def play(path: Path, how: Callable[[Room, Played], Awaitable[None]]) -> Played:
    """Play a session in a room of its own and return what it left."""
    played = Played()
    async with room(path) as hall:
        await how(hall, played)
        played.channel = hall.texts
        played.coordination = [text_of(m) for m in hall.stage.messages(hall.coordination)]
        played.documents = await _documents(hall.stage.messages(hall.channel))
        played.sent_away = await _documents(hall.stage.messages(hall.coordination))
        played.requests = list(hall.stage.env.http_requests)
        played.postits = hall.postits()
    return played


async def _documents(messages: list[discord.Message]) -> dict[str, str]:
    """The files that are texts; pictures have tests of their own."""
    return {
        file.filename: (await file.read()).decode()
        for message in messages
        for file in message.attachments
        if file.filename.endswith((".md", ".json"))
    }


async def backcasting(hall: Room, played: Played) -> None:
    """The reference workshop, in French; Ben reads English."""
    stage = hall.stage
    awa, chloe = hall.person("Awa"), hall.person("Chloé")
    ben = hall.person("Ben", Language.ENGLISH)
    people = {"Awa": awa, "Ben": ben, "Chloé": chloe}
    played.people = {name: person.id for name, person in people.items()}
    ines = hall.manager("Inès")
    told = await ines.command(hall.channel, "settings coordinators", channel=hall.coordination)
    played.keep("settings", told)
    played.keep("new", await hall.open("backcasting", scenario="adere-2032.fr"))
    played.texts["lobby"] = hall.texts
    played.keep("start", await hall.steer("lead.start"))
    for minute in range(6):
        played.texts[f"story {minute}"] = hall.texts
        await stage.later(60)
    await hall.go("collect")
    for name, person in people.items():
        first, second = MEMORIES[name]
        told = await hall.write(person, first, dimension=["Gouvernance"], year=["2028"])
        played.keep(f"{name} writes", told)
        await hall.write(person, second, dimension=["Projet associatif"])
    played.keep("Ben asks where", await ben.press(hall.card, "session.where"))
    await stage.later(10)
    played.texts["collect"] = hall.texts
    await hall.go("reveal")
    played.texts["reveal"] = hall.texts
    await hall.go("vote")
    await _vote(hall, played, people)
    await hall.go("roadmap")
    played.texts["result"] = hall.texts
    await _roadmap(hall, played)
    await hall.go("discuss")
    note = await hall.lead.press(hall.panel, "note.add")
    played.keep("note", await hall.lead.fill(note, note=f"{FARMS} ont tenu bon."))
    await hall.go("actions")
    form = await awa.press(hall.card, "action.add")
    told = await awa.fill(
        form, what="Appeler les fermes", member=[chloe.member], due="15/03/2026", first_step=""
    )
    played.keep("action", told)
    form = await ben.press(hall.card, "action.add")
    await ben.fill(form, what="Ask the council", owner="Mme Roux", due="2026-04-01")
    await stage.later(10)
    played.texts["actions"] = hall.texts
    await hall.end()


async def _vote(hall: Room, played: Played, people: dict[str, Person]) -> None:
    for name, person in people.items():
        ballot = await person.press(hall.card, "ballot.open")
        played.keep(f"{name}'s empty ballot", ballot)
        favourite = _number(ballot, MEMORIES["Chloé"][0])
        other = _number(ballot, MEMORIES[name][1])
        ballot = await person.choose(ballot, "ballot.put", favourite, other)
        ballot = await person.choose(ballot, "ballot.put", favourite)
        played.keep(f"{name}'s ballot", ballot)
        played.keep(f"{name}'s receipt", await person.press(ballot, "ballot.cast"))


def _number(ballot: Answer, text: str) -> str:
    (number,) = [value for value, label in options(ballot, "ballot.put").items() if text in label]
    return number


async def _roadmap(hall: Room, played: Played) -> None:
    lead = hall.lead
    picker = await lead.press(hall.panel, "road.place")
    played.keep("picker", picker)
    offered = options(picker, "road.pick")
    played.texts["picker"] = list(offered.values())
    best = next(iter(offered))
    form = await lead.choose(picker, "road.pick", best)
    picker = await lead.fill(
        form,
        statement="Le fonds d'entraide a été voté",
        year=["2029"],
        dimension=["Gouvernance"],
        who="Toutes les maisons",
        obstacles="Une assemblée houleuse",
    )
    played.keep("placed", picker)
    form = await lead.press(picker, "road.write")
    picker = await lead.fill(
        form,
        statement="Les familles ont relu la charte",
        year=["2024"],
        dimension=["Projet associatif"],
    )
    hall.panel = await lead.press(picker, "lead.panel")
    await hall.stage.later(10)
    played.texts["roadmap"] = hall.texts


async def brainstorm(hall: Room, played: Played) -> None:
    """A brainstorm in English; the last ideas are typed in the channel."""
    ada = hall.person("Ada", Language.ENGLISH)
    await hall.open("brainstorm", title="A warmer hall", language="en")
    await hall.steer("lead.start")
    await ada.say(hall.channel, "typed too early")
    await hall.write(ada, "- Curtains", "- Soup at noon")
    await hall.go("reveal")
    await ada.say(hall.channel, "typed while the wall is read")
    await hall.go("collect")
    typed = await ada.say(hall.channel, "- A stove\n- and wood for it")
    fresh = next(m for m in hall.stage.messages(hall.channel) if m.id == typed.id)
    played.texts["reactions"] = [str(reaction.emoji) for reaction in fresh.reactions]
    await ada.say(hall.channel, "* @everyone brings a chair")
    await hall.stage.later(10)
    played.texts["typing"] = hall.texts
    played.keep("wall", await ada.press(hall.card, "wall.read"))
    await hall.go("actions")
    await hall.end()


async def weather(hall: Room, played: Played) -> None:
    """A check-in: one masked word each."""
    awa, ben = hall.person("Awa"), hall.person("Ben", Language.ENGLISH)
    await hall.open("meteo", signing="masked")
    await hall.steer("lead.start")
    played.keep("Awa writes", await hall.write(awa, "grand soleil"))
    played.keep("Awa writes again", await hall.write(awa, "et un nuage"))
    played.keep("Ben writes", await hall.write(ben, "🌫️"))
    await hall.go("reveal")
    await hall.end()
