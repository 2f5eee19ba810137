"""Themes: named groups of post-its, and the changes that make them, each undone and redone.

A `Sorting` says of every post-it on the wall which theme it stands in, or none: it can be in one
place only. Each operation returns a new sorting; `Change` keeps what one operation touched,
before and after, and nothing else: what arrives or is withdrawn meanwhile stays as it is.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from bot.workshop.alike import alike
from bot.workshop.errors import Gone, Refusal
from bot.workshop.text import one_line, shorten

NAME_LIMIT = 80


@dataclass(frozen=True, slots=True)
class Theme:
    """A named group; `id` is never given to another theme, even once this one is removed."""

    id: int
    name: str


class ChangeKind(StrEnum):
    START = "start"  # the columns or the dimensions became themes
    CREATE = "create"
    NAME = "name"  # several at once, empty
    RENAME = "rename"
    MERGE = "merge"
    SPLIT = "split"
    MOVE = "move"
    PUT_BACK = "put_back"  # moved out of every theme
    APART = "apart"  # talked about, and without a theme for good
    REMOVE = "remove"
    JOIN = "join"  # an accepted suggestion: two post-its put together
    TOGETHER = "together"  # what the room had sorted together, once its step is left


@dataclass(frozen=True, slots=True)
class Piece:
    """What a change touched, at one of its ends.

    `themes`: identifier → name, None where there is no such theme; `places`: post-it →
    theme, None where it stands in none.
    """

    themes: Mapping[int, str | None]
    places: Mapping[int, int | None]


@dataclass(frozen=True, slots=True)
class Change:
    """One operation: its kind, the `name` of the theme it is told by, and both its ends."""

    kind: ChangeKind
    name: str
    before: Piece
    after: Piece

    @property
    def moved(self) -> int:
        """How many post-its changed places."""
        return len(self.after.places)

    @property
    def named(self) -> int:
        """How many themes were made, unmade or renamed."""
        return len(self.after.themes)


@dataclass(frozen=True, slots=True)
class Hand:
    """What a facilitator chose while sorting: post-its in hand, and a word searched for."""

    postits: tuple[int, ...] = ()
    word: str = ""


@dataclass(frozen=True, slots=True)
class Sorting:
    """`themes` in the order in which they were made, and the place of every post-it."""

    themes: tuple[Theme, ...] = ()
    places: Mapping[int, int | None] = field(default_factory=dict)

    @property
    def unsorted(self) -> tuple[int, ...]:
        """The post-its that stand in no theme."""
        return self.within(None)

    @property
    def sizes(self) -> dict[int, int]:
        """How many post-its each theme has, empty ones included."""
        found = {theme.id: 0 for theme in self.themes}
        for place in self.places.values():
            if place is not None:
                found[place] += 1
        return found

    def within(self, theme_id: int | None) -> tuple[int, ...]:
        """Return the post-its of a theme, or those of none, in the order of the wall."""
        return tuple(postit for postit, place in self.places.items() if place == theme_id)

    def theme(self, theme_id: int) -> Theme:
        """Return a theme; raise Refusal when it is gone."""
        found = next((theme for theme in self.themes if theme.id == theme_id), None)
        if found is None:
            raise Gone("theme.gone")
        return found

    def named(self, name: str) -> Theme | None:
        """Return the theme of that name: neither case nor look-alike letters tell two apart."""
        wanted = alike(one_line(name))
        return next((theme for theme in self.themes if alike(theme.name) == wanted), None)

    def taken(self, name: str) -> bool:
        """Return whether a theme has that name."""
        return self.named(name) is not None

    def headed(self, first: Sequence[int]) -> Sorting:
        """Return the sorting with some of its themes first, to be shown so: nothing else moves."""
        ranks = {theme_id: rank for rank, theme_id in enumerate(first)}
        ordered = sorted(self.themes, key=lambda theme: ranks.get(theme.id, len(ranks)))
        return replace(self, themes=tuple(ordered))

    def create(self, theme_id: int, name: str, postits: Iterable[int] = ()) -> Sorting:
        """Return the sorting with a new theme, to which `postits` move.

        Raises Refusal when the name is missing, too long or taken.
        """
        theme = Theme(theme_id, self._check_name(name))
        made = replace(self, themes=(*self.themes, theme))
        wanted = list(postits)
        return made.move(wanted, theme_id) if wanted else made

    def rename(self, theme_id: int, name: str) -> Sorting:
        """Return the sorting with a theme named otherwise; raise Refusal as `create` does."""
        self.theme(theme_id)
        checked = self._check_name(name, but=theme_id)
        return replace(
            self,
            themes=tuple(replace(t, name=checked) if t.id == theme_id else t for t in self.themes),
        )

    def merge(self, into: int, others: Iterable[int]) -> Sorting:
        """Return the sorting where the post-its of `others` stand in `into`, and `others` left.

        Raises Refusal when a theme is gone, or when there is nothing but `into` to merge.
        """
        self.theme(into)
        gone = {self.theme(other).id for other in others} - {into}
        if not gone:
            raise Refusal("theme.same")
        return Sorting(
            tuple(theme for theme in self.themes if theme.id not in gone),
            {p: into if place in gone else place for p, place in self.places.items()},
        )

    def split(self, theme_id: int, new_id: int, name: str, postits: Iterable[int]) -> Sorting:
        """Return the sorting where those of `postits` that a theme holds go to a new one.

        Raises Refusal when it holds none of them, or for the name as `create` does.
        """
        self.theme(theme_id)
        leaving = [p for p in postits if self.places.get(p) == theme_id]
        if not leaving:
            raise Refusal("theme.split_nothing")
        return self.create(new_id, name, leaving)

    def move(self, postits: Iterable[int], to: int | None) -> Sorting:
        """Return the sorting where `postits` stand in a theme, or in none.

        Those that were withdrawn meanwhile are left out; raises Refusal when none remains.
        """
        if to is not None:
            self.theme(to)
        moved = {postit: to for postit in postits if postit in self.places}
        if not moved:
            raise Gone("postit.gone")
        return replace(self, places={**self.places, **moved})

    def remove(self, theme_id: int) -> Sorting:
        """Return the sorting without a theme; its post-its become unsorted."""
        self.theme(theme_id)
        return Sorting(
            tuple(theme for theme in self.themes if theme.id != theme_id),
            {p: None if place == theme_id else place for p, place in self.places.items()},
        )

    def together(self, first: int, second: int, new_id: int, name: str) -> Sorting:
        """Return the sorting where two post-its stand in the same theme.

        That is the theme of one of them (of two, the larger one), else the theme called `name`,
        else a new one of that name. Raises Refusal when one of them was withdrawn.
        """
        if first not in self.places or second not in self.places:
            raise Gone("postit.gone")
        held = [place for p in (first, second) if (place := self.places[p]) is not None]
        if held:
            sizes = self.sizes
            return self.move((first, second), max(held, key=lambda theme: sizes[theme]))
        label = shorten(name, NAME_LIMIT)
        known = self.named(label)
        if known is not None:
            return self.move((first, second), known.id)
        return self.create(new_id, label, (first, second))

    def patched(self, piece: Piece) -> Sorting:
        """Return the sorting as `piece` says, where it says something.

        Post-its withdrawn since are left out.
        """
        names: dict[int, str | None] = {theme.id: theme.name for theme in self.themes}
        names.update(piece.themes)
        themes = tuple(Theme(key, name) for key, name in sorted(names.items()) if name is not None)
        known = {theme.id for theme in themes}
        places = {p: piece.places.get(p, place) for p, place in self.places.items()}
        return Sorting(themes, {p: t if t in known else None for p, t in places.items()})

    def _check_name(self, name: str, but: int | None = None) -> str:
        checked = one_line(name)
        if not checked:
            raise Refusal("theme.needs_name")
        if len(checked) > NAME_LIMIT:
            raise Refusal("text.too_long", length=len(checked), limit=NAME_LIMIT)
        taken = self.named(checked)
        if taken is not None and taken.id != but:
            raise Refusal("theme.name_taken", name=taken.name)
        return checked


def change(
    kind: ChangeKind,
    name: str,
    before: Sorting,
    after: Sorting,
    stated: Container[int] = (),
) -> Change | None:
    """Return what leads from `before` to `after`, two sortings of the same post-its, and what is
    `stated` of post-its that stay where they are.

    None when nothing moved and nothing was stated.
    """
    old = {theme.id: theme.name for theme in before.themes}
    new = {theme.id: theme.name for theme in after.themes}
    themes = [key for key in {**old, **new} if old.get(key) != new.get(key)]
    postits = [
        p for p, place in after.places.items() if p in stated or before.places.get(p) != place
    ]
    if not themes and not postits:
        return None
    return Change(
        kind,
        name,
        Piece({key: old.get(key) for key in themes}, {p: before.places[p] for p in postits}),
        Piece({key: new.get(key) for key in themes}, {p: after.places[p] for p in postits}),
    )


def undone(sorting: Sorting, last: Change) -> Sorting:
    """Return the sorting as it was before `last`, the latest change made to it."""
    return sorting.patched(last.before)


def redone(sorting: Sorting, last: Change) -> Sorting:
    """Return the sorting as `last`, the latest change undone, had made it."""
    return sorting.patched(last.after)


def starting(sorting: Sorting, lanes: Mapping[str, Iterable[int]], first_id: int) -> Sorting:
    """Return the sorting where each of `lanes` (name → post-its) is a theme.

    Names that read the same, or do once shortened, are one theme.
    """
    for name, postits in lanes.items():
        label = shorten(name, NAME_LIMIT)
        known = sorting.named(label)
        held = [p for p in postits if p in sorting.places]
        if known is None:
            sorting = sorting.create(first_id, label, held)
            first_id += 1
        elif held:
            sorting = sorting.move(held, known.id)
    return sorting
