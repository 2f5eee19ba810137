"""What `check` learns from Discord, without connecting to its gateway."""

from __future__ import annotations

import time

from bot.run import Exit
from tests.host.server import FakeDiscord
from tests.host.world import ALL_RIGHTS
from tests.process.conftest import Start
from tests.process.running import APPLICATION, SECRET, TOKEN

ATTACH_FILES, ADMINISTRATOR = 1 << 15, 1 << 3


async def test_each_server_says_what_it_does_not_give(
    start: Start, fake_discord: FakeDiscord
) -> None:
    world = fake_discord.world
    for number in range(203):
        world.add_guild(f"Serveur {number}")
    lacking = world.add_guild("Les Lilas")
    lacking.rights = ALL_RIGHTS & ~ATTACH_FILES & ~ADMINISTRATOR
    world.add_guild("Tout").rights = ADMINISTRATOR
    ended = await (
        await start("check", fake_discord=fake_discord.address, discord_token=TOKEN)
    ).end()
    assert (ended.code, ended.stderr) == (Exit.FAULT, "")
    missing = [line for line in ended.stdout.splitlines() if line.startswith("✗")]
    assert missing == [f"✗ server “Les Lilas” ({lacking.id}) does not give Attach Files"]
    lacking.rights = ALL_RIGHTS
    ended = await (
        await start("check", fake_discord=fake_discord.address, discord_token=TOKEN)
    ).end()
    assert ended.code == Exit.OK
    assert "✓ 205 servers that give what is needed" in ended.stdout
    assert "✓ the machine's clock" in ended.stdout
    assert fake_discord.identified == [], "nobody sees it come"


async def test_a_clock_that_is_wrong_and_a_token_that_is_none(start: Start) -> None:
    async with FakeDiscord(APPLICATION, TOKEN, clock=lambda: time.time() - 3600) as discord:
        ended = await (
            await start("check", fake_discord=discord.address, discord_token=TOKEN)
        ).end()
    assert ended.code == Exit.FAULT
    said = ended.stdout.splitlines()
    remedy = said[said.index("✗ the machine's clock") + 1]
    assert " seconds fast by Discord's: have it set from the network" in remedy
    ended = await (await start("check", discord_token=f"not-a-token-{SECRET}")).end()
    assert "✗ DISCORD_TOKEN\n  → It does not look like a bot's token" in ended.stdout
