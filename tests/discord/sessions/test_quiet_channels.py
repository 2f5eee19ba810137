"""What is said in a channel without a session costs nothing."""

from __future__ import annotations

from simcord import ChannelHandle

from bot.rehearsal.stage import Person
from tests.discord.acting import Room


async def statements(hall: Room, person: Person, channel: ChannelHandle) -> list[str]:
    """What the database is asked while `person` writes, edits and deletes a message."""
    asked: list[str] = []
    await hall.stage.later(1)  # what the start of the bot began is over
    database = hall.stage.bot.ctx.database
    readers = database._readers._queue  # type: ignore[attr-defined]
    connections = [database._writer.connection, *(reader.connection for reader in readers)]
    for connection in connections:
        await connection.set_trace_callback(asked.append)
    message = await person.say(channel, "Qui a la clé de la salle ?")
    await person.member.edit(message, "Qui a les clés ?")
    await person.member.delete(message)
    for connection in connections:
        await connection.set_trace_callback(lambda _: None)
    return asked


async def test_a_message_in_a_channel_without_a_session_asks_nothing_of_the_database(
    hall: Room,
) -> None:
    awa = hall.person("Awa")
    elsewhere = hall.server.create_text_channel("cuisine")
    assert await statements(hall, awa, hall.channel) == []
    await hall.play("brainstorm", "vote")
    assert await statements(hall, awa, elsewhere) == []
    assert await statements(hall, awa, hall.channel) != []
    await hall.stage.restart()
    assert await statements(hall, awa, elsewhere) == []
    assert await statements(hall, awa, hall.channel) != []
    await hall.end()
    await hall.stage.later(60)
    assert await statements(hall, awa, hall.channel) == []
