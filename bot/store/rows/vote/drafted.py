"""Decisions that are being prepared on the workbench."""

from __future__ import annotations

import json
from datetime import datetime
from typing import cast

from bot.store.rows.base import Aggregate, Row, time_of, to_text
from bot.store.sessions import plan_of
from bot.workshop.kinds import Kinds
from bot.workshop.vote.drafted import Drafted, Fields


class DraftedRows(Aggregate):
    async def keep(
        self,
        server_id: int,
        channel_id: int,
        user_id: int,
        decision: str,
        fields: Fields,
        plan: Kinds,
        now: datetime,
    ) -> Drafted:
        """Keep what `user_id` prepares in a channel, in the place of what they prepared there
        before: that one has another number, so that nothing opens it any more."""
        await self._run(
            "DELETE FROM drafted_votes WHERE channel_id = ? AND user_id = ?", channel_id, user_id
        )
        added = await self._insert(
            "INSERT INTO drafted_votes"
            " (server_id, channel_id, user_id, decision, fields, plan, drafted_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            server_id,
            channel_id,
            user_id,
            decision,
            json.dumps(dict(fields), ensure_ascii=False),
            plan.model_dump_json(),
            to_text(now),
        )
        return Drafted(added, server_id, channel_id, user_id, decision, fields, plan)

    async def get(self, drafted: int) -> Drafted | None:
        row = await self._one("SELECT * FROM drafted_votes WHERE id = ?", drafted)
        return _drafted(row) if row else None

    async def set_plan(self, drafted: int, plan: Kinds) -> None:
        """Have a draft make another step."""
        await self._run(
            "UPDATE drafted_votes SET plan = ? WHERE id = ?", plan.model_dump_json(), drafted
        )

    async def drop(self, drafted: int) -> None:
        await self._run("DELETE FROM drafted_votes WHERE id = ?", drafted)

    async def drop_before(self, server_id: int, since: datetime) -> datetime | None:
        """Delete the drafts of a server that nobody touched `since`; return when the oldest of
        those that are left was made."""
        await self._run(
            "DELETE FROM drafted_votes WHERE server_id = ? AND drafted_at <= ?",
            server_id,
            to_text(since),
        )
        row = await self._one(
            "SELECT min(drafted_at) AS oldest FROM drafted_votes WHERE server_id = ?", server_id
        )
        return time_of(row["oldest"]) if row and row["oldest"] else None


def _drafted(row: Row) -> Drafted:
    return Drafted(
        row["id"],
        row["server_id"],
        row["channel_id"],
        row["user_id"],
        row["decision"],
        cast(Fields, json.loads(row["fields"])),
        cast(Kinds, plan_of(row["plan"])),
    )
