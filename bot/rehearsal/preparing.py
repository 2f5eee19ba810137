"""Before the workshop: a short scenario is written with `/backcast`, one form after another."""

from __future__ import annotations

import io
import math
import struct
import wave
from dataclasses import dataclass

from simcord import ChannelHandle

from bot.i18n import Catalogue
from bot.library import DATA
from bot.rehearsal.short import ended, started
from bot.rehearsal.stage import Answer, Person, Stage, has_buttons, text_of
from bot.workshop.language import Language
from bot.workshop.story.scenario import Scenario, read_scenario

_RATE = 8000  # samples a second
_NOTES = (392.0, 440.0, 523.25, 392.0)  # hertz: three that climb, one that comes back
_LENGTH = 0.4  # seconds each
_LOUD = 9000  # of 32,767


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
    form = await lead.press(bench, label=t("button.backcast_story"))
    bench = await lead.fill(form, opening=scenario.opening, question=scenario.question)
    for anchor in scenario.anchors:
        form = await lead.press(bench, label=t("button.backcast_anchor"))
        bench = await lead.fill(form, year=str(anchor.year), title=anchor.title, text=anchor.text)
    bench = await lead.press(bench, label=t("button.backcast_check"))
    checked = bench.text
    if scenario.award is not None:
        form = await lead.press(bench, label=t("button.backcast_award"))
        bench = await lead.fill(form, name=scenario.award.name, text=scenario.award.text)
    form = await lead.press(bench, label=t("button.backcast_dimensions"))
    lines = [f"{d.name} : {d.hint}" if d.hint else d.name for d in scenario.dimensions]
    bench = await lead.fill(form, dimensions="\n".join(lines))
    form = await lead.press(bench, label=t("button.backcast_media"))
    sound = (f"{t('rehearsal.sound')}.wav", few_notes())
    bench = await lead.fill(form, file=sound, transcript=t("rehearsal.transcript"))
    filled = bench.text
    preview = await lead.press(bench, label=t("button.backcast_preview"))
    bench = await lead.press(bench, label=t("button.backcast_save"))
    found = await lead.member.autocomplete(room, "session new", "scenario", scenario.title)
    name = str(found[0]["value"])
    return Prepared(name, opened, checked, filled, preview, bench.text, bench)


@dataclass(frozen=True, slots=True)
class Told:
    """What the room read of a story, and the words of its recording as one person read them."""

    room: list[str]
    transcript: str


async def tell(
    lead: Person, name: str, listener: Person, room: ChannelHandle, made: Stage, t: Catalogue
) -> Told:
    """Open a session on the scenario called `name`, have its story told, and end it there."""
    said = len(made.messages(room))
    panel = await started(lead, room, "backcasting", t, scenario=name)
    await made.later(360)
    told = [m for m in made.messages(room)[said:] if m.attachments or not has_buttons(m)]
    recording = next(m for m in told if has_buttons(m))
    words = await listener.press(recording, label=t("button.transcript"))
    texts = [text_of(message) for message in told]
    await ended(lead, panel, t)
    await made.later(30)
    return Told(texts, words.text)


def load_prepared(language: Language) -> Scenario:
    """Return the short scenario that the rehearsal writes, in `language`."""
    file = DATA / "rehearsals" / "prepared" / f"marmite-2036.{language.value}.toml"
    return read_scenario(file.read_text(encoding="utf-8"), f"rehearsals/prepared/{file.name}")


def few_notes() -> bytes:
    """Return a very short recording: a few notes, as a WAV file."""
    count = int(_RATE * _LENGTH)
    samples = [
        round(_LOUD * math.sin(2 * math.pi * note * n / _RATE) * (1 - n / count))
        for note in _NOTES
        for n in range(count)
    ]
    made = io.BytesIO()
    with wave.open(made, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(_RATE)
        sound.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return made.getvalue()
