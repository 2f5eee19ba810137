"""Strong resistances are asked for their reason: beside the ballot, read with the result."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.rehearsal.stage import Answer, Person, found, text_of
from bot.workshop.language import Language
from bot.workshop.sessions.recipe import Recipe
from bot.workshop.vote.methods import VoteOn
from bot.workshop.vote.step import Wording
from tests.builders import both, discuss, titled, vote
from tests.discord.acting import Room, all_of, en, fr, ids_of, room, rows
from tests.discord.forging import send_form
from tests.discord.vote.test_electors import close
from tests.discord.vote.test_mending import done, mending
from tests.discord.vote.test_results import files

WRITTEN = {
    "question": "Que fait-on de la salle le dimanche ?",
    "options": "L'ouvrir à tout le quartier\nLa louer\nEn faire un café",
    "minutes": "10",
}
OPEN, RENT, CAFE, NOTHING = "1", "2", "3", "4"


async def cast(hall: Room, person: Person, **given: str) -> Answer:
    """Someone gives resistances and puts the ballot in the box; their receipt."""
    ballot = await person.press(hall.card, "ballot.open")
    ballot = await person.fill(await person.press(ballot, "ballot.form"), **given)
    return await person.press(ballot, "ballot.cast")


async def say(person: Person, shown: Answer, **texts: str) -> Answer:
    """Someone says why, in the form that a ballot in the box offers."""
    return await person.fill(await person.press(shown, "reason.say"), **texts)


def told(hall: Room) -> str:
    """What the room reads of strong resistances; empty where it reads nothing."""
    texts = [text_of(message) for message in hall.stage.messages(hall.channel)]
    return next((text for text in texts if f"## {fr('result.reasons')}" in text), "")


async def test_whoever_resists_strongly_is_asked_once_their_ballot_is_in_the_box(
    hall: Room,
) -> None:
    await hall.decide("resistance", **WRITTEN)
    assert fr("vote.resistance_reasons", strong=8) in text_of(hall.card)
    awa, ben = hall.person("Awa"), hall.person("Ben", Language.ENGLISH)
    # To decide nothing is no proposal: nobody reworks it.
    receipt = await cast(hall, awa, **{OPEN: "7", RENT: "0", CAFE: "7", NOTHING: "10"})
    assert not found(receipt, "reason.say")
    receipt = await cast(hall, ben, **{OPEN: "8", RENT: "0", CAFE: "10", NOTHING: "5"})
    assert en.n("resistance.reason.asked", 2, strong=8) in receipt.text
    form = await ben.press(receipt, "reason.say")
    assert {part["component"]["custom_id"] for part in (form.form or {})["components"]} == {
        OPEN,
        CAFE,
    }
    kept = await ben.fill(form, **{OPEN: "", CAFE: "Une cuisine fermée à clé"})
    assert en("resistance.reason.kept", strong=8) in kept.text
    assert "Une cuisine fermée à clé" in kept.text
    # It is found again with the ballot, to be changed or emptied.
    ballot = await ben.press(kept, "ballot.open")
    assert "Une cuisine fermée à clé" in ballot.text
    emptied = await say(ben, ballot, **{OPEN: "", CAFE: ""})
    assert en("resistance.reason.none_now") in emptied.text
    assert rows(hall.path, "SELECT reasons FROM cast_ballots WHERE reasons IS NOT NULL") == []


async def voted(hall: Room, **written: Any) -> Sequence[Person]:
    """Four people have voted, two say why they resist; the vote is open."""
    await hall.decide("resistance", **{**WRITTEN, **written})
    people = [hall.person(name) for name in ("Awa", "Ben", "Chloé", "Dries")]
    for person, given in zip(people, ("9", "10", "0", "3"), strict=True):
        receipt = await cast(hall, person, **{OPEN: given, RENT: "1", CAFE: "2", NOTHING: "5"})
        if given in ("9", "10"):
            await say(person, receipt, **{OPEN: f"Pas le matin, dit @everyone {given} `fois`"})
    return people


async def test_reasons_are_read_with_the_result_each_under_its_proposal_of_nobody(
    hall: Room,
) -> None:
    people = await voted(hall)
    assert "Pas le matin" not in " ".join(hall.texts)
    await close(hall)
    shown = told(hall)
    assert "**`1` L'ouvrir à tout le quartier** — " + fr.n("result.resistance.strong", 2) in shown
    for given in ("9", "10"):
        assert shown.count(f"dit @\u200beveryone {given} \\`fois\\`") == 1
    assert not any(person.name in shown for person in people)
    assert fr("result.reasons_next_borne", option="«\xa0La louer\xa0»") in shown
    kept = rows(hall.path, "SELECT voter_id, voter_name, in_room FROM resistance_reasons")
    assert {tuple(row) for row in kept} == {(None, None, 0)}
    (report,) = await files(hall, ".md")
    assert fr("report.vote.reasons", strong=8) in report.decode()
    (data,) = await files(hall, ".json")
    (vote,) = json.loads(data)["votes"]
    assert len(vote["reasons"]) == 2
    assert {(one["option"], one["author"]) for one in vote["reasons"]} == {("1", None)}


async def test_of_a_signed_vote_each_reason_has_its_author(hall: Room) -> None:
    page = await hall.prepare("resistance", **WRITTEN)
    form = await hall.lead.press(page, label=fr("decide.details.ballots"))
    hall.panel = await hall.lead.amend(form, ballots="signed")
    hall.panel = await hall.lead.press(hall.panel, "decide.open")
    awa, ben = hall.person("Awa"), hall.person("*Ben*")
    receipt = await cast(hall, awa, **{OPEN: "8", RENT: "1", CAFE: "2", NOTHING: "5"})
    assert fr.n("resistance.reason.asked_signed", 1, strong=8) in receipt.text
    await say(awa, receipt, **{OPEN: "Pas le matin"})
    receipt = await cast(hall, ben, **{OPEN: "9", RENT: "1", CAFE: "2", NOTHING: "5"})
    await say(ben, receipt, **{OPEN: "Avec un gardien"})
    mine = rows(hall.path, "SELECT reasons FROM cast_ballots WHERE reasons IS NOT NULL")
    assert len(mine) == 2
    await close(hall)
    shown = told(hall)
    assert "- Pas le matin (Awa)" in shown
    assert "- Avec un gardien (\\*Ben\\*)" in shown
    (data,) = await files(hall, ".json")
    (vote,) = json.loads(data)["votes"]
    assert {one["author"] for one in vote["reasons"]} == {"Awa", "*Ben*"}
    kept = {row["voter_id"] for row in rows(hall.path, "SELECT voter_id FROM resistance_reasons")}
    assert kept == {awa.id, ben.id}


async def test_what_is_not_resisted_any_more_is_not_read_and_comes_back_with_it(hall: Room) -> None:
    people = await voted(hall)
    awa, ben = people[:2]
    lower = await cast(hall, awa, **{OPEN: "7", RENT: "1", CAFE: "2", NOTHING: "5"})
    assert fr("resistance.reason.aside", strong=8) in lower.text
    assert not found(lower, "reason.say")
    again = await cast(hall, awa, **{OPEN: "9", RENT: "1", CAFE: "2", NOTHING: "5"})
    assert fr("resistance.reason.kept", strong=8) in again.text
    await cast(hall, awa, **{OPEN: "7", RENT: "1", CAFE: "2", NOTHING: "5"})
    # With the ballot, what was said beside it leaves; a ballot cast anew says nothing.
    ballot = await ben.press(hall.card, "ballot.open")
    gone = await ben.press(ballot, "ballot.withdraw")
    assert fr("resistance.reason.withdrawn") in gone.text
    receipt = await cast(hall, ben, **{OPEN: "10", RENT: "1", CAFE: "2", NOTHING: "5"})
    assert "Pas le matin" not in receipt.text
    await close(hall)
    shown = told(hall)
    assert "Pas le matin" not in shown
    assert fr("result.reasons_none") in shown
    assert rows(hall.path, "SELECT 1 FROM resistance_reasons") == []


async def test_under_three_votes_of_a_secret_vote_no_reason_is_kept(hall: Room) -> None:
    await hall.decide("resistance", **WRITTEN)
    for name in ("Awa", "Ben"):
        person = hall.person(name)
        receipt = await cast(hall, person, **{OPEN: "9", RENT: "1", CAFE: "2", NOTHING: "5"})
        await say(person, receipt, **{OPEN: "Pas le matin"})
    await close(hall)
    assert not told(hall)
    assert "Pas le matin" not in " ".join(hall.texts)
    assert rows(hall.path, "SELECT 1 FROM resistance_reasons") == []
    (report,) = await files(hall, ".md")
    (data,) = await files(hall, ".json")
    assert b"Pas le matin" not in report + data


async def test_what_is_mended_meanwhile_is_said_of_the_reasons_too(hall: Room) -> None:
    people = await voted(hall)
    await say(people[0], await people[0].press(hall.card, "ballot.open"), **{OPEN: "Trop de bruit"})
    page = await mending(hall)
    chosen = await hall.lead.choose(page, "vote.mend_option", OPEN)
    form = await hall.lead.press(chosen, label=fr("mend.button.corrected"))
    await done(hall, await hall.lead.fill(form, words="L'ouvrir le samedi"))
    ballot = await people[0].press(hall.card, "ballot.open")
    assert fr("resistance.reason.earlier_mine") in ballot.text
    kept = await say(people[1], await people[1].press(hall.card, "ballot.open"), **{OPEN: "Neuf"})
    assert fr("resistance.reason.earlier_mine") not in kept.text
    await close(hall)
    shown = told(hall)
    assert f"- Trop de bruit ({fr('result.reason_earlier')})" in shown
    assert "- Neuf\n" in shown
    (data,) = await files(hall, ".json")
    (vote,) = json.loads(data)["votes"]
    said = {one["text"]: one["earlier"] for one in vote["reasons"]}
    assert said == {"Trop de bruit": True, "Neuf": False}


async def test_of_a_proposal_that_was_taken_out_no_reason_is_read(hall: Room) -> None:
    people = await voted(hall)
    page = await mending(hall)
    chosen = await hall.lead.choose(page, "vote.mend_option", OPEN)
    await done(hall, await hall.lead.press(chosen, label=fr("mend.button.taken_out")))
    ballot = await people[0].press(hall.card, "ballot.open")
    assert "Pas le matin" not in ballot.text
    await close(hall)
    assert not told(hall), "nothing is resisted strongly any more"
    assert rows(hall.path, "SELECT 1 FROM resistance_reasons") == []


async def test_a_form_that_comes_late_says_that_nothing_was_kept_and_gives_it_back(
    hall: Room,
) -> None:
    people = await voted(hall)
    form = await people[0].press(await people[0].press(hall.card, "ballot.open"), "reason.say")
    await close(hall)
    answer = await people[0].fill(form, **{OPEN: "Une raison tardive"})
    assert fr("resistance.reason.closed") in answer.text
    assert "Une raison tardive" in answer.text
    assert rows(hall.path, "SELECT 1 FROM resistance_reasons WHERE text LIKE '%tardive%'") == []


async def test_whoever_asks_for_the_form_too_late_reads_nothing_of_what_they_said_before(
    hall: Room,
) -> None:
    people = await voted(hall)
    ballot = await people[0].press(hall.card, "ballot.open")
    await close(hall)
    answer = await people[0].press(ballot, "reason.say")
    assert answer.text == fr("resistance.reason.over")
    assert "Pas le matin" in told(hall)


async def test_a_form_for_what_is_not_resisted_any_more_changes_nothing(hall: Room) -> None:
    people = await voted(hall)
    form = await people[0].press(await people[0].press(hall.card, "ballot.open"), "reason.say")
    await cast(hall, people[0], **{OPEN: "2", RENT: "1", CAFE: "2", NOTHING: "5"})
    answer = await people[0].fill(form, **{OPEN: "Trop tard"})
    assert fr("resistance.reason.not_strong", strong=8) in answer.text
    assert "Trop tard" in answer.text, "it is given back"


async def test_a_sealed_vote_asks_nobody_and_says_so(hall: Room) -> None:
    page = await hall.prepare("resistance", **WRITTEN)
    assert fr("vote.resistance_reasons", strong=8) in page.text
    form = await hall.lead.press(page, label=fr("decide.details.ballots"))
    page = await hall.lead.amend(form, ballots="sealed")
    assert fr("vote.resistance_sealed") in page.text
    hall.panel = await hall.lead.press(page, "decide.open")
    for name in ("Awa", "Ben", "Chloé"):
        person = hall.person(name)
        ballot = await person.press(hall.card, "ballot.open")
        ballot = await person.fill(
            await person.press(ballot, "ballot.form"),
            **{OPEN: "9", RENT: "1", CAFE: "2", NOTHING: "5"},
        )
        asked = await person.press(ballot, "ballot.seal")
        receipt = await person.press(asked, "ballot.cast")
        assert not found(receipt, "reason.say")
    await close(hall)
    assert fr("result.reasons_sealed") in told(hall)


async def test_whoever_votes_last_is_asked_too_before_the_vote_is_counted(hall: Room) -> None:
    options = "L'ouvrir ; La louer ; En faire un café"
    await hall.vote("Le dimanche ?", "resistance", options=options, voters=3, close="all")
    people = [hall.person(name) for name in ("Awa", "Ben", "Chloé")]
    for person in people:
        receipt = await cast(hall, person, **{OPEN: "9", RENT: "1", CAFE: "2", NOTHING: "5"})
    assert fr("resistance.reason.soon") in receipt.text
    await hall.stage.later(6)
    assert fr("resistance.reason.soon") in text_of(hall.card)
    # One who takes theirs back is waited for again; then all have voted once more.
    await people[0].press(await people[0].press(hall.card, "ballot.open"), "ballot.withdraw")
    await hall.stage.later(120)
    assert not told(hall)
    await cast(hall, people[0], **{OPEN: "9", RENT: "1", CAFE: "2", NOTHING: "5"})
    await say(
        people[2], await people[2].press(hall.card, "ballot.open"), **{OPEN: "Le mot de la fin"}
    )
    await hall.stage.later(60)
    assert not told(hall)
    await hall.stage.later(60)
    assert "- Le mot de la fin" in told(hall)


async def test_whoever_leads_notes_why_people_in_the_room_resist(hall: Room) -> None:
    await voted(hall)
    ballot = await hall.lead.press(hall.panel, "lead.panel")
    ballot = await hall.lead.press(ballot, label=fr("button.room_ballot"))
    form = await hall.lead.press(ballot, "ballot.form")
    ballot = await hall.lead.fill(form, **{OPEN: "0", RENT: "10", CAFE: "0", NOTHING: "0"})
    receipt = await hall.lead.press(ballot, "room.one")
    assert fr.n("resistance.reason.asked_room", 1, strong=8) in receipt.text
    noted = await hall.lead.fill(
        await hall.lead.press(receipt, "room.why"), **{RENT: "Pas à n'importe qui"}
    )
    assert "Pas à n'importe qui" in noted.text
    await close(hall)
    assert "- Pas à n'importe qui\n" in told(hall)


async def test_a_reason_of_a_ballot_that_was_taken_back_for_the_room_leaves_with_it(
    hall: Room,
) -> None:
    await voted(hall)
    panel = await hall.lead.press(hall.panel, "lead.panel")
    ballot = await hall.lead.press(panel, label=fr("button.room_ballot"))
    form = await hall.lead.press(ballot, "ballot.form")
    ballot = await hall.lead.fill(form, **{OPEN: "0", RENT: "10", CAFE: "0", NOTHING: "0"})
    receipt = await hall.lead.press(ballot, "room.one")
    form = await hall.lead.press(receipt, "room.why")
    noted = await hall.lead.fill(form, **{RENT: "Pas à n'importe qui"})
    form = await hall.lead.press(noted, "room.why")
    listed = await hall.lead.press(await hall.lead.press(noted, "ballot.open"), "room.list")
    (one,) = listed.options("room.take")
    await hall.lead.choose(listed, "room.take", str(one["value"]))
    late = await hall.lead.fill(form, **{RENT: "Encore"})
    assert fr("room.gone") in late.text
    await close(hall)
    assert "n'importe qui" not in told(hall)


async def test_many_long_reasons_fit_in_a_message_and_are_all_in_the_summary(hall: Room) -> None:
    options = "\n".join(f"Une proposition {n} " + "qui dure " * 8 for n in range(1, 11))
    await hall.decide("resistance", **{**WRITTEN, "options": options})
    people = [hall.person(f"Personne {rank}") for rank in range(12)]
    for rank, person in enumerate(people):
        ballot = await person.press(hall.card, "ballot.open")
        for _ in range(3):
            form = await person.press(ballot, "ballot.form")
            asked = [p["component"]["custom_id"] for p in (form.form or {})["components"]]
            ballot = await person.fill(form, **dict.fromkeys(asked, "9"))
        receipt = await person.press(ballot, "ballot.cast")
        assert len(ids_of(receipt, "reason.say")) in (2, 3)
        for part in ids_of(receipt, "reason.say"):
            form = await person.press(receipt, custom_id=part)
            asked = [p["component"]["custom_id"] for p in (form.form or {})["components"]]
            written = {name: f"{rank}-{name} ```<@1> **" + "é" * 270 for name in asked}
            receipt = await person.fill(form, **written)
    await close(hall)
    shown = told(hall)
    assert 0 < len(shown) <= 4000
    assert fr.n("result.reasons_more", 12) in shown
    assert "<@1>" not in shown
    assert "```" not in shown
    (report,) = await files(hall, ".md")
    assert report.decode().count("é" * 270) == 120


async def test_what_comes_next_never_says_to_do_what_is_better_left_undone(hall: Room) -> None:
    await hall.decide("resistance", **WRITTEN)
    for name in ("Awa", "Ben", "Chloé"):
        await cast(hall, hall.person(name), **{OPEN: "9", RENT: "7", CAFE: "9", NOTHING: "1"})
    dries = hall.person("Dries")
    blank = await dries.press(await dries.press(hall.card, "ballot.open"), "ballot.blank")
    assert fr("resistance.ballot.blank") in blank.text, "no 0 is given by a ballot left empty"
    await dries.press(blank, "ballot.cast")
    await close(hall)
    assert fr("result.reasons_next_undone") in told(hall)
    assert "La louer" not in told(hall)


@pytest.mark.parametrize("long", [301, 900])
async def test_a_reason_that_is_too_long_is_given_back(hall: Room, long: int) -> None:
    people = await voted(hall)
    offered = await people[0].press(hall.card, "ballot.open")
    (step,) = [one.split(":")[1] for one in ids_of(offered, "reason.say")]
    answer = await send_form(hall, people[0], f"reason.said:{step}", {OPEN: "a" * long})
    assert fr("text.too_long", length=long, limit=300) in answer.text
    kept = rows(hall.path, "SELECT reasons FROM cast_ballots WHERE reasons IS NOT NULL")
    assert "aaa" not in str([row["reasons"] for row in kept])


def of_saturday(*, secret: bool) -> Recipe:
    asked = vote(
        method="resistance",
        on=VoteOn.OPTIONS,
        question=both("Que fait-on ?"),
        options=tuple(Wording(fr=name, en=name) for name in ("Ouvrir", "Louer")),
        secret=secret,
    )
    return Recipe(title=titled("Samedi"), purpose=both("Choisir."), steps=(asked, discuss()))


@asynccontextmanager
async def in_a_session(
    path: Path, *, secret: bool = True
) -> AsyncIterator[tuple[Room, Sequence[Person]]]:
    """A session that goes on after its vote: three have said why they resist."""
    recipe = of_saturday(secret=secret)
    async with room(path / "gommette.db", {"samedi": recipe}) as hall:
        await hall.play("samedi", "vote")
        people = [hall.person(name) for name in ("Awa", "Ben", "Chloé")]
        for rank, person in enumerate(people):
            receipt = await cast(hall, person, **{"1": "9", "2": "1", "3": "5"})
            await say(person, receipt, **{"1": f"La raison {rank}"})
        await hall.steer("vote.close")
        await hall.steer("vote.close_yes")
        await hall.stage.later(10)
        yield hall, people


async def test_a_reason_can_be_hidden_and_leaves_the_message_and_the_reports(
    tmp_path: Path,
) -> None:
    async with in_a_session(tmp_path) as (hall, _):
        assert "- La raison 1" in told(hall)
        panel = await hall.lead.press(hall.panel, "lead.panel")
        listed = await hall.lead.press(panel, "hide.list")
        listed = await hall.lead.press(listed, label=fr("button.hide.reason"))
        assert fr("hide.of_nobody") in listed.text
        (one,) = [o for o in listed.options("hide.pick") if o["label"] == "La raison 1"]
        picked = await hall.lead.choose(listed, "hide.pick", str(one["value"]))
        hidden = await hall.lead.fill(
            await hall.lead.press(picked, "hide.why"), reason="Trop personnel"
        )
        assert fr("hide.done_nobody") in hidden.text
        await hall.stage.later(10)
        assert "La raison 1" not in told(hall)
        assert "- La raison 0" in told(hall)
        back = await hall.lead.press(hidden, "hide.undo")
        assert fr("hide.undone_reason") in back.text
        await hall.stage.later(10)
        assert "- La raison 1" in told(hall)
        await hall.lead.fill(await hall.lead.press(back, "hide.why"), reason="")
        hall.panel = await hall.lead.press(back, "lead.panel")
        await hall.end()
        (report,) = await files(hall, ".md")
        assert "La raison 1" not in report.decode()
        assert "La raison 2" in report.decode()


async def test_raw_data_that_leaves_takes_the_reasons_along(tmp_path: Path) -> None:
    async with in_a_session(tmp_path) as (hall, _):
        await hall.end()
        assert len(rows(hall.path, "SELECT 1 FROM resistance_reasons")) == 3
        await hall.stage.later(91 * 86400)
        assert rows(hall.path, "SELECT 1 FROM resistance_reasons") == []
        assert rows(hall.path, "SELECT 1 FROM resistance_messages") == []


@pytest.mark.parametrize("remove", [False, True])
async def test_my_data_hold_what_i_said_in_a_signed_vote_and_let_it_go(
    tmp_path: Path, remove: bool
) -> None:
    async with in_a_session(tmp_path, secret=False) as (hall, people):
        awa = people[0]
        assert "- La raison 0 (Awa)" in told(hall)
        shown = await awa.command(hall.channel, "privacy")
        given = await awa.press(shown.shown, "privacy.file")
        content = [(await one.read()).decode() for one in given.shown.attachments]
        assert all("La raison 0" in one and "La raison 1" not in one for one in content)
        asked = await awa.press(shown.shown, "privacy.ask")
        label = "button.privacy_remove" if remove else "button.privacy_unname"
        confirmed = await awa.press(asked.shown, label=fr(label))
        await awa.press(confirmed.shown, "privacy.erase")
        await hall.stage.later(10)
        assert "(Awa)" not in told(hall)
        assert ("La raison 0" in told(hall)) is not remove
        assert "- La raison 1 (Ben)" in told(hall)


async def test_whoever_wrote_a_reason_in_a_signed_vote_is_told_that_it_is_hidden(
    tmp_path: Path,
) -> None:
    async with in_a_session(tmp_path, secret=False) as (hall, people):
        panel = await hall.lead.press(hall.panel, "lead.panel")
        listed = await hall.lead.press(panel, "hide.list")
        listed = await hall.lead.press(listed, label=fr("button.hide.reason"))
        assert fr("hide.of_nobody") not in listed.text
        (one,) = [o for o in listed.options("hide.pick") if o["label"] == "La raison 1"]
        picked = await hall.lead.choose(listed, "hide.pick", str(one["value"]))
        hidden = await hall.lead.fill(await hall.lead.press(picked, "hide.why"), reason="")
        assert fr("hide.done") in hidden.text
        _, notice = all_of(await people[1].press(hall.card, "session.where"))
        assert "La raison 1" in notice
