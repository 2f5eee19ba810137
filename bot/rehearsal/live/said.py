"""What simulated people write: the texts of the rehearsal, each said once while there are some."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from bot.library import DATA
from bot.rehearsal.script import Script, ScriptedAction, ScriptedPostIt, told_in
from bot.workshop.language import Frozen, Language
from bot.workshop.reading import read_model

# A text that is not longer is a word or two: the weather of a check-in.
_WORD = 60


class Said(Frozen):
    """What is said where the script of the workshop says nothing (`data/rehearsals/live`)."""

    language: Language
    ideas: tuple[str, ...]
    names: tuple[str, ...]  # themes, as people propose them
    comments: tuple[str, ...]
    remarks: tuple[str, ...]  # what a mark goes with
    questions: tuple[str, ...]
    reactions: tuple[str, ...]
    concerns: tuple[str, ...]
    named: tuple[str, ...]  # why someone is named for a role
    points: tuple[str, ...]  # what a raised hand is about


def load_said(language: Language) -> Said:
    file = told_in(language, DATA / "rehearsals" / "live", "said")
    return read_model(Said, file.read_text(encoding="utf-8"), f"rehearsals/live/{file.name}")


class Sayings:
    """Hands out texts, shuffled; each kind begins again once all of it was said."""

    def __init__(self, script: Script, said: Said, chance: Random) -> None:
        self.script, self.said = script, said
        self._chance = chance
        self._left: dict[str, list[int]] = {}
        self._through: set[str] = set()  # marks under which the review has nothing left

    def one_of(self, kind: str, texts: Sequence[str]) -> str:
        """Return a text of `kind` that nobody said yet, where there is one."""
        return texts[self._rank(kind, len(texts))]

    def memory(self) -> ScriptedPostIt:
        """Return a post-it of the workshop, with its dimension and its year."""
        return self.script.postits[self._rank("memory", len(self.script.postits))]

    def action(self) -> ScriptedAction:
        return self.script.actions[self._rank("action", len(self.script.actions))]

    def idea(self, longest: int) -> str:
        """Return an idea; where it may not be longer than a few words, the weather."""
        if longest <= _WORD:
            return self.one_of("weather", self.script.weather)
        return self.one_of("idea", self.said.ideas)

    def in_columns(self, marks: set[str]) -> str:
        """Return what a review says in one of its columns, its mark first; empty once it was all
        said, or where it has no such column."""
        fitting = [text for text in self.script.review if text[0] in marks - self._through]
        if not fitting:
            return ""
        told = self.one_of("review", fitting)
        if not self._left["review"]:
            self._through |= marks
        return told

    def _rank(self, kind: str, count: int) -> int:
        left = self._left.setdefault(kind, [])
        if not left:
            left.extend(range(count))
            self._chance.shuffle(left)
        return left.pop() % count
