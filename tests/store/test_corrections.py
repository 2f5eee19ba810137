"""What becomes of corrections once raw data is deleted: they hold what people wrote."""

from __future__ import annotations

from bot.store import Database
from bot.workshop.review.correction import LASTING, Correction, Item, Of
from bot.workshop.vote.options import Option
from tests.builders import NOW
from tests.store.test_rows import create

# Of the options that somebody chose, and of the post-its behind them, words stay: results do.
OPTIONS = [
    Option(1, "un four", source_id=71),
    Option(2, "un puits", source_id=72),
    Option(3, "oui"),
]


async def _forgotten(database: Database, *items: Item) -> set[Item]:
    """Return what of corrections of `items` is left once raw data of their session is deleted."""
    async with database.write() as tx:
        for item in items:
            await tx.corrections.put(1, Correction(item, "text", "un mot"))
            await tx.corrections.put(1, Correction(item, ""))
        await tx.sessions.delete_raw(1, NOW)
        return {one.item for one in await tx.corrections.of_session(1)}


async def test_they_stay_with_what_stays_and_leave_with_the_rest(database: Database) -> None:
    async with database.write() as tx:
        await create(tx)
    items = [Item(of, 900) for of in Of]
    assert await _forgotten(database, *items) == {Item(of, 900) for of in LASTING}


async def test_words_on_a_ballot_stay_put_right_as_long_as_they_are_a_result(
    database: Database,
) -> None:
    async with database.write() as tx:
        session = await create(tx)
        step = (await tx.sessions.steps(session.id))[0].id
        await tx.ballots.set_options(step, OPTIONS)
        await tx.sessions.set_outcome(step, '{"named": [1]}')
    kept = {Item(Of.POSTIT, 71), Item(Of.OPTION, step, 3)}
    gone = {Item(Of.POSTIT, 72), Item(Of.OPTION, step, 9)}
    assert await _forgotten(database, *kept, *gone) == kept


async def test_a_correction_takes_the_place_of_an_earlier_one_and_leaves_alone(
    database: Database,
) -> None:
    async with database.write() as tx:
        await create(tx)
        item = Item(Of.ACTION, 5)
        for text in ("un", "deux"):
            await tx.corrections.put(1, Correction(item, "what", text))
        await tx.corrections.put(1, Correction(item, "owner", "Awa"))
        await tx.corrections.undo(1, item, "owner")
        assert await tx.corrections.of_session(1) == [Correction(item, "what", "deux")]
