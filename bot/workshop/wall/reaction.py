"""Reactions and comments: what people answer to a post-it on the wall."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.workshop.errors import Refusal
from bot.workshop.postits.postit import PostIt
from bot.workshop.text import one_line

COMMENT_LIMIT = 200
# Enough to answer an answer; past it, it is a conversation and belongs in the room.
COMMENTS_PER_PERSON = 5


class Reaction(StrEnum):
    """What one press can say. The value is the emoji shown and kept."""

    AGREE = "👍"
    LOVE = "❤️"
    ASK = "❓"


@dataclass(frozen=True, slots=True)
class Comment:
    """One line about a post-it; `author` and `author_name` are as those of post-its."""

    id: int
    postit_id: int
    author: str | None
    author_name: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Echo:
    """What one post-it was answered: how many of each reaction, and the comments."""

    counts: Mapping[Reaction, int] = field(default_factory=dict)
    comments: Sequence[Comment] = ()

    def count(self, reaction: Reaction) -> int:
        return self.counts.get(reaction, 0)

    @property
    def reactions(self) -> str:
        """Return “👍 3 ❓ 1”; empty when nobody reacted."""
        return " ".join(f"{each} {self.count(each)}" for each in Reaction if self.count(each))

    @property
    def tally(self) -> str:
        """Return “👍 3 ❓ 1 💬 2”; empty when nobody answered."""
        comments = f"💬 {len(self.comments)}" if self.comments else ""
        return " ".join(filter(None, (self.reactions, comments)))


NO_ECHO = Echo()


def check_revealed(postit: PostIt) -> None:
    """Raise Refusal while a post-it waits for the wall: an answer would tell that it was read; and
    for one that the facilitators have hidden."""
    if postit.number is None:
        raise Refusal("postit.hidden")
    if postit.hidden is not None:
        raise Refusal("hide.gone.postit")


def check_comment(text: str) -> str:
    """Return a comment on one line; raise Refusal when nothing is left or when it is too long."""
    comment = one_line(text)
    if not comment:
        raise Refusal("comment.empty")
    if len(comment) > COMMENT_LIMIT:
        raise Refusal("text.too_long", length=len(comment), limit=COMMENT_LIMIT)
    return comment


def check_number(comments: int) -> None:
    """Raise Refusal when that is more comments than one person may write on a post-it."""
    if comments > COMMENTS_PER_PERSON:
        raise Refusal("comment.too_many", limit=COMMENTS_PER_PERSON)
