"""The program stops at any moment and starts again: people notice a short pause."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.workshop.kinds import AtEnd
from bot.workshop.language import Language
from tests.builders import collect, recipe, reveal, vote
from tests.discord.acting import Room, database, en, fr, ids_of, options, room, rows, shipped
from tests.discord.recipes import ESSAI

SCENARIO = shipped().scenarios["adere-2032.fr"]


def beats(hall: Room) -> list[str]:
    """The first lines of the story's messages."""
    return [
        text.split("\n")[0]
        for text in hall.texts
        if fr("story.fiction") in text and text.startswith("## ")
    ]


STORY = [
    "## 2032",
    *(f"## {anchor.year} · {anchor.title}" for anchor in SCENARIO.anchors),
    f"## 🏅 {SCENARIO.award.name if SCENARIO.award else ''}",
]


async def test_a_story_goes_on_where_it_stopped(hall: Room) -> None:
    await hall.play("atelier", "story", scenario="adere-2032.fr")
    for told in range(1, 6):
        assert beats(hall) == STORY[:told]
        await hall.stage.restart()
        assert beats(hall) == STORY[:told]
        await hall.stage.later(61)
    assert beats(hall) == STORY


async def test_a_story_stopped_for_long_keeps_its_pace_afterwards(hall: Room) -> None:
    await hall.play("atelier", "story", scenario="adere-2032.fr")
    async with hall.stage.stopped():
        await hall.stage.later(200)
        assert beats(hall) == STORY[:1]
    assert beats(hall) == STORY[:2], "one message at once, not all that were due"
    await hall.stage.later(59)
    assert beats(hall) == STORY[:2]
    await hall.stage.later(2)
    assert beats(hall) == STORY[:3]


async def test_what_was_given_up_is_tried_again_at_the_next_start(hall: Room) -> None:
    await hall.play("atelier", "story", scenario="adere-2032.fr")
    async with hall.stage.stopped() as path:
        with database(path) as connection:
            connection.execute("UPDATE timers SET failure = 'KeyError', attempts = 3")
        await hall.stage.later(61)
    assert beats(hall) == STORY[:2]


async def test_a_paused_story_waits_through_a_restart(hall: Room) -> None:
    await hall.play("atelier", "story", scenario="adere-2032.fr")
    await hall.stage.later(30)
    await hall.steer("lead.pause")
    async with hall.stage.stopped():
        await hall.stage.later(600)
    await hall.stage.later(600)
    assert beats(hall) == STORY[:1]
    assert fr("card.paused.follow", left=fr.minutes(8)) in "\n".join(hall.texts)
    await hall.steer("lead.resume")
    await hall.stage.later(300)
    assert beats(hall) == STORY


async def test_everything_opened_before_a_restart_works_after_it(hall: Room) -> None:
    awa, ben = hall.person("Awa"), hall.person("Ben", Language.ENGLISH)
    await hall.play("essai", "collect")
    card = hall.card
    told = await hall.write(awa, "avant l'arrêt")
    form = await ben.press(card, "postit.add")
    mine = await awa.press(card, "postit.mine")
    one = await awa.choose(mine, "postit.pick", next(iter(options(mine, "postit.pick"))))
    edit_form = await awa.press(one, "postit.edit")
    await hall.stage.restart()
    sent = await ben.fill(form, ideas="opened before, sent after")
    assert en.n("postit.kept", 1) in sent.text
    changed = await awa.fill(edit_form, idea="avant l'arrêt, retouché")
    assert fr("postit.changed") in changed.text
    more = await awa.fill(await awa.press(told, "postit.add"), ideas="et après")
    assert fr.n("postit.kept", 1) in more.text
    assert (await ben.press(card, "session.where")).private
    await hall.lead.press(hall.panel, custom_id=ids_of(hall.panel, "lead.more")[0])
    await hall.stage.later(10)
    assert fr.n("count.postits", 3) in hall.texts[-1]
    assert hall.card.id == card.id, "the same card, brought up to date"
    await hall.steer("lead.next")
    assert hall.postits() == ["avant l'arrêt, retouché", "et après", "opened before, sent after"]


async def test_a_ballot_opened_before_a_restart_is_still_the_ballot(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("essai", "collect")
    await hall.write(awa, "alpha", "beta")
    await hall.go("vote")
    ballot = await awa.choose(await awa.press(hall.card, "ballot.open"), "ballot.put", "1")
    await hall.stage.restart()
    ballot = await awa.choose(ballot, "ballot.put", "2")
    assert fr.n("ballot.left", 3, budget=5) in ballot.text
    await hall.stage.restart()
    await awa.press(ballot, "ballot.cast")
    assert rows(hall.path, "SELECT content FROM ballots")[0]["content"] == '{"1": 1, "2": 1}'
    await hall.steer("lead.next")
    assert len(hall.results) == 1


@pytest.mark.parametrize("late", [1, 3600])
async def test_time_that_ran_out_while_stopped_is_told_once(hall: Room, late: int) -> None:
    await hall.play("essai", "collect")
    closes_at = hall.open_step()["closes_at"]
    async with hall.stage.stopped():
        await hall.stage.later(600 + late)
    await hall.stage.restart()
    await hall.stage.later(60)
    told = [text for text in hall.texts if fr("time.up", title="Les idées") in text]
    assert len(told) == 1
    assert not any("⏳" in text and "se termine" in text for text in hall.texts), "no late warning"
    assert hall.open_step()["closes_at"] == closes_at
    assert any("⏰" in text and "## Les idées" in text for text in hall.texts), "the card says so"
    awa = hall.person("Awa")
    assert fr.n("postit.kept", 1) in (await hall.write(awa, "la dernière")).text


async def test_a_step_that_moves_on_by_itself_moves_once(tmp_path: Path) -> None:
    steps = (collect(minutes=3, at_end=AtEnd.NEXT), reveal(), vote())
    async with room(tmp_path / "gommette.db", {"essai": recipe(*steps)}) as hall:
        await hall.play("essai", "collect")
        await hall.write(hall.lead, "une idée")
        async with hall.stage.stopped():
            await hall.stage.later(3600)
        assert hall.open_step()["kind"] == "reveal"
        await hall.stage.restart()
        assert hall.open_step()["kind"] == "reveal"
        assert sum("🧱" in text for text in hall.texts) == 1
        late = await hall.lead.press(hall.panel, "lead.next")
        assert fr("session.moved") in late.text
        assert hall.open_step()["kind"] == "reveal"


async def test_a_panel_opened_before_many_restarts_leads_to_the_end(hall: Room) -> None:
    await hall.open("essai")
    await hall.stage.restart()
    await hall.steer("lead.start")
    for _ in ESSAI.steps[1:]:
        await hall.stage.restart()
        await hall.steer("lead.next")
    await hall.stage.restart()
    await hall.end()
    await hall.stage.restart()
    assert sum(fr("report.attached") in text for text in hall.texts) == 1
    cards = [text for text in hall.texts if text.startswith("**")]
    assert len(cards) == 1 + len(ESSAI.steps), "each card once: the lobby and every step"


async def test_commands_are_sent_to_discord_once_while_they_stay_the_same(hall: Room) -> None:
    await hall.stage.restart()
    await hall.stage.restart()
    sent = [r for r in hall.stage.env.http_requests if r.path.endswith("/commands")]
    assert [request.method for request in sent] == ["PUT"]


async def test_raw_data_is_forgotten_after_ninety_days_even_if_stopped(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("essai", "collect")
    await hall.write(awa, "à oublier un jour")
    await hall.end()
    async with hall.stage.stopped():
        await hall.stage.later(89 * 86400)
    assert hall.postits() == ["à oublier un jour"]
    async with hall.stage.stopped() as path:
        await hall.stage.later(2 * 86400)
        assert "à oublier un jour".encode() in path.read_bytes()
    assert hall.postits() == []
    assert rows(hall.path, "SELECT * FROM participants") == []
    assert "à oublier un jour".encode() not in hall.path.read_bytes()


async def test_a_session_that_nobody_ends_ends_by_itself_with_its_summary(hall: Room) -> None:
    await hall.play("essai", "collect")
    await hall.write(hall.person("Awa"), "une idée à ne pas perdre")
    await hall.stage.later(91 * 86400)
    summaries = [text for text in hall.texts if fr("report.attached") in text]
    assert len(summaries) == 1
    assert rows(hall.path, "SELECT state FROM sessions")[0]["state"] == "ended"
    folded, _ = fr("card.closed", spent="|").split("|")
    assert any(folded in text for text in hall.texts), "nobody is asked to write any more"
    assert hall.postits() == ["une idée à ne pas perdre"]
    await hall.stage.later(90 * 86400)
    assert hall.postits() == []
