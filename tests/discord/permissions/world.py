"""Two servers and three sessions, everything in them that a custom id can name, and every verb."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import discord
from simcord import GuildHandle, RoleHandle

from bot.interface.pressing.router import Verb, custom_id
from bot.rehearsal.stage import Answer, Person
from bot.store.rows.places import NAMED
from bot.workshop.consent.proposal import Stage
from bot.workshop.election.naming import Stage as Naming
from bot.workshop.errors import Refusal
from bot.workshop.kinds import STEP_KINDS, Group, Vote
from bot.workshop.language import Bilingual, Language, Title
from bot.workshop.roadmap.step import WhoPlaces
from bot.workshop.sessions.recipe import Recipe
from bot.workshop.step import Ready
from bot.workshop.vote.electors import Electorate, Electors
from tests.discord.acting import Room, database, room
from tests.discord.forging import choose_id, press_id, send_form
from tests.discord.recipes import (
    ACCORD,
    ATELIER,
    ELECTION,
    ESSAI,
    FOLLOW,
    LINE,
    PAIRS,
    RATE,
    READ,
    TURNS,
)

# One step of each kind; anyone may place milestones.
EVERYTHING = Recipe(
    title=Title(fr="Tout", en="Everything"),
    purpose=Bilingual(fr="Tout essayer.", en="To try everything."),
    steps=(
        ATELIER.steps[1].model_copy(update={"ready": Ready.ASK}),
        ATELIER.steps[0],
        ATELIER.steps[2],
        Group(kind="group", title=Title(fr="Trier", en="Sort"), invite=READ, minutes=5),
        ATELIER.steps[3],
        ACCORD.steps[0],
        ELECTION,
        ATELIER.steps[4].model_copy(update={"placing": WhoPlaces.EVERYONE}),
        ESSAI.steps[4],
        FOLLOW,
        RATE,
        LINE,
        TURNS,
        PAIRS,
        ESSAI.steps[5],
    ),
)
assert {step.kind for step in EVERYTHING.steps} == set(STEP_KINDS)

# What forms hold: whatever their fields are, they are filled.
FIELDS: dict[str, str | list[str]] = {
    "ideas": "une idée forgée",
    "idea": "une idée forgée",
    "comment": "un mot",
    "what": "un four",
    "owner": "Awa",
    "due": "2030-01-15",
    "first_step": "appeler",
    "statement": "un four",
    "name": "Un thème",
    "note": "une note",
    "word": "four",
    "text": "un texte",
    "question": "pourquoi ?",
    "reason": "trop cher",
    "people": "3",
    "consent": "1",
    "aside": "0",
    "words": "trop cher",
    "remark": "une pause",
    "mark3": "1",
    "places": "7 7",
    "claim": "On se réunit trop.",
    "year": ["2029"],
    "dimension": ["Gouvernance"],
    "method": ["approval"],
    "minutes": "5",
    "ballots": ["secret"],
}


VOTERS = "Sociétaires"
# The fourth session: it has ended, in a channel of its own, led by Maëlle alone.
PAST = 4


@dataclass
class World:
    """`hall` is the session that is pressed on, led by Maëlle; `near` another one of the same
    server, led by her too; `far` one of another server, led by Zoé. `ids` are of the first.

    `people` of the first server, by what they are: `table.WHO`.
    """

    hall: Room
    near: Room
    far: Room
    people: dict[str, Person]
    message: discord.Message
    ids: dict[str, int]

    @property
    def awa(self) -> Person:
        """Who wrote all that is there."""
        return self.people["writer"]

    @property
    def verbs(self) -> Sequence[Verb]:
        return list(self.hall.stage.bot.router.verbs.values())

    async def at(self, kind: str, how: str = "") -> None:
        """Have the session move on to its step of a kind, if it is not there; `how` it then is: a
        vote for the `role` alone or for a `number` of people, a consent or an election in one of
        its stages."""
        await self.hall.go(kind)
        step = await self.hall.stage.step(self.hall.channel)
        assert step is not None
        self.ids |= {"step": step.id, "seen": step.position}
        if kind == "group":
            place = {"postit": "1", "theme": "Manger"}
            await self.hall.lead.command(self.hall.channel, "theme move", **place)
        if kind == "subgroups":
            await self._in_groups(step.id)
        async with self.hall.stage.bot.ctx.database.write() as tx:
            if isinstance(step.plan, Vote) and how:
                changed = step.plan.model_copy(update={"electors": self._electors(how)})
                await tx.sessions.set_plan(step.id, changed)
            elif how and kind == "election":
                await tx.elections.set_stage(step.id, Naming(how))
            elif how:
                await tx.consents.set_stage(step.id, Stage(how))

    async def _in_groups(self, step_id: int) -> None:
        """Have the writer and the elector be in the first group, two others in the second."""
        groups = (("writer", "elector"), ("stranger", "manages"))
        async with self.hall.stage.bot.ctx.database.write() as tx:
            await tx.groups.begin(step_id, None)
            for number, members in enumerate(groups, 1):
                await tx.groups.add(step_id, number, [self.people[who].id for who in members])
        self.ids["group"] = 1

    def _electors(self, how: str) -> Electors:
        if how == "number":
            return Electors(who=Electorate.NUMBER, size=9)
        server = self.hall.stage.bot.get_guild(self.hall.server.id)
        assert server is not None
        (role,) = [role for role in server.roles if role.name == VOTERS]
        return Electors(who=Electorate.ROLE, place=role.id, size=3)

    async def forge(self, place: Room, person: Person, verb: Verb) -> list[Answer]:
        """Have `person` press, choose in and send what `verb` takes, naming what is in `hall`."""
        forged = self.named(verb)
        chosen, card = self.ids.get(verb.chosen, 1), place.card
        return [
            await press_id(place, person, card, forged),
            await choose_id(place, person, card, forged, str(chosen)),
            await send_form(place, person, forged, FIELDS),
        ]

    def rows_of_the_hall(self) -> Callable[[str, sqlite3.Row], bool]:
        """Return what keeps the rows of the first session alone, for `contents`."""
        session = self.ids["session"]
        with database(self.hall.path) as rows:
            steps, postits = (
                {
                    row["id"]
                    for row in rows.execute(
                        f"SELECT id FROM {table} WHERE session_id = ?", [session]
                    )
                }
                for table in ("steps", "postits")
            )

        def keep(table: str, row: sqlite3.Row) -> bool:
            held = dict(row)
            return (
                held.get("session_id") == session
                or (table == "sessions" and held["id"] == session)
                or held.get("step_id") in steps
                or held.get("postit_id") in postits
            )

        return keep

    def named(self, verb: Verb) -> str:
        """Return the custom id of a verb, with the identifiers of `hall` wherever it names one."""
        arguments: dict[str, int] = {}
        for name, read in verb.readers.items():
            number = self.ids.get(name, 1)
            try:
                arguments[name] = int(read(str(number)) or 0)
            except Refusal:
                arguments[name] = 1
        return custom_id(verb.name, **arguments)


def names_a_row(verb: Verb) -> bool:
    """Return whether the router knows to which session a press of `verb` leads."""
    return bool(NAMED & (set(verb.arguments) | {verb.chosen}))


def contents(path: Path, keep: Callable[[str, sqlite3.Row], bool]) -> Counter[tuple[object, ...]]:
    """Return the rows of the database that `keep` wants, with their table, and how many of each."""
    with database(path) as connection:
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            " AND name NOT LIKE 'memory%'"  # the index of what else is there
        )
        return Counter(
            (name, *(row[column] for column in columns if column != "options_stamp"))
            for (name,) in tables.fetchall()
            for row in connection.execute(f"SELECT * FROM {name}")
            for columns in [list(dict(row))]
            if keep(name, row)
        )


@asynccontextmanager
async def world(path: Path, until: str) -> AsyncIterator[World]:
    """The world, in which the session of `hall` is at its step of kind `until`."""
    async with room(path, {"tout": EVERYTHING}) as hall:
        near = replace(hall, channel=hall.server.create_text_channel("voisins"))
        server: GuildHandle = hall.stage.server("Une autre")
        far = Room(
            hall.stage,
            server,
            server.create_text_channel("ailleurs"),
            server.create_text_channel("coordination"),
            hall.stage.person(server, "Zoé", Language.FRENCH),
            path,
            hall.faults,
        )
        people = await _people(hall)
        await hall.play("tout", "collect", scenario="adere-2032.fr")
        await hall.lead.command(
            hall.channel, "session facilitator", member=people["co-leads"].member
        )
        await hall.write(people["writer"], "un four", "un vélo")
        for other in (near, far):
            await other.play("essai", "collect")
        past = replace(hall, channel=hall.server.create_text_channel("hier"))
        await past.play("essai", "collect")
        await past.end()
        await people["of the role"].command(
            hall.channel,
            "backcast new",
            title="Demain",
            organisation="La halle",
            origin=2022,
            horizon=2032,
            language="fr",
        )
        later = {"recipe": "essai", "when": "dans 48 heures"}
        await hall.lead.command(hall.channel, "session plan", **later)
        bench = await people["of the role"].command(
            hall.channel, "recipe new", title="Chaque mois", **{"from": "meteo"}
        )
        # A step that was taken out, to be put back; another stands in its place.
        await press_id(
            hall, people["of the role"], bench.shown, custom_id("recipe.drop", recipe=1, part=2)
        )
        typed = await people["writer"].say(hall.channel, "une serre")
        found = World(hall, near, far, people, typed, await _filled(hall, people["writer"]))
        await found.at(until)
        yield found


async def _people(hall: Room) -> dict[str, Person]:
    """Have everyone come; the server says which role leads."""
    team, voters = hall.server.create_role("Animation"), hall.server.create_role(VOTERS)
    ines = hall.manager("Inès")
    await ines.command(hall.channel, "settings facilitators", role=team)

    def having(name: str, role: RoleHandle) -> Person:
        return hall.stage.person(hall.server, name, Language.FRENCH, [role])

    return {
        "stranger": hall.person("Ben"),
        "writer": hall.person("Awa"),
        "elector": having("Chloé", voters),
        "leads": hall.lead,
        "co-leads": hall.person("Dina"),
        "of the role": having("Éloi", team),
        "manages": ines,
    }


async def _filled(hall: Room, awa: Person) -> dict[str, int]:
    """Give the session something of each kind that a custom id can name; return which."""
    async with hall.stage.bot.ctx.database.write() as tx:
        session = await tx.sessions.live_in(hall.channel.id)
        assert session is not None
        postit = (await tx.postits.of_session(session.id))[0]
        author = str(awa.id)
        milestone = await tx.milestones.add(
            session_id=session.id,
            year=2028,
            dimension="Gouvernance",
            statement="un four partagé",
            who=None,
            enablers=None,
            obstacles=None,
            postit_id=None,
            submission="1",
            author=author,
        )
        assert milestone is not None
        consent = next(
            step for step in await tx.sessions.steps(session.id) if step.plan.kind == "consent"
        )
        await tx.consents.begin(consent.id, "Ouvrir la halle.")
        await tx.consents.set_stage(consent.id, Stage.QUESTIONS)
        await tx.consents.ask(
            consent.id, 1, author=author, author_name="Awa", text="Où ?", submission="1"
        )
        await tx.reactions.add_comment(
            postit_id=postit.id, author=author, author_name="Awa", text="oui", submission="1"
        )
        parked = await tx.parked.add(session.id, "Le logo", "1")
        assert parked is not None
        question = (await tx.consents.of_session(session.id))[consent.id].questions[0]
        comment = (await tx.moderation.comments(session.id))[0]
    action = await _action(hall, session.id, author)
    return {
        "session": session.id,
        "postit": postit.id,
        "milestone": milestone.id,
        "after": milestone.id,
        "question": question.id,
        "scenario": 1,
        "planned": 1,
        "link": 1,
        "request": 1,
        "shared": 1,
        "recipe": 1,
        "part": 1,
        "comment": comment.id,
        "action": action,
        "todo": action,
        "parked": parked.id,
        "thing": postit.id,
        "what": 0,
        "page": 0,
        "version": 1,
        "in_room": 0,
        "room": 0,
        "told": session.id,
        "found": PAST,
        "minutes": 5,
    }


async def _action(hall: Room, session_id: int, author: str) -> int:
    async with hall.stage.bot.ctx.database.write() as tx:
        action = await tx.actions.add(
            session_id=session_id,
            what="appeler la mairie",
            owner="Awa",
            owner_id=None,
            due=hall.stage.bot.clock().date(),
            first_step=None,
            submission="1",
            author=author,
        )
    assert action is not None
    return action.id
