"""Rounds of sorting together: what each person answered of which post-it, what they have in hand,
what the facilitators placed themselves; once the step is left, numbers alone.

Each person is a keyed hash, and no row tells when they answered.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import NamedTuple

from bot.store.rows.base import Aggregate, Row, Trip, to_text
from bot.store.rows.sessions import TOOK_PART
from bot.store.rows.themes import statements
from bot.store.sessions import STEP_IN_SESSION, session_and_step
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.themes.sorting import Theme
from bot.workshop.themes.together import Answer, Candidate, Progress, Round, Said, Share, Word


class Sorter(NamedTuple):
    """Someone in a round: the hash that stands for them, whether their answers are set aside, the
    post-its that they hold and those that they answered last."""

    reference: str
    aside: bool
    held: tuple[int, ...]
    answered: tuple[int, ...]


class Pressed(NamedTuple):
    """What a press finds: `round` and `sorter` are None where none is under way."""

    session: Session
    step: StepRun
    round: Round | None
    sorter: Sorter | None


class Table(NamedTuple):
    """What someone can be dealt from: the themes, the undecided post-its with what was said of
    each, and what this person said of some."""

    themes: tuple[Theme, ...]
    candidates: tuple[Candidate, ...]
    mine: Mapping[int, Answer]


class Place(NamedTuple):
    """Where a post-it of the wall stands, and whether that is the facilitators' word."""

    theme: int | None
    by_hand: bool


class RoundRows(Aggregate):
    async def start(self, step_id: int, since: int, seed: int) -> None:
        """Begin a round in a step that has none under way."""
        await self._run(
            "INSERT INTO sorting_rounds (step_id, since, seed) VALUES (?, ?, ?)",
            step_id,
            since,
            seed,
        )

    async def under_way(self, step_id: int) -> Round | None:
        """Return the round of a step, until the step is left."""
        row = await self._one(statements.UNDER_WAY, step_id)
        return _round(row) if row else None

    async def in_session(self, session_id: int) -> list[Round]:
        """Return the rounds of a session whose steps are not left: one, or none."""
        rows = await self._all(
            f"SELECT * FROM sorting_rounds WHERE {statements.OF_SESSION} AND told IS NULL",
            session_id,
        )
        return [_round(row) for row in rows]

    async def set_state(self, round_id: int, *, is_open: bool, is_aside: bool) -> None:
        """Keep whether a round deals, and whether its answers are set aside."""
        await self._run(
            "UPDATE sorting_rounds SET open = ?, aside = ? WHERE id = ?",
            int(is_open),
            int(is_aside),
            round_id,
        )

    async def set_said(self, now: Round, words: Said) -> None:
        """Keep what the changes that stand say."""
        merged = json.dumps(dict(words.merged))
        await self._run("UPDATE sorting_rounds SET merged = ? WHERE id = ?", merged, now.id)
        await self._run("DELETE FROM sorting_by_hand WHERE step_id = ?", now.step_id)
        await self._many(
            "INSERT INTO sorting_by_hand SELECT id, ?, ?, ? FROM postits WHERE id = ?",
            [(now.step_id, p in words.before, p in words.apart, p) for p in words.places],
        )

    async def by_hand(self, step_id: int) -> dict[int, bool]:
        """Return the post-its whose place is the facilitators', and whether it was before."""
        rows = await self._all(
            "SELECT postit_id, before FROM sorting_by_hand WHERE step_id = ?", step_id
        )
        return {row["postit_id"]: bool(row["before"]) for row in rows}

    async def apart(self, step_id: int) -> frozenset[int]:
        """Return those of them that stay without a theme."""
        which = "SELECT postit_id FROM sorting_by_hand WHERE step_id = ? AND apart"
        return frozenset(row["postit_id"] for row in await self._all(which, step_id))

    # A press.

    async def pressed(self, step_id: int, reference: Callable[[bytes], str]) -> Pressed | None:
        """Return what a press finds; None when its step is gone.

        `reference` makes of the key of the round what stands for the person there.
        """

        def read(trip: Trip) -> tuple[Row | None, Row | None, Row | None, Row | None]:
            found = trip.one(STEP_IN_SESSION, step_id)
            if found is None:
                return None, None, None, None
            key = trip.one(statements.KEY, step_id)
            held = trip.one(statements.UNDER_WAY, step_id)
            if held is None or key is None:
                return found, None, None, None
            return (
                found,
                key,
                held,
                trip.one(statements.IN_HAND, step_id, reference(bytes(key["key"]))),
            )

        found, key, held, hand = await self._together(read)
        if found is None:
            return None
        sorter = None
        if key is not None and hand is not None:
            sorter = Sorter(
                reference(bytes(key["key"])),
                bool(hand["aside"]),
                tuple(json.loads(hand["held"] or "[]")),
                tuple(json.loads(hand["answered"] or "[]")),
            )
        return Pressed(*session_and_step(found), _round(held) if held else None, sorter)

    async def table(self, pressed: Pressed, author: str | None, fresh: datetime) -> Table:
        """Return what a person can be dealt from; what was dealt to others since `fresh` is in
        their hands. Their own post-its are those of `author`; with None nobody looks who wrote
        what, and none is."""
        session_id, step_id = pressed.session.id, pressed.step.id
        assert pressed.sorter is not None
        reference = pressed.sorter.reference

        def read(trip: Trip) -> tuple[list[Row], list[Row], list[Row], list[Row], list[Row]]:
            return (
                trip.all(statements.THEMES, session_id),
                trip.all(statements.UNDECIDED, session_id, step_id),
                [] if author is None else trip.all(statements.OWN, session_id, author),
                trip.all(statements.OF_UNDECIDED, step_id, reference),
                trip.all(statements.HELD, step_id, reference, to_text(fresh)),
            )

        themes, undecided, written, answers, hands = await self._together(read)
        own = {row["id"] for row in written}
        given: dict[int, list[Answer]] = {}
        mine: dict[int, Answer] = {}
        for row in answers:
            given.setdefault(row["postit_id"], []).append(_answer(row))
            if row["mine"]:
                mine[row["postit_id"]] = _answer(row)
        held = {row["postit"]: row["hands"] for row in hands}
        return Table(
            tuple(Theme(row["id"], row["name"]) for row in themes),
            tuple(
                Candidate(p, tuple(given.get(p, ())), held.get(p, 0), p in own)
                for p in (row["id"] for row in undecided)
            ),
            mine,
        )

    async def hold(self, step_id: int, sorter: str, postits: Iterable[int], now: datetime) -> None:
        """Keep what a person was given."""
        await self._run(
            "INSERT INTO handfuls (step_id, sorter, held, dealt_at) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (step_id, sorter) DO UPDATE"
            " SET held = excluded.held, dealt_at = excluded.dealt_at",
            step_id,
            sorter,
            json.dumps(list(postits)),
            to_text(now),
        )

    async def places(
        self, session_id: int, step_id: int, postits: Iterable[int]
    ) -> tuple[set[int], dict[int, Place]]:
        """Return the themes of a session, and the places of those of `postits` that are on its
        wall."""
        wanted = json.dumps(list(postits))

        def read(trip: Trip) -> tuple[list[Row], list[Row]]:
            return trip.all(statements.THEMES, session_id), trip.all(
                statements.ON_WALL, wanted, step_id, session_id
            )

        themes, found = await self._together(read)
        places = {row["id"]: Place(row["place"], bool(row["by_hand"])) for row in found}
        return {row["id"] for row in themes}, places

    async def answer(
        self,
        pressed: Pressed,
        user_id: int | None,
        answers: Mapping[int, Answer],
        themes: Iterable[int],
        now: datetime,
    ) -> tuple[dict[int, list[Answer]], int]:
        """Keep what a person says of some post-its, in place of what they had said, and put those
        down; return all that counts of what was said of these, and how many they answered, an
        answer for a theme counting where it is one of `themes`. `user_id` took part; None where
        they are in the room, and are counted apart."""
        step_id, sorter = pressed.step.id, pressed.sorter
        assert sorter is not None
        held = json.dumps([p for p in sorter.held if p not in answers])
        about, counting = json.dumps(list(answers)), json.dumps(list(themes))

        def write(trip: Trip) -> tuple[list[Row], Row | None]:
            if not answers:
                return [], trip.one(statements.GIVEN, step_id, sorter.reference, counting)
            for postit, answer in answers.items():
                theme, word = (None, answer) if isinstance(answer, Word) else (answer, None)
                trip.run(statements.PUT, step_id, sorter.reference, postit, theme, word)
            trip.run(
                "INSERT INTO handfuls VALUES (?, ?, ?, ?, ?) ON CONFLICT (step_id, sorter)"
                " DO UPDATE SET held = excluded.held, answered = excluded.answered",
                step_id,
                sorter.reference,
                held,
                to_text(now),
                about,
            )
            if user_id is not None:
                trip.run(TOOK_PART, pressed.session.id, user_id)
            return trip.all(statements.OF_POSTITS, about, step_id), trip.one(
                statements.GIVEN, step_id, sorter.reference, counting
            )

        rows, count = await self._together(write)
        given: dict[int, list[Answer]] = {postit: [] for postit in answers}
        for row in rows:
            given[row["postit_id"]].append(_answer(row))
        return given, int(count[0]) if count else 0

    async def given_by(self, step_id: int, sorter: str) -> dict[int, Answer]:
        """Return what a person answered, by post-it."""
        rows = await self._all(
            "SELECT * FROM sorting_answers WHERE step_id = ? AND sorter = ?", step_id, sorter
        )
        return {row["postit_id"]: _answer(row) for row in rows}

    # The whole round.

    async def answers(self, now: Round) -> dict[int, list[Answer]]:
        """Return all that counts of what was said, by post-it, in an order that says nothing."""
        if now.is_aside:
            return {}
        found: dict[int, list[Answer]] = {}
        for row in await self._all(
            f"SELECT a.postit_id, a.theme_id, a.word {statements.COUNTED}", now.step_id
        ):
            found.setdefault(row["postit_id"], []).append(_answer(row))
        return found

    async def by_sorter(self, step_id: int) -> dict[int, dict[str, Answer]]:
        """Return all that was said, set aside or not, by post-it and by whom."""
        found: dict[int, dict[str, Answer]] = {}
        for row in await self._all("SELECT * FROM sorting_answers WHERE step_id = ?", step_id):
            found.setdefault(row["postit_id"], {})[row["sorter"]] = _answer(row)
        return found

    async def people(self, now: Round) -> int:
        """Return how many people answered, those who are set aside left out."""
        row = await self._one(f"SELECT count(DISTINCT a.sorter) {statements.COUNTED}", now.step_id)
        return int(row[0]) if row and not now.is_aside else 0

    async def aside(self, step_id: int) -> frozenset[str]:
        """Return those whose answers are set aside."""
        rows = await self._all("SELECT sorter FROM sorters_aside WHERE step_id = ?", step_id)
        return frozenset(row["sorter"] for row in rows)

    async def set_aside(self, step_id: int, sorter: str, wanted: bool) -> None:
        """Set the answers of a person aside, or take them back."""
        if wanted:
            await self._run("INSERT OR IGNORE INTO sorters_aside VALUES (?, ?)", step_id, sorter)
        else:
            await self._run(
                "DELETE FROM sorters_aside WHERE step_id = ? AND sorter = ?", step_id, sorter
            )

    # The end.

    async def close(self, now: Round, told: Progress) -> None:
        """Keep of a round its numbers alone, if anybody answered: answers, hands and key go."""
        if told.people:
            text = json.dumps(asdict(told))
            await self._run(
                "UPDATE sorting_rounds SET open = 0, told = ?, merged = '{}' WHERE id = ?",
                text,
                now.id,
            )
        else:
            await self._run("DELETE FROM sorting_rounds WHERE id = ?", now.id)
        await self._erase("step_id = ?", now.step_id)
        await self._transaction.sessions.destroy_key("sorting", now.step_id)

    async def told(self, session_id: int) -> dict[int, tuple[Progress, ...]]:
        """Return what remains of the rounds of a session, by step, the first one first."""
        found: dict[int, tuple[Progress, ...]] = {}
        for row in await self._all(
            f"SELECT * FROM sorting_rounds WHERE {statements.OF_SESSION} AND told IS NOT NULL",
            session_id,
        ):
            kept = json.loads(row["told"])
            shares = tuple(Share(**share) for share in kept.pop("shares"))
            known = found.get(row["step_id"], ())
            found[row["step_id"]] = (*known, Progress(**kept, shares=shares))
        return found

    async def unlink(self, session_id: int, *, masked: bool) -> None:
        """Let go of what was answered, if its step was not left before."""
        await self._erase(statements.OF_SESSION, session_id)
        await self._run(
            f"DELETE FROM sorting_rounds WHERE {statements.OF_SESSION} AND told IS NULL", session_id
        )
        steps = await self._all(
            "SELECT ref FROM keys WHERE purpose = 'sorting'"
            " AND ref IN (SELECT id FROM steps WHERE session_id = ?)",
            session_id,
        )
        for row in steps:
            await self._transaction.sessions.destroy_key("sorting", row["ref"])

    async def forget(self, session_id: int) -> None:
        await self.unlink(session_id, masked=True)

    async def _erase(self, which: str, ref: int) -> None:
        for table in ("sorting_answers", "sorters_aside", "handfuls", "sorting_by_hand"):
            await self._run(f"DELETE FROM {table} WHERE {which}", ref)


def _round(row: Row) -> Round:
    return Round(
        row["id"],
        row["step_id"],
        bool(row["open"]),
        bool(row["aside"]),
        row["since"],
        row["seed"],
        {int(old): new for old, new in json.loads(row["merged"]).items()},
    )


def _answer(row: Row) -> Answer:
    return Word(row["word"]) if row["word"] is not None else int(row["theme_id"])
