"""A small group, and where people should be: what rules, rows and screens share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Group:
    """One group of a step. `number` counts from 1; `name` is that of its theme, if it has one;
    `members` are accounts in a stable order, `hosts` those who stay when tables rotate. `merged`
    are the numbers of the groups of the step before that it comes from. `kept` are the post-its
    that it chose among those taken over; `away` are members who left, for whom nobody waits.
    `hosted` where it is a table, at which its host stays when all others move on."""

    id: int
    step_id: int
    number: int
    name: str | None
    members: tuple[int, ...]
    hosts: frozenset[int] = frozenset()
    merged: tuple[int, ...] = ()
    scribe: int | None = None
    done: bool = False
    helps: bool = False  # it asked whoever leads to come
    kept: tuple[int, ...] = ()
    away: frozenset[int] = frozenset()
    hosted: bool = False

    @property
    def present(self) -> tuple[int, ...]:
        """The members who are there."""
        return tuple(one for one in self.members if one not in self.away)

    @property
    def lead(self) -> int | None:
        """Who stays at the table when others move on: who volunteered, else who holds the pen,
        else the first who is there."""
        there = self.present or self.members
        hosts = (one for one in there if one in self.hosts)
        usual = self.scribe if self.scribe in there else there[0] if there else None
        return next(hosts, usual)


@dataclass(frozen=True, slots=True)
class Gathering:
    """Where the people of a session should be now. Rows and Discord are brought to agree with it.

    `groups` is empty once everyone should be back, and nothing of ours left. `home` is the voice
    channel to which people come back; None where the meeting is not held in voice: all is in
    threads then. `stays` are people who refuse to be moved. `task` is said as the status of rooms.
    """

    session_id: int
    server_id: int
    channel_id: int  # of the meeting: threads are made there
    step_id: int | None
    groups: tuple[Group, ...] = ()
    home: int | None = None
    stays: frozenset[int] = frozenset()
    private: bool = True
    task: str = ""
    closes_at: datetime | None = None
