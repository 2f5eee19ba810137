"""What is kept about one person: taken as a file, deleted, and found nowhere any more."""

from __future__ import annotations

import asyncio
import json

from bot.interface.naming.people import language_of_room
from bot.rehearsal.scene import Play, Scene
from bot.rehearsal.stage import Answer, Person
from bot.reports.markdown import markdown
from bot.services.records import record

# How often the disk is looked at for what has still to leave it.
_LOOKS, _BETWEEN = 60, 10.0


async def act(scene: Scene) -> None:
    """Someone writes in *Brainstorm*, takes their data once it has ended, and has it deleted."""
    t, room = scene.t, scene.room
    awa, other, *_ = scene.people
    await scene.started("brainstorm")
    mine, theirs = t("rehearsal.my_data.mine"), t("rehearsal.my_data.theirs")
    await room.write(awa, mine)
    await room.write(other, theirs)
    await scene.end()
    scene.chapter(t("rehearsal.my_data.asks"))
    asked = await awa.command(room.channel, "privacy")
    scene.whisper(asked, awa, lines=12)
    given = await awa.press(asked.shown, "privacy.file")
    files = {one.filename.rpartition(".")[2]: await one.read() for one in given.shown.attachments}
    told = json.loads(files["json"])
    held = [row["row"].get("text") for one in told["sessions"] for row in one["kept"]]
    scene.same("post-its of a file", [mine], [text for text in held if text])
    scene.same("person of a file", awa.id, told["person"])
    scene.same("other people", False, theirs in files["json"].decode())
    scene.chapter(t("rehearsal.my_data.deletes"))
    await _delete(scene, awa, asked)
    await _erased(scene)
    await _gone(scene, awa, mine)
    scene.proves(t("rehearsal.my_data.proved"))


async def _delete(scene: Scene, who: Person, asked: Answer) -> None:
    t = scene.t
    first = await who.press(asked.shown, "privacy.ask")
    scene.whisper(first, who, lines=14)
    second = await who.press(first.shown, label=t("button.privacy_remove"))
    scene.whisper(second, who, lines=6)
    scene.whisper(await who.press(second.shown, "privacy.erase"), who, lines=6)


async def _erased(scene: Scene) -> None:
    """Wait until what was deleted has left the disk."""
    for _ in range(_LOOKS):
        await scene.stage.later(_BETWEEN)
        async with scene.stage.bot.ctx.database.read() as tx:
            if not await tx.erasures.pending():
                return
    scene.problems.append("what was deleted is still on the disk")


async def _gone(scene: Scene, who: Person, words: str) -> None:
    """Look at every byte of the database, and at the summary made again."""
    database = scene.stage.bot.ctx.database
    files = sorted(database.path.parent.glob(f"{database.path.name}*"))
    held = b"".join(await asyncio.gather(*(asyncio.to_thread(f.read_bytes) for f in files)))
    for what in (who.id.to_bytes(8, "big"), str(who.id).encode(), words.encode()):
        scene.same("bytes", False, what in held)
    async with database.read() as tx:
        (session,) = await tx.people.sessions(0, scene.room.server.id)
    made = await record(scene.stage.bot.ctx, session)
    text = markdown(made, language_of_room(made.session))
    scene.same("names", False, who.name in text)
    scene.same("words", False, words in text)


PLAY = Play("my_data", act)
