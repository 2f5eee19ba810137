"""`/round`: a timed round outside any recipe, which leaves one message; in a session it waits for
nobody: the step under way does."""

from __future__ import annotations

import json

import pytest

from bot.rehearsal.stage import text_of
from bot.workshop.language import Language
from tests.discord.acting import Room, buttons, database, fr, rows
from tests.discord.noting import keep_said, take_back_notes

SUBJECT = "Les horaires d'été"


async def begun(hall: Room, length: str = "10", **options: object) -> None:
    """A round without a session, opened by the leader."""
    asked = {"subject": SUBJECT, "length": length, **options}
    hall.panel = await hall.lead.command(hall.channel, "round", **asked)


def over(spent: str, planned: str) -> str:
    if spent == planned:
        return fr("round.over", spent=spent)
    return fr("round.over_planned", spent=spent, planned=planned)


async def test_a_round_ends_by_itself_and_leaves_one_message_at_the_bottom(hall: Room) -> None:
    await begun(hall)
    assert fr("round.opened_alone") in hall.panel.text
    card = hall.card
    assert SUBJECT in text_of(card)
    awa = hall.person("Awa")
    talk = await awa.say(hall.channel, "On en parle.")
    await hall.stage.later(9 * 60 + 10)
    assert any(fr("time.warning", title=SUBJECT, countdown="")[:20] in t for t in hall.texts)
    hall.panel = await hall.lead.press(hall.panel, label=fr("button.more", minutes=1))
    await hall.stage.later(3)
    assert len(hall.texts) == 2, "the warning holds no more: it left"
    await hall.stage.later(20)
    note = await hall.lead.press(hall.panel, "note.add")
    await hall.lead.fill(note, note="On ferme à 18 h.")
    await hall.stage.later(2 * 60)
    first, last = hall.stage.messages(hall.channel)
    assert first.id == talk.id
    assert last.id != card.id, "people see that it is over"
    told = text_of(last)
    assert fr("round.title", subject=SUBJECT) in told
    assert over("11 min", "10 min") in told
    assert "On ferme à 18 h." in told
    assert buttons(last) == [fr("button.documents")]
    assert await hall.stage.step(hall.channel) is None
    documents = await hall.lead.press(last, "session.documents")
    (data,) = [f for f in documents.shown.attachments if f.filename.endswith(".json")]
    assert [note["text"] for note in json.loads(await data.read())["notes"]] == ["On ferme à 18 h."]
    late = await hall.lead.press(hall.panel, "lead.panel")
    assert fr("panel.ended_round") in late.text


async def test_a_round_is_ended_early(hall: Room) -> None:
    await begun(hall)
    await hall.stage.later(3 * 60)
    await hall.end()
    await hall.stage.later(5)
    (left,) = hall.stage.messages(hall.channel)
    assert over("3 min", "10 min") in text_of(left)


async def test_a_round_that_ended_while_the_bot_was_away_lasted_what_was_planned(
    hall: Room,
) -> None:
    await begun(hall, "4 min")
    async with hall.stage.stopped():
        await hall.stage.later(3600)
    await hall.stage.later(10)
    (left,) = hall.stage.messages(hall.channel)
    assert over("4 min", "4 min") in text_of(left)


async def test_a_kill_at_the_end_of_a_round_leaves_one_message(hall: Room) -> None:
    await begun(hall, "1 min 30")
    keep_said(hall.path)
    await hall.stage.later(100)
    async with hall.stage.stopped() as path:
        take_back_notes(path, "kind = 'round_over'")
    await hall.stage.later(10)
    assert all(tried.startswith("DELETE") for tried in hall.stage.refused), "it is gone already"
    hall.stage.refused.clear()
    (left,) = hall.stage.messages(hall.channel)
    assert over("1 min 30", "1 min 30") in text_of(left)
    assert rows(hall.path, "SELECT * FROM outbox") == []


async def test_in_a_session_the_round_interrupts_and_the_step_comes_back(hall: Room) -> None:
    await hall.play("essai", "collect")
    step = await hall.stage.step(hall.channel)
    assert step is not None
    waits = fr("vote.comes_back", title=step.plan.title[Language.FRENCH])
    await begun(hall, "90 s")
    assert fr("round.opened") in hall.panel.text
    assert waits in hall.panel.text
    await hall.stage.later(95)
    assert fr("time.up", title=SUBJECT) in hall.texts, "whoever leads says what comes next"
    await hall.steer("lead.next")
    back = await hall.stage.step(hall.channel)
    assert back is not None
    assert back.id == step.id


async def test_others_do_not_interrupt_a_session(hall: Room) -> None:
    await hall.play("essai", "collect")
    awa = hall.person("Awa")
    told = await awa.command(hall.channel, "round", subject=SUBJECT, length="5")
    assert fr("session.not_facilitator") in told.text
    assert told.private


@pytest.mark.parametrize("length", ["", "rien", "0", "-3", "999 h", "1e3", "15:40", "5 5", "٣"])
async def test_a_length_that_cannot_be_read_opens_nothing(hall: Room, length: str) -> None:
    told = await hall.lead.command(hall.channel, "round", subject=SUBJECT, length=length or " ")
    assert told.text == fr("length.not_a_length")
    assert await hall.stage.step(hall.channel) is None


async def test_a_long_subject_is_said_whole(hall: Room) -> None:
    subject = "@everyone " + "très long " * 12 + "**fin**"
    await hall.lead.command(hall.channel, "round", subject=subject, length="5")
    assert "fin" in text_of(hall.card)
    with database(hall.path) as connection:
        ((title,),) = connection.execute("SELECT title FROM sessions").fetchall()
    assert len(title) <= 60


async def test_a_round_alone_is_not_spoken_of_as_a_session(hall: Room) -> None:
    await begun(hall)
    assert fr.n("panel.participants", 0) not in hall.panel.text
    ben = hall.person("Ben")
    asked = {"subject": "Autre chose", "length": "5"}
    other = await ben.command(hall.channel, "round", **asked)
    start, end = fr("round.already_until", title="\n", at="\n").split("\n")[:2]
    assert other.text.startswith(start)
    assert f"{SUBJECT}{end}<t:" in other.text
    mine = await hall.lead.command(hall.channel, "session new", recipe="essai")
    assert mine.text.startswith(start)
    assert "c'est vous" in mine.text.casefold()
    hall.panel = await hall.lead.press(hall.panel, "lead.panel")
    assert fr.n("panel.participants", 0) not in hall.panel.text
    question = await hall.lead.press(hall.panel, "lead.end")
    assert question.text == fr("panel.end_question_round")
