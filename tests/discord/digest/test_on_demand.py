"""A digest for whoever asks: of a period, of a series, of what they may read alone."""

from __future__ import annotations

from bot.rehearsal.stage import Answer, Person
from bot.workshop.language import Language
from tests.discord.acting import Room, en, fr, rows

PROMISED = "Repeindre la salle"


async def held(hall: Room, **options: str) -> None:
    """A session that leaves an action."""
    await hall.play("keep-drop-try", "actions", language="fr", **options)
    form = await hall.lead.press(hall.card, "action.add")
    await hall.lead.fill(form, what=PROMISED, owner="Awa", due="")
    await hall.end()


async def digest(hall: Room, who: Person, **options: str) -> Answer:
    return await who.command(hall.channel, "summary digest", **options)


async def text_of_file(told: Answer) -> str:
    (file,) = [one for one in told.shown.attachments if one.filename.endswith(".md")]
    return (await file.read()).decode()


async def test_who_led_reads_the_digest_of_a_month_with_its_document(hall: Room) -> None:
    await held(hall, title="Fête du quartier")
    told = await digest(hall, hall.lead, when="2026-01")
    assert told.private
    assert "Fête du quartier" in told.text
    assert PROMISED in told.text
    assert PROMISED in await text_of_file(told)
    assert (await digest(hall, hall.lead, when="2025")).text == fr("digest.nothing")


async def test_who_may_read_no_summary_learns_nothing(hall: Room) -> None:
    await held(hall, title="Fête du quartier")
    ben = hall.person("Ben", Language.ENGLISH)
    assert (await digest(hall, ben, when="2026")).text == en("digest.nothing")
    assert (await digest(hall, ben, series="1")).text == en("digest.no_series")


async def test_a_period_or_a_series_but_not_both_nor_none(hall: Room) -> None:
    assert (await digest(hall, hall.lead)).text == fr("digest.one_of_both")
    told = await digest(hall, hall.lead, when="2026", series="1")
    assert told.text == fr("digest.one_of_both")


async def test_a_series_is_told_in_the_order_of_its_sessions(hall: Room) -> None:
    await held(hall, title="Fête du quartier")
    async with hall.stage.bot.ctx.database.read() as tx:
        (former,) = await tx.follows.released(hall.server.id, 5)
    options = {"continue": str(former.id)}
    await hall.open("meteo", language="fr", title="Fête, la suite", **options)
    await hall.steer("lead.start")
    await hall.end()
    text = await text_of_file(await digest(hall, hall.lead, series="1"))
    assert text.startswith("# Bilan · Fête du quartier")
    assert text.rindex("| Fête du quartier |") < text.rindex("| Fête, la suite |")


async def test_what_is_done_later_is_told_of_the_month_in_which_it_was(hall: Room) -> None:
    await held(hall, title="Fête du quartier")
    await hall.stage.later(45 * 86400)
    done = await hall.lead.command(hall.channel, "action done", action="1")
    assert done.text.startswith("✅"), done.text
    (row,) = rows(hall.path, "SELECT changed_at FROM actions")
    month = row["changed_at"][:7]
    assert month > "2026-01"
    told = await digest(hall, hall.lead, when=month)
    assert told.shown.attachments, told.text
    text = await text_of_file(told)
    assert PROMISED in text
    assert "Fête du quartier" in text
    assert [file.filename.rpartition(".")[2] for file in told.shown.attachments] == ["pdf", "md"]
    ben = hall.person("Ben", Language.ENGLISH)
    assert (await digest(hall, ben, when=month)).text == en("digest.nothing")
