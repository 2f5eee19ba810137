"""What must be said: one row each, written with the change it announces, gone once it is said."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.store.rows.base import Aggregate, Row, Value, time_of, to_text, to_time
from bot.store.topics import Topic


class Saying(StrEnum):
    """The kinds of messages; their words are chosen when they are said."""

    LOBBY = "lobby"  # the card before the start
    # the card of a step that opens: step; again (1) where someone deleted the one that it had
    CARD = "card"
    # the card of a step comes back to the bottom: step; the message that it then replaces; and the
    # version of a proposal that stays there, amended, or 0
    CARD_BACK = "card_back"
    EARLIER = "earlier"  # a message that was a card shows a version amended since: step, message
    REPLACED = "replaced"  # a message that another has replaced leaves the channel: message
    FOLD = "fold"  # the card of a step that is left loses its buttons: step
    FOLD_LOBBY = "fold_lobby"
    BEAT = "beat"  # one message of the story: step, index
    # pictures that those who lead put in: step, first, last (numbers)
    PICTURES = "pictures"
    PICTURES_LATER = "pictures_later"  # those that could not be attached: the same
    PICTURES_AGAIN = "pictures_again"  # those that still stand in a message: step, message
    WALL = "wall"  # what was revealed: step, first, last (numbers)
    # what stands of the wall, as it is now: message, and what WALL or THEMES had
    WALL_AGAIN = "wall_again"
    # the wall by theme: step, page (0); or one part of it: theme, or lane (a rank), or neither
    THEMES = "themes"
    RESULT = "result"  # the result of a vote: step
    # why people resist, once a vote by resistance is counted: step
    REASONS = "reasons"
    REASONS_AGAIN = "reasons_again"  # the same, since one was hidden: step, message
    SETTLED = "settled"  # a tie was settled by the facilitator: step
    BALLOT_AWAITED = "ballot_awaited"  # to one person alone, who has not voted: step, person
    READY_AWAITED = "ready_awaited"  # to one person alone, for whom the room waits: step, person
    VOTE_MENDED = "vote_mended"  # what was changed of a vote: step, mending (its rank, from 1)
    LOOK_AGAIN = "look_again"  # to one person alone, who voted before a change: step, person
    # to one who leads, alone: the box of a sealed vote cannot be opened: step, person
    BOX_SHUT = "box_shut"
    VOTERS_GONE = "voters_gone"  # the role that a vote was for was deleted: step
    DECISION = "decision"  # what a round of consent decided: step
    # to one person alone: someone whom they named does not wish to be: step, person
    NAME_AGAIN = "name_again"
    MARKS = "marks"  # marks from 1 to 5, revealed together: step
    # small groups: the card of one, in its own room or thread: step, group (its number)
    GROUP_CARD = "group_card"
    GROUP_NOTICE = "group_notice"  # what whoever leads tells one, in its own place: step, notice
    GROUP_HELP = "group_help"  # one asks whoever leads to come: step, group
    GROUPS_READY = "groups_ready"  # all of them are done: step
    GROUPS_BACK = "groups_back"  # everyone comes back, with what each made: step
    # the card of one shows what it is now, in its room or thread: step, group, message
    GROUP_CARD_AGAIN = "group_card_again"
    GROUP_WARNING = "group_warning"  # the timebox is nearly over, said where one meets: step, ends
    # someone who asked for it is told that it is their turn to speak: step, person, turn
    YOUR_TURN = "your_turn"
    POSITIONS = "positions"  # how people moved on a line that is closed: step
    ROADMAP = "roadmap"  # the roadmap as it is left: step
    FORWARD = "forward"  # one page of the roadmap told forward, at the end: page (from 0)
    WARNING = "warning"  # the timebox is nearly over: step, and when it ends (seconds, as Discord)
    # the time is up: step; heard (1) where the step has gone on already, and a sound tells it
    TIME_UP = "time_up"
    # time was given once the end had been told: step; closed (1) where that had closed it
    OPEN_AGAIN = "open_again"
    ROUND_OVER = "round_over"  # what a round was that stood alone: step
    REMINDER = "reminder"  # a message typed while post-its are hidden is none: step
    COLUMN = "column"  # what was typed without a column is asked for one, once in a step: step
    # what was typed while the bot was away is on record: step; post-its added, changed, gone; and
    # late, messages that came too late
    CAUGHT_UP = "caught_up"
    UNREAD = "unread"  # what was typed meanwhile cannot be read: step; the most messages, or 0
    SUMMARY = "summary"  # for_coordinators (0 or 1); unread (1) where nobody read it again in time
    IN_REVIEW = "in_review"  # the room is told that the summary is read again before it leaves
    # to one who leads, alone: it waits for them; for the nth time (from 0): person, stage
    REVIEW_AWAITED = "review_awaited"
    REVIEW_WAITS = "review_waits"  # coordinators are told that it still waits
    RETAG = "retag"  # the post of a session says whether something is left to do
    # the database was put back from a copy: since, when that was made (seconds, as Discord)
    RESTORED = "restored"
    TAKEN_OVER = "taken_over"  # someone leads in the place of those who are gone: person
    LEADS_NO_MORE = "leads_no_more"  # someone was removed from those who lead: person
    REMOVED = "removed"  # the same, to them alone: person
    TALK = "talk"  # to someone who leads, alone: what they typed is no post-it: person
    DOCUMENTS = "documents"  # those of a summary that went out without: for_coordinators (0 or 1)
    UNREACHABLE = "unreachable"  # what is for coordinators does not reach them: letter
    # to one person alone, who asked for it: what is open before the meeting: step, person
    AHEAD_REMINDER = "ahead_reminder"
    PLANNED_OPEN = "planned_open"  # to who planned a session, alone: it is open: person
    PLANNED_SHUT = "planned_shut"  # the same: its card cannot be posted: person
    # to who planned one, alone: another (this one) is in its channel: planned, person
    PLANNED_WAITS = "planned_waits"
    DIGEST = "digest"  # of a server: what a month decided and left: year, month
    # to one facilitator alone: what could not be posted: letter, person
    NOT_POSTED = "not_posted"
    # of a server, to one person alone, who asked for it: their open actions, each week: person
    ACTIONS_MINE = "actions_mine"
    ACTIONS_OVERDUE = "actions_overdue"  # of a server, to coordinators: what is overdue, each week
    SHARED = "shared"  # the summary, in the channel of another server: link, by_hand (0 or 1)
    NETWORK_ASK = "network_ask"  # another server is asked whether summaries may come: link
    NETWORK_LOOK = "network_look"  # whether it has answered is looked at: link
    NETWORK_CLOSE = "network_close"  # a link is closed, with a farewell where one gives: link
    NETWORK_QUESTION = "network_question"  # may another server share here: link, request
    # what became of that question is said in its place: link, accepted (0 or 1), question
    NETWORK_ANSWERED = "network_answered"
    NETWORK_TOLD = "network_told"  # what became of a link, to people of this side: link, news


# What is still worth saying once the room has gone on: it waits for somebody to ask for it.
LASTING = (Saying.SUMMARY, Saying.DOCUMENTS)
_LASTING = ", ".join(f"'{kind}'" for kind in LASTING)


@dataclass(frozen=True, slots=True)
class Letter:
    """One row of the outbox."""

    id: int
    about: int | None  # the session that it is about, None for one of a server
    channel_id: int
    kind: str  # a Saying, or one that this program does not know
    payload: Mapping[str, int]
    created_at: datetime
    attempts: int
    after: int | None = None  # the last message of the channel that was known before the first
    refused_at: datetime | None = None  # the first refusal since it was last asked for
    refusal: str | None = None  # what the latest one said
    told: bool = False  # whether somebody was told of it
    unfinished: int = 0  # attempts in a row of which no end was seen
    failure: str | None = None  # why it is not tried any more
    server: int | None = None  # the server that it is of, where it is about no session

    @property
    def session_id(self) -> int:
        """The session that it is about. Raises LookupError for a letter of a server."""
        if self.about is None:
            raise LookupError(f"letter {self.id} ({self.kind}) is about no session")
        return self.about


class OutboxRows(Aggregate):
    async def add(
        self,
        kind: Saying,
        session_id: int,
        channel_id: int,
        now: datetime,
        **payload: int,
    ) -> None:
        """Have `kind` said in `channel_id` after this transaction."""
        await self._run(
            "INSERT INTO outbox (session_id, channel_id, kind, payload, created_at)"
            " VALUES (?, ?, ?, ?, ?)",
            session_id,
            channel_id,
            kind,
            json.dumps(payload),
            to_text(now),
        )
        self._transaction.touch(Topic.OUTBOX, channel_id)

    async def add_of_server(
        self, kind: Saying, server_id: int, channel_id: int, now: datetime, **payload: int
    ) -> None:
        """Have `kind`, which is about no session alone, said in `channel_id` after this
        transaction."""
        await self._run(
            "INSERT INTO outbox (server_id, channel_id, kind, payload, created_at)"
            " VALUES (?, ?, ?, ?, ?)",
            server_id,
            channel_id,
            kind,
            json.dumps(payload),
            to_text(now),
        )
        self._transaction.touch(Topic.OUTBOX, channel_id)

    async def pending_channels(self) -> list[int]:
        """Return the channels in which something is still to be said."""
        rows = await self._all("SELECT DISTINCT channel_id FROM outbox WHERE failure IS NULL")
        return [row["channel_id"] for row in rows]

    async def waiting(self) -> int:
        """Return how many letters are still to be said."""
        row = await self._one("SELECT count(*) FROM outbox WHERE failure IS NULL")
        return int(row[0]) if row else 0

    async def oldest(self) -> datetime | None:
        """Return when the oldest letter was written of those that nobody refused yet."""
        row = await self._one(
            "SELECT min(created_at) AS created_at FROM outbox"
            " WHERE failure IS NULL AND refused_at IS NULL"
        )
        return to_time(row["created_at"]) if row else None

    async def attempt(
        self, channel_id: int, newest: int | None, passing: Sequence[int] = ()
    ) -> Letter | None:
        """Return the oldest unsaid letter of a channel but those `passing`, as it was, and count
        the attempt before anything is done for it.

        `newest` is the last message known of the channel: the letter will stand after it.
        """
        row = await self._one(
            "SELECT * FROM outbox WHERE channel_id = ? AND failure IS NULL"
            " AND id NOT IN (SELECT value FROM json_each(?)) ORDER BY id LIMIT 1",
            channel_id,
            json.dumps(list(passing)),
        )
        if row is None:
            return None
        await self._run(
            "UPDATE outbox SET attempts = attempts + 1, unfinished = unfinished + 1,"
            " after_message = CASE WHEN attempts = 0 THEN ? ELSE after_message END WHERE id = ?",
            newest,
            row["id"],
        )
        return _letter(row)

    async def drawn(self, letter_id: int) -> None:
        """Note that the letter was drawn: it is not its drawing that kills the program."""
        await self._run("UPDATE outbox SET unfinished = 0 WHERE id = ?", letter_id)

    async def not_up_to(self, letter_id: int, message_id: int) -> None:
        """Note that the letter was looked for and stands nowhere up to `message_id`."""
        await self._run("UPDATE outbox SET after_message = ? WHERE id = ?", message_id, letter_id)

    async def refused(self, letter_id: int, refusal: str, now: datetime) -> None:
        """Keep what Discord said of a letter that is tried again later."""
        await self._run(
            "UPDATE outbox SET refusal = ?, refused_at = coalesce(refused_at, ?), unfinished = 0"
            " WHERE id = ?",
            refusal,
            to_text(now),
            letter_id,
        )

    async def told(self, letter_id: int) -> None:
        """Remember that somebody was told that a letter does not get out."""
        await self._run("UPDATE outbox SET told = 1 WHERE id = ?", letter_id)

    async def said(self, letter: Letter) -> None:
        """Let go of a letter that was said, and of those given up before it in the same place
        which are of no use any more."""
        await self._run("DELETE FROM outbox WHERE id = ?", letter.id)
        await self._run(
            "DELETE FROM outbox WHERE session_id IS ? AND channel_id = ? AND id < ?"
            f" AND refused_at IS NOT NULL AND failure IS NOT NULL AND kind NOT IN ({_LASTING})",
            letter.about,
            letter.channel_id,
            letter.id,
        )

    async def give_up(self, letter_id: int, reason: str, now: datetime) -> None:
        """Keep a letter that is not tried any more, with the reason, until raw data goes, another
        letter is said in its place or somebody asks for it."""
        await self._run(
            "UPDATE outbox SET failure = ?, refused_at = coalesce(refused_at, ?) WHERE id = ?",
            reason,
            to_text(now),
            letter_id,
        )
        # Of what a server is told again and again, the last one that failed is enough.
        await self._run(
            "DELETE FROM outbox WHERE session_id IS NULL AND refused_at IS NOT NULL"
            " AND failure IS NOT NULL AND id < ?1 AND (server_id, kind, payload) ="
            " (SELECT server_id, kind, payload FROM outbox WHERE id = ?1)",
            letter_id,
        )

    async def move_of_server(
        self, server_id: int, channel_id: int | None, kinds: Sequence[Saying]
    ) -> None:
        """Have what Discord refused to tell a server, of these kinds, said in `channel_id`; let go
        of it where that is None."""
        rows = await self._all(
            "SELECT * FROM outbox WHERE session_id IS NULL AND refused_at IS NOT NULL"
            " AND server_id = ? AND kind IN (SELECT value FROM json_each(?))",
            server_id,
            json.dumps(list(kinds)),
        )
        for letter in map(_letter, rows):
            if channel_id is None:
                await self._run("DELETE FROM outbox WHERE id = ?", letter.id)
            else:
                await self.say_again(letter, channel_id)

    async def get(self, letter_id: int) -> Letter | None:
        row = await self._one("SELECT * FROM outbox WHERE id = ?", letter_id)
        return _letter(row) if row else None

    async def pending_of(self, session_id: int, channel_ids: Sequence[int]) -> list[Letter]:
        """Return the letters of a session that wait in some channels."""
        rows = await self._all(
            "SELECT * FROM outbox WHERE channel_id IN (SELECT value FROM json_each(?))"
            " AND failure IS NULL AND session_id = ? ORDER BY id",
            json.dumps(list(channel_ids)),
            session_id,
        )
        return [_letter(row) for row in rows]

    async def unsaid(self, session_id: int) -> list[Letter]:
        """Return what channels should have been told of a session, and Discord refused."""
        return await self._unsaid("session_id = ?", session_id)

    async def unsaid_in(self, server_id: int) -> list[Letter]:
        """Return what channels of a server should have been told, and Discord refused."""
        return await self._unsaid(
            "(SELECT server_id FROM sessions WHERE sessions.id = outbox.session_id) = ?", server_id
        )

    async def say_again(self, letter: Letter, channel_id: int) -> None:
        """Have a letter that was refused said in `channel_id`, as if it never had been."""
        elsewhere = channel_id != letter.channel_id
        await self._run(
            "UPDATE outbox SET channel_id = ?, failure = NULL, refused_at = NULL, refusal = NULL,"
            " told = 0, unfinished = 0, attempts = ?, after_message = ? WHERE id = ?",
            channel_id,
            0 if elsewhere else letter.attempts,
            None if elsewhere else letter.after,
            letter.id,
        )
        self._transaction.touch(Topic.OUTBOX, channel_id)

    async def _unsaid(self, where: str, *values: Value) -> list[Letter]:
        # Those to one person wait in the lane of a vote: no channel has its number.
        rows = await self._all(
            f"SELECT * FROM outbox WHERE refused_at IS NOT NULL AND channel_id > 0 AND {where}",
            *values,
        )
        # Put in order here: SQLite would read the whole table to have them so.
        return sorted(map(_letter, rows), key=_number)

    async def unsay(self, session_id: int, channel_id: int) -> None:
        """Delete what was to be said of a session in a channel that is no more."""
        await self._run(
            "DELETE FROM outbox WHERE channel_id = ? AND failure IS NULL AND session_id = ?",
            channel_id,
            session_id,
        )
        await self._run(
            "DELETE FROM outbox WHERE session_id = ? AND channel_id = ?"
            " AND refused_at IS NOT NULL AND failure IS NOT NULL",
            session_id,
            channel_id,
        )

    async def forget(self, session_id: int) -> None:
        """Delete the letters that were given up, and those to one person: they name them."""
        await self._run(
            "DELETE FROM outbox WHERE session_id = ? AND refused_at IS NOT NULL"
            " AND failure IS NOT NULL",
            session_id,
        )
        # Letters to one person wait in the lane of a vote.
        await self._run(
            "DELETE FROM outbox WHERE failure IS NULL AND channel_id IN"
            " (SELECT -id FROM steps WHERE session_id = ?)",
            session_id,
        )


def _number(letter: Letter) -> int:
    return letter.id


def _letter(row: Row) -> Letter:
    return Letter(
        row["id"],
        row["session_id"],
        row["channel_id"],
        row["kind"],
        json.loads(row["payload"]),
        time_of(row["created_at"]),
        row["attempts"],
        row["after_message"],
        to_time(row["refused_at"]),
        row["refusal"],
        bool(row["told"]),
        row["unfinished"],
        row["failure"],
        row["server_id"],
    )
