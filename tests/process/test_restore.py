"""The life of a host: a copy of the day, a disk that is lost, a copy put back."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

from bot.hosting.shelf import Shelf
from bot.run import Exit
from tests.host.server import FakeDiscord
from tests.process.conftest import Start
from tests.process.running import TOKEN


async def test_a_session_goes_on_from_a_copy_after_the_machine_was_lost(
    start: Start, fake_discord: FakeDiscord, database_path: Path, tmp_path: Path
) -> None:
    channel = fake_discord.world.add_channel(fake_discord.world.add_guild())
    lead = fake_discord.person(channel, "Maëlle", manages=True)
    discord = {"fake_discord": fake_discord.address, "discord_token": TOKEN}
    program = await start(**discord)
    await program.until("ready on 1 servers")
    panel = await lead.command("session new", recipe="brainstorm")
    await lead.press(panel, "lead.start")
    step = await fake_discord.newest(channel, "postit.add")
    await lead.fill(await lead.press(step, "postit.add"), ideas="Un verger partagé")
    await program.kill()

    copies = tmp_path / "copies"
    program = await start(**discord, backups=copies)
    await program.until("ready on 1 servers")
    shelf = Shelf(copies, database_path)
    while True:
        if made := shelf.copies():
            break
        await asyncio.sleep(0.1)
    (copy,) = made.values()
    await lead.fill(await lead.press(step, "postit.add"), ideas="Un four à pain")
    refused = await (await start("restore", str(copy))).end()
    assert (refused.code, refused.stdout) == (Exit.DATABASE, "")
    assert "Another Gommette is already running" in refused.stderr
    await program.kill()

    said = len(channel.messages)
    shutil.rmtree(database_path.with_suffix(".media"), ignore_errors=True)
    for file in (database_path, *database_path.parent.glob(f"{database_path.name}-*")):
        file.unlink(missing_ok=True)
    restored = await (await start("restore", str(copy))).end()
    assert (restored.code, restored.stderr) == (Exit.OK, "")
    assert restored.stdout.startswith(f"The database {database_path} is now as it was on ")

    program = await start(**discord)
    await program.until("put back from a copy: 1 sessions are told so")
    await fake_discord.becomes(lambda: len(channel.messages) > said)
    told = str([message["components"] for message in list(channel.messages.values())[said:]])
    assert "rétablie à partir d'une copie" in told or "put back from a copy" in told
    again = await lead.fill(await lead.press(step, "postit.add"), ideas="Un verger partagé")
    assert "déjà" in again.text or "lready" in again.text
    lost = await lead.fill(await lead.press(step, "postit.add"), ideas="Un four à pain")
    assert "déjà" not in lost.text
    assert "lready" not in lost.text
    assert (await program.stop()).code == Exit.OK
