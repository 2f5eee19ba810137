"""A masked session, played by people in the simulated Discord, and all that it leaves."""

from __future__ import annotations

import asyncio
import json
import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

from bot.interface.naming.people import language_of_room
from bot.rehearsal.stage import Person, text_of
from bot.reports.documents import documents
from bot.services.records import record
from bot.services.vote import voting
from bot.services.wall import reacting
from bot.store.copying import copy_to
from bot.workshop.sessions.recipe import Recipe
from bot.workshop.settings.documents import DocumentKind
from bot.workshop.vote.ballot import Content
from bot.workshop.vote.methods import VoteOn
from bot.workshop.vote.step import Wording
from bot.workshop.wall.reaction import Reaction
from tests.attack import acts, naming
from tests.attack.acts import actor, cast, is_of, look, seen_to
from tests.attack.evidence import Evidence, Moment
from tests.builders import (
    both,
    discuss,
    election,
    group,
    position,
    rate,
    subgroups,
    titled,
    turns,
    vote,
)
from tests.discord.acting import Room, room, rows
from tests.discord.recipes import ACCORD, COLLECT, REVEAL
from tests.reports.elections import ZONE, days

NAMES = ("Zéphyrine", "Barthélemy", "Quitterie", "Théodule")
OPTIONS = tuple(
    Wording(fr=name, en=name) for name in ("Un four", "Un verger", "Une chorale", "Une serre")
)
IDEAS = 5  # of each person

_RANKS: list[Content] = [
    [["1"], ["2"], ["3"]],
    [["4"], ["1", "2"]],
    [["3"], ["4"], ["2"], ["1"]],
    [["2", "4"]],
]
BALLOTS: dict[str, list[Content]] = {
    "dots": [{"1": 5}, {"2": 4, "3": 1}, {"3": 2, "4": 3}, {"1": 1, "4": 2}],
    "approval": [["1"], ["2", "3"], ["4"], ["1", "4"]],
    "score": [{"1": 5, "2": 0}, {"2": 4, "3": 1}, {"3": 2, "4": 3}, {"1": 1, "4": 2}],
    "majority_judgment": [
        {"1": "Bien", "2": "Passable"},
        {"2": "Excellent", "3": "À rejeter"},
        {"3": "Très bien", "4": "Bien"},
        {"1": "Insuffisant", "4": "Excellent"},
    ],
    "irv": _RANKS,
    "stv": [[["1"], ["2"], ["3"]], [["4"], ["1"]], [["3"], ["4"], ["2"], ["1"]], [["2"], ["4"]]],
    "schulze": _RANKS,
    "borda": _RANKS,
    "condorcet": _RANKS,
    "yes_no": ["yes", "no", "abstain", "yes"],
    "shared_budget": [["1"], ["2", "3"], ["4"], ["1", "4"]],
    "resistance": [{"1": 9, "2": 0}, {"2": 8, "3": 1}, {"3": 2, "4": 10}, {"1": 1, "4": 2}],
    "dates": [
        {"1": "yes", "2": "no"},
        {"2": "if_need_be", "3": "no"},
        {"3": "yes", "4": "yes"},
        {"1": "no", "4": "if_need_be"},
    ],
}


def attacked() -> Recipe:
    """Post-its, their wall, sorted together, a vote by each method, one on the post-its, a round of
    consent, an election, marks from 1 to 5, a line on which a recipe would tell names, a speaking
    round."""
    votes = []
    for method in BALLOTS:
        asked: dict[str, Any] = {"question": both("On y va ?"), "options": ()}
        if method == "dates":
            asked |= {"dates": tuple(days(4)), "zone": ZONE}
        elif method != "yes_no":
            asked = {"options": OPTIONS}
        if method == "shared_budget":
            asked |= {"money": 5000, "costs": ("1200", "1500.50", "800", "2000")}
        votes.append(vote(method=method, on=VoteOn.OPTIONS, **asked))
    on_the_wall = vote(method="approval", on=VoteOn.POSTITS)
    return Recipe(
        title=titled("Attaque"),
        purpose=both("Tenir."),
        steps=(
            *(COLLECT, REVEAL, group(), *votes, on_the_wall, ACCORD.steps[0]),
            election(minutes=30),
            rate(minutes=30),
            position(minutes=30, named=True),
            turns(minutes=30, word=True),
            subgroups(minutes=30, size=2),
            discuss(),
        ),
    )


class _Log(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@contextmanager
def logged(found: Evidence) -> Iterator[None]:
    """Keep all that the program logs meanwhile."""
    log = _Log()
    loggers = [logging.getLogger(name) for name in ("bot", "cogs")]
    for one in loggers:
        one.addHandler(log)
        one.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        for one in loggers:
            one.removeHandler(log)
            one.setLevel(logging.NOTSET)
    found.log = "\n".join(log.lines)


async def play(folder: Path) -> Evidence:
    """Play the session in `folder`, and return what an attacker finds there."""
    found = Evidence(folder / "files")
    found.folder.mkdir(parents=True)
    with logged(found):
        async with room(folder / "gommette.db", {"attaque": attacked()}, seed=11) as hall:
            await _played(hall, found)
    return found


async def _played(hall: Room, found: Evidence) -> None:
    people = [hall.person(name) for name in NAMES]
    found.names = {person.id: person.name for person in people}
    found.stranger = hall.person("Sidonie")
    await hall.play("attaque", "collect", signing="masked")
    await _write(hall, found, people)
    slow = await people[3].press(hall.card, "postit.add")
    await hall.steer("lead.next")
    await look(hall, found, None)
    await _after_time(hall, found, people[3], slow)
    await _late(hall, found, people)
    await _answer(hall, found, people)
    await acts.hidden(hall, found, people[1])
    await hall.steer("lead.next")
    await acts.sorted_together(hall, found, people)
    for method, contents in BALLOTS.items():
        await hall.steer("lead.next")
        await _vote(hall, found, people, contents, method)
    await hall.steer("lead.next")
    await _vote_on_the_wall(hall, found, people)
    await hall.steer("lead.next")
    await acts.consent(hall, found, people)
    await hall.steer("lead.next")
    await naming.elected(hall, found, people)
    await hall.steer("lead.next")
    await acts.marked(hall, found, people)
    await hall.steer("lead.next")
    await acts.placed(hall, found, people)
    await hall.steer("lead.next")
    await acts.in_turn(hall, found, people)
    await hall.steer("lead.next")
    await hall.stage.later(40)
    await look(hall, found, None)
    await acts.in_twos(hall, found, people)
    await asyncio.to_thread(copy_to, hall.path, found.folder / "open")
    await hall.end()
    await hall.stage.later(120)
    await look(hall, found, None)
    await gathered(hall, found)


async def _every_document(hall: Room, published: Path) -> None:
    """Keep what anyone who sees the summary takes from it."""
    bot = hall.stage.bot
    (session,) = rows(hall.path, "SELECT id FROM sessions")
    told = await record(bot.ctx, session["id"])
    t = language_of_room(told.session)
    for document in await documents(told, DocumentKind, t, bot.press):
        (published / f"{document.kind}-{document.name}").write_bytes(document.content)


async def gathered(hall: Room, found: Evidence) -> None:
    """Keep every file: those of the disk, a backup, and those that were posted."""
    await asyncio.to_thread(copy_to, hall.path, found.folder / "closed")
    published = found.folder / "published"
    published.mkdir()
    for message in (*hall.stage.messages(hall.channel), *hall.stage.messages(hall.coordination)):
        for file in message.attachments:
            content = await file.read()
            described = (file.description or "").encode()
            (published / f"{message.id}-{file.filename}").write_bytes(content + described)
            if file.filename.endswith(".json"):
                found.document = json.loads(content)
    await _every_document(hall, published)
    for path in hall.path.parent.glob("gommette.db*"):
        shutil.copyfile(path, found.folder / path.name)


async def _write(hall: Room, found: Evidence, people: list[Person]) -> None:
    """Everyone writes in turn, one idea at a time: the order of the texts is that of the people."""
    # What the texts say goes neither with the people nor with the moment.
    marks = Random(7).sample(range(100, 1000), IDEAS * len(people))
    for n, mark in enumerate(marks):
        person = people[n % len(people)]
        text = f"une idée {mark} qui se reconnaît"
        await hall.write(person, text)
        seen_to(hall, found, person)
        is_of(found, text, person, "post-it")
        await hall.stage.later(6)
        await look(hall, found, person, "post-it")


async def _after_time(hall: Room, found: Evidence, person: Person, form: Any) -> None:
    """A form that was opened before the step was left arrives once the wall is open."""
    text = "une idée après l'heure qui se reconnaît"
    told = await person.fill(form, ideas=text)
    assert text in told.text, "it is kept"
    seen_to(hall, found, person)
    is_of(found, text, person, "post-it")
    await hall.stage.later(40)
    await look(hall, found, person, "post-it")


async def _late(hall: Room, found: Evidence, people: list[Person]) -> None:
    """One late post-it, that its writer does not want alone."""
    await hall.steer("lead.back")
    text = "une idée tardive qui se reconnaît"
    await hall.write(people[2], text)
    seen_to(hall, found, people[2])
    is_of(found, text, people[2], "post-it")
    await look(hall, found, people[2], "post-it")
    await hall.steer("lead.next")
    await hall.stage.later(40)  # the card has its picture again
    await look(hall, found, None)


async def _answer(hall: Room, found: Evidence, people: list[Person]) -> None:
    """People comment on post-its and react to them; the wall is looked at after each."""
    shown = rows(
        hall.path,
        "SELECT id FROM postits WHERE number IS NOT NULL AND id <> ? ORDER BY number",
        acts.second_of(hall, found, people[0]),  # which will be withdrawn, with what is said of it
    )
    for rank, person in enumerate(people):
        text = f"un commentaire {chr(97 + rank)} qui se reconnaît"
        delivery = str(922_333_444_555_666_001 + rank)
        ctx, who = hall.stage.bot.ctx, actor(person)
        await reacting.comment(ctx, shown[rank]["id"], who, text, delivery)
        await reacting.react(ctx, shown[-1]["id"], who, Reaction.AGREE, True)
        seen_to(hall, found, person)
        is_of(found, text, person, "comment")
        await hall.stage.later(40)
        await look(hall, found, person, "comment")


async def _vote(
    hall: Room, found: Evidence, people: list[Person], contents: list[Content], method: str
) -> None:
    ctx, now = hall.stage.bot.ctx, hall.stage.bot.clock()
    step = int(hall.open_step()["id"])
    await hall.stage.later(6)
    found.votes.append(Moment(None, text_of(hall.card)))
    for person, content in zip(people, contents, strict=True):
        await cast(hall, found, person, content)
    if method == "resistance":
        await acts.resisted(hall, found, people)
    lead = actor(hall.lead)
    await voting.change(ctx, step, lead, lambda _: contents[0], in_room=True)
    await voting.cast(ctx, step, lead, now, people=2)


async def _vote_on_the_wall(hall: Room, found: Evidence, people: list[Person]) -> None:
    """Two vote, one withdraws a post-it that is on a ballot, the others are reminded, and vote."""
    await hall.stage.later(6)
    found.votes.append(Moment(None, text_of(hall.card)))
    step = int(hall.open_step()["id"])
    options = rows(hall.path, "SELECT number, source_id FROM vote_options WHERE step_id = ?", step)
    postit = acts.second_of(hall, found, people[0])
    (taken,) = [str(row["number"]) for row in options if row["source_id"] == postit]
    others = [str(row["number"]) for row in options if row["source_id"] != postit]
    for rank, person in enumerate(people):
        if rank == 2:
            await hall.lead.command(hall.channel, "vote remind")
            await acts.withdrawn(hall, found, people[0], postit)
            await hall.stage.later(6)
            found.votes.append(Moment(None, text_of(hall.card)))
        await cast(hall, found, person, [others[rank] if rank else taken, others[4 + rank]])
