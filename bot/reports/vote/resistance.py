"""What resistance each option met, in words that nobody reads backwards: the least is best."""

from __future__ import annotations

from fractions import Fraction

from bot.reports.vote.telling import Place, Telling, named_first, places
from bot.tally.rules.resistance import LESS, MORE


def share(telling: Telling, name: str) -> str:
    """Return what share of the greatest possible resistance an option met, in hundredths."""
    held = Fraction(telling.details["shares"][name]) * 100
    return telling.t.number(Fraction(round(held * 10), 10))


def passive(telling: Telling) -> str | None:
    """Return the name of the passive solution; None where it was taken off the ballot."""
    found: str | None = telling.details["passive"]
    return found


def least(telling: Telling, winner: str) -> str:
    """Return what meets the least resistance, beside the passive solution."""
    t, option = telling.t, telling.named(winner)
    nothing, met = passive(telling), share(telling, winner)
    if nothing is None:
        return t("result.won.resistance_alone", option=option, share=met)
    if winner == nothing:
        return t("result.won.resistance_passive", option=option, share=met)
    return t(
        "result.won.resistance",
        option=option,
        share=met,
        passive=telling.named(nothing),
        other=share(telling, nothing),
    )


def tied(telling: Telling, options: str) -> str:
    """Return that options meet the same resistance, the least; `options` names them, empty where
    they are listed below."""
    t, winners = telling.t, telling.outcome.winners
    key = "result.tied_resistance" if options else "result.tied_resistance_below"
    told = t(key, n=len(winners), share=share(telling, winners[0]), options=options)
    if passive(telling) in winners:
        told += " " + t("result.tied_resistance_passive")
    return told


def worse(telling: Telling) -> str:
    """Return which options meet more resistance than deciding nothing; nothing where none does."""
    beside = telling.details["beside_passive"]
    names = [p.name for p in places(telling.vote) if beside.get(p.name) == "more"]
    if not names or not telling.decides:
        return ""
    return telling.t.n("result.resistance_worse", len(names), options=named_first(telling, names))


def line(telling: Telling, place: Place, entry: str) -> str:
    """Return an option with the resistance that it met: never a bare figure, that could be read as
    a score."""
    t, name = telling.t, place.name
    total = int(telling.outcome.figures[name])
    told = t("result.resistance.met", share=share(telling, name), total=total)
    rank = f"**{place.rank}.**" if telling.decides else "•"
    under = " · ".join(filter(None, (standing(telling, name), strong(telling, name))))
    return f"{rank} {entry} — {told}" + (f"\n-# {under}" if under else "")


def standing(telling: Telling, name: str) -> str:
    """Return how an option stands against deciding nothing."""
    if name == passive(telling):
        return telling.t("result.resistance.passive")
    beside = telling.details["beside_passive"].get(name)
    return telling.t(f"result.resistance.{beside}") if beside is not None else ""


def short(telling: Telling, name: str) -> str:
    """Return the same in the few words that a picture has room for."""
    if name == passive(telling):
        return telling.t("picture.resistance.passive")
    beside = telling.details["beside_passive"].get(name)
    return telling.t(f"picture.resistance.{beside}") if beside is not None else ""


def better(telling: Telling, name: str) -> bool:
    """Tell whether an option meets less resistance than deciding nothing."""
    return bool(telling.details["beside_passive"].get(name) == LESS)


def undone(telling: Telling, name: str) -> bool:
    """Tell whether an option meets more resistance than deciding nothing: better left undone."""
    return bool(telling.details["beside_passive"].get(name) == MORE)


def strong(telling: Telling, name: str) -> str:
    """Return how many gave 8 or more; nothing where nobody did."""
    number = int(telling.details["strong"][name])
    return telling.t.n("result.resistance.strong", number) if number else ""
