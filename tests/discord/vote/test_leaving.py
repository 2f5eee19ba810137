"""Leaving a vote that holds ballots: the same question by every way, and nothing lost unsaid."""

from __future__ import annotations

import json

import pytest

from bot.rehearsal.stage import Answer, Person
from tests.discord.acting import Room, buttons, fr, ids_of, rows
from tests.discord.forging import press_id
from tests.discord.vote.test_results import files

IDEAS = ("Un four", "Un vélo", "Une fête")
WAYS = ("next", "skip", "back")
KEPT = "vote.fate.kept_secret"


async def dotted(hall: Room, people: int, author: Person | None = None) -> list[Person]:
    """A session in which so many people have put a dot on the first idea of the wall."""
    author = author or hall.person("Awa")
    await hall.play("essai", "collect")
    await hall.write(author, *IDEAS)
    await hall.go("vote")
    await hall.stage.later(10)
    voters = [hall.person(f"P{rank}") for rank in range(people)]
    for person in voters:
        await hall.put_dots(person, "1")
    return voters


async def ask(hall: Room, verb: str) -> Answer:
    """Press a control of a fresh panel without answering what it asks."""
    hall.panel = await hall.lead.press(hall.card, "lead.panel")
    return await hall.lead.press(hall.panel, verb)


def cast(hall: Room) -> int:
    return len(rows(hall.path, "SELECT * FROM cast_ballots"))


@pytest.mark.parametrize("way", [*WAYS, "end", "close"])
async def test_every_way_asks_and_says_what_becomes_of_the_ballots(hall: Room, way: str) -> None:
    await dotted(hall, 3)
    asked = await ask(hall, "vote.close" if way == "close" else f"lead.{way}")
    said = fr(f"vote.{way}_question", turnout=fr.n("vote.turnout", 3), title="Les gommettes")
    assert said in asked.text
    assert fr(KEPT if way in ("skip", "back") else "vote.fate.counted") in asked.text
    assert (cast(hall), hall.open_step()["kind"], hall.results) == (3, "vote", [])
    stay = ids_of(asked, "lead.panel")[0]
    hall.panel = await hall.lead.press(asked, custom_id=stay)
    assert hall.open_step()["outcome"] is None
    await hall.put_dots(hall.person("Zoé"), "2")
    assert cast(hall) == 4


@pytest.mark.parametrize("way", ["next", "end", "close"])
async def test_under_three_it_is_said_that_nothing_will_be_told(hall: Room, way: str) -> None:
    await dotted(hall, 2)
    asked = await ask(hall, "vote.close" if way == "close" else f"lead.{way}")
    assert fr("vote.fate.erased") in asked.text
    assert fr("vote.fate.counted") not in asked.text
    assert cast(hall) == 2


async def test_a_vote_of_which_one_of_four_has_voted_can_be_set_aside_instead(hall: Room) -> None:
    await dotted(hall, 1)
    asked = await ask(hall, "lead.next")
    assert buttons(asked) == [fr(f"button.{b}") for b in ("next_yes", "skip_yes", "stay")]
    assert fr("panel.or_aside") in asked.text
    hall.panel = await hall.lead.press(asked, label=fr("button.skip_yes"))
    assert hall.open_step()["kind"] == "discuss"
    assert (cast(hall), hall.results) == (1, [])


async def test_skipped_then_found_again_the_ballots_are_there(hall: Room) -> None:
    (ben,) = await dotted(hall, 1)
    await hall.steer("lead.skip")
    await hall.stage.later(10)
    (aside,) = (text for text in hall.texts if fr("card.skipped") in text)
    assert fr.n("vote.turnout", 1) in aside
    assert fr("vote.aside_secret") in aside
    await hall.steer("lead.back")
    await hall.stage.later(10)
    assert fr.n("vote.turnout", 1) in hall.texts[-1]
    ballot = await ben.press(hall.card, "ballot.open")
    assert fr("ballot.counts") in ballot.text
    assert f"**{fr.n('ballot.dots', 1)}** · `1`" in ballot.text


async def test_what_was_set_aside_is_counted_at_the_end_and_said_before(hall: Room) -> None:
    await dotted(hall, 3)
    await hall.steer("lead.skip")
    asked = await ask(hall, "lead.end")
    said = fr("vote.end_question", turnout=fr.n("vote.turnout", 3), title="Les gommettes")
    assert f"{said}\n{fr('vote.fate.counted')}" in asked.text
    await hall.lead.press(asked, "lead.end_yes")
    await hall.stage.later(30)
    assert len(hall.results) == 1
    (vote,) = rows(hall.path, "SELECT state, outcome FROM steps WHERE kind = 'vote'")
    assert vote["state"] == "closed"
    assert json.loads(vote["outcome"])["turnout"] == 3
    assert rows(hall.path, "SELECT * FROM keys WHERE purpose = 'vote'") == []


async def test_two_votes_set_aside_are_both_counted(hall: Room) -> None:
    people = await dotted(hall, 3)
    await hall.vote("Quel jour ?", "approval", options="Lundi ; Mardi")
    for person in people:
        ballot = await person.press(hall.card, "ballot.open")
        await person.press(await person.choose(ballot, "ballot.tick", "1"), "ballot.cast")
    await hall.steer("lead.skip")
    await hall.steer("lead.skip")
    await hall.end()
    await hall.stage.later(30)
    assert len(hall.results) == 2


async def test_what_was_not_said_is_asked_again(hall: Room) -> None:
    """Three had voted when the question was read, two when it was answered."""
    voters = await dotted(hall, 3)
    for verb, yes in (("lead.next", "lead.leave"), ("lead.end", "lead.end_yes")):
        asked = await ask(hall, verb)
        (act, *_) = ids_of(asked, yes)
        await voters[0].press(await voters[0].press(hall.card, "ballot.open"), "ballot.withdraw")
        again = await hall.lead.press(asked, custom_id=act)
        assert fr("vote.fate.erased") in again.text
        assert (cast(hall), hall.results) == (2, [])
        await hall.put_dots(voters[0], "1")
    closing = await ask(hall, "vote.close")
    await voters[0].press(await voters[0].press(hall.card, "ballot.open"), "ballot.withdraw")
    again = await hall.lead.press(closing, "vote.close_yes")
    assert fr("vote.fate.erased") in again.text
    assert cast(hall) == 2


@pytest.mark.parametrize("way", WAYS)
async def test_without_a_ballot_nothing_is_asked(hall: Room, way: str) -> None:
    await dotted(hall, 0)
    await ask(hall, f"lead.{way}")
    assert hall.open_step()["kind"] != "vote"


async def test_the_card_of_a_secret_vote_says_the_rule_of_three_before_one_votes(
    hall: Room,
) -> None:
    await dotted(hall, 0)
    assert fr("vote.secret_few") in hall.texts[-1]
    await hall.vote("Quel jour ?", "approval", options="Lundi ; Mardi", signed=True)
    assert fr("vote.secret_few") not in hall.texts[-1]


@pytest.mark.parametrize("kept", [True, False])
async def test_coming_back_after_the_wall_changed_asks(hall: Room, kept: bool) -> None:
    voters = await dotted(hall, 3)
    await hall.steer("lead.back")  # to a step whose post-its stand on the wall at once
    await voters[0].say(hall.channel, "Une cabane")
    asked = await ask(hall, "lead.next")
    told = fr.n("vote.turnout", 3)
    assert asked.text == fr("vote.moved.postits", turnout=told, title="Les gommettes")
    assert hall.open_step()["kind"] == "collect"
    label = fr("button.keep_ballots" if kept else "button.afresh")
    hall.panel = await hall.lead.press(asked, label=label)
    assert hall.open_step()["kind"] == "vote"
    await hall.stage.later(10)
    assert fr.n("vote.turnout", 3 if kept else 0) in hall.texts[-1]
    assert cast(hall) == (3 if kept else 0)
    ballot = await voters[0].press(hall.card, "ballot.open")
    offered = [choice["label"] for choice in ballot.options("ballot.put")]
    assert any("Une cabane" in label for label in offered) is not kept
    assert (fr("ballot.counts") in ballot.text) is kept
    await hall.put_dots(voters[0], "2")  # the box takes ballots either way
    assert cast(hall) == (3 if kept else 1)


async def test_coming_back_to_what_has_not_changed_asks_nothing(hall: Room) -> None:
    await dotted(hall, 3)
    await hall.steer("lead.back")
    await ask(hall, "lead.next")
    assert (hall.open_step()["kind"], cast(hall)) == ("vote", 3)


async def test_what_is_only_being_prepared_gives_way_to_what_is_there_now(hall: Room) -> None:
    await dotted(hall, 0)
    zoe = hall.person("Zoé")
    ballot = await zoe.press(hall.card, "ballot.open")
    await zoe.choose(ballot, "ballot.put", "1")
    await hall.steer("lead.back")
    await zoe.say(hall.channel, "Une cabane")
    await ask(hall, "lead.next")
    assert hall.open_step()["kind"] == "vote", "nothing was cast: nothing is asked"
    ballot = await zoe.press(hall.card, "ballot.open")
    assert any("Une cabane" in choice["label"] for choice in ballot.options("ballot.put"))


async def test_ballots_are_erased_afresh_only_where_something_changed(hall: Room) -> None:
    """A button that was forged, or pressed once the wall is again as it was."""
    voters = await dotted(hall, 3)
    await hall.steer("lead.back")
    late = await voters[0].say(hall.channel, "Une cabane")
    asked = await ask(hall, "lead.next")
    await voters[0].delete(late)
    await hall.lead.press(asked, label=fr("button.afresh"))
    assert (hall.open_step()["kind"], cast(hall)) == ("vote", 3)


@pytest.mark.parametrize("position", [0, 3])
async def test_a_step_left_by_a_forged_way_is_refused(hall: Room, position: int) -> None:
    await dotted(hall, 3)
    session = hall.open_step()["session_id"]
    for way in (3, 4, 5, -1):
        told = await press_id(
            hall, hall.lead, hall.card, f"lead.leave:{session}:{position}:{way}:0:0"
        )
        assert told.text == fr("button.unknown")
    assert (hall.open_step()["kind"], cast(hall)) == ("vote", 3)


async def test_a_counted_vote_that_is_looked_at_again_shows_its_result(hall: Room) -> None:
    await dotted(hall, 3)
    await hall.steer("lead.next")
    await hall.steer("lead.back")
    card = hall.texts[-1]
    assert hall.open_step()["kind"] == "vote"
    assert fr("vote.counted") in card
    assert any(fr("result.named", option=idea) in card for idea in IDEAS)
    assert "<t:" not in card, "no countdown"
    assert ids_of(hall.card, "ballot.open") == []
    assert ids_of(hall.panel, "lead.more") == []
    assert ids_of(hall.panel, "vote.close") == []


async def again(hall: Room) -> list[Person]:
    """Three had voted; the wall changed, and the facilitator chose to vote again."""
    voters = await dotted(hall, 3)
    await hall.steer("lead.back")
    await voters[0].say(hall.channel, "Une cabane")
    hall.panel = await hall.lead.press(await ask(hall, "lead.next"), label=fr("button.afresh"))
    await hall.stage.later(10)
    return voters


WHY = {"why": fr("vote.changed.postits")}


async def test_a_vote_begun_again_says_so_and_why_to_all_and_to_each_who_had_voted(
    hall: Room,
) -> None:
    voters = await again(hall)
    assert fr.n("vote.again", 3, **WHY) in hall.texts[-1]
    told = fr("ballot.erased", **WHY)
    for person in voters:
        assert told in (await person.press(hall.card, "ballot.open")).text
    newcomer = await hall.person("Zoé").press(hall.card, "ballot.open")
    assert told not in newcomer.text, "she had cast nothing"
    await hall.put_dots(voters[0], "4")
    assert told not in (await voters[0].press(hall.card, "ballot.open")).text
    ballot = await voters[0].press(hall.card, "ballot.open")
    await voters[0].press(ballot, "ballot.withdraw")
    assert told not in (await voters[0].press(hall.card, "ballot.open")).text


async def test_old_buttons_of_a_vote_begun_again_say_nothing_false(hall: Room) -> None:
    await dotted(hall, 2)
    ben, zoe = hall.person("Ben"), hall.person("Zoé")
    await hall.put_dots(ben, "1")
    kept = await ben.press(hall.card, "ballot.open")
    await hall.put_dots(zoe, "1")
    changed = await zoe.choose(await zoe.press(hall.card, "ballot.open"), "ballot.put", "2")
    await hall.steer("lead.back")
    await ben.say(hall.channel, "Une cabane")
    await hall.lead.press(await ask(hall, "lead.next"), label=fr("button.afresh"))
    told = fr("ballot.erased", **WHY)
    withdrawn = await ben.press(kept, "ballot.withdraw")
    assert told in withdrawn.text
    assert fr("ballot.withdrawn") not in withdrawn.text
    deposited = await zoe.press(changed, "ballot.cast")
    assert told in deposited.text
    assert fr("ballot.changed") in deposited.text
    assert cast(hall) == 0


async def test_the_record_tells_of_the_ballots_that_were_erased(hall: Room) -> None:
    await again(hall)
    said = fr.n("result.erased", 3, **WHY)
    await hall.end()
    await hall.stage.later(30)
    assert any(fr("result.nobody_voted") in text and said in text for text in hall.results)
    assert said in hall.texts[-1], "the summary"
    (report,), (data,) = await files(hall, ".md"), await files(hall, ".json")
    assert said in report.decode()
    assert [s.get("ballots_erased_before") for s in json.loads(data)["steps"]].count(3) == 1
    assert rows(hall.path, "SELECT * FROM former_voters") == []


async def test_coming_back_from_another_vote_asks_one_question_after_the_other(
    hall: Room,
) -> None:
    """A vote was opened inside the dots, and the wall changed meanwhile."""
    author = hall.person("Awa")
    voters = await dotted(hall, 3, author)
    await hall.vote("Quel jour ?", "approval", options="Lundi ; Mardi")
    for person in voters:
        ballot = await person.press(hall.card, "ballot.open")
        await person.press(await person.choose(ballot, "ballot.tick", "1"), "ballot.cast")
    await hall.stage.later(10)
    (lost,) = rows(hall.path, "SELECT id FROM postits WHERE text = 'Une fête'")
    await press_id(hall, author, hall.card, f"postit.withdraw:{lost['id']}")
    first = await ask(hall, "lead.next")
    assert buttons(first) == [fr(f"button.{b}") for b in ("next_yes", "skip_yes", "stay")]
    assert fr("button.keep_ballots") not in buttons(first)
    second = await hall.lead.press(first, label=fr("button.next_yes"))
    assert fr("panel.next_waits") in second.text
    assert buttons(second) == [fr(f"button.{b}") for b in ("keep_ballots", "afresh", "stay")]
    assert hall.results == [], "nothing is closed before the second answer"
    await hall.lead.press(second, label=fr("button.keep_ballots"))
    assert (len(hall.results), cast(hall)) == (1, 3)
    assert hall.open_step()["outcome"] is None


async def test_a_counted_vote_that_is_left_keeps_its_result_and_invites_no_more(
    hall: Room,
) -> None:
    await dotted(hall, 3)
    invited = hall.texts[-1].partition("Les gommettes\n")[2].partition("\n")[0]
    assert invited
    await hall.lead.press(await ask(hall, "vote.close"), "vote.close_yes")
    await hall.steer("lead.back")
    await hall.stage.later(10)
    folded = next(t for t in reversed(hall.texts) if fr("card.decided") in t)
    assert fr("vote.counted") in folded
    assert any(fr("result.named", option=idea) in folded for idea in IDEAS)
    assert fr("vote.unlinked") in folded
    assert not any(fr("card.set_aside") in text for text in hall.texts)
    await hall.steer("lead.next")
    await hall.stage.later(10)
    assert fr("vote.unlinked") in hall.texts[-1]
    assert invited not in hall.texts[-1]
    late = await hall.person("Zoé").press(hall.card, "session.where")
    assert invited not in late.text


async def test_what_waits_with_ballots_is_not_said_never_to_have_taken_place(hall: Room) -> None:
    await dotted(hall, 3)
    steps = rows(hall.path, "SELECT * FROM steps")
    to_come = sum(step["state"] == "waiting" for step in steps)
    await hall.vote("Quel jour ?", "approval", options="Lundi ; Mardi")
    asked = await ask(hall, "lead.end")
    assert fr.n("panel.end_question_early", to_come) in asked.text


@pytest.mark.parametrize("people", [0, 2, 3])
async def test_what_is_erased_in_90_days_is_said_of_ballots_that_are_kept(
    hall: Room, people: int
) -> None:
    await dotted(hall, people)
    await hall.end()
    await hall.stage.later(30)
    (result,) = hall.results
    later = fr.n("result.secret", 90)
    assert (later in result) is (people == 3)
    assert (fr("result.secret_few") in result) is (people == 2)
    (report,) = await files(hall, ".md")
    kept = next(line for line in report.decode().splitlines() if "seront effacés" in line)
    assert (fr("report.raw.ballots") in kept) is (people == 3)
