"""What a result shows below its first sentence, method by method: figures, grades, rounds, duels.

Words and numbers alone: bars made of signs would be read out sign after sign. The picture has them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from bot.i18n import Catalogue
from bot.interface.showing.pages import in_pages
from bot.reports.vote import resistance
from bot.reports.vote.budget.telling import lines as budget_lines
from bot.reports.vote.budget.telling import other, shares
from bot.reports.vote.found_date import ALL, after_date, answers_told
from bot.reports.vote.majority import away, outnumbered
from bot.reports.vote.seats import at_the_end, needed, round_told, rounds_shown
from bot.reports.vote.tables import by_duels
from bot.reports.vote.telling import (
    Place,
    Telling,
    answers_of,
    cast,
    duel,
    expressed,
    majority_grade,
    offered,
    places,
    tally_that_counts,
)
from bot.reports.vote.verdict import mark, order_decides, threshold
from bot.tally.rules import yes_no
from bot.workshop.text import escape
from bot.workshop.vote.methods import Method

_OPTIONS = 12
_OTHERS = 160  # kept for the sentence that counts the others
_ROUNDS = 6
_STAGES = 6
_IN_A_ROUND = 8
_DUELS = 8


def result_lines(telling: Telling, room: int) -> str:
    """Return the options best first and what they got, in at most `room` characters.

    What is cut is counted, and a tie that is cut is said to be one.
    """
    method = telling.method
    if method is Method.YES_NO:
        return "\n".join(_answers(telling))
    if method is Method.SHARED_BUDGET:
        return "\n".join(_shared(telling, room))
    after = list(_AFTER.get(method, _nothing)(telling))
    room -= sum(len(line) + 1 for line in after)
    return "\n".join([*_options(telling, room), *after])


def _shared(telling: Telling, room: int) -> Iterator[str]:
    """Yield what each project of a shared budget cost whom, between what each person had and what
    the other rule would have funded."""
    before, after = (shares(telling), other(telling)) if telling.decides else ("", "")
    entries = list(budget_lines(telling))
    [shown, *_] = in_pages(entries, room - len(before) - len(after) - _OTHERS)
    yield from filter(None, (before, *shown))
    if left := sum("`" in entry for entry in entries[len(shown) :]):
        yield f"-# {telling.t.n('result.others', left)}"
    if after:
        yield after


def _options(telling: Telling, room: int) -> Iterator[str]:
    t, shown = telling.t, _listed(telling)
    line = _LINES[telling.method]
    told = 0
    most = max(_OPTIONS, len(telling.outcome.winners) + len(telling.outcome.tied))
    for place in shown[:most]:
        written = line(telling, place)
        if len(written) + 1 > room - _OTHERS:
            break
        room -= len(written) + 1
        told += 1
        yield written
    left = shown[told:]
    ranks = telling.decides and telling.method is not Method.STV
    level_with = shown[told - 1].rank if told and ranks else None
    tied = sum(1 for place in left if place.rank == level_with)
    if left:
        level = f" {t.n('result.level', tied)}" if tied else ""
        yield f"-# {t.n('result.others', len(left))}{level}"
    without = len(offered(telling.outcome)) - len(shown)
    if telling.method in (Method.DOTS, Method.APPROVAL) and shown and without > 0:
        yield "-# " + t.n(f"result.got_nothing.{telling.method.value}", without)


def _listed(telling: Telling) -> list[Place]:
    """Return the options to list; by Condorcet's rule, in the order of the duels they win."""
    if telling.method is not Method.CONDORCET:
        return places(telling.vote)
    if not expressed(telling.outcome):
        return []
    return [Place(name, rank) for rank, name in enumerate(by_duels(telling), start=1)]


def _ranked(telling: Telling, place: Place) -> str:
    """Return what stands before an option: its rank, where the vote decides."""
    return f"**{place.rank}.**" if telling.decides else "•"


def _entry(telling: Telling, place: Place) -> str:
    told = mark(telling, place.name, tied=place.tied)
    return f"`{place.name}` {telling.label(place.name)}" + (f" — *{told}*" if told else "")


def _barred(telling: Telling, place: Place) -> str:
    figure = telling.t.number(telling.outcome.figures[place.name])
    line = f"**{figure}** · {_entry(telling, place)}"
    of = telling.details.get("by_criterion", {}).get(place.name, {})
    if not of:
        return line
    names = telling.vote.plan.criterion_names(telling.t.language)
    parts = (f"{escape(name)} {telling.t.number(Fraction(of[name]))}" for name in names)
    return f"{line}\n-# {' · '.join(parts)}"


def _graded(telling: Telling, place: Place) -> str:
    t, vote = telling.t, telling.vote
    tally, _ = tally_that_counts(vote, place.name)
    grades, grade = list(tally), majority_grade(vote, place.name)
    # “To reject or better” would say nothing.
    exact = grade in (grades[0], grades[-1])
    above = [grade] if exact else grades[grades.index(grade) :]
    key = "result.grade_exact" if exact else "result.grade_or_better"
    people = sum(tally[name] for name in above)
    told = t(key, grade=escape(grade), n=people, total=sum(tally.values()))
    counted = " · ".join(f"{escape(name)} {many}" for name, many in reversed(tally.items()) if many)
    return f"{_ranked(telling, place)} {_entry(telling, place)} — {told}\n-# {counted}"


def _dated(telling: Telling, place: Place) -> str:
    counts = answers_of(telling.outcome, place.name)
    told = answers_told(counts, telling, *ALL)
    return f"{_barred(telling, place)}\n-# {told}"


def _resisted(telling: Telling, place: Place) -> str:
    return resistance.line(telling, place, _entry(telling, place))


def _worse(telling: Telling) -> Iterator[str]:
    if told := resistance.worse(telling):
        yield told


def _figured(telling: Telling, place: Place) -> str:
    return f"{_ranked(telling, place)} {_entry(telling, place)} — {telling.figure(place.name)}"


def _seated(telling: Telling, place: Place) -> str:
    """Return a candidate: those who are elected come first, and have no rank among them."""
    name, outcome = place.name, telling.outcome
    sign = "✅" if telling.decides and name in outcome.winners else "•"
    told = [telling.figure(name)]
    if name in outcome.tied:
        told.append(f"*{mark(telling, name, tied=True)}*")
    return f"{sign} `{name}` {telling.label(name)} — {', '.join(told)}"


def _compared(telling: Telling, place: Place) -> str:
    return f"{_entry(telling, place)} — {telling.figure(place.name)}"


def _nothing(_: Telling) -> Iterator[str]:
    yield from ()


def _rounds(telling: Telling) -> Iterator[str]:
    if not places(telling.vote):
        return
    t, rounds = telling.t, telling.rounds
    first = max(0, len(rounds) - _ROUNDS)
    if first:
        yield "-# " + t.n("result.rounds_before", first)
    for number in range(first, len(rounds)):
        yield _round(number + 1, rounds[number], telling)
    if told := order_decides(telling):
        yield "-# " + told


def _stages(telling: Telling) -> Iterator[str]:
    """Yield how many votes a place takes, then the first and the last rounds, a sentence each."""
    if not places(telling.vote):
        return
    yield "-# " + needed(telling)
    shown, between = rounds_shown(telling, _STAGES)
    for before, number in zip([-1, *shown], shown, strict=False):
        if number > before + 1:
            yield "-# " + telling.t.n("seats.rounds_cut", between)
        yield round_told(telling, number)
    yield from ("-# " + told for told in at_the_end(telling))


def _round(number: int, held: Mapping[str, Any], telling: Telling) -> str:
    t = telling.t
    counts = {name: Fraction(n) for name, n in held["counts"].items()}
    best = sorted(counts, key=lambda name: (-counts[name], int(name)))
    told = [f"`{name}` {t.number(counts[name])}" for name in best[:_IN_A_ROUND]]
    if len(best) > _IN_A_ROUND:
        told.append(t.n("result.and_others", len(best) - _IN_A_ROUND))
    line = t("result.round", round=number, counts=" · ".join(told))
    out: Sequence[str] = sorted(held["eliminated"], key=int)
    if not out:
        return line
    options = _numbers(out, t)
    others = [name for name in sorted(held.get("last", out), key=int) if name not in out]
    if others:
        said = t("result.round_out_tied", option=options, others=_numbers(others, t))
    else:
        said = t.n("result.round_out", len(out), options=options)
    return f"{line} — {said}"


def _numbers(names: Sequence[str], t: Catalogue) -> str:
    options = ", ".join(f"`{name}`" for name in names[:_IN_A_ROUND])
    if len(names) > _IN_A_ROUND:
        options += " " + t.n("result.and_others", len(names) - _IN_A_ROUND)
    return options


def _duels(telling: Telling) -> Iterator[str]:
    """Yield the duels of what came first, or of what is unbeaten: the closest ones."""
    outcome = telling.outcome
    if not expressed(outcome):
        return
    first = outcome.winners or tuple(telling.details.get("unbeaten", ()))
    if not telling.decides:
        first = outcome.ranking[0]
    for name in first[:2]:
        others = [o for o in by_duels(telling) if o != name]
        fought = {o: duel(outcome, name, o) for o in others}
        kinds = {
            "won": [o for o in others if fought[o][0] > fought[o][1]],
            "even": [o for o in others if fought[o][0] == fought[o][1]],
            "lost": [o for o in others if fought[o][0] < fought[o][1]],
        }
        for kind, against in kinds.items():
            if against:
                told = _against(telling, against, fought)
                yield telling.t(f"result.duels.{kind}", option=f"`{name}`", others=told)


def _against(
    telling: Telling, against: Sequence[str], fought: Mapping[str, tuple[int, int]]
) -> str:
    t = telling.t
    closest = sorted(against, key=lambda o: (abs(fought[o][0] - fought[o][1]), int(o)))
    told = [
        t("result.duel", option=f"`{o}`", mine=fought[o][0], theirs=fought[o][1])
        for o in closest[:_DUELS]
    ]
    if len(against) > _DUELS:
        told.append(t.n("result.and_others", len(against) - _DUELS))
    return ", ".join(told)


def _answers(telling: Telling) -> Iterator[str]:
    t, counts = telling.t, telling.details["counts"]
    if not cast(telling.outcome):
        return
    for side in (yes_no.YES, yes_no.NO):
        yield f"**{counts[side]}** · {t(f'ballot.{side}')}"
    if counts[yes_no.ABSTAIN]:
        yield t.n("result.abstained", counts[yes_no.ABSTAIN])
    if missing := away(telling):
        yield missing
    # What those weigh who abstained or stayed away is said below, with how it was counted.
    if told := outnumbered(telling) if "of" in telling.details else threshold(telling):
        yield "-# " + told


_LINES: Mapping[Method, Callable[[Telling, Place], str]] = {
    Method.DOTS: _barred,
    Method.APPROVAL: _barred,
    Method.SCORE: _barred,
    Method.BORDA: _barred,
    Method.MAJORITY_JUDGMENT: _graded,
    Method.IRV: _figured,
    Method.STV: _seated,
    Method.SCHULZE: _figured,
    Method.CONDORCET: _compared,
    Method.DATES: _dated,
    Method.RESISTANCE: _resisted,
}
_AFTER: Mapping[Method, Callable[[Telling], Iterator[str]]] = {
    Method.IRV: _rounds,
    Method.STV: _stages,
    Method.SCHULZE: _duels,
    Method.CONDORCET: _duels,
    Method.DATES: after_date,
    Method.RESISTANCE: _worse,
}
