"""An open vote is mended: shown first, then done on one press, and told to all; ballots that were
cast stay as was said."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bot.rehearsal.stage import Answer, Person
from bot.workshop.language import Language
from tests.discord.acting import Room, buttons, fr, ids_of, rows
from tests.discord.forging import press_id
from tests.discord.vote.test_electors import close
from tests.discord.vote.test_reminders import letters
from tests.discord.vote.test_results import files
from tests.discord.vote_sealed.seen import sealed, voting
from tests.tally.voting import answer as recount

DAYS = "Lundi ; Mardi ; Mercredi"
QUESTION = "Quel jour se revoit-on ?"
WHO = ("Awa", "Ben", "Cléo")


def quoted(words: str) -> str:
    return fr("result.named", option=words)


async def mending(hall: Room) -> Answer:
    hall.panel = await hall.lead.press(hall.panel, "lead.panel")
    return await hall.lead.press(hall.panel, "vote.mend")


async def written(hall: Room, label: str, words: str, page: Answer | None = None) -> Answer:
    """The preview of what is written in the form that a button opens."""
    form = await hall.lead.press(page or await mending(hall), label=fr(f"mend.button.{label}"))
    return await hall.lead.fill(form, words=words)


async def done(hall: Room, shown: Answer) -> Answer:
    await hall.stage.later(5)
    made = await hall.lead.press(shown, "vote.mend_yes")
    await hall.stage.later(60)
    return made


async def vote_as(hall: Room, *ballots: tuple[str, ...]) -> list[Person]:
    people = [hall.person(name) for name, _ in zip(WHO, ballots, strict=False)]
    for person, ticks in zip(people, ballots, strict=True):
        ballot = await person.press(hall.card, "ballot.open")
        await person.press(await person.choose(ballot, "ballot.tick", *ticks), "ballot.cast")
    return people


async def says_yes(hall: Room, *names: str) -> list[Person]:
    people = [hall.person(name) for name in names]
    for person in people:
        ballot = await person.press(hall.card, "ballot.open")
        await person.press(
            await person.press(ballot, label=f"👍 {fr('ballot.yes')}"), "ballot.cast"
        )
    return people


async def test_an_option_is_added_after_it_was_shown_and_everyone_is_told(hall: Room) -> None:
    await hall.vote(QUESTION, "approval", options=DAYS)
    awa, ben, _ = await vote_as(hall, ("1",), ("1",), ("2",))
    shown = await written(hall, "added", "Jeudi")
    assert fr("mend.did.added", after=quoted("Jeudi")) in shown.text
    assert fr.n("mend.cast", 3) in shown.text
    assert fr("mend.added.approval") in shown.text
    assert fr.n("mend.asked_again", 3) in shown.text
    assert "Jeudi" not in hall.texts[-1], "nothing is done yet"
    made = await done(hall, shown)
    assert fr("mend.done") in made.text
    said = fr("mend.did.added", after=quoted("Jeudi"))
    assert sum(said in text for text in hall.texts) == 2, "the card, and the message"
    assert any(fr("mend.look") in text for text in hall.texts)
    assert any(said in letter for letter in letters(awa))
    ballot = await awa.press(hall.card, "ballot.open")
    assert fr("mend.since", what=said) in ballot.text
    kept = await awa.press(ballot, "ballot.keep")
    assert fr("mend.kept") in kept.text
    assert fr("mend.keep") not in " ".join(buttons(kept))
    panel = await hall.lead.press(hall.panel, "lead.panel")
    assert fr.n("mend.to_look", 2) in panel.text
    ballot = await ben.press(hall.card, "ballot.open")
    await ben.press(await ben.choose(ballot, "ballot.tick", "1", "4"), "ballot.cast")
    result = await close(hall)
    assert said in result
    (data,) = await files(hall, ".json")
    (vote,) = json.loads(data)["votes"]
    assert vote["result"]["approvals"] == {"1": 2, "2": 1, "3": 0, "4": 1}
    (kept_of,) = vote["mended"]
    assert (kept_of["what"], kept_of["after"], kept_of["ballots"]) == ("added", "Jeudi", 3)
    (again,) = recount(json.loads(data))["votes"]
    assert again["as_stated"] is True
    (report,) = await files(hall, ".md")
    assert said in report.decode()


async def test_pressed_twice_a_change_is_done_once(hall: Room) -> None:
    await hall.vote(QUESTION, "approval", options=DAYS)
    await vote_as(hall, ("1",))
    shown = await written(hall, "added", "Jeudi")
    (yes,) = ids_of(shown, "vote.mend_yes")
    made = await done(hall, shown)
    again = await press_id(hall, hall.lead, made, yes)
    assert fr("mend.done_already") in again.text
    assert len(rows(hall.path, "SELECT * FROM vote_mendings")) == 1


async def test_what_has_moved_since_it_was_shown_is_shown_again(hall: Room) -> None:
    await hall.vote(QUESTION, "approval", options=DAYS)
    await vote_as(hall, ("1",))
    shown = await written(hall, "added", "Jeudi")
    (yes,) = ids_of(shown, "vote.mend_yes")
    page = await hall.lead.press(shown, "vote.mend")
    made = await done(hall, await written(hall, "added", "Vendredi", page))
    again = await press_id(hall, hall.lead, made, yes)
    assert fr("mend.moved") in again.text
    await done(hall, again)
    labels = rows(hall.path, "SELECT label FROM vote_options ORDER BY number")
    assert [row["label"] for row in labels][3:] == ["Vendredi", "Jeudi"]


async def option(hall: Room, number: int) -> Answer:
    return await hall.lead.choose(await mending(hall), "vote.mend_option", str(number))


async def test_an_option_taken_out_wins_nothing_and_its_dots_come_back(hall: Room) -> None:
    await hall.vote(QUESTION, "dots", options=DAYS, dots=3)
    people = [hall.person(name) for name in WHO]
    for person in people:
        ballot = await person.press(hall.card, "ballot.open")
        for number in ("1", "1", "2"):
            ballot = await person.choose(ballot, "ballot.put", number)
        await person.press(ballot, "ballot.cast")
    shown = await hall.lead.press(await option(hall, 1), "vote.mend_take")
    assert fr("mend.did.taken_out", before=quoted("Lundi")) in shown.text
    assert fr("mend.ballots.dots_back") in shown.text
    assert fr("mend.no_way_back") in shown.text
    await done(hall, shown)
    awa = people[0]
    ballot = await awa.press(hall.card, "ballot.open")
    assert fr.n("ballot.left", 2, budget=3) in ballot.text
    ballot = await awa.choose(ballot, "ballot.put", "3")
    await awa.press(ballot, "ballot.cast")
    await close(hall)
    (data,) = await files(hall, ".json")
    (vote,) = json.loads(data)["votes"]
    assert vote["result"]["totals"] == {"2": 3, "3": 1}
    assert vote["mended"][0]["before"] == "Lundi"
    (again,) = recount(json.loads(data))["votes"]
    assert again["as_stated"] is True


async def test_a_question_is_corrected_and_those_who_answered_are_asked_again(hall: Room) -> None:
    await hall.vote("On signe la chartre ?", "yes_no")
    awa, *_ = await says_yes(hall, *WHO)
    shown = await written(hall, "asked", "On signe la charte ?")
    assert fr("mend.ballots.asked") in shown.text
    await done(hall, shown)
    assert "On signe la charte ?" in hall.texts[-1] or "On signe la charte ?" in hall.texts[0]
    ballot = await awa.press(hall.card, "ballot.open")
    assert "On signe la charte ?" in ballot.text
    assert fr("mend.keep") in " ".join(buttons(ballot))
    assert "On signe la charte ?" in await close(hall)
    (report,) = await files(hall, ".md")
    assert report.decode().startswith("# On signe la charte ?")


async def test_words_are_corrected_and_ballots_keep_what_they_say(hall: Room) -> None:
    await hall.vote(QUESTION, "approval", options=DAYS)
    awa, *_ = await vote_as(hall, ("1",), ("1",), ("2",))
    page = await option(hall, 1)
    await done(hall, await written(hall, "corrected", "Lundi 4 mai", page))
    ballot = await awa.press(hall.card, "ballot.open")
    assert "☑️ `1` Lundi 4 mai" in ballot.text
    result = await close(hall)
    assert quoted("Lundi 4 mai") in result
    assert fr("mend.did.corrected", before=quoted("Lundi"), after=quoted("Lundi 4 mai")) in result


async def test_more_people_may_vote_and_what_follows_is_said(hall: Room) -> None:
    await hall.vote(QUESTION, "yes_no", voters=12, quorum="1/3", base="members")
    (awa,) = await says_yes(hall, "Awa")
    shown = await written(hall, "voters", "20")
    assert fr("mend.did.voters", before="12", after="20") in shown.text
    assert fr.n("vote.quorum", 7) in shown.text
    members = fr.n("majority.people.members", 20)
    assert fr.n("majority.card", 11, people=members, share=fr("majority.half")) in shown.text
    assert fr("mend.ballots.kept") in shown.text
    assert fr.n("mend.asked_again", 1) not in shown.text
    await done(hall, shown)
    assert letters(awa) == []
    told = await written(hall, "voters", "15")
    assert fr("mend.fewer", before=20) in told.text


async def test_no_more_people_vote_than_the_members_of_whom_a_majority_is(hall: Room) -> None:
    page = await hall.prepare("yes_no", question=QUESTION, minutes="10")
    form = await hall.lead.press(page, label=fr("decide.details.counting"))
    page = await hall.lead.amend(form, base="members", base_size="20")
    form = await hall.lead.press(page, label=fr("decide.details.who"))
    refused = await hall.lead.amend(form, voters="30")
    assert fr("asked.more_than_members", voters=30, members=20) in refused.text
    hall.panel = await hall.lead.press(page, "decide.open")
    await says_yes(hall, "Awa")
    told = await written(hall, "voters", "30")
    assert fr("asked.more_than_members", voters=30, members=20) in told.text
    hall.panel = await hall.lead.press(hall.card, "lead.panel")
    await done(hall, await written(hall, "people", "30"))
    hall.panel = await hall.lead.press(hall.card, "lead.panel")
    shown = await written(hall, "voters", "30")
    assert fr("mend.did.voters_first", after="30") in shown.text


async def test_all_that_can_be_changed_of_a_vote_has_its_button(hall: Room) -> None:
    settings = {"options": DAYS, "voters": 12, "base": "members", "majority": "1/2"}
    await hall.vote(QUESTION, "approval", **settings)
    shown = " ".join(buttons(await mending(hall)))
    for one in ("added", "asked", "voters", "people", "quorum", "end"):
        assert fr(f"mend.button.{one}") in shown


async def test_a_lower_quorum_and_an_earlier_end_are_said_to_be_so(hall: Room) -> None:
    await hall.vote(QUESTION, "yes_no", quorum="5", minutes=30)
    await says_yes(hall, "Awa")
    shown = await written(hall, "quorum", "1")
    assert fr("mend.lowers") in shown.text
    await done(hall, shown)
    said = fr("mend.did.quorum", before="5", after="1")
    (told,) = [one for one in hall.texts[1:] if said in one]
    assert fr("mend.easier") in told
    shown = await written(hall, "end", "2")
    assert fr("mend.sooner") in shown.text
    await done(hall, shown)
    assert any("avancée" in text for text in hall.texts)
    page = await hall.lead.choose(await mending(hall), "vote.mend_closes", "time")
    await done(hall, page)
    await hall.stage.later(200)
    assert hall.results


async def test_every_change_is_in_the_summary_with_the_ballots_that_there_were(hall: Room) -> None:
    await hall.vote(QUESTION, "yes_no", quorum="10", minutes=30)
    await says_yes(hall, *WHO)
    for quorum in range(9, 1, -1):
        await done(hall, await written(hall, "quorum", str(quorum)))
    result = await close(hall)
    assert fr.n("mend.history_more", 2) in result
    (report,) = await files(hall, ".md")
    text = report.decode()
    for quorum in range(9, 2, -1):
        assert fr("mend.did.quorum", before=quorum + 1, after=quorum) in text
    last = fr("mend.did.quorum", before=3, after=2)
    assert fr.n("mend.history", 3, what=last) in text
    assert text.count("bulletins alors déposés") == 1


async def test_before_anyone_votes_nobody_is_asked_anything(hall: Room) -> None:
    await hall.vote(QUESTION, "approval", options=DAYS)
    shown = await written(hall, "added", "Jeudi")
    assert fr("mend.no_ballot") in shown.text
    made = await done(hall, shown)
    assert fr("mend.done_before") in made.text
    awa, *_ = await vote_as(hall, ("4",), ("4",), ("1",))
    ballot = await awa.press(hall.card, "ballot.open")
    assert fr("mend.keep") not in " ".join(buttons(ballot))
    await close(hall)
    (data,) = await files(hall, ".json")
    assert json.loads(data)["votes"][0]["result"]["winners"] == ["4"]


@pytest.mark.parametrize(
    ("label", "words", "refused"),
    [
        ("added", "lundi", ("mend.twin", {"number": 1})),
        ("quorum", "1/2", ("asked.quorum_share", {})),
        ("end", "tôt", ("mend.minutes", {"most": 10080})),
        ("asked", QUESTION, ("mend.same", {})),
        ("voters", "peu", ("asked.bad.voters", {"most": 100_000})),
    ],
)
async def test_what_cannot_be_is_refused_and_changes_nothing(
    hall: Room, label: str, words: str, refused: tuple[str, dict[str, Any]]
) -> None:
    await hall.vote(QUESTION, "approval", options=DAYS)
    told = await written(hall, label, words)
    key, params = refused
    assert fr(key, **params) in told.text
    assert rows(hall.path, "SELECT * FROM vote_mendings") == []


async def test_two_options_at_least_stay(hall: Room) -> None:
    await hall.vote(QUESTION, "approval", options="Lundi ; Mardi")
    told = await hall.lead.press(await option(hall, 1), "vote.mend_take")
    assert fr("mend.few_options") in told.text


async def test_another_role_may_vote_too(hall: Room) -> None:
    one, two = hall.server.create_role("Conseil"), hall.server.create_role("Salarié·es")
    await hall.vote(QUESTION, "approval", options=DAYS, role=one)
    ben = hall.stage.person(hall.server, "Ben", Language.FRENCH, [two])
    told = await ben.press(hall.card, "ballot.open")
    assert fr("ballot.not_of_role", role=f"<@&{one.id}>") in told.text
    shown = await hall.lead.choose(await mending(hall), "vote.mend_role", str(two.id))
    await done(hall, shown)
    ballot = await ben.press(hall.card, "ballot.open")
    assert ids_of(ballot, "ballot.tick")


async def test_what_is_shown_and_said_is_the_same_whatever_ballots_hold(hall: Room) -> None:
    """Of a secret vote, no screen and no message tells on how many ballots an option is."""
    seen = []
    for ticks in ("1", "2"):
        await hall.vote(QUESTION, "approval", options=DAYS)
        before = len(hall.texts)
        await vote_as(hall, (ticks,), (ticks,), (ticks,))
        page = await option(hall, 1)
        shown = await hall.lead.press(page, "vote.mend_take")
        text = shown.text
        await done(hall, shown)
        panel = await hall.lead.press(hall.panel, "lead.panel")
        lines = [text, panel.text, *hall.texts[before - 1 :]]
        seen.append([re.sub(r"(<t:|channels/)[0-9/]+", "", line) for line in lines])
        hall.panel = panel
        await close(hall)
    assert seen[0] == seen[1]


async def test_a_sealed_vote_takes_no_option_once_a_ballot_is_in_the_box(tmp_path: Path) -> None:
    async with voting(tmp_path / "gommette.db", sealed()) as hall:
        awa = hall.person("Awa")
        ballot = await awa.choose(await awa.press(hall.card, "ballot.open"), "ballot.tick", "1")
        await awa.press(await awa.press(ballot, "ballot.seal"), "ballot.cast")
        hall.panel = await hall.lead.press(hall.card, "lead.panel")
        told = await written(hall, "added", "Jeudi")
        assert fr("mend.sealed") in told.text
        hall.panel = await hall.lead.press(hall.card, "lead.panel")
        shown = await written(hall, "voters", "20")
        await done(hall, shown)
        assert rows(hall.path, "SELECT kind FROM vote_mendings")[0]["kind"] == "voters"
