"""A roadmap on which everyone places; and actions that start from a milestone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.rehearsal.stage import Person
from bot.workshop.kinds import Roadmap
from bot.workshop.language import Language
from bot.workshop.roadmap.step import WhoPlaces
from tests.discord.acting import Room, buttons, en, fr, ids_of, options, room, rows
from tests.discord.forging import choose_id, press_id, send_form
from tests.discord.recipes import ATELIER

OPEN_ROAD = ATELIER.model_copy(
    update={
        "steps": tuple(
            step.model_copy(update={"placing": WhoPlaces.EVERYONE})
            if isinstance(step, Roadmap)
            else step
            for step in ATELIER.steps
        )
    }
)


async def road(hall: Room, *ideas: str, **settings: Any) -> None:
    """A roadmap open to all, with these post-its on the wall."""
    await hall.play("chemin", "collect", scenario="adere-2032.fr", **settings)
    if ideas:
        await hall.write(hall.lead, *ideas)
    await hall.go("roadmap")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "gommette.db"


async def write(hall: Room, person: Person, statement: str, year: int = 2028) -> Any:
    picker = await person.press(hall.card, "road.place")
    form = await person.press(picker, "road.write")
    return await person.fill(form, statement=statement, year=[str(year)], dimension=["Gouvernance"])


def statements(hall: Room) -> list[str]:
    return [row["statement"] for row in rows(hall.path, "SELECT * FROM milestones ORDER BY id")]


async def test_anyone_places_changes_and_takes_off_their_own(path: Path) -> None:
    async with room(path, {"chemin": OPEN_ROAD}) as hall:
        await road(hall, "Un vote")
        ben = hall.person("Ben", Language.ENGLISH)
        picker = await ben.press(hall.card, "road.place")
        assert picker.private
        assert en("road.yours") in picker.text
        assert ids_of(picker, "lead.panel") == []
        (postit,) = options(picker, "road.pick")
        form = await ben.choose(picker, "road.pick", postit)
        placed = await ben.fill(form, statement="A vote", year=["2028"], dimension=["Gouvernance"])
        assert en("milestone.placed", year=2028, text="A vote") in placed.text
        await hall.stage.later(10)
        assert "A vote" in hall.texts[-1]
        assert "Ben" not in hall.texts[-1], "what is placed stands without a name"
        mine = await ben.press(hall.card, "road.list")
        (one,) = options(mine, "road.choose")
        screen = await ben.choose(mine, "road.choose", one)
        assert ids_of(screen, "lead.panel") == []
        form = await ben.press(screen, "road.edit")
        done = await ben.fill(
            form, statement="A calm vote", year=["2027"], dimension=["Gouvernance"]
        )
        assert en("milestone.kept") in done.text
        question = await ben.press(done, "road.drop")
        gone = await ben.press(question, "road.remove")
        assert en("milestone.removed", text="A calm vote") in gone.text
        assert statements(hall) == []
        empty = await ben.press(hall.card, "road.list")
        assert en("milestone.none_yours") in empty.text


async def test_nobody_changes_what_someone_else_placed_but_those_who_lead(path: Path) -> None:
    async with room(path, {"chemin": OPEN_ROAD}) as hall:
        await road(hall)
        awa, ben = hall.person("Awa"), hall.person("Ben", Language.ENGLISH)
        await write(hall, awa, "Un jury")
        (row,) = rows(hall.path, "SELECT id FROM milestones")
        jury = row["id"]
        mine = await ben.press(hall.card, "road.list")
        assert en("milestone.none_yours") in mine.text
        for verb in ("road.one", "road.complete", "road.edit", "road.drop", "road.remove"):
            answer = await press_id(hall, ben, hall.card, f"{verb}:{jury}")
            assert (answer.text, answer.private) == (en("milestone.not_yours"), True)
        step = hall.open_step()["id"]
        chosen = await choose_id(hall, ben, hall.card, f"road.choose:{step}", str(jury))
        assert chosen.text == en("milestone.not_yours")
        stolen = await send_form(
            hall,
            ben,
            f"road.form:{step}:{jury}:",
            {"statement": "avant", "year": ["2027"], "dimension": ["Gouvernance"]},
        )
        assert stolen.text.startswith(en("milestone.not_yours"))
        assert statements(hall) == ["Un jury"]
        listed = await hall.lead.press(hall.panel, "road.list")
        assert list(options(listed, "road.choose")) == [str(jury)]
        screen = await hall.lead.choose(listed, "road.choose", str(jury))
        await hall.lead.press(await hall.lead.press(screen, "road.drop"), "road.remove")
        assert statements(hall) == []


async def test_two_who_place_the_same_post_it_the_second_is_told(path: Path) -> None:
    async with room(path, {"chemin": OPEN_ROAD}) as hall:
        await road(hall, "Un vote")
        awa, ben = hall.person("Awa"), hall.person("Ben", Language.ENGLISH)
        pickers = {who: await who.press(hall.card, "road.place") for who in (awa, ben)}
        (postit,) = options(pickers[awa], "road.pick")
        forms = {who: await who.choose(pickers[who], "road.pick", postit) for who in (awa, ben)}
        fields = {"year": ["2028"], "dimension": ["Gouvernance"]}
        await awa.fill(forms[awa], statement="Un vote", **fields)
        second = await ben.fill(forms[ben], statement="A vote, told my way", **fields)
        assert second.private
        assert second.text.startswith(en("milestone.already_placed"))
        assert "A vote, told my way" in second.text, "what was written comes back"
        late = await choose_id(hall, ben, pickers[ben], _pick_id(hall), postit)
        assert late.text == en("milestone.already_placed")
        assert statements(hall) == ["Un vote"]


def _pick_id(hall: Room) -> str:
    return f"road.pick:{hall.open_step()['id']}:"


async def test_once_the_step_is_closed_ones_own_stays_as_it_is(path: Path) -> None:
    async with room(path, {"chemin": OPEN_ROAD}) as hall:
        await road(hall)
        awa = hall.person("Awa")
        await write(hall, awa, "Un jury")
        mine = await awa.press(hall.card, "road.list")
        (one,) = options(mine, "road.choose")
        screen = await awa.choose(mine, "road.choose", one)
        form = await awa.press(screen, "road.edit")
        place = {"year": ["2028"], "dimension": ["Gouvernance"]}
        await hall.steer("lead.next")
        await hall.stage.later(1)
        just = await awa.fill(form, statement="Un jury élu", **place)
        assert fr("milestone.kept") in just.text
        assert fr("late.kept") in just.text
        await hall.steer("lead.back")
        screen = await awa.choose(await awa.press(hall.card, "road.list"), "road.choose", one)
        form = await awa.press(screen, "road.edit")
        await hall.steer("lead.next")
        await hall.stage.later(121)
        late = await awa.fill(form, statement="Trop tard", **place)
        assert late.text.startswith(fr("step.not_open"))
        assert "Trop tard" in late.text
        answer = await press_id(hall, awa, screen, f"road.remove:{one}")
        assert answer.text == fr("step.not_open")
        assert statements(hall) == ["Un jury élu"]


@pytest.mark.parametrize("signing", ["signed", "masked"])
async def test_nobody_reads_who_placed_what(path: Path, signing: str) -> None:
    async with room(path, {"chemin": OPEN_ROAD}) as hall:
        await road(hall, signing=signing)
        zelie = hall.person("Zélie")
        await write(hall, zelie, "Un jury")
        await hall.stage.restart()
        mine = await zelie.press(hall.card, "road.list")
        assert len(options(mine, "road.choose")) == 1, "still theirs after a restart"
        listed = await hall.lead.press(hall.panel, "road.list")
        (one,) = options(listed, "road.choose")
        screen = await hall.lead.choose(listed, "road.choose", one)
        assert "Zélie" not in screen.text
        hall.panel = await hall.lead.press(screen, "lead.panel")
        await hall.end()
        assert "Zélie" not in "\n".join(hall.texts)
        for file in hall.stage.last(hall.channel).attachments:
            if file.filename.endswith((".md", ".json")):
                assert "Zélie" not in (await file.read()).decode()


async def test_an_action_starts_from_a_milestone(path: Path) -> None:
    async with room(path, {"chemin": OPEN_ROAD}) as hall:
        await road(hall)
        awa, ben = hall.person("Awa"), hall.person("Ben", Language.ENGLISH)
        await write(hall, awa, "Un jury de résidents", 2028)
        await write(hall, awa, "Une charte relue", 2024)
        await hall.go("actions")
        assert fr("button.begin") in buttons(hall.card)
        menu = await ben.press(hall.card, "action.begin")
        assert menu.private
        charter, jury = options(menu, "action.from")
        form = await ben.choose(menu, "action.from", charter)
        assert form.form is not None
        what = form.form["components"][0]["component"]
        assert what["value"] == "Une charte relue"
        sent = {"owner": "Awa", "due": "2027-01-15"}
        told = await ben.fill(form, what="Relire la charte", **sent)
        assert en("action.kept") in told.text
        await hall.stage.later(10)
        assert fr("action.milestone", year=2024, text="Une charte relue") in hall.texts[-1]
        gone = await choose_id(hall, ben, menu, f"action.from:{hall.open_step()['id']}", "77")
        assert gone.text == en("milestone.gone")
        form = await ben.choose(menu, "action.from", jury)
        await press_id(hall, hall.lead, hall.card, f"road.remove:{jury}")
        late = await ben.fill(form, what="Réunir le jury", **sent)
        assert late.text.startswith(en("milestone.gone"))
        assert "Réunir le jury" in late.text
        assert [row["what"] for row in rows(hall.path, "SELECT * FROM actions")] == [
            "Relire la charte"
        ]
        await hall.end()
        (report,) = [
            (await file.read()).decode()
            for file in hall.stage.last(hall.channel).attachments
            if file.filename.endswith(".md")
        ]
        assert fr("report.actions.milestone", year=2024, statement="Une charte relue") in report


async def test_without_a_milestone_an_action_starts_from_nothing(path: Path) -> None:
    async with room(path, {"chemin": OPEN_ROAD}) as hall:
        await hall.play("chemin", "actions", scenario="adere-2032.fr")
        assert fr("button.begin") not in buttons(hall.card)
        forged = await press_id(
            hall, hall.lead, hall.card, f"action.begin:{hall.open_step()['id']}:0"
        )
        assert (forged.text, forged.private) == (fr("milestone.none"), True)
        await hall.end()
        assert not any("🛤️" in text for text in hall.texts)
