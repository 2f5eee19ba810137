"""Rounds of consent under pressure: many people, hostile texts, masked names, forged presses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.workshop.consent.proposal import Stage
from bot.workshop.language import Language
from tests.builders import consent, discuss, recipe
from tests.discord.acting import Room, all_of, buttons, en, fr, options, room, rows
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
from tests.discord.forging import choose_id, press_id, send_form
from tests.workshop.hostile import TRICKS

NAMES = ("Zéphyrine", "Barthélemy", "Quitterie")


async def documents(hall: Room) -> dict[str, bytes]:
    """The files posted in the channel: name → content."""
    return {
        file.filename: await file.read()
        for message in hall.stage.messages(hall.channel)
        for file in message.attachments
    }


async def test_sixty_people_answer_at_length_and_everything_stays_within_limits(
    hall: Room,
) -> None:
    """Every request of the test is held to Discord's limits when the room closes."""
    await hall.play("accord", "consent")
    await amend(hall, "\n".join(["*_`|~#<@> mot"] * 60)[:1500])
    people = [hall.person(f"Personne {n:02} {'_' * 20}") for n in range(60)]
    await to(hall, Stage.QUESTIONS)
    for n, person in enumerate(people[:30]):
        words = f"question {n:02} " + "*" * 280
        await person.fill(await person.press(hall.card, "consent.ask"), words=words)
    table = await lead(hall, "")
    assert len(options(table, "consent.reply")) == 25
    for question in options(table, "consent.reply"):
        form = await hall.lead.choose(table, "consent.reply", question)
        table = await hall.lead.fill(form, words="_" * 600)
    await to(hall, Stage.REACTIONS)
    for n, person in enumerate(people[:24]):
        form = await person.press(hall.card, "consent.react")
        await person.fill(form, words=f"réaction {n:02} " + "~" * 380)
    await to(hall, Stage.OBJECTIONS)
    for n, person in enumerate(people):
        if n % 3 == 0:
            await say(person, hall.card, OBJECTION, f"objection {n:02} " + "|" * 480)
        elif n % 3 == 1:
            await say(person, await other(hall, person), CONCERN, f"réserve {n:02} " + "#" * 480)
        else:
            await say(person, hall.card, CONSENT)
    await hall.stage.later(10)
    card = hall.texts[-1]
    assert fr.n("consent.answers", 60) in card
    assert fr.n("consent.count.objection", 20) in card
    assert fr.n("list.more", 20) in card or fr.n("list.more", 19) in card
    seen, turns = "", 0
    reading = await other(hall, people[0])
    while True:
        seen += reading.text
        if "▶" not in buttons(reading):
            break
        reading, turns = await people[0].press(reading, label="▶"), turns + 1
    assert turns > 5
    for n in range(20):
        assert f"objection {3 * n:02} " in seen
        assert f"réserve {3 * n + 1:02} " in seen
        assert f"question {n:02} " in seen
        assert f"réaction {n:02} " in seen, "everything can be read"
    assert seen.count("mot") >= 60
    for person in people[::3]:
        await say(person, hall.card, CONSENT)
    told = await decide(hall)
    assert fr("consent.announced") in told.text
    (announced,) = [text for text in hall.texts if "## ✅" in text]
    assert fr.n("consent.lifted", 20) in announced
    await hall.steer("lead.next")
    await hall.end()
    files = await documents(hall)
    (report,) = [content.decode() for name, content in files.items() if name.endswith(".md")]
    for n in range(1, 60, 3):
        assert f"réserve {n:02} " in report
    (data,) = [json.loads(c) for name, c in files.items() if name.endswith(".json")]
    (made,) = data["consents"]
    assert len(made["decision"]["concerns"]) == 20
    assert len(made["versions"][1]["objections"]) == 20
    assert {o["became"] for o in made["versions"][1]["objections"]} == {"lifted"}


@pytest.mark.parametrize("trick", ["\n".join(TRICKS), "*\n" * 750, "# " + "@everyone " * 149])
async def test_a_hostile_text_is_shown_letter_by_letter_and_whole(hall: Room, trick: str) -> None:
    awa = hall.person("Awa")
    await hall.play("accord", "consent")
    await amend(hall, trick[:1500])
    (text,) = [
        row["text"] for row in rows(hall.path, "SELECT * FROM consent_versions WHERE number = 2")
    ]
    await to(hall, Stage.OBJECTIONS)
    reading = await other(hall, awa)
    seen = reading.text
    while "▶" in buttons(reading):
        reading = await awa.press(reading, label="▶")
        seen += reading.text
    assert "@everyone" not in seen
    shown = iter(seen)
    assert all(char in shown for char in text if char.isalnum()), "every letter, in order"
    await say(awa, reading, OBJECTION, trick[:500])
    await hall.stage.later(6)
    await hall.steer("lead.next")
    await hall.end()


async def test_a_masked_round_names_nobody_anywhere(hall: Room) -> None:
    people = [hall.person(name) for name in NAMES]
    first, second, third = people
    await hall.play("accord", "consent", signing="masked")
    await amend(hall, "Ouvrir le dimanche.", member=[third.member])
    assert fr("consent.brought", name=NAMES[2]) not in hall.texts[-1]
    await to(hall, Stage.QUESTIONS)
    form = await first.press(hall.card, "consent.ask")
    assert form.form is not None
    field = form.form["components"][0]["component"]
    assert field["placeholder"] == fr("field.at_once.masked")
    await first.fill(form, words="question masquée")
    reading = await other(hall, third)
    (question,) = options(reading, "consent.reply")
    answered = await third.choose(reading, "consent.reply", question)
    await third.fill(answered, words="réponse masquée")
    await to(hall, Stage.REACTIONS)
    form = await second.press(hall.card, "consent.react")
    await second.fill(form, words="réaction masquée")
    await to(hall, Stage.OBJECTIONS)
    await say(first, hall.card, OBJECTION, "objection masquée")
    await say(second, await other(hall, second), CONCERN, "réserve masquée")
    await hall.stage.later(6)
    assert "✋ objection masquée" in hall.texts[-1]
    seen = (await other(hall, third)).text
    assert "réserve masquée" in seen
    await say(first, hall.card, CONSENT)
    await decide(hall)
    during = b"".join(file.read_bytes() for file in hall.path.parent.iterdir())
    for name in NAMES:
        assert name not in seen
        assert name.encode() not in during
        assert not any(name in text for text in hall.texts)
    await hall.steer("lead.next")
    await hall.end()
    files = await documents(hall)
    written = b"".join(files.values()) + "".join(hall.texts).encode()
    for person in people:
        assert person.name.encode() not in written
        assert str(person.id).encode() not in written
    assert fr("report.consent.masked").encode() in written
    assert "objection masquée".encode() in written
    (data,) = [json.loads(c) for name, c in files.items() if name.endswith(".json")]
    assert data["consents"][0]["brought_by"] is None
    assert '"author": null' in json.dumps(data["consents"])
    after = b"".join(file.read_bytes() for file in hall.path.parent.iterdir())
    for table in ("consents", "consent_remarks", "consent_answers"):
        assert {row["author"] for row in rows(hall.path, f"SELECT author FROM {table}")} == {None}
    assert not any(name.encode() in after for name in NAMES)


@pytest.mark.parametrize(
    "forged",
    [
        "consent.answer:1:1:4",
        "consent.answer:1:1:-1",
        "consent.worded:1:1:0",
        "consent.worded:1:1:9",
        "consent.stage:1:0:4",
        "consent.stage:1:-1:0",
        "consent.settle:1:1:2",
        "consent.decide:1:1:2",
        "consent.part:1:2",
    ],
)
async def test_a_forged_number_leads_nowhere(hall: Room, forged: str) -> None:
    await at_objections(hall)
    before = kept(hall)
    answer = await press_id(hall, hall.lead, hall.card, forged)
    assert (answer.text, answer.private) == (fr("button.unknown"), True)
    assert kept(hall) == before


@pytest.mark.parametrize(
    "forged",
    [
        "consent.lead:1",
        "consent.stage:1:3:0",
        "consent.write:1",
        "consent.settle:1:1:1",
        "consent.decide:1:1:1",
        "consent.decide:1:1:0",
        "consent.part:1:1",
    ],
)
async def test_only_those_who_lead_press_the_buttons_of_the_table(hall: Room, forged: str) -> None:
    ben = hall.person("Ben", Language.ENGLISH)
    await at_objections(hall)
    await say(ben, hall.card, CONSENT)
    before = kept(hall)
    answer = await press_id(hall, ben, hall.card, forged)
    assert (answer.text, answer.private) == (en("session.not_facilitator"), True)
    assert kept(hall) == before


async def test_forged_forms_and_choices_change_nothing(hall: Room) -> None:
    ben = hall.person("Ben", Language.ENGLISH)
    await at_objections(hall)
    before = kept(hall)
    for form, fields, key in (
        ("consent.written:1:1", {"text": "volé"}, "session.not_facilitator"),
        ("consent.worded:1:1:2", {"words": " "}, "consent.empty"),
        ("consent.worded:1:7:2", {"words": "non"}, "consent.changed"),
        ("consent.worded:1:1:2", {}, "consent.empty"),
        ("consent.reacted:1:1", {"words": "bien"}, "consent.elsewhere.reactions"),
        ("consent.asked:1", {"words": "quoi ?"}, "consent.elsewhere.questions"),
        ("consent.replied:77", {"words": "rien"}, "consent.question_gone"),
        ("consent.asked:2", {"words": "quoi ?"}, "step.not_open"),
    ):
        answer = await send_form(hall, ben, form, fields)  # type: ignore[arg-type]
        assert answer.private
        assert answer.text.startswith(en(key, version=1)), form
    too_long = await send_form(hall, ben, "consent.worded:1:1:2", {"words": "x" * 3999})
    assert all_of(too_long)[0].startswith(en("text.too_long", length=3999, limit=500))
    chosen = await choose_id(hall, hall.lead, hall.card, "consent.reply:1", "77")
    assert chosen.text == fr("consent.question_gone")
    member = await send_form(
        hall, hall.lead, "consent.written:1:1", {"text": "Autre.", "member": ["12345"]}
    )
    assert member.text.startswith(fr("button.unknown"))
    assert kept(hall) == before


async def test_the_card_says_who_is_awaited_and_what_silence_means(tmp_path: Path) -> None:
    plans = (
        consent(text="Planter.", expected=3),
        consent(text="Arroser.", expected=3, silence_is_consent=True),
        discuss(),
    )
    async with room(tmp_path / "gommette.db", {"essai": recipe(*plans)}) as hall:
        awa = hall.person("Awa")
        await hall.play("essai", "consent")
        await to(hall, Stage.OBJECTIONS)
        await say(awa, hall.card, CONSENT)
        await hall.stage.later(6)
        assert fr.n("consent.answers_expected", 1, expected=3) in hall.texts[-1]
        assert fr("consent.silence") not in hall.texts[-1]
        assert fr("consent.missing", missing=2, expected=3) in (await decide(hall)).text
        await hall.steer("lead.next")
        await to(hall, Stage.OBJECTIONS)
        assert fr("consent.silence") in hall.texts[-1]
        await decide(hall)
        (announced,) = [text for text in hall.texts if "## ✅" in text]
        assert fr("consent.silence_counted") in announced
        assert fr.n("consent.count.silent", 3) in announced


def kept(hall: Room) -> list[tuple[object, ...]]:
    """Everything that a press could change."""
    tables = ("consents", "consent_versions", "consent_remarks", "consent_answers", "steps")
    return [tuple(row) for table in tables for row in rows(hall.path, f"SELECT * FROM {table}")]
