"""Which settings of a vote are of some methods only."""

from __future__ import annotations

from bot.workshop.vote.methods import Method

# What a recipe may set for one method only.
OWN: dict[str, tuple[Method, ...]] = {
    "budget": (Method.DOTS,),
    "suggested": (Method.DOTS,),
    "cap": (Method.DOTS,),
    "min_choices": (Method.APPROVAL,),
    "max_choices": (Method.APPROVAL,),
    "scale": (Method.SCORE, Method.RESISTANCE),
    "criteria": (Method.SCORE,),
    "grades": (Method.MAJORITY_JUDGMENT,),
    "missing": (Method.SCORE, Method.MAJORITY_JUDGMENT),
    "majority": (Method.YES_NO,),
    "threshold": (Method.APPROVAL,),
    "base": (Method.YES_NO, Method.APPROVAL),
    "base_size": (Method.YES_NO, Method.APPROVAL),
    "dates": (Method.DATES,),
    "zone": (Method.DATES,),
    "passive": (Method.RESISTANCE,),
    "money": (Method.SHARED_BUDGET,),
    "costs": (Method.SHARED_BUDGET,),
    "sharing": (Method.SHARED_BUDGET,),
    "marking": (Method.SHARED_BUDGET,),
    "seats": tuple(method for method in Method if method.seats),
}
