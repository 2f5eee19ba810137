"""A program that a test kills: the real bot on a real file, in the simulated Discord.

``python -m tests.discord.crash_host write DATABASE`` opens a session if there is none, and has
people send post-its one after another; it prints ``kept <n> <text>`` once a person has read the
confirmation. ``… check DATABASE`` finds the session again and prints what became of it as JSON.

The simulated Discord is new each time: the channel is empty, but identifiers are the same since
everything is created in the same order.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

from bot.config import Settings
from bot.rehearsal.stage import Stage, stage, text_of
from tests.discord.acting import fr, rows, shipped

WRITERS = 15
EACH = 20


async def write(on: Stage) -> None:
    """Many post-its, each confirmed before the next is sent."""
    server = on.server()
    channel = server.create_text_channel("atelier")
    people = [on.person(server, f"P{n}") for n in range(WRITERS)]
    panel = await people[0].command(channel, "session new", recipe="essai")
    await people[0].press(panel, "lead.start")
    for n in range(WRITERS * EACH):
        person = people[n % WRITERS]
        form = await person.press(on.card(channel), "postit.add")
        told = await person.fill(form, ideas=f"idée {n:03}")
        if told.private and f"idée {n:03}" in told.text and "✅" in told.text:
            print("kept", n, f"idée {n:03}", flush=True)
    await asyncio.Event().wait()  # until it is killed


async def check(on: Stage, path: Path) -> None:
    """What people find after the restart on the file that the kill left."""
    server = on.server()
    channel = server.create_text_channel("atelier")
    people = [on.person(server, f"P{n}") for n in range(WRITERS)]
    async with on.stopped():
        on.path = path
    (step,) = rows(path, "SELECT * FROM steps WHERE state = 'open'")
    # New identifiers from here on: in this Discord no time has passed since the beginning.
    await on.later(60)
    found: dict[str, object] = {"closes_at": step["closes_at"], "kind": step["kind"]}
    cards = [text_of(message) for message in on.messages(channel)]
    form = await people[1].press(on.card(channel), "postit.add")
    found["confirmed"] = (await people[1].fill(form, ideas="après le redémarrage")).text
    mine = await people[1].press(on.card(channel), "postit.mine")
    found["mine"] = mine.text
    panel = await people[0].press(on.card(channel), "lead.panel")
    await on.later(3600)
    said = [text_of(message) for message in on.messages(channel)]
    found["cards"] = len(cards)
    found["time_up"] = sum(fr("time.up", title="Les idées") in text for text in said)
    await people[0].press(panel, "lead.next")
    found["refused"], found["unanswered"] = on.refused, on.unanswered
    print(json.dumps(found), flush=True)


async def main(task: str, path: Path) -> None:
    # Before it checks, the server must be there again: the bot first starts on a file of no use.
    first = path if task == "write" else path.with_name("empty.db")
    async with stage(first, settings=Settings(shard_count=1), library=shipped()) as on:
        await (write(on) if task == "write" else check(on, path))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2])))
