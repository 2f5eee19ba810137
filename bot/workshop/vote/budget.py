"""How many dots each person gets, where nobody said: a number that follows that of the options."""

from __future__ import annotations

import math

# Fewer would hardly be a choice to spread; more is not placed with care by anyone.
LEAST_DOTS = 3
MOST_DOTS = 20


def suggested(options: int) -> int:
    """Return how many dots suit a choice among so many `options`: the square root, rounded.

    Each person keeps five ideas of some twenty-five in the nominal group technique (Delbecq, Van de
    Ven & Gustafson, 1975); a share, such as the usual third, would ask a hundred ideas for
    thirty-three dots.
    """
    return min(max(round(math.sqrt(options)), LEAST_DOTS), MOST_DOTS)
