"""Which moment it is, here and for someone: what they should do now follows from it alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Moment(StrEnum):
    """What is under way where someone asks for help, as it concerns them."""

    AWAY = "away"  # not in a server: they write to the bot
    READ_AGAIN = "read_again"  # a summary of theirs waits to be read again
    LEAD_LOBBY = "lead_lobby"  # their session waits to be started
    LEAD_AHEAD = "lead_ahead"  # a step of theirs is open before the meeting
    LEAD_STEP = "lead_step"
    LEAD_PAUSED = "lead_paused"
    LOBBY = "lobby"
    AHEAD = "ahead"
    STEP = "step"
    PAUSED = "paused"
    SET_UP = "set_up"  # they manage a server that chose nothing yet
    OPEN = "open"  # nothing here, and they may well be the one who opens a session
    FIND = "find"  # nothing here, and they are of those who read summaries
    WAIT = "wait"  # nothing here, and others open sessions


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a session stands for someone: `leads` if they may steer it."""

    leads: bool
    lobby: bool = False
    ahead: bool = False
    paused: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks, as the server knows them.

    `leads` where they have the role that leads every session, `open_to_all` where the server chose
    none. `reads` where they have the role of those who read summaries, `among_summaries` where they
    ask in the place to which these go. `chose` when the server chose something once.
    """

    manages: bool = False
    leads: bool = False
    open_to_all: bool = True
    reads: bool = False
    among_summaries: bool = False
    chose: bool = False

    @property
    def may_lead(self) -> bool:
        """True when they may well be the one who opens a session."""
        return self.leads or self.manages or (self.open_to_all and not self.reads)


def moment(person: Person, here: Standing | None, *, unread: bool = False) -> Moment:
    """Return the moment that it is for `person`, in a channel where a session stands as `here`,
    None where there is none; `unread` where a summary waits for them to read it again."""
    if here is not None and here.leads:
        return _leading(here)
    if unread:
        return Moment.READ_AGAIN
    if here is not None:
        return _among(here)
    if person.manages and not person.chose:
        return Moment.SET_UP
    if person.among_summaries:
        return Moment.FIND
    if person.may_lead:
        return Moment.OPEN
    return Moment.FIND if person.reads else Moment.WAIT


def _leading(here: Standing) -> Moment:
    if here.lobby:
        return Moment.LEAD_LOBBY
    if here.ahead:
        return Moment.LEAD_AHEAD
    return Moment.LEAD_PAUSED if here.paused else Moment.LEAD_STEP


def _among(here: Standing) -> Moment:
    if here.lobby:
        return Moment.LOBBY
    if here.ahead:
        return Moment.AHEAD
    return Moment.PAUSED if here.paused else Moment.STEP
