"""Sessions, their steps, their facilitators and who took part."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from bot.store.erasures import Erasure
from bot.store.rows.base import to_text
from bot.store.rows.plans import PlanRows
from bot.store.sessions import (
    OF_STEP,
    STEP_IN_SESSION,
    session_and_step,
    session_of,
    step_of,
)
from bot.store.topics import Topic
from bot.workshop.language import Language
from bot.workshop.sessions.recipe import Recipe
from bot.workshop.sessions.session import RETENTION, Session, SessionState, Signing, StepRun
from bot.workshop.story.scenario import Scenario

TOOK_PART = (
    "INSERT INTO participants (session_id, user_id, contributed) VALUES (?, ?, 1)"
    " ON CONFLICT DO UPDATE SET contributed = 1 WHERE contributed = 0"
)
# Who is there, and has given nothing yet: they can be reminded, and are not counted.
CAME = "INSERT OR IGNORE INTO participants (session_id, user_id, contributed) VALUES (?, ?, 0)"


class ChannelTaken(Exception):  # noqa: N818 - an answer of the database, turned into a refusal
    """Another session is live in the channel."""


class SessionRows(PlanRows):
    async def create(
        self,
        *,
        server_id: int,
        channel_id: int,
        title: str,
        language: Language,
        signing: Signing,
        recipe: Recipe,
        scenario: Scenario | None,
        created_by: int,
        now: datetime,
        quick: bool = False,
        planned_for: datetime | None = None,
        kept_days: int = RETENTION.days,
    ) -> Session:
        """Insert a session in the lobby with its steps and its first facilitator.

        Raises ChannelTaken when the channel already has a live session.
        """
        try:
            session_id = await self._insert(
                "INSERT INTO sessions (server_id, channel_id, title, language, signing, recipe,"
                " scenario, state, created_by, created_at, quick, planned_for, kept_days)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, 'lobby', ?, ?, ?, ?, ?)",
                server_id,
                channel_id,
                title,
                language,
                signing,
                recipe.model_dump_json(),
                scenario.model_dump_json() if scenario else None,
                created_by,
                to_text(now),
                int(quick),
                to_text(planned_for),
                kept_days,
            )
        except sqlite3.IntegrityError as error:
            if "sessions.channel_id" in str(error):
                raise ChannelTaken from error
            raise
        await self._many(
            "INSERT INTO steps (session_id, position, kind, plan, state, first_minutes)"
            " VALUES (?, ?, ?, ?, 'waiting', ?)",
            [
                (session_id, position, step.kind, step.model_dump_json(), step.minutes)
                for position, step in enumerate(recipe.steps)
            ],
        )
        await self.add_facilitator(session_id, created_by)
        self._transaction.touch(Topic.LIVE, channel_id)
        session = await self.get(session_id)
        assert session is not None
        return session

    async def get(self, session_id: int) -> Session | None:
        row = await self._one("SELECT * FROM sessions WHERE id = ?", session_id)
        return session_of(row) if row else None

    async def live_in(self, channel_id: int) -> Session | None:
        """Return the session that is not ended in `channel_id`, if there is one."""
        row = await self._one(
            "SELECT * FROM sessions WHERE channel_id = ? AND state <> 'ended'", channel_id
        )
        return session_of(row) if row else None

    async def now_in(self, channel_id: int) -> tuple[Session | None, StepRun | None]:
        """Return the live session of a channel and its current step, in one go."""
        row = await self._one(
            f"SELECT s.*, {OF_STEP} FROM sessions AS s LEFT JOIN steps AS t"
            " ON t.session_id = s.id AND t.position = s.position"
            " WHERE s.channel_id = ? AND s.state <> 'ended'",
            channel_id,
        )
        if row is None:
            return None, None
        return session_of(row), step_of(row, "step_") if row["step_id"] is not None else None

    async def led_last_in(self, channel_id: int) -> Session | None:
        """Return the session that ended last in a channel, those of one quick vote aside."""
        row = await self._one(
            "SELECT * FROM sessions WHERE channel_id = ? AND state = 'ended' AND quick = 0"
            " ORDER BY id DESC LIMIT 1",
            channel_id,
        )
        return session_of(row) if row else None

    async def live(self) -> list[Session]:
        """Return every session that is not ended."""
        return [
            session_of(r) for r in await self._all("SELECT * FROM sessions WHERE state <> 'ended'")
        ]

    async def count_live(self) -> int:
        """Return how many sessions have not ended."""
        row = await self._one("SELECT count(*) FROM sessions WHERE state <> 'ended'")
        return int(row[0]) if row else 0

    async def where_open(self, server_id: int, user_id: int) -> tuple[list[int], list[int]]:
        """Return the channels of the sessions of a server that have not ended, the oldest first,
        and of those among them that `user_id` opened."""
        rows = await self._all(
            "SELECT id, channel_id, created_by FROM sessions"
            " WHERE state <> 'ended' AND server_id = ?",
            server_id,
        )
        rows = sorted(rows, key=lambda row: int(row["id"]))
        theirs = [row["channel_id"] for row in rows if row["created_by"] == user_id]
        return [row["channel_id"] for row in rows], theirs

    async def save(self, session: Session) -> None:
        """Write what changes in the life of a session."""
        await self._run(
            "UPDATE sessions SET state = ?, position = ?, paused = ?, started_at = ?, ended_at = ?"
            " WHERE id = ?",
            session.state,
            session.position,
            int(session.paused),
            to_text(session.started_at),
            to_text(session.ended_at),
            session.id,
        )
        self._transaction.touch(Topic.MOVED, session.id)
        if session.state is SessionState.ENDED:
            self._transaction.touch(Topic.OVER, session.channel_id)

    async def set_released(self, session_id: int, now: datetime) -> None:
        """Note that the summary of a session left."""
        await self._run(
            "UPDATE sessions SET released_at = ? WHERE id = ?", to_text(now), session_id
        )

    async def set_title(self, session_id: int, title: str) -> None:
        """Have a session be found under another title."""
        await self._run("UPDATE sessions SET title = ? WHERE id = ?", title, session_id)

    async def set_post(self, session_id: int, post_id: int) -> None:
        """Remember the post of a session in the coordinators' forum."""
        await self._run("UPDATE sessions SET post_id = ? WHERE id = ?", post_id, session_id)

    async def tell_whole(self, session_id: int) -> None:
        """Have a quick session told as any other, with a summary."""
        await self._run("UPDATE sessions SET quick = 0 WHERE id = ?", session_id)

    async def set_lobby_message(self, session_id: int, message_id: int | None) -> None:
        await self._run(
            "UPDATE sessions SET lobby_message_id = ? WHERE id = ?", message_id, session_id
        )

    async def step(self, step_id: int) -> StepRun | None:
        row = await self._one("SELECT * FROM steps WHERE id = ?", step_id)
        return step_of(row) if row else None

    async def step_in_session(self, step_id: int) -> tuple[Session, StepRun] | None:
        """Return a step and its session, in one go."""
        row = await self._one(STEP_IN_SESSION, step_id)
        return session_and_step(row) if row else None

    async def step_at(self, session_id: int, position: int | None) -> StepRun | None:
        """Return the step at `position` of a session, if there is one."""
        row = await self._one(
            "SELECT * FROM steps WHERE session_id = ? AND position = ?", session_id, position
        )
        return step_of(row) if row else None

    async def save_step(self, step: StepRun) -> None:
        """Write what changes in the life of a step; what follows has ways of its own."""
        await self._run(
            "UPDATE steps SET state = ?, closes_at = ?, left_seconds = ?, running_since = ?,"
            " spent_seconds = ?, left_at = ?, ahead = ? WHERE id = ?",
            step.state,
            to_text(step.closes_at),
            step.left_seconds,
            to_text(step.running_since),
            step.spent_seconds,
            to_text(step.left_at),
            int(step.ahead),
            step.id,
        )
        self._transaction.touch(Topic.MOVED, step.session_id)
        if step.plan.kind == "subgroups":  # where its people should be may have changed
            self._transaction.touch(Topic.GATHERING, step.session_id)

    async def set_card(self, step_id: int, message_id: int | None) -> None:
        """Remember the card with which a step opens."""
        await self._run(
            "UPDATE steps SET card_message_id = ?1, since_message_id = ?1 WHERE id = ?2",
            message_id,
            step_id,
        )

    async def move_card(self, step_id: int, message_id: int | None) -> None:
        """Remember another message as the card; the step goes on from its first one."""
        await self._run("UPDATE steps SET card_message_id = ? WHERE id = ?", message_id, step_id)

    async def set_warned(self, step_id: int, message_id: int | None) -> None:
        """Remember the message that says that a step is nearly over."""
        await self._run("UPDATE steps SET warned_message_id = ? WHERE id = ?", message_id, step_id)

    async def warned(self, step_id: int) -> int | None:
        """Return the message that says that a step is nearly over, if one was said."""
        row = await self._one("SELECT warned_message_id FROM steps WHERE id = ?", step_id)
        return row["warned_message_id"] if row else None

    async def set_outcome(self, step_id: int, outcome: str) -> None:
        await self._run("UPDATE steps SET outcome = ? WHERE id = ?", outcome, step_id)

    async def set_told(self, step_id: int, parts: int) -> None:
        """Remember how many parts of a story were told."""
        await self._run("UPDATE steps SET told = ? WHERE id = ?", parts, step_id)

    async def set_left_out(self, step_id: int, postits: int) -> None:
        """Remember how many late post-its of a masked step nobody was shown."""
        await self._run("UPDATE steps SET left_out = ? WHERE id = ?", postits, step_id)

    async def set_voted_before(self, step_id: int, ballots: int) -> None:
        """Remember how many ballots of a vote were erased for the room to vote again."""
        await self._run("UPDATE steps SET voted_before = ? WHERE id = ?", ballots, step_id)

    async def set_reminded(self, step: StepRun) -> None:
        """Remember that the room was told that its messages are no post-its."""
        await self._run("UPDATE steps SET reminded = 1 WHERE id = ?", step.id)
        self._transaction.touch(Topic.MOVED, step.session_id)

    async def ask_columns(self, step_id: int) -> bool:
        """Note that the room is about to be asked for columns; False when it was already."""
        return bool(
            await self._run(
                "UPDATE steps SET column_asked = 0 WHERE id = ? AND column_asked IS NULL", step_id
            )
        )

    async def set_column_asked(self, step_id: int, message_id: int | None) -> None:
        """Remember the message that asks for columns; None when it may be asked again."""
        await self._run("UPDATE steps SET column_asked = ? WHERE id = ?", message_id, step_id)

    async def column_asked(self, step_id: int) -> int | None:
        """Return the message that asks for columns, if one stands."""
        row = await self._one("SELECT column_asked FROM steps WHERE id = ?", step_id)
        return row["column_asked"] or None if row else None

    async def set_unread(self, step_id: int) -> bool:
        """Remember that the room was told that what it typed in a step cannot be read; False when
        it had been told already."""
        return bool(
            await self._run("UPDATE steps SET unread = 1 WHERE id = ? AND unread = 0", step_id)
        )

    async def facilitators(self, session_id: int) -> frozenset[int]:
        """Return the identifiers of the people who lead the session."""
        rows = await self._all("SELECT user_id FROM facilitators WHERE session_id = ?", session_id)
        return frozenset(row["user_id"] for row in rows)

    async def add_facilitator(self, session_id: int, user_id: int) -> bool:
        """Add a facilitator; return False if they already were one."""
        return bool(
            await self._run("INSERT OR IGNORE INTO facilitators VALUES (?, ?)", session_id, user_id)
        )

    async def remove_facilitator(self, session_id: int, user_id: int) -> bool:
        """Remove a facilitator; return False if they were none."""
        return bool(
            await self._run(
                "DELETE FROM facilitators WHERE session_id = ? AND user_id = ?", session_id, user_id
            )
        )

    async def took_part(self, session_id: int, user_id: int) -> None:
        """Remember that someone took part; says nothing of what they did."""
        await self._run(TOOK_PART, session_id, user_id)

    async def came(self, session_id: int, user_id: int) -> None:
        """Remember that someone is there, who may have given nothing yet."""
        await self._run(CAME, session_id, user_id)

    async def went(self, session_id: int, user_id: int) -> None:
        """Forget that someone is there; who gave something stays."""
        await self._run(
            "DELETE FROM participants WHERE session_id = ? AND user_id = ? AND NOT contributed",
            session_id,
            user_id,
        )

    async def participants(self, session_id: int) -> frozenset[int]:
        """Return those who took part or began to, as long as their identifiers are kept."""
        rows = await self._all("SELECT user_id FROM participants WHERE session_id = ?", session_id)
        return frozenset(row["user_id"] for row in rows)

    async def count_participants(self, session_id: int) -> int:
        """Return how many people took part; still known once their names are deleted."""
        row = await self._one(
            "SELECT coalesce((SELECT took_part FROM sessions WHERE id = ?1),"
            " (SELECT count(*) FROM participants WHERE session_id = ?1 AND contributed))",
            session_id,
        )
        return int(row[0]) if row else 0

    async def freeze_participation(self, session_id: int) -> None:
        """Keep the number of people who took part, for when their identifiers are gone."""
        await self._run(
            "UPDATE sessions SET took_part ="
            " (SELECT count(*) FROM participants WHERE session_id = ?1 AND contributed)"
            " WHERE id = ?1",
            session_id,
        )

    async def make_key(self, purpose: str, ref: int, key: bytes) -> None:
        """Keep a key until `destroy_key`; an existing one stays."""
        await self._run("INSERT OR IGNORE INTO keys VALUES (?, ?, ?)", purpose, ref, key)

    async def key(self, purpose: str, ref: int) -> bytes | None:
        row = await self._one("SELECT key FROM keys WHERE purpose = ? AND ref = ?", purpose, ref)
        return bytes(row["key"]) if row else None

    async def destroy_key(self, purpose: str, ref: int) -> None:
        """Delete a key: what it linked can never be linked again.

        That of a session hides post-its, which stand in tables that only a whole rebuild clears.
        """
        await self._run("DELETE FROM keys WHERE purpose = ? AND ref = ?", purpose, ref)
        # What each of these hides stands in tables of secrets.
        apart = purpose in ("vote", "sorting", "rate", "position")
        what = (Erasure.SECRETS,) if apart else (Erasure.SECRETS, Erasure.PAGES)
        await self._transaction.erasures.promise(*what)

    async def unlink(self, session_id: int, *, masked: bool) -> None:
        if masked:
            await self.destroy_key("session", session_id)

    async def forget(self, session_id: int) -> None:
        await self._run("DELETE FROM participants WHERE session_id = ?", session_id)
        await self._run("DELETE FROM facilitators WHERE session_id = ?", session_id)
        await self._run(
            "UPDATE sessions SET created_by = 0, voice_channel_id = NULL WHERE id = ?", session_id
        )
        await self.destroy_key("session", session_id)

    async def delete_raw(self, session_id: int, now: datetime) -> None:
        """Delete raw post-its, ballots and every identifier of a person; decisions stay."""
        for rows in self._transaction.aggregates:
            await rows.forget(session_id)
        await self._run(
            "UPDATE sessions SET raw_deleted_at = ? WHERE id = ?", to_text(now), session_id
        )
        await self._transaction.erasures.promise(Erasure.SECRETS, Erasure.PAGES)
