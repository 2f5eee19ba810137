"""Which post-its of a wall are alike, and which theme each is likeliest to stand in.

Good enough to order a menu and to show neighbours, never to file anything: on walls of ideas the
right theme comes first in about half of the cases (`make bench ARGS="--only likeness"` says so).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.workshop.themes.sorting import Sorting
from bot.workshop.themes.words import Features, Rarity, Vector, dot, features, total


@dataclass(frozen=True, slots=True)
class _Theme:
    """A theme as it was when last looked at: its name, its post-its, and what they add up to."""

    name: str
    postits: tuple[int, ...]
    words: Vector


class Comparison:
    """The post-its of a wall, ready to be compared: identifier → text."""

    def __init__(self, texts: Mapping[int, str], before: Comparison | None = None) -> None:
        """`before` is the same wall as it was: what has not changed is not read again."""
        self.texts = dict(texts)
        known: dict[str, Features] = {} if before is None else before._features
        self._features: dict[str, Features] = {
            text: known.get(text) or features(text) for text in texts.values()
        }
        self._rarity = Rarity(self._features[text] for text in texts.values())
        weighed = {text: self._rarity.vector(*found) for text, found in self._features.items()}
        self._words = {postit: weighed[text] for postit, text in texts.items()}
        self._themes: dict[int, _Theme] = {}

    def nearest(self, postit: int, most: int) -> list[int]:
        """Return the post-its most alike to one, the likeliest first: those that share nothing
        with it are left out."""
        if postit not in self._words:
            return []
        mine = self._words[postit]
        scores = {other: dot(mine, words) for other, words in self._words.items()}
        del scores[postit]
        found = [other for other, score in scores.items() if score > 0]
        return sorted(found, key=scores.__getitem__, reverse=True)[:most]

    def likeliest(self, sorting: Sorting, wanted: Iterable[int]) -> dict[int, list[int]]:
        """Return, for each post-it that is `wanted`, every theme: the likeliest first, by its name
        and by what stands in it; those that share nothing with it last, in their own order."""
        within: dict[int, list[int]] = {theme.id: [] for theme in sorting.themes}
        for postit, place in sorting.places.items():
            if place in within and postit in self._words:
                within[place].append(postit)
        known = self._themes
        themes = self._themes = {
            theme.id: self._theme(theme.name, tuple(within[theme.id]), known.get(theme.id))
            for theme in sorting.themes
        }
        found = {}
        for postit in wanted:
            scores = {theme: self._score(postit, held) for theme, held in themes.items()}
            found[postit] = sorted(scores, key=scores.__getitem__, reverse=True)
        return found

    def _theme(self, name: str, postits: tuple[int, ...], known: _Theme | None) -> _Theme:
        if known is not None and (known.name, known.postits) == (name, postits):
            return known
        named = self._rarity.vector(*features(name))
        return _Theme(name, postits, total([named, *(self._words[one] for one in postits)]))

    def _score(self, postit: int, theme: _Theme) -> float:
        mine = self._words.get(postit, {})
        held = theme.words
        shared = dot(mine, held)
        length = dot(held, held)
        if postit in theme.postits:  # what it shares with itself says nothing
            itself = dot(mine, mine)
            length += itself - 2 * shared
            shared -= itself
        return shared / length**0.5 if length > 0 and shared > 1e-9 else 0.0
