"""What happens around a sealed vote: one's own data, voting again, all at the same instant."""

from __future__ import annotations

import json
from pathlib import Path

from bot.rehearsal.stage import Answer, Person
from bot.services.privacy.erasing import erase
from bot.services.privacy.known import known
from bot.store.sealing.vault import Vault
from bot.workshop.privacy.known import What
from tests.discord.acting import Room, fr, ids_of, room, rows
from tests.discord.forging import Pressing, burst
from tests.discord.recipes import ESSAI, VOTE
from tests.discord.vote_sealed.seen import cast, closed, marked, turnout, voting


async def test_ones_data_tells_that_one_voted_and_never_what(tmp_path: Path) -> None:
    async with voting(tmp_path / "g.db") as hall:
        ada, ctx = hall.person("Ada"), hall.stage.bot.ctx
        await cast(hall, ada)
        for name in ("Ben", "Cléo", "Dora"):
            await cast(hall, hall.person(name), 1)
        found = await known(ctx, ada.id, hall.server.id)
        (session,) = found.sessions
        told = [one for one in session.found if one.what in (What.SEALED, What.BALLOTS)]
        assert [(one.table, one.what) for one in told] == [("turnout", What.SEALED)]
        assert "yes" not in json.dumps([one.row for one in session.found], default=str)
        await erase(ctx, ada.id, hall.server.id, hall.stage.bot.clock(), remove=True)
        assert turnout(hall) == 4, "she would vote twice"
        assert fr("sealed.in_box") in (await ada.press(hall.card, "ballot.open")).text
        await closed(hall)
        await erase(ctx, ada.id, hall.server.id, hall.stage.bot.clock(), remove=True)
        assert turnout(hall) == 3
        assert len(rows(hall.path, "SELECT * FROM counted_ballots")) == 4


async def test_everyone_at_the_same_instant_is_in_the_box_once(tmp_path: Path) -> None:
    async with voting(tmp_path / "g.db") as hall:
        people = [hall.person(f"P{n}") for n in range(12)]
        presses = []
        for n, person in enumerate(people):
            asked = await person.press(await marked(hall, person, n % 2), "ballot.seal")
            (custom_id,) = ids_of(asked, "ballot.cast")
            presses += [Pressing(person, hall.card, custom_id)] * 2  # each thumb twice
        await burst(hall, presses)
        assert turnout(hall) == 12
        await closed(hall)
        held = rows(hall.path, "SELECT content FROM counted_ballots")
        assert sorted(row["content"] for row in held) == ['"no"'] * 6 + ['"yes"'] * 6
        await hall.stage.bot.ctx.database.scrub(quiet=True)
        assert Vault.beside(hall.path).names() == []


async def _dotted(hall: Room, person: Person, option: str) -> Answer:
    ballot = await person.press(hall.card, "ballot.open")
    ballot = await person.choose(ballot, "ballot.put", option)
    return await person.press(await person.press(ballot, "ballot.seal"), "ballot.cast")


async def test_when_the_wall_changed_the_room_may_vote_again_on_it(tmp_path: Path) -> None:
    steps = (*ESSAI.steps[:3], VOTE.model_copy(update={"sealed": True}), *ESSAI.steps[4:])
    recipe = ESSAI.model_copy(update={"steps": steps})
    async with room(tmp_path / "g.db", {"essai": recipe}, seed=5) as hall:
        await hall.play("essai", "collect")
        people = [hall.person(name) for name in ("Ada", "Ben", "Cléo")]
        await hall.write(people[0], "Un four", "Un vélo")
        await hall.go("vote")
        for person in people:
            await _dotted(hall, person, "1")
        before = rows(hall.path, "SELECT content FROM sealed_boxes")
        await hall.steer("lead.back")
        await people[0].say(hall.channel, "Une cabane")
        panel = await hall.lead.press(hall.card, "lead.panel")
        asked = await hall.lead.press(panel, "lead.next")
        hall.panel = await hall.lead.press(asked, label=fr("button.afresh"))
        await hall.stage.later(10)
        assert (rows(hall.path, "SELECT * FROM sealed_boxes"), turnout(hall)) == ([], 0)
        assert len(before) == 1
        told = fr("ballot.erased", why=fr("sealed.why_again"))
        for person in people:
            assert told in (await person.press(hall.card, "ballot.open")).text
            assert fr("sealed.once") in (await _dotted(hall, person, "3")).text
            assert fr("sealed.in_box") in (await person.press(hall.card, "ballot.open")).text
        await closed(hall)
        assert len(rows(hall.path, "SELECT * FROM counted_ballots")) == 3
