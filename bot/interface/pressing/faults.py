"""What is wrong with a file or a sketch, in the words of whoever reads."""

from __future__ import annotations

from collections.abc import Sequence

from bot.i18n import Catalogue
from bot.interface.showing.cards import shorten_lines
from bot.workshop.faults import Fault, FaultKind
from bot.workshop.language import Language
from bot.workshop.story.checking import Advice
from bot.workshop.story.scenario import FIRST_YEAR, LAST_YEAR
from bot.workshop.text import escape, shorten

_ROOM = 2200  # characters: the head of the message and its buttons stand beside
_PLACE = 80
_LINES = 200  # the shortest sentence fills the room before: a hostile file has 100,000 mistakes


def file_lines(faults: Sequence[Fault], t: Catalogue) -> str:
    """Return the mistakes of a file, each with its key as the file writes it."""
    lines = []
    for fault in faults[:_LINES]:
        # A key of the file may hold anything.
        place = escape(shorten(fault.place, _PLACE))
        lines.append(
            f"- **{place}** · {expected(fault, t)}" if place else f"- {expected(fault, t)}"
        )
    return shorten_lines("\n".join(lines), _ROOM)


def sketch_lines(faults: Sequence[Fault], t: Catalogue) -> str:
    """Return what a sketch lacks, each with its place as the workbench names it."""
    lines = (f"- {sketch_line(fault, t)}" for fault in faults[:_LINES])
    return shorten_lines("\n".join(lines), _ROOM)


def sketch_line(fault: Fault, t: Catalogue) -> str:
    """Return one thing that a sketch lacks, with its place."""
    return f"**{_place(fault.path, t)}** · {expected(fault, t)}"


def advice_lines(advice: Sequence[Advice], t: Catalogue) -> str:
    """Return advice, a line each."""
    return "\n".join(f"- {t(f'advice.{one.tip}', **one.figures)}" for one in advice)


def expected(fault: Fault, t: Catalogue) -> str:
    """Return what is wrong, and what was expected."""
    if fault.kind is FaultKind.TOML and not fault.figures["line"]:
        return t("fault.unreadable")
    if fault.kind is FaultKind.LANGUAGE:
        return t("fault.language", languages=", ".join(Language))
    figures = {"low": FIRST_YEAR, "high": LAST_YEAR, **fault.figures}
    return t(f"fault.{fault.kind}", **figures)


def _place(path: Sequence[str | int], t: Catalogue) -> str:
    names = "_".join(part for part in path if isinstance(part, str))
    rank = next((part + 1 for part in path if isinstance(part, int)), 0)
    return t(f"sketch.{names}", n=rank)
