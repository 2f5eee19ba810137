"""A line in what coordinators receive: summary, report, data and picture say the same."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.i18n import Catalogue, catalogue
from bot.reports.markdown import markdown
from bot.reports.passages import passages
from bot.reports.pdf.report import report
from bot.reports.pictures.drawing import ALT_LIMIT, Drawing
from bot.reports.pictures.position.line import movement, standing
from bot.reports.record import Lines, SessionRecord
from bot.reports.review.applying import corrected
from bot.reports.review.items import entries
from bot.reports.summary import summary
from bot.workshop.kinds import Position
from bot.workshop.language import Bilingual, Language
from bot.workshop.memory.passages import About
from bot.workshop.position.line import Standing, spread_of
from bot.workshop.position.movement import Journey, Moment, Told
from bot.workshop.review.correction import Correction, Corrections, Of
from bot.workshop.sessions.session import Signing
from tests.builders import position, titled
from tests.exported import as_json
from tests.reports.builders import moved, record, without_raw
from tests.reports.drawn import WRITTEN, without_glyph
from tests.reports.vote.test_result_pictures import page

FR, EN = catalogue(Language.FRENCH), catalogue(Language.ENGLISH)
LINES = (Told("un **coût** | caché"), Told("# l'exemple d'à côté"))
WALK = [Journey(1, 8, 2), Journey(9, 6, 1), Journey(5, 5), Journey(3, 3, 2)]


def exported(told: SessionRecord) -> dict[str, Any]:
    (held,) = json.loads(as_json(told))["positions"]
    return dict(held)


def drawn(told: SessionRecord, t: Catalogue = FR) -> list[Drawing]:
    return movement(told, told.steps[1], t)


@pytest.mark.parametrize("t", [FR, EN], ids=["fr", "en"])
def test_summary_report_data_and_picture_tell_the_same_line(t: Catalogue) -> None:
    kept = [Moment(second=300, spread=spread_of([1, 9, 5, 3, 2], {7: 3}))]
    told = moved(WALK, LINES, room={7: 3}, moments=kept, language=t.language)
    number = t.n("position.of_them_in_room", 3, people=t.n("position.people", 7))
    ways = [
        t.n("position.went.to", 1, word=t("position.line.high")),
        t.n("position.went.to", 1, word=t("position.line.low")),
        t.n("position.went.back", 1),
    ]
    went = t.n("position.moved", 3, ways=t.listed(ways))
    text, short = markdown(told, t), "\n".join(summary(told, t).parts)
    for said in (text, short):
        assert number in said
        assert went in said
        assert t.n("position.crossed", 1) in said
        assert t("position.no_vote") in said, "a place is no vote"
        assert "un \\*\\*coût\\*\\*" in said
        assert "- # l'exemple" not in said
    assert f"## {t('report.part.position')}" in text
    assert "| 7 | 3 | 3 | 3 |" in text
    assert f"| 10 · {t('position.line.high')} | 0 | 0 | 0 |" in text
    held = exported(told)
    assert (held["on_the_line"], held["in_room"]) == (7, 3)
    assert held["start"] == {str(p): {1: 1, 3: 1, 5: 1, 7: 3, 9: 1}.get(p, 0) for p in range(11)}
    assert held["end"] == {str(p): {3: 1, 5: 1, 6: 1, 7: 3, 8: 1}.get(p, 0) for p in range(11)}
    assert held["movement"]["moves"] == 5
    assert [one["moved_by"] for one in held["people"]] == [one.text for one in LINES]
    (drawing,) = drawn(told, t)
    assert drawing.data["number"] == number
    assert went in str(drawing.data["moved"])
    drawing_rows: Any = drawing.data["rows"]
    assert [row["name"] for row in drawing_rows] == [
        t("report.position.start"),
        t("position.moment", time=t.minutes(5)),
        t("report.position.end"),
    ]
    assert drawing_rows[2]["people"] == list(held["end"].values())
    assert page(drawing).startswith(b"\x89PNG")
    assert without_glyph(drawing) == set()
    assert len(drawing.alt) <= ALT_LIMIT
    blocks = [one for part in report(told, t)["parts"] for one in part["blocks"]]
    assert [one["figure"] for one in blocks if one["kind"] == "figure"] == ["line"]


@pytest.mark.parametrize("signing", list(Signing))
def test_of_few_nothing_is_told_anywhere(signing: Signing) -> None:
    for journeys, room in (([Journey(1, 8, 1), Journey(2, 2)], {}), ([Journey(1, 1)], {4: 9})):
        told = moved(journeys, LINES, room=room, signing=signing)
        held = exported(told)
        assert (held["start"], held["end"], held["movement"]) == (None, None, None)
        assert (held["people"], held["withheld"]) == ([], "too_few")
        why = FR("position.untold_room" if room else "position.untold")
        for said in (markdown(told, FR), "\n".join(summary(told, FR).parts)):
            assert why in said
            assert "coût" not in said
        assert drawn(told) == []
        turned = moved(
            [replace(one, began=10 - one.began, place=10 - one.place) for one in journeys],
            room={10 - place: people for place, people in room.items()},
            signing=signing,
        )
        assert as_json(told) == as_json(turned), "nothing else depends on where they stood"
        assert markdown(told, FR) == markdown(turned, FR)


def test_of_a_hidden_line_on_which_one_moved_only_the_end_is_told() -> None:
    walk = [Journey(1, 8, 1), Journey(2, 2), Journey(2, 2), Journey(9, 9)]
    told = moved(walk, LINES, plan=position(live=False))
    held = exported(told)
    assert (held["start"], held["movement"], held["people"]) == (None, None, [])
    assert held["end"]["8"] == 1
    text = markdown(told, FR)
    assert FR("position.untold_moves") in text
    assert FR("report.position.start") not in text
    (drawing,) = drawn(told)
    rows: Any = drawing.data["rows"]
    assert len(rows) == 1
    assert page(drawing).startswith(b"\x89PNG")


def test_names_are_told_only_where_the_recipe_has_it() -> None:
    people = [Told("un coût", "Zoé", 1, 8), Told(None, "Alix", 2, 2), Told(None, "Bo", 2, 2)]
    walk = [Journey(1, 8, 1), Journey(2, 2), Journey(2, 2)]
    told = moved(walk, people, plan=position(named=True))
    text = markdown(told, FR)
    assert "| Zoé | 1 | 8 | un coût |" in text
    assert text.index("Alix") < text.index("Zoé")
    assert "Zoé" not in markdown(without_raw(told), FR)
    assert exported(without_raw(told))["people"] == []


def test_lines_are_said_to_be_kept_for_a_while_and_then_are_gone() -> None:
    told = moved(WALK, LINES)
    assert FR("report.raw.positions") in markdown(told, FR).casefold()
    after = without_raw(told)
    assert "coût" not in markdown(after, FR)
    assert exported(after)["movement"] == exported(told)["movement"], "the numbers stay"
    assert FR("report.raw.positions") not in markdown(moved(WALK), FR).casefold()


def test_what_moved_people_is_left_out_where_it_is_put_right() -> None:
    told = moved(WALK, LINES)
    first, second = entries(told, (), ())[Of.MOVED]
    assert second.label == LINES[1].text
    put = corrected(told, Corrections((Correction(first.item, ""),)))
    assert [one["moved_by"] for one in exported(put)["people"]] == [LINES[1].text]
    named = [Told("un coût", "Zoé", 1, 8), Told(None, "Alix", 2, 2), Told(None, "Bo", 2, 2)]
    told = moved(WALK[:3], named, plan=position(named=True))
    (only,) = entries(told, (), ())[Of.MOVED]
    put = corrected(told, Corrections((Correction(only.item, ""),)))
    assert [one["name"] for one in exported(put)["people"]] == ["Zoé", "Alix", "Bo"]
    assert "coût" not in markdown(put, FR)


def test_a_step_on_which_nobody_stood_is_told_in_a_sentence() -> None:
    told = record((position(),))
    assert FR("report.position.none") in markdown(told, FR)
    assert FR("report.part.position") not in "\n".join(summary(told, FR).parts)
    assert "positions" not in json.loads(as_json(told))


@pytest.mark.parametrize("scale", ["line", "sides"])
@pytest.mark.parametrize("people", [3, 12, 200, 900])
def test_the_card_draws_any_number_of_people(scale: str, people: int) -> None:
    plan = position(scale=scale, low=titled("Trop"), high=titled("Pas assez"))
    told = moved([Journey(0, 0)] * 3, plan=plan)
    places = plan.scale.places
    now = Standing.of(
        ((None, places[n * n % len(places)]) for n in range(people)), {}, live=True, named=False
    )
    step = told.steps[1]
    drawing = standing(replace(told, lines=Lines(open={step.id: now})), step, FR)
    assert drawing is not None
    assert page(drawing).startswith(b"\x89PNG")
    assert drawing.data["dots"] is (people <= 200)
    assert standing(told, step, FR) is None


@pytest.mark.parametrize("text", WRITTEN.values(), ids=WRITTEN)
def test_whatever_was_written_is_drawn(text: str) -> None:
    claim = Bilingual.model_construct(fr=text, en=text)
    told = moved(WALK, [Told(text)], plan=position(claim=claim))
    (drawing,) = drawn(told)
    assert page(drawing).startswith(b"\x89PNG")
    assert without_glyph(drawing) == set()
    assert len(drawing.alt) <= ALT_LIMIT
    markdown(told, FR)


def test_the_claim_is_found_again_as_what_was_debated_and_not_decided() -> None:
    told = moved(WALK, LINES)
    found = {one.text: one.about for one in passages(told)}
    plan = told.steps[1].plan
    assert isinstance(plan, Position)
    assert plan.claim is not None
    assert found[plan.claim.fr] is About.CLAIM
    assert all(found[one.text or ""] is About.MOVED for one in LINES)
    few = {one.text for one in passages(moved(WALK[:2], LINES))}
    assert not any(one.text in few for one in LINES)
