"""What a session was, told to who led it: facts of the record and of the log, and no opinion."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.i18n import Catalogue
from bot.rehearsal.trouble.aftermath import said_of
from bot.rehearsal.trouble.kinds import Trouble
from bot.rehearsal.trouble.log import Fate, Log, What
from bot.reports.kinds import SECTIONS
from bot.reports.record import SessionRecord
from bot.workshop.kinds import Consent, Group, Vote
from bot.workshop.sessions.session import StepRun
from bot.workshop.text import escape

# What a message holds, with room to spare.
_PAGE = 1800
# What a trainer would ask about first, of all that came; then one question that always stands.
_ASKED = (
    Trouble.RUDE,
    Trouble.CONTESTED,
    Trouble.SILENCE,
    Trouble.LOUD,
    Trouble.RESTART,
    Trouble.LATE,
    Trouble.FLOOD,
)
_MOST_ASKED = 2


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the debrief: its heading, and what it says, a sentence a line."""

    heading: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join((f"### {self.heading}", *(f"- {line}" for line in self.lines)))


def debrief(record: SessionRecord, log: Log, t: Catalogue) -> tuple[Part, ...]:
    """Return what there is to say of a session that is over, in the language of `t`."""
    return (
        Part(t("rehearsal.trouble.time"), tuple(_time(record, t))),
        Part(t("rehearsal.trouble.heard"), tuple(_heard(record, log, t))),
        Part(
            t("rehearsal.trouble.left"),
            tuple(_left(record, t)) or (t("rehearsal.trouble.left.nothing"),),
        ),
        Part(t("rehearsal.trouble.presses"), tuple(_presses(log, t))),
        Part(t("rehearsal.trouble.came"), tuple(_troubles(record, log, t))),
        Part(t("rehearsal.trouble.questions"), tuple(_questions(record, log, t))),
    )


def pages(record: SessionRecord, parts: Sequence[Part], t: Catalogue) -> list[str]:
    """Return a debrief as messages, as many as it takes."""
    told = [f"## {t('rehearsal.trouble.debrief', title=escape(record.session.title))}"]
    told[0] += f"\n-# {t('rehearsal.trouble.debrief.about')}"
    for line in (line for part in parts for line in part.text.split("\n")):
        if len(told[-1]) + len(line) > _PAGE:
            told.append("")
        told[-1] = f"{told[-1]}\n{line}".strip()
    return told


def _time(record: SessionRecord, t: Catalogue) -> Iterator[str]:
    steps = [*record.steps, *(s for s in record.dropped if s.first_minutes is not None)]
    planned = sum(step.first_minutes or 0 for step in steps)
    spent = sum(step.spent_seconds for step in steps)
    yield t("rehearsal.trouble.time.all", planned=t.minutes(planned), spent=_length(spent, t))
    for step in steps:
        told = {"title": _title(record, step), "spent": _length(step.spent_seconds, t)}
        if step.first_minutes is None:
            yield t("rehearsal.trouble.time.added", **told)
        elif step.is_to_come:
            yield t("rehearsal.trouble.time.never", planned=t.minutes(step.first_minutes), **told)
        else:
            yield t("rehearsal.trouble.time.step", planned=t.minutes(step.first_minutes), **told)


def _heard(record: SessionRecord, log: Log, t: Catalogue) -> Iterator[str]:
    there = len(log.names)
    took_part = record.participants - record.in_room
    yield t.n("rehearsal.trouble.heard.took_part", took_part, there=there)
    if record.session.masked:
        yield t("rehearsal.trouble.heard.masked")
    else:
        yield from _written(record, log, t)
    active = {deed.person for deed in log.deeds if deed.fate is Fate.DONE}
    idle = log.named([one for one in log.names if one not in active])
    yield (
        t("rehearsal.trouble.heard.idle", who=_listed(idle, t))
        if idle
        else t("rehearsal.trouble.heard.no_idle")
    )


def _written(record: SessionRecord, log: Log, t: Catalogue) -> Iterator[str]:
    """Say who wrote most of what the record holds, and who wrote nothing of it."""
    written = Counter(record.author(p) for p in record.postits)
    for echo in record.echoes.values():
        written.update(record.author(comment) for comment in echo.comments)
    total = written.total()
    known = set(log.names.values())
    names = {name: n for name, n in written.items() if name is not None and name in known}
    if names:
        most = max(names.values())
        first = [name for name, n in names.items() if n == most]
        share = round(100 * most / total)
        figures = {"n": most, "total": total, "share": share, "who": _listed(first, t)}
        if total == 1:
            yield t("rehearsal.trouble.heard.only", **figures)
        elif len(first) == 1:
            yield t("rehearsal.trouble.heard.most", **figures)
        else:
            yield t("rehearsal.trouble.heard.most_each", **figures)
    else:
        yield t("rehearsal.trouble.heard.nothing_written")
        return
    others = [name for one, name in log.names.items() if one not in log.leads]
    if without := [name for name in others if name not in written]:
        yield t("rehearsal.trouble.heard.without", who=_listed(without, t))


def _left(record: SessionRecord, t: Catalogue) -> Iterator[str]:
    """Say what the session left unsorted, undecided, or without anyone in charge."""
    shown = [p.id for p in record.postits if p.on_the_wall]
    if any(isinstance(s.plan, Group) and s.spent_seconds for s in record.steps):
        unsorted = set(record.sorting.unsorted)
        if left := sum(one in unsorted for one in shown):
            yield t.n("rehearsal.trouble.left.unsorted", left, total=len(shown))
    for step in record.steps:
        if not step.is_to_come and (told := _undecided(record, step)):
            yield t(told, title=_title(record, step))
        # What the summary says that it left open, the debrief does not call settled.
        yield from SECTIONS[step.plan.kind].stayed_open(record, step, t)
    for key, number in (
        ("rehearsal.trouble.left.no_day", sum(a.due is None for a in record.actions)),
        ("rehearsal.trouble.left.nobody", sum(not m.who for m in record.milestones)),
        ("rehearsal.trouble.left.parked", len(record.parked)),
    ):
        if number:
            yield t.n(key, number)


def _undecided(record: SessionRecord, step: StepRun) -> str:
    """Return the key of what a step was to decide and did not; empty where it did, or had not."""
    if isinstance(step.plan, Vote):
        vote = record.votes.get(step.id)
        if vote is None or vote.outcome.lost:
            return "rehearsal.trouble.left.not_counted"
        if not vote.outcome.decides:
            return "rehearsal.trouble.left.no_quorum"
        tied = vote.detailed and vote.outcome.unsettled
        return "rehearsal.trouble.left.tied" if tied else ""
    if isinstance(step.plan, Consent):
        held = record.consents.get(step.id)
        decision = held.decision if held is not None else None
        if decision is None or decision.undecided:
            return "rehearsal.trouble.left.no_decision"
    return ""


def _presses(log: Log, t: Catalogue) -> Iterator[str]:
    made = [deed for deed in log.deeds if deed.what is not What.MESSAGE]
    fates = Counter(deed.fate for deed in made)
    lost = len(made) - fates.pop(Fate.DONE, 0)
    if not lost:
        yield t.n("rehearsal.trouble.presses.answered", len(made))
        return
    told = [t.n(f"rehearsal.trouble.presses.{fate}", fates[fate]) for fate in Fate if fates[fate]]
    yield t.n("rehearsal.trouble.presses.lost", lost, made=len(made), what="; ".join(told))


def _troubles(record: SessionRecord, log: Log, t: Catalogue) -> Iterator[str]:
    for one in log.came:
        yield f"**{t(f'rehearsal.trouble.kind.{one.trouble}')}** " + " ".join(
            said_of(one, record, log, t)
        )
    if log.missing:
        names = [t(f"rehearsal.trouble.kind.{one}").rstrip(".").lower() for one in log.missing]
        yield t("rehearsal.trouble.came.not", which=_listed(names, t))


def _questions(record: SessionRecord, log: Log, t: Catalogue) -> Iterator[str]:
    came = {one.trouble for one in log.came}
    asked = [trouble for trouble in _ASKED if trouble in came][:_MOST_ASKED]
    for trouble in asked:
        yield t(f"rehearsal.trouble.question.{trouble}")
    if len(asked) < _MOST_ASKED:
        yield t("rehearsal.trouble.question.time")
    yield t("rehearsal.trouble.question.heard")


def _title(record: SessionRecord, step: StepRun) -> str:
    return escape(step.plan.title[record.session.language])


def _length(seconds: float, t: Catalogue) -> str:
    return t.minutes(seconds / 60)


def _listed(names: Sequence[str], t: Catalogue) -> str:
    return t.listed([escape(name) for name in names])
