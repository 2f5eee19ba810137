"""A vote on which the room is split in two; a proposal to which someone objects."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from functools import partial
from typing import Any

from bot.rehearsal.stage import Answer, Person, components, found
from bot.rehearsal.trouble.house import House
from bot.rehearsal.trouble.log import Happening
from bot.workshop.consent.proposal import Stance
from bot.workshop.kinds import Consent, Vote
from bot.workshop.vote.methods import Method
from bot.workshop.vote.options import Slate

_DOTS = 3


async def contested(house: House, one: Happening) -> AsyncIterator[float]:
    """Half of the room votes for one option, the other half for another; where the step is a
    consent, someone objects once that is asked."""
    if isinstance(house.step.plan, Consent):
        async for seconds in _objection(house, one):
            yield seconds
        return
    plan, people = house.step.plan, house.free
    sides = await _sides(house)
    if len(people) < 2 or len(sides) < 2 or not isinstance(plan, Vote):
        return
    house.participants.hushed = True
    yield house.chance.uniform(3, 6)  # they read first
    half = (len(people) + 1) // 2
    for rank, person in enumerate(people):
        side, other = (sides[0], sides[1]) if rank < half else (sides[1], sides[0])
        sight = await house.sight()
        ballot = await person.press(sight.card, custom_id=sight.buttons["ballot.open"][0])
        ballot = await _marked(person, ballot, plan, side[0], other[0])
        await person.press(ballot, "ballot.cast")
        if not one.who:
            house.happens(one)
            one.texts += [words for _, words in sides]
        one.who.append(person.id)
        yield 1.5
    await house.spare(people, "ballot.open")


async def _objection(house: House, one: Happening) -> AsyncIterator[float]:
    while "consent.answer" not in (await house.sight()).buttons:
        yield 2.0
    yield house.chance.uniform(5, 10)
    (person,) = house.several(1)
    sight = await house.sight()
    rank = str(list(Stance).index(Stance.OBJECTION))
    where = [c for c in sight.buttons["consent.answer"] if c.rsplit(":", 1)[1] == rank]
    form = await person.press(sight.card, custom_id=where[0])
    words = house.t("rehearsal.trouble.words.objection")
    await person.fill(form, words=words)
    house.happens(one)
    one.who.append(person.id)
    one.texts.append(words)
    await house.spare([person], "consent.answer")


async def _sides(house: House) -> list[tuple[str, str]]:
    """Return two of the options, drawn by lot: the name that ballots give each, and its words."""
    plan = house.step.plan
    if isinstance(plan, Vote) and plan.method is Method.YES_NO:
        return [(side, house.t(f"ballot.{side}")) for side in ("yes", "no")]
    async with house.stage.bot.ctx.database.read() as tx:
        offered = Slate(await tx.ballots.options(house.step.id)).offered
    drawn = house.chance.sample(list(offered), min(2, len(offered)))
    return [(str(option.number), option.said()) for option in drawn]


async def _marked(person: Person, ballot: Answer, plan: Vote, side: str, other: str) -> Answer:
    """Mark all that one can for `side`, and nothing, or the least, for the `other`."""
    if plan.method is Method.YES_NO:
        says = {"yes": 0, "no": 1}
        where = ballot.found("ballot.say")[says[side]]
        return await person.press(ballot, custom_id=where["custom_id"])
    if plan.ballot in (Method.MAJORITY_JUDGMENT, Method.SCORE):
        return await _graded(person, ballot, side, other)
    verb = {Method.DOTS: "ballot.put", Method.APPROVAL: "ballot.tick"}.get(
        plan.ballot, "ballot.next"
    )
    ballot = await _turned(
        person, ballot, lambda page: side in {str(o["value"]) for o in page.options(verb)}
    )
    times = min(_DOTS, plan.cap or plan.budget, plan.budget) if verb == "ballot.put" else 1
    for _ in range(times):
        ballot = await person.choose(ballot, verb, side)
    return ballot


async def _turned(person: Person, ballot: Answer, there: Callable[[Answer], bool]) -> Answer:
    """Turn the pages of a ballot, back to the first, then on, to one where something is;
    LookupError when it is on none."""
    for mark in ("◀", "▶"):
        while not there(ballot):
            turns = [p for p in components(ballot.shown) if p.get("label") == mark]
            if not turns or turns[0].get("disabled"):
                break
            ballot = await person.press(ballot, custom_id=turns[0]["custom_id"])
    if not there(ballot):
        raise LookupError("it is on no page")
    return ballot


async def _graded(person: Person, ballot: Answer, side: str, other: str) -> Answer:
    """Give one option the best grades, or scores, and the other the worst, one by one."""
    (singly,) = [
        part
        for part in found(ballot, "ballot.open")
        if str(part["custom_id"]).endswith(":1") and part.get("label") != "▶"
    ][:1]
    ballot = await person.press(ballot, custom_id=singly["custom_id"])
    for option, best in ((side, True), (other, False)):
        ballot = await _turned(person, ballot, partial(_has, option=option))
        for rank in range(len(_menus(ballot, option))):
            menu = _menus(ballot, option)[rank]
            values = sorted(
                (str(o["value"]) for o in menu["options"] if str(o["value"]).isdecimal()), key=int
            )
            ballot = await person.choose(
                ballot, str(menu["custom_id"]), values[-1] if best else values[0]
            )
    return ballot


def _has(ballot: Answer, option: str) -> bool:
    return bool(_menus(ballot, option))


def _menus(ballot: Answer, option: str) -> list[dict[str, Any]]:
    """Return the menus in which an option is graded, or scored."""
    named = ((str(part.get("custom_id", "")).split(":"), part) for part in components(ballot.shown))
    return [
        part
        for name, part in named
        if name[0] in ("ballot.grade", "ballot.score") and name[3] == option
    ]
