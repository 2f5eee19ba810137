"""What a server chose holds where whoever opens a session or a vote does not say."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.workshop.kinds import Vote
from bot.workshop.sessions.session import Signing
from bot.workshop.vote.methods import Ballots
from tests.discord.acting import Room, fr, rows

DAYS = "Lundi ; Mardi ; Mercredi"


async def chosen(hall: Room, **settings: Any) -> None:
    async with hall.stage.bot.ctx.database.write() as tx:
        kept = await tx.servers.get(hall.server.id)
        await tx.servers.put(replace(kept, **settings))


@pytest.mark.parametrize(
    ("usual", "said", "found"),
    [
        (None, None, "signed"),
        (Signing.MASKED, None, "masked"),
        (Signing.MASKED, "signed", "signed"),
        (Signing.SIGNED, "masked", "masked"),
    ],
)
async def test_a_session_is_signed_as_it_is_said_else_as_the_server_signs(
    hall: Room, usual: Signing | None, said: str | None, found: str
) -> None:
    await chosen(hall, signing=usual)
    options = {"signing": said} if said else {}
    opened = await hall.open("essai", **options)
    assert fr(f"check.signing.{found}") in opened.text, "the checklist stays true"
    assert [row[0] for row in rows(hall.path, "SELECT signing FROM sessions")] == [found]


async def test_a_session_of_the_catalogue_or_of_another_day_is_signed_as_the_server_signs(
    hall: Room,
) -> None:
    await chosen(hall, signing=Signing.MASKED)
    later = {"recipe": "essai", "when": "dans 48 heures"}
    await hall.lead.command(hall.channel, "session plan", **later)
    assert [row[0] for row in rows(hall.path, "SELECT signing FROM planned_sessions")] == ["masked"]
    listed = await hall.lead.command(hall.channel, "recipe list")
    one = await hall.lead.choose(
        listed, "recipes.one", str(listed.options("recipes.one")[0]["value"])
    )
    opened = await hall.lead.press(one, "recipes.open")
    assert fr("check.signing.masked") in opened.text


async def test_the_scenario_chosen_in_a_menu_keeps_how_the_server_signs(hall: Room) -> None:
    await chosen(hall, signing=Signing.MASKED)
    asked = await hall.open("backcasting")
    menu = str(asked.options("session.story")[0]["value"])
    opened = await hall.lead.choose(asked, "session.story", menu)
    assert fr("check.signing.masked") in opened.text


async def kept(hall: Room) -> Ballots:
    step = await hall.stage.step(hall.channel)
    assert step is not None
    assert isinstance(step.plan, Vote)
    return next(
        one
        for one in Ballots
        if one.settings == {"secret": step.plan.secret, "sealed": step.plan.sealed}
    )


@pytest.mark.parametrize(
    ("usual", "said", "found"),
    [
        (None, {}, Ballots.SECRET),
        (Ballots.SIGNED, {}, Ballots.SIGNED),
        (Ballots.SIGNED, {"signed": False}, Ballots.SECRET),
        (Ballots.SIGNED, {"sealed": True}, Ballots.SEALED),
        (Ballots.SECRET, {"signed": True}, Ballots.SIGNED),
        (Ballots.SEALED, {}, Ballots.SEALED),
        (Ballots.SEALED, {"sealed": False}, Ballots.SECRET),
        (Ballots.SEALED, {"signed": True}, Ballots.SIGNED),
        (Ballots.SEALED, {"signed": False}, Ballots.SECRET),
    ],
)
async def test_ballots_are_kept_as_it_is_said_else_as_the_server_votes(
    hall: Room, usual: Ballots | None, said: dict[str, bool], found: Ballots
) -> None:
    await chosen(hall, ballots=usual)
    await hall.vote("Quel jour ?", "approval", options=DAYS, **said)
    assert await kept(hall) is found
    words = {Ballots.SECRET: "vote.secret", Ballots.SEALED: "sealed.card"}
    shown = [one for one, key in words.items() if fr(key) in hall.texts[-1]]
    assert shown == [one for one in words if one is found], "the card says which"


async def test_a_proposal_is_opened_whatever_the_server_chose_for_votes(hall: Room) -> None:
    await chosen(hall, ballots=Ballots.SIGNED)
    answer = await hall.vote("On garde la salle.", "consent")
    assert fr("vote.opened_consent") in answer.text


async def test_the_form_of_the_panel_proposes_what_the_server_chose(hall: Room) -> None:
    await chosen(hall, ballots=Ballots.SIGNED)
    await hall.play("essai", "collect")
    page = await hall.prepare("yes_no", question="On garde la salle ?", minutes="5")
    form = await hall.lead.press(page, label=fr("decide.details.ballots"))
    assert form.preset["ballots"] == ["signed"]


async def test_a_budget_of_a_server_that_seals_its_ballots_is_sealed(hall: Room) -> None:
    await chosen(hall, ballots=Ballots.SEALED)
    said = {
        "money": "1000",
        "projects": "Un four : 400\nUn vélo : 300",
        "way": "ticks equal_shares",
    }
    page = await hall.prepare("budget", question="Que finance-t-on ?", minutes="5", **said)
    assert fr("sealed.card") in page.text


async def test_a_vote_of_a_recipe_keeps_its_own(hall: Room) -> None:
    await chosen(hall, ballots=Ballots.SIGNED)
    await hall.play("essai", "vote")
    assert await kept(hall) is Ballots.SECRET


async def test_a_vote_put_in_the_plan_is_as_the_server_votes(hall: Room) -> None:
    await chosen(hall, ballots=Ballots.SIGNED)
    await hall.play("essai", "collect")
    plan = await hall.lead.press(hall.panel, "plan.list")
    inserting = await hall.lead.press(plan, "plan.insert")
    here = str(inserting.options("plan.where")[0]["value"])
    form = await hall.lead.choose(
        await hall.lead.choose(inserting, "plan.where", here), "plan.kind", "vote"
    )
    said = {"question": "Où ?", "method": ["approval"], "about": "options", "minutes": "2"}
    await hall.lead.fill(form, **said, options="ici\nlà")
    assert await kept(hall) is Ballots.SIGNED
