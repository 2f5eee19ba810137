"""A copy made beside the program as it runs, and the program started again from it."""

from __future__ import annotations

from pathlib import Path

from bot.run import Exit
from tests.host.server import FakeDiscord
from tests.process.conftest import Start
from tests.process.running import TOKEN


async def test_a_session_under_way_goes_on_from_a_copy_made_while_the_program_ran(
    start: Start, fake_discord: FakeDiscord, tmp_path: Path
) -> None:
    channel = fake_discord.world.add_channel(fake_discord.world.add_guild())
    lead = fake_discord.person(channel, "Maëlle", manages=True)
    program = await start(fake_discord=fake_discord.address, discord_token=TOKEN)
    await program.until("ready on 1 servers")
    panel = await lead.command("session new", recipe="brainstorm")
    await lead.press(panel, "lead.start")
    step = await fake_discord.newest(channel, "postit.add")
    await lead.fill(await lead.press(step, "postit.add"), ideas="Un verger partagé")

    copy = await (await start("backup", str(tmp_path / "copie"))).end()
    assert (copy.code, copy.stderr) == (Exit.OK, "")
    assert (await program.stop()).code == Exit.OK

    restored = await start(
        fake_discord=fake_discord.address,
        discord_token=TOKEN,
        database=tmp_path / "copie" / "gommette.db",
    )
    await restored.until("ready on 1 servers")
    again = await lead.fill(await lead.press(step, "postit.add"), ideas="Un verger partagé")
    assert "déjà" in again.text or "lready" in again.text
    assert (await restored.stop()).code == Exit.OK
