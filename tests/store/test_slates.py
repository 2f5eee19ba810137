"""The options of a vote are read once, and again whenever they change."""

from __future__ import annotations

import pytest

from bot.store import Database, Transaction
from bot.workshop.vote.options import Option, Slate
from tests.builders import ALIX
from tests.store.test_rows import create

OPTIONS = [Option(1, "un four", dimension="Eau"), Option(2, "un puits"), Option(3, "un verger")]


async def _slate(tx: Transaction, step_id: int) -> Slate:
    standing = await tx.ballots.standing(step_id, ALIX.user_id)
    return await tx.ballots.slate(step_id, standing.stamp)


async def _frozen(database: Database) -> int:
    async with database.write() as tx:
        session = await create(tx)
        step_id = (await tx.sessions.steps(session.id))[0].id
        await tx.ballots.set_options(step_id, OPTIONS)
    return step_id


async def test_options_are_read_once_as_long_as_they_stay(database: Database) -> None:
    step_id = await _frozen(database)
    async with database.read() as tx:
        first = await _slate(tx, step_id)
    async with database.read() as tx:
        assert await _slate(tx, step_id) is first
        assert list(first) == await tx.ballots.options(step_id) == OPTIONS


async def test_each_change_is_seen(database: Database) -> None:
    step_id = await _frozen(database)
    async with database.write() as tx:
        await _slate(tx, step_id)
        await tx.ballots.reword(step_id, Option(1, "deux fours"))
        assert [o.label for o in await _slate(tx, step_id)] == ["deux fours", *_labels(OPTIONS[1:])]
        await tx.ballots.remove_option(step_id, 2)
        assert [o.number for o in (await _slate(tx, step_id)).standing] == [1, 3]
        await tx.ballots.set_options(step_id, OPTIONS[:2])
        assert list(await _slate(tx, step_id)) == OPTIONS[:2]


async def test_what_was_read_in_a_transaction_that_failed_is_not_believed(
    database: Database,
) -> None:
    step_id = await _frozen(database)
    with pytest.raises(ZeroDivisionError):
        async with database.write() as tx:
            await tx.ballots.reword(step_id, Option(1, "jamais"))
            assert _labels(await _slate(tx, step_id))[0] == "jamais"
            raise ZeroDivisionError
    async with database.write() as tx:
        assert _labels(await _slate(tx, step_id)) == _labels(OPTIONS)
        await tx.ballots.reword(step_id, Option(1, "deux fours"))
        assert _labels(await _slate(tx, step_id))[0] == "deux fours"


async def test_a_step_without_options_has_none(database: Database) -> None:
    async with database.write() as tx:
        session = await create(tx)
        one, two, _ = [step.id for step in await tx.sessions.steps(session.id)]
        assert await _slate(tx, one) == ()
        await tx.ballots.set_options(two, OPTIONS)
        assert await _slate(tx, one) == ()
        assert list(await _slate(tx, two)) == OPTIONS


def _labels(options: list[Option] | Slate) -> list[str]:
    return [option.label for option in options]
