"""What the simulated people of a rehearsal write (`data/rehearsals/*.toml`)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import discord
from pydantic import Field, model_validator

from bot.library import DATA
from bot.workshop.actions.action import LIMIT
from bot.workshop.language import Frozen, Language, Sentence
from bot.workshop.reading import read_model
from bot.workshop.themes.sorting import NAME_LIMIT

ThemeName = Annotated[str, Field(min_length=1, max_length=NAME_LIMIT)]


class ScriptedPostIt(Frozen):
    """A post-it; `appeal`, 1 to 9, is how much it draws dots, and `theme` the one of the script in
    which it belongs: None for one that belongs in none."""

    text: Sentence
    dimension: str
    theme: ThemeName | None = None
    year: int | None = None
    appeal: Annotated[int, Field(ge=1, le=9)]


class ScriptedMilestone(Frozen):
    """A milestone; `postit` is the rank, from 0, of the post-it that it comes from."""

    postit: Annotated[int, Field(ge=0)]
    statement: Annotated[str, Field(max_length=200)]
    year: int
    dimension: str
    who: Sentence
    obstacles: Sentence


class ScriptedSearch(Frozen):
    """A theme that the facilitator makes of the post-its that say `word`; `renamed` afterwards,
    maybe."""

    name: ThemeName
    word: str
    renamed: ThemeName | None = None


class ScriptedNote(Frozen):
    text: Annotated[str, Field(max_length=1000)]


class ScriptedOption(Frozen):
    """What can be chosen; `appeal`, 1 to 9, is how well it is liked."""

    text: Sentence
    appeal: Annotated[int, Field(ge=1, le=9)]


class ScriptedPoll(Frozen):
    """A question that comes up in the discussion, and what can be chosen."""

    question: Annotated[str, Field(max_length=200)]
    options: Annotated[tuple[ScriptedOption, ...], Field(min_length=2, max_length=6)]


class ScriptedAction(Frozen):
    """An action; `due_in_days` counts from the session."""

    what: Annotated[str, Field(max_length=LIMIT)]
    owner: str
    due_in_days: Annotated[int, Field(ge=1, le=365)]
    first_step: Annotated[str, Field(max_length=LIMIT)]


class Script(Frozen):
    """One rehearsal."""

    language: Language
    session_title: str
    facilitator: str
    people: tuple[str, ...]
    weather: tuple[str, ...]  # the check-in before the workshop
    review: tuple[str, ...]  # what is typed after it, each with the mark of its column
    pasted: tuple[str, ...]  # the items of minutes written elsewhere
    themes: Annotated[tuple[ThemeName, ...], Field(min_length=6, max_length=9)]
    postits: tuple[ScriptedPostIt, ...]
    searches: tuple[ScriptedSearch, ScriptedSearch, ScriptedSearch]
    milestones: tuple[ScriptedMilestone, ...]
    notes: tuple[ScriptedNote, ...]
    poll: ScriptedPoll
    actions: tuple[ScriptedAction, ...]

    @model_validator(mode="after")
    def _check_themes(self) -> Script:
        """Each theme has one name and some post-its, and no post-it names another."""
        if len(set(self.themes)) < len(self.themes):
            raise ValueError("two themes have the same name")
        named = {postit.theme for postit in self.postits} - {None}
        if unknown := sorted(str(name) for name in named - set(self.themes)):
            raise ValueError(f"no theme of the script is called {unknown[0]}")
        if empty := [name for name in self.themes if name not in named]:
            raise ValueError(f"no post-it belongs in {empty[0]}")
        return self

    @property
    def belongs(self) -> dict[str, str | None]:
        """The text of each post-it → the theme in which it belongs; None where it does in none."""
        return {postit.text: postit.theme for postit in self.postits}

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
    """Return the rehearsal of the reference workshop in `language`: what people say there is
    English where nobody wrote it in that language yet."""
    file = told_in(language, DATA / "rehearsals", "adere-2032")
    script = read_model(Script, file.read_text(encoding="utf-8"), f"rehearsals/{file.name}")
    return script.model_copy(update={"language": language})


def told_in(language: Language, folder: Path, name: str) -> Path:
    """Return the file called `name` of a language, else the English one."""
    own = folder / f"{name}.{language}.toml"
    return own if own.exists() else folder / f"{name}.{Language.ENGLISH}.toml"


def shipped_scenario(language: Language) -> str:
    """Return the name of the scenario of the reference workshop, in `language` if it is there."""
    return told_in(language, DATA / "scenarios", "adere-2032").stem


def locale_of(language: Language) -> str:
    """Return the locale of Discord in which someone reads a language; English where none is."""
    every = [one.value for one in discord.Locale]
    own = language.locale.replace("_", "-")
    if own in every:
        return own
    return next((one for one in every if Language.exactly(one) is language), "en-GB")
