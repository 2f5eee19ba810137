"""A text that is amended: what was answered is asked again, and who is missing is said."""

from __future__ import annotations

import json

from bot.rehearsal.stage import message_of
from bot.workshop.consent.proposal import Stage
from bot.workshop.language import Language
from tests.discord.acting import Room, en, fr, ids_of, options, rows
from tests.discord.consent.test_round import (
    CONCERN,
    CONSENT,
    OBJECTION,
    amend,
    at_objections,
    decide,
    lead,
    other,
    say,
    to,
)


async def test_a_concern_does_not_follow_an_amended_text_and_its_author_is_asked(
    hall: Room,
) -> None:
    awa = hall.person("Awa", Language.ENGLISH)
    await at_objections(hall)
    told = await say(awa, await other(hall, awa), CONCERN, "What about winter?")
    assert "if this text is adopted" in told.text
    await amend(hall, "Ouvrir le dimanche.")
    assert fr("consent.answer_again", version=1) in hall.texts[-1]
    reading = await other(hall, awa)
    label = en("stance.concern")
    assert en("consent.earlier", version=1, stance=label) in reading.text
    assert "> What about winter?" in reading.text
    assert en("consent.earlier.concern", button=label) in reading.text
    form = await awa.press(message_of(reading), custom_id=f"consent.answer:1:2:{CONCERN}")
    assert form.form is not None
    assert form.form["components"][0]["component"]["value"] == "What about winter?"
    told = await say(awa, hall.card, CONSENT)
    assert en("consent.concern_left", version=1, button=label) in told.text
    form = await awa.press(message_of(told), custom_id=f"consent.answer:1:2:{CONCERN}")
    kept = await awa.fill(form, words="What about winter?")
    assert en("consent.kept.concern", version=2) in kept.text
    before = len(hall.texts)
    await decide(hall)
    assert "💬 What about winter?" in hall.texts[before]


async def test_a_text_amended_twice_still_says_whose_answers_no_longer_count(hall: Room) -> None:
    ben = hall.person("Ben")
    await at_objections(hall)
    await say(ben, hall.card, OBJECTION, "Trop loin.")
    await amend(hall, "Ouvrir le dimanche.")
    await amend(hall, "Ouvrir le lundi.")
    assert fr("consent.answer_again", version=1) in hall.texts[-1]
    reading = await other(hall, ben)
    assert fr("consent.earlier.objection", button=fr("stance.objection")) in reading.text


async def test_adopting_says_who_has_not_answered_the_last_version(hall: Room) -> None:
    people = [hall.person(name) for name in ("Awa", "Ben", "Cléo", "Dia")]
    await at_objections(hall)
    for person in people:
        await say(person, hall.card, CONSENT)
    await amend(hall, "Ouvrir le dimanche.")
    for person in people[:2]:
        await say(person, hall.card, CONSENT)
    table = await lead(hall, "")
    (settle,) = [i for i in ids_of(table, "consent.settle") if i.endswith(":1")]
    question = await hall.lead.press(message_of(table), custom_id=settle)
    missing = fr.n("consent.not_again", 2)
    assert f"⚠️ {missing}" in question.text
    before = len(hall.texts)
    await hall.lead.press(question, "consent.decide")
    await hall.stage.later(6)
    assert missing in hall.texts[before]
    (step,) = rows(hall.path, "SELECT outcome FROM steps WHERE outcome IS NOT NULL")
    assert json.loads(step["outcome"])["not_again"] == 2


async def test_a_question_left_behind_stays_in_sight(hall: Room) -> None:
    ben = hall.person("Ben")
    await hall.play("accord", "consent")
    await to(hall, Stage.QUESTIONS)
    await ben.fill(await ben.press(hall.card, "consent.ask"), words="Qui a la clé ?")
    moved = await to(hall, Stage.OBJECTIONS)
    assert fr.n("consent.past_questions", 1) in moved.text
    assert f"{fr.n('consent.left_unanswered', 1)}**\n- ❓ Qui a la clé ?" in hall.texts[-1]
    assert len(options(moved, "consent.reply")) == 1, "it can be answered from there"
