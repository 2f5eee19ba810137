"""What a vote decided, in plain sentences: who voted, the quorum, what came first, ties settled."""

from __future__ import annotations

from fractions import Fraction

from bot.reports.vote import majority, resistance
from bot.reports.vote.budget import telling as budget
from bot.reports.vote.found_date import found_date, no_date, tied_dates
from bot.reports.vote.seats import (
    lot_of_seats,
    mark_of_seats,
    settled_of_seats,
    verdict_of_seats,
)
from bot.reports.vote.telling import (
    Telling,
    blank,
    cast,
    expressed,
    majority_grade,
    named_first,
    places,
)
from bot.tally.rules import yes_no
from bot.workshop.vote.methods import Method, SecondRule
from bot.workshop.vote.themes import Chosen, chosen


def turnout(telling: Telling) -> str:
    """Return how many voted, out of how many if it is known, and those in the room among them.
    Nothing when nobody did, or where nothing was counted: the verdict says so."""
    t, outcome = telling.t, telling.outcome
    people = 0 if outcome.lost else cast(outcome)
    if not people:
        return ""
    room = t("result.voted_room", room=outcome.in_room) if outcome.in_room else ""
    of = t("result.voted_of", size=outcome.size) if outcome.size is not None else ""
    return f"{t.n('result.voted', people)}{of}{room}."


def quorum(telling: Telling) -> str:
    """Return whether the quorum was met; nothing without one, or where it would tell too much.

    How many ballots of a secret vote were blank is a detail like any other.
    """
    t, needed, counted = telling.t, telling.outcome.quorum, _for_quorum(telling)
    strict = not telling.vote.plan.abstentions_count
    if needed is None or counted is None or telling.outcome.lost:
        return ""
    key = "result.quorum_met" if counted >= needed else "result.quorum_not_met"
    told = t.n(key, counted, needed=needed)
    return f"{told} {t('result.quorum_strict')}" if strict else told


def _for_quorum(telling: Telling) -> int | None:
    """Return how many ballots counted for the quorum; None where it would tell too much."""
    outcome = telling.outcome
    if telling.vote.plan.abstentions_count:
        return outcome.ballots
    if telling.vote.detailed or not telling.vote.secret:
        return outcome.ballots - blank(outcome)
    # That a quorum is met would tell of the blank ones; that it cannot be does not.
    return outcome.ballots if outcome.ballots < (outcome.quorum or 0) else None


def verdict(telling: Telling, *, listed: bool = False) -> str:
    """Return what came first in one sentence or two: a winner, a tie, or why there is none.

    Options that tie are named, unless places are `listed` just below and nothing else is there:
    they would be told twice in a row.
    """
    t, outcome, vote = telling.t, telling.outcome, telling.vote
    if outcome.lost:
        return t.n("sealed.lost", cast(outcome))
    if not cast(outcome):
        return t("result.nobody_voted")
    if vote.secret and not vote.detailed:
        return t("result.too_few_room" if outcome.in_room else "result.too_few")
    if undecided(telling):
        return t("result.undecided", n=_for_quorum(telling), needed=outcome.quorum)
    if telling.method is Method.YES_NO:
        return _answer(telling)
    if outcome.puts_each and expressed(outcome):
        return majority.retained(telling)
    if not (outcome.winners or outcome.tied):
        return _nothing(telling)
    if outcome.seated:
        return verdict_of_seats(telling, listed=listed)
    if outcome.tie:
        return _tie(telling, listed)
    if telling.method is Method.SHARED_BUDGET:
        return budget.won(telling, listed=listed)
    return _WON.get(telling.method, _most)(telling, outcome.winners[0])


def undecided(telling: Telling) -> bool:
    """True where the verdict is that the quorum was not met, with how many voted."""
    hidden = telling.vote.secret and not telling.vote.detailed
    told = cast(telling.outcome) and not hidden and not telling.outcome.lost
    return bool(told) and not telling.decides


def order_decides(telling: Telling) -> str:
    """Return why a run-off ends in a tie that the order of elimination makes, and which order
    the rounds show; nothing for other votes."""
    t, last = telling.t, telling.order_decides
    if not last or not telling.vote.detailed or not telling.decides:
        return ""
    number = len(telling.details["rounds"])
    told = [t("result.order_decides", round=number, options=named_first(telling, last))]
    if not telling.details["orders_followed"]:
        told.append(t("result.orders_too_many"))
    chosen = telling.outcome.chosen
    if chosen is not None and chosen in telling.details["orders"]:
        told.append(t("result.order_shown", option=telling.named(chosen)))
    return " ".join(told)


def threshold(telling: Telling) -> str:
    """Return how many yes a question took, of how many; of other methods, only that more voted than
    were said to be there."""
    t, details, vote = telling.t, telling.details, telling.vote
    if vote.secret and not vote.detailed:
        return ""
    if telling.method is not Method.YES_NO:
        return majority.weighed(telling)
    if "of" in details:
        return majority.weighed(telling)
    needed, total = details["yes_needed"], expressed(telling.outcome)
    if not total:
        return ""
    if details["majority"] == "1/2":
        return t("result.majority_half", needed=needed, total=total)
    return t("result.majority_share", needed=needed, total=total, share=details["majority"])


def settlement(telling: Telling) -> str:
    """Return what the declared second rule did with a tie, or will do, then which themes go on to
    a later vote, tied or not."""
    return " ".join(filter(None, (_settled(telling), _going_on(telling))))


def _going_on(telling: Telling) -> str:
    t, found = telling.t, _next(telling)
    if not found.themes:
        return ""
    names = {option.source_id: option.name for option in telling.vote.options}
    themes = named_first(telling, [names[theme] for theme in found.themes])
    told = t.n("result.goes_on", len(found.themes), themes=themes)
    return f"{told} {t('result.goes_on_tied')}" if found.tied else told


def _next(telling: Telling) -> Chosen:
    """Return the themes that a later step takes; none where none does, or may be told."""
    vote = telling.vote
    if vote.goes_on is None:
        return Chosen()
    return chosen(vote.outcome, vote.options, vote.goes_on, secret=vote.secret)


def _settled(telling: Telling) -> str:
    """Nothing without a tie, and nothing without the quorum: there is then nothing to settle."""
    t, outcome, vote = telling.t, telling.outcome, telling.vote
    if vote.secret and not vote.detailed:
        return ""
    if outcome.seated:
        return settled_of_seats(telling)
    if not outcome.tied:
        return ""
    second = outcome.second
    if second is None:
        if _next(telling).themes:
            return ""
        if vote.talked_about:
            return t("result.talked_about")
        return t(f"result.second.none{'_yes_no' if telling.method is Method.YES_NO else ''}")
    if second.winner is None:
        return t(f"result.second.{second.rule.value}_waits")
    rule = "lot" if second.rule is SecondRule.LOT else "facilitator"
    return t(f"result.second.{rule}", option=telling.named(second.winner))


def lot(telling: Telling) -> str:
    """Return how anyone can draw the lot again; nothing where none was drawn."""
    vote, second = telling.vote, telling.outcome.second
    if vote.secret and not vote.detailed:
        return ""
    if telling.outcome.seated:
        return lot_of_seats(telling)
    if telling.method is Method.SHARED_BUDGET and telling.decides:
        return budget.lots(telling)
    if second is None or second.seed is None:
        return ""
    if telling.method is Method.YES_NO:
        return telling.t("result.lot_yes_no", seed=second.seed)
    return telling.t("result.lot", seed=second.seed, name=second.winner)


def mark(telling: Telling, name: str, *, tied: bool) -> str:
    """Return what sets an option apart beside its rank: it is tied, or settled a tie."""
    if telling.outcome.seated:
        return mark_of_seats(telling, name)
    second = telling.outcome.second
    if second is not None and second.winner == name:
        return telling.t(f"result.mark.{second.rule.value}")
    if telling.outcome.puts_each:
        return telling.t("majority.mark") if name in telling.outcome.winners else ""
    return telling.t("result.mark.tied") if tied and telling.decides else ""


def _answer(telling: Telling) -> str:
    """Return whether a question was adopted."""
    t, details = telling.t, telling.details
    counts = details["counts"]
    given = {"yes": counts[yes_no.YES], "no": counts[yes_no.NO]}
    though = not details["adopted"] and given["yes"] > given["no"]
    if "of" in details or though:
        return majority.answered(telling)
    if not sum(given.values()):
        return t("result.none.yes_no")
    if telling.outcome.tie:
        return t("result.tied_sides", **given)
    return t("result.won.adopted" if details["adopted"] else "result.won.rejected", **given)


def _nothing(telling: Telling) -> str:
    if telling.method is Method.DATES and expressed(telling.outcome):
        return no_date(telling)
    if not expressed(telling.outcome):
        key = "dots" if telling.method is Method.DOTS else "blank"
        return telling.t(f"result.none.{key}")
    return telling.t("result.none.condorcet")


def _tie(telling: Telling, listed: bool) -> str:
    t, winners = telling.t, telling.outcome.winners
    n = len(winners)
    listed = listed and all(place.rank == 1 for place in places(telling.vote))
    options = "" if listed else named_first(telling, winners)
    if telling.method in (Method.DATES, Method.RESISTANCE):
        tied = tied_dates if telling.method is Method.DATES else resistance.tied
        return tied(telling, options)
    if telling.method is Method.MAJORITY_JUDGMENT:
        if listed:
            return t("result.tied_grades_below", n=n)
        return t("result.tied_grades", n=n, options=options)
    if not telling.outcome.figures:
        return t("result.tied_below", n=n) if listed else t("result.tied", n=n, options=options)
    figure = telling.figure(winners[0])
    if listed:
        return t("result.tied_figure_below", n=n, figure=figure)
    return t("result.tied_figure", n=n, figure=figure, options=options)


def _most(telling: Telling, winner: str) -> str:
    return telling.t(
        "result.won.figure", option=telling.named(winner), figure=telling.figure(winner)
    )


def _approved(telling: Telling, winner: str) -> str:
    number = int(telling.outcome.figures[winner])
    total = telling.outcome.ballots
    return telling.t.n("result.won.approval", number, total=total, option=telling.named(winner))


def _graded(telling: Telling, winner: str) -> str:
    t, vote = telling.t, telling.vote
    given = majority_grade(vote, winner)
    grade, option = telling.say(given), telling.named(winner)
    close = [p.name for p in places(vote) if p.rank == 2 and majority_grade(vote, p.name) == given]
    if len(close) != 1:
        return t("result.won.grade", option=option, grade=grade)
    return t("result.won.grade_close", option=option, grade=grade, other=telling.named(close[0]))


def _last_standing(telling: Telling, winner: str) -> str:
    t, rounds = telling.t, telling.rounds
    option = telling.named(winner)
    if not rounds:
        return t("result.won.alone", option=option)
    counts = {name: Fraction(n) for name, n in rounds[-1]["counts"].items()}
    if len(counts) != 2:
        return t.n("result.won.rounds", len(rounds), option=option)
    mine = counts.pop(winner)
    return t.n(
        "result.won.last_round",
        len(rounds),
        option=option,
        mine=t.number(mine),
        theirs=t.number(*counts.values()),
    )


def _unbeaten(telling: Telling, winner: str) -> str:
    t, option = telling.t, telling.named(winner)
    if len(telling.details["pairwise"]) == 1:
        return t("result.won.alone", option=option)
    beats_all = telling.details["condorcet_winner"] == winner
    return t("result.won.duels" if beats_all else "result.won.paths", option=option)


_WON = {
    Method.DATES: found_date,
    Method.RESISTANCE: resistance.least,
    Method.APPROVAL: _approved,
    Method.MAJORITY_JUDGMENT: _graded,
    Method.IRV: _last_standing,
    Method.SCHULZE: _unbeaten,
    Method.CONDORCET: _unbeaten,
}
