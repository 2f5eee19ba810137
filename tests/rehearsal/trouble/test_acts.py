"""Each trouble as it comes, and what the debrief then says of it: what was seen to happen."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from bot.rehearsal.stage import Answer, Person, text_of
from bot.rehearsal.trouble.kinds import Trouble
from bot.workshop.consent.proposal import Stage
from bot.workshop.language import Language
from tests.rehearsal.trouble.flying import Flight, flight

METHODS = ("dots", "score", "yes_no", "schulze")


async def hidden(flown: Flight, word: str) -> None:
    """Have the leader hide the post-it that holds `word`."""
    room, lead = flown.room, flown.room.lead
    panel = await lead.press(room.card, "lead.panel")
    found = await lead.press(await lead.press(panel, "hide.list"), "hide.find")
    listed = await lead.fill(found, word=word)
    (choice,) = [o["value"] for o in listed.options("hide.pick") if word in o["label"]]
    one = await lead.choose(listed, "hide.pick", choice)
    await lead.fill(await lead.press(one, "hide.why"), reason="")


async def test_nobody_writes_until_those_who_lead_do_something(tmp_path: Path) -> None:
    async with flight(tmp_path, "agenda", [Trouble.SILENCE], acting=True) as flown:
        room = flown.room
        await flown.fly(2)
        answers = room.stage.answers
        await flown.fly(40)
        assert (flown.is_free(), room.stage.answers) == (False, answers)
        await room.lead.say(room.channel, "What comes to your mind first?")
        await flown.fly(20)
        assert flown.is_free(), "they heard"
        await flown.end()
        told = flown.said("rehearsal.trouble.came")
        assert "nobody but those who led did anything in the channel" in told
        assert "From those who led, until the session ended: a message (after 4" in told


async def test_a_silence_ends_by_itself_and_that_nothing_was_done_is_told(tmp_path: Path) -> None:
    async with flight(tmp_path, "meteo", [Trouble.SILENCE], language=Language.FRENCH) as flown:
        await flown.fly(4)
        assert not flown.is_free()
        await flown.fly(100)
        assert flown.is_free()
        await flown.fly(130)
        await flown.end()
        told = flown.said("rehearsal.trouble.came")
        assert "et pendant 1 min" in told
        assert "jusqu'à deux minutes après\u00a0: rien dans le salon." in told


@pytest.mark.parametrize(("recipe", "number"), [("agenda", 18), ("backcasting", 24)])
async def test_a_flood_is_counted_as_the_record_holds_it(
    tmp_path: Path, recipe: str, number: int
) -> None:
    scenario = "adere-2032.en" if recipe == "backcasting" else None
    async with flight(tmp_path, recipe, [Trouble.FLOOD], scenario=scenario) as flown:
        await flown.until_it_comes()
        await flown.fly(20)
        await flown.end()
        assert flown.record is not None
        assert len(flown.record.postits) == number
        told = flown.said("rehearsal.trouble.came")
        assert f"{number} post-its in " in told
        assert f"from 6 people; {number} of them are in the record at the end." in told
        typed = {postit.source.value for postit in flown.record.postits}
        assert typed == ({"form", "typed"} if recipe == "agenda" else {"form"})


async def test_one_takes_all_the_room(tmp_path: Path) -> None:
    async with flight(tmp_path, "keep-drop-try", [Trouble.LOUD]) as flown:
        await flown.fly(32)
        (loud,) = flown.came[0].who
        quiet = next(o.person for o in flown.participants.all if o.person.id != loud)
        await quiet.say(flown.room.channel, "+ A slide in the stairwell")
        await flown.fly(60)
        await flown.steer("lead.next")
        await flown.fly(60)
        await flown.end()
        assert flown.record is not None
        written = Counter(postit.author_name for postit in flown.record.postits)
        assert written.pop(quiet.name) == 1
        ((who, number),) = written.items()
        assert number >= 6
        told, heard = (flown.said(f"rehearsal.trouble.{part}") for part in ("came", "heard"))
        assert f"Of the {number + 1} post-its in the record, from {who}: {number} post-its" in told
        assert "4 comments" in told
        assert f"wrote most: {who}, {number + 4} of the {number + 5}" in heard


async def test_someone_comes_late_and_asks_where_the_room_is(tmp_path: Path) -> None:
    async with flight(tmp_path, "meteo", [Trouble.LATE], people=3) as flown:
        there = len(flown.participants.all)
        await flown.fly(60)
        assert len(flown.participants.all) == there, "not in the first half"
        await flown.steer("lead.next")
        await flown.fly(60)
        late = flown.participants.all[-1].person
        assert len(flown.participants.all) == there + 1
        await flown.end()
        told = flown.said("rehearsal.trouble.came")
        assert f"{late.name} came 1 min" in told
        assert "step 2 of 2" in told
        assert "Nothing but *Where are we?* from them before the end." in told
        assert "From those who led, until the session ended: " in told or "first two" in told


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("hides", [True, False])
async def test_a_rude_postit_is_hidden_or_stands(
    tmp_path: Path, hides: bool, language: Language
) -> None:
    async with flight(tmp_path, "agenda", [Trouble.RUDE], language=language) as flown:
        await flown.until_it_comes()
        rude = flown.t("rehearsal.trouble.words.rude")
        if hides:
            until = flown.came[0].began + timedelta(minutes=1)
            await flown.room.stage.later((until - flown.room.stage.env.now()).total_seconds())
            await hidden(flown, rude[:20])
        await flown.end()
        assert flown.record is not None
        told = flown.said("rehearsal.trouble.came")
        assert (rude in {p.text for p in flown.record.postits}) is not hides
        assert (flown.t("rehearsal.trouble.told.rude_stands") in told) is not hides
        assert (
            flown.t("rehearsal.trouble.told.rude_hidden", after="1 min") in told[:900] or not hides
        ), told
        assert flown.t("rehearsal.trouble.question.rude") in flown.said(
            "rehearsal.trouble.questions"
        )


async def test_who_was_rude_is_told_to_nobody_in_a_masked_session(tmp_path: Path) -> None:
    async with flight(tmp_path, "meteo", [Trouble.RUDE], signing="masked") as flown:
        await flown.fly(60)
        await flown.end()
        told = flown.said("rehearsal.trouble.came")
        assert "someone wrote: “What a waste" in told
        assert not [one for one in flown.participants.all if one.person.name in told]
        assert flown.t("rehearsal.trouble.heard.masked") in flown.said("rehearsal.trouble.heard")


@pytest.mark.parametrize("method", METHODS)
async def test_a_vote_is_contested_whatever_its_method(tmp_path: Path, method: str) -> None:
    async with flight(tmp_path, "roti", [Trouble.CONTESTED], people=4) as flown:
        await flown.fly(2)
        asked = {} if method == "yes_no" else {"options": "Beans ; Peas ; Leeks"}
        flown.room.panel = await flown.room.vote("What do we plant?", method, **asked)
        await flown.fly(40)
        await flown.steer("vote.close")
        flown.room.panel = await flown.room.lead.press(flown.room.panel, "vote.close_yes")
        await flown.end()
        assert flown.record is not None
        (vote,) = [v for v in flown.record.votes.values() if v.outcome.turnout]
        assert (vote.outcome.turnout, vote.outcome.tie) == (4, True)
        told = flown.said("rehearsal.trouble.came")
        assert "2 voted all they could for “" in told
        assert "It ended level between “" in told
        assert told.count("and nothing settled it.") == 1
        assert "ended level, and nothing settled it." in flown.said("rehearsal.trouble.left")


async def test_someone_objects_where_the_step_is_a_consent(tmp_path: Path) -> None:
    async with flight(tmp_path, "consent", [Trouble.CONTESTED], people=3) as flown:
        room, lead, t = flown.room, flown.room.lead, flown.t
        await flown.fly(10)
        table = await lead.press(room.panel, label=t("button.consent_lead"))
        form = await lead.press(table, label=t("button.consent_write"))
        table = await lead.fill(form, text="We meet on Mondays.", member=[lead.member])
        for stage in (Stage.QUESTIONS, Stage.REACTIONS, Stage.OBJECTIONS):
            table = await lead.press(table, label=t(f"stage.{stage}"))
            await flown.fly(8)
        await flown.fly(30)
        await flown.end()
        told = flown.said("rehearsal.trouble.came")
        assert "Objection from " in told
        assert t("rehearsal.trouble.words.objection")[:40] in told
        assert "Nothing was decided." in told
        assert "nothing was decided." in flown.said("rehearsal.trouble.left")


async def test_the_bot_goes_away_while_people_press(tmp_path: Path) -> None:
    async with flight(tmp_path, "roti", [Trouble.RESTART]) as flown:
        await flown.until_it_comes()
        await flown.fly(30)
        made = flown.room.stage
        assert len(made.unanswered) == 3
        made.unanswered.clear()
        (answer,) = [await _where(flown, one.person) for one in flown.participants.all[:1]]
        assert answer.private, "the bot is back"
        await flown.end()
        told = flown.said("rehearsal.trouble.came")
        assert "The bot was stopped during “" in told
        assert "3 presses had no answer meanwhile." in told
        assert "3 people pressed the same thing again later, and were answered." in told
        assert "came to nothing: 3 met no bot" in flown.said("rehearsal.trouble.presses")


async def _where(flown: Flight, person: Person) -> Answer:
    return await person.press(flown.room.card, "session.where")


async def test_the_debrief_is_read_in_the_room(tmp_path: Path) -> None:
    async with flight(tmp_path, "meteo", [], people=3) as flown:
        for one in flown.participants.all[1:]:
            await flown.room.write(one.person, "☀️")
        await flown.fly(20)
        await flown.end()
        texts = [text_of(m) for m in flown.room.stage.messages(flown.room.channel)]
        (posted,) = [text for text in texts if text.startswith("## Debrief: ")]
        assert all(part.text in posted for part in flown.parts)
        idle = flown.participants.all[0].person.name
        assert f"Did nothing at all in the channel: {idle}." in posted
        assert "2 people took part in something that the bot keeps, of 4 who were there" in posted
        assert "each answered; none was refused." in posted
        assert "Did not come up this time: silence, a flood of post-its" in posted
