"""A counted vote in the words of one language: its options by name, and what each one got."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from bot.i18n import Catalogue
from bot.reports.record import VoteRecord
from bot.reports.vote.budget import telling as budget
from bot.reports.vote.naming import naming
from bot.tally.missing import Missing
from bot.workshop.text import shorten
from bot.workshop.vote.methods import Method
from bot.workshop.vote.options import Option
from bot.workshop.vote.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Place:
    """Where the count puts an option: `rank` from 1, which `sharing` options share in all."""

    name: str
    rank: int
    sharing: int = 1

    @property
    def tied(self) -> bool:
        return self.sharing > 1


@dataclass(frozen=True, slots=True)
class Telling:
    """A vote, the catalogue to tell it with, and `write`, which makes a text ready to be shown:
    escaped, or as it is. Texts are cut at about `limit` characters, None for not at all. `stamp`
    shows a date to each reader in their own time, where what is told is read in Discord."""

    vote: VoteRecord
    t: Catalogue
    write: Callable[[str], str]
    limit: int | None = None
    stamp: Callable[[Option, Catalogue], str | None] | None = None

    @property
    def outcome(self) -> Outcome:
        return self.vote.outcome

    @property
    def decides(self) -> bool:
        """False without the quorum: answers are told, and neither ranks, ties nor winners."""
        return self.vote.outcome.decides

    @property
    def details(self) -> Mapping[str, Any]:
        return self.vote.outcome.details

    @property
    def method(self) -> Method:
        return self.vote.plan.method

    def say(self, text: str) -> str:
        """Return a text ready to be shown."""
        return self.write(text if self.limit is None else shorten(text, self.limit))

    def label(self, name: str, limit: int | None = None) -> str:
        """Return an option as it is named (`naming`), in about `limit` characters where another
        is asked; a side of a question says yes or no."""
        if self.method is Method.YES_NO:
            return self.t(f"ballot.{name}")
        option = self.vote.by_name.get(name)
        if option is None:
            return self.t("result.gone")
        if self.stamp is not None and (shown := self.stamp(option, self.t)) is not None:
            return shown
        return self.write(naming(option, self.t, limit or self.limit))

    def named(self, name: str) -> str:
        """Return an option as a sentence names it, between quotation marks."""
        return self.t("result.named", option=self.label(name))

    def figure(self, name: str) -> str:
        """Return what an option got in the words of its method: “24 dots”, “grade “Good””."""
        t, method = self.t, self.method
        if method is Method.MAJORITY_JUDGMENT:
            return t("result.figure.grade", grade=self.say(majority_grade(self.vote, name)))
        if method is Method.SHARED_BUDGET:
            return budget.figure(self, name)
        if method is Method.IRV:
            return self._rounds(name)
        if method is Method.STV:
            return self._seat(name)
        if method in (Method.SCHULZE, Method.CONDORCET):
            won, total = duels_won(self.outcome, name)
            return t.n("result.figure.duels", won, total=total)
        if method is Method.RESISTANCE:
            met = Fraction(round(Fraction(self.details["shares"][name]) * 1000), 10)
            return t("result.figure.resistance", share=t.number(met))
        amount = self.outcome.figures[name]
        if method is Method.SCORE and counts_means(self.outcome):
            return t("result.figure.mean", figure=t.number(amount))
        told = t.n(_FIGURES[method], amount)
        if method is Method.DATES and (silent := answers_of(self.outcome, name)["unanswered"]):
            # Who did not answer for a date did not say that they cannot come.
            return f"{told}, {t('dates.told.unanswered', n=silent)}"
        return told

    @property
    def rounds(self) -> Sequence[Mapping[str, Any]]:
        """The rounds of a run-off; once a tie of orders is settled, those of the order taken."""
        held: Sequence[Mapping[str, Any]] = self.details["rounds"]
        taken = self.details.get("orders", {}).get(self.outcome.chosen)
        return [*held[:-1], *taken] if taken else held

    @property
    def order_decides(self) -> Sequence[str]:
        """The options that are last with the same count in the round whose order of elimination
        decides who wins; none where every order elects the same."""
        undecided = self.method is Method.IRV and "orders_followed" in self.details
        return self.details["rounds"][-1]["last"] if undecided else ()

    def _rounds(self, name: str) -> str:
        rounds = self.rounds
        for number, held in enumerate(rounds, start=1):
            if name in held["eliminated"]:
                return self.t("result.figure.out", round=number)
        if not rounds:
            return self.t("result.figure.alone")
        return self.t.n("result.figure.last", Fraction(rounds[-1]["counts"][name]))

    def _seat(self, name: str) -> str:
        """Return how a candidate came to a place, or did not, by transferable votes."""
        t, rounds = self.t, self.rounds
        # Without the quorum nobody is: what ballots would have come to is said to be no more.
        decided = "" if self.decides else "_undecided"
        for number, held in enumerate(rounds, start=1):
            for key, of in (("elected", "elected"), ("filled", "filled"), ("eliminated", "out")):
                if name in held[key] and (key != "filled" or self._fills(name, held)):
                    votes = t.n("seats.votes", Fraction(held["counts"][name]))
                    which = of if of == "out" else of + decided
                    return t(f"seats.figure.{which}", round=number, votes=votes)
        if not rounds or name not in rounds[-1]["counts"]:
            return t("seats.figure.gone")
        votes = t.n("seats.votes", Fraction(rounds[-1]["counts"][name]))
        open_still = name in self.outcome.tied or not self.decides
        return t(f"seats.figure.{'tied' if open_still else 'left'}", votes=votes)

    def _fills(self, name: str, held: Mapping[str, Any]) -> bool:
        """Tell whether a candidate takes one of the places that were left in the last round."""
        return name in self.outcome.winners if self.decides else name not in held["level"]


_FIGURES = {
    Method.DOTS: "report.dots",
    Method.APPROVAL: "result.figure.approvals",
    Method.SCORE: "result.figure.points",
    Method.BORDA: "result.figure.points",
    Method.DATES: "result.figure.can",
}


# What a sentence names of several options; the others are counted.
NAMED = 5


def named_first(telling: Telling, names: Sequence[str]) -> str:
    """Return the first options of `names` in words, the others counted."""
    told = [telling.named(name) for name in names[:NAMED]]
    if len(names) > NAMED:
        told.append(telling.t.n("result.and_others", len(names) - NAMED))
    return ", ".join(told)


def places(vote: VoteRecord) -> list[Place]:
    """Return every option that the count ranks, best first.

    Left out are options that got no dot or no approval, all of them when nobody said anything or,
    dates apart, when none was chosen, by Condorcet's rule all but the winner, which ranks no other,
    and what a budget does not fund. Without the quorum this is the order of the answers, and
    nothing that is shown calls it a rank (`Telling.decides`).
    """
    outcome = vote.outcome
    # To a majority none comes before another and nothing ties; dates are told though none is found.
    at_once = outcome.puts_each
    all_told = at_once or vote.plan.method is Method.DATES
    first = outcome.winners or outcome.tied
    if not (first if outcome.decides and not all_told else expressed(outcome)):
        return []
    groups: Sequence[Sequence[str]] = outcome.ranking
    if vote.plan.method is Method.SHARED_BUDGET and outcome.decides:
        groups = [(name,) for name in outcome.funded]
    if vote.plan.method is Method.CONDORCET:
        groups = groups[: int(outcome.decides)]
    elif vote.plan.method in (Method.DOTS, Method.APPROVAL):
        groups = [group for group in groups if outcome.figures[group[0]]]
    found: list[Place] = []
    for group in groups:
        rank = len(found) + 1
        found += [Place(name, rank, 1 if at_once else len(group)) for name in group]
    return found


def offered(outcome: Outcome) -> list[str]:
    """Return the names of all that could be chosen: those whose words were deleted since too."""
    return [name for group in outcome.ranking for name in group]


def share(vote: VoteRecord, name: str) -> Fraction:
    """Return how full the bar of an option is, from 0 to 1: of all ballots for approvals, or of
    those whom a majority is of, of the
    scale for scores, of the first option for dots and points."""
    plan, outcome = vote.plan, vote.outcome
    figure = outcome.figures[name]
    if plan.method is Method.APPROVAL:
        return figure / int(outcome.details.get("of", outcome.ballots))
    if plan.method is Method.DATES:
        return figure / max(1, outcome.ballots)
    if plan.method is Method.RESISTANCE:
        return Fraction(outcome.details["shares"][name])
    if plan.method is Method.SCORE:
        return score_share(vote, figure, max(1, len(plan.criteria)))
    return figure / max(Fraction(1), *outcome.figures.values())


def score_share(vote: VoteRecord, figure: Fraction, criteria: int = 1) -> Fraction:
    """Return where a total or a mean on so many criteria stands between the lowest and the
    highest that it could be, from 0 to 1."""
    low, high = vote.plan.scale
    times = criteria if counts_means(vote.outcome) else criteria * expressed(vote.outcome)
    return (figure - low * times) / ((high - low) * times)


def cast(outcome: Outcome) -> int:
    """Return how many people voted, those in the room included."""
    return outcome.turnout + outcome.in_room


def expressed(outcome: Outcome) -> int:
    """Return how many ballots said something."""
    return outcome.ballots - blank(outcome)


def blank(outcome: Outcome) -> int:
    """Return how many ballots said nothing, or abstained."""
    return int(outcome.details["blank"])


def counts_means(outcome: Outcome) -> bool:
    """True for scores of which means are compared: missing ones are left out."""
    return "means" in outcome.details


def majority_grade(vote: VoteRecord, name: str) -> str:
    """Return the majority grade of an option; empty when nobody graded anything."""
    return str(vote.outcome.details["options"][name]["majority_grade"] or "")


def tally_that_counts(vote: VoteRecord, name: str) -> tuple[dict[str, int], int]:
    """Return how many of each grade count for an option, worst first, and how many of these
    stand for grades that were missing, as was declared (`bot.tally.rules.majority_judgment`).
    """
    held = vote.outcome.details["options"][name]
    grades, missing = {grade: int(n) for grade, n in held["grades"].items()}, int(held["missing"])
    assumed = 0
    if not any(grades.values()) or vote.plan.missing is Missing.WORST:
        grades[next(iter(grades))] += missing
        assumed = missing
    elif vote.plan.missing is Missing.MEDIAN:
        grades[majority_grade(vote, name)] += missing
        assumed = missing
    return grades, assumed


def duel(outcome: Outcome, one: str, other: str) -> tuple[int, int]:
    """Return how many prefer `one` to `other`, and the reverse."""
    wins = outcome.details["pairwise"]
    return int(wins[one][other]), int(wins[other][one])


def duels_won(outcome: Outcome, name: str) -> tuple[int, int]:
    """Return how many duels an option wins, and how many it has."""
    others = outcome.details["pairwise"][name]
    won = sum(mine > theirs for mine, theirs in (duel(outcome, name, o) for o in others))
    return won, len(others)


def answers_of(outcome: Outcome, name: str) -> dict[str, int]:
    """Return how many gave each answer for a date; those who voted and gave none are among the
    `unanswered`, whether or not they answered for others."""
    held = {answer: int(n) for answer, n in outcome.details["answers"][name].items()}
    return held | {"unanswered": held["unanswered"] + blank(outcome)}
