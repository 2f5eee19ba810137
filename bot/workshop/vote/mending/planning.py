"""What a change makes of an open vote, and whether it makes it easier to decide."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from bot.workshop.errors import Refusal
from bot.workshop.language import Bilingual
from bot.workshop.text import one_line
from bot.workshop.vote.asking import (
    MOST_VOTERS,
    QUESTION_LIMIT,
    TITLE_LIMIT,
    check_members,
    read_quorum,
)
from bot.workshop.vote.electors import Electorate, Electors
from bot.workshop.vote.mending import options
from bot.workshop.vote.mending.change import Change, Mend, Mended, Open, Planned
from bot.workshop.vote.mending.options import with_
from bot.workshop.vote.methods import ClosesWhen
from bot.workshop.vote.step import Vote, heading

MOST_MINUTES = 7 * 24 * 60


def planned(now: Open, change: Change) -> Planned:
    """Return what `change` makes of a vote; raise Refusal for what cannot be, or for nothing."""
    if change.kind.asks and now.voted and now.plan.sealed:
        raise Refusal("mend.sealed")
    return _PLANNED[change.kind](now, change)


def _asked(now: Open, change: Change) -> Planned:
    words, before = one_line(change.text), now.plan.asked(now.language)
    if not words:
        raise Refusal("asked.no_question")
    if len(words) > QUESTION_LIMIT:
        raise Refusal("text.too_long", length=len(words), limit=QUESTION_LIMIT)
    if words == before:
        raise Refusal("mend.same")
    if now.plan.question is not None and len(words) <= QUESTION_LIMIT:
        return Planned(with_(now.plan, question=Bilingual.same(words)), before, words)
    question = Bilingual.same(words) if len(words) > TITLE_LIMIT else None
    return Planned(with_(now.plan, title=heading(words), question=question), before, words)


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
    plan = with_(now.plan, electors=electors)
    check_members(plan)
    return Planned(plan, _told(now.plan.electors.size), _told(size))


def _people(now: Open, change: Change) -> Planned:
    before = now.plan.people_of(now.size)
    if before is None:
        raise Refusal("button.unknown")
    number = _number(change.number)
    if number == before:
        raise Refusal("mend.same")
    plan = with_(now.plan, base_size=number)
    check_members(plan, now.size)
    return Planned(plan, str(before), str(number))


def _quorum(now: Open, change: Change) -> Planned:
    written = change.text.strip()
    quorum = read_quorum(written) if written else None
    if quorum is not None and "/" in quorum and not now.plan.electors.counted:
        raise Refusal("asked.quorum_share")
    if quorum == now.plan.quorum:
        raise Refusal("mend.same")
    return Planned(with_(now.plan, quorum=quorum), now.plan.quorum, quorum)


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
    return Planned(with_(now.plan, closes=closes), now.plan.closes.value, closes.value)


_PLANNED: Mapping[Mend, Callable[[Open, Change], Planned]] = {
    Mend.ADDED: options.added,
    Mend.CORRECTED: options.corrected,
    Mend.TAKEN_OUT: options.taken_out,
    Mend.MONEY: options.money,
    Mend.ASKED: _asked,
    Mend.VOTERS: _voters,
    Mend.ROLE: _role,
    Mend.PEOPLE: _people,
    Mend.QUORUM: _quorum,
    Mend.END: _end,
    Mend.CLOSES: _closes,
}


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
    before = with_(plan, quorum=made.before).quorum_of(size)
    after = with_(plan, quorum=made.after).quorum_of(size)
    return before is not None and (after or 0) < before
