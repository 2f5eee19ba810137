"""What became of each trouble, and what was done about it: what the record and the log show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from bot.i18n import Catalogue
from bot.rehearsal.trouble.kinds import Trouble
from bot.rehearsal.trouble.log import Deed, Fate, Happening, Log, What
from bot.reports.record import ConsentRecord, SessionRecord, VoteRecord
from bot.workshop.sessions.session import StepRun
from bot.workshop.text import escape, shorten

# For so long after a trouble, what was done may be about it.
_AFTER = timedelta(minutes=2)
_MOST_TOLD = 6
_WORDS = 120


def said_of(one: Happening, record: SessionRecord, log: Log, t: Catalogue) -> Iterator[str]:
    """Yield the sentences about a trouble that came."""
    yield from _TOLD[one.trouble](one, record, log, t)
    yield _led(one, record, log, t)


def _silence(one: Happening, record: SessionRecord, log: Log, t: Catalogue) -> Iterator[str]:
    until = _end(one, record)
    told = {"step": _step(one, record), "length": _length(until - one.began, t)}
    others = [d for d in log.deeds if d.person not in log.leads and one.began <= d.at <= until]
    if others:  # they finished what they had begun, or someone was played
        yield t.n("rehearsal.trouble.told.silence_but", len(others), **told)
    else:
        yield t("rehearsal.trouble.told.silence", **told)


def _flood(one: Happening, record: SessionRecord, log: Log, t: Catalogue) -> Iterator[str]:
    kept = _in_record(one, record)
    yield t.n(
        "rehearsal.trouble.told.flood",
        len(one.texts),
        length=_length(_end(one, record) - one.began, t),
        people=t.n("rehearsal.trouble.people", len(set(one.who))),
        kept=kept,
        step=_step(one, record),
    )


def _loud(one: Happening, record: SessionRecord, log: Log, t: Catalogue) -> Iterator[str]:
    theirs = [deed.verb for deed in log.by(one.who) if deed.fate is Fate.DONE]
    what = [t.n("count.postits", _in_record(one, record))]
    for key, verb in (
        ("rehearsal.trouble.comments", "react.commented"),
        ("rehearsal.trouble.hands", "hands.raise"),
    ):
        if number := theirs.count(verb):
            what.append(t.n(key, number))
    who, total = _author(one, record, log, t), len(record.postits)
    yield t("rehearsal.trouble.told.loud", who=who, total=total, what=t.listed(what))


def _late(one: Happening, record: SessionRecord, log: Log, t: Catalogue) -> Iterator[str]:
    since = record.session.started_at or record.session.created_at
    place = next((n for n, s in enumerate(record.steps, start=1) if s.id == one.step), 0)
    yield t(
        "rehearsal.trouble.told.late",
        who=_who(one, log, t),
        after=_length(one.began - since, t),
        step=_step(one, record),
        place=place,
        steps=len(record.steps),
    )
    done = sum(deed.fate is Fate.DONE and deed.verb != "session.where" for deed in log.by(one.who))
    yield (
        t.n("rehearsal.trouble.told.late_after", done)
        if done
        else t("rehearsal.trouble.told.late_nothing")
    )


def _rude(one: Happening, record: SessionRecord, log: Log, t: Catalogue) -> Iterator[str]:
    (text,) = one.texts[:1]
    words = escape(shorten(text, _WORDS))
    who = _author(one, record, log, t)
    yield t("rehearsal.trouble.told.rude", who=who, step=_step(one, record), words=words)
    if _in_record(one, record):
        yield t("rehearsal.trouble.told.rude_stands")
    elif record.hidden.postits_of.get(one.step):
        hid = [d for d in log.by(log.leads) if d.verb == "hide.done" and d.fate is Fate.DONE]
        since = [deed for deed in hid if deed.at >= one.began]
        if len(since) == 1:
            yield t("rehearsal.trouble.told.rude_hidden", after=_length(since[0].at - one.began, t))
        else:
            yield t("rehearsal.trouble.told.rude_hidden_once")
    else:
        yield t("rehearsal.trouble.told.rude_gone")


def _contested(one: Happening, record: SessionRecord, log: Log, t: Catalogue) -> Iterator[str]:
    held = record.consents.get(one.step)
    if held is not None:
        words = escape(shorten(one.texts[0], _WORDS))
        yield t("rehearsal.trouble.told.objection", who=_author(one, record, log, t), words=words)
        yield t(_of_consent(held))
        return
    first, second = (escape(shorten(text, _WORDS)) for text in one.texts[:2])
    for_first = (len(one.who) + 1) // 2
    yield t(
        "rehearsal.trouble.told.contested",
        step=_step(one, record),
        first=first,
        second=second,
        for_first=for_first,
        for_second=len(one.who) - for_first,
    )
    yield _of_vote(record.votes.get(one.step), t)


def _of_consent(held: ConsentRecord) -> str:
    """Return the key of what became of a proposal to which someone objected."""
    decision = held.decision
    if decision is None or decision.undecided:
        return "rehearsal.trouble.told.consent_undecided"
    if not decision.adopted:
        return "rehearsal.trouble.told.consent_dropped"
    return (
        "rehearsal.trouble.told.consent_amended"
        if decision.amended
        else "rehearsal.trouble.told.consent_lifted"
    )


def _of_vote(vote: VoteRecord | None, t: Catalogue) -> str:
    if vote is None:
        return t("rehearsal.trouble.told.vote_open")
    outcome = vote.outcome
    if not (outcome.winners or outcome.tied) or not vote.detailed:
        return t("rehearsal.trouble.told.vote_none")

    def named(names: Sequence[str]) -> list[str]:
        return [escape(shorten(_option(vote, name, t), _WORDS)) for name in names]

    if not outcome.tie:
        if outcome.seated:
            quoted = [t("rehearsal.trouble.quoted", words=one) for one in named(outcome.winners)]
            return t("seats.told", options=t.listed(quoted))
        return t("rehearsal.trouble.told.vote_won", first=named(outcome.winners)[0])
    quoted = [t("rehearsal.trouble.quoted", words=one) for one in named(outcome.tied)]
    level = t.listed(quoted)
    if outcome.unsettled:
        return t("rehearsal.trouble.told.vote_tied", level=level)
    settled = [name for name in outcome.tied if name in outcome.taken]
    chosen = ", ".join(named(settled))
    return t("rehearsal.trouble.told.vote_settled", level=level, chosen=chosen)


def _option(vote: VoteRecord, name: str, t: Catalogue) -> str:
    return vote.labels.get(name) or (t(f"ballot.{name}") if name in ("yes", "no") else name)


def _restart(one: Happening, record: SessionRecord, log: Log, t: Catalogue) -> Iterator[str]:
    until = _end(one, record)
    yield t(
        "rehearsal.trouble.told.restart",
        length=_length(until - one.began, t),
        step=_step(one, record),
    )
    lost = [d for d in log.deeds if d.fate is Fate.UNANSWERED and one.began <= d.at <= until]
    if not lost:
        yield t("rehearsal.trouble.told.restart_nobody")
        return
    tried = {(deed.person, deed.verb) for deed in lost}
    again = {
        (deed.person, deed.verb)
        for deed in log.deeds
        if deed.at >= until and deed.fate is Fate.DONE
    }
    yield t.n("rehearsal.trouble.told.restart_lost", len(lost))
    if found := len({person for person, _ in tried & again}):
        yield t.n("rehearsal.trouble.told.restart_again", found)


_Teller = Callable[[Happening, SessionRecord, Log, Catalogue], Iterator[str]]
_TOLD: Mapping[Trouble, _Teller] = {
    Trouble.SILENCE: _silence,
    Trouble.FLOOD: _flood,
    Trouble.LOUD: _loud,
    Trouble.LATE: _late,
    Trouble.RUDE: _rude,
    Trouble.CONTESTED: _contested,
    Trouble.RESTART: _restart,
}


def _led(one: Happening, record: SessionRecord, log: Log, t: Catalogue) -> str:
    """Return what those who lead did on Discord while a trouble lasted, and shortly after."""
    lasts = one.ended is None or one.trouble is Trouble.LATE
    until, when = (
        (one.began if lasts else _end(one, record)) + _AFTER,
        "first" if lasts else "after",
    )
    over = record.session.ended_at
    if over is not None and over < until:
        until, when = over, "end"
    deeds = log.led(one.began, until)
    told = [_deed(deed, one.began, t) for deed in deeds[:_MOST_TOLD]]
    if more := len(deeds) - len(told):
        told.append(t.n("rehearsal.trouble.led.more", more))
    span = t(f"rehearsal.trouble.led.{when}")
    if not told:
        return t("rehearsal.trouble.led.nothing", when=span)
    return t("rehearsal.trouble.led", when=span, what=" · ".join(told))


def _deed(deed: Deed, since: datetime, t: Catalogue) -> str:
    after = _length(deed.at - since, t)
    if deed.what is What.MESSAGE:
        return t("rehearsal.trouble.led.message", after=after)
    said = f"/{deed.verb}" if deed.what is What.COMMAND else deed.label or deed.verb
    return t("rehearsal.trouble.led.press", label=escape(said), after=after)


def _in_record(one: Happening, record: SessionRecord) -> int:
    """Return how many of the post-its of a trouble the record holds."""
    held = Counter(postit.text for postit in record.postits)
    return sum((Counter(one.texts) & held).values())


def _end(one: Happening, record: SessionRecord) -> datetime:
    return one.ended or record.session.ended_at or one.began


def _step(one: Happening, record: SessionRecord) -> str:
    found: StepRun | None = next((step for step in record.steps if step.id == one.step), None)
    return escape(found.plan.title[record.session.language]) if found is not None else "?"


def _who(one: Happening, log: Log, t: Catalogue) -> str:
    return t.listed([escape(name) for name in log.named(dict.fromkeys(one.who))])


def _author(one: Happening, record: SessionRecord, log: Log, t: Catalogue) -> str:
    """Return who wrote something; in a masked session, nobody learns it here either."""
    return t("rehearsal.trouble.someone") if record.session.masked else _who(one, log, t)


def _length(time: timedelta, t: Catalogue) -> str:
    return t.minutes(max(0.0, time.total_seconds()) / 60)
