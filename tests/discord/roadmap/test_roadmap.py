"""A facilitator at work on the roadmap: completed, tied, moved, taken off, as the room speaks."""

from __future__ import annotations

import sqlite3
from typing import Any

from bot.rehearsal.stage import Answer
from bot.workshop.language import Language
from bot.workshop.text import escape
from tests.discord.acting import Room, all_of, buttons, database, en, fr, ids_of, options, rows
from tests.discord.forging import choose_id, press_id, send_form


async def road(hall: Room, *ideas: str, **settings: Any) -> None:
    """A roadmap just opened, with these post-its on the wall."""
    awa = hall.person("Awa")
    await hall.play("atelier", "collect", scenario="adere-2032.fr", **settings)
    if ideas:
        await hall.write(awa, *ideas)
    await hall.go("roadmap")


async def place(hall: Room, statement: str, year: int, **more: Any) -> int:
    """Have Maëlle write a milestone; return its identifier."""
    picker = await hall.lead.press(hall.panel, "road.place")
    form = await hall.lead.press(picker, "road.write")
    placed = await hall.lead.fill(
        form, statement=statement, year=[str(year)], dimension=["Gouvernance"], **more
    )
    assert fr("milestone.placed", year=year, text=escape(statement.strip())) in placed.text
    hall.panel = await hall.lead.press(placed, "lead.panel")
    (row,) = rows(hall.path, "SELECT id FROM milestones ORDER BY id DESC LIMIT 1")
    return int(row["id"])


async def opened(hall: Room, milestone_id: int) -> Answer:
    """Have Maëlle open a milestone from the list of a fresh panel."""
    panel = await hall.lead.press(hall.card, "lead.panel")
    listed = await hall.lead.press(panel, "road.list")
    return await hall.lead.choose(listed, "road.choose", str(milestone_id))


def placed(hall: Room) -> list[sqlite3.Row]:
    return rows(hall.path, "SELECT * FROM milestones ORDER BY id")


def links(hall: Room) -> list[tuple[int, int]]:
    found = rows(hall.path, "SELECT before_id, after_id FROM milestone_links ORDER BY 1, 2")
    return [(row["before_id"], row["after_id"]) for row in found]


async def test_a_milestone_is_completed_from_its_own_screen(hall: Room) -> None:
    await road(hall)
    jury = await place(hall, "Un jury de résidents", 2028, who="Awa")
    screen = await opened(hall, jury)
    assert screen.private
    assert "`1` 2028 · Gouvernance" in screen.text
    form = await hall.lead.press(screen, "road.complete")
    assert form.form is not None
    done = await hall.lead.fill(
        form, who="Awa\nles cuisines", enablers="- un prêt", obstacles="*la pluie*"
    )
    assert f"✅ {fr('milestone.kept')}" in done.text
    assert f"**{fr('field.who')}** Awa\u202f; les cuisines" in done.text
    assert f"**{fr('field.enablers')}** un prêt" in done.text
    assert f"**{fr('field.obstacles')}** \\*la pluie\\*" in done.text
    await hall.stage.later(10)
    assert "- `1` *Gouvernance* · Un jury de résidents — Awa\u202f; les cuisines" in hall.texts[-1]


async def test_right_after_placing_one_can_say_more(hall: Room) -> None:
    await road(hall)
    picker = await hall.lead.press(hall.panel, "road.place")
    form = await hall.lead.press(picker, "road.write")
    done = await hall.lead.fill(form, statement="Un jury", year=["2028"], dimension=["Gouvernance"])
    screen = await hall.lead.press(done, "road.one")
    assert "`1` 2028 · Gouvernance\nUn jury" in screen.text


async def test_what_had_to_be_true_just_before_is_chosen_in_a_menu(hall: Room) -> None:
    await road(hall)
    early, late, same = (
        await place(hall, "Un vote", 2024),
        await place(hall, "Un jury", 2028),
        await place(hall, "Une charte", 2028),
    )
    asked = await hall.lead.press(await opened(hall, late), "road.before")
    assert fr("road.just_before", text="`2` 2028 · Un jury") in asked.text
    assert list(options(asked, "road.tie")) == [str(same), str(early)], "the nearest first"
    done = await hall.lead.choose(asked, "road.tie", str(early), str(same))
    assert f"✅ {fr('milestone.tied')}" in done.text
    assert fr("milestone.before") in done.text
    assert links(hall) == [(early, late), (same, late)]
    assert fr("milestone.made_possible") in (await opened(hall, early)).text
    await hall.stage.later(10)
    assert "Un jury ← `1` `3`" in hall.texts[-1]
    asked = await hall.lead.press(await opened(hall, late), "road.before")
    assert ids_of(asked, "road.tie") == [], "nothing else can come before"
    done = await hall.lead.choose(asked, "road.untie", str(same))
    assert f"✅ {fr('milestone.untied')}" in done.text
    assert links(hall) == [(early, late)]


async def test_a_link_that_would_turn_in_circles_is_explained(hall: Room) -> None:
    await road(hall)
    one, other = await place(hall, "Un", 2028), await place(hall, "Deux", 2028)
    asked = await hall.lead.press(await opened(hall, one), "road.before")
    late = await hall.lead.press(await opened(hall, other), "road.before")
    await hall.lead.choose(asked, "road.tie", str(other))
    for _ in range(2):
        refused = await choose_id(hall, hall.lead, late, f"road.tie:{other}", str(one))
        assert (refused.text, refused.private) == (fr("milestone.circle", number=1), True)
    again = await choose_id(hall, hall.lead, asked, f"road.tie:{one}", str(other))
    assert fr("milestone.tied") in again.text, "tied twice is tied"
    assert links(hall) == [(other, one)]
    form = await hall.lead.press(await opened(hall, one), "road.edit")
    assert form.preset == {"year": ["2028"], "dimension": ["Gouvernance"]}
    refused = await hall.lead.fill(
        form, statement="Un peu avant", year=["2027"], dimension=["Gouvernance"]
    )
    assert refused.text.startswith(fr("milestone.too_early", number=2, year=2028))
    assert "Un peu avant" in refused.text, "what was written comes back"
    assert [row["year"] for row in placed(hall)] == [2028, 2028]


async def test_what_came_before_can_be_written_or_taken_from_the_wall(hall: Room) -> None:
    await road(hall, "Un vote houleux")
    jury = await place(hall, "Un jury", 2028)
    asked = await hall.lead.press(await opened(hall, jury), "road.before")
    form = await hall.lead.press(asked, "road.write")
    assert form.preset == {"year": ["2027"], "dimension": ["Gouvernance"]}, "just before"
    assert form.form is not None
    assert form.form["title"] == fr("form.before", number=1)
    again = await hall.lead.fill(
        form, statement="Une charte", year=["2027"], dimension=["Gouvernance"]
    )
    assert fr("road.just_before", text="`1` 2028 · Un jury") in again.text, "and what else?"
    (wanted,) = options(again, "road.pick")
    form = await hall.lead.choose(again, "road.pick", wanted)
    assert form.preset == {"year": ["2027"], "dimension": ["Gouvernance"]}
    late = await hall.lead.fill(
        form, statement="Un vote houleux", year=["2031"], dimension=["Gouvernance"]
    )
    reason = fr("milestone.before_later", number=3, year=2031, than=2028)
    assert late.text.startswith(reason)
    assert "Un vote houleux" in late.text
    assert len(placed(hall)) == 2, "nothing half done"
    assert links(hall) == [(placed(hall)[1]["id"], jury)]


async def test_levers_obstacles_and_actors_come_from_the_wall(hall: Room) -> None:
    await road(hall, "un prêt", "la pluie", "les fermes", "une étape")
    jury = await place(hall, "Un jury", 2028)
    assert ids_of(await opened(hall, jury), "road.wall") == [], "no post-it tells what it is"
    with database(hall.path) as connection:
        for text, kind in (("un prêt", "lever"), ("la pluie", "obstacle"), ("les fermes", "actor")):
            connection.execute("UPDATE postits SET kind = ? WHERE text = ?", (kind, text))
    wall = await hall.lead.press(await opened(hall, jury), "road.wall")
    menus = {menu["placeholder"]: menu for menu in wall.found("road.attach")}
    assert list(menus) == [
        fr("road.attach.who"),
        fr("road.attach.enablers"),
        fr("road.attach.obstacles"),
    ]
    lever = menus[fr("road.attach.enablers")]
    chosen = lever["options"][0]["value"]
    for _ in range(2):  # pressed twice
        done = await choose_id(hall, hall.lead, wall, lever["custom_id"], chosen)
        assert f"**{fr('field.enablers')}** un prêt" in done.text
    assert placed(hall)[0]["enablers"] == "un prêt"
    wall = await hall.lead.press(done, "road.wall")
    assert fr("road.attach.enablers") not in [m["placeholder"] for m in wall.found("road.attach")]
    forged = await choose_id(hall, hall.lead, wall, f"road.attach:{jury}:7", chosen)
    assert forged.text == fr("button.unknown")
    forged = await choose_id(hall, hall.lead, wall, f"road.attach:{jury}:0", "77")
    assert forged.text == fr("postit.gone")


async def test_taking_off_asks_first_and_takes_the_links_along(hall: Room) -> None:
    await road(hall, "Un vote")
    picker = await hall.lead.press(hall.panel, "road.place")
    (postit,) = options(picker, "road.pick")
    form = await hall.lead.choose(picker, "road.pick", postit)
    done = await hall.lead.fill(form, statement="Un vote", year=["2024"], dimension=["Gouvernance"])
    hall.panel = await hall.lead.press(done, "lead.panel")
    vote = int(placed(hall)[0]["id"])
    jury = await place(hall, "Un jury", 2028)
    asked = await hall.lead.press(await opened(hall, jury), "road.before")
    await hall.lead.choose(asked, "road.tie", str(vote))
    question = await hall.lead.press(await opened(hall, vote), "road.drop")
    assert fr("milestone.drop", text="`1` 2024 · Un vote") in question.text
    assert len(placed(hall)) == 2
    kept = await hall.lead.press(question, "road.one")
    question = await hall.lead.press(kept, "road.drop")
    (yes,) = ids_of(question, "road.remove")
    gone = await hall.lead.press(question.shown, custom_id=yes)
    assert fr("milestone.removed", text="Un vote") in gone.text
    late = await press_id(hall, hall.lead, question, yes)
    assert (late.text, late.private) == (fr("milestone.gone"), True)
    assert links(hall) == []
    picker = await hall.lead.press(hall.panel, "road.place")
    assert list(options(picker, "road.pick")) == [postit], "its post-it stays on the wall"


async def test_a_year_that_carries_a_lot_is_asked_about_on_the_card(hall: Room) -> None:
    await road(hall)
    for rank in range(4):
        await place(hall, f"Fait {rank}", 2028)
    await place(hall, "Avant", 2025)
    await hall.stage.later(10)
    assert "🎒" not in hall.texts[-1]
    await place(hall, "Après", 2030)
    await hall.stage.later(10)
    assert f"🎒 {fr('roadmap.load', year=2028, count=4)}" in hall.texts[-1]
    assert fr("roadmap.gaps") in hall.texts[-1]


async def test_many_milestones_turn_pages_and_stay_within_the_limits(hall: Room) -> None:
    await road(hall)
    long = "Un énoncé *très* long, avec des détours " * 7
    for rank in range(28):
        await place(hall, f"{rank} {long}"[:300], 2023 + rank % 10)
    await hall.stage.later(10)
    assert len(hall.texts[-1]) <= 4000
    listed = await hall.lead.press(hall.panel, "road.list")
    (one, *others) = options(listed, "road.choose")
    assert len(others) == 24
    turned = [part for part in listed.found("road.list") if not part.get("disabled")]
    (following,) = [part["custom_id"] for part in turned]
    rest = await hall.lead.press(listed.shown, custom_id=following)
    assert len(options(rest, "road.choose")) == 3
    asked = await hall.lead.press(await opened(hall, int(one)), "road.before")
    offered = options(asked, "road.tie")
    assert len(offered) == 25
    done = await hall.lead.choose(asked, "road.tie", *offered)
    assert len(done.text) <= 4000
    form = await hall.lead.press(done, "road.complete")
    full = await hall.lead.fill(form, who="*" * 600, enablers="_" * 600, obstacles="#" * 600)
    assert len(full.text) <= 4000
    too_much = await send_form(
        hall,
        hall.lead,
        f"road.completed:{one}:0",
        {"who": "x" * 601, "enablers": "", "obstacles": ""},
    )
    assert all_of(too_much)[0].startswith(fr("text.too_long", length=601, limit=600))


async def test_two_forms_of_one_milestone_and_the_second_replaces_nothing_unseen(
    hall: Room,
) -> None:
    await road(hall)
    screen = await opened(hall, await place(hall, "Une charte", 2028))
    forms = [await hall.lead.press(screen, "road.complete") for _ in range(2)]
    words = [await hall.lead.press(screen, "road.edit") for _ in range(2)]
    await hall.lead.fill(forms[0], who="la mairie", enablers="", obstacles="")
    late = await hall.lead.fill(forms[1], who="les cuisines", enablers="", obstacles="")
    assert late.text.startswith(fr("milestone.changed"))
    assert "les cuisines" in late.text
    assert "la mairie" in (await hall.lead.press(late, "road.one")).text
    where = {"year": ["2028"], "dimension": ["Gouvernance"]}
    await hall.lead.fill(words[0], statement="Une charte relue", **where)
    late = await hall.lead.fill(words[1], statement="Un pacte", **where)
    assert late.text.startswith(fr("milestone.changed"))
    assert [row["statement"] for row in placed(hall)] == ["Une charte relue"]


async def test_a_restart_in_the_middle_of_a_form_loses_nothing(hall: Room) -> None:
    await road(hall)
    vote, jury = await place(hall, "Un vote", 2024), await place(hall, "Un jury", 2028)
    screen = await opened(hall, jury)
    form = await hall.lead.press(screen, "road.complete")
    await hall.stage.restart()
    done = await hall.lead.fill(form, who="Awa", enablers="", obstacles="")
    assert f"**{fr('field.who')}** Awa" in done.text
    asked = await hall.lead.press(screen, "road.before")
    await hall.stage.restart()
    await hall.lead.choose(asked, "road.tie", str(vote))
    assert links(hall) == [(vote, jury)]


async def test_old_buttons_of_a_roadmap_refuse_politely_once_the_session_is_over(
    hall: Room,
) -> None:
    await road(hall)
    jury = await place(hall, "Un jury", 2028)
    screen = await opened(hall, jury)
    form = await hall.lead.press(screen, "road.complete")
    await hall.end()
    late = await hall.lead.fill(form, who="trop tard", enablers="", obstacles="")
    assert late.text.startswith(fr("session.ended"))
    assert "trop tard" in late.text, "what was written comes back"
    for verb in ("road.one", "road.drop", "road.remove", "road.edit"):
        answer = await press_id(hall, hall.lead, screen, f"{verb}:{jury}")
        assert (answer.text, answer.private) == (fr("session.ended"), True)


async def test_a_participant_cannot_change_what_the_room_placed(hall: Room) -> None:
    await road(hall)
    jury = await place(hall, "Un jury", 2028)
    ben = hall.person("Ben", Language.ENGLISH)
    assert ids_of(hall.card, "road.place") == [], "facilitators place"
    step = hall.open_step()["id"]
    before = [tuple(row) for row in placed(hall)]
    for custom_id in (
        f"road.one:{jury}",
        f"road.complete:{jury}",
        f"road.before:{jury}:0",
        f"road.remove:{jury}",
        f"road.list:{step}:0",
        f"road.place:{step}::0",
        f"road.write:{step}:{jury}",
    ):
        answer = await press_id(hall, ben, hall.card, custom_id)
        assert (answer.text, answer.private) == (en("session.not_facilitator"), True)
    forged = await send_form(hall, ben, f"road.completed:{jury}:0", {"who": "volé"})
    assert forged.text.startswith(en("session.not_facilitator"))
    assert [tuple(row) for row in placed(hall)] == before


async def test_the_panel_offers_placing_and_the_list(hall: Room) -> None:
    await road(hall)
    shown = buttons(await hall.steer("lead.panel"))
    assert fr("button.place") in shown
    assert fr("button.milestones") in shown
    empty = await hall.lead.press(hall.panel, "road.list")
    assert fr("milestone.none") in empty.text
