"""What themes make of votes: the order of the options, and which themes a vote chose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from bot.workshop.notes.step import Discuss, Subjects
from bot.workshop.step import BaseStep
from bot.workshop.vote.methods import VoteOn
from bot.workshop.vote.options import Option, Slate
from bot.workshop.vote.outcome import Outcome
from bot.workshop.vote.scope import Within
from bot.workshop.vote.step import Vote


@dataclass(frozen=True, slots=True)
class Chosen:
    """The themes that a vote put first, best first; `tied` when they are more than were asked
    for, because the last ones are level."""

    themes: tuple[int, ...] = ()
    tied: bool = False


def by_theme(options: Iterable[Option]) -> list[Option]:
    """Return the options of a theme beside each other, the largest theme first, those without a
    theme last; under their numbers within each. Two themes of a size stand as on the wall: the
    one that holds the lowest number first."""
    found: dict[str | None, list[Option]] = {}
    for option in sorted(options, key=attrgetter("number")):
        found.setdefault(option.theme, []).append(option)
    # Sorting is stable: they were found in the order of the wall.
    groups = sorted(found.items(), key=lambda group: (not group[0], -len(group[1])))
    return [option for _, group in groups for option in group]


def goes_on(steps: Sequence[BaseStep], position: int) -> int | None:
    """Return how many of the themes that come first in the vote at `position` a later vote takes;
    None where none does, or where another vote on themes comes in between."""
    for later in steps[position + 1 :]:
        if isinstance(later, Vote) and later.within is Within.CHOSEN:
            return later.chosen
        if isinstance(later, Vote) and later.on is VoteOn.THEMES:
            return None
    return None


def talked_about(steps: Sequence[BaseStep], position: int) -> bool:
    """True when the post-its that come first in the vote at `position` are then talked about, those
    that are level included; not where another vote on post-its comes in between."""
    for later in steps[position + 1 :]:
        if isinstance(later, Discuss) and later.subjects is Subjects.CHOSEN:
            return True
        if isinstance(later, Vote) and later.on is VoteOn.POSTITS:
            return False
    return False


def chosen(outcome: Outcome, options: Sequence[Option], most: int, *, secret: bool) -> Chosen:
    """Return the `most` first themes of a counted vote on themes, and all that are level with the
    last of them; none where the vote decides nothing or may not be told.

    A theme to which nobody gave anything is not chosen.
    """
    found: list[int] = []
    for group in first(outcome, options, secret=secret):
        if len(found) >= most:
            break
        found += [option.source_id for option in group if option.source_id is not None]
    return Chosen(tuple(found), len(found) > most)


def first(outcome: Outcome, options: Sequence[Option], *, secret: bool) -> list[list[Option]]:
    """Return the options of a counted vote that got anything, in groups of equals, best first;
    none where the vote decides nothing or may not be told. A tie at the top that was settled, as
    was declared, has its winner before the others."""
    if not (outcome.decides and outcome.detailed(secret)):
        return []
    by_name = Slate.of(options).by_name
    groups = (
        [by_name[name] for name in group if int(name) in outcome.named]
        for group in _groups(outcome)
    )
    return [group for group in groups if group]


def _groups(outcome: Outcome) -> list[Sequence[str]]:
    second = outcome.second
    settled = {second.winner, *second.winners} if second is not None else set()
    parts = (
        [tuple(n for n in group if n in settled), tuple(n for n in group if n not in settled)]
        for group in outcome.ranking
    )
    return [part for both in parts for part in both if part]
