"""Approval voting: each person approves any number of options; the most approved wins.

Source: Brams & Fishburn (1978), "Approval Voting", American Political Science Review 72(3); the
examples are those of brief/methods §5. Ties: equal numbers of approvals tie, and stay tied.
Blanks: not approving says nothing more than that; a ballot that approves nothing is blank, and
one that approves everything changes no rank but is not blank.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from bot.tally.result import Cast, Json, Result, decided, grouped

RULE = "The option approved by most wins; equal numbers of approvals tie."


def count(options: Sequence[str], ballots: Sequence[Cast[Set[str]]]) -> Result:
    """Return the result of ballots that each hold the approved options (Brams & Fishburn 1978).

    Raises KeyError for an unknown option.
    """
    approvals = dict.fromkeys(options, 0)
    for cast in ballots:
        for option in cast.ballot:
            approvals[option] += cast.weight
    return of_approvals(approvals)


def of_approvals(approvals: Mapping[str, int]) -> Result:
    """Return the result of how many approve each option."""
    details: dict[str, Json] = {"rule": RULE, "approvals": dict(sorted(approvals.items()))}
    return decided(grouped(approvals), details, spoken=any(approvals.values()))
