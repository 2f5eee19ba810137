"""Whoever leads forms groups, moves one person, brings everyone back; people find their own."""

from __future__ import annotations

from bot.rehearsal.gathering import Voices
from bot.rehearsal.stage import text_of
from bot.workshop.language import Language
from tests.discord.acting import Room, buttons, en, fr, ids_of, options
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


async def test_the_panel_tells_of_how_many_people_how_many_groups_would_be_made(hall: Room) -> None:
    await gathered(hall, 5, voice=True)
    hall.panel = await hall.lead.press(hall.card, "lead.panel")
    sizes = fr.listed([fr.n("subgroups.sizes", 1, size=3), fr.n("subgroups.sizes", 1, size=2)])
    home = Voices(hall.stage, hall.server).of(hall.lead)
    where = fr("subgroups.in_voice", channel=f"<#{home}>")
    assert fr.n("subgroups.present", 5, where=where, groups=sizes) in hall.panel.text


async def test_without_voice_those_are_counted_who_say_that_they_are_here(hall: Room) -> None:
    people = await gathered(hall, 3)
    await hall.stage.later(SOON)
    assert fr.n("subgroups.here_count", 3) in text_of(hall.card)
    undone = await people[0].press(hall.card, "subgroup.here")
    await people[0].press(undone, "subgroup.here")
    await hall.stage.later(SOON)
    assert fr.n("subgroups.here_count", 2) in text_of(hall.card)
    page = await lead(hall, "subgroup.form")
    assert fr.n("subgroups.count", 1) in page.text


async def test_alone_whoever_leads_reads_why_no_group_is_made(hall: Room) -> None:
    await hall.play("groupes", "subgroups")
    hall.panel = await hall.lead.press(hall.card, "lead.panel")
    assert fr("subgroups.too_few") in hall.panel.text
    refused = await hall.lead.press(hall.panel, "subgroup.form")
    assert refused.text == fr("groups.nobody")


async def test_the_clock_waits_for_the_groups(hall: Room) -> None:
    await gathered(hall)
    assert hall.open_step()["closes_at"] is None
    await lead(hall, "subgroup.form")
    assert hall.open_step()["closes_at"] is not None


async def test_who_would_rather_not_be_moved_is_left_there_with_a_thread_and_can_undo_it(
    hall: Room,
) -> None:
    awa, *others = await gathered(hall, 6, "cafe", voice=True)
    voices = Voices(hall.stage, hall.server)
    home = voices.of(awa)
    assert fr("subgroups.where") in text_of(hall.card), "said before anyone is moved"
    page = await awa.press(hall.card, "subgroup.stay")
    assert page.text == fr("subgroups.stays")
    await lead(hall, "subgroup.form")
    await hall.stage.later(SOON)
    assert voices.of(awa) == home
    assert all(voices.of(one) != home for one in others)
    own = (await voices.places(hall.channel))[number_of(hall, awa)]
    assert [place.is_thread for place in own] == [False, True]
    assert voices.card(own[1]) is not None, "her thread has the card of her group"
    assert fr.n("subgroups.stay_thread", 1) in text_of(hall.card)
    await awa.press(page, "subgroup.stay")
    await hall.stage.later(SOON)
    assert voices.of(awa) == own[0].id


async def test_what_is_pressed_in_the_thread_shows_in_the_room_too(hall: Room) -> None:
    awa, *others = await gathered(hall, 6, "trios", voice=True)
    await awa.press(hall.card, "subgroup.stay")
    await lead(hall, "subgroup.form")
    await hall.stage.later(SOON)
    voices = Voices(hall.stage, hall.server)
    room, thread = (await voices.places(hall.channel))[number_of(hall, awa)]
    mate, _ = beside(hall, awa, others)
    for person, place, other in ((awa, thread, room), (mate, room, thread)):
        card = voices.card(place)
        assert card is not None
        form = await person.press(card, "subgroup.add")
        await person.fill(form, ideas=f"une idée de {person.name}")
        await hall.stage.later(SOON)
        for where in (place, other):
            card = voices.card(where)
            assert card is not None
            assert f"une idée de {person.name}" in text_of(card)


async def test_someone_who_arrives_joins_the_smallest_group(hall: Room) -> None:
    people = await formed(hall, 5)
    zoe = hall.person("Zoé", Language.ENGLISH)
    page = await zoe.press(hall.card, "subgroup.mine")
    assert page.text == en("subgroups.late_offer")
    page = await zoe.press(page, "subgroup.here")
    assert len(beside(hall, zoe, [*people, zoe])) == 2, "of 3 and 2, the one of 2"
    assert f"**{en('subgroups.group', number=number_of(hall, zoe))}**" in page.text
    await hall.stage.later(SOON)
    assert f"<@{zoe.id}>" in text_of(await card_of(hall, zoe))
    page = await zoe.press(hall.card, "subgroup.mine")
    (thread,) = (await Voices(hall.stage, hall.server).places(hall.channel))[number_of(hall, zoe)]
    assert f"<#{thread.id}>" in page.text


async def test_whoever_leads_moves_somebody_to_another_group(hall: Room) -> None:
    awa, *_ = await formed(hall)
    to = 2 if number_of(hall, awa) == 1 else 1
    form = await lead(hall, "subgroup.move")
    page = await hall.lead.fill(form, member=[awa.member], group=[str(to)])
    name = f"**{fr('subgroups.group', number=to)}**"
    assert fr("subgroups.moved", who=f"<@{awa.id}>", name=name) in page.text
    assert number_of(hall, awa) == to
    await hall.stage.later(SOON)
    assert f"<@{awa.id}>" in text_of(await card_of(hall, awa))


async def test_groups_are_shuffled_once_that_was_read_and_undone_while_nothing_is_written(
    hall: Room,
) -> None:
    awa, *_ = await formed(hall)
    asked = await lead(hall, "subgroup.again")
    assert fr("subgroups.again_gone") in asked.text
    page = await hall.lead.press(asked, "subgroup.again_yes")
    assert fr.n("subgroups.count", 2) in page.text
    hall.panel = await hall.lead.press(page, "subgroup.undo")
    assert fr("subgroups.undone") in hall.panel.text
    await hall.stage.later(200)
    assert not Voices(hall.stage, hall.server).made()
    await lead(hall, "subgroup.form")
    await hall.stage.later(SOON)
    await write(hall, awa, "un four")
    page = await lead(hall, "subgroup.lead")
    assert not ids_of(page, "subgroup.undo")
    asked = await lead(hall, "subgroup.again")
    assert fr.n("subgroups.again_written", 1) in asked.text


async def test_everyone_is_brought_back_reads_what_each_made_and_can_be_sent_again(
    hall: Room,
) -> None:
    awa, *others = await formed(hall, voice=True)
    voices = Voices(hall.stage, hall.server)
    home = voices.of(hall.lead)
    await write(hall, awa, "un four")
    asked = await lead(hall, "subgroup.back")
    assert asked.text == fr("subgroups.back_question")
    await hall.lead.press(asked, "subgroup.back_yes")
    await hall.stage.later(SOON)
    assert {voices.of(one) for one in (awa, *others)} == {home}
    (told,) = [text for text in hall.texts if text.startswith("## 🧺")]
    assert "un four" in told
    assert fr("subgroups.brought_none") in told
    assert fr("subgroups.back") in text_of(hall.card)
    page = await lead(hall, "subgroup.out")
    assert fr.n("subgroups.count", 2) in page.text
    await hall.stage.later(SOON)
    assert all(voices.of(one) != home for one in (awa, *others))


async def test_people_choose_their_group_then_all_are_sent_off(hall: Room) -> None:
    people = await gathered(hall, 4, "choix")
    page = await lead(hall, "subgroup.form")
    assert fr("subgroups.opened", groups=fr.n("subgroups.count", 2), people="") in page.text
    await hall.stage.later(SOON)
    assert fr("subgroups.doors") in text_of(hall.card)
    for rank, person in enumerate(people[:3]):
        page = await person.press(hall.card, "subgroup.mine")
        assert fr("subgroups.choose_offer") in page.text
        assert list(options(page, "subgroup.join")) == ["1", "2"]
        page = await person.choose(page, "subgroup.join", str(rank % 2 + 1))
        assert fr("subgroups.mine_doors") in page.text
    changed = await people[0].choose(
        await people[0].press(hall.card, "subgroup.mine"), "subgroup.join", "2"
    )
    refused = "groups.full" if number_of(hall, people[0]) == 1 else "subgroups.joined"
    assert fr(refused, number=2, most=2, name="**Groupe 2**") in changed.text
    page = await lead(hall, "subgroup.send")
    assert fr.n("count.people", 4) in page.text
    await hall.stage.later(SOON)
    assert {number_of(hall, one) for one in people} == {1, 2}
    assert fr("button.subgroup_mine") in buttons(hall.card)


async def test_a_group_for_each_theme_is_chosen_by_its_name(hall: Room) -> None:
    people = [hall.person(name) for name in ("Awa", "Ben", "Cléo", "Dina")]
    await hall.play("par theme", "collect")
    for person in people:
        await hall.write(person, f"Une idée de {person.name}")
    await hall.go("group")
    form = await hall.lead.press(hall.panel, "together.start")
    hall.panel = await hall.lead.fill(form, names="Le jardin\nLes repas")
    await hall.steer("together.stop")
    hall.panel = await hall.lead.press(hall.card, "lead.panel")
    await hall.go("subgroups")
    await lead(hall, "subgroup.form")
    await hall.stage.later(SOON)
    page = await people[0].press(hall.card, "subgroup.mine")
    offered = options(page, "subgroup.join")
    assert any("Le jardin" in name for name in offered.values())
    assert any("Les repas" in name for name in offered.values())
    for person in people:
        page = await person.press(hall.card, "subgroup.mine")
        to = next(n for n, name in offered.items() if "Les repas" in name)
        await person.choose(page, "subgroup.join", to)
    await lead(hall, "subgroup.send")
    await hall.stage.later(SOON)
    assert len({number_of(hall, one) for one in people}) == 1
    assert "Les repas" in text_of(await card_of(hall, people[0]))


async def test_the_panel_says_what_the_next_step_does(hall: Room) -> None:
    await formed(hall)
    hall.panel = await hall.lead.press(hall.card, "lead.panel")
    assert fr("subgroups.next.merge") in hall.panel.text
    await lead(hall, "lead.next")
    hall.panel = await hall.lead.press(hall.card, "lead.panel")
    assert fr("subgroups.next.back") in hall.panel.text


async def test_a_group_can_work_from_the_card_of_the_room(
    hall: Room,
) -> None:
    awa, *_ = await formed(hall)
    page = await awa.press(await awa.press(hall.card, "subgroup.mine"), "subgroup.card")
    assert fr("subgroups.group", number=number_of(hall, awa)) in page.text
    form = await awa.press(page, "subgroup.add")
    page = await awa.fill(form, ideas="un four")
    assert "1. un four" in page.text


async def test_to_end_says_that_groups_come_back_first(hall: Room) -> None:
    await formed(hall)
    hall.panel = await hall.lead.press(hall.card, "lead.panel")
    await hall.steer("lead.end")
    assert fr("subgroups.end_brings_back") in hall.panel.text
    asked = await lead(hall, "subgroup.back")
    await hall.lead.press(asked, "subgroup.back_yes")
    hall.panel = await hall.lead.press(hall.card, "lead.panel")
    await hall.steer("lead.end")
    assert fr("subgroups.end_brings_back") not in hall.panel.text
