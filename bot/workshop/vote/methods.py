"""The ways to vote, what is voted on, what settles a tie and what closes a vote."""

from __future__ import annotations

from enum import StrEnum


class Method(StrEnum):
    """The voting rules, by their name in recipes and in the recount (`bot.tally.methods`)."""

    DOTS = "dots"
    APPROVAL = "approval"
    SCORE = "score"
    MAJORITY_JUDGMENT = "majority_judgment"
    IRV = "irv"
    STV = "stv"  # several seats
    SCHULZE = "schulze"
    BORDA = "borda"
    CONDORCET = "condorcet"
    YES_NO = "yes_no"
    DATES = "dates"
    SHARED_BUDGET = "shared_budget"
    RESISTANCE = "resistance"

    @property
    def is_ranked(self) -> bool:
        return self in (
            Method.IRV,
            Method.STV,
            Method.SCHULZE,
            Method.BORDA,
            Method.CONDORCET,
        )

    @property
    def ties_ranks(self) -> bool:
        """True when a ballot may rank several options as equals."""
        return self.is_ranked and self is not Method.STV

    @property
    def seats(self) -> bool:
        """True when it can honestly say who is second, third… (`bot.tally.methods.RANKING`)."""
        return self in (
            Method.DOTS,
            Method.APPROVAL,
            Method.SCORE,
            Method.MAJORITY_JUDGMENT,
            Method.STV,
            Method.SCHULZE,
            Method.BORDA,
        )

    @property
    def is_scored(self) -> bool:
        """True where each option is given a number on a scale."""
        return self in (Method.SCORE, Method.RESISTANCE)

    @property
    def is_graded(self) -> bool:
        """True where each option is given one of a few answers in words."""
        return self in (Method.MAJORITY_JUDGMENT, Method.DATES)

    @property
    def has_totals(self) -> bool:
        """False where a count needs whole ballots (`bot.tally.totals`)."""
        return self not in (Method.IRV, Method.STV, Method.SHARED_BUDGET)


class VoteOn(StrEnum):
    POSTITS = "postits"
    MILESTONES = "milestones"
    THEMES = "themes"  # those that have post-its
    OPTIONS = "options"  # written in the recipe or in the command


class SecondRule(StrEnum):
    """What settles a tie that was stated, as declared before the vote (brief, methods §5)."""

    NONE = "none"
    FACILITATOR = "facilitator"
    RUNOFF = "runoff"
    LOT = "lot"


class ClosesWhen(StrEnum):
    """What closes a vote. The facilitator always can."""

    HAND = "hand"
    TIME = "time"  # the timebox is over
    ALL = "all"  # everyone has voted: how many that is must be known


class Ballots(StrEnum):
    """What becomes of whose a ballot is."""

    SECRET = "secret"  # changed until the close, then linked to nobody
    SEALED = "sealed"  # linked to nobody from the moment they are cast, and never changed
    SIGNED = "signed"

    @property
    def settings(self) -> dict[str, bool]:
        """Return what a vote has so."""
        return {"secret": self is not Ballots.SIGNED, "sealed": self is Ballots.SEALED}
