"""`discuss`: a timeboxed conversation on a subject, with notes."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from bot.workshop.faults import RuleBroken
from bot.workshop.hands.hand import LEAST_CHAIRS, MOST_CHAIRS
from bot.workshop.language import Frozen, Title
from bot.workshop.step import BaseStep

# How many of the post-its that came first are talked about, where a recipe does not say.
USUAL_SUBJECTS = 5
# Past so many, a vote has not chosen: what is level beyond is left out.
MOST_SUBJECTS = 12


class Subjects(StrEnum):
    """What is talked about."""

    ONE = "one"  # what the title says
    CHOSEN = "chosen"  # the post-its that came first in the last vote on them, one by one


class Undivided(StrEnum):
    """Why a step that was to be one for each chosen post-it is one conversation."""

    NO_VOTE = "no_vote"  # none on post-its was counted before
    UNDECIDED = "undecided"  # it chose none, had no quorum, or too few voted for it to be told
    GONE = "gone"  # none of those that it chose stands on the wall any more
    LEVEL = "level"  # too many came first together
    FULL = "full"  # the plan has as many steps as it may


class Subject(Frozen):
    """The post-it that one conversation is about, and its rank among `of`, from 1.

    `text` is all that it says, after its column, and `number` its place on the wall. `tied` when
    more are talked about than were asked for, because the last ones came level; `left_out` counts
    those that came level too and were too many. `before` is the title of the step that became one
    for each.
    """

    postit: int
    number: int
    text: str
    rank: int
    of: int
    before: Title
    tied: bool = False
    left_out: int = 0


class Discuss(BaseStep):
    """The room talks; facilitators write down what should be kept.

    With `subjects` chosen by the last vote on post-its, the step becomes one for each of the
    `most` first when it opens, and its minutes are shared among them (`dividing`): each is then
    about its `subject`. It stays one where that cannot be, `undivided` says why.

    With `hands` people raise theirs from then on. With `chairs` it is a fishbowl: those who sit in
    the middle talk, the others listen, and whoever raises a hand takes the next free chair.
    """

    kind: Literal["discuss"]
    subjects: Subjects = Subjects.ONE
    most: Annotated[int, Field(ge=1, le=MOST_SUBJECTS)] = USUAL_SUBJECTS
    hands: bool = False
    chairs: Annotated[int, Field(ge=LEAST_CHAIRS, le=MOST_CHAIRS)] | None = None
    subject: Subject | None = None
    undivided: Undivided | None = None

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        if self.subjects is Subjects.ONE and self.most != USUAL_SUBJECTS:
            raise RuleBroken("most_of_chosen", 'most goes with subjects = "chosen"')
        return self

    def written(self) -> dict[str, Any]:
        """Return it as a file says it: what a vote of one session chose is no part of it."""
        told = super().written()
        return {field: told[field] for field in told if field not in ("subject", "undivided")}

    @property
    def raises_hands(self) -> bool:
        """True where people raise their hands once it opens; chairs are taken by them."""
        return self.hands or self.chairs is not None

    @property
    def divides(self) -> bool:
        """True as long as it may still become one step for each subject."""
        return self.subjects is Subjects.CHOSEN and self.subject is None
