"""An election without candidates as people live it: naming, hearing, a proposal, consent."""

from __future__ import annotations

import json
from typing import Any

from bot.rehearsal.stage import Answer, Person, message_of, text_of
from bot.workshop.language import Language
from tests.discord.acting import Room, en, fr, ids_of, options, rows

TERM = fr("election.term", term="un an")


async def name(hall: Room, who: Person, reason: str, **named: Any) -> Answer:
    """Have `who` name someone with the card's button, changing it where they had."""
    answer = await who.press(hall.card, "election.name")
    if answer.form is None:
        answer = await who.press(answer, "election.change")
    told = await who.fill(answer, reason=reason, **named)
    await hall.stage.later(6)
    return told


async def table(hall: Room) -> Answer:
    panel = await hall.lead.press(hall.card, "lead.panel")
    return await hall.lead.press(panel, "election.lead")


async def show(hall: Room) -> Answer:
    asked = await hall.lead.press(await table(hall), "election.show")
    told = await hall.lead.press(asked, "election.move")
    await hall.stage.later(6)
    return told


async def move(hall: Room) -> Answer:
    told = await hall.lead.press(await table(hall), "election.move")
    await hall.stage.later(6)
    return told


async def propose(hall: Room, who: str, reason: str, **fields: Any) -> Answer:
    shown = await table(hall)
    (found,) = [ref for ref, label in options(shown, "election.propose").items() if label == who]
    form = await hall.lead.choose(shown, "election.propose", found)
    assert form.form is not None
    (text,) = [
        part["component"]["value"]
        for part in form.form["components"]
        if part.get("component", {}).get("custom_id") == "text"
    ]
    told = await hall.lead.fill(form, **{"reason": reason, "text": text, **fields})
    await hall.stage.later(6)
    hall.panel = told
    return told


async def consent(hall: Room, *people: Person, adopt: bool = True) -> None:
    """Have the room go to the objections, `people` consent, and whoever leads decide."""
    panel = await hall.lead.press(hall.card, "lead.panel")
    shown = await hall.lead.press(panel, "consent.lead")
    shown = await hall.lead.press(message_of(shown), label=fr("stage.objections"))
    await hall.stage.later(6)
    for one in people:
        (yes,) = [i for i in ids_of(hall.card, "consent.answer") if i.endswith(":0")]
        await one.press(hall.card, custom_id=yes)
    panel = await hall.lead.press(hall.card, "lead.panel")
    shown = await hall.lead.press(panel, "consent.lead")
    (settle,) = [i for i in ids_of(shown, "consent.settle") if i.endswith(f":{int(adopt)}")]
    asked = await hall.lead.press(message_of(shown), custom_id=settle)
    await hall.lead.press(asked, "consent.decide")
    await hall.stage.later(6)


async def document(hall: Room) -> dict[str, Any]:
    (file,) = [
        a
        for message in hall.stage.messages(hall.channel)
        for a in message.attachments
        if a.filename.endswith(".json")
    ]
    found: dict[str, Any] = json.loads(await file.read())
    return found


async def summary(hall: Room) -> str:
    (file,) = [
        a
        for message in hall.stage.messages(hall.channel)
        for a in message.attachments
        if a.filename.endswith(".md")
    ]
    return (await file.read()).decode()


async def test_someone_is_named_changed_proposed_and_elected_by_consent(hall: Room) -> None:
    awa, ben = hall.person("Awa"), hall.person("Ben", Language.ENGLISH)
    nour = hall.person("Nour")
    await hall.play("role", "election")
    assert "Trésorerie" in hall.texts[-1]
    assert fr("election.mandate", text="Tenir les comptes.") in hall.texts[-1]
    assert fr("election.hidden") in hall.texts[-1]

    form = await ben.press(hall.card, "election.name")
    assert form.form is not None
    assert en("election.form.signed") in json.dumps(form.form, ensure_ascii=False)
    told = await ben.fill(form, member=[nour.member], reason="Counts *well*.")
    assert told.private
    assert en("election.mine", name="Nour") in told.text
    assert en("election.until") in told.text
    await name(hall, awa, "Elle a du temps.", name="Lucie")
    await name(hall, nour, "Je connais les comptes.", member=[nour.member])
    assert f"**{fr.n('election.people', 3)}**" in hall.texts[-1]
    assert "Lucie" not in "".join(hall.texts), "hidden until all are shown"
    assert "Counts" not in "".join(hall.texts)

    await show(hall)
    card = hall.texts[-1]
    assert f"**Nour** · {fr.n('election.named_by', 2)}" in card
    assert "« Counts \\*well\\*. » — *Ben*" in card.replace("\u00a0", " ")
    assert "**Lucie**" in card
    assert fr("election.now.hearing") in card

    told = await ben.press(hall.card, "election.hear")
    assert en("election.keeps") in told.text
    form = await awa.press(hall.card, "election.name")
    assert form.form is not None
    await awa.fill(form, name="", member=[nour.member], reason="Ben m'a convaincue.")
    await hall.stage.later(6)
    card = hall.texts[-1]
    assert f"**Nour** · {fr.n('election.named_by', 3)} {fr('election.named_first', n=2)}" in card
    assert fr("election.before", name="Lucie") in card
    assert fr.n("election.heard", 2, people=3) in card

    await move(hall)
    assert fr("election.now.choosing") in hall.texts[-1]
    shown = await table(hall)
    assert fr("election.numbers_decide_nothing") in shown.text
    told = await propose(hall, "Nour", "Les comptes sont son métier.")
    assert fr("election.proposed") in told.text
    card = hall.texts[-1]
    assert fr("election.text_term", name="Nour", role="Trésorerie", term="un an") in card
    assert fr("election.proposed_why", name="Nour", text="Les comptes sont son métier.") in card
    assert ids_of(hall.card, "election.withdraw")

    await consent(hall, awa, ben)
    row = rows(hall.path, "SELECT * FROM steps WHERE kind = 'election'")[0]
    outcome = json.loads(row["outcome"])
    assert outcome["adopted"]
    assert (row["state"], outcome["people"], outcome["changed"]) == ("closed", 3, 1)
    assert "Nour prend le rôle" in outcome["text"]
    folded = "\n".join(hall.texts)
    assert fr("election.elected") in folded
    panel = await hall.lead.press(hall.card, "lead.panel")
    hall.panel = panel
    await hall.steer("lead.next")
    assert hall.open_step()["kind"] == "discuss", "the room goes on, not back to the election"
    await hall.end()
    told_json = (await document(hall))["elections"]
    assert [one["name"] for one in told_json[0]["names"]].count("Nour") == 1
    (changed,) = [one for one in told_json[0]["voices"] if one["then"] is not None]
    assert changed["author"] == "Awa"
    assert changed["first"]["reason"] == "Elle a du temps."
    text = await summary(hall)
    assert fr("report.part.election") in text
    assert "Ben m'a convaincue." in text
    assert fr("report.election.nature") in text


async def test_not_adopted_the_room_comes_back_and_another_is_proposed(hall: Room) -> None:
    awa, ben = hall.person("Awa"), hall.person("Ben")
    await hall.play("role", "election")
    await name(hall, awa, "Du temps.", name="Lucie")
    await name(hall, ben, "De la patience.", name="Marin")
    await show(hall)
    await move(hall)
    await propose(hall, "Lucie", "Elle a du temps.")
    assert hall.open_step()["kind"] == "consent"
    await consent(hall, awa, adopt=False)
    hall.panel = await hall.lead.press(hall.card, "lead.panel")
    await hall.steer("lead.next")
    assert hall.open_step()["kind"] == "election"
    await hall.stage.later(6)
    assert fr("election.tried.refused", name="Lucie") in hall.texts[-1]
    again = await hall.lead.press(await table(hall), "election.move")
    await hall.stage.later(6)
    assert fr("election.now.hearing") in hall.texts[-1], "people may change again"
    assert again.private
    await move(hall)
    await propose(hall, "Marin", "La patience compte.")
    await consent(hall, awa, ben)
    outcome = json.loads(
        rows(hall.path, "SELECT outcome FROM steps WHERE kind = 'election'")[0]["outcome"]
    )
    assert (outcome["adopted"], outcome["proposals"]) == (True, 2)


async def test_someone_withdraws_before_all_is_shown(hall: Room) -> None:
    awa, ben, nour = hall.person("Awa"), hall.person("Ben"), hall.person("Nour")
    await hall.play("role", "election")
    await name(hall, awa, "Elle sait.", member=[nour.member])
    await name(hall, ben, "Pareil.", name="Lucie")
    asked = await nour.press(hall.card, "election.withdraw")
    assert fr("election.withdraw_question") in asked.text
    told = await nour.press(asked, "election.withdrawn")
    assert fr("election.you_withdrew") in told.text
    await hall.stage.later(6)
    assert fr("election.again_hidden") in hall.texts[-1]
    assert "Nour" not in hall.texts[-1]
    (letter,) = [text_of(one) for one in awa.member.user.dm_channel.history()]
    assert fr("election.look_again", title="Rôle", role=f"**Trésorerie** · {TERM}") in letter
    assert "Nour" not in letter
    mine = await awa.press(hall.card, "election.name")
    assert fr("election.mine_again") in mine.text
    refused = await name(hall, ben, "Non.", member=[nour.member])
    assert fr("election.does_not_wish", name="Nour") in refused.text
    await show(hall)
    assert "Nour" not in hall.texts[-1], "what was said of who withdrew is not shown"
    assert "Lucie" in hall.texts[-1]


async def test_no_number_tells_before_all_is_shown_whether_someone_was_named(hall: Room) -> None:
    awa, ben = hall.person("Awa"), hall.person("Ben")
    await hall.play("role", "election")
    await name(hall, awa, "Elle sait.", name="Lucie")
    await name(hall, ben, "Du temps.", name="Marin")

    async def noted(who: str) -> tuple[str, str, str]:
        form = await hall.lead.press(await table(hall), "election.typed")
        await hall.lead.fill(form, name=who)
        await hall.stage.later(6)
        shown = await table(hall)
        asked = await hall.lead.press(shown, "election.show")
        return hall.texts[-1], shown.text, asked.text

    nobody, someone = await noted("Napoléon"), await noted("Lucie")
    assert nobody == someone
    assert fr.n("election.people", 2) in someone[0]
    assert (await noted("Marin"))[0] == someone[0]
    refused = await show(hall)
    assert fr("election.all_again") in refused.text
    assert fr("election.hidden") in hall.texts[-1]


async def test_who_is_proposed_withdraws_and_the_proposal_falls(hall: Room) -> None:
    awa, nour = hall.person("Awa"), hall.person("Nour")
    await hall.play("role", "election")
    await name(hall, awa, "Elle sait.", member=[nour.member])
    await show(hall)
    await move(hall)
    election = hall.card
    await propose(hall, "Nour", "Elle sait.")
    (waits,) = [text_of(m) for m in hall.stage.messages(hall.channel) if m.id == election.id]
    assert fr("election.aside_proposed") in waits
    assert "Nour" not in waits, "who may withdraw is not named where nothing is drawn again"
    asked = await nour.press(hall.card, "election.withdraw")
    assert fr("election.withdraw_question_shown") in asked.text
    await nour.press(asked, "election.withdrawn")
    await hall.stage.later(6)
    decision = json.loads(
        rows(hall.path, "SELECT outcome FROM steps WHERE kind = 'consent'")[0]["outcome"]
    )
    assert (decision["adopted"], decision["undecided"]) == (False, True)
    hall.panel = await hall.lead.press(hall.card, "lead.panel")
    await hall.steer("lead.next")
    await hall.stage.later(6)
    assert fr("election.tried.withdrew", name="Nour") in hall.texts[-1]
    assert not options_of(await table(hall))


def options_of(shown: Answer) -> list[str]:
    return ids_of(shown, "election.propose")


async def test_a_restart_is_not_seen_and_who_leads_is_asked_whether_they_name(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("role", "election")
    await name(hall, awa, "Du temps.", name="Lucie")
    await hall.stage.restart()
    asked = await hall.lead.press(hall.card, "election.name")
    assert fr("election.take_part_question") in asked.text
    told = await hall.lead.press(asked, label=fr("button.election_part"))
    assert fr("election.taking_part") in told.text
    await name(hall, hall.lead, "Pareil.", name="lucie")
    assert fr.n("election.people", 2) in hall.texts[-1]
    page = await awa.press(hall.card, "election.name")
    told = await awa.press(page, "election.back")
    assert fr("election.taken_back") in told.text
    await hall.stage.later(6)
    assert fr.n("election.people", 1) in hall.texts[-1]


async def test_the_role_is_described_when_the_step_is_open(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("role-nu", "election")
    assert fr("election.being_described") in hall.texts[-1]
    assert not ids_of(hall.card, "election.name")
    form = await hall.lead.press(await table(hall), "election.role")
    told = await hall.lead.fill(
        form, role="Secrétariat", mandate="", term="six mois", criteria="", expected="2"
    )
    assert fr("election.described") in told.text
    await hall.stage.later(6)
    assert f"**Secrétariat** · {fr('election.term', term='six mois')}" in hall.texts[-1]
    await name(hall, awa, "Du temps.", name="Lucie")
    people = fr.n("election.people", 1)
    assert fr("election.of_expected", people=people, expected=2) in hall.texts[-1]


async def test_leaving_asks_first_and_what_was_never_shown_is_erased(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("role", "election")
    await name(hall, awa, "Du temps.", name="Lucie")
    asked = await hall.lead.press(hall.panel, "lead.next")
    assert fr("election.fate.erased") in asked.text
    hall.panel = asked
    await hall.lead.press(asked, custom_id=str(ids_of(asked, "lead.leave")[0]))
    assert rows(hall.path, "SELECT * FROM election_nominations") == []
    hall.panel = await hall.lead.press(hall.card, "lead.panel")
    await hall.end()
    text = await summary(hall)
    assert fr("report.election.none") in text
    assert "Lucie" not in text
