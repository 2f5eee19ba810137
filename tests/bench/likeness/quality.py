"""How often the right theme comes first, and among the first three, once themes have post-its."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from rapidfuzz import fuzz

from bot.workshop.themes.comparing import Comparison
from bot.workshop.themes.likeness import key
from bot.workshop.themes.meaning import Encoder
from bot.workshop.themes.sorting import Sorting, Theme
from tests.bench.likeness.labelled import Labelled

EXAMPLES = 3  # post-its that each theme has
TOP = 3
_NEIGHBOURS = 5

# From what stands in each theme, the order of the themes (their ranks) for each text.
Order = Callable[[Mapping[int, Sequence[int]]], list[list[int]]]


@dataclass(frozen=True, slots=True)
class Quality:
    """Shares of the post-its still to be sorted, in percent."""

    first: float
    top: float

    def __str__(self) -> str:
        return f"{self.first:.0f} / {self.top:.0f}"


def quality(of: Labelled, order: Order, rounds: int, seed: int = 7) -> Quality:
    """Return what a measure makes of a set: the examples are drawn anew in each of the `rounds`."""
    rng = Random(seed)
    first = top = asked = 0
    for _ in range(rounds):
        examples = {
            rank: rng.sample(of.within(name), EXAMPLES) for rank, name in enumerate(of.names)
        }
        shown = {one for held in examples.values() for one in held}
        found = order(examples)
        for text, theme in enumerate(of.themes):
            if theme is None or text in shown:
                continue
            right = of.names.index(theme)
            asked += 1
            first += found[text][0] == right
            top += right in found[text][:TOP]
    return Quality(100 * first / asked, 100 * top / asked)


def by_chance(of: Labelled) -> Quality:
    """Return what it is to guess."""
    return Quality(100 / len(of.names), 100 * TOP / len(of.names))


def by_token_sort(of: Labelled) -> Order:
    """The measure of near-duplicates: the theme of the text most like it, or so named."""
    keys, names = [key(text) for text in of.texts], [key(name) for name in of.names]

    def order(examples: Mapping[int, Sequence[int]]) -> list[list[int]]:
        found = []
        for mine in keys:
            scores = {
                theme: max(fuzz.ratio(mine, other) for other in _keys(names[theme], keys, held))
                for theme, held in examples.items()
            }
            found.append(sorted(scores, key=scores.__getitem__, reverse=True))
        return found

    return order


def _keys(name: str, keys: Sequence[str], held: Sequence[int]) -> list[str]:
    return [name, *(keys[one] for one in held)]


def by_comparison(of: Labelled, encoder: Encoder | None = None) -> Order:
    """What sorting uses: words alone, or with what an encoder reads."""
    wall = compared(of, encoder)
    names = dict(zip(of.names, encoder(of.names), strict=True)) if encoder else {}
    themes = tuple(Theme(rank, name) for rank, name in enumerate(of.names))

    def order(examples: Mapping[int, Sequence[int]]) -> list[list[int]]:
        places: dict[int, int | None] = dict.fromkeys(range(len(of.texts)))
        places.update((one, theme) for theme, held in examples.items() for one in held)
        return wall.likeliest(Sorting(themes, places), [[one] for one in places], names)

    return order


def neighbours(of: Labelled, encoder: Encoder | None = None) -> float:
    """Return how many of the five post-its most alike to each are of its theme, in percent."""
    wall = compared(of, encoder)
    right = shown = 0
    for text, theme in enumerate(of.themes):
        if theme is not None:
            found = wall.nearest([text], _NEIGHBOURS)
            shown += len(found)
            right += sum(of.themes[one] == theme for one in found)
    return 100 * right / shown


def compared(of: Labelled, encoder: Encoder | None) -> Comparison:
    """Return a set as sorting compares it."""
    meanings = dict(enumerate(encoder(of.texts))) if encoder else {}
    return Comparison(dict(enumerate(of.texts)), meanings)
