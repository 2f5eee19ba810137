"""Two short sessions around the workshop: a masked check-in, and a review typed in the channel."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from simcord import ChannelHandle

from bot.i18n import Catalogue
from bot.library import Library
from bot.rehearsal.stage import Answer, Person, Stage, has_buttons, text_of
from bot.workshop.kinds import Collect
from bot.workshop.sessions.session import Signing


async def check_in(
    lead: Person, words: Mapping[Person, str], room: ChannelHandle, made: Stage, t: Catalogue
) -> str:
    """Play *Météo* with masked post-its; return what the room read of the wall."""
    panel = await started(lead, room, "meteo", t, signing=Signing.MASKED.value)
    for person, word in words.items():
        form = await person.press(made.card(room), label=t("button.add_one"))
        await person.fill(form, ideas=word)
        await made.later(5)
    said = len(made.messages(room))
    panel = await _next(lead, panel)
    wall = next(m for m in made.messages(room)[said:] if not has_buttons(m))
    await ended(lead, panel, t)
    await made.later(30)
    return text_of(wall)


async def review(
    lead: Person,
    said: Sequence[tuple[Person, str]],
    room: ChannelHandle,
    made: Stage,
    t: Catalogue,
) -> Counter[tuple[str, str | None]]:
    """Play *Keep, drop, try*, typed in the channel; return texts and columns to be found again.

    Each message begins with the mark of its column.
    """
    recipe = Library.load().recipes["keep-drop-try"]
    columns = next(s.marked(t.language) for s in recipe.steps if isinstance(s, Collect))
    panel = await started(lead, room, "keep-drop-try", t)
    expected: Counter[tuple[str, str | None]] = Counter()
    for person, text in said:
        await person.say(room, text)
        await made.later(15)
        expected[text[1:].strip(), columns[text[0]]] += 1
    await ended(lead, panel, t)
    await made.later(30)
    return expected


async def started(
    lead: Person, room: ChannelHandle, recipe: str, t: Catalogue, **options: str
) -> Answer:
    """Have `lead` open a session and start it; return the panel."""
    panel = await lead.command(
        room, "session new", recipe=recipe, language=t.language.value, **options
    )
    return await lead.press(panel, label=t("button.start"))


async def _next(lead: Person, panel: Answer) -> Answer:
    (button,) = panel.found("lead.next")
    return await lead.press(panel, custom_id=button["custom_id"])


async def ended(lead: Person, panel: Answer, t: Catalogue) -> None:
    """Have `lead` end the session."""
    question = await lead.press(panel, label=t("button.end"))
    await lead.press(question, label=t("button.end_yes"))
