"""`vote`: people choose among post-its, themes, milestones or written options."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator

from bot.tally.base import Base, Majority
from bot.tally.missing import Missing
from bot.tally.quorum import needed
from bot.tally.rules.dates import ANSWERS
from bot.tally.rules.majority_judgment import MENTIONS
from bot.tally.rules.shared_budget import Marking, Sharing
from bot.workshop.alike import twice
from bot.workshop.faults import RuleBroken
from bot.workshop.language import (
    Bilingual,
    Language,
    Title,
    Translated,
    languages_of,
)
from bot.workshop.step import BaseStep, Doing
from bot.workshop.tongues.rules import RULED, rules_of
from bot.workshop.vote.budget import suggested
from bot.workshop.vote.dates.slot import MOST_DATES, Slot, check_zone
from bot.workshop.vote.electors import Electors
from bot.workshop.vote.methods import ClosesWhen, Method, SecondRule, VoteOn
from bot.workshop.vote.owned import OWN
from bot.workshop.vote.resistance import check_resistance, completed
from bot.workshop.vote.scope import Scope, Within
from bot.workshop.vote.shared_budget import (
    CURRENCY,
    CURRENCY_FORM,
    MOST_MONEY,
    Amount,
    check_budget,
)

MOST_OPTIONS = 100
# How many of the themes that came first are taken, where a recipe does not say.
_CHOSEN = 3
# A written option, and a criterion or a grade: each is a line of a menu.
OPTION_LIMIT = 200
WORD_LIMIT = 30


def _in_each(value: object) -> object:
    """Let a recipe write one text where every language says the same."""
    return {str(one): value for one in Language} if isinstance(value, str) else value


_Line = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=OPTION_LIMIT)
]
_Short = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=WORD_LIMIT)
]


class Wording(Translated):
    """An option."""

    __pydantic_extra__: dict[str, _Line]


class Word(Translated):
    """A criterion or a grade."""

    __pydantic_extra__: dict[str, _Short]


# The seven mentions of the French experiments, worst to best (brief, methods §5).
GRADES = tuple(
    Word(**{one: rules_of(one).grades[rank] for one in RULED if rules_of(one).grades})
    for rank in range(len(MENTIONS))
)

_Share = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{0,3}/[1-9][0-9]{0,3}$")]
_Quorum = Annotated[
    str, StringConstraints(pattern=r"^[1-9][0-9]{0,5}$|^[1-9][0-9]{0,3}/[1-9][0-9]{0,3}$")
]

MOST_SEATS = 25


def _in_time(slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
    return tuple(sorted(slots, key=lambda slot: (slot.starts, not slot.all_day)))


class Vote(BaseStep):
    """One question put to the vote; each method reads its own settings.

    `question` is what is asked where the title does not say it. Dots: `budget` a person, `cap`
    on one option; a budget that is left out is `suggested` from the options when the vote opens.
    On post-its: `within` which part of the wall, how many themes are taken as `chosen`, and the
    `scope` that this gave when the vote opened. Approval: `min_choices` to `max_choices` (None:
    all). Score: `scale` (lowest, highest), `criteria`. Majority judgment: `grades`, worst to best
    (none: the seven French mentions). Score and grades: what a `missing` one counts as. Yes or no:
    `majority` ("1/2" is more than half). Approval: with a `threshold` every option that reaches it
    is retained. Both shares are of a `base`: who says something, who is present, all members;
    `base_size` is how many these are, where it is another number than the electors. Finding
    a date: the `dates`, in the order of time, and the `zone` in which they were written; signed
    unless it says otherwise. A shared budget: `money` in all, in units of `currency`, what each
    option `costs`, how people mark (`marking`) and the rule that decides (`sharing`); its ties are
    settled by the lot of a `seed` drawn when it opens. `seats` are how many options are retained.
    Resistance: `passive` is the number of the option that stands for deciding nothing; one is added
    where none is named. `quorum` is a number of ballots, or a share of those who may vote;
    `abstentions_count` for it. A secret ballot is linked to nobody once the vote is counted; a
    `sealed` one from the moment it is cast, and then stays as it is.
    """

    decides: ClassVar[bool] = True
    doing: ClassVar[Doing] = Doing.VOTE

    kind: Literal["vote"]
    method: Method = Method.DOTS
    on: VoteOn = VoteOn.POSTITS
    question: Bilingual | None = None
    options: Annotated[
        tuple[Annotated[Wording, BeforeValidator(_in_each)], ...], Field(max_length=MOST_OPTIONS)
    ] = ()
    budget: Annotated[int, Field(ge=1, le=99)] = 5
    suggested: bool = False
    cap: Annotated[int, Field(ge=1, le=99)] | None = None
    min_choices: Annotated[int, Field(ge=0, le=MOST_OPTIONS)] = 0
    max_choices: Annotated[int, Field(ge=1, le=MOST_OPTIONS)] | None = None
    within: Within = Within.ALL
    chosen: Annotated[int, Field(ge=1, le=25)] = _CHOSEN
    scope: Scope | None = None
    scale: tuple[int, int] = (0, 5)
    criteria: Annotated[
        tuple[Annotated[Word, BeforeValidator(_in_each)], ...], Field(max_length=5)
    ] = ()
    grades: Annotated[
        tuple[Annotated[Word, BeforeValidator(_in_each)], ...], Field(max_length=7)
    ] = ()
    missing: Missing = Missing.WORST
    majority: _Share = "1/2"
    threshold: _Share | None = None
    base: Base = Base.CAST
    base_size: Annotated[int, Field(ge=1, le=100_000)] | None = None
    dates: Annotated[tuple[Slot, ...], Field(max_length=MOST_DATES), AfterValidator(_in_time)] = ()
    zone: Annotated[str, AfterValidator(check_zone)] | None = None
    money: Annotated[int, Field(ge=1, le=MOST_MONEY)] | None = None
    currency: Annotated[str, StringConstraints(strip_whitespace=True, pattern=CURRENCY_FORM)] = (
        CURRENCY
    )
    costs: Annotated[tuple[Amount, ...], Field(max_length=MOST_OPTIONS)] = ()
    sharing: Sharing = Sharing.EQUAL_SHARES
    marking: Marking = Marking.TICKS
    seed: str | None = None
    seats: Annotated[int, Field(ge=1, le=MOST_SEATS)] = 1
    passive: Annotated[int, Field(ge=1, le=MOST_OPTIONS)] | None = None
    quorum: _Quorum | None = None
    abstentions_count: bool = True
    secret: bool = True
    sealed: bool = False
    electors: Electors = Electors()
    tie: SecondRule = SecondRule.NONE
    closes: ClosesWhen = ClosesWhen.HAND

    @model_validator(mode="before")
    @classmethod
    def _left_out(cls, given: object) -> object:
        """A vote with dots whose budget is left out has it suggested; where a date is looked for,
        people organise themselves: it is signed; a shared budget is on written projects, and a lot
        settles its ties; where resistance is asked for, one option is to decide nothing."""
        if isinstance(given, dict) and given.get("method", Method.DOTS) == Method.DOTS:
            return {"suggested": "budget" not in given, **given}
        if isinstance(given, dict) and given.get("method") == Method.RESISTANCE:
            return completed(given)
        if isinstance(given, dict) and given.get("method") == Method.DATES:
            return {"secret": False, "on": VoteOn.OPTIONS, **given}
        if isinstance(given, dict) and given.get("method") == Method.SHARED_BUDGET:
            return {"on": VoteOn.OPTIONS, "tie": SecondRule.LOT, **given}
        return given

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        for name, methods in OWN.items():
            if name in self.model_fields_set and self.method not in methods:
                used = getattr(self, name) != type(self).model_fields[name].get_default()
                if used:
                    raise RuleBroken("not_for", f"{name} has no meaning for {self.method.value}")
        if self.cap is not None and self.cap > self.budget and not self.suggested:
            raise RuleBroken(
                "cap", f"cap should be at most the budget ({self.budget})", most=self.budget
            )
        if self.max_choices is not None and self.min_choices > self.max_choices:
            raise RuleBroken(
                "choices",
                f"min_choices should be at most max_choices ({self.max_choices})",
                most=self.max_choices,
            )
        low, high = self.scale
        # A menu shows 25 choices, one of which takes a score back.
        if not (-20 <= low < high <= 100 and high - low <= 20):
            raise RuleBroken("scale", "scale should be lowest then highest, at most 20 apart")
        if self.grades and len(self.grades) < 3:
            raise RuleBroken("grades", "grades should be from 3 to 7, worst to best")
        if self.sealed and not self.secret:
            raise RuleBroken("sealed_signed", "a sealed vote is secret: leave out secret = false")
        self._check_names()
        self._check_options()
        self._check_base()
        if self.method is Method.SHARED_BUDGET:
            check_budget(self.money, self.costs, len(self.options), self.on, self.tie)
        self._check_numbers()
        return self

    def _check_names(self) -> None:
        for what, names in (
            ("grades", self.grades),
            ("criteria", self.criteria),
            ("options", self.options),
        ):
            for language in languages_of(names):
                again = twice(name[language] for name in names)
                if again is not None:
                    raise RuleBroken(
                        f"same_{what}", f"{what} should be different from one another: {again}"
                    )

    def _check_options(self) -> None:
        if self.method is Method.YES_NO:
            if self.options or self.on is not VoteOn.OPTIONS:
                raise RuleBroken(
                    "yes_no_options", 'yes_no asks one question: on = "options", without options'
                )
            if self.tie is SecondRule.RUNOFF:
                raise RuleBroken("yes_no_tie", "a yes or no question has no run-off")
            if Fraction(self.majority) > 1 or Fraction(self.majority) < Fraction(1, 2):
                raise RuleBroken("majority", "majority should be from 1/2 to 1/1")
            return
        if self.method is Method.DATES:
            self._check_dates()
        elif self.method is Method.RESISTANCE:
            check_resistance(self.on, len(self.options), self.passive)
        elif self.on is VoteOn.OPTIONS and len(self.options) < 2:
            raise RuleBroken("few_options", "options should be at least two")
        if self.options and self.seats > len(self.options):
            raise RuleBroken("seats", f"seats should be at most the options ({len(self.options)})")
        if self.method is Method.STV and self.tie in (SecondRule.FACILITATOR, SecondRule.RUNOFF):
            raise RuleBroken(
                "stv_tie",
                'a tie between transferable votes is settled by lot: tie = "lot", or none',
            )
        if self.options and self.on is not VoteOn.OPTIONS:
            raise RuleBroken("options_on", 'options go with on = "options"')
        if self.within is not Within.ALL and self.on is not VoteOn.POSTITS:
            raise RuleBroken("within", 'within goes with on = "postits"')
        if self.within is Within.ALL and self.chosen != _CHOSEN:
            raise RuleBroken("chosen", 'chosen goes with within = "chosen"')

    def _check_base(self) -> None:
        if self.threshold is not None and self.seats > 1:
            raise RuleBroken(
                "seats_threshold", "a threshold retains all that reach it: leave out seats"
            )
        if self.threshold is not None and Fraction(self.threshold) > 1:
            raise RuleBroken("threshold", "threshold should be at most 1/1")
        if self.base is Base.CAST:
            if self.base_size is not None:
                raise RuleBroken("base_size", "base_size goes with a base of present or members")
            return
        if self.method is Method.APPROVAL and self.threshold is None:
            raise RuleBroken("base_threshold", "a base goes with a threshold")
        if self.base_size is None and not self.knows_base(self.base, self.electors):
            raise RuleBroken(
                "base_unknown",
                f"base = {self.base.value} needs to know how many they are (electors, base_size)",
            )

    @staticmethod
    def knows_base(base: Base, electors: Electors) -> bool:
        """Tell whether `electors` say how many people a `base` has: those in a voice channel are
        those present, and no count of all members."""
        return electors.counted if base is Base.PRESENT else electors.size is not None

    def _check_dates(self) -> None:
        if self.options or self.on is not VoteOn.OPTIONS:
            raise RuleBroken(
                "dates_options", 'a vote on dates has dates and no options: on = "options"'
            )
        if not self.dates or self.zone is None:
            raise RuleBroken("no_dates", "dates should be one at least, with their time zone")
        if len({(slot.starts, slot.all_day) for slot in self.dates}) < len(self.dates):
            raise RuleBroken("same_dates", "dates should be different from one another")

    def _check_numbers(self) -> None:
        share = self.quorum is not None and "/" in self.quorum
        if share and Fraction(self.quorum or "1") > 1:
            raise RuleBroken("quorum", "quorum should be at most all of those who may vote")
        if share and not self.electors.counted:
            raise RuleBroken(
                "quorum_share",
                "a quorum that is a share needs to know how many may vote (electors)",
            )
        if self.closes is ClosesWhen.ALL and not self.electors.counted:
            raise RuleBroken(
                "closes_all", 'closes = "all" needs to know how many may vote (electors)'
            )

    def written(self) -> dict[str, Any]:
        """Return it as a file says it: a budget that was chosen is there, one that is suggested
        from the options is left out; the part of the wall that it opened on is no part of it."""
        told = {"method": self.method.value, "on": self.on.value, **super().written()}
        told.pop("scope", None)
        told.pop("seed", None)
        if self.method is Method.DOTS:
            told.pop("suggested", None)
            told["budget"] = None if self.suggested else self.budget
        elif self.method is Method.DATES:
            told["secret"] = self.secret
        elif self.method is Method.RESISTANCE:
            told.pop("scale", None)
        return {field: value for field, value in told.items() if value is not None}

    @property
    def seated(self) -> bool:
        """True when several options are retained, or could be: the count then says who is in."""
        return self.seats > 1 or self.method is Method.STV

    def sized(self, options: int) -> Self:
        """Return the vote as it opens on so many `options`: with the budget that they suggest,
        unless one was chosen."""
        if not self.suggested:
            return self
        return self.model_copy(update={"budget": suggested(options)})

    @property
    def ballot(self) -> Method:
        """The method whose ballot people fill: projects are ticked as for approval, or given points
        as scores."""
        if self.method is not Method.SHARED_BUDGET:
            return self.method
        return Method.APPROVAL if self.marking is Marking.TICKS else Method.SCORE

    def asked(self, language: str) -> str:
        """Return the question: its own, or the title of the step."""
        return self.question[language] if self.question is not None else self.title[language]

    def grade_names(self, language: Language) -> tuple[str, ...]:
        """Return the grades, worst to best; of a date, what can be answered, as ballots say it."""
        if self.method is Method.DATES:
            return ANSWERS
        return tuple(grade[language] for grade in self.grades or GRADES)

    def criterion_names(self, language: Language) -> tuple[str, ...]:
        """Return the criteria of a score; empty when there is one, unnamed."""
        return tuple(criterion[language] for criterion in self.criteria)

    def people_of(self, size: int | None) -> int | None:
        """Return of how many people the majority is, of `size` electors; None where it is of those
        who say something."""
        if self.base is Base.CAST:
            return None
        return self.base_size if self.base_size is not None else size

    def majority_of(self, size: int | None) -> Majority | None:
        """Return the majority that a yes takes, or that retains an option, of `size` electors; None
        where what comes first wins."""
        share = self.majority if self.method is Method.YES_NO else self.threshold
        if share is None:
            return None
        return Majority(Fraction(share), self.base, self.people_of(size))

    def nothing(self, language: str) -> str | None:
        """Return the option that stands for deciding nothing; None where there is none such."""
        return None if self.passive is None else self.options[self.passive - 1][language]

    @property
    def can_tie(self) -> bool:
        """False where a majority is reached or is not: nothing can come out equal."""
        if self.method is Method.YES_NO:
            return self.base is Base.CAST and Fraction(self.majority) == Fraction(1, 2)
        return self.threshold is None

    def quorum_of(self, size: int | None) -> int | None:
        """Return how many ballots the quorum asks of `size` electors; None without a quorum.

        A share is rounded up (`bot.tally.quorum`).
        """
        if self.quorum is None:
            return None
        if "/" not in self.quorum:
            return int(self.quorum)
        return None if size is None else needed(Fraction(self.quorum), size)


def heading(text: str) -> Title:
    """Return `text` as the title of a step, in every language, cut where a title ends."""
    short = text if len(text) <= 60 else text[:59] + "…"
    return Title.same(short)
