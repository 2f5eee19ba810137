"""A sealed ballot: said before it is cast, asked once, shown once, and never cast twice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.store.sealing.vault import Vault
from bot.workshop.language import Language
from tests.discord.acting import buttons, en, fr, ids_of, rows
from tests.discord.forging import press_id
from tests.discord.vote_sealed.seen import cast, closed, marked, sealed, turnout, voting


@pytest.mark.parametrize("language", list(Language))
async def test_it_says_that_it_is_for_good_and_asks(tmp_path: Path, language: Language) -> None:
    t = en if language is Language.ENGLISH else fr
    async with voting(tmp_path / "g.db") as hall:
        ada = hall.person("Ada", language)
        assert fr("sealed.card") in hall.texts[-1]
        ballot = await marked(hall, ada)
        assert t("sealed.before") in ballot.text
        assert t("sealed.not_yet", label=t("sealed.put")) in ballot.text
        assert t("sealed.put") in buttons(ballot)
        assert ids_of(ballot, "ballot.cast") == [], "never in the box at one press"
        asked = await ada.press(ballot, "ballot.seal")
        assert t("sealed.question") in asked.text
        assert t("ballot.yes") in asked.text
        assert buttons(asked) == [t("sealed.for_good"), t("sealed.not_now")]
        assert turnout(hall) == 0
        back = await ada.press(asked, "ballot.open")
        receipt = await ada.press(await ada.press(back, "ballot.seal"), "ballot.cast")
        assert receipt.private
        assert t("sealed.once") in receipt.text
        assert t("ballot.yes") in receipt.text
        assert t("sealed.stays_so") in receipt.text
        assert buttons(receipt) == []
        assert turnout(hall) == 1


async def test_once_cast_it_is_shown_no_more(tmp_path: Path) -> None:
    async with voting(tmp_path / "g.db") as hall:
        ada = hall.person("Ada")
        ballot = await marked(hall, ada, 1)
        held = [*ids_of(ballot, "ballot.say"), *ids_of(ballot, "ballot.seal")]
        asked = await ada.press(ballot, "ballot.seal")
        held += ids_of(asked, "ballot.cast")
        receipt = await ada.press(asked, "ballot.cast")
        assert fr("ballot.no") in receipt.text
        shown = [await ada.press(hall.card, "ballot.open")]
        # The answer was lost, or it is another device: every button of before is pressed again.
        shown += [await press_id(hall, ada, receipt, custom_id) for custom_id in held]
        for again in shown:
            assert fr("sealed.in_box") in again.text
            assert fr("ballot.no") not in again.text
            assert buttons(again) == []
        assert turnout(hall) == 1
        gone = await press_id(hall, ada, receipt, f"ballot.withdraw:{hall.open_step()['id']}")
        assert fr("sealed.stays") in gone.text
        assert turnout(hall) == 1
        for name, choice in (("Ben", 0), ("Cléo", 0), ("Dora", 2)):
            await cast(hall, hall.person(name), choice)
        await closed(hall)
    (row,) = rows(hall.path, "SELECT outcome FROM steps WHERE outcome IS NOT NULL")
    counts = json.loads(row["outcome"])["answer"]["details"]["counts"]
    assert counts == {"yes": 2, "no": 1, "abstain": 1}


async def test_two_devices_cast_one_ballot(tmp_path: Path) -> None:
    async with voting(tmp_path / "g.db") as hall:
        ada = hall.person("Ada")
        first = await ada.press(await marked(hall, ada, 0), "ballot.seal")
        (mine,) = ids_of(first, "ballot.cast")
        second = await ada.press(await marked(hall, ada, 1), "ballot.seal")
        changed = await press_id(hall, ada, first, mine)
        assert fr("ballot.changed") in changed.text
        assert turnout(hall) == 0
        receipt = await ada.press(second, "ballot.cast")
        assert fr("ballot.no") in receipt.text
        assert fr("sealed.in_box") in (await press_id(hall, ada, first, mine)).text
        assert turnout(hall) == 1


async def test_a_blank_one_is_asked_for_too(tmp_path: Path) -> None:
    async with voting(tmp_path / "g.db", sealed()) as hall:
        ada = hall.person("Ada")
        ballot = await ada.press(hall.card, "ballot.open")
        asked = await ada.press(ballot, "ballot.blank")
        assert fr("sealed.blank_question") in asked.text
        receipt = await ada.press(asked, "ballot.cast")
        assert fr("ballot.blank") in receipt.text
        assert turnout(hall) == 1


async def test_for_the_room_it_is_for_good_as_well(tmp_path: Path) -> None:
    async with voting(tmp_path / "g.db") as hall:
        panel = await hall.lead.press(hall.card, "lead.panel")
        ballot = await hall.lead.press(panel, label=fr("button.room_ballot"))
        ballot = await hall.lead.press(ballot, custom_id=ids_of(ballot, "ballot.say")[0])
        assert fr("sealed.before") in ballot.text
        assert ids_of(ballot, "room.one") == []
        asked = await hall.lead.press(ballot, "ballot.seal")
        assert fr("sealed.room_question") in asked.text
        (one,) = ids_of(asked, "room.one")
        form = await hall.lead.press(asked, "room.several")
        receipt = await hall.lead.fill(form, people="4")
        assert fr.n("sealed.room_receipt", 4) in receipt.text
        assert ids_of(receipt, "room.list") == []
        twice = await press_id(hall, hall.lead, receipt, one)
        assert fr("sealed.room_unsure", ballots=1, people=4) in twice.text
        assert ids_of(twice, "room.list") == []
        step = hall.open_step()["id"]
        (box,) = rows(hall.path, "SELECT room_ballots, room_people FROM sealed_boxes")
        assert tuple(box) == (1, 4)
        told = await press_id(hall, hall.lead, twice, f"room.list:{step}:0")
        assert fr("sealed.stays") in told.text
        await hall.stage.later(10)
        assert fr.n("vote.turnout", 4) in hall.texts[-1]


async def test_what_is_prepared_ends_with_the_program_what_is_cast_does_not(
    tmp_path: Path,
) -> None:
    async with voting(tmp_path / "g.db") as hall:
        ada, ben = hall.person("Ada"), hall.person("Ben")
        await cast(hall, ada, 1)
        asked = await ben.press(await marked(hall, ben), "ballot.seal")
        await hall.stage.restart()
        told = await ben.press(asked, "ballot.cast")
        assert fr("ballot.changed") in told.text
        assert fr("sealed.in_box") in (await ada.press(hall.card, "ballot.open")).text
        assert turnout(hall) == 1
        for name in ("Ben", "Cléo"):
            await cast(hall, hall.person(name), 0)
        await closed(hall)
        await hall.stage.later(10)
        assert len(rows(hall.path, "SELECT * FROM counted_ballots")) == 3
        assert rows(hall.path, "SELECT * FROM sealed_boxes") == []


async def test_without_its_keys_the_room_votes_again_and_everyone_is_told(tmp_path: Path) -> None:
    async with voting(tmp_path / "g.db") as hall:
        people = [hall.person(name) for name in ("Ada", "Ben", "Cléo")]
        for person in people[:2]:
            await cast(hall, person)
        async with hall.stage.stopped() as path:
            for name in (vault := Vault.beside(path)).names():
                (vault.path / name).unlink()
        assert "1 sealed votes begin again" in hall.faults.logged.pop()
        await hall.stage.later(10)
        why = fr("sealed.why_again")
        assert fr.n("vote.again", 2, why=why) in hall.texts[-1]
        told = await people[0].press(hall.card, "ballot.open")
        assert fr("ballot.erased", why=why) in told.text
        for person in people:
            await cast(hall, person)
        await closed(hall)
        assert len(rows(hall.path, "SELECT * FROM counted_ballots")) == 3


async def test_under_three_nothing_is_told_and_nothing_kept(tmp_path: Path) -> None:
    async with voting(tmp_path / "g.db") as hall:
        for name in ("Ada", "Ben"):
            await cast(hall, hall.person(name))
        await closed(hall)
        await hall.stage.later(10)
        assert any(fr("result.secret_few") in text for text in hall.texts)
        for table in ("sealed_boxes", "counted_ballots", "turnout"):
            assert rows(hall.path, f"SELECT * FROM {table}") == []


async def test_set_aside_it_goes_on_and_is_counted_at_the_end(tmp_path: Path) -> None:
    async with voting(tmp_path / "g.db") as hall:
        people = [hall.person(name) for name in ("Ada", "Ben", "Cléo")]
        for person in people[:2]:
            await cast(hall, person)
        await hall.steer("lead.skip")
        await hall.steer("lead.back")
        again = await people[0].press(hall.card, "ballot.open")
        assert fr("sealed.in_box") in again.text
        await cast(hall, people[2], 1)
        await hall.end()
        await hall.stage.later(10)
        assert len(rows(hall.path, "SELECT * FROM counted_ballots")) == 3
        assert any(fr.n("sealed.result", 90) in text for text in hall.texts)


async def test_the_result_and_the_summary_say_sealed(tmp_path: Path) -> None:
    async with voting(tmp_path / "g.db") as hall:
        for name in ("Ada", "Ben", "Cléo"):
            await cast(hall, hall.person(name))
        await hall.end()
        await hall.stage.later(10)
        assert any(fr.n("sealed.result", 90) in text for text in hall.texts)
        told = b""
        for message in hall.stage.messages(hall.channel):
            for file in message.attachments:
                if file.filename.endswith(".md"):
                    told += await file.read()
        assert "bulletin scellé" in told.decode()
