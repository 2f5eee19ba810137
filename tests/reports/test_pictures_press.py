"""The press: sizes, limits, faults, and that it holds up nobody."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from bot.i18n import catalogue
from bot.reports.pictures.certificate import certificate
from bot.reports.pictures.drawing import Drawing
from bot.reports.pictures.palette import in_palette
from bot.reports.pictures.press import CannotDraw, Press
from bot.reports.pictures.roadmap.roadmap import glance as road
from bot.reports.pictures.vote.result import result
from bot.reports.pictures.wall.overview import overview, part
from bot.reports.pictures.wall.wall import wall
from bot.workshop.kinds import Collect
from bot.workshop.language import Language
from bot.workshop.themes.sorting import Sorting, Theme
from bot.workshop.wall.shelves import Place
from tests.measured import resident
from tests.reports.drawn import WRITTEN, workshop
from tests.reports.test_pictures_columns import SIDE_BY_SIDE, SPEEDBOAT
from tests.reports.test_pictures_columns import told as in_columns

FR = catalogue(Language.FRENCH)
PNG = b"\x89PNG\r\n\x1a\n"
PALETTE = 3  # the colour type of a PNG
MIB = 1024 * 1024


@pytest.fixture
async def press() -> AsyncIterator[Press]:
    made = Press(patience=600.0)
    yield made
    made.close()


@pytest.mark.parametrize("language", list(Language))
async def test_each_picture_is_drawn_with_its_size(press: Press, language: Language) -> None:
    told, t = workshop(30, language=language), catalogue(language)
    vote = next(step for step in told.steps if step.plan.kind == "vote")
    parts = part(told, t, Place(lane=0))
    for drawings in (overview(told, t), parts, road(told, t), certificate(told, t),
                     result(told, vote, t)):  # fmt: skip
        pictures = await press.draw(drawings)
        assert [(p.name, p.alt) for p in pictures] == [(d.name, d.alt) for d in drawings]
        for picture in pictures:
            assert picture.png.startswith(PNG)
            assert picture.png[25] == PALETTE
            assert picture.width >= 1080
            assert 0.9 <= picture.width / picture.height <= 2, "near square"


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("many", [1, 8, 300])
@pytest.mark.parametrize("made", [SIDE_BY_SIDE, SPEEDBOAT], ids=["columns", "speedboat"])
async def test_columns_are_drawn_large_enough_to_read(
    press: Press, made: Collect, many: int, language: Language
) -> None:
    told = in_columns(made, [f"Une idée à relire de près, la {n}e" for n in range(many)])
    told = replace(told, session=replace(told.session, language=language))
    (picture,) = await press.draw(overview(told, catalogue(language)))
    assert picture.width >= 1920
    assert 0.9 <= picture.width / picture.height <= 2.6
    assert len(picture.png) < MIB / 4


@pytest.mark.parametrize("many", [20, 98, 300])
@pytest.mark.parametrize("themes", [0, 3, 12, 30])
async def test_a_wall_of_any_shape_is_near_square_and_light(
    press: Press, many: int, themes: int
) -> None:
    told = workshop([f"{text} {n}" for n in range(many) for text in ("Un camion partagé 🚚",)])
    made = tuple(Theme(n, f"Thème {n} au nom assez long") for n in range(1, themes + 1))
    places = {p.id: p.id % (themes + 1) or None for p in told.postits}
    told = replace(told, sorting=Sorting(made, places))
    (picture,) = await press.draw(overview(told, FR))
    assert 1 <= picture.width / picture.height <= 2
    assert len(picture.png) < MIB / 4


async def test_a_palette_looks_the_same_and_weighs_less(press: Press) -> None:
    """Flat colours move by less than anyone sees; what is drawn keeps its size."""
    whole = io.BytesIO()
    picture = Image.new("RGB", (600, 400), "#fbf7ee")
    for shade in range(300):  # more colours than a palette holds
        picture.paste((shade * 7 % 256, shade * 13 % 256, shade), (shade * 2, 0, shade * 2 + 2, 40))
    picture.save(whole, "png")
    with Image.open(io.BytesIO(in_palette(whole.getvalue()))) as few:
        assert (few.size, few.mode) == (picture.size, "P")
        paper = few.convert("RGB").getpixel((300, 300))
    assert isinstance(paper, tuple)
    assert all(abs(a - b) <= 4 for a, b in zip(paper, (0xFB, 0xF7, 0xEE), strict=True))


async def test_whatever_was_written_is_drawn(press: Press) -> None:
    assert await press.draw(wall(workshop(list(WRITTEN.values())), FR))


async def test_over_the_limit_pictures_are_smaller_then_fewer(press: Press) -> None:
    drawings = wall(workshop(30), FR)
    full = await press.draw(drawings)
    size = sum(len(picture.png) for picture in full)
    smaller = await press.draw(drawings, size * 9 // 10)
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
    """The loop turns as it likes meanwhile; drawn on the loop itself, it would turn once.

    How long it waits for a turn is for `make bench` to say.
    """
    whole = wall(workshop(300), FR)
    await press.draw(whole[:1])
    drawing = asyncio.ensure_future(press.draw(whole[:1]))
    turns = 0
    while not drawing.done():
        await asyncio.sleep(0)
        turns += 1
    assert await drawing
    assert turns > 100, turns


async def test_memory_stays_flat(press: Press) -> None:
    drawings = wall(workshop(40), FR)
    for _ in range(5):
        await press.draw(drawings[:3])
    before = resident()
    if before is None:
        pytest.skip("the memory of the process cannot be read here")
    for rank in range(30):
        # Each job draws something new: what the compiler would remember is of no use.
        told = workshop([f"{rank} {n} une idée qui n'est qu'à elle" for n in range(40)])
        await press.draw(wall(told, FR)[:3])
    after = resident()
    assert after is not None
    assert after - before < 60 * MIB
