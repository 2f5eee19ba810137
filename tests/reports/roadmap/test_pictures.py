"""What depends on what, on the pictures of the roadmap: curves, arrows, numbers, and words."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import catalogue
from bot.reports.pictures.drawing import ALT_LIMIT, Drawing
from bot.reports.pictures.press import Press
from bot.reports.pictures.roadmap.bands import bands_of, lanes_of
from bot.reports.pictures.roadmap.curves import TRACKS, curves
from bot.reports.pictures.roadmap.overhead import ARROWS, WIDTH, Overhead, overhead
from bot.reports.pictures.roadmap.roadmap import MOST, glance, roadmap
from bot.reports.record import SessionRecord
from bot.workshop.language import Language
from bot.workshop.roadmap.grid import Milestone, overloaded
from tests import builders
from tests.reports.builders import record
from tests.reports.drawn import DIMENSIONS, WRITTEN, without_glyph

FR, EN = catalogue(Language.FRENCH), catalogue(Language.ENGLISH)


def placed(
    number: int, year: int, after: Sequence[int] = (), dimension: str = DIMENSIONS[0]
) -> Milestone:
    return builders.milestone(year, dimension, f"Fait, n° {number}", number=number, after=after)


def road(milestones: Sequence[Milestone], language: Language = Language.FRENCH) -> SessionRecord:
    return record(
        told=builders.scenario(dimensions=DIMENSIONS), language=language, milestones=milestones
    )


def parts(drawing: Drawing, key: str) -> list[dict[str, Any]]:
    found = drawing.data[key]
    assert isinstance(found, list)
    return found


def cards(drawing: Drawing) -> list[dict[str, Any]]:
    rows = [row for band in parts(drawing, "bands") for row in band["rows"]]
    return [row for row in rows if row["kind"] == "milestone"]


@st.composite
def roads(draw: st.DrawFn, most: int = 40) -> list[Milestone]:
    """Milestones that rest on earlier ones."""
    years = sorted(draw(st.lists(st.integers(2022, 2032), min_size=1, max_size=most)))
    lanes = st.sampled_from(DIMENSIONS)
    made: list[Milestone] = []
    for number, year in enumerate(years, start=1):
        before = draw(st.sets(st.integers(1, number - 1), max_size=3)) if number > 1 else set()
        made.append(placed(number, year, sorted(before), draw(lanes)))
    return made


# Curves


@given(roads())
def test_a_curve_goes_up_and_shares_its_track_with_no_neighbour(made: list[Milestone]) -> None:
    order = made[::-1]  # latest first, as on a picture
    found = curves(order)
    assert all(curve.after < min(curve.before) for curve in found)
    assert all(0 <= curve.track < TRACKS for curve in found)
    for one in found:
        for other in found:
            if one is not other and one.track == other.track:
                apart = one.lowest <= other.after or other.lowest <= one.after
                assert apart, (one, other)


@given(roads(), st.integers(1, 12))
def test_every_link_has_its_curve_or_none_has(made: list[Milestone], tracks: int) -> None:
    order = made[::-1]
    links = {(one, m.id) for m in made for one in m.after}
    drawn = {
        (order[before].id, order[curve.after].id)
        for curve in curves(order, tracks)
        for before in curve.before
    }
    assert drawn in (links, set())


def test_a_chain_needs_one_track_and_what_crosses_needs_more() -> None:
    chain = [placed(n, 2030 - n, [n + 1] if n < 5 else []) for n in range(1, 6)]
    assert {curve.track for curve in curves(chain)} == {0}
    crossed = [placed(1, 2030, [3]), placed(2, 2029, [4]), placed(3, 2028), placed(4, 2027)]
    assert {curve.track for curve in curves(crossed)} == {0, 1}


def test_what_a_milestone_rests_on_is_gathered_in_one_curve() -> None:
    order = [placed(1, 2030, [2, 3, 4]), placed(2, 2029), placed(3, 2028), placed(4, 2027)]
    (curve,) = curves(order)
    assert (curve.after, curve.before) == (0, (1, 2, 3))


def test_a_tangle_is_told_by_numbers_alone() -> None:
    late = [placed(n, 2030, [n + 10]) for n in range(1, TRACKS + 2)]
    early = [placed(n + 10, 2024) for n in range(1, TRACKS + 2)]
    assert curves([*late, *early]) == []
    (drawing,) = roadmap(road([*late, *early]), FR)
    assert drawing.data["curves"] == []
    assert {card["number"]: card["before"] for card in cards(drawing)}["1"] == "11"


# The sheets


def test_a_card_tells_its_number_what_it_rests_on_and_its_details() -> None:
    full = replace(
        placed(3, 2028, [1, 2]), who="Awa\nla mairie", enablers="un prêt", obstacles="la pluie"
    )
    (drawing,) = roadmap(road([placed(1, 2024), placed(2, 2026), full]), FR)
    card = cards(drawing)[0]
    assert (card["number"], card["before"]) == ("3", "1, 2")
    told = [(detail["label"], detail["text"]["text"]) for detail in card["details"]]
    assert told == [
        ("", "Awa\u202f; la mairie"),
        (FR("picture.roadmap.enablers"), "un prêt"),
        (FR("picture.roadmap.obstacles"), "la pluie"),
    ]
    assert drawing.data["key"] == FR("picture.roadmap.key")
    assert len(parts(drawing, "curves")) == 1


def test_without_a_link_there_is_no_key_to_them() -> None:
    (drawing,) = roadmap(road([placed(1, 2024)]), FR)
    assert (drawing.data["key"], drawing.data["curves"]) == ("", [])


def test_an_overloaded_year_is_marked_and_described() -> None:
    crowd = [placed(n, 2028) for n in range(1, 7)]
    (drawing,) = roadmap(road([*crowd, placed(7, 2024), placed(8, 2030)]), EN)
    loads = {band["label"]: band["load"] for band in parts(drawing, "bands") if band["load"]}
    assert loads == {"2028": EN("picture.roadmap.load", count=6)}


def test_one_picture_for_the_chat_has_the_map_and_what_its_numbers_say() -> None:
    told = road([placed(n, 2023 + n % 9, [n - 1] if n > 1 else []) for n in range(1, 41)])
    (drawing,) = glance(told, EN)
    assert drawing.template == "road"
    assert len(parts(drawing, "spots")) == 40
    listed = parts(drawing, "milestones")
    years = [int(str(one["year"])) for one in listed]
    assert years == sorted(years, reverse=True), "back from the horizon"
    more = drawing.data["more"]
    assert isinstance(more, list)
    assert more[len(listed)] == EN.n("picture.columns.more", 40 - len(listed))
    assert listed[0]["text"]["text"] not in drawing.alt


def many(number: int = 40) -> list[Milestone]:
    return [
        placed(n, 2023 + n % 9, [n - 9] if n > 9 else [], DIMENSIONS[n % 4])
        for n in range(1, number + 1)
    ]


def test_a_long_road_is_first_shown_from_above() -> None:
    first, *sheets = roadmap(road(many()), FR)
    assert first.template == "overhead"
    assert len(sheets) <= MOST - 1
    assert {sheet.template for sheet in sheets} == {"roadmap"}
    assert sorted(int(spot["number"]) for spot in parts(first, "spots")) == list(range(1, 41))
    assert sorted(int(card["number"]) for sheet in sheets for card in cards(sheet)) == list(
        range(1, 41)
    )
    assert [d.data["page"] for d in (first, *sheets)] == [
        FR("picture.page", page=n, pages=len(sheets) + 1) for n in range(1, len(sheets) + 2)
    ]
    assert FR.n("picture.milestones", 40) in first.alt
    assert len(first.alt) <= ALT_LIMIT


def test_a_year_taller_than_a_picture_goes_on_in_the_next() -> None:
    sheets = roadmap(road([placed(n, 2028) for n in range(1, 41)]), FR)[1:]
    notes = [band["note"] for s in sheets for band in parts(s, "bands") if band["label"] == "2028"]
    assert notes == ["", *[FR("picture.wall.continued")] * (len(notes) - 1)]
    assert len(notes) > 1
    assert [int(card["number"]) for s in sheets for card in cards(s)] == sorted(
        (m.number for m in road([placed(n, 2028) for n in range(1, 41)]).milestones),
        key=lambda n: f"Fait, n° {n}",
    )


@given(roads(60))
def test_no_sheet_is_much_taller_than_the_others_or_loses_a_card(made: list[Milestone]) -> None:
    drawings = roadmap(road(made), FR)
    sheets = [drawing for drawing in drawings if drawing.template == "roadmap"]
    assert len(drawings) <= MOST
    assert sorted(int(card["number"]) for sheet in sheets for card in cards(sheet)) == [
        m.number for m in made
    ]
    assert len({drawing.name for drawing in drawings}) == len(drawings)


# From above


def seen(milestones: Sequence[Milestone]) -> Overhead:
    told = road(milestones)
    scenario = told.session.scenario
    assert scenario is not None
    heavy = {load.year for load in overloaded(milestones)}
    return overhead(bands_of(told, scenario, FR), lanes_of(told, scenario), told.gaps, heavy)


@given(roads())
def test_no_disc_covers_another_and_none_leaves_its_line(made: list[Milestone]) -> None:
    found = seen(made)
    assert len(found.spots) == len(made)
    for one in found.spots:
        assert found.disc / 2 <= one.x <= WIDTH - found.disc / 2
        for other in found.spots:
            far = max(abs(one.x - other.x), abs(one.y - other.y))
            assert one is other or far >= found.disc
    years = {m.number: str(m.year) for m in made}
    for spot in found.spots:
        (line,) = [line for line in found.lines if line.label == years[spot.number]]
        assert line.top + found.disc / 2 <= spot.y <= line.top + line.height - found.disc / 2


@given(roads())
def test_arrows_go_up_or_are_left_to_the_numbers(made: list[Milestone]) -> None:
    found = seen(made)
    links = sum(len(m.after) for m in made)
    assert len(found.arrows) == (links if links <= ARROWS else 0)
    years = {m.number: m.year for m in made}
    for arrow in found.arrows:
        if years[arrow.before.number] < years[arrow.after.number]:
            assert arrow.before.y > arrow.after.y


def test_an_arrow_comes_by_the_side_where_a_disc_is_in_the_way() -> None:
    stacked = [placed(n, 2028) for n in range(1, 7)]
    found = seen([*stacked, placed(7, 2030, [1, 2, 3, 4, 5, 6]), placed(8, 2024)])
    leaves = {arrow.before.number: arrow.leaves for arrow in found.arrows}
    tops = min(spot.y for spot in found.spots if spot.number <= 6)
    for spot in found.spots:
        if spot.number <= 6:
            assert (leaves[spot.number] == 0) is (spot.y == tops)


def test_gaps_are_hatched_where_their_years_stand() -> None:
    found = seen([placed(1, 2025), placed(2, 2030)])
    tops = {line.label: line.top for line in found.lines}
    ends = {line.label: line.top + line.height for line in found.lines}
    hole = next(hole for hole in found.holes if hole[0] == 0)
    assert hole[1] == tops["2029"]
    assert hole[1] + hole[2] == max(end for label, end in ends.items() if "2026" in label)


# What is really drawn


@pytest.fixture
async def press() -> AsyncIterator[Press]:
    made = Press(patience=600.0)
    yield made
    made.close()


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("number", [1, 3, 8, 40])
async def test_any_number_of_milestones_is_drawn_for_a_phone(
    press: Press, number: int, language: Language
) -> None:
    drawings = roadmap(road(many(number), language), catalogue(language))
    pictures = await press.draw(drawings)
    assert len(pictures) == len(drawings)
    assert all(picture.width >= 1080 for picture in pictures)
    assert all(without_glyph(drawing) == set() for drawing in drawings)


async def test_whatever_was_written_on_a_milestone_is_drawn(press: Press) -> None:
    texts = list(WRITTEN.values())
    written = [
        replace(
            builders.milestone(2023 + n % 9, DIMENSIONS[n % 4], text, number=n + 1),
            who=text,
            enablers=text,
            obstacles=text,
            after=(n,) if n else (),
        )
        for n, text in enumerate(texts)
    ]
    drawings = roadmap(road(written), FR)
    assert len(await press.draw(drawings)) == len(drawings)


async def test_many_dimensions_and_many_links_are_drawn(press: Press) -> None:
    lanes = [f"Dimension {n}" for n in range(24)]
    tangled = [
        placed(n, 2023 + n % 9, [m for m in range(1, n) if m % 9 < n % 9][:4], lanes[n % 24])
        for n in range(1, 61)
    ]
    told = record(told=builders.scenario(dimensions=lanes), milestones=tangled)
    drawings = roadmap(told, FR)
    assert parts(drawings[0], "arrows") == []
    links = sum(len(m.after) for m in tangled)
    assert drawings[0].data["key"] == FR.n("picture.roadmap.links", links)
    assert len(await press.draw(drawings)) == len(drawings)
