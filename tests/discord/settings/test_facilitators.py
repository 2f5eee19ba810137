"""The facilitators' role: one that tells who leads, and never everyone's."""

from __future__ import annotations

from bot.workshop.settings.settings import ServerSettings
from tests.discord.acting import Room, fr, rows


async def _chosen(hall: Room) -> list[int | None]:
    return [row[0] for row in rows(hall.path, "SELECT facilitator_role_id FROM servers")]


async def test_everyone_cannot_be_chosen_to_lead(hall: Room) -> None:
    ines = hall.manager("Inès")
    team = hall.server.create_role("Animation")
    await ines.command(hall.channel, "settings facilitators", role=team)
    answer = await ines.command(
        hall.channel, "settings facilitators", role=hall.server.default_role
    )
    assert (answer.text, answer.private) == (fr("settings.role_everyone"), True)
    assert await _chosen(hall) == [team.id], "what was chosen before stands"


async def test_a_role_that_nobody_can_give_cannot_be_chosen_to_lead(hall: Room) -> None:
    ines = hall.manager("Inès")
    role = hall.server.create_role("Un bot", managed=True)
    answer = await ines.command(hall.channel, "settings facilitators", role=role)
    assert (answer.text, answer.private) == (
        fr("settings.role_managed", role=f"<@&{role.id}>"),
        True,
    )
    assert await _chosen(hall) == [None]


async def test_everyone_chosen_before_leads_nothing_and_is_told(hall: Room) -> None:
    async with hall.stage.bot.ctx.database.write() as tx:
        await tx.servers.put(ServerSettings(hall.server.id, facilitator_role_id=hall.server.id))
    checklist = await hall.open("essai")
    assert fr("settings.everyone_ignored") in checklist.text
    await hall.steer("lead.start")
    ben = hall.person("Ben")
    answer = await ben.press(hall.card, "lead.panel")
    assert answer.text == fr("session.not_facilitator")
    await hall.write(ben, "une idée")
    await hall.go("vote")
    voted = await ben.press(hall.card, "ballot.open")
    assert fr("ballot.facilitator") not in voted.text, "nor is he kept from voting"
    ines = hall.manager("Inès")
    shown = await ines.command(hall.channel, "settings show")
    assert fr("settings.everyone_ignored") in shown.text
