"""A summary that is released goes to the server that accepted it, once, as those who lead said."""

from __future__ import annotations

import discord
from simcord.backend.models.channel import Overwrite
from simcord.enums import OverwriteType

from bot.rehearsal.stage import components, found, text_of
from tests.discord.acting import Room, fr, rows
from tests.discord.network.linking import A_WHILE, Two


async def _session(hall: Room, idea: str = "Un verger partagé") -> None:
    await hall.play("essai", "collect")
    await hall.write(hall.person("Awa"), idea)
    await hall.end()


async def test_from_the_invitation_to_the_summary(hall: Room) -> None:
    two = await Two.met(hall)
    read = await two.paste(await two.code())
    assert read.private
    assert "Réseau des halles" in read.text
    asked = await two.manager.press(read, "network.join")
    assert fr("network.asked", name="Réseau des halles", place="{}").split("{}")[0] in asked.text
    (request,) = two.received
    assert request.author.name.startswith("Coopérative d'essai · ")
    assert fr("network.question", name="Coopérative d'essai") == text_of(two.question)
    accepted = await two.coordinator.press(two.question, "network.accept")
    assert accepted.text == fr("network.accepted", name="Coopérative d'essai")
    assert fr("network.accepted_here", name="Coopérative d'essai") in two.texts
    await hall.stage.later(A_WHILE)
    assert fr("network.news_accepted", name="Réseau des halles") in two.told[-1]
    await _session(hall)
    summary = two.received[-1]
    assert len(two.received) == 2, "the line that took the place became the summary"
    assert text_of(summary).startswith("## Essai")
    assert fr("network.whence", name="Coopérative d'essai") in text_of(summary)
    assert summary.attachments, "the documents that the server chose come with it"
    assert found(summary, "session.where") == []
    assert not any(part.get("custom_id") for part in components(summary)), "no button leads nowhere"
    assert f"<#{hall.channel.id}>" not in text_of(summary)


async def test_nothing_is_shared_before_the_answer_nor_after_a_refusal(hall: Room) -> None:
    two = await Two.met(hall)
    question = await two.ask()
    await _session(hall)
    assert len(two.received) == 1, "the request alone"
    refused = await two.coordinator.press(question, "network.refuse")
    assert refused.text == fr("network.refused", name="Coopérative d'essai")
    assert fr("network.closed_here") in two.texts
    await hall.stage.later(600)
    assert fr("network.news_ended", name="Réseau des halles") in two.told[-1]
    assert rows(hall.path, "SELECT * FROM network_links") == []
    assert rows(hall.path, "SELECT * FROM network_tokens") == []
    hall.stage.refused.clear()  # Discord's word for a webhook that is gone


async def test_who_leads_reads_where_the_summary_goes_and_can_keep_it(hall: Room) -> None:
    two = await Two.met(hall)
    await two.link()
    await hall.play("essai", "collect")
    await hall.write(hall.person("Awa"), "Un verger partagé")
    question = await hall.lead.press(hall.panel, "lead.end")
    assert fr("network.shared_with", names="Réseau des halles") in question.text
    kept = await hall.lead.press(question, "network.switch")
    assert fr("network.not_shared", names="Réseau des halles") in kept.text
    hall.panel = await hall.lead.press(kept, "lead.panel")
    await hall.end()
    assert len(two.received) == 1
    (session,) = rows(hall.path, "SELECT id FROM sessions")
    by_hand = await two.manager.command(
        hall.coordination, "network share", session=str(session["id"])
    )
    assert by_hand.text == fr("network.kept_back")
    shared = await hall.lead.command(hall.channel, "network share", session=str(session["id"]))
    assert shared.text == fr("network.shared_now", names="Réseau des halles")
    assert text_of(two.received[-1]).startswith("## Essai")
    again = await hall.lead.command(hall.channel, "network share", session=str(session["id"]))
    assert again.text == fr("network.shared_already")


async def test_a_private_channel_is_shared_by_an_explicit_yes_alone(hall: Room) -> None:
    two = await Two.met(hall)
    await two.link()
    await _hide(hall)
    await hall.play("essai", "collect")
    question = await hall.lead.press(hall.panel, "lead.end")
    assert fr("network.not_shared_private", names="Réseau des halles") in question.text
    hall.panel = await hall.lead.press(question, "lead.panel")
    await hall.end()
    assert len(two.received) == 1
    await hall.play("essai", "collect")
    shared = await hall.lead.press(await hall.lead.press(hall.panel, "lead.end"), "network.switch")
    hall.panel = await hall.lead.press(shared, "lead.panel")
    await hall.end()
    assert len(two.received) == 2


async def _hide(hall: Room) -> None:
    """Have only the person who leads, and the bot, see the channel of the meeting."""
    seen = discord.Permissions(view_channel=True).value
    bot = hall.stage.env.backend.bot_user.id
    overwrites = [
        Overwrite(hall.server.default_role.id, OverwriteType.ROLE, deny=seen),
        Overwrite(bot, OverwriteType.MEMBER, allow=seen),
        Overwrite(hall.lead.id, OverwriteType.MEMBER, allow=seen),
    ]
    hall.stage.env.backend.edit_channel(hall.channel.id, {}, overwrites=overwrites)
    await hall.stage.env.settle()


async def test_a_summary_that_is_read_again_says_where_it_goes_and_may_still_be_kept(
    hall: Room,
) -> None:
    two = await Two.met(hall)
    await two.link()
    await hall.open("essai")
    await hall.steer("lead.start")
    names = "Réseau des halles"
    asked = await hall.steer("lead.end")
    for _ in range(2):  # it is decided otherwise, and back, without losing the question
        asked = await hall.lead.press(await hall.lead.press(asked, "network.switch"), "lead.end")
    assert fr("network.shared_with", names=names) in asked.text
    hall.panel = asked
    await hall.steer("lead.end_review")
    page = await hall.lead.press(hall.panel, "review.open")
    asked = await hall.lead.press(page, "review.release")
    assert fr("network.shared_with", names=names) in asked.text
    kept = await hall.lead.press(asked, "network.switch")
    assert fr("network.not_shared", names=names) in kept.text
    shown = await hall.lead.command(hall.channel, "network session")
    assert fr("network.not_shared", names=names) in shown.text
    asked = await hall.lead.press(await hall.lead.press(kept, "review.open"), "review.release")
    assert fr("network.not_shared", names=names) in asked.text
    await hall.lead.press(asked, "review.release_yes")
    await hall.stage.later(A_WHILE)
    assert len(two.received) == 1, "the request alone"


async def test_an_older_summary_is_offered_with_its_day(hall: Room) -> None:
    two = await Two.met(hall)
    await _session(hall)
    offered = await hall.lead.member.autocomplete(hall.channel, "network share", "session", "")
    (name,) = (one["name"] for one in offered)
    async with hall.stage.bot.ctx.database.read() as tx:
        session = await tx.sessions.get(1)
    assert session is not None
    assert name == f"{session.title} · {fr.day(session.created_at.date())}"
    assert two.received == []
