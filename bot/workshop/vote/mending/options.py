"""An option of an open vote is added, corrected or taken out: words, a project with its cost, or a
date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import compress

from bot.workshop.alike import alike, twins
from bot.workshop.errors import Refusal
from bot.workshop.text import escape, one_line, shorten
from bot.workshop.vote.dates.reading import Reader, read_dates
from bot.workshop.vote.dates.slot import MOST_DATES, Slot
from bot.workshop.vote.mending.change import (
    Change,
    Mend,
    Open,
    Planned,
    Thing,
    thing_of,
    writes_options,
)
from bot.workshop.vote.mending.lines import covers, line_of, priced, timed
from bot.workshop.vote.methods import VoteOn
from bot.workshop.vote.options import Option
from bot.workshop.vote.shared_budget import hundredths, project, read_money, worded
from bot.workshop.vote.step import MOST_OPTIONS, OPTION_LIMIT, Vote, Wording

LEAST_OPTIONS = 2
_QUOTED = 60


def understood(now: Open, change: Change) -> Change:
    """Return a change with the date that its words say; raise Refusal where they say none, or
    several. A date without an end lasts as long as the others, where these all last the same."""
    if thing_of(now.plan) is not Thing.DATE or change.kind not in (Mend.ADDED, Mend.CORRECTED):
        return change
    assert now.plan.zone is not None
    by = Reader(now.at, now.plan.zone, now.language, _usual_length(now.standing))
    found = read_dates(change.text, by).slots
    if len(found) > 1:
        raise Refusal("mend.one_date")
    return change.model_copy(update={"slot": found[0]})


def added(now: Open, change: Change) -> Planned:
    """Return what one option more makes of a vote."""
    plan, thing = now.plan, _written(now)
    number = max((option.number for option in now.options), default=0) + 1
    if thing is Thing.DATE:
        slot = _slot(now, change, None)
        if len(now.standing) >= MOST_DATES:
            raise Refusal("dates.many", count=len(now.standing) + 1, most=MOST_DATES)
        line = timed(slot, plan.zone or "")
        date = Option(number, line, slot=slot)
        return Planned(_dated(plan, [*plan.dates, slot]), None, line, number, option=date)
    if len(now.standing) >= MOST_OPTIONS:
        raise Refusal("mend.many_options", most=MOST_OPTIONS)
    words, cost = _read(now, change.text, None)
    option = Option(number, words)
    options = (*plan.options, Wording.same(words))
    if cost is None:
        # The number of dots is the one that people were told.
        after = with_(plan, options=options, suggested=False)
        return Planned(after, None, words, number, option=option)
    after = with_(plan, options=options, costs=(*plan.costs, cost))
    option = replace(option, cost=hundredths(cost), currency=plan.currency)
    return Planned(after, None, priced(words, cost), number, option=option)


def corrected(now: Open, change: Change) -> Planned:
    """Return what other words, another cost or another date of an option make of a vote."""
    plan, thing = now.plan, _written(now)
    option = now.option(change.number)
    before = line_of(plan, option)
    if thing is Thing.DATE:
        assert option.slot is not None
        slot = _slot(now, change, option)
        dates = [slot if one == option.slot else one for one in plan.dates]
        return Planned(
            _dated(plan, dates),
            before,
            timed(slot, plan.zone or ""),
            option.number,
            option=replace(option, slot=slot),
            forgets=not covers(option.slot, slot),
        )
    words, cost = _read(now, change.text, option)
    after = priced(words, cost) if cost is not None else words
    if after == before:
        raise Refusal("mend.same")
    this = [one[now.language] == option.label for one in plan.options]
    options = tuple(
        Wording.same(words) if same and words != option.label else one
        for one, same in zip(plan.options, this, strict=True)
    )
    changed = replace(option, label=words)
    plan = with_(plan, options=options)
    if cost is not None:
        costs = [cost if same else one for one, same in zip(plan.costs, this, strict=True)]
        plan = with_(plan, costs=tuple(costs))
        changed = replace(changed, cost=hundredths(cost))
    return Planned(plan, before, after, option.number, option=changed)


def taken_out(now: Open, change: Change) -> Planned:
    """Return what one option less makes of a vote."""
    option, plan = now.option(change.number), now.plan
    if len(now.standing) <= max(LEAST_OPTIONS, plan.seats):
        raise Refusal("mend.few_options" if plan.seats < 3 else "mend.few_for_seats")
    if plan.min_choices > len(now.standing) - 1:
        plan = with_(plan, min_choices=len(now.standing) - 1)
    if option.label == plan.nothing(now.language):
        raise Refusal("resistance.stays")
    if thing_of(plan) is Thing.DATE:
        plan = _dated(plan, [one for one in plan.dates if one != option.slot])
    elif plan.on is VoteOn.OPTIONS:
        kept = [one[now.language] != option.label for one in plan.options]
        options, costs = tuple(compress(plan.options, kept)), tuple(compress(plan.costs, kept))
        passive = _place(plan.nothing(now.language), options, now)
        plan = with_(plan, options=options, costs=costs, suggested=False, passive=passive)
    # The words of what stands elsewhere stay there: they may be hidden, or deleted.
    before = line_of(plan, option) if plan.on is VoteOn.OPTIONS else None
    return Planned(plan, before, None, option.number)


def money(now: Open, change: Change) -> Planned:
    """Return what another sum to share makes of a vote: every project can still be paid."""
    plan = now.plan
    if thing_of(plan) is not Thing.PROJECT or plan.money is None:
        raise Refusal("button.unknown")
    found = read_money(change.text)
    _check_currency(plan, found.currency)
    after = found.hundredths // 100
    if after == plan.money:
        raise Refusal("mend.same")
    for option in now.standing:
        if (option.cost or 0) > found.hundredths:
            raise Refusal("mend.money_short", number=option.number, written=_shown(option.label))
    return Planned(with_(plan, money=after), str(plan.money), str(after))


def with_(plan: Vote, **update: object) -> Vote:
    """Return a plan with other settings."""
    return plan.model_copy(update=update)


def _written(now: Open) -> Thing:
    """Return what options are where they are written; raise Refusal where they stand elsewhere."""
    if not writes_options(now.plan):
        raise Refusal("mend.not_written")
    return thing_of(now.plan)


def _read(now: Open, text: str, changed: Option | None) -> tuple[str, str | None]:
    """Return the words of an option, and what it costs where it is a project; raise Refusal for
    none, for too many, or for those of another."""
    line, plan = one_line(text), now.plan
    if not line:
        raise Refusal("mend.no_words")
    words, cost = line, None
    if thing_of(plan) is Thing.PROJECT:
        found = project(line)
        if found is None:
            raise Refusal("mend.no_cost", written=_shown(line))
        words, amount = found
        _check_currency(plan, amount.currency)
        if amount.hundredths > (plan.money or 0) * 100:
            raise Refusal("mend.too_dear", written=_shown(line))
        cost = worded(amount.hundredths)
    if len(words) > OPTION_LIMIT:
        raise Refusal("asked.long_option", length=len(words), limit=OPTION_LIMIT)
    if changed is not None and cost is None and words == changed.label:
        raise Refusal("mend.same")
    for other in now.standing:
        if other != changed and twins((other.label, words)) is not None:
            raise Refusal("mend.twin", number=other.number)
    return words, cost


def _check_currency(plan: Vote, written: str | None) -> None:
    if written is not None and alike(written) != alike(plan.currency):
        raise Refusal("mend.currency", one=escape(plan.currency), written=escape(written))


def _slot(now: Open, change: Change, changed: Option | None) -> Slot:
    """Return the date of a change; raise Refusal where it has gone by, or is there already."""
    slot = change.slot
    if slot is None:
        raise Refusal("dates.none")
    if slot.gone_by <= now.at:
        raise Refusal("mend.date_past")
    if changed is not None and slot == changed.slot:
        raise Refusal("mend.same")
    for other in now.options:
        held = None if other.removed or other == changed else other.slot
        if held is not None and (held.starts, held.all_day) == (slot.starts, slot.all_day):
            raise Refusal("mend.twin_date", number=other.number)
    return slot


def _dated(plan: Vote, dates: Sequence[Slot]) -> Vote:
    in_time = sorted(dates, key=lambda slot: (slot.starts, not slot.all_day))
    return with_(plan, dates=tuple(in_time))


def _usual_length(options: Sequence[Option]) -> int | None:
    """Return how many minutes all the dates last; None where they do not last the same."""
    held = [one.slot for one in options if one.slot is not None and not one.slot.all_day]
    lasts = {one.ends - one.starts if one.ends is not None else None for one in held}
    if len(lasts) != 1:
        return None
    (length,) = lasts
    return None if length is None else int(length.total_seconds()) // 60


def _place(label: str | None, options: Sequence[Wording], now: Open) -> int | None:
    """Return which of `options`, from 1, has this label; None for none."""
    labels = [one[now.language] for one in options]
    return None if label is None else labels.index(label) + 1


def _shown(written: str) -> str:
    return escape(shorten(written, _QUOTED))
