"""A server is set up from one panel, its channel tried, and the first session opened there."""

from __future__ import annotations

import discord
from simcord.backend.models.channel import Overwrite
from simcord.enums import OverwriteType

from bot.rehearsal.scene import Play, Scene
from bot.rehearsal.stage import Answer, Person
from bot.workshop.settings.choices import Setting

_MASKED, _MONTH, _SLOW = "1", "30", 30


async def act(scene: Scene) -> None:
    """Play `/setup`, choices and one undone, a channel tried twice, and *Weather check-in*."""
    t, room = scene.t, scene.room
    ines = room.manager("Inès", scene.script.language)
    team = room.server.create_role(t("rehearsal.setup.role"))
    scene.chapter(t("rehearsal.setup.panel"))
    home = await ines.command(room.channel, "setup")
    scene.whisper(home, ines, lines=8, short=True)
    await _choose(ines, home, Setting.FACILITATORS, team)
    await _choose(ines, home, Setting.SIGNING, _MASKED)
    page = await _choose(ines, home, Setting.KEPT, _MONTH)
    scene.whisper(page, ines, lines=3)
    scene.tell(t("rehearsal.setup.undone", who=ines.name))
    scene.whisper(await ines.press(page, "settings.undo"), ines, lines=3)

    scene.chapter(t("rehearsal.setup.tries"))
    _hindered(scene, _SLOW, "attach_files")
    await ines.press(home, "settings.setup")
    which = await ines.press(home, "settings.try")
    tried = await ines.choose(which, "settings.tried", room.channel)
    wrong = [line for line in tried.text.splitlines() if line.startswith(("⚠️", "❌", "🐢"))]
    scene.whisper("\n".join(wrong), ines)
    scene.tell(t("rehearsal.setup.mends", who=ines.name))
    _hindered(scene, 0)
    again = await ines.press(tried, "settings.trial")
    scene.whisper(again, ines, skip=1, lines=1)
    scene.whisper(again.text.splitlines()[-1], ines)
    scene.same("messages before the session", 0, scene.said())

    checklist = await room.open("meteo", language=scene.script.language.value)
    signed = [line for line in checklist.text.splitlines() if line.startswith("🎭")]
    scene.whisper("\n".join(signed), scene.lead)
    await room.steer("lead.start")
    scene.chapter_of_step()
    scene.card(lines=2, short=True)
    for person in scene.people:
        await room.write(person, t("rehearsal.setup.word", who=person.name))
    await scene.end()
    session = scene.document()["session"]
    scene.same("signing", "masked", session["signing"])
    named = [postit["author"] for postit in scene.document()["postits"]]
    scene.same("names", [None] * len(scene.people), named)
    scene.proves(t.n("rehearsal.setup.proved", len(named)))


async def _choose(person: Person, home: Answer, setting: Setting, value: object) -> Answer:
    """Choose one thing in the panel, from any page of it; return the page of that thing."""
    if not home.found("settings.pick"):
        await person.press(home, "settings.setup")
    page = await person.choose(home, "settings.pick", setting.value)
    return await person.choose(page, "settings.set", value)


def _hindered(scene: Scene, slow: int, *lacking: str) -> None:
    """Have the channel of the meeting be slow, and the bot lack rights there."""
    backend, channel = scene.stage.env.backend, scene.room.channel
    denied = discord.Permissions(**dict.fromkeys(lacking, True)).value
    ours = Overwrite(backend.bot_user.id, OverwriteType.MEMBER, deny=denied)
    backend.edit_channel(channel.id, {"rate_limit_per_user": slow}, overwrites=[ours])


PLAY = Play("setup", act)
