"""What a transaction can touch, told to listeners after it committed."""

from __future__ import annotations

from enum import StrEnum


class Topic(StrEnum):
    OUTBOX = "outbox"  # with the channel's identifier
    TIMERS = "timers"
    PLANNED = "planned"  # a session was planned for later, or cancelled
    SESSION = "session"  # with the session's identifier: its card shows something new
    CARD = "card"  # with the session's identifier: the card of a step was posted
    MOVED = "moved"  # with the session's identifier: its state changed, or that of a step
    LIVE = "live"  # with the channel's identifier: a session was created there
    OVER = "over"  # with the channel's identifier: its session has ended
    MEANINGS = "meanings"  # with the session's identifier: what its post-its mean was read, or left
    UNTOLD = "untold"  # with the session's identifier: a writer is to be told of what is hidden
    TIME_UP = "time_up"  # with the session's identifier: the end of a timebox is to be heard
    ERASURES = "erasures"  # what was deleted has still to leave the disk
    LEFT = "left"  # with the server's identifier: the bot is in it no more
    MEMORY = "memory"  # with the session's identifier: what its summary tells is to be indexed
    # with the session's identifier: where its people should be, or what their rooms say, changed
    GATHERING = "gathering"
