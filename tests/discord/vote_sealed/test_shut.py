"""A key that is deleted, cut short or unreadable while the bot runs: nobody votes for nothing,
nobody meets a fault, and who leads decides."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.config import Settings
from bot.operating.checkup import findings
from bot.operating.finding import Finding
from bot.rehearsal.stage import Answer, Person, text_of
from bot.store.sealing.vault import Vault
from tests.discord.acting import Room, fr, ids_of, rows
from tests.discord.forging import press_id
from tests.discord.refusing import letters
from tests.discord.vote_sealed.seen import cast, closed, marked, sealed, turnout, voting
from tests.store.seeing import full_disk
from tests.tally.voting import answer


def key_of(path: Path) -> Path:
    """The file of the key that the one box is closed under."""
    (row,) = rows(path, "SELECT key FROM sealed_boxes")
    return Vault.beside(path).path / str(row["key"])


def deleted(key: Path) -> None:
    key.unlink()


def cut_short(key: Path) -> None:
    key.write_bytes(key.read_bytes()[:20])


def overwritten(key: Path) -> None:
    key.write_bytes(bytes(32))


GONE = [deleted, cut_short, overwritten]


def unreadable(key: Path) -> Callable[[], None]:
    """Have the system refuse to read a key, root included; return what brings it back."""
    held = key.read_bytes()
    key.unlink()
    key.mkdir()

    def back() -> None:
        key.rmdir()
        key.write_bytes(held)

    return back


async def checked(hall: Room) -> list[Finding]:
    settings = Settings(database=hall.path)
    told = [one async for one in findings(settings, hall.stage.bot.clock)]
    return [one for one in told if "sealed vote" in one.what]


async def ready(hall: Room) -> list[Person]:
    """Three people: two voted, one is about to."""
    people = [hall.person(name) for name in ("Ada", "Ben", "Cléo")]
    for person in people[:2]:
        await cast(hall, person)
    await hall.stage.later(10)
    return people


async def panel(hall: Room) -> Answer:
    return await hall.lead.press(hall.card, "lead.panel")


@pytest.mark.parametrize("spoil", GONE)
async def test_a_key_that_is_gone_stops_the_vote_and_each_is_told(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    async with voting(tmp_path / "g.db") as hall:
        _, ben, cleo = await ready(hall)
        asked = await cleo.press(await marked(hall, cleo), "ballot.seal")
        assert (await checked(hall))[0].found
        spoil(key_of(hall.path))
        told = await cleo.press(asked, "ballot.cast")
        assert fr("sealed.shut.gone") in told.text
        assert told.private
        await hall.stage.later(10)
        assert turnout(hall) == 2, "nobody is marked as having voted into a box that nobody reads"
        assert fr("sealed.shut_card.gone") in hall.texts[-1]
        (letter,) = letters(hall.lead)
        assert fr("sealed.shut_panel.gone") in letter
        # From then on, before they mark anything.
        late = hall.person("Dora")
        assert fr("sealed.shut.gone") in (await late.press(hall.card, "ballot.open")).text
        assert fr("sealed.shut.gone") in (await cleo.press(asked, "ballot.cast")).text
        assert fr("sealed.in_box") in (await ben.press(hall.card, "ballot.open")).text
        await hall.stage.later(600)
        assert len(letters(hall.lead)) == 1, "once"
        (finding,) = await checked(hall)
        assert not finding.found
        assert "nobody can read the ballots" in finding.what
        assert "Put it back beside it before Gommette starts" in finding.remedy


async def test_who_leads_has_everyone_vote_again(tmp_path: Path) -> None:
    async with voting(tmp_path / "g.db") as hall:
        ada, ben, cleo = await ready(hall)
        deleted(key_of(hall.path))
        await cast(hall, cleo)
        await hall.stage.later(10)
        shown = await panel(hall)
        assert fr("sealed.shut_panel.gone") in shown.text
        asked = await hall.lead.press(shown, "vote.again")
        assert fr.n("sealed.again_question", 2) in asked.text
        (yes,) = ids_of(asked, "vote.again_yes")
        done = await hall.lead.press(asked, "vote.again_yes")
        assert fr("sealed.again_now") in done.text
        assert ids_of(done, "vote.again") == []
        await hall.stage.later(10)
        assert fr.n("vote.again", 2, why=fr("sealed.why_again")) in hall.texts[-1]
        assert fr("sealed.shut_card.gone") not in hall.texts[-1]
        for person in (ada, ben, cleo):
            assert fr("sealed.once") in (await cast(hall, person)).text
        assert (await checked(hall))[0].found
        # The button of before, pressed again: the vote goes on.
        again = await press_id(hall, hall.lead, done, yes)
        assert fr("sealed.opens") in again.text
        await closed(hall)
        assert len(rows(hall.path, "SELECT * FROM counted_ballots")) == 3


@pytest.mark.parametrize("noticed", [True, False])
async def test_who_leads_closes_it_uncounted(tmp_path: Path, noticed: bool) -> None:
    async with voting(tmp_path / "g.db", sealed("yes_no", quorum="2")) as hall:
        _, _, cleo = await ready(hall)
        deleted(key_of(hall.path))
        if noticed:
            await cast(hall, cleo)
        asked = await hall.lead.press(await panel(hall), "vote.close")
        assert fr("sealed.shut_close.gone") in asked.text
        await hall.lead.press(asked, "vote.close_yes")
        await hall.stage.later(10)
        said = "\n".join(hall.texts)
        assert said.count(fr.n("sealed.lost", 2)) == 2, "on the card and in the result"
        for wrong in (
            "vote.counted",
            "result.nobody_voted",
            "result.too_few",
            "result.none.yes_no",
        ):
            assert fr(wrong) not in said
        assert "quorum" not in hall.texts[-1].lower()
        for table in ("sealed_boxes", "turnout", "counted_ballots"):
            assert rows(hall.path, f"SELECT * FROM {table}") == []
        await hall.end()
        await hall.stage.later(10)
        files = {
            file.filename: await file.read()
            for message in hall.stage.messages(hall.channel)
            for file in message.attachments
        }
        (report,) = [text for name, text in files.items() if name.endswith(".md")]
        assert fr.n("sealed.lost", 2) in report.decode()
        (told,) = [json.loads(text) for name, text in files.items() if name.endswith(".json")]
        (vote,) = told["votes"]
        assert (vote["ballots_withheld"], vote["ballots"], vote["result"]) == ("lost", None, None)
        assert vote["turnout"] == 2
        (again,) = answer(told)["votes"]
        assert again["ballots_withheld"] == "lost"


async def test_a_key_that_can_be_read_again_loses_nothing(tmp_path: Path) -> None:
    async with voting(tmp_path / "g.db") as hall:
        ada, _, cleo = await ready(hall)
        back = unreadable(key_of(hall.path))
        asked = await cleo.press(await marked(hall, cleo), "ballot.seal")
        assert fr("sealed.shut.stuck") in (await cleo.press(asked, "ballot.cast")).text
        await hall.stage.later(10)
        assert fr("sealed.shut_card.stuck") in hall.texts[-1]
        (letter,) = letters(hall.lead)
        assert fr("sealed.shut_panel.stuck") in letter
        (finding,) = await checked(hall)
        assert "cannot be read: Is a directory" in finding.what
        assert fr("sealed.shut.stuck") in (await cleo.press(hall.card, "ballot.open")).text
        # Restarted as it is, nothing is given up either.
        await hall.stage.restart()
        await hall.stage.later(10)
        assert fr("sealed.in_box") in (await ada.press(hall.card, "ballot.open")).text
        assert len(letters(hall.lead)) == 1
        back()
        assert fr("sealed.once") in (await cast(hall, cleo)).text
        await hall.stage.later(10)
        assert fr("sealed.shut_card.stuck") not in hall.texts[-1]
        await closed(hall)
        assert len(rows(hall.path, "SELECT * FROM counted_ballots")) == 3


@pytest.mark.parametrize("closes", ["time", "hand"])
async def test_the_end_of_time_closes_no_box_that_cannot_be_read(
    tmp_path: Path, closes: str
) -> None:
    vote = sealed("yes_no", closes=closes, minutes=5)
    async with voting(tmp_path / "g.db", vote) as hall:
        _, _, cleo = await ready(hall)
        back = unreadable(key_of(hall.path))
        await hall.stage.later(600)
        assert hall.open_step()["kind"] == "vote"
        assert hall.open_step()["outcome"] is None
        assert len(letters(hall.lead)) == 1
        assert fr("sealed.shut_card.stuck") in text_of(hall.card)
        back()
        await cast(hall, cleo)
        await closed(hall)
        assert len(rows(hall.path, "SELECT * FROM counted_ballots")) == 3


async def test_a_new_key_that_cannot_be_written_leaves_all_as_it_was(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with voting(tmp_path / "g.db") as hall:
        _, _, cleo = await ready(hall)
        asked = await cleo.press(await marked(hall, cleo, 1), "ballot.seal")
        key = key_of(hall.path)
        with full_disk(16):
            told = await cleo.press(asked, "ballot.cast")
        assert fr("sealed.not_written") in told.text
        assert fr("ballot.no") in told.text, "the ballot is there to be cast later"
        assert "no key can be written" in caplog.text
        assert "Traceback" not in caplog.text
        assert (turnout(hall), key_of(hall.path)) == (2, key)
        assert Vault.beside(hall.path).names() == [key.name], "nothing half written stays"
        again = await cleo.press(told, "ballot.seal")
        assert fr("sealed.once") in (await cleo.press(again, "ballot.cast")).text
        await closed(hall)
        held = rows(hall.path, "SELECT content FROM counted_ballots")
        assert sorted(row["content"] for row in held) == ['"no"', '"yes"', '"yes"']


async def test_so_it_is_for_the_ballots_of_the_room(tmp_path: Path) -> None:
    async with voting(tmp_path / "g.db") as hall:
        await ready(hall)
        ballot = await hall.lead.press(await panel(hall), label=fr("button.room_ballot"))
        ballot = await hall.lead.press(ballot, custom_id=ids_of(ballot, "ballot.say")[0])
        asked = await hall.lead.press(ballot, "ballot.seal")
        with full_disk(16):
            told = await hall.lead.press(asked, "room.one")
        assert fr("sealed.not_written") in told.text
        deleted(key_of(hall.path))
        asked = await hall.lead.press(told, "ballot.seal")
        assert fr("sealed.shut.gone") in (await hall.lead.press(asked, "room.one")).text
        (box,) = rows(hall.path, "SELECT room_ballots FROM sealed_boxes")
        assert box["room_ballots"] == 0
