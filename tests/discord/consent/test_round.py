"""A round of consent as people live it: on the card, in forms, from the facilitators' table."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.i18n import Catalogue
from bot.rehearsal.plays.consent import agree
from bot.rehearsal.stage import Answer, Person, Shown, message_of
from bot.workshop.consent.proposal import Stage, Stance
from bot.workshop.language import Language
from tests.discord.acting import Room, buttons, en, fr, ids_of, options, rows
from tests.discord.forging import press_id

TEXT = "Ouvrir la halle le samedi matin."
CONSENT, CONCERN, OBJECTION, ASIDE = range(4)


async def lead(hall: Room, verb: str) -> Answer:
    """Have Maëlle press a control of the table of the proposal, opened again."""
    panel = await hall.lead.press(hall.card, "lead.panel")
    table = await hall.lead.press(panel, "consent.lead")
    return await hall.lead.press(table, verb) if verb else table


async def to(hall: Room, stage: Stage) -> Answer:
    """Have Maëlle move on to a stage, and wait until the card shows it."""
    table = await lead(hall, "")
    moved = await hall.lead.press(message_of(table), label=fr(f"stage.{stage}"))
    await hall.stage.later(6)
    return moved


async def amend(hall: Room, text: str, **fields: Any) -> Answer:
    told = await hall.lead.fill(await lead(hall, "consent.write"), text=text, **fields)
    await hall.stage.later(6)
    return told


async def say(person: Person, shown: Shown, rank: int, words: str = "") -> Answer:
    """Have `person` press one of the four answers that a message shows, and send its form."""
    (found,) = [i for i in ids_of(shown, "consent.answer") if i.endswith(f":{rank}")]
    answer = await person.press(message_of(shown), custom_id=found)
    return await person.fill(answer, words=words) if words else answer


async def other(hall: Room, person: Person) -> Answer:
    """Have `person` open the private reading, with its four answers."""
    return await person.press(hall.card, "consent.read")


async def decide(hall: Room, adopt: bool = True) -> Answer:
    table = await lead(hall, "")
    (settle,) = [i for i in ids_of(table, "consent.settle") if i.endswith(f":{int(adopt)}")]
    question = await hall.lead.press(message_of(table), custom_id=settle)
    if not ids_of(question, "consent.decide"):
        return question
    told = await hall.lead.press(question, "consent.decide")
    await hall.stage.later(6)
    return told


async def at_objections(hall: Room, **options: str) -> None:
    await hall.play("accord", "consent", **options)
    await to(hall, Stage.OBJECTIONS)


def answers(hall: Room) -> list[tuple[int, str, int]]:
    return [
        (row["version"], row["stance"], row["lifted"])
        for row in rows(hall.path, "SELECT * FROM consent_answers ORDER BY version, stance")
    ]


async def test_a_proposal_is_questioned_amended_and_adopted(hall: Room) -> None:
    awa, ben = hall.person("Awa"), hall.person("Ben", Language.ENGLISH)
    chloe = hall.person("Chloé")
    await hall.play("accord", "consent")
    assert f"> {TEXT}" in hall.texts[-1]
    assert fr("consent.now.proposal") in hall.texts[-1]
    await to(hall, Stage.QUESTIONS)
    form = await ben.press(hall.card, "consent.ask")
    assert form.form is not None
    assert form.form["title"] == en("form.consent_question")
    told = await ben.fill(form, words="All *year*?")
    assert told.private
    assert en("consent.asked") in told.text
    await hall.stage.later(6)
    assert "❓ All \\*year\\*?" in hall.texts[-1]
    assert "Ben" not in hall.texts[-1], "the card names nobody for a question"
    assert fr.n("consent.waiting", 1) in hall.texts[-1]
    table = await lead(hall, "")
    (question,) = options(table, "consent.reply")
    form = await hall.lead.choose(table, "consent.reply", question)
    told = await hall.lead.fill(form, words="De mars à novembre.")
    assert fr("consent.replied") in told.text
    await to(hall, Stage.REACTIONS)
    form = await chloe.press(hall.card, "consent.react")
    told = await chloe.fill(form, words="Enfin !")
    again = await chloe.press(told, "consent.react")
    await chloe.fill(again, words="Enfin, bravo !")
    await hall.stage.later(6)
    assert fr.n("consent.reactions", 1) in hall.texts[-1]
    await to(hall, Stage.OBJECTIONS)
    form = await press_objection(awa, hall)
    assert form.form is not None
    assert form.form["components"][0]["description"] == fr("field.objection.hint")
    told = await awa.fill(form, words="Personne n'a la clé.")
    assert fr("consent.kept.objection", version=1) in told.text
    assert "> Personne n'a la clé." in told.text
    await hall.stage.later(6)
    assert "✋ Personne n'a la clé. — *Awa*" in hall.texts[-1]
    refused = await decide(hall)
    assert fr("consent.objection_stands", count=1) in refused.text
    told = await amend(hall, TEXT + " Awa garde la clé.", member=[awa.member])
    assert fr("consent.amended_to", version=2) in told.text
    card = hall.texts[-1]
    assert fr("consent.proposal", version=2) in card
    assert fr("consent.brought", name="Awa") in card
    assert fr("consent.change.added", added="Awa garde la clé.") in card
    assert fr("consent.answer_again", version=1) in card
    assert "Personne n'a la clé" not in card
    await say(awa, hall.card, CONSENT)
    told = await say(ben, await other(hall, ben), CONCERN, "What about winter?")
    assert en("consent.kept.concern", version=2) in told.text
    told = await say(chloe, await other(hall, chloe), ASIDE)
    assert fr("consent.kept.aside", version=2) in told.text
    before = len(hall.texts)
    told = await decide(hall)
    assert fr("consent.announced") in told.text
    announced = hall.texts[before]
    assert f"## ✅ {fr('consent.adopted', version=2)}" in announced
    assert f"> {TEXT} Awa garde la clé." in announced
    assert fr.n("consent.count.consent", 2) in announced
    assert "💬 What about winter?" in announced
    assert "Ben" not in announced, "a decision names nobody"
    assert fr.n("consent.amended", 1) in announced
    (card,) = [text for text in hall.texts if "## La halle" in text]
    assert fr("consent.adopted", version=2) in card
    await hall.steer("lead.next")
    await hall.end()
    assert TEXT + " Awa garde la clé." in hall.texts[-1]


async def press_objection(person: Person, hall: Room) -> Answer:
    (found,) = [i for i in ids_of(hall.card, "consent.answer") if i.endswith(f":{OBJECTION}")]
    return await person.press(hall.card, custom_id=found)


async def test_without_a_text_the_facilitator_writes_it_from_the_table(hall: Room) -> None:
    await hall.play("consent", "consent")
    assert fr("consent.being_written") in hall.texts[-1]
    assert buttons(hall.card) == [fr("button.where"), fr("button.lead")]
    table = await lead(hall, "")
    assert ids_of(table, "consent.stage") == []
    form = await hall.lead.press(table, "consent.write")
    told = await hall.lead.fill(form, text="Planter une haie.\n\nAvec les voisins.")
    assert fr("consent.written") in told.text
    await hall.stage.later(6)
    assert "> Planter une haie.\n> \n> Avec les voisins." in hall.texts[-1]
    form = await lead(hall, "consent.write")
    assert form.form is not None
    field = form.form["components"][0]["component"]
    assert field["value"] == "Planter une haie.\n\nAvec les voisins.", "the form holds the text"


async def test_a_consent_pressed_on_the_card_of_before_does_not_count(hall: Room) -> None:
    """The card still shows version 1, or the private message does, when the text is amended."""
    awa, ben = hall.person("Awa"), hall.person("Ben", Language.ENGLISH)
    await at_objections(hall)
    old_card, old_reading = hall.card, await other(hall, ben)
    (consent,) = [i for i in ids_of(old_card, "consent.answer") if i.endswith(f":{CONSENT}")]
    form = await press_objection(awa, hall)
    await say(ben, old_reading, CONSENT)
    await hall.lead.fill(await lead(hall, "consent.write"), text="Ouvrir le dimanche.")
    answer = await press_id(hall, awa, old_card, consent)
    assert answer.private
    assert fr("consent.changed", version=2) in answer.text
    assert "> Ouvrir le dimanche." in answer.text
    assert ids_of(answer, "consent.answer")[0] == "consent.answer:1:2:0", "the new version's"
    late = await awa.fill(form, words="une objection à l'ancien texte")
    assert fr("consent.changed", version=2) in late.text
    assert "une objection à l'ancien texte" in late.text, "what was written comes back"
    again = await say(ben, old_reading, CONSENT)
    assert en("consent.changed", version=2) in again.text
    assert answers(hall) == [(1, Stance.CONSENT, 0)]
    assert fr("consent.nobody") in (await decide(hall)).text
    told = await say(awa, answer, CONSENT)
    assert fr("consent.kept.consent", version=2) in told.text
    assert answers(hall) == [(1, Stance.CONSENT, 0), (2, Stance.CONSENT, 0)]


async def test_pressing_twice_is_once_and_one_may_change(hall: Room) -> None:
    awa = hall.person("Awa")
    await at_objections(hall)
    for _ in range(3):
        told = await say(awa, hall.card, CONSENT)
        assert told.private
        assert fr("consent.kept.consent", version=1) in told.text
    assert f"✓ {fr('stance.consent')}" in buttons(told)
    told = await say(awa, told, OBJECTION, "Trop *cher*")
    assert fr("consent.kept.objection", version=1) in told.text
    form = await awa.press(message_of(told), custom_id="consent.answer:1:1:2")
    assert form.form is not None
    assert form.form["components"][0]["component"]["value"] == "Trop *cher*"
    lifted = await say(awa, told, CONSENT)
    assert fr("consent.kept.consent", version=1) in lifted.text
    assert answers(hall) == [(1, Stance.CONSENT, 0), (1, Stance.OBJECTION, 1)]
    reading = await other(hall, awa)
    assert f"Trop \\*cher\\* — *Awa* · *{fr('consent.fate.lifted')}*" in reading.text
    assert f"{fr('consent.mine')} **{fr('stance.consent')}**" in reading.text


async def test_a_stage_moves_once_and_its_old_buttons_say_so(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("accord", "consent")
    table = await lead(hall, "")
    (onward,) = [i for i in ids_of(table, "consent.stage") if i.endswith(":0:1")]
    for _ in range(2):
        moved = await press_id(hall, hall.lead, table, onward)
        assert fr("consent.lead.questions") in moved.text
    await hall.stage.later(6)
    ask = hall.card
    form = await awa.press(ask, "consent.ask")
    (reactions,) = [i for i in ids_of(moved, "consent.stage") if i.endswith(":1:2")]
    await press_id(hall, hall.lead, table, reactions)
    stale = await press_id(hall, hall.lead, table, "consent.stage:1:1:3")
    assert fr("consent.moved") in stale.text
    assert fr("consent.lead.reactions") in stale.text, "the table as it stands"
    await hall.stage.later(121)  # two minutes are left to what was being written
    late = await awa.fill(form, words="Une question trop tard ?")
    assert fr("consent.elsewhere.questions") in late.text
    assert "Une question trop tard ?" in late.text
    refused = await press_id(hall, awa, ask, ids_of(ask, "consent.ask")[0])
    assert (refused.text, refused.private) == (fr("consent.elsewhere.questions"), True)
    early = await press_id(hall, awa, ask, "consent.answer:1:1:0")
    assert early.text == fr("consent.elsewhere.objections")
    back = await to(hall, Stage.QUESTIONS)
    assert fr("consent.lead.questions") in back.text
    assert fr("consent.now.questions") in hall.texts[-1]
    told = await awa.fill(await awa.press(hall.card, "consent.ask"), words="À temps ?")
    assert fr("consent.asked") in told.text


async def test_a_facilitator_is_asked_once_whether_they_take_part(hall: Room) -> None:
    await at_objections(hall)
    asked = await say(hall.lead, hall.card, CONSENT)
    assert (asked.text, asked.private) == (fr("consent.take_part_question"), True)
    told = await hall.lead.press(asked, label=fr("button.only_lead"))
    assert told.text == fr("consent.only_leading")
    again = await say(hall.lead, hall.card, OBJECTION)
    assert again.text == fr("consent.only_leading"), "asked once, told afterwards"
    assert answers(hall) == []
    reading = await hall.lead.press(again, label=fr("button.take_part"))
    assert fr("consent.taking_part") in reading.text
    told = await say(hall.lead, reading, CONSENT)
    assert fr("consent.kept.consent", version=1) in told.text
    assert fr("consent.kept.consent", version=1) in (await say(hall.lead, hall.card, CONSENT)).text


async def test_the_bearer_of_a_proposal_answers_questions(hall: Room) -> None:
    awa, ben = hall.person("Awa"), hall.person("Ben", Language.ENGLISH)
    await hall.play("accord", "consent")
    await amend(hall, "Ouvrir le samedi.", member=[ben.member])
    await to(hall, Stage.QUESTIONS)
    await awa.fill(await awa.press(hall.card, "consent.ask"), words="Qui ouvre ?")
    assert ids_of(await other(hall, awa), "consent.reply") == [], "Awa asked; she does not answer"
    reading = await other(hall, ben)
    (question,) = options(reading, "consent.reply")
    form = await ben.choose(reading, "consent.reply", question)
    told = await ben.fill(form, words="The baker.")
    assert en("consent.replied") in told.text
    await hall.stage.later(6)
    assert "❓ Qui ouvre ?\n  - ↳ The baker." in hall.texts[-1]
    refused = await press_id(hall, awa, hall.card, f"consent.replied:{question}")
    assert refused.text.startswith(fr("consent.not_to_answer"))


async def test_someone_late_reads_the_text_and_the_stage_and_answers_from_there(
    hall: Room,
) -> None:
    await at_objections(hall)
    await amend(hall, "Ouvrir le dimanche.")
    ben = hall.person("Ben", Language.ENGLISH)
    where = await ben.press(hall.card, "session.where")
    assert where.private
    assert "> Ouvrir le dimanche." in where.text
    assert en("consent.proposal", version=2) in where.text
    assert en("consent.now.objections") in where.text
    told = await say(ben, where, CONSENT)
    assert en("consent.kept.consent", version=2) in told.text
    await decide(hall)
    where = await ben.press(hall.card, "session.where")
    assert en("consent.adopted", version=2) in where.text
    assert "consent.answer" not in str(message_of(where).components)


async def test_everything_goes_on_after_a_restart(hall: Room) -> None:
    awa, ben = hall.person("Awa"), hall.person("Ben", Language.ENGLISH)
    await at_objections(hall)
    form = await press_objection(awa, hall)
    reading = await other(hall, ben)
    table = await lead(hall, "")
    await hall.stage.restart()
    await awa.fill(form, words="Avant l'arrêt, après l'arrêt.")
    told = await say(ben, reading, CONSENT)
    assert en("consent.kept.consent", version=1) in told.text
    await hall.stage.restart()
    refused = await hall.lead.press(message_of(table), custom_id="consent.settle:1:1:1")
    assert fr("consent.objection_stands", count=1) in refused.text
    await say(awa, hall.card, CONSENT)
    question = await hall.lead.press(message_of(refused), custom_id="consent.settle:1:1:1")
    await hall.stage.restart()
    await hall.lead.press(question, "consent.decide")
    await hall.stage.restart()
    await hall.stage.later(6)
    said = [text for text in hall.texts if f"## ✅ {fr('consent.adopted', version=1)}" in text]
    assert len(said) == 1, "the decision is told once"


async def test_a_decision_asks_first_and_is_taken_once(hall: Room) -> None:
    awa = hall.person("Awa")
    await at_objections(hall)
    await say(awa, hall.card, OBJECTION, "Trop loin.")
    table = await lead(hall, "")
    question = await hall.lead.press(message_of(table), custom_id="consent.settle:1:1:0")
    assert fr("consent.drop_question", version=1) in question.text
    assert rows(hall.path, "SELECT outcome FROM steps WHERE id = 1")[0]["outcome"] is None
    (yes,) = ids_of(question, "consent.decide")
    for _ in range(2):
        told = await press_id(hall, hall.lead, question, yes)
        assert fr("consent.not_adopted", version=1) in told.text
    await hall.stage.later(6)
    said = [text for text in hall.texts if f"## ✋ {fr('consent.not_adopted', version=1)}" in text]
    assert len(said) == 1
    assert "✋ Trop loin. — *Awa*" in said[0]
    late = await press_id(hall, awa, hall.card, "consent.answer:1:1:0")
    assert (late.text, late.private) == (fr("consent.decided"), True)
    await hall.steer("lead.next")
    await hall.steer("lead.back")
    assert fr("consent.not_adopted", version=1) in hall.texts[-1]
    assert ids_of(hall.card, "consent.answer") == []


async def test_leaving_without_a_decision_says_so(hall: Room) -> None:
    await at_objections(hall)
    await hall.steer("lead.next")
    title = f"## ✋ {fr('consent.left_undecided', version=1)}"
    assert sum(title in text for text in hall.texts) == 1
    (folded,) = [text for text in hall.texts if text.startswith("**La halle**")]
    assert fr("consent.left_undecided", version=1) in folded


@pytest.mark.parametrize("t", [fr, en])
async def test_the_rehearsed_round_leaves_what_people_said(hall: Room, t: Catalogue) -> None:
    people = [hall.person(name, t.language) for name in ("Awa", "Ben", "Chloé", "Dov", "Elif")]
    lead = hall.person("Maëlla", t.language)
    agreed = await agree(lead, people, hall.channel, hall.stage, t)
    assert t("rehearsal.consent.objection") in agreed.objected
    assert t("consent.objection_stands", count=1) in agreed.refused
    assert t("consent.answer_again", version=1) in agreed.amended
    assert t("consent.kept.concern", version=2) in agreed.receipt
    assert t("consent.adopted", version=2) in agreed.announced
    (data,) = [
        json.loads(await file.read())
        for file in hall.stage.last(hall.channel).attachments
        if file.filename.endswith(".json")
    ]
    assert agreed.differences(data, t) == []
