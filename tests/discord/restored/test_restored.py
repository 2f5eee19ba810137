"""A bot that was put back from a copy: nothing is said twice, nothing that is due is lost, and the
room knows."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from bot.store.copying import copy_to
from bot.store.outbox import Saying
from bot.store.restoring import restore
from tests.discord.acting import Room, en, fr, room, rows
from tests.discord.vote_sealed.seen import cast, voting
from tests.store.seeing import opened


def now(hall: Room) -> datetime:
    return hall.stage.bot.clock()


def told(hall: Room, words: str) -> int:
    """How many messages of the room hold `words`."""
    return sum(words in text for text in hall.texts)


def since(moment: datetime) -> str:
    return f"<t:{int(moment.timestamp())}:f>"


async def test_a_session_waits_as_it_was_and_goes_on(tmp_path: Path) -> None:
    async with room(tmp_path / "gommette.db") as hall:
        await hall.play("atelier", "collect", scenario="adere-2032.fr")
        awa = hall.person("Awa")
        await hall.write(awa, "Un verger")
        length = datetime.fromisoformat(hall.open_step()["closes_at"]) - now(hall)
        seconds = length.total_seconds()
        await hall.stage.later(60)
        made = now(hall)
        copy_to(hall.path, tmp_path / "copy", made)
        await hall.write(awa, "Un four")
        await hall.stage.later(seconds)
        over = "Le temps est écoulé"
        assert told(hall, over) == 1
        async with hall.stage.stopped() as path:
            restore(tmp_path / "copy", path, now(hall))
        await hall.stage.later(6)
        assert told(hall, fr("restored.paused", since=since(made))) == 1
        assert hall.postits() == ["Un verger"]
        await hall.stage.later(seconds)
        assert told(hall, over) == 1, "what was said is not said again"
        await hall.stage.restart()
        assert told(hall, fr("restored.paused", since=since(made))) == 1, "once"
        await hall.write(awa, "Un puits")
        hall.panel = await hall.lead.command(hall.channel, "session panel")
        await hall.steer("lead.resume")
        await hall.stage.later(seconds - 90)
        assert told(hall, over) == 1, "what was left of it is left"
        await hall.stage.later(60)
        assert told(hall, over) == 2, "then its end is told"
        assert hall.postits() == ["Un puits", "Un verger"]
        await hall.end()


async def test_what_waited_in_the_copy_and_was_said_since_is_not_said_again(tmp_path: Path) -> None:
    async with room(tmp_path / "gommette.db") as hall:
        await hall.play("essai", "collect")
        async with hall.stage.stopped() as path, opened(path) as database:
            async with database.write() as tx:
                (session,) = await tx.sessions.live()
                for person in (1, 2):
                    await tx.outbox.add(
                        Saying.LEADS_NO_MORE,
                        session.id,
                        session.channel_id,
                        now(hall),
                        person=person,
                    )
            copy_to(path, tmp_path / "copy", now(hall))
            async with database.write() as tx:  # the one was said before the program was lost
                row = await tx.outbox.pending_of(session.id, [session.channel_id])
                await tx.outbox.said(row[1])
        assert (told(hall, "<@1>"), told(hall, "<@2>")) == (1, 0)
        async with hall.stage.stopped() as path:
            restore(tmp_path / "copy", path, now(hall))
        await hall.stage.later(10)
        assert (told(hall, "<@1>"), told(hall, "<@2>")) == (1, 1)
        assert rows(hall.path, "SELECT id FROM outbox") == []
        await hall.end()


async def test_a_lobby_reads_it_and_starts(tmp_path: Path) -> None:
    async with room(tmp_path / "gommette.db") as hall:
        await hall.open("essai", language="en")
        made = now(hall)
        copy_to(hall.path, tmp_path / "copy", made)
        await hall.steer("lead.start")
        async with hall.stage.stopped() as path:
            restore(tmp_path / "copy", path, now(hall))
        await hall.stage.later(6)
        assert told(hall, en("restored.open", since=since(made))) == 1
        hall.panel = await hall.lead.command(hall.channel, "session panel")
        await hall.steer("lead.start")
        await hall.end()


async def test_a_sealed_vote_whose_key_is_not_there_begins_again_before_everyone(
    tmp_path: Path,
) -> None:
    async with voting(tmp_path / "gommette.db") as hall:
        people = [hall.person(name) for name in ("Ada", "Ben", "Cléo")]
        await cast(hall, people[0])
        async with hall.stage.stopped() as path:
            (tmp_path / "files").mkdir()
            shutil.copyfile(path, tmp_path / "files" / path.name)
        await cast(hall, people[1])  # the key of the copy is destroyed
        await hall.stage.later(10)
        async with hall.stage.stopped() as path:
            restore(tmp_path / "files", path, now(hall), loses_ballots=True)
        await hall.stage.later(10)
        assert "1 sealed votes begin again" in hall.faults.logged.pop()
        why = fr("sealed.why_again")
        assert told(hall, fr.n("vote.again", 1, why=why)) == 1, "on the card"
        hall.panel = await hall.lead.command(hall.channel, "session panel")
        await hall.steer("lead.resume")
        shown = await people[0].press(hall.card, "ballot.open")
        assert fr("ballot.erased", why=why) in shown.text
        for person in people:
            assert fr("sealed.once") in (await cast(hall, person)).text
