"""A program that a test kills between a key and its row: the real bot on a real file, in the
simulated Discord.

``python -m tests.discord.vote_sealed.killed_host cast DATABASE KILLED`` opens a sealed vote and has
people cast their ballots; it prints ``cast <name>`` once a person has read their receipt. The
process kills itself (SIGKILL) once the key of ballot number KILLED is whole on the disk, before the
row that names it is written. ``… check DATABASE`` finds the vote again, has everyone vote who can,
closes it, and prints what became of it as JSON.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from pathlib import Path

from bot.library import Library
from bot.rehearsal.stage import Stage, stage
from bot.store.sealing.vault import Vault
from tests.discord.acting import Room, fr, rows, shipped
from tests.discord.checking import Faults
from tests.discord.vote_sealed.seen import cast, closed, plan, sealed

VOTERS = 5


def killed_after_key(path: Path, last: int) -> None:
    """Have the process kill itself when the folder of keys is brought to the disk with its `last`
    new key in it: what comes next is the row."""
    folder, made, fresh = str(Vault.beside(path).path), 0, False

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal made, fresh
        if event != "open":
            return
        opened = str(arguments[0])
        if opened.startswith(f"{folder}/") and not Path(opened).exists():
            made, fresh = made + 1, True
        elif opened == folder and fresh:
            fresh = False
            if made == last:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def hall_of(on: Stage, path: Path) -> Room:
    server = on.server()
    channels = server.create_text_channel("atelier"), server.create_text_channel("bureau")
    return Room(on, server, *channels, on.person(server, "Maëlle"), path, Faults())


async def voted(on: Stage, path: Path) -> None:
    hall = hall_of(on, path)
    people = [hall.person(f"P{n}") for n in range(VOTERS)]
    await hall.play("scelle", "vote")
    for n, person in enumerate(people):
        receipt = await cast(hall, person, n % 2)
        assert fr("sealed.once") in receipt.text
        print("cast", n, flush=True)


async def check(on: Stage, path: Path) -> None:
    hall = hall_of(on, path)
    people = [hall.person(f"P{n}") for n in range(VOTERS)]
    async with on.stopped():
        on.path = path
    await on.later(60)
    told = {}
    for n, person in enumerate(people):
        if fr("sealed.in_box") in (await person.press(hall.card, "ballot.open")).text:
            told[n] = "in the box"
        else:
            receipt = await cast(hall, person, n % 2)
            told[n] = "cast" if fr("sealed.once") in receipt.text else receipt.text
    await on.later(60)
    found = {"told": told, "keys": len(Vault.beside(path).names())}
    await closed(hall)
    found["counted"] = sorted(r["content"] for r in rows(path, "SELECT * FROM counted_ballots"))
    found["keys_after"] = len(Vault.beside(path).names())
    found["unanswered"] = on.unanswered
    print(json.dumps(found), flush=True)


async def main(task: str, path: Path, last: int) -> None:
    library = Library({**shipped().recipes, "scelle": plan(sealed("yes_no"))}, {})
    first = path if task == "cast" else path.with_name("empty.db")
    if task == "cast":
        killed_after_key(path, last)
    async with stage(first, library=library) as on:
        await (voted(on, path) if task == "cast" else check(on, path))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]) if sys.argv[3:] else 0))
