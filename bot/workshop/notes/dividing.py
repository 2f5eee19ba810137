"""One conversation after the other: what a vote put first, each with its share of the time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.workshop.language import LABEL, Title
from bot.workshop.notes.step import MOST_SUBJECTS, Discuss, Subject
from bot.workshop.step import LEAST_MINUTES, MOST_MINUTES, BaseStep
from bot.workshop.text import one_line, shorten
from bot.workshop.vote.methods import VoteOn
from bot.workshop.vote.step import Vote


@dataclass(frozen=True, slots=True)
class Standing:
    """A post-it that came first in a vote, as it now stands on the wall."""

    postit: int
    number: int
    text: str
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Agenda:
    """The subjects to talk about, in the order of the vote; `tied`, `left_out` as in `Subject`."""

    subjects: tuple[Standing, ...] = ()
    tied: bool = False
    left_out: int = 0


def agenda(groups: Sequence[Sequence[Standing]], most: int) -> Agenda:
    """Return the `most` first of `groups` of equals, best first, and all that are level with the
    last of them; those level are left out where they would make more than `MOST_SUBJECTS`.

    Equals stand as on the wall.
    """
    found: list[Standing] = []
    for group in groups:
        if len(found) >= most:
            break
        if len(found) + len(group) > MOST_SUBJECTS:
            return Agenda(tuple(found), left_out=len(group))
        found += sorted(group, key=lambda one: one.number)
    return Agenda(tuple(found), tied=len(found) > most)


def divided(plan: Discuss, on: Agenda) -> tuple[Discuss, ...]:
    """Return one conversation for each subject of a session, in the order of the vote.

    The minutes of `plan` are shared equally, to the half minute: the first ones have what is over,
    so that the whole stays as long as it was planned, unless it is too short for that.
    """
    count = len(on.subjects)
    halves, over = divmod(round(plan.minutes / LEAST_MINUTES), count)
    plans = []
    for rank, one in enumerate(on.subjects):
        share = max(1, halves + (rank < over)) * LEAST_MINUTES
        # A title and a recipe have both languages; what people wrote is in theirs.
        name = shorten(one_line(one.text), LABEL)
        subject = Subject(
            postit=one.postit,
            number=one.number,
            text=f"{one.column} · {one.text}" if one.column else one.text,
            rank=rank + 1,
            of=count,
            tied=on.tied,
            left_out=on.left_out,
            before=plan.title,
        )
        changed = {
            "title": Title.same(name),
            "minutes": _written(share),
            "subject": subject,
            "undivided": None,
        }
        plans.append(plan.model_copy(update=changed))
    return tuple(plans)


def gathered(plans: Sequence[BaseStep]) -> tuple[BaseStep, ...]:
    """Return the plan of a session as a recipe says it: the conversations that `divided` made of a
    step are that step again, with the time of them all, where the first of them stands.

    No word of a post-it is left in it.
    """
    made: list[BaseStep] = []
    whole: dict[Discuss, int] = {}  # what was divided → where it stands
    for plan in plans:
        if isinstance(plan, Vote) and plan.on is VoteOn.POSTITS:
            whole.clear()  # what comes after it is divided by it
        if not isinstance(plan, Discuss):
            made.append(plan)
        elif plan.subject is None:
            made.append(plan.model_copy(update={"undivided": None}))
        else:
            step = plan.model_copy(
                update={
                    "title": plan.subject.before,
                    "minutes": 0,
                    "subject": None,
                    "undivided": None,
                }
            )
            at = whole.setdefault(step, len(made))
            spent = made.pop(at).minutes if at < len(made) else 0
            minutes = _written(min(spent + plan.minutes, MOST_MINUTES))
            made.insert(at, step.model_copy(update={"minutes": minutes}))
    return tuple(made)


def unsaid(plan: Discuss, mark: str) -> Discuss:
    """Return a conversation whose subject is hidden: `mark` stands for its words."""
    assert plan.subject is not None
    subject = plan.subject.model_copy(update={"text": mark})
    return plan.model_copy(update={"title": Title.same(mark), "subject": subject})


def said_again(plan: Discuss, one: Standing) -> Discuss:
    """Return a conversation whose subject is shown again, as it now stands."""
    assert plan.subject is not None
    (again,) = divided(plan, Agenda((one,)))
    assert again.subject is not None
    subject = plan.subject.model_copy(update={"text": again.subject.text})
    return plan.model_copy(update={"title": again.title, "subject": subject})


def _written(minutes: float) -> float:
    return int(minutes) if minutes == int(minutes) else minutes
