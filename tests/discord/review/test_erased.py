"""What was put right, looked for or never brought in leaves every byte with raw data."""

from __future__ import annotations

from tests.discord.acting import Room, rows
from tests.discord.postits.test_bringing import bring
from tests.discord.review.test_reading import coordinated, item
from tests.store.seeing import every_byte

FILE = "Idée;Auteur\nUn verger de quetsches;Fulbert\n".encode("utf-8-sig")
WORDS = ("foor partagé", "mirabelles", "quetsches", "Fulbert", "quetsch")


async def test_nothing_of_it_is_left(hall: Room) -> None:
    ines = await coordinated(hall)
    await ines.command(hall.channel, "settings language", language="fr")
    await hall.play("essai", "collect", signing="masked")
    awa, ben, chloe = (hall.person(name) for name in ("Awa", "Ben", "Chloé"))
    for person in (awa, ben, chloe):
        await hall.write(person, f"un foor partagé, dit {person.member.user.name}")
    assert "quetsches" in (await bring(hall, FILE)).text
    assert b"Fulbert" in every_byte(hall.path)
    hall.panel = await hall.lead.command(hall.channel, "session panel")
    await hall.steer("lead.end")
    await hall.steer("lead.end_review")
    page = await hall.lead.press(hall.panel, "review.open")
    one = await item(hall, page, "postit", "un foor")
    form = await hall.lead.press(one, "review.form")
    page = await hall.lead.press(await hall.lead.fill(form, text="des mirabelles"), "review.open")
    await hall.lead.press(await hall.lead.press(page, "review.release"), "review.release_yes")
    await hall.stage.later(60)
    await ines.command(hall.coordination, "summary search", words="quetsch")
    assert rows(hall.path, "SELECT * FROM postit_files") == [], "the step is over"
    await hall.stage.later(91 * 86400)
    disk = every_byte(hall.path)
    assert [word for word in WORDS if word.encode() in disk] == []
