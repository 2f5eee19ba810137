"""The curves beside the milestones of a picture: from what had to be true before, up to what
rested on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.workshop.roadmap.grid import Milestone

# Side by side, more curves than this are a tangle: the numbers on the cards tell as much.
TRACKS = 4


@dataclass(frozen=True, slots=True)
class Curve:
    """One line that gathers what `after` rests on; cards are ranks from the top of the picture.

    `track` counts from the cards outwards, from 0: two curves side by side never share one.
    """

    after: int
    before: tuple[int, ...]
    track: int

    @property
    def lowest(self) -> int:
        return max(self.before)


def curves(cards: Sequence[Milestone], tracks: int = TRACKS) -> list[Curve]:
    """Return the curves between `cards`, which stand in their order on the picture.

    None at all when they need more than `tracks`: half of them would tell lies about the rest.
    A link whose other end is not among the cards has no curve.
    """
    ranks = {card.id: rank for rank, card in enumerate(cards)}
    wanted = [
        (rank, before)
        for rank, card in enumerate(cards)
        if (before := tuple(sorted(ranks[one] for one in card.after if one in ranks)))
    ]
    # The shortest stay nearest to the cards.
    wanted.sort(key=lambda link: (max(link[1]) - link[0], link[0]))
    found: list[Curve] = []
    for after, before in wanted:
        taken = {
            curve.track for curve in found if after < curve.lowest and curve.after < max(before)
        }
        track = next(free for free in range(len(found) + 1) if free not in taken)
        if track >= tracks:
            return []
        found.append(Curve(after, before, track))
    return found
