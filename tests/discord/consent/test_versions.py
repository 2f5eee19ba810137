"""A new version of a proposal is a message of its own, with its buttons; the one before stays."""

from __future__ import annotations

import discord

from bot.rehearsal.stage import found, text_of
from tests.discord.acting import Room, buttons, database, fr, rows
from tests.discord.consent.test_round import CONSENT, amend, at_objections, lead, say
from tests.discord.noting import keep_said, take_back_notes

SUNDAY = "Ouvrir le dimanche."


def versions(hall: Room) -> list[discord.Message]:
    """The messages that show a version of the text, in the order of the channel."""
    return [one for one in hall.stage.messages(hall.channel) if "version" in text_of(one)]


def live(hall: Room) -> list[int]:
    return [one.id for one in hall.stage.messages(hall.channel) if found(one, "lead.panel")]


async def test_the_new_text_comes_at_the_bottom_and_the_old_one_says_that_it_is_old(
    hall: Room,
) -> None:
    awa = hall.person("Awa")
    await at_objections(hall)
    old = hall.card
    await awa.say(hall.channel, "et le dimanche ?")
    await amend(hall, SUNDAY)
    before, now = versions(hall)
    assert before.id == old.id
    assert buttons(before) == []
    assert fr("consent.amended_since") in text_of(before)
    assert fr("consent.proposal", version=1) in text_of(before)
    assert SUNDAY not in text_of(before)
    assert now.id == hall.card.id == hall.open_step()["card_message_id"]
    assert SUNDAY in hall.texts[-1]
    assert fr("consent.what_changes") in hall.texts[-1]
    assert (await say(awa, hall.card, CONSENT)).private
    assert live(hall) == [now.id]


async def test_a_text_written_in_the_step_takes_the_place_of_the_empty_card(hall: Room) -> None:
    await hall.play("consent", "consent")
    empty = hall.card
    await amend(hall, SUNDAY)
    (only,) = versions(hall)
    assert only.id == hall.card.id
    assert empty.id not in [one.id for one in hall.stage.messages(hall.channel)]


async def test_a_kill_before_the_new_version_is_noted_leaves_one_card(hall: Room) -> None:
    await at_objections(hall)
    old = hall.card
    keep_said(hall.path)
    await hall.lead.fill(await lead(hall, "consent.write"), text=SUNDAY)
    now = hall.card
    async with hall.stage.stopped() as path:
        take_back_notes(path, "kind = 'card_back'")
        with database(path) as connection:
            connection.execute("UPDATE steps SET card_message_id = ?", (old.id,))
            connection.execute("UPDATE consent_versions SET message_id = NULL")
    await hall.stage.later(30)
    assert hall.open_step()["card_message_id"] == now.id
    assert live(hall) == [now.id]
    (kept,) = rows(hall.path, "SELECT * FROM consent_versions WHERE message_id IS NOT NULL")
    assert (kept["number"], kept["message_id"]) == (1, old.id)
