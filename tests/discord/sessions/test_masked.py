"""A masked session: nobody, not even with the file, can tell who wrote what once it is over."""

from __future__ import annotations

from pathlib import Path

from bot.rehearsal.stage import Person
from bot.workshop.language import Language
from tests.discord.acting import Room, fr, options, rows

NAMES = ("Zéphyrine", "Barthélemy", "Quitterie")


async def masked(hall: Room) -> list[Person]:
    """A masked session in which three people wrote, and two of them edited and voted."""
    people = [hall.person(name) for name in NAMES]
    await hall.play("essai", "collect", signing="masked")
    for rank, person in enumerate(people):
        await hall.write(person, f"idée {rank} a", f"idée {rank} b")
    mine = await people[0].press(hall.card, "postit.mine")
    one = await people[0].choose(mine, "postit.pick", next(iter(options(mine, "postit.pick"))))
    await people[0].fill(await people[0].press(one, "postit.edit"), idea="idée reprise")
    return people


def on_disk(path: Path) -> bytes:
    """Every byte that the program wrote: the database, its log, and what may be beside."""
    return b"".join(file.read_bytes() for file in path.parent.iterdir())


async def test_no_name_is_written_anywhere_even_while_the_session_runs(hall: Room) -> None:
    await masked(hall)
    await hall.steer("lead.next")
    (wall,) = [text for text in hall.texts if "🧱" in text]
    assert "idée reprise" in wall
    written = on_disk(hall.path)
    for name in NAMES:
        assert name.encode() not in written
        assert not any(name in text for text in hall.texts)


async def test_the_link_is_destroyed_at_the_end_on_the_disk_too(hall: Room) -> None:
    people = await masked(hall)
    (key,) = (row["key"] for row in rows(hall.path, "SELECT key FROM keys"))
    authors = {row["author"] for row in rows(hall.path, "SELECT author FROM postits")}
    submissions = {row["submission"] for row in rows(hall.path, "SELECT submission FROM postits")}
    assert len(authors) == 3
    written = on_disk(hall.path)
    assert key in written, "the search finds what is there"
    assert all(author.encode() in written for author in authors)
    await hall.end()
    written = on_disk(hall.path)
    assert key not in written
    for trace in (*authors, *submissions):
        assert trace.encode() not in written
    for row in rows(hall.path, "SELECT * FROM postits"):
        assert (row["author"], row["author_name"], row["submission"], row["message_id"]) == (
            None,
            None,
            None,
            None,
        )
        assert not any(str(person.id) in str(tuple(row)) for person in people)


async def test_the_summary_and_its_files_name_nobody(hall: Room) -> None:
    people = await masked(hall)
    await hall.end()
    last = hall.stage.last(hall.channel)
    files = [await file.read() for file in last.attachments]
    assert len(files) >= 2
    for said in (*files, *(text.encode() for text in hall.texts)):
        for person in people:
            assert person.name.encode() not in said
            assert str(person.id).encode() not in said
    assert any(b"id\xc3\xa9e reprise" in file for file in files)
    assert fr("report.postits.masked").encode() in b"".join(files)


async def test_an_open_step_hides_post_its_and_takes_none_from_the_channel(hall: Room) -> None:
    """Shown as they come, or typed with a name beside, they would tell who wrote."""
    people = await masked(hall)
    await hall.steer("lead.next")
    await hall.steer("lead.next")
    assert fr("collect.typed") not in hall.texts[-1]
    assert fr("collect.silent") in hall.texts[-1]
    await people[0].say(hall.channel, "tapé dans le salon")
    await hall.write(people[1], "rebond masqué")
    wall = await people[2].press(await people[2].press(hall.card, "session.where"), "postit.mine")
    assert "rebond" not in str(options(wall, "postit.pick"))
    assert "tapé dans le salon" not in hall.postits()
    hidden = rows(hall.path, "SELECT text FROM postits WHERE number IS NULL")
    assert [row["text"] for row in hidden] == ["rebond masqué"]


async def test_people_are_told_what_masked_means_before_they_write(hall: Room) -> None:
    ben = hall.person("Ben", Language.ENGLISH)
    told = await hall.open("essai", signing="masked")
    assert fr("check.signing.masked") in told.text
    assert fr("signing.masked") in hall.texts[-1]
    await hall.steer("lead.start")
    assert fr("collect.signing.masked") in hall.texts[-1]
    form = await ben.press(hall.card, "postit.add")
    assert form.form is not None
    described = form.form["components"][0]["description"]
    assert described.startswith("Your name will not be shown. With fewer than three")


async def test_a_secret_ballot_cannot_be_linked_after_the_count(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("essai", "collect")
    await hall.write(awa, "alpha", "beta")
    await hall.go("vote")
    for person in (awa, hall.person("Ben"), hall.person("Chloé")):
        await hall.put_dots(person, "1")
    before = rows(hall.path, "SELECT * FROM ballots")
    (key,) = (row["key"] for row in rows(hall.path, "SELECT key FROM keys"))
    await hall.steer("lead.next")
    written = on_disk(hall.path)
    assert key not in written
    after = rows(hall.path, "SELECT * FROM ballots")
    assert [(row["voter"], row["content"]) for row in after] == [(None, '{"1": 1}')] * 3
    for ballot in before:
        assert ballot["voter"].encode() not in written
        assert ballot["id"] not in {row["id"] for row in after}


async def test_too_few_secret_ballots_are_not_kept(hall: Room) -> None:
    """Beside who voted, the file would tell who chose what."""
    awa = hall.person("Awa")
    await hall.play("essai", "collect")
    await hall.write(awa, "alpha", "beta")
    await hall.go("vote")
    await hall.put_dots(awa, "1")
    assert b'{"1": 1}' in on_disk(hall.path)
    await hall.steer("lead.next")
    assert b'{"1": 1}' not in on_disk(hall.path)
    assert fr("result.too_few") in hall.results[-1]
    assert fr("result.secret_few") in hall.results[-1]
