"""A room that works in small groups: people in voice or not, groups formed, the cards of groups."""

from __future__ import annotations

import discord

from bot.rehearsal.gathering import Voices
from bot.rehearsal.stage import Answer, Person, found
from tests.discord.acting import Room, rows

NAMES = ("Awa", "Ben", "Chloé", "Dina", "Éloi", "Fatou", "Gus", "Hana")
# What is done in Discord after a press: rooms, threads and moves.
SOON = 15


async def gathered(
    hall: Room, people: int = 4, recipe: str = "groupes", *, voice: bool = False, **options: str
) -> list[Person]:
    """Open a session at its groups, with people who said that they are here, or are in voice."""
    there = [hall.person(name) for name in NAMES[:people]]
    if voice:
        lounge = hall.server.create_voice_channel("Salle")
        for person in (hall.lead, *there):
            await person.member.join_voice(lounge)
    await hall.play(recipe, "subgroups", **options)
    if not voice:
        for person in there:
            await person.press(hall.card, "subgroup.here")
    return there


async def formed(
    hall: Room, people: int = 4, recipe: str = "groupes", *, voice: bool = False, **options: str
) -> list[Person]:
    """Have whoever leads form the groups of those who are there; all have their place."""
    there = await gathered(hall, people, recipe, voice=voice, **options)
    await lead(hall, "subgroup.form")
    await hall.stage.later(SOON)
    return there


async def lead(hall: Room, verb: str) -> Answer:
    """Have whoever leads open their panel and press what is there, or on the page of groups."""
    hall.panel = await hall.lead.press(hall.card, "lead.panel")
    if not found(hall.panel, verb):
        hall.panel = await hall.lead.press(hall.panel, "subgroup.lead")
    hall.panel = await hall.lead.press(hall.panel, verb)
    return hall.panel


def number_of(hall: Room, person: Person) -> int:
    """Return the number of the group in which somebody is, in the step under way."""
    (row,) = rows(
        hall.path,
        "SELECT g.number FROM small_groups AS g JOIN group_members AS m ON m.group_id = g.id"
        " WHERE m.user_id = ? AND g.step_id = ?",
        person.id,
        hall.open_step()["id"],
    )
    return int(row["number"])


def beside(hall: Room, person: Person, people: list[Person]) -> list[Person]:
    """Return those of `people` who are in the group of somebody."""
    number = number_of(hall, person)
    return [one for one in people if one is not person and number_of(hall, one) == number]


async def card_of(hall: Room, person: Person) -> discord.Message:
    """Return the card of the group of somebody, where it meets."""
    cards = await Voices(hall.stage, hall.server).cards(hall.channel)
    return cards[number_of(hall, person)]


async def write(hall: Room, person: Person, *ideas: str) -> Answer:
    """Have somebody write post-its on the card of their group."""
    form = await person.press(await card_of(hall, person), "subgroup.add")
    return await person.fill(form, ideas="\n".join(ideas))
