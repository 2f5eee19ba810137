"""A vote on themes, then on what is in those that came first; or in those that people lead to."""

from __future__ import annotations

import json
from itertools import permutations

from bot.rehearsal.stage import text_of
from bot.services.themes import sorting
from bot.services.themes.sorting import Board
from bot.workshop.sessions.permissions import Actor
from tests.discord.acting import Room, en, fr, options
from tests.discord.vote.test_results import files
from tests.discord.vote.test_themes import IDEAS, storm, wall_of

SCOPE = "vote.scope.chosen"


def quoted(*names: str) -> str:
    return ", ".join(fr("result.named", option=name) for name in names)


def summary_of(hall: Room) -> str:
    """What the channel is told in the end."""
    return next(text for text in reversed(hall.texts) if fr("report.part.decided") in text)


async def ballot_labels(hall: Room) -> set[str]:
    """What people can choose, without numbers."""
    ballot = await hall.person("Zoé").press(hall.card, "ballot.open")
    return {label.split(" · ", 1)[1] for label in options(ballot, "ballot.put").values()}


async def test_a_brainstorm_votes_on_themes_then_on_what_is_in_the_first(hall: Room) -> None:
    people = await storm(hall)
    await hall.go("vote")
    assert await ballot_labels(hall) == {"Bouger (2 post-its)", "Manger (1 post-it)"}
    bouger = next(
        value
        for value, label in options(
            await people[0].press(hall.card, "ballot.open"), "ballot.put"
        ).items()
        if "Bouger" in label
    )
    for person in people:
        await hall.put_dots(person, bouger)
    await hall.steer("lead.next")
    assert fr.n(SCOPE, 1, themes=quoted("Bouger")) in text_of(hall.card)
    assert await ballot_labels(hall) == {"un vélo (Bouger)", "un car (Bouger)"}
    assert fr.n("vote.suggested", 2) in text_of(hall.card)
    number = (await wall_of(hall)).index("un car") + 1
    for person in people:
        await hall.put_dots(person, str(number))
    await hall.end()
    (data,), (report,) = await files(hall, ".json"), await files(hall, ".md")
    themes, ideas = json.loads(data)["votes"]
    assert themes["within"] is None
    assert ideas["within"] == {"themes": ["Bouger"], "unsorted": False, "tied": False}
    sized = fr.n("vote.scope.size", 2, total=5)
    assert fr.n(SCOPE, 1, themes=quoted("Bouger")) + " " + sized in summary_of(hall)
    assert fr.n(SCOPE, 1, themes=quoted("Bouger")) in report.decode()


async def test_themes_that_are_level_are_all_taken_and_it_is_said(hall: Room) -> None:
    people = await storm(hall)
    await hall.vote("Quel thème ?", "approval", about="themes", choices=2)
    for person in people:
        ballot = await person.press(hall.card, "ballot.open")
        ballot = await person.choose(ballot, "ballot.tick", "1", "2")
        await person.press(ballot, "ballot.cast")
    await hall.steer("vote.close")
    await hall.steer("vote.close_yes")
    await hall.steer("vote.inside")
    assert "Bouger" in text_of(hall.card)
    assert "Manger" in text_of(hall.card)
    ballot = await hall.person("Zoé").press(hall.card, "ballot.open")
    said = {label.split(" · ", 1)[1] for label in options(ballot, "ballot.tick").values()}
    assert said == {"un vélo (Bouger)", "un car (Bouger)", "un four (Manger)"}


async def test_without_a_vote_on_themes_all_the_wall_is_voted_on_and_the_card_says_so(
    hall: Room,
) -> None:
    await storm(hall)
    await hall.go("vote")
    await hall.steer("lead.skip")
    assert fr("vote.scope.no_vote") in text_of(hall.card)
    assert len(await ballot_labels(hall)) == len(IDEAS)


async def test_too_few_voted_on_themes_for_any_to_be_told(hall: Room) -> None:
    awa, *_ = await storm(hall)
    await hall.go("vote")
    await hall.put_dots(awa, "1")
    await hall.steer("lead.next")
    assert fr("vote.scope.undecided") in text_of(hall.card)
    assert len(await ballot_labels(hall)) == len(IDEAS)


async def test_facilitators_pick_themes_and_dots_until_someone_votes(hall: Room) -> None:
    people = await storm(hall)
    await hall.vote("Par où commencer ?", "dots", about="postits")
    number = (await wall_of(hall)).index("une charte") + 1
    begun = await people[0].press(hall.card, "ballot.open")
    begun = await people[0].choose(begun, "ballot.put", str(number))
    page = await hall.lead.press(hall.panel, "vote.adjust")
    assert fr("vote.adjust_begun") in page.text
    menu = options(page, "vote.adjust_themes")
    assert next(iter(menu.values())) == "Bouger (2 post-its)", "the largest first"
    assert list(menu)[-1] == "unsorted"
    page = await hall.lead.choose(page, "vote.adjust_themes", *list(menu)[:2])
    assert fr.n("vote.adjust_options", 3) in page.text
    page = await hall.lead.choose(page, "vote.adjust_dots", "2")
    await hall.stage.later(10)
    card = text_of(hall.card)
    assert fr.n("vote.scope.picked", 2, themes=quoted("Bouger", "Manger")) in card
    assert fr.n("vote.dots", 2) in card
    assert fr.n("vote.suggested", 3) not in card
    again = await people[0].press(begun, "ballot.cast")
    assert fr("ballot.changed_adjusted") in again.text, "what was marked is on the ballot no more"
    four = (await wall_of(hall)).index("un four") + 1
    await hall.put_dots(people[0], str(four))
    late = await hall.lead.choose(page, "vote.adjust_dots", "suggested")
    assert late.text == fr("vote.adjust_late")
    hall.panel = await hall.lead.press(page, "lead.panel")
    assert "vote.adjust" not in str(hall.panel.shown.components)


async def test_a_theme_more_is_asked_for_where_one_post_it_would_be_left(hall: Room) -> None:
    await storm(hall)
    await hall.vote("Par où commencer ?", "dots", about="postits")
    page = await hall.lead.press(hall.panel, "vote.adjust")
    (manger,) = [v for v, label in options(page, "vote.adjust_themes").items() if "Manger" in label]
    refused = await hall.lead.choose(page, "vote.adjust_themes", manger)
    assert refused.text == fr("vote.adjust_few")
    assert en("vote.adjust_few") != fr("vote.adjust_few")


async def test_a_theme_renamed_between_two_votes_is_told_by_both_names(hall: Room) -> None:
    people = await storm(hall)
    await hall.go("vote")
    assert fr.n("vote.goes_on", 3) in text_of(hall.card)
    for person in people:
        await hall.put_dots(person, "1", "2")
    await hall.steer("lead.next")
    names = ("Bouger (2 post-its)", "Manger (1 post-it)")
    await hall.stage.later(10)
    goes_on = [fr.n("result.goes_on", 2, themes=quoted(*n)) for n in permutations(names)]
    told = [text for text in hall.texts if any(one in text for one in goes_on)]
    assert told, "not left to be settled"
    assert not any(fr("result.second.none") in text for text in hall.texts)
    await hall.steer("lead.back")
    await hall.steer("lead.back")
    await rename(hall, "Bouger", "Mobilités")
    await hall.steer("lead.next")
    await hall.steer("lead.next")
    both = fr("vote.scope.renamed", theme=quoted("Mobilités"), before=quoted("Bouger"))
    assert both in text_of(hall.card)
    number = (await wall_of(hall)).index("un car") + 1
    for person in people:
        await hall.put_dots(person, str(number))
    await hall.end()
    became = fr("result.reworded_one", option="Bouger (2 post-its)", now="Mobilités")
    assert both in summary_of(hall)
    assert became in summary_of(hall)
    (data,), (report,) = await files(hall, ".json"), await files(hall, ".md")
    assert both in report.decode()
    assert became in report.decode()
    on_themes, ideas = json.loads(data)["votes"]
    assert list(on_themes["reworded"].values()) == ["Mobilités"]
    assert ideas["within"]["renamed"] == {"Bouger": "Mobilités"}


async def test_a_theme_that_joined_another_brings_its_post_its_and_it_is_said(hall: Room) -> None:
    people = await storm(hall)
    await hall.go("vote")
    for person in people:
        await hall.put_dots(person, "1", "2")
    await hall.steer("lead.next")
    await hall.steer("lead.back")
    await hall.steer("lead.back")
    await merge(hall, "Manger", into="Bouger")
    await hall.steer("lead.next")
    await hall.steer("lead.next")
    card = text_of(hall.card)
    assert fr("vote.scope.joined", theme=quoted("Manger"), into=quoted("Bouger")) in card
    assert fr.n("vote.scope.left", 1) not in card
    assert fr.n("vote.scope.size", 3, total=5) in card


async def board(hall: Room) -> tuple[Board, dict[str, int]]:
    step = await hall.stage.step(hall.channel)
    assert step is not None
    now = await sorting.board(hall.stage.bot.ctx, step.id, leader(hall))
    return now, {theme.name: theme.id for theme in now.sorting.themes}


async def rename(hall: Room, theme: str, name: str) -> None:
    now, ids = await board(hall)
    await sorting.rename(
        hall.stage.bot.ctx, now.step.id, leader(hall), ids[theme], name, now.revision
    )


async def merge(hall: Room, theme: str, *, into: str) -> None:
    now, ids = await board(hall)
    await sorting.merge(
        hall.stage.bot.ctx, now.step.id, leader(hall), ids[into], [ids[theme]], now.revision
    )


def leader(hall: Room) -> Actor:
    return Actor(hall.lead.id, hall.lead.name)
