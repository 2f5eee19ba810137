"""The PDF of a session of 300 post-its with its drawings, beside an empty one."""

from __future__ import annotations

import time
from dataclasses import replace

import typst

from bot.i18n import catalogue
from bot.reports.documents import documents
from bot.reports.pictures.press import Press
from bot.reports.record import SessionRecord
from bot.workshop.language import Language
from bot.workshop.settings.documents import DocumentKind
from bot.workshop.themes.sorting import Sorting, Theme
from bot.workshop.vote.options import Slate
from tests import builders
from tests.bench.figures import Figure, middle
from tests.measured import resident
from tests.reports.builders import action
from tests.reports.drawn import DIMENSIONS, milestone, workshop

FRENCH = catalogue(Language.FRENCH)
MB = 1e6
_SECONDS = 3.0
_FLAT = 1.1  # times the memory held before
_THEMES, _MILESTONES, _ACTIONS = 8, 30, 12
_WARM = 10  # reports before memory is looked at


async def reports(rounds: int, postits: int = 300, renders: int = 100) -> list[Figure]:
    """Return how long the report takes, and what is left in memory after `renders` of them. Each is
    of another session: what the compiler remembers is of no use to it."""
    press = Press()
    try:
        await _made(press, _session(postits, "échauffement"))
        spent, empty = [], []
        worked, least = [], []
        for rank in range(rounds):
            told = _session(postits, f"tour {rank}")
            started, began = time.perf_counter(), time.process_time()
            await _made(press, told)
            spent.append(time.perf_counter() - started)
            worked.append(time.process_time() - began)
            started, began = time.perf_counter(), time.process_time()
            _empty()
            empty.append(time.perf_counter() - started)
            least.append(time.process_time() - began)
        name = f"the PDF report of {postits} post-its, with drawings"
        figures = [
            middle(name, "s", spent, empty, limit=_SECONDS),
            middle(f"{name}: processor", "s", worked, least),
        ]
        for rank in range(min(_WARM, renders)):
            await _made(press, _session(postits, f"avant {rank}"))
        before = resident()
        for rank in range(renders):
            await _made(press, _session(postits, f"après {rank}"))
        after = resident()
        if before is not None and after is not None:
            name = f"memory after {renders} more reports, and before"
            held = ([after / MB], [before / MB])
            figures.append(middle(name, "MB", *held, limit=_FLAT, limited="ratio"))
        return figures
    finally:
        press.close()


async def _made(press: Press, told: SessionRecord) -> None:
    (made,) = await documents(told, [DocumentKind.PDF], FRENCH, press)
    assert made.content.startswith(b"%PDF")


def _session(postits: int, mark: str) -> SessionRecord:
    """A session with so many post-its in themes, a vote on them, a roadmap and actions."""
    told = workshop(
        [f"Nous avons ouvert une cuisine commune, idée {n} ({mark})" for n in range(postits)],
        milestones=[
            milestone(2023 + n % 9, DIMENSIONS[n % 4], f"Un jalon, {mark}", number=n + 1)
            for n in range(_MILESTONES)
        ],
    )
    themes = tuple(Theme(n, f"Thème {n}, {mark}") for n in range(1, _THEMES + 1))
    places = {postit.id: postit.id % (_THEMES + 1) or None for postit in told.postits}
    steps = [
        replace(step, plan=builders.group()) if step.plan.kind == "reveal" else step
        for step in told.steps
    ]
    return replace(
        told,
        steps=tuple(steps),
        sorting=Sorting(themes, places),
        actions=tuple(action(f"Action {n}, {mark}") for n in range(_ACTIONS)),
        # As they are read.
        votes={n: replace(vote, options=Slate(vote.options)) for n, vote in told.votes.items()},
    )


def _empty() -> None:
    """Make an empty document."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)
    typst.Compiler(font_paths=fonts).compile(input=b'#set page(paper: "a4")', format="pdf")
