"""Approval voting: each person approves any number of options; the most approved wins, or all those
that enough people approve are retained.

Source: Brams & Fishburn (1978), "Approval Voting", American Political Science Review 72(3); the
examples are those of brief/methods §5. With a threshold each option is put to the majority by
itself, as Robert's Rules of Order §44 define majorities and of whom they are (`bot.tally.base`).
Ties: equal numbers of approvals tie, and stay tied; with a threshold nothing ties, since all that
reach it are retained, however many. Blanks: not approving says nothing more than that; a ballot
that approves nothing is blank, and one that approves everything changes no rank but is not blank.
Of those present or of all members, a blank ballot and a missing one weigh as not approving.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from bot.tally.base import Base, Majority
from bot.tally.result import Cast, Json, Result, decided, grouped

RULE = "The option approved by most wins; equal numbers of approvals tie."
_OF = {
    Base.CAST: "the ballots that approve anything",
    Base.PRESENT: "the people present",
    Base.MEMBERS: "all members",
}


def count(
    options: Sequence[str],
    ballots: Sequence[Cast[Set[str]]],
    majority: Majority | None = None,
    blank: int = 0,
) -> Result:
    """Return the result of ballots that each hold the approved options (Brams & Fishburn 1978).

    With a `majority`, every option that reaches it is retained; `blank` ballots beside these then
    count as its base says. Raises KeyError for an unknown option.
    """
    approvals = dict.fromkeys(options, 0)
    for cast in ballots:
        for option in cast.ballot:
            approvals[option] += cast.weight
    return of_approvals(approvals, majority, sum(cast.weight for cast in ballots), blank)


def of_approvals(
    approvals: Mapping[str, int], majority: Majority | None = None, said: int = 0, blank: int = 0
) -> Result:
    """Return the result of how many approve each option, on `said` ballots that approve something
    and `blank` ones: these matter to a `majority` alone."""
    told: Json = dict(sorted(approvals.items()))
    if majority is None:
        details: dict[str, Json] = {"rule": RULE, "approvals": told}
        return decided(grouped(approvals), details, spoken=any(approvals.values()))
    enough = majority.needed(said, blank)
    groups = grouped(approvals)
    retained = tuple(one for group in groups for one in group if approvals[one] >= enough)
    share = majority.share
    return Result(
        groups,
        retained,
        False,
        {
            "rule": f"Every option that {majority.words} of {_OF[majority.base]} approve is"
            " retained, however many they are.",
            "approvals": told,
            "threshold": f"{share.numerator}/{share.denominator}",
            "base": majority.base.value,
            "of": majority.of(said, blank),
            "needed": enough,
            "retained": retained,
        },
    )
