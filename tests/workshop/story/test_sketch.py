"""A scenario being prepared: nothing is lost, and what it lacks is what the model asks for."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from pydantic import ValidationError

from bot.workshop.faults import FaultKind
from bot.workshop.language import Language
from bot.workshop.story.checking import Tip, advice, faults
from bot.workshop.story.scenario import Dimension, Scenario
from bot.workshop.story.sketch import (
    Sketch,
    SketchDimension,
    dimension_lines,
    read_dimensions,
    read_year,
)
from tests.builders import scenario
from tests.workshop.hostile import hostile_texts
from tests.workshop.scenarios import scenarios, sketches

EMPTY = Sketch(
    title="Les Tilleuls en 2036",
    organisation="Les Tilleuls",
    language=Language.FRENCH,
    origin=2026,
    horizon=2036,
)
WHOLE = Sketch.of(scenario())


def is_whole(sketch: Sketch) -> bool:
    try:
        sketch.whole()
    except ValidationError:
        return False
    return True


def lacking(sketch: Sketch) -> dict[str, FaultKind]:
    return {fault.place: fault.kind for fault in faults(sketch)}


def tips(sketch: Sketch) -> list[Tip]:
    return [one.tip for one in advice(sketch)]


@settings(max_examples=400)
@given(sketches)
@example(WHOLE)
def test_a_sketch_without_faults_is_a_scenario_and_no_other_is(sketch: Sketch) -> None:
    assert is_whole(sketch) is (faults(sketch) == [])


@given(scenarios())
def test_a_sketch_of_a_scenario_tells_the_same_once_cleaned(whole: Scenario) -> None:
    sketch = Sketch.of(whole)
    assert Sketch.model_validate_json(sketch.model_dump_json()) == sketch
    if not faults(sketch):  # a text of invisible characters is empty once cleaned
        assert Sketch.of(sketch.whole()) == sketch


def test_an_empty_page_says_all_that_is_to_be_written() -> None:
    assert lacking(EMPTY) == {
        "opening": FaultKind.EMPTY,
        "question": FaultKind.EMPTY,
        "anchors": FaultKind.FEW,
        "dimensions": FaultKind.FEW,
    }


def test_a_mistake_is_said_once_and_at_its_place() -> None:
    sketch = WHOLE.with_anchor(2040, "Trop tard", "x" * 1501).with_anchor(None, "", "Quand ?")
    sketch = sketch.laned([*sketch.dimensions, SketchDimension(name="GOUVERNANCE")])
    assert lacking(sketch) == {
        "anchors[3].year": FaultKind.OUTSIDE,
        "anchors[3].text": FaultKind.LONG,
        "anchors[4].year": FaultKind.MISSING,
        "anchors[4].title": FaultKind.EMPTY,
        "dimensions[3].name": FaultKind.SAME,
    }
    swapped = WHOLE.headed("Un", "Deux", 2032, 2022, Language.FRENCH)
    assert lacking(swapped) == {"horizon": FaultKind.HORIZON}, "one cause, one sentence"
    assert lacking(swapped.headed("Un", "Deux", 1900, 2001, Language.FRENCH))["horizon"] == "far"


def test_anchors_stand_in_the_order_of_their_years_whatever_the_order_of_writing() -> None:
    sketch = EMPTY.with_anchor(2034, "Trois", "c").with_anchor(2028, "Un", "a")
    sketch = sketch.with_anchor(None, "Sans date", "d").with_anchor(2030, "Deux", "b")
    assert [anchor.title for anchor in sketch.anchors] == ["Un", "Deux", "Trois", "Sans date"]
    assert len({anchor.id for anchor in sketch.anchors}) == 4
    last = sketch.anchors[-1].id
    dated = sketch.with_anchor(2027, "Datée", "d", last)
    assert [anchor.title for anchor in dated.anchors] == ["Datée", "Un", "Deux", "Trois"]


def test_the_same_anchor_sent_twice_is_one_and_identifiers_are_never_given_again() -> None:
    once = EMPTY.with_anchor(2030, "Un", "a")
    assert once.with_anchor(2030, " Un ", "a") == once
    (first,) = once.anchors
    again = once.without_anchor(first.id).with_anchor(2030, "Un", "a")
    assert [anchor.id for anchor in again.anchors] != [first.id]
    assert again.without_anchor(first.id) == again


def test_an_award_with_nothing_in_it_is_none() -> None:
    assert WHOLE.awarded(" ", "\u200b").award is None
    assert lacking(WHOLE.awarded("Label", "")) == {"award.text": FaultKind.EMPTY}


def test_words_without_a_file_wait_for_it() -> None:
    waiting = WHOLE.transcribed("On entend la mer.")
    assert lacking(waiting) == {"media.digest": FaultKind.NO_FILE}
    assert waiting.transcribed("").media is None


@pytest.mark.parametrize(
    ("written", "year"),
    [
        ("2030", 2030),
        (" 2030 ", 2030),
        ("30", 30),
        ("20x6", None),
        ("", None),
        ("-5", None),
        ("20301", None),
        ("٢٠٣٠", None),
        ("2030.5", None),
    ],
)
def test_a_year_is_figures_and_nothing_else(written: str, year: int | None) -> None:
    assert read_year(written) == year


def test_dimensions_are_read_one_a_line_with_their_hints() -> None:
    written = [
        "- Gouvernance : qui décide",
        "",
        "2. Services: what we offer",
        "Projet\u00a0: cap : et valeurs",
        "Liens",
    ]
    assert read_dimensions("\n".join(written)) == [
        SketchDimension(name="Gouvernance", hint="qui décide"),
        SketchDimension(name="Services", hint="what we offer"),
        SketchDimension(name="Projet", hint="cap : et valeurs"),
        SketchDimension(name="Liens"),
    ]


@pytest.mark.parametrize("before_colon", ["", "\u00a0"])
def test_dimensions_written_in_a_form_come_back_the_same(before_colon: str) -> None:
    known = [
        SketchDimension(name="Gouvernance", hint="Qui décide : et comment."),
        SketchDimension(name="Lieux/liens"),
    ]
    assert read_dimensions(dimension_lines(known, before_colon)) == known


def test_a_name_alone_keeps_its_hint_when_hints_were_not_shown() -> None:
    known = [SketchDimension(name="Un", hint="Précision"), SketchDimension(name="Deux")]
    assert read_dimensions("Deux\nUn\nTrois", known) == [
        known[1],
        known[0],
        SketchDimension(name="Trois"),
    ]


@given(hostile_texts)
def test_whatever_is_written_as_dimensions_is_read(text: str) -> None:
    for dimension in read_dimensions(text):
        assert dimension.name
        assert dimension.hint is None or dimension.hint


def test_advice_holds_nothing_back() -> None:
    short = WHOLE.told("Court.", "Que ferez-vous demain ?").awarded("", "")
    assert faults(short) == []
    assert tips(short) == [Tip.OPENING_SHORT, Tip.QUESTION_AHEAD, Tip.NO_AWARD]
    good = WHOLE.told("Nous y sommes. " * 20, WHOLE.question)
    assert tips(good) == []


@pytest.mark.parametrize(
    ("question", "language", "ahead"),
    [
        ("Par quelles étapes passerez-vous ?", Language.FRENCH, True),
        ("Que pourriez-vous mettre en place ?", Language.FRENCH, True),
        ("Par quelles étapes êtes-vous passés ? Qu'avez-vous fait ?", Language.FRENCH, False),
        ("Par quelles étapes le réseau est-il passé ?", Language.FRENCH, False),
        ("What should we put in place?", Language.ENGLISH, True),
        ("By which steps did you get there?", Language.ENGLISH, False),
    ],
)
def test_a_question_should_look_back(question: str, language: Language, ahead: bool) -> None:
    heading = WHOLE.headed(WHOLE.title, WHOLE.organisation, 2022, 2032, language)
    assert (Tip.QUESTION_AHEAD in tips(heading.told(WHOLE.opening, question))) is ahead


def test_a_long_silence_is_named_by_the_years_around_it() -> None:
    late = Sketch.of(scenario(anchors=(2031,)))
    (gap,) = [one for one in advice(late) if one.tip is Tip.GAP]
    assert gap.figures == {"low": 2022, "high": 2031}
    assert Tip.GAP not in tips(Sketch.of(scenario(anchors=(2026, 2030))))
    assert Tip.GAP not in tips(EMPTY), "an empty page is not told that it is empty twice"


def test_the_limits_of_the_model_are_those_that_are_checked() -> None:
    """`checking` names lengths and counts again: a change of the model must reach it."""
    many = WHOLE.laned([SketchDimension(name=str(n)) for n in range(24)])
    assert faults(many) == []
    more = many.laned([*many.dimensions, SketchDimension(name="24")])
    assert lacking(more) == {"dimensions": FaultKind.MANY}
    assert not is_whole(more)
    assert Dimension(name="x" * 60, hint="x" * 500)
