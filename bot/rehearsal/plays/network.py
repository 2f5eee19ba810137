"""Two servers: one invites, the other says yes, and its next summary arrives there too."""

from __future__ import annotations

import re

import discord

from bot.rehearsal.scene import Play, Scene
from bot.rehearsal.stage import Person, found, text_of

_LINES = 3
# Seconds after which the server that gives has looked whether it was accepted.
_LOOKED = 60.0


async def act(scene: Scene) -> None:
    """Play an invitation, its two answers, a session, and the end of the link."""
    t, room, language = scene.t, scene.room, scene.script.language
    theirs = scene.stage.server(t("rehearsal.network.theirs"))
    place = theirs.create_text_channel(t("rehearsal.network.place"))
    role = theirs.create_role("…", permissions=discord.Permissions(manage_guild=True))
    zoe = scene.stage.person(theirs, "Zoé", language, [role])
    ines = room.manager("Inès", language)
    await zoe.command(place, "settings language", language=language.value)
    await ines.command(room.coordination, "settings language", language=language.value)

    scene.chapter(t("rehearsal.network.invites"))
    invited = await zoe.command(place, "network invite", channel=place)
    scene.whisper(invited, zoe, lines=2)
    code = re.search(r"gommette\d\.[\w-]+", invited.text)
    form = await ines.command(room.coordination, "network join")
    read = await ines.fill(form, code=code[0] if code is not None else "")
    scene.whisper(read, ines, lines=2)
    await ines.press(read, "network.join")
    (question,) = [m for m in scene.stage.messages(place) if found(m, "network.accept")]
    scene.tell(t("rehearsal.network.asked"))
    scene.show(question, lines=2)
    await zoe.press(question, "network.accept")
    await scene.stage.later(_LOOKED)
    scene.show(scene.stage.last(room.coordination), lines=1)

    scene.chapter(t("rehearsal.network.shares"))
    await scene.started("brainstorm")
    for person in scene.people:
        await room.write(person, t("rehearsal.network.idea", name=person.name))
    scene.whisper(await _end_question(scene), scene.lead)
    await room.steer("lead.end_yes")
    await scene.stage.later(30)
    (shared,) = [m for m in scene.stage.messages(place) if m.webhook_id and m.attachments]
    scene.show(shared, lines=_LINES)
    here = [m for m in scene.stage.messages(room.coordination) if m.attachments][-1]
    scene.same("documents", await _documents(here), await _documents(shared))
    scene.same("people", len(scene.people), len(scene.document()["postits"]))

    await _stop(scene, ines)
    scene.show(scene.stage.last(place))
    scene.same("webhooks", {}, scene.stage.env.backend.webhooks)
    scene.expected_refusals()
    scene.proves(t("rehearsal.network.proved"))


async def _end_question(scene: Scene) -> str:
    """Have the leader ask for the end; return the line that says where the summary goes."""
    asked = await scene.room.steer("lead.end")
    return next(line for line in asked.text.splitlines() if line.startswith("🤝"))


async def _documents(message: discord.Message) -> dict[str, bytes]:
    """Return the documents of a message; pictures are drawn for each."""
    return {
        one.filename: await one.read()
        for one in message.attachments
        if not one.filename.endswith(".png")
    }


async def _stop(scene: Scene, ines: Person) -> None:
    scene.chapter(scene.t("rehearsal.network.stops"))
    listed = await ines.command(scene.room.coordination, "network list")
    scene.whisper(text_of(listed.shown).split("\n", 1)[1], ines)
    await ines.press(await ines.press(listed, "network.stop"), "network.stop_yes")


PLAY = Play("network", act, least=2, most=6)
