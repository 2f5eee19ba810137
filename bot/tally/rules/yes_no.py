"""Yes or no, with a required majority of those who said yes or no.

Source: simple and qualified majority as defined by May (1952), "A set of independent necessary
and sufficient conditions for simple majority decision", Econometrica 20(4), and by Robert's
Rules of Order §44. ``1/2`` means *more than* half; any other share, such as ``2/3``, means *at
least* that share.
Ties: with ``1/2``, as many yes as no is stated as a tie, and nothing is adopted. With a higher
share there is no tie: the share is reached or it is not. Blanks: an abstention counts neither
for nor against, so the share is that of yes among yes and no; it counts for the quorum unless
the setting ``abstentions_count`` says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil

from bot.tally.result import Cast, Json, Result

YES, NO, ABSTAIN = "yes", "no", "abstain"
HALF = Fraction(1, 2)


def needed(majority: Fraction, expressed: int) -> int:
    """Return how many yes adopt when `expressed` people said yes or no: see this module."""
    return expressed // 2 + 1 if majority == HALF else max(1, ceil(majority * expressed))


def count(ballots: Sequence[Cast[str]], majority: Fraction = HALF) -> Result:
    """Return the result of ballots ``yes``, ``no`` or ``abstain`` (May 1952; ties: this module).

    `majority` goes from 1/2 to 1. The ranking puts first what stands: ``yes`` when adopted.
    """
    numbers = {YES: 0, NO: 0, ABSTAIN: 0}
    for cast in ballots:
        numbers[cast.ballot] += cast.weight
    return of_counts(numbers, majority)


def of_counts(numbers: Mapping[str, int], majority: Fraction = HALF) -> Result:
    """Return the result of how many said ``yes``, ``no`` and ``abstain``."""
    yes, no = numbers[YES], numbers[NO]
    enough = needed(majority, yes + no)
    adopted = yes >= enough
    share = f"{majority.numerator}/{majority.denominator}"
    words = "more than" if majority == HALF else "at least"
    details: dict[str, Json] = {
        "rule": f"Adopted when {words} {share} of those who say yes or no say yes; with 1/2, equal"
        " numbers tie and adopt nothing; abstentions count neither way.",
        "counts": dict(numbers),
        "majority": share,
        "yes_needed": enough,
        "adopted": adopted,
    }
    if yes + no == 0:
        return Result(((NO, YES),), (), False, details)
    if majority == HALF and yes == no:
        return Result(((NO, YES),), (NO, YES), True, details)
    first, second = (YES, NO) if adopted else (NO, YES)
    return Result(((first,), (second,)), (first,), False, details)
