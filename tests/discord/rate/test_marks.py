"""Marks from 1 to 5: given privately in two touches, changed, taken back, revealed together."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.rehearsal.stage import Answer, Person, text_of
from bot.workshop.rate.marks import REMARK_LIMIT
from tests.discord.acting import Room, buttons, fr, ids_of, rows
from tests.discord.forging import Pressing, burst, press_id, send_form

NAMES = ("Awa", "Ben", "Chloé", "Dina", "Éloi")


async def opened(hall: Room, recipe: str = "notes", **options: str) -> list[Person]:
    """A session at its step of marks, and the people who give them."""
    people = [hall.person(name) for name in NAMES]
    await hall.play(recipe, "rate", **options)
    return people


async def give(hall: Room, person: Person, mark: int) -> Answer:
    """Press the button of the card, then that of a mark."""
    page = await person.press(hall.card, "rate.open")
    (chosen,) = [one for one in ids_of(page, "rate.give") if one.endswith(f":{mark}")]
    return await person.press(page, custom_id=chosen)


async def say(person: Person, page: Answer, text: str) -> Answer:
    """Say what would have raised one's mark, from the receipt."""
    return await person.fill(await person.press(page, "rate.say"), remark=text)


async def reveal(hall: Room) -> Answer:
    """Have whoever leads reveal the marks; return their panel."""
    panel = await hall.lead.press(hall.card, "lead.panel")
    hall.panel = await hall.lead.press(
        await hall.lead.press(panel, "rate.reveal"), "rate.reveal_yes"
    )
    await hall.stage.later(6)
    return hall.panel


def told(hall: Room) -> list[str]:
    """The messages that tell marks."""
    kickers = fr("rate.kicker"), fr("rate.kicker_few")
    return [text for text in hall.texts if any(one in text for one in kickers)]


async def posted(hall: Room) -> dict[str, Any]:
    """The data of the session, once it has ended."""
    await hall.end()
    await hall.stage.later(30)
    for message in reversed(hall.stage.messages(hall.channel)):
        for file in message.attachments:
            if file.filename.endswith(".json"):
                return dict(json.loads(await file.read()))
    raise AssertionError("no data was posted")


async def summed_up(hall: Room) -> str:
    """The full report, once the session has ended."""
    for message in reversed(hall.stage.messages(hall.channel)):
        for file in message.attachments:
            if file.filename.endswith(".md"):
                return (await file.read()).decode()
    raise AssertionError("no report was posted")


async def test_a_mark_is_two_touches_and_its_receipt_says_which(hall: Room) -> None:
    awa, *_ = await opened(hall)
    page = await awa.press(hall.card, "rate.open")
    assert page.private
    assert len(ids_of(page, "rate.give")) == 5
    assert f"1 · {fr('rate.word.lost')}" in buttons(page)
    receipt = await awa.press(page, custom_id=ids_of(page, "rate.give")[3])
    assert fr("rate.receipt", mark=f"4 · {fr('rate.word.more')}") in receipt.text
    assert not ids_of(receipt, "rate.say"), "only a low mark is asked what would have raised it"
    again = await awa.press(hall.card, "rate.open")
    assert f"✓ 4 · {fr('rate.word.more')}" in buttons(again)


async def test_until_the_reveal_the_card_says_how_many_and_nothing_else(hall: Room) -> None:
    people = await opened(hall)
    before = hall.texts[-1]
    for rank, (person, mark) in enumerate(zip(people, (1, 1, 5, 2, 3), strict=True), start=1):
        await give(hall, person, mark)
        await hall.stage.later(6)
        line = f"🗳️ **{fr.n('rate.marks', rank)}**"
        assert line in hall.texts[-1]
        assert hall.texts[-1].replace(line, "") == before.replace(
            f"🗳️ **{fr.n('rate.marks', 0)}**", ""
        )
    panel = await hall.lead.press(hall.card, "lead.panel")
    assert fr.n("rate.marks", 5) in panel.text


async def test_marks_are_changed_withdrawn_and_revealed_together(hall: Room) -> None:
    people = await opened(hall)
    for person, mark in zip(people, (5, 4, 4, 2, 1), strict=True):
        await give(hall, person, mark)
    await give(hall, people[4], 3)
    gone = await people[0].press(await people[0].press(hall.card, "rate.open"), "rate.withdraw")
    assert fr("rate.withdrawn") in gone.text
    assert told(hall) == []
    panel = await reveal(hall)
    assert fr("rate.revealed_now") in panel.text
    (message,) = told(hall)
    assert fr.n("rate.marks", 4) in message
    assert fr("rate.mean", mean="3,25", points="13 points", marks="4 notes") in message
    for mark, people_of in ((5, 0), (4, 2), (3, 1), (2, 1), (1, 0)):
        assert f"\n- {mark} · " in message
        (line,) = [one for one in message.split("\n") if one.startswith(f"- {mark} ·")]
        assert line.endswith(f"**{people_of}**")
    (shown,) = [m for m in hall.stage.messages(hall.channel) if m.attachments]
    assert shown.attachments[0].filename.endswith(".png")
    assert shown.attachments[0].description
    assert "rate.open" not in str(ids_of(hall.card, "rate.open"))
    assert fr.n("rate.marks", 4) in text_of(hall.card), "the card shows them too"
    assert rows(hall.path, "SELECT * FROM rate_marks") == []
    assert rows(hall.path, "SELECT * FROM keys WHERE purpose = 'rate'") == []
    data = await posted(hall)
    (held,) = data["rates"]
    assert held["counts"] == {"1": 0, "2": 1, "3": 1, "4": 2, "5": 0}
    assert (held["marks"], held["in_room"], held["mean"]) == (4, 0, "13/4")
    assert held["question"] == fr("rate.question")
    assert "| 4 | " in await summed_up(hall)
    assert fr("rate.mean", mean="3,25", points="13 points", marks="4 notes") in hall.texts[-1]
    assert data["participants"] == 5, "whoever took theirs back was there"


async def test_what_would_have_raised_a_low_mark_is_read_without_a_name(hall: Room) -> None:
    people = await opened(hall)
    page = await give(hall, people[0], 2)
    assert fr("rate.remark_asked") in page.text
    page = await say(people[0], page, "moins de monde à la fois")
    assert "> moins de monde à la fois" in page.text
    assert fr("rate.remark_kept") in page.text
    page = await say(people[1], await give(hall, people[1], 3), "une **pause** @everyone")
    page = await say(people[2], await give(hall, people[2], 1), "retirée")
    page = await people[2].press(page, "rate.unsay")
    assert "retirée" not in page.text
    raised = await say(people[3], await give(hall, people[3], 3), "mise de côté")
    raised = await people[3].press(raised, custom_id=ids_of(raised, "rate.give")[4])
    assert fr("rate.remark_aside", low=3) in raised.text
    await reveal(hall)
    (message,) = told(hall)
    assert "- moins de monde à la fois" in message
    assert "- une \\*\\*pause\\*\\*" in message
    assert "@everyone" not in message
    for never in ("retirée", "mise de côté", *NAMES):
        assert never not in message
    data = await posted(hall)
    (held,) = data["rates"]
    assert sorted(held["remarks"]) == ["moins de monde à la fois", "une **pause** @everyone"]
    listed = [row["text"] for row in rows(hall.path, "SELECT text FROM rate_remarks ORDER BY id")]
    assert held["remarks"] == listed, "in the order drawn by lot, everywhere"
    report = await summed_up(hall)
    places = [report.index("moins de monde"), report.index("pause")]
    assert (places == sorted(places)) == (listed[0].startswith("moins"))
    assert rows(hall.path, "SELECT * FROM rate_marks") == []


async def test_a_mark_taken_back_takes_its_line_and_says_so(hall: Room) -> None:
    awa, *_ = await opened(hall)
    page = await say(awa, await give(hall, awa, 1), "plus court")
    page = await awa.press(page, "rate.withdraw")
    assert fr("rate.withdrawn_line") in page.text
    page = await awa.press(await give(hall, awa, 1), "rate.withdraw")
    assert fr("rate.withdrawn") in page.text
    assert fr("rate.withdrawn_line") not in page.text


async def test_a_form_sent_empty_takes_the_line_back(hall: Room) -> None:
    awa, *_ = await opened(hall)
    page = await say(awa, await give(hall, awa, 1), "plus court")
    page = await say(awa, page, "")
    assert fr("rate.remark_asked") in page.text
    assert [r["remark"] for r in rows(hall.path, "SELECT remark FROM rate_marks")] == [None]


async def test_under_three_nothing_is_told_anywhere_and_it_is_said_before(hall: Room) -> None:
    people = await opened(hall)
    await say(people[0], await give(hall, people[0], 1), "un secret bien gardé")
    await give(hall, people[1], 5)
    panel = await hall.lead.press(hall.card, "lead.panel")
    question = await hall.lead.press(panel, "rate.reveal")
    assert fr("rate.fate.erased") in question.text
    assert fr("button.rate_erase_yes") in buttons(question)
    panel = await hall.lead.press(question, "rate.reveal_yes")
    assert fr("rate.erased") in panel.text
    await hall.stage.later(6)
    (message,) = told(hall)
    assert fr("rate.untold") in message
    assert "révélées" not in "".join((panel.text, message, *buttons(question)))
    late = await press_id(hall, people[2], hall.card, "rate.give:1:5")
    assert late.text == fr("rate.erased")
    assert not any(m.attachments for m in hall.stage.messages(hall.channel))
    data = await posted(hall)
    (held,) = data["rates"]
    assert (held["marks"], held["counts"], held["mean"], held["remarks"]) == (2, None, None, [])
    assert held["withheld"] == "too_few"
    everything = "\n".join([*hall.texts, await summed_up(hall), json.dumps(data)])
    assert "un secret bien gardé" not in everything
    assert "un secret bien gardé".encode() not in hall.path.read_bytes()
    assert rows(hall.path, "SELECT * FROM turnout") == [], "nor who gave one"


async def test_a_mark_taken_back_before_the_answer_is_asked_about_again(hall: Room) -> None:
    people = await opened(hall)
    for person in people[:3]:
        await give(hall, person, 4)
    panel = await hall.lead.press(hall.card, "lead.panel")
    question = await hall.lead.press(panel, "rate.reveal")
    assert fr("rate.fate.revealed") in question.text
    await people[0].press(await people[0].press(hall.card, "rate.open"), "rate.withdraw")
    question = await hall.lead.press(question, "rate.reveal_yes")
    assert fr("rate.fate.erased") in question.text
    assert told(hall) == []


async def test_when_the_time_is_up_the_marks_are_revealed_and_the_room_looks(hall: Room) -> None:
    people = await opened(hall)
    for person in people[:3]:
        await give(hall, person, 5)
    await hall.stage.later(181)
    (message,) = told(hall)
    assert fr("rate.mean", mean="5", points="15 points", marks="3 notes") in message
    assert hall.open_step()["kind"] == "rate"
    late = await press_id(hall, people[3], hall.card, "rate.give:1:5")
    assert fr("rate.revealed") in late.text


async def test_with_too_few_marks_the_end_of_the_time_erases_nothing(hall: Room) -> None:
    people = await opened(hall)
    for person in people[:2]:
        await give(hall, person, 4)
    await hall.stage.later(181)
    assert told(hall) == []
    up = fr.n("rate.time_up", 2)
    assert hall.texts[-1] == up, "the room reads what is missing"
    assert up in text_of(hall.card)
    assert up in (await hall.lead.press(hall.card, "lead.panel")).text
    await give(hall, people[2], 1)
    await hall.stage.later(6)
    assert up not in text_of(hall.card)
    await reveal(hall)
    assert fr.n("rate.marks", 3) in told(hall)[0]


@pytest.mark.parametrize("verb", ["lead.next", "lead.end"])
async def test_whoever_moves_on_reads_first_what_becomes_of_the_marks(
    hall: Room, verb: str
) -> None:
    people = await opened(hall)
    for person in people:
        await give(hall, person, 3)
    panel = await hall.lead.press(hall.card, "lead.panel")
    question = await hall.lead.press(panel, verb)
    assert fr("rate.fate.revealed") in question.text
    yes = fr("button.next_yes" if verb == "lead.next" else "button.end_yes")
    await hall.lead.press(question, label=yes)
    await hall.stage.later(30)
    assert len(told(hall)) == 1


async def test_skipped_marks_wait_hidden_and_are_revealed_at_the_end(hall: Room) -> None:
    people = await opened(hall)
    for person in people[:3]:
        await give(hall, person, 2)
    form = await people[0].press(await people[0].press(hall.card, "rate.open"), "rate.say")
    await hall.steer("lead.skip")
    await hall.stage.later(6)
    assert told(hall) == []
    kept = await people[0].fill(form, remark="plus de silence")
    assert "plus de silence" in kept.text
    assert fr("late.kept") in kept.text
    assert fr("rate.aside") in "\n".join(hall.texts)
    await posted(hall)
    assert "plus de silence" in told(hall)[0]


async def test_back_in_a_revealed_step_the_room_looks_at_its_marks(hall: Room) -> None:
    people = await opened(hall)
    for person in people[:3]:
        await give(hall, person, 2)
    await reveal(hall)
    await hall.steer("lead.next")
    await hall.steer("lead.back")
    await hall.stage.later(6)
    assert not ids_of(hall.card, "rate.open")
    assert fr.n("rate.marks", 3) in hall.texts[-1]
    refused = await press_id(hall, people[4], hall.card, "rate.open:1")
    assert refused.text == fr("rate.revealed")
    await hall.steer("lead.next")
    await hall.stage.later(6)
    assert len(told(hall)) == 1, "they are told once"


async def test_a_restart_takes_nothing_from_the_marks(hall: Room) -> None:
    people = await opened(hall)
    page = await say(people[0], await give(hall, people[0], 1), "un plan plus clair")
    form = await people[1].press(await give(hall, people[1], 2), "rate.say")
    await hall.stage.restart()
    page = await people[0].press(page, custom_id=ids_of(page, "rate.give")[1])
    assert "un plan plus clair" in page.text
    await people[1].fill(form, remark="moins de diapos")
    await give(hall, people[2], 3)
    async with hall.stage.stopped():
        pass
    await hall.stage.later(181)
    (message,) = told(hall)
    assert "- 2 ·" in message
    assert "moins de diapos" in message


async def test_forged_marks_and_lines_are_refused_and_change_nothing(hall: Room) -> None:
    awa, *_ = await opened(hall)
    step = int(hall.open_step()["id"])
    for forged in ("0", "6", "-1", "99999999999999999999", "x", ""):
        refused = await press_id(hall, awa, hall.card, f"rate.give:{step}:{forged}")
        assert refused.text == fr("button.unknown"), forged
    refused = await press_id(hall, awa, hall.card, f"rate.give:{step}:3:7")
    assert refused.text == fr("button.unknown")
    refused = await send_form(hall, awa, f"rate.said:{step}", {"remark": "sans note"})
    assert fr("rate.nothing_given") in refused.text
    await give(hall, awa, 5)
    refused = await send_form(hall, awa, f"rate.said:{step}", {"remark": "avec une haute"})
    assert fr("rate.not_low", low=3) in refused.text
    assert "avec une haute" in refused.text, "what was written is given back"
    await give(hall, awa, 1)
    long = "e" * (REMARK_LIMIT + 1)
    refused = await send_form(hall, awa, f"rate.said:{step}", {"remark": long})
    assert fr("text.too_long", length=len(long), limit=REMARK_LIMIT) in refused.text
    await send_form(hall, awa, f"rate.said:{step}", {"remark": "a\nb\u202e\x00 ```c``` <@1> #d"})
    ((kept,),) = rows(hall.path, "SELECT remark FROM rate_marks")
    assert kept == "a b ```c``` <@1> #d"
    other = await press_id(hall, awa, hall.card, f"rate.open:{step + 1}")
    assert other.text == fr("step.not_open")


async def test_two_hundred_people_give_their_mark_in_the_same_instant(hall: Room) -> None:
    people = [hall.person(f"Personne {n}") for n in range(200)]
    await hall.play("notes", "rate")
    step = int(hall.open_step()["id"])
    presses = [
        Pressing(person, hall.card, f"rate.give:{step}:{1 + n % 5}")
        for n, person in enumerate(people)
    ]
    answers = await burst(hall, presses)
    for n, answer in enumerate(answers):
        assert answer.private
        assert f"**{1 + n % 5} · " in answer.text
    await reveal(hall)
    (held,) = (await posted(hall))["rates"]
    assert held["counts"] == {str(mark): 40 for mark in range(1, 6)}
    assert held["mean"] == "3"
