"""A ballot as its voter fills it, in the form that is counted and exported (`bot.tally.ballots`).

Options go by their number, written as text: ``{"1": 3}`` for dots and scores, ``["1", "2"]`` for
approval, ``{"1": "Bien"}`` for grades, ``[["1"], ["2", "3"]]`` for ranks, ``"yes"`` for a question.
Every function returns a new ballot or raises a Refusal; none changes what it was given.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, cast

from bot.tally.rules import yes_no
from bot.workshop.errors import Refusal
from bot.workshop.language import Language
from bot.workshop.vote.methods import Method
from bot.workshop.vote.options import Option, Slate
from bot.workshop.vote.step import Vote

# Under this many ballots a secret result is not detailed: it tells who voted what (methods §4).
DETAIL_FROM = 3
# Under this many people a secret vote is published as totals, wherever its rule needs no more: an
# unusual ballot is recognised by who knows its voter, and proves how they voted.
WHOLE_FROM = 10

Dots: TypeAlias = dict[str, int]
Scores: TypeAlias = dict[str, int] | dict[str, dict[str, int]]
Ticks: TypeAlias = list[str]
Grades: TypeAlias = dict[str, str]
Ranks: TypeAlias = list[list[str]]
Content: TypeAlias = Dots | Scores | Ticks | Grades | Ranks | str


class NotMarked(Refusal):
    """What was asked of a ballot cannot be marked: it stays as it was, still to be marked."""


class NotCast(Refusal):
    """A ballot cannot go in the box as it is: it stays in hand."""


class NothingCast(Refusal):
    """There is no such ballot in the box to be taken back."""


@dataclass(frozen=True, slots=True)
class CastBallot:
    """A ballot in the box: cast by `weight` people, `name` told by signed votes alone.

    `in_room` when a facilitator recorded it for people without Discord; `id` says nothing.
    """

    id: int
    content: Content
    weight: int = 1
    in_room: bool = False
    name: str | None = None


def empty(plan: Vote) -> Content:
    """Return a ballot on which nothing is marked yet."""
    if plan.method is Method.YES_NO:
        return ""
    if plan.ballot is Method.APPROVAL or plan.method.is_ranked:
        return []
    return {}


def check_option(options: Sequence[Option], number: int, *, back: bool = False) -> str:
    """Return the name of an option that can be chosen, or from which what lies there can be taken
    `back`; raise Refusal otherwise."""
    found = Slate.of(options).by_name.get(str(number))
    if found is None:
        raise NotMarked("ballot.unknown_option")
    if found.removed:
        raise NotMarked("ballot.option_removed")
    if found.gone and not back:
        raise NotMarked(f"ballot.option_{found.gone}")
    return found.name


def left(plan: Vote, dots: Content) -> int:
    """Return how many dots remain of the budget."""
    return plan.budget - sum(cast(Dots, dots).values())


def move_dot(plan: Vote, dots: Content, options: Sequence[Option], number: int, by: int) -> Content:
    """Return the ballot after `by` (+1 or −1) dots on an option.

    The result always keeps: no option below 1 or above the cap, the sum within the budget.
    """
    name = check_option(options, number, back=by < 0)
    after = dict(cast(Dots, dots))
    after[name] = after.get(name, 0) + by
    if after[name] < 0:
        raise NotMarked("ballot.none_there")
    if after[name] == 0:
        del after[name]
    elif plan.cap is not None and after[name] > plan.cap:
        raise NotMarked("ballot.cap", cap=plan.cap)
    if sum(after.values()) > plan.budget:
        raise NotMarked("ballot.budget", budget=plan.budget)
    return in_order(after)


def tick(
    plan: Vote,
    ticks: Content,
    options: Sequence[Option],
    shown: Sequence[int],
    chosen: Sequence[int],
) -> Content:
    """Return the approval ballot in which, of the options `shown`, exactly `chosen` are ticked.

    One that is gone keeps its tick, and gets none.
    """
    ticked = set(cast(Ticks, ticks))
    names = {check_option(options, number, back=str(number) in ticked) for number in chosen}
    if not set(chosen) <= set(shown):
        raise NotMarked("ballot.unknown_option")
    kept = ticked - {str(number) for number in shown}
    after = sorted(kept | names, key=int)
    most = plan.max_choices
    if most is not None and len(after) > most:
        raise NotMarked("ballot.too_many", most=most)
    return after


def score(
    plan: Vote,
    language: Language,
    scores: Content,
    options: Sequence[Option],
    number: int,
    criterion: int,
    points: int | None,
) -> Content:
    """Return the ballot with `points` for an option, on criterion number `criterion` from 0.

    None takes the score back. Raises Refusal off the scale.
    """
    name = check_option(options, number, back=points is None)
    low, high = plan.scale
    names = plan.criterion_names(language)
    if not 0 <= criterion < max(1, len(names)) or not (points is None or low <= points <= high):
        raise NotMarked("ballot.off_scale", low=low, high=high)
    if not names:
        plain = dict(cast(Dots, scores))
        plain.pop(name, None)
        if points is not None:
            plain[name] = points
        return in_order(plain)
    detailed = dict(cast("dict[str, dict[str, int]]", scores))
    of_option = {c: s for c, s in detailed.pop(name, {}).items() if c != names[criterion]}
    if points is not None:
        of_option[names[criterion]] = points
    if of_option:
        detailed[name] = {c: of_option[c] for c in names if c in of_option}
    return in_order(detailed)


def grade(
    plan: Vote,
    language: Language,
    grades: Content,
    options: Sequence[Option],
    number: int,
    rank: int | None,
) -> Content:
    """Return the ballot with grade `rank`, from 0 for the worst, for an option; None takes it
    back."""
    name = check_option(options, number, back=rank is None)
    after = dict(cast(Grades, grades))
    after.pop(name, None)
    if rank is not None:
        names = plan.grade_names(language)
        if not 0 <= rank < len(names):
            raise NotMarked("ballot.unknown_grade")
        after[name] = names[rank]
    return in_order(after)


def rank_next(
    ranks: Content, options: Sequence[Option], number: int, *, level: bool = False
) -> Content:
    """Return the ballot with an option ranked after the others, or `level` with the last one.

    An option that is ranked already moves.
    """
    name = check_option(options, number)
    after = [[n for n in group if n != name] for group in cast(Ranks, ranks)]
    after = [group for group in after if group]
    if level and after:
        return [*after[:-1], sorted([*after[-1], name], key=int)]
    return [*after, [name]]


def unrank_last(ranks: Content) -> Content:
    """Return the ballot without its last group."""
    if not ranks:
        raise NotMarked("ballot.none_there")
    return cast(Ranks, ranks)[:-1]


def choose(choice: str) -> Content:
    """Return the ballot that says ``yes``, ``no`` or ``abstain``."""
    if choice not in (yes_no.YES, yes_no.NO, yes_no.ABSTAIN):
        raise NotMarked("ballot.unknown_option")
    return choice


def least_ticks(plan: Vote, options: Sequence[Option]) -> int:
    """Return how few options an approval ballot may tick: never more than still stand."""
    return min(plan.min_choices, len(Slate.of(options).standing))


def check_ranks(plan: Vote, content: Content) -> None:
    """Raise Refusal where a ballot ranks options as equals and its method takes none."""
    if plan.method.ties_ranks or not plan.method.is_ranked:
        return
    if any(len(group) > 1 for group in cast(Ranks, content)):
        raise NotMarked("ballot.no_level")


def check_whole(plan: Vote, content: Content, options: Sequence[Option]) -> None:
    """Raise Refusal when a ballot cannot be cast as it is.

    One that marks nothing is a blank ballot: cast, counted for the turnout and the quorum.
    """
    if plan.method is Method.YES_NO and not content:
        raise NotCast("ballot.choose_first")
    check_ranks(plan, content)
    least = least_ticks(plan, options)
    if plan.method is Method.APPROVAL and len(content) < least:
        raise NotCast("ballot.too_few", least=least)


def without(content: Content, name: str) -> Content:
    """Return a ballot without what it says of an option."""
    if isinstance(content, str):
        return content
    if isinstance(content, dict):
        return cast(Content, {o: given for o, given in content.items() if o != name})
    if all(isinstance(item, str) for item in content):
        return [o for o in cast(Ticks, content) if o != name]
    groups = [[o for o in group if o != name] for group in cast(Ranks, content)]
    return [group for group in groups if group]


def marked(content: Content) -> list[str]:
    """Return the names of the options that a ballot says something of."""
    if isinstance(content, str):
        return [content] if content else []
    if isinstance(content, dict):
        return list(content)
    return [o for item in content for o in ([item] if isinstance(item, str) else item)]


def gone_on(options: Sequence[Option], *contents: Content | None) -> list[Option]:
    """Return the options that are gone and that ballots say something of, each once, in order."""
    return _on(Slate.of(options).gone, contents)


def reworded_on(options: Sequence[Option], *contents: Content | None) -> list[Option]:
    """Return the options that were reworded and that ballots say something of, in order."""
    return _on(Slate.of(options).reworded, contents)


def _on(options: Sequence[Option], contents: Sequence[Content | None]) -> list[Option]:
    if not options:
        return []
    named = {name for content in contents if content is not None for name in marked(content)}
    return [option for option in options if option.name in named]


def fingerprint(content: Content, *more: object) -> int:
    """Return a number that tells one ballot, with what goes with it, from another."""
    text = json.dumps([content, *more], ensure_ascii=False)
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


def in_order(content: Mapping[str, object]) -> Content:
    """Return a ballot with its options in the order of their numbers: it tells no history."""
    return cast(Content, dict(sorted(content.items(), key=lambda item: int(item[0]))))
