"""A form that was being written when its step was left is kept, “after time”, for two minutes."""

from __future__ import annotations

import json
from pathlib import Path

from bot.rehearsal.stage import Answer
from tests.builders import actions, collect, discuss, recipe, reveal, roadmap, vote
from tests.discord.acting import Room, fr, options, room, rows

KEPT = fr("late.kept")
MARKED = fr("late.kept_marked")


async def exported(hall: Room) -> dict[str, list[dict[str, object]]]:
    """The JSON attached to the summary."""
    files = [
        file
        for message in hall.stage.messages(hall.channel)
        for file in message.attachments
        if file.filename.endswith(".json")
    ]
    found: dict[str, list[dict[str, object]]] = json.loads(await files[-1].read())
    return found


async def report(hall: Room) -> str:
    files = [
        file
        for message in hall.stage.messages(hall.channel)
        for file in message.attachments
        if file.filename.endswith(".md")
    ]
    return (await files[-1].read()).decode()


async def test_a_postit_sent_a_second_after_next_is_kept_and_marked(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("essai", "collect")
    form = await awa.press(hall.card, "postit.add")
    await hall.steer("lead.next")
    await hall.stage.later(1)
    told = await awa.fill(form, ideas="un four")
    assert fr.n("postit.kept", 1) in told.text
    assert MARKED in told.text
    assert fr("late.off_ballot") not in told.text
    wall = await awa.press(hall.card, "wall.read")
    assert "un four" in "".join(options(wall, "react.pick").values()) + wall.text
    await hall.end()
    (postit,) = (await exported(hall))["postits"]
    assert (postit["text"], postit["after_time"], postit["number"]) == ("un four", True, 1)
    assert fr("report.late") in await report(hall)


async def test_one_that_comes_once_the_vote_is_open_is_not_on_the_ballot_and_it_is_said(
    tmp_path: Path,
) -> None:
    steps = recipe(collect(), reveal(), vote(), discuss())
    async with room(tmp_path / "gommette.db", {"essai": steps}) as hall:
        awa, ben = hall.person("Awa"), hall.person("Ben")
        await hall.play("essai", "collect")
        await hall.write(ben, "un vélo")
        form = await awa.press(hall.card, "postit.add")
        await hall.go("vote")
        told = await awa.fill(form, ideas="un four")
        assert MARKED in told.text
        assert fr("late.off_ballot") in told.text
        ballot = await ben.press(hall.card, "ballot.open")
        assert list(options(ballot, "ballot.put").values()) == ["1 · un vélo"]


async def test_past_two_minutes_it_is_refused_and_given_back(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("essai", "collect")
    form = await awa.press(hall.card, "postit.add")
    await hall.steer("lead.next")
    await hall.stage.later(121)
    told = await awa.fill(form, ideas="un four")
    assert told.text.startswith(fr("step.not_open"))
    assert "un four" in told.text
    assert hall.postits() == []


async def test_once_the_session_has_ended_the_summary_is_out(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("essai", "actions")
    form = await awa.press(hall.card, "action.add")
    await hall.end()
    told = await awa.fill(form, what="Semer", owner="Zoé", due="15/01/2027")
    assert told.text.startswith(fr("session.ended"))
    assert "Semer\nZoé\n15/01/2027" in told.text


async def test_no_form_opens_after_the_step_was_left(hall: Room) -> None:
    """That is how one knows that a form was opened before."""
    awa = hall.person("Awa")
    await hall.play("essai", "collect")
    kept = await hall.write(awa, "un four")
    await hall.steer("lead.next")
    answer = await awa.press(kept, "postit.add")
    assert answer.form is None
    assert answer.text == fr("step.not_open")


async def test_going_back_takes_what_was_being_written_without_a_mark(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("essai", "collect")
    await hall.steer("lead.next")
    await hall.steer("lead.next")  # typed post-its, with a form too
    form = await awa.press(hall.card, "postit.add")
    await hall.steer("lead.back")
    told = await awa.fill(form, ideas="un four")
    assert fr.n("postit.kept", 1) in told.text
    assert MARKED not in told.text, "the step comes again"


async def test_a_masked_one_is_not_added_alone_to_a_wall_that_is_open(hall: Room) -> None:
    awa, ben = hall.person("Awa"), hall.person("Ben")
    await hall.play("essai", "collect", signing="masked")
    await hall.write(ben, "un vélo")
    form = await awa.press(hall.card, "postit.add")
    await hall.steer("lead.next")
    told = await awa.fill(form, ideas="un four")
    assert KEPT in told.text
    assert fr.n("postit.waits", 2) in told.text
    found = rows(hall.path, "SELECT number, late FROM postits WHERE text = 'un four'")
    assert [tuple(row) for row in found] == [(None, 0)], "nothing tells who was slow"


async def test_notes_actions_and_milestones_are_taken_too(tmp_path: Path) -> None:
    steps = recipe(roadmap(), actions(), discuss(), discuss())
    async with room(tmp_path / "gommette.db", {"essai": steps}) as hall:
        awa = hall.person("Awa")
        await hall.play("essai", "roadmap", scenario="adere-2032.fr")
        picker = await hall.lead.press(hall.panel, "road.place")
        form = await hall.lead.press(picker, "road.write")
        hall.panel = await hall.lead.press(picker, "lead.panel")
        await hall.steer("lead.next")
        placed = await hall.lead.fill(
            form, statement="C'est fait", year=["2030"], dimension=["Gouvernance"]
        )
        assert KEPT in placed.text
        form = await awa.press(hall.card, "action.add")
        await hall.steer("lead.next")
        acted = await awa.fill(form, what="Semer", owner="Zoé", due="15/01/2027")
        assert KEPT in acted.text
        form = await hall.lead.press(hall.panel, "note.add")
        await hall.steer("lead.next")
        noted = await hall.lead.fill(form, note="À retenir")
        assert KEPT in noted.text
        for table in ("milestones", "actions", "notes"):
            assert len(rows(hall.path, f"SELECT * FROM {table}")) == 1


async def test_words_of_a_consent_are_taken_after_its_stage_until_the_decision(
    hall: Room,
) -> None:
    awa = hall.person("Awa")
    await hall.play("accord", "consent")
    table = await stage(hall, None, "questions")
    await hall.stage.later(10)  # the card is drawn anew
    form = await awa.press(hall.card, "consent.ask")
    table = await stage(hall, table, "objections")
    asked = await awa.fill(form, words="Et l'hiver ?")
    assert fr("consent.asked") in asked.text
    assert fr("late.stage") in asked.text
    await hall.stage.later(10)
    form = await awa.press(hall.card, label=fr("stance.objection"))
    hall.panel = await hall.lead.press(table, "lead.panel")
    await hall.steer("lead.next")
    answered = await awa.fill(form, words="Personne le samedi")
    assert answered.text.startswith(fr("consent.decided")), "what was decided changes no more"
    assert "Personne le samedi" in answered.text


async def stage(hall: Room, table: Answer | None, to: str) -> Answer:
    if table is None:
        table = await hall.lead.press(hall.panel, "consent.lead")
    return await hall.lead.press(table, label=fr(f"stage.{to}"))


async def test_a_ballot_sent_after_the_close_says_whether_one_had_voted(hall: Room) -> None:
    awa, ben, chloe, dina = (hall.person(name) for name in ("Awa", "Ben", "Chloé", "Dina"))
    await hall.play("essai", "collect")
    await hall.write(awa, "un vélo", "un four", "un banc")
    await hall.go("vote")
    opened = await dina.press(hall.card, "ballot.open")
    for one in (awa, ben, chloe):
        cast = await hall.put_dots(one, "1")
    again = await chloe.press(hall.card, "ballot.open")
    await hall.steer("lead.next")
    assert (await chloe.choose(again, "ballot.put", "2")).text == fr("ballot.closed_cast")
    assert (await dina.choose(opened, "ballot.put", "2")).text == fr("ballot.closed_none")
    assert (await chloe.press(cast, "ballot.withdraw")).text == fr("ballot.closed_cast")
