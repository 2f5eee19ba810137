"""Nobody's data but one's own, whatever is pressed, how often, and from where."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.services.privacy.erasing import erase
from bot.services.privacy.known import known
from bot.services.vote import voting
from tests.discord.acting import Room, fr, rows
from tests.discord.forging import press_id
from tests.discord.privacy.grep import marks_of
from tests.discord.privacy.living import actor, lived_in


async def test_a_press_deletes_what_is_of_who_presses(tmp_path: Path) -> None:
    async with lived_in(tmp_path, "signed") as lived:
        hall, me, other = lived.hall, lived.me, lived.people[0]
        standing = lived.hits(list(marks_of(hall.path, me.id)))
        # The last button of somebody else's message, found out and pressed on the public card.
        answer = await press_id(hall, other, hall.card, "privacy.erase:0:0")
        assert answer.private
        assert fr("privacy.erased") in answer.text
        assert lived.hits(list(marks_of(hall.path, me.id))) == standing
        assert not lived.hits([str(other.id)])
        # Twice, and with nothing left.
        again = await press_id(hall, other, hall.card, "privacy.erase:0:1")
        assert fr("privacy.nothing_to_delete") in again.text
        for forged in ("privacy.erase:2:1", "privacy.erase:0", "privacy.file:-1", "privacy.page:x"):
            assert (await press_id(hall, other, hall.card, forged)).text == fr("button.unknown")
        await hall.end()


async def test_a_ballot_of_an_open_vote_is_taken_back_and_can_be_cast_again(
    tmp_path: Path,
) -> None:
    async with lived_in(tmp_path, "masked") as lived:
        hall, me = lived.hall, lived.me
        assert len(rows(hall.path, "SELECT 1 FROM cast_ballots")) == 3
        await press_id(hall, me, hall.card, "privacy.erase:0:1")
        assert len(rows(hall.path, "SELECT 1 FROM cast_ballots")) == 2
        assert len(rows(hall.path, "SELECT 1 FROM turnout WHERE user_id = ?", me.id)) == 0
        ctx, now = hall.stage.bot.ctx, hall.stage.bot.clock()
        await voting.change(ctx, lived.step, actor(me), lambda _: {"3": 2})
        await voting.cast(ctx, lived.step, actor(me), now)
        assert len(rows(hall.path, "SELECT 1 FROM cast_ballots")) == 3
        await hall.end()


async def test_what_is_of_another_server_stays_unless_all_is_asked(hall: Room) -> None:
    await hall.play("essai", "collect")
    awa = hall.person("Awa")
    await hall.write(awa, "une idée d'ici")
    ctx, now = hall.stage.bot.ctx, hall.stage.bot.clock()
    elsewhere = await erase(ctx, awa.id, 12345, now, remove=True)
    assert not elsewhere.anything
    assert hall.postits() == ["une idée d'ici"]
    assert (await known(ctx, awa.id, None)).anything
    await erase(ctx, awa.id, None, now + timedelta(minutes=1), remove=True)
    assert hall.postits() == []
    await hall.end()


async def test_a_typed_post_it_that_left_does_not_come_back(hall: Room) -> None:
    await hall.play("essai", "collect")
    await hall.steer("lead.next")
    await hall.steer("lead.next")
    awa = hall.person("Awa")
    said = await awa.say(hall.channel, "une idée tapée")
    assert hall.postits() == ["une idée tapée"]
    await press_id(hall, awa, hall.card, "privacy.erase:0:1")
    assert hall.postits() == []
    await awa.edit(said, "une idée tapée, changée")
    await hall.stage.restart()  # the channel is read again
    await hall.stage.later(60)
    assert hall.postits() == []
    assert not rows(hall.path, "SELECT 1 FROM message_lines")
    await hall.end()


async def test_a_masked_session_says_what_words_that_leave_would_tell(tmp_path: Path) -> None:
    async with lived_in(tmp_path, "masked") as lived:
        hall, me = lived.hall, lived.me
        warning = f"⚠️ {fr.n('privacy.masked', 1, title='Mes données')}"
        asked = await me.press((await me.command(hall.channel, "privacy")).shown, "privacy.ask")
        assert warning in asked.text
        taken = await me.press(asked.shown, label=fr("button.privacy_remove"))
        assert warning in taken.text
        left = await press_id(hall, me, hall.card, "privacy.choose:0:0")
        assert warning not in left.text
        # Kept without a name, nothing on the wall tells that anybody asked.
        said = list(hall.texts)
        letters = "SELECT count(*) AS n FROM outbox WHERE kind = 'wall_again'"
        (before,) = rows(hall.path, letters)
        await press_id(hall, me, hall.card, "privacy.erase:0:0")
        await hall.stage.later(60)
        (after,) = rows(hall.path, letters)
        assert after["n"] == before["n"] == 0
        walls = [text for text in said if "Le mur est ouvert" in text]
        assert walls
        assert set(walls) <= set(hall.texts)
        await hall.end()


@pytest.mark.parametrize("remove", [True, False])
async def test_walls_of_a_session_that_has_ended_are_shown_again_too(
    tmp_path: Path, remove: bool
) -> None:
    async with lived_in(tmp_path, "signed") as lived:
        hall, me = lived.hall, lived.me
        await hall.end()
        await hall.stage.later(60)
        before = [text for text in hall.texts if "🧱" in text and me.name in text]
        assert before
        await press_id(hall, me, hall.card, f"privacy.erase:0:{int(remove)}")
        await hall.stage.later(60)
        after = [text for text in hall.texts if "🧱" in text]
        assert not any(f"*{me.name}*" in text for text in after)
        assert any(lived.people[0].name in text for text in after)
        assert remove is not any(me.name.lower() in text for text in after)
