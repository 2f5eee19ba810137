"""A scenario of one's own: written with `/backcast`, one form after another, then told."""

from __future__ import annotations

from dataclasses import dataclass

from simcord import ChannelHandle

from bot.i18n import Catalogue
from bot.library import DATA
from bot.rehearsal.notes import few_notes
from bot.rehearsal.scene import Play, Scene
from bot.rehearsal.script import told_in
from bot.rehearsal.stage import Answer, Person, has_buttons
from bot.workshop.language import Language
from bot.workshop.story.scenario import Scenario, read_scenario


async def act(scene: Scene) -> None:
    """Write a short scenario with a recording, check it, save it; a session tells it."""
    t, room = scene.t, scene.room
    story = load_prepared(t.language)
    scene.chapter(t("rehearsal.scenario.writing"))
    made = await prepare(room.lead, room.channel, story, t)
    scene.tell(t("rehearsal.scenario.halfway"))
    scene.whisper(made.checked, room.lead)
    scene.tell(t("rehearsal.scenario.filled"))
    scene.whisper(made.saved, room.lead)
    said = len(scene.stage.messages(room.channel))
    await scene.started("backcasting", scenario=made.name)
    scene.chapter_of_step()
    await scene.stage.later(360)
    told = scene.stage.messages(room.channel)[said:]
    recording = next(m for m in told if m.attachments and has_buttons(m))
    for message in told:
        if message is recording or not has_buttons(message):
            scene.show(message)
    listener = scene.people[0]
    scene.whisper(await listener.press(recording, "story.words"), listener)
    await scene.end()
    fiction = scene.document()["fiction"]
    scene.same("opening", story.opening.strip(), fiction["opening"])
    heard = [a.filename for message in told for a in message.attachments]
    scene.same("recording", 1, sum(name.endswith(".wav") for name in heard))
    scene.proves(t("rehearsal.scenario.proved"))


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the facilitator read, in order, and the name under which sessions find the scenario.

    The workbench is one message that changes: its texts are kept as they were.
    """

    name: str
    opened: str  # the empty workbench
    checked: str  # what a check says halfway
    filled: str  # the workbench with everything in it
    preview: Answer  # several private messages, pictures and the recording with them
    saved: str
    bench: Answer  # the workbench, to go on with


async def prepare(lead: Person, room: ChannelHandle, scenario: Scenario, t: Catalogue) -> Prepared:
    """Have `lead` write `scenario` in the channel `room`, attach a recording, check and save it.

    `t` is the catalogue of the language in which `lead` reads Discord.
    """
    bench = await lead.command(
        room,
        "backcast new",
        title=scenario.title,
        organisation=scenario.organisation,
        origin=scenario.origin,
        horizon=scenario.horizon,
        language=scenario.language.value,
    )
    opened = bench.text
    form = await lead.press(bench, "backcast.story")
    bench = await lead.fill(form, opening=scenario.opening, question=scenario.question)
    for anchor in scenario.anchors:
        form = await lead.press(bench, "backcast.anchor_add")
        bench = await lead.fill(form, year=str(anchor.year), title=anchor.title, text=anchor.text)
    bench = await lead.press(bench, "backcast.check")
    checked = bench.text
    if scenario.award is not None:
        form = await lead.press(bench, "backcast.award")
        bench = await lead.fill(form, name=scenario.award.name, text=scenario.award.text)
    form = await lead.press(bench, "backcast.dimensions")
    lines = [f"{d.name} : {d.hint}" if d.hint else d.name for d in scenario.dimensions]
    bench = await lead.fill(form, dimensions="\n".join(lines))
    form = await lead.press(bench, "backcast.media")
    sound = (f"{t('rehearsal.sound')}.wav", few_notes())
    bench = await lead.fill(form, file=sound, transcript=t("rehearsal.transcript"))
    filled = bench.text
    preview = await lead.press(bench, "backcast.preview")
    bench = await lead.press(bench, "backcast.save")
    found = await lead.member.autocomplete(room, "session new", "scenario", scenario.title)
    name = str(found[0]["value"])
    return Prepared(name, opened, checked, filled, preview, bench.text, bench)


def load_prepared(language: Language) -> Scenario:
    """Return the short scenario that the rehearsal writes, in `language`."""
    file = told_in(language, DATA / "rehearsals" / "prepared", "marmite-2036")
    return read_scenario(file.read_text(encoding="utf-8"), f"rehearsals/prepared/{file.name}")


PLAY = Play("scenario", act)
