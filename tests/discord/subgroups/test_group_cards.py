"""The card of a group, where it meets: people write, choose, hold the pen, call, are done."""

from __future__ import annotations

from typing import Any

import discord

from bot.rehearsal.gathering import Voices
from bot.rehearsal.stage import text_of
from tests.discord.acting import Room, buttons, fr, ids_of, options
from tests.discord.refusing import Broken
from tests.discord.subgroups.meeting import (
    SOON,
    beside,
    card_of,
    formed,
    gathered,
    lead,
    number_of,
    write,
)


async def test_a_group_in_voice_has_its_card_in_its_room_with_its_task_and_its_people(
    hall: Room,
) -> None:
    people = await formed(hall, voice=True)
    voices = Voices(hall.stage, hall.server)
    places = await voices.places(hall.channel)
    for person in people:
        number = number_of(hall, person)
        assert voices.of(person) == places[number][0].id, "in the room of their group"
        said = text_of(await card_of(hall, person))
        assert fr("subgroups.group", number=number) in said
        assert "Qu'essayer ?" in said
        assert all(f"<@{one.id}>" in said for one in [person, *beside(hall, person, people)])
        assert fr("subgroups.card.goes_away") in said
    assert fr("subgroups.moving", there=4, of=4) in text_of(hall.card)


async def test_what_a_group_writes_stands_numbered_on_its_card_at_once(hall: Room) -> None:
    awa, *others = await formed(hall)
    before = text_of(hall.card)
    await write(hall, awa, "un four", "un vélo")
    said = text_of(await card_of(hall, awa))
    assert fr.n("subgroups.card.own", 2) in said
    assert {line for line in said.split("\n") if line[:2] in ("1.", "2.")} in (
        {"1. un four", "2. un vélo"},
        {"1. un vélo", "2. un four"},  # identifiers are drawn at random
    )
    (mate,) = beside(hall, awa, others)
    await write(hall, mate, "un vélo", "une serre")
    said = text_of(await card_of(hall, awa))
    assert "une serre" in said
    assert fr.n("subgroups.card.own", 3) in said, "what was there already is there once"
    assert said.count("vélo") == 1
    assert "four" not in before + text_of(hall.card), "the room reads it once all are back"


async def test_whoever_wrote_a_post_it_corrects_it_and_the_card_follows(hall: Room) -> None:
    awa, *others = await formed(hall)
    await write(hall, awa, "un four", "un vélo")
    (mate,) = beside(hall, awa, others)
    page = await mate.press(await card_of(hall, awa), "subgroup.fix")
    assert page.text == fr("subgroups.nothing_to_fix")
    page = await awa.press(await card_of(hall, awa), "subgroup.fix")
    (four,) = [n for n, text in options(page, "postit.pick").items() if text == "un four"]
    one = await awa.choose(page, "postit.pick", four)
    await awa.fill(await awa.press(one, "postit.edit"), idea="un four partagé")
    await hall.stage.later(SOON)
    assert ". un four partagé\n" in text_of(await card_of(hall, awa))
    page = await awa.press(await card_of(hall, awa), "subgroup.fix")
    await awa.press(await awa.choose(page, "postit.pick", four), "postit.withdraw")
    await hall.stage.later(SOON)
    said = text_of(await card_of(hall, awa))
    assert "four" not in said
    assert "1. un vélo" in said


async def test_one_of_a_table_holds_the_pen_and_corrects_what_it_wrote(hall: Room) -> None:
    people = await formed(hall, 6, "cafe")
    awa = people[0]
    ben = beside(hall, awa, people)[0]
    assert fr("subgroups.card.scribe_none") in text_of(await card_of(hall, awa))
    await awa.press(await card_of(hall, awa), "subgroup.pen")
    assert fr("subgroups.card.scribe", who=f"<@{awa.id}>") in text_of(await card_of(hall, awa))
    await write(hall, awa, "un four")
    refused = await write(hall, ben, "un vélo")
    assert fr("groups.pen_held") in refused.text
    asked = await ben.press(await card_of(hall, ben), "subgroup.pen")
    assert asked.text == fr("groups.pen_held")
    await ben.press(asked, "subgroup.pen")
    await hall.stage.later(SOON)
    assert fr("subgroups.card.scribe", who=f"<@{ben.id}>") in text_of(await card_of(hall, ben))
    page = await ben.press(await card_of(hall, ben), "subgroup.fix")
    assert list(options(page, "postit.pick").values()) == ["un four"], "the pen corrects all"
    await ben.press(await card_of(hall, ben), "subgroup.pen_down")
    assert fr("subgroups.card.scribe_none") in text_of(await card_of(hall, ben))


async def test_a_table_says_who_stays_when_the_others_move_on(hall: Room) -> None:
    people = await formed(hall, 6, "cafe")
    awa, name = people[0], fr("subgroups.table", number=number_of(hall, people[0]))
    said = text_of(await card_of(hall, awa))
    assert name in said
    places = [one.name for one in hall.stage.env.backend.channels.values()]
    assert any(str(place).startswith(f"{name} · ") for place in places), "as on its card"
    assert "subgroup.host" in str((await card_of(hall, awa)).components[0].to_dict())
    await awa.press(await card_of(hall, awa), "subgroup.host")
    hosted = fr("subgroups.card.host", who=f"<@{awa.id}>")
    assert hosted in text_of(await card_of(hall, awa))
    number = number_of(hall, awa)
    await lead(hall, "lead.next")
    await hall.stage.later(SOON)
    assert number_of(hall, awa) == number, "the host stays"
    moved = [one for one in people if one is not awa]
    assert beside(hall, awa, people)
    assert any(number_of(hall, one) != number for one in moved)


async def test_a_group_is_done_then_not_and_whoever_leads_is_told_once_all_are(hall: Room) -> None:
    people = await formed(hall)
    awa = people[0]
    await awa.press(await card_of(hall, awa), "subgroup.done")
    assert fr("subgroups.card.done") in text_of(await card_of(hall, awa))
    await hall.stage.later(SOON)
    assert fr.n("subgroups.done", 1) in text_of(hall.card)
    await awa.press(await card_of(hall, awa), "subgroup.done")
    assert fr("subgroups.card.done") not in text_of(await card_of(hall, awa))
    for person in {number_of(hall, one): one for one in people}.values():
        await person.press(await card_of(hall, person), "subgroup.done")
    await hall.stage.later(SOON)
    assert fr("subgroups.ready_told") in hall.texts
    assert fr("subgroups.all_done") in text_of(hall.card)


async def test_a_group_calls_and_whoever_leads_says_that_they_have_been_there(hall: Room) -> None:
    people = await formed(hall)
    awa, number = people[0], number_of(hall, people[0])
    await awa.press(await card_of(hall, awa), "subgroup.help")
    await hall.stage.later(SOON)
    place = (await Voices(hall.stage, hall.server).places(hall.channel))[number][0]
    name = f"**{fr('subgroups.group', number=number)}**"
    called = fr("subgroups.help_told", name=name, where=f"<#{place.id}>")
    assert called in hall.texts
    hall.panel = await hall.lead.press(hall.card, "lead.panel")
    assert fr("subgroups.asks_help", groups=name) in hall.panel.text
    page = await hall.lead.press(hall.panel, "subgroup.lead")
    assert f"<#{place.id}>" in page.text
    page = await hall.lead.choose(page, "subgroup.been", str(number))
    assert fr("subgroups.been_told", name=name) in page.text
    await hall.stage.later(SOON)
    assert fr("button.subgroup_help") in buttons(await card_of(hall, awa))


async def test_groups_that_join_choose_the_best_of_what_they_take_over(hall: Room) -> None:
    people = await formed(hall)
    awa = people[0]
    (mate,) = beside(hall, awa, people)
    away = next(one for one in people if one not in (awa, mate))
    await write(hall, awa, "un four", "un vélo")
    await write(hall, away, "une serre")
    await lead(hall, "lead.next")
    await hall.stage.later(SOON)
    card = await card_of(hall, awa)
    choices = options(card, "subgroup.keep")
    assert sorted(choices.values()) == ["un four", "un vélo", "une serre"]
    assert fr("subgroups.card.kept", kept=0, best=2) in text_of(card)
    by_text = {text: number for number, text in choices.items()}
    await away.choose(card, "subgroup.keep", by_text["un four"], by_text["une serre"])
    card = await card_of(hall, awa)
    assert fr("subgroups.card.kept", kept=2, best=2) in text_of(card)
    await awa.choose(card, "subgroup.keep", by_text["une serre"])
    assert fr("subgroups.card.kept", kept=1, best=2) in text_of(await card_of(hall, awa))
    await write(hall, away, "une serre chauffée")
    await lead(hall, "lead.next")
    await hall.stage.later(SOON)
    (told,) = [text for text in hall.texts if text.startswith("## 🧺")]
    assert "⭐" in next(line for line in told.split("\n") if "une serre" in line)
    assert "une serre chauffée" in told
    assert "un vélo" not in told, "what it did not keep is in the report"


async def test_the_clock_of_the_cards_follows_and_each_place_is_warned(hall: Room) -> None:
    awa, *_ = await formed(hall)
    before = text_of(await card_of(hall, awa))
    hall.panel = await hall.lead.press(hall.card, "lead.panel")
    (five,) = [one for one in ids_of(hall.panel, "lead.more") if ":5:" in one]
    hall.panel = await hall.lead.press(hall.panel, custom_id=five)
    await hall.stage.later(SOON)
    after = text_of(await card_of(hall, awa))
    assert before != after
    closes = hall.open_step()["closes_at"]
    assert closes is not None
    await hall.stage.later(8 * 60)
    places = await Voices(hall.stage, hall.server).places(hall.channel)
    for channels in places.values():
        said = [text_of(message) for message in channels[0].history()]
        assert any(text.startswith("⏳ **À deux**") for text in said)


async def test_whoever_leads_tells_all_groups_something(hall: Room) -> None:
    await formed(hall)
    form = await lead(hall, "subgroup.tell")
    page = await hall.lead.fill(form, text="Pensez à @everyone !")
    assert fr.n("subgroups.told_all", 2) in page.text
    await hall.stage.later(SOON)
    for channels in (await Voices(hall.stage, hall.server).places(hall.channel)).values():
        said = [text_of(message) for message in channels[0].history()]
        assert any("Pensez à" in text and fr("subgroups.notice") in text for text in said)


async def test_a_card_that_comes_after_everyone_is_back_calls_nobody(hall: Room) -> None:
    await gathered(hall)
    wire, sent = hall.stage.bot.http, hall.stage.bot.http.request
    cut = True

    async def deaf(route: Any, **options: Any) -> Any:
        if cut and route.method == "POST" and route.path.endswith("/messages"):
            raise discord.DiscordServerError(Broken(503, "Unavailable"), "later")
        return await sent(route, **options)

    wire.request = deaf  # type: ignore[method-assign]
    await lead(hall, "subgroup.form")
    await hall.stage.later(SOON)
    await hall.lead.press(await lead(hall, "subgroup.back"), "subgroup.back_yes")
    cut = False
    await hall.stage.later(600)
    called = [
        request.path
        for request in hall.stage.env.http_requests
        if isinstance(request.json, dict)
        and (request.json.get("allowed_mentions") or {}).get("users")
    ]
    assert called == []
