"""The wall: the order in which post-its are revealed, and its pages of text."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from bot.workshop.kinds import Collect
from bot.workshop.postits.postit import PostIt
from bot.workshop.sessions.session import Session
from bot.workshop.story.scenario import Scenario
from bot.workshop.text import escape, shorten

# A message shows 4,000 characters; headings and the card around the page need some.
PAGE_CHARACTERS = 3200
PAGE_POSTITS = 60
# Read privately, the post-its of a page are also the choices of a menu; counts stand beside them.
PRIVATE_POSTITS = 25
COUNTS = 40
# Stars, a line break and, at most, the words for “no dimension”.
HEADING = 40


# Files of one post-it that are named, the length of a name, and the brackets and link around it.
FILES = 3
FILE_NAME = 40
FILE_LINK = 120


def columns_of(session: Session) -> tuple[str, ...]:
    """Return the columns of all collect steps of a session, in their order, each once."""
    return tuple(
        dict.fromkeys(
            name
            for step in session.recipe.steps
            if isinstance(step, Collect)
            for name in step.column_names(session.language)
        )
    )


def in_lanes(postits: Sequence[PostIt], session: Session) -> list[PostIt]:
    """Return `postits` lane by lane: columns, then dimensions, in their own order.

    Inside a lane the order stays, and what stands in none comes last.
    """
    names = lane_names(session)
    order: dict[str | None, int] = {name: rank for rank, name in enumerate(names)}
    return sorted(postits, key=lambda p: order.get(p.lane, len(order) - (p.lane is not None) / 2))


def lane_names(session: Session) -> list[str]:
    """Return the columns of a session, then the dimensions of its scenario."""
    return _lanes(session.scenario, columns_of(session))


def nowhere(session: Session) -> str:
    """Return the key of what is said of a post-it that stands in no lane."""
    told = bool(session.scenario and session.scenario.dimensions)
    return "wall.no_column" if columns_of(session) and not told else "wall.no_dimension"


def shuffled(
    postits: Sequence[PostIt],
    scenario: Scenario | None,
    rng: Random,
    columns: Sequence[str] = (),
) -> list[int]:
    """Return the identifiers in the order of the wall: by lane (column, else dimension), drawn
    by lot within one.

    The order says nothing of who wrote or when.
    """
    lanes: dict[str | None, list[int]] = {name: [] for name in [*_lanes(scenario, columns), None]}
    for postit in sorted(postits, key=lambda p: p.id):
        lanes.setdefault(postit.lane, []).append(postit.id)
    order: list[int] = []
    for lane in lanes.values():
        rng.shuffle(lane)
        order.extend(lane)
    return order


def pages(
    postits: Sequence[PostIt], most: int = PAGE_POSTITS, beside: int = 0
) -> list[tuple[int, int]]:
    """Return first and last numbers of each page for revealed `postits`, in order of number.

    A page has at most `most` post-its; `beside` is how many characters each needs beside its own.
    """
    return [
        (sheet[0].number or 0, sheet[-1].number or 0) for sheet in sheets(postits, most, beside)
    ]


def sheets(
    postits: Sequence[PostIt], most: int = PAGE_POSTITS, beside: int = 0
) -> list[list[PostIt]]:
    """Return the revealed post-its of each page, in the order given; limits as for `pages`."""
    found: list[list[PostIt]] = []
    size = 0
    heading: str | None = None
    for postit in postits:
        if postit.number is None:
            continue
        length = written_length(postit) + beside
        title = len(escape(postit.lane or "")) + HEADING
        if found and postit.lane != heading:
            length += title
        heading = postit.lane
        if not found or size + length > PAGE_CHARACTERS or len(found[-1]) >= most:
            found.append([])
            size, length = 0, written_length(postit) + beside + title
        found[-1].append(postit)
        size += length
    return found


def written_length(postit: PostIt) -> int:
    """Return how many characters a post-it takes on a page, at most."""
    # The number, the year, the author and the line break come beside the text.
    length = len(escape(postit.text)) + len(escape(postit.author_name or "")) + 24
    for name in postit.files[:FILES]:
        length += len(escape(shorten(name, FILE_NAME))) + FILE_LINK
    return length


def _lanes(scenario: Scenario | None, columns: Sequence[str]) -> list[str]:
    dimensions = [d.name for d in scenario.dimensions] if scenario else []
    return list(dict.fromkeys([*columns, *dimensions]))
