"""Sessions, their steps, their facilitators and who took part."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from pydantic import TypeAdapter

from bot.store.rows import Aggregate, Row, time_of, to_text, to_time
from bot.workshop.language import Language
from bot.workshop.recipe import Recipe
from bot.workshop.scenario import Scenario
from bot.workshop.session import Session, SessionState, Signing, StepRun, StepState
from bot.workshop.steps import AnyStep, BaseStep

_STEP: TypeAdapter[BaseStep] = TypeAdapter(AnyStep)


class ChannelTaken(Exception):  # noqa: N818 - an answer of the database, turned into a refusal
    """Another session is live in the channel."""


class SessionRows(Aggregate):
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
    ) -> Session:
        """Insert a session in the lobby with its steps and its first facilitator.

        Raises ChannelTaken when the channel already has a live session.
        """
        try:
            session_id = await self._insert(
                "INSERT INTO sessions (server_id, channel_id, title, language, signing, recipe,"
                " scenario, state, created_by, created_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, 'lobby', ?, ?)",
                server_id,
                channel_id,
                title,
                language,
                signing,
                recipe.model_dump_json(),
                scenario.model_dump_json() if scenario else None,
                created_by,
                to_text(now),
            )
        except sqlite3.IntegrityError as error:
            if "sessions.channel_id" in str(error):
                raise ChannelTaken from error
            raise
        await self._many(
            "INSERT INTO steps (session_id, position, kind, plan, state)"
            " VALUES (?, ?, ?, ?, 'waiting')",
            [
                (session_id, position, step.kind, step.model_dump_json())
                for position, step in enumerate(recipe.steps)
            ],
        )
        await self.add_facilitator(session_id, created_by)
        session = await self.get(session_id)
        assert session is not None
        return session

    async def get(self, session_id: int) -> Session | None:
        row = await self._one("SELECT * FROM sessions WHERE id = ?", session_id)
        return _session(row) if row else None

    async def live_in(self, channel_id: int) -> Session | None:
        """Return the session that is not ended in `channel_id`, if there is one."""
        row = await self._one(
            "SELECT * FROM sessions WHERE channel_id = ? AND state <> 'ended'", channel_id
        )
        return _session(row) if row else None

    async def live(self) -> list[Session]:
        """Return every session that is not ended."""
        return [
            _session(r) for r in await self._all("SELECT * FROM sessions WHERE state <> 'ended'")
        ]

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

    async def set_lobby_message(self, session_id: int, message_id: int | None) -> None:
        await self._run(
            "UPDATE sessions SET lobby_message_id = ? WHERE id = ?", message_id, session_id
        )

    async def steps(self, session_id: int) -> list[StepRun]:
        """Return the steps of a session in their order."""
        rows = await self._all(
            "SELECT * FROM steps WHERE session_id = ? ORDER BY position", session_id
        )
        return [_step(row) for row in rows]

    async def step(self, step_id: int) -> StepRun | None:
        row = await self._one("SELECT * FROM steps WHERE id = ?", step_id)
        return _step(row) if row else None

    async def step_at(self, session_id: int, position: int | None) -> StepRun | None:
        """Return the step at `position` of a session, if there is one."""
        row = await self._one(
            "SELECT * FROM steps WHERE session_id = ? AND position = ?", session_id, position
        )
        return _step(row) if row else None

    async def save_step(self, step: StepRun) -> None:
        """Write what changes in the life of a step (its card and outcome have their own)."""
        await self._run(
            "UPDATE steps SET state = ?, closes_at = ?, left_seconds = ?, running_since = ?,"
            " spent_seconds = ? WHERE id = ?",
            step.state,
            to_text(step.closes_at),
            step.left_seconds,
            to_text(step.running_since),
            step.spent_seconds,
            step.id,
        )

    async def set_card(self, step_id: int, message_id: int | None) -> None:
        await self._run("UPDATE steps SET card_message_id = ? WHERE id = ?", message_id, step_id)

    async def set_outcome(self, step_id: int, outcome: str) -> None:
        await self._run("UPDATE steps SET outcome = ? WHERE id = ?", outcome, step_id)

    async def facilitators(self, session_id: int) -> frozenset[int]:
        """Return the identifiers of the people who lead the session."""
        rows = await self._all("SELECT user_id FROM facilitators WHERE session_id = ?", session_id)
        return frozenset(row["user_id"] for row in rows)

    async def add_facilitator(self, session_id: int, user_id: int) -> bool:
        """Add a facilitator; return False if they already were one."""
        return bool(
            await self._run("INSERT OR IGNORE INTO facilitators VALUES (?, ?)", session_id, user_id)
        )

    async def took_part(self, session_id: int, user_id: int) -> None:
        """Remember that someone took part; says nothing of what they did."""
        await self._run("INSERT OR IGNORE INTO participants VALUES (?, ?)", session_id, user_id)

    async def count_participants(self, session_id: int) -> int:
        """Return how many people took part; still known once their names are deleted."""
        row = await self._one(
            "SELECT coalesce((SELECT took_part FROM sessions WHERE id = ?1),"
            " (SELECT count(*) FROM participants WHERE session_id = ?1))",
            session_id,
        )
        return int(row[0]) if row else 0

    async def freeze_participation(self, session_id: int) -> None:
        """Keep the number of people who took part, for when their identifiers are gone."""
        await self._run(
            "UPDATE sessions SET took_part ="
            " (SELECT count(*) FROM participants WHERE session_id = ?1) WHERE id = ?1",
            session_id,
        )

    async def make_key(self, purpose: str, ref: int, key: bytes) -> None:
        """Keep a key until `destroy_key`; an existing one stays."""
        await self._run("INSERT OR IGNORE INTO keys VALUES (?, ?, ?)", purpose, ref, key)

    async def key(self, purpose: str, ref: int) -> bytes | None:
        row = await self._one("SELECT key FROM keys WHERE purpose = ? AND ref = ?", purpose, ref)
        return bytes(row["key"]) if row else None

    async def destroy_key(self, purpose: str, ref: int) -> None:
        """Delete a key: what it linked can never be linked again."""
        await self._run("DELETE FROM keys WHERE purpose = ? AND ref = ?", purpose, ref)
        self._transaction.erased = True

    async def delete_raw(self, session_id: int, now: datetime) -> None:
        """Delete raw post-its, ballots and every identifier of a person; decisions stay."""
        for sql in (
            "DELETE FROM postits WHERE session_id = ?",
            "DELETE FROM participants WHERE session_id = ?",
            "DELETE FROM facilitators WHERE session_id = ?",
            "DELETE FROM notes WHERE session_id = ?",
            "DELETE FROM keys WHERE purpose = 'session' AND ref = ?",
            "UPDATE actions SET owner_id = NULL WHERE session_id = ?",
            "DELETE FROM ballots WHERE step_id IN (SELECT id FROM steps WHERE session_id = ?)",
            "DELETE FROM turnout WHERE step_id IN (SELECT id FROM steps WHERE session_id = ?)",
            # What won dots is a result and stays; the rest is what people wrote.
            "DELETE FROM vote_options WHERE step_id IN"
            " (SELECT id FROM steps WHERE session_id = ?) AND 0 = coalesce((SELECT json_extract("
            "  outcome, '$.totals.\"' || number || '\"') FROM steps WHERE id = step_id), 0)",
            "UPDATE sessions SET created_by = 0 WHERE id = ?",
        ):
            await self._run(sql, session_id)
        await self._run(
            "UPDATE sessions SET raw_deleted_at = ? WHERE id = ?", to_text(now), session_id
        )
        self._transaction.erased = True


def _session(row: Row) -> Session:
    return Session(
        id=row["id"],
        server_id=row["server_id"],
        channel_id=row["channel_id"],
        title=row["title"],
        language=Language(row["language"]),
        signing=Signing(row["signing"]),
        recipe=Recipe.model_validate_json(row["recipe"]),
        scenario=Scenario.model_validate_json(row["scenario"]) if row["scenario"] else None,
        state=SessionState(row["state"]),
        position=row["position"],
        paused=bool(row["paused"]),
        created_by=row["created_by"],
        created_at=time_of(row["created_at"]),
        started_at=to_time(row["started_at"]),
        ended_at=to_time(row["ended_at"]),
        lobby_message_id=row["lobby_message_id"],
        raw_deleted_at=to_time(row["raw_deleted_at"]),
    )


def _step(row: Row) -> StepRun:
    return StepRun(
        id=row["id"],
        session_id=row["session_id"],
        position=row["position"],
        plan=_STEP.validate_json(row["plan"]),
        state=StepState(row["state"]),
        closes_at=to_time(row["closes_at"]),
        left_seconds=row["left_seconds"],
        running_since=to_time(row["running_since"]),
        spent_seconds=row["spent_seconds"],
        card_message_id=row["card_message_id"],
        outcome=row["outcome"],
    )
