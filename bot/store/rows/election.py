"""Elections without candidates: who is named by whom, who withdrew, who was proposed."""

from __future__ import annotations

import secrets

from bot.store.rows.base import Aggregate, Row
from bot.workshop.consent.proposal import Electing
from bot.workshop.election.naming import Attempt, Named, Naming, Nomination, Stage

# What stands for the text of a proposal on someone who was not elected.
_NOBODY = "—"
_OF_SESSION = "step_id IN (SELECT id FROM steps WHERE session_id = ?)"


class ElectionRows(Aggregate):
    async def begin(self, step_id: int) -> None:
        """Start the election of a step; one that was begun goes on."""
        await self._run(
            "INSERT OR IGNORE INTO elections (step_id, stage) VALUES (?, ?)", step_id, Stage.NAMING
        )

    async def get(self, step_id: int) -> Naming | None:
        """Return the election of a step, if it was begun."""
        return (await self._namings("step_id = ?", step_id)).get(step_id)

    async def of_session(self, session_id: int) -> dict[int, Naming]:
        """Return the elections of a session, by step."""
        return await self._namings(_OF_SESSION, session_id)

    async def set_stage(self, step_id: int, stage: Stage) -> None:
        await self._run("UPDATE elections SET stage = ? WHERE step_id = ?", stage, step_id)

    async def add_name(
        self, step_id: int, name: str, person_id: int | None, *, withdrawn: bool = False
    ) -> int:
        """Keep someone who is named, or does not wish to be; return the number of their name."""
        return await self._insert(
            "INSERT INTO election_names (id, step_id, person_id, name, withdrawn)"
            " VALUES (?, ?, ?, ?, ?)",
            secrets.randbits(62),
            step_id,
            person_id,
            name,
            int(withdrawn),
        )

    async def withdraw(self, name_id: int, withdrawn: bool) -> bool:
        """Keep whether someone does not wish to be named; False where it was so already."""
        return bool(
            await self._run(
                "UPDATE election_names SET withdrawn = ? WHERE id = ? AND withdrawn <> ?",
                int(withdrawn),
                name_id,
                int(withdrawn),
            )
        )

    async def name(
        self,
        step_id: int,
        name_id: int,
        round: int,
        *,
        voice: int | None,
        author: str,
        author_name: str | None,
        reason: str,
        in_room: bool,
    ) -> bool:
        """Keep whom `author` names in a round, in place of what they said in it; False where they
        said just that. `voice` is that of what they said in the other round, None for nothing. A
        reason that is hidden stays so until it is another."""
        changed = await self._run(
            "INSERT INTO election_nominations"
            " (id, step_id, voice, name_id, round, author, author_name, reason, in_room)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (step_id, round, author)"
            " DO UPDATE SET name_id = excluded.name_id,"
            " hidden = iif(reason = excluded.reason, hidden, NULL), reason = excluded.reason,"
            " told = iif(name_id = excluded.name_id, told, 0)"
            " WHERE (name_id, reason) IS NOT (excluded.name_id, excluded.reason)",
            secrets.randbits(62),
            step_id,
            secrets.randbits(62) if voice is None else voice,
            name_id,
            round,
            author,
            author_name,
            reason,
            int(in_room),
        )
        await self._drop_unnamed(step_id)
        return bool(changed)

    async def tell(self, step_id: int, author: str) -> None:
        """Keep that someone was written to that who they name does not wish to be."""
        await self._run(
            "UPDATE election_nominations SET told = 1 WHERE step_id = ? AND round IN (1, 2)"
            " AND author = ?",
            step_id,
            author,
        )

    async def take_back(self, step_id: int, round: int, author: str) -> bool:
        """Delete what `author` said in a round; False where it was nothing."""
        changed = await self._run(
            "DELETE FROM election_nominations WHERE step_id = ? AND round = ? AND author = ?",
            step_id,
            round,
            author,
        )
        await self._drop_unnamed(step_id)
        return bool(changed)

    async def _drop_unnamed(self, step_id: int) -> None:
        """Delete the names of those whom nobody names any more."""
        await self._run(
            "DELETE FROM election_names WHERE step_id = ? AND withdrawn = 0"
            " AND NOT EXISTS (SELECT 1 FROM election_nominations AS n WHERE n.name_id ="
            " election_names.id) AND NOT EXISTS (SELECT 1 FROM election_proposals AS p"
            " WHERE p.name_id = election_names.id)",
            step_id,
        )

    async def drop_withdrawn(self, step_id: int) -> None:
        """Delete what was said of those who withdrew before anything was shown."""
        await self._run(
            "DELETE FROM election_nominations WHERE step_id = ?1 AND name_id IN"
            " (SELECT id FROM election_names WHERE step_id = ?1 AND withdrawn = 1)",
            step_id,
        )

    async def clear(self, step_id: int) -> None:
        """Delete all that was said in an election, which was never shown."""
        await self._run("DELETE FROM election_names WHERE step_id = ?", step_id)
        await self._run("DELETE FROM election_people WHERE step_id = ?", step_id)

    async def takes_part(self, step_id: int, author: str) -> bool | None:
        """Return whether a facilitator said that they name someone too; None when they were not
        asked."""
        row = await self._one(
            "SELECT takes_part FROM election_people WHERE step_id = ? AND author = ?",
            step_id,
            author,
        )
        return None if row is None or row["takes_part"] is None else bool(row["takes_part"])

    async def take_part(self, step_id: int, author: str, wanted: bool) -> None:
        """Keep what a facilitator said."""
        await self._run(
            "INSERT INTO election_people (step_id, author, takes_part) VALUES (?, ?, ?)"
            " ON CONFLICT (step_id, author) DO UPDATE SET takes_part = excluded.takes_part",
            step_id,
            author,
            int(wanted),
        )

    async def hear(self, step_id: int, author: str, heard: bool) -> bool:
        """Keep whether someone keeps their choice, having heard; False where it was so already."""
        return bool(
            await self._run(
                "INSERT INTO election_people (step_id, author, heard) VALUES (?1, ?2, ?3)"
                " ON CONFLICT (step_id, author) DO UPDATE SET heard = excluded.heard"
                " WHERE heard <> excluded.heard",
                step_id,
                author,
                int(heard),
            )
        )

    async def hear_anew(self, step_id: int) -> None:
        """Have everyone asked again whether they keep their choice."""
        await self._run("UPDATE election_people SET heard = 0 WHERE step_id = ?", step_id)

    async def has_heard(self, step_id: int, author: str) -> bool:
        row = await self._one(
            "SELECT heard FROM election_people WHERE step_id = ? AND author = ?", step_id, author
        )
        return row is not None and bool(row["heard"])

    async def propose(self, step_id: int, name_id: int, reason: str, consent_step_id: int) -> None:
        """Keep who was proposed, and in which step the room is asked."""
        await self._run(
            "INSERT INTO election_proposals (consent_step_id, step_id, name_id, reason)"
            " VALUES (?, ?, ?, ?)",
            consent_step_id,
            step_id,
            name_id,
            reason,
        )

    async def electing(self, consent_step_id: int) -> Electing | None:
        """Return the election whose proposal a consent is on."""
        row = await self._one(
            "SELECT p.step_id AS election, p.reason, n.* FROM election_proposals AS p"
            " JOIN election_names AS n ON n.id = p.name_id WHERE p.consent_step_id = ?",
            consent_step_id,
        )
        return Electing(row["election"], _named(row), row["reason"]) if row else None

    async def unlink(self, session_id: int, *, masked: bool) -> None:
        await self._run(f"DELETE FROM election_people WHERE {_OF_SESSION}", session_id)
        if masked:
            for sql in (
                "UPDATE election_names SET person_id = NULL",
                "UPDATE election_nominations SET author = NULL, author_name = NULL",
            ):
                await self._run(f"{sql} WHERE {_OF_SESSION}", session_id)

    async def forget(self, session_id: int) -> None:
        """Delete the elections: what one came to stands in the outcome of its step, and stays. Who
        was proposed and not elected is named nowhere any more."""
        await self._run(
            "UPDATE steps SET outcome = json_set(outcome, '$.text', ?1) WHERE id IN"
            " (SELECT p.consent_step_id FROM steps AS s"
            " JOIN election_proposals AS p ON p.step_id = s.id WHERE s.session_id = ?2)"
            " AND json_valid(outcome) AND NOT json_extract(outcome, '$.adopted')",
            _NOBODY,
            session_id,
        )
        await self._run(f"DELETE FROM elections WHERE {_OF_SESSION}", session_id)

    async def _namings(self, which: str, ref: int) -> dict[int, Naming]:
        names: dict[int, list[Named]] = {}
        for row in await self._all(f"SELECT * FROM election_names WHERE {which} ORDER BY id", ref):
            names.setdefault(row["step_id"], []).append(_named(row))
        nominations: dict[int, list[Nomination]] = {}
        for row in await self._all(
            f"SELECT * FROM election_nominations WHERE {which} ORDER BY id", ref
        ):
            nominations.setdefault(row["step_id"], []).append(_nomination(row))
        attempts: dict[int, list[Attempt]] = {}
        for row in await self._all(
            f"SELECT * FROM election_proposals WHERE {which} ORDER BY consent_step_id", ref
        ):
            attempt = Attempt(row["consent_step_id"], row["name_id"], row["reason"])
            attempts.setdefault(row["step_id"], []).append(attempt)
        heard = {
            row["step_id"]: int(row["n"])
            for row in await self._all(
                f"SELECT step_id, sum(heard) AS n FROM election_people WHERE {which}"
                " GROUP BY step_id",
                ref,
            )
        }
        return {
            row["step_id"]: Naming(
                Stage(row["stage"]),
                tuple(names.get(row["step_id"], ())),
                tuple(nominations.get(row["step_id"], ())),
                tuple(attempts.get(row["step_id"], ())),
                heard.get(row["step_id"], 0),
            )
            for row in await self._all(f"SELECT * FROM elections WHERE {which}", ref)
        }


def _named(row: Row) -> Named:
    return Named(row["id"], row["name"], row["person_id"], bool(row["withdrawn"]))


def _nomination(row: Row) -> Nomination:
    return Nomination(
        row["id"],
        row["voice"],
        row["name_id"],
        row["round"],
        row["author"],
        row["author_name"],
        row["reason"],
        bool(row["in_room"]),
        row["hidden"],
        bool(row["told"]),
    )
