"""What every ballot has in common: its pages, its texts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

import discord

from bot.i18n import Catalogue
from bot.interface.pressing.router import Fields, custom_id, number
from bot.interface.showing.cards import shorten_lines
from bot.interface.showing.layout import FIELDS, PAGE, Block, Button, button
from bot.interface.words.vote.dates import line
from bot.reports.vote.naming import naming
from bot.services.vote.voting import Ballot
from bot.workshop.kinds import Vote
from bot.workshop.language import Language
from bot.workshop.vote.ballot import Content, NotMarked, marked
from bot.workshop.vote.methods import Method
from bot.workshop.vote.options import Option

# Chosen among lanes, which have numbers: the options of every dimension.
ALL = "all"
# Chosen among grades or scores, which have numbers: what was given is taken back.
NOTHING = "none"
# Characters for what is marked so far, or for the options of a page.
PLACED = 1700
# What an option is cut to, until those of a page fit.
_LENGTHS = (280, 150, 80, 40, 20)


@dataclass(frozen=True, slots=True)
class View:
    """A ballot as one person looks at it: which page, and which lane of dots, None for all.

    `singly` where they mark one option at a time rather than many in a form. `room` is how many
    characters there are for what is marked, or for the options of a page.
    """

    kept: Ballot
    t: Catalogue
    page: int = 0
    lane: int | None = None
    singly: bool = False
    room: int = PLACED

    @property
    def plan(self) -> Vote:
        return self.kept.plan

    @property
    def language(self) -> Language:
        """The language in which options, grades and criteria are written."""
        return self.kept.session.language

    def at(self, page: int) -> str:
        """Return the custom id that turns to a page."""
        return opening(
            self.kept.step.id, page, self.lane, in_room=self.kept.in_room, singly=self.singly
        )

    def word(self, name: str) -> str:
        """Return the key of what is said of answers: grades or scores, those of dates, or
        resistances."""
        if self.plan.method is Method.RESISTANCE:
            return f"resistance.ballot.{name}"
        return f"dates.ballot.{name}" if self.plan.method is Method.DATES else f"ballot.{name}"

    @property
    def given(self) -> list[str]:
        """The names of the options that the ballot says something of."""
        return marked(self.kept.content)

    def holding(self, content: Content) -> View:
        """Return the same look at the ballot, once it says `content`."""
        return replace(self, kept=replace(self.kept, content=content))

    def form_button(self, label: str, page: int, part: int = 0) -> Button:
        """Return the button that opens a form of a page (`cogs.vote.ballots.forms`)."""
        kept = self.kept
        opens = custom_id(
            "ballot.form", step=kept.step.id, page=page, part=part, in_room=kept.in_room
        )
        return button(label, opens, emoji="✏️", style=discord.ButtonStyle.primary)

    def other_way(self, label: str) -> Button:
        """Return the button to the other way of marking: singly, or in forms."""
        step_id, in_room = self.kept.step.id, self.kept.in_room
        return button(label, opening(step_id, in_room=in_room, singly=not self.singly))


def opening(
    step_id: int,
    page: int = 0,
    lane: int | None = None,
    *,
    in_room: bool = False,
    singly: bool = False,
) -> str:
    """Return the custom id that opens a ballot: one's own, or one for people in the room."""
    return custom_id(
        "ballot.open", step=step_id, page=page, lane=lane, in_room=in_room, singly=singly
    )


@dataclass(frozen=True, slots=True)
class Marks:
    """What a method shows: where the ballot stands, what can be marked, how to turn pages."""

    status: str
    blocks: Sequence[Block] = ()
    turns: list[Button] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Filled:
    """What a form makes of a ballot, the page to go on with, and what must be said of the form."""

    content: Content
    page: int
    told: str = ""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of options, `all` that stand there or did. Those that are not shown keep their
    place: pages never shift."""

    shown: list[Option]
    all: Sequence[Option]
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
    return Leaf(shown, cut, page, last)


def ticked_in(filled: Fields) -> dict[str, list[int]]:
    """Return the options chosen in each menu of a form, by its name; raise NotMarked when it is no
    menu: it was forged."""
    if any(value and isinstance(value, str) for value in filled.values()):
        raise NotMarked("ballot.unknown_option")
    return {name: [number(value) for value in values] for name, values in filled.items()}


def numbers_of(view: View, names: Iterable[str]) -> str:
    """Return the numbers of some options, as they are shown; what is none was forged."""
    return ", ".join(f"`{name}`" for name in names if name in view.kept.options.by_name)


def all_ticked(view: View, _: int, filled: Fields) -> str:
    """Tell what was ticked in a form whose menus are pages."""
    menus = [names for names in filled.values() if isinstance(names, list)]
    return numbers_of(view, [name for names in menus for name in names])


def leaves(options: Sequence[Option], held: Collection[str] = ()) -> list[Leaf]:
    """Return the pages that have something to show, as many as a form has fields."""
    pages = range(min(FIELDS, -(-len(options) // PAGE)))
    return [cut for page in pages if (cut := leaf(options, page, PAGE, held)).shown]


def page_label(cut: Leaf, t: Catalogue) -> str:
    """Return what a menu that stands for a page is called."""
    return t("ballot.page_of", page=cut.page + 1, pages=cut.last + 1)


def turns_of(
    view: View, cut: Leaf, order: Sequence[Option], done: Collection[str], size: int
) -> list[Button]:
    """Return what turns the pages of `order`; one leads to the first with something to do."""
    turns = cut.turns(view)
    first = undone(order, done)
    if first is not None and abs(first // size - cut.page) > 1:  # nearer ones are a page away
        turns.append(button(view.t("ballot.first_left"), view.at(first // size)))
    return turns


def undone(order: Sequence[Option], done: Collection[str], after: int = 0) -> int | None:
    """Return the place of the first option from `after` on that can be chosen and is not `done`."""
    for place in range(after, len(order)):
        option = order[place]
        if option.stands and option.name not in done:
            return place
    return None


def onward(order: Sequence[Option], done: Collection[str], page: int, size: int) -> int:
    """Return the page that comes after `page`: the next with something to do, else the same."""
    following = undone(order, done, (page + 1) * size)
    return page if following is None else following // size


def line_of(option: Option, limit: int, t: Catalogue) -> str:
    """Return an option as a line of text, escaped."""
    return f"`{option.number}` {line(option, t, limit)}"


def in_full(view: View, options: Sequence[Option], marks: Callable[[Option], str]) -> str:
    """Return the options of a page as lines of text, each with its marks, as long as there is room
    for."""
    text = ""
    for length in _LENGTHS:
        lines = []
        for one in options:
            held = marks(one)
            lines.append(line_of(one, length, view.t) + (f" — {held}" if held else ""))
        text = "\n".join(lines)
        if len(text) <= view.room:
            return text
    return shorten_lines(text, view.room)


def label_of(option: Option, t: Catalogue) -> str:
    """Return an option as a choice of a menu."""
    return f"{option.number} · {naming(option, t)}"
