"""Once the ballots of a shared budget are deleted, nothing stays of what one or two people had."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import catalogue
from bot.reports.markdown import markdown
from bot.services import records
from bot.services.context import Context
from bot.services.keeping.purging import purge
from bot.workshop.language import Language
from bot.workshop.sessions.permissions import Actor
from bot.workshop.vote.document import document
from bot.workshop.vote.outcome import Outcome
from bot.workshop.vote.written import written_options
from tests.builders import ALIX, BACHIR, CLEO, discuss, new_session, poll, recipe
from tests.exported import as_json
from tests.services.room import Room
from tests.tally.voting import answer as recount

FR = catalogue(Language.FRENCH)
COSTS = ("600", "400", "400", "1200")
NAMES = ("Four", "Vélo", "Bancs", "Verger")
# As in tests/tally: of the two who buy the second project one has 100 left, the other 300.
BALLOTS = (["1", "2"], ["1", "4"], ["1", "3"], ["2", "3"])
PEOPLE = (ALIX, BACHIR, CLEO, Actor(9, "Dora"))
PLAN = poll("shared_budget", *NAMES, money=1200, costs=COSTS)


async def shared(ctx: Context) -> Room:
    room = await Room.open(ctx, new_session(recipe(PLAN, discuss())))
    await room.start()
    for who, ticks in zip(PEOPLE, BALLOTS, strict=True):
        await room.vote(who, ticks)
    await room.next()
    await room.end()
    return room


async def exported(room: Room) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(as_json(await records.record(room.ctx, room.session_id)))
    return found


async def test_what_few_had_left_goes_with_the_ballots(ctx: Context) -> None:
    room = await shared(ctx)
    (before,) = (await exported(room))["votes"]
    assert any("had" in one for one in before["result"]["equal_shares"]["short"])
    async with ctx.database.write() as tx:
        await purge(tx, room.session_id, room.now)
    data = await exported(room)
    (vote,) = data["votes"]
    assert vote["ballots_withheld"] == "deleted"
    result = vote["result"]
    assert result["winners"] == before["result"]["winners"], "what was decided stays"
    check_few(result, result["supporters"])
    assert "as_stated" not in recount(data)["votes"][0], "nothing is left to recount it from"
    text = markdown(await records.record(ctx, room.session_id), FR)
    assert FR.n("budget.paid_together", 2)[1:] in text
    assert FR("budget.had_few", cost="1\u202f200\xa0€")[1:] in text


def check_few(details: Any, supporters: dict[str, int]) -> None:
    """Check that no figure is of one or two people alone."""
    shared = details["equal_shares"]
    for one in shared["short"]:
        assert "had" not in one or supporters[one["project"]] not in (1, 2)
    for one in shared["bought"]:
        if one.get("all_they_had") == 0:
            continue  # all have paid as much: a share of the cost
        assert "all_they_had" not in one or min(one["all_they_had"], one["in_full"] or 3) > 2
        assert "each" not in one or supporters[one["project"]] > 2


TICKS = st.lists(st.sets(st.sampled_from("1234")).map(sorted), min_size=3, max_size=8)


@given(TICKS)
def test_whoever_supports_what_nothing_that_stays_is_of_few(ballots: Sequence[list[str]]) -> None:
    options = written_options(PLAN, Language.FRENCH)
    vote = document(PLAN, Language.FRENCH, options, [(1, one) for one in ballots], None)
    outcome = Outcome.count(PLAN, vote, turnout=len(ballots))
    kept = outcome.forgotten()
    check_few(kept.details, kept.details["supporters"])
    assert (kept.winners, kept.ranking) == (outcome.winners, outcome.ranking)
    assert kept.funded == outcome.funded
    assert kept.forgotten() == kept
