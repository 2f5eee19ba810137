"""Yes or no, with a majority of those who say yes or no, of those present, or of all members.

Source: simple and qualified majority as defined by May (1952), "A set of independent necessary
and sufficient conditions for simple majority decision", Econometrica 20(4), and by Robert's
Rules of Order §44, as are the bases (`bot.tally.base`). ``1/2`` means *more than* half; any other
share, such as ``2/3``, means *at least* that share.
Ties: with ``1/2`` of those who say yes or no, as many yes as no is stated as a tie, and nothing is
adopted. With a higher share, or on another base, there is no tie: the share is reached or not.
Blanks: where the share is that of yes among yes and no, an abstention counts neither for nor
against; on the other bases it weighs like a no, as not voting does. It counts for the quorum unless
the setting ``abstentions_count`` says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.tally.base import HALF, Base, Majority
from bot.tally.result import Cast, Json, Result

YES, NO, ABSTAIN = "yes", "no", "abstain"
_SIMPLE = Majority()
_RULES = {
    Base.CAST: "Adopted when {share} of those who say yes or no say yes; with 1/2, equal"
    " numbers tie and adopt nothing; abstentions count neither way.",
    Base.PRESENT: "Adopted when {share} of the people present say yes; abstaining, or not voting,"
    " weighs like a no.",
    Base.MEMBERS: "Adopted when {share} of all members say yes; abstaining, or not voting, weighs"
    " like a no.",
}


def count(ballots: Sequence[Cast[str]], majority: Majority = _SIMPLE) -> Result:
    """Return the result of ballots ``yes``, ``no`` or ``abstain`` (May 1952; ties: this module).

    The share of `majority` goes from 1/2 to 1. The ranking puts first what stands: ``yes`` when
    adopted.
    """
    numbers = {YES: 0, NO: 0, ABSTAIN: 0}
    for cast in ballots:
        numbers[cast.ballot] += cast.weight
    return of_counts(numbers, majority)


def of_counts(numbers: Mapping[str, int], majority: Majority = _SIMPLE) -> Result:
    """Return the result of how many said ``yes``, ``no`` and ``abstain``."""
    yes, no, silent = numbers[YES], numbers[NO], numbers[ABSTAIN]
    enough = majority.needed(yes + no, silent)
    adopted = yes >= enough
    share, base = majority.share, majority.base
    details: dict[str, Json] = {
        "rule": _RULES[base].format(share=majority.words),
        "counts": dict(numbers),
        "majority": f"{share.numerator}/{share.denominator}",
        "yes_needed": enough,
        "adopted": adopted,
    }
    if base is not Base.CAST:
        details |= {"base": base.value, "of": majority.of(yes + no, silent)}
    spoken = yes + no + (0 if base is Base.CAST else silent)
    if not spoken:
        return Result(((NO, YES),), (), False, details)
    if base is Base.CAST and share == HALF and yes == no:
        return Result(((NO, YES),), (NO, YES), True, details)
    first, second = (YES, NO) if adopted else (NO, YES)
    return Result(((first,), (second,)), (first,), False, details)
