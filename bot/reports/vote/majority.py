"""Of whom a majority is, in words: before one votes, in a result, in a report."""

from __future__ import annotations

from bot.i18n import Catalogue
from bot.reports.vote.telling import Telling, cast, expressed, named_first
from bot.tally.base import HALF, Base, Majority
from bot.tally.rules import yes_no
from bot.workshop.kinds import Vote
from bot.workshop.vote.methods import Method


def rule(plan: Vote, size: int | None, t: Catalogue) -> str:
    """Return what adopts a question, or retains an option, among `size` electors, and what those
    who abstain or stay away weigh; nothing where the votes cast alone decide of a question, or the
    first option wins."""
    majority = plan.majority_of(size if size is not None else plan.electors.size)
    if majority is None or (plan.method is Method.YES_NO and majority.base is Base.CAST):
        return ""
    share, asks = share_told(majority, t), plan.method is Method.YES_NO
    if majority.base is Base.CAST:
        return t("majority.threshold_cast", share=share)
    if majority.people is None:
        key = "majority.card_unknown" if asks else "majority.threshold_unknown"
        return t(key, share=share, people=t(f"majority.everyone.{majority.base}"))
    needed = majority.needed(0, 0)
    key = "majority.card" if asks else "majority.threshold"
    return t.n(key, needed, people=people_told(majority.base, majority.people, t), share=share)


def ticking(plan: Vote, t: Catalogue) -> str:
    """Return how many options may be ticked, where all that reach a threshold are retained."""
    least, most = plan.min_choices, plan.max_choices
    if least and most is not None:
        return t("majority.tick_between", least=least, most=most)
    if least:
        return t.n("majority.tick_least", least)
    return t.n("majority.tick_most", most) if most is not None else t("majority.tick")


def explained(plan: Vote, t: Catalogue) -> tuple[str, str]:
    """Return how a vote on such a majority was counted, and what was blank or missing weighed."""
    majority = plan.majority_of(None)
    assert majority is not None
    key, share = f"majority.how.{plan.method}", share_told(majority, t)
    if majority.base is Base.CAST:
        return t(f"{key}_cast", share=share), t("result.how.approval_left")
    return t(key, share=share, people=t(f"majority.everyone.{majority.base}")), t(f"{key}_left")


def share_told(majority: Majority, t: Catalogue) -> str:
    """Return a share in words: “more than half”, “at least 2/3”, “all”."""
    if majority.share == HALF:
        return t("majority.half")
    if majority.share == 1:
        return t("majority.all")
    return t("majority.share", share=f"{majority.share.numerator}/{majority.share.denominator}")


def people_told(base: Base, people: int, t: Catalogue) -> str:
    """Return of how many a majority is: “the 40 members”."""
    return t.n(f"majority.people.{base}", people)


def of_whom(telling: Telling) -> str:
    """Return of how many the majority of a counted vote was; nothing where it was of yes and no."""
    found = telling.details
    if "of" not in found:
        return ""
    return people_told(Base(found["base"]), found["of"], telling.t)


def answered(telling: Telling) -> str:
    """Return whether a question was adopted, by a majority other than that of yes over no."""
    t, found = telling.t, telling.details
    yes, no = found["counts"][yes_no.YES], found["counts"][yes_no.NO]
    if "of" not in found:
        return t(
            "majority.rejected_share",
            yes=yes,
            no=no,
            needed=found["yes_needed"],
            share=found["majority"],
        )
    key = "majority.adopted" if found["adopted"] else "majority.rejected"
    if not found["adopted"] and yes > no:
        key = "majority.rejected_though"
    return t.n(key, yes, no=no, needed=found["yes_needed"], people=of_whom(telling))


def retained(telling: Telling) -> str:
    """Return which options a threshold retained, or that it retained none."""
    t, found = telling.t, telling.details
    names = found["retained"]
    said = {"needed": found["needed"], "people": of_whom(telling)}
    if not names:
        return t("majority.none_retained", most=max(found["approvals"].values()), **said)
    return t.n("majority.retained", len(names), options=named_first(telling, names), **said)


def weighed(telling: Telling) -> str:
    """Return of whom the majority of a question was, and what abstaining and staying away weighed;
    that more voted than were said to be there, where they did."""
    majority = telling.vote.plan.majority_of(telling.outcome.size)
    if majority is None or telling.method is not Method.YES_NO or "of" not in telling.details:
        return outnumbered(telling)
    share = share_told(majority, telling.t)
    told = telling.t("majority.weighed", share=share, people=of_whom(telling))
    return " ".join(filter(None, (told, outnumbered(telling))))


def outnumbered(telling: Telling) -> str:
    """Return that more people voted than were said to be there; nothing where they did not."""
    majority, of = telling.vote.plan.majority_of(telling.outcome.size), telling.details.get("of")
    if majority is None or majority.people is None or of is None or majority.people >= of:
        return ""
    return telling.t(f"majority.more.{majority.base}", said=majority.people)


def away(telling: Telling) -> str:
    """Return how many of those whom the majority is of did not vote; nothing where none did not, or
    where they weigh nothing."""
    found = telling.details
    if found.get("base", Base.CAST) == Base.CAST or not expressed(telling.outcome):
        return ""
    missing = found["of"] - cast(telling.outcome)
    return telling.t.n(f"majority.away.{found['base']}", missing) if missing > 0 else ""
