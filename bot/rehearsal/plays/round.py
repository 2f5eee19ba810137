"""A round outside any recipe: a warning, an extension, a note, and the message that it leaves."""

from __future__ import annotations

from bot.rehearsal.scene import Play, Scene

_PLANNED, _MORE = 5, 1  # minutes


async def act(scene: Scene) -> None:
    """Play `/round`, which nobody plans and nobody ends."""
    t, room, lead = scene.t, scene.room, scene.lead
    subject, noted = t("rehearsal.round.subject"), t("rehearsal.round.noted")
    scene.chapter(subject)
    asked = {"subject": subject, "length": f"{_PLANNED} min", "sound": True}
    room.panel = await lead.command(room.channel, "round", **asked)
    scene.tell(t("rehearsal.round.opened", who=lead.name))
    scene.show(room.card)
    await scene.stage.later((_PLANNED - 1) * 60 + 3)
    scene.show(scene.stage.last(room.channel))
    more = t("button.more", minutes=_MORE)
    room.panel = await lead.press(room.panel, label=more)
    scene.tell(t("rehearsal.round.extended", who=lead.name, more=more))
    await lead.fill(await lead.press(room.panel, "note.add"), note=noted)
    await scene.stage.later((_MORE + 1) * 60 + 30)
    left = scene.stage.messages(room.channel)
    scene.tell(t("rehearsal.round.over"))
    scene.show(left[-1])
    found = scene.document()
    scene.same("messages left", 1, len(left))
    scene.same("sounds", 1, len(left[-1].attachments))
    scene.same("seconds spent", [(_PLANNED + _MORE) * 60], _spent(found))
    scene.same("notes", [noted], [note["text"] for note in found["notes"]])
    scene.proves(t("rehearsal.round.proved"))


def _spent(found: dict[str, list[dict[str, int]]]) -> list[int]:
    return [step["spent_seconds"] for step in found["steps"]]


PLAY = Play("round", act)
