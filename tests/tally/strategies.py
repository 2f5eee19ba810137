"""Votes of every method, drawn by Hypothesis: few options, few ballots, many ties and blanks."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.tally.voting import RANKED, Vote, vote

OPTIONS = ("A", "B", "C", "D")
ANSWERS = ("yes", "if_need_be", "no")
GRADES = ("worst", "low", "fine", "best")
METHODS = (
    "dots",
    "approval",
    "score",
    "majority_judgment",
    *RANKED,
    "yes_no",
    "dates",
    "resistance",
)

weights = st.integers(1, 4)


@st.composite
def weak_orders(draw: st.DrawFn, options: tuple[str, ...] = OPTIONS) -> list[list[str]]:
    """Draw a ranked ballot with ties, options left out among them."""
    ranks = draw(st.fixed_dictionaries({o: st.integers(0, len(options)) for o in options}))
    used = sorted({rank for rank in ranks.values() if rank < len(options)})
    return [[o for o in options if ranks[o] == rank] for rank in used]


def weighted(ballots: st.SearchStrategy[Any], fewest: int = 0) -> st.SearchStrategy[list[Any]]:
    """Draw a list of (weight, ballot)."""
    return st.lists(st.tuples(weights, ballots), min_size=fewest, max_size=7)


def linear_orders(options: tuple[str, ...] = OPTIONS) -> st.SearchStrategy[list[list[str]]]:
    """Draw a ranked ballot without ties."""
    return st.permutations(options).map(lambda names: [[name] for name in names])


def by_option(values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Draw an object that gives a value to some of the options."""
    return st.dictionaries(st.sampled_from(OPTIONS), values)


@st.composite
def votes(draw: st.DrawFn, method: str) -> Vote:
    """Draw a vote by `method`, that the recount accepts."""
    settings: dict[str, Any] = draw(
        st.fixed_dictionaries(
            {}, optional={"quorum": st.integers(0, 20), "abstentions_count": st.booleans()}
        )
    )
    options: tuple[str, ...] = OPTIONS
    ballots: st.SearchStrategy[Any]
    if method == "dots":
        settings |= {"budget": 5, "cap": 3}
        ballots = by_option(st.integers(0, 3)).filter(lambda placed: sum(placed.values()) <= 5)
    elif method == "approval":
        ballots = st.lists(st.sampled_from(OPTIONS), unique=True)
    elif method in ("score", "majority_judgment"):
        settings["missing"] = draw(st.sampled_from(["worst", "median", "ignore"]))
        if method == "score":
            settings["scale"] = [-2, 3]
            ballots = by_option(st.integers(-2, 3))
        else:
            settings["grades"] = list(GRADES)
            ballots = by_option(st.sampled_from(GRADES))
    elif method == "resistance":
        ballots = by_option(st.integers(0, 10))
    elif method == "dates":
        ballots = by_option(st.sampled_from(ANSWERS))
    elif method == "yes_no":
        options = ("yes", "no")
        settings["majority"] = draw(st.sampled_from(["1/2", "2/3", "3/4", "1/1"]))
        ballots = st.sampled_from(["yes", "no", "abstain"])
    else:
        ballots = weak_orders()
    return vote(method, options, draw(weighted(ballots)), **settings)
