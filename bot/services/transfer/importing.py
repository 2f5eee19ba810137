"""A session comes from its file: whole and the same, or not at all."""

from __future__ import annotations

import asyncio
import sqlite3
from dataclasses import dataclass
from datetime import datetime

from bot.reports.data import document
from bot.services.records import record_in
from bot.services.transfer.reading import CannotImport, Read, read
from bot.services.transfer.rows import write_rows
from bot.store import Database, Transaction
from bot.workshop.errors import Refusal

# What a file that contradicts itself may run into on the way to being rows, and read again.
_BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    Refusal,
    sqlite3.IntegrityError,
)


# What a file says in the words of a recipe, a scenario or a rule: where one of before leaves a
# setting out, its model has the usual one.
_MODELLED = frozenset({"plan", "outcome", "recipe", "scenario"})


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of a file: the session that it is, which was there `already`, or came without
    what people wrote because that had reached its age (`aged`)."""

    session_id: int
    title: str
    already: bool = False
    aged: bool = False


async def bring_in(
    database: Database, content: bytes, server_id: int, channel_id: int | None, now: datetime
) -> Brought:
    """Bring the session of a file into a server: it is found from the channel, by default the
    coordinators' one. Raises CannotImport, and leaves nothing then.

    What was made is exported again within the transaction, and compared with the file: a field
    that does not come back is named, and nothing is kept.
    """
    found = await asyncio.to_thread(read, content)
    async with database.write() as tx:
        if channel_id is None:
            channel_id = (await tx.servers.get(server_id)).coordinators_channel_id
        if channel_id is None:
            raise CannotImport(
                f"has nowhere to go: server {server_id} has no coordinators' channel here; choose"
                " one with /settings coordinators, or give --channel."
            )
        return await _bring_in(tx, found, server_id, channel_id, now)


async def _bring_in(
    tx: Transaction, found: Read, server_id: int, channel_id: int, now: datetime
) -> Brought:
    told = found.document.session
    known = await tx.imports.known(server_id, found.digest) or await tx.imports.alike(
        server_id, told.title, told.created_at
    )
    if known is not None:
        return Brought(known, told.title, already=True)
    try:
        session_id = await write_rows(tx, found, server_id, channel_id, now)
        made = document(await record_in(tx, session_id))
    except _BROKEN as error:
        raise CannotImport("contradicts itself, so nothing of it was brought in.") from error
    said = _completed(found.said, found.document.model_dump(mode="json"), made)
    if (where := _difference(said, made)) is not None:
        raise CannotImport(
            f"says something at {where} that would not come back the same, so nothing of it was"
            " brought in."
        )
    until = told.raw_data_kept_until
    aged = told.raw_data_deleted_at is None and until is not None and until <= now
    if aged:
        await tx.sessions.delete_raw(session_id, now)
    elif told.raw_data_deleted_at is None and until is not None:
        await tx.timers.forget_at(session_id, until)
    return Brought(session_id, told.title, aged=aged)


def _completed(said: object, understood: object, made: object) -> object:
    """Return what a file says, with what was `made` and the file leaves out, as it was understood:
    a file of before does not have all the fields of today."""
    if isinstance(said, dict) and isinstance(understood, dict) and isinstance(made, dict):
        left_out = {n: understood[n] for n in made if n in understood and n not in said}
        inside = {n: _completed(said[n], understood.get(n), made.get(n)) for n in said}
        return inside | left_out
    if isinstance(said, list) and isinstance(understood, list) and isinstance(made, list | tuple):
        parts = zip(said, understood, made, strict=False)
        return [*(_completed(*part) for part in parts), *said[len(made) :]]
    return said


def _difference(
    said: object, made: object, where: str = "", *, modelled: bool = False
) -> str | None:
    """Return the first place at which two documents differ; None where they do not. What is
    `modelled` may leave out what its model adds."""
    if isinstance(said, dict) and isinstance(made, dict):
        for name in [*said, *(name for name in made if name not in said)]:
            at = f"{where}.{name}" if where else str(name)
            if name not in said and modelled:
                continue
            if name not in said or name not in made:
                return at
            inside = modelled or name in _MODELLED
            if found := _difference(said[name], made[name], at, modelled=inside):
                return found
        return None
    if isinstance(said, list) and isinstance(made, list | tuple):
        if len(said) != len(made):
            return where
        for n, (one, other) in enumerate(zip(said, made, strict=True)):
            if found := _difference(one, other, f"{where}.{n}", modelled=modelled):
                return found
        return None
    same = said == made and isinstance(said, bool) == isinstance(made, bool)
    return None if same else where
