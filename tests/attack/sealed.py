"""Sealed votes, looked at by who holds the disk of every moment: the database, its
log, and at the end the keys that are there; and the ways to rebuild who cast what from it."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from bot.rehearsal.stage import Person
from bot.services.vote import voting
from bot.store.sealing import cipher
from bot.store.sealing.vault import Vault
from bot.workshop.sessions.recipe import Recipe
from bot.workshop.vote.ballot import Content
from bot.workshop.vote.methods import VoteOn
from tests.attack.acts import actor
from tests.attack.play import BALLOTS, NAMES, OPTIONS
from tests.builders import both, discuss, titled, vote
from tests.discord.acting import Room, room
from tests.store.seeing import scrubbed

Claim = tuple[str, int]  # a ballot, and the person whose it would be

# Points and ranks: what is counted from totals, and what is not.
METHODS = ("score", "irv")


@dataclass(frozen=True)
class Look:
    """What the disk holds at one moment of the vote `step`, keys apart: all bytes, all rows; and,
    which no attacker has, what its `actor` has `cast`, or is about to."""

    step: int
    actor: int | None
    cast: str
    disk: bytes
    tables: Mapping[str, list[dict[str, Any]]]

    @property
    def boxes(self) -> list[bytes]:
        held = self.tables["sealed_boxes"]
        return [row["content"] for row in held if row["step_id"] == self.step]

    @property
    def turnout(self) -> frozenset[int]:
        held = self.tables["turnout"]
        return frozenset(row["user_id"] for row in held if row["step_id"] == self.step)


@dataclass
class Sealed:
    """The looks of each vote, in the order of time, and the `keys` that were there at the last."""

    looks: dict[str, list[Look]] = field(default_factory=dict)
    keys: dict[str, dict[str, bytes]] = field(default_factory=dict)
    document: dict[str, Any] = field(default_factory=dict)


def look(path: Path, step: int, who: int | None = None, cast: str = "") -> Look:
    """Copy the files of a database, and read them as a copy is read."""
    disk = b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))
    with closing(sqlite3.connect(path)) as database:
        database.row_factory = sqlite3.Row
        names = [
            name
            for (name,) in database.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table'"
                " AND sql NOT LIKE 'CREATE VIRTUAL%'"
            ).fetchall()
        ]
        held = {
            name: [dict(row) for row in database.execute(f"SELECT * FROM {name}")] for name in names
        }
    return Look(step, who, cast, disk, held)


async def play(folder: Path) -> Sealed:
    """Hold the votes, one person after the other, each looked at before and after."""
    found, steps = Sealed(), []
    for method in METHODS:
        asked: dict[str, Any] = {} if method == "yes_no" else {"options": OPTIONS}
        question = both("On y va ?")
        steps.append(
            vote(method=method, on=VoteOn.OPTIONS, sealed=True, question=question, **asked)
        )
    recipe = Recipe(title=titled("Scellé"), purpose=both("Tenir."), steps=(*steps, discuss()))
    async with room(folder / "gommette.db", {"scelle": recipe}, seed=13) as hall:
        people = [hall.person(name) for name in NAMES]
        await hall.play("scelle", "vote")
        for method in METHODS:
            await _vote(hall, found, people, BALLOTS[method], method)
            await hall.steer("lead.next")
        await hall.end()
        await hall.stage.later(60)
        for message in hall.stage.messages(hall.channel):
            for file in message.attachments:
                if file.filename.endswith(".json"):
                    found.document = json.loads(await file.read())
    return found


async def _vote(
    hall: Room, found: Sealed, people: list[Person], contents: list[Content], method: str
) -> None:
    ctx, step = hall.stage.bot.ctx, int(hall.open_step()["id"])
    looks = [look(hall.path, step)]
    for person, content in zip(people, contents, strict=True):
        text = json.dumps(content, ensure_ascii=False)
        await voting.change(ctx, step, actor(person), marking(content))
        looks.append(look(hall.path, step, person.id, text))
        await voting.cast(ctx, step, actor(person), hall.stage.bot.clock())
        await scrubbed(ctx.database)
        looks.append(look(hall.path, step, person.id, text))
    vault = Vault.beside(hall.path)
    found.looks[method] = looks
    found.keys[method] = {name: vault.key(name) or b"" for name in vault.names()}


def marking(content: Content) -> Callable[[object], Content]:
    return lambda _: content


def in_clear(found: Sealed) -> set[Claim]:
    """A row that says what someone has just cast or prepared."""
    return {
        (one.cast, one.actor)
        for _, one in _looks(found)
        for rows in one.tables.values()
        for row in rows
        if one.actor and one.cast in row.values()
    }


def subtracted(found: Sealed) -> set[Claim]:
    """Boxes of two moments, opened with the keys that are left at the end: what is in the second
    and not in the first is of who voted meanwhile."""
    claims = set()
    for method, looks in found.looks.items():
        seen = [(one, _opened(one, found.keys[method])) for one in looks]
        for (before, held), (after, more) in pairwise(seen):
            if held is None or more is None:
                continue
            fresh = list((more - held).elements())
            who = after.turnout - before.turnout
            if len(fresh) == len(who) == 1:
                claims.add((fresh[0], next(iter(who))))
    return claims


def _opened(one: Look, keys: Mapping[str, bytes]) -> Counter[str] | None:
    """Return the ballots of the boxes of a moment; None where one does not open."""
    held: Counter[str] = Counter()
    for box in one.boxes:
        texts = [text for key in keys.values() if (text := cipher.opened(key, box)) is not None]
        if not texts:
            return None
        held.update(line.split("\t")[0] for line in texts[0].split("\n"))
    return held


def in_the_bytes(found: Sealed) -> set[Claim]:
    """The words that end a ballot, anywhere on the disk: pages, free pages and log."""
    return {
        (one.cast, one.actor)
        for _, one in _looks(found)
        if one.actor and len(one.cast) > 8 and one.cast.encode() in one.disk
    }


def grown(found: Sealed) -> set[Claim]:
    """A box that is longer after a ballot tells how long that ballot was."""
    return {
        (after.cast, after.actor)
        for looks in found.looks.values()
        for before, after in pairwise(looks)
        if after.actor and before.boxes and len(before.boxes[0]) != len(after.boxes[0])
    }


def _looks(found: Sealed) -> Iterator[tuple[str, Look]]:
    for method, looks in found.looks.items():
        yield from ((method, one) for one in looks)


ATTACKS: Mapping[str, Callable[[Sealed], set[Claim]]] = {
    attack.__name__: attack for attack in (in_clear, subtracted, in_the_bytes, grown)
}
