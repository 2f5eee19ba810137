"""Pictures beside empty ones of the same size, drawn by the same engine in the same run."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence

import typst

from bot.i18n import catalogue
from bot.reports.pictures.certificate import certificate
from bot.reports.pictures.drawing import Drawing, Picture
from bot.reports.pictures.press import Press
from bot.reports.pictures.roadmap.roadmap import glance as road
from bot.reports.pictures.wall.overview import glance
from bot.reports.pictures.wall.wall import wall
from bot.workshop.language import Language
from tests.bench.figures import Figure, middle
from tests.measured import longest_stall, resident
from tests.reports.drawn import milestone, workshop

FRENCH = catalogue(Language.FRENCH)
MB = 1e6
_TOGETHER = 10  # files of a message


async def pictures(notes: int, renders: int, rounds: int) -> list[Figure]:
    """Return what drawing a session of so many post-its costs, once warm."""
    press = Press()
    try:
        alone, whole = _three(notes), wall(workshop(notes), FRENCH)
        sizes = await press.draw(alone)
        pages = await _message_by_message(press, whole)
        figures = [
            middle(
                f"overview, roadmap and certificate of {notes} post-its",
                "ms",
                [1000 * await _seconds(press, alone) for _ in range(rounds)],
                [1000 * _empty(sizes) for _ in range(rounds)],
            ),
            middle(
                f"the whole wall of {notes} post-its, {len(whole)} pictures",
                "ms",
                [1000 * await _seconds(press, whole) for _ in range(rounds)],
                [1000 * _empty(pages) for _ in range(rounds)],
            ),
        ]
        stalls, idle = [], []
        for _ in range(rounds):
            started = time.perf_counter()
            stalls.append(1000 * await longest_stall(_message_by_message(press, whole)))
            spent = time.perf_counter() - started
            idle.append(1000 * await longest_stall(asyncio.sleep(spent)))
        figures.append(middle("longest stall of the loop while it is drawn", "ms", stalls, idle))
        before = resident()
        for rank in range(renders):
            # Each shows something new: what the compiler remembers is of no use to it.
            await press.draw(_glance(notes, rank))
        after = resident()
        if before is not None and after is not None:
            name = f"memory after {renders} more overviews, and before"
            figures.append(middle(name, "MB", [after / MB], [before / MB]))
        return figures
    finally:
        press.close()


def _three(notes: int) -> list[Drawing]:
    many = [milestone(2023 + n % 9, "Gouvernance", f"Un jalon, le {n}e") for n in range(12)]
    told = workshop(notes, milestones=many)
    seen = glance(told, FRENCH)
    assert seen is not None
    return [seen, *road(told, FRENCH), *certificate(told, FRENCH)]


def _glance(notes: int, rank: int) -> list[Drawing]:
    seen = glance(workshop([f"{rank}.{n} une idée à elle seule" for n in range(notes)]), FRENCH)
    assert seen is not None
    return [seen]


async def _seconds(press: Press, drawings: Sequence[Drawing]) -> float:
    started = time.perf_counter()
    await _message_by_message(press, drawings)
    return time.perf_counter() - started


async def _message_by_message(press: Press, drawings: Sequence[Drawing]) -> list[Picture]:
    found: list[Picture] = []
    for first in range(0, len(drawings), _TOGETHER):
        found += await press.draw(drawings[first : first + _TOGETHER])
    return found


def _empty(drawn: Sequence[Picture]) -> float:
    """Return the seconds that empty pictures of the same sizes take."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)
    compiler = typst.Compiler(font_paths=fonts)
    started = time.perf_counter()
    for picture in drawn:
        page = f"#set page(width: {picture.width}pt, height: {picture.height}pt, margin: 0pt)"
        compiler.compile(input=page.encode(), format="png", ppi=72)
    return time.perf_counter() - started
