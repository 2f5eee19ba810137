"""What a summary told changes after it left: what is found of it, and its post, follow."""

from __future__ import annotations

from tests.discord.acting import Room, fr, rows
from tests.discord.follow.telling import left, number_of
from tests.discord.review.test_forum import in_forum, posts, tags


async def listed(hall: Room, **asked: str) -> str:
    return (await hall.lead.command(hall.channel, "summary list", **asked)).text


async def settled(hall: Room) -> None:
    while rows(hall.path, "SELECT 1 FROM outbox"):
        await hall.stage.later(1)


async def test_the_last_action_that_is_done_changes_the_tag_and_what_is_found(hall: Room) -> None:
    forum = await in_forum(hall)
    awa = hall.person("Awa")
    await left(hall, (awa, "Trouver un four"), (awa, "Peindre la halle"))
    (post,) = posts(hall, forum)
    assert fr("forum.tag.open") in tags(post)
    done = await awa.command(
        hall.channel, "action done", action=str(number_of(hall, "Trouver un four"))
    )
    await settled(hall)
    assert fr("forum.tag.open") in tags(posts(hall, forum)[0])
    assert "Bureau de mars" in await listed(hall, state="actions")
    assert (await listed(hall, state="done")).startswith(fr("memory.listed_none"))
    last = await awa.command(
        hall.channel, "action done", action=str(number_of(hall, "Peindre la halle"))
    )
    await settled(hall)
    assert fr("forum.tag.done") in tags(posts(hall, forum)[0])
    assert fr("forum.tag.open") not in tags(posts(hall, forum)[0])
    assert "Bureau de mars" in await listed(hall, state="done")
    assert (await listed(hall, state="actions")).startswith(fr("memory.listed_none"))
    assert done.private
    await awa.press(last, "todo.undo")
    await settled(hall)
    assert fr("forum.tag.open") in tags(posts(hall, forum)[0])
    assert "Bureau de mars" in await listed(hall, state="actions")


async def test_an_action_that_changes_owner_is_found_under_the_new_name(hall: Room) -> None:
    awa = hall.person("Awa")
    await left(hall, (awa, "Trouver un four"))
    one = str(number_of(hall, "Trouver un four"))
    await awa.command(hall.channel, "action assign", action=one, name="Zéphyrine")
    await hall.stage.later(30)
    found = await hall.lead.command(hall.channel, "summary search", words="zephyrine")
    assert "Bureau de mars" in found.text


async def test_a_series_is_asked_for_by_its_title(hall: Room) -> None:
    awa = hall.person("Awa")
    await left(hall, (awa, "Trouver un four"))
    await hall.open("essai", title="Bureau d'avril", **{"continue": "1"})
    await hall.steer("lead.start")
    await hall.end()
    await hall.play("essai", "collect", title="La fête")
    await hall.end()
    offered = await hall.lead.member.autocomplete(hall.channel, "summary list", "series", "mars")
    assert [choice["name"] for choice in offered] == ["Bureau de mars"]
    for series in (offered[0]["value"], "bureau de mars"):
        found = await listed(hall, series=series)
        assert "Bureau d'avril" in found and "La fête" not in found
        assert fr("memory.filter.series", title="Bureau de mars") in found
    assert await listed(hall, series="Autre") == fr("memory.unknown_series")
    stranger = hall.person("Ben")
    hidden = await stranger.member.autocomplete(hall.channel, "summary list", "series", "")
    assert hidden == []
    refused = await stranger.command(hall.channel, "summary list", series=offered[0]["value"])
    assert refused.text == fr("memory.unknown_series")


async def test_actions_of_a_channel_that_is_gone_are_for_those_who_read_its_summary(
    hall: Room,
) -> None:
    awa, ines = hall.person("Awa"), hall.manager("Inès")
    await left(hall, (awa, "Trouver un four"))
    gone = hall.channel.id
    hall.stage.env.backend.delete_channel(gone)
    await hall.stage.env.settle()
    for person, finds in ((ines, True), (hall.lead, True), (awa, False)):
        found = await person.command(hall.coordination, "action list")
        assert ("Trouver un four" in found.text) is finds, person
