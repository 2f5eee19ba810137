"""What forms make of a ballot: many options marked at once, by ticks or by typed numbers.

As in `bot.workshop.vote.ballot`, every function returns a new ballot or raises NotMarked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, cast

from bot.workshop.language import Language
from bot.workshop.text import escape
from bot.workshop.vote.ballot import (
    Content,
    Grades,
    NotMarked,
    Ranks,
    check_option,
    grade,
    in_order,
    marked,
    move_dot,
    score,
)
from bot.workshop.vote.options import Option, Slate
from bot.workshop.vote.step import Vote

# One comma or point between two digits is a decimal, never two scores: nobody guesses which.
_DECIMAL = re.compile(r"[+-]?[0-9]+[.,][0-9]+")
_BETWEEN_SCORES = re.compile(r"[\s;/]+")
_BETWEEN = re.compile(r"[\s,;/]+")
_BETWEEN_RANKS = re.compile(r"[\s,;/>]+")
_NUMBER = re.compile(r"[+-]?[0-9]{1,4}")
_SHOWN = 20  # characters of what a refusal quotes
# Each is typed where one leaves a score out.
_BLANKS = frozenset({"-", "x", "X", "?", "."})
# What phones make of a minus: it may stand before a score, or for a blank.
_DASHES = str.maketrans("−–—", "---")


def _typed(written: str) -> str:
    """Return `written` as it is read: digits as wide as any, nothing that shows nothing."""
    plain = unicodedata.normalize("NFKC", written).translate(_DASHES)
    return "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")


class MistypedError(ValueError):
    """What was typed for an option is not what its field asks for: `why` is the end of a key of
    the catalogue, `params` what that sentence needs, `n` what it counts."""

    def __init__(self, why: str, n: int | None = None, **params: str | int) -> None:
        super().__init__(why)
        self.why = why
        self.n = n
        self.params = params


class Graded(NamedTuple):
    """The ballot after a form of grades; the options ticked `twice`, with the ranks of their
    grades, have none until one is chosen; of those `gone` meanwhile nothing was taken."""

    content: Content
    twice: Mapping[int, Sequence[int]]
    gone: Sequence[int]


def grade_ticked(
    plan: Vote,
    language: Language,
    grades: Content,
    options: Sequence[Option],
    shown: Iterable[int],
    ticked: Mapping[int, Sequence[int]],
) -> Graded:
    """Return the ballot in which, of the options `shown`, each has the grade in which it is ticked.

    `ticked` holds option numbers for each rank of grade. One that is ticked nowhere has no grade;
    one that is ticked twice has none either: nobody chooses in the place of the voter.
    """
    slate, names, among = Slate.of(options), plan.grade_names(language), frozenset(shown)
    ranks: dict[int, list[int]] = {}
    for rank, numbers in ticked.items():
        if not 0 <= rank < len(names):
            raise NotMarked("ballot.unknown_grade")
        for number in dict.fromkeys(numbers):
            if number not in among or str(number) not in slate.by_name:
                raise NotMarked("ballot.unknown_option")
            ranks.setdefault(number, []).append(rank)
    before = cast(Grades, grades)
    after: Content = {name: held for name, held in before.items() if int(name) not in among}
    gone: list[int] = []
    for number, found in ranks.items():
        option = slate.by_name[str(number)]
        if len(found) > 1:
            continue
        if option.stands:
            after = grade(plan, language, after, slate, number, found[0])
        elif before.get(option.name) == names[found[0]]:
            after = in_order({**cast(Grades, after), option.name: names[found[0]]})
        else:
            gone.append(number)
    return Graded(after, {number: found for number, found in ranks.items() if len(found) > 1}, gone)


def read_scores(written: str, plan: Vote, criteria: int) -> list[int | None]:
    """Return the scores typed for one option, one for each of its `criteria`; None for a blank.

    An empty text is blank throughout. Raises MistypedError where there are more or fewer, one is
    off the scale, or one is a decimal.
    """
    typed = _typed(written)
    for part in _BETWEEN_SCORES.split(typed):
        if _DECIMAL.fullmatch(part):
            raise MistypedError("decimal", part=part[:_SHOWN])
    parts = [part for part in _BETWEEN.split(typed) if part]
    if not parts:
        return [None] * criteria
    if len(parts) != criteria:
        raise MistypedError("count", n=len(parts), asked=criteria)
    low, high = plan.scale
    found: list[int | None] = []
    for part in parts:
        if part in _BLANKS:
            found.append(None)
        elif not _NUMBER.fullmatch(part):
            raise MistypedError("number", part=escape(part[:_SHOWN]))
        elif not low <= int(part) <= high:
            raise MistypedError("range", part=part, low=low, high=high)
        else:
            found.append(int(part))
    return found


def whole(plan: Vote, language: Language, scores: Content) -> set[str]:
    """Return the names of the options that have a score on every criterion."""
    criteria = len(plan.criterion_names(language))
    given = cast("Mapping[str, int | Mapping[str, int]]", scores)
    return {name for name, of in given.items() if isinstance(of, int) or len(of) == criteria}


def score_option(
    plan: Vote,
    language: Language,
    scores: Content,
    options: Sequence[Option],
    number: int,
    given: Sequence[int | None],
) -> Content:
    """Return the ballot with exactly the scores `given` to an option, one for each criterion."""
    for criterion, points in enumerate(given):
        scores = score(plan, language, scores, options, number, criterion, points)
    return scores


def rank_typed(written: str, ranks: Content, options: Sequence[Option]) -> Content:
    """Return the ballot that orders options as typed: ``3 1=4 2``, the favourite first.

    Raises NotMarked for what is no number of an option, or comes twice. What is gone since keeps
    the rank it had been given, if it is typed again.
    """
    slate, held, seen = Slate.of(options), set(marked(ranks)), set[str]()
    groups: Ranks = []
    level = False
    for part in _BETWEEN_RANKS.split(_typed(written).replace("=", " = ")):
        if not part:
            continue
        if part == "=":
            if level or not groups:
                raise NotMarked("ballot.order_unread", part=part)
            level = True
            continue
        if not _NUMBER.fullmatch(part):
            raise NotMarked("ballot.order_unread", part=escape(part[:_SHOWN]))
        if str(int(part)) not in slate.by_name:
            raise NotMarked("ballot.order_unknown", number=int(part))
        name = check_option(slate, int(part), back=str(int(part)) in held)
        if name in seen:
            raise NotMarked("ballot.order_twice", number=name)
        seen.add(name)
        if level:
            groups[-1].append(name)
        else:
            groups.append([name])
        level = False
    if level:
        raise NotMarked("ballot.order_unread", part="=")
    return [sorted(group, key=int) for group in groups]


def written_order(ranks: Content) -> str:
    """Return an order as `rank_typed` reads it."""
    return " ".join("=".join(group) for group in cast(Ranks, ranks))


def put_one_each(
    plan: Vote, dots: Content, options: Sequence[Option], numbers: Iterable[int]
) -> Content:
    """Return the ballot with one more dot on each of some options; on none where it is too many."""
    for number in numbers:
        dots = move_dot(plan, dots, options, number, 1)
    return dots
