"""The date that a vote found, in words: how many can come, who would be missing, what is next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from bot.reports.vote.telling import Telling, answers_of, places
from bot.tally.rules.dates import IF_NEED_BE, NO, YES
from bot.workshop.alike import by_name
from bot.workshop.vote.ballot import Grades
from bot.workshop.vote.options import Departure

UNANSWERED = "unanswered"
ALL = (YES, IF_NEED_BE, NO, UNANSWERED)
# So many people are named in one line, the others counted.
_NAMED = 20
# So many dates that come next together.
_LEVEL = 3


def found_date(telling: Telling, winner: str) -> str:
    """Return which date is the best, and of how many who voted how many can come."""
    number, total = int(telling.outcome.figures[winner]), telling.outcome.ballots
    date, told = telling.label(winner), can_told(telling, winner)
    return telling.t.n("result.won.date", number, total=total, date=date, told=told)


def tied_dates(telling: Telling, options: str) -> str:
    """Return that dates are level; `options` names them, empty where they are listed below."""
    t, winners = telling.t, telling.outcome.winners
    key = "result.tied_dates" if options else "result.tied_dates_below"
    return t(key, n=len(winners), options=options, told=can_told(telling, winners[0]))


def no_date(telling: Telling) -> str:
    """Return why no date was found, where people answered."""
    gone = sum(option.gone is Departure.PASSED for option in telling.vote.options)
    left = "" if not gone else "_passed" if gone == len(telling.vote.options) else "_left"
    return telling.t(f"result.none.dates{left}")


def can_told(telling: Telling, name: str) -> str:
    """Return how many say yes to a date, and how many if need be."""
    return answers_told(answers_of(telling.outcome, name), telling, YES, IF_NEED_BE)


def answers_told(counts: Mapping[str, int], telling: Telling, *answers: str) -> str:
    """Return how many gave each of some answers; those that nobody gave are left out."""
    return ", ".join(
        telling.t(f"dates.told.{one}", n=counts[one]) for one in answers if counts[one]
    )


def after_date(telling: Telling) -> Iterator[str]:
    """Yield who would be missing on the date that was chosen, where the vote was signed, and which
    date comes next."""
    t, chosen = telling.t, telling.outcome.chosen
    if chosen is None or not telling.decides:
        return
    yield from missing(telling, chosen)
    by_name = telling.vote.by_name
    others = [
        place
        for place in places(telling.vote)
        if place.name != chosen and place.name in by_name and by_name[place.name].stands
    ]
    following = others[:1]
    for place in following:
        number = int(telling.outcome.figures[place.name])
        if not number:
            continue
        level = [one.name for one in others if one.rank == place.rank]
        named = _listed(telling, [telling.label(name) for name in level], _LEVEL)
        key = "dates.next" if len(level) == 1 else "dates.next_level"
        yield t.n(key, number, date=named, told=can_told(telling, place.name))


def missing(telling: Telling, name: str) -> Iterator[str]:
    """Yield by name who would be missing on a date, of a signed vote alone: those who cannot come,
    those who can if need be, those who voted and did not say."""
    vote, t = telling.vote, telling.t
    if vote.secret or any(one.name is None and not one.in_room for one in vote.ballots):
        return
    if vote.ballots and all(cast(Grades, o.content).get(name) == YES for o in vote.ballots):
        yield t("dates.missing.nobody")
        return
    for answer in (NO, IF_NEED_BE, UNANSWERED):
        held = [
            one for one in vote.ballots if cast(Grades, one.content).get(name, UNANSWERED) == answer
        ]
        if held:
            yield t(f"dates.missing.{answer}", names=_names(telling, name, answer))


def _names(telling: Telling, name: str, answer: str) -> str:
    t = telling.t
    held = [
        one
        for one in telling.vote.ballots
        if cast(Grades, one.content).get(name, UNANSWERED) == answer
    ]
    named = sorted((one.name for one in held if one.name is not None), key=by_name)
    told = [telling.write(one) for one in named]
    if room := sum(one.weight for one in held if one.name is None):
        told.insert(0, t.n("dates.missing.room", room))
    return _listed(telling, told, _NAMED)


def _listed(telling: Telling, told: Sequence[str], most: int) -> str:
    """Return the first of what is told, the others counted."""
    if len(told) <= most:
        return telling.t.listed(told)
    return ", ".join([*told[:most], telling.t.n("result.and_others", len(told) - most)])
