"""Small groups: who is in which, what they wrote, chose and asked for."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.store.rows.base import Aggregate, Row, Trip
from bot.workshop.subgroups.group import Group
from bot.workshop.wall.masked import COMPANY

_OF_SESSION = "step_id IN (SELECT id FROM steps WHERE session_id = ?)"
_GROUPS_OF_SESSION = f"group_id IN (SELECT id FROM small_groups WHERE {_OF_SESSION})"
# This session and those before it in its series.
_SERIES = (
    "WITH RECURSIVE series(id) AS (SELECT ?1 UNION SELECT s.continues FROM series"
    " CROSS JOIN sessions AS s ON s.id = series.id WHERE s.continues IS NOT NULL)"
)


@dataclass(frozen=True, slots=True)
class Round:
    """How the groups of one step came to be, and whether they are over.

    `doors` while people choose theirs, at `most` so many in each; `ready` once it was told that all
    are done; `seconds` is what was left of the timebox when everyone was brought back.
    """

    step_id: int
    home: int | None = None
    doors: bool = False
    most: int | None = None
    back: bool = False
    ready: bool = False
    seconds: int | None = None


class GroupRows(Aggregate):
    async def begin(
        self, step_id: int, home: int | None, *, doors: bool = False, most: int | None = None
    ) -> None:
        """The groups of a step are made: those before them are gone, what they wrote is not."""
        await self._run(
            "INSERT INTO group_rounds (step_id, home_id, doors, most) VALUES (?1, ?2, ?3, ?4)"
            " ON CONFLICT (step_id) DO UPDATE SET home_id = ?2, doors = ?3, most = ?4, back = 0,"
            " ready = 0, seconds = NULL",
            step_id,
            home,
            int(doors),
            most,
        )

    async def set_round(self, step: Round) -> None:
        """Write what changes in the life of a round."""
        await self._run(
            "UPDATE group_rounds SET home_id = ?, doors = ?, back = ?, ready = ?, seconds = ?"
            " WHERE step_id = ?",
            step.home,
            int(step.doors),
            int(step.back),
            int(step.ready),
            step.seconds,
            step.step_id,
        )

    async def round(self, step_id: int) -> Round | None:
        """Return the round of a step; None until its groups are made."""
        row = await self._one("SELECT * FROM group_rounds WHERE step_id = ?", step_id)
        return _round(row) if row else None

    async def rounds(self, session_id: int) -> list[Round]:
        """Return the rounds of a session, in the order of its steps."""
        rows = await self._all(
            "SELECT r.*, t.position FROM steps AS t CROSS JOIN group_rounds AS r"
            " ON r.step_id = t.id WHERE t.session_id = ?",
            session_id,
        )
        return [_round(row) for row in sorted(rows, key=lambda row: int(row["position"]))]

    async def add(
        self,
        step_id: int,
        number: int,
        members: Sequence[int] = (),
        *,
        name: str | None = None,
        hosts: Iterable[int] = (),
        merged: Sequence[int] = (),
        away: Collection[int] = (),
        hosted: bool = False,
    ) -> None:
        """Add a group; one of that number that is there stays, with these members."""
        row = await self._one(
            "INSERT INTO small_groups (step_id, number, name, merged, hosted)"
            " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (step_id, number)"
            " DO UPDATE SET name = ?3, merged = ?4, hosted = ?5 RETURNING id",
            step_id,
            number,
            name,
            json.dumps(list(merged)),
            int(hosted),
        )
        assert row is not None
        stay = frozenset(hosts)
        await self._run("DELETE FROM group_members WHERE group_id = ?", row["id"])
        await self._many(
            "INSERT INTO group_members (group_id, user_id, host, away, place)"
            " VALUES (?, ?, ?, ?, ?)",
            [
                (row["id"], one, int(one in stay), int(one in away), place)
                for place, one in enumerate(members)
            ],
        )

    async def clear(self, step_id: int) -> None:
        """The groups of a step have no members any more; those that wrote nothing are gone."""
        groups = "group_id IN (SELECT id FROM small_groups WHERE step_id = ?)"
        await self._run(f"DELETE FROM group_members WHERE {groups}", step_id)
        await self._run(
            "DELETE FROM small_groups WHERE step_id = ? AND NOT EXISTS"
            " (SELECT 1 FROM postit_groups AS p WHERE p.group_id = small_groups.id)",
            step_id,
        )
        await self._run(
            "UPDATE small_groups SET scribe = NULL, done = 0, helps = 0 WHERE step_id = ?", step_id
        )

    async def undo(self, step_id: int) -> None:
        """There are no groups in a step, as if none had been made; post-its stay, of no group."""
        await self._run("DELETE FROM small_groups WHERE step_id = ?", step_id)
        await self._run("DELETE FROM group_rounds WHERE step_id = ?", step_id)

    async def of_step(self, step_id: int) -> tuple[Group, ...]:
        """Return the groups of a step, by their numbers, those without members too."""
        return (await self._read("step_id = ?", step_id)).get(step_id, ())

    async def of_session(self, session_id: int) -> dict[int, tuple[Group, ...]]:
        """Return the groups of a session, by step."""
        return await self._read(_OF_SESSION, session_id)

    async def _read(self, where: str, value: int) -> dict[int, tuple[Group, ...]]:
        def read(trip: Trip) -> tuple[list[Row], list[Row], list[Row]]:
            of_them = f"group_id IN (SELECT id FROM small_groups WHERE {where})"
            return (
                trip.all(f"SELECT * FROM small_groups WHERE {where}", value),
                trip.all(f"SELECT * FROM group_members WHERE {of_them}", value),
                trip.all(f"SELECT * FROM group_kept WHERE {of_them}", value),
            )

        groups, members, kept = await self._together(read)
        found: dict[int, list[Group]] = {}
        for row in groups:
            theirs = sorted(
                (one["place"], one["user_id"]) for one in members if one["group_id"] == row["id"]
            )
            group = Group(
                id=row["id"],
                step_id=row["step_id"],
                number=row["number"],
                name=row["name"],
                members=tuple(one for _, one in theirs),
                hosts=frozenset(_marked(members, row["id"], "host")),
                merged=tuple(json.loads(row["merged"])),
                scribe=row["scribe"],
                done=bool(row["done"]),
                helps=bool(row["helps"]),
                kept=tuple(sorted(k["postit_id"] for k in kept if k["group_id"] == row["id"])),
                away=frozenset(_marked(members, row["id"], "away")),
                hosted=bool(row["hosted"]),
            )
            found.setdefault(group.step_id, []).append(group)
        return {
            step_id: tuple(sorted(of_step, key=lambda group: group.number))
            for step_id, of_step in found.items()
        }

    # People.

    async def seat(self, group: Group, person: int, *, host: bool = False) -> None:
        """Have somebody be in a group of a step, and in no other."""
        await self.unseat(group.step_id, person)
        await self._run(
            "INSERT INTO group_members (group_id, user_id, host, place) VALUES (?1, ?2, ?3,"
            " (SELECT coalesce(max(place), -1) + 1 FROM group_members WHERE group_id = ?1))",
            group.id,
            person,
            int(host),
        )

    async def unseat(self, step_id: int, person: int) -> bool:
        """Take somebody out of their group; False when they were in none."""
        gone = await self._run(
            "DELETE FROM group_members WHERE user_id = ?2 AND group_id IN"
            " (SELECT id FROM small_groups WHERE step_id = ?1)",
            step_id,
            person,
        )
        await self._run(
            "UPDATE small_groups SET scribe = NULL WHERE step_id = ? AND scribe = ?",
            step_id,
            person,
        )
        return bool(gone)

    async def set_away(self, step_id: int, person: int, away: bool) -> bool:
        """Note that somebody left, or is there again; False when that was known."""
        changed = await self._run(
            "UPDATE group_members SET away = ?3 WHERE user_id = ?2 AND away <> ?3 AND group_id IN"
            " (SELECT id FROM small_groups WHERE step_id = ?1)",
            step_id,
            person,
            int(away),
        )
        return bool(changed)

    async def set_hosts(self, group: Group, hosts: Iterable[int]) -> None:
        """Say who stays at a table when all others move on."""
        chosen = json.dumps(list(hosts))
        await self._run(
            "UPDATE group_members SET host = (user_id IN (SELECT value FROM json_each(?2)))"
            " WHERE group_id = ?1",
            group.id,
            chosen,
        )

    async def set_stays(self, session_id: int, person: int, stays: bool) -> bool:
        """Note whether somebody refuses to be moved; False when that was known."""
        sql = (
            "INSERT OR IGNORE INTO group_stays VALUES (?, ?)"
            if stays
            else "DELETE FROM group_stays WHERE session_id = ? AND user_id = ?"
        )
        return bool(await self._run(sql, session_id, person))

    async def stays(self, session_id: int) -> frozenset[int]:
        """Return those who refuse to be moved."""
        rows = await self._all("SELECT user_id FROM group_stays WHERE session_id = ?", session_id)
        return frozenset(row["user_id"] for row in rows)

    async def together(self, session_id: int, but_step: int) -> list[tuple[int, ...]]:
        """Return who was in a group with whom in other steps of a session, and of those before it
        in its series, as long as that is kept."""
        rows = await self._all(
            f"{_SERIES} SELECT m.group_id, m.user_id FROM series"
            " CROSS JOIN steps AS t ON t.session_id = series.id"
            " CROSS JOIN small_groups AS g ON g.step_id = t.id"
            " CROSS JOIN group_members AS m ON m.group_id = g.id WHERE t.id <> ?2",
            session_id,
            but_step,
        )
        groups: dict[int, list[int]] = {}
        for row in rows:
            groups.setdefault(row["group_id"], []).append(row["user_id"])
        return [tuple(group) for group in groups.values()]

    # What they do.

    async def set_scribe(self, group: Group, person: int | None) -> None:
        """Say who holds the pen of a group."""
        await self._run("UPDATE small_groups SET scribe = ? WHERE id = ?", person, group.id)

    async def set_done(self, group: Group, done: bool) -> None:
        await self._run("UPDATE small_groups SET done = ? WHERE id = ?", int(done), group.id)

    async def set_helps(self, group: Group, helps: bool) -> None:
        await self._run("UPDATE small_groups SET helps = ? WHERE id = ?", int(helps), group.id)

    async def keep(self, group: Group, postits: Iterable[int]) -> None:
        """Have a group keep these of the post-its that it took over, and no other."""
        await self._run("DELETE FROM group_kept WHERE group_id = ?", group.id)
        await self._many(
            "INSERT INTO group_kept VALUES (?, ?)",
            [(group.id, postit) for postit in dict.fromkeys(postits)],
        )

    async def tag(self, postit_id: int, group: Group, *, told: bool) -> None:
        """Note which group wrote a post-it; `told` unless its group would name its writer."""
        await self._run(
            "INSERT OR IGNORE INTO postit_groups VALUES (?, ?, ?)", postit_id, group.id, int(told)
        )

    async def of_postit(self, postit_id: int) -> Group | None:
        """Return the group that wrote a post-it; None where none did."""
        row = await self._one(
            "SELECT g.step_id, g.id FROM postit_groups AS p CROSS JOIN small_groups AS g"
            " ON g.id = p.group_id WHERE p.postit_id = ?",
            postit_id,
        )
        groups = await self.of_step(row["step_id"]) if row is not None else ()
        return next((group for group in groups if row and group.id == row["id"]), None)

    async def untell(self, group: Group) -> None:
        """Have nothing tell any more that post-its are of a group."""
        await self._run("UPDATE postit_groups SET told = 0 WHERE group_id = ?", group.id)

    async def wrote(self, step_id: int) -> dict[int, frozenset[int]]:
        """Return the post-its of the groups of a step, by the number of the group, whether that
        may be told or not."""
        rows = await self._all(
            "SELECT g.number, p.postit_id FROM small_groups AS g CROSS JOIN postit_groups AS p"
            " ON p.group_id = g.id WHERE g.step_id = ?",
            step_id,
        )
        found: dict[int, set[int]] = {}
        for row in rows:
            found.setdefault(row["number"], set()).add(row["postit_id"])
        return {number: frozenset(postits) for number, postits in found.items()}

    # What whoever leads tells all groups.

    async def notice(self, step_id: int, text: str, submission: str) -> int | None:
        """Keep what all groups are told; None when the same `submission` was already kept."""
        row = await self._one(
            "INSERT INTO group_notices (step_id, text, submission) VALUES (?, ?, ?)"
            " ON CONFLICT (submission) DO NOTHING RETURNING id",
            step_id,
            text,
            submission,
        )
        return int(row["id"]) if row else None

    async def noticed(self, notice_id: int) -> str | None:
        """Return what all groups were told."""
        row = await self._one("SELECT text FROM group_notices WHERE id = ?", notice_id)
        return str(row["text"]) if row else None

    async def notices(self, step_id: int) -> tuple[str, ...]:
        """Return what all groups of a step were told, in order."""
        rows = await self._all(
            "SELECT text FROM group_notices WHERE step_id = ? ORDER BY id", step_id
        )
        return tuple(row["text"] for row in rows)

    async def places(self, session_id: int) -> Mapping[int, tuple[int, ...]]:
        """Return the channels in which each group of a session meets: its room, then its thread."""
        rows = await self._all(
            "SELECT number, kind, channel_id FROM group_places WHERE session_id = ?"
            " AND channel_id IS NOT NULL",
            session_id,
        )
        found: dict[int, list[tuple[bool, int]]] = {}
        for row in rows:
            found.setdefault(row["number"], []).append((row["kind"] != "room", row["channel_id"]))
        return {
            number: tuple(channel for _, channel in sorted(channels))
            for number, channels in sorted(found.items())
        }

    async def unlink(self, session_id: int, *, masked: bool) -> None:
        """Who refused to be moved and what was told to groups mattered only while they met. Where
        the session was `masked`, nothing tells any more who was in which group, nor what groups
        wrote of which so few were that it would name them."""
        await self._run("DELETE FROM group_stays WHERE session_id = ?", session_id)
        await self._run(f"DELETE FROM group_notices WHERE {_OF_SESSION}", session_id)
        if masked:
            # Under three, what a group chose together tells what each of them chose.
            await self._run(
                f"DELETE FROM group_kept WHERE {_GROUPS_OF_SESSION} AND"
                " (SELECT count(*) FROM group_members AS m WHERE m.group_id = group_kept.group_id)"
                " < ?",
                session_id,
                COMPANY,
            )
            await self._run(
                f"DELETE FROM postit_groups WHERE told = 0 AND {_GROUPS_OF_SESSION}", session_id
            )
            await self._run(f"DELETE FROM group_members WHERE {_GROUPS_OF_SESSION}", session_id)
            await self._run(
                f"UPDATE small_groups SET scribe = NULL WHERE {_OF_SESSION}", session_id
            )

    async def forget(self, session_id: int) -> None:
        """With what they wrote, the groups are gone, and who was in them."""
        await self.unlink(session_id, masked=True)
        await self._run(f"DELETE FROM small_groups WHERE {_OF_SESSION}", session_id)
        await self._run(f"DELETE FROM group_rounds WHERE {_OF_SESSION}", session_id)


def _marked(members: Sequence[Row], group_id: int, column: str) -> list[int]:
    return [one["user_id"] for one in members if one["group_id"] == group_id and one[column]]


def _round(row: Row) -> Round:
    return Round(
        row["step_id"],
        row["home_id"],
        bool(row["doors"]),
        row["most"],
        bool(row["back"]),
        bool(row["ready"]),
        row["seconds"],
    )
