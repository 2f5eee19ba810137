"""What was changed of votes while they were open, and what is shown before it is done."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime

from bot.store.rows.base import Aggregate, Row, to_text, to_time
from bot.store.rows.vote.written import as_content, as_text
from bot.workshop.vote.ballot import without
from bot.workshop.vote.mending.change import Change, Mend, Mended
from bot.workshop.vote.options import Option

# The history of a vote is read each time its card is drawn.
MENDINGS = "SELECT * FROM vote_mendings WHERE step_id = ? ORDER BY at, id"


class MendingRows(Aggregate):
    async def add(self, step_id: int, mended: Mended) -> None:
        """Keep what was changed of a vote."""
        await self._run(
            "INSERT INTO vote_mendings (step_id, kind, at, ballots, number, before, after, asks)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            step_id,
            mended.kind,
            to_text(mended.at),
            mended.ballots,
            mended.number,
            mended.before,
            mended.after,
            int(mended.asks),
        )

    async def of_step(self, step_id: int) -> tuple[Mended, ...]:
        """Return what was changed of a vote, in order; of a post-it that was taken out and then
        hidden, no word."""
        found = [mended(row) for row in await self._all(MENDINGS, step_id)]
        if not any(_is_of_source(one) for one in found):
            return tuple(found)
        said = {one.number: one.said() for one in await self._transaction.ballots.options(step_id)}
        return tuple(
            replace(one, before=said.get(one.number or 0)) if _is_of_source(one) else one
            for one in found
        )

    async def to_look(self, step_id: int) -> int:
        """Return how many ballots of people who voted themselves are from before the last change
        after which they were asked to look again."""
        row = await self._one(
            "SELECT count(*) FROM cast_ballots WHERE step_id = ?1 AND in_room = 0"
            " AND coalesce(cast_at, '') <= (SELECT max(at) FROM vote_mendings"
            " WHERE step_id = ?1 AND asks = 1)",
            step_id,
        )
        return int(row[0]) if row else 0

    async def looked(self, step_id: int, voter: str, now: datetime) -> None:
        """Note that a voter has looked at their ballot again, and keeps it as it is."""
        await self._run(
            "UPDATE cast_ballots SET cast_at = ? WHERE step_id = ? AND voter = ?",
            to_text(now),
            step_id,
            voter,
        )

    # Changes that are being looked at.

    async def draft(self, step_id: int, change: Change) -> int:
        """Keep a change until it is done; return what it goes by."""
        drawn = secrets.randbits(31)
        await self._run(
            "INSERT INTO mending_drafts (id, step_id, change) VALUES (?, ?, ?)",
            drawn,
            step_id,
            change.model_dump_json(),
        )
        return drawn

    async def drafted(self, step_id: int, draft: int) -> Change | None:
        """Return a change that is being looked at; None once it is done."""
        row = await self._one(
            "SELECT change FROM mending_drafts WHERE id = ? AND step_id = ?", draft, step_id
        )
        return None if row is None else Change.model_validate_json(row["change"])

    async def drop(self, draft: int) -> None:
        await self._run("DELETE FROM mending_drafts WHERE id = ?", draft)

    async def drop_all(self, step_id: int) -> None:
        """Forget the changes that nobody did: the vote is over."""
        await self._run("DELETE FROM mending_drafts WHERE step_id = ?", step_id)

    # Options.

    async def add_option(self, step_id: int, option: Option) -> None:
        """Have a vote offer one option more, after the others."""
        await self._run(
            "INSERT INTO vote_options (step_id, number, label, rank) VALUES (?1, ?2, ?3,"
            " (SELECT coalesce(max(rank) + 1, 0) FROM vote_options WHERE step_id = ?1))",
            step_id,
            option.number,
            option.label,
        )
        await self._transaction.ballots.reword(step_id, option)

    async def in_time(self, step_id: int) -> None:
        """Have the dates of a vote come in the order of time, as ballots show them."""
        options = [o for o in await self._transaction.ballots.options(step_id) if o.slot]
        options.sort(key=lambda o: (o.slot.starts, not o.slot.all_day) if o.slot else ())
        await self._many(
            "UPDATE vote_options SET rank = ? WHERE step_id = ? AND number = ?",
            [(rank, step_id, option.number) for rank, option in enumerate(options)],
        )
        await self._transaction.ballots.read_again(step_id)

    async def take_out(self, step_id: int, number: int) -> None:
        """Take an option out of a vote under way: its words stay for the history, and what ballots
        say of it goes."""
        await self._run(
            "UPDATE vote_options SET removed = 1 WHERE step_id = ? AND number = ?", step_id, number
        )
        await self._transaction.ballots.read_again(step_id)
        await self.unsay(step_id, number)

    async def unsay(self, step_id: int, number: int) -> None:
        """Have no ballot say anything of an option, those that are being prepared included."""
        name = str(number)
        held = await self._all("SELECT id, content FROM cast_ballots WHERE step_id = ?", step_id)
        await self._many(
            "UPDATE cast_ballots SET content = ? WHERE step_id = ? AND id = ?",
            [(_less(row, name), step_id, row["id"]) for row in held],
        )
        await self._transaction.ballots.unprepare(step_id, number)

    async def taken_out(self, step_id: int) -> frozenset[int | str]:
        """Return what the options that were taken out of a vote stood for; the words of those that
        stood for nothing else."""
        rows = await self._all(
            "SELECT coalesce(o.source_id, o.label) AS what FROM vote_mendings AS m"
            " JOIN vote_options AS o ON o.step_id = m.step_id AND o.number = m.number"
            " WHERE m.step_id = ? AND m.kind = ?",
            step_id,
            Mend.TAKEN_OUT,
        )
        return frozenset(row["what"] for row in rows)

    async def forget(self, session_id: int) -> None:
        """Delete the words of what people wrote: those of the facilitators are what was decided on,
        and stay."""
        steps = "(SELECT id FROM steps WHERE session_id = ?)"
        await self._run(f"DELETE FROM mending_drafts WHERE step_id IN {steps}", session_id)
        await self._run(
            "UPDATE vote_mendings SET before = NULL WHERE kind = 'taken_out' AND step_id IN"
            " (SELECT id FROM steps WHERE session_id = ? AND CASE WHEN json_valid(plan)"
            "  THEN json_extract(plan, '$.on') END IS NOT 'options')",
            session_id,
        )


def mended(row: Row) -> Mended:
    """Return what a row of `MENDINGS` tells."""
    at = to_time(row["at"])
    assert at is not None
    return Mended(Mend(row["kind"]), at, row["ballots"], row["number"], row["before"], row["after"])


def _is_of_source(made: Mended) -> bool:
    """True for an option whose words stand with what it is from."""
    return made.kind is Mend.TAKEN_OUT and made.before is None


def _less(row: Row, name: str) -> str:
    return as_text(without(as_content(row["content"]), name))
