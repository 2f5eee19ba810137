"""Mending a vote that is open: what can be changed of it, and the plan that it then has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from itertools import compress

from bot.workshop.alike import twins
from bot.workshop.errors import Refusal
from bot.workshop.language import Bilingual, Frozen, Language
from bot.workshop.text import one_line
from bot.workshop.vote.asking import (
    MOST_VOTERS,
    QUESTION_LIMIT,
    TITLE_LIMIT,
    check_members,
    read_quorum,
)
from bot.workshop.vote.electors import Electorate, Electors
from bot.workshop.vote.methods import ClosesWhen, Method, VoteOn
from bot.workshop.vote.options import Option
from bot.workshop.vote.step import MOST_OPTIONS, OPTION_LIMIT, Vote, Wording, heading

LEAST_OPTIONS = 2
MOST_MINUTES = 7 * 24 * 60
# Their options are more than words: a cost, a date.
_MORE_THAN_WORDS = ("shared_budget", "dates")


class Mend(StrEnum):
    """What was changed."""

    ADDED = "added"  # an option
    CORRECTED = "corrected"  # the words of an option
    TAKEN_OUT = "taken_out"  # an option
    ASKED = "asked"  # the words of the question
    VOTERS = "voters"  # more people may vote
    ROLE = "role"  # a role more may vote
    PEOPLE = "people"  # of how many the majority is
    QUORUM = "quorum"
    END = "end"  # when the time is up
    CLOSES = "closes"  # what closes the vote

    @property
    def asks(self) -> bool:
        """True where those who voted are asked to look at their ballot again: what it says, or
        could have said, is no more the same."""
        return self in (Mend.ADDED, Mend.CORRECTED, Mend.TAKEN_OUT, Mend.ASKED)


class Change(Frozen):
    """A change that is asked for: the `number` of an option, a role or a number of people; the
    words, the quorum or what closes the vote, as they are written."""

    kind: Mend
    number: int | None = None
    text: str = ""
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Mended:
    """A change that was made `at` a moment, with so many `ballots` in the box: `number` is that of
    an option, `before` and `after` are words, numbers or times as rows hold them; None for none."""

    kind: Mend
    at: datetime
    ballots: int
    number: int | None = None
    before: str | None = None
    after: str | None = None

    @property
    def asks(self) -> bool:
        return self.kind.asks and self.ballots > 0


@dataclass(frozen=True, slots=True)
class Open:
    """A vote as it stands while people vote: its options, the ballots in the box (`in_room` of them
    recorded for people without Discord), how many may vote, and when its time is up."""

    plan: Vote
    options: Sequence[Option]
    language: Language
    voted: int
    in_room: int
    size: int | None
    ends: datetime | None = None

    @property
    def standing(self) -> list[Option]:
        return [option for option in self.options if option.stands]

    @property
    def asked_again(self) -> int:
        """How many people voted themselves, and can look at their ballot again."""
        return self.voted - self.in_room


@dataclass(frozen=True, slots=True)
class Planned:
    """What a change makes of a vote: the plan that it then has, and what the history tells."""

    plan: Vote
    before: str | None = None
    after: str | None = None
    number: int | None = None
    minutes: int | None = None


def has_options(plan: Vote) -> bool:
    """False for a plain question."""
    return plan.method is not Method.YES_NO


def writes_options(plan: Vote) -> bool:
    """True where an option is words that were written for the vote."""
    written = plan.on is VoteOn.OPTIONS and plan.method.value not in _MORE_THAN_WORDS
    return has_options(plan) and written


def planned(now: Open, change: Change) -> Planned:
    """Return what `change` makes of a vote; raise Refusal for what cannot be, or for nothing."""
    if change.kind.asks and now.voted and now.plan.sealed:
        raise Refusal("mend.sealed")
    return _PLANNED[change.kind](now, change)


def _added(now: Open, change: Change) -> Planned:
    words = _option(now, change.text, None)
    if len(now.standing) >= MOST_OPTIONS:
        raise Refusal("mend.many_options", most=MOST_OPTIONS)
    options = (*now.plan.options, Wording.same(words))
    number = max((option.number for option in now.options), default=0) + 1
    # The number of dots is the one that people were told.
    return Planned(_with(now.plan, options=options, suggested=False), None, words, number)


def _corrected(now: Open, change: Change) -> Planned:
    option = _standing(now, change.number)
    words = _option(now, change.text, option)
    options = tuple(
        Wording.same(words) if one[now.language] == option.label else one
        for one in now.plan.options
    )
    return Planned(_with(now.plan, options=options), option.label, words, option.number)


def _taken_out(now: Open, change: Change) -> Planned:
    option = _standing(now, change.number)
    if len(now.standing) <= max(LEAST_OPTIONS, now.plan.seats):
        raise Refusal("mend.few_options" if now.plan.seats < 3 else "mend.few_for_seats")
    plan = now.plan
    if plan.min_choices > len(now.standing) - 1:
        plan = _with(plan, min_choices=len(now.standing) - 1)
    if option.label == plan.nothing(now.language):
        raise Refusal("resistance.stays")
    if plan.on is VoteOn.OPTIONS:
        kept = [one[now.language] != option.label for one in plan.options]
        options, costs = tuple(compress(plan.options, kept)), tuple(compress(plan.costs, kept))
        passive = _place(plan.nothing(now.language), options, now)
        plan = _with(plan, options=options, costs=costs, suggested=False, passive=passive)
    # The words of what stands elsewhere stay there: they may be hidden, or deleted.
    words = option.said() if plan.on is VoteOn.OPTIONS else None
    return Planned(plan, words, None, option.number)


def _place(label: str | None, options: Sequence[Wording], now: Open) -> int | None:
    """Return which of `options`, from 1, has this label; None for none."""
    labels = [one[now.language] for one in options]
    return None if label is None else labels.index(label) + 1


def _asked(now: Open, change: Change) -> Planned:
    words, before = one_line(change.text), now.plan.asked(now.language)
    if not words:
        raise Refusal("asked.no_question")
    if len(words) > QUESTION_LIMIT:
        raise Refusal("text.too_long", length=len(words), limit=QUESTION_LIMIT)
    if words == before:
        raise Refusal("mend.same")
    if now.plan.question is not None and len(words) <= QUESTION_LIMIT:
        return Planned(_with(now.plan, question=Bilingual.same(words)), before, words)
    question = Bilingual.same(words) if len(words) > TITLE_LIMIT else None
    return Planned(_with(now.plan, title=heading(words), question=question), before, words)


def _voters(now: Open, change: Change) -> Planned:
    electors = now.plan.electors
    if electors.who is Electorate.VOICE or electors.gone:
        raise Refusal("button.unknown")
    size = _more(electors.size, change.number)
    who = Electorate.NUMBER if electors.who is Electorate.EVERYONE else electors.who
    return _of_more(now, electors.model_copy(update={"who": who, "size": size}), size)


def _role(now: Open, change: Change) -> Planned:
    electors = now.plan.electors
    if electors.who is not Electorate.ROLE or electors.gone or change.number is None:
        raise Refusal("button.unknown")
    if change.number in electors.places:
        raise Refusal("mend.same")
    also = (*electors.also, change.number)
    # People may have both roles: how many may vote is said, or what it was at least.
    size = change.size if change.size is not None else electors.size
    if electors.size is not None and size is not None:
        size = max(size, electors.size)
    return _of_more(now, electors.model_copy(update={"also": also, "size": size}), size)


def _of_more(now: Open, electors: Electors, size: int | None) -> Planned:
    plan = _with(now.plan, electors=electors)
    check_members(plan)
    return Planned(plan, _told(now.plan.electors.size), _told(size))


def _people(now: Open, change: Change) -> Planned:
    before = now.plan.people_of(now.size)
    if before is None:
        raise Refusal("button.unknown")
    number = _number(change.number)
    if number == before:
        raise Refusal("mend.same")
    plan = _with(now.plan, base_size=number)
    check_members(plan)
    return Planned(plan, str(before), str(number))


def _quorum(now: Open, change: Change) -> Planned:
    written = change.text.strip()
    quorum = read_quorum(written) if written else None
    if quorum is not None and "/" in quorum and not now.plan.electors.counted:
        raise Refusal("asked.quorum_share")
    if quorum == now.plan.quorum:
        raise Refusal("mend.same")
    return Planned(_with(now.plan, quorum=quorum), now.plan.quorum, quorum)


def _end(now: Open, change: Change) -> Planned:
    minutes = change.number
    if minutes is None or not 1 <= minutes <= MOST_MINUTES:
        raise Refusal("mend.minutes", most=MOST_MINUTES)
    return Planned(now.plan, minutes=minutes)


def _closes(now: Open, change: Change) -> Planned:
    if change.text not in set(ClosesWhen):
        raise Refusal("button.unknown")
    closes = ClosesWhen(change.text)
    if closes is now.plan.closes:
        raise Refusal("mend.same")
    if closes is ClosesWhen.ALL:
        if now.size is None:
            raise Refusal("asked.close_all")
        if now.voted >= now.size:
            raise Refusal("mend.all_voted")
    return Planned(_with(now.plan, closes=closes), now.plan.closes.value, closes.value)


_PLANNED = {
    Mend.ADDED: _added,
    Mend.CORRECTED: _corrected,
    Mend.TAKEN_OUT: _taken_out,
    Mend.ASKED: _asked,
    Mend.VOTERS: _voters,
    Mend.ROLE: _role,
    Mend.PEOPLE: _people,
    Mend.QUORUM: _quorum,
    Mend.END: _end,
    Mend.CLOSES: _closes,
}


def _option(now: Open, text: str, changed: Option | None) -> str:
    """Return the words of an option that is written, beside the others; raise Refusal for none, too
    many, or those of another."""
    if not writes_options(now.plan):
        raise Refusal("mend.not_written")
    words = one_line(text)
    if not words:
        raise Refusal("mend.no_words")
    if len(words) > OPTION_LIMIT:
        raise Refusal("asked.long_option", length=len(words), limit=OPTION_LIMIT)
    if changed is not None and words == changed.label:
        raise Refusal("mend.same")
    for other in now.standing:
        if other != changed and twins((other.label, words)) is not None:
            raise Refusal("mend.twin", number=other.number)
    return words


def _standing(now: Open, number: int | None) -> Option:
    for option in now.standing:
        if option.number == number:
            return option
    raise Refusal("mend.gone")


def _more(before: int | None, number: int | None) -> int:
    found = _number(number)
    if found == before:
        raise Refusal("mend.same")
    if before is not None and found < before:
        raise Refusal("mend.fewer", before=before)
    return found


def _number(number: int | None) -> int:
    if number is None or not 1 <= number <= MOST_VOTERS:
        raise Refusal("asked.bad.voters", most=MOST_VOTERS)
    return number


def _with(plan: Vote, **update: object) -> Vote:
    return plan.model_copy(update=update)


def _told(size: int | None) -> str | None:
    return None if size is None else str(size)


def lowers(now: Open, change: Change, made: Planned) -> bool:
    """Tell whether a change makes it easier to decide, or ends sooner, than was said when people
    began to vote: a smaller quorum, a majority of fewer people, an earlier end."""
    if change.kind is Mend.QUORUM:
        before, after = now.plan.quorum_of(now.size), made.plan.quorum_of(now.size)
        if "/" in (now.plan.quorum or "") + (made.plan.quorum or "") and now.size is None:
            return _share(made.plan.quorum) < _share(now.plan.quorum)
        return (after or 0) < (before or 0)
    if change.kind is Mend.PEOPLE:
        return int(made.after or 0) < int(made.before or 0)
    return False


def _share(quorum: str | None) -> Fraction:
    return Fraction(quorum or 0)


def easier(plan: Vote, made: Mended) -> bool:
    """Tell of a change that was made whether it made it easier to decide: a smaller quorum, or a
    majority of fewer people; False where nobody knows how many may vote."""
    if made.kind is Mend.PEOPLE:
        return int(made.after or 0) < int(made.before or 0)
    if made.kind is not Mend.QUORUM:
        return False
    size = plan.electors.size
    before = _with(plan, quorum=made.before).quorum_of(size)
    after = _with(plan, quorum=made.after).quorum_of(size)
    return before is not None and (after or 0) < before
