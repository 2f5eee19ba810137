"""People without Discord, masked sessions, hidden reasons, and what is kept of who named whom."""

from __future__ import annotations

import json
from typing import Any

from bot.rehearsal.stage import Answer, message_of
from tests.discord.acting import Room, fr, ids_of, options, rows
from tests.discord.election.test_election import (
    consent,
    document,
    move,
    name,
    propose,
    show,
    summary,
    table,
)


async def in_the_room(hall: Room, people: str) -> None:
    panel = await hall.lead.press(hall.card, "lead.panel")
    page = await hall.lead.press(panel, "in_room.open")
    form = page if page.form is not None else await hall.lead.press(page, "in_room.number")
    await hall.lead.fill(form, people=people)


async def of_the_room(hall: Room, reason: str, **named: Any) -> Answer:
    panel = await hall.lead.press(hall.card, "lead.panel")
    page = await hall.lead.press(panel, "in_room.open")
    listed = await hall.lead.press(page, "election.room")
    form = await hall.lead.press(listed, "election.room_name")
    told = await hall.lead.fill(form, reason=reason, **named)
    await hall.stage.later(6)
    return told


async def test_people_in_the_room_are_written_down_one_by_one(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("role", "election")
    await in_the_room(hall, "2")
    await of_the_room(hall, "Du temps.", name="Lucie")
    told = await of_the_room(hall, "De la patience.", name="Marin")
    assert fr.n("election.room_told", 2, said=2) in told.text
    await name(hall, awa, "Elle sait.", name="lucie")
    assert fr.n("election.people", 3) in hall.texts[-1]
    assert fr.n("election.in_room", 2) in hall.texts[-1]
    (picked, _), *_ = options(told, "election.room_pick").items()
    one = await hall.lead.choose(told, "election.room_pick", picked)
    told = await hall.lead.press(one, "election.room_back")
    assert fr.n("election.room_told", 1, said=2) in told.text
    await show(hall)
    assert f"— *{fr('in_room.signature')}*" in hall.texts[-1]
    # Lucie has no account: whoever leads says that she withdraws.
    shown = await table(hall)
    (lucie,) = [
        ref for ref, label in options(shown, "election.gone").items() if label.lower() == "lucie"
    ]
    told = await hall.lead.choose(shown, "election.gone", lucie)
    assert fr("election.gone") in told.text
    await hall.stage.later(6)
    assert fr("election.has_withdrawn", name="**Lucie**").lower() in hall.texts[-1].lower()


async def test_a_masked_session_never_says_who_named_whom(hall: Room) -> None:
    awa, ben, nour = hall.person("Awa"), hall.person("Ben"), hall.person("Nour")
    await hall.play("role", "election", signing="masked")
    assert fr("election.hidden_masked") in hall.texts[-1]
    form = await awa.press(hall.card, "election.name")
    assert fr("election.form.masked") in json.dumps(form.form, ensure_ascii=False)
    await awa.fill(form, member=[nour.member], reason="Elle sait.")
    await name(hall, ben, "Du temps.", name="Lucie")
    await name(hall, nour, "Pourquoi pas.", name="Lucie")
    await nour.press(await nour.press(hall.card, "election.withdraw"), "election.withdrawn")
    assert rows(hall.path, "SELECT * FROM outbox WHERE kind = 'name_again'") == []
    await hall.stage.later(6)
    assert fr("election.again_hidden") in hall.texts[-1]
    await show(hall)
    form = await ben.press(hall.card, "election.name")
    await ben.fill(form, name="Marin", reason="Après écoute.")
    await hall.stage.later(6)
    assert "Ben" not in hall.texts[-1]
    assert fr("election.before", name="Lucie") in hall.texts[-1]
    await hall.end()
    text = await summary(hall)
    assert "Ben" not in text
    assert "Après écoute." in text
    told = (await document(hall))["elections"][0]
    assert {one["author"] for one in told["voices"]} == {None}
    kept = rows(hall.path, "SELECT author, author_name FROM election_nominations")
    assert {tuple(row) for row in kept} == {(None, None)}
    assert {row["person_id"] for row in rows(hall.path, "SELECT * FROM election_names")} == {None}


async def test_a_reason_is_hidden_and_who_named_stays(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("role", "election")
    await name(hall, awa, "Une insulte.", name="Lucie")
    panel = await hall.lead.press(hall.card, "lead.panel")
    before = await hall.lead.press(panel, "hide.list")
    (reasons,) = [i for i in ids_of(before, "hide.list") if i.endswith(":3:0")]
    none = await hall.lead.press(message_of(before), custom_id=reasons)
    assert fr("hide.none.reason") in none.text, "what is hidden from all is read by nobody"
    await show(hall)
    panel = await hall.lead.press(hall.card, "lead.panel")
    listed = await hall.lead.press(panel, "hide.list")
    (reasons,) = [i for i in ids_of(listed, "hide.list") if i.endswith(":3:0")]
    listed = await hall.lead.press(message_of(listed), custom_id=reasons)
    (ref,) = options(listed, "hide.pick")
    one = await hall.lead.choose(listed, "hide.pick", ref)
    form = await hall.lead.press(one, "hide.why")
    await hall.lead.fill(form, reason="")
    await hall.stage.later(6)
    assert "insulte" not in hall.texts[-1]
    assert "**Lucie**" in hall.texts[-1]
    await hall.end()
    assert "insulte" not in await summary(hall)
    assert "insulte" not in json.dumps(await document(hall), ensure_ascii=False)


async def test_once_raw_data_is_gone_only_who_was_elected_is_named(hall: Room) -> None:
    awa, ben = hall.person("Awa"), hall.person("Ben")
    await hall.play("role", "election")
    await name(hall, awa, "Du temps.", name="Lucie")
    await name(hall, ben, "De la patience.", name="Marin")
    await show(hall)
    await move(hall)
    await propose(hall, "Lucie", "Elle a du temps.")
    await consent(hall, awa, adopt=False)
    hall.panel = await hall.lead.press(hall.card, "lead.panel")
    await hall.steer("lead.next")
    await propose(hall, "Marin", "La patience compte.")
    await consent(hall, awa, ben)
    hall.panel = await hall.lead.press(hall.card, "lead.panel")
    await hall.end()
    await hall.stage.later(91 * 86400)
    left = json.dumps([tuple(row) for row in rows(hall.path, "SELECT * FROM steps")])
    assert "Marin" in left
    assert "Lucie" not in left
    assert rows(hall.path, "SELECT * FROM elections") == []


async def test_it_opens_from_the_workbench_and_ends_with_the_consent(hall: Room) -> None:
    awa, ben = hall.person("Awa"), hall.person("Ben")
    page = await hall.prepare(
        "election", role="Secrétariat", mandate="", term="", criteria="", minutes="20"
    )
    assert fr("decide.election") in page.text
    hall.panel = await hall.lead.press(page, "decide.open")
    assert fr("election.opened") in hall.panel.text
    await name(hall, awa, "Du temps.", name="Lucie")
    await show(hall)
    await move(hall)
    await propose(hall, "Lucie", "Du temps.")
    await consent(hall, awa, ben)
    await hall.stage.later(10)
    (session,) = rows(hall.path, "SELECT * FROM sessions")
    assert session["state"] == "ended"
    assert fr("election.elected") in "\n".join(hall.texts)
