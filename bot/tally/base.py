"""Of whom a majority is: of those who say something, of those present, or of all members.

Source: Robert's Rules of Order (12th edition) 44:7 to 44:9: a majority of the votes cast unless
another base is set, “of the members present” or “of the entire membership”; there, who abstains or
stays away has the same effect as voting no. In France the law of 1901 leaves the base to the
statutes; the *suffrages exprimés* leave blank votes out, the *présents* and the *membres* do not.
``1/2`` means *more than* half, any other share *at least* that share. Where more people vote than
were said to be there, as many are counted as voted: a base is never smaller than its ballots, so
that one more yes never undoes what was adopted.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil

HALF = Fraction(1, 2)


class Base(StrEnum):
    """Of whom a share is taken."""

    CAST = "cast"  # who says something: neither blank ballots nor abstentions
    PRESENT = "present"  # everyone present, whether they vote, abstain or leave it
    MEMBERS = "members"  # every member, present or not


@dataclass(frozen=True, slots=True)
class Majority:
    """A `share` of a `base`; `people` is how many are present, or are members: None for `CAST`."""

    share: Fraction = HALF
    base: Base = Base.CAST
    people: int | None = None

    def of(self, said: int, blank: int) -> int:
        """Return of how many the share is taken, where `said` ballots say something and `blank` do
        not."""
        return said if self.base is Base.CAST else max(self.people or 0, said + blank)

    def needed(self, said: int, blank: int) -> int:
        """Return the least number that reaches the share."""
        return needed(self.share, self.of(said, blank))

    @property
    def words(self) -> str:
        """The share in words, such as ``more than 1/2``."""
        words = "more than" if self.share == HALF else "at least"
        return f"{words} {self.share.numerator}/{self.share.denominator}"


def needed(share: Fraction, people: int) -> int:
    """Return the least number that is `share` of so many `people`: see this module."""
    return people // 2 + 1 if share == HALF else max(1, ceil(share * people))
