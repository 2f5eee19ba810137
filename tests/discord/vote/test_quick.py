"""A quick `/vote open` leaves one message, which becomes its result; documents come when asked."""

from __future__ import annotations

import json

from bot.rehearsal.stage import found, text_of
from bot.workshop.language import Language
from tests.discord.acting import Room, buttons, en, fr, ids_of, rows
from tests.discord.vote.test_command import answer

QUESTION = "On garde la salle ?"


async def voted(hall: Room) -> None:
    """A vote without a session, by three people."""
    await hall.vote(QUESTION, "yes_no")
    for name in ("Awa", "Ben", "Cléo"):
        await answer(hall, name, "yes")


async def close(hall: Room) -> None:
    closing = await hall.lead.press(hall.panel, "vote.close")
    hall.panel = await hall.lead.press(closing, "vote.close_yes")
    await hall.stage.later(10)


async def test_one_message_is_left_and_it_is_the_result(hall: Room) -> None:
    await voted(hall)
    card = hall.card
    await close(hall)
    (left,) = hall.stage.messages(hall.channel)
    assert left.id == card.id
    assert hall.results == [text_of(left)]
    assert QUESTION in text_of(left)
    assert buttons(left) == [fr("button.documents")]
    assert not [f for f in left.attachments if not f.filename.endswith(".png")]


async def test_who_opened_it_has_the_documents_when_they_ask(hall: Room) -> None:
    ben = hall.person("Ben", Language.ENGLISH)
    await voted(hall)
    await close(hall)
    told = await hall.lead.press(hall.card, "session.documents")
    assert told.private
    files = {file.filename.rsplit(".")[-1]: file for file in told.shown.attachments}
    assert sorted(files) == ["json", "md"]
    assert json.loads(await files["json"].read())["votes"]
    refused = await ben.press(hall.card, "session.documents")
    assert (refused.text, refused.private) == (en("documents.not_yours"), True)


async def test_it_never_talks_like_a_session(hall: Room) -> None:
    await hall.vote(QUESTION, "yes_no", signed=True)
    assert text_of(hall.card).count(QUESTION) == 1
    assert fr("vote.signed_quick") in text_of(hall.card)
    late = hall.person("Zoé")
    ballot = await late.press(hall.card, "ballot.open")
    for name in ("Awa", "Ben", "Cléo"):
        await answer(hall, name, "yes")
    closing = await hall.lead.press(hall.panel, "vote.close")
    panel = await hall.lead.press(closing, "vote.close_yes")
    assert fr("panel.ended_quick") in panel.text
    await hall.stage.later(10)
    assert fr("result.signed_quick") in hall.results[-1]
    refused = await late.press(ballot, custom_id=ids_of(ballot, "ballot.say")[0])
    assert refused.text == fr("session.ended_quick")
    told = await hall.lead.press(hall.card, "session.documents")
    (report,) = [f for f in told.shown.attachments if f.filename.endswith(".md")]
    title, context = (await report.read()).decode().split("\n\n")[:2]
    assert QUESTION in title
    assert QUESTION not in context


async def test_coordinators_still_have_its_summary(hall: Room) -> None:
    manager = hall.manager("Gérard")
    await manager.command(hall.channel, "settings coordinators", channel=hall.coordination)
    await voted(hall)
    await close(hall)
    assert len(hall.texts) == 1
    (there,) = hall.stage.messages(hall.coordination)
    assert QUESTION in text_of(there)


async def test_a_card_that_was_deleted_is_told_all_the_same(hall: Room) -> None:
    await voted(hall)
    await hall.stage.later(10)
    hall.stage.env.backend.delete_message(hall.channel.id, hall.card.id)
    await close(hall)
    hall.stage.refused.clear()
    assert len(hall.results) == 1


async def test_a_kill_before_the_result_is_shown_leaves_one_result(hall: Room) -> None:
    await voted(hall)
    await hall.stage.later(10)
    hall.stage.env.inject_error("PATCH", "/channels/*/messages/*", status=503, times=1)
    closing = await hall.lead.press(hall.panel, "vote.close")
    await hall.lead.press(closing, "vote.close_yes")
    assert hall.results == []
    await hall.stage.restart()
    await hall.stage.later(60)
    hall.stage.refused.clear()
    assert len(hall.results) == len(hall.texts) == 1


async def test_a_proposal_becomes_its_decision(hall: Room) -> None:
    await hall.vote("On loue la salle des fêtes.", "consent")
    card = hall.card
    await hall.end()
    await hall.stage.later(10)
    (left,) = hall.stage.messages(hall.channel)
    assert left.id == card.id
    assert "On loue la salle des fêtes." in text_of(left)
    assert found(left, "session.documents")


async def test_a_vote_opened_in_a_planned_session_is_told_as_before(hall: Room) -> None:
    await hall.play("essai", "collect")
    await voted(hall)
    await close(hall)
    assert len(hall.results) == 1
    assert rows(hall.path, "SELECT quick FROM sessions")[0]["quick"] == 0
    await hall.end()
    assert hall.stage.messages(hall.channel)[-1].attachments
