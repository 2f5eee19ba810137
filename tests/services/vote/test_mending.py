"""Whatever is changed of an open vote, and in whatever order: what is counted is what the ballots
say, of what still stands, and the export gives it back."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import cast

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.services import records
from bot.services.context import Context
from bot.services.vote import voting
from bot.services.vote.mending.doing import mend
from bot.services.vote.mending.looking import propose
from bot.services.vote.polls import options_of
from bot.store import Database
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Vote
from bot.workshop.sessions.permissions import Actor
from bot.workshop.vote.ballot import Content
from bot.workshop.vote.dates.slot import Slot
from bot.workshop.vote.mending.change import Change, Mend
from bot.workshop.vote.options import Option
from tests.builders import ALIX, BACHIR, CLEO, NOUR, discuss, new_session, poll, recipe
from tests.exported import as_json
from tests.services.room import Room
from tests.store.seeing import opened
from tests.tally.voting import answer as recount

PARIS = "Europe/Paris"
PEOPLE = (ALIX, BACHIR, CLEO)
DAYS = tuple(Slot.of_day(date(2031, 3, day), PARIS) for day in (3, 4, 5))
PLANS = {
    "approval": poll("approval", "Four", "Vélo", "Bancs", secret=False),
    "shared_budget": poll(
        "shared_budget", "Four", "Vélo", "Bancs", money=100, costs=("60", "50", "30"), secret=False
    ),
    "dates": poll("dates", dates=DAYS, zone=PARIS),
}
WORDS = {
    "approval": st.sampled_from(["Four", "Compost", "Arbres", "Fête"]),
    "shared_budget": st.sampled_from(
        ["Four : 40", "Four : 90", "Compost : 10,50", "Arbres (100)", "Fête - 101", "120", "60"]
    ),
    "dates": st.sampled_from(
        ["3 mars 2031 14h", "6 mars 2031", "7 mars 2031 9h-10h", "7 mars 2031 9h", "hier"]
    ),
}
OF_OPTIONS = st.sampled_from([Mend.ADDED, Mend.CORRECTED, Mend.TAKEN_OUT, Mend.MONEY])
ANSWERS = st.sampled_from(["yes", "if_need_be", "no"])


async def opened_on(database: Database, plan: Vote) -> Room:
    room = await Room.open(Context(database, Random(1)), new_session(recipe(plan, discuss())))
    await room.start()
    return room


@settings(max_examples=40)
@given(st.data(), st.sampled_from(sorted(PLANS)))
def test_any_changes_among_any_ballots_give_a_count_that_the_export_gives_back(
    data: st.DataObject, method: str
) -> None:
    with TemporaryDirectory() as folder:
        asyncio.run(_lived(Path(folder) / "gommette.db", data, method))


async def _lived(path: Path, data: st.DataObject, method: str) -> None:
    async with opened(path) as database:
        room = await opened_on(database, PLANS[method])
        step = await room.step()
        box: dict[int, dict[str, str]] = {}
        for _ in range(data.draw(st.integers(0, 8))):
            room.wait(minutes=1)
            if data.draw(st.booleans()):
                who = data.draw(st.sampled_from(PEOPLE))
                standing = [o for o in await options_of(room.ctx, step.id) if o.stands]
                box[who.user_id] = await _vote(room, who, standing, data)
            else:
                await _mend(room, step.id, box, data, WORDS[method])
        options = {o.name: o for o in await options_of(room.ctx, step.id) if o.stands}
        await room.next()
        outcome = await room.outcome(0)
        assert outcome.ballots == len(box)
        said = [set(held) for held in box.values()]
        expected = {name: sum(name in held for held in said) for name in options}
        if method == "dates":
            given_to = outcome.details["answers"].items()
            told = {name: of["yes"] + of["if_need_be"] + of["no"] for name, of in given_to}
            assert told == expected
        else:
            key = "supporters" if method == "shared_budget" else "approvals"
            assert outcome.details[key] == expected
        assert set(outcome.winners) <= set(options), "nothing that was taken out is chosen"
        if method == "shared_budget":
            plan = (await room.step(0)).plan
            assert isinstance(plan, Vote)
            assert plan.money is not None
            assert sum(options[name].cost or 0 for name in outcome.funded) <= plan.money * 100
        document = json.loads(as_json(await records.record(room.ctx, room.session_id)))
        (again,) = recount(document)["votes"]
        assert again["as_stated"] is True


async def _vote(
    room: Room, who: Actor, options: Sequence[Option], data: st.DataObject
) -> dict[str, str]:
    """What someone says of some options, once it is in the box."""
    names = data.draw(st.sets(st.sampled_from([one.name for one in options])))
    said = {name: data.draw(ANSWERS) for name in sorted(names)}
    dated = options[0].slot is not None
    await room.vote(who, cast(Content, said if dated else sorted(said, key=int)))
    return said


async def _mend(
    room: Room,
    step_id: int,
    box: dict[int, dict[str, str]],
    data: st.DataObject,
    words: st.SearchStrategy[str],
) -> None:
    """Do a change, where it can be done; what it takes from ballots leaves those of `box`."""
    change = Change(
        kind=data.draw(OF_OPTIONS), number=data.draw(st.integers(1, 5)), text=data.draw(words)
    )
    try:
        shown = await propose(room.ctx, step_id, NOUR, change, room.now)
    except Refusal:
        return
    await mend(room.ctx, step_id, NOUR, shown.draft, shown.seen, room.now)
    if change.kind is Mend.TAKEN_OUT or shown.made.forgets:
        for held in box.values():
            held.pop(str(change.number), None)


async def test_an_option_is_taken_out_of_a_sealed_vote_while_ballots_are_prepared(
    ctx: Context,
) -> None:
    room = await opened_on(ctx.database, poll("approval", "Four", "Vélo", "Bancs", sealed=True))
    step = await room.step()
    await voting.change(ctx, step.id, ALIX, lambda _: ["1", "2"])
    shown = await propose(ctx, step.id, NOUR, Change(kind=Mend.TAKEN_OUT, number=1), room.now)
    await mend(ctx, step.id, NOUR, shown.draft, shown.seen, room.now)
    assert (await room.ballot(ALIX)).content == ["2"]
