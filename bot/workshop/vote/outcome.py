"""What a vote gave: counted by the rules of `bot.tally` from the form that anyone can recount."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Self

from bot.tally import recount
from bot.tally.lot import drawn
from bot.tally.reading import At
from bot.tally.result import grouped
from bot.tally.rules.shared_budget import Sharing
from bot.workshop.language import Frozen, Language
from bot.workshop.vote.ballot import DETAIL_FROM, WHOLE_FROM
from bot.workshop.vote.document import document
from bot.workshop.vote.methods import Method, SecondRule
from bot.workshop.vote.options import Option
from bot.workshop.vote.progress import tells_nobody
from bot.workshop.vote.step import Vote

# Where each rule writes the figure that its bars show; the others compare, and have none.
_FIGURES = {
    Method.DOTS: ("totals",),
    Method.APPROVAL: ("approvals",),
    Method.SCORE: ("totals", "means"),
    Method.BORDA: ("points",),
    Method.RESISTANCE: ("totals",),
    Method.YES_NO: ("counts",),
    Method.DATES: ("can",),
    Method.SHARED_BUDGET: ("support",),
}


@dataclass(frozen=True, slots=True)
class Counted:
    """What the rule says of a vote: its `answer` is word for word that of a recount."""

    answer: Mapping[str, Any]
    quorum: int | None
    named: tuple[int, ...]  # the numbers of the options that got anything

    @classmethod
    def of(cls, vote: Mapping[str, Any]) -> Self:
        """Count `vote`, a `document`. It takes seconds for a hundred ranked options."""
        answer = recount.vote(At(vote))
        # Written and read again: what is kept is exactly what a recount would print.
        kept: Mapping[str, Any] = json.loads(json.dumps(answer))
        return cls(kept, vote["settings"].get("quorum"), _named(vote))


@dataclass(frozen=True, slots=True)
class Box:
    """All that a count depends on; `ballots` are weights and contents, as rows hold them."""

    plan: Vote
    language: Language
    options: tuple[Option, ...]
    ballots: tuple[tuple[int, str], ...]
    quorum: int | None
    people: int | None = None
    # Drawn anew each time that a count is asked for: the first one that is counted holds.
    seed: str | None = field(default=None, compare=False)

    def counted(self) -> Counted:
        """Return what the ballots give."""
        contents = [(weight, json.loads(text)) for weight, text in self.ballots]
        numbers = self.quorum, self.people, self.seed
        vote = document(self.plan, self.language, self.options, contents, *numbers)
        return Counted.of(vote)


class Settled(Frozen):
    """How a stated tie was settled; `winner` is None while the facilitator has yet to choose.

    A lot tells its `seed` (`bot.tally.lot`); a run-off has a vote of its own. Where several seats
    are filled, `winners` are those who got the places that were left, and there is no `winner`.
    """

    rule: SecondRule
    winner: str | None = None
    winners: tuple[str, ...] = ()
    seed: str | None = None


class Outcome(Frozen):
    """A counted vote. `answer` is word for word what the recount of its ballots says.

    `turnout` counts those who voted themselves, `in_room` those for whom a facilitator recorded
    a ballot, `size` those who could vote where that is known. `named` are the numbers of the
    options that got anything: what stays once raw data is deleted. `lost` when the ballots of a
    sealed vote could not be read any more: nothing was counted.
    """

    answer: Mapping[str, Any]
    turnout: int
    in_room: int = 0
    size: int | None = None
    quorum: int | None = None
    named: tuple[int, ...] = ()
    second: Settled | None = None
    lost: bool = False

    @classmethod
    def count(
        cls,
        plan: Vote,
        vote: Mapping[str, Any],
        *,
        turnout: int,
        in_room: int = 0,
        size: int | None = None,
        seed: str = "",
    ) -> Self:
        """Count `vote`, a `document` of `plan`; a lot, where it was declared, is drawn with
        `seed`."""
        return cls.of(
            plan, Counted.of(vote), turnout=turnout, in_room=in_room, size=size, seed=seed
        )

    @classmethod
    def of(
        cls,
        plan: Vote,
        counted: Counted,
        *,
        turnout: int,
        in_room: int = 0,
        size: int | None = None,
        seed: str = "",
    ) -> Self:
        """Return the outcome of a vote that was counted (`count`)."""
        found, second = counted.answer, None
        tied = found.get("tied_at_cut", found["winners"])
        if found["tie"] and tied and plan.tie is not SecondRule.NONE:
            lot = plan.tie is SecondRule.LOT
            first = drawn(seed, tied)[: found.get("places_left", 1)] if lot else ()
            second = Settled(
                rule=plan.tie,
                winner=first[0] if first and "places_left" not in found else None,
                winners=tuple(_sorted(first)) if "places_left" in found else (),
                seed=seed if lot else None,
            )
        return cls(
            answer=found,
            turnout=turnout,
            in_room=in_room,
            size=size,
            quorum=counted.quorum,
            named=counted.named,
            second=second,
        )

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the outcome that a row holds, also as the first votes were written (dots)."""
        held = json.loads(text)
        if "answer" in held:
            return cls.model_validate({**held, "answer": _undecided(held["answer"])})
        totals = {int(number): int(total) for number, total in held["totals"].items()}
        ranking = [[str(n) for n in group] for group in grouped(totals)]
        winners = ranking[0] if any(totals.values()) else []
        answer = {
            "method": Method.DOTS.value,
            "ranking": ranking,
            "winners": winners,
            "tie": len(winners) > 1,
            "quorum_met": None,
            "details": {"ballots": held["ballots"], "blank": 0, "totals": held["totals"]},
        }
        named = tuple(number for number, total in totals.items() if total)
        return cls(answer=answer, turnout=held["turnout"], named=named)

    @property
    def method(self) -> Method:
        return Method(self.answer["method"])

    @property
    def ranking(self) -> tuple[tuple[str, ...], ...]:
        """Names in groups of equals, best first."""
        return tuple(tuple(_sorted(group)) for group in self.answer["ranking"])

    @property
    def winners(self) -> tuple[str, ...]:
        """What came first: several names when they tie, none when the rule elects nobody."""
        return tuple(_sorted(self.answer["winners"]))

    @property
    def tie(self) -> bool:
        return bool(self.answer["tie"])

    @property
    def details(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.answer["details"]
        return found

    @property
    def quorum_met(self) -> bool | None:
        met: bool | None = self.answer["quorum_met"]
        return met

    @property
    def decides(self) -> bool:
        """False where the quorum was not reached: there are answers, and nothing is decided; nor is
        anything where nothing was counted."""
        return self.quorum_met is not False and not self.lost

    @property
    def ballots(self) -> int:
        """How many ballots were cast in all, blank ones included."""
        return int(self.details["ballots"])

    @property
    def seated(self) -> bool:
        """True when several seats are filled: `winners` are then those who are certainly in."""
        return "places_left" in self.answer

    @property
    def places_left(self) -> int:
        """How many of the seats the count leaves to fill; one where it has one winner."""
        return int(self.answer.get("places_left", 1))

    @property
    def tied(self) -> tuple[str, ...]:
        """Those among whom a tie is to be settled; none without a tie."""
        if self.seated:
            return tuple(_sorted(self.answer["tied_at_cut"]))
        return self.winners if self.tie else ()

    @property
    def taken(self) -> tuple[str, ...]:
        """All that is decided: what was chosen, every option that was retained, every project that
        is funded, or those who have a seat, by whatever rule."""
        if self.puts_each or self.method is Method.SHARED_BUDGET:
            return self.winners
        if not self.seated:
            return () if self.chosen is None else (self.chosen,)
        settled = self.second.winners if self.second is not None else ()
        return tuple(_sorted([*self.winners, *settled]))

    @property
    def seed(self) -> str | None:
        """What a lot within the count was drawn with; None where none was declared."""
        found: str | None = self.details.get("settings", {}).get("seed")
        return found

    @property
    def unsettled(self) -> bool:
        """True for a tie that nothing has settled."""
        if not self.tie:
            return False
        second = self.second
        return second is None or (second.winner is None and not second.winners)

    @property
    def chosen(self) -> str | None:
        """What is decided: the one winner, or the one that the second rule gave; None where several
        may be (`taken`)."""
        if self.seated:
            return None
        if self.second is not None:
            return self.second.winner
        if self.puts_each:
            return None
        return self.winners[0] if len(self.winners) == 1 else None

    @property
    def puts_each(self) -> bool:
        """True where each option was put to a majority: all that reach it are retained."""
        return "retained" in self.details

    @property
    def funded(self) -> tuple[str, ...]:
        """The projects that a shared budget funds, in the order in which it does."""
        details = self.details
        if details["settings"]["decides"] == Sharing.GREEDY:
            return tuple(details[Sharing.GREEDY]["funded"])
        shared = details[Sharing.EQUAL_SHARES]
        return (*(one["project"] for one in shared["bought"]), *shared["completed"])

    @property
    def waits_for_choice(self) -> bool:
        """True when the facilitator has yet to settle the tie, as was declared."""
        return self.second is not None and self.unsettled and self.second.rule is not SecondRule.LOT

    @property
    def figures(self) -> Mapping[str, Fraction]:
        """The figure of each name that its rule ranks by; empty for rules that compare."""
        for key in _FIGURES.get(self.method, ()):
            if key in self.details:
                return {name: Fraction(value) for name, value in self.details[key].items()}
        return {}

    def detailed(self, secret: bool) -> bool:
        """False when so few voted that details of a secret vote would tell who voted what."""
        if self.lost or not secret:
            return self.ballots > 0
        return tells_nobody(self.ballots, self.turnout)

    def whole(self, secret: bool) -> bool:
        """False when so few voted that whole ballots of a secret vote would be recognised; they
        are published all the same where the rule cannot be counted from totals."""
        if not secret or not self.method.has_totals:
            return True
        return (self.turnout or self.ballots) >= WHOLE_FROM

    def uncounted(self) -> Self:
        """Return what is known of a vote whose ballots cannot be read: how many had voted."""
        told = self.withheld()
        answer = {**told.answer, "quorum_met": None}
        return told.model_copy(update={"answer": answer, "lost": True})

    def withheld(self) -> Self:
        """Return what may be kept where details would tell who voted what: how many voted, and
        whether that was enough; of what they said, nothing.

        Where blank ballots do not count for the quorum, one that is met would tell of them.
        """
        told = self.details["settings"]["abstentions_count"] or self.ballots < (self.quorum or 0)
        answer: dict[str, Any] = {
            "method": self.method.value,
            "ranking": [_sorted([name for group in self.ranking for name in group])],
            "winners": [],
            "tie": False,
            "quorum_met": self.quorum_met if told else None,
            "details": {"ballots": self.ballots, "blank": 0},
        }
        if self.seated:
            seats = len(self.winners) + self.places_left
            answer |= {"elected": [], "tied_at_cut": [], "places_left": seats}
        return self.model_copy(update={"answer": answer, "named": (), "second": None})

    def forgotten(self) -> Self:
        """Return what is kept once the ballots are deleted: of a shared budget, no figure that is
        of one or two people alone. Nobody could recount it any more."""
        if Sharing.EQUAL_SHARES not in self.details:
            return self
        answer = {**self.answer, "details": _of_few(self.details)}
        return self.model_copy(update={"answer": answer})


def _of_few(details: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the details of a shared budget without what one or two people had left, or paid."""
    supporters, shared = details["supporters"], details[Sharing.EQUAL_SHARES]
    bought = [_paid(one, supporters[one["project"]]) for one in shared["bought"]]
    short = [_left_out(one, ("had",), supporters[one["project"]]) for one in shared["short"]]
    return {**details, Sharing.EQUAL_SHARES.value: {**shared, "bought": bought, "short": short}}


def _paid(one: Mapping[str, Any], supporters: int) -> Mapping[str, Any]:
    """Return what a project cost whom: where some gave all that they had, how many they and the
    others were tells of each of them where they are few."""
    full, less = one.get("in_full"), one.get("all_they_had")
    if not less:
        return one  # each has paid as much
    told = _left_out(one, ("in_full", "all_they_had"), min(full or less, less))
    return _left_out(told, ("each",), supporters)


def _left_out(one: Mapping[str, Any], figures: Sequence[str], people: int) -> Mapping[str, Any]:
    few = 0 < people < DETAIL_FROM
    return {name: of for name, of in one.items() if not (few and name in figures)}


def _undecided(answer: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return an answer that decides nothing without the quorum, as it may not have been written."""
    if answer["quorum_met"] is not False:
        return answer
    details = dict(answer["details"])
    for decision in ("adopted", "retained"):
        if decision in details:
            details[decision] = None
    return {**answer, "winners": [], "tie": False, "details": details}


def _named(vote: Mapping[str, Any]) -> tuple[int, ...]:
    said: set[int] = set()
    for entry in vote["ballots"]:
        ballot = entry["ballot"]
        if isinstance(ballot, str):
            continue
        for item in ballot:
            said |= {int(n) for n in ([item] if isinstance(item, str) else item)}
    return tuple(sorted(said))


def _sorted(names: Sequence[str]) -> list[str]:
    """Options by number; the sides of a question as they are said."""
    if all(name.isdecimal() for name in names):
        return sorted(names, key=int)
    return sorted(names, reverse=True)  # yes, then no
