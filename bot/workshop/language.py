"""The two languages of Gommette, and texts that exist in both."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints


class Language(StrEnum):
    FRENCH = "fr"
    ENGLISH = "en"

    @classmethod
    def nearest(cls, locale: str | None) -> Language:
        """Return the language for a Discord locale such as ``fr`` or ``en-GB``."""
        return cls.FRENCH if (locale or "").lower().startswith("fr") else cls.ENGLISH


LABEL, SHORT, LONG = 60, 500, 1500  # characters

Label = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LABEL)]
ShortText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=SHORT)]
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONG)]


class Frozen(BaseModel):
    """Base of every model read from a data file: immutable, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Title(Frozen):
    """A short name in both languages, e.g. ``{ fr = "Le mur", en = "The wall" }``."""

    fr: Label
    en: Label

    def __getitem__(self, language: Language) -> str:
        return self.fr if language is Language.FRENCH else self.en


class Bilingual(Frozen):
    """A sentence or two in both languages; short enough for a card to hold several."""

    fr: ShortText
    en: ShortText

    def __getitem__(self, language: Language) -> str:
        return self.fr if language is Language.FRENCH else self.en
