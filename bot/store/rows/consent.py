"""Rounds of consent: the versions of a proposal, questions, reactions and answers."""

from __future__ import annotations

import secrets
from datetime import datetime

from bot.store.rows.base import Aggregate, Row, to_text, to_time
from bot.workshop.consent.proposal import Answer, Proposal, Remark, Stage, Stance, Version

_SPOKEN = "id, step_id, version, author, author_name"
_OF_SESSION = "step_id IN (SELECT id FROM steps WHERE session_id = ?)"


class ConsentRows(Aggregate):
    async def begin(self, step_id: int, text: str) -> None:
        """Start the round of a step with its first version, if `text` is not empty; a round that
        was begun goes on."""
        begun = await self._run(
            "INSERT OR IGNORE INTO consents (step_id, stage) VALUES (?, ?)", step_id, Stage.PROPOSAL
        )
        if begun and text:
            await self.add_version(step_id, 1, text)

    async def get(self, step_id: int) -> Proposal | None:
        """Return the round of a step, if it was begun."""
        return (await self._proposals("step_id = ?", step_id)).get(step_id)

    async def of_session(self, session_id: int) -> dict[int, Proposal]:
        """Return the rounds of a session, by step."""
        return await self._proposals(_OF_SESSION, session_id)

    async def set_stage(
        self,
        step_id: int,
        stage: Stage,
        *,
        left: Stage | None = None,
        now: datetime | None = None,
    ) -> None:
        """Go from the stage that is `left` to another."""
        await self._run(
            "UPDATE consents SET stage = ?, left_stage = ?, left_at = ? WHERE step_id = ?",
            stage,
            left,
            to_text(now),
            step_id,
        )

    async def set_author(self, step_id: int, author: str, author_name: str | None) -> None:
        """Remember who brings the proposal."""
        await self._run(
            "UPDATE consents SET author = ?, author_name = ? WHERE step_id = ?",
            author,
            author_name,
            step_id,
        )

    async def add_version(self, step_id: int, number: int, text: str) -> None:
        await self._run(
            "INSERT INTO consent_versions (step_id, number, text) VALUES (?, ?, ?)",
            step_id,
            number,
            text,
        )

    async def left_in(self, step_id: int, number: int, message_id: int) -> None:
        """Remember the message in which a version that was amended stays."""
        await self._run(
            "UPDATE consent_versions SET message_id = ? WHERE step_id = ? AND number = ?",
            message_id,
            step_id,
            number,
        )

    async def version_in(self, step_id: int, message_id: int) -> Version | None:
        """Return the version that stays in a message, amended since."""
        row = await self._one(
            "SELECT number, text FROM consent_versions WHERE step_id = ? AND message_id = ?",
            step_id,
            message_id,
        )
        return Version(row["number"], row["text"]) if row else None

    async def ask(
        self,
        step_id: int,
        version: int,
        *,
        author: str,
        author_name: str | None,
        text: str,
        submission: str,
    ) -> bool:
        """Insert a question; return False when the same `submission` was already kept."""
        return bool(
            await self._run(
                f"INSERT INTO consent_remarks ({_SPOKEN}, kind, text, submission)"
                " VALUES (?, ?, ?, ?, ?, 'question', ?, ?) ON CONFLICT (submission) DO NOTHING",
                secrets.randbits(62),
                step_id,
                version,
                author,
                author_name,
                text,
                submission,
            )
        )

    async def step_of_question(self, question_id: int) -> int | None:
        """Return the step in which a question was asked."""
        row = await self._one(
            "SELECT step_id FROM consent_remarks WHERE id = ? AND kind = 'question'", question_id
        )
        return int(row["step_id"]) if row else None

    async def reply(self, question_id: int, answer: str) -> None:
        """Keep the one answer to a question."""
        await self._run("UPDATE consent_remarks SET answer = ? WHERE id = ?", answer, question_id)

    async def react(
        self, step_id: int, version: int, *, author: str, author_name: str | None, text: str
    ) -> None:
        """Keep the one reaction of `author` to a version."""
        await self._run(
            f"INSERT INTO consent_remarks ({_SPOKEN}, kind, text)"
            " VALUES (?, ?, ?, ?, ?, 'reaction', ?)"
            " ON CONFLICT (step_id, version, author) WHERE kind = 'reaction'"
            " DO UPDATE SET text = excluded.text",
            secrets.randbits(62),
            step_id,
            version,
            author,
            author_name,
            text,
        )

    async def answer(
        self,
        step_id: int,
        version: int,
        *,
        author: str,
        author_name: str | None,
        stance: Stance,
        reason: str | None,
    ) -> bool:
        """Keep the one answer of `author` to a version; return False when it was so already.

        An objection that gives way to another answer is lifted; raised again in the same words,
        it is one objection.
        """
        mine = "step_id = ? AND version = ? AND author = ? AND stance = 'objection'"
        if stance is Stance.OBJECTION:
            await self._run(
                f"DELETE FROM consent_answers WHERE {mine} AND lifted = 1 AND reason = ?",
                step_id,
                version,
                author,
                reason,
            )
        else:
            await self._run(
                f"UPDATE consent_answers SET lifted = 1 WHERE {mine} AND lifted = 0",
                step_id,
                version,
                author,
            )
        return bool(
            await self._run(
                f"INSERT INTO consent_answers ({_SPOKEN}, stance, reason)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (step_id, version, author) WHERE lifted = 0"
                " DO UPDATE SET stance = excluded.stance, reason = excluded.reason"
                " WHERE (stance, reason) IS NOT (excluded.stance, excluded.reason)",
                secrets.randbits(62),
                step_id,
                version,
                author,
                author_name,
                stance,
                reason,
            )
        )

    async def count_in_room(
        self,
        step_id: int,
        version: int,
        *,
        author: str,
        author_name: str | None,
        stance: Stance,
        people: int,
    ) -> None:
        """Keep how many in the room give one answer to a version, in place of an earlier number;
        `author` stands for all of them."""
        if not people:
            await self._run(
                "DELETE FROM consent_answers WHERE step_id = ? AND version = ? AND author = ?"
                " AND lifted = 0",
                step_id,
                version,
                author,
            )
            return
        await self._run(
            f"INSERT INTO consent_answers ({_SPOKEN}, stance, weight, in_room)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, 1)"
            " ON CONFLICT (step_id, version, author) WHERE lifted = 0"
            " DO UPDATE SET weight = excluded.weight",
            secrets.randbits(62),
            step_id,
            version,
            author,
            author_name,
            stance,
            people,
        )

    async def speak_in_room(
        self,
        step_id: int,
        version: int,
        *,
        author: str,
        author_name: str | None,
        stance: Stance,
        reason: str,
    ) -> None:
        """Keep the words of one person in the room; those of the same `author` are kept already,
        lifted since or not."""
        await self._run(
            f"INSERT INTO consent_answers ({_SPOKEN}, stance, reason, in_room)"
            " SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, 1 WHERE NOT EXISTS (SELECT 1 FROM consent_answers"
            " WHERE step_id = ?2 AND version = ?3 AND author = ?4)",
            secrets.randbits(62),
            step_id,
            version,
            author,
            author_name,
            stance,
            reason,
        )

    async def take_back(self, answer_id: int) -> None:
        """Lift an objection of someone in the room; take off what was a concern."""
        await self._run(
            "UPDATE consent_answers SET lifted = 1 WHERE id = ? AND stance = 'objection'",
            answer_id,
        )
        await self._run(
            "DELETE FROM consent_answers WHERE id = ? AND stance = 'concern'", answer_id
        )

    async def takes_part(self, step_id: int, author: str) -> bool | None:
        """Return whether a facilitator said that they take part; None when they were not asked."""
        row = await self._one(
            "SELECT takes_part FROM consent_facilitators WHERE step_id = ? AND author = ?",
            step_id,
            author,
        )
        return bool(row["takes_part"]) if row else None

    async def take_part(self, step_id: int, author: str, wanted: bool) -> None:
        """Keep what a facilitator said."""
        await self._run(
            "INSERT OR REPLACE INTO consent_facilitators VALUES (?, ?, ?)",
            step_id,
            author,
            int(wanted),
        )

    async def unlink(self, session_id: int, *, masked: bool) -> None:
        if not masked:
            return
        for sql in (
            "UPDATE consents SET author = NULL, author_name = NULL, left_stage = NULL,"
            " left_at = NULL",
            "UPDATE consent_remarks SET author = NULL, author_name = NULL, submission = NULL",
            "UPDATE consent_answers SET author = NULL, author_name = NULL",
            "DELETE FROM consent_facilitators",
        ):
            await self._run(f"{sql} WHERE {_OF_SESSION}", session_id)

    async def forget(self, session_id: int) -> None:
        """Delete the rounds: what one decided stands in the outcome of its step, and stays."""
        await self._run(f"DELETE FROM consents WHERE {_OF_SESSION}", session_id)

    async def _proposals(self, which: str, ref: int) -> dict[int, Proposal]:
        versions: dict[int, list[Version]] = {}
        for row in await self._all(
            f"SELECT * FROM consent_versions WHERE {which} ORDER BY number", ref
        ):
            versions.setdefault(row["step_id"], []).append(Version(row["number"], row["text"]))
        remarks: dict[tuple[int, str], list[Remark]] = {}
        for row in await self._all(f"SELECT * FROM consent_remarks WHERE {which} ORDER BY id", ref):
            remarks.setdefault((row["step_id"], row["kind"]), []).append(_remark(row))
        answers: dict[int, list[Answer]] = {}
        for row in await self._all(f"SELECT * FROM consent_answers WHERE {which} ORDER BY id", ref):
            answers.setdefault(row["step_id"], []).append(_answer(row))
        return {
            row["step_id"]: Proposal(
                Stage(row["stage"]),
                tuple(versions.get(row["step_id"], ())),
                tuple(remarks.get((row["step_id"], "question"), ())),
                tuple(remarks.get((row["step_id"], "reaction"), ())),
                tuple(answers.get(row["step_id"], ())),
                row["author"],
                row["author_name"],
                Stage(row["left_stage"]) if row["left_stage"] else None,
                to_time(row["left_at"]),
            )
            for row in await self._all(f"SELECT * FROM consents WHERE {which}", ref)
        }


def _remark(row: Row) -> Remark:
    return Remark(
        row["id"], row["version"], row["author"], row["author_name"], row["text"], row["answer"]
    )


def _answer(row: Row) -> Answer:
    return Answer(
        row["id"],
        row["version"],
        row["author"],
        row["author_name"],
        Stance(row["stance"]),
        row["reason"],
        bool(row["lifted"]),
        row["weight"],
        bool(row["in_room"]),
    )
