"""A sealed vote is chosen among the settings of a vote, or in the command."""

from __future__ import annotations

import pytest

from bot.workshop.kinds import Vote
from tests.builders import vote
from tests.discord.acting import Room, buttons, fr
from tests.discord.vote_sealed.seen import cast


async def plan(hall: Room) -> Vote:
    step = await hall.stage.step(hall.channel)
    assert step is not None
    assert isinstance(step.plan, Vote)
    return step.plan


async def test_it_is_chosen_on_the_workbench_and_undone_there(hall: Room) -> None:
    page = await hall.prepare("yes_no", question="On garde la salle ?", minutes="10")
    assert fr("vote.secret") in page.text
    for kept, secret, sealed in (("sealed", True, True), ("signed", False, False)):
        form = await hall.lead.press(page, label=fr("decide.details.ballots"))
        page = await hall.lead.amend(form, ballots=kept)
        assert (fr("sealed.card") in page.text) is sealed
        assert (fr("vote.signed_quick") in page.text) is not secret
    form = await hall.lead.press(page, label=fr("decide.details.ballots"))
    page = await hall.lead.amend(form, ballots="sealed")
    hall.panel = await hall.lead.press(page, "decide.open")
    assert ((await plan(hall)).sealed, (await plan(hall)).secret) == (True, True)
    receipt = await cast(hall, hall.person("Ada"))
    assert fr("sealed.once") in receipt.text
    assert buttons(receipt) == []


async def test_the_command_opens_one(hall: Room) -> None:
    options = {"question": "On garde la salle ?", "method": "yes_no"}
    told = await hall.lead.command(hall.channel, "vote open", **options, sealed=True, signed=True)
    assert fr("asked.sealed_signed") in told.text
    await hall.lead.command(hall.channel, "vote open", **options, sealed=True)
    assert (await plan(hall)).sealed
    assert fr("sealed.card") in hall.texts[-1]


@pytest.mark.parametrize("secret", [True, False])
def test_a_recipe_that_says_both_is_refused(secret: bool) -> None:
    if secret:
        assert vote(sealed=True).sealed
    else:
        with pytest.raises(ValueError, match="sealed"):
            vote(sealed=True, secret=False)
