"""The press: sizes, limits, faults, and that it holds up nobody."""

from __future__ import annotations

import asyncio
import gc
import os
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.i18n import catalogue
from bot.reports.pictures.certificate import certificate
from bot.reports.pictures.drawing import Drawing
from bot.reports.pictures.press import MESSAGE_BYTES, CannotDraw, Press
from bot.reports.pictures.result import result
from bot.reports.pictures.roadmap import roadmap
from bot.reports.pictures.wall import share, wall
from bot.workshop.language import Language
from tests.reports.drawn import WRITTEN, workshop

FR = catalogue(Language.FRENCH)
PNG = b"\x89PNG\r\n\x1a\n"
MIB = 1024 * 1024


@pytest.fixture
async def press() -> AsyncIterator[Press]:
    made = Press()
    yield made
    made.close()


@pytest.mark.parametrize("language", list(Language))
async def test_each_picture_is_drawn_with_its_size(press: Press, language: Language) -> None:
    told, t = workshop(30, language=language), catalogue(language)
    vote = next(step for step in told.steps if step.plan.kind == "vote")
    for drawings in (wall(told, t), roadmap(told, t), certificate(told, t), result(told, vote, t)):
        pictures = await press.draw(drawings)
        assert [(p.name, p.alt) for p in pictures] == [(d.name, d.alt) for d in drawings]
        for picture in pictures:
            assert picture.png.startswith(PNG)
            assert picture.width >= 1080
            assert 0.4 <= picture.width / picture.height <= 1.6


async def test_a_full_message_of_a_large_wall_stays_under_its_limit(press: Press) -> None:
    pictures = await press.draw(share(wall(workshop(300), FR), 0))
    assert len(pictures) == 10
    assert sum(len(picture.png) for picture in pictures) <= MESSAGE_BYTES


async def test_whatever_was_written_is_drawn(press: Press) -> None:
    assert await press.draw(wall(workshop(list(WRITTEN.values())), FR))


async def test_over_the_limit_pictures_are_smaller_then_fewer(press: Press) -> None:
    drawings = wall(workshop(30), FR)
    full = await press.draw(drawings)
    size = sum(len(picture.png) for picture in full)
    smaller = await press.draw(drawings, size * 3 // 4)
    assert len(smaller) == len(full)
    assert smaller[0].width < full[0].width
    fewer = await press.draw(drawings, size // 8)
    assert 0 < len(fewer) < len(full)
    assert [picture.name for picture in fewer] == [d.name for d in drawings[: len(fewer)]]
    assert sum(len(picture.png) for picture in fewer) <= size // 8


async def test_nothing_to_draw_is_nothing(press: Press) -> None:
    assert await press.draw([]) == []


async def test_missing_fonts_are_a_fault_not_empty_pictures(tmp_path: Path) -> None:
    press = Press(fonts=tmp_path)
    with pytest.raises(CannotDraw, match="Noto Sans"):
        await press.draw(certificate(workshop(), FR))
    press.close()


async def test_a_fault_is_told_without_what_people_wrote_and_the_next_job_is_done(
    press: Press,
) -> None:
    for hostile in (
        Drawing("wall", {"kicker": "secret"}, "x.png", "x"),
        Drawing("no-such-template", {}, "x.png", "x"),
        Drawing("wall", {"kicker": "\ud800"}, "x.png", "x"),
    ):
        with pytest.raises(CannotDraw) as found:
            await press.draw([hostile])
        assert "secret" not in str(found.value)
    assert await press.draw(certificate(workshop(), FR))


async def test_a_job_that_takes_too_long_is_given_up() -> None:
    press = Press(patience=0.001)
    with pytest.raises(CannotDraw, match=r"0\.001 s"):
        await press.draw(wall(workshop(60), FR))
    press.close()


async def test_drawing_300_notes_never_holds_the_loop(press: Press) -> None:
    """The one measure of time in these tests, as the issue asks: stalls under 50 ms.

    What the machine itself does to an idle loop meanwhile is measured too, and granted.
    """
    drawings = wall(workshop(300), FR)
    await press.draw(drawings[:1])
    stalls: list[float] = []
    while len(stalls) < 5 and (not stalls or min(stalls) >= 0.05):
        floor = await _longest_stall(asyncio.sleep(0.5))
        stalls.append(await _longest_stall(press.draw(drawings)) - floor)
    assert min(stalls) < 0.05, stalls


async def test_memory_stays_flat(press: Press) -> None:
    drawings = wall(workshop(40), FR)
    for _ in range(5):
        await press.draw(drawings[:3])
    before = _resident()
    for rank in range(30):
        # Each job draws something new: what the compiler would remember is of no use.
        told = workshop([f"{rank} {n} une idée qui n'est qu'à elle" for n in range(40)])
        await press.draw(wall(told, FR)[:3])
    assert _resident() - before < 60 * MIB


async def _longest_stall(work: object) -> float:
    """Return the longest time, in seconds, that the loop was not free while `work` went on."""
    longest = 0.0
    over = False

    async def tick() -> None:
        nonlocal longest
        while not over:
            before = time.perf_counter()
            await asyncio.sleep(0.001)
            longest = max(longest, time.perf_counter() - before - 0.001)

    ticking = asyncio.create_task(tick())
    assert asyncio.iscoroutine(work)
    await work
    over = True
    await ticking
    return longest


def _resident() -> int:
    """Return the memory of this process, in bytes."""
    gc.collect()
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except OSError:
        pytest.skip("the memory of the process cannot be read here")
    return pages * os.sysconf("SC_PAGE_SIZE")
