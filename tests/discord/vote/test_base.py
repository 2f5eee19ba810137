"""Of whom a majority is: said before one votes, and in what came of it, so that nobody reads the
contrary."""

from __future__ import annotations

import json

import pytest

from bot.workshop.language import Language
from tests.discord.acting import Room, buttons, en, fr
from tests.discord.vote.test_command import answer
from tests.discord.vote.test_electors import close
from tests.discord.vote.test_results import files
from tests.tally.voting import answer as recount

QUESTION = "Adopte-t-on les nouveaux statuts ?"
DAYS = "Lundi ; Mardi ; Mercredi"
MEMBERS = fr.n("majority.people.members", 9)
HALF = fr("majority.half")


async def say(hall: Room, *choices: str) -> None:
    for rank, choice in enumerate(choices):
        await answer(hall, f"Personne {rank}", choice)


async def test_the_card_says_what_abstaining_weighs_and_the_result_what_was_needed(
    hall: Room,
) -> None:
    await hall.vote(QUESTION, "yes_no", voters=9, base="members")
    rule = fr.n("majority.card", 5, people=MEMBERS, share=HALF)
    assert rule in hall.texts[-1]
    await say(hall, "yes", "yes", "yes", "no", "abstain")
    assert rule in hall.texts[-1], "the card tells nothing of what was said"
    shown = await close(hall)
    assert fr.n("majority.rejected_though", 3, no=1, needed=5, people=MEMBERS) in shown
    assert shown.count(fr("majority.how.yes_no_left")) == 1
    assert fr.n("majority.away.members", 4) in shown
    (data,) = await files(hall, ".json")
    (vote,) = json.loads(data)["votes"]
    assert vote["settings"]["base"] == "members"
    assert vote["settings"]["members"] == vote["result"]["of"] == 9
    assert (vote["result"]["yes_needed"], vote["result"]["adopted"]) == (5, False)
    (again,) = recount(json.loads(data))["votes"]
    assert again["as_stated"] is True
    (report,) = await files(hall, ".md")
    assert fr.n("majority.rejected_though", 3, no=1, needed=5, people=MEMBERS) in report.decode()
    assert fr("majority.how.yes_no_left") in report.decode()


async def test_as_many_as_are_needed_adopt_and_no_tie_is_settled(hall: Room) -> None:
    await hall.vote(QUESTION, "yes_no", voters=4, base="present", tie="lot")
    present = fr.n("majority.people.present", 4)
    assert fr("vote.tie.lot") not in hall.texts[-1]
    await say(hall, "yes", "yes", "no", "no")
    shown = await close(hall)
    assert fr.n("majority.rejected", 2, no=2, needed=3, people=present) in shown
    await hall.vote(QUESTION, "yes_no", voters=4, base="present", majority="2/3")
    share = fr("majority.share", share="2/3")
    assert fr.n("majority.card", 3, people=present, share=share) in hall.texts[-1]
    await say(hall, "yes", "yes", "yes")
    assert fr.n("majority.adopted", 3, no=0, needed=3, people=present) in await close(hall)


async def test_more_people_than_were_said_to_be_present_are_all_counted(hall: Room) -> None:
    await hall.vote(QUESTION, "yes_no", voters=3, base="present")
    await say(hall, "yes", "yes", "no", "no")
    shown = await close(hall)
    assert fr("majority.more.present", said=3) in shown
    present = fr.n("majority.people.present", 4)
    assert fr.n("majority.rejected", 2, no=2, needed=3, people=present) in shown


async def test_a_high_share_that_more_yes_than_no_do_not_reach_is_said_to_be_so(
    hall: Room,
) -> None:
    await hall.vote(QUESTION, "yes_no", majority="2/3")
    await say(hall, "yes", "yes", "yes", "no", "no")
    shown = await close(hall)
    assert fr("majority.rejected_share", yes=3, no=2, needed=4, share="2/3") in shown


async def test_until_the_close_nothing_tells_that_the_outcome_is_certain(hall: Room) -> None:
    """Five of nine have said yes: whatever the others do, it is adopted."""
    seen = []
    for choice in ("yes", "no"):
        await hall.vote(QUESTION, "yes_no", voters=9, base="members")
        await say(hall, *[choice] * 5)
        closing = await hall.lead.press(hall.panel, "vote.close")
        seen.append((hall.texts[-1], closing.text, buttons(closing)))
        hall.panel = await hall.lead.press(closing, "vote.close_yes")
    assert seen[0] == seen[1]


async def test_all_the_options_that_a_majority_approves_are_retained(hall: Room) -> None:
    asked = {"options": DAYS, "voters": 6, "base": "members", "majority": "1/2"}
    await hall.vote("Quels jours ?", "approval", **asked)
    members = fr.n("majority.people.members", 6)
    assert fr.n("majority.threshold", 4, people=members, share=HALF) in hall.texts[-1]
    await tick(hall, "12", "12", "12", "1", "2")
    shown = await close(hall)
    options = ", ".join(fr("result.named", option=day) for day in ("Lundi", "Mardi"))
    assert fr.n("majority.retained", 2, options=options, needed=4, people=members) in shown
    assert shown.count(fr("majority.mark")) >= 2
    (data,) = await files(hall, ".json")
    (vote,) = json.loads(data)["votes"]
    assert vote["result"]["retained"] == vote["result"]["winners"] == ["1", "2"]


@pytest.mark.parametrize("sealed", [False, True])
async def test_a_blank_ballot_is_said_to_weigh_against_where_it_does(
    hall: Room, sealed: bool
) -> None:
    asked = {"options": DAYS, "majority": "1/2", "voters": 9, "sealed": sealed}
    await hall.vote("Quels jours ?", "approval", base="members", **asked)
    ada = hall.person("Ada", Language.ENGLISH)
    page = await ada.press(await ada.press(hall.card, "ballot.open"), "ballot.blank")
    assert en("majority.blank") in page.text
    receipt = await ada.press(page, "ballot.cast")
    assert f"{en('ballot.blank')} {en('majority.blank')}" in receipt.text


async def test_nothing_is_retained_where_no_option_reaches_the_majority(hall: Room) -> None:
    await hall.vote("Quels jours ?", "approval", options=DAYS, majority="3/4")
    share = fr("majority.share", share="3/4")
    assert fr("majority.threshold_cast", share=share) in hall.texts[-1]
    await tick(hall, "1", "2", "12")
    shown = await close(hall)
    cast = fr.n("majority.people.cast", 3)
    assert fr("majority.none_retained", needed=3, people=cast, most=2) in shown


async def tick(hall: Room, *ballots: str) -> None:
    for rank, ticks in enumerate(ballots):
        person = hall.person(f"Personne {rank}")
        ballot = await person.press(hall.card, "ballot.open")
        ballot = await person.choose(ballot, "ballot.tick", *ticks)
        await person.press(ballot, "ballot.cast")


@pytest.mark.parametrize(
    ("asked", "refused"),
    [
        ({"method": "yes_no", "base": "members"}, "asked.base_unknown.members"),
        ({"method": "yes_no", "base": "present"}, "asked.base_unknown.present"),
        ({"method": "approval", "options": DAYS, "base": "members"}, "asked.base_threshold"),
        ({"method": "approval", "options": DAYS, "majority": "5/4"}, "asked.bad.threshold"),
        ({"method": "dots", "options": DAYS, "base": "members"}, "asked.not_for.base"),
    ],
)
async def test_a_base_that_cannot_be_is_refused_in_a_sentence(
    hall: Room, asked: dict[str, str], refused: str
) -> None:
    lead = hall.person("Inès", Language.ENGLISH)
    answered = await lead.command(hall.channel, "vote open", question=QUESTION, **asked)
    assert answered.text == en(refused)
