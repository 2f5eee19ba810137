"""`/recipe list`: recipes by purpose, the steps of one, and a session opened with it."""

from __future__ import annotations

import zlib

import pytest

from bot.rehearsal.stage import Answer, found
from bot.workshop.language import Language
from bot.workshop.sessions.recipe import Aim
from tests.discord.acting import Room, en, fr, ids_of, options, rows, shipped
from tests.discord.forging import choose_id, press_id

RECIPES = shipped().recipes


async def listing(hall: Room) -> Answer:
    return await hall.lead.command(hall.channel, "recipe list")


def onward(shown: Answer, verb: str) -> str | None:
    """The button that leads to the next page, if there is one."""
    turns = [part for part in found(shown, verb) if part["label"] == "▶"]
    return next((str(part["custom_id"]) for part in turns if not part.get("disabled")), None)


def value(name: str) -> str:
    """What stands for a shipped recipe in the menu."""
    return f"{zlib.crc32(name.encode())}:"


async def test_every_recipe_is_listed_under_its_purpose_with_its_facts(hall: Room) -> None:
    page = await listing(hall)
    assert page.private
    read: list[str] = []
    offered: set[str] = set()
    while True:
        read.append(page.text)
        offered |= set(options(page, "recipes.one"))
        if (further := onward(page, "recipes.list")) is None:
            break
        page = await hall.lead.press(page, custom_id=further)
    told = "\n".join(read)
    assert offered == set(map(value, RECIPES))
    heads = [told.index(f"### {fr(f'aim.{aim}')}") for aim in Aim]
    assert heads == sorted(heads), "in the order in which a group goes through them"
    agenda = RECIPES["agenda"]
    assert agenda.when is not None
    assert f"**Ordre du jour** · {fr.minutes(agenda.minutes)} · 3 à 40 personnes" in told
    assert agenda.when.fr in told


async def test_a_purpose_leaves_its_own_recipes(hall: Room) -> None:
    page = await hall.lead.choose(await listing(hall), "recipes.aim", "decide")
    assert set(options(page, "recipes.one")) == set(
        map(value, ("assembly", "board", "consent", "election", "majority-judgment"))
    )
    assert fr("aim.open") not in page.text
    page = await hall.lead.choose(page, "recipes.aim", "all")
    assert fr("aim.open") in page.text


async def test_it_speaks_the_language_of_whoever_reads(hall: Room) -> None:
    ann = hall.person("Ann", Language.ENGLISH)
    page = await ann.command(hall.channel, "recipe list")
    assert en("aim.open") in page.text
    assert "Weather check-in" in page.text
    one = await ann.choose(page, "recipes.one", value("meteo"))
    assert "In one word" not in one.text, "the question comes with its step"
    assert "Sunshine, fog or thunder" in one.text


async def test_one_shows_its_steps_and_opens_a_session_here(hall: Room) -> None:
    one = await hall.lead.choose(await listing(hall), "recipes.one", value("meteo"))
    for step in RECIPES["meteo"].steps:
        assert step.title.fr in one.text
        assert step.invite.fr in one.text
    assert rows(hall.path, "SELECT * FROM sessions") == []
    hall.panel = await hall.lead.press(one, "recipes.open")
    assert fr("check.rights") in hall.panel.text
    (session,) = rows(hall.path, "SELECT * FROM sessions")
    assert (session["title"], session["signing"]) == ("Météo", "signed")
    await hall.steer("lead.start")
    again = await hall.lead.choose(await listing(hall), "recipes.one", value("agenda"))
    refused = await hall.lead.press(again, "recipes.open")
    assert "Météo" in refused.text
    assert len(rows(hall.path, "SELECT * FROM sessions")) == 1


async def test_one_with_a_story_asks_which_and_the_way_back_is_there(hall: Room) -> None:
    page = await hall.lead.choose(await listing(hall), "recipes.aim", "plan")
    one = await hall.lead.choose(page, "recipes.one", value("backcasting"))
    read = [one.text]
    while (further := onward(one, "recipes.read")) is not None:
        one = await hall.lead.press(one, custom_id=further)
        read.append(one.text)
    last = RECIPES["backcasting"].steps[-1]
    assert last.invite.fr in "\n".join(read)
    back = await hall.lead.press(one, "recipes.list")
    assert set(options(back, "recipes.one")) == {
        value(name) for name, recipe in RECIPES.items() if recipe.aim is Aim.PLAN
    }
    one = await hall.lead.choose(back, "recipes.one", value("backcasting"))
    asked = await hall.lead.press(one, "recipes.open")
    assert fr("session.which_scenario", recipe="Backcasting") in asked.text
    (adere,) = [v for v in options(asked, "session.story") if v.startswith("adere-2032.fr")]
    await hall.lead.choose(asked, "session.story", adere)
    assert len(rows(hall.path, "SELECT * FROM sessions")) == 1


@pytest.mark.parametrize(
    ("forged", "key"),
    [
        ("recipes.open:7", "session.unknown_recipe"),
        ("recipes.read:7:0:", "session.unknown_recipe"),
        ("recipes.open::7", "recipe.gone"),
        ("recipes.list:99:0", "button.unknown"),
    ],
)
async def test_a_forged_button_opens_nothing(hall: Room, forged: str, key: str) -> None:
    page = await listing(hall)
    answer = await press_id(hall, hall.lead, page, forged)
    assert (answer.text, answer.private) == (fr(key), True)
    assert rows(hall.path, "SELECT * FROM sessions") == []


@pytest.mark.parametrize(
    ("verb", "value", "key"),
    [
        ("recipes.aim", "dance", "button.unknown"),
        ("recipes.one", "latin", "session.unknown_recipe"),
    ],
)
async def test_a_forged_choice_shows_nothing(hall: Room, verb: str, value: str, key: str) -> None:
    page = await listing(hall)
    (menu,) = ids_of(page, verb)
    answer = await choose_id(hall, hall.lead, page, menu, value)
    assert answer.text == fr(key)


async def test_the_command_completes_a_recipe_with_its_purpose(hall: Room) -> None:
    offered = await hall.lead.member.autocomplete(hall.channel, "session new", "recipe", "ordre")
    assert [choice["name"] for choice in offered] == [
        "Ordre du jour · 59 min · 3 à 40 personnes · Trier et choisir"
    ]


async def test_those_of_the_server_come_first_and_open(hall: Room) -> None:
    lead = hall.lead
    asked = {"title": "Notre météo", "purpose": "Un mot chacun·e.", "from": "meteo"}
    bench = await lead.command(hall.channel, "recipe new", **asked)
    assert fr("recipes.of_server") not in (await listing(hall)).text, "a draft is its author's"
    await lead.press(bench, "recipe.save")
    page = await hall.person("Awa").command(hall.channel, "recipe list")
    (own, *_) = options(page, "recipes.one")
    heads = (fr("recipes.of_server"), "Notre météo", f"### {fr('aim.open')}")
    places = [page.text.index(head) for head in heads]
    assert places == sorted(places)
    one = await lead.choose(await listing(hall), "recipes.one", own)
    assert "Un mot chacun·e." in one.text
    (opens,) = ids_of(one, "recipes.open")
    hall.panel = await lead.press(one, "recipes.open")
    (session,) = rows(hall.path, "SELECT title FROM sessions")
    assert session["title"] == "Notre météo"
    answer = await lead.command(hall.channel, "recipe delete", recipe="notre-meteo")
    await lead.press(answer, "recipe.delete_yes")
    gone = await press_id(hall, lead, await listing(hall), opens)
    assert gone.text == fr("recipe.gone")
