"""Many servers: several shards in one process, or a process and a file for some of them."""

from __future__ import annotations

from pathlib import Path

from simcord import ChannelHandle, GuildHandle

from bot.config import Settings, load_settings
from bot.rehearsal.stage import Person, text_of
from tests.discord.acting import Room, fr, room, rows


def settle_in(hall: Room, shard: int) -> tuple[GuildHandle, ChannelHandle, Person]:
    server = hall.stage.server(f"Serveur {shard}", shard_id=shard)
    channel = server.create_text_channel("atelier")
    return server, channel, hall.stage.person(server, f"Zoé {shard}")


async def test_one_process_serves_the_servers_of_all_its_shards(tmp_path: Path) -> None:
    settings = Settings(shard_count=2)
    async with room(tmp_path / "gommette.db", settings=settings) as hall:
        assert sorted(hall.stage.bot.shards) == [0, 1]
        places = [settle_in(hall, shard) for shard in (0, 1)]
        assert [(server.id >> 22) % 2 for server, _, _ in places] == [0, 1]
        for _, channel, zoe in places:
            panel = await zoe.command(channel, "session new", recipe="ciel")
            await zoe.press(panel, "lead.start")
            form = await zoe.press(hall.stage.card(channel), "postit.add")
            await zoe.fill(form, ideas=f"ciel de {zoe.name}")
        await hall.stage.restart()
        await hall.stage.later(10)
        for _, channel, zoe in places:
            assert fr.n("count.postits", 1) in text_of(hall.stage.last(channel))
            told = await zoe.press(hall.stage.card(channel), "postit.mine")
            assert fr.n("mine.title", 1) in told.text
        await hall.stage.later(180)
        for _, channel, _ in places:
            said = [text_of(message) for message in hall.stage.messages(channel)]
            assert sum(fr("time.up", title="Les idées") in text for text in said) == 1
        assert hall.postits() == ["ciel de Zoé 0", "ciel de Zoé 1"]


async def test_a_process_serves_the_servers_of_its_own_shards_only(tmp_path: Path) -> None:
    paths = []
    for mine, other in ((0, 1), (1, 0)):
        settings = Settings(shard_count=2, shard_ids=(mine,))
        path = tmp_path / settings.database_path.name
        async with room(path, settings=settings) as hall:
            assert sorted(hall.stage.bot.shards) == [mine]
            _, channel, zoe = settle_in(hall, mine)
            await zoe.command(channel, "session new", recipe="ciel")
            assert len(hall.stage.messages(channel)) == 1
            _, elsewhere, yan = settle_in(hall, other)
            missed = await yan.member.slash(elsewhere, "session new", recipe="ciel")
            assert not missed.acknowledged, "another process answers there"
        paths.append(path)
        assert len(rows(path, "SELECT * FROM sessions")) == 1
    assert len(set(paths)) == 2


def test_each_process_has_its_own_file_whatever_the_order_of_its_shards() -> None:
    environment = {"SHARD_COUNT": "4", "SHARD_IDS": "3,1"}
    turned = {"SHARD_COUNT": "4", "SHARD_IDS": "1, 3"}
    others = {"SHARD_COUNT": "4", "SHARD_IDS": "0,2"}
    read = [load_settings(chosen, Path("/none")) for chosen in (environment, turned, others)]
    assert read[0].database_path == read[1].database_path
    assert read[0].database_path != read[2].database_path
    assert Settings().database_path not in {settings.database_path for settings in read}
