"""What a kind of decision brings to the workbench."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.i18n import Catalogue
from bot.interface.pressing.router import Press
from bot.interface.showing.layout import Field
from bot.workshop.kinds import Kinds
from bot.workshop.language import Language
from bot.workshop.vote.methods import Ballots, VoteOn


@dataclass(frozen=True, slots=True)
class Asking:
    """What is known where a form opens, and where it comes back.

    `language` is the room's; `zone` the time zone of the server; `ballots` what its votes are where
    nobody says; `found` how many post-its, themes and milestones could be voted on.
    """

    t: Catalogue
    language: Language
    now: datetime
    zone: str
    ballots: Ballots
    found: Mapping[VoteOn, int]


@dataclass(frozen=True, slots=True)
class Decision:
    """A kind of decision: its words are `decide.kind.<name>` and `decide.kind.<name>.hint`.

    `fields` are those of its one form, five at most; `read` makes a step of what the form held, or
    raises Refusal. `announced` tells what people will read, under its title.
    """

    name: str
    emoji: str
    fields: Callable[[Asking], Sequence[Field]]
    read: Callable[[Press, Asking], Kinds]
    announced: Callable[[Kinds, Asking], str]


@dataclass(frozen=True, slots=True)
class Details:
    """Settings that have usual values, in a form of their own: its button and its title are
    `decide.details.<name>`.

    It is offered where it `applies`; `fields` show what is set; `read` makes another step of what
    the form held, or raises Refusal.
    """

    name: str
    emoji: str
    applies: Callable[[Kinds], bool]
    fields: Callable[[Kinds, Asking], Sequence[Field]]
    read: Callable[[Kinds, Press, Asking], Awaitable[Kinds]]
