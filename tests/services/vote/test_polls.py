"""Votes of every method, led through the use cases: electors, quorum, ties, close, interruption."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from bot.services.context import Context
from bot.services.postits import collecting
from bot.services.sessions.unplanned import Place, open_step_now
from bot.services.vote import closing, voting
from bot.tally.lot import drawn
from bot.workshop.kinds import Vote
from bot.workshop.language import Language
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Signing
from bot.workshop.vote.ballot import Content, move_dot
from bot.workshop.vote.electors import Electorate, Electors
from bot.workshop.vote.methods import ClosesWhen, SecondRule
from tests.builders import (
    ALIX,
    BACHIR,
    CHANNEL,
    CLEO,
    NOUR,
    NOW,
    SERVER,
    collect,
    discuss,
    new_session,
    poll,
    recipe,
    reveal,
    vote,
)
from tests.services.room import Room, refused
from tests.store.seeing import every_byte, rows, scrubbed

HERE = Place(SERVER, CHANNEL, Language.FRENCH)
PEOPLE = (ALIX, BACHIR, CLEO)
SIX = Electors(who=Electorate.NUMBER, size=6)


async def polling(ctx: Context, plan: Vote, signing: Signing = Signing.SIGNED) -> Room:
    room = await Room.open(ctx, new_session(recipe(plan, discuss()), signing=signing))
    await room.start()
    return room


async def counted(room: Room) -> None:
    """The facilitator closes the vote under way."""
    await closing.close(room.ctx, (await room.step()).id, NOUR, room.now)


BALLOTS: dict[str, tuple[Vote, tuple[Content, Content, Content], tuple[str, ...]]] = {
    "dots": (poll("dots", "a", "b"), ({"1": 5}, {"1": 2, "2": 3}, {"2": 1}), ("1",)),
    "approval": (poll("approval", "a", "b", "c"), (["1", "2"], ["2"], ["3"]), ("2",)),
    "score": (
        poll("score", "a", "b", criteria=("Nouveau", "Utile", "Faisable")),
        (
            {"1": {"Nouveau": 5, "Utile": 0, "Faisable": 1}},
            {"2": {"Nouveau": 5, "Utile": 5, "Faisable": 5}},
            {"1": {"Utile": 3}},
        ),
        ("2",),
    ),
    "majority_judgment": (
        poll("majority_judgment", "a", "b"),
        ({"1": "Bien", "2": "Passable"}, {"1": "Très bien", "2": "Excellent"}, {"1": "À rejeter"}),
        ("1",),
    ),
    "irv": (poll("irv", "a", "b", "c"), ([["1"]], [["2"], ["1"]], [["1"], ["3"]]), ("1",)),
    "schulze": (poll("schulze", "a", "b", "c"), ([["3"]], [["3"], ["1"]], [["1"]]), ("3",)),
    "borda": (poll("borda", "a", "b"), ([["2"], ["1"]], [["2"]], [["1"]]), ("2",)),
    "condorcet": (
        poll("condorcet", "a", "b", "c"),
        ([["1"], ["2"], ["3"]], [["2"], ["3"], ["1"]], [["3"], ["1"], ["2"]]),
        (),
    ),
    "yes_no": (poll("yes_no", majority="2/3"), ("yes", "yes", "no"), ("yes",)),
}


@pytest.mark.parametrize("method", BALLOTS)
async def test_every_method_is_voted_counted_and_unlinked(ctx: Context, method: str) -> None:
    plan, ballots, winners = BALLOTS[method]
    room = await polling(ctx, plan)
    step = await room.step()
    async with ctx.database.read() as tx:
        key = await tx.sessions.key("vote", step.id)
    assert key is not None
    for who, content in zip(PEOPLE, ballots, strict=True):
        await room.vote(who, content)
    voters = [voter for (voter,) in rows(ctx.database.path, "SELECT voter FROM ballots")]
    with room.says("result 0"):
        await counted(room)
    found = await room.outcome()
    assert (found.method, found.winners) == (plan.method, winners)
    assert (found.ballots, found.turnout) == (3, 3)
    assert (await room.step()).is_open, "the room looks at the result"
    with refused("ballot.closed_cast"):
        await voting.ballot(ctx, step.id, ALIX)
    with room.says("fold 0", "card 1"):
        await room.next()
    await scrubbed(ctx.database)
    disk = every_byte(ctx.database.path)
    assert key not in disk
    assert [voter for voter in voters if voter.encode() in disk] == []


@pytest.mark.parametrize("method", BALLOTS)
async def test_what_may_not_be_told_is_not_in_the_file_either(ctx: Context, method: str) -> None:
    """One voter known by the turnout and one ballot in the box would be one and the same."""
    plan, ballots, _ = BALLOTS[method]
    room = await polling(ctx, plan.model_copy(update={"quorum": "1", "tie": SecondRule.LOT}))
    for who, content in zip(PEOPLE[:2], ballots, strict=False):
        await room.vote(who, content)
    await counted(room)
    found = await room.outcome()
    assert (found.ballots, found.turnout, found.quorum_met) == (2, 2, True)
    assert (found.winners, found.named, found.second, found.chosen) == ((), (), None, None)
    assert set(found.details) == {"ballots", "blank"}
    assert {name for group in found.ranking for name in group} == {
        *(["yes", "no"] if method == "yes_no" else [str(n + 1) for n in range(len(plan.options))])
    }
    assert len(found.ranking) == 1
    assert rows(ctx.database.path, "SELECT * FROM ballots") == []


@pytest.mark.parametrize(("quorum", "met"), [("2", None), ("3", False)])
async def test_a_quorum_does_not_tell_who_abstained(
    ctx: Context, quorum: str, met: bool | None
) -> None:
    """Met or not, it would say whether one of two people left their ballot blank."""
    room = await polling(ctx, poll("yes_no", quorum=quorum, abstentions_count=False))
    for who, what in zip(PEOPLE[:2], ("yes", "abstain"), strict=True):
        await room.vote(who, what)
    await counted(room)
    assert (await room.outcome()).quorum_met is met


async def test_a_signed_vote_keeps_names_and_a_masked_session_never_does(ctx: Context) -> None:
    room = await polling(ctx, poll("approval", "a", "b", secret=False))
    for who in PEOPLE:
        await room.vote(who, ["1"])
    await counted(room)
    names = "SELECT voter_name FROM ballots WHERE step_id = ?"
    kept = {n for (n,) in rows(ctx.database.path, names, (await room.step()).id)}
    assert kept == {who.name for who in PEOPLE}
    await room.end()
    room = await polling(ctx, poll("approval", "a", "b", secret=False), Signing.MASKED)
    for who in PEOPLE:
        await room.vote(who, ["1"])
    await counted(room)
    assert rows(ctx.database.path, names, (await room.step()).id) == [(None,)] * 3


async def test_facilitators_vote_only_if_they_asked(ctx: Context) -> None:
    room = await polling(ctx, poll("yes_no"))
    step = await room.step()
    with refused("ballot.facilitator"):
        await voting.ballot(ctx, step.id, NOUR)
    await voting.ask_to_vote(ctx, step.id, NOUR)
    await room.vote(NOUR, "no")
    await counted(room)
    assert (await room.outcome()).turnout == 1


async def test_only_those_of_the_role_may_vote(ctx: Context) -> None:
    room = await polling(ctx, poll("yes_no", electors=Electors(who=Electorate.ROLE, place=77)))
    step = await room.step()
    with refused("ballot.not_of_role"):
        await voting.ballot(ctx, step.id, ALIX)
    await room.vote(replace(ALIX, role_ids=frozenset({77})), "yes")


async def test_only_those_in_the_voice_channel_may_vote(ctx: Context) -> None:
    plan = poll(
        "yes_no",
        electors=Electors(who=Electorate.VOICE, place=88),
        closes=ClosesWhen.ALL,
        quorum="1/2",
    )
    present = [ALIX.user_id, BACHIR.user_id, NOUR.user_id]
    session, step = await open_step_now(ctx, HERE, plan, NOUR, NOW, present=present)
    room = Room(ctx, session.id, NOW)
    with refused("ballot.not_in_voice"):
        await voting.ballot(ctx, step.id, CLEO)
    added = await closing.count_present(ctx, step.id, NOUR, [CLEO.user_id, NOUR.user_id])
    assert added == (1, 3), "the facilitator did not ask to vote"
    for who in PEOPLE:
        assert (await room.step()).outcome is None
        await room.vote(who, "yes")
    found = await room.outcome()
    assert (found.size, found.quorum, found.quorum_met) == (3, 2, True)


async def test_a_quorum_is_checked_over_the_whole_vote(ctx: Context) -> None:
    room = await polling(ctx, poll("yes_no", electors=SIX, quorum="2/3"))
    for who in PEOPLE:
        await room.vote(who, "yes")
    await counted(room)
    found = await room.outcome()
    assert (found.quorum, found.quorum_met, found.winners, found.chosen) == (
        4,
        False,
        (),
        None,
    )


async def test_abstentions_may_be_left_out_of_the_quorum(ctx: Context) -> None:
    room = await polling(ctx, poll("yes_no", quorum="3", abstentions_count=False))
    for who, what in zip(PEOPLE, ("yes", "yes", "abstain"), strict=True):
        await room.vote(who, what)
    await counted(room)
    assert (await room.outcome()).quorum_met is False


async def test_a_vote_closes_when_all_have_voted_those_in_the_room_included(ctx: Context) -> None:
    room = await polling(ctx, poll("approval", "a", "b", electors=SIX, closes=ClosesWhen.ALL))
    step = await room.step()
    await room.vote(ALIX, ["1"])
    await voting.change(ctx, step.id, NOUR, lambda _: ["2"], in_room=True)
    with refused("ballot.in_room_number"):
        await voting.cast(ctx, step.id, NOUR, room.now, people=0)
    await voting.cast(ctx, step.id, NOUR, room.now, people=4)
    assert (await room.step()).outcome is None
    with room.says("result 0"):
        await room.vote(BACHIR, ["1"])
    found = await room.outcome()
    assert (found.turnout, found.in_room, found.ballots) == (2, 4, 6)
    assert found.winners == (), "two secret ballots beside known ones tell too much"


async def test_a_ballot_recorded_for_the_room_can_be_taken_back(ctx: Context) -> None:
    room = await polling(ctx, poll("approval", "a", "b"))
    step = await room.step()
    await voting.change(ctx, step.id, NOUR, lambda _: ["2"], in_room=True)
    await voting.cast(ctx, step.id, NOUR, room.now, people=4)
    with refused("session.not_facilitator"):
        await voting.recorded(ctx, step.id, ALIX)
    _, (one,) = await voting.recorded(ctx, step.id, NOUR)
    await voting.unrecord(ctx, step.id, NOUR, one.id)
    with refused("ballot.nothing_cast"):
        await voting.unrecord(ctx, step.id, NOUR, one.id)
    await counted(room)
    assert (await room.outcome()).in_room == 0


async def test_a_vote_closes_at_its_timebox(ctx: Context) -> None:
    room = await polling(ctx, poll("yes_no", minutes=2, closes=ClosesWhen.TIME))
    await room.vote(ALIX, "yes")
    with room.says("result 0"):
        await room.until(NOW + timedelta(minutes=30))
    assert await room.states() == "Ow"
    assert (await room.step()).closes_at is None


@pytest.mark.parametrize("stopped_first", [True, False])
async def test_a_counted_vote_has_no_clock_to_start_again(
    ctx: Context, stopped_first: bool
) -> None:
    """Closed, then a break: nobody is told on coming back that the time is up."""
    room = await polling(ctx, poll("yes_no"))
    if stopped_first:
        await room.pause()
        await counted(room)
    else:
        await counted(room)
        await room.pause()
    room.wait(minutes=10)
    await room.resume()
    step = await room.step()
    assert (step.closes_at, step.left_seconds, await room.timers()) == (None, None, [])


@pytest.mark.parametrize("rule", [SecondRule.NONE, SecondRule.LOT])
async def test_a_tie_is_stated_and_a_lot_can_be_drawn_again(ctx: Context, rule: SecondRule) -> None:
    room = await polling(ctx, poll("approval", "a", "b", "c", tie=rule))
    for who, choice in zip(PEOPLE, (["1", "2"], ["2", "1"], ["3"]), strict=True):
        await room.vote(who, choice)
    await counted(room)
    found = await room.outcome()
    assert (found.tie, found.winners) == (True, ("1", "2"))
    if rule is SecondRule.NONE:
        assert (found.second, found.chosen) == (None, None)
        return
    assert found.second is not None
    assert found.second.seed is not None
    assert found.chosen == drawn(found.second.seed, ["2", "1"])[0]


async def test_a_tie_is_settled_by_the_facilitator_once(ctx: Context) -> None:
    room = await polling(ctx, poll("approval", "a", "b", "c", tie=SecondRule.FACILITATOR))
    for who, choice in zip(PEOPLE, (["1"], ["2"], []), strict=True):
        await room.vote(who, choice)
    await counted(room)
    step = await room.step()
    with refused("session.not_facilitator"):
        await closing.settle(ctx, step.id, ALIX, "1", room.now)
    with refused("ballot.unknown_option"):
        await closing.settle(ctx, step.id, NOUR, "3", room.now)
    with room.says("settled 0"):
        await closing.settle(ctx, step.id, NOUR, "2", room.now)
    with refused("vote.not_tied"):
        await closing.settle(ctx, step.id, NOUR, "1", room.now)
    found = await room.outcome()
    assert (found.tie, found.chosen) == (True, "2"), "the tie is still told"


async def test_a_run_off_is_voted_between_those_that_tied(ctx: Context) -> None:
    room = await polling(ctx, poll("irv", "a", "b", "c", tie=SecondRule.RUNOFF))
    for who, choice in zip(PEOPLE, ([["1"]], [["3"]], []), strict=True):
        await room.vote(who, choice)
    await counted(room)
    first = await room.step()
    await closing.run_off(ctx, first.id, NOUR, room.now)
    assert await room.states() == "cOw"
    options = (await room.ballot(ALIX)).options
    assert [option.label for option in options] == ["a", "c"]
    for who in PEOPLE:
        await room.vote(who, [["2"]])
    await counted(room)
    assert (await room.outcome()).winners == ("2",)


async def test_fewer_options_than_ticks_asked_for_hold_up_nobody(ctx: Context) -> None:
    """The recipe asks for two ticks; one of the three post-its is left, then another goes."""
    approval = vote(method="approval", min_choices=2)
    room = await Room.open(ctx, new_session(recipe(collect(), reveal(), approval, discuss())))
    await room.start()
    await room.write(CLEO, "un", "deux", "trois")
    await room.next()
    await room.next()
    await room.vote(ALIX, ["1", "2"])
    gone = {postit.number: postit.id for postit in await room.wall()}
    await collecting.withdraw(ctx, gone[2], CLEO)
    with refused("ballot.too_few"):
        await room.vote(BACHIR, ["1"])
    await collecting.withdraw(ctx, gone[3], CLEO)
    for who in (BACHIR, CLEO):
        await room.vote(who, ["1"])
    await room.next()
    found = await room.outcome(2)
    assert (found.ballots, found.turnout, found.winners) == (3, 3, ("1",))
    assert await room.states() == "cccO"


async def test_the_same_ballots_in_any_order_draw_the_same_outcome(ctx: Context) -> None:
    """What the room sees does not depend on who came first."""
    plan = poll("schulze", "a", "b", "c")
    contents: list[Content] = [[["1"], ["2"]], [["2"], ["3"]], [["1", "3"]], [["3"], ["1"], ["2"]]]
    voters = [Actor(500 + n, f"Invité·e {n}") for n in range(len(contents))]
    answers = []
    for seed in range(4):
        room = await polling(ctx, plan)
        shuffled = list(zip(voters, contents, strict=True))
        Random(seed).shuffle(shuffled)
        for who, content in shuffled:
            await room.vote(who, content)
        await counted(room)
        answers.append((await room.outcome()).answer)
        await room.end()
    assert answers == [answers[0]] * 4


async def test_what_cannot_be_marked_is_refused_and_nothing_is_kept(ctx: Context) -> None:
    room = await polling(ctx, poll("dots", "a", "b", budget=1))
    step = await room.step()
    with refused("ballot.budget"):
        await voting.change(
            ctx, step.id, ALIX, lambda b: move_dot(b.plan, {"1": 1}, b.options, 1, 1)
        )
    assert rows(ctx.database.path, "SELECT * FROM ballot_drafts") == []
