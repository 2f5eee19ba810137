"""The settings of a vote in the file: read when a method asks for them, typing mistakes refused.

A name that no method knows is refused. One that another method knows is left unread and listed in
the answer, so that the same file can be recounted by several methods. ``null`` means left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from bot.tally.base import HALF, Base, Majority
from bot.tally.missing import Missing
from bot.tally.reading import MOST, At, Malformed
from bot.tally.result import Json, exact
from bot.tally.rules.shared_budget import Marking, Sharing

KNOWN = (
    "abstentions_count",
    "base",
    "budget",
    "cap",
    "costs",
    "criteria",
    "decides",
    "grades",
    "majority",
    "marks",
    "max_choices",
    "members",
    "min_choices",
    "missing",
    "money",
    "passed",
    "passed_over",
    "passive",
    "present",
    "quorum",
    "scale",
    "seats",
    "seed",
    "threshold",
)
MOST_SEATS = 1000


class Settings:
    """The settings at a place of the file; `used` holds those that were read, with defaults."""

    def __init__(self, at: At) -> None:
        self._place = at.place
        self._given = {n: v for n, v in at.entries().items() if v.value is not None}
        self.used: dict[str, Json] = {}
        for name, value in self._given.items():
            if name not in KNOWN:
                raise value.wrong("no such setting; expected one of " + ", ".join(KNOWN))

    @property
    def unused(self) -> list[str]:
        """The settings that were given and that the method does not use."""
        return sorted(self._given.keys() - self.used.keys())

    def whole(self, name: str, low: int) -> int | None:
        """Return a whole number of at least `low`, or None when it is left out."""
        at = self._given.get(name)
        found = None if at is None else at.whole(low)
        self.used[name] = found
        return found

    def budget(self) -> int:
        """Return the number of dots a person has; raise Malformed when it is left out."""
        found = self.whole("budget", 1)
        if found is None:
            raise self._absent("budget", "a whole number of dots")
        return found

    def choices(self, options: int) -> tuple[int, int]:
        """Return how few and how many options an approval ballot holds; 0 and all by default."""
        fewest = self.whole("min_choices", 0) or 0
        most = self.whole("max_choices", 1)
        most = options if most is None else most
        if fewest > min(most, options):
            raise self._given["min_choices"].wrong(f"expected at most {min(most, options)}")
        self.used |= {"min_choices": fewest, "max_choices": most}
        return fewest, most

    def scale(self) -> tuple[int, int]:
        """Return the lowest and the highest score; raise Malformed when they are left out."""
        at = self._given.get("scale")
        if at is None:
            raise self._absent("scale", "[lowest, highest]")
        ends = at.items("[lowest, highest]")
        if len(ends) != 2:
            raise at.wrong("expected two whole numbers, [lowest, highest]")
        low = ends[0].whole(-MOST)
        high = ends[1].whole(low + 1)
        self.used["scale"] = [low, high]
        return low, high

    def criteria(self) -> list[str] | None:
        """Return the names of the criteria of a score; None when there is only one, unnamed."""
        found = self._names("criteria", 1)
        if found is not None:
            self.used["criteria"] = found
        return found

    def grades(self) -> list[str]:
        """Return the grades, worst to best; raise Malformed when they are left out."""
        found = self._names("grades", 2)
        if found is None:
            raise self._absent("grades", "the list of grades, worst to best")
        self.used["grades"] = found
        return found

    def missing(self) -> Missing:
        """Return what a missing score or grade counts as: the worst by default."""
        at = self._given.get("missing")
        found = Missing(at.one_of(Missing)) if at is not None else Missing.WORST
        self.used["missing"] = found.value
        return found

    def passed(self, options: Sequence[str]) -> list[str]:
        """Return the dates that had gone by when the vote was counted: none by default."""
        at = self._given.get("passed")
        found = at.names() if at is not None else []
        for item, name in zip(at.items("a list of options") if at else (), found, strict=True):
            if name not in options:
                raise item.refuse("one of the options")
        self.used["passed"] = sorted(found)
        return found

    def passive(self, options: Sequence[str]) -> str | None:
        """Return the option that is the passive solution; None where the file names none."""
        at = self._given.get("passive")
        found = None if at is None else at.one_of(options)
        self.used["passive"] = found
        return found

    def majority(self) -> Majority:
        """Return the required majority: more than half of those who say yes or no by default."""
        at = self._given.get("majority")
        share = at.share(HALF, Fraction(1)) if at is not None else HALF
        self.used["majority"] = f"{share.numerator}/{share.denominator}"
        return self._of_base(share)

    def threshold(self) -> Majority | None:
        """Return the majority that retains an option; None when it is left out."""
        at = self._given.get("threshold")
        if at is None:
            return None
        share = at.share(Fraction(0), Fraction(1))
        self.used["threshold"] = f"{share.numerator}/{share.denominator}"
        return self._of_base(share)

    def _of_base(self, share: Fraction) -> Majority:
        """Return a share of its base: ``"present"`` and ``"members"`` are how many they are."""
        at = self._given.get("base")
        base = Base(at.one_of(Base)) if at is not None else Base.CAST
        if base is Base.CAST:
            return Majority(share)
        people = self.whole(base.value, 1)
        if people is None:
            raise self._absent(base.value, "a whole number of people")
        self.used["base"] = base.value
        return Majority(share, base, people)

    def seats(self) -> int | None:
        """Return how many seats are filled; None when it is left out: there is one winner."""
        at = self._given.get("seats")
        if at is None:
            return None
        self.used["seats"] = found = at.whole(1, MOST_SEATS)
        return found

    def seed(self) -> str | None:
        """Return the seed of the lot that settles what is level; None without one."""
        at = self._given.get("seed")
        self.used["seed"] = found = at.name() if at is not None else None
        return found

    def passed_over(self, options: Sequence[str]) -> list[str]:
        """Return the options that are no more to be counted."""
        at = self._given.get("passed_over")
        found = [] if at is None else at.names()
        for item in at.items() if at is not None else ():
            if item.value not in options:
                raise item.refuse("one of the options")
        self.used["passed_over"] = found
        return found

    def one_winner(self, method: str) -> None:
        """Raise Malformed where a method that finds one winner is asked for several."""
        at = self._given.get("seats")
        if at is not None and at.value != 1:
            raise at.wrong(f'{method} finds one winner; "stv" fills several seats')

    def money(self) -> Fraction:
        """Return the sum of money that is shared; raise Malformed when it is left out."""
        at = self._given.get("money")
        if at is None:
            raise self._absent("money", "the sum that is shared")
        found = at.amount()
        self.used["money"] = exact(found)
        return found

    def costs(self, options: Sequence[str]) -> dict[str, Fraction]:
        """Return what each option costs; raise Malformed where one has no cost."""
        at = self._given.get("costs")
        if at is None:
            raise self._absent("costs", "the cost of each option")
        entries = at.entries("an object of costs by option")
        for name, value in entries.items():
            if name not in options:
                raise value.wrong("no such option")
        found = {name: at.needed(name).amount() for name in options}
        self.used["costs"] = {name: exact(cost) for name, cost in sorted(found.items())}
        return found

    def decides(self) -> Sharing:
        """Return which rule decides a shared budget: equal shares by default."""
        at = self._given.get("decides")
        found = Sharing(at.one_of(Sharing)) if at is not None else Sharing.EQUAL_SHARES
        self.used["decides"] = found.value
        return found

    def marks(self) -> Marking:
        """Return how people mark projects: they tick by default."""
        at = self._given.get("marks")
        found = Marking(at.one_of(Marking)) if at is not None else Marking.TICKS
        self.used["marks"] = found.value
        return found

    def abstentions_count(self) -> bool:
        """Return whether blank ballots and abstentions count for the quorum: yes by default."""
        at = self._given.get("abstentions_count")
        found = at.truth() if at is not None else True
        self.used["abstentions_count"] = found
        return found

    def _names(self, name: str, fewest: int) -> list[str] | None:
        at = self._given.get(name)
        found = None if at is None else at.names()
        if at is not None and found is not None and len(found) < fewest:
            raise at.wrong(f"expected at least {fewest}")
        return found

    def _absent(self, name: str, expected: str) -> Malformed:
        return Malformed(f"{self._place}.{name}: missing, expected {expected}")
