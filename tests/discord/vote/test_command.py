"""`/vote`: at any moment of a session, before it, and without one."""

from __future__ import annotations

from typing import Any

import pytest

from bot.rehearsal.stage import Answer
from bot.workshop.language import Language
from bot.workshop.sessions.recipe import MOST_STEPS
from tests.discord.acting import Room, buttons, en, fr, ids_of, options, rows
from tests.discord.forging import press_id

DAYS = "Lundi ; Mardi ; Mercredi"
QUESTION = "Quel jour se revoit-on ?"


async def test_in_a_session_the_step_under_way_waits_and_comes_back(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("essai", "collect")
    await hall.write(awa, "une idée")
    collecting = hall.card
    await hall.stage.later(120)
    panel = await hall.vote(QUESTION, "approval", options=DAYS)
    assert fr("vote.comes_back", title="Les idées") in panel.text
    assert fr("button.next", title="Les idées") in buttons(panel), "what comes next is known"
    assert hall.open_step()["kind"] == "vote"
    await hall.stage.later(10)
    assert any(fr("card.interrupted") in text for text in hall.texts)
    assert QUESTION in hall.texts[-1]
    ballot = await awa.press(hall.card, "ballot.open")
    await awa.press(await awa.choose(ballot, "ballot.tick", "2"), "ballot.cast")
    closing = await hall.lead.press(hall.panel, "vote.close")
    assert fr("vote.close_question", turnout=fr.n("vote.turnout", 1)) in closing.text
    hall.panel = await hall.lead.press(closing, "vote.close_yes")
    assert fr("vote.closed_now") in hall.panel.text
    assert fr("button.next", title="Les idées") in buttons(hall.panel)
    assert len(hall.results) == 1
    await hall.steer("lead.next")
    assert hall.open_step()["kind"] == "collect"
    (left,) = rows(
        hall.path,
        "SELECT (julianday(closes_at) - julianday(running_since)) * 1440 AS minutes"
        " FROM steps WHERE state = 'open'",
    )
    assert round(left["minutes"]) == 8, "the time that was left"
    assert hall.card.id != collecting.id
    await hall.write(awa, "une autre")
    assert hall.postits() == ["une autre", "une idée"]
    await hall.end()
    assert fr("result.too_few") in hall.texts[-1], "the summary tells the vote"


async def test_in_the_lobby_the_session_starts_with_the_vote(hall: Room) -> None:
    await hall.open("essai")
    await hall.vote(QUESTION, "irv", options=DAYS)
    assert QUESTION in hall.texts[-1]
    await hall.stage.later(10)
    assert fr("lobby.started") in hall.texts[0]
    hall.panel = await hall.lead.press(hall.panel, "lead.panel")
    await hall.steer("lead.next")
    assert hall.open_step()["kind"] == "collect"


@pytest.mark.parametrize("language", list(Language))
async def test_without_a_session_the_vote_is_one_and_ends_by_itself(
    hall: Room, language: Language
) -> None:
    lead = hall.person("Inès", language)
    t = en if language is Language.ENGLISH else fr
    asked = {"question": QUESTION, "method": "yes_no"}
    panel = await lead.command(hall.channel, "vote open", **asked)
    assert t("vote.opened") in panel.text
    assert fr("vote.yes_no") in hall.texts[-1], "the room reads the language of the server"
    for name in ("Awa", "Ben", "Cléo"):
        await answer(hall, name, "yes")
    closing = await lead.command(hall.channel, "vote close")
    assert t("vote.close_question", turnout=t.n("vote.turnout", 3)) in closing.text
    told = await lead.press(closing, "vote.close_yes")
    assert t("panel.ended_quick") in told.text
    assert len(hall.results) == 1
    (left,) = hall.texts
    assert QUESTION in left
    assert "3" in left
    assert rows(hall.path, "SELECT state FROM sessions")[0]["state"] == "ended"
    again = await lead.command(hall.channel, "vote open", **asked)
    assert t("vote.opened") in again.text, "the channel is free again"


async def test_only_who_leads_opens_closes_and_reminds_in_a_session(hall: Room) -> None:
    ben = hall.person("Ben", Language.ENGLISH)
    await hall.play("essai", "collect")
    told = await ben.command(hall.channel, "vote open", question="?", method="yes_no")
    assert told.text == en("session.not_facilitator")
    assert hall.open_step()["kind"] == "collect"
    await hall.vote(QUESTION, "yes_no")
    for name in ("vote close", "vote remind"):
        told = await ben.command(hall.channel, name)
        assert (told.text, told.private) == (en("session.not_facilitator"), True)
    step = hall.open_step()["id"]
    for custom_id in (f"vote.close:{step}", f"vote.close_yes:{step}", f"vote.remind:{step}"):
        told = await press_id(hall, ben, hall.card, custom_id)
        assert told.text == en("session.not_facilitator"), custom_id
    assert hall.open_step()["outcome"] is None


async def test_without_a_vote_there_is_nothing_to_close_nor_to_remind(hall: Room) -> None:
    for name in ("vote close", "vote remind"):
        told = await hall.lead.command(hall.channel, name)
        assert told.text == fr("vote.none_here")
    await hall.play("essai", "collect")
    for name in ("vote close", "vote remind"):
        told = await hall.lead.command(hall.channel, name)
        assert told.text == fr("vote.none_here")


@pytest.mark.parametrize(
    ("settings", "key", "params"),
    [
        ({"method": "dots"}, "asked.few_options", {}),
        ({"method": "yes_no", "options": DAYS}, "asked.yes_no_options", {}),
        ({"method": "score", "options": DAYS, "scale": "cinq"}, "asked.bad.scale", {}),
        ({"method": "dots", "options": DAYS, "cap": 9}, "asked.cap", {"budget": 3}),
        ({"method": "dots", "options": DAYS, "quorum": "1/3"}, "asked.quorum_share", {}),
        ({"method": "irv", "options": DAYS, "dots": 3}, "asked.not_for.dots", {}),
        ({"method": "dots", "about": "postits"}, "vote.too_few.postits", {}),
        ({"method": "dots", "about": "themes"}, "vote.too_few.themes", {}),
        ({"method": "dots", "about": "milestones"}, "vote.too_few.milestones", {}),
    ],
)
@pytest.mark.parametrize("language", list(Language))
async def test_what_cannot_be_opened_is_said_and_nothing_is_left_half_done(
    hall: Room, settings: dict[str, Any], key: str, params: dict[str, Any], language: Language
) -> None:
    lead = hall.person("Inès", language)
    t = en if language is Language.ENGLISH else fr
    told = await lead.command(hall.channel, "vote open", question="Alors ?", **settings)
    assert (told.text, told.private) == (t(key, **params), True)
    assert rows(hall.path, "SELECT * FROM sessions") == []
    assert hall.texts == []


async def test_a_vote_is_about_what_stands_on_the_wall(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("essai", "collect")
    await hall.write(awa, "alpha", "beta")
    await hall.go("reveal")
    await hall.vote("Laquelle d'abord ?", "majority_judgment", about="postits")
    assert "wall.read" in {i.split(":")[0] for i in ids_of(hall.card, "wall.read")}
    ballot = await awa.press(hall.card, "ballot.open")
    assert "alpha" in ballot.text
    assert "beta" in ballot.text


HOSTILE = (
    "**@everyone** <@1> [x](https://x) `code` # Titre ; -# petit ; {n} {0} %s ; <t:1:R> ||ah||"
)


@pytest.mark.parametrize("method", ["dots", "approval", "score", "majority_judgment", "irv"])
async def test_hostile_options_are_shown_letter_by_letter(hall: Room, method: str) -> None:
    question = "# @here **Alors** {n} ; `oui` <@&5> ?"
    await hall.vote(question, method, options=HOSTILE)
    ben = hall.person("Ben")
    ballot = await ben.press(hall.card, "ballot.open")
    menus = {"ballot.put", "ballot.tick", "ballot.grade", "ballot.score", "ballot.next"}
    if method in ("score", "majority_judgment"):
        ballot = await ben.press(ballot, label=fr("ballot.singly"))
    verb = next(verb for verb in menus if ids_of(ballot, verb))
    chosen = ids_of(ballot, verb)[0]
    ballot = Answer(await ben.member.select(ballot.shown, ["1"], custom_id=chosen))
    receipt = await ben.press(ballot, "ballot.cast")
    await hall.stage.later(10)
    for text in (*hall.texts, ballot.text, receipt.text):
        assert "@everyone" not in text
        assert "@here" not in text
        assert "<@" not in text.replace("\\<@", "")
        assert "](https" not in text.replace("\\](https", "")
    closing = await hall.lead.press(hall.panel, "vote.close")
    await hall.lead.press(closing, "vote.close_yes")
    assert "@everyone" not in "\n".join(hall.texts)


async def test_a_proposal_to_consent_to_is_opened_the_same_way(hall: Room) -> None:
    await hall.play("essai", "collect")
    told = await hall.vote("On loue la salle des fêtes.", "consent", minutes=20)
    assert fr("vote.opened_consent") in told.text
    assert hall.open_step()["kind"] == "consent"
    assert "On loue la salle des fêtes." in hall.texts[-1]
    await hall.steer("lead.next")
    assert hall.open_step()["kind"] == "collect"


async def test_settings_complete_themselves(hall: Room) -> None:
    for name, written, offered in (
        ("quorum", "", "1/3"),
        ("majority", "2", "2/3"),
        ("scale", "0-1", "0-10"),
        ("grades", "réser", fr("vote.short_grades")),
        ("criteria", "", fr("vote.usual_criteria")),
    ):
        found = await hall.lead.member.autocomplete(hall.channel, "vote open", name, written)
        values = [choice["value"] for choice in found]
        assert offered in values, name
        assert not written or values[0] == written, "what was written can be sent as it is"


async def test_a_session_holds_so_many_steps_and_says_so(hall: Room) -> None:
    await hall.play("ciel", "collect")
    for _ in range(MOST_STEPS - 2):
        await hall.vote("Encore ?", "yes_no")
    told = await hall.vote("Encore ?", "yes_no")
    assert told.text == fr("session.many_steps", most=MOST_STEPS)
    assert len(rows(hall.path, "SELECT * FROM steps")) == MOST_STEPS
    await hall.stage.restart()
    assert hall.open_step()["kind"] == "vote"


async def test_a_vote_survives_a_restart_with_what_was_being_prepared(hall: Room) -> None:
    await hall.vote(QUESTION, "schulze", options=DAYS)
    awa = hall.person("Awa")
    ballot = await awa.press(hall.card, "ballot.open")
    ballot = await awa.choose(ballot, "ballot.next", "3")
    await hall.stage.restart()
    assert sorted(options(ballot, "ballot.next")) == ["1", "2"]
    ballot = await awa.choose(ballot, "ballot.next", "1")
    await hall.stage.restart()
    receipt = await awa.press(ballot, "ballot.cast")
    assert "**1.** `3` Mercredi\n**2.** `1` Lundi" in receipt.text
    await hall.stage.restart()
    closing = await hall.lead.press(hall.panel, "vote.close")
    await hall.lead.press(closing, "vote.close_yes")
    assert len(hall.results) == 1


async def answer(hall: Room, name: str, choice: str) -> Answer:
    """Have someone answer a question and cast it."""
    person = hall.person(name)
    ballot = await person.press(hall.card, "ballot.open")
    rank = ("yes", "no", "abstain").index(choice)
    ballot = await person.press(ballot, custom_id=ids_of(ballot, "ballot.say")[rank])
    return await person.press(ballot, "ballot.cast")
