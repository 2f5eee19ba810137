"""Which line of an edited message goes on with which line of it as it was.

What people answered to an idea (reactions, dots, themes, milestones) stays with its words: lines
are matched by their text first, wherever they moved, then by a text that is nearly the same (a
slip of the hand put right); what is left is taken for the same idea written anew only where it
stands between the same lines as before.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from bot.workshop.alike import fold
from bot.workshop.themes.likeness import plain

# Two swapped letters in a word of six are 83; “un four”, “un tour”: 83; “une légumerie”, “une
# cuisine”: 58. A wrong guess here is what the place of the line would say anyway.
NEAR = 75.0
# Each is compared with each: past this many on a side, only the place tells.
COMPARED = 20


class Said(NamedTuple):
    """One idea of a message: its text, and the column and the year that it was given."""

    text: str
    column: str | None = None
    year: int | None = None

    @property
    def folded(self) -> Said:
        """What it shares with the same words, in the same place, in another case or spacing."""
        return self._replace(text=fold(self.text))


def follow(before: Sequence[Said], after: Sequence[Said]) -> list[int | None]:
    """Return, for each idea of `after`, the rank in `before` of the line that it goes on with;
    None for a new one. No rank is returned twice."""
    found: dict[int, int] = {}
    _same(before, after, found, lambda said: said.folded)
    _same(before, after, found, lambda said: said.folded.text)
    _nearly(before, after, found)
    _in_place(before, after, found)
    return [found.get(rank) for rank in range(len(after))]


def _same(
    before: Sequence[Said],
    after: Sequence[Said],
    found: dict[int, int],
    key: Callable[[Said], Hashable],
) -> None:
    """Match ideas of an equal `key`, in their order."""
    waiting: dict[Hashable, list[int]] = {}
    for rank in _left(before, found.values()):
        waiting.setdefault(key(before[rank]), []).append(rank)
    for rank in _left(after, found):
        if waiting.get(key(after[rank])):
            found[rank] = waiting[key(after[rank])].pop(0)


def _nearly(before: Sequence[Said], after: Sequence[Said], found: dict[int, int]) -> None:
    """Match texts of which each is nearer to the other than to any third."""
    old = {rank: plain(fold(before[rank].text)) for rank in _left(before, found.values())}
    new = {rank: plain(fold(after[rank].text)) for rank in _left(after, found)}
    if max(len(old), len(new)) > COMPARED:
        return
    near = {
        (one, other): score
        for one, text in new.items()
        for other, was in old.items()
        if _figures(text) == _figures(was)
        and (score := fuzz.ratio(text, was, score_cutoff=NEAR)) >= NEAR
    }
    for (one, other), score in near.items():
        rivals = (s for pair, s in near.items() if (pair[0] == one) != (pair[1] == other))
        if all(rival < score for rival in rivals):
            found[one] = other


def _in_place(before: Sequence[Said], after: Sequence[Said], found: dict[int, int]) -> None:
    """Match, in their order, lines that stand between the same two lines as before."""
    gaps: dict[tuple[int | None, int | None], list[int]] = {}
    old = _left(before, found.values())
    standing = {rank: rank for rank in found.values()}
    for rank, gap in zip(old, _gaps(len(before), standing, old), strict=True):
        gaps.setdefault(gap, []).append(rank)
    new = _left(after, found)
    for rank, gap in zip(new, _gaps(len(after), dict(found), new), strict=True):
        if gaps.get(gap):
            found[rank] = gaps[gap].pop(0)


def _gaps(
    size: int, matched: Mapping[int, int], ranks: Iterable[int]
) -> list[tuple[int | None, int | None]]:
    """Return the matched lines nearest to each of `ranks`, above and below, by their old ranks."""
    above: list[int | None] = [None]
    for rank in range(size):
        above.append(matched.get(rank, above[-1]))
    below: list[int | None] = [None]
    for rank in reversed(range(size)):
        below.append(matched.get(rank, below[-1]))
    return [(above[rank], below[size - 1 - rank]) for rank in ranks]


def _left(texts: Sequence[Said], taken: Iterable[int]) -> list[int]:
    held = set(taken)
    return [rank for rank in range(len(texts)) if rank not in held]


def _figures(text: str) -> str:
    """Return the figures of a text: another number is another idea."""
    return "".join(c for c in text if c.isdigit())
