"""Someone who plays against an election: another's name, letters without end, names by the dozen,
reasons that are no reasons, buttons of before, two devices at once."""

from __future__ import annotations

import json

import pytest

from bot.rehearsal.stage import Answer, Person
from bot.workshop.election.naming import NAME_LIMIT, REASON_LIMIT
from tests.discord.acting import Room, fr, options, rows
from tests.discord.election.test_election import consent, move, name, propose, show, table
from tests.discord.forging import Pressing, burst, choose_id, press_id, send_form
from tests.discord.refusing import letters
from tests.store.seeing import every_byte


async def withdraw(hall: Room, who: Person) -> Answer:
    """Have `who` press the button of the card: not to be named, or to be named again."""
    asked = await who.press(hall.card, "election.withdraw")
    told = await who.press(asked, "election.withdrawn")
    await hall.stage.later(6)
    return told


def named(hall: Room) -> list[tuple[str, int | None, int]]:
    found = rows(hall.path, "SELECT name, person_id, withdrawn FROM election_names ORDER BY name")
    return [(row["name"], row["person_id"], row["withdrawn"]) for row in found]


async def test_nobody_withdraws_a_typed_name_by_calling_themselves_so(hall: Room) -> None:
    awa, ben, thief = hall.person("Awa"), hall.person("Ben"), hall.person("Lucie")
    await hall.play("role", "election")
    await name(hall, awa, "Elle tient les comptes depuis dix ans.", name="Lucie")
    await withdraw(hall, thief)
    assert set(named(hall)) == {("Lucie", None, 0), ("Lucie", thief.id, 1)}
    assert letters(awa) == [], "whom she names has not withdrawn"
    again = await name(hall, ben, "Pareil.", name="lucie")
    assert fr("election.mine", name="Lucie") in again.text
    await show(hall)
    assert f"**Lucie** · {fr.n('election.named_by', 2)}" in hall.texts[-1].replace(
        fr("election.typed_name", name="Lucie"), "Lucie"
    )
    # Named by their account too, they are someone else, and each is told apart.
    await withdraw(hall, thief)
    await name(hall, thief, "Moi.", member=[thief.member])
    await move(hall)
    assert sorted(options(await table(hall), "election.propose").values()) == [
        "Lucie",
        fr("election.typed_name", name="Lucie"),
    ]
    # Whoever leads withdraws the typed one, as its bearer told them; nobody else can.
    (gone,) = options(await table(hall), "election.gone")
    told = await hall.lead.choose(await table(hall), "election.gone", gone)
    assert fr("election.gone") in told.text
    assert {one[1:] for one in named(hall)} == {(None, 1), (thief.id, 0)}


async def test_a_name_that_its_bearer_withdrew_is_not_typed_in_its_place(hall: Room) -> None:
    awa, nour = hall.person("Awa"), hall.person("Nour")
    await hall.play("role", "election")
    await withdraw(hall, nour)
    refused = await name(hall, awa, "Elle sait.", name="nour")
    assert fr("election.typed_withdrew", name="nour") in refused.text
    told = await name(hall, awa, "Elle sait.", name="Nour Hadji")
    assert fr("election.mine", name="Nour Hadji") in told.text


async def test_who_withdraws_again_and_again_has_each_written_to_once(hall: Room) -> None:
    awa, ben, nour = hall.person("Awa"), hall.person("Ben"), hall.person("Nour")
    await hall.play("role", "election")
    for person in (awa, ben):
        await name(hall, person, "Elle sait.", member=[nour.member])
    for _ in range(7):
        await withdraw(hall, nour)
    assert [len(letters(one)) for one in (awa, ben)] == [1, 1]
    # Who names another, then her again, is told again.
    await name(hall, awa, "Lui aussi.", member=[ben.member])
    await withdraw(hall, nour)
    await name(hall, awa, "Elle, tout de même.", member=[nour.member])
    await withdraw(hall, nour)
    assert [len(letters(one)) for one in (awa, ben)] == [2, 1]


async def test_who_returned_before_it_could_be_said_is_told_to_nobody(hall: Room) -> None:
    awa, nour = hall.person("Awa"), hall.person("Nour")
    await hall.play("role", "election")
    await name(hall, awa, "Elle sait.", member=[nour.member])
    asked = await nour.press(hall.card, "election.withdraw")
    gone = await nour.press(asked, "election.withdrawn")
    for n in range(5):  # faster than anything is said
        gone = await nour.press(gone, "election.withdrawn")
        assert (fr("election.you_returned") in gone.text) is (n % 2 == 0)
    await hall.stage.later(6)
    assert len(letters(awa)) <= 1
    before = len(letters(awa))
    await withdraw(hall, nour)
    assert len(letters(awa)) <= max(1, before)


@pytest.mark.parametrize(
    "reason",
    [
        "@everyone " * 40,
        "<@&1> <@2> <#3> @here",
        "```\n# Grand titre\n```\n> cité",
        "`code` **gras** ||caché|| [lien](https://exemple.org)",
        "\u202e à l'envers \u200b\u200b",
    ],
)
async def test_a_reason_pings_nobody_and_breaks_no_card(hall: Room, reason: str) -> None:
    awa = hall.person("Awa")
    await hall.play("role", "election")
    await name(hall, awa, reason[:REASON_LIMIT], name="**Lucie** @here")
    await show(hall)
    message = hall.stage.messages(hall.channel)[-1]
    assert not message.mention_everyone
    assert message.mentions == []
    assert message.role_mentions == []
    text = hall.texts[-1]
    for live in ("@everyone", "@here", "<@&1>", "<@2>", "```", "**gras**", "||caché||"):
        assert live not in text, text
    assert "\u202e" not in text
    assert "\n# " not in text
    page = await awa.press(hall.card, "election.read")
    assert "@everyone" not in page.text


async def test_too_long_a_reason_is_given_back_whole(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("role", "election")
    form = await awa.press(hall.card, "election.name")
    assert form.form is not None
    long = "@everyone ``` " * 300
    (limit,) = {
        part["component"]["max_length"]
        for part in form.form["components"]
        if part.get("component", {}).get("custom_id") == "reason"
    }
    assert limit == REASON_LIMIT, "Discord takes no more; what is forged is refused in a sentence"
    step = hall.open_step()["id"]
    sent = f"election.named:{step}:0"
    told = await send_form(hall, awa, sent, {"reason": long, "name": "Lucie"})
    assert fr("text.too_long", length=len(long.strip()), limit=REASON_LIMIT) in told.text
    told = await send_form(hall, awa, sent, {"reason": "Oui.", "name": "L" * 400})
    assert fr("text.too_long", length=400, limit=NAME_LIMIT) in told.text
    assert named(hall) == []


async def test_one_who_names_fifty_people_names_one(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("role", "election")
    for n in range(50):
        await name(hall, awa, f"Raison {n}.", name=f"Personne {n}")
    assert fr.n("election.people", 1) in hall.texts[-1]
    assert len(rows(hall.path, "SELECT * FROM election_nominations")) == 1
    assert named(hall) == [("Personne 49", None, 0)], "a choice that was changed is kept nowhere"
    page = await awa.press(hall.card, "election.name")
    await awa.press(page, "election.back")
    assert named(hall) == []
    await name(hall, awa, "Raison 49.", name="Personne 49")
    await show(hall)
    assert "**Personne 49**" in hall.texts[-1]
    assert "Personne 48" not in hall.texts[-1]
    # Having heard, each change shows, and there is still one.
    for n in range(5):
        form = await awa.press(hall.card, "election.name")
        await awa.fill(form, reason=f"Encore {n}.", name=f"Autre {n}")
    await hall.stage.later(6)
    assert len(rows(hall.path, "SELECT * FROM election_nominations")) == 2
    assert "**Autre 4**" in hall.texts[-1]
    assert "Autre 3" not in hall.texts[-1]


async def test_two_devices_at_once_are_one_voice(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("role", "election")
    step = hall.open_step()["id"]
    sent = f"election.named:{step}:0"
    at_once = [
        Pressing(awa, hall.card, sent, fields={"reason": f"Raison {who}.", "name": who})
        for who in ("Lucie", "Marin", "Lucie", "Marin")
    ]
    answers = await burst(hall, at_once)
    assert all(answer.text for answer in answers)
    (said,) = rows(hall.path, "SELECT * FROM election_nominations")
    assert said["reason"] in ("Raison Lucie.", "Raison Marin.")


async def test_buttons_of_before_change_nothing_once_it_is_over(hall: Room) -> None:
    awa, ben = hall.person("Awa"), hall.person("Ben")
    await hall.play("role", "election")
    step = hall.open_step()["id"]
    await name(hall, awa, "Du temps.", member=[ben.member])
    await show(hall)
    await move(hall)
    await propose(hall, "Ben", "Il a du temps.")
    await consent(hall, awa, ben)
    before = [tuple(row) for row in rows(hall.path, "SELECT * FROM election_nominations")]
    pressed = [
        f"election.name:{step}:0",
        f"election.change:{step}:1",
        f"election.hear:{step}",
        f"election.back:{step}",
        f"election.withdraw:{step}",
        f"election.withdrawn:{step}:1",
        f"election.move:{step}:0:1",
        f"election.part:{step}:1",
    ]
    for who in (awa, ben, hall.lead):
        for custom_id in pressed:
            told = await press_id(hall, who, hall.card, custom_id)
            assert told.private
            assert told.text
    sent = f"election.named:{step}:1"
    assert (await send_form(hall, awa, sent, {"reason": "Trop tard.", "name": "Lucie"})).text
    assert [tuple(row) for row in rows(hall.path, "SELECT * FROM election_nominations")] == before
    outcome = rows(hall.path, "SELECT outcome FROM steps WHERE kind = 'election'")[0]["outcome"]
    assert json.loads(outcome)["adopted"]


async def test_a_forged_button_leads_nothing(hall: Room) -> None:
    awa, ben = hall.person("Awa"), hall.person("Ben")
    await hall.play("role", "election")
    step = hall.open_step()["id"]
    await name(hall, ben, "Elle sait.", name="Lucie")
    (who,) = rows(hall.path, "SELECT id FROM election_names")
    for custom_id in (
        f"election.show:{step}",
        f"election.move:{step}:0:1",
        f"election.lead:{step}",
        f"election.room:{step}",
        f"election.typed:{step}",
    ):
        told = await press_id(hall, awa, hall.card, custom_id)
        assert fr("session.not_facilitator") in told.text
    for custom_id in (f"election.gone:{step}", f"election.propose:{step}"):
        told = await choose_id(hall, awa, hall.card, custom_id, str(who["id"]))
        assert fr("session.not_facilitator") in told.text
    told = await press_id(hall, awa, hall.card, f"election.read:{step}:0")
    assert "Lucie" not in told.text, "not before all is shown"
    assert "Lucie" not in "".join(hall.texts)


@pytest.mark.parametrize("signing", ["signed", "masked"])
async def test_who_was_not_elected_is_named_nowhere_once_raw_data_is_gone(
    hall: Room, signing: str
) -> None:
    awa, ben = hall.person("Awa"), hall.person("Ben")
    await hall.play("role", "election", signing=signing)
    await name(hall, awa, "Tient les comptes.", name="Lucie Farouche")
    await name(hall, ben, "Prend le temps.", name="Marin Tranquille")
    await show(hall)
    await move(hall)
    await propose(hall, "Lucie Farouche", "Tient bien les comptes.")
    await consent(hall, awa, adopt=False)
    hall.panel = await hall.lead.press(hall.card, "lead.panel")
    await hall.steer("lead.next")
    await propose(hall, "Marin Tranquille", "Prend bien le temps.")
    await consent(hall, awa, ben)
    hall.panel = await hall.lead.press(hall.card, "lead.panel")
    await hall.end()
    await hall.stage.later(91 * 86400)
    await hall.stage.bot.ctx.database.scrub(quiet=True)
    left = every_byte(hall.path).decode("latin-1")
    for gone in ("Farouche", "Tient les comptes", "Tient bien les comptes", "Prend le temps"):
        assert gone not in left
    assert "Marin Tranquille prend le r" in left, "what was decided stays"
