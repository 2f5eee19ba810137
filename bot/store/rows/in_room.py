"""People in the room without Discord: how many there are, and how many answered."""

from __future__ import annotations

from bot.store.rows.base import Aggregate

# Votes and rounds that are over say it in their outcome: their ballots may be erased.
_TOOK_PART = """
SELECT max(
    s.in_room,
    coalesce((SELECT max(json_extract(t.outcome, '$.in_room')) FROM steps AS t
              WHERE t.session_id = s.id AND t.outcome IS NOT NULL), 0),
    coalesce((SELECT sum(b.weight) AS people FROM steps AS t
              JOIN cast_ballots AS b ON b.step_id = t.id AND b.in_room = 1
              WHERE t.session_id = s.id GROUP BY t.id ORDER BY people DESC LIMIT 1), 0),
    coalesce((SELECT max(b.room_people) FROM steps AS t
              JOIN sealed_boxes AS b ON b.step_id = t.id WHERE t.session_id = s.id), 0),
    coalesce((SELECT sum(a.weight) AS people FROM steps AS t
              JOIN consent_answers AS a ON a.step_id = t.id AND a.in_room = 1 AND a.lifted = 0
              WHERE t.session_id = s.id GROUP BY t.id, a.version
              ORDER BY people DESC LIMIT 1), 0),
    coalesce((SELECT sum(r.people) AS people FROM steps AS t
              JOIN rate_in_room AS r ON r.step_id = t.id
              WHERE t.session_id = s.id GROUP BY t.id ORDER BY people DESC LIMIT 1), 0),
    coalesce((SELECT sum(r.people) AS people FROM steps AS t
              JOIN position_in_room AS r ON r.step_id = t.id
              WHERE t.session_id = s.id GROUP BY t.id ORDER BY people DESC LIMIT 1), 0)
) AS people FROM sessions AS s WHERE s.id = ?
"""


class InRoomRows(Aggregate):
    async def number(self, session_id: int) -> int:
        """Return how many people are in the room, as those who lead said; 0 where they did not."""
        row = await self._one("SELECT in_room FROM sessions WHERE id = ?", session_id)
        return int(row["in_room"]) if row else 0

    async def set_number(self, session_id: int, people: int) -> None:
        await self._run("UPDATE sessions SET in_room = ? WHERE id = ?", people, session_id)

    async def took_part(self, session_id: int) -> int:
        """Return how many people in the room took part, each counted once: as many as there are
        said to be, or as the vote or the version that most of them answered."""
        row = await self._one(_TOOK_PART, session_id)
        return int(row["people"]) if row else 0

    async def freeze(self, session_id: int) -> None:
        """Keep the number of those who took part, for when what they answered is gone."""
        await self.set_number(session_id, await self.took_part(session_id))
