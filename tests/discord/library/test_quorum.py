"""The quorum of an assembly is set from the panel, before anyone votes."""

from __future__ import annotations

from tests.discord.acting import Room, fr, ids_of
from tests.discord.forging import press_id


async def test_the_quorum_is_set_with_how_many_may_vote_until_someone_votes(hall: Room) -> None:
    await hall.play("assembly", "vote")
    await hall.stage.later(5)
    assert fr.n("vote.quorum", 10) in hall.texts[-1]
    page = await hall.lead.press(hall.panel, "vote.adjust")
    assert fr("vote.adjust_quorum") in page.text
    form = await hall.lead.press(page, "vote.quorum")
    refused = await hall.lead.fill(form, voters="", quorum="1/4")
    assert fr("asked.quorum_share") in refused.text
    form = await hall.lead.press(page, "vote.quorum")
    refused = await hall.lead.fill(form, voters="beaucoup", quorum="1/4")
    assert fr("asked.bad.voters", most=100_000) in refused.text
    form = await hall.lead.press(page, "vote.quorum")
    changed = await hall.lead.fill(form, voters="61", quorum="1/4")
    assert fr.n("vote.quorum", 16) in changed.text
    assert fr.n("vote.adjust_voters", 61) in changed.text
    await hall.stage.later(10)
    assert fr.n("vote.quorum", 16) in hall.texts[-1]
    (opens,) = ids_of(changed, "vote.quorum")
    form = await hall.lead.press(changed, "vote.quorum")
    awa = hall.person("Awa")
    ballot = await awa.press(hall.card, "ballot.open")
    said = ids_of(ballot, "ballot.say")[0]
    await awa.press(await awa.press(ballot, custom_id=said), "ballot.cast")
    late = await hall.lead.fill(form, voters="5", quorum="1")
    assert fr("vote.adjust_late") in late.text
    again = await press_id(hall, hall.lead, changed, opens)
    assert fr("vote.adjust_late") in again.text
