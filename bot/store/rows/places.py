"""Where a row stands: the session it is of, and that session's server and channel."""

from __future__ import annotations

from dataclasses import dataclass

from bot.store.rows.base import Aggregate

_PLACE = "SELECT s.id, s.server_id, s.channel_id FROM sessions AS s"
_BY_SESSION = " JOIN {table} AS r ON r.session_id = s.id WHERE r.id = ?"

# What the names of arguments mean (`bot.interface.pressing.router.on`). None of it ever changes.
_QUERIES = {
    "session": f"{_PLACE} WHERE s.id = ?",
    **{
        name: _PLACE + _BY_SESSION.format(table=table)
        for name, table in (
            ("step", "steps"),
            ("postit", "postits"),
            ("milestone", "milestones"),
            ("after", "milestones"),  # the one before which something is placed
            ("action", "actions"),
            ("parked", "parked"),
            ("picture", "session_pictures"),
        )
    },
    "comment": f"{_PLACE} JOIN postits AS p ON p.session_id = s.id"
    " JOIN comments AS r ON r.postit_id = p.id WHERE r.id = ?",
    "question": f"{_PLACE} JOIN steps AS t ON t.session_id = s.id"
    " JOIN consent_remarks AS r ON r.step_id = t.id WHERE r.id = ?",
}
NAMED = frozenset(_QUERIES)


@dataclass(frozen=True, slots=True)
class Standing:
    """The session that a row is of, and where that session is."""

    session_id: int
    server_id: int
    channel_id: int


class PlaceRows(Aggregate):
    async def of(self, what: str, ref: int) -> Standing | None:
        """Return where the row `ref` of kind `what` (one of `NAMED`) stands; None when it is
        gone."""
        row = await self._one(_QUERIES[what], ref)
        return Standing(row["id"], row["server_id"], row["channel_id"]) if row else None
