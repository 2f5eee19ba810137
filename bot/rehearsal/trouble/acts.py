"""What people do in each trouble. A little at a time: whoever plays waits while others act."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

from bot.rehearsal.live.forms import filled
from bot.rehearsal.stage import Person
from bot.rehearsal.trouble.contest import contested
from bot.rehearsal.trouble.house import Acts, House
from bot.rehearsal.trouble.kinds import LEAST_LOUD, Trouble
from bot.rehearsal.trouble.log import Happening
from bot.workshop.kinds import Collect
from bot.workshop.sessions.session import accepts_typed

# A silence lasts that long at most, and no longer than this part of its step.
_SILENCE, _PART = 100.0, 1 / 3
_FLOODERS, _EACH = 8, 4
# What one who dominates writes, for one that the others do; how many comments at most.
_TIMES, _COMMENTS = 5, 4
_PRESSING = 3  # people who press while the bot is away


async def silence(house: House, one: Happening) -> AsyncIterator[float]:
    """Nobody does anything, until it has lasted, or until those who lead did something."""
    house.happens(one)
    house.participants.hushed = True
    lasts = min(_SILENCE, 60 * house.step.plan.minutes * _PART)
    until, broken = house.now + timedelta(seconds=lasts), False
    while house.now < until:
        yield 1.0
        if not broken and house.reacted(one.began):
            broken = True
            until = min(until, house.now + timedelta(seconds=house.chance.uniform(5, 15)))


async def flood(house: House, one: Happening) -> AsyncIterator[float]:
    """Many write many post-its in a few seconds, in the channel too where that is read."""
    house.happens(one)
    words, plan = house.words("flood"), house.step.plan
    each = min(_EACH, plan.per_person) if isinstance(plan, Collect) else 0
    for rank, person in enumerate(house.several(_FLOODERS)):
        ideas, words = words[:each], words[each:]
        if not ideas:
            return
        one.who.append(person.id)
        one.texts += ideas
        if rank % 2 and accepts_typed(house.session, house.step):
            for idea in ideas:
                await person.say(house.room.channel, idea)
        else:
            await write(house, person, *ideas)
        yield 1.0


async def loud(house: House, one: Happening) -> AsyncIterator[float]:
    """One writes five times what others do, comments on the wall, and raises a hand each time."""
    (person,) = house.several(1)
    house.happens(one)
    one.who.append(person.id)
    words, comments = house.words("loud"), house.words("comments")[:_COMMENTS]
    seen = 0
    while True:
        buttons = (await house.sight()).buttons
        if house.step.id != seen:
            seen = house.step.id
            mine = 0
            await house.spare([person], "postit.add")
            if "hands.raise" in buttons:
                await person.press((await house.sight()).card, "hands.raise")
                yield 5.0
        plan = house.step.plan
        if isinstance(plan, Collect) and "postit.add" in buttons:
            if words and mine < min(plan.per_person, await _wanted(house, one)):
                idea = words.pop()
                one.texts.append(idea)
                mine += 1
                await write(house, person, idea)
        elif comments and "wall.read" in buttons:
            await _comment(house, person, comments.pop())
        yield house.chance.uniform(5, 9)


async def _wanted(house: House, one: Happening) -> int:
    """Return how many post-its are five times what each of the others wrote here."""
    async with house.stage.bot.ctx.database.read() as tx:
        written = await tx.postits.of_session(house.session.id)
    here = sum(p.step_id == house.step.id and p.text not in one.texts for p in written)
    others = max(1, len(house.participants.all) - 1)
    return max(LEAST_LOUD, round(_TIMES * here / others))


async def _comment(house: House, person: Person, text: str) -> None:
    """Comment on a post-it of the wall."""
    wall = await person.press((await house.sight()).card, "wall.read")
    read = await person.choose(
        wall, "react.pick", house.chance.choice(wall.options("react.pick"))["value"]
    )
    form = await person.press(read, "react.comment")
    await person.fill(form, comment=text)


async def late(house: House, one: Happening) -> AsyncIterator[float]:
    """Someone comes, and asks where the room is."""
    person = house.room.person(house.newcomers.pop(0), house.session.language)
    await house.stage.env.settle()
    house.happens(one)
    one.who.append(person.id)
    yield 3.0
    await person.press((await house.sight()).card, "session.where")
    house.participants.join(person)


async def rude(house: House, one: Happening) -> AsyncIterator[float]:
    """Someone writes what should not be on the wall."""
    text, plan = house.t("rehearsal.trouble.words.rude"), house.step.plan
    if isinstance(plan, Collect) and len(text) > plan.max_length:
        text = house.t("rehearsal.trouble.words.rude_short")
    for person in house.several(len(house.free)):
        if accepts_typed(house.session, house.step):
            await person.say(house.room.channel, text)
        else:
            await write(house, person, text)
        if await _is_kept(house, text):
            house.happens(one)
            one.who.append(person.id)
            one.texts.append(text)
            break
        yield 1.0  # they had written all that they may


async def _is_kept(house: House, text: str) -> bool:
    async with house.stage.bot.ctx.database.read() as tx:
        return any(p.text == text for p in await tx.postits.of_session(house.session.id))


async def restart(house: House, one: Happening) -> AsyncIterator[float]:
    """The bot is away for some seconds while people press; back, they press again."""
    sight, pressing = await house.sight(), house.several(_PRESSING)
    verb = next(iter(sight.buttons))
    house.happens(one)
    house.participants.hushed = house.away = True
    async with house.stage.stopped():
        yield 1.0
        for person in pressing:
            await person.press(sight.card, custom_id=sight.buttons[verb][0])
            one.who.append(person.id)
            yield 1.5
        yield 2.0
    house.participants.hushed = house.away = False
    house.watch.attend()
    one.ended = house.now
    yield 4.0
    for person in pressing:
        sight = await house.sight()
        if verb in sight.buttons:
            await person.press(sight.card, custom_id=sight.buttons[verb][0])
            yield 1.5


async def write(house: House, person: Person, *ideas: str) -> None:
    """Have someone send ideas through the form of the card."""
    sight = await house.sight()
    form = await person.press(sight.card, custom_id=sight.buttons["postit.add"][0])
    if form.form is not None:
        await person.fill(form, **filled(form, house.chance, ideas="\n".join(ideas)))


ACTS: Acts = {
    Trouble.SILENCE: silence,
    Trouble.FLOOD: flood,
    Trouble.LOUD: loud,
    Trouble.LATE: late,
    Trouble.RUDE: rude,
    Trouble.CONTESTED: contested,
    Trouble.RESTART: restart,
}
