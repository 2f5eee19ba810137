"""What a custom id carries: the names that its verb gives them, in the source and on the wire."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.interface.pressing.router import Verb, custom_id, on
from bot.workshop.errors import Refusal
from tests.discord.acting import Room
from tests.sentences import PROGRAM, ROOT


def built(file: Path) -> Iterator[tuple[str, str | None, list[str | None]]]:
    """Return every call of `custom_id`: where it is, its verb, the names of its arguments.

    The verb is None where it cannot be read; so is the name of an argument that has none.
    """
    for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(call, ast.Call) or ast.unparse(call.func) != "custom_id":
            continue
        verb, *others = call.args
        told = str(verb.value) if isinstance(verb, ast.Constant) else None
        names = [None for _ in others] + [keyword.arg for keyword in call.keywords]
        yield f"{file.relative_to(ROOT)}:{call.lineno}", told, names


async def test_every_custom_id_names_the_arguments_of_its_verb(hall: Room) -> None:
    """Else the file and line of a verb that nobody answers, or takes other names in this order."""
    verbs = hall.stage.bot.router.verbs
    found = [call for file in PROGRAM for call in built(file)]
    assert len(found) > 100
    wrong = [
        f"{where}: {verb} takes {', '.join(verbs[verb].arguments) if verb in verbs else 'nobody'}"
        for where, verb, names in found
        if verb is None or verb not in verbs or list(verbs[verb].arguments) != names
    ]
    assert not wrong, "\n".join(wrong)


class Desk:
    @on("tried.it", "step", "theme", "every")
    async def tried(
        self, press: object, step: int, theme: int | None, every: bool = False
    ) -> None: ...


VERB: Verb = Desk.tried.__gommette_verb__  # type: ignore[attr-defined]


def test_a_custom_id_is_read_as_it_was_written() -> None:
    for theme in (None, 0, 7):
        for every in (False, True):
            verb, *written = custom_id("tried.it", step=3, theme=theme, every=every).split(":")
            assert verb == VERB.name
            assert VERB.read(written) == {"step": 3, "theme": theme, "every": every}


def test_an_argument_that_came_later_may_be_missing_from_a_button_posted_before() -> None:
    assert VERB.read(["3", ""]) == {"step": 3, "theme": None}


@pytest.mark.parametrize(
    "written",
    ["", "3", ":7", "x:7", "3:x", "3:7:", "3:7:2", "3:7:-1", "3:7:true", "3:7:1:1", f"{2**63}:7"],
)
def test_what_a_verb_does_not_take_is_refused(written: str) -> None:
    with pytest.raises(Refusal):
        VERB.read(written.split(":"))


def test_a_method_takes_what_its_verb_declares() -> None:
    with pytest.raises(TypeError, match="does not take the arguments"):

        @on("some.verb", "step", "page")
        async def swapped(self: object, press: object, page: int, step: int) -> None: ...

    with pytest.raises(TypeError, match="takes what a custom id cannot hold"):

        @on("some.verb", "name")
        async def worded(self: object, press: object, name: str) -> None: ...
