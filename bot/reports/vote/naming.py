"""How an option of a vote is named, wherever it is: on a ballot, in a result, in a report."""

from __future__ import annotations

from bot.i18n import Catalogue, catalogue
from bot.workshop.language import Language
from bot.workshop.text import shorten
from bot.workshop.vote.ballot import Option
from bot.workshop.vote.step import Wording


def naming(option: Option, t: Catalogue, limit: int | None = None) -> str:
    """Return an option with its place, and the mark of one that was withdrawn, not yet escaped.

    In about `limit` characters: what is cut is the words, never the place nor the mark.
    """
    said = option.said(limit)
    return t("option.withdrawn", option=said) if option.withdrawn else said


def worded(option: Option, limit: int, *, numbered: bool = False) -> Wording:
    """Return an option as a written one that names it in both languages, for another vote."""
    before = f"{option.number} · " if numbered else ""

    def said(language: Language) -> str:
        return shorten(before + naming(option, catalogue(language), limit - len(before)), limit)

    return Wording(fr=said(Language.FRENCH), en=said(Language.ENGLISH))
