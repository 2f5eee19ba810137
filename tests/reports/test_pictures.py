"""What the pictures show, and what they say to those who do not see them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest

from bot.i18n import Catalogue, catalogue
from bot.reports.pictures.certificate import certificate
from bot.reports.pictures.drawing import ALT_LIMIT, Drawing
from bot.reports.pictures.roadmap.roadmap import glance as road
from bot.reports.pictures.roadmap.roadmap import roadmap
from bot.reports.pictures.vote.result import result
from bot.reports.pictures.wall.lanes import MOST, NOTES
from bot.reports.pictures.wall.overview import overview, part
from bot.reports.pictures.wall.wall import wall
from bot.reports.record import SessionRecord
from bot.workshop.language import Language
from bot.workshop.postits.kind import Kind
from bot.workshop.sessions.session import Signing
from bot.workshop.themes.sorting import Sorting, Theme
from bot.workshop.wall.shelves import Place
from tests import builders
from tests.reports.builders import WEATHER, counted, record, without_raw
from tests.reports.drawn import (
    DIMENSIONS,
    WRITTEN,
    milestone,
    notes,
    texts_in,
    without_glyph,
    workshop,
)

FR, EN = catalogue(Language.FRENCH), catalogue(Language.ENGLISH)


def shown(drawings: Iterable[Drawing]) -> str:
    """Everything that is written on pictures."""
    return "\n".join(text for drawing in drawings for text in texts_in(dict(drawing.data)))


def numbers(drawings: Iterable[Drawing]) -> list[int]:
    """The numbers of the notes of a wall, picture after picture."""
    return [
        note["number"]
        for drawing in drawings
        if drawing.template == "wall"
        for section in _list(drawing, "sections")
        for note in sorted(
            (note for column in section["columns"] for note in column), key=lambda n: n["number"]
        )
    ]


def headings(drawing: Drawing, key: str = "sections") -> list[str]:
    return [section["name"]["text"] for section in _list(drawing, key)]


def result_of(told: SessionRecord, t: Catalogue) -> list[Drawing]:
    return result(told, next(step for step in told.steps if step.plan.kind == "vote"), t)


def _list(drawing: Drawing, key: str) -> list[dict[str, Any]]:
    found = drawing.data[key]
    assert isinstance(found, list)
    return found


# The wall


def test_a_small_wall_is_one_page() -> None:
    (only,) = wall(workshop(8), FR)
    assert only.template == "wall"
    assert headings(only) == list(DIMENSIONS)
    assert numbers([only]) == list(range(1, 9))


@pytest.mark.parametrize("many", [1, 8, 20, 98, 300])
def test_a_wall_of_any_size_is_one_picture_for_the_chat(many: int) -> None:
    (only,) = overview(workshop(many), FR)
    assert sum(block["count"] for block in _list(only, "blocks")) == many
    for block in _list(only, "blocks"):
        assert len(block["more"]) == len(block["notes"]) + 1
        left = block["count"] - len(block["notes"])
        assert block["more"][-1] == (FR.n("picture.columns.more", left) if left else "")


def test_a_part_of_the_wall_is_a_picture_of_its_own() -> None:
    told = themed(workshop(12))
    (food,) = part(told, FR, Place(theme=1))
    assert headings(food, "blocks") == ["Manger"]
    assert [note["number"] for note in _list(food, "blocks")[0]["notes"]] == [1, 5, 9]
    (rest,) = part(told, FR, Place())
    assert headings(rest, "blocks") == [FR("picture.wall.unsorted")]
    assert part(told, FR, Place(theme=9)) == []
    (lane,) = part(workshop(12), FR, Place(lane=DIMENSIONS.index("Gouvernance")))
    assert headings(lane, "blocks") == ["Gouvernance"]


def themed(told: SessionRecord) -> SessionRecord:
    """Twelve post-its of which four are in two themes."""
    themes = (Theme(1, "Manger"), Theme(2, "Décider"))
    places = {p.id: (1 if p.number in (1, 5, 9) else 2 if p.number == 2 else None)
              for p in told.postits}  # fmt: skip
    return replace(told, sorting=Sorting(themes, places))


@pytest.mark.parametrize("many", [20, 60, 150])
def test_a_wall_is_an_overview_then_every_note_once(many: int) -> None:
    first, *sheets = wall(workshop(many), FR)
    assert first.template == "overview"
    assert sum(block["count"] for block in _list(first, "blocks")) == many
    assert numbers(sheets) == list(range(1, many + 1))
    assert all(len(numbers([sheet])) <= NOTES for sheet in sheets)


def test_a_large_wall_is_printed_to_the_last_note() -> None:
    drawings = wall(workshop(300), FR)
    assert len(drawings) > MOST
    assert numbers(drawings) == list(range(1, 301))


def test_what_is_not_drawn_is_told() -> None:
    drawings = wall(workshop(900), FR)
    left = 900 - len(numbers(drawings))
    assert left > 0
    assert FR.n("picture.wall.undrawn", left) in shown(drawings[:1])


def test_only_the_notes_of_one_reveal() -> None:
    assert numbers(wall(workshop(30), FR, first=5, last=9)) == [5, 6, 7, 8, 9]


def test_hidden_post_its_are_on_no_picture() -> None:
    told = workshop(12)
    hidden = tuple(replace(p, number=None) for p in told.postits)
    assert wall(replace(told, postits=hidden), FR) == []
    assert overview(replace(told, postits=hidden), FR) == []


def test_themes_come_before_dimensions() -> None:
    sheets = wall(themed(workshop(12)), FR)
    assert headings(sheets[0], "blocks") == [FR("picture.wall.unsorted"), "Manger", "Décider"]
    assert numbers(sheets)[:4] == [1, 5, 9, 2]


def test_a_note_carries_its_dots_its_year_and_its_author() -> None:
    (drawing,) = wall(workshop(["Une légumerie", "Un camion"]), FR)
    (note, *_) = (n for s in _list(drawing, "sections") for c in s["columns"] for n in c)
    assert (note["dots"], note["year"], note["author"]["text"]) == (24, 2023, "Alix")


def test_a_note_carries_what_it_tells_of() -> None:
    told = workshop(["Une légumerie", "Un camion"])
    told = replace(told, postits=(replace(told.postits[0], kind=Kind.OBSTACLE), *told.postits[1:]))
    (drawing,) = wall(told, FR)
    kinds = [n["kind"] for s in _list(drawing, "sections") for c in s["columns"] for n in c]
    assert kinds == ["⛰️ obstacle", None]
    assert not without_glyph(drawing)


def test_a_masked_session_shows_nobody() -> None:
    told = workshop(30)
    masked = replace(told, session=replace(told.session, signing=Signing.MASKED))
    assert "Alix" in shown(wall(told, FR))
    assert "Alix" not in shown([*wall(masked, FR), *overview(masked, FR)])


def test_deleted_data_is_drawn_no_more() -> None:
    assert wall(without_raw(workshop(30)), FR) == []


def test_a_session_without_dimensions_has_one_lane() -> None:
    told = record(WEATHER, postits=[replace(p, dimension=None) for p in notes(["☀️", "brume"])])
    (only,) = wall(told, FR)
    assert headings(only) == [FR("picture.wall.all")]


# The roadmap


def test_the_roadmap_goes_back_from_the_horizon_with_fiction_and_gaps() -> None:
    (drawing,) = roadmap(workshop(), FR)
    bands = _list(drawing, "bands")
    labels = [band["label"] for band in bands]
    assert (labels[0], labels[-1]) == ("2032", "2022")
    told = {band["label"]: [row["kind"] for row in band["rows"]] for band in bands}
    assert told["2030"] == ["anchor", "milestone", "milestone"]
    assert told["2026"] == ["anchor"]
    assert "gap" in told["2029"]
    gap = next(row for band in bands for row in band["rows"] if row["kind"] == "gap")
    assert gap["words"] == FR("picture.roadmap.gap.from", first=2023, last=2031)
    assert drawing.data["fiction"] == FR("picture.fiction")
    assert "Awa" in shown([drawing])


def test_a_gap_hatches_all_its_years_and_no_other() -> None:
    (drawing,) = roadmap(workshop(), FR)
    governance = DIMENSIONS.index("Gouvernance")
    hatched = [b["label"] for b in _list(drawing, "bands") if governance in b["holes"]]
    assert hatched[0] == "2029"
    assert "2030" not in hatched
    assert "2025" not in hatched


def test_a_long_roadmap_goes_on_and_loses_no_milestone() -> None:
    many = [
        milestone(2023 + rank % 9, DIMENSIONS[rank % 4], f"{rank} " + "Un long énoncé. " * 9)
        for rank in range(120)
    ]
    drawings = roadmap(workshop(milestones=many), FR)
    assert 1 < len(drawings) <= 6
    placed = [
        row["text"]["text"]
        for drawing in drawings[1:]
        for band in _list(drawing, "bands")
        for row in band["rows"]
        if row["kind"] == "milestone"
    ]
    assert len(placed) == 120


def test_silent_years_stand_together() -> None:
    told = replace(
        workshop(milestones=[milestone(2140, "Gouvernance", "Loin")]),
    )
    far = builders.scenario(horizon=2120, origin=2040, anchors=(2100,), dimensions=DIMENSIONS)
    told = replace(
        told,
        session=replace(told.session, scenario=far),
        milestones=(milestone(2100, "Gouvernance", "Fait"),),
    )
    (drawing,) = roadmap(told, FR)
    assert len(_list(drawing, "bands")) < 9
    assert "2041 – 2098" in [band["label"] for band in _list(drawing, "bands")]


def test_no_milestone_no_roadmap() -> None:
    assert roadmap(replace(workshop(), milestones=()), FR) == []


# The certificate


@pytest.mark.parametrize("t", [FR, EN], ids=["fr", "en"])
def test_the_certificate_names_the_group_and_says_that_it_is_fiction(t: Catalogue) -> None:
    (drawing,) = certificate(workshop(), t)
    words = shown([drawing])
    for expected in ("Les Tilleuls", "Réseau des Tilleuls", "Bravo.", "2022", "2032"):
        assert expected in words
    assert t("picture.fiction") in words
    assert t("picture.fiction") in drawing.alt


def test_no_award_no_certificate() -> None:
    assert certificate(record(told=builders.scenario(award=False)), FR) == []
    assert certificate(record(WEATHER), FR) == []


# The result


def test_the_result_marks_ties() -> None:
    (drawing,) = result_of(workshop(10), FR)
    first, second = _list(drawing, "options")
    assert (first["rank"], second["rank"]) == (1, 1)
    assert first["mark"] == second["mark"] == FR("result.mark.tied")
    assert (first["full"], first["figure"]) == (24, "24")
    assert FR.n("result.got_nothing.dots", 8) in shown([drawing])


def test_a_long_bar_says_what_a_dot_is_worth() -> None:
    (drawing,) = result_of(workshop(10, voters=500), FR)
    worth = -(-1000 // 40)
    assert FR("picture.result.scale.dots", worth=worth) in shown([drawing])
    assert _list(drawing, "options")[0]["full"] == 1000 // worth


def test_a_tie_that_the_picture_cuts_is_told() -> None:
    on_wall = notes([f"idée {n}" for n in range(30)])
    votes = {"vote": counted(on_wall, [{n: 1} for n in range(1, 31)])}
    (drawing,) = result_of(record(postits=on_wall, votes=votes), FR)
    assert FR.n("picture.result.others_tied", 22) in shown([drawing])


def test_a_result_that_is_cut_is_not_described_as_whole() -> None:
    on_wall = notes([f"idée {n}" for n in range(40)])
    votes = {"vote": counted(on_wall, [{n: 1} for n in range(1, 41)])}
    (drawing,) = result_of(record(postits=on_wall, votes=votes), FR)
    assert FR("picture.alt.options", shown=8, total=40) in drawing.alt


def test_a_result_that_would_tell_who_voted_is_not_drawn() -> None:
    assert result_of(workshop(10, voters=2), FR) == []
    on_wall = notes(["seule"])
    empty = record(postits=on_wall, votes={"vote": counted(on_wall, [{}, {}, {}])})
    assert result_of(empty, FR) == []


# Alt texts and names

EACH: dict[str, Callable[[SessionRecord, Catalogue], list[Drawing]]] = {
    "wall": wall,
    "overview": overview,
    "printed roadmap": roadmap,
    "roadmap": road,
    "certificate": certificate,
    "result": result_of,
}


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", EACH)
@pytest.mark.parametrize("many", [12, 300])
def test_every_picture_has_an_alt_text_and_a_name_of_its_own(
    kind: str, many: int, language: Language
) -> None:
    long = [milestone(2023 + n % 9, "Gouvernance", "Un énoncé " * 19) for n in range(40)]
    drawings = EACH[kind](workshop(many, language=language, milestones=long), catalogue(language))
    assert drawings
    assert all(0 < len(drawing.alt) <= ALT_LIMIT for drawing in drawings)
    names = [drawing.name for drawing in drawings]
    assert len(set(names)) == len(names)
    assert all(name.isascii() and name.endswith(".png") for name in names)


@pytest.mark.parametrize("kind", EACH)
def test_an_alt_text_does_not_repeat_what_the_text_says(kind: str) -> None:
    told = workshop(["Une légumerie"] * 12)
    for drawing in EACH[kind](told, FR):
        assert "légumerie" not in drawing.alt
        assert FR("result.mark.tied") not in drawing.alt
        assert "Bravo" not in drawing.alt


def test_an_alt_text_is_clean_whatever_was_written() -> None:
    for drawing in wall(workshop(list(WRITTEN.values())), FR):
        drawing.alt.encode()
        assert "\x07" not in drawing.alt
