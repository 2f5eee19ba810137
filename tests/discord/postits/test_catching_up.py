"""What is typed, edited and deleted while the bot is away: caught up on its return, or said."""

from __future__ import annotations

import discord
import pytest

from bot.services.postits.returning import MOST
from bot.workshop.language import Language
from tests.discord.acting import Room, database, en, fr, rows
from tests.discord.postits.test_collecting import columns, marks, step_card

EACH = pytest.mark.parametrize("language", ["fr", "en"])


def histories(hall: Room) -> int:
    """How many times a history was asked for."""
    path = f"/channels/{hall.channel.id}/messages"
    return sum(r.method == "GET" and r.path.endswith(path) for r in hall.stage.env.http_requests)


@EACH
async def test_what_happened_meanwhile_is_caught_up_and_told(hall: Room, language: str) -> None:
    t = fr if language == "fr" else en
    awa, ben = hall.person("Awa"), hall.person("Ben", Language(language))
    await hall.play("bilan", "collect", language=language)
    listed = await awa.say(hall.channel, "+ un four\n+ un vélo\n+ une fête")
    gone = await ben.say(hall.channel, "trop vite dit")
    kept = {row["text"]: row["id"] for row in rows(hall.path, "SELECT id, text FROM postits")}
    await hall.stage.later(5)
    async with hall.stage.stopped():
        new = await ben.say(hall.channel, "- les mails\n? une sieste")
        wordy = await ben.say(hall.channel, "x" * 301)
        await ben.say(hall.channel, "!play")
        await ben.member.send(hall.channel, "d'accord", reply_to=listed)
        await awa.edit(listed, "+ un vélo\n+ une fête")
        await ben.delete(gone)
    await hall.stage.later(5)
    assert sorted(columns(hall)) == ["les mails", "un vélo", "une fête", "une sieste"]
    same = {row["text"]: row["id"] for row in rows(hall.path, "SELECT id, text FROM postits")}
    assert (same["un vélo"], same["une fête"]) == (kept["un vélo"], kept["une fête"])
    assert marks(hall, new) == ["📌"]
    assert marks(hall, wordy) == ["✂️"]
    what = [t.n("collect.caught_up.added", 2), t.n("collect.caught_up.gone", 2)]
    assert hall.texts[-1] == t("collect.caught_up", what=", ".join(what))
    assert t.n("count.postits", 4) in "\n".join(hall.texts)


async def test_nothing_new_is_one_request_and_not_a_word(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("bilan", "collect")
    await awa.edit(await awa.say(hall.channel, "un"), "une")
    said, asked = hall.texts, histories(hall)
    for _ in range(2):
        await hall.stage.restart()
        await hall.stage.later(5)
    assert hall.texts == said
    assert hall.postits() == ["une"]
    assert histories(hall) == asked + 2
    await hall.end()
    asked = histories(hall)
    await hall.stage.restart()
    assert histories(hall) == asked


async def test_what_was_refused_or_withdrawn_stays_so(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("bilan", "collect")
    full = await awa.say(hall.channel, "• a\n• b\n• c\n• d\n• e")
    mine = await awa.press(step_card(hall), "postit.mine")
    one = await awa.choose(mine, "postit.pick", mine.options("postit.pick")[0]["value"])
    await awa.press(one, "postit.withdraw")
    kept = hall.postits()
    assert len(kept) == 3
    await hall.stage.restart()
    assert hall.postits() == kept
    async with hall.stage.stopped():
        await awa.edit(full, "• a\n• b\n• c\n• d\n• e\n• f")
    await hall.stage.later(5)
    assert len(hall.postits()) == 4, "the one that there is room for now"


async def test_a_burst_of_several_pages_is_read_whole(hall: Room) -> None:
    people = [hall.person(f"P{rank}") for rank in range(60)]
    await hall.play("bilan", "collect")
    await people[0].say(hall.channel, "le premier")
    asked = histories(hall)
    env = hall.stage.env
    async with hall.stage.stopped():
        for rank in range(4):
            for person in people[1:]:
                env.backend.create_message(hall.channel.id, person.id, f"{rank} {person.name}")
    await hall.stage.later(5)
    assert len(hall.postits()) == 4 * 59 + 1
    assert histories(hall) == asked + 3
    assert fr.n("collect.caught_up.added", 4 * 59) in hall.texts[-1]


async def test_what_a_fault_of_ours_let_fall_is_read_again(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("bilan", "collect")
    with database(hall.path) as other:
        other.execute("ALTER TABLE message_lines RENAME TO mislaid")
        message = await awa.say(hall.channel, "un four")
        assert hall.postits() == []
        other.execute("ALTER TABLE mislaid RENAME TO message_lines")
    await hall.stage.later(20)
    assert (hall.postits(), marks(hall, message)) == (["un four"], ["❔"])
    assert hall.faults.logged != []
    hall.faults.logged.clear()


async def test_what_stands_behind_all_that_is_read_is_said_to_be(hall: Room) -> None:
    awa, ben = hall.person("Awa"), hall.person("Ben")
    await hall.play("bilan", "collect")
    known = await awa.say(hall.channel, "un four")
    asked = histories(hall)
    create = hall.stage.env.backend.create_message
    async with hall.stage.stopped():
        create(hall.channel.id, ben.id, "un verger")
        for rank in range(MOST):
            create(hall.channel.id, ben.id, f"!bruit {rank}")
        create(hall.channel.id, ben.id, "une serre")
    await hall.stage.later(5)
    assert histories(hall) == asked + MOST / 100
    assert hall.postits() == ["un four", "une serre"]
    assert marks(hall, known) == ["❔"]
    told = f"{fr('collect.unread.many', most=MOST)}\n{fr('collect.unread')}"
    assert hall.texts.count(told) == 1


@EACH
async def test_a_channel_that_cannot_be_read_loses_nothing_and_is_told_once(
    hall: Room, language: str
) -> None:
    t = fr if language == "fr" else en
    awa = hall.person("Awa")
    blind = discord.PermissionOverwrite(read_message_history=False)
    hall.channel = hall.server.create_text_channel(
        "sourd", overwrites={hall.server.default_role: blind}
    )
    await hall.play("bilan", "collect", language=language)
    await awa.say(hall.channel, "un four")
    told = f"{t('collect.unread.right', most=0)}\n{t('collect.unread')}"
    for _ in range(2):
        async with hall.stage.stopped():
            await awa.say(hall.channel, "un verger")
        await hall.stage.later(5)
        assert hall.postits() == ["un four"]
        assert hall.texts.count(told) == 1
    assert all("/reactions/" in refused for refused in hall.stage.refused)
    hall.stage.refused.clear()  # who may not read what is there may not react to it either


async def test_a_reply_to_the_card_and_what_is_shouted_are_post_its(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("bilan", "collect")
    await awa.member.send(hall.channel, "un four", reply_to=hall.card)
    await awa.say(hall.channel, "!!! urgent : le toit")
    assert hall.postits() == ["!!! urgent : le toit", "un four"]
    async with hall.stage.stopped():
        await awa.member.send(hall.channel, "un verger", reply_to=hall.card)
    await hall.stage.later(5)
    assert "un verger" in hall.postits()
