"""What every ballot has in common: its pages, its texts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from bot.i18n import Catalogue
from bot.interface.pressing.router import custom_id
from bot.interface.showing.layout import Block, Button, button
from bot.reports.vote.naming import naming
from bot.services.vote.voting import Ballot
from bot.workshop.kinds import Vote
from bot.workshop.language import Language
from bot.workshop.text import escape
from bot.workshop.vote.ballot import Option

# Chosen among lanes, which have numbers: the options of every dimension.
ALL = "all"
# Chosen among grades or scores, which have numbers: what was given is taken back.
NOTHING = "none"
# Characters for what is marked so far, where the menus do not show it.
PLACED = 1800


@dataclass(frozen=True, slots=True)
class View:
    """A ballot as one person looks at it: which page, and which lane of dots, None for all."""

    kept: Ballot
    t: Catalogue
    page: int = 0
    lane: int | None = None

    @property
    def plan(self) -> Vote:
        return self.kept.plan

    @property
    def language(self) -> Language:
        """The language in which options, grades and criteria are written."""
        return self.kept.session.language

    def at(self, page: int) -> str:
        """Return the custom id that turns to a page."""
        return opening(self.kept.step.id, page, self.lane, in_room=self.kept.in_room)


def opening(step_id: int, page: int = 0, lane: int | None = None, *, in_room: bool = False) -> str:
    """Return the custom id that opens a ballot: one's own, or one for people in the room."""
    return custom_id("ballot.open", step=step_id, page=page, lane=lane, in_room=in_room)


@dataclass(frozen=True, slots=True)
class Marks:
    """What a method shows: where the ballot stands, what can be marked, how to turn pages."""

    status: str
    blocks: Sequence[Block] = ()
    turns: list[Button] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of options. Those that are not shown keep their place: pages never shift."""

    shown: list[Option]
    page: int
    last: int

    def turns(self, view: View) -> list[Button]:
        if not self.last:
            return []
        return [
            button("◀", view.at(self.page - 1), disabled=self.page == 0),
            button("▶", view.at(self.page + 1), disabled=self.page == self.last),
        ]


def leaf(options: Sequence[Option], page: int, size: int, held: Collection[str] = ()) -> Leaf:
    """Return the page of `size` options nearest to `page`, counted from 0.

    Those that can be chosen are shown; of those that were withdrawn, the ones that the ballot
    says something of: their names are `held`.
    """
    last = max(0, (len(options) - 1) // size)
    page = min(max(0, page), last)
    cut = options[page * size : (page + 1) * size]
    shown = [o for o in cut if o.stands or (o.gone and o.name in held)]
    return Leaf(shown, page, last)


def line_of(option: Option, limit: int, t: Catalogue) -> str:
    """Return an option as a line of text, escaped."""
    return f"`{option.number}` {escape(naming(option, t, limit))}"


def label_of(option: Option, t: Catalogue, before: str = "") -> str:
    """Return an option as a choice of a menu."""
    return f"{before}{option.number} · {naming(option, t)}"
