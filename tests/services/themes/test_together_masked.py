"""Behind a mask, sorting together tells nobody who wrote what: what one is given depends on nothing
about authors."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from random import Random

import pytest

from bot.services.context import Context
from bot.services.themes import together
from bot.services.themes.unsettled import unsettled
from bot.workshop.sessions.session import Signing
from bot.workshop.themes.together import Answer, Word
from tests.builders import BACHIR, CLEO, NOUR, collect, group, new_session, recipe, reveal
from tests.services.room import Room
from tests.services.themes.gathered import DEDE, EVA, Gathered
from tests.store.seeing import rows

WRITERS = (BACHIR, CLEO, DEDE, EVA)
EACH = 4


async def masked(ctx: Context, signing: Signing = Signing.MASKED) -> Gathered:
    """Four people wrote the wall, Nour leads; they sort it into two themes."""
    steps = (collect(), reveal(), group())
    room = await Room.open(ctx, new_session(recipe(*steps), signing=signing))
    await room.start()
    for who in WRITERS:
        await room.write(who, *(f"{who.name} {n}" for n in range(EACH)))
    await room.next()
    await room.next()
    here = Gathered(room, (await room.step()).id)
    here.themes = (await here.make("Transport"), await here.make("Fêtes"))
    await together.start(ctx, here.step_id, NOUR)
    return here


async def found_last(here: Gathered) -> int:
    """The attack: whatever someone is given last, or never, they wrote. Return of how many people
    it finds all that they wrote."""
    found = 0
    for who in WRITERS:
        order = [one.postit.text for one in (await here.handful(who, most=99)).postits]
        assert len(order) == EACH * len(WRITERS), "their own too"
        found += all(text.startswith(who.name) for text in order[-EACH:])
    return found


@pytest.mark.parametrize("signing", [Signing.MASKED, Signing.SIGNED])
async def test_what_someone_is_given_last_is_theirs_in_a_signed_session_alone(
    ctx: Context, signing: Signing
) -> None:
    here = await masked(ctx, signing)
    assert (await found_last(here) == len(WRITERS)) == (signing is Signing.SIGNED)


@pytest.mark.parametrize("signing", [Signing.MASKED, Signing.SIGNED])
async def test_what_someone_leaves_unsorted_is_theirs_in_a_signed_session_alone(
    ctx: Context, signing: Signing
) -> None:
    """The attack, from the wall: one who wrote nothing sorts everything, then a person a little.
    What they leave holds all that they wrote."""
    here = await masked(ctx, signing)
    every = {one.postit.id: here.themes[0] for one in (await here.handful(NOUR, 99)).postits}
    await here.send(NOUR, every)
    named = 0
    for who in WRITERS:
        hand = await here.handful(who, most=10)
        await here.send(who, {one.postit.id: here.themes[0] for one in hand.postits})
        filed = (await here.state())["Transport"]
        assert len(filed) == 10
        named += not any(text.startswith(who.name) for text in filed)
        await together.set_person_aside(ctx, here.step_id, NOUR, who.user_id)
    assert (named == len(WRITERS)) == (signing is Signing.SIGNED)


async def test_what_is_told_of_a_post_it_to_talk_about_counts_nobody(ctx: Context) -> None:
    """The attack: set a person aside, and read which numbers change."""
    here = await masked(ctx)
    transport, fetes = here.themes
    postit = (await here.handful(NOUR, most=1)).postits[0].postit.id
    answers: tuple[Answer, ...] = (transport, transport, fetes, fetes, Word.UNSURE)
    for who, answer in zip((*WRITERS, NOUR), answers, strict=True):
        await here.send(who, {postit: answer})
    told = []
    for aside in (None, *WRITERS, NOUR):
        if aside is not None:
            await together.set_person_aside(ctx, here.step_id, NOUR, aside.user_id)
        await together.stop(ctx, here.step_id, NOUR)
        found = await together.talk(ctx, here.step_id, NOUR)
        every = (*found.contested, *found.homeless, *await unsettled(ctx, found))
        told += [one.said for one in every if one.postit.id == postit]
        if aside is not None:
            await together.take_person_back(ctx, here.step_id, NOUR, aside.user_id)
    assert set(told) == {(transport, fetes)}


async def test_a_deal_behind_a_mask_is_a_function_of_nothing_about_authors(ctx: Context) -> None:
    here = await masked(ctx)
    path, draw = ctx.database.path, Random(5)
    for who, answer in ((NOUR, here.themes[0]), (CLEO, here.themes[1]), (DEDE, Word.UNSURE)):
        hand = await here.handful(who)
        await here.send(who, {one.postit.id: answer for one in hand.postits})
    authors = [author for (author,) in rows(path, "SELECT DISTINCT author FROM postits")]
    assert len(authors) == len(WRITERS)
    whole = [authors, *([one] for one in authors)]  # written by all of them, or by one alone
    hands = set()
    for wrote in (*whole, authors[:2], [None]):
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("DELETE FROM handfuls")
            for (postit,) in connection.execute("SELECT id FROM postits").fetchall():
                by = (draw.choice(wrote), postit)
                connection.execute("UPDATE postits SET author = ? WHERE id = ?", by)
        given = [(await here.handful(who, most)).postits for who in WRITERS for most in (5, 99)]
        hands.add(tuple(tuple(one.postit.id for one in hand) for hand in given))
    assert len(hands) == 1, "whoever wrote it"
