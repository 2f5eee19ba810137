"""`subgroups`: the room works in small groups, then comes back with what they made."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from bot.workshop.faults import RuleBroken
from bot.workshop.language import Bilingual
from bot.workshop.step import BaseStep, Doing

LEAST_SIZE, MOST_SIZE, MOST_GROUPS = 2, 8, 25


class Follows(StrEnum):
    """What the groups of a step are made from."""

    NEW = "new"  # people are dealt into groups
    MERGE = "merge"  # the groups of the step before join two by two, with what they made
    ROTATE = "rotate"  # the tables of the step before stay, with their hosts; all others move on


class Deal(StrEnum):
    """How people are dealt into new groups."""

    RANDOM = "random"  # by lot, avoiding those who already met
    ROLE = "role"  # the same, each role of the server spread over the groups
    CHOICE = "choice"  # each person chooses
    THEME = "theme"  # one group for each theme of the wall; each person chooses


class Where(StrEnum):
    """Where groups meet."""

    AUTO = "auto"  # in voice where the meeting is held in voice and rights allow, else in threads
    THREADS = "threads"


class Scribe(StrEnum):
    """Who writes the post-its of a group."""

    EVERYONE = "everyone"
    ONE = "one"  # the first of the group who takes the pen


class Subgroups(BaseStep):
    """Small groups, each with a task, a card and post-its of its own.

    `size` is how many people a group has (2 to 8), or `groups` how many groups there are: one of
    both for new groups, neither for those that follow from the step before. `prompt` is the task;
    `best` how many ideas of those that a merged group takes over it is asked to keep. Threads are
    seen by their group alone where `private`.
    """

    kind: Literal["subgroups"]
    size: Annotated[int, Field(ge=LEAST_SIZE, le=MOST_SIZE)] | None = None
    groups: Annotated[int, Field(ge=2, le=MOST_GROUPS)] | None = None
    follows: Follows = Follows.NEW
    deal: Deal = Deal.RANDOM
    where: Where = Where.AUTO
    private: bool = True
    scribe: Scribe = Scribe.EVERYONE
    prompt: Bilingual | None = None
    best: Annotated[int, Field(ge=1, le=10)] | None = None
    max_length: Annotated[int, Field(ge=20, le=500)] = 200

    doing = Doing.WRITE
    # Of one person: who holds the pen writes for all.
    per_person: ClassVar[int] = 50

    @model_validator(mode="after")
    def _one_measure(self) -> Self:
        given = (self.size is not None) + (self.groups is not None)
        by_theme = self.deal is Deal.THEME
        if self.follows is Follows.NEW and given != 1 and not (by_theme and given == 0):
            raise RuleBroken("one_measure", "give size (people a group) or groups (how many)")
        if self.follows is not Follows.NEW and (given or self.deal is not Deal.RANDOM):
            raise RuleBroken(
                "groups_follow",
                "groups that follow from the step before take no size, groups or deal",
            )
        return self
