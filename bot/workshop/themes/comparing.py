"""Which post-its of a wall are alike, and which theme each is likeliest to stand in.

Good enough to order a menu and to show neighbours, never to file anything: with three post-its in
each theme the right one comes first in a quarter to a half of the cases, and in half to nine
tenths among the first three (`make bench ARGS="--only likeness"` says it for each set).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.workshop.themes.meaning import Meaning, Meanings, Together, together
from bot.workshop.themes.sorting import Sorting
from bot.workshop.themes.words import Features, Rarity, Vector, dot, features, scaled, total

# Beside a meaning, words count half; a theme's name counts as two of its post-its. Measured on
# the labelled sets of `tests/bench`.
WORDS_SHARE = 0.5
NAME_WEIGHT = 2.0
# Under this, two post-its have nothing in common but a few letters.
_NEAR = 0.12


@dataclass(frozen=True, slots=True)
class _Theme:
    """A theme as it was when last looked at: its name, its post-its, and what they add up to."""

    name: str
    postits: tuple[int, ...]
    words: Vector
    length: float  # of `words`, squared
    meaning: Together | None


class Comparison:
    """The post-its of a wall, ready to be compared."""

    def __init__(
        self,
        texts: Mapping[int, str],
        meanings: Mapping[int, bytes] | None = None,
        before: Comparison | None = None,
    ) -> None:
        """`texts` by identifier; `meanings` of those that an encoder has read; `before` is the
        same wall as it was: what has not changed is not read again."""
        self._texts = dict(texts)
        self._read = meanings or {}
        known: dict[str, Features] = {} if before is None else before._features
        self._features: dict[str, Features] = {
            text: known.get(text) or features(text) for text in texts.values()
        }
        self._rarity = Rarity(self._features[text] for text in texts.values())
        weighed = {text: self._rarity.vector(found) for text, found in self._features.items()}
        self._words = {postit: weighed[text] for postit, text in texts.items()}
        self._meanings = Meanings({p: m for p, m in self._read.items() if p in texts})
        self._themes: dict[int, _Theme] = {}

    def still(self, texts: Mapping[int, str], meanings: Mapping[int, bytes]) -> bool:
        """Return whether it compares these texts, of which these are the meanings."""
        same = self._read is meanings or self._read == meanings
        return same and self._texts == texts

    def nearest(self, postits: Iterable[int], most: int) -> list[int]:
        """Return the post-its most alike to those given, all of them together, the likeliest
        first: those that have nothing in common with them are left out."""
        given = [one for one in postits if one in self._words]
        words = scaled(total(self._words[one] for one in given))
        meaning = together((self._meanings.of(one), 1.0) for one in given)
        scores = {
            other: _mixed(dot(words, found), self._meanings.of(other), meaning)
            for other, found in self._words.items()
            if other not in given
        }
        found = [other for other, score in scores.items() if score >= _NEAR]
        return sorted(found, key=scores.__getitem__, reverse=True)[:most]

    def likeliest(
        self,
        sorting: Sorting,
        wanted: Iterable[Sequence[int]],
        names: Mapping[str, bytes] | None = None,
    ) -> list[list[int]]:
        """Return, for each group of post-its that is `wanted`, every theme: the likeliest for all
        of them first, by its name and by what stands in it; those that have nothing in common
        with them last, in their own order. `names` are what the themes' names mean."""
        found = self.scores(sorting, wanted, names)
        return [sorted(scores, key=scores.__getitem__, reverse=True) for scores in found]

    def scores(
        self,
        sorting: Sorting,
        wanted: Iterable[Sequence[int]],
        names: Mapping[str, bytes] | None = None,
    ) -> list[dict[int, float]]:
        """Return, for each group as `likeliest` does, how much it has in common with each theme."""
        within: dict[int, list[int]] = {theme.id: [] for theme in sorting.themes}
        for postit, place in sorting.places.items():
            if place in within and postit in self._words:
                within[place].append(postit)
        known = self._themes
        themes = self._themes = {
            theme.id: self._theme(
                theme.name, tuple(within[theme.id]), names or {}, known.get(theme.id)
            )
            for theme in sorting.themes
        }
        return [
            {
                theme: sum(self._score(postit, held) for postit in group)
                for theme, held in themes.items()
            }
            for group in wanted
        ]

    def _theme(
        self,
        name: str,
        postits: tuple[int, ...],
        names: Mapping[str, bytes],
        known: _Theme | None,
    ) -> _Theme:
        if known is not None and (known.name, known.postits) == (name, postits):
            return known
        named = scaled(self._rarity.vector(features(name)), NAME_WEIGHT)
        meant = self._meanings.read(names[name]) if name in names else None
        held = [(self._meanings.of(one), 1.0) for one in postits]
        words = total([named, *(self._words[one] for one in postits)])
        return _Theme(
            name,
            postits,
            words,
            dot(words, words),
            together([(meant, NAME_WEIGHT), *held]),
        )

    def _score(self, postit: int, theme: _Theme) -> float:
        mine, length = self._words.get(postit, {}), theme.length
        shared = dot(mine, theme.words)
        meaning, meant = self._meanings.of(postit), theme.meaning
        if postit in theme.postits:  # what it shares with itself says nothing
            itself = dot(mine, mine)
            length += itself - 2 * shared
            shared -= itself
            meant = None if meant is None or meaning is None else meant.without(meaning)
        words = shared / length**0.5 if length > 0 and shared > 1e-9 else 0.0
        return _mixed(words, meaning, meant)


def _mixed(words: float, meaning: Meaning | None, others: Together | None) -> float:
    if meaning is None:
        return words
    return WORDS_SHARE * words + (others.near(meaning) if others is not None else 0.0)
