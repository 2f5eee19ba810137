"""Several seats in words: who is in, who is tied for the last places, and the rounds of
transferable votes, one sentence each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from bot.reports.vote.telling import Telling
from bot.workshop.vote.methods import Method, SecondRule

# A sentence names this many options, and counts the others; of those who are in, this many.
_NAMED = 5
_NAMED_IN = 25


def verdict_of_seats(telling: Telling, *, listed: bool) -> str:
    """Return who is in, who is tied for the last places, and how many places stay empty. Those who
    are in are named, unless options are `listed` just below."""
    t, outcome = telling.t, telling.outcome
    found, left = outcome.winners, outcome.places_left
    told = []
    if found:
        key = "elected" if telling.method is Method.STV else "retained"
        below = "_below" if listed and len(found) > _NAMED else ""
        options = {} if below else {"options": _names(telling, found, _NAMED_IN)}
        told.append(t.n(f"seats.{key}{below}", len(found), **options))
    if outcome.tied:
        key = "seats.tied" if found else "seats.tied_all"
        told.append(t.n(key, left, options=_names(telling, outcome.tied)))
    elif left:
        told.append(t.n("seats.empty", left))
    return " ".join(told)


def settled_of_seats(telling: Telling) -> str:
    """Return what the declared second rule did with a tie for the last places, or will do; for
    transferable votes, that a lot was drawn within the count."""
    t, second = telling.t, telling.outcome.second
    if telling.method is Method.STV and telling.details.get("lot_drawn"):
        return t("seats.drawn")
    if not telling.outcome.tied:
        return ""
    if second is None:
        return t("result.second.none")
    if not second.winners:
        return t(f"result.second.{second.rule.value}_waits")
    rule = "lot" if second.rule is SecondRule.LOT else "facilitator"
    return t(f"result.second.{rule}", option=_names(telling, second.winners, _NAMED_IN))


def lot_of_seats(telling: Telling) -> str:
    """Return how anyone can draw again the lot of the last places, or that of a count; nothing
    where none was drawn."""
    t, second, details = telling.t, telling.outcome.second, telling.details
    if telling.method is Method.STV and details.get("lot_drawn"):
        order = ", ".join(details["lot"])
        seed = details["settings"]["seed"]
        return t("seats.lot_within", seed=seed, name=details["lot"][0], order=order)
    if second is None or second.seed is None or not second.winners:
        return ""
    return t.n("seats.lot", len(second.winners), seed=second.seed, name=second.winners[0])


def mark_of_seats(telling: Telling, name: str) -> str:
    """Return what sets an option apart: it is in, by the count or by the second rule, or tied."""
    t, outcome = telling.t, telling.outcome
    second = outcome.second
    if second is not None and name in second.winners:
        return t(f"result.mark.{second.rule.value}")
    if not telling.decides:
        return ""
    if name in outcome.winners:
        return t(f"seats.mark.{'elected' if telling.method is Method.STV else 'retained'}")
    return t("seats.mark.tied") if name in outcome.tied and outcome.unsettled else ""


def passed_over(telling: Telling) -> str:
    """Return which candidates were no longer in the running, and what became of their votes."""
    if telling.method is not Method.STV:
        return ""
    gone = [option.name for option in telling.vote.gone]
    return telling.t.n("seats.gone", len(gone), options=_names(telling, gone)) if gone else ""


def needed(telling: Telling) -> str:
    """Return how many votes a place takes, and why no more candidates than places can have them."""
    t, details = telling.t, telling.details
    quota, seats = details["quota"], details["seats"]
    if quota is None:
        return ""
    if seats == 1:
        told = t("seats.needed_one", votes=_votes(telling, quota))
    else:
        told = t.n("seats.needed", quota, places=t.n("seats.candidates", seats))
    return told if telling.decides else f"{t('seats.undecided')} {told}"


def round_told(telling: Telling, number: int) -> str:
    """Return the sentence of a round, from 0: who is elected, whose votes go on, who is out."""
    held: Mapping[str, Any] = telling.rounds[number]
    told = telling.t("seats.then").join(_happened(telling, held))
    return telling.t("seats.round", round=number + 1, told=told)


def rounds_shown(telling: Telling, most: int) -> tuple[list[int], int]:
    """Return which rounds are told where there is room for `most`, from 0, and how many between the
    first ones and the last ones are not: the first says what people chose, the last who is in."""
    rounds = len(telling.rounds)
    if rounds <= most:
        return list(range(rounds)), 0
    first = max(1, most // 3)
    return [*range(first), *range(rounds - most + first, rounds)], rounds - most


def at_the_end(telling: Telling) -> Iterator[str]:
    """Yield what is left to say after the rounds."""
    t, rounds = telling.t, telling.rounds
    if rounds and (silent := Fraction(rounds[-1]["for_nobody"])):
        yield t("seats.nobody", votes=_votes(telling, silent))
    if telling.details.get("orders_followed") is False:
        yield t("seats.orders_too_many")


def _happened(telling: Telling, held: Mapping[str, Any]) -> Iterator[str]:
    t = telling.t
    counts: Mapping[str, Any] = held["counts"]
    quota = Fraction(telling.details["quota"])
    for name in held["elected"]:
        more = Fraction(counts[name]) - quota
        key = "seats.round.elected" if more else "seats.round.elected_just"
        given = {"more": t.number(more)} if more else {}
        yield t(key, option=telling.named(name), votes=_votes(telling, counts[name]), **given)
    level, out = held["level"], held["eliminated"]
    if held["filled"]:
        options = _names(telling, held["filled"], _NAMED_IN)
        if not (level and set(level) & set(telling.outcome.tied)):
            yield t.n("seats.round.filled", len(held["filled"]), options=options)
    if held["shared"] is not None:
        votes = _votes(telling, held["surplus"])
        yield t("seats.round.shared", option=telling.named(held["shared"]), votes=votes)
    if out and not any(Fraction(counts[name]) for name in out):
        yield t.n("seats.round.empty", len(out), options=_names(telling, out))
    elif out:
        options, votes = _names(telling, out), _votes(telling, counts[out[0]])
        yield t.n("seats.round.out", len(out), options=options, votes=votes)
    if level:
        yield _level(telling, held)


def _level(telling: Telling, held: Mapping[str, Any]) -> str:
    """Return what candidates who are level, and whom no earlier round tells apart, come to."""
    t, level = telling.t, held["level"]
    acted = [*held["eliminated"], *([held["shared"]] if held["shared"] else [])]
    if acted:
        others = _names(telling, [name for name in level if name not in acted])
        drawn = "lot" in telling.details
        return t(f"seats.round.{'drawn' if drawn else 'level'}", others=others)
    options, votes = _names(telling, level), Fraction(held["counts"][level[0]])
    if not votes:
        return t("seats.round.parted_empty", options=options)
    shared = votes > telling.details["quota"]
    return t(f"seats.round.parted_{'shared' if shared else 'out'}", options=options)


def _votes(telling: Telling, votes: int | str | Fraction) -> str:
    return telling.t.n("seats.votes", Fraction(votes))


def _names(telling: Telling, names: Sequence[str], most: int = _NAMED) -> str:
    told = [telling.named(name) for name in names[:most]]
    if len(names) > most:
        told.append(telling.t.n("result.and_others", len(names) - most))
    return ", ".join(told)
