"""Finding a date: for each date a person says yes, if need be or no; the date on which most people
can come wins.

Source: a convention, not a theorem. It is how polls of dates with three answers are read (Doodle
called the one in the middle “if need be” from 2011 on): approval voting (Brams & Fishburn 1978)
on *yes* and *if need be* together, then, between dates on which as many can come, approval on the
plain *yes* alone.
Ties: dates on which as many can come and as many say a plain yes tie, and stay tied. Nothing left
unanswered is a yes: it counts like a no, and is told apart. A date on which nobody can come never
wins, nor does one that had `passed` when the vote was counted: those stand after all others.
Blanks: a ballot that answers for no date is blank.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TypeAlias

from bot.tally.result import Cast, Json, Ranking, Result

YES, IF_NEED_BE, NO = "yes", "if_need_be", "no"
# Worst to best.
ANSWERS = (NO, IF_NEED_BE, YES)

RULE = (
    "The date on which most can come wins (yes and if need be together), then the one with most"
    " plain yes; dates that are level on both tie; what is left unanswered is not a yes; a date"
    " that has passed, or on which nobody can come, never wins."
)

Answers: TypeAlias = Mapping[str, str]  # date → answer
Given: TypeAlias = Mapping[str, Mapping[str, int]]  # date → answer → how many


def count(
    dates: Sequence[str], ballots: Sequence[Cast[Answers]], passed: Collection[str] = ()
) -> Result:
    """Return the result of ballots that answer for some dates; see this module.

    Raises KeyError for an unknown date or answer.
    """
    said = sum(cast.weight for cast in ballots if cast.ballot)
    return of_answers(given(dates, ballots), said, passed)


def given(dates: Sequence[str], ballots: Sequence[Cast[Answers]]) -> dict[str, dict[str, int]]:
    """Return how many gave each answer for each date."""
    found = {date: dict.fromkeys(ANSWERS, 0) for date in sorted(dates)}
    for cast in ballots:
        for date, answer in cast.ballot.items():
            found[date][answer] += cast.weight
    return found


def of_answers(answers: Given, said: int, passed: Collection[str] = ()) -> Result:
    """Return the result of how many gave each answer for each date, of `said` who gave any."""
    can = {date: of[YES] + of[IF_NEED_BE] for date, of in answers.items()}
    told: dict[str, Json] = {
        date: {
            **{answer: of[answer] for answer in reversed(ANSWERS)},
            "unanswered": said - sum(of[answer] for answer in ANSWERS),
        }
        for date, of in answers.items()
    }
    details: dict[str, Json] = {"rule": RULE, "can": dict(can), "answers": told}
    groups: dict[tuple[bool, int, int], list[str]] = {}
    for date, of in answers.items():
        groups.setdefault((date not in passed, can[date], of[YES]), []).append(date)
    places = sorted(groups, reverse=True)
    ranking: Ranking = tuple(tuple(sorted(groups[place])) for place in places)
    ahead, most, _ = places[0] if places else (False, 0, 0)
    winners = ranking[0] if ahead and most else ()
    return Result(ranking, winners, len(winners) > 1, details)
