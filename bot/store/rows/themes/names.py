"""Names of themes that the room proposes, and who would use which."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping

from bot.store.rows.base import Aggregate
from bot.workshop.themes.proposals import Proposal

_OF_STEP = "SELECT id FROM proposed_names WHERE step_id = ?"


class NameRows(Aggregate):
    async def propose(self, step_id: int, person: str, names: Mapping[str, str]) -> int:
        """Keep `names`, by what those that read the same share; those that are there stay. Return
        how many that are there `person` proposed."""
        await self._many(
            "INSERT INTO proposed_names VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (step_id, folded) DO NOTHING",
            [(secrets.randbits(62), step_id, name, key, person) for key, name in names.items()],
        )
        row = await self._one(
            "SELECT count(*) FROM proposed_names WHERE step_id = ? AND person = ?", step_id, person
        )
        return int(row[0]) if row else 0

    async def withdraw(self, step_id: int, person: str, names: Iterable[int]) -> None:
        """Delete those of `names` that `person` proposed and nobody wants any more."""
        await self._many(
            "DELETE FROM proposed_names WHERE id = ? AND step_id = ? AND person = ?"
            " AND NOT EXISTS (SELECT 1 FROM wanted_names WHERE name_id = proposed_names.id)",
            [(name, step_id, person) for name in names],
        )

    async def known(self, step_id: int, folded: Iterable[str]) -> list[int]:
        """Return which of the names that share these are there."""
        wanted = set(folded)
        rows = await self._all("SELECT id, folded FROM proposed_names WHERE step_id = ?", step_id)
        return [row["id"] for row in rows if row["folded"] in wanted]

    async def of_step(self, step_id: int) -> list[Proposal]:
        """Return what was proposed, with how many want each."""
        rows = await self._all(
            "SELECT p.id, p.name, count(w.person) AS want FROM proposed_names AS p"
            " LEFT JOIN wanted_names AS w ON w.name_id = p.id WHERE p.step_id = ? GROUP BY p.id",
            step_id,
        )
        return [Proposal(row["id"], row["name"], row["want"]) for row in rows]

    async def people(self, step_id: int) -> int:
        """Return how many people want a name at least."""
        row = await self._one(
            f"SELECT count(DISTINCT person) FROM wanted_names WHERE name_id IN ({_OF_STEP})",
            step_id,
        )
        return int(row[0]) if row else 0

    async def wanted_by(self, step_id: int, person: str) -> frozenset[int]:
        """Return the names that someone would use."""
        rows = await self._all(
            "SELECT w.name_id FROM proposed_names AS p"
            " JOIN wanted_names AS w ON w.name_id = p.id AND w.person = ? WHERE p.step_id = ?",
            person,
            step_id,
        )
        return frozenset(row["name_id"] for row in rows)

    async def want(self, person: str, names: Iterable[int]) -> None:
        """Have someone want `names`; harmless for those they want already."""
        await self._many(
            "INSERT OR IGNORE INTO wanted_names VALUES (?, ?)", [(name, person) for name in names]
        )

    async def want_no_more(self, person: str, names: Iterable[int]) -> None:
        """Have someone want `names` no more."""
        await self._many(
            "DELETE FROM wanted_names WHERE name_id = ? AND person = ?",
            [(name, person) for name in names],
        )

    async def clear(self, step_id: int) -> None:
        """Delete what was proposed in a step, and who wanted what."""
        await self._run(f"DELETE FROM wanted_names WHERE name_id IN ({_OF_STEP})", step_id)
        await self._run("DELETE FROM proposed_names WHERE step_id = ?", step_id)

    async def unlink(self, session_id: int, *, masked: bool) -> None:
        await self._clear_session(session_id)

    async def forget(self, session_id: int) -> None:
        await self._clear_session(session_id)

    async def _clear_session(self, session_id: int) -> None:
        rows = await self._all("SELECT id FROM steps WHERE session_id = ?", session_id)
        for row in rows:
            await self.clear(row["id"])
