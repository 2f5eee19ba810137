"""Every verb × who presses × where: what is not theirs is refused, privately, and stays as it was.

The verbs are those that the router knows: a new one is walked without a word here.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from bot.rehearsal.stage import Person
from bot.workshop.kinds import STEP_KINDS
from tests.discord.acting import Room, fr
from tests.discord.permissions.world import World, contents, names_a_row, world

# What the program notes for itself, whoever presses.
OURS = {"outbox", "timers", "meta", "erasures"}
# What belongs to whoever wrote it, and who took part: people may add to it, each their own.
PEOPLES = {
    "postits": "author",
    "comments": "author",
    "reactions": "author",
    "drafts": "author",
    "milestones": "author",
    "actions": "author",
    "consent_remarks": "author",
    "consent_answers": "author",
    "participants": "user_id",
    "turnout": "user_id",
    "voting_facilitators": "user_id",
    "cast_ballots": None,  # under a keyed hash: nobody has one yet
    "ballot_drafts": None,
    "milestone_links": None,
}


def _everything(table: str, row: sqlite3.Row) -> bool:
    return table not in OURS


async def test_the_router_knows_to_which_session_each_verb_leads(hall: Room) -> None:
    """Else a verb that names none by a name of `bot.store.rows.places`: nothing would refuse it to
    the people of another channel."""
    unknown = [v.name for v in hall.stage.bot.router.verbs.values() if not names_a_row(v)]
    # Scenarios are of a server, which their use cases look at; a new session is of where one is.
    others = [name for name in unknown if not name.startswith("backcast.")]
    assert others == ["session.fiction"]


@pytest.mark.parametrize("where", ["another session", "another server"])
@pytest.mark.parametrize("who", ["leads both", "takes part", "manages", "stranger"])
async def test_a_press_reaches_nothing_of_another_channel(
    tmp_path: Path, where: str, who: str
) -> None:
    async with world(tmp_path / "gommette.db", "roadmap") as found:
        place = found.near if where == "another session" else found.far
        person = _person(found, place, who)
        before = contents(found.hall.path, _everything)
        for verb in found.verbs:
            pressed, chosen, sent = await found.forge(place, person, verb)
            for answer in (pressed, chosen, sent):
                assert answer.private, verb.name
            if names_a_row(verb):
                assert chosen.text == fr("button.elsewhere"), verb.name
                # A menu that is pressed, or sent as a form, holds no choice that could be named.
                refused = {fr("button.elsewhere"), fr("button.unknown")}
                assert {pressed.text, sent.text} <= refused, verb.name
        assert contents(found.hall.path, _everything) == before


def _person(found: World, place: Room, who: str) -> Person:
    if who == "leads both":  # of the other server, they lead one of the two
        return place.lead
    if who == "takes part" and place is found.near:
        return found.awa
    return place.manager("Inès") if who == "manages" else place.person("Ben")


@pytest.mark.parametrize("kind", sorted(STEP_KINDS))
@pytest.mark.parametrize("who", ["takes part", "manages", "stranger"])
async def test_whoever_does_not_lead_changes_only_what_is_theirs(
    tmp_path: Path, kind: str, who: str
) -> None:
    async with world(tmp_path / "gommette.db", kind) as found:
        hall = found.hall
        people = {"takes part": found.awa, "manages": None, "stranger": None}
        person = people[who] or (hall.manager("Inès") if who == "manages" else hall.person("Ben"))

        def of_others(table: str, row: sqlite3.Row) -> bool:
            if table in OURS or (table == "vote_options" and who == "takes part"):
                return False  # the words of one's own post-its stand on the ballot
            owner = PEOPLES.get(table)
            return owner is None or str(row[owner]) != str(person.id)

        before = contents(hall.path, of_others)
        for verb in found.verbs:
            for answer in await found.forge(hall, person, verb):
                assert answer.private or answer.form is not None, verb.name
            now = contents(hall.path, of_others)
            assert before - now == {}, f"{verb.name} changed what is not theirs"
            added = {row[0] for row in now - before}
            assert added <= PEOPLES.keys(), f"{verb.name} added to {added}"
