"""An agenda: subjects are proposed and voted, then each has its own step and its own time."""

from __future__ import annotations

from bot.rehearsal.scene import Play, Scene

_KEPT = 4  # lines of a card


async def act(scene: Scene) -> None:
    """Play *Agenda*: everyone brings a subject, two share their dots, the room talks one by one."""
    t, room = scene.t, scene.room
    await scene.started("agenda")
    scene.chapter_of_step()
    keys, meal, gate = "rehearsal.agenda.keys", "rehearsal.agenda.meal", "rehearsal.agenda.gate"
    subjects = [t(keys), t(meal), t(gate)]
    for rank, (person, subject) in enumerate(zip(scene.people, subjects, strict=False)):
        receipt = await room.write(person, subject)
        if not rank:
            scene.whisper(receipt, person, lines=_KEPT)
    await room.go("vote")
    scene.chapter_of_step()
    wall = await _numbers(scene)
    for rank, person in enumerate(scene.people):
        liked = subjects[:2] if rank else subjects[:1]
        await room.put_dots(person, *(wall[subject] for subject in liked))
    scene.tell(t.n("rehearsal.agenda.voted", len(scene.people)))
    talked: list[tuple[str, int]] = []
    for minutes in (9, 4):
        await scene.next()
        scene.card(lines=_KEPT)
        step = await scene.stage.step(room.channel)
        assert step is not None
        talked.append((step.plan.title[t.language], minutes * 60))
        form = await scene.lead.press(room.panel, "note.add")
        await scene.lead.fill(form, note=t("rehearsal.agenda.note", subject=talked[-1][0]))
        await scene.stage.later(minutes * 60 - 1)
    await scene.next()
    await scene.end()
    scene.summary()
    made = scene.document()
    found = [step for step in made["steps"] if "subject" in step]
    scene.same("subjects", subjects[:2], [step["subject"]["text"] for step in found])
    scene.same("titles", [title for title, _ in talked], [step["title"] for step in found])
    planned = scene.stage.bot.library.recipes["agenda"].minutes
    scene.same("minutes", planned, sum(step["planned_minutes"] for step in made["steps"]))
    for (_, seconds), step in zip(talked, found, strict=True):
        scene.same("time", True, abs(step["spent_seconds"] - seconds) <= 2)
    notes = {note["step"]: note["text"] for note in made["notes"]}
    for step in found:
        expected = t("rehearsal.agenda.note", subject=step["title"])
        scene.same("notes", expected, notes.get(step["step"]))
    scene.proves(t.n("rehearsal.agenda.proved", len(found)))


async def _numbers(scene: Scene) -> dict[str, str]:
    """Return the number that each subject has on the wall."""
    async with scene.stage.bot.ctx.database.read() as tx:
        session = await tx.sessions.live_in(scene.room.channel.id)
        assert session is not None
        return {p.text: str(p.number) for p in await tx.postits.of_session(session.id)}


PLAY = Play("agenda", act, least=3, most=8)
