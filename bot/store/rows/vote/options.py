"""The options of votes."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from bot.store.options import OPTIONS, option
from bot.store.rows.base import Aggregate, to_text
from bot.store.rows.vote.written import like, of_draft
from bot.workshop.vote.ballot import without
from bot.workshop.vote.dates.slot import Slot
from bot.workshop.vote.options import Departure, Option, Slate

# The options of the votes that people look at, by their stamp; the ones that came last.
_SLATES = 64
_slates: dict[int, Slate] = {}


class StepRef(NamedTuple):
    """An option of a vote under way: its number there, what the vote is on, and the theme in which
    it stood when the vote opened."""

    step_id: int
    number: int
    about: str
    theme: str | None


def _when(slot: Slot | None) -> tuple[str | None, str | None, bool]:
    if slot is None:
        return None, None, False
    return to_text(slot.starts), to_text(slot.ends) if slot.ends else None, slot.all_day


class OptionRows(Aggregate):
    async def set_options(self, step_id: int, options: Iterable[Option]) -> None:
        """Replace the options of a vote in which nobody has voted yet: they stay in this order."""
        await self._run("DELETE FROM vote_options WHERE step_id = ?", step_id)
        await self._stamp(step_id)
        await self._many(
            "INSERT INTO vote_options"
            " (step_id, number, source_id, label, dimension, year, place, theme, rank,"
            " starts, ends, all_day, cost)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    *(step_id, o.number, o.source_id, o.label, o.dimension, o.year, o.place),
                    *(o.theme, rank, *_when(o.slot), o.cost),
                )
                for rank, o in enumerate(options)
            ],
        )

    async def passed_by(self, step_id: int, now: datetime) -> None:
        """Say of the dates of a vote that have gone by at `now` that they can be chosen no
        more."""
        await self._run(
            "UPDATE vote_options SET passed = 1 WHERE step_id = ?1 AND starts IS NOT NULL"
            " AND iif(all_day, ends, starts) <= ?2",
            step_id,
            to_text(now),
        )
        await self._stamp(step_id)

    async def _stamp(self, step_id: int) -> None:
        """Have the options of a vote be read again. The stamp is drawn by lot: one that was given
        by a transaction which then failed never comes back."""
        await self._run(
            "UPDATE steps SET options_stamp = ? WHERE id = ?", secrets.randbits(62), step_id
        )

    async def slate(self, step_id: int, stamp: int) -> Slate:
        """Return the options of a vote, which bear `stamp`: read once, however many people vote."""
        found = _slates.get(stamp)
        if found is None:
            found = Slate(await self.options(step_id))
            if stamp:  # none is of a vote that never opened
                _slates[stamp] = found
                for old in list(_slates)[:-_SLATES]:
                    del _slates[old]
        return found

    async def options(self, step_id: int) -> list[Option]:
        """Return the options of a vote, those that were removed or are gone since included; of a
        post-it that the facilitators hid, no word."""
        found = [option(row) for row in await self._all(OPTIONS, step_id)]
        if not any(one.gone is Departure.MERGED for one in found):
            return found
        into = await self._transaction.themes.joined(step_id)
        told = await self._transaction.imports.merged(step_id)
        return [
            replace(one, into=told.get(one.number) or into.get(one.source_id))
            if one.gone is Departure.MERGED
            else one
            for one in found
        ]

    async def frozen_on(self, session_id: int, source_id: int) -> list[StepRef]:
        """Return the uncounted votes of a session with an option for `source_id`, gone or
        not."""
        rows = await self._all(
            "SELECT o.step_id, o.number, o.theme, json_extract(s.plan, '$.on') AS about"
            " FROM vote_options AS o JOIN steps AS s ON s.id = o.step_id"
            " WHERE s.session_id = ? AND o.source_id = ? AND o.removed = 0 AND s.outcome IS NULL",
            session_id,
            source_id,
        )
        return [StepRef(row["step_id"], row["number"], row["about"], row["theme"]) for row in rows]

    async def read_again(self, step_id: int) -> None:
        """Have the options of a vote be read again: what one of them stands for says else now."""
        await self._stamp(step_id)

    async def reword(self, step_id: int, option: Option) -> None:
        """Have the option of that number say, cost, be named with and be when `option` does."""
        await self._run(
            "UPDATE vote_options SET label = ?, dimension = ?, year = ?, place = ?,"
            " starts = ?, ends = ?, all_day = ?, cost = ? WHERE step_id = ? AND number = ?",
            option.label,
            option.dimension,
            option.year,
            option.place,
            *_when(option.slot),
            option.cost,
            step_id,
            option.number,
        )
        await self._stamp(step_id)

    async def set_gone(self, step_id: int, number: int, gone: Departure | None) -> None:
        """Say why an option can be chosen no more, or that it can again: its words and what
        ballots say of it stay. What was hidden stays so, whatever its writer does with it."""
        await self._run(
            "UPDATE vote_options SET gone = ?1 WHERE step_id = ?2 AND number = ?3"
            " AND (?1 IS NULL OR gone IS NULL)",
            gone,
            step_id,
            number,
        )
        await self._stamp(step_id)

    async def remove_option(self, step_id: int, number: int) -> None:
        """Take an option off a vote in which nobody has voted: its text goes, and what is being
        prepared on it."""
        await self._run(
            "UPDATE vote_options SET removed = 1, label = '', dimension = NULL, year = NULL,"
            " place = NULL, theme = NULL WHERE step_id = ? AND number = ?",
            step_id,
            number,
        )
        await self._stamp(step_id)
        await self.unprepare(step_id, number)

    async def unprepare(self, step_id: int, number: int) -> None:
        """Take an option off the ballots that are being prepared."""
        held = await self._all(
            "SELECT voter, content FROM ballot_drafts WHERE step_id = ?", step_id
        )
        passing = self._transaction.vault.passing
        drafts = [(r["voter"], r["content"], of_draft(r["content"], passing)) for r in held]
        await self._many(
            "UPDATE ballot_drafts SET content = ? WHERE step_id = ? AND voter = ?",
            [
                (like(text, without(content, str(number)), passing), step_id, voter)
                for voter, text, content in drafts
                if content is not None
            ],
        )
