"""What a press, a command or a menu was answered: allowed, or refused for want of a right."""

from __future__ import annotations

from collections.abc import Iterable

from bot.rehearsal.stage import Answer, Person
from tests.discord.acting import fr
from tests.discord.permissions.commands import commands, complete, menus, use
from tests.discord.permissions.world import World

# How a right that lacks is said; any other refusal is no matter of rights.
_RIGHTS = (
    "session.not_facilitator",
    "session.takes_manager",
    "documents.not_yours",
    "settings.not_yours",
    "postit.not_yours",
    "groups.not_yours",
    "milestone.not_yours",
    "comment.not_yours",
    "action.not_yours",
    "todo.not_yours",
    "consent.only_leads",
    "consent.not_to_answer",
    "election.only_leads",
    "ballot.facilitator",
    "ballot.not_of_role",
    "ballot.not_in_voice",
    "backcast.not_allowed",
    "backcast.not_yours",
    "planned.not_yours",
    "recipe.not_allowed",
    "recipe.not_yours",
    "network.not_allowed",
    "memory.not_found",
    "keeping.not_yours",
    "dates.event.not_yours",
)
_SAID = tuple(fr.sentences[key][0].partition("{")[0] for key in _RIGHTS)

FOR_THE_ROOM = " for the room"


def refused(answers: Iterable[Answer | None]) -> bool:
    """Return whether one of the answers says that the right to do this lacks; None is an answer
    of Discord, which does not offer it."""
    return any(answer is None or any(said in answer.text for said in _SAID) for answer in answers)


async def tried(found: World, person: Person, what: str) -> list[Answer | None]:
    """Have a person do `what` in the channel of the session: a verb, a command, a menu.

    A verb followed by “for the room” is done for people without Discord.
    """
    hall, bot = found.hall, found.hall.stage.bot
    if what.endswith("…"):
        command, _, option = what.removesuffix("…").rpartition(" ")
        return [] if await complete(hall, person, command, option) else [None]
    if what in commands(bot):
        return [await use(found, hall, person, what)]
    if what in menus(bot):
        return [await person.use_menu(hall.channel, what, found.message)]
    verb, _, room = what.partition(FOR_THE_ROOM)
    for_the_room = int(bool(room or what != verb))
    found.ids |= {"in_room": for_the_room, "room": for_the_room}
    return list(await found.forge(hall, person, bot.router.verbs[verb]))
