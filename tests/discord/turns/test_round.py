"""A speaking round as people live it: who speaks, who follows, presses at the wrong moment."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.rehearsal.stage import Answer, Person, text_of
from tests.discord.acting import Room, buttons, fr, ids_of
from tests.discord.forging import Pressing, burst, press_id

NAMES = ("Awa", "Ben", "Chloé", "Dina")
REDRAWN = 6


def mention(person: Person) -> str:
    return f"<@{person.id}>"


async def opened(hall: Room, recipe: str = "tour", **options: str) -> list[Person]:
    """A session at its round, and the people of it, each of whom said that they are there."""
    people = [hall.person(name) for name in NAMES]
    await hall.play(recipe, "turns", **options)
    for person in people:
        await person.press(hall.card, "turns.here")
    return people


async def lead(hall: Room, verb: str) -> Answer:
    """Have whoever leads press a button of the panel as it is now."""
    hall.panel = await hall.lead.press(hall.card, "lead.panel")
    hall.panel = await hall.lead.press(hall.panel, verb)
    await hall.stage.later(REDRAWN)
    return hall.panel


async def begun(hall: Room, **options: str) -> list[Person]:
    """A round that has begun: the people in the order in which they speak."""
    people = await opened(hall, **options)
    await lead(hall, "turns.begin")
    return in_order(hall, people)


def in_order(hall: Room, people: list[Person]) -> list[Person]:
    text = text_of(hall.card)
    return sorted(people, key=lambda person: text.index(mention(person)))


def speaker(hall: Room) -> str:
    return next(line for line in text_of(hall.card).split("\n") if line.startswith("## 🎙️"))


def word_id(hall: Room) -> str:
    return f"turns.word:{hall.open_step()['id']}"


async def done(hall: Room, person: Person, verb: str = "turns.done") -> Answer:
    answer = await person.press(hall.card, verb)
    await hall.stage.later(REDRAWN)
    return answer


async def posted(hall: Room, ending: str = ".json") -> str:
    """A document of the session, once it has ended."""
    await hall.end()
    await hall.stage.later(30)
    for message in reversed(hall.stage.messages(hall.channel)):
        for file in message.attachments:
            if file.filename.endswith(ending):
                return (await file.read()).decode()
    raise AssertionError("no document was posted")


async def told(hall: Room) -> dict[str, Any]:
    (found,) = json.loads(await posted(hall))["turns"]
    return dict(found)


async def test_the_card_names_who_speaks_and_who_follows_and_mentions_nobody(hall: Room) -> None:
    one, two, *rest = await begun(hall)
    card = hall.card
    assert speaker(hall) == f"## 🎙️ {mention(one)}"
    assert fr("turns.next", who=f"**{mention(two)}**") in text_of(card)
    assert all(mention(person) in text_of(card) for person in rest)
    assert hall.stage.messages(hall.channel)[-1].id == card.id, "nothing more is posted"
    receipt = await done(hall, one)
    assert receipt.private
    assert fr("turns.place.spoke") in receipt.text
    assert speaker(hall) == f"## 🎙️ {mention(two)}"
    assert fr.n("turns.did.spoke", 1) in text_of(hall.card)


async def test_a_pass_a_come_back_and_a_late_joiner(hall: Room) -> None:
    one, two, three, four = await begun(hall)
    late = hall.person("Éloi")
    assert fr("turns.place.passed") in (await done(hall, one, "turns.pass")).text
    back = await done(hall, two, "turns.back")
    assert fr.n("turns.place.waiting", 2) in back.text
    came = await late.press(hall.card, "turns.here")
    assert fr.n("turns.place.waiting", 3) in came.text
    heard = []
    for person in (three, four, two, late):
        heard.append(speaker(hall))
        await done(hall, person)
    assert heard == [f"## 🎙️ {mention(person)}" for person in (three, four, two, late)]
    assert fr("turns.finished") in text_of(hall.card)
    found = await told(hall)
    assert (found["people"], found["spoke"], found["passed"]) == (5, 4, 1)
    assert (found["skipped"], found["left"], found["not_reached"]) == (0, 0, 0)


async def test_whose_turn_it_is_not_reads_whose_it_is(hall: Room) -> None:
    one, two, three, _ = await begun(hall)
    answer = await three.press(hall.card, "turns.done")
    assert answer.private
    assert fr("turns.not_yours") in answer.text
    assert fr("turns.now", who=mention(one), next=mention(two)) in answer.text
    assert fr.n("turns.place.waiting", 2) in answer.text
    stranger = await hall.person("Éloi").press(hall.card, "turns.pass")
    assert fr("turns.place.not_in") in stranger.text
    assert ids_of(stranger, "turns.here")
    await hall.stage.later(REDRAWN)
    assert speaker(hall) == f"## 🎙️ {mention(one)}"


async def test_pressed_twice_the_floor_goes_on_once(hall: Room) -> None:
    one, two, *_ = await begun(hall)
    (act,) = ids_of(hall.card, "turns.done")
    answers = await burst(hall, [Pressing(one, hall.card, act)] * 3)
    assert all(answer.private for answer in answers)
    again = await press_id(hall, one, hall.card, act)
    assert fr("turns.not_yours") in again.text
    assert fr("turns.place.spoke") in again.text
    early = await press_id(hall, two, hall.card, act)  # the card had not changed yet
    assert fr("turns.moved") in early.text
    assert fr("turns.place.speaking") in early.text
    await hall.stage.later(REDRAWN)
    assert speaker(hall) == f"## 🎙️ {mention(two)}"
    await two.press(early, "turns.done")
    assert "2" in fr.n("turns.did.spoke", 2)
    await hall.stage.later(REDRAWN)
    assert fr.n("turns.did.spoke", 2) in text_of(hall.card)


async def test_two_who_lead_press_at_once(hall: Room) -> None:
    _, two, *_ = await begun(hall)
    other = hall.person("Nour")
    await hall.lead.command(hall.channel, "session facilitator", member=other.member)
    panels = [await person.press(hall.card, "lead.panel") for person in (hall.lead, other)]
    presses = [
        Pressing(person, panel, ids_of(panel, verb)[0])
        for person, panel, verb in zip(
            (hall.lead, other), panels, ("turns.next", "turns.skip"), strict=True
        )
    ]
    answers = await burst(hall, presses)
    assert sum(fr("turns.moved") in answer.text for answer in answers) == 1
    await hall.stage.later(REDRAWN)
    assert speaker(hall) == f"## 🎙️ {mention(two)}"


async def test_whoever_gave_the_floor_on_takes_it_again(hall: Room) -> None:
    one, two, three, four = await begun(hall)
    receipt = await done(hall, one)
    taken = await one.press(receipt, "turns.resume")
    assert fr("turns.place.speaking") in taken.text
    await hall.stage.later(REDRAWN)
    assert speaker(hall) == f"## 🎙️ {mention(one)}"
    receipt = await done(hall, one)
    await done(hall, two)
    late = await one.press(receipt, "turns.resume")
    assert late.text == fr("turns.too_late")
    for person in (three, four):
        await done(hall, person)
    found = await told(hall)
    assert (found["spoke"], found["people"]) == (4, 4)


async def test_who_passes_ahead_may_speak_after_all(hall: Room) -> None:
    one, two, three, four = await begun(hall)
    page = await two.press(hall.card, "turns.here")
    page = await two.press(page, "turns.ahead")
    assert fr("turns.place.passed") in page.text
    await done(hall, one)
    assert speaker(hall) == f"## 🎙️ {mention(three)}"
    page = await two.press(page, "turns.here")
    assert fr.n("turns.place.waiting", 2) in page.text
    for person in (three, four):
        await done(hall, person)
    assert speaker(hall) == f"## 🎙️ {mention(two)}"


async def test_who_asked_for_it_is_mentioned_once_it_is_their_turn_and_nobody_else(
    hall: Room,
) -> None:
    one, two, three, _ = await begun(hall)
    for person in (two, three):
        page = await person.press(hall.card, "turns.here")
        page = await person.press(page, "turns.ping")
        assert fr("turns.ping_on") in page.text
    page = await three.press(page, "turns.ping")
    assert fr("turns.ping_on") not in page.text
    before = len(hall.stage.messages(hall.channel))
    await done(hall, one)
    (said,) = hall.stage.messages(hall.channel)[before:]
    assert text_of(said) == fr("turns.your_turn", who=mention(two))
    sent = [one.json for one in hall.stage.env.http_requests if one.method == "POST" and one.json]
    pinged = [one["allowed_mentions"] for one in sent if one.get("allowed_mentions")]
    assert [one["users"] for one in pinged if one.get("users")] == [[two.id]]
    await done(hall, two)
    assert len(hall.stage.messages(hall.channel)) == before + 1


async def test_time_that_is_over_is_said_on_the_card_and_more_is_given(hall: Room) -> None:
    one, *_ = await begun(hall)
    await hall.stage.later(61)
    assert fr("turns.over") in text_of(hall.card)
    assert speaker(hall) == f"## 🎙️ {mention(one)}"
    panel = await lead(hall, "turns.more")
    assert fr("turns.more_given", seconds=30) in panel.text
    assert fr("turns.over") not in text_of(hall.card)


async def test_the_panel_tells_whether_those_who_wait_fit(hall: Room) -> None:
    await opened(hall)
    panel = await hall.lead.press(hall.card, "lead.panel")
    assert fr.n("turns.notice.before", 15, each=fr.minutes(1)) in panel.text
    panel = await lead(hall, "turns.begin")
    assert f"{fr.n('turns.notice.left', 3)} {fr('turns.notice.fits')}" in panel.text
    await hall.stage.later(13 * 60)
    panel = await hall.lead.press(hall.card, "lead.panel")
    await hall.lead.press(panel, "turns.more")
    await lead(hall, "turns.next")
    panel = await hall.lead.press(hall.card, "lead.panel")
    missing = fr("turns.notice.beyond", more=fr.minutes(2))
    assert f"{fr.n('turns.notice.left', 2)} {missing}" in panel.text


async def test_the_order_changes_by_one_form(hall: Room) -> None:
    one, two, three, four = await begun(hall)

    async def order(what: str, *people: Person) -> Answer:
        form = await lead(hall, "turns.order")
        chosen = [person.member for person in people]
        hall.panel = await hall.lead.fill(form, people=chosen, what=what)
        await hall.stage.later(REDRAWN)
        return hall.panel

    await order("now", three)
    assert speaker(hall) == f"## 🎙️ {mention(three)}"
    assert fr("turns.next", who=f"**{mention(one)}**") in text_of(hall.card)
    panel = await order("later", one, three)
    assert fr("turns.ordered.later") in panel.text
    assert speaker(hall) == f"## 🎙️ {mention(two)}"
    panel = await order("skip", four)
    assert fr.n("turns.did.skipped", 1) in text_of(hall.card)
    refused = await order("later", four)
    assert fr("turns.not_waiting") in refused.text
    newcomer = hall.person("Éloi")
    await order("back", four, newcomer)
    assert text_of(hall.card).index(mention(four)) < text_of(hall.card).index(mention(newcomer))
    panel = await lead(hall, "turns.skip")
    assert fr("turns.skipped_now") in panel.text
    panel = await lead(hall, "turns.undo")
    assert fr("turns.undone") in panel.text
    assert speaker(hall) == f"## 🎙️ {mention(two)}"


async def test_whoever_leads_chooses_who_speaks(hall: Room) -> None:
    people = [hall.person(name) for name in NAMES]
    await hall.play("tour", "turns")
    form = await lead(hall, "turns.list")
    panel = await hall.lead.fill(form, people=[one.member for one in people[:3]])
    assert fr("turns.begun_now", people=3) in panel.text
    await hall.stage.later(REDRAWN)
    assert mention(people[3]) not in text_of(hall.card)
    assert all(mention(one) in text_of(hall.card) for one in people[:3])


async def test_a_round_of_nobody_says_what_to_do(hall: Room) -> None:
    await hall.play("tour", "turns")
    assert (await lead(hall, "turns.begin")).text == fr("turns.nobody")


@pytest.mark.parametrize("signing", ["signed", "masked"])
async def test_words_are_read_with_their_author_or_all_together(hall: Room, signing: str) -> None:
    one, two, three, four = await begun(hall, signing=signing)
    receipt = await done(hall, one)
    form = await one.press(receipt, "turns.word")
    page = await one.fill(form, word="grand *soleil*")
    assert fr("button.turns_word_again") in buttons(page)
    for person, word in ((two, "🌧️"), (three, "brume")):
        page = await person.press(hall.card, "turns.here")
        await person.fill(await person.press(page, "turns.word"), word=word)
    await hall.stage.later(REDRAWN)
    card = text_of(hall.card)
    if signing == "signed":
        assert fr("turns.said", who=one.name, text="grand \\*soleil\\*") in card
    else:
        assert "brume" not in card, "as it comes, it would tell whose it is"
        assert fr("turns.words_hidden") in card
    old = hall.card
    for person in (two, three, four):
        await done(hall, person)
    await hall.steer("lead.next")
    await hall.stage.later(REDRAWN)
    folded = next(m for m in hall.stage.messages(hall.channel) if m.id == old.id)
    assert "brume" in text_of(folded)
    await hall.steer("lead.back")
    page = await four.press(hall.card, "turns.here")
    if signing == "masked":
        assert not ids_of(page, "turns.word"), "one that came alone would tell whose it is"
        late = await press_id(hall, four, hall.card, word_id(hall))
        assert late.text == fr("turns.words_read")
    else:
        assert ids_of(page, "turns.word")
    found = await told(hall)
    words = {word["text"]: word["author"] for word in found["words"]}
    masked = signing == "masked"
    assert words == {
        "grand *soleil*": None if masked else one.name,
        "🌧️": None if masked else two.name,
        "brume": None if masked else three.name,
    }


async def test_the_report_tells_numbers_and_words_and_never_who_passed(hall: Room) -> None:
    one, *others = await begun(hall)
    await done(hall, one, "turns.pass")
    for person in others:
        await done(hall, person)
    text = await posted(hall, ".md")
    assert fr("report.part.turns") in text
    assert fr.n("turns.did.passed", 1) in text
    assert not any(person.name in text for person in (one, *others))


async def test_a_restart_is_invisible(hall: Room) -> None:
    one, two, three, _ = await begun(hall)
    page = await two.press(hall.card, "turns.here")
    await hall.stage.restart()
    page = await two.press(page, "turns.ping")
    assert fr("turns.ping_on") in page.text
    await done(hall, one)
    assert speaker(hall) == f"## 🎙️ {mention(two)}"
    await hall.stage.later(40)
    await hall.stage.restart()
    await hall.stage.later(30)
    assert fr("turns.over") in text_of(hall.card), "the time of a speaker outlives the program"
    await done(hall, two)
    assert speaker(hall) == f"## 🎙️ {mention(three)}"


async def test_a_round_of_two_hundred_fits_on_its_card(hall: Room) -> None:
    people = [hall.person(f"Participante {n:03}") for n in range(200)]
    await hall.play("tour", "turns")
    await burst(
        hall,
        [Pressing(one, hall.card, ids_of(hall.card, "turns.here")[0]) for one in people],
    )
    await lead(hall, "turns.begin")
    assert fr.n("turns.others", 200 - 2 - 5) in text_of(hall.card)
    speaks = {mention(one): one for one in people}
    word = ids_of(await people[0].press(hall.card, "turns.here"), "turns.word")[0]
    for person in people[:60]:
        form = await press_id(hall, person, hall.card, word)
        await person.fill(form, word="un mot assez long, *avec* des signes, qui tient à peine 🌦️")
    await done(hall, speaks[speaker(hall).removeprefix("## 🎙️ ")])
    assert len(text_of(hall.card)) < 4000
    page = await people[-1].press(hall.card, "turns.here")
    assert "dans le tour" in page.text
