"""What those who lead put right in a summary before it leaves.

A correction stands beside what people wrote and never takes its place. What was adopted, and what a
vote counted, is not changed: words of an option may be mended, its count stays; to an adopted text
only a note is added.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.workshop.actions.action import LIMIT as ACTION_LIMIT
from bot.workshop.election.naming import REASON_LIMIT as NAMED_BECAUSE
from bot.workshop.errors import Outdated, Refusal
from bot.workshop.notes.note import LIMIT as NOTE_LIMIT
from bot.workshop.notes.parked import LIMIT as PARKED_LIMIT
from bot.workshop.roadmap.milestones import DETAIL_LIMIT
from bot.workshop.text import clean, one_line
from bot.workshop.themes.sorting import NAME_LIMIT
from bot.workshop.turns.word import WORD_LIMIT
from bot.workshop.vote.reasons import REASON_LIMIT as RESISTED_BECAUSE

# The longest that a recipe may allow.
_POSTIT = 1000

# When those who lead are reminded of a summary that waits, counted from the end of the session.
REMINDED = (timedelta(days=1), timedelta(days=3))
# When its coordinators are told that it waits.
TOLD = timedelta(days=7)
# How long before raw data is deleted it leaves as it is, whole: nobody would find it whole later.
BEFORE_RAW = timedelta(days=1)


class Of(StrEnum):
    """What can be corrected, in the order of the page; `which` is said beside each."""

    SESSION = "session"  # 0: its title
    CONSENT = "consent"  # the step: a note beside what was decided
    OPTION = "option"  # the step; nth: the number of the option
    THEME = "theme"
    MILESTONE = "milestone"
    ACTION = "action"
    CONCERN = "concern"  # the step; nth: its rank among the concerns of the decision
    OBJECTION = "objection"  # the answer
    PARKED = "parked"
    POSTIT = "postit"
    COMMENT = "comment"
    REMARK = "remark"  # a question or a reaction about a proposal
    MARK = "mark"  # the step; nth: its rank among what would have raised marks
    WORD = "word"  # left in a speaking round
    MOVED = "moved"  # the step; nth: the rank of the person among those of a line
    NOMINATION = "nomination"  # why someone was named for a role
    RESISTANCE = "resistance"  # why someone resists a proposal
    NOTE = "note"


# The words of each that may be put right, with their limits, in the order of the form.
FIELDS: Mapping[Of, Mapping[str, int]] = {
    Of.SESSION: {"title": 100},
    Of.CONSENT: {"note": 300},
    Of.OPTION: {"label": _POSTIT},
    Of.THEME: {"name": NAME_LIMIT},
    Of.MILESTONE: {
        "statement": ACTION_LIMIT,
        "who": DETAIL_LIMIT,
        "enablers": DETAIL_LIMIT,
        "obstacles": DETAIL_LIMIT,
    },
    Of.ACTION: {"what": ACTION_LIMIT, "owner": ACTION_LIMIT, "first_step": ACTION_LIMIT},
    Of.PARKED: {"text": PARKED_LIMIT},
    Of.POSTIT: {"text": _POSTIT},
    Of.WORD: {"text": WORD_LIMIT},
    Of.NOMINATION: {"text": NAMED_BECAUSE},
    Of.RESISTANCE: {"text": RESISTED_BECAUSE},
    Of.NOTE: {"text": NOTE_LIMIT},
}
# Without them nothing would be left of the item.
_NEEDED = {"title", "label", "name", "statement", "what", "owner", "text"}
# Those of which people find several things, one a line.
_LINES = {"who", "enablers", "obstacles"}
# What cannot be left out: the rest would not be understood, or a count would be falsified.
_STAYS = (Of.SESSION, Of.CONSENT, Of.OPTION, Of.THEME)
# What outlives raw data, and its corrections with it.
LASTING = (Of.SESSION, Of.CONSENT, Of.CONCERN, Of.THEME, Of.MILESTONE, Of.ACTION)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a summary: what it is, the row or step, and its rank there."""

    of: Of
    which: int
    nth: int = 0

    @property
    def fields(self) -> Mapping[str, int]:
        """The words of it that may be put right."""
        return FIELDS.get(self.of, {})

    @property
    def may_leave(self) -> bool:
        """True where it may be left out."""
        return self.of not in _STAYS


@dataclass(frozen=True, slots=True)
class Correction:
    """One field of an item put right; an empty `field` leaves the item out."""

    item: Item
    field: str
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Corrections:
    """Every correction of a session."""

    made: tuple[Correction, ...] = ()

    def left_out(self, of: Of, which: int, nth: int = 0) -> bool:
        """True for an item that was left out."""
        return any(c.item == Item(of, which, nth) and not c.field for c in self.made)

    def said(self, of: Of, which: int, field: str, nth: int = 0) -> str | None:
        """Return what a field says since; None where it was not corrected."""
        found = (c for c in self.made if c.item == Item(of, which, nth) and c.field == field)
        return next((c.text or "" for c in found), None)

    def fields(self, of: Of, which: int, nth: int = 0) -> dict[str, str]:
        """Return what each field of an item says since, where it was corrected."""
        wanted = Item(of, which, nth)
        return {c.field: c.text or "" for c in self.made if c.item == wanted and c.field}

    def touched(self, of: Of, which: int, nth: int = 0) -> bool:
        """True for an item that was put right."""
        return bool(self.fields(of, which, nth))

    @property
    def gone(self) -> dict[Of, int]:
        """How many items of each kind were left out."""
        found: dict[Of, int] = {}
        for one in self.made:
            if not one.field:
                found[one.item.of] = found.get(one.item.of, 0) + 1
        return found

    @property
    def reworded(self) -> int:
        """How many items say something else than what was written."""
        return len({one.item for one in self.made if one.field})


def check_text(item: Item, field: str, written: str) -> str:
    """Return the words of a field, cleaned; raise Refusal when they cannot stand there."""
    if field not in item.fields:
        raise Refusal("button.unknown")
    text = clean(written) if field in _LINES or item.of is Of.NOTE else one_line(written)
    text = text.strip()
    if not text and field in _NEEDED:
        raise Refusal("review.needs_words")
    limit = item.fields[field]
    if len(text) > limit:
        raise Refusal("text.too_long", length=len(text), limit=limit)
    return text


def check_seen(revision: int, seen: int) -> None:
    """Raise Outdated where somebody else put something right since the page was shown."""
    if revision != seen:
        raise Outdated("review.moved")
