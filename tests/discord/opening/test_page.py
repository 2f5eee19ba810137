"""“Open…” on the panel: a vote, a proposal, a note, an action, a subject for later, at any step."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.rehearsal.stage import Answer, found, text_of
from bot.workshop.language import Language
from tests.discord.acting import Room, fr, ids_of, options, rows
from tests.discord.forging import press_id

HOSTILE = (" \u200b ", "x" * 300, "@everyone\n# titre")


async def opened(hall: Room, verb: str) -> Answer:
    """What the leader is shown who opens something from their panel."""
    if not found(hall.panel, verb):  # the page stays as long as something is written down
        await hall.lead.press(hall.panel, "open.page")
    return await hall.lead.press(hall.panel, verb)


async def vote(hall: Room, **filled: Any) -> Answer:
    """Prepare a vote from the panel, and open it."""
    kinds = await opened(hall, "open.vote")
    form = await hall.lead.choose(kinds, "decide.kind", "yes_no")
    given = {"question": "On garde la salle ?", "minutes": "2 min 30"}
    hall.panel = await hall.lead.fill(form, **{**given, **filled})
    if found(hall.panel, "decide.open"):
        hall.panel = await hall.lead.press(hall.panel, "decide.open")
    return hall.panel


async def test_the_lobby_has_nothing_to_open(hall: Room) -> None:
    await hall.open("essai")
    assert found(hall.panel, "open.page") == []


async def test_a_vote_is_opened_in_a_form_and_the_step_comes_back(hall: Room) -> None:
    await hall.play("essai", "collect")
    before = await hall.stage.step(hall.channel)
    assert before is not None
    told = await vote(hall)
    assert fr("vote.opened") in told.text
    assert fr("vote.comes_back", title=before.plan.title[Language.FRENCH]) in told.text
    step = await hall.stage.step(hall.channel)
    assert step is not None
    assert (step.plan.kind, step.plan.minutes) == ("vote", 2.5)
    assert "On garde la salle ?" in text_of(hall.card)
    await hall.steer("lead.next")
    back = await hall.stage.step(hall.channel)
    assert back is not None
    assert back.id == before.id


async def test_what_stands_on_the_wall_is_voted_on_without_writing_it(hall: Room) -> None:
    await hall.play("essai", "collect")
    awa = hall.person("Awa")
    await hall.write(awa, "un four", "un vélo", "une serre")
    await hall.go("reveal")
    await hall.stage.later(10)
    kinds = await opened(hall, "open.vote")
    form = await hall.lead.choose(kinds, "decide.kind", "choice")
    page = await hall.lead.fill(
        form, question="Par quoi commencer ?", about="postits", method=["approval"], minutes="5"
    )
    hall.panel = await hall.lead.press(page, "decide.open")
    assert fr("vote.opened") in hall.panel.text
    assert [r["label"] for r in rows(hall.path, "SELECT label FROM vote_options ORDER BY number")]


@pytest.mark.parametrize(
    ("filled", "key"),
    [
        ({"question": " \u200b "}, "asked.no_question"),
        ({"minutes": "toujours"}, "length.not_a_length"),
    ],
)
async def test_a_form_that_cannot_be_comes_back_as_it_was(
    hall: Room, filled: dict[str, str], key: str
) -> None:
    await hall.play("essai", "collect")
    told = await vote(hall, **filled)
    assert fr(key) in told.text
    again = await hall.lead.press(told, "decide.again")
    assert "On garde la salle ?" in json.dumps(again.form, ensure_ascii=False) or key.startswith(
        "asked"
    )
    step = await hall.stage.step(hall.channel)
    assert step is not None
    assert step.plan.kind == "collect"


async def test_a_proposal_and_a_round_are_opened_from_the_panel(hall: Room) -> None:
    await hall.play("essai", "collect")
    form = await opened(hall, "open.proposal")
    hall.panel = await hall.lead.fill(form, text="Ouvrir le samedi.", minutes="15")
    assert fr("vote.opened_consent") in hall.panel.text
    assert "Ouvrir le samedi." in text_of(hall.card)
    form = await opened(hall, "open.round")
    hall.panel = await hall.lead.fill(form, text="Le samedi", minutes="90 s")
    assert fr("round.opened") in hall.panel.text
    step = await hall.stage.step(hall.channel)
    assert step is not None
    assert (step.plan.kind, step.plan.minutes) == ("discuss", 1.5)


async def test_what_is_written_down_at_any_step_is_in_the_summary(hall: Room) -> None:
    await hall.play("essai", "reveal")
    note = await hall.lead.fill(await opened(hall, "note.add"), note="On relit *tout*.")
    assert fr("note.kept") in note.text
    kept = await hall.lead.fill(
        await opened(hall, "action.add"), what="Acheter un four", owner="Awa", due=""
    )
    assert fr("action.kept") in kept.text
    for text in ("Le budget", "La fête", "Le logo"):
        told = await hall.lead.fill(await opened(hall, "park.new"), text=text)
        assert fr("parked.kept") in told.text
    told = await hall.lead.press(told, "park.drop")
    assert fr("parked.dropped", text="Le logo") in told.text
    await hall.stage.restart()
    page = await hall.lead.press(told, "lead.panel")
    page = await hall.lead.press(page, "open.page")
    listed = {label: value for value, label in options(page, "park.pick").items()}
    assert list(listed) == ["Le budget", "La fête"]
    one = await hall.lead.choose(page, "park.pick", listed["La fête"])
    form = await hall.lead.press(one, "action.add_parked")
    unsure = await hall.lead.fill(form, owner="Ben", what="La fête", due="dans huit jours")
    await hall.lead.press(unsure, custom_id=ids_of(unsure, "action.parked_day")[0])
    form = await hall.lead.press(unsure, custom_id=ids_of(unsure, "action.parked_day")[1])
    made = await hall.lead.fill(form, owner="Ben", what="La fête")
    assert fr("action.kept") in made.text
    assert [r["text"] for r in rows(hall.path, "SELECT text FROM parked")] == ["Le budget"]
    hall.panel = await hall.lead.command(hall.channel, "session panel")
    await hall.end()
    await hall.stage.later(30)
    message = hall.stage.last(hall.channel)
    files = {f.filename.rsplit(".")[-1]: (await f.read()).decode() for f in message.attachments}
    assert f"## {fr('report.part.later')}" in files["md"]
    assert "Le budget" in text_of(message)
    assert "Acheter un four" in text_of(message)
    assert "On relit" in files["md"]
    data = json.loads(files["json"])
    assert data["left_for_later"] == ["Le budget"]
    assert [note["text"] for note in data["notes"]] == ["On relit *tout*."]
    assert [action["what"] for action in data["actions"]] == ["Acheter un four", "La fête"]


async def test_a_subject_for_later_becomes_a_note(hall: Room) -> None:
    await hall.play("essai", "collect")
    told = await hall.lead.fill(await opened(hall, "park.new"), text="Le logo")
    noted = await hall.lead.press(told, "park.note")
    assert fr("parked.noted", text="Le logo") in noted.text
    assert found(noted, "park.pick") == []
    assert [r["text"] for r in rows(hall.path, "SELECT text FROM notes")] == ["Le logo"]


@pytest.mark.parametrize("text", HOSTILE)
async def test_what_is_for_later_is_one_line_of_a_bounded_length(hall: Room, text: str) -> None:
    await hall.play("essai", "collect")
    form = await opened(hall, "park.new")
    told = await hall.lead.fill(form, text=text)
    if text.strip(" \u200b"):
        assert fr("parked.kept") in told.text
        (row,) = rows(hall.path, "SELECT text FROM parked")
        assert "\n" not in row["text"]
    else:
        assert fr("parked.empty") in told.text


async def test_a_note_is_taken_back_until_the_session_ends(hall: Room) -> None:
    await hall.play("essai", "collect")
    kept = await hall.lead.fill(await opened(hall, "note.add"), note="Une note de trop.")
    other = await hall.lead.fill(await opened(hall, "note.add"), note="Une bonne note.")
    (pressed,) = ids_of(kept, "note.back")
    gone = await hall.lead.press(kept, "note.back")
    assert gone.text == fr("note.taken_back")
    again = await press_id(hall, hall.lead, hall.panel, pressed)
    assert again.text == fr("note.gone")
    assert [row["text"] for row in rows(hall.path, "SELECT text FROM notes")] == ["Une bonne note."]
    hall.panel = await hall.lead.press(hall.panel, "lead.panel")
    await hall.end()
    late = await hall.lead.press(other, "note.back")
    assert late.text == fr("session.ended")
    assert len(rows(hall.path, "SELECT text FROM notes")) == 1
