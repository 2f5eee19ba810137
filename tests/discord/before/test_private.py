"""Private messages to the bot, before a meeting: each is a post-it of who sent it."""

from __future__ import annotations

import logging

import pytest

from bot.interface.sending.marks import Mark
from bot.rehearsal.stage import Person, found, text_of
from tests.discord.acting import Room, fr, rows
from tests.discord.before.test_ahead import DAY, HOUR, open_ahead
from tests.discord.refusing import letters


async def begin(hall: Room, person: Person) -> str:
    """Press “Write in private”; return what the bot then wrote."""
    await person.press(hall.card, "before.private")
    return letters(person)[-1]


def marks(person: Person) -> list[list[str]]:
    """The reactions to each private message of a person."""
    messages = person.member.user.dm_channel.history()
    mine = [message for message in messages if message.author.id == person.id]
    return [[str(reaction.emoji) for reaction in message.reactions] for message in mine]


async def test_each_message_is_a_post_it_and_a_list_several(hall: Room) -> None:
    await open_ahead(hall)
    awa = hall.person("Awa")
    told = await begin(hall, awa)
    assert "Qu'essayer ?" in told
    assert fr("before.private_signing.signed", link="").partition("[")[0] in told
    await awa.member.send_dm("un four")
    await awa.member.send_dm("- un vélo\n- une serre")
    await hall.stage.later(30)
    assert hall.postits() == ["un four", "un vélo", "une serre"]
    assert marks(awa) == [[Mark.KEPT], [Mark.KEPT]]
    assert fr.n("count.people", 1) in text_of(hall.card)
    assert not any("un four" in text for text in hall.texts)
    mine = await awa.press(hall.card, "postit.mine")
    assert "un four" in {option["label"] for option in mine.options("postit.pick")}


async def test_signed_an_edit_and_a_deletion_are_followed(hall: Room) -> None:
    await open_ahead(hall)
    awa = hall.person("Awa")
    await begin(hall, awa)
    first = await awa.member.send_dm("un four")
    second = await awa.member.send_dm("un vélo")
    await hall.stage.later(10)
    await awa.member.user.edit(first, "un four partagé")
    await awa.member.user.delete(second)
    await hall.stage.later(10)
    assert hall.postits() == ["un four partagé"]


async def test_they_outlive_a_restart_and_show_on_the_wall_signed(hall: Room) -> None:
    await open_ahead(hall)
    awa = hall.person("Awa")
    await begin(hall, awa)
    await awa.member.send_dm("un four")
    await hall.stage.restart()
    await hall.stage.later(60)
    assert hall.postits() == ["un four"], "it stands in no channel: it was not deleted there"
    await awa.member.send_dm("un vélo")
    await hall.stage.later(10)
    await hall.steer("lead.start")
    await hall.stage.restart()
    await hall.go("reveal")
    (row,) = rows(hall.path, "SELECT author_name FROM postits WHERE text = 'un vélo'")
    assert row["author_name"] == "Awa"
    assert any("un four" in text and "un vélo" in text for text in hall.texts)


async def test_masked_nothing_leads_from_a_message_to_a_post_it(hall: Room) -> None:
    await open_ahead(hall, signing="masked")
    awa = hall.person("Awa")
    told = await begin(hall, awa)
    assert fr("before.private_signing.masked", link="").partition("[")[0] in told
    message = await awa.member.send_dm("un four")
    await hall.stage.later(10)
    (row,) = rows(hall.path, "SELECT * FROM postits")
    assert (row["text"], row["author_name"], row["message_id"]) == ("un four", None, None)
    await hall.write(hall.person("Ben"), "une serre")
    shapes = {
        (row["source"], len(row["submission"]), row["submission"][-2:])
        for row in rows(hall.path, "SELECT * FROM postits")
    }
    assert len(shapes) == 1, "what was said in private looks like any form"
    for table in ("message_lines", "private_messages", "set_aside"):
        assert rows(hall.path, f"SELECT * FROM {table}") == []
    await awa.member.user.edit(message, "autre chose")
    await awa.member.user.delete(message)
    await hall.stage.later(10)
    assert hall.postits() == ["un four", "une serre"]
    mine = await awa.press(hall.card, "postit.mine")
    (one,) = found(mine, "postit.pick")
    picked = await awa.choose(mine, "postit.pick", one["options"][0]["value"])
    await awa.press(picked, "postit.withdraw")
    assert hall.postits() == ["une serre"]


async def test_what_was_sent_while_the_bot_was_away_is_kept_once(hall: Room) -> None:
    await open_ahead(hall)
    awa = hall.person("Awa")
    await awa.member.send_dm("avant d'appuyer")
    await begin(hall, awa)
    await awa.member.send_dm("un four")
    await hall.stage.later(10)
    async with hall.stage.stopped():
        await awa.member.send_dm("une serre")
    await hall.stage.later(30)
    assert hall.postits() == ["un four", "une serre"]
    assert marks(awa) == [[], [Mark.KEPT], [Mark.KEPT]]
    await hall.stage.restart()
    await hall.stage.later(30)
    assert hall.postits() == ["un four", "une serre"]


async def test_withdrawn_from_my_post_its_the_mark_of_its_message_goes(hall: Room) -> None:
    await open_ahead(hall)
    awa = hall.person("Awa")
    await begin(hall, awa)
    await awa.member.send_dm("un four")
    await hall.stage.later(10)
    mine = await awa.press(hall.card, "postit.mine")
    (one,) = found(mine, "postit.pick")
    picked = await awa.choose(mine, "postit.pick", one["options"][0]["value"])
    await awa.press(picked, "postit.withdraw")
    await hall.stage.later(10)
    assert (hall.postits(), marks(awa)) == ([], [[]])


async def test_closed_private_messages_are_said_and_the_form_offered(hall: Room) -> None:
    await open_ahead(hall)
    awa = hall.person("Awa")
    shut = awa.member.user.dm_channel.id
    hall.stage.env.inject_error(
        "POST", f"/channels/{shut}/messages", status=403, code=50007, times=None
    )
    answer = await awa.press(hall.card, "before.private")
    assert fr("before.private_refused") in answer.text
    form = await awa.press(answer, "postit.add")
    await awa.fill(form, ideas="un four")
    assert hall.postits() == ["un four"]
    assert rows(hall.path, "SELECT * FROM private_writers") == []
    hall.stage.refused.clear()


async def test_a_message_to_nothing_open_is_answered_once_an_hour(hall: Room) -> None:
    awa = hall.person("Awa")
    for _ in range(3):
        await awa.member.send_dm("bonjour")
    nowhere = fr("before.private_nowhere")
    assert [nowhere in letter for letter in letters(awa) if letter != "bonjour"] == [True]
    await hall.stage.later(HOUR + 1)
    await awa.member.send_dm("bonjour")
    assert sum(nowhere in letter for letter in letters(awa)) == 2


async def test_after_the_deadline_nothing_is_kept(hall: Room) -> None:
    await open_ahead(hall, "dans 2 heures")
    awa = hall.person("Awa")
    await begin(hall, awa)
    await hall.stage.later(DAY)
    await awa.member.send_dm("un four")
    assert hall.postits() == []
    assert fr("before.private_nowhere") in letters(awa)[-1]


async def test_they_go_to_the_last_meeting_that_was_chosen(hall: Room) -> None:
    await open_ahead(hall)
    awa = hall.person("Awa")
    await begin(hall, awa)
    first = hall.channel
    hall.channel = hall.server.create_text_channel("second")
    await open_ahead(hall)
    await begin(hall, awa)
    await awa.member.send_dm("un four")
    (row,) = rows(
        hall.path,
        "SELECT s.channel_id FROM postits AS p JOIN sessions AS s ON s.id = p.session_id",
    )
    assert row["channel_id"] == hall.channel.id != first.id


async def test_the_limits_of_a_person_hold_and_are_said(hall: Room) -> None:
    await open_ahead(hall)
    awa = hall.person("Awa")
    await begin(hall, awa)
    await awa.member.send_dm("\n".join(f"- idée {n}" for n in range(25)))
    await hall.stage.later(60)
    assert len(hall.postits()) == 20
    assert fr("before.private_too_many", most=20) in letters(awa)[-1]
    await awa.member.send_dm("x" * 400)
    await hall.stage.later(60)
    assert fr("before.private_too_long", limit=300) in letters(awa)[-1]
    assert len(hall.postits()) == 20


async def test_what_leads_writes_too(hall: Room) -> None:
    await open_ahead(hall)
    await begin(hall, hall.lead)
    await hall.lead.member.send_dm("un four")
    assert hall.postits() == ["un four"], "in private, nobody speaks to the room"


async def test_who_left_the_server_writes_no_more(hall: Room) -> None:
    await open_ahead(hall)
    awa = hall.person("Awa")
    await begin(hall, awa)
    hall.server.remove_member(awa.member)
    await hall.stage.env.settle()
    await awa.member.user.send_dm("un four")
    assert hall.postits() == []
    hall.stage.refused.clear()


async def test_words_of_people_are_never_in_the_log(
    hall: Room, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "cogs")
    caplog.set_level(logging.DEBUG, "bot")
    await open_ahead(hall)
    awa = hall.person("Awa")
    await begin(hall, awa)
    await awa.member.send_dm("un four secret")
    hall.stage.env.inject_error("GET", f"/guilds/{hall.server.id}/members/{awa.id}", status=500)
    await awa.member.send_dm("un autre secret")
    await hall.stage.later(30)
    assert hall.postits() == ["un four secret"]
    assert fr("before.private_trouble") in letters(awa)[-1]
    assert "secret" not in caplog.text
    hall.stage.refused.clear()
