"""What a press on a ballot costs depends on what is marked and shown, not on how much there is."""

from __future__ import annotations

import cProfile
import pstats
from collections.abc import Callable

import pytest

from bot.i18n import catalogue
from bot.services.context import Context
from bot.services.vote import voting
from bot.services.vote.voting import Ballot
from bot.workshop.kinds import Vote
from bot.workshop.language import Language
from bot.workshop.sessions.permissions import Actor
from bot.workshop.vote import ballot as rules
from bot.workshop.vote.ballot import Content
from bot.workshop.vote.options import Option
from cogs.vote.ballots.drawn import draw, receipt
from tests.builders import ALIX, BACHIR, CHANNEL, discuss, new_session, poll, recipe
from tests.services.room import Room

T = catalogue(Language.FRENCH)


def labels(number: int) -> list[str]:
    return [f"{n}e idée : un jardin partagé derrière l’école, ouvert à tous" for n in range(number)]


async def voting_on(ctx: Context, plan: Vote, number: int, channel_id: int) -> Room:
    """A vote on `number` options, more than a recipe may write: as many as there are post-its."""
    room = await Room.open(ctx, new_session(recipe(plan, discuss()), channel_id=channel_id))
    await room.start()
    step = await room.step()
    async with ctx.database.write() as tx:
        found = [Option(n, label) for n, label in enumerate(labels(number), start=1)]
        await tx.ballots.set_options(step.id, found)
    return room


async def calls(room: Room, by: Actor, mark: Callable[[Ballot], Content]) -> int:
    """Return how many functions are called to mark a ballot, draw it, cast it and tell so."""
    step = await room.step()
    profile = cProfile.Profile()
    with profile:
        draw(await voting.change(room.ctx, step.id, by, mark), T)
        receipt(await voting.cast(room.ctx, step.id, by, room.now), T, room.now)
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]


def dot(kept: Ballot) -> Content:
    return rules.move_dot(kept.plan, kept.content, kept.options, 3, 1)


def tick(kept: Ballot) -> Content:
    return rules.tick(kept.plan, kept.content, kept.options, range(1, 11), [2, 3])


def grade(kept: Ballot) -> Content:
    return rules.grade(kept.plan, Language.FRENCH, kept.content, kept.options, 3, 1)


def score(kept: Ballot) -> Content:
    return rules.score(kept.plan, Language.FRENCH, kept.content, kept.options, 3, 0, 2)


def rank(kept: Ballot) -> Content:
    return rules.rank_next(kept.content, kept.options, 3)


@pytest.mark.parametrize(
    ("method", "mark", "many"),
    [
        ("dots", dot, 1000),
        ("approval", tick, 100),
        ("majority_judgment", grade, 100),
        ("score", score, 100),
        ("schulze", rank, 100),
    ],
)
async def test_a_press_costs_the_same_with_many_options(
    ctx: Context, method: str, mark: Callable[[Ballot], Content], many: int
) -> None:
    # A menu holds 25, a page of grades 8: both rooms fill theirs.
    spent = []
    for rank_of_room, number in enumerate((30, many)):
        plan = poll(method, *labels(2))
        room = await voting_on(ctx, plan, number, CHANNEL + rank_of_room)
        await calls(room, ALIX, mark)  # options are read once
        spent.append(await calls(room, BACHIR, mark))
    few, lots = spent
    assert lots < few * 1.5, spent
