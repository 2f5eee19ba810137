"""Systemic consensus: what meets the least resistance, and why some resist the rest strongly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from bot.rehearsal.scene import Play, Scene
from bot.rehearsal.stage import Answer, Person
from bot.tally.rules.resistance import STRONG

# The card is redrawn every five seconds at most.
_REDRAWN = 6
# What people give to each proposal, then to deciding nothing; one after the other, then again.
_GIVEN = (
    {"1": "0", "2": "3", "3": "9", "4": "6"},
    {"1": "10", "2": "2", "3": "4", "4": "5"},
    {"1": "1", "2": "8", "3": "7", "4": "7"},
    {"1": "9", "2": "1", "3": "10", "4": "4"},
    {"1": "2", "2": "0", "3": "6", "4": "8"},
)


async def act(scene: Scene) -> None:
    """Three proposals and to decide nothing; strong resistances say what would help; a result that
    tells how to go on."""
    t, room = scene.t, scene.room
    await scene.started("tour-de-table")
    page = await room.prepare(
        "resistance",
        question=t("rehearsal.resistance.question"),
        options="\n".join(_list(scene, "options")),
        minutes="10",
    )
    scene.whisper(page, scene.lead, skip=1, lines=14)
    room.panel = await scene.lead.press(page, "decide.open")
    await scene.stage.later(1)
    scene.chapter_of_step()
    said: Counter[tuple[str, str]] = Counter()
    for rank, person in enumerate(scene.people):
        given = _GIVEN[rank % len(_GIVEN)]
        receipt = await _cast(scene, person, given)
        if rank == 1:
            scene.whisper(receipt, person)
        strong = [name for name in ("1", "2", "3") if int(given[name]) >= STRONG]
        if strong and rank < len(_GIVEN):
            texts = {name: _reason(scene, int(name) + rank) for name in strong}
            form = await person.press(receipt, "reason.say")
            kept = await person.fill(form, **texts)
            said.update(texts.items())
            if rank == 1:
                scene.whisper(kept, person)
    before = scene.said()
    room.panel = await scene.lead.press(room.card, "lead.panel")
    await room.steer("vote.close")
    await room.steer("vote.close_yes")
    await scene.stage.later(_REDRAWN)
    for message in scene.since(before)[:2]:
        scene.show(message)
    await scene.end()
    scene.summary()
    (vote,) = (v for v in scene.document()["votes"] if v["method"] == "resistance")
    found = Counter((one["option"], one["text"]) for one in vote["reasons"])
    scene.same("reasons", said, found)
    scene.same("authors", {None}, {one["author"] for one in vote["reasons"]})
    scene.proves(t.n("rehearsal.resistance.proved", sum(said.values())))


async def _cast(scene: Scene, person: Person, given: Mapping[str, str]) -> Answer:
    ballot = await person.press(scene.room.card, "ballot.open")
    form = await person.press(ballot, "ballot.form")
    ballot = await person.fill(form, **given)
    return await person.press(ballot, "ballot.cast")


def _list(scene: Scene, name: str) -> list[str]:
    return scene.t(f"rehearsal.resistance.{name}").split(" / ")


def _reason(scene: Scene, rank: int) -> str:
    reasons = _list(scene, "reasons")
    return reasons[rank % len(reasons)]


# A vote under three ballots is not told.
PLAY = Play("resistance", act, least=4, most=24)
