"""Votes of every method: one to read, and any that Hypothesis can think of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from typing import Any
from typing import cast as cast_type

from hypothesis import strategies as st

from bot.i18n import Catalogue, catalogue
from bot.reports.kinds import Part
from bot.reports.markdown import markdown
from bot.reports.record import SessionRecord, VoteRecord
from bot.reports.vote.telling import Telling
from bot.reports.vote.verdict import quorum, settlement, verdict
from bot.tally.base import Base
from bot.tally.missing import Missing
from bot.tally.rules.shared_budget import Marking, Sharing
from bot.workshop.kinds import Vote
from bot.workshop.language import Language
from bot.workshop.vote.ballot import CastBallot, Content
from bot.workshop.vote.dates.slot import Slot
from bot.workshop.vote.electors import Electorate, Electors
from bot.workshop.vote.methods import Method, VoteOn
from bot.workshop.vote.step import GRADES, Word, Wording
from tests import builders
from tests.reports.builders import decided, record

NAMES = (
    "Un jardin partagé derrière la salle",
    "Une cuisine commune ouverte le midi",
    "Un journal de quartier",
    "Un atelier de réparation",
    "Une fête en juin",
)
# One ballot after the other: how many cast it, and what it says.
_DUELS: list[tuple[int, Content]] = [
    (7, [["2"], ["1"], ["4"], ["3"], ["5"]]),
    (5, [["1"], ["2"], ["3"]]),
    (4, [["3"], ["1"], ["2", "4"]]),
    (2, [["4"], ["3"], ["1"]]),
    (1, [["5"], ["4"]]),
    (1, []),
]
BALLOTS: dict[Method, list[tuple[int, Content]]] = {
    Method.DOTS: [
        (6, {"1": 3, "2": 2}),
        (5, {"2": 2, "3": 3}),
        (4, {"1": 1, "4": 2}),
        (3, {"3": 1}),
    ],
    Method.APPROVAL: [
        (6, ["1", "2"]),
        (5, ["2", "3", "4"]),
        (4, ["1", "4"]),
        (3, ["3"]),
        (1, []),
    ],
    Method.SCORE: [
        (6, {"1": 5, "2": 3, "3": 1, "4": 4, "5": 0}),
        (5, {"1": 2, "2": 5, "3": 3, "4": 4}),
        (4, {"2": 1, "3": 4, "4": 2, "5": 3}),
        (3, {"1": 4, "3": 2}),
    ],
    Method.MAJORITY_JUDGMENT: [
        (4, {"1": "Bien", "2": "Excellent", "3": "Passable", "4": "Très bien", "5": "À rejeter"}),
        (5, {"1": "Très bien", "2": "Assez bien", "3": "Insuffisant", "4": "Bien"}),
        (3, {"1": "Assez bien", "2": "À rejeter", "3": "Excellent", "4": "Bien", "5": "Passable"}),
        (4, {"1": "Excellent", "2": "Bien", "3": "Assez bien", "4": "Insuffisant", "5": "Bien"}),
        (2, {"1": "Insuffisant", "2": "Très bien", "4": "Passable", "5": "Insuffisant"}),
    ],
    Method.IRV: _DUELS,
    Method.STV: [
        (7, [["2"], ["1"], ["4"], ["3"], ["5"]]),
        (5, [["1"], ["2"], ["3"]]),
        (4, [["3"], ["1"], ["2"]]),
        (2, [["4"], ["3"], ["1"]]),
        (1, [["5"], ["4"]]),
        (1, []),
    ],
    Method.SCHULZE: _DUELS,
    Method.BORDA: _DUELS,
    Method.CONDORCET: _DUELS,
    Method.RESISTANCE: [
        (6, {"1": 0, "2": 3, "3": 8, "4": 2, "5": 5}),
        (5, {"1": 10, "2": 2, "3": 4, "4": 3, "5": 6}),
        (4, {"1": 1, "2": 4, "3": 9, "4": 2, "5": 9}),
        (3, {"2": 1}),
        (1, {}),
    ],
    Method.YES_NO: [(12, "yes"), (5, "no"), (2, "abstain")],
    Method.DATES: [
        (6, {"1": "yes", "2": "if_need_be", "3": "no", "4": "yes", "5": "no"}),
        (5, {"1": "no", "2": "yes", "3": "yes", "4": "if_need_be"}),
        (4, {"1": "yes", "2": "yes", "4": "yes"}),
        (3, {"2": "no", "3": "if_need_be", "4": "no", "5": "yes"}),
    ],
    Method.SHARED_BUDGET: [
        (6, ["1", "2"]),
        (5, ["2", "3"]),
        (4, ["1", "4"]),
        (3, ["3"]),
        (1, []),
    ],
}
ZONE = "Europe/Paris"
_FIRST = datetime(2031, 3, 28, 17, 30, tzinfo=UTC)  # two days before the clocks go forward
COSTS = ("4000", "3500", "1200.50", "2500", "900")
CRITERIA = (
    Word(fr="Nouveau", en="New"),
    Word(fr="Utile", en="Useful"),
    Word(fr="Faisable", en="Feasible"),
)


def plan(method: Method, names: Sequence[str] = NAMES, **settings: Any) -> Vote:
    """A vote on written options, that asks a question."""
    one = method in (Method.YES_NO, Method.DATES)
    given: dict[str, Any] = {
        "kind": "vote",
        "title": builders.titled("Vote"),
        "invite": builders.both("Choose."),
        "minutes": 5,
        "method": method,
        "on": VoteOn.OPTIONS,
        "question": builders.both("Par quoi commençons-nous ?"),
        "options": () if one else tuple(Wording(fr=name, en=name) for name in names),
    }
    if method is Method.DATES:
        given |= {"dates": tuple(days(len(names))), "zone": ZONE, "secret": True}
    if method is Method.RESISTANCE:  # the first is to decide nothing
        given["passive"] = 1
    if method is Method.SHARED_BUDGET:
        count = len(settings.get("options", names))
        given |= {"money": 10_000, "costs": tuple(islice(cycle(COSTS), count))}
    return Vote(**(given | settings))


def days(number: int) -> list[Slot]:
    """So many dates: an evening of two hours, a morning whose end nobody said, a whole day…"""
    found = []
    for rank in range(number):
        starts = _FIRST + timedelta(days=3 * rank)
        if rank % 3 == 2:
            found.append(Slot.of_day(starts.date(), ZONE))
        else:
            ends = starts + timedelta(hours=2) if rank % 3 == 0 else None
            found.append(Slot(starts=starts, ends=ends))
    return found


def ballots(cast: Sequence[tuple[int, Content]], *, signed: bool = False) -> list[CastBallot]:
    """Ballots of so many people each, one by one; the names of signed ones are invented."""
    contents = [content for weight, content in cast for _ in range(weight)]
    return [
        CastBallot(rank, content, name=f"Personne {rank:02}" if signed else None)
        for rank, content in enumerate(contents, start=1)
    ]


def sample(
    method: Method,
    *,
    room: int = 0,
    size: int | None = 24,
    language: Language = Language.FRENCH,
    cast: Sequence[tuple[int, Content]] | None = None,
    **settings: Any,
) -> VoteRecord:
    """A vote to read: some twenty people, `room` of them without Discord."""
    given = [(n, _graded(content, language)) for n, content in BALLOTS[method]]
    held = ballots(given if cast is None else cast, signed=settings.get("secret") is False)
    for rank in range(room):
        held[rank] = CastBallot(held[rank].id, held[rank].content, in_room=True)
    electors = Electors(who=Electorate.NUMBER, size=size) if size is not None else Electors()
    told = plan(method, electors=electors, **settings)
    return decided(told, held, language=language, size=size)


def session(vote: VoteRecord, t: Catalogue | None = None, **more: Any) -> SessionRecord:
    """A session of this one vote."""
    language = t.language if t is not None else Language.FRENCH
    return record((vote.plan,), votes={"vote": vote}, language=language, **more)


def part(vote: VoteRecord, of: Part) -> str:
    """What the French report of a vote says in one part."""
    t = catalogue(Language.FRENCH)
    _, _, rest = markdown(session(vote), t).partition(f"\n## {t(f'report.part.{of}')}\n")
    return rest.partition("\n## ")[0].strip()


def _graded(content: Content, language: Language) -> Content:
    """A ballot with the names of its grades in a language."""
    if not isinstance(content, dict):
        return content
    names = {grade.fr: grade[language] for grade in GRADES}
    return cast_type(Content, {name: names.get(str(of), of) for name, of in content.items()})


# Any vote

_FEW = NAMES[:4]
_numbers = [str(n) for n in range(1, len(_FEW) + 1)]


@st.composite
def contents(draw: st.DrawFn, of: Vote, language: Language) -> Content:
    """Draw a ballot as its voter could have cast it, blank ones among them."""
    if of.method is Method.YES_NO:
        return str(draw(st.sampled_from(["yes", "no", "abstain"])))
    chosen = sorted(draw(st.lists(st.sampled_from(_numbers), unique=True)))
    if of.ballot is Method.APPROVAL:
        return chosen
    if of.method is Method.DOTS:
        most = 2 if len(chosen) < len(_numbers) else 1
        return {name: draw(st.integers(1, most)) for name in chosen[:2]}
    if of.method is Method.RESISTANCE:
        return {name: draw(st.integers(*of.scale)) for name in chosen}
    if of.ballot is Method.SCORE:
        scores = st.integers(*of.scale)
        if not of.criteria:
            return {name: draw(scores) for name in chosen}
        named = of.criterion_names(language)
        return {
            name: given
            for name in chosen
            if (given := {c: draw(scores) for c in named if draw(st.booleans())})
        }
    if of.method.is_graded:
        grades = st.sampled_from(of.grade_names(language))
        return {name: draw(grades) for name in chosen}
    groups: list[list[str]] = []
    for name in draw(st.permutations(chosen)):
        level = of.method.ties_ranks and draw(st.booleans())
        if groups and level:
            groups[-1] = sorted([*groups[-1], name])
        else:
            groups.append([name])
    return groups


@st.composite
def elections(draw: st.DrawFn, method: Method, language: Language = Language.FRENCH) -> VoteRecord:
    """Draw a counted vote: its settings, its ballots, who was in the room, how a tie is settled."""
    given: dict[str, Any] = {"secret": draw(st.booleans())}
    ties = ["none", "lot"]
    if method is not Method.STV:
        ties += ["facilitator", *([] if method is Method.YES_NO else ["runoff"])]
    given["tie"] = draw(st.sampled_from(ties))
    if method.seats and draw(st.booleans()):
        given["seats"] = draw(st.integers(1, len(_FEW)))
    if method is Method.SHARED_BUDGET:
        given |= {"tie": "lot", "seed": draw(st.sampled_from(["x", "y"]))}
        given["sharing"] = draw(st.sampled_from(Sharing))
        given["marking"] = draw(st.sampled_from(Marking))
    if draw(st.booleans()):
        given |= {
            "quorum": str(draw(st.integers(1, 9))),
            "abstentions_count": draw(st.booleans()),
        }
    if method in (Method.SCORE, Method.MAJORITY_JUDGMENT):
        given["missing"] = draw(st.sampled_from(Missing))
    if method is Method.SCORE:
        given |= {"scale": (-2, 3), "criteria": draw(st.sampled_from([(), CRITERIA]))}
    if method is Method.YES_NO:
        given["majority"] = draw(st.sampled_from(["1/2", "2/3", "1/1"]))
    if method is Method.APPROVAL and "seats" not in given and draw(st.booleans()):
        given["threshold"] = draw(st.sampled_from(["1/3", "1/2", "2/3", "1/1"]))
    if method is Method.YES_NO or "threshold" in given:
        given["base"] = draw(st.sampled_from(Base))
        if given["base"] is not Base.CAST:
            given["base_size"] = draw(st.integers(1, 20))
    of = plan(method, _FEW, **given)
    cast = [
        CastBallot(
            rank,
            draw(contents(of, language)),
            weight=draw(st.integers(1, 3)) if in_room else 1,
            in_room=in_room,
            name=None if in_room else f"Personne {rank}",
        )
        for rank, in_room in enumerate(draw(st.lists(st.booleans(), max_size=9)))
    ]
    seed = draw(st.text("0123456789abcdef", min_size=16, max_size=16))
    return decided(of, cast, seed=seed, language=language)


def decided_in_words(vote: VoteRecord, t: Catalogue) -> str:
    """What a result says was decided, in the sentences that message and report share."""
    telling = Telling(vote, t, lambda label: label)
    told = [verdict(telling, listed=True), settlement(telling)]
    if vote.outcome.quorum_met is False:
        told.append(quorum(telling))
    return " ".join(filter(None, told))
