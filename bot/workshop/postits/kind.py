"""What a post-it of a backcasting tells of: a step, a lever, an obstacle, an actor."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """The nature of a proposal; ``kind.<name>`` is its word."""

    STEP = "step"
    LEVER = "lever"
    OBSTACLE = "obstacle"
    ACTOR = "actor"

    @property
    def mark(self) -> str:
        """The sign that stands for it on the wall."""
        return _MARKS[self]


_MARKS = {Kind.STEP: "👣", Kind.LEVER: "🎚️", Kind.OBSTACLE: "⛰️", Kind.ACTOR: "👥"}
