"""What the simulated people of a rehearsal write (`data/rehearsals/*.toml`)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bot.library import DATA
from bot.workshop.language import Frozen, Language, Sentence
from bot.workshop.reading import read_model


class ScriptedPostIt(Frozen):
    """A post-it; `appeal`, 1 to 9, is how much it draws dots."""

    text: Sentence
    dimension: str
    year: int | None = None
    appeal: Annotated[int, Field(ge=1, le=9)]


class ScriptedMilestone(Frozen):
    """A milestone; `postit` is the rank, from 0, of the post-it that it comes from."""

    postit: int
    statement: Sentence
    year: int
    dimension: str
    who: Sentence
    obstacles: Sentence


class ScriptedTheme(Frozen):
    """A theme made of the post-its that say `word`; `renamed` afterwards, maybe."""

    name: str
    word: str
    renamed: str | None = None


class ScriptedNote(Frozen):
    text: Sentence


class ScriptedAction(Frozen):
    """An action; `due_in_days` counts from the session."""

    what: Sentence
    owner: str
    due_in_days: Annotated[int, Field(ge=1)]
    first_step: Sentence


class Script(Frozen):
    """One rehearsal."""

    language: Language
    session_title: str
    facilitator: str
    people: tuple[str, ...]
    weather: tuple[str, ...]  # the check-in before the workshop
    review: tuple[str, ...]  # what is typed after it, each with the mark of its column
    postits: tuple[ScriptedPostIt, ...]
    themes: tuple[ScriptedTheme, ScriptedTheme, ScriptedTheme]
    milestones: tuple[ScriptedMilestone, ...]
    notes: tuple[ScriptedNote, ...]
    actions: tuple[ScriptedAction, ...]

    def names(self, number: int) -> list[str]:
        """Return `number` different names, those who will carry actions among them.

        Past the list, a number tells namesakes apart.
        """
        owners = [action.owner for action in self.actions]
        rounds, names = 1, list(dict.fromkeys([*owners, *self.people]))
        while len(names) < number:
            rounds += 1
            names += [f"{name} {rounds}" for name in self.people]
        return names[:number]


def load_script(language: Language) -> Script:
    """Return the rehearsal of the reference workshop in `language`."""
    file = DATA / "rehearsals" / f"adere-2032.{language.value}.toml"
    return read_model(Script, file.read_text(encoding="utf-8"), f"rehearsals/{file.name}")
