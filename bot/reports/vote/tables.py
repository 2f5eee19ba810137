"""The full count of a vote, as Markdown: every option, with what one counts again by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from babel.numbers import format_decimal

from bot.i18n import Catalogue
from bot.reports.vote import resistance
from bot.reports.vote.budget.telling import Budget, other, shares
from bot.reports.vote.dates import answer_name
from bot.reports.vote.found_date import ALL, after_date
from bot.reports.vote.seats import at_the_end, needed, round_told
from bot.reports.vote.telling import (
    Place,
    Telling,
    answers_of,
    counts_means,
    duel,
    duels_won,
    offered,
    places,
)
from bot.reports.vote.verdict import order_decides
from bot.reports.writing import bullets, inline, paragraphs, table
from bot.tally.rules import yes_no
from bot.tally.rules.shared_budget import Sharing
from bot.workshop.vote.methods import Method

# A page shows this many rounds, and duels between this many options.
ROUNDS = 10
DUELLISTS = 12

_NONE = "—"


def full_count(telling: Telling) -> str:
    """Return the tables of a vote that is detailed, and what completes them."""
    return _TABLES[telling.method](telling)


def rank(place: Place, telling: Telling) -> str:
    """Return “1.” or “1. tied”; a dash where nothing is decided."""
    t = telling.t
    if not telling.decides or telling.method is Method.STV:
        return _NONE
    return t("report.rank_tied" if place.tied else "report.rank", rank=place.rank)


def all_places(telling: Telling) -> list[tuple[Place | None, str]]:
    """Return every option with its place, best first; those without one last, by number."""
    ranked = {place.name: place for place in places(telling.vote)}
    names = offered(telling.outcome)
    rest = sorted((name for name in names if name not in ranked), key=int)
    return [*((place, name) for name, place in ranked.items()), *((None, n) for n in rest)]


def by_duels(telling: Telling) -> list[str]:
    """Return the options as a table of duels has them: the winners' rows on top."""
    names = offered(telling.outcome)
    if telling.method is Method.SCHULZE:
        return names
    won = {name: duels_won(telling.outcome, name)[0] for name in names}
    first = telling.outcome.winners
    return sorted(names, key=lambda name: (name not in first, -won[name], int(name)))


def _figured(column: str) -> Callable[[Telling], str]:
    """Return the table of a method in which each option has one figure."""

    def written(telling: Telling) -> str:
        t, figures = telling.t, telling.outcome.figures
        made = _ranking(telling, [t(column)], lambda name: [_exactly(figures[name], t)])
        return paragraphs(made, _remark(telling))

    return written


def _scores(telling: Telling) -> str:
    t, figures, details = telling.t, telling.outcome.figures, telling.details
    by_criterion: Mapping[str, Mapping[str, Any]] = details.get("by_criterion", {})
    criteria = telling.vote.plan.criterion_names(t.language) if by_criterion else ()
    column = "total"
    if counts_means(telling.outcome):
        column = "means" if by_criterion else "mean"

    def cells(name: str) -> list[str]:
        parts = [_exactly(Fraction(by_criterion[name][c]), t) for c in criteria]
        return [*parts, _exactly(figures[name], t)]

    head = [*map(inline, criteria), t(f"report.vote.{column}")]
    return _ranking(telling, head, cells)


def _grades(telling: Telling) -> str:
    t, held = telling.t, telling.details["options"]
    names = list(next(iter(held.values()))["grades"]) if held else []

    def cells(name: str) -> list[str]:
        one = held[name]
        given = [str(one["grades"][grade]) for grade in names]
        return [*given, str(one["missing"]), inline(one["majority_grade"] or _NONE)]

    head = [*map(inline, names), t("report.vote.ungraded"), t("report.vote.majority_grade")]
    sequences = [
        t("report.vote.sequence_of", option=telling.label(name), grades=_sequence(blocks, t))
        for _, name in all_places(telling)
        if (blocks := held[name]["sequence"])
    ]
    return paragraphs(
        _ranking(telling, head, cells),
        t("report.vote.sequence") if sequences else "",
        bullets(sequences),
    )


def _dates(telling: Telling) -> str:
    def cells(name: str) -> list[str]:
        counts = answers_of(telling.outcome, name)
        return [str(int(telling.outcome.figures[name])), *(str(counts[one]) for one in ALL)]

    t = telling.t
    head = [t("report.vote.can_come"), *(answer_name(one, t) for one in ALL)]
    return paragraphs(_ranking(telling, head, cells), bullets(after_date(telling)))


def _resistances(telling: Telling) -> str:
    t, details = telling.t, telling.details

    def cells(name: str) -> list[str]:
        return [
            t("report.vote.percent", share=resistance.share(telling, name)),
            str(details["totals"][name]),
            str(details["strong"][name]),
            resistance.standing(telling, name) or _NONE,
        ]

    columns = ("resistance", "resistance_total", "resistance_strong", "resistance_beside")
    head = [t(f"report.vote.{column}") for column in columns]
    return paragraphs(
        t("report.vote.least_first"), _ranking(telling, head, cells), resistance.worse(telling)
    )


def _sequence(blocks: Sequence[Mapping[str, Any]], t: Catalogue) -> str:
    """Return the grades that come off one by one: “3 × Good, then Fair and Good in turn (2 ×)”."""
    written = []
    for block in blocks:
        grades, times = [inline(grade) for grade in block["grades"]], block["times"]
        if len(grades) > 1:
            both = t("report.vote.sequence_and", one=grades[0], other=grades[1])
            written.append(f"{both} ({times} ×)")
        else:
            written.append(f"{times} × {grades[0]}")
    return t("report.vote.sequence_then").join(written)


def _rounds(telling: Telling) -> str:
    t, rounds = telling.t, telling.rounds
    first = max(0, len(rounds) - ROUNDS)
    shown = rounds[first:]

    def cell(held: Mapping[str, Any], name: str) -> str:
        if name not in held["counts"]:
            return _NONE
        figure = _exactly(Fraction(held["counts"][name]), t)
        out = name in held["eliminated"]
        return t("report.vote.round_out", figure=figure) if out else figure

    head = [t("report.vote.round", n=number) for number in range(first + 1, len(rounds) + 1)]
    last = [["", "", t("report.vote.for_nobody"), *(str(held["for_nobody"]) for held in shown)]]
    silent = any(held["for_nobody"] for held in shown)
    return paragraphs(
        t("report.vote.rounds_cut", n=len(shown)) if first else "",
        _ranking(
            telling,
            head,
            lambda name: [cell(held, name) for held in shown],
            last if silent else (),
        ),
        _remark(telling),
    )


def _stages(telling: Telling) -> str:
    """Return the rounds of transferable votes, all of them: a sentence each, then what each had."""
    t, rounds = telling.t, telling.rounds
    if not rounds:
        return _ranking(telling, [], lambda _: [])
    names = [name for _, name in all_places(telling)]
    columns = [t(f"report.vote.{column}") for column in ("number", "option")]

    def cell(held: Mapping[str, Any], name: str) -> str:
        if name not in held["counts"]:
            return _NONE
        figure = _five(Fraction(held["counts"][name]), t)
        if name in held["elected"] or name in held["filled"]:
            return f"**{figure}**"
        return t("seats.round_out", figure=figure) if name in held["eliminated"] else figure

    def part(first: int) -> str:
        shown = rounds[first : first + ROUNDS]
        numbers = range(first + 1, first + len(shown) + 1)
        head = [*columns, *(t("report.vote.round", n=number) for number in numbers)]
        rows = [[name, telling.label(name), *(cell(one, name) for one in shown)] for name in names]
        for key, of in (("for_nobody", "for_nobody"), ("lost", "lost")):
            if any(Fraction(one[key]) for one in rounds):
                figures = (_five(Fraction(one[key]), t) for one in shown)
                rows.append(["", t(f"report.vote.{of}"), *figures])
        return table(head, rows)

    return paragraphs(
        needed(telling),
        bullets(round_told(telling, number) for number in range(len(rounds))),
        " ".join(at_the_end(telling)),
        *(part(first) for first in range(0, len(rounds), ROUNDS)),
    )


def _duels(telling: Telling) -> str:
    t, names = telling.t, by_duels(telling)
    shown = names[:DUELLISTS]

    def cell(one: str, other: str) -> str:
        if one == other:
            return _NONE
        mine, theirs = duel(telling.outcome, one, other)
        return f"**{mine}**" if mine > theirs else str(mine)

    head = [t("report.vote.number"), t("report.vote.option"), *shown]
    rows = [[one, telling.label(one), *(cell(one, other) for other in shown)] for one in shown]
    cut = len(shown) < len(names)
    ranking = telling.method is Method.SCHULZE
    return paragraphs(
        _ranking(telling, [], lambda _: []) if ranking else "",
        t("report.vote.pairwise"),
        t("report.vote.pairwise_cut", n=len(shown)) if cut else "",
        table(head, rows),
    )


def _shared_budget(telling: Telling) -> str:
    budget, t = Budget(telling), telling.t
    rules = (budget.sharing, *(rule for rule in Sharing if rule is not budget.sharing))
    funded = {rule: budget.funded(rule) for rule in rules}

    def cell(name: str, rule: Sharing) -> str:
        why = budget.why(name, rule)
        return f"{t('report.vote.budget_funded')} — {why}" if name in funded[rule] else why

    def cells(name: str) -> list[str]:
        by_rule = [cell(name, rule) for rule in rules] if telling.decides else []
        return [budget.support(name), *by_rule]

    head = [t("report.vote.support")]
    head += [t(f"report.vote.by.{rule}") for rule in rules] if telling.decides else []
    rests = {rule.value: budget.say(budget.left(rule)) for rule in rules}
    left = t("report.vote.budget_rests", money=budget.say(budget.whole), **rests)
    made = _ranking(telling, head, cells)
    return paragraphs(shares(telling), made, left, other(telling)) if telling.decides else made


def _answers(telling: Telling) -> str:
    t, counts = telling.t, telling.details["counts"]
    head = [t("report.vote.answer"), t("report.vote.voices")]
    sides = (yes_no.YES, yes_no.NO, yes_no.ABSTAIN)
    return table(head, [[t(f"ballot.{side}"), str(counts[side])] for side in sides])


def _ranking(
    telling: Telling,
    head: Sequence[str],
    cells: Callable[[str], Sequence[str]],
    last: Sequence[Sequence[str]] = (),
) -> str:
    """Return the table of every option: rank, number, label, then what `cells` gives."""
    t = telling.t
    columns = [t(f"report.vote.{column}") for column in ("rank", "number", "option")]
    rows = [
        [rank(place, telling) if place else _NONE, name, telling.label(name), *cells(name)]
        for place, name in all_places(telling)
    ]
    return table([*columns, *head], [*rows, *last])


def _remark(telling: Telling) -> str:
    return paragraphs(*_remarks(telling))


def _remarks(telling: Telling) -> Iterator[str]:
    t, outcome, plan = telling.t, telling.outcome, telling.vote.plan
    if plan.method is Method.DOTS:
        unused = plan.budget * outcome.ballots - int(sum(outcome.figures.values()))
        if unused > 0:
            yield t.n("report.vote.unused", unused)
    if told := order_decides(telling):
        yield told
    beats_all = outcome.details.get("condorcet_winner")
    if beats_all is not None and telling.decides and outcome.winners != (beats_all,):
        yield t("report.vote.condorcet", option=telling.named(beats_all))


def _five(figure: Fraction, t: Catalogue) -> str:
    """Return a figure of transferable votes, which has five decimals at most."""
    return format_decimal(
        Decimal(figure.numerator) / figure.denominator, "0.#####", t.language.locale
    )


def _exactly(figure: Fraction, t: Catalogue) -> str:
    """Return a figure, and the fraction that it is where decimals do not say it all."""
    written = t.number(figure)
    whole = (figure * 100).denominator == 1
    return written if whole else f"{written} ({figure})"


_TABLES: Mapping[Method, Callable[[Telling], str]] = {
    Method.SHARED_BUDGET: _shared_budget,
    Method.DOTS: _figured("report.vote.dots"),
    Method.APPROVAL: _figured("report.vote.approvals"),
    Method.SCORE: _scores,
    Method.MAJORITY_JUDGMENT: _grades,
    Method.IRV: _rounds,
    Method.STV: _stages,
    Method.SCHULZE: _duels,
    Method.BORDA: _figured("report.vote.points"),
    Method.CONDORCET: _duels,
    Method.YES_NO: _answers,
    Method.DATES: _dates,
    Method.RESISTANCE: _resistances,
}
