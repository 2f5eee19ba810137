"""A session that continues another opens with what was not done, and tells what became of it."""

from __future__ import annotations

import json
from typing import Any

from bot.rehearsal.stage import text_of
from tests.discord.acting import Room, fr, rows
from tests.discord.follow.telling import act, left, number_of, states
from tests.discord.forging import press_id


async def again(hall: Room, recipe: str = "essai", **options: Any) -> None:
    """Open a session that continues the first one."""
    (row,) = rows(hall.path, "SELECT min(id) AS id FROM sessions")
    await hall.open(recipe, title="Bureau d'avril", **{"continue": str(row["id"])}, **options)


async def documents(hall: Room) -> tuple[str, dict[str, Any]]:
    """Return the Markdown and the JSON that were posted last."""
    files = {file.filename.rpartition(".")[2]: file for file in summary(hall).attachments}
    return (await files["md"].read()).decode(), json.loads(await files["json"].read())


def summary(hall: Room) -> Any:
    """The last message of the room with files."""
    return next(m for m in reversed(hall.stage.messages(hall.channel)) if m.attachments)


async def test_the_next_session_opens_with_what_is_not_done(hall: Room) -> None:
    awa, ben = hall.person("Awa"), hall.person("Ben")
    await left(hall, (awa, "Trouver un four"), (ben, "Peindre la halle"), (ben, "Ranger"))
    await again(hall)
    await hall.steer("lead.start")
    card = text_of(hall.card)
    assert fr("kind.follow.title") in card
    assert all(what in card for what in ("Trouver un four", "Peindre la halle", "Ranger"))
    page = await hall.lead.press(hall.card, "todo.list")
    for what, said in (("Trouver un four", "done"), ("Peindre la halle", "dropped")):
        one = await hall.lead.choose(page, "todo.pick", str(number_of(hall, what)))
        told = await hall.lead.press(one, label=fr(f"todo.say.{said}"))
        page = await hall.lead.press(told, "todo.list")
    theirs = await ben.press(hall.card, "todo.list")
    assert {o["value"] for o in theirs.options("todo.pick")} == {
        str(number_of(hall, "Peindre la halle")),
        str(number_of(hall, "Ranger")),
    }
    one = await ben.choose(theirs, "todo.pick", str(number_of(hall, "Ranger")))
    form = await ben.press(one, "todo.when")
    await ben.fill(form, due="dans deux semaines")
    await hall.stage.later(10)
    card = text_of(hall.card)
    assert card.count(fr("todo.said.done")) >= 1
    assert fr("todo.said.going_on") in card
    await hall.end()
    await hall.stage.later(30)
    said = "1 faite, 1 en cours, 1 abandonnée"
    assert said in text_of(summary(hall))
    state = fr("todo.said.going_on")
    kept = fr("report.actions.settled_item", what="Ranger", owner="Ben", state=state)
    assert kept in text_of(summary(hall)), "who was not there reads which"
    markdown, document = await documents(hall)
    assert fr("report.part.followed") in markdown
    assert fr("report.running.added") not in markdown, "it was planned with the session"
    assert {one["what"]: one["said"] for one in document["followed"]} == {
        "Trouver un four": "done",
        "Peindre la halle": "dropped",
        "Ranger": "going_on",
    }
    assert document["series"]["title"] == "Bureau de mars"
    assert document["series"]["rank"] == 2
    assert document["series"]["before"]["title"] == "Bureau de mars"
    assert states(hall) == {
        "Trouver un four": "done",
        "Peindre la halle": "dropped",
        "Ranger": "open",
    }


async def test_choosing_again_is_enough_to_change_ones_mind(hall: Room) -> None:
    awa = hall.person("Awa")
    await left(hall, (awa, "Trouver un four"))
    await again(hall)
    await hall.steer("lead.start")
    one = str(number_of(hall, "Trouver un four"))
    page = await awa.press(hall.card, "todo.list")
    said = await awa.choose(page, "todo.pick", one)
    for word in ("done", "dropped", "going_on"):
        said = await awa.press(said, label=fr(f"todo.say.{word}"))
    assert states(hall) == {"Trouver un four": "open"}
    assert [row["said"] for row in rows(hall.path, "SELECT said FROM followed")] == ["going_on"]
    await awa.press(said, "todo.undo")
    assert states(hall) == {"Trouver un four": "dropped"}
    done = await awa.press(said, label=fr("todo.say.done"))
    back = await awa.press(done, "todo.undo")
    assert fr("todo.undone") in back.text
    assert fr("todo.said.done") not in back.text, "it says how the action is now"


async def test_where_all_is_done_it_opens_as_any_other(hall: Room) -> None:
    awa = hall.person("Awa")
    await left(hall, (awa, "Trouver un four"))
    one = str(number_of(hall, "Trouver un four"))
    await awa.command(hall.channel, "action done", action=one)
    await again(hall)
    await hall.steer("lead.start")
    assert fr("kind.follow.title") not in text_of(hall.card)


async def test_the_last_step_reviews_those_of_the_session_too(hall: Room) -> None:
    awa = hall.person("Awa")
    await left(hall, (awa, "Trouver un four"))
    await again(hall, "starfish")
    await hall.steer("lead.start")
    await hall.go("actions")
    await act(hall, hall.lead, "Choisir un logo", member=[awa.member])
    await hall.steer("lead.next")
    card = text_of(hall.card)
    assert "Choisir un logo" in card
    assert "Trouver un four" in card
    page = await awa.press(hall.card, "todo.list")
    one = await awa.choose(page, "todo.pick", str(number_of(hall, "Choisir un logo")))
    assert "Choisir un logo" in one.text
    await hall.end()
    await hall.stage.later(30)
    _, document = await documents(hall)
    assert {one["what"] for one in document["actions"]} == {"Choisir un logo"}


async def test_only_those_who_led_or_coordinate_may_continue_a_session(hall: Room) -> None:
    awa, paul, ines = hall.person("Awa"), hall.person("Paul"), hall.manager("Inès")
    await left(hall, (awa, "Trouver un four"))
    (row,) = rows(hall.path, "SELECT id FROM sessions")
    for who, offered in ((paul, 0), (ines, 1), (hall.lead, 1)):
        found = await who.member.autocomplete(hall.channel, "session new", "continue", "bureau")
        assert len(found) == offered, who.name
    refused = await paul.command(
        hall.channel, "session new", recipe="essai", **{"continue": str(row["id"])}
    )
    assert refused.text == fr("series.gone")
    assert len(rows(hall.path, "SELECT id FROM sessions")) == 1


async def test_a_planned_session_opens_in_its_series(hall: Room) -> None:
    awa = hall.person("Awa")
    await left(hall, (awa, "Trouver un four"))
    (row,) = rows(hall.path, "SELECT id FROM sessions")
    await hall.lead.command(
        hall.channel,
        "session plan",
        recipe="essai",
        when="dans 48 heures",
        **{"continue": str(row["id"])},
    )
    await hall.stage.later(49 * 3600)
    kinds = rows(hall.path, "SELECT kind FROM steps WHERE session_id = 2 ORDER BY position")
    assert kinds[0]["kind"] == "follow"


async def test_nobody_says_what_becomes_of_others_in_the_step(hall: Room) -> None:
    awa, paul = hall.person("Awa"), hall.person("Paul")
    await left(hall, (awa, "Trouver un four"))
    await again(hall)
    await hall.steer("lead.start")
    page = await paul.press(hall.card, "todo.list")
    assert fr("follow.who_says") in page.text
    assert page.found("todo.pick") == []
    one, step = number_of(hall, "Trouver un four"), hall.open_step()["id"]
    forged = await press_id(hall, paul, hall.card, f"todo.said:{one}:0:0::{step}")
    assert forged.text == fr("todo.not_yours")
    assert states(hall) == {"Trouver un four": "open"}


async def test_two_hundred_unfinished_actions_stay_within_a_card(hall: Room) -> None:
    awa = hall.person("Awa")
    await left(hall, (awa, "Trouver un four"))
    async with hall.stage.bot.ctx.database.write() as tx:
        for rank in range(199):
            await tx.actions.add(
                session_id=1,
                what=f"Écrire à la personne numéro {rank} " + "et encore " * 25,
                owner="Une personne au nom vraiment très long, de l'association des voisins",
                owner_id=None,
                due=None,
                first_step="et d'abord " * 20,
                submission=f"n{rank}",
            )
    await again(hall)
    await hall.steer("lead.start")
    assert fr.n("follow.more", 190).partition(" ")[0] in text_of(hall.card)
    page = await hall.lead.press(hall.card, "todo.list")
    seen = len(page.options("todo.pick"))
    while turn := [b for b in page.found("todo.list") if b.get("label") == "▶"]:
        if turn[0].get("disabled"):
            break
        page = await hall.lead.press(page, custom_id=turn[0]["custom_id"])
        seen += len(page.options("todo.pick"))
    assert seen == 200
