"""What a vote by resistance always has: a scale from 0 to 10, and the option to decide nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.tally.rules.resistance import MOST
from bot.workshop.faults import RuleBroken
from bot.workshop.tongues.rules import RULED, rules_of
from bot.workshop.vote.methods import VoteOn

SCALE = (0, MOST)
# What happens where nothing is decided.
PASSIVE: Mapping[str, str] = {one: rules_of(one).passive for one in RULED if rules_of(one).passive}


def completed(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is given of such a vote, with its scale, and with the passive solution among its
    options, the last where none was named."""
    whole = {"on": VoteOn.OPTIONS, **given, "scale": SCALE}
    options = given.get("options")
    if given.get("passive") is None and isinstance(options, (list, tuple)) and options:
        whole |= {"options": (*options, dict(PASSIVE)), "passive": len(options) + 1}
    return whole


def check_resistance(on: VoteOn, options: int, passive: int | None) -> None:
    """Raise RuleBroken where a vote on so many `options` cannot be one by resistance."""
    if on is not VoteOn.OPTIONS:
        raise RuleBroken(
            "resistance_options", 'resistance is asked for written options: on = "options"'
        )
    if options < 2:
        raise RuleBroken("few_proposals", "options should be one at least beside the passive")
    if passive is None or passive > options:
        raise RuleBroken("passive", "passive should be the number of one of the options")
