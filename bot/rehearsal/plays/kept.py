"""What people fill in is kept: a form sent after time, dates as people write them."""

from __future__ import annotations

from datetime import timedelta

from bot.rehearsal.scene import Play, Scene
from bot.rehearsal.stage import Answer, Person


async def act(scene: Scene) -> None:
    """Play *Brainstorm* from one form that comes late to actions with and without a date."""
    t, (early, slow, *_) = scene.t, scene.people
    await scene.started("brainstorm")
    scene.chapter_of_step()
    await scene.room.write(early, t("rehearsal.kept.early"))
    form = await slow.press(scene.room.card, "postit.add")
    await scene.next()
    scene.tell(t("rehearsal.kept.sent", who=slow.name))
    scene.whisper(await slow.fill(form, ideas=t("rehearsal.kept.slow")), slow)
    await scene.room.go("actions")
    scene.chapter_of_step()
    today = scene.stage.env.now().date()
    unsure, soon = t("rehearsal.kept.unsure"), t("rehearsal.kept.soon")
    scene.tell(t("rehearsal.kept.dated", who=early.name, due=unsure))
    refused = await _propose(scene, early, "first", unsure)
    scene.whisper(refused, early)
    fixed = await early.press(scene.room.card, "action.add")
    scene.tell(t("rehearsal.kept.dated", who=early.name, due=soon))
    kept = await early.fill(fixed, **_held(scene, early, "first"), due=soon)
    scene.whisper(kept, early)
    scene.tell(t("rehearsal.kept.undated", who=slow.name))
    scene.whisper(await _propose(scene, slow, "second", ""), slow)
    await scene.end()
    found = scene.document()
    made = {t("rehearsal.kept.early"): False, t("rehearsal.kept.slow"): True}
    scene.same("post-its", made, {p["text"]: p["after_time"] for p in found["postits"]})
    due = (today + timedelta(days=14)).isoformat()
    dates = [(t("rehearsal.kept.first"), due), (t("rehearsal.kept.second"), None)]
    scene.same("dates", dates, [(action["what"], action["due"]) for action in found["actions"]])
    scene.proves(t("rehearsal.kept.proved"))


async def _propose(scene: Scene, who: Person, action: str, due: str) -> Answer:
    form = await who.press(scene.room.card, "action.add")
    return await who.fill(form, **_held(scene, who, action), due=due)


def _held(scene: Scene, who: Person, action: str) -> dict[str, object]:
    return {"what": scene.t(f"rehearsal.kept.{action}"), "member": [who.member]}


PLAY = Play("kept", act)
