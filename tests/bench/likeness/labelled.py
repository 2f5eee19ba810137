"""Post-its whose themes are known, written by us: those of the rehearsal, and `quartier.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from bot.rehearsal.script import Script

_REHEARSALS = Path(__file__).parents[3] / "data" / "rehearsals"
_IDEAS = Path(__file__).parent / "quartier.toml"
LANGUAGES = ("fr", "en")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A wall: texts, and for each the name of its theme, None where it belongs in none."""

    name: str
    texts: tuple[str, ...]
    themes: tuple[str | None, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its themes."""
        return tuple(dict.fromkeys(theme for theme in self.themes if theme is not None))

    def within(self, theme: str) -> list[int]:
        """Return the ranks of the texts of a theme."""
        return [rank for rank, found in enumerate(self.themes) if found == theme]


def labelled() -> list[Labelled]:
    """Return every set, in French and in English."""
    return [
        *(_rehearsal(language) for language in LANGUAGES),
        *(_ideas(rank, language) for rank, language in enumerate(LANGUAGES)),
    ]


def _rehearsal(language: str) -> Labelled:
    read = tomllib.loads((_REHEARSALS / f"adere-2032.{language}.toml").read_text("utf-8"))
    postits = Script.model_validate(read).postits
    return Labelled(
        f"rehearsal, {language}",
        tuple(postit.text for postit in postits),
        tuple(postit.theme for postit in postits),
    )


def _ideas(rank: int, language: str) -> Labelled:
    themes = tomllib.loads(_IDEAS.read_text("utf-8"))["themes"]
    return Labelled(
        f"neighbourhood, {language}",
        tuple(idea[rank] for theme in themes for idea in theme["ideas"]),
        tuple(theme[language] for theme in themes for _ in theme["ideas"]),
    )
