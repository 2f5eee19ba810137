"""Ballots as simulated people mark them, whatever the method, then cast them."""

from __future__ import annotations

from random import Random

from bot.rehearsal.live.forms import fields_of, filled, some
from bot.rehearsal.live.participants import Participant, Sight
from bot.rehearsal.stage import Answer, found
from bot.workshop.kinds import Vote
from bot.workshop.vote.methods import Method

# Yes, no, abstain.
_SAYS = (6, 3, 1)
_MOST_PAGES, _MOST_RANKS = 6, 4


async def vote(one: Participant, sight: Sight) -> bool:
    """Open one's ballot, mark it, cast it."""
    ballot = await one.open(sight, "ballot.open")
    plan = sight.step.plan if sight.step is not None else None
    if ballot.message is None or not isinstance(plan, Vote):
        return False
    ballot = await _marked(one, ballot, plan)
    if ballot.message is None:
        return False
    if asks := [part for part in found(ballot, "ballot.seal") if not part.get("disabled")]:
        ballot = await one.press(ballot, custom_id=asks[0]["custom_id"])
    casts = [part for part in found(ballot, "ballot.cast") if not part.get("disabled")]
    if not casts:
        return False
    await one.press(ballot, custom_id=casts[0]["custom_id"])
    return True


async def _marked(one: Participant, ballot: Answer, plan: Vote) -> Answer:
    chance = one.chance
    if says := ballot.found("ballot.say"):
        (said,) = chance.choices(says, _SAYS[: len(says)])
        return await one.press(ballot, custom_id=said["custom_id"])
    for verb in ("ballot.put", "ballot.tick"):
        if menus := ballot.found(verb):
            return await one.choose(ballot, verb, *some(menus[0], chance))
    if ballot.found("ballot.next"):
        return await _ranked(one, ballot)
    return await _page_by_page(one, ballot, plan)


async def _ranked(one: Participant, ballot: Answer) -> Answer:
    for _ in range(one.chance.randint(1, _MOST_RANKS)):
        options = ballot.options("ballot.next")
        if not options:
            break
        chosen = one.chance.choice(options)["value"]
        ballot = await one.choose(ballot, "ballot.next", chosen)
    return ballot


async def _page_by_page(one: Participant, ballot: Answer, plan: Vote) -> Answer:
    """Fill in the forms of a ballot, the first that is offered each time."""
    filled_in: set[str] = set()
    for _ in range(_MOST_PAGES):
        offered = [str(part["custom_id"]) for part in ballot.found("ballot.form")]
        left = [where for where in offered if where not in filled_in]
        if not left:
            break
        filled_in.add(left[0])
        form = await one.press(ballot, custom_id=left[0])
        scores = {}
        if plan.ballot is Method.SCORE:
            fields = [str(field["custom_id"]) for field in fields_of(form)]
            scores = {field: _scores(plan, one.chance) for field in fields}
        ballot = await one.fill(form, filled(form, one.chance, **scores))
    return ballot


def _scores(plan: Vote, chance: Random) -> str:
    """Return what is typed for an option: a score, or one for each criterion."""
    low, high = plan.scale
    return " ".join(str(chance.randint(low, high)) for _ in range(max(1, len(plan.criteria))))
