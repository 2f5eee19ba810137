"""Consent of people in the room: counted with the others, an objection of theirs blocks."""

from __future__ import annotations

import json

import pytest

from bot.rehearsal.stage import Answer, message_of
from bot.workshop.consent.proposal import Stage
from tests.discord.acting import Room, fr, ids_of, options, rows
from tests.discord.consent.test_round import CONCERN, CONSENT, OBJECTION, amend, decide, say, to
from tests.discord.forging import press_id, send_form
from tests.discord.in_room.test_number import opened, posted, said

Fields = dict[str, str | list[str]]

TEXT = "Ouvrir la halle le samedi matin."


async def asked(hall: Room, expected: int, in_room: int, **options: str) -> None:
    """A proposal that waits for so many answers, put to the room where some have no Discord."""
    await hall.play("essai", "collect", **options)
    await said(hall, in_room)
    await hall.vote(TEXT, "consent", voters=expected)
    await to(hall, Stage.OBJECTIONS)


async def theirs(hall: Room) -> Answer:
    """The answers of the room, opened from its page."""
    return await hall.lead.press(await opened(hall), "consent.room")


async def count(hall: Room, shown: Answer, consent: int, aside: int = 0) -> Answer:
    form = await hall.lead.press(shown, "consent.room_count")
    told = await hall.lead.fill(form, consent=str(consent), aside=str(aside))
    await hall.stage.later(6)
    return told


async def note(hall: Room, shown: Answer, rank: int, words: str) -> Answer:
    """Write down the words of someone in the room."""
    (found,) = [i for i in ids_of(shown, "consent.room_word") if i.endswith(f":{rank}")]
    form = await hall.lead.press(message_of(shown), custom_id=found)
    told = await hall.lead.fill(form, words=words)
    await hall.stage.later(6)
    return told


@pytest.mark.parametrize("signing", ["signed", "masked"])
async def test_a_proposal_that_waits_for_the_room_is_adopted_once_the_room_answered(
    hall: Room, signing: str
) -> None:
    people = [hall.person(name) for name in ("Awa", "Ben", "Chloé")]
    await asked(hall, 8, 5, signing=signing)
    for person in people:
        await say(person, hall.card, CONSENT)
    assert fr("consent.missing", missing=5, expected=8) in (await decide(hall)).text
    told = await count(hall, await theirs(hall), 3, 1)
    assert fr.n("consent.room.answered", 4, said=5) in told.text
    assert fr("consent.missing", missing=1, expected=8) in (await decide(hall)).text
    told = await note(hall, await theirs(hall), OBJECTION, "trop tôt pour le marché")
    assert fr("consent.room.kept.objection") in told.text
    assert fr.n("consent.answers_expected", 8, expected=8) in hall.texts[-1]
    signed = f" — *{fr('in_room.signature')}*" if signing == "signed" else ""
    assert f"✋ trop tôt pour le marché{signed}\n" in hall.texts[-1] + "\n"
    assert fr("consent.objection_stands", count=1) in (await decide(hall)).text
    shown = await theirs(hall)
    (one,) = options(shown, "consent.room_back")
    shown = await hall.lead.choose(shown, "consent.room_back", one)
    assert fr("consent.room.taken_back") in shown.text
    assert fr.n("consent.count.consent", 4) in shown.text
    await decide(hall)
    told_room = "\n".join(hall.texts)
    assert fr("consent.adopted", version=1) in told_room
    assert fr.n("consent.count.in_room", 5) in told_room
    assert fr.n("consent.lifted", 1) in told_room
    await hall.end()
    await hall.stage.later(30)
    found = await posted(hall)
    (made,) = [one for one in found["consents"] if one["decision"]]
    assert made["decision"]["adopted"]
    assert made["decision"]["answers"] == {"consent": 7, "concern": 0, "aside": 1, "objection": 0}
    assert made["decision"]["answers_in_room"] == 5
    (objection,) = made["versions"][0]["objections"]
    assert objection["author"] == (fr("in_room.signature") if signing == "signed" else None)
    assert (found["participants"], found["participants_in_room"]) == (8, 5)
    assert "Maëlle" not in json.dumps(made, ensure_ascii=False)
    if signing == "masked":
        kept = rows(hall.path, "SELECT author, author_name FROM consent_answers")
        assert {tuple(row) for row in kept} == {(None, None)}


async def test_a_concern_of_the_room_is_kept_with_the_decision(hall: Room) -> None:
    await asked(hall, 2, 2)
    shown = await theirs(hall)
    await note(hall, shown, CONCERN, "il faudra des bras")
    await count(hall, await theirs(hall), 1)
    await decide(hall)
    assert "💬 il faudra des bras" in "\n".join(hall.texts)


async def test_more_answers_than_people_in_the_room_are_kept_and_said(hall: Room) -> None:
    await asked(hall, 9, 2)
    told = await count(hall, await theirs(hall), 3)
    assert fr.n("in_room.beyond", 3, said=2) in told.text
    told = await count(hall, told, 2)
    assert "⚠️" not in told.text
    told = await count(hall, told, 0)
    assert fr.n("consent.room.answered", 0, said=2) in told.text


async def test_an_amendment_asks_the_room_again(hall: Room) -> None:
    await asked(hall, 2, 2)
    old = await count(hall, await theirs(hall), 2)
    await amend(hall, "Ouvrir la halle le dimanche.")
    await hall.stage.later(121)
    told = await hall.lead.press(old, "consent.room_count")
    assert fr("consent.changed", version=2) in told.text
    assert fr("consent.nobody") in (await decide(hall)).text


async def test_only_those_who_lead_answer_for_the_room_and_once_it_is_said(hall: Room) -> None:
    ben = hall.person("Ben")
    await hall.play("accord", "consent")
    await to(hall, Stage.OBJECTIONS)
    for person, why in ((ben, "session.not_facilitator"), (hall.lead, "in_room.nobody")):
        told = await press_id(hall, person, hall.card, "consent.room:1")
        assert fr(why) in told.text
        counts: Fields = {"consent": "3", "aside": "0"}
        told = await send_form(hall, person, "consent.room_counted:1:1", counts)
        assert fr(why) in told.text
        words: Fields = {"words": "trop tôt"}
        told = await send_form(hall, person, "consent.room_worded:1:1:2", words)
        assert fr(why) in told.text
    assert rows(hall.path, "SELECT * FROM consent_answers") == []


async def test_the_same_words_sent_twice_are_one_persons(hall: Room) -> None:
    await asked(hall, 9, 5)
    told = await note(hall, await theirs(hall), OBJECTION, "trop tôt")
    await note(hall, told, OBJECTION, "trop tôt")
    (one, two) = rows(hall.path, "SELECT author FROM consent_answers")
    assert one["author"] != two["author"], "two people say the same, each in a form of their own"
