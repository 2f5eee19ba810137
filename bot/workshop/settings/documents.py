"""The documents that a session leaves, and which of them come beside its summary."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class DocumentKind(StrEnum):
    """The kinds of documents, in the order in which they are posted; `document.<kind>` names it."""

    PDF = "pdf"  # the full report, to print and to send
    MARKDOWN = "markdown"  # the full report as text
    JSON = "json"  # everything, to archive, to count again, to bring elsewhere
    POSTITS = "postits"  # tables, for a spreadsheet
    VOTES = "votes"
    MILESTONES = "milestones"
    ACTIONS = "actions"
    CALENDAR = "calendar"  # the actions as to-dos
    TRELLO = "trello"  # actions and roadmap, for a board
    DATES = "dates"  # who answered what for each date, one column a date
    MEETING = "meeting"  # the dates that were found, for a calendar
    BLT = "blt"  # ranked ballots, for a counting program


# The report alone: the others are one press away.
DEFAULT_DOCUMENTS = (DocumentKind.PDF,)


# What a program opens, and nobody reads: it comes in one archive where a message has no room.
FOR_PROGRAMS = frozenset(
    {
        DocumentKind.POSTITS,
        DocumentKind.VOTES,
        DocumentKind.MILESTONES,
        DocumentKind.ACTIONS,
        DocumentKind.CALENDAR,
        DocumentKind.TRELLO,
        DocumentKind.DATES,
        DocumentKind.MEETING,
        DocumentKind.BLT,
    }
)
# What tells all that a session was, in sentences.
REPORTS = frozenset(DocumentKind) - FOR_PROGRAMS - {DocumentKind.JSON}


def chosen(kinds: Iterable[str]) -> tuple[DocumentKind, ...]:
    """Return the kinds that this program knows among those that were chosen, in their order."""
    wanted = set(kinds)
    return tuple(kind for kind in DocumentKind if kind in wanted)
