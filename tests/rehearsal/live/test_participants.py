"""Simulated people take part in whatever is led, at a human pace, and only where they know how."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.rehearsal.delivered import totals_of
from bot.rehearsal.live.live import Live, live
from bot.workshop.language import Language
from bot.workshop.settings.documents import DocumentKind

PEOPLE = 6
SEED = 2032


@asynccontextmanager
async def rehearsal(people: int = PEOPLE) -> AsyncIterator[Live]:
    """A rehearsal in which time passes when the test says so; all went well in it."""
    async with live(Language.FRENCH, people, seed=SEED, ticking=False) as opened:
        page = await opened.manager.command(opened.room.coordination, "settings documents")
        await opened.manager.choose(page, "settings.documents", *DocumentKind)
        yield opened
        assert not opened.stage.env.errors
        assert not opened.stage.refused
        assert not opened.stage.unanswered
        assert not opened.participants.stumbled


async def pass_time(held: Live, minutes: int) -> None:
    """Let time pass as it does on the page, faster."""
    for _ in range(minutes * 20):
        await held.stage.later(3)
        while await held.participants.pulse():
            pass


async def document(held: Live) -> dict[str, Any]:
    """End the session; return the JSON that coordinators receive."""
    held.room.panel = await held.room.lead.press(held.room.card, "lead.panel")
    await held.room.end()
    await held.stage.later(30)
    for message in held.stage.messages(held.room.coordination):
        for file in message.attachments:
            if file.filename.endswith(".json"):
                return dict(json.loads(await file.read()))
    raise AssertionError("coordinators received no JSON")


async def test_they_write_type_react_vote_and_propose() -> None:
    async with rehearsal() as held:
        await held.room.open("keep-drop-try", language="fr")
        await held.room.steer("lead.start")
        told = []
        for kind in ("collect", "vote", "actions"):
            await held.room.go(kind)
            before = len(held.room.texts)
            await pass_time(held, 2)
            told.append(len(held.room.texts) - before)
        assert told[0] > 0, "some of them type in the channel"
        found = await document(held)
        written = {postit["author"] for postit in found["postits"]}
        assert len(written) == PEOPLE
        assert all(postit["column"] for postit in found["postits"])
        assert any(postit["reactions"] for postit in found["postits"])
        assert [totals_of(vote)["ballots"] for vote in found["votes"]] == [PEOPLE]
        assert all(action["owner"] in written for action in found["actions"])


async def test_they_take_their_time() -> None:
    async with rehearsal() as held:
        await held.room.play("meteo", "collect", language="fr")
        answers = held.stage.answers
        await held.stage.later(0.5)
        while await held.participants.pulse():
            pass
        assert held.stage.answers == answers, "nobody acts as soon as a card is there"
        await pass_time(held, 3)
        assert len((await document(held))["postits"]) == PEOPLE


@pytest.mark.parametrize("method", ["yes_no", "approval", "score", "majority_judgment", "schulze"])
async def test_they_vote_whatever_the_method(method: str) -> None:
    async with rehearsal() as held:
        options = {} if method == "yes_no" else {"options": "Le four ; Le jardin ; La cave"}
        await held.room.vote("Par où commencer ?", method, **options)
        await pass_time(held, 3)
        assert totals_of((await document(held))["votes"][0])["ballots"] == PEOPLE


async def test_they_give_marks() -> None:
    async with rehearsal() as held:
        await held.room.play("roti", "rate", language="fr")
        await pass_time(held, 2)
        assert (await document(held))["rates"][0]["marks"] == PEOPLE


async def test_they_sort_a_wall_together() -> None:
    async with rehearsal() as held:
        await held.room.play("brainstorm", "collect", language="fr")
        await pass_time(held, 3)
        await held.room.go("group")
        form = await held.room.lead.press(held.room.panel, "together.start")
        names = "Le temps\nL'argent\nL'accueil"
        held.room.panel = await held.room.lead.fill(form, names=names)
        await pass_time(held, 3)
        themes = (await document(held))["themes"]
        assert sum(len(theme["postits"]) for theme in themes) > 0


async def test_whoever_is_played_begins_nothing() -> None:
    async with rehearsal(2) as held:
        samira, other = held.people[:2]
        held.participants._looked_as = lambda: {samira.id}
        await held.room.play("meteo", "collect", language="fr")
        await pass_time(held, 3)
        assert [one["author"] for one in (await document(held))["postits"]] == [other.name]


async def test_where_they_know_nothing_they_do_nothing() -> None:
    async with rehearsal() as held:
        await held.room.play("backcasting", "story", language="fr", scenario="adere-2032.fr")
        answers = held.stage.answers
        await pass_time(held, 2)
        assert held.stage.answers == answers
