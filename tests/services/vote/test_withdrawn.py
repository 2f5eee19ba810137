"""What a vote contains is never changed in silence: what is withdrawn once people vote stays."""

from __future__ import annotations

import pytest

from bot.i18n import catalogue
from bot.reports.vote.naming import naming
from bot.services.context import Context
from bot.services.moderation import hiding
from bot.services.postits import collecting, typed
from bot.services.themes import sorting
from bot.services.vote import closing, polls
from bot.workshop.language import Language
from bot.workshop.moderation.hiding import MARK, What
from bot.workshop.postits.postit import PostIt
from bot.workshop.vote.methods import SecondRule, VoteOn
from bot.workshop.vote.options import Departure, Option
from tests.builders import (
    ALIX,
    BACHIR,
    CHANNEL,
    CLEO,
    NOUR,
    collect,
    discuss,
    new_session,
    recipe,
    reveal,
    vote,
)
from tests.services.room import Room, refused
from tests.services.sorter import sorter
from tests.store.seeing import every_byte, scrubbed


async def voting_on(ctx: Context, *ideas: str) -> Room:
    """A vote on the post-its that Cléo wrote."""
    room = await Room.open(ctx, new_session(recipe(collect(), reveal(), vote(), discuss())))
    await room.start()
    await room.write(CLEO, *ideas)
    await room.next()
    await room.next()
    return room


async def numbered(room: Room, text: str) -> tuple[PostIt, int]:
    (found,) = [postit for postit in await room.wall() if postit.text == text]
    assert found.number is not None
    return found, found.number


async def test_before_anyone_votes_the_option_leaves(ctx: Context) -> None:
    room = await voting_on(ctx, "un", "deux")
    gone, number = await numbered(room, "deux")
    await room.mark(ALIX, number)
    assert not (await collecting.look(ctx, gone.id, CLEO)).on_ballots
    assert not (await collecting.withdraw(ctx, gone.id, CLEO)).on_ballots
    ballot = await room.ballot(ALIX)
    assert (ballot.content, ballot.cast) == ({}, None)
    with refused("ballot.option_removed"):
        await room.mark(ALIX, number)
    await room.next()
    await scrubbed(ctx.database)
    assert b"deux" not in every_byte(ctx.database.path)


async def test_once_people_vote_it_stays_with_its_words_and_its_dots(ctx: Context) -> None:
    room = await voting_on(ctx, "un", "deux")
    (gone, number), (other, left) = await numbered(room, "deux"), await numbered(room, "un")
    await collecting.edit(ctx, other.id, CLEO, "un, mieux dit", None, None)
    assert (await room.ballot(ALIX)).options.by_name[str(left)].label == "un, mieux dit"
    await room.put(ALIX, number, dots=5)
    await collecting.edit(ctx, other.id, CLEO, "trop tard", None, None)
    assert (await room.ballot(ALIX)).options.by_name[str(left)].label == "un, mieux dit", "frozen"
    assert (await collecting.look(ctx, gone.id, CLEO)).on_ballots, "said beforehand"
    assert (await collecting.withdraw(ctx, gone.id, CLEO)).on_ballots
    assert gone.id not in {postit.id for postit in await room.wall()}
    ballot = await room.ballot(ALIX)
    assert ballot.content == ballot.cast == {str(number): 5}
    option = ballot.options.by_name[str(number)]
    assert (option.label, option.gone, option.stands) == ("deux", Departure.WITHDRAWN, False)
    for who in (ALIX, BACHIR):
        with refused("ballot.option_withdrawn"):
            await room.mark(who, number)
    await room.put(ALIX, number, dots=-1)
    await room.put(ALIX, left)
    for who in (BACHIR, CLEO):
        await room.put(who, left)
    await room.next()
    found = await room.outcome(2)
    assert found.details["totals"] == {str(number): 4, str(left): 3}
    assert found.winners == (str(number),), "what people cast is what is counted"


async def test_a_second_vote_says_of_an_option_that_it_was_withdrawn(ctx: Context) -> None:
    plan = vote(tie=SecondRule.RUNOFF)
    room = await Room.open(ctx, new_session(recipe(collect(), reveal(), plan, discuss())))
    await room.start()
    await room.write(CLEO, "un", "deux")
    await room.next()
    await room.next()
    gone, _ = await numbered(room, "deux")
    for who in (ALIX, BACHIR, CLEO):
        await room.put(who, 1, 2)
    await collecting.withdraw(ctx, gone.id, CLEO)
    step = await room.step()
    await closing.close(ctx, step.id, NOUR, room.now)
    await closing.run_off(ctx, step.id, NOUR, room.now)
    labels = {option.label for option in (await room.ballot(ALIX)).options}
    assert labels == {"un", "deux (option retirée pendant le vote)"}


@pytest.mark.parametrize("by", ["message", "aside"])
async def test_a_message_that_goes_marks_what_it_said(ctx: Context, by: str) -> None:
    plan = collect(silent=False, typed=True)
    room = await Room.open(ctx, new_session(recipe(plan, vote(), discuss())))
    await room.start()
    for rank, idea in enumerate(("un", "deux")):
        said = typed.Message(7000 + rank, CHANNEL, CLEO, idea)
        assert await typed.hear(ctx, said, room.now) is not None
    await room.next()
    _, number = await numbered(room, "deux")
    await room.put(ALIX, number)
    if by == "message":
        await typed.deleted(ctx, [7001])
    else:
        await typed.set_aside(ctx, CHANNEL, 7001, NOUR)
    ballot = await room.ballot(ALIX)
    assert ballot.options.by_name[str(number)].gone is Departure.WITHDRAWN
    assert ballot.cast == {str(number): 1}


async def test_what_is_hidden_and_shown_again_is_there_as_before(ctx: Context) -> None:
    room = await voting_on(ctx, "un", "deux")
    gone, number = await numbered(room, "un")
    await room.put(ALIX, number)
    for act, stands in ((polls.source_gone, False), (polls.source_back, True)):
        async with ctx.database.write() as tx:
            await act(tx, room.session_id, VoteOn.POSTITS, gone.id)
        ballot = await room.ballot(ALIX)
        assert ballot.options.by_name[str(number)].stands is stands
        assert ballot.cast == {str(number): 1}


async def test_a_theme_that_is_merged_stays_on_the_ballots_until_it_is_there_again(
    ctx: Context,
) -> None:
    one = await sorter(ctx)
    wheels = await one.make("Rouler", "Un camion partagé")
    feast = await one.make("Danser", "Une fête")
    await one.room.next()
    await one.room.put(ALIX, 2)
    await one.room.back()
    board = await one.board()
    merged = await sorting.merge(ctx, one.step_id, NOUR, wheels, [feast], board.revision)
    ballot = await _options(one.room)
    (left,) = [o for o in await _all(one.room) if not o.stands]
    assert left.gone is Departure.MERGED
    assert left.into == "Rouler"
    for language in Language:
        named = naming(left, catalogue(language))
        assert "Rouler" in named.removeprefix(left.said()), "where its post-its are"
    assert ballot == {"Rouler (1 post-it)": True, "Danser (1 post-it)": False}
    await sorting.undo(ctx, one.step_id, NOUR, merged.board.revision)
    assert await _options(one.room) == {"Rouler (1 post-it)": True, "Danser (1 post-it)": True}


async def _options(room: Room) -> dict[str, bool]:
    """The options of the vote that comes next: whether each can be chosen."""
    return {o.label: o.stands for o in await _all(room)}


async def _all(room: Room) -> list[Option]:
    return await polls.options_of(room.ctx, (await room.step(3)).id)


async def test_what_is_hidden_stays_hidden_on_ballots_when_its_writer_withdraws_it(
    ctx: Context,
) -> None:
    room = await voting_on(ctx, "un", "gros mot")
    gone, number = await numbered(room, "gros mot")
    await room.put(ALIX, number)
    await hiding.hide(ctx, room.session_id, NOUR, What.POSTIT, gone.id, "", room.now)
    option = (await room.ballot(ALIX)).options.by_name[str(number)]
    assert (option.label, option.gone) == (MARK, Departure.HIDDEN)
    with refused("ballot.option_hidden"):
        await room.mark(BACHIR, number)
    await collecting.withdraw(ctx, gone.id, CLEO)
    option = (await room.ballot(ALIX)).options.by_name[str(number)]
    assert (option.label, option.gone) == (MARK, Departure.HIDDEN)
