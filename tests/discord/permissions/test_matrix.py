"""Everything one can do × who does it × where: `table.py` says who may, here; elsewhere nobody.

What the router, the commands and the menus know is walked: what is in no row is named.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.rehearsal.stage import Person
from bot.workshop.kinds import STEP_KINDS
from tests.discord.acting import Room, fr
from tests.discord.permissions.commands import commands, complete, completed, menus, use
from tests.discord.permissions.table import WHO, rights
from tests.discord.permissions.walk import FOR_THE_ROOM, refused, tried
from tests.discord.permissions.world import World, contents, names_a_row, world

# What the program notes for itself, whoever presses: where groups meet, as it makes the places that
# are wanted; and who asked to be reminded of their actions.
OURS = {"outbox", "timers", "meta", "erasures", "action_reminders"}
OURS |= {"gatherings", "group_places", "group_guests", "group_moves"}
# What belongs to whoever wrote it, and who took part: people may add to it, each their own.
PEOPLES: Mapping[str, str | None] = {
    "postits": "author",
    "comments": "author",
    "reactions": "author",
    "drafts": "author",
    "milestones": "author",
    "actions": "author",
    "consent_remarks": "author",
    "consent_answers": "author",
    "election_nominations": "author",
    "election_people": "author",
    "election_names": None,  # who was named is of nobody in particular
    "participants": "user_id",
    "ready": "user_id",
    "raised_hands": "user_id",
    "turnout": "user_id",
    "cast_ballots": None,  # under a keyed hash: nobody has one yet
    "ballot_drafts": None,
    "rate_marks": None,
    "positions": None,
    "group_stays": "user_id",
    "group_calls": "user_id",
    "turn_seats": "user_id",
    "turn_words": "author",
    "milestone_links": None,
    "milestone_sources": None,
}
# What those who manage a server choose for it; scenarios and recipes, which no session holds, and
# sessions that are planned; and what each looks for in its summaries.
SERVERS = {
    "/settings": {"servers"},
    "settings.": {"servers"},
    "/backcast": {"scenarios", "media"},
    "backcast.": {"scenarios", "media"},
    "/session plan": {"planned_sessions"},
    "planned.": {"planned_sessions"},
    "todo.": {"actions", "action_changes", "followed"},
    "/recipe": {"recipes"},
    "recipe.": {"recipes"},
    "/network": {"network_links"},
    "/summary": {"searches"},
    "decide.": {"drafted_votes"},
}
# What goes with what one takes back, the place of a post-it in its theme; and one's own mark or
# place, which stands under a keyed hash: nobody else has given one.
GOES_WITH_IT = {
    "postit.withdraw": {"theme_postits"},
    "rate.": {"rate_marks"},
    "position.": {"positions"},
    "election.withdrawn": {"election_names"},  # of oneself
    # What one's own group says of itself, and its post-its.
    "subgroup.": {"small_groups", "group_members", "group_kept", "postit_groups"},
    # The round itself goes on as people come to it.
    "turns.": {"turn_rounds"},
    "action.drop_yes": {"followed"},  # what was said of it
}
# What deletes all that leads to whoever presses, wherever it is: tests/discord/privacy looks at it.
_OF_ONESELF = "privacy.erase"
LEADING = ("leads", "co-leads", "of the role")


def _everything(table: str, row: sqlite3.Row) -> bool:
    return table not in OURS


def _but_prepared(table: str, row: sqlite3.Row) -> bool:
    prepared = (
        SERVERS["/backcast"] | SERVERS["/recipe"] | SERVERS["planned."] | SERVERS["settings."]
    )
    prepared |= SERVERS["/summary"] | SERVERS["decide."]
    return table not in OURS | prepared


async def test_all_that_one_can_do_is_in_the_table(hall: Room) -> None:
    bot = hall.stage.bot
    there = {*bot.router.verbs, *commands(bot), *menus(bot)}
    there |= {f"{command} {option}…" for command, option in completed(bot)}
    listed = {right.what.removesuffix(FOR_THE_ROOM) for right in rights()}
    where = "tests/discord/permissions/table.py"
    assert there <= listed, f"add a row to {where} that says who may: {sorted(there - listed)}"
    assert listed <= there, f"{where} has rows of what is no more: {sorted(listed - there)}"


async def test_the_router_knows_to_which_session_each_verb_leads(hall: Room) -> None:
    """Else a verb that names none by a name of `bot.store.rows.places`: nothing would refuse it to
    the people of another channel."""
    unknown = {v.name for v in hall.stage.bot.router.verbs.values() if not names_a_row(v)}
    # Scenarios, recipes, links and what is planned are of a server, which their use cases look
    # at, and what one prepares alone is of who prepares it; the catalogue of recipes of none; a new
    # session is of where one is, and what one session could not say is posted from another channel
    # of its server. A summary stands elsewhere too: its use case looks at the message that was
    # pressed.
    server = (
        *("backcast.", "recipe.", "recipes.", "planned.", "network.", "todo.", "memory."),
        *("settings.", "help.", "trial.", "privacy.", "keeping.", "decide."),
    )
    others = {name for name in unknown if not name.startswith(server)}
    assert others == {"session.story", "post.here", "files.open", "files.send"}


@pytest.mark.parametrize("who", WHO)
async def test_each_may_here_what_the_table_says(tmp_path: Path, who: str) -> None:
    async with world(tmp_path / "gommette.db", "collect") as found:
        person, path = found.people[who], found.hall.path

        def of_others(table: str, row: sqlite3.Row) -> bool:
            if table in OURS or (table == "vote_options" and who == "writer"):
                return False  # the words of one's own post-its stand on the ballot
            owner = PEOPLES.get(table)
            return owner is None or str(row[owner]) != str(person.id)

        at = ("collect", "")
        before = contents(path, of_others)
        for right in rights():
            if (right.kind, right.how) != at:
                at = (right.kind, right.how)
                await found.at(*at)
                before = contents(path, of_others)
            answers = await tried(found, person, right.what)
            for answer in answers:
                assert answer is None or answer.private or answer.form is not None, right.what
            allowed = not refused(answers)
            assert allowed == right.allowed[who], f"{right.what}: {'✓' if allowed else '·'}"
            if who in LEADING or right.what == _OF_ONESELF:
                continue
            now = contents(path, of_others)
            touched = (SERVERS | GOES_WITH_IT).items()
            may = {t for of, tables in touched if right.what.startswith(of) for t in tables}
            changed = {row[0] for row in before - now}
            assert changed <= (may if allowed else set()), f"{right.what} changed {changed}"
            added = {row[0] for row in now - before}
            theirs = may | PEOPLES.keys() if allowed else set()
            assert added <= theirs, f"{right.what} added to {added}"
            before = now


@pytest.mark.parametrize("where", ["another session", "another server"])
@pytest.mark.parametrize("who", ["leads both", "takes part", "manages", "stranger"])
async def test_a_press_reaches_nothing_of_another_channel(
    tmp_path: Path, where: str, who: str
) -> None:
    async with world(tmp_path / "gommette.db", "roadmap") as found:
        place = found.near if where == "another session" else found.far
        person = _person(found, place, who)
        # Settings, scenarios, recipes and what is planned are a server's, whichever its session;
        # what another server chooses for itself is no matter of this one.
        ours = found.hall.server.id

        def of_this_server(table: str, row: sqlite3.Row) -> bool:
            theirs = table == "servers" and row["server_id"] != ours
            return _everything(table, row) and not theirs

        kept = of_this_server if where == "another server" else _but_prepared
        before = contents(found.hall.path, kept)
        elsewhere, unknown = fr("button.elsewhere"), fr("button.unknown")
        for verb in found.verbs:
            if verb.name == _OF_ONESELF:
                continue
            pressed, chosen, sent = await found.forge(place, person, verb)
            for answer in (pressed, chosen, sent):
                assert answer.private or answer.form is not None, verb.name
            if names_a_row(verb):
                assert chosen.text == elsewhere, verb.name
                # A menu that is pressed, or sent as a form, holds no choice that could be named.
                # A form gives back what it held.
                for answer in (pressed, sent):
                    assert answer.text.startswith((elsewhere, unknown)), verb.name
        assert contents(found.hall.path, kept) == before


@pytest.mark.parametrize("where", ["another session", "another server"])
@pytest.mark.parametrize("who", ["leads both", "takes part", "manages", "stranger"])
async def test_a_command_reaches_nothing_of_another_channel(
    tmp_path: Path, where: str, who: str
) -> None:
    async with world(tmp_path / "gommette.db", "group") as found:
        place = found.near if where == "another session" else found.far
        person = _person(found, place, who)
        ours = found.rows_of_the_hall()
        before = contents(found.hall.path, ours)
        bot = found.hall.stage.bot
        for command, option in completed(bot):
            offered = " ".join(await complete(place, person, command, option))
            assert "un four" not in offered, f"{command} offers what another room wrote"
            if where == "another server":
                assert "Demain" not in offered, f"{command} offers what another server wrote"
        for command in commands(bot):
            answer = await use(found, place, person, command)
            assert answer is None or answer.private or answer.form is not None, command
            assert answer is None or "un four" not in answer.text, command
        assert contents(found.hall.path, ours) == before


@pytest.mark.parametrize("kind", sorted(STEP_KINDS))
async def test_whoever_takes_part_changes_only_what_is_theirs_whatever_the_step(
    tmp_path: Path, kind: str
) -> None:
    """Verbs of all kinds, named with a step of one: what the table says holds for each."""
    async with world(tmp_path / "gommette.db", kind) as found:
        leads = {right.what for right in rights() if not right.allowed["writer"]}
        before = contents(found.hall.path, _everything)
        for verb in found.verbs:
            if verb.name in leads:
                await found.forge(found.hall, found.awa, verb)
        assert contents(found.hall.path, _everything) == before


def _person(found: World, place: Room, who: str) -> Person:
    if who == "leads both":  # of the other server, they lead one of the two
        return place.lead
    if place is found.near:
        return found.people["writer" if who == "takes part" else who]
    return place.manager("Régis") if who == "manages" else place.person("Paul")
