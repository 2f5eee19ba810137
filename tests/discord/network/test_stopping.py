"""Both sides end a link, and those who are not asked to cannot; what is forged leads nowhere."""

from __future__ import annotations

from dataclasses import replace

import discord
import pytest

from bot.rehearsal.stage import text_of
from bot.workshop.network.link import LINKS
from tests.discord.acting import Room, fr, rows
from tests.discord.forging import press_id
from tests.discord.network.linking import A_WHILE, Two, code_of

_MANAGES = discord.Permissions(manage_guild=True)


async def _shared(hall: Room) -> None:
    await hall.open("essai")
    await hall.steer("lead.start")
    await hall.end()


async def test_who_receives_stops_and_who_gives_is_told_once(hall: Room) -> None:
    two = await Two.met(hall)
    await two.link()
    listed = await two.coordinator.command(two.place, "network list")
    assert "Coopérative d'essai" in listed.text
    asked = await two.coordinator.press(listed, "network.stop")
    assert asked.text == fr("network.stop_receives", name="Coopérative d'essai")
    assert len(rows(hall.path, "SELECT * FROM network_links")) == 2, "asked first"
    stopped = await two.coordinator.press(asked, "network.stop_yes")
    assert stopped.text == fr("network.stopped_receives", name="Coopérative d'essai")
    await _shared(hall)
    await _shared(hall)
    ended = fr("network.news_ended", name="Réseau des halles")
    assert [text for text in two.told if ended in text] == [ended]
    assert len(two.received) == 1
    assert rows(hall.path, "SELECT * FROM network_links") == []
    assert rows(hall.path, "SELECT * FROM network_tokens") == []
    hall.stage.refused.clear()  # Discord's word for a webhook that is gone


async def test_who_gives_stops_with_a_word_and_the_door_is_gone(hall: Room) -> None:
    two = await Two.met(hall)
    await two.link()
    await _shared(hall)
    listed = await two.manager.command(hall.coordination, "network list")
    assert fr("network.line_last", title="Essai", when="{}").split("{}")[0] in listed.text
    asked = await two.manager.press(listed, "network.stop")
    await two.manager.press(asked, "network.stop_yes")
    assert text_of(two.received[-1]) == fr("network.goodbye", name="Coopérative d'essai")
    assert hall.stage.env.backend.webhooks == {}
    assert rows(hall.path, "SELECT * FROM network_tokens") == []
    theirs = await two.coordinator.command(two.place, "network list")
    assert theirs.text == f"### {fr('network.title')}\n{fr('network.none')}"
    hall.stage.refused.clear()


async def test_a_code_of_the_same_server_used_or_withdrawn_is_refused(hall: Room) -> None:
    two = await Two.met(hall)
    own = await two.manager.command(hall.channel, "network invite", channel=hall.channel)
    assert (await two.paste(code_of(own))).text == fr("network.code_own")
    code = await two.code()
    await two.manager.press(await two.paste(code), "network.join")
    assert (await two.paste(code)).text == fr("network.joined_already")
    await two.coordinator.press(two.question, "network.accept")
    third = hall.stage.server("Une troisième")
    where = third.create_text_channel("coordination")
    paul = hall.stage.person(
        third, "Paul", roles=[third.create_role("Gestion", permissions=_MANAGES)]
    )
    form = await paul.command(where, "network join")
    assert (await paul.fill(form, code=code)).text == fr("network.code_used")
    await two.coordinator.command(two.place, "network list")
    fresh = await two.code()
    await hall.stage.later(8 * 86400)
    assert (await two.paste(fresh)).text == fr("network.code_expired")
    assert len(hall.stage.env.backend.webhooks) == 1, "what expired was taken away"


async def test_of_two_servers_with_one_code_the_accepted_one_alone_shares(hall: Room) -> None:
    two = await Two.met(hall)
    third = hall.stage.server("Une troisième")
    where = third.create_text_channel("coordination")
    paul = hall.stage.person(
        third, "Paul", roles=[third.create_role("Gestion", permissions=_MANAGES)]
    )
    await paul.command(where, "settings language", language="fr")
    code = await two.code()
    await two.manager.press(await two.paste(code), "network.join")
    first = two.question
    form = await paul.command(where, "network join")
    await paul.press(await paul.fill(form, code=code), "network.join")
    outdated = await two.coordinator.press(first, "network.accept")
    assert outdated.text == fr("network.asked_since", name="Une troisième")
    await two.coordinator.press(two.question, "network.accept")
    await hall.stage.later(600)
    assert fr("network.news_taken", name="Réseau des halles") in two.told[-1]
    await _shared(hall)
    assert len(two.received) == 2, "the two requests, and nothing of the server that was not chosen"


async def test_nobody_answers_without_the_right_nor_by_a_forged_button(hall: Room) -> None:
    two = await Two.met(hall)
    question = await two.ask()
    ben = hall.stage.person(two.theirs, "Ben")
    for verb in ("network.accept", "network.refuse"):
        assert (await ben.press(question, verb)).text == fr("network.not_allowed")
    (ours,) = rows(hall.path, "SELECT * FROM network_links WHERE side = 'gives'")
    (link,) = rows(hall.path, "SELECT * FROM network_links WHERE side = 'receives'")
    # The manager of the server that gives accepts for the other, from their own channel.
    await hall.open("essai")
    for forged in (
        f"network.accept:{link['id']}:{link['request_id']}",
        f"network.accept:{ours['id']}:{ours['request_id']}",
        f"network.stop_yes:{link['id']}",
        f"network.accept:{link['id']}:1",
    ):
        answer = await press_id(hall, two.manager, hall.card, forged)
        assert answer.private
        assert answer.text == fr("network.gone")
    states = {row["state"] for row in rows(hall.path, "SELECT state FROM network_links")}
    assert states == {"asked"}


async def test_coordinators_need_their_role_and_the_bot_its_right(hall: Room) -> None:
    two = await Two.met(hall)
    ben = hall.person("Ben")
    for command in ("network invite", "network join", "network list"):
        assert (await ben.command(hall.channel, command)).text == fr("network.not_allowed")
    role = hall.server.create_role("Coordination")
    async with hall.stage.bot.ctx.database.write() as tx:
        chosen = await tx.servers.get(hall.server.id)
        await tx.servers.put(replace(chosen, coordinators_role_id=role.id))
    dina = hall.stage.person(hall.server, "Dina", roles=[role])
    assert fr("network.none") in (await dina.command(hall.channel, "network list")).text
    for _ in range(LINKS):
        made = await two.manager.command(hall.channel, "network invite", channel=hall.channel)
        assert code_of(made)
    full = await two.manager.command(hall.channel, "network invite", channel=hall.channel)
    assert full.text == fr("network.too_many", most=LINKS)


@pytest.mark.parametrize("down", [1, A_WHILE])
async def test_what_comes_while_the_bot_is_stopped_is_taken_up(hall: Room, down: float) -> None:
    two = await Two.met(hall)
    await two.ask()
    await hall.stage.restart()
    await hall.stage.later(down)
    await two.coordinator.press(two.question, "network.accept")
    await hall.stage.restart()
    await hall.stage.later(A_WHILE)
    assert fr("network.news_accepted", name="Réseau des halles") in two.told[-1]
