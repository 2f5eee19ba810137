"""Someone who plays against a sealed vote: two devices that disagree, buttons of before, leaving
and coming back, asking for what is kept of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.store.sealing.vault import Vault
from tests.discord.acting import fr, ids_of, rows
from tests.discord.forging import Pressing, burst, press_id
from tests.discord.vote_sealed.seen import cast, closed, marked, sealed, turnout, voting


@pytest.mark.parametrize("seed", range(3))
async def test_two_devices_that_disagree_cast_what_one_of_them_read(
    tmp_path: Path, seed: int
) -> None:
    async with voting(tmp_path / "g.db") as hall:
        ada = hall.person("Ada")
        first = await ada.press(await marked(hall, ada, 0), "ballot.seal")
        (yes,) = ids_of(first, "ballot.cast")
        step = hall.open_step()["id"]
        second = await ada.press(await marked(hall, ada, 1), "ballot.seal")
        (no,) = ids_of(second, "ballot.cast")
        # What is on the ballot changes under both thumbs, which cast again and again.
        says = [Pressing(ada, hall.card, f"ballot.say:{step}:{n}:0") for n in (0, 1)]
        casts = [Pressing(ada, hall.card, one) for one in (yes, no)]
        presses = [*casts, *says, *casts, *says[::-1], *casts]
        told = [answer.text for answer in await burst(hall, presses[seed:] + presses[:seed])]
        receipts = [text for text in told if fr("sealed.once") in text]
        assert (len(receipts), turnout(hall)) == (1, 1)
        said = "yes" if fr("ballot.yes") in receipts[0] else "no"
        for name in ("Ben", "Cléo"):
            await cast(hall, hall.person(name), 2)
        await closed(hall)
        held = sorted(row["content"] for row in rows(hall.path, "SELECT * FROM counted_ballots"))
        assert held == sorted([f'"{said}"', '"abstain"', '"abstain"']), "what they read is counted"


async def test_buttons_of_before_change_nothing_once_it_is_counted(tmp_path: Path) -> None:
    async with voting(tmp_path / "g.db") as hall:
        people = [hall.person(name) for name in ("Ada", "Ben", "Cléo")]
        late = hall.person("Dora")
        asked = await late.press(await marked(hall, late), "ballot.seal")
        (ready,) = ids_of(asked, "ballot.cast")
        for person in people:
            await cast(hall, person)
        step = hall.open_step()["id"]
        await closed(hall)
        before = [tuple(row) for row in rows(hall.path, "SELECT * FROM counted_ballots")]
        outcome = rows(hall.path, "SELECT outcome FROM steps WHERE outcome IS NOT NULL")[0][0]
        pressed = [
            ready,
            f"ballot.open:{step}:0::0:0",
            f"ballot.say:{step}:1:0",
            f"ballot.blank:{step}:0",
            f"ballot.withdraw:{step}",
            f"vote.close_yes:{step}:0",
            f"vote.again:{step}",
            f"vote.again_yes:{step}",
            f"room.one:{step}:0",
        ]
        for who in (late, people[0], hall.lead):
            for custom_id in pressed:
                told = await press_id(hall, who, hall.card, custom_id)
                assert told.private
                assert told.text
                assert fr("sealed.once") not in told.text
        assert [tuple(row) for row in rows(hall.path, "SELECT * FROM counted_ballots")] == before
        after = rows(hall.path, "SELECT outcome FROM steps WHERE outcome IS NOT NULL")[0][0]
        assert (after, rows(hall.path, "SELECT * FROM sealed_boxes")) == (outcome, [])


async def test_only_who_leads_has_everyone_vote_again(tmp_path: Path) -> None:
    async with voting(tmp_path / "g.db") as hall:
        ada = hall.person("Ada")
        await cast(hall, ada)
        step = hall.open_step()["id"]
        for custom_id in (f"vote.again:{step}", f"vote.again_yes:{step}"):
            told = await press_id(hall, ada, hall.card, custom_id)
            assert fr("session.not_facilitator") in told.text
            told = await press_id(hall, hall.lead, hall.card, custom_id)
            assert fr("sealed.opens") in told.text, "nobody erases a box that opens"
        assert turnout(hall) == 1


async def test_who_votes_then_leaves_is_counted_once_and_does_not_vote_again(
    tmp_path: Path,
) -> None:
    async with voting(tmp_path / "g.db") as hall:
        ada, others = hall.person("Ada"), [hall.person(name) for name in ("Ben", "Cléo")]
        await cast(hall, ada, 1)
        backend = hall.stage.env.backend
        backend.remove_member(hall.server.id, ada.id)
        await hall.stage.later(60)
        backend.add_member(hall.server.id, ada.id)
        assert fr("sealed.in_box") in (await ada.press(hall.card, "ballot.open")).text
        backend.remove_member(hall.server.id, ada.id)
        for person in others:
            await cast(hall, person)
        assert turnout(hall) == 3
        await closed(hall)
        held = sorted(row["content"] for row in rows(hall.path, "SELECT * FROM counted_ballots"))
        assert held == ['"no"', '"yes"', '"yes"']


async def test_what_is_kept_of_me_says_that_i_voted_and_takes_nothing_out(tmp_path: Path) -> None:
    async with voting(tmp_path / "g.db", sealed("approval")) as hall:
        ada, ben = hall.person("Ada"), hall.person("Ben")
        for person in (ada, ben):
            ballot = await person.press(hall.card, "ballot.open")
            ballot = await person.choose(ballot, "ballot.tick", "2")
            await person.press(await person.press(ballot, "ballot.seal"), "ballot.cast")
        # One who prepares a ballot, and has cast none.
        cleo = hall.person("Cléo")
        ballot = await cleo.press(hall.card, "ballot.open")
        await cleo.choose(ballot, "ballot.tick", "3")
        box = [tuple(row) for row in rows(hall.path, "SELECT * FROM sealed_boxes")]
        for person in (ada, cleo):
            shown = await person.command(hall.channel, "privacy")
            given = await person.press(shown.shown, "privacy.file")
            files = {one.filename[-4:]: await one.read() for one in given.shown.attachments}
            told = json.loads(files["json"])
            kept = [row for one in told["sessions"] for row in one["kept"]]
            tables = {row["table"] for row in kept}
            assert ("turnout" in tables) is (person is ada)
            assert not {"sealed_boxes", "counted_ballots", "cast_ballots"} & tables
            asked = await person.press(shown.shown, "privacy.ask")
            confirmed = await person.press(asked.shown, label=fr("button.privacy_remove"))
            await person.press(confirmed.shown, "privacy.erase")
        assert [tuple(row) for row in rows(hall.path, "SELECT * FROM sealed_boxes")] == box
        assert turnout(hall) == 2
        assert fr("sealed.in_box") in (await ada.press(hall.card, "ballot.open")).text
        # The key that she never had, gone as well: her data is given all the same.
        (vault := Vault.beside(hall.path)).names()
        for name in vault.names():
            (vault.path / name).unlink()
        again = await ada.command(hall.channel, "privacy")
        assert fr.n("privacy.what.sealed", 1) in again.text
