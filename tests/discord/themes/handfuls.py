"""A room that sorts together: its wall, its forms, what people answer in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from bot.rehearsal.stage import Answer, Person
from tests.discord.acting import Room, rows

# What someone says of a post-it, by its label and the choices of its field.
Says = Callable[[str, dict[str, str]], str]


async def wall(hall: Room, *ideas: str, by: Person | None = None, language: str = "fr") -> Person:
    """A brainstorm about to be sorted, with `ideas` on its wall; return who wrote them."""
    awa = by or hall.person("Awa")
    await hall.play("brainstorm", "collect", language=language)
    await hall.write(awa, *ideas)
    await hall.go("group")
    return awa


async def start(hall: Room, *names: str) -> Answer:
    """Have who leads name the themes, which starts the sort; return how far it is."""
    form = await hall.lead.press(await hall.lead.press(hall.card, "lead.panel"), "together.start")
    shown = await hall.lead.fill(form, names="\n".join(names))
    await hall.stage.later(10)
    return shown


def asked(form: Answer) -> dict[str, dict[str, Any]]:
    """The fields of a form that are answered, by their label."""
    assert form.form is not None, form.text
    return {
        part["label"]: part["component"] for part in form.form["components"] if "component" in part
    }


def choices(field: dict[str, Any]) -> dict[str, str]:
    """What may be said in a field: label → value."""
    return {option["label"]: option["value"] for option in field["options"]}


def preset(form: Answer) -> dict[str, str]:
    """What each field of a form holds before it is touched: label → label of the choice."""
    return {
        label: option["label"]
        for label, field in asked(form).items()
        for option in field.get("options", ())
        if option.get("default")
    }


async def answer(who: Person, form: Answer, says: Says) -> Answer:
    """Have someone send a handful."""
    given = {}
    for label, field in asked(form).items():
        known = choices(field)
        value = known[says(label, known)]
        given[field["custom_id"]] = value if field["type"] == RADIO else [value]
    return await who.fill(form, **given)


RADIO = 21


async def sort(hall: Room, who: Person, says: Says, handfuls: int = 99) -> Answer:
    """Have someone sort until nothing is left for them, or for so many handfuls; return the last
    answer."""
    form = await who.press(hall.card, "together.sort")
    shown = form
    for _ in range(handfuls):
        if form.form is None:
            return form
        shown = await answer(who, form, says)
        form = await who.press(shown, "together.sort")
    return shown


def by_word(homes: dict[str, str], else_: str) -> Says:
    """Someone who puts what has a word in a theme, and says `else_` of the rest."""

    def says(label: str, _: dict[str, str]) -> str:
        return next((theme for word, theme in homes.items() if word in label), else_)

    return says


def always(said: str) -> Says:
    return lambda label, known: said


def given(hall: Room) -> list[tuple[int, str, object]]:
    """Every answer of the database: post-it, who, what."""
    found = rows(hall.path, "SELECT * FROM sorting_answers ORDER BY postit_id, sorter")
    return [(row["postit_id"], row["sorter"], row["theme_id"] or row["word"]) for row in found]


def people(hall: Room, names: Sequence[str]) -> list[Person]:
    return [hall.person(name) for name in names]
