"""What people do in the session that is attacked, beside writing and voting on what was planned."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.rehearsal.stage import Person, text_of
from bot.services.consent import answering, leading
from bot.services.position import standing
from bot.services.rate import giving
from bot.services.subgroups import forming, working
from bot.services.themes import sorting, together
from bot.services.turns import leading as turns
from bot.services.turns import taking
from bot.services.turns.taking import Giving
from bot.services.vote import reasons, voting
from bot.workshop.consent.proposal import Stage, Stance
from bot.workshop.sessions.permissions import Actor
from bot.workshop.turns.round import Stands
from bot.workshop.vote.ballot import Content
from tests.attack.evidence import Evidence, Moment
from tests.discord.acting import Room, rows
from tests.discord.forging import press_id, send_form

_SPEAKER = re.compile(r"<@\d+>")
QUESTIONS = 3  # of each person
_TRIES, _SOON = 600, 0.01


def actor(person: Person) -> Actor:
    return Actor(person.id, person.name)


def seen_to(hall: Room, found: Evidence, person: Person) -> None:
    """Note that everyone saw this person press something, now."""
    found.acts.append((hall.stage.bot.clock(), person.id))


def is_of(found: Evidence, text: str, person: Person, kind: str) -> None:
    """Note whose a text is, and that it came after the others."""
    found.truth[text] = person.id
    found.kinds[text] = kind
    found.order.append(text)


async def look(hall: Room, found: Evidence, who: Person | None, kind: str = "") -> None:
    """Keep what everyone can read, in the channel and in their own “where are we?”."""
    public = "\n".join(text_of(message) for message in hall.stage.messages(hall.channel))
    where = await found.stranger.command(hall.channel, "session where")
    found.moments.append(Moment(who.id if who else None, f"{public}\n{where.text}", kind))


async def cast(hall: Room, found: Evidence, person: Person, content: Content) -> None:
    """Have a person prepare a ballot and cast it; the card is looked at before and after."""
    ctx, step = hall.stage.bot.ctx, int(hall.open_step()["id"])
    await voting.change(ctx, step, actor(person), lambda _: content)
    await voting.cast(ctx, step, actor(person), hall.stage.bot.clock())
    seen_to(hall, found, person)
    found.cast[(step, json.dumps(content, ensure_ascii=False))] = person.id
    await hall.stage.later(6)
    found.votes.append(Moment(person.id, text_of(hall.card)))


async def resisted(hall: Room, found: Evidence, people: list[Person]) -> None:
    """Those who resist strongly say why, one after the other; the card is looked at after each."""
    ctx, step = hall.stage.bot.ctx, int(hall.open_step()["id"])
    for rank, person in enumerate(people):
        strong = (await reasons.asked(ctx, step, actor(person))).resisted
        for option in strong:
            text = f"une raison {chr(97 + rank * 5)} qui se reconnaît"
            is_of(found, text, person, "reason")
            await reasons.say(ctx, step, actor(person), {option.number: text})
            seen_to(hall, found, person)
            await hall.stage.later(6)
            found.votes.append(Moment(person.id, text_of(hall.card)))
            await look(hall, found, person, "reason")


async def hidden(hall: Room, found: Evidence, writer: Person) -> None:
    """A facilitator hides a post-it; its writer, who presses later, is told.

    What the facilitator reads meanwhile is kept: it says nothing of when the writer was told.
    """
    (session,) = {row["session_id"] for row in rows(hall.path, "SELECT session_id FROM steps")}
    text = next(t for t, who in found.truth.items() if who == writer.id)
    ((postit,),) = rows(hall.path, "SELECT id FROM postits WHERE text = ?", text)

    async def panel(who: Person | None) -> None:
        told = await press_id(hall, hall.lead, hall.card, f"hide.list:{session}:0:0")
        offered = [str(option["label"]) for option in told.options("hide.pick")]
        read = "\n".join([told.text, *offered])
        found.panels.append(Moment(who.id if who else None, read))

    await send_form(hall, hall.lead, f"hide.done:{session}:0:{postit}", {"reason": "trop long"})
    await panel(None)
    told = await press_id(hall, writer, hall.card, f"wall.read:{session}:0")
    assert text in told.text, "the writer is told"
    seen_to(hall, found, writer)
    await panel(writer)


def second_of(hall: Room, found: Evidence, writer: Person) -> int:
    """Return the second post-it that someone wrote."""
    text = [t for t, who in found.truth.items() if who == writer.id][1]
    ((postit,),) = rows(hall.path, "SELECT id FROM postits WHERE text = ?", text)
    return int(postit)


async def withdrawn(hall: Room, found: Evidence, writer: Person, postit: int) -> None:
    """A post-it that is on a ballot is withdrawn by its writer: the ballot keeps it, marked."""
    await press_id(hall, writer, hall.card, f"postit.withdraw:{postit}")
    seen_to(hall, found, writer)
    assert rows(
        hall.path, "SELECT 1 FROM vote_options WHERE gone = 'withdrawn' AND source_id = ?", postit
    )


async def sorted_together(hall: Room, found: Evidence, people: list[Person]) -> None:
    """Everyone sorts one handful, whoever wrote what is in it, one after the other."""
    ctx, step, lead = hall.stage.bot.ctx, int(hall.open_step()["id"]), actor(hall.lead)
    for name in ("Des lieux", "Des fêtes"):
        seen = (await sorting.board(ctx, step, lead)).revision
        await sorting.create(ctx, step, lead, name, seen)
    await together.start(ctx, step, lead)
    for person in people:
        hand = await together.take(ctx, step, actor(person), hall.stage.bot.clock())
        texts = [one.postit.text for one in hand.postits]
        assert texts
        given = {one.postit.id: one.themes[0] for one in hand.postits}
        await together.answers(ctx, step, actor(person), given, hall.stage.bot.clock())
        seen_to(hall, found, person)
        await hall.stage.later(40)
        await look(hall, found, person, "answer on the wall")


async def consent(hall: Room, found: Evidence, people: list[Person]) -> None:
    """A round: questions, reactions, then answers with reasons, in the order of the people."""
    ctx, step = hall.stage.bot.ctx, int(hall.open_step()["id"])
    lead = actor(hall.lead)

    async def say(person: Person, text: str, kind: str, said: Any) -> None:
        is_of(found, text, person, kind)
        await said
        seen_to(hall, found, person)
        await hall.stage.later(6)

    await leading.move(ctx, step, lead, Stage.PROPOSAL, Stage.QUESTIONS)
    for n in range(QUESTIONS * len(people)):
        person, text = people[n % len(people)], f"une question {chr(97 + n * 7 % 26)} qui se lit"
        asked = answering.ask(ctx, step, actor(person), text, str(933_000_111_222_333_001 + n))
        await say(person, text, "question", asked)
    await leading.move(ctx, step, lead, Stage.QUESTIONS, Stage.REACTIONS)
    for n, person in enumerate(people):
        text = f"une réaction {chr(97 + n * 7)} qui se lit"
        await say(person, text, "reaction", answering.react(ctx, step, actor(person), 1, text))
    await leading.move(ctx, step, lead, Stage.REACTIONS, Stage.OBJECTIONS)
    for n, person in enumerate(people):
        text, stance = f"une raison {chr(97 + n * 5)} qui se lit", list(Stance)[1 + n % 2]
        answered = answering.answer(ctx, step, actor(person), 1, stance, text)
        await say(person, text, "answer", answered)


async def marked(hall: Room, found: Evidence, people: list[Person]) -> None:
    """Everyone gives a low mark, one after the other, and says what would have raised it; the card
    is looked at before and after each."""
    ctx, step = hall.stage.bot.ctx, int(hall.open_step()["id"])
    await hall.stage.later(6)
    found.votes.append(Moment(None, text_of(hall.card)))
    for n, person in enumerate(people):
        text, now = f"une phrase {chr(97 + n * 3)} qui se lit", hall.stage.bot.clock()
        await giving.give(ctx, step, actor(person), 1 + n % 3, now)
        is_of(found, text, person, "line of a mark")
        await giving.say(ctx, step, actor(person), text, now)
        seen_to(hall, found, person)
        await hall.stage.later(6)
        found.votes.append(Moment(person.id, text_of(hall.card)))
        await look(hall, found, person, "line of a mark")


async def placed(hall: Room, found: Evidence, people: list[Person]) -> None:
    """Everyone takes a place, then another one after the other, and says what moved them; the card
    is looked at before and after each."""
    ctx, step = hall.stage.bot.ctx, int(hall.open_step()["id"])
    for n, person in enumerate(people):
        await standing.stand(ctx, step, actor(person), n, hall.stage.bot.clock())
    await hall.stage.later(150)
    # A use case that the test calls wakes work that the simulator does not wait for.
    here = str(len(people))
    await _until(hall, lambda: f"**{here} " in text_of(hall.card))
    found.votes.append(Moment(None, text_of(hall.card)))
    for n, person in enumerate(people):
        text, now = f"un argument {chr(97 + n * 3)} qui se lit", hall.stage.bot.clock()
        await standing.stand(ctx, step, actor(person), 9 - n % 3, now)
        is_of(found, text, person, "line of a place")
        await standing.say(ctx, step, actor(person), text, now)
        seen_to(hall, found, person)
        await hall.stage.later(6)
        found.votes.append(Moment(person.id, text_of(hall.card)))
        await look(hall, found, person, "line of a place")


async def in_turn(hall: Room, found: Evidence, people: list[Person]) -> None:
    """Everyone speaks, in an order that the room sees, and leaves a word once they have; the card
    is looked at after each."""
    ctx, step = hall.stage.bot.ctx, int(hall.open_step()["id"])
    for person in people:
        await taking.here(ctx, step, actor(person), lambda _: None, hall.stage.bot.clock())
    await turns.begin(ctx, step, actor(hall.lead), 0, (), None, hall.stage.bot.clock())
    by_id = {person.id: person for person in people}
    rank = 0
    while True:
        async with ctx.database.read() as tx:
            held = await tx.turns.get(step)
        assert held is not None
        if held.speaker is None:
            break
        now, speaker = hall.stage.bot.clock(), by_id.get(held.speaker.person)
        if speaker is None:  # whoever leads took part, and says nothing
            await turns.go_on(
                ctx, step, actor(hall.lead), held.turn, Stands.SPOKE, lambda _: None, now
            )
            continue
        person, text = speaker, f"un mot {chr(97 + rank * 3)} qui se lit"
        rank += 1
        is_of(found, text, person, "word of a round")
        await taking.give_on(ctx, step, actor(person), held.turn, Giving.DONE, lambda _: None, now)
        await taking.write(ctx, step, actor(person), text, now)
        seen_to(hall, found, person)
        await hall.stage.later(6)
        await look(hall, found, person, "word of a round")
        # Who has the floor is named while they have it: everyone hears them.
        last = found.moments[-1]
        found.moments[-1] = replace(last, public=_SPEAKER.sub("…", last.public))


async def in_twos(hall: Room, found: Evidence, people: list[Person]) -> None:
    """Everyone writes in a group of two, where who is in which group is read by all; then all come
    back, with what they wrote."""
    ctx, step = hall.stage.bot.ctx, int(hall.open_step()["id"])
    there, now, lead = [person.id for person in people], hall.stage.bot.clock, actor(hall.lead)
    await forming.form(ctx, step, lead, there, None, {}, now())
    cards = "SELECT 1 FROM group_places WHERE card_message_id IS NOT NULL AND step_id = ?"
    await _until(hall, lambda: len(rows(hall.path, cards, step)) == 2)
    groups = rows(
        hall.path,
        "SELECT m.user_id, g.number FROM group_members AS m JOIN small_groups AS g"
        " ON g.id = m.group_id WHERE g.step_id = ?",
        step,
    )
    number = {int(row["user_id"]): int(row["number"]) for row in groups}
    assert sorted(number.values()) == [1, 1, 2, 2]
    for n, person in enumerate(people):
        text, delivery = f"une trouvaille {chr(97 + n * 5)} qui se lit", 944_000_111_222_333_001 + n
        own = number[person.id]
        await working.write(ctx, step, own, actor(person), text, str(delivery), now())
        is_of(found, text, person, "post-it")
        seen_to(hall, found, person)
        await hall.stage.later(6)
        found.moments.append(Moment(person.id, "", "post-it"))
    await forming.bring_back(ctx, step, lead, now())
    waiting = "SELECT 1 FROM outbox WHERE failure IS NULL"
    await _until(hall, lambda: not rows(hall.path, waiting))
    await look(hall, found, None)


async def _until(hall: Room, done: Callable[[], bool]) -> None:
    """Let time pass, by the simulated clock and by ours, until `done`."""
    for _ in range(_TRIES):
        if done():
            return
        await hall.stage.later(1)
        await asyncio.sleep(_SOON)
    raise AssertionError("what was awaited never came")
